//! The change log in words.
//!
//! Owns: the sentence for each word of the log, and what of the log is not shown here: who administers users sees no
//! case, so not which glass somebody broke, nor which case is their own family's. Must not know: how the log is kept.

use std::collections::BTreeMap;

use omhu_casework::access::Role;
use omhu_law::calendar::When;
use omhu_store::accounts::Change;

use super::Names;
use crate::pages::sheet::role;
use crate::texts::Texts;
use crate::view::components::{Column, Table};
use crate::view::html::Html;

/// Changes, newest first, as a table; with from where refused sign-ins came, by the place of their row.
pub(super) fn table(
    t: Texts,
    changes: &[Change],
    clients: &BTreeMap<i64, String>,
    names: &Names,
) -> Table {
    let row = |change: &Change| -> Vec<Html> {
        vec![
            moment(t, change.second).into(),
            names.of_user(t, change.by).into(),
            sentence(t, &change.what).into(),
            match clients.get(&change.n) {
                Some(client) => {
                    let client = [("client", client.as_str().into())];
                    t.with("administration-from-client", &client).into()
                }
                None => detail(t, change).into(),
            },
        ]
    };
    Table {
        id: "changes".to_owned(),
        caption: t.get("administration-changes"),
        columns: vec![
            Column::words(t.get("administration-when")),
            Column::words(t.get("administration-who")),
            Column::words(t.get("administration-what")),
            Column::words(t.get("administration-more")),
        ],
        rows: changes
            .iter()
            .filter(|change| is_shown(change))
            .map(row)
            .collect(),
        none: t.get("administration-no-changes"),
    }
}

/// Whether a change is about the account, and not about a case.
fn is_shown(change: &Change) -> bool {
    const OF_CASES: [&str; 6] = [
        "beside_",
        "glass_",
        "conflict_",
        "sample_",
        "handover_",
        "lookup",
    ];
    !OF_CASES.iter().any(|begin| change.what.starts_with(begin))
}

/// What the log adds to the word, as far as it is a word too: roles, teams, fields.
fn detail(t: Texts, change: &Change) -> String {
    let detail = change.detail.as_str();
    match change.what.as_str() {
        "role_proposed" | "role_confirmed" | "role_confirmed_again" | "role_ended" => {
            let word = detail.rsplit(' ').next().unwrap_or("");
            Role::parse(word).map_or_else(String::new, |held| role(t, held))
        }
        "teams_set" => detail
            .trim_matches(['[', ']'])
            .replace('"', "")
            .replace(',', ", "),
        "particulars_set" => {
            let field = |word: &str| {
                t.get(match word {
                    "sign_in" => "administration-sign-in",
                    "caseworker" => "administration-caseworker",
                    "mail" => "administration-mail",
                    "title" => "administration-job",
                    _ => "administration-name",
                })
            };
            let fields: Vec<String> = detail.split_whitespace().map(field).collect();
            fields.join(", ")
        }
        _ => String::new(),
    }
}

/// A day with a clock time.
pub(super) fn moment(t: Texts, second: i64) -> String {
    let when = When::at(second);
    let clock = t.with("case-clock", &[("clock", t.clock(when).into())]);
    format!("{} {clock}", t.short_day(when.day))
}

fn sentence(t: Texts, what: &str) -> String {
    t.get(match what {
        "account_made" => "administration-did-made",
        "particulars_set" => "administration-did-particulars",
        "choices_set" => "administration-did-choices",
        "disabled" => "administration-did-disabled",
        "disabled_dormant" => "administration-did-dormant",
        "woken" => "administration-did-woken",
        "teams_set" => "administration-did-teams",
        "role_proposed" => "administration-did-proposed",
        "role_confirmed" => "administration-did-confirmed",
        "role_confirmed_again" => "administration-did-again",
        "role_ended" => "administration-did-ended",
        "password_ticket_made" => "administration-did-link",
        "password_set" => "administration-did-password",
        "new_password_asked_for" => "administration-did-asked",
        "factor_added" => "administration-did-factor",
        "factor_removed" => "administration-did-no-factor",
        "recovery_codes_made" | "recovery_code_used" => "administration-did-recovery",
        "signed_in" => "administration-did-signed-in",
        "signed_out" => "administration-did-signed-out",
        "sign_in_refused" | "proof_refused" => "administration-did-refused",
        "proved" => "administration-did-proved",
        "session_ended" | "sessions_ended" | "provider_session_ended" => {
            "administration-did-sessions"
        }
        "provider_proposed" => "administration-did-provider-proposed",
        "provider_refused" => "administration-did-provider-refused",
        "provider_linked" => "administration-did-provider",
        "provider_unlinked" => "administration-did-unlinked",
        "stand_in_granted" => "administration-did-stand-in",
        "stand_in_ended" => "administration-did-no-stand-in",
        "token_made" => "administration-did-token",
        "token_confirmed" => "administration-did-token-confirmed",
        "token_ended" => "administration-did-no-token",
        "webhook_made" => "administration-did-webhook",
        "webhook_ended" => "administration-did-no-webhook",
        "webhook_resumed" => "administration-did-webhook-again",
        "calendar_made" => "administration-did-calendar",
        "calendar_ended" => "administration-did-no-calendar",
        "approved" => "administration-did-approved",
        "everything_ended" => "administration-did-everything-ended",
        "team_set" => "administration-did-team",
        "municipality_set" => "administration-did-municipality",
        "second_factor_set" => "administration-did-second-factor",
        "first_run_printed" => "administration-did-first-link",
        "first_run_used" => "administration-did-first",
        _ => "administration-did-other",
    })
}

#[cfg(test)]
mod tests {
    use omhu_report::Lang;
    use omhu_store::accounts::CHANGE_WORDS;

    use super::*;

    #[test]
    fn every_change_that_is_shown_has_a_sentence() {
        let t = Texts::of(Lang::Da);
        let other = sentence(t, "no such word");
        for word in CHANGE_WORDS {
            let change = Change {
                n: 1,
                second: 0,
                by: omhu_casework::ids::UserNo(1),
                about: omhu_casework::ids::UserNo(1),
                what: word.to_owned(),
                detail: String::new(),
            };
            assert!(!is_shown(&change) || sentence(t, word) != other, "{word}");
        }
    }
}
