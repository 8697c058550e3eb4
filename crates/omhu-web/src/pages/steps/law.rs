//! The line of a step that says what the law asks for, on the day that the step concerns.
//!
//! Owns: that line. Must not know: any rule (the law book has them), how the day is found (casework says it).

use askama::Template;
use omhu_casework::steps::rules::{self, Ruling};
use omhu_casework::steps::{FieldKind, Step};

use super::LOOK;
use super::fields::Asking;
use crate::texts::Texts;
use crate::view::html::Html;

/// So many rules stand in the line; the others unfold.
const FIRST: usize = 2;

#[derive(Template)]
#[template(path = "pages/steps/law.html")]
struct Line {
    t: Texts,
    /// `Regel den 18. nov. 2026:`; empty where there is none.
    label: String,
    first: Vec<String>,
    others: Vec<String>,
    more: String,
    /// Where the form is sent to be shown again; empty: the day cannot be changed.
    action: String,
    name: &'static str,
}

/// The line of a form.
pub(in crate::pages) fn show(asking: &Asking<'_>, action: &str, may: bool) -> Html {
    let (words, t) = (asking.words, asking.words.t);
    let on = asking.occasion.on;
    let ruling = rules::of_step(asking.step, words.book, &asking.occasion);
    let mut first = words.ruling(&ruling, on);
    let others = first.split_off(first.len().min(FIRST));
    let label = match ruling {
        Ruling::InForce(_) => t.with("stepform-rule-on", &[("day", t.short_day(on).into())]),
        _ => String::new(),
    };
    let asks_again = may && has_day(asking.step) && !matches!(ruling, Ruling::Administrative);
    Html::of(&Line {
        t,
        label,
        first,
        more: t.with("stepform-rules-more", &[("count", others.len().into())]),
        others,
        action: if asks_again {
            action.to_owned()
        } else {
            String::new()
        },
        name: LOOK,
    })
}

/// Whether the day can be typed.
fn has_day(step: &Step) -> bool {
    let day = |kind: &FieldKind| matches!(kind, FieldKind::Day | FieldKind::Instant);
    step.fields.iter().any(|field| day(&field.kind))
}
