//! A notification, sent: into each child's case, all or nothing.
//!
//! Owns: finding or opening the cases, noting new children. Must not know: what the step writes.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use omhu_casework::access::{Action, Label, Subject, decide};
use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Entry};
use omhu_casework::event::Link;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, PersonNo};
use omhu_casework::steps::{FieldError, Step, Values, carried, entries, typed};
use omhu_casework::warnings::{Around, Warning, warnings};
use omhu_store::{
    Executed, Order, PersonData, Receipt, RequestKey, StoreError, Target, new_person,
};

use super::children::{self, Child};
use super::{ADDRESS, Back, draft_name, may, render, shared, step_of};
use crate::context::Context;
use crate::desk::{self, Desk};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::cases::line::Names;
use crate::pages::steps::{
    WHY, Words, around_writer, heeded, keep_files, key_of, show_warnings, take_files, telling,
    values_of,
};
use crate::pages::windows::Window;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind};
use crate::view::html::Html;

/// A child with the case that it goes to.
struct Placed {
    child: Child,
    target: Target,
    state: Arc<CaseState>,
    /// Noted already, by the CPR number.
    person: Option<PersonNo>,
}

pub(super) async fn submit(
    context: Context,
    desk: Desk,
    State(state): State<AppState>,
    sent: Submitted,
) -> Result<Response, AppError> {
    may(&desk)?;
    let book = desk.store().book();
    let step = step_of(book)?;
    let mut values = values_of(step, &sent);
    let window = Window::of(draft_name(&desk), &sent);
    let unfit = take_files(&desk, &window, step, &sent, &mut values).await?;
    let key = key_of(&sent, ADDRESS);
    if let Some(opened) = children::changed(&sent, &mut values) {
        let mut rows = children::read(&values, desk.now.today);
        children::find(&desk, &mut rows).await?;
        let back = Back {
            key: key.map(|key| key.key),
            window: window.cell(),
            opened,
            ..Back::default()
        };
        keep_files(&desk, &window, step, &sent, &mut values).await?;
        let page = render(&context, &desk, &state, &values, &rows, back)?;
        return Ok(Answer(page).into_response());
    }
    let mut rows = children::read(&values, desk.now.today);
    match sent_before(&desk, key.as_ref()).await {
        Ok(Some(receipts)) => {
            window.drop(&desk).await?;
            return to_receipt(&desk, &receipts, &values).await;
        }
        Ok(None) => children::find(&desk, &mut rows).await?,
        // The draft was given from another window, with another text.
        Err(StoreError::KeyReused) => {
            children::find(&desk, &mut rows).await?;
            let t = context.t;
            let back = Back {
                window: window.cell(),
                notice: Html::from(Alert {
                    t,
                    kind: AlertKind::Warning,
                    heading: t.get("form-given"),
                    body: Html::text(&t.get("form-given-more")),
                }),
                ..Back::default()
            };
            keep_files(&desk, &window, step, &sent, &mut values).await?;
            let page = render(&context, &desk, &state, &values, &rows, back)?;
            return Ok((StatusCode::CONFLICT, Answer(page)).into_response());
        }
        Err(error) => return Err(error.into()),
    }
    let faults = children::faults(context.t, &values, &rows);
    let shared = shared(step, &values);
    let nothing = CaseState::new(CaseNo(0), "");
    let tried = carried(step, &shared, &nothing, book, desk.now.second);
    let read = entries(step, &nothing, book, &tried, desk.now.second);
    let mut errors: Vec<FieldError> = read.err().unwrap_or_default();
    errors.extend(unfit);
    if !faults.is_empty() || !errors.is_empty() {
        let key = key.map(|key| key.key);
        let back = Back {
            errors,
            faults,
            key,
            window: window.cell(),
            ..Back::default()
        };
        keep_files(&desk, &window, step, &sent, &mut values).await?;
        let page = render(&context, &desk, &state, &values, &rows, back)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response());
    }
    let mut placed = Vec::new();
    for child in rows {
        let child = place(&desk, child).await?;
        // A child that was named twice has one case all the same.
        let is_new = matches!(child.target, Target::New { .. });
        if is_new
            || placed
                .iter()
                .all(|other: &Placed| other.target != child.target)
        {
            placed.push(child);
        }
    }
    let family = if values.has("siblings", "yes") {
        family(&desk, &placed).await?
    } else {
        String::new()
    };
    let (mut commands, mut people) = (Vec::new(), Vec::new());
    for each in &placed {
        commands.push(command(&desk, step, &shared, each, &family, &mut people)?);
    }
    let found = worth_a_look(context.t, &desk, &mut placed, &commands).await?;
    let words = Words { t: context.t, book };
    let heeded = heeded(words, &found, &sent);
    if !found.is_empty() && !heeded.on {
        let names = Names::of(desk.store()).await?;
        let (html, faults) = show_warnings(words, &names, "", None, &found, &heeded, &sent);
        let back = Back {
            faults,
            warnings: html,
            key: key.map(|key| key.key),
            window: window.cell(),
            ..Back::default()
        };
        let rows: Vec<Child> = placed.into_iter().map(|each| each.child).collect();
        keep_files(&desk, &window, step, &sent, &mut values).await?;
        let page = render(&context, &desk, &state, &values, &rows, back)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response());
    }
    for command in &mut commands {
        command.despite = found.iter().map(|each| each.key.to_owned()).collect();
        sent.get(WHY).clone_into(&mut command.reason);
    }
    let orders = placed.iter().zip(&commands).map(|(each, command)| Order {
        target: each.target.clone(),
        command,
    });
    let orders: Vec<Order<'_>> = orders.collect();
    let authorize = desk.authorize(Action::ReceiveNotification);
    let (store, user) = (desk.store(), desk.user());
    let done = store
        .execute_with_people(user, desk.now, authorize, &orders, &people, key.as_ref())
        .await?;
    match done {
        Executed::Done(receipts) | Executed::Repeated(receipts) => {
            window.drop(&desk).await?;
            to_receipt(&desk, &receipts, &values).await
        }
        Executed::Refused { refusal, .. } => Err(AppError::Internal(refusal.to_string())),
        Executed::Denied(note) => Err(desk::denied(note.verdict, CaseNo(0))),
    }
}

/// What the same sending came to before, so that it notes no child twice. Nothing is written: an empty command is
/// refused after the question.
async fn sent_before(
    desk: &Desk,
    key: Option<&RequestKey>,
) -> Result<Option<Vec<Receipt>>, StoreError> {
    let nothing = Command::default();
    let order = Order {
        target: Target::New { reference: None },
        command: &nothing,
    };
    let authorize = desk.authorize(Action::ReceiveNotification);
    let store = desk.store();
    let asked = store
        .execute_many(desk.user(), desk.now, authorize, &[order], key)
        .await?;
    Ok(match asked {
        Executed::Repeated(receipts) => Some(receipts),
        _ => None,
    })
}

/// The case of a child. One that is known by its CPR number has its case already, whoever may see it.
async fn place(desk: &Desk, child: Child) -> Result<Placed, AppError> {
    let store = desk.store();
    let action = Action::ReceiveNotification;
    let mut person = None;
    let mut case = child.case;
    if case.is_none() && !child.cpr.is_empty() {
        let note = desk.note(action, decide(desk.viewer(), action, None, desk.now));
        if let Some((number, parts)) = store.person_by_cpr(note, &child.cpr).await? {
            person = Some(number);
            let mut own = parts.into_iter().filter(|(_, part)| part == "child");
            case = own.next().map(|(case, _)| case);
        }
    }
    let (target, state) = match case {
        Some(case) => {
            let (permit, _) = desk.look(action, case).await?;
            (Target::Case(case), store.case_state(&permit, case).await?)
        }
        None => (
            Target::New { reference: None },
            Arc::new(CaseState::new(CaseNo(0), "")),
        ),
    };
    Ok(Placed {
        child,
        target,
        state,
        person,
    })
}

/// The family of brothers and sisters: that of a case that is there, else a new one.
async fn family(desk: &Desk, placed: &[Placed]) -> Result<String, AppError> {
    let mut known = placed.iter().map(|each| each.state.family());
    if let Some(family) = known.find(|family| !family.is_empty()) {
        return Ok(family.to_owned());
    }
    if placed.len() < 2 {
        return Ok(String::new());
    }
    Ok(desk.store().new_family(desk.now.second).await?.1)
}

fn command(
    desk: &Desk,
    step: &Step,
    shared: &Values,
    placed: &Placed,
    family: &str,
    people: &mut Vec<PersonData>,
) -> Result<Command, AppError> {
    let (book, second) = (desk.store().book(), desk.now.second);
    let mut values = carried(step, shared, &placed.state, book, second);
    if let Some(day) = placed.child.expected_on {
        values.set("unborn", "yes");
        values.set("expected_on", day.to_string());
    }
    let read = entries(step, &placed.state, book, &values, second);
    let mut entries = read.map_err(|_| AppError::Unreadable)?;
    for entry in &mut entries {
        if let Entry::Fact { cells, .. } = entry
            && cells.kind == "case_opened"
            && cells.family.is_empty()
        {
            family.clone_into(&mut cells.family);
        }
    }
    if matches!(placed.target, Target::New { .. }) {
        entries.extend(about_the_child(desk, placed, people));
    }
    Ok(Command {
        entries,
        ..Command::default()
    })
}

/// A new child: who it is, and when it was born. Who is not known yet is noted when the case is written, and not before.
fn about_the_child(desk: &Desk, placed: &Placed, people: &mut Vec<PersonData>) -> Vec<Entry> {
    let child = &placed.child;
    let mut entries = Vec::new();
    if let Some(born) = child.born_on {
        let cells = FactCells {
            kind: "child_born".to_owned(),
            when: born.to_string(),
            ..FactCells::default()
        };
        entries.push(Entry::Fact {
            cells,
            text: String::new(),
        });
    }
    let is_named = [&child.given_names, &child.surname, &child.cpr]
        .iter()
        .any(|it| !it.is_empty());
    let person = match placed.person {
        Some(person) => Some(person),
        None if is_named => {
            people.push(PersonData {
                given_names: child.given_names.clone(),
                surname: child.surname.clone(),
                born_on: child.born_on,
                cpr: child.cpr.clone(),
                ..PersonData::default()
            });
            Some(new_person(people.len() - 1))
        }
        None => None,
    };
    entries.extend(person.map(|person| {
        let when = desk.now.today.to_string();
        Entry::Link(Link {
            person,
            part: "child".to_owned(),
            when,
        })
    }));
    entries
}

/// What is worth another look. Of a case that the viewer may not see nothing is said: a warning would tell that the child
/// is known.
async fn worth_a_look(
    t: Texts,
    desk: &Desk,
    placed: &mut [Placed],
    commands: &[Command],
) -> Result<Vec<Warning>, AppError> {
    let book = desk.store().book();
    let writer = around_writer(desk).await?;
    let mut found: Vec<Warning> = Vec::new();
    for (each, command) in placed.iter_mut().zip(commands) {
        let mut tells = BTreeSet::new();
        let known = match each.target {
            Target::Case(case) => match desk.store().subject(case).await? {
                Some(subject) if may_name(desk, &subject) => {
                    let (permit, _) = desk.look(Action::See(Label::CaseText), case).await?;
                    tells = telling(desk, &permit, case, command).await?;
                    true
                }
                _ => continue,
            },
            Target::New { .. } => false,
        };
        let mut known_by = BTreeSet::new();
        if !known && !each.child.is_new {
            // They stand in the form that comes back, so that one of them can be chosen.
            each.child.hits = children::similar(desk, &each.child).await?;
            known_by = known_elsewhere(t, desk, &each.child).await?;
        }
        let around = Around {
            similar_children: each.child.hits.len(),
            known_by,
            telling: tells,
            ..writer.clone()
        };
        for mut warning in warnings(book, &each.state, command, desk.now, &around) {
            // It is mended in this form: there is no other that knows the child yet.
            warning.mend = None;
            if found.iter().all(|other| other.key != warning.key) {
                found.push(warning);
            }
        }
    }
    Ok(found)
}

/// The teams that have a child of this name and birthday in a case that the viewer may not see, where the policy lets them
/// know that much: which team to ask, nothing else. Who was told stands in the log of each case.
async fn known_elsewhere(
    t: Texts,
    desk: &Desk,
    child: &Child,
) -> Result<BTreeSet<String>, AppError> {
    let (store, mut teams) = (desk.store(), BTreeSet::new());
    let Some(born_on) = child.born_on else {
        return Ok(teams);
    };
    if child.given_names.is_empty() || child.surname.is_empty() {
        return Ok(teams);
    }
    let receives = Action::ReceiveNotification;
    let note = desk.note(receives, decide(desk.viewer(), receives, None, desk.now));
    let names = (child.given_names.as_str(), child.surname.as_str());
    let without = child.cpr.is_empty();
    let names_of = Names::of(store).await?;
    for case in store.children_named(note, names, born_on, without).await? {
        let Some(subject) = store.subject(case).await? else {
            continue;
        };
        let verdict = decide(desk.viewer(), Action::CheckKnown, Some(&subject), desk.now);
        if may_name(desk, &subject) || !verdict.is_allowed() {
            continue;
        }
        store
            .log(desk.note(Action::CheckKnown, verdict), &[case])
            .await?;
        teams.insert(names_of.team(t, subject.team.as_deref().unwrap_or("")));
    }
    Ok(teams)
}

/// The receipt of all cases. Those that the viewer may not see are counted and not named: whether the number is an old
/// one would tell whether the child was known.
async fn to_receipt(
    desk: &Desk,
    receipts: &[Receipt],
    values: &Values,
) -> Result<Response, AppError> {
    let mut list = Vec::new();
    for to in receipts {
        let subject = desk.store().subject(to.case).await?;
        list.push(
            match subject.is_some_and(|subject| may_name(desk, &subject)) {
                true => format!("{}-{}-{}", to.case, to.first_seq, to.seq),
                false => "x".to_owned(),
            },
        );
    }
    let clock = values.get("received.time");
    let received = typed::instant(values.get("received"), clock, desk.now.second);
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("received", &received.unwrap_or_default())
        .finish();
    let cases = list.join(",");
    Ok(redirect::see_other(&format!(
        "/notifications/done?cases={cases}&{query}"
    )))
}

/// Whether a case may be named on the receipt.
pub(super) fn may_name(desk: &Desk, subject: &Subject) -> bool {
    let may = |label| desk.may(Action::See(label), Some(subject));
    may(Label::Core) && may(Label::CaseText)
}
