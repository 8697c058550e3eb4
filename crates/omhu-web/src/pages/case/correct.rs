//! Correcting a fact, or taking it back: the old one stays in the course, with the reason.
//!
//! Owns: `/cases/{case}/facts/{seq}`; what that page has in common with the one that corrects a document.
//! Must not know: how a correction is written down (casework does).

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, Label};
use omhu_casework::case::{CaseState, Registered};
use omhu_casework::command::{Command, Entry, Refusal};
use omhu_casework::fact::Why;
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::rules::{self, Occasion};
use omhu_casework::steps::{Correction, FieldError, Values, as_it_stood, typed};
use omhu_casework::warnings::warnings;
use omhu_store::{DraftName, Executed, RequestKey, StoreError};

use super::frame::{fault_list, fault_of};
use super::{CaseFile, course, frame, new_key, number, request_key, was_given, words};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::cases::line::Names;
use crate::pages::steps::written::REPORTER;
use crate::pages::steps::{
    Asking, Known, WHY, Words, around_case, heeded, right_to_register, show_warnings, steps_of,
    values_of,
};
use crate::pages::windows::{self, Window};
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind, Asked, CaseHeader, Help, TextArea};
use crate::view::html::Html;
use crate::view::layout::Page;

/// The newest event of the case when the form was opened.
const SEEN: &str = "seen";
/// The fact whose form the text was begun in: it may have been corrected since.
const BEGUN: &str = "begun";
/// The window whose draft goes with a withdrawal.
const BESIDE: &str = "draft_of";
/// The withdrawal stands beside the correction on one page: its text takes no other's place.
const OF_WITHDRAWAL: &str = "-r";
/// What names the draft of a correction, before the place of the fact.
pub(in crate::pages) const DRAFT: &str = "fact:";
/// The fields that nobody typed.
const OWN: [&str; 8] = [
    "key",
    "do",
    SEEN,
    BEGUN,
    BESIDE,
    "shown",
    "despite",
    windows::FIELD,
];
/// So often a form is read anew because somebody wrote in the case while it was: each time somebody else was done.
pub(super) const MOST_READINGS: usize = 8;

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
    drafted: Drafted,
    notice: Html,
    faults: Option<Html>,
    /// What is worth another look, in the form that was sent.
    warnings: Html,
    retracts: bool,
    fields: Vec<Html>,
    retract: TextArea,
    stands: bool,
}

/// The draft of such a form; where there is none, nothing.
#[derive(Default)]
pub(super) struct Drafted {
    /// The window, and the drafts that its text was begun with.
    window: String,
    /// The window of the withdrawal beside it.
    beside: String,
    /// The fact whose form the text was begun in.
    begun: String,
    line: Html,
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
    /// What had been written when the form was opened.
    pub(super) seen: String,
    /// Whether there is something to correct.
    pub(super) stands: bool,
    /// That somebody else was first, with what stands now.
    pub(super) notice: Html,
    pub(super) faults: Vec<(String, String)>,
    pub(super) sent: &'a Submitted,
    /// Its draft.
    pub(super) drafted: Drafted,
    /// It is sent under a new name: what was sent before is another text.
    pub(super) anew: bool,
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
            _ if self.anew => new_key(desk),
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
            drafted: self.drafted,
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
    match executed.await {
        // Somebody wrote in the same moment.
        Err(StoreError::Conflict) => Ok(Executed::Refused {
            order: 0,
            refusal: Refusal::Changed {
                seen: file.state.seq,
                now: file.state.seq,
            },
        }),
        executed => Ok(executed?),
    }
}

/// Somebody else was first.
pub(super) struct First<'a> {
    pub(super) who: &'a str,
    pub(super) why: Option<&'a str>,
    /// What stands now; none: it was taken back.
    pub(super) now: Option<String>,
}

impl First<'_> {
    /// Says so, with what stands now; where nothing does, with what was typed in these fields and the reasons. `filled`: the
    /// fields that were left as they were show what stands now.
    pub(super) fn notice<'f>(
        self,
        t: Texts,
        sent: &Submitted,
        fields: impl Iterator<Item = &'f str>,
        filled: bool,
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
        let mut said = vec![t.with(done, &parts), rest];
        said.extend(filled.then(|| t.get("case-stale-yours")));
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
pub(in crate::pages) fn rights(kind: &str) -> &'static [Action] {
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
        let correction = asked_of(desk, file, &file.state, held).await?;
        Ok(Form {
            held,
            correction: correction.ok_or(AppError::NotFound)?,
            known: Known::of_state(desk, &file.state).await?,
        })
    }

    /// The answers of somebody who opened the form of a fact when `seen` was the newest event, and sent these.
    async fn answers(
        &self,
        desk: &Desk,
        file: &CaseFile,
        opened: (i64, i64),
        sent: &Submitted,
    ) -> Result<Values, AppError> {
        let (seq, seen) = opened;
        let then = as_it_stood(&file.state, seen);
        let held = then.facts.iter().find(|held| held.seq == seq);
        let then = match held {
            Some(held) => asked_of(desk, file, &then, held).await?,
            None => None,
        };
        let typed = values_of(&self.correction.step, sent);
        let today = desk.now.today;
        Ok(self.correction.with_typed(then.as_ref(), &typed, today))
    }
}

/// The questions about a fact with their answers, in the case as it stands or as it stood.
async fn asked_of<'s>(
    desk: &Desk,
    file: &CaseFile,
    state: &'s CaseState,
    held: &'s Registered,
) -> Result<Option<Correction<'s>>, AppError> {
    let book = file.book(desk);
    let reporter = desk.may(Action::See(Label::Reporter), Some(&file.subject));
    let without = (!reporter).then_some(REPORTER);
    let Some(correction) = Correction::of(steps_of(book), book, state, held, without) else {
        return Ok(None);
    };
    let texts = file.texts(desk, correction.texts()).await?;
    Ok(Some(correction.filled(&texts)))
}

/// The newest event that somebody saw who sent a form; a form that does not say it saw nothing.
fn seen(sent: &Submitted) -> i64 {
    sent.get(SEEN).parse().unwrap_or(0)
}

/// How a correction is given.
pub(in crate::pages) fn key(sent: &Submitted) -> Option<RequestKey> {
    request_key(sent, "/cases/facts")
}

/// What names the draft of a form that was sent from the page of a fact.
pub(in crate::pages) fn draft_form(seq: i64, sent: &Submitted) -> String {
    let begun: i64 = sent.get(BEGUN).parse().unwrap_or(seq);
    format!("{DRAFT}{begun}")
}

fn draft_name(desk: &Desk, case: CaseNo, form: String) -> DraftName {
    DraftName {
        user: desk.user(),
        case: Some(case),
        form,
    }
}

/// The window whose text stands in the correction: it, or the withdrawal beside it, was sent.
fn window_of(desk: &Desk, case: CaseNo, seq: i64, sent: &Submitted) -> Window {
    let name = draft_name(desk, case, draft_form(seq, sent));
    match sent.get("do") {
        "retract" => Window::named(name, sent.get(BESIDE)),
        _ => Window::of(name, sent),
    }
}

async fn show(
    context: Context,
    desk: Desk,
    State(state): State<AppState>,
    Path((case, seq)): Path<(String, String)>,
    Query(wanted): Query<windows::Wanted>,
) -> Result<Response, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    let place: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let name = draft_name(&desk, file.case, format!("{DRAFT}{place}"));
    let opened = windows::open(&state, &desk, name, &wanted).await?;
    let draft = opened.draft.as_ref();
    let kept = draft.map(|draft| Submitted::parse(draft.fields.as_bytes()));
    let address = file.path(&format!("/facts/{place}"));
    let mut back = Back {
        window: Some(opened.window.clone()),
        begun: place.to_string(),
        saved: opened.saved(&context),
        name: opened.name(),
        notice: opened.notice(&context, &desk, &address, &OWN),
        ..Back::default()
    };
    let held = match (wrong_one(&file, &seq), &kept) {
        (Ok(held), _) => held,
        // A draft of what came too late is still somebody's text.
        (Err(_), Some(kept)) => return stale(&context, &desk, &file, &seq, kept, back).await,
        (Err(gone), None) => return Err(gone),
    };
    let form = Form::open(&desk, &file, held).await?;
    let mut values = form.correction.old().clone();
    let sent = kept.unwrap_or_default();
    if back.saved.is_some() {
        let seen = seen(&sent);
        if sent.get("do") != "retract" {
            values = form.answers(&desk, &file, (place, seen), &sent).await?;
        }
        if !form.correction.written_since(seen).is_empty() {
            let changed = parts_changed(context.t, &file, &form, seen);
            back.notice = Html::all([back.notice, changed]);
            back.anew = true;
        }
    }
    let page = page(&context, &desk, &file, &form, (&sent, &values), back)?;
    Ok(Answer(page).into_response())
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
    let case = number(&case)?;
    for _ in 0..MOST_READINGS {
        let answer = given(&context, &desk, case, &seq, &sent).await?;
        if let Some(answer) = answer {
            return Ok(answer);
        }
    }
    Err(AppError::Conflict(String::new()))
}

/// The answer to a form that was sent. None: somebody wrote in the case after it was read here, so it is read anew.
async fn given(
    context: &Context,
    desk: &Desk,
    case: CaseNo,
    seq: &str,
    sent: &Submitted,
) -> Result<Option<Response>, AppError> {
    let t = context.t;
    let file = CaseFile::open(desk, case, None).await?;
    let key = key(sent);
    let place: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let window = window_of(desk, case, place, sent);
    let begun = draft_form(place, sent).split_off(DRAFT.len());
    let of_form = || Back {
        window: Some(window.clone()),
        begun: begun.clone(),
        ..Back::default()
    };
    let retracts = sent.get("do") == "retract";
    let done = if retracts { "retracted" } else { "corrected" };
    let gone = || redirect::see_other(&file.path(&format!("?done={done}")));
    let Ok(held) = wrong_one(&file, seq) else {
        // A form that is sent again finds its fact withdrawn: that was its own doing.
        if was_given(desk, key.as_ref()).await? {
            return Ok(Some(gone()));
        }
        let answer = stale(context, desk, &file, seq, sent, of_form()).await?;
        return Ok(Some(answer));
    };
    let form = Form::open(desk, &file, held).await?;
    let values = match retracts {
        // The other form on the page was not sent.
        true => form.correction.old().clone(),
        false => values_of(&form.correction.step, sent),
    };
    let seen = seen(sent);
    if !form.correction.written_since(seen).is_empty() {
        if was_given(desk, key.as_ref()).await? {
            return Ok(Some(gone()));
        }
        let back = Back {
            notice: parts_changed(t, &file, &form, seen),
            anew: true,
            ..of_form()
        };
        let values = match retracts {
            true => values,
            false => form.answers(desk, &file, (held.seq, seen), sent).await?,
        };
        let page = page(context, desk, &file, &form, (sent, &values), back)?;
        return Ok(Some((StatusCode::CONFLICT, Answer(page)).into_response()));
    }
    let field = if retracts { "retract_reason" } else { "reason" };
    let reason = sent.get(field);
    let mut back = of_form();
    let entries = if retracts {
        vec![Entry::Retract {
            id: held.fact.cells.id.clone(),
            reason: reason.to_owned(),
        }]
    } else {
        let (book, second) = (file.book(desk), desk.now.second);
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
            seen_seq: Some(file.state.seq),
            ..Command::default()
        };
        if looked_at(context, desk, &file, sent, &mut command, &mut back).await? {
            let right = rights(&held.fact.cells.kind)[0];
            match write(desk, &file, right, &command, reason, key.as_ref()).await? {
                Executed::Done(_) | Executed::Repeated(_) => {
                    window.drop(desk).await?;
                    if retracts {
                        let name = draft_name(desk, case, draft_form(place, sent));
                        Window::of(name, sent).drop(desk).await?;
                    }
                    return Ok(Some(gone()));
                }
                Executed::Denied(note) => return Err(denied(note.verdict, file.case)),
                Executed::Refused {
                    refusal: Refusal::Changed { .. },
                    ..
                } => return Ok(None),
                Executed::Refused { refusal, .. } => {
                    back.faults.push(refused(t, &form, &refusal));
                }
            }
        }
    }
    let page = page(context, desk, &file, &form, (sent, &values), back)?;
    let answer = (StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response();
    Ok(Some(answer))
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
        let names = Names::of(desk.store()).await?;
        let (html, faults) = show_warnings(words, &names, file.case, None, &found, &heeded, sent);
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
    /// It is sent under a new name.
    anew: bool,
    /// The window in which it stands.
    window: Option<Window>,
    /// The fact whose form the text was begun in.
    begun: String,
    saved: Option<String>,
    /// The window's name in the address; empty: the form came back.
    name: String,
}

impl Back {
    /// The draft of the form.
    fn drafted(&self, context: &Context, file: &CaseFile) -> Drafted {
        let Some(window) = self.window.as_ref().filter(|_| !self.gone) else {
            return Drafted::default();
        };
        let query: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("case", &file.case.to_string())
            .append_pair("form", &format!("{DRAFT}{}", self.begun))
            .finish();
        let address = file.path(&format!("/facts/{}", self.begun));
        let (href, saved) = (format!("/drafts?{query}"), self.saved.as_ref());
        Drafted {
            window: window.cell(),
            beside: format!("{}{OF_WITHDRAWAL}", window.id()),
            begun: self.begun.clone(),
            line: windows::line(context, href, &address, &self.name, saved).into(),
        }
    }
}

/// That others wrote in parts of the fact meanwhile: each part with who wrote, and what stands there now.
fn parts_changed(t: Texts, file: &CaseFile, form: &Form<'_>, seen: i64) -> Html {
    let mut body = Vec::new();
    for (part, seq) in form.correction.written_since(seen) {
        let told = file.state.sections.iter().find(|told| told.seq == seq);
        let who = told.map_or("", |told| file.user(told.recorded_by));
        let name = words::section(t, &part.section);
        let said = [("who", who.into()), ("part", name.into())];
        // The newest writing as it was read for the form.
        let text = form.correction.words_of(part);
        if text.is_empty() {
            body.push(frame::paragraph(&t.with("case-stale-part-emptied", &said)));
            continue;
        }
        body.push(frame::paragraph(&t.with("case-stale-part", &said)));
        body.push(frame::written(&words::section_text(t, &part.section, text)));
    }
    body.push(frame::paragraph(&t.get("case-stale-yours")));
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
    opened: Back,
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
    // The other form on the page was not sent.
    let values = match sent.get("do") {
        "retract" => form.correction.old().clone(),
        _ => form.answers(desk, file, (seq, seen(sent)), sent).await?,
    };
    let fields = form.correction.step.fields.iter().map(|field| field.name);
    let notice = first.notice(t, sent, fields, !gone);
    let back = Back {
        notice: Html::all([opened.notice, notice]),
        gone,
        anew: true,
        ..opened
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
    let drafted = back.drafted(context, file);
    let wrong = Wrong {
        title: words::kind(t, book, kind),
        rule,
        place: format!("/facts/{}", held.seq),
        hint: t.get("case-correct-reason-hint"),
        seen: file.state.seq.to_string(),
        stands: !back.gone,
        notice: back.notice,
        drafted,
        anew: back.anew,
        warnings: back.warnings,
        faults,
        sent,
        fields,
    };
    wrong.page(context, desk, file)
}
