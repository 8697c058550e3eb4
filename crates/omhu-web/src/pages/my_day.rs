//! My day: what must be done, and why; the front page.
//!
//! Owns: the page, the same list as a file; as a calendar it is [`feed`]'s. Must not know: what is due (the law book's), whose case
//! it is (the scope's), the order of rows (the worklist's).

mod feed;
mod found;
mod front;
mod narrow;
mod rows;

use std::collections::BTreeSet;

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::header;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{ListKind, Role};
use omhu_casework::duties::Duty;
use omhu_casework::worklist::{Group, Numbers, Worklist, csv, worklist};

pub(super) use self::feed::ENDING as CALENDAR_ENDING;
use self::found::Found;
pub(super) use self::found::overdue;
use self::narrow::Asks;
use self::rows::Speaker;
pub(crate) use self::rows::{title as duty_title, why_text};
use crate::context::Context;
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::cases::line::{Names, address};
use crate::pages::steps::steps_of;
use crate::pages::team::{self, Giving};
use crate::pages::{oversight, seconds};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Action, Details, Empty, ObligationList};
use crate::view::html::Html as Part;
use crate::view::layout::{Page, Place};

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/", get(show)).merge(feed::routes())
}

#[derive(Template)]
#[template(path = "pages/my_day/show.html")]
struct Show {
    page: Page,
    heading: String,
    filter: Part,
    /// The filter in force, for paper.
    filter_words: String,
    cut: String,
    parts: Vec<Part>,
    /// Giving the ticked cases to somebody else; only of a team's list with cases that are the viewer's to give.
    giving: Option<Giving>,
    numbers: String,
    csv: String,
    print: String,
    /// A team's list of what is overdue, to print; empty: one's own list.
    overdue: String,
    /// How a list that was asked for on paper gets there.
    on_paper: bool,
}

/// Whose work the list shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// One's own cases.
    Own,
    /// Those of the team.
    Team,
    /// No cases.
    None,
}

fn reach(desk: &Desk) -> Reach {
    let holds = |roles: &[Role]| desk.roles().any(|role| roles.contains(&role));
    if holds(&[Role::Coordinator, Role::TeamLeader]) {
        Reach::Team
    } else if holds(&[Role::Caseworker]) {
        Reach::Own
    } else {
        Reach::None
    }
}

/// The list of a day; `step` leads to the form that meets a duty.
fn list<'f>(desk: &Desk, found: &'f Found) -> Worklist<'f> {
    let book = desk.store().book();
    let steps = steps_of(book);
    let step = |duty: &Duty| {
        let step = duty.place_in(book).and_then(|place| steps.meeting(place));
        step.map(|step| step.id.to_string())
    };
    worklist(book, found.items(), desk.now, step).with_awaited(found.awaited())
}

async fn show(
    context: Context,
    desk: Desk,
    Query(asks): Query<Asks>,
) -> Result<Response, AppError> {
    let reach = reach(&desk);
    if reach == Reach::None {
        return front::show(&context, &desk).await;
    }
    let names = Names::of(desk.store()).await?;
    let found = match reach {
        Reach::Own | Reach::None => found::mine(&desk).await?,
        Reach::Team => {
            let filter = asks.filter(context.today(), &names);
            found::team(&desk, &filter, asks.asks_requests()).await?
        }
    };
    let mut list = list(&desk, &found);
    asks.cut(&mut list, context.today());
    if asks.format == "csv" {
        let name = format!("attachment; filename=\"omhu-{}.csv\"", context.today());
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ];
        return Ok((headers, csv::csv(&list, context.today())).into_response());
    }
    let own = match reach {
        Reach::Team => None,
        Reach::Own | Reach::None => {
            // From what is kept in memory: this page is the one that is opened most.
            let directory = desk.store().directory().await?;
            Some(directory.ids.get(&desk.user()).cloned().unwrap_or_default())
        }
    };
    let t = context.t;
    let key = match reach {
        Reach::Team => "day-title-team",
        Reach::Own | Reach::None => "day-title",
    };
    let heading = t.with(key, &[("day", t.weekday(context.today()).into())]);
    let filter = match own {
        Some(_) => None,
        None => {
            let filter = asks.filter(context.today(), &names);
            let whole = asks.asks_requests();
            let occurring = found::occurring(&desk, &filter, &found, &list, whole).await?;
            let (_, scope) = desk.list(ListKind::Deadlines);
            let holders = desk.store().holders(&scope, true).await?;
            Some(narrow::bar(
                &context, &desk, &asks, &names, &occurring, &list, &holders,
            ))
        }
    };
    let asked = asks.parts();
    let whose = Whose {
        names: &names,
        own: own.as_deref(),
    };
    let empty = empty(t, &desk, reach, &found, &asks).await?;
    let mut parts = parts(&context, &desk, &found, &list, whose, &asks, empty);
    if let Some(notice) = oversight::notice(t, &desk).await? {
        parts.insert(0, notice);
    }
    if let Some(notice) = seconds::notice(t, &desk).await? {
        parts.insert(0, notice);
    }
    let with = |format| address("/", &[&asked[..], &[("format", format)]].concat());
    let mut page = context.page_in(Place::Today, &heading).wide();
    if asks.done == "written" {
        page = page.done(t.get("day-written"));
    } else if asks.done == "conflict" {
        page = page.done(t.get("conflicts-done-own"));
    }
    let (filter, filter_words) = match filter {
        Some((bar, words)) => (bar.into(), words),
        None => Default::default(),
    };
    let show = Show {
        page,
        heading,
        filter,
        filter_words,
        cut: if found.cut {
            t.get("day-cut")
        } else {
            String::new()
        },
        giving: match asks.format.as_str() {
            "" if !found.gives.is_empty() && !list.rows.is_empty() => {
                let shown = list.rows.iter().map(|row| row.item.case);
                let shown: BTreeSet<_> = shown.filter(|case| found.gives.contains(case)).collect();
                Some(team::giving(t, &desk, &names, shown.len()).await?)
            }
            _ => None,
        },
        parts,
        numbers: sentence(t, reach, found.numbers),
        overdue: if reach == Reach::Team {
            let asked = asked.iter().filter(|(name, _)| *name != "late").copied();
            let overdue = [("late", "overdue"), ("format", "print")];
            address("/", &asked.chain(overdue).collect::<Vec<_>>())
        } else {
            String::new()
        },
        on_paper: asks.format == "print",
        csv: with("csv"),
        print: with("print"),
    };
    Ok(Html(show.render()?).into_response())
}

/// Who has the cases, and who asks.
#[derive(Clone, Copy)]
struct Whose<'w> {
    names: &'w Names,
    /// The reader's own id; none on a team's list.
    own: Option<&'w str>,
}

/// What a list says that has nothing that presses: somebody new has no cases yet, which is another thing than having done
/// everything.
async fn empty(
    t: Texts,
    desk: &Desk,
    reach: Reach,
    found: &Found,
    asks: &Asks,
) -> Result<Empty, AppError> {
    let says = |heading: &str, text: &str| Empty {
        heading: t.get(heading),
        text: t.get(text),
        action: None,
    };
    let is_own = reach != Reach::Team;
    let narrowed = !is_own && asks.is_narrowed();
    if !narrowed && found.is_empty() {
        let holders = found::holders(desk, is_own).await?;
        let in_team = holders.teams.iter().any(|team| !team.is_empty());
        if is_own && holders.teams.is_empty() || !is_own && !in_team {
            let mut empty = match is_own {
                _ if desk.viewer().teams.is_empty() => {
                    says("day-empty-no-team", "day-empty-no-team-why")
                }
                true => says("day-empty-no-cases", "day-empty-no-cases-why"),
                false => says("day-empty-team-no-cases", "day-empty-team-no-cases-why"),
            };
            // What no team has yet waits for whoever distributes.
            empty.action = (!is_own && !holders.teams.is_empty())
                .then(|| Action::new(t.get("team-give"), "/team", ""));
            return Ok(empty);
        }
    }
    // A team's list looks a week ahead unless more is asked for; one's own two.
    Ok(match is_own {
        false if asks.is_all_overdue() => says("day-empty-overdue", "day-empty-overdue-why"),
        false if narrowed => says("day-empty-chosen", "day-empty-chosen-why"),
        false => says("day-empty", "day-empty-why"),
        true => says("day-empty-own", "day-empty-own-why"),
    })
}

/// The groups that have rows; later ones are folded away, but for paper.
fn parts(
    context: &Context,
    desk: &Desk,
    found: &Found,
    list: &Worklist<'_>,
    whose: Whose<'_>,
    asks: &Asks,
    empty: Empty,
) -> Vec<Part> {
    let t = context.t;
    let lines = found.lines();
    let none = BTreeSet::new();
    let speaker = Speaker {
        t,
        book: desk.store().book(),
        today: context.today(),
        lines: &lines,
        read_only: &found.read_only,
        gives: match asks.format.as_str() {
            "" => &found.gives,
            // Nothing is chosen on paper.
            _ => &none,
        },
        names: whose.names,
        own: whose.own,
    };
    let mut parts = Vec::new();
    let pressing = list.rows.iter().filter(|row| row.group <= Group::Fortnight);
    let today = context.today();
    let awaited = |group| {
        let awaited = list.awaited.iter();
        awaited.filter(move |each| each.request.group(today) == group)
    };
    let reminders = list.awaited.iter();
    let reminders = reminders.filter(|each| each.request.group(today) <= Group::Fortnight);
    if pressing.count() + reminders.count() == 0 {
        parts.push(empty.into());
    }
    for group in Group::ALL {
        // Limits in hours stand first; then each by its own day, a request among the duties.
        let place = |hours: bool, days: Option<i32>| (!hours, days.unwrap_or(i32::MAX));
        let duties = list.group(group).map(|row| {
            let hours = row.seconds_left.is_some();
            let days = row.own_days(today).filter(|_| !hours);
            (place(hours, days), speaker.row(row))
        });
        let asked = awaited(group).map(|each| {
            let reminds = each.request.remind.filter(|day| *day <= today);
            let days = reminds.map(|day| day.0 - today.0);
            (place(false, days), speaker.awaited(each))
        });
        let mut rows: Vec<_> = duties.chain(asked).collect();
        if group < Group::Waiting {
            rows.sort_by_key(|(place, _)| *place);
        }
        let rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
        if rows.is_empty() {
            continue;
        }
        let count = rows.len();
        let section = ObligationList {
            heading: t.get(group.key()),
            id: group.word().to_owned(),
            rows,
        };
        parts.push(match group {
            Group::Later => {
                let details = Details {
                    summary: t.with("day-later-count", &[("count", count.into())]),
                    body: section.into(),
                    open: asks.format == "print",
                };
                details.into()
            }
            Group::Overdue
            | Group::Today
            | Group::Week
            | Group::Undated
            | Group::Fortnight
            | Group::Waiting => section.into(),
        });
    }
    parts
}

/// How much was done in time, with the interval in which the true share lies.
fn sentence(t: Texts, reach: Reach, numbers: Numbers) -> String {
    if numbers.counted == 0 {
        return t.get("day-no-numbers");
    }
    let (met, counted) = (u64::from(numbers.met), u64::from(numbers.counted));
    let (low, high) = omhu_figures::wilson(met, counted);
    let percent = |share: f64| -> u32 { (share.clamp(0.0, 1.0) * 100.0).round() as u32 };
    let parts = [
        ("share", percent(met as f64 / counted as f64).into()),
        ("low", percent(low).into()),
        ("high", percent(high).into()),
        ("met", met.into()),
        ("counted", counted.into()),
    ];
    let key = match reach {
        Reach::Team => "day-numbers-team",
        Reach::Own | Reach::None => "day-numbers",
    };
    t.with(key, &parts)
}
