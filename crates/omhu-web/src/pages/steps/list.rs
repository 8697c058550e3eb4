//! All steps of a case, by group; the likely ones first.
//!
//! Owns: that list. Must not know: how likely is found out.

use askama::Template;
use axum::extract::Path;
use axum::response::Html as Answer;
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::follow::{Way, following, undecided};
use omhu_casework::steps::{Group, Step, keys, next_steps};

use super::beside::address;
use super::words::Words;
use super::{Open, action_of, steps_of, written};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::case::frame::glass;
use crate::pages::case::section_word;
use crate::pages::duty;
use crate::view::components::{Mark, Task, Tasks};
use crate::view::html::Html;
use crate::view::layout::{Page, Place};

/// So many likely steps stand above all others.
const LIKELY: usize = 8;

#[derive(Template)]
#[template(path = "pages/steps/list.html")]
struct List {
    page: Page,
    who: String,
    case: CaseNo,
    notice: Html,
    likely: Tasks,
    groups: Vec<(String, Vec<Link>)>,
}

struct Link {
    href: String,
    title: String,
    lead: String,
}

pub(super) async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<i64>,
) -> Result<Answer<String>, AppError> {
    let open = Open::case(&desk, CaseNo(case)).await?;
    super::writes(&desk, &open)?;
    let (t, today) = (context.t, desk.now.today);
    let words = Words {
        t,
        book: desk.store().book(),
    };
    let steps = steps_of(words.book);
    let duties = desk.store().duties_of(&open.known.state, today, today);
    let next = next_steps(steps, words.book, &open.known.state, &duties, desk.now);
    // A form that cannot be saved is not offered.
    let may = |step: &Step| desk.may(action_of(step), Some(&open.subject));
    let outcome = match undecided(&open.known.state) {
        Some(told) => {
            let number = told.what.text;
            let words = written::words_of(&desk, &open.permit, open.case, &[number]).await?;
            words.into_values().next()
        }
        None => None,
    };
    let follows = following(&open.known.state, words.book, outcome.as_deref(), today);
    let follows = follows.into_iter().filter_map(|each| {
        let step = steps.find(each.step).filter(|step| may(step))?;
        Some(Task {
            title: words.title(step),
            href: address(open.case, each.step, &each.given),
            hint: why(words, each.way),
            mark: Mark::not_started(t),
        })
    });
    let likely = next
        .iter()
        .filter(|each| !each.standing.missed)
        .filter_map(|each| Some((each, steps.find(&each.step).filter(|step| may(step))?)))
        .take(LIKELY)
        .map(|(each, step)| Task {
            title: words.title(step),
            href: address(open.case, &each.step, &each.given),
            hint: words.task(&each.obligation),
            mark: duty::mark(t, &each.standing, today),
        });
    let link = |step: &Step| Link {
        href: format!("/cases/{}/steps/{}", open.case, step.id),
        title: words.title(step),
        lead: if step.generated {
            String::new()
        } else {
            words.lead(step)
        },
    };
    let groups = Group::ALL.iter().map(|group| {
        let offered = steps.of(*group).filter(|step| may(step));
        (t.get(&keys::group(*group)), offered.map(link).collect())
    });
    let groups = groups.filter(|(_, links): &(String, Vec<Link>)| !links.is_empty());
    let page = List {
        page: context.page_in(
            Place::Cases,
            &format!("{}, {}", t.get("stepform-list"), open.name),
        ),
        notice: glass(t, &desk, &open.subject).unwrap_or_default(),
        likely: Tasks {
            tasks: follows.chain(likely).take(LIKELY).collect(),
        },
        groups: groups.collect(),
        who: open.name.clone(),
        case: open.case,
    };
    Ok(Answer(page.render()?))
}

/// Why a form comes next where no duty says so.
fn why(words: Words<'_>, way: Way) -> String {
    let t = words.t;
    match way {
        Way::Reopen => t.get("stepform-follow-reopen"),
        Way::Begin => t.get("stepform-follow-begin"),
        Way::Decide => t.get("stepform-follow-decide"),
        Way::NextPart(part) => {
            let part = [("part", section_word(t, part).into())];
            t.with("stepform-follow-part", &part)
        }
    }
}
