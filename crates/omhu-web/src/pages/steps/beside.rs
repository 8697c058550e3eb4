//! The box beside a form: what the step fulfils, and what a decision still lacks.
//!
//! Owns: that box. Must not know: how duties are derived.

use askama::Template;
use omhu_casework::duties::Duties;
use omhu_casework::steps::keys::Text;
use omhu_casework::steps::rules::{self, Ruling};
use omhu_casework::steps::{LISTED, Suggestion, Values, keys, next_steps, not_yet};
use omhu_casework::worklist::Now;
use omhu_law::calendar::Day;
use omhu_law::vocabulary::Basis;

use super::fields::Asking;
use super::{FURTHER, LOOK, Open, leave, steps_of};
use crate::pages::case::{basis_words, value_word};
use crate::pages::duty;
use crate::texts::Texts;
use crate::view::components::{Action, Mark, NotYet, Reason};
use crate::view::html::Html;

#[derive(Template)]
#[template(path = "pages/steps/beside.html")]
struct Beside {
    t: Texts,
    closes: Vec<(String, Mark, String)>,
    not_yet: NotYet,
    /// For which choices the list holds, and the button that asks again; none: the step has no such list.
    tried: Option<Tried>,
}

struct Tried {
    text: String,
    /// Where the form is sent; empty: it cannot be sent.
    action: String,
    name: &'static str,
}

/// The address of a step's form with what is known of it.
pub(super) fn address(case: impl std::fmt::Display, step: &str, given: &Values) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(given.iter().filter(|(_, text)| !text.is_empty()))
        .finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("/cases/{case}/steps/{step}{mark}{query}")
}

/// The box of a form; `leaves`: the ways out of it keep what was typed.
pub(super) fn show(
    asking: &Asking<'_>,
    open: &Open,
    duties: &Duties,
    now: Now,
    may: bool,
    leaves: bool,
) -> Html {
    let words = asking.words;
    let (t, steps) = (words.t, steps_of(words.book));
    let all = next_steps(steps, words.book, &open.known.state, duties, now);
    let mine = all
        .iter()
        .filter(|each| each.step == asking.step.id.as_ref());
    let about = |each: &&Suggestion| {
        let mut things = asking
            .step
            .fields
            .iter()
            .map(|field| asking.values.get(field.name));
        each.about.is_empty() || things.any(|thing| thing == each.about)
    };
    let ruling = rules::of_step(asking.step, words.book, &asking.occasion);
    let closes = mine.filter(about).map(|each| {
        let mark = duty::mark(t, &each.standing, now.today);
        let hints = [
            duty::day(t, &each.standing),
            of_its_time(asking, &ruling, each),
        ];
        let hints: Vec<_> = hints.into_iter().filter(|hint| !hint.is_empty()).collect();
        (words.task(&each.obligation), mark, hints.join(" · "))
    });
    let is_decision = LISTED.contains(&asking.step.id.as_ref());
    let state = &open.known.state;
    let found = is_decision
        .then(|| {
            not_yet(
                steps,
                asking.step,
                state,
                words.book,
                asking.values,
                now.second,
                FURTHER,
            )
        })
        .flatten();
    let reasons: Vec<Reason> = found.as_ref().map_or_else(Vec::new, |tried| {
        let lacks = tried.lacks.iter();
        lacks
            .map(|lack| reason(asking, open, lack, leaves))
            .collect()
    });
    let tried = is_decision.then(|| Tried {
        text: found
            .map(|tried| holds_for(asking, &tried, reasons.is_empty()))
            .unwrap_or_default(),
        action: if may {
            format!("/cases/{}/steps/{}#closes", open.case, asking.step.id)
        } else {
            String::new()
        },
        name: LOOK,
    });
    Html::of(&Beside {
        t,
        closes: closes.collect(),
        not_yet: NotYet {
            heading: t.get("stepform-not-yet"),
            reasons,
        },
        tried,
    })
}

/// The rule that a duty arose under, where the form names another one: that of the day when it is met. Empty: it names this.
fn of_its_time(asking: &Asking<'_>, ruling: &Ruling<'_>, each: &Suggestion) -> String {
    let (words, t, why) = (asking.words, asking.words.t, &each.why);
    let named = match ruling {
        Ruling::InForce(cited) => cited.as_slice(),
        _ => &[],
    };
    let mut named = named.iter();
    if why.provision.is_empty()
        || named.any(|cited| (&cited.version.act, cited.provision) == (&why.act, &why.provision))
    {
        return String::new();
    }
    let parts = [
        ("day", t.short_day(why.trigger_on).into()),
        ("rule", words.cite(&why.act, &why.provision).into()),
    ];
    let key = match each.standing.due {
        Some(_) => "stepform-of-its-time",
        None => "stepform-arose-under",
    };
    t.with(key, &parts)
}

/// For which choices a list holds: whoever changes them asks again.
fn holds_for(asking: &Asking<'_>, tried: &omhu_casework::steps::Tried, nothing: bool) -> String {
    let t = asking.words.t;
    let text = t.with(
        "stepform-not-yet-tried",
        &[
            (
                "basis",
                basis_words(t, asking.words.book, &tried.basis).into(),
            ),
            ("value", value_word(t, &tried.value).into()),
            ("day", t.short_day(tried.on).into()),
        ],
    );
    let text = match tried.unborn {
        true => format!("{text} {}", t.get("stepform-not-yet-unborn")),
        false => text,
    };
    let unknown = !tried.basis.is_empty() && asking.words.book.basis(&tried.basis) == Basis::OTHER;
    if nothing && unknown {
        // It knows no such decision: what that one lacks, nobody has told it.
        format!("{} {text}", t.get("stepform-not-yet-unknown"))
    } else if nothing {
        format!("{} {text}", t.get("stepform-not-yet-none"))
    } else {
        text
    }
}

/// What the form itself takes in place of a talk with a child who cannot talk yet; empty: nothing of the kind.
fn small(asking: &Asking<'_>, open: &Open, lack: &omhu_casework::steps::NotYet) -> String {
    let words = asking.words;
    let omhu_casework::steps::Missing::Duty(name) = &lack.missing else {
        return String::new();
    };
    let mut found = words.book.named(name);
    let may = found.any(|each| each.may_be_left_out(&words.book.vocabulary));
    let talk = lack.field == TALKED_ON;
    let born = open.known.state.born(Day::MAX);
    let why = asking.step.field(OMITTED_WHY);
    match why.filter(|_| may && talk && duty::is_small(born, asking.occasion.on)) {
        Some(field) => {
            let label = words.field(asking.step, field, Text::Label);
            let parts = [("question", label.into())];
            words.t.with("stepform-not-yet-small", &parts)
        }
        None => String::new(),
    }
}

/// The questions of the decision about the talk before it.
const TALKED_ON: &str = "talked_on";
const OMITTED_WHY: &str = "omitted_why";

fn reason(
    asking: &Asking<'_>,
    open: &Open,
    lack: &omhu_casework::steps::NotYet,
    leaves: bool,
) -> Reason {
    let (words, t) = (asking.words, asking.words.t);
    let what = match keys::missing(&lack.missing) {
        Some(key) => t.get(key),
        None => match &lack.missing {
            omhu_casework::steps::Missing::Duty(name) => words.obligation(name),
            _ => String::new(),
        },
    };
    let what = match small(asking, open, lack) {
        none if none.is_empty() => what,
        more => format!("{what}. {more}"),
    };
    let rule = words.cite(&lack.act, &lack.provision);
    let action = steps_of(words.book).find(&lack.step).map(|step| {
        // A new thing of this form has no address of its own yet.
        let known: Values = lack
            .given
            .iter()
            .filter(|(_, text)| !text.starts_with('+'))
            .collect();
        let href = address(open.case, &lack.step, &known);
        Action::new(t.get("stepform-mend"), href, words.title(step))
    });
    let own = format!("/cases/{}/steps/{}", open.case, asking.step.id);
    let left = action.as_ref().filter(|_| leaves);
    Reason {
        text: format!("{what} ({rule})"),
        leave: left.and_then(|action| leave(&own, &action.href)),
        action,
    }
}
