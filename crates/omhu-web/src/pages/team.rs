//! The team: who has how much, and giving cases to others.
//!
//! Owns: the page, and the form that moves cases. Must not know: who may move which case (the policy says it of each),
//! what a load should be.

mod caution;
pub(super) mod give;
mod load;
mod undo;
mod urgent;

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{get, post};
use omhu_casework::access::{Action, Label, ListKind, Role};
use omhu_casework::chain::hex;
use omhu_casework::command::{Command, Entry, Refusal};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::CaseNo;
use omhu_store::{CaseFilter, CaseLine, Executed, HeldBy, Order, RequestKey, Target};
use sha2::{Digest as _, Sha256};

use self::give::Place as To;
use super::cases::line::{NOBODY, Names, address, some, who};
use super::sheet::list;
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Alert, AlertKind, Asked, Choice, Choices, FaultList, FilterBar, Select, Table,
};
use crate::view::html::Html as Part;
use crate::view::layout::{Page, Place};

/// More open cases than this no team has.
const MOST_CASES: u32 = 2_000;
/// So many are shown to choose from; a filter narrows them.
const MOST_CHOICES: u32 = 200;
/// So many children are named after they were moved.
const MOST_NAMED: usize = 10;
/// Where cases are given: the route that names what was sent there.
const ASSIGN: &str = "/team/assign";
/// The box for all cases that are shown: it sends how many they are.
const EVERY: &str = "every";
/// Who had a case while it was shown, by the case's number.
const WAS: &str = "was-";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/team", get(show))
        .route("/team/assign", post(assign))
        .merge(undo::routes())
}

/// What narrows the cases to choose from.
#[derive(serde::Deserialize, Default)]
struct Asks {
    /// A caseworker; `-` or nothing: nobody; `all`.
    #[serde(default)]
    worker: String,
    #[serde(default)]
    team: String,
    /// How many were moved just now.
    #[serde(default)]
    done: String,
    /// Which.
    #[serde(default)]
    moved: String,
    /// The request by which they were, so that it can be undone.
    #[serde(default)]
    given: String,
    /// How many were laid back just now.
    #[serde(default)]
    undone: String,
    /// And how many could not be.
    #[serde(default)]
    left: String,
}

impl Asks {
    fn filter(&self, names: &Names) -> CaseFilter {
        CaseFilter {
            team: some(&self.team),
            held_by: match self.worker.as_str() {
                "" => HeldBy::One(String::new()),
                give::ALL => HeldBy::Anybody,
                worker => names.held_by(worker),
            },
            closed: Some(false),
            reference: String::new(),
        }
    }
}

/// What was wrong with the form, and what was chosen in it.
#[derive(Default)]
struct Fault {
    /// Empty: nothing is wrong, but there is something to be seen first.
    field: &'static str,
    sentence: String,
    warnings: Vec<String>,
    cases: Vec<CaseNo>,
    to: String,
}

#[derive(Template)]
#[template(path = "pages/team/show.html")]
struct Show {
    page: Page,
    faults: Option<Part>,
    warnings: Option<Part>,
    /// Names what was warned of: sent again with it, the cases are given.
    warned: String,
    loads: Table,
    filter: FilterBar,
    cases: Table,
    every: Choices,
    to: Select,
    undo: Option<undo::Offer>,
    worker: String,
    team: String,
    key: String,
    any: bool,
}

/// Coordinators and leaders; others have no such page.
fn admit(desk: &Desk) -> Result<(), AppError> {
    let leads = |role| matches!(role, Role::Coordinator | Role::TeamLeader);
    if desk.roles().any(leads) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

async fn show(
    context: Context,
    desk: Desk,
    Query(asks): Query<Asks>,
) -> Result<Html<String>, AppError> {
    admit(&desk)?;
    Ok(Html(page(&context, &desk, &asks, None).await?))
}

async fn page(
    context: &Context,
    desk: &Desk,
    asks: &Asks,
    fault: Option<Fault>,
) -> Result<String, AppError> {
    let (t, store) = (context.t, desk.store());
    let names = Names::of(store).await?;
    let loads = load::loads_of(context, desk, &names).await?;
    let (note, scope) = desk.list(ListKind::Names);
    let listed = store
        .cases(note, &scope, &asks.filter(&names), 0, MOST_CHOICES)
        .await?;
    let mut page = context.page_in(Place::Team, &t.get("team-title")).wide();
    let done = match asks.done.parse::<u32>() {
        Ok(done) => Some(t.with("team-done", &[("count", done.into())])),
        Err(_) => undo::sentence(t, &asks.undone, &asks.left),
    };
    if let Some(done) = done {
        page = page.done(match children(context, desk, &asks.moved).await? {
            none if none.is_empty() => done,
            named => format!("{done} {named}."),
        });
    }
    let undo = undo::offer(desk, &asks.given).await?;
    let faulty = fault.as_ref().filter(|fault| !fault.field.is_empty());
    let faults = faulty.map(|fault| {
        page = page.clone().with_faults();
        let faults = vec![(fault.field.to_owned(), fault.sentence.clone())];
        FaultList {
            t,
            faults,
            passwords: false,
        }
        .into()
    });
    let fault = fault.unwrap_or_default();
    let having = loads.workers.iter().map(String::as_str).collect();
    let mut rows = listed.rows;
    // What is ticked is seen, whatever the list is narrowed to.
    rows.extend(beyond(desk, &rows, &fault.cases).await?);
    let urgent = urgent::of(desk, &rows).await?;
    let siblings = caution::siblings(desk, &rows).await?;
    rows.sort_by_key(|line| urgent.get(&line.case).copied().unwrap_or_default().order());
    let places = give::places(t, desk, &names).await?;
    let choices = places.iter().map(|place| place.choice(&fault.to)).collect();
    let error = (fault.field == "to").then(|| fault.sentence.clone());
    let asked = Asked::new(t, "to", t.get("team-to"))
        .hint(t.get("team-to-hint"))
        .error(error);
    let total = u32::try_from(listed.total).unwrap_or_default();
    let warned = match fault.warnings.is_empty() {
        true => String::new(),
        false => hex(&choice(&fault.cases, &fault.to)[..8]),
    };
    let warnings = (!fault.warnings.is_empty()).then(|| {
        let lines: Vec<Part> = fault.warnings.iter().map(|line| Part::text(line)).collect();
        Part::from(Alert {
            t,
            kind: AlertKind::Warning,
            heading: t.get("team-warn"),
            body: Part::all([list(&lines), Part::text(&t.get("team-warn-again"))]),
        })
    });
    let show = Show {
        faults,
        warnings,
        warned,
        loads: loads.table,
        filter: FilterBar {
            t,
            href: "/team".to_owned(),
            fields: give::fields(t, desk, &names, &having, (&asks.team, &asks.worker)),
            shown: t.with("list-shown", &[("count", total.into())]),
            narrowed: !asks.worker.is_empty() || !asks.team.is_empty(),
            token: Part::default(),
        },
        cases: give::table(
            context,
            &names,
            &rows,
            give::Beside {
                urgent: &urgent,
                siblings: &siblings,
            },
            &fault.cases,
            match asks.worker.as_str() {
                "" | NOBODY => "team-none-waits",
                _ => "team-none",
            },
        ),
        every: every(t, rows.len()),
        undo,
        to: Select::new(asked, choices),
        worker: asks.worker.clone(),
        team: asks.team.clone(),
        key: page_key(desk),
        any: !rows.is_empty(),
        page,
    };
    Ok(show.render()?)
}

/// Those of the ticked cases that the list does not show, as far as the viewer sees them.
async fn beyond(
    desk: &Desk,
    rows: &[CaseLine],
    ticked: &[CaseNo],
) -> Result<Vec<CaseLine>, AppError> {
    let shown = |case: &CaseNo| rows.iter().any(|line| line.case == *case);
    let others: Vec<CaseNo> = ticked.iter().filter(|case| !shown(case)).copied().collect();
    lines_of(desk, &others).await
}

/// These cases as lists show them, as far as the viewer sees their names.
async fn lines_of(desk: &Desk, cases: &[CaseNo]) -> Result<Vec<CaseLine>, AppError> {
    let store = desk.store();
    let mut seen = store.subjects(cases).await?;
    seen.retain(|subject| desk.may(Action::See(Label::Core), Some(subject)));
    let seen: Vec<CaseNo> = seen.iter().map(|subject| subject.case).collect();
    let mut lines = Vec::new();
    if seen.is_empty() {
        return Ok(lines);
    }
    let (note, _) = desk.list(ListKind::Names);
    let permit = store.look(note, &seen).await?;
    for case in seen {
        lines.extend(
            store
                .case_line(&permit, case)
                .await?
                .map(|line| CaseLine::clone(&line)),
        );
    }
    Ok(lines)
}

/// The choice of who gets the cases that are ticked on another list, and the key of that page.
pub(super) struct Giving {
    /// Whether all of them are.
    pub(super) every: Choices,
    /// Who can get them.
    pub(super) to: Select,
    /// Names what is sent from the page.
    pub(super) key: String,
}

/// What a list needs on which cases are ticked to be given.
pub(super) async fn giving(
    t: Texts,
    desk: &Desk,
    names: &Names,
    shown: usize,
) -> Result<Giving, AppError> {
    let places = give::places(t, desk, names).await?;
    let choices = places.iter().map(|place| place.choice("")).collect();
    let asked = Asked::new(t, "to", t.get("team-to")).hint(t.get("team-to-hint"));
    Ok(Giving {
        every: every(t, shown),
        to: Select::new(asked, choices),
        key: page_key(desk),
    })
}

/// The box by which all cases that are shown are chosen, so that many are given in one go without a script.
fn every(t: Texts, shown: usize) -> Choices {
    let asked = Asked::new(t, EVERY, t.get("team-every")).hint(t.get("team-every-hint"));
    let label = t.with("team-every-label", &[("count", shown.into())]);
    Choices::several(asked, vec![Choice::new(shown.to_string(), label)])
}

/// The cases that a form chose, once each: a list of what is to be done may show a case in several rows. None: it was to be all
/// that are shown, and not all of them arrived.
fn chosen(sent: &Submitted) -> Option<Vec<CaseNo>> {
    let number = |text: &str| text.parse().ok().map(CaseNo);
    let every = sent.get(EVERY);
    if every.is_empty() {
        let ticked: BTreeSet<CaseNo> = sent.all("case").filter_map(number).collect();
        return Some(Vec::from_iter(ticked));
    }
    let shown = sent.fields().filter_map(|(name, _)| name.strip_prefix(WAS));
    let shown: BTreeSet<CaseNo> = shown.filter_map(number).collect();
    (every == shown.len().to_string()).then(|| Vec::from_iter(shown))
}

/// Names a page, so that what is sent from it twice is done once.
fn page_key(desk: &Desk) -> String {
    format!("{}-{}", desk.now.second, desk.request)
}

/// The children whose cases were moved just now, of those that the viewer may still see.
async fn children(context: &Context, desk: &Desk, moved: &str) -> Result<String, AppError> {
    let cases = moved.split(',').filter_map(|text| text.parse().ok());
    let cases: Vec<CaseNo> = cases.take(MOST_NAMED).map(CaseNo).collect();
    let lines = lines_of(desk, &cases).await?;
    let named = lines
        .iter()
        .map(|line| who(context.t, line, context.today()));
    Ok(named.collect::<Vec<_>>().join(" · "))
}

/// Moves the chosen cases, all or none.
async fn assign(context: Context, desk: Desk, sent: Submitted) -> Result<Response, AppError> {
    admit(&desk)?;
    let t = context.t;
    let asks = Asks {
        worker: sent.get("worker").to_owned(),
        team: sent.get("team").to_owned(),
        ..Asks::default()
    };
    let found = chosen(&sent);
    let is_whole = found.is_some();
    let cases = found.unwrap_or_default();
    let names = Names::of(desk.store()).await?;
    let places = give::places(t, &desk, &names).await?;
    let chosen = places.iter().find(|place| place.value() == sent.get("to"));
    let wrong = |field, key: &str| Fault {
        field,
        sentence: t.get(key),
        cases: cases.clone(),
        to: sent.get("to").to_owned(),
        ..Fault::default()
    };
    let request = request_key(sent.get("key"), &cases, sent.get("to"));
    let now = match chosen {
        Some(to) => standing(&desk, &sent, &cases, to).await?,
        None => Standing::default(),
    };
    let warned = sent.get("warned") == hex(&choice(&cases, sent.get("to"))[..8]);
    let warnings = match chosen.filter(|_| !warned && now.taken.is_empty()) {
        Some(to) => {
            let lines = lines_of(&desk, &cases).await?;
            caution::warnings(t, &desk, &names, &lines, to).await?
        }
        None => Vec::new(),
    };
    let fault = match chosen {
        _ if !is_whole => wrong(EVERY, "team-every-cut"),
        _ if cases.is_empty() => wrong("case", "team-choose-cases"),
        None => wrong("to", "team-choose-to"),
        Some(_) if !now.taken.is_empty() => {
            let fault = taken(t, &names, &now, &cases, sent.get("to"));
            let page = page(&context, &desk, &asks, Some(fault)).await?;
            return Ok((StatusCode::CONFLICT, Html(page)).into_response());
        }
        Some(to) if !warnings.is_empty() => Fault {
            warnings,
            cases: cases.clone(),
            to: to.value(),
            ..Fault::default()
        },
        Some(to) => match give(&desk, &cases, &now.seen, to, &request).await? {
            Executed::Done(_) | Executed::Repeated(_) => {
                let count = cases.len().to_string();
                let named = cases.iter().take(MOST_NAMED).map(CaseNo::to_string);
                let moved = named.collect::<Vec<_>>().join(",");
                let parts = [
                    ("worker", asks.worker.as_str()),
                    ("team", &asks.team),
                    ("done", &count),
                    ("moved", &moved),
                    ("given", &request.key),
                ];
                return Ok(redirect::see_other(&address("/team", &parts)));
            }
            Executed::Denied(note) => {
                return Err(AppError::Denied {
                    reason: note.verdict.reason(),
                    case: None,
                });
            }
            Executed::Refused {
                refusal: Refusal::Changed { .. },
                ..
            } => wrong("case", "team-changed"),
            Executed::Refused { .. } => wrong("to", "team-refused"),
        },
    };
    let page = page(&context, &desk, &asks, Some(fault)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// How the ticked cases stand when the form arrives.
#[derive(Default)]
struct Standing {
    /// The newest event of each.
    seen: BTreeMap<CaseNo, i64>,
    /// Those that somebody else gave away since the page was shown, with who has them now; none: out of sight.
    taken: BTreeMap<CaseNo, Option<(String, String)>>,
}

/// Compares with what stood on the page. Who sends the same form twice has given them already.
async fn standing(
    desk: &Desk,
    sent: &Submitted,
    cases: &[CaseNo],
    to: &To,
) -> Result<Standing, AppError> {
    let store = desk.store();
    let mut standing = Standing::default();
    let mut subjects = store.subjects(cases).await?;
    subjects.retain(|subject| desk.may(Action::See(Label::Core), Some(subject)));
    let visible: BTreeSet<CaseNo> = subjects.iter().map(|subject| subject.case).collect();
    let (note, _) = desk.list(ListKind::Names);
    let permit = match visible.is_empty() {
        true => return Ok(standing),
        false => store.look(note, &Vec::from_iter(visible.clone())).await?,
    };
    for case in cases {
        let was = sent.get(&format!("{WAS}{case}"));
        let line = match visible.contains(case) {
            true => store.case_line(&permit, *case).await?,
            false => None,
        };
        let Some(line) = line else {
            // Given beyond what the viewer sees: by somebody else, or by this form when it was sent before.
            if !was.is_empty() && desk.viewer().teams.contains(&to.team) {
                standing.taken.insert(*case, None);
            }
            continue;
        };
        standing.seen.insert(*case, line.seq);
        let is = give::value(&line.team, &line.caseworker);
        if !was.is_empty() && is != was && is != to.value() {
            let has = (line.team.clone(), line.caseworker.clone());
            standing.taken.insert(*case, Some(has));
        }
    }
    Ok(standing)
}

/// Says which of the ticked cases somebody else gave away, and to whom; they lose their ticks.
fn taken(t: Texts, names: &Names, now: &Standing, cases: &[CaseNo], to: &str) -> Fault {
    let mut has = BTreeSet::new();
    for place in now.taken.values() {
        has.insert(match place {
            Some((team, worker)) if worker.is_empty() => names.team(t, team),
            Some((_, worker)) => names.worker(t, worker),
            None => t.get("team-taken-unseen"),
        });
    }
    let parts = [
        ("count", now.taken.len().into()),
        ("who", Vec::from_iter(has).join(", ").into()),
    ];
    let left = cases.iter().filter(|case| !now.taken.contains_key(case));
    Fault {
        field: "case",
        sentence: t.with("team-taken", &parts),
        cases: left.copied().collect(),
        to: to.to_owned(),
        ..Fault::default()
    }
}

/// Writes that these cases are given from today on; the policy is asked about each.
async fn give(
    desk: &Desk,
    cases: &[CaseNo],
    seen: &BTreeMap<CaseNo, i64>,
    to: &To,
    request: &RequestKey,
) -> Result<Executed, AppError> {
    let cells = FactCells {
        kind: "case_assigned".to_owned(),
        when: desk.now.today.to_string(),
        team: to.team.clone(),
        caseworker: to.worker.clone(),
        ..FactCells::default()
    };
    let command = Command {
        entries: vec![Entry::Fact {
            cells,
            text: String::new(),
        }],
        ..Command::default()
    };
    let command = |case| Command {
        seen_seq: seen.get(case).copied(),
        ..command.clone()
    };
    let commands: Vec<Command> = cases.iter().map(command).collect();
    let orders: Vec<Order<'_>> = cases
        .iter()
        .zip(&commands)
        .map(|(case, command)| Order {
            target: Target::Case(*case),
            command,
        })
        .collect();
    let asked = desk.authorize(Action::Assign);
    let done = desk
        .store()
        .execute_many(desk.user(), desk.now, asked, &orders, Some(request));
    Ok(done.await?)
}

/// Names what was chosen: these cases, and where they go.
fn choice(cases: &[CaseNo], to: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(to);
    for case in cases {
        hash.update(case.0.to_le_bytes());
    }
    hash.finalize().into()
}

/// Names what was sent from a page: the same again has no second effect, another choice on it has its own.
fn request_key(shown: &str, cases: &[CaseNo], to: &str) -> RequestKey {
    let body = choice(cases, to);
    let choice = hex(&body[..8]);
    let shown: String = shown.chars().take(64).collect();
    RequestKey {
        key: format!("{shown}-{choice}"),
        route: ASSIGN.to_owned(),
        body,
    }
}
