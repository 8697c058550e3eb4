//! What should be seen before cases are given: who is away, a change of team, brothers and sisters with somebody else.
//!
//! Owns: these warnings and the siblings beside the cases. Must not know: who may give a case. It warns and never blocks:
//! whoever sends the form again has seen it.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::access::ListKind;
use omhu_casework::ids::CaseNo;
use omhu_store::CaseLine;

use super::Desk;
use super::give::Place;
use crate::http::failure::AppError;
use crate::pages::around_writer;
use crate::pages::cases::line::{self, Names};
use crate::texts::Texts;
use crate::view::html::Html;

/// The open cases of brothers and sisters, by the case beside which they stand.
pub(super) type Siblings = BTreeMap<CaseNo, Vec<CaseLine>>;

/// The siblings of these cases, of which the viewer sees the names.
pub(super) async fn siblings(desk: &Desk, lines: &[CaseLine]) -> Result<Siblings, AppError> {
    let with_family = lines.iter().filter(|line| !line.family.is_empty());
    let with_family: Vec<&CaseLine> = with_family.collect();
    let mut found = Siblings::new();
    if with_family.is_empty() {
        return Ok(found);
    }
    let store = desk.store();
    let (note, _) = desk.list(ListKind::Names);
    let cases: BTreeSet<CaseNo> = with_family.iter().map(|line| line.case).collect();
    let listed: Vec<CaseNo> = cases.iter().copied().collect();
    let permit = store.look(note.clone(), &listed).await?;
    for line in with_family {
        let others = desk.siblings(&permit, line.case, &line.family, None);
        let mut others = others.await?;
        others.retain(|other| !other.closed);
        if !others.is_empty() {
            found.insert(line.case, others);
        }
    }
    // A sibling's name is shown from a case that may be another team's: it is a look at that case too.
    let named = found.values().flatten().map(|other| other.case);
    let named: BTreeSet<CaseNo> = named.filter(|case| !cases.contains(case)).collect();
    if !named.is_empty() {
        let named: Vec<CaseNo> = named.into_iter().collect();
        store.look(note, &named).await?;
    }
    Ok(found)
}

/// A child by the given names; without any, by the id of the case.
fn child(line: &CaseLine) -> &str {
    match line.given_names.as_str() {
        "" => &line.reference,
        names => names,
    }
}

/// Who has a case, or which team.
fn holder(t: Texts, names: &Names, line: &CaseLine) -> String {
    match line.caseworker.as_str() {
        "" => names.team(t, &line.team),
        worker => names.worker(t, worker),
    }
}

/// The siblings of a case, each with who has them.
pub(super) fn beside(t: Texts, names: &Names, siblings: &Siblings, case: CaseNo) -> Html {
    let mut parts = Vec::new();
    for other in siblings.get(&case).into_iter().flatten() {
        if !parts.is_empty() {
            parts.push(Html::text(", "));
        }
        parts.push(Html::link(&line::href(other.case), child(other)));
        parts.push(Html::text(&format!(" ({})", holder(t, names, other))));
    }
    Html::all(parts)
}

/// What is to be seen before these cases go there; nothing where all is as usual.
pub(super) async fn warnings(
    t: Texts,
    desk: &Desk,
    names: &Names,
    lines: &[CaseLine],
    to: &Place,
) -> Result<Vec<String>, AppError> {
    let mut warnings = Vec::new();
    let away = around_writer(desk).await?.on_leave;
    if let Some(until) = away.get(&to.worker) {
        let parts = [
            ("name", names.worker(t, &to.worker).into()),
            ("day", t.short_day(*until).into()),
        ];
        warnings.push(t.with("team-warn-leave", &parts));
    }
    let teams = lines.iter().map(|line| line.team.as_str());
    let teams: BTreeSet<&str> = teams
        .filter(|team| !team.is_empty() && *team != to.team)
        .collect();
    if !teams.is_empty() {
        let from = teams.iter().map(|team| names.team(t, team));
        let parts = [
            ("from", from.collect::<Vec<_>>().join(", ").into()),
            ("to", names.team(t, &to.team).into()),
        ];
        warnings.push(t.with("team-warn-team", &parts));
    }
    let given: BTreeSet<CaseNo> = lines.iter().map(|line| line.case).collect();
    let siblings = siblings(desk, lines).await?;
    for line in lines {
        let others = siblings.get(&line.case).into_iter().flatten();
        let apart = others.filter(|other| {
            let with = match to.worker.as_str() {
                "" => other.team == to.team,
                worker => other.caseworker == worker,
            };
            !with && !given.contains(&other.case)
        });
        let apart: Vec<String> = apart
            .map(|other| format!("{} ({})", child(other), holder(t, names, other)))
            .collect();
        if !apart.is_empty() {
            let parts = [
                ("child", child(line).into()),
                ("siblings", apart.join(", ").into()),
            ];
            warnings.push(t.with("team-warn-siblings", &parts));
        }
    }
    Ok(warnings)
}
