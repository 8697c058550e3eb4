//! The fields that are answered in rows: goals, their movements, sources, the other children.
//!
//! Owns: how rows are shown. Must not know: what becomes of them.

use askama::Template;
use omhu_casework::steps::goals::current;
use omhu_casework::steps::{Field, keys, sources};

use super::fields::{Asking, shown_day};
use crate::view::components::{Asked, Choice, Choices, Details, Kind, Scale, Select, TextField};
use crate::view::html::Html;

/// Rows that are empty at first.
const EMPTY_ROWS: usize = 2;

/// A question with rows of fields under it.
#[derive(Template)]
#[template(path = "pages/steps/rows.html")]
struct Rows {
    asked: Asked,
    rows: Vec<(String, Html)>,
}

impl Asking<'_> {
    /// The names of the rows: those that were typed, and some empty ones.
    fn names(&self, field: &Field) -> Vec<String> {
        let typed = self.values.rows(field.name);
        let last = typed
            .iter()
            .filter_map(|row| row.parse::<usize>().ok())
            .max();
        let next = last.map_or(0, |last| last + 1);
        let more = if typed.is_empty() { EMPTY_ROWS } else { 1 };
        let empty = (next..next + more).map(|row| row.to_string());
        typed.into_iter().chain(empty).collect()
    }

    fn cell(&self, field: &Field, row: &str, part: &str) -> TextField {
        let name = format!("{}.{row}.{part}", field.name);
        let value = self.values.get(&name).to_owned();
        TextField::new(self.part(name, &keys::part(&field.kind, part))).value(value)
    }

    /// A number from 0 to 10 with one press.
    fn scale(&self, field: &Field, row: &str, part: &str) -> Html {
        let name = format!("{}.{row}.{part}", field.name);
        let value = self.values.get(&name).to_owned();
        Scale::new(self.part(name, &keys::part(&field.kind, part)), value).into()
    }

    /// A number from 0 to 10 that can be left open again.
    fn moved(&self, field: &Field, row: &str) -> Html {
        let name = format!("{}.{row}.now", field.name);
        let value = self.values.get(&name).to_owned();
        let asked = self.part(name, &keys::part(&field.kind, "now")).optional();
        let numbers = (0..=10).map(|number: u8| number.to_string());
        let open = Choice::new("", self.words.t.get("stepform-unmoved")).chosen(value.is_empty());
        let numbers = numbers.map(|number| Choice::new(&number, &number).chosen(number == value));
        Select::new(asked, [open].into_iter().chain(numbers).collect()).into()
    }

    fn numbered(&self, asked: Asked, rows: impl Iterator<Item = Html>) -> Html {
        let t = self.words.t;
        let title = |place: usize| t.with("stepform-row", &[("number", (place + 1).into())]);
        let rows = rows.enumerate().map(|(place, row)| (title(place), row));
        let rows = rows.collect();
        Html::of(&Rows { asked, rows })
    }

    pub(super) fn goals(&self, field: &Field, asked: Asked) -> Html {
        let names = self.names(field);
        let rows = names.iter().map(|row| {
            Html::all([
                self.cell(field, row, "text").into(),
                self.scale(field, row, "now"),
                self.scale(field, row, "wanted"),
                self.known_goal(field, row),
            ])
        });
        self.numbered(asked, rows)
    }

    /// A goal that is set again keeps its id.
    fn known_goal(&self, field: &Field, row: &str) -> Html {
        let name = format!("{}.{row}.goal", field.name);
        match self.values.get(&name) {
            "" => Html::default(),
            goal => Html::of(&super::form::Hidden {
                name: name.clone(),
                value: goal.to_owned(),
            }),
        }
    }

    pub(super) fn movements(&self, field: &Field, asked: Asked) -> Html {
        let t = self.words.t;
        let rows = current(&self.known.state).map(|current| {
            let goal = &current.goal.what;
            let text = self
                .known
                .goal_words
                .get(&goal.text)
                .cloned()
                .unwrap_or_default();
            let title = t.with(
                "stepform-goal-now",
                &[
                    ("goal", text.into()),
                    ("now", u64::from(current.now).into()),
                ],
            );
            let ends = format!("{}.{}.ends", field.name, goal.goal);
            let ended = self.values.get(&ends) == "yes";
            let ends = self.part(ends, &keys::part(&field.kind, "ends")).optional();
            let yes = Choice::new("yes", t.get("stepform-yes")).chosen(ended);
            let row = Html::all([
                self.moved(field, &goal.goal),
                self.cell(field, &goal.goal, "text").into(),
                Choices::several(ends, vec![yes]).into(),
            ]);
            (title, row)
        });
        let rows: Vec<(String, Html)> = rows.collect();
        if rows.is_empty() {
            let asked = asked.hint(t.get("stepform-no-goals"));
            return Html::of(&Rows { asked, rows });
        }
        // Most goals stand still at most reviews: who says so sees nothing of them.
        let prefix = format!("{}.", field.name);
        let faulty = self
            .errors
            .iter()
            .any(|each| each.field.starts_with(&prefix));
        Details {
            summary: asked.label.clone(),
            open: faulty || !self.values.rows(field.name).is_empty(),
            body: Html::of(&Rows { asked, rows }),
        }
        .into()
    }

    pub(super) fn sources(&self, field: &Field, asked: Asked) -> Html {
        let t = self.words.t;
        let names = self.names(field);
        let rows = names.iter().map(|row| {
            let name = format!("{}.{row}.sort", field.name);
            let value = self.values.get(&name).to_owned();
            let choices = sources::SORTS
                .iter()
                .map(|sort| Choice::new(*sort, t.get(&keys::source(sort))).chosen(*sort == value));
            let on = self.cell(field, row, "on").kind(Kind::Day);
            let day = shown_day(&on.value);
            Html::all([
                Select::new(
                    self.part(name, &keys::part(&field.kind, "sort")),
                    choices.collect(),
                )
                .into(),
                self.cell(field, row, "who").into(),
                on.value(day).into(),
            ])
        });
        self.numbered(asked, rows)
    }

    pub(super) fn children(&self, field: &Field, asked: Asked) -> Html {
        if self.known.siblings.is_empty() {
            return Html::default();
        }
        let choices = self.known.siblings.iter().map(|sibling| {
            let case = sibling.case.to_string();
            let chosen = self.values.has(field.name, &case);
            Choice::new(case, &sibling.name).chosen(chosen)
        });
        Choices::several(asked, choices.collect()).into()
    }
}
