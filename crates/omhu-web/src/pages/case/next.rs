//! What is to be done in a case, and why then.
//!
//! Owns: from duties to rows with their sentences and their next step. Must not know: how a duty came about (the law
//! does), how a step is filled in.

use std::collections::BTreeMap;

use askama::Template;
use omhu_casework::duties::{Duties, Duty};
use omhu_casework::steps::Steps;
use omhu_casework::worklist::why;
use omhu_law::book::LawBook;
use omhu_law::calendar::When;
use omhu_law::derive::{Engine, Further, Question, Status};
use omhu_report::{Explainer, Explanation, Part};

use super::file::CaseFile;
use super::words;
use crate::desk::Desk;
use crate::pages::cases::line::address;
use crate::pages::steps::steps_of;
use crate::texts::Texts;
use crate::view::components::{Action, Empty, Mark, ObligationList, ObligationRow};
use crate::view::html::Html;

/// What names a derived row: obligation, rule, thing, place in its sequence.
type Key = (String, String, String, u32);

#[derive(Template)]
#[template(
    source = "<ul>{% for sentence in sentences %}<li>{{ sentence }}</li>{% endfor %}</ul>",
    ext = "html"
)]
struct Sentences<'e> {
    sentences: Vec<&'e str>,
}

/// The duties that wait, the earliest first.
pub fn section(t: Texts, desk: &Desk, file: &CaseFile, duties: &Duties) -> Html {
    let mut waiting: Vec<&Duty> = duties
        .rows
        .iter()
        .filter(|duty| duty.is_pending())
        .collect();
    waiting.sort_by_key(|duty| (duty.due.is_none(), duty.due, &duty.obligation));
    if waiting.is_empty() {
        return Empty {
            heading: t.get("case-next-none"),
            text: t.get("case-next-none-more"),
            action: file
                .may_register
                .then(|| Action::new(t.get("case-steps"), file.path("/steps"), "")),
        }
        .into();
    }
    let why = explained(t, file.book(desk), file);
    let steps = steps_of(file.book(desk));
    let rows = waiting.into_iter();
    let rows = rows.map(|duty| row(t, desk, file, steps, duty, &why));
    ObligationList {
        heading: t.get("case-next"),
        id: "case-next".to_owned(),
        rows: rows.collect(),
    }
    .into()
}

fn row(
    t: Texts,
    desk: &Desk,
    file: &CaseFile,
    steps: &Steps,
    duty: &Duty,
    why: &BTreeMap<Key, Explanation>,
) -> ObligationRow {
    let book = file.book(desk);
    let what = title(t, book, duty);
    let explanation = why.get(&(
        duty.obligation.clone(),
        duty.rule.clone(),
        duty.about.clone(),
        duty.seq,
    ));
    let step = duty.place_in(book).and_then(|place| steps.meeting(place));
    ObligationRow {
        t,
        mark: mark(t, file, duty),
        who: Html::default(),
        when: when(t, file, duty),
        why: explanation.map_or_else(String::new, |told| sentence(told, Part::Fact)),
        rule: rule(t, book, duty),
        beside: Vec::new(),
        others: Vec::new(),
        explanation: explanation.map_or_else(Html::default, |told| {
            let sentences = told.sentences.iter();
            Html::of(&Sentences {
                sentences: sentences.map(|each| each.text.as_str()).collect(),
            })
        }),
        action: step.filter(|_| file.may_register).map(|step| {
            let path = file.path(&format!("/steps/{}", step.id));
            let to = address(&path, &[("about", &duty.about)]);
            Action::new(t.get("case-register"), to, what.clone())
        }),
        what,
    }
}

/// The title of a duty: of the obligation whose rule it follows.
pub fn title(t: Texts, book: &LawBook, duty: &Duty) -> String {
    let found = duty.place_in(book).map(|place| &book.obligations[place]);
    let title = found.map_or(duty.obligation.as_str(), |each| {
        t.shared().title(&each.title)
    });
    if duty.seq > 1 {
        return t.with(
            "case-duty-number",
            &[("title", title.into()), ("number", duty.seq.into())],
        );
    }
    title.to_owned()
}

fn mark(t: Texts, file: &CaseFile, duty: &Duty) -> Mark {
    let Some(due) = duty.due else {
        return Mark::not_started(t);
    };
    let days = due.day.0 - file.day.0;
    match duty.status_on(file.day) {
        Status::Overdue | Status::LateWithPreliminary if days == 0 => {
            Mark::overdue(t, 0).more(clock(t, due))
        }
        Status::Overdue | Status::LateWithPreliminary => Mark::overdue(t, days.unsigned_abs()),
        _ if days == 0 => Mark::today(t).more(clock(t, due)),
        _ => Mark::open(t, days.max(0).unsigned_abs()),
    }
}

fn clock(t: Texts, due: When) -> String {
    match t.clock(due) {
        clock if clock.is_empty() => clock,
        clock => t.with("case-clock", &[("clock", clock.into())]),
    }
}

/// The due day in words.
fn when(t: Texts, file: &CaseFile, duty: &Duty) -> String {
    let Some(due) = duty.due else {
        return t.get("case-due-none");
    };
    let mut day = t.short_day(due.day);
    let clock = clock(t, due);
    if !clock.is_empty() {
        day = format!("{day} {clock}");
    }
    let late = matches!(
        duty.status_on(file.day),
        Status::Overdue | Status::LateWithPreliminary
    );
    if late {
        t.with("case-due-was", &[("day", day.into())])
    } else {
        t.with("case-due", &[("day", day.into())])
    }
}

/// Act and provision, as they were on the day of the occasion.
fn rule(t: Texts, book: &LawBook, duty: &Duty) -> String {
    let why = why(book, duty);
    let act = book.acts.get(&why.act);
    let act = act.map_or("", |act| t.shared().title(&act.title));
    format!("{act} {}", why.provision).trim().to_owned()
}

/// One sentence, without the word before its colon.
fn sentence(told: &Explanation, part: Part) -> String {
    let found = told.sentences.iter().find(|each| each.part == part);
    found.map_or_else(String::new, |each| {
        let text = each.text.split_once(": ").map_or("", |(_, rest)| rest);
        text.to_owned()
    })
}

/// The sentences of every row that waits.
fn explained(t: Texts, book: &LawBook, file: &CaseFile) -> BTreeMap<Key, Explanation> {
    let locals: Vec<String> = book.locals.iter().map(|local| local.id.clone()).collect();
    let question = Question {
        as_of: file.day,
        known_at: file.day,
        locals: &locals,
        further: Further::All,
    };
    file.state.with_facts(book, |facts| {
        let mut derived = Vec::new();
        Engine::new(book, &question).derive(facts, &mut derived);
        // The others are not shown, and their sentences cost more than the page.
        derived.retain(|row| {
            let waits = [
                Status::Open,
                Status::Overdue,
                Status::LateWithPreliminary,
                Status::NoDeadline,
            ];
            row.met_on.is_none() && waits.contains(&row.status)
        });
        let values: Vec<String> = facts
            .rows
            .iter()
            .map(|row| words::value(t, row.value_text))
            .collect();
        let mut told = facts.clone();
        for (row, value) in told.rows.iter_mut().zip(&values) {
            // Ids of things and places in the log say nothing to a reader; words of the vocabulary say it better.
            row.line = 0;
            row.about = "";
            row.reference = "";
            row.value_text = value;
        }
        let explainer = Explainer::new(t.shared(), book, file.day);
        let rows = derived.iter().map(|row| {
            let mut told = explainer.row(&told, row);
            for sentence in &mut told.sentences {
                if sentence.text.contains('[') {
                    sentence.text = sentence.text.replace(" []", "");
                }
            }
            let name = book.obligations[usize::from(row.obligation)].name.clone();
            let key = (name, told.source.rule.clone(), told.about.clone(), told.seq);
            (key, told)
        });
        rows.collect()
    })
}
