//! The filter of a team's list: team, caseworker, step, how late.
//!
//! Owns: what may be asked for in the address, and the bar. Must not know: which rows there are.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::steps::{Group, keys};
use omhu_casework::worklist::{Group as Late, Row, Turn, Worklist};
use omhu_law::calendar::Day;
use omhu_store::{Holders, WorkFilter};

use crate::context::Context;
use crate::desk::Desk;
use crate::pages::cases::line::{Names, address, some};
use crate::pages::steps::steps_of;
use crate::view::components::{Asked, Choice, FilterBar, Select};
use crate::view::html::Html as Part;

/// Stands in the address for what is overdue.
const OVERDUE: &str = "overdue";
/// The word for what others were asked for, among the steps.
const REQUESTS: &str = "requests";

/// What the address says.
#[derive(serde::Deserialize, Default)]
pub(super) struct Asks {
    #[serde(default)]
    team: String,
    #[serde(default)]
    worker: String,
    #[serde(default)]
    step: String,
    /// `overdue`, `today`, `all`; else the next seven days and what has no day.
    #[serde(default)]
    late: String,
    /// `csv`, `print`; else a page.
    #[serde(default)]
    pub(super) format: String,
    /// What was just done in a case that one may not see any more.
    #[serde(default)]
    pub(super) done: String,
}

impl Asks {
    /// As the store takes it.
    pub(super) fn filter(&self, today: Day, names: &Names) -> WorkFilter {
        WorkFilter {
            due_by: match self.late.as_str() {
                "all" => None,
                // Whoever asks for them asks for those of a later day too.
                "" if self.asks_requests() => None,
                // Limits in hours that passed today are overdue too: the list itself is cut to what is.
                OVERDUE => Some(today),
                "today" => Some(today),
                // Not to the end of the week: on a Sunday that hid what is due on Monday morning.
                _ => Some(today.plus_days(7)),
            },
            undated: self.late.is_empty(),
            team: some(&self.team),
            held_by: names.held_by(&self.worker),
            obligation: some(&self.step).filter(|_| !self.asks_requests()),
            layer: None,
        }
    }

    /// What is overdue, whoever has it.
    pub(super) fn of_overdue() -> Asks {
        Asks {
            late: OVERDUE.to_owned(),
            ..Asks::default()
        }
    }

    /// Takes out of a list what the days alone let in: an overdue list holds what is overdue, and nothing else.
    pub(super) fn cut(&self, list: &mut Worklist<'_>, today: Day) {
        if self.late == OVERDUE {
            list.rows.retain(|row| row.group == Late::Overdue);
            list.awaited
                .retain(|each| each.request.group(today) == Late::Overdue);
        }
    }

    /// Whether only what others were asked for is shown.
    pub(super) fn asks_requests(&self) -> bool {
        self.step == REQUESTS
    }

    /// Whether all that is overdue is asked for, and nothing else.
    pub(super) fn is_all_overdue(&self) -> bool {
        self.parts() == Asks::of_overdue().parts()
    }

    /// Whether less than the usual is asked for, or something else.
    pub(super) fn is_narrowed(&self) -> bool {
        address("/", &self.parts()) != "/"
    }

    /// As an address says it.
    pub(super) fn parts(&self) -> [(&str, &str); 4] {
        [
            ("team", &self.team),
            ("worker", &self.worker),
            ("step", &self.step),
            ("late", &self.late),
        ]
    }
}

/// The bar, and what it holds in words.
pub(super) fn bar(
    context: &Context,
    desk: &Desk,
    asks: &Asks,
    names: &Names,
    occurring: &BTreeMap<String, BTreeSet<usize>>,
    list: &Worklist<'_>,
    holders: &Holders,
) -> (FilterBar, String) {
    let t = context.t;
    let duties = list.rows.iter().map(|row| row.item.caseworker);
    let awaited = list.awaited.iter().map(|each| each.caseworker);
    // Who has cases and cannot sign in stands there whatever is shown: there is no team in which they would be found.
    let holding = holders.caseworkers.iter().map(String::as_str);
    let holding = holding.filter(|id| !names.is_here(id));
    let having = duties.chain(awaited).chain(holding).collect();
    // Others were asked for something, whether a duty waits for it or none.
    let waits = |row: &Row<'_>| matches!(row.item.turn, Turn::Others { .. });
    let asked = !list.awaited.is_empty() || list.rows.iter().any(waits);
    let teams = &desk.viewer().teams;
    let late = |value: &str, key: &str| Choice::new(value, t.get(key)).chosen(asks.late == value);
    let lateness = vec![
        late("", "day-late-week"),
        late("overdue", "day-late-overdue"),
        late("today", "day-late-today"),
        late("all", "day-late-all"),
    ];
    let questions = [
        (
            "team",
            t.get("list-team"),
            names.choices_of_teams(t, teams, &asks.team),
        ),
        (
            "worker",
            t.get("list-worker"),
            names.worker_choices_of(t, teams, &having, &asks.worker),
        ),
        (
            "step",
            t.get("day-step"),
            steps(context, desk, asks, occurring, asked),
        ),
        ("late", t.get("day-late"), lateness),
    ];
    let said = questions.iter().map(|(_, label, choices)| {
        let chosen = choices.iter().find(|choice| choice.chosen);
        let chosen = chosen.map_or("", |choice| choice.label.as_str());
        format!("{label}: {chosen}")
    });
    let said = said.collect::<Vec<_>>().join(" · ");
    let words = t.with("day-printed-filter", &[("filter", said.into())]);
    let fields = questions.map(|(name, label, choices)| -> Part {
        Select::new(Asked::new(t, name, label), choices).into()
    });
    let count = list.rows.len() + list.awaited.len();
    let bar = FilterBar {
        t,
        href: "/".to_owned(),
        fields: Part::all(fields),
        shown: t.with("day-shown", &[("count", count.into())]),
        narrowed: asks.is_narrowed(),
        token: Part::default(),
    };
    (bar, words)
}

/// What there is to do, in the words of the rows, under the kind of step that meets it; "all" in front.
fn steps(
    context: &Context,
    desk: &Desk,
    asks: &Asks,
    occurring: &BTreeMap<String, BTreeSet<usize>>,
    asked: bool,
) -> Vec<Choice> {
    let (t, book) = (context.t, desk.store().book());
    let steps = steps_of(book);
    let mut offered = occurring.clone();
    if !asks.step.is_empty() && !asks.asks_requests() {
        let chosen = offered.entry(asks.step.clone()).or_default();
        if chosen.is_empty() {
            chosen.extend(book.places(&asks.step).next());
        }
    }
    let mut named: BTreeMap<(Option<Group>, String), &str> = BTreeMap::new();
    for (name, places) in &offered {
        // Several rules of one name are one choice.
        let tasks = places.iter().map(|place| &book.obligations[*place].task);
        let tasks: BTreeSet<&str> = tasks.map(|task| t.shared().title(task)).collect();
        let step = steps.for_obligation(book, name);
        let words = Vec::from_iter(tasks).join(" / ");
        if !words.is_empty() {
            named.insert((step.map(|step| step.group), words), name);
        }
    }
    let all = Choice::new("", t.get("list-all")).chosen(asks.step.is_empty());
    let each = named.into_iter().map(|((group, title), name)| {
        let heading = group.map_or_else(String::new, |group| t.get(&keys::group(group)));
        Choice::new(name, title)
            .chosen(name == asks.step)
            .group(heading)
    });
    let requests = Choice::new(REQUESTS, t.get("day-step-requests")).chosen(asks.asks_requests());
    let requests = (asked || asks.asks_requests()).then_some(requests);
    [all].into_iter().chain(each).chain(requests).collect()
}
