//! The fields that are answered in rows: goals, their movements, sources, the other children.
//!
//! Owns: how rows are shown. Must not know: what becomes of them.

use askama::Template;
use omhu_casework::steps::goals::current;
use omhu_casework::steps::{Field, FieldKind, Step, Values, keys, rows, sources};

use super::fields::{Asking, shown_day};
use super::{ONE_LESS, ONE_MORE};
use crate::form::Submitted;
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
    more: Html,
}

/// The buttons of a list of rows, and the hidden field that names the rows.
#[derive(Template)]
#[template(path = "pages/steps/more_rows.html")]
pub(in crate::pages) struct MoreRows {
    /// The field.
    pub field: &'static str,
    /// Its rows, as the hidden field holds them.
    pub rows: String,
    /// The word on the button; empty: there is none.
    pub more: String,
    /// Why there is no button.
    pub full: String,
}

impl MoreRows {
    const BUTTON: &'static str = ONE_MORE;

    fn list(&self) -> String {
        rows::list(self.field)
    }
}

/// The button that takes a row away.
#[derive(Template)]
#[template(path = "pages/steps/drop_row.html")]
pub(in crate::pages) struct DropRow {
    /// The field and the row.
    pub row: String,
    /// `Fjern`.
    pub word: String,
    /// Which row that is.
    pub title: String,
}

impl DropRow {
    const BUTTON: &'static str = ONE_LESS;
}

/// Shows a row more or less where a button asks for it; gives what gets the cursor then.
pub(super) fn changed(step: &Step, sent: &Submitted, values: &mut Values) -> Option<String> {
    let of_rows = |field: &&Field| matches!(field.kind, FieldKind::Goals | FieldKind::Sources);
    if let Some(field) = step.field(sent.get(ONE_MORE)).filter(of_rows) {
        let row = rows::one_more(values, field.name, rows::most(&field.kind));
        let first = keys::parts(&field.kind).first().copied();
        return Some(match (row, first) {
            (Some(row), Some(part)) => format!("{}.{row}.{part}", field.name),
            _ => field.name.to_owned(),
        });
    }
    let (name, row) = sent.get(ONE_LESS).split_once('.')?;
    let field = step.field(name).filter(of_rows)?;
    rows::without(values, field.name, row, rows::most(&field.kind));
    Some(field.name.to_owned())
}

impl Asking<'_> {
    /// The names of the rows: those that were typed, and some empty ones.
    fn names(&self, field: &Field) -> Vec<String> {
        rows::shown(self.values, field.name, EMPTY_ROWS, rows::most(&field.kind))
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

    /// Rows with their numbers, the button for one more, and one at each row that takes it away.
    fn numbered(
        &self,
        field: &Field,
        asked: Asked,
        names: &[String],
        bodies: impl Iterator<Item = Html>,
    ) -> Html {
        let t = self.words.t;
        let (row, more, full) = match field.kind {
            FieldKind::Goals => (
                "stepform-row-goal",
                "stepform-more-goals",
                "stepform-most-goals",
            ),
            _ => (
                "stepform-row-source",
                "stepform-more-sources",
                "stepform-most-sources",
            ),
        };
        let title = |place: usize| t.with(row, &[("number", (place + 1).into())]);
        let most = rows::most(&field.kind);
        let alone = names.len() < 2 || !self.may;
        let numbered = names.iter().zip(bodies).enumerate();
        let numbered = numbered.map(|(place, (name, body))| {
            let title = title(place);
            let drop = DropRow {
                row: format!("{}.{name}", field.name),
                word: t.get("stepform-drop-row"),
                title: title.clone(),
            };
            let drop = match alone {
                true => Html::default(),
                false => Html::of(&drop),
            };
            (title, Html::all([body, drop]))
        });
        let is_full = names.len() >= most;
        let more = MoreRows {
            field: field.name,
            rows: rows::listed(names),
            more: match is_full || !self.may {
                true => String::new(),
                false => t.get(more),
            },
            full: match is_full {
                true => t.with(full, &[("count", most.into())]),
                false => String::new(),
            },
        };
        let rows = numbered.collect();
        let more = Html::of(&more);
        Html::of(&Rows { asked, rows, more })
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
        self.numbered(field, asked, &names, rows)
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
            let more = Html::default();
            return Html::of(&Rows { asked, rows, more });
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
            body: Html::of(&Rows {
                asked,
                rows,
                more: Html::default(),
            }),
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
        self.numbered(field, asked, &names, rows)
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
