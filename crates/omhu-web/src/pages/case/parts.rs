//! What a case consists of beside its course: plan and goals, measures, people, documents.
//!
//! Owns: these four sections. Must not know: the duties that follow.

use std::collections::BTreeMap;

use askama::Template;
use omhu_casework::case::{CaseState, Registered, Told};
use omhu_casework::duties::Duties;
use omhu_casework::event::Document;
use omhu_casework::ids::TextNo;
use omhu_casework::steps::handover::{Handover, MeasureNow, PlanNow, handover};
use omhu_casework::steps::write::{Rule, Write};
use omhu_law::book::LawBook;
use omhu_law::calendar::Day;
use omhu_store::InCase;

use super::file::CaseFile;
use super::letters::Opening;
use super::{frame, words};
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::steps::steps_of;
use crate::texts::Texts;
use crate::view::components::{Action, Column, Empty, Table};
use crate::view::html::Html;

/// A name in full.
pub fn name_of(held: &InCase) -> String {
    let data = &held.person.particulars;
    format!("{} {}", data.given_names, data.surname)
        .trim()
        .to_owned()
}

/// The summary of which plan and measures are parts.
pub fn summary(desk: &Desk, file: &CaseFile, duties: &Duties) -> Handover {
    handover(file.book(desk), &file.state, duties, file.day)
}

/// What is asked at each review (barnets lov § 95), in the order of the form.
const REVIEW_PARTS: [&str; 4] = ["adjust", "more_needed", "plan_judged", "beside_plan"];

/// Two of them are facts, because something follows from them; reviews from before that have them as words.
fn fact_of(state: &CaseState, review: &str, part: &str) -> Option<String> {
    let kind = match part {
        "more_needed" => "knowledge_judged",
        "plan_judged" => "plan_judged",
        _ => return None,
    };
    let of_it = state.standing(Day::MAX).filter(|held| {
        let cells = &held.fact.cells;
        cells.kind == kind && cells.about == review
    });
    let newest = of_it.max_by_key(|held| held.seq);
    newest.map(|held| held.fact.cells.value.clone())
}

/// A goal with its movement on the scale.
struct Goal {
    text: String,
    before: u8,
    now: u8,
    wanted: u8,
    shape: &'static str,
    word: String,
}

/// A plan with its goals.
struct Plan {
    heading: String,
    goals: Vec<Goal>,
}

#[derive(Template)]
#[template(
    source = "{% for plan in plans %}<h3>{{ plan.heading }}</h3><ul class=\"goals\">{% for goal in plan.goals %}<li><b>«{{ goal.text }}»</b> <span class=\"goal-scale\">{{ goal.before }} <span aria-hidden=\"true\">{{ goal.shape }}</span> {{ goal.now }} / {{ goal.wanted }}</span> <span>{{ goal.word }}</span></li>{% endfor %}</ul>{% endfor %}",
    ext = "html"
)]
struct Plans {
    plans: Vec<Plan>,
}

/// The plans and where the child is on each goal's scale.
pub fn plans(
    t: Texts,
    file: &CaseFile,
    summary: &Handover,
    texts: &BTreeMap<TextNo, String>,
) -> Html {
    if summary.plans.is_empty() {
        return Empty {
            heading: t.get("case-plan-none"),
            text: t.get("case-plan-none-more"),
            action: file
                .may_register
                .then(|| Action::new(t.get("case-steps"), file.path("/steps"), "")),
        }
        .into();
    }
    let plans = summary.plans.iter().map(|plan| Plan {
        heading: plan_heading(t, plan),
        goals: plan
            .goals
            .iter()
            .map(|goal| {
                let (shape, word) = match goal.now.cmp(&goal.before) {
                    std::cmp::Ordering::Greater => ("▲", t.get("case-goal-better")),
                    std::cmp::Ordering::Equal => ("▬", t.get("case-goal-same")),
                    std::cmp::Ordering::Less => ("▼", t.get("case-goal-worse")),
                };
                Goal {
                    text: texts.get(&goal.text).cloned().unwrap_or_default(),
                    before: goal.before,
                    now: goal.now,
                    wanted: goal.wanted,
                    shape,
                    word,
                }
            })
            .collect(),
    });
    Html::of(&Plans {
        plans: plans.collect(),
    })
}

fn plan_heading(t: Texts, plan: &PlanNow) -> String {
    match (plan.made_on, plan.revised_on) {
        (_, Some(day)) => t.with("case-plan-revised", &[("day", t.short_day(day).into())]),
        (Some(day), None) => t.with("case-plan-made", &[("day", t.short_day(day).into())]),
        (None, None) => t.get("case-plan"),
    }
}

/// The measures that run.
pub fn measures(
    t: Texts,
    book: &LawBook,
    file: &CaseFile,
    summary: &Handover,
    texts: &BTreeMap<TextNo, String>,
) -> Table {
    // What was written about a measure, in its newest writing.
    let told = |measure: &str, section: &str| {
        let sections = file.state.sections.iter().rev();
        let mut of_it =
            sections.filter(|told| told.what.about == measure && told.what.section == section);
        let text = texts.get(&of_it.next()?.what.text)?.trim();
        (!text.is_empty()).then(|| words::section_text(t, section, text))
    };
    let ends_on = |measure: &str| {
        let sections = file.state.sections.iter().rev();
        let mut of_it = sections
            .filter(|told| told.what.about == measure && told.what.section == "expected_end");
        Day::parse(texts.get(&of_it.next()?.what.text)?.trim().as_bytes())
    };
    let reviewed = |measure: &MeasureNow| {
        let day = measure.reviewed_on.map(|day| t.short_day(day));
        let known = REVIEW_PARTS.iter().filter(|_| !measure.review.is_empty());
        let judged = known.filter_map(|part| {
            let judged = || told(&measure.review, part);
            let text = fact_of(&file.state, &measure.review, part)
                .map_or_else(judged, |word| Some(words::section_text(t, part, &word)))?;
            Some(format!("{} {text}", words::section(t, part)))
        });
        let said: Vec<String> = day.into_iter().chain(judged).collect();
        if said.is_empty() {
            return t.get("case-never");
        }
        said.join(" · ")
    };
    let place = |measure: &MeasureNow| {
        let chosen = measure.place_told.and_then(|text| texts.get(&text));
        let chosen = chosen.map(|text| super::course::beginning(text));
        let where_at = match measure.place.as_str() {
            "" => None,
            word => Some(words::value(t, word)),
        };
        let parts = [told(&measure.measure, "provider"), where_at, chosen];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" · ")
    };
    let rows = summary.measures.iter().map(|measure| {
        let what = match measure.value.as_str() {
            "" => t.get("case-measure"),
            value => words::value(t, value),
        };
        let told = |section| told(&measure.measure, section);
        let of_sort = [Some(what), told("sort")];
        let what: Vec<String> = of_sort.into_iter().flatten().collect();
        let since = t.short_day(measure.since);
        let since = told("expected_end").map_or(since.clone(), |end| {
            let days = [("day", since.into()), ("end", end.into())];
            t.with("case-measure-until", &days)
        });
        // What was expected to end does not end by itself: somebody says that it did.
        let since = match ends_on(&measure.measure) {
            Some(end) if end < file.day => format!("{since}. {}", t.get("case-measure-end-gone")),
            _ => since,
        };
        vec![
            Html::text(&what.join(" · ")),
            Html::text(&words::basis(t, book, &measure.basis)),
            Html::text(&place(measure)),
            Html::text(&since),
            Html::text(&told("cost_per_month").unwrap_or_default()),
            Html::text(&reviewed(measure)),
        ]
    });
    Table {
        id: "case-measures".to_owned(),
        caption: t.get("case-measures"),
        columns: vec![
            Column::words(t.get("case-measure-what")),
            Column::words(t.get("case-measure-basis")),
            Column::words(t.get("case-measure-where")),
            Column::words(t.get("case-measure-since")),
            Column::words(t.get("case-measure-cost")),
            Column::words(t.get("case-measure-reviewed")),
        ],
        rows: rows.collect(),
        none: t.get("case-measures-none"),
    }
}

/// The part somebody has, in words.
pub fn part(t: Texts, part: &str) -> String {
    match part {
        "child" => t.get("case-part-child"),
        "custody_holder" => t.get("case-part-custody-holder"),
        "parent" => t.get("case-part-parent"),
        "sibling" => t.get("case-part-sibling"),
        "network" => t.get("case-part-network"),
        other => other.replace('_', " "),
    }
}

/// What of somebody is shown by a click of its own only, in words; none: nothing.
pub fn hidden(t: Texts, held: &InCase) -> Option<String> {
    match (held.person.hidden_address, held.person.hidden_phone) {
        (true, true) => Some(t.get("case-contact-protected")),
        (true, false) => Some(t.get("case-address-protected")),
        (false, true) => Some(t.get("case-phone-protected")),
        (false, false) => None,
    }
}

/// Who has a part in the case.
pub fn people(t: Texts, file: &CaseFile) -> Table {
    let rows = file.people.iter().filter(|_| file.named).map(|held| {
        let data = &held.person.particulars;
        let mut contact: Vec<&str> = vec![&data.phone, &data.email, &data.address];
        contact.retain(|text| !text.is_empty());
        let mut remarks = Html::text(&data.remarks);
        let name = match name_of(held) {
            name if name.is_empty() => t.get("person-nameless"),
            name => name,
        };
        let name = match file.may_register {
            true => {
                let place = format!("/people/{}?part={}", held.person.number, held.part);
                Html::link(&file.path(&place), &name)
            }
            false => Html::text(&name),
        };
        if let Some(word) = hidden(t, held) {
            let link = Html::link(&file.path("/address"), &word);
            remarks = Html::all([remarks, Html::text(" "), link]);
        }
        vec![
            name,
            Html::text(&part(t, &held.part)),
            Html::text(&contact.join(" · ")),
            remarks,
        ]
    });
    let left = (file.left > 0 && file.named).then(|| {
        let left = t.with("case-people-left", &[("count", file.left.into())]);
        vec![
            Html::text(&left),
            Html::default(),
            Html::default(),
            Html::default(),
        ]
    });
    let rows = rows.chain(left);
    Table {
        id: "case-people".to_owned(),
        caption: t.get("case-people"),
        columns: vec![
            Column::words(t.get("case-people-name")),
            Column::words(t.get("case-people-part")),
            Column::words(t.get("case-people-contact")),
            Column::words(t.get("case-people-remarks")),
        ],
        rows: rows.collect(),
        none: t.get(match file.named {
            true => "case-people-none",
            false => "case-people-unseen",
        }),
    }
}

/// So many bytes of documents are opened for the sake of their names: a file is sealed with its name, as one.
const OPENED_FOR_NAMES: i64 = 8_000_000;

/// The documents, the newest first.
fn newest_first(file: &CaseFile) -> Vec<&Told<Document>> {
    let mut documents: Vec<_> = file.state.documents.iter().collect();
    documents.sort_by(|a, b| b.what.when.cmp(&a.what.when).then(b.seq.cmp(&a.seq)));
    documents
}

/// The names under which documents were filed; those of old ones in a large file are left out.
pub async fn titles(desk: &Desk, file: &CaseFile) -> Result<BTreeMap<TextNo, String>, AppError> {
    let mut opened = 0;
    let documents = newest_first(file).into_iter().take_while(|told| {
        opened += told.what.bytes;
        opened <= OPENED_FOR_NAMES
    });
    let documents = documents.filter(|told| file.opening(told) == Opening::Open);
    let numbers: Vec<TextNo> = documents.map(|told| told.what.text).collect();
    file.texts(desk, numbers).await
}

/// What a document concerns: the thing for whose sake something was asked, else what was registered with it.
fn concerns(t: Texts, book: &LawBook, file: &CaseFile, told: &Told<Document>) -> String {
    let counts = |held: &&Registered| held.fact.cells.kind != "fact_retracted";
    let mut facts = file.state.facts.iter().filter(counts);
    // Of several facts written in one breath the one whose form takes a document along.
    let carries = |held: &Registered| {
        let step = steps_of(book).for_kind(&held.fact.cells.kind);
        let papers = |rule: &Rule| matches!(rule.write, Write::Document { .. });
        step.is_some_and(|step| step.writes.iter().any(papers))
    };
    let about = told.what.about.as_str();
    let found = match about {
        "" => facts
            .filter(|held| {
                (held.recorded_at, held.recorded_by) == (told.recorded_at, told.recorded_by)
            })
            .min_by_key(|held| (!carries(held), held.seq.abs_diff(told.seq))),
        about => facts.find(|held| held.fact.cells.about == about),
    };
    found.map_or_else(String::new, |held| {
        let kind = words::kind(t, book, &held.fact.cells.kind);
        let day = held.when().map(|when| t.short_day(when.day));
        [Some(kind), day]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    })
}

/// The documents, the newest first: each with its name or its day, so that four letters are told apart.
pub fn documents(
    t: Texts,
    desk: &Desk,
    file: &CaseFile,
    titles: &BTreeMap<TextNo, String>,
) -> Table {
    let book = file.book(desk);
    let rows = newest_first(file).into_iter().map(|told| {
        let day = words::read(&told.what.when);
        let day = day.map_or_else(String::new, |day| t.short_day(day));
        let opening = file.opening(told);
        let title = titles.get(&told.what.text);
        let title = title.map_or("", |title| title.trim());
        let sort = words::document(t, &told.what);
        // Words that were typed instead of a file have no name.
        let nameless = match day.as_str() {
            "" => sort.clone(),
            day => format!("{sort}, {day}"),
        };
        let named = match title {
            "" => nameless.clone(),
            title => format!("{sort}: {title}"),
        };
        let place = file.path(&format!("/documents/{}", told.seq));
        let kilobytes = (told.what.bytes.max(0) as u64).div_ceil(1024);
        vec![
            match opening {
                Opening::Open => {
                    let link = Html::link(&place, &named);
                    // The name of a file may be that of who sent it.
                    match !title.is_empty() && file.is_letter(told) {
                        true => frame::on_screen(link, &nameless),
                        false => link,
                    }
                }
                Opening::WithReason => {
                    let word = t.with("case-document-with-reason", &[("what", named.into())]);
                    Html::link(&place, &word)
                }
                Opening::Closed => {
                    Html::text(&t.with("case-document-closed", &[("what", named.into())]))
                }
            },
            Html::text(&day),
            Html::text(&concerns(t, book, file, told)),
            Html::text(&t.with("case-kilobytes", &[("count", kilobytes.into())])),
        ]
    });
    Table {
        id: "case-documents".to_owned(),
        caption: t.get("case-documents"),
        columns: vec![
            Column::words(t.get("case-document")),
            Column::words(t.get("case-document-day")),
            Column::words(t.get("case-document-concerns")),
            Column::numbers(t.get("case-document-size")),
        ],
        rows: rows.collect(),
        none: t.get("case-documents-none"),
    }
}
