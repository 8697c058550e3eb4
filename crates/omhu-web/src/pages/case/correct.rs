//! Correcting a fact, or taking it back: the old one stays in the course, with the reason.
//!
//! Owns: `/cases/{case}/facts/{seq}`; what that page has in common with the one that corrects a document.
//! Must not know: how a correction is written down (casework does).

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Label};
use omhu_casework::case::Registered;
use omhu_casework::command::{Command, Entry, Refusal};
use omhu_casework::fact::Why;
use omhu_casework::steps::rules::{self, Occasion};
use omhu_casework::steps::{Correction, FieldError, Values, typed};
use omhu_casework::warnings::warnings;
use omhu_store::{Executed, RequestKey};

use super::frame::{fault_list, fault_of};
use super::{CaseFile, course, frame, new_key, number, request_key, was_given, words};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::steps::written::REPORTER;
use crate::pages::steps::{
    Asking, Known, WHY, Words, around_case, heeded, right_to_register, show_warnings, steps_of,
    values_of,
};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind, Asked, CaseHeader, Help, TextArea};
use crate::view::html::Html;
use crate::view::layout::Page;

/// Which writing of the parts of a text stood in the form when it was opened.
const SEEN: &str = "seen";

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/cases/{case}/facts/{seq}", get(show).post(submit))
}

#[derive(Template)]
#[template(path = "pages/case/correct.html")]
struct CorrectPage {
    page: Page,
    head: CaseHeader,
    title: String,
    rule: String,
    path: String,
    action: String,
    key: String,
    seen: String,
    notice: Html,
    faults: Option<Html>,
    /// What is worth another look, in the form that was sent.
    warnings: Html,
    retracts: bool,
    fields: Vec<Html>,
    retract: TextArea,
    stands: bool,
}

/// What is corrected, as its page shows it.
pub(super) struct Wrong<'a> {
    /// What it is, in words.
    pub(super) title: String,
    /// What the law said on its day.
    pub(super) rule: String,
    /// Where it is sent, under the address of the case.
    pub(super) place: String,
    /// What the reason of a correction is to say.
    pub(super) hint: String,
    /// How often it had been corrected already; empty: it is another fact after a correction.
    pub(super) seen: String,
    /// Whether there is something to correct.
    pub(super) stands: bool,
    /// That somebody else was first, with what stands now.
    pub(super) notice: Html,
    pub(super) faults: Vec<(String, String)>,
    pub(super) sent: &'a Submitted,
    /// What is worth another look before it is written.
    pub(super) warnings: Html,
    /// The fields before the reason.
    pub(super) fields: Vec<Html>,
}

impl Wrong<'_> {
    /// The page with its two forms: one corrects, the other takes back.
    pub(super) fn page(
        self,
        context: &Context,
        desk: &Desk,
        file: &CaseFile,
    ) -> Result<String, AppError> {
        let (t, sent) = (context.t, self.sent);
        let mut fields = self.fields;
        let reason = t.get("case-correct-reason");
        let reason = asked(t, &self.rule, &self.faults, "reason", reason).hint(self.hint);
        fields.push(TextArea::new(reason, 3).value(sent.get("reason")).into());
        let retract = t.get("case-retract-reason");
        let retract = asked(t, &self.rule, &self.faults, "retract_reason", retract);
        let retract = TextArea::new(retract, 3).value(sent.get("retract_reason"));
        let mut page = frame::page(context, file, &t.get("case-correct-title"));
        if !self.faults.is_empty() {
            page = page.with_faults();
        }
        let key = match sent.get("key") {
            "" => new_key(desk),
            // One form is two requests, and the page names that of the second by the first's.
            key => key.trim_end_matches('r').to_owned(),
        };
        let notices = frame::notices(context, desk, file).into_iter();
        let page = CorrectPage {
            page,
            head: frame::head(t, file),
            title: t.with("case-correct-what", &[("title", self.title.into())]),
            rule: self.rule,
            path: file.path(""),
            action: file.path(&self.place),
            key,
            seen: self.seen,
            notice: Html::all(notices.chain([self.notice])),
            faults: fault_list(t, self.faults),
            warnings: self.warnings,
            retracts: sent.get("do") == "retract",
            fields,
            retract,
            stands: self.stands,
        };
        Ok(page.render()?)
    }
}

/// A field of such a page, with the rule and its fault.
fn asked(
    t: Texts,
    rule: &str,
    faults: &[(String, String)],
    name: &'static str,
    label: String,
) -> Asked {
    let help = Help {
        rule: rule.to_owned(),
        ..Help::default()
    };
    let asked = Asked::new(t, name, label).error(fault_of(faults, name));
    asked.help(help)
}

/// Writes one correction or withdrawal down. Its reason is also why the case was opened.
pub(super) async fn write(
    desk: &Desk,
    file: &CaseFile,
    right: Action,
    command: &Command,
    reason: &str,
    key: Option<&RequestKey>,
) -> Result<Executed, AppError> {
    let mut ask = desk.authorize(right);
    let ask = move |subject: &_, state: &_| ask(subject, state).with_purpose(reason.to_owned());
    let (store, user) = (desk.store(), desk.user());
    let executed = store.execute(user, file.case, desk.now, ask, command, key);
    Ok(executed.await?)
}

/// Somebody else was first.
pub(super) struct First<'a> {
    pub(super) who: &'a str,
    pub(super) why: Option<&'a str>,
    /// What stands now; none: it was taken back.
    pub(super) now: Option<String>,
}

impl First<'_> {
    /// Says so, with what stands now; where nothing does, with what was typed in these fields and the reasons.
    pub(super) fn notice<'f>(
        self,
        t: Texts,
        sent: &Submitted,
        fields: impl Iterator<Item = &'f str>,
    ) -> Html {
        let parts = [
            ("who", self.who.into()),
            ("reason", self.why.unwrap_or_default().into()),
        ];
        let (done, rest) = match self.now {
            Some(now) => {
                let now = t.with("case-stale-now", &[("now", now.into())]);
                ("case-stale-corrected", now)
            }
            None => {
                let fields = fields.chain(["reason", "retract_reason"]);
                let typed = fields.map(|name| sent.get(name));
                let typed: Vec<&str> = typed.filter(|text| !text.is_empty()).collect();
                let typed = [("typed", typed.join(" · ").into())];
                ("case-stale-retracted", t.with("case-stale-typed", &typed))
            }
        };
        let said = [t.with(done, &parts), rest];
        Html::from(Alert {
            t,
            kind: AlertKind::Warning,
            heading: t.get("case-stale"),
            body: Html::all(said.iter().map(|text| frame::paragraph(text))),
        })
    }
}

/// The rights that correcting a fact of a kind asks for, the one under which it is written first. Whoever corrects a decision
/// decides; and who has a case is put right by those who give cases away, as nobody else may change it.
pub(super) fn rights(kind: &str) -> &'static [Action] {
    match right_to_register(std::iter::once(kind)) {
        Action::Assign => &[Action::Assign],
        Action::Decide => &[Action::Correct, Action::Decide],
        _ => &[Action::Correct],
    }
}

/// The form of a fact, open.
struct Form<'f> {
    held: &'f Registered,
    correction: Correction<'f>,
    known: Known,
}

impl<'f> Form<'f> {
    async fn open(
        desk: &Desk,
        file: &'f CaseFile,
        held: &'f Registered,
    ) -> Result<Form<'f>, AppError> {
        for right in rights(&held.fact.cells.kind) {
            frame::must(desk, file, *right)?;
        }
        let book = file.book(desk);
        let reporter = desk.may(Action::See(Label::Reporter), Some(&file.subject));
        let without = (!reporter).then_some(REPORTER);
        let correction = Correction::of(steps_of(book), book, &file.state, held, without);
        let correction = correction.ok_or(AppError::NotFound)?;
        let texts = file.texts(desk, correction.texts()).await?;
        Ok(Form {
            held,
            correction: correction.filled(&texts),
            known: Known::of_state(desk, &file.state).await?,
        })
    }

    /// Which writing of its parts the form shows; empty: it has none.
    fn seen(&self) -> String {
        match self.correction.newest() {
            0 => String::new(),
            seq => seq.to_string(),
        }
    }
}

async fn show(
    context: Context,
    desk: Desk,
    Path((case, seq)): Path<(String, String)>,
) -> Result<Answer<String>, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    let held = wrong_one(&file, &seq)?;
    let form = Form::open(&desk, &file, held).await?;
    let (sent, values) = (Submitted::default(), form.correction.old().clone());
    let page = page(
        &context,
        &desk,
        &file,
        &form,
        (&sent, &values),
        Back::default(),
    )?;
    Ok(Answer(page))
}

/// The fact of this place in the log, if it can still be corrected.
fn wrong_one<'f>(file: &'f CaseFile, seq: &str) -> Result<&'f Registered, AppError> {
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let mut facts = file.state.facts.iter();
    let held = facts.find(|held| held.seq == seq);
    let stands = |held: &&Registered| {
        held.fact.cells.kind != "fact_retracted"
            && !held.fact.cells.id.is_empty()
            && course::withdrawal(file, held).is_none()
    };
    held.filter(stands).ok_or(AppError::NotFound)
}

async fn submit(
    context: Context,
    desk: Desk,
    Path((case, seq)): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    let key = request_key(&sent, "/cases/facts");
    let retracts = sent.get("do") == "retract";
    let done = if retracts { "retracted" } else { "corrected" };
    let gone = || redirect::see_other(&file.path(&format!("?done={done}")));
    let Ok(held) = wrong_one(&file, &seq) else {
        // A form that is sent again finds its fact withdrawn: that was its own doing.
        if was_given(&desk, key.as_ref()).await? {
            return Ok(gone());
        }
        return stale(&context, &desk, &file, &seq, &sent).await;
    };
    let form = Form::open(&desk, &file, held).await?;
    let values = match retracts {
        // The other form on the page was not sent.
        true => form.correction.old().clone(),
        false => values_of(&form.correction.step, &sent),
    };
    if !sent.get(SEEN).is_empty() && sent.get(SEEN) != form.seen() {
        if was_given(&desk, key.as_ref()).await? {
            return Ok(gone());
        }
        let back = Back {
            notice: part_changed(t, &file, &form),
            ..Back::default()
        };
        let page = page(&context, &desk, &file, &form, (&sent, &values), back)?;
        return Ok((StatusCode::CONFLICT, Answer(page)).into_response());
    }
    let field = if retracts { "retract_reason" } else { "reason" };
    let reason = sent.get(field);
    let mut back = Back::default();
    let entries = if retracts {
        vec![Entry::Retract {
            id: held.fact.cells.id.clone(),
            reason: reason.to_owned(),
        }]
    } else {
        let (book, second) = (file.book(&desk), desk.now.second);
        let read = (form.correction).entries(&file.state, book, &values, reason, second);
        read.unwrap_or_else(|errors| {
            back.errors = errors;
            Vec::new()
        })
    };
    if entries.is_empty() && back.errors.is_empty() {
        let first = form.correction.step.fields.first();
        let first = first.map_or("reason", |field| field.name);
        let nothing = t.get("case-correct-nothing");
        back.faults.push((first.to_owned(), nothing));
    }
    if reason.is_empty() {
        let missing = t.get("case-reason-missing");
        back.faults.push((field.to_owned(), missing));
    }
    if back.errors.is_empty() && back.faults.is_empty() {
        let mut command = Command {
            entries,
            ..Command::default()
        };
        if looked_at(&context, &desk, &file, &sent, &mut command, &mut back).await? {
            let right = rights(&held.fact.cells.kind)[0];
            match write(&desk, &file, right, &command, reason, key.as_ref()).await? {
                Executed::Done(_) | Executed::Repeated(_) => return Ok(gone()),
                Executed::Denied(note) => return Err(denied(note.verdict, file.case)),
                Executed::Refused { refusal, .. } => {
                    back.faults.push(refused(t, &form, &refusal));
                }
            }
        }
    }
    let page = page(&context, &desk, &file, &form, (&sent, &values), back)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
}

/// Whether a command may be written: nothing is worth another look, or it was looked at. A correction passes the warnings of the
/// form in which the fact is registered.
async fn looked_at(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    sent: &Submitted,
    command: &mut Command,
    back: &mut Back,
) -> Result<bool, AppError> {
    let book = file.book(desk);
    let words = Words { t: context.t, book };
    let names = file.line.iter();
    let names = names.flat_map(|line| [line.given_names.clone(), line.surname.clone()]);
    let names = names.filter(|name| !name.is_empty()).collect();
    let (permit, subject) = (&file.permit, &file.subject);
    let around = around_case(
        desk,
        permit,
        subject,
        file.case,
        &file.state,
        names,
        command,
    );
    let around = around.await?;
    let found = warnings(book, &file.state, command, desk.now, &around);
    let heeded = heeded(words, &found, sent);
    if !found.is_empty() && !heeded.on {
        let (html, faults) = show_warnings(words, file.case, None, &found, &heeded, sent);
        (back.warnings, back.faults) = (html, faults);
        return Ok(false);
    }
    command.despite = found.iter().map(|each| each.key.to_owned()).collect();
    if !found.is_empty() {
        sent.get(WHY).clone_into(&mut command.reason);
    }
    Ok(true)
}

/// What comes back with a form.
#[derive(Default)]
struct Back {
    errors: Vec<FieldError>,
    faults: Vec<(String, String)>,
    warnings: Html,
    notice: Html,
    /// Nothing stands any more that could be corrected.
    gone: bool,
}

/// That somebody else wrote in a part of the fact meanwhile, with what stands there now.
fn part_changed(t: Texts, file: &CaseFile, form: &Form<'_>) -> Html {
    let newest = form.correction.newest();
    let told = file.state.sections.iter().find(|told| told.seq == newest);
    let who = told.map_or("", |told| file.user(told.recorded_by));
    let part = told.map_or_else(String::new, |told| words::section(t, &told.what.section));
    let said = [("who", who.into()), ("part", part.into())];
    let mut body = vec![frame::paragraph(&t.with("case-stale-part", &said))];
    let old = form.correction.old();
    let parts = form.correction.parts.iter();
    let parts = parts.filter(|part| part.text.is_some_and(|(_, seq)| seq == newest));
    let texts = parts.map(|part| words::section_text(t, &part.section, old.get(part.field)));
    body.extend(texts.map(|text| frame::written(&text)));
    Html::from(Alert {
        t,
        kind: AlertKind::Warning,
        heading: t.get("case-stale"),
        body: Html::all(body),
    })
}

/// Somebody else corrected the fact or took it back meanwhile: what was typed stands on the page, with what stands now.
async fn stale(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    seq: &str,
    sent: &Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let mut facts = file.state.facts.iter();
    let mut held = facts
        .find(|held| held.seq == seq && held.fact.cells.kind != "fact_retracted")
        .ok_or(AppError::NotFound)?;
    let mut last = None;
    // A correction may have been corrected again.
    while let Some((_, by, _)) = course::withdrawal(file, held) {
        last = Some(by);
        let id = &held.fact.cells.id;
        let mut facts = file.state.facts.iter();
        match facts.find(|other| other.fact.corrects == *id) {
            Some(other) => held = other,
            None => break,
        }
    }
    let by = last.ok_or(AppError::NotFound)?;
    let gone = course::withdrawal(file, held).is_some();
    let numbers = by.fact.reason.into_iter().chain(held.fact.text);
    let texts = file.texts(desk, numbers).await?;
    let why = by.fact.reason.and_then(|reason| texts.get(&reason));
    let first = First {
        who: file.user(by.recorded_by),
        why: why.map(String::as_str),
        now: (!gone).then(|| course::in_a_line(t, file.book(desk), file, held, &texts)),
    };
    let form = Form::open(desk, file, held).await?;
    let values = values_of(&form.correction.step, sent);
    let fields = form.correction.step.fields.iter().map(|field| field.name);
    let back = Back {
        notice: first.notice(t, sent, fields),
        gone,
        ..Back::default()
    };
    let page = page(context, desk, file, &form, (sent, &values), back)?;
    Ok((StatusCode::CONFLICT, Answer(page)).into_response())
}

/// A field and what is wrong with it.
fn refused(t: Texts, form: &Form<'_>, refusal: &Refusal) -> (String, String) {
    match refusal {
        Refusal::NoFact { error, .. } => {
            let field = form.correction.field_of(error.cell);
            let text = match error.why {
                Why::Missing => t.get("case-cell-missing"),
                _ => t.get("case-cell-wrong"),
            };
            (field.unwrap_or("reason").to_owned(), text)
        }
        _ => ("reason".to_owned(), t.get("case-correct-refused")),
    }
}

/// The page with these answers, and what was sent beside them.
fn page(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    form: &Form<'_>,
    (sent, values): (&Submitted, &Values),
    back: Back,
) -> Result<String, AppError> {
    let (t, book, today) = (context.t, file.book(desk), desk.now.today);
    let (held, step) = (form.held, &form.correction.step);
    let kind = held.fact.cells.kind.as_str();
    let words_of = Words { t, book };
    // The rule of the day that is typed, which may be of another law than today's; else of the fact's own.
    let mut occasion = Occasion::of_fact(held, &file.state, today);
    let typed_day = form.correction.when().map(|name| values.get(name));
    let typed_day = typed_day.and_then(|text| typed::day(text, today).ok());
    occasion.on = typed_day.unwrap_or(occasion.on);
    let ruling = rules::of_kind(kind, book, &occasion);
    let rule = words_of.rule(&ruling, occasion.on);
    let asking = Asking {
        words: words_of,
        step,
        known: &form.known,
        values,
        errors: &back.errors,
        opened: "",
        // The rows of a list are as many as there are, and one.
        may: false,
        occasion,
    };
    let fields = step
        .fields
        .iter()
        .map(|field| asking.field(field))
        .collect();
    let errors = back.errors.iter();
    let mut faults: Vec<(String, String)> = errors
        .map(|error| words_of.fault(step, error, values))
        .collect();
    faults.extend(back.faults.iter().cloned());
    let wrong = Wrong {
        title: words::kind(t, book, kind),
        rule,
        place: format!("/facts/{}", held.seq),
        hint: t.get("case-correct-reason-hint"),
        seen: form.seen(),
        stands: !back.gone,
        notice: back.notice,
        warnings: back.warnings,
        faults,
        sent,
        fields,
    };
    wrong.page(context, desk, file)
}
