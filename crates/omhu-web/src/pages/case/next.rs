//! What is to be done in a case, and why then.
//!
//! Owns: from duties to rows with their sentences and their next step. Must not know: how a duty came about (the law
//! does), how a step is filled in.

use std::collections::BTreeMap;

use askama::Template;
use omhu_casework::duties::{Duties, Duty};
use omhu_casework::steps::next::opening;
use omhu_casework::worklist::turn::{Request, turn, unanswered};
use omhu_casework::worklist::{Item, Now, Row, Standing, Turn, why, worklist};
use omhu_law::book::{LawBook, Shape};
use omhu_law::calendar::Day;
use omhu_law::derive::{Engine, Further, Question, Status};
use omhu_report::{Explainer, Explanation, Part};

use super::file::CaseFile;
use super::words;
use crate::desk::Desk;
use crate::pages::cases::line::address;
use crate::pages::duty;
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

/// The duties that wait, the earliest first, and apart from them those that were missed for good.
pub fn section(t: Texts, desk: &Desk, file: &CaseFile, duties: &Duties) -> Html {
    let book = file.book(desk);
    let now = moment(desk, file);
    let waiting: Vec<(&Duty, Turn)> = (duties.rows.iter())
        .filter(|duty| duty.is_pending())
        .map(|duty| (duty, turn(book, &file.state, duty, file.day)))
        .collect();
    let items = waiting.iter().map(|(duty, turn)| Item {
        case: file.case,
        reference: &file.state.reference,
        family: "",
        team: "",
        caseworker: "",
        duty,
        turn,
    });
    let steps = steps_of(book);
    let mut list = worklist(book, items, now, |duty| {
        let place = duty.place_in(book)?;
        let id = &book.obligations[place].id;
        let opening = opening(steps, book, &file.state, id, &duty.about)?;
        Some(opening.step.id.to_string())
    });
    // One case is read from the top; a list of many is cut into groups.
    list.rows
        .sort_by_key(|row| (row.item.duty.due.is_none(), row.item.duty.due));
    if list.rows.is_empty() && list.missed.is_empty() {
        let closed = file.state.closed(file.day, file.day);
        let (word, step) = match closed {
            true => ("case-reopen", "/steps/reopen-case"),
            false => ("case-steps", "/steps"),
        };
        return Empty {
            heading: t.get("case-next-none"),
            text: match closed {
                true => t.get("case-next-closed"),
                false => t.get("case-next-none-more"),
            },
            action: file
                .may_register
                .then(|| Action::new(t.get(word), file.path(step), "")),
        }
        .into();
    }
    let why = explained(t, book, file);
    let rows = |rows: &[Row<'_>]| {
        let rows = rows.iter();
        rows.map(|each| row(t, desk, file, each, &why)).collect()
    };
    let next = match list.rows.is_empty() {
        true => Html::from(Empty {
            heading: t.get("case-next-none"),
            text: t.get("case-next-none-more"),
            action: None,
        }),
        false => Html::from(ObligationList {
            heading: t.get("case-next"),
            id: "case-next".to_owned(),
            rows: rows(&list.rows),
        }),
    };
    if list.missed.is_empty() {
        return next;
    }
    let missed = ObligationList {
        heading: t.get("case-missed"),
        id: "case-missed".to_owned(),
        rows: rows(&list.missed),
    };
    Html::all([next, missed.into()])
}

/// What others were asked for and have not answered, whichever duty rests on it; nothing where nobody was asked.
pub fn awaited(t: Texts, file: &CaseFile) -> Html {
    let requests = unanswered(&file.state, file.day);
    if requests.is_empty() {
        return Html::default();
    }
    let rows = requests.iter().map(|request| {
        let what = words::value(t, request.asked);
        let step = |word: String, step: &str, field: &str, sort: &str| {
            let href = address(&file.path(&format!("/steps/{step}")), &[(field, sort)]);
            Action::new(word, href, what.clone())
        };
        let came = t.get("case-answer-came");
        let came = step(came, "answer-received", "answer_of", request.answer);
        let again = t.get("case-ask-again");
        let again = step(again, "ask-others", "asked_of", request.asked);
        let wrong = file.path(&format!("/documents/{}/correct", request.document));
        let wrong = Action::new(t.get("case-request-wrong"), wrong, what.clone());
        let beside = [
            file.may_register.then_some(again),
            file.may_correct.then_some(wrong),
        ];
        let days = file.day.0 - request.since.0;
        ObligationRow {
            t,
            mark: Mark::waiting(t, days.unsigned_abs()),
            who: Html::default(),
            when: waits(t, request, file.day),
            why: String::new(),
            rule: String::new(),
            remark: String::new(),
            explanation: Html::default(),
            action: file.may_register.then_some(came),
            beside: beside.into_iter().flatten().collect(),
            others: Vec::new(),
            what,
        }
    });
    let list = ObligationList {
        heading: t.get("case-waiting"),
        id: "case-waiting".to_owned(),
        rows: rows.collect(),
    };
    list.into()
}

/// Since when, and when to ask again.
pub fn waits(t: Texts, request: &Request, today: Day) -> String {
    let since = ("since", t.short_day(request.since).into());
    let Some(remind) = request.remind else {
        return t.with("case-awaited-since", &[since]);
    };
    let parts = [since, ("remind", t.short_day(remind).into())];
    match remind > today {
        true => t.with("case-awaited-remind", &parts),
        false => t.with("case-awaited-remind-now", &parts),
    }
}

/// Now; for a day that has gone, its last second.
fn moment(desk: &Desk, file: &CaseFile) -> Now {
    if !file.known {
        return desk.now;
    }
    Now {
        second: file.day.plus_days(1).midnight() - 1,
        today: file.day,
    }
}

fn row(
    t: Texts,
    desk: &Desk,
    file: &CaseFile,
    row: &Row<'_>,
    why: &BTreeMap<Key, Explanation>,
) -> ObligationRow {
    let book = file.book(desk);
    let stands = row.standing();
    let duty = row.item.duty;
    let what = duty::task(t, book, duty);
    let explanation = why.get(&(
        duty.obligation.clone(),
        duty.rule.clone(),
        duty.about.clone(),
        duty.seq,
    ));
    let to = |word: String, late: bool| {
        let step = row.step.as_deref().filter(|_| file.may_register)?;
        let to = duty::form(file.case, step, book, duty, late);
        Some(Action::new(word, to, what.clone()))
    };
    let action = match stands.missed {
        true => to(t.get("case-missed-late"), true),
        false => to(t.get("case-register"), false),
    };
    // What a check asks for can be right to do all the same; visits and what has ended cannot.
    let again = stands.missed && is_check(book, duty);
    let beside = again.then(|| to(t.get("case-missed-now"), false));
    ObligationRow {
        t,
        mark: duty::mark(t, &stands, file.day),
        who: Html::default(),
        when: match duty::day(t, &stands) {
            none if none.is_empty() => t.get("case-due-none"),
            day => day,
        },
        why: explanation.map_or_else(String::new, |told| sentence(told, Part::Fact)),
        rule: rule(t, book, duty),
        remark: match remark(t, book, duty, &stands) {
            none if none.is_empty() => {
                let line = file.line.as_ref();
                let born = file.state.born(Day::MAX);
                let born = born.or_else(|| line.and_then(|line| line.born_on));
                duty::left_out(t, book, duty, born, file.day)
            }
            said => said,
        },
        beside: beside.flatten().into_iter().collect(),
        others: Vec::new(),
        explanation: explanation.map_or_else(Html::default, |told| {
            let sentences = told.sentences.iter();
            Html::of(&Sentences {
                sentences: sentences.map(|each| each.text.as_str()).collect(),
            })
        }),
        action,
        what,
    }
}

fn is_check(book: &LawBook, duty: &Duty) -> bool {
    let place = duty.place_in(book);
    place.is_some_and(|place| book.obligations[place].shape == Shape::Check)
}

/// What can still be done of what was missed, and what cannot.
fn remark(t: Texts, book: &LawBook, duty: &Duty, stands: &Standing) -> String {
    let (Some(due), true) = (duty.due, stands.missed) else {
        return String::new();
    };
    let day = [("day", t.short_day(due.day).into())];
    let place = duty.place_in(book);
    match place.map(|place| book.obligations[place].shape) {
        Some(Shape::Check) => t.with("case-missed-check", &day),
        Some(Shape::VisitsPerYear) => t.with("case-missed-visits", &day),
        _ => t.with("case-missed-ended", &day),
    }
}

/// Act and provision, as they were on the day of the occasion.
fn rule(t: Texts, book: &LawBook, duty: &Duty) -> String {
    let why = why(book, duty);
    duty::cite(t, book, &why.act, &why.provision)
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
