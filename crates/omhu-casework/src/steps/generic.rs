//! The form of a kind of fact that nobody wrote a form for, made from its columns.
//!
//! Owns: the fields that the columns ask for. Must not know: any single kind.

use std::borrow::Cow;

use omhu_law::book::{Column, LawBook};
use omhu_law::vocabulary::{Kind, Need, ValueForm};

use super::field::{Choice, Field, FieldKind, Seen, Word, done_on, short, text};
use super::forms::BASES;
use super::step::{Group, Step};
use super::things::Sort;
use super::write::{Of, fact};

/// The form of a kind.
pub(super) fn step(book: &LawBook, kind: &Kind) -> Step {
    let mut write = fact(kind.name.clone()).text("note");
    let mut fields = Vec::new();
    if let Some(field) = thing(book, kind, Column::About) {
        write.about = Of::Field(field.name);
        fields.push(field);
    }
    if let Some(field) = thing(book, kind, Column::Reference) {
        write.reference = Of::Field(field.name);
        fields.push(field);
    }
    fields.push(done_on());
    if kind.basis != Need::Unused {
        let options = BASES.iter().map(|basis| Cow::Borrowed(*basis)).collect();
        let mut field = Field::new("basis", FieldKind::Basis(options)).seen(Seen::Counted);
        field.required = kind.basis == Need::Required;
        write.basis = Of::Field("basis");
        fields.push(field);
    }
    match &kind.value {
        ValueForm::Unused => {}
        ValueForm::Rhythm => {
            write.value.push(Of::Field("rhythm"));
            fields.push(Field::new("rhythm", FieldKind::Rhythm).required());
        }
        ValueForm::Day => {
            write.value.push(Of::Field("expected_on"));
            fields.push(Field::new("expected_on", FieldKind::Day).required());
        }
        ValueForm::Words {
            one_of,
            marks,
            required,
        } => {
            if !one_of.is_empty() {
                let mut field = Field::new("value", FieldKind::Words(owned(one_of)));
                field.required = *required;
                write.value.push(Of::Field("value"));
                fields.push(field.seen(Seen::Counted));
            }
            if !marks.is_empty() {
                write.value.push(Of::Field("marks"));
                fields.push(Field::new("marks", FieldKind::Marks(owned(marks))));
            }
        }
    }
    if kind.assigns {
        write.team = Of::Field("team");
        write.caseworker = Of::Field("caseworker");
        fields.push(Field::new("team", FieldKind::Team).required());
        fields.push(Field::new("caseworker", FieldKind::Caseworker));
    }
    if kind.family {
        write.family = Of::Field("family");
        fields.push(short("family"));
    }
    fields.push(text("note"));
    let mut step = Step::new(kind.name.replace('_', "-"), group(kind));
    step.generated = true;
    step.asks(fields).writes(write)
}

fn owned(words: &[String]) -> Vec<Word> {
    words.iter().cloned().map(Cow::Owned).collect()
}

/// The field for a column that names a thing.
fn thing(book: &LawBook, kind: &Kind, column: Column) -> Option<Field> {
    let (need, sorts) = match column {
        Column::About => (kind.about, &kind.about_things),
        Column::Reference => (kind.reference, &kind.reference_things),
    };
    let sorts: Vec<Sort> = sorts.iter().filter_map(|word| Sort::read(word)).collect();
    let first = *sorts.first().filter(|_| need != Need::Unused)?;
    let choice = Choice {
        with: if first == Sort::Other {
            triggers(book, kind)
        } else {
            Vec::new()
        },
        lacking: vec![Cow::Owned(kind.name.clone())],
        // A measure is registered before something is said of it; all else may begin with this fact.
        new: first != Sort::Measure || column == Column::About,
        sorts,
    };
    let mut field = Field::new(field_name(first), FieldKind::Thing(choice));
    field.required = need == Need::Required;
    Some(field)
}

/// The name of a field that chooses a thing of this sort.
pub(super) const fn field_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Notification => "notification",
        Sort::Assessment => "assessment",
        Sort::Decision => "decision",
        Sort::Measure => "measure",
        Sort::Plan => "plan",
        Sort::Other => "request",
    }
}

/// The kinds of facts that this kind answers: the triggers of what it meets.
fn triggers(book: &LawBook, kind: &Kind) -> Vec<Word> {
    let id = book.vocabulary.find(&kind.name);
    let met = book.obligations.iter().filter(|each| {
        let by = |met: &_| Some(*met) == id;
        each.met_by.iter().any(by)
    });
    let mut names: Vec<Word> = met
        .map(|each| book.vocabulary.kind(each.trigger))
        .filter(|trigger| trigger.about != Need::Unused)
        .map(|trigger| Cow::Owned(trigger.name.clone()))
        .collect();
    names.sort();
    names.dedup();
    names
}

fn group(kind: &Kind) -> Group {
    const BY_BEGINNING: [(&str, Group); 17] = [
        ("appeal", Group::Appeal),
        ("late_appeal", Group::Appeal),
        ("access", Group::Appeal),
        ("youth", Group::Youth),
        ("transition", Group::Youth),
        ("support_at_sixteen", Group::Youth),
        ("release", Group::Youth),
        ("coordinator", Group::Youth),
        ("preliminary_crime", Group::Youth),
        ("placement", Group::Placement),
        ("parents", Group::Placement),
        ("child_support", Group::Placement),
        ("contact", Group::Placement),
        ("provider", Group::Placement),
        ("social_supervision", Group::Placement),
        ("knowledge_judged", Group::Measure),
        ("plan_judged", Group::Measure),
    ];
    let named = BY_BEGINNING.iter();
    let mut named = named.filter(|(beginning, _)| kind.name.starts_with(beginning));
    if let Some((_, group)) = named.next() {
        return *group;
    }
    let sort = kind
        .about_things
        .iter()
        .chain(&kind.reference_things)
        .next();
    match sort.and_then(|word| Sort::read(word)) {
        Some(Sort::Notification) => Group::Intake,
        Some(Sort::Assessment) => Group::Assessment,
        Some(Sort::Decision) => Group::Decision,
        Some(Sort::Measure) => Group::Placement,
        Some(Sort::Plan) => Group::Plan,
        Some(Sort::Other) | None => Group::Case,
    }
}
