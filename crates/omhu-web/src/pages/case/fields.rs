//! The fields of a correction, filled with the fact that is corrected.

use omhu_casework::case::Registered;
use omhu_report::Lang;

use super::words;
use crate::context::Context;
use crate::form::Submitted;
use crate::texts::Texts;
use crate::view::components::{Asked, Choice, Select};
use crate::view::html::Html;

/// The form as it is filled with a fact.
pub fn typed_of(held: &Registered) -> Submitted {
    let cells = &held.fact.cells;
    let day = held.when().map_or(String::new(), |when| {
        let (year, month, day) = when.day.civil();
        format!("{day}.{month}.{year}")
    });
    let clock = held
        .when()
        .map_or(String::new(), |when| Texts::of(Lang::Da).clock(when));
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("when", &day)
        .append_pair("clock", &clock)
        .append_pair("value", &cells.value)
        .append_pair("basis", &cells.basis)
        .finish();
    Submitted::parse(body.as_bytes())
}

/// The words of a kind; what is there already can be kept, marks beside it included.
pub fn choices(
    context: &Context,
    asked: Asked,
    one_of: &[String],
    required: bool,
    sent: &Submitted,
) -> Html {
    let t = context.t;
    let now = sent.get("value");
    let mut choices: Vec<Choice> = one_of
        .iter()
        .map(|word| Choice::new(word, words::value(t, word)).chosen(word == now))
        .collect();
    if !now.is_empty() && !one_of.iter().any(|word| word == now) {
        choices.insert(0, Choice::new(now, words::value(t, now)).chosen(true));
    }
    let asked = if required { asked } else { asked.optional() };
    Select::new(asked, choices).into()
}
