//! Who has a personal conflict with a case: said by oneself or by who may, and ended by somebody else.
//!
//! Owns: `/cases/{case}/conflicts` and the notice on the case. Must not know: who may (the policy says it), what a conflict
//! closes.
//!
//! The rules on who is disqualified are those of the Public Administration Act; our register of the law says nothing on them,
//! so no paragraph is named. The page shows no child, so that somebody may use it who may not see the case.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Label, Subject, decide};
use omhu_casework::ids::{CaseNo, PersonNo, UserNo};
use omhu_store::accounts::{AccountFault, Conflict};
use omhu_store::{InCase, Permit};

use super::case::frame::{FormPage, block, fault_list, fault_of, paragraph};
use super::case::{CaseFile, number, part_word};
use super::looked::{case_word, person};
use super::purpose;
use super::sheet::{Faults, acts, fault};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Action as Act, Alert, AlertKind, Asked, Choice, Choices, Column, Select, Table,
};
use crate::view::html::Html;
use crate::view::layout::Place;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/cases/{case}/conflicts", get(show).post(add))
        .route("/cases/{case}/conflicts/{user}", get(ask).post(end))
}

/// Stands in the form for this case alone.
const CASE: &str = "case";

/// The case on this page, by the right with which the viewer is here.
struct Open {
    subject: Arc<Subject>,
    permit: Permit,
    /// Whether the viewer may say it of others; else of themselves only.
    manages: bool,
    /// Those who have a conflict, where the viewer may know.
    held: Vec<Conflict>,
    /// The people of the case, where the viewer may see them.
    people: Vec<InCase>,
}

impl Open {
    async fn of(desk: &Desk, case: &str, reason: &str) -> Result<Open, AppError> {
        let (store, case) = (desk.store(), number(case)?);
        let subject = store.subject(case).await?.ok_or(AppError::NotFound)?;
        let manages = desk.may(Action::ManageConflicts, Some(&subject));
        let action = match manages {
            true => Action::ManageConflicts,
            // Whoever sees a case may close it to themselves.
            false => Action::See(Label::CaseText),
        };
        let (permit, subject) = desk.look_for(action, case, reason).await?;
        let held = match manages {
            true => store.conflicts_in(&permit, case).await?,
            false => Vec::new(),
        };
        let people = match desk.may(Action::See(Label::Core), Some(&subject)) {
            true => store.people(&permit, case).await?.to_vec(),
            false => Vec::new(),
        };
        Ok(Open {
            subject,
            permit,
            manages,
            held,
            people,
        })
    }

    fn case(&self) -> CaseNo {
        self.subject.case
    }

    fn path(&self) -> String {
        format!("/cases/{}/conflicts", self.case())
    }
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    done: String,
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let open = Open::of(&desk, &case, "").await?;
    let sent = Submitted::default();
    page(&context, &desk, &open, &sent, Faults::new(), &wanted.done).await
}

/// Whom the form is about.
fn whom(desk: &Desk, open: &Open, sent: &Submitted) -> Option<UserNo> {
    match open.manages {
        true => sent.get("user").parse().ok().map(UserNo),
        false => Some(desk.user()),
    }
}

async fn add(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let open = Open::of(&desk, &case, "").await?;
    let mut faults = Faults::new();
    let user = whom(&desk, &open, &sent);
    let accounts = desk.store().accounts().await?;
    let known = |user: &UserNo| accounts.iter().any(|account| account.user == *user);
    let user = user.filter(known);
    if user.is_none() {
        faults.extend(fault("user", t.get("conflicts-user-missing")));
    }
    let own = user == Some(desk.user());
    let told = match sent.get("told") {
        _ if own => Some(true),
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    if told.is_none() {
        faults.extend(fault("told", t.get("conflicts-told-missing")));
    }
    let cases = cases(&desk, &open, sent.get("with")).await?;
    if cases.is_empty() {
        faults.extend(fault("with", t.get("conflicts-with-missing")));
    }
    let reason = purpose::read(t, &sent, &mut faults);
    if let (Some(user), Some(told), true) = (user, told, faults.is_empty()) {
        why(&desk, &open, &case, &cases, &reason).await?;
        let store = desk.store();
        let known = known_to(&desk, user, &cases).await?;
        for (cases, told) in [(known.unseen, false), (known.seen, told)] {
            let noted = store.add_conflict(user, &cases, told, desk.user(), desk.now);
            noted.await?.map_err(|_| AppError::NotFound)?;
        }
        return Ok(match own {
            true => redirect::see_other("/?done=conflict"),
            false => redirect::see_other(&format!("{}?done=added", open.path())),
        });
    }
    page(&context, &desk, &open, &sent, faults, "").await
}

/// Cases by whether somebody sees them now.
#[derive(Default)]
struct KnownTo {
    seen: Vec<CaseNo>,
    unseen: Vec<CaseNo>,
}

/// Which of these cases whoever has the conflict sees: of the others they are told nothing, else the reason of a refusal would say
/// where a person has a part.
async fn known_to(desk: &Desk, user: UserNo, cases: &[CaseNo]) -> Result<KnownTo, AppError> {
    let store = desk.store();
    let viewer = store.viewer(user, desk.now).await?;
    let mut known = KnownTo::default();
    for case in cases {
        let subject = store.subject(*case).await?;
        let sees = viewer.as_ref().zip(subject.as_deref());
        let sees = sees.is_some_and(|(viewer, subject)| {
            let sees = Action::See(Label::CaseText);
            decide(viewer, sees, Some(subject), desk.now).is_allowed()
        });
        match sees {
            true => known.seen.push(*case),
            false => known.unseen.push(*case),
        }
    }
    Ok(known)
}

/// The row that says why. Of others it stands with each of the cases, so that whoever leads there sees who closed it.
async fn why(
    desk: &Desk,
    open: &Open,
    case: &str,
    cases: &[CaseNo],
    reason: &str,
) -> Result<(), AppError> {
    if !open.manages {
        Open::of(desk, case, reason).await?;
        return Ok(());
    }
    let manages = Action::ManageConflicts;
    let verdict = decide(desk.viewer(), manages, Some(&open.subject), desk.now);
    let note = desk.note(manages, verdict).with_purpose(reason);
    desk.store().look(note, cases).await?;
    Ok(())
}

/// The cases that are meant: this one; or those in which somebody of it has a part, whose they are: it closes and opens nothing.
async fn cases(desk: &Desk, open: &Open, with: &str) -> Result<Vec<CaseNo>, AppError> {
    if with == CASE {
        return Ok(vec![open.case()]);
    }
    let chosen: Option<PersonNo> = with.parse().ok();
    let mut people = open.people.iter().map(|held| held.person.number);
    match chosen.filter(|chosen| people.any(|number| number == *chosen)) {
        Some(chosen) => {
            let store = desk.store();
            let cases = store.cases_of_person(&open.permit, open.case(), chosen);
            Ok(cases.await?)
        }
        None => Ok(Vec::new()),
    }
}

async fn page(
    context: &Context,
    desk: &Desk,
    open: &Open,
    sent: &Submitted,
    faults: Faults,
    done: &str,
) -> Result<Response, AppError> {
    let t = context.t;
    let ids = desk.store().case_ids([open.case()]).await?;
    let case = case_word(t, &ids, open.case());
    let title = t.with("conflicts-title", &[("case", case.into())]);
    let mut frame = context.page_in(Place::Cases, &title);
    match done {
        "added" => frame = frame.done(t.get("conflicts-done-added")),
        "ended" => frame = frame.done(t.get("conflicts-done-ended")),
        _ => {}
    }
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        frame = frame.with_faults();
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let mut before = vec![paragraph(&t.get("conflicts-lead"))];
    if open.manages {
        before.push(table(t, desk, open).await?);
    } else {
        before.push(paragraph(&t.get("conflicts-lead-own")));
    }
    let mut fields = Vec::new();
    if open.manages {
        fields.push(users(t, desk, open, sent, &faults).await?);
    }
    fields.push(with(t, open, sent, &faults));
    if open.manages {
        fields.push(told(t, sent, &faults));
    }
    let hint = t.get("conflicts-why-hint");
    fields.push(purpose::field(
        t,
        t.get("conflicts-why"),
        &hint,
        sent,
        &faults,
    ));
    let back = match desk.may(Action::See(Label::CaseText), Some(&open.subject)) {
        true => Html::link(&format!("/cases/{}", open.case()), &t.get("case-back")),
        false => Html::link("/", &t.get("failure-home")),
    };
    let form = FormPage {
        page: frame,
        heading: title,
        before,
        action: open.path(),
        hidden: Vec::new(),
        faults: fault_list(t, faults),
        fields,
        button: t.get("conflicts-button"),
        below: Vec::new(),
        after: vec![block(back)],
    };
    Ok((status, Answer(askama::Template::render(&form)?)).into_response())
}

async fn table(t: Texts, desk: &Desk, open: &Open) -> Result<Html, AppError> {
    let names = desk.names().await?;
    let row = |held: &Conflict| -> Vec<Html> {
        let who = person(t, &names, held.user);
        let by = person(t, &names, held.by);
        let knows = match held.told {
            true => t.get("conflicts-knows"),
            false => t.get("conflicts-knows-not"),
        };
        let to = format!("{}/{}", open.path(), held.user);
        let end = match held.user == desk.user() {
            true => Html::default(),
            false => acts(&[Act::new(t.get("conflicts-end"), to, who.as_str())]),
        };
        vec![who.into(), by.into(), knows.into(), end]
    };
    Ok(Html::from(Table {
        id: "conflicts".to_owned(),
        caption: t.get("conflicts-held"),
        columns: vec![
            Column::words(t.get("oversight-who")),
            Column::words(t.get("conflicts-by")),
            Column::words(t.get("conflicts-told-column")),
            Column::words(t.get("oversight-do")),
        ],
        rows: open.held.iter().map(row).collect(),
        none: t.get("conflicts-none"),
    }))
}

async fn users(
    t: Texts,
    desk: &Desk,
    open: &Open,
    sent: &Submitted,
    faults: &Faults,
) -> Result<Html, AppError> {
    let has = |user: UserNo| open.held.iter().any(|held| held.user == user);
    let accounts = desk.store().accounts().await?.into_iter();
    let mut accounts: Vec<_> = accounts
        .filter(|account| account.disabled_at.is_none() && !has(account.user))
        .collect();
    accounts.sort_by_key(|account| account.name.to_lowercase());
    let chosen = sent.get("user");
    let choices = accounts.into_iter().map(|account| {
        let value = account.user.to_string();
        let is_chosen = value == chosen;
        Choice::new(value, account.name).chosen(is_chosen)
    });
    let asked = Asked::new(t, "user", t.get("conflicts-user"))
        .hint(t.get("conflicts-user-hint"))
        .error(fault_of(faults, "user"));
    Ok(Select::new(asked, choices.collect()).into())
}

fn with(t: Texts, open: &Open, sent: &Submitted, faults: &Faults) -> Html {
    let chosen = match sent.get("with") {
        "" => CASE,
        chosen => chosen,
    };
    let mut choices = vec![Choice::new(CASE, t.get("conflicts-with-case"))];
    for held in &open.people {
        let data = &held.person.particulars;
        let name = format!("{} {}", data.given_names, data.surname);
        let value = held.person.number.to_string();
        if name.trim().is_empty() || choices.iter().any(|choice| choice.value == value) {
            continue;
        }
        let parts = [
            ("name", name.trim().into()),
            ("part", part_word(t, &held.part).into()),
        ];
        choices.push(Choice::new(value, t.with("conflicts-with-person", &parts)));
    }
    let choices = choices.into_iter().map(|choice| {
        let is_chosen = choice.value == chosen;
        choice.chosen(is_chosen)
    });
    let asked = Asked::new(t, "with", t.get("conflicts-with"))
        .hint(t.get("conflicts-with-hint"))
        .error(fault_of(faults, "with"));
    Choices::one(asked, choices.collect()).into()
}

fn told(t: Texts, sent: &Submitted, faults: &Faults) -> Html {
    let choice = |value: &str, key: &str, hint: &str| {
        Choice::new(value, t.get(key))
            .hint(t.get(hint))
            .chosen(sent.get("told") == value)
    };
    let choices = vec![
        choice("yes", "conflicts-told-yes", "conflicts-told-yes-hint"),
        choice("no", "conflicts-told-no", "conflicts-told-no-hint"),
    ];
    let asked = Asked::new(t, "told", t.get("conflicts-told"))
        .hint(t.get("conflicts-told-hint"))
        .error(fault_of(faults, "told"));
    Choices::one(asked, choices).into()
}

/// The conflict of an address, where the viewer may end it: never their own.
async fn of(
    desk: &Desk,
    case: &str,
    user: &str,
    reason: &str,
) -> Result<(Open, Conflict), AppError> {
    let case_no = number(case)?;
    let subject = desk.store().subject(case_no).await?;
    let subject = subject.ok_or(AppError::NotFound)?;
    let manages = Action::ManageConflicts;
    if !desk.may(manages, Some(&subject)) {
        // Refused as any look is: the log has who tried, and why they said they did.
        desk.look_for(manages, case_no, reason).await?;
        return Err(AppError::NotFound);
    }
    let open = Open::of(desk, case, reason).await?;
    let mut held = open.held.iter();
    let held = held.find(|held| held.user.to_string() == user && held.user != desk.user());
    let held = *held.ok_or(AppError::NotFound)?;
    Ok((open, held))
}

async fn ask(
    context: Context,
    desk: Desk,
    Path((case, user)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let (open, held) = of(&desk, &case, &user, "").await?;
    let sent = Submitted::default();
    end_page(&context, &desk, &open, held, &sent, Faults::new()).await
}

async fn end(
    context: Context,
    desk: Desk,
    Path((case, user)): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let mut faults = Faults::new();
    let reason = purpose::read(context.t, &sent, &mut faults);
    let (open, held) = of(&desk, &case, &user, &reason).await?;
    if faults.is_empty() {
        let store = desk.store();
        let ended = store.end_conflict(held.user, open.case(), desk.user(), desk.now);
        return match ended.await? {
            Ok(()) | Err(AccountFault::Unknown) => {
                Ok(redirect::see_other(&format!("{}?done=ended", open.path())))
            }
            Err(_) => Err(AppError::NotFound),
        };
    }
    end_page(&context, &desk, &open, held, &sent, faults).await
}

async fn end_page(
    context: &Context,
    desk: &Desk,
    open: &Open,
    held: Conflict,
    sent: &Submitted,
    faults: Faults,
) -> Result<Response, AppError> {
    let t = context.t;
    let names = desk.names().await?;
    let who = person(t, &names, held.user);
    let title = t.with("conflicts-end-of", &[("name", who.into())]);
    let ending = purpose::Ending {
        page: context.page_in(Place::Cases, &title),
        heading: title,
        lead: t.get("conflicts-end-lead"),
        action: format!("{}/{}", open.path(), held.user),
        why: (t.get("conflicts-end-why"), t.get("conflicts-end-why-hint")),
        button: t.get("conflicts-end"),
        back: Html::link(&open.path(), &t.get("conflicts-back")),
    };
    ending.answer(t, sent, faults)
}

/// On the page of a case, for who gives cases: that its caseworker, or somebody beside them, may not see it.
///
/// # Errors
/// The database.
pub(super) async fn notice(
    t: Texts,
    desk: &Desk,
    file: &CaseFile,
) -> Result<Option<Html>, AppError> {
    if !file.may_assign || !desk.may(Action::ManageConflicts, Some(&file.subject)) {
        return Ok(None);
    }
    let held = desk.store().conflicts_in(&file.permit, file.case).await?;
    let works = |held: &Conflict| {
        let subject = &file.subject;
        subject.caseworker == Some(held.user) || subject.co_assigned.contains(&held.user)
    };
    let who: Vec<&str> = held
        .iter()
        .filter(|held| works(held))
        .map(|held| file.user(held.user))
        .collect();
    Ok((!who.is_empty()).then(|| {
        let names = [("names", who.join(", ").into())];
        Html::from(Alert {
            t,
            kind: AlertKind::Warning,
            heading: t.with("conflicts-notice", &names),
            body: t.get("conflicts-notice-more").into(),
        })
    }))
}
