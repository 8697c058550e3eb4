//! A duty in words: what is to be done, how it stands, when, and where the form is that meets it.
//!
//! Owns: these words, the same on My day, the case, the steps and the receipt. Must not know: how a duty stands is found
//! out (casework says it), which duties a page shows.

use omhu_casework::duties::Duty;
use omhu_casework::ids::CaseNo;
use omhu_casework::worklist::{Group, Standing};
use omhu_law::book::LawBook;
use omhu_law::calendar::Day;

use crate::pages::cases::line::{address, age};
use crate::texts::Texts;
use crate::view::components::Mark;

/// What is to be done: the obligation whose rule the duty follows, with its number where it is one of several.
pub(crate) fn task(t: Texts, book: &LawBook, duty: &Duty) -> String {
    let found = duty.place_in(book).map(|place| &book.obligations[place]);
    let task = found.map_or(duty.obligation.as_str(), |each| {
        t.shared().title(&each.task)
    });
    numbered(t, task, duty)
}

/// The same as something that is done.
pub(crate) fn result(t: Texts, book: &LawBook, duty: &Duty) -> String {
    let found = duty.place_in(book).map(|place| &book.obligations[place]);
    let title = found.map_or(duty.obligation.as_str(), |each| {
        t.shared().title(&each.title)
    });
    numbered(t, title, duty)
}

fn numbered(t: Texts, title: &str, duty: &Duty) -> String {
    if duty.seq < 2 {
        return title.to_owned();
    }
    let parts = [("title", title.into()), ("number", duty.seq.into())];
    t.with("case-duty-number", &parts)
}

/// Act and provision: `Barnets lov § 5, stk. 3`.
pub(in crate::pages) fn cite(t: Texts, book: &LawBook, act: &str, provision: &str) -> String {
    let act = book.acts.get(act);
    let act = act.map_or("", |act| t.shared().title(&act.title));
    let said = format!("{act} {}", t.lang().provision(provision));
    said.trim().to_owned()
}

/// Below this age the row of a talk says at once what may be written in its place. The law names no age: whether a child
/// can be talked with is judged each time, and an older one is talked with.
const TOO_SMALL_TO_SAY: u32 = 3;

/// What the law lets a caseworker do where a talk is due with a child who cannot talk yet; empty: nothing of the kind.
pub(in crate::pages) fn left_out(
    t: Texts,
    book: &LawBook,
    duty: &Duty,
    born: Option<Day>,
    today: Day,
) -> String {
    let place = duty.place_in(book);
    let may = place.is_some_and(|place| book.obligations[place].may_be_left_out(&book.vocabulary));
    match may && is_small(born, today) {
        true => t.with(
            "day-may-leave-out",
            &[
                ("years", TOO_SMALL_TO_SAY.into()),
                ("answer", t.get("option-omitted").into()),
            ],
        ),
        false => String::new(),
    }
}

/// Whether a child is so small that it has few words.
pub(in crate::pages) fn is_small(born: Option<Day>, today: Day) -> bool {
    let years = born.and_then(|born| age(born, today));
    years.is_some_and(|years| years < TOO_SMALL_TO_SAY)
}

/// How it stands: shape, word and days.
pub(in crate::pages) fn mark(t: Texts, stands: &Standing, today: Day) -> Mark {
    if stands.missed {
        return Mark::missed(t);
    }
    if let Some(remind) = stands.only_reminds() {
        return Mark::reminder(t, (today.0 - remind.0).unsigned_abs());
    }
    let days = stands.days_left.unwrap_or_default().unsigned_abs();
    match (stands.group, stands.seconds_left) {
        (Group::Overdue, Some(left)) if days == 0 => {
            Mark::overdue(t, 0).more(span(t, "day-time-over", left))
        }
        (Group::Overdue, _) => Mark::overdue(t, days),
        (Group::Today, Some(left)) if days > 0 => {
            Mark::open(t, days).more(span(t, "day-time-left", left))
        }
        (Group::Today, Some(left)) => Mark::today(t).more(span(t, "day-time-left", left)),
        (Group::Today, None) => Mark::today(t),
        (Group::Waiting, _) => {
            let since = stands.waits_since.unwrap_or(today);
            Mark::waiting(t, (today.0 - since.0).unsigned_abs())
        }
        (Group::Undated, _) => Mark::open(t, 0).more(t.get("day-undated")),
        (Group::Week | Group::Fortnight | Group::Later, _) => Mark::open(t, days),
    }
}

/// `2 t 10 min`, in a sentence.
fn span(t: Texts, key: &str, seconds: i64) -> String {
    let minutes = u32::try_from(seconds.unsigned_abs() / 60).unwrap_or(u32::MAX);
    let parts = [
        ("hours", (minutes / 60).into()),
        ("minutes", (minutes % 60).into()),
    ];
    t.with(key, &parts)
}

/// The due day in words; empty: there is none.
pub(in crate::pages) fn day(t: Texts, stands: &Standing) -> String {
    let Some(due) = stands.due else {
        return String::new();
    };
    let (day, clock) = (t.short_day(due.day), t.clock(due));
    let parts = [("day", day.into()), ("clock", clock.as_str().into())];
    // Overdue is then the answer, and not what it is for.
    let group = match stands.only_reminds() {
        Some(_) => Group::Later,
        None => stands.group,
    };
    match (group, clock.is_empty()) {
        (Group::Overdue, true) => t.with("day-was-due", &parts[..1]),
        (Group::Overdue, false) => t.with("day-was-due-at", &parts),
        (_, true) => t.with("day-due", &parts[..1]),
        (_, false) => t.with("day-due-at", &parts),
    }
}

/// Where the form is that meets a duty; `late`: with the day left open, for what was done and not registered.
pub(in crate::pages) fn form(
    case: CaseNo,
    step: &str,
    book: &LawBook,
    duty: &Duty,
    late: bool,
) -> String {
    let place = duty.place_in(book);
    let obligation = place.map_or(duty.obligation.as_str(), |place| {
        &book.obligations[place].id
    });
    let late = if late { "true" } else { "" };
    let parts = [("duty", obligation), ("about", &duty.about), ("late", late)];
    address(&format!("/cases/{case}/steps/{step}"), &parts)
}
