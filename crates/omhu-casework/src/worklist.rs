//! What must be done, ordered by what the law asks first: the rows of My day.
//!
//! Owns: groups, order, whose move it is, load in children and families, the list as CSV and as calendar.
//! Must not know: names of people, sentences, where rows are kept, the time (it is told).
//!
//! A list is made from kept duties: no case is read for it. What a duty's row cannot tell, because it hangs
//! on other facts of its case ([`Turn`]), is computed with the duty and kept beside it.

pub mod calendar;
pub mod csv;
pub mod load;
pub mod standing;
pub mod turn;
pub mod why;

use omhu_law::book::LawBook;
use omhu_law::calendar::Day;
use omhu_law::derive::Status;

pub use crate::access::Now;
use crate::duties::Duty;
use crate::ids::CaseNo;
pub use load::{Load, Numbers, loads, numbers};
pub use standing::{Standing, standing};
pub use turn::{Request, Turn};
pub(crate) use why::rule_of;
pub use why::{Length, Why, why};

/// So many days ahead are seen without a click: who plans the week sees the next one too.
pub const FORTNIGHT: i32 = 14;

/// Where a row stands on the list, first things first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// The due day has passed, or the hour; or the day by which others were to have answered.
    Overdue,
    /// Due today; or a limit in hours that ends within 24 of them.
    Today,
    /// Due on a later day of this week, to Sunday.
    Week,
    /// Without a day: the law says no more than that it must not wait.
    Undated,
    /// Due later, but within [`FORTNIGHT`] days.
    Fortnight,
    /// Due later than in [`FORTNIGHT`] days and not before the answer is wanted, or without a day, and the next move is
    /// somebody else's.
    Waiting,
    /// Due later.
    Later,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Group; 7] = [
        Group::Overdue,
        Group::Today,
        Group::Week,
        Group::Undated,
        Group::Fortnight,
        Group::Waiting,
        Group::Later,
    ];

    /// The key of its heading.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Group::Overdue => "worklist-overdue",
            Group::Today => "worklist-today",
            Group::Week => "worklist-week",
            Group::Undated => "worklist-undated",
            Group::Fortnight => "worklist-fortnight",
            Group::Waiting => "worklist-waiting",
            Group::Later => "worklist-later",
        }
    }

    /// The word in the CSV file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Group::Overdue => "overdue",
            Group::Today => "today",
            Group::Week => "week",
            Group::Undated => "undated",
            Group::Fortnight => "fortnight",
            Group::Waiting => "waiting",
            Group::Later => "later",
        }
    }
}

/// A kept duty with what the list needs of its case.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The case.
    pub case: CaseNo,
    /// The municipality's own case id.
    pub reference: &'a str,
    /// The family; empty: none known.
    pub family: &'a str,
    /// The team that has the case now.
    pub team: &'a str,
    /// The caseworker who has the case now.
    pub caseworker: &'a str,
    /// The duty.
    pub duty: &'a Duty,
    /// Whose move it is.
    pub turn: &'a Turn,
}

/// One thing to do.
#[derive(Clone, PartialEq, Debug)]
pub struct Row<'a> {
    /// The duty and its case.
    pub item: Item<'a>,
    /// Where it stands.
    pub group: Group,
    /// It was missed, and nothing that is done now meets it.
    pub missed: bool,
    /// The status on the day.
    pub status: Status,
    /// Whole days to the due day; less than zero: days over. None: no day yet.
    pub days_left: Option<i32>,
    /// For limits in hours: seconds to the instant; less than zero: past.
    pub seconds_left: Option<i64>,
    /// The day by which others were to have answered, where it has come.
    pub remind: Option<Day>,
    /// Rule, trigger and arithmetic.
    pub why: Why,
    /// The id of the form to open.
    pub step: Option<String>,
}

impl Row<'_> {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing {
            group: self.group,
            missed: self.missed,
            due: self.item.duty.due,
            days_left: self.days_left,
            seconds_left: self.seconds_left,
            waits_since: match self.item.turn {
                Turn::Others { since, .. } => Some(*since),
                Turn::Ours | Turn::Nobodys => None,
            },
            remind: self.remind,
        }
    }
}

impl Row<'_> {
    /// Whole days to the day by which the row stands where it does: of the duty, else of the answer that did not come.
    #[must_use]
    pub fn own_days(&self, today: Day) -> Option<i32> {
        let reminds = self.standing().only_reminds();
        reminds.map_or(self.days_left, |day| Some(day.0 - today.0))
    }
}

impl PartialEq for Item<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.case, self.duty, self.turn) == (other.case, other.duty, other.turn)
    }
}

/// What a case waits for in answer to a request on which no duty rests.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Awaited<'a> {
    /// The case.
    pub case: CaseNo,
    /// The municipality's own case id.
    pub reference: &'a str,
    /// The team that has the case now.
    pub team: &'a str,
    /// The caseworker who has the case now.
    pub caseworker: &'a str,
    /// Who was asked for what.
    pub request: &'a Request,
}

/// The list of a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Worklist<'a> {
    /// What can still be done, in order.
    pub rows: Vec<Row<'a>>,
    /// What was missed and cannot be made good: a talk that was not held before the decision, the
    /// visits of a year that has gone, a duty towards a measure that has ended. For the case's page and
    /// the figures; nothing to do here, unless it was done and not registered.
    pub missed: Vec<Row<'a>>,
    /// What is awaited beside them, in the order of the cases.
    pub awaited: Vec<Awaited<'a>>,
    /// The last day of "this week": its Sunday.
    pub week_until: Day,
}

impl<'a> Worklist<'a> {
    /// The list with what is awaited beside it.
    #[must_use]
    pub fn with_awaited(mut self, awaited: impl IntoIterator<Item = Awaited<'a>>) -> Self {
        self.awaited.extend(awaited);
        self
    }

    /// The rows of a group, in order.
    pub fn group(&self, group: Group) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(move |row| row.group == group)
    }

    /// The rows child by child, the child with the most urgent row first.
    #[must_use]
    pub fn by_child(&self) -> Vec<(CaseNo, Vec<&Row<'a>>)> {
        let mut children: Vec<(CaseNo, Vec<&Row<'a>>)> = Vec::new();
        for row in &self.rows {
            match children.iter_mut().find(|(case, _)| *case == row.item.case) {
                Some((_, rows)) => rows.push(row),
                None => children.push((row.item.case, vec![row])),
            }
        }
        children
    }
}

/// Makes the list of a day. `step` names the form that meets a duty, where there is one.
pub fn worklist<'a>(
    book: &LawBook,
    items: impl IntoIterator<Item = Item<'a>>,
    now: Now,
    step: impl Fn(&Duty) -> Option<String>,
) -> Worklist<'a> {
    let items: Vec<Item<'a>> = items.into_iter().collect();
    let (mut rows, mut missed) = (Vec::new(), Vec::new());
    for item in items
        .iter()
        .filter(|item| item.duty.is_pending() && !is_doubled(item, &items))
    {
        let row = row(book, *item, now, step(item.duty));
        if row.missed {
            missed.push(row);
        } else {
            rows.push(row);
        }
    }
    rows.sort_by(|a, b| order(a, now.today).cmp(&order(b, now.today)));
    missed.sort_by(|a, b| order(a, now.today).cmp(&order(b, now.today)));
    Worklist {
        rows,
        missed,
        awaited: Vec::new(),
        week_until: standing::week_until(now.today),
    }
}

fn row<'a>(book: &LawBook, item: Item<'a>, now: Now, step: Option<String>) -> Row<'a> {
    let duty = item.duty;
    let stands = standing(book, duty, item.turn, now);
    Row {
        group: stands.group,
        missed: stands.missed,
        status: duty.status_on(now.today),
        days_left: stands.days_left,
        seconds_left: stands.seconds_left,
        remind: stands.remind,
        why: why(book, duty),
        step,
        item,
    }
}

/// A municipal target is not asked for beside the same duty of the statute that is due as early.
fn is_doubled(item: &Item<'_>, all: &[Item<'_>]) -> bool {
    let duty = item.duty;
    duty.layer == "local"
        && all.iter().any(|other| {
            let statute = other.duty;
            other.case == item.case
                && statute.layer == "statute"
                && statute.is_pending()
                && (&statute.obligation, &statute.about, statute.seq)
                    == (&duty.obligation, &duty.about, duty.seq)
                && statute
                    .due
                    .is_some_and(|due| duty.due.is_none_or(|own| due.day <= own.day))
        })
}

/// Group; then limits in hours before limits in days; then the earliest due, so most days over first, a reminder by its own
/// day; then case, duty, thing.
fn order<'r>(row: &'r Row<'_>, today: Day) -> impl Ord + use<'r> {
    let duty = row.item.duty;
    (
        row.group,
        row.seconds_left.is_none(),
        row.seconds_left.unwrap_or(i64::MAX),
        row.own_days(today).unwrap_or(i32::MAX),
        row.item.reference,
        row.item.case,
        duty.obligation.as_str(),
        duty.about.as_str(),
        duty.seq,
    )
}
