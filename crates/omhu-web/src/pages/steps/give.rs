//! A step's form, sent: from the answers to what is written.
//!
//! Owns: the order of faults, changes by others, warnings, writing. Must not know: any single step.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use omhu_casework::access::{Action, Label, decide};
use omhu_casework::command::{Command, Entry, Refusal};
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::entries::TWO_BASES;
use omhu_casework::steps::{FieldError, FieldKind, Step, Values, carried, entries, typed};
use omhu_casework::warnings::{Around, Warning, warnings};
use omhu_report::Lang;
use omhu_store::DraftName;
use omhu_store::{Executed, Order, Receipt, StoreError, Target};

use super::around;
use super::form::{With, alert, came, render, since};
use super::words::Words;
use super::{
    BEGUN, GO_ON, LOOK, Open, REQUEST_KEY, SEEN, WHY, action_of, assessed, draft_form, keep_files,
    key_of, rows, steps_of, take_files, values_of, warn, way_out,
};
use crate::context::Context;
use crate::desk::{self, Desk};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::cases::line::Names;
use crate::pages::drafts::fields as fields_of_draft;
use crate::pages::windows::Window;
use crate::state::AppState;
use crate::view::components::AlertKind;
use crate::view::html::Html;

/// What is written to brothers and sisters, and the warnings about it.
type Others = (Vec<(CaseNo, Command)>, Vec<Warning>);

/// One sending of a form.
struct Given<'a> {
    context: &'a Context,
    desk: &'a Desk,
    state: &'a AppState,
    open: Open,
    step: &'a Step,
    values: Values,
    /// A row was asked for or taken away: what gets the cursor.
    opened: Option<String>,
    /// Files that the case does not take.
    unfit: Vec<FieldError>,
    sent: &'a Submitted,
    window: Window,
}

pub(super) async fn submit(
    context: Context,
    desk: Desk,
    State(state): State<AppState>,
    Path((case, step)): Path<(i64, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let book = desk.store().book();
    let step = steps_of(book).find(&step).ok_or(AppError::NotFound)?;
    let open = Open::case(&desk, CaseNo(case)).await?;
    let mut values = values_of(step, &sent);
    if context.t.lang() == Lang::En {
        let amounts = step.fields.iter();
        for field in amounts.filter(|field| field.kind == FieldKind::Amount) {
            let typed = typed::amount_in_english(values.get(field.name));
            values.set(field.name, typed);
        }
    }
    let window = Window::of(draft_of(&desk, open.case, step), &sent);
    let unfit = take_files(&desk, &window, step, &sent, &mut values).await?;
    if let Some(way) = way_out(steps_of(book), open.case, &sent) {
        // What was typed comes back with the form: nothing is lost on the way, without the script too.
        keep_files(&desk, &window, step, &sent, &mut values).await?;
        window.save(&desk, &fields_of_draft(&sent), None).await?;
        return Ok(redirect::see_other(&way));
    }
    let opened = rows::changed(step, &sent, &mut values);
    let given = Given {
        context: &context,
        desk: &desk,
        state: &state,
        open,
        step,
        values,
        opened,
        unfit,
        sent: &sent,
        window,
    };
    given.submit().await
}

/// The draft of this form, which goes when the form is written.
pub(super) fn draft_of(desk: &Desk, case: CaseNo, step: &Step) -> DraftName {
    DraftName {
        user: desk.user(),
        case: Some(case),
        form: draft_form(&step.id),
    }
}

impl Given<'_> {
    fn words(&self) -> Words<'_> {
        Words {
            t: self.context.t,
            book: self.desk.store().book(),
        }
    }

    /// The page again, with everything that was typed.
    async fn again(&self, status: StatusCode, with: With) -> Result<Response, AppError> {
        // A form that is shown again could be sent; one that is sent again asked before.
        let (asked, open) = (action_of(self.step), &self.open);
        let verdict = decide(
            self.desk.viewer(),
            asked,
            Some(&open.subject),
            self.desk.now,
        );
        if !verdict.is_allowed() {
            return Err(desk::denied(verdict, open.case));
        }
        let (values, moved) = self.kept(open).await?;
        let with = With {
            window: self.window.cell(),
            notice: Html::all([with.notice, moved]),
            ..with
        };
        let page = render(
            self.context,
            self.desk,
            self.state,
            &self.open,
            self.step,
            &values,
            with,
        )?;
        Ok((status, Answer(page)).into_response())
    }

    /// The answers for a form that comes back: its files are kept here meanwhile, and it is about what came since.
    async fn kept(&self, open: &Open) -> Result<(Values, Html), AppError> {
        let mut values = self.values.clone();
        keep_files(self.desk, &self.window, self.step, self.sent, &mut values).await?;
        let seen = self.sent.get(SEEN).parse();
        let seen = seen.unwrap_or(open.known.state.seq);
        let moved = came(open, self.words(), self.step, &mut values, seen);
        Ok((values, moved))
    }

    async fn submit(&self) -> Result<Response, AppError> {
        if self.opened.is_some() || !self.sent.get(LOOK).is_empty() {
            // Nothing was told of what others wrote: it is told when the form is given.
            let seen = self.sent.get(SEEN).parse().ok();
            let with = With {
                // Of two paragraphs that differ the list holds for the typed one: that they differ is said too.
                errors: self.two_bases(),
                key: self.key(),
                opened: self.opened.clone().unwrap_or_default(),
                saw: seen.map(|seen| (seen, self.sent.get(BEGUN).to_owned())),
                ..With::default()
            };
            return self.again(StatusCode::OK, with).await;
        }
        let (state, second) = (&self.open.known.state, self.desk.now.second);
        let book = self.desk.store().book();
        let seen = self.sent.get(SEEN).parse().unwrap_or(state.seq);
        let mut read = entries(self.step, state, book, &self.values, second);
        if !self.unfit.is_empty() {
            // What is wrong with a file is said in place of that it is missing.
            let mut errors = read.err().unwrap_or_default();
            errors.retain(|error| self.unfit.iter().all(|unfit| unfit.field != error.field));
            errors.extend(self.unfit.iter().cloned());
            read = Err(errors);
        }
        if seen != state.seq {
            // Sent a second time, or somebody else has written: the store knows which.
            let command = self.command(read.unwrap_or_default(), Vec::new(), seen);
            return self.write(&command, &[]).await;
        }
        let read = match read {
            Ok(read) => read,
            Err(errors) => return self.faulty(errors).await,
        };
        // Another text stands in the part: it is read before it is replaced.
        let begun = self.sent.get(BEGUN);
        let unseen = assessed::unseen(self.words(), &self.open, self.step, &self.values, begun);
        if let Some(notice) = unseen {
            let with = With {
                notice,
                key: self.key(),
                ..With::default()
            };
            return self.again(StatusCode::CONFLICT, with).await;
        }
        let (others, others_found) = match self.others().await? {
            Ok(others) => others,
            Err(errors) => return self.faulty(errors).await,
        };
        let mut command = self.command(read, Vec::new(), seen);
        let around = self.around(&command).await?;
        let mut found = warnings(book, state, &command, self.desk.now, &around);
        // What is said of this child is not said again of its brother.
        for warning in others_found {
            if found.iter().all(|other| other.key != warning.key) {
                found.push(warning);
            }
        }
        let heeded = warn::heeded(self.words(), &found, self.sent);
        if !found.is_empty() && !heeded.on {
            let own = format!("/cases/{}/steps/{}", self.open.case, self.step.id);
            let own = Some(own).filter(|_| !self.context.part);
            let (words, case) = (self.words(), self.open.case);
            let names = Names::of(self.desk.store()).await?;
            let own = own.as_deref();
            let (html, faults) = warn::show(words, &names, case, own, &found, &heeded, self.sent);
            let with = With {
                warnings: html,
                faults,
                key: self.key(),
                ..With::default()
            };
            return self.again(StatusCode::UNPROCESSABLE_ENTITY, with).await;
        }
        let despite: Vec<String> = found.iter().map(|each| each.key.to_owned()).collect();
        let mut others = others;
        for (_, command) in &mut others {
            command.despite.clone_from(&despite);
        }
        command.despite = despite;
        self.write(&command, &others).await
    }

    /// That another paragraph is typed than is chosen.
    fn two_bases(&self) -> Vec<FieldError> {
        let (book, second) = (self.desk.store().book(), self.desk.now.second);
        let read = entries(
            self.step,
            &self.open.known.state,
            book,
            &self.values,
            second,
        );
        let mut errors = read.err().unwrap_or_default();
        errors.retain(|error| error.key == TWO_BASES);
        errors
    }

    fn key(&self) -> Option<String> {
        let key = self.sent.get(REQUEST_KEY);
        (!key.is_empty()).then(|| key.to_owned())
    }

    async fn faulty(&self, errors: Vec<FieldError>) -> Result<Response, AppError> {
        let with = With {
            errors,
            key: self.key(),
            ..With::default()
        };
        self.again(StatusCode::UNPROCESSABLE_ENTITY, with).await
    }

    fn command(&self, entries: Vec<Entry>, despite: Vec<String>, seen: i64) -> Command {
        Command {
            entries,
            despite,
            reason: self.sent.get(WHY).to_owned(),
            seen_seq: Some(seen),
        }
    }

    async fn around(&self, command: &Command) -> Result<Around, AppError> {
        let open = &self.open;
        let names = open.child_names.clone();
        let (permit, subject) = (&open.permit, &open.subject);
        around::of(
            self.desk,
            permit,
            subject,
            open.case,
            &open.known.state,
            names,
            command,
        )
        .await
    }

    /// The same answers for the other children that were ticked.
    async fn others(&self) -> Result<Result<Others, Vec<FieldError>>, AppError> {
        let (mut orders, mut found) = (Vec::new(), Vec::new());
        let children = |kind: &FieldKind| *kind == FieldKind::Children;
        let Some(field) = self.step.fields.iter().find(|field| children(&field.kind)) else {
            return Ok(Ok((orders, found)));
        };
        let (book, second) = (self.desk.store().book(), self.desk.now.second);
        for sibling in &self.open.known.siblings {
            let case = sibling.case;
            if !self.values.has(field.name, &case.to_string()) {
                continue;
            }
            let sees = Action::See(Label::CaseText);
            let (permit, subject) = self.desk.look(sees, case).await?;
            let state = self.desk.store().case_state(&permit, case).await?;
            let values = carried(self.step, &self.values, &state, book, second);
            match entries(self.step, &state, book, &values, second) {
                Ok(read) => {
                    let mut command = self.command(read, Vec::new(), state.seq);
                    // Nobody looked at that case in this form.
                    command.seen_seq = None;
                    let names = Vec::new();
                    let around =
                        around::of(self.desk, &permit, &subject, case, &state, names, &command)
                            .await?;
                    found.extend(warnings(book, &state, &command, self.desk.now, &around));
                    orders.push((case, command));
                }
                Err(_) => {
                    let field = field.name.to_owned();
                    return Ok(Err(vec![FieldError {
                        field,
                        key: "error-not-in-case",
                    }]));
                }
            }
        }
        Ok(Ok((orders, found)))
    }

    async fn write(
        &self,
        command: &Command,
        others: &[(CaseNo, Command)],
    ) -> Result<Response, AppError> {
        let route = format!("/cases/{}/steps/{}", self.open.case, self.step.id);
        let key = key_of(self.sent, &route);
        let mut orders = vec![Order {
            target: Target::Case(self.open.case),
            command,
        }];
        orders.extend(others.iter().map(|(case, command)| Order {
            target: Target::Case(*case),
            command,
        }));
        let (user, now) = (self.desk.user(), self.desk.now);
        let authorize = self.desk.authorize(action_of(self.step));
        let store = self.desk.store();
        match store
            .execute_many(user, now, authorize, &orders, key.as_ref())
            .await
        {
            Ok(Executed::Done(receipts)) => {
                self.let_the_former_read_on().await?;
                self.done(&receipts).await
            }
            Ok(Executed::Repeated(receipts)) => self.done(&receipts).await,
            Ok(Executed::Refused {
                refusal: Refusal::Changed { seen, .. },
                ..
            }) => self.changed(seen).await,
            Ok(Executed::Refused { .. }) if command.seen_seq != Some(self.open.known.state.seq) => {
                self.changed(command.seen_seq.unwrap_or_default()).await
            }
            Ok(Executed::Refused { .. }) => {
                let text = Html::text(&self.context.t.get("stepform-refused-more"));
                let notice = alert(self.context.t, AlertKind::Error, "stepform-refused", text);
                let with = With {
                    notice,
                    key: self.key(),
                    ..With::default()
                };
                self.again(StatusCode::UNPROCESSABLE_ENTITY, with).await
            }
            Ok(Executed::Denied(note)) => Err(desk::denied(note.verdict, self.open.case)),
            Err(StoreError::KeyReused) => {
                self.changed(command.seen_seq.unwrap_or(self.open.known.state.seq))
                    .await
            }
            Err(StoreError::Conflict) => self.changed(self.open.known.state.seq).await,
            Err(StoreError::Full) => self.full().await,
            Err(error) => Err(error.into()),
        }
    }

    /// The disk is full: what was typed comes back, and can be sent again as it is when there is room.
    async fn full(&self) -> Result<Response, AppError> {
        let text = Html::text(&self.context.t.get("stepform-full-more"));
        let with = With {
            notice: alert(self.context.t, AlertKind::Error, "stepform-full", text),
            key: self.key(),
            ..With::default()
        };
        self.again(StatusCode::SERVICE_UNAVAILABLE, with).await
    }

    /// Somebody else wrote since the form was opened: both stand on the page, and nothing is lost.
    async fn changed(&self, seen: i64) -> Result<Response, AppError> {
        let open = Open::case(self.desk, self.open.case).await?;
        let notice = since(self.desk, &open, self.words(), seen, "stepform-changed").await?;
        let (values, moved) = self.kept(&open).await?;
        let with = With {
            notice: Html::all([notice, moved]),
            window: self.window.cell(),
            ..With::default()
        };
        let page = render(
            self.context,
            self.desk,
            self.state,
            &open,
            self.step,
            &values,
            with,
        )?;
        Ok((StatusCode::CONFLICT, Answer(page)).into_response())
    }

    /// Whoever had a case that was handed over answers questions about it for a while.
    async fn let_the_former_read_on(&self) -> Result<(), AppError> {
        if self.step.id != "handover" {
            return Ok(());
        }
        let today = self.desk.now.today;
        let (_, former) = self.open.known.state.assigned(today, today);
        let store = self.desk.store();
        let mut colleagues = store.colleagues().await?.into_iter();
        let had = colleagues.find(|each| each.caseworker.as_deref() == Some(former));
        if let Some(had) = had.filter(|had| had.user != self.desk.user()) {
            let (case, by, now) = (self.open.case, self.desk.user(), self.desk.now);
            // Where the account is closed nobody needs to read on.
            let _ = store.grant_handover(case, had.user, by, now).await?;
        }
        Ok(())
    }

    /// The receipt, or the next step with a way to it.
    fn after(&self, receipt: &Receipt) -> String {
        let events = format!("{}-{}", receipt.first_seq, receipt.seq);
        match self.step.goes_on {
            Some(next) if self.sent.get(GO_ON) == "yes" => {
                format!("/cases/{}/steps/{next}?after={events}", receipt.case)
            }
            // Whoever gives a case away goes on to the sheet that the next one reads.
            _ if self.step.id == "handover" => {
                format!("/cases/{}/handover?after={events}", receipt.case)
            }
            _ => format!("/cases/{}/done/{events}", receipt.case),
        }
    }

    async fn done(&self, receipts: &[Receipt]) -> Result<Response, AppError> {
        self.window.drop(self.desk).await?;
        // Whoever gave the case to another team may not read it any more: the way goes home, with a word that it is done.
        let subject = self.desk.store().subject(self.open.case).await?;
        let sees = Action::See(Label::CaseText);
        if !subject.is_some_and(|subject| self.desk.may(sees, Some(&subject))) {
            return Ok(redirect::see_other("/?done=written"));
        }
        let mine = receipts
            .iter()
            .find(|receipt| receipt.case == self.open.case);
        let place = mine.map_or_else(
            || format!("/cases/{}", self.open.case),
            |receipt| self.after(receipt),
        );
        Ok(redirect::see_other(&place))
    }
}
