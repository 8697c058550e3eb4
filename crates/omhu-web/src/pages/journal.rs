//! The journal: writing a note, and reading all of them.
//!
//! Owns: `/cases/{case}/notes/new` and `/cases/{case}/journal`. Must not know: the rest of the case.

mod list;

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::{get, post};
use omhu_casework::access::Action;
use omhu_casework::case::Told;
use omhu_casework::command::{Command, Entry};
use omhu_casework::event::Note;
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::typed;
use omhu_casework::warnings::warnings;
use omhu_law::calendar::When;
use omhu_report::Lang;
use omhu_store::{DraftName, Executed};

use super::case::frame::{self, FormPage, fault_list, fault_of};
use super::case::{CaseFile, new_key, number, request_key, template_word};
use super::steps::{WHY, Words, around_case, heeded, show_warnings};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Action as Link, Asked, Choice, Choices, DraftLine, TextArea, TextField, draft_sentence,
};
use crate::view::html::Html;

/// What a note can begin as.
pub(super) const TEMPLATES: [&str; 5] = ["", "meeting", "call", "visit", "talk"];
/// The name of the form among the drafts.
const FORM: &str = "note";
/// A longer note is a document.
const MOST_CHARACTERS: usize = 100_000;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/cases/{case}/notes/new", get(show).post(submit))
        .route("/cases/{case}/notes/draft", post(keep))
        .merge(list::routes())
}

#[derive(serde::Deserialize, Default)]
struct Wanted {
    /// The template that was asked for.
    #[serde(default)]
    template: String,
    /// The note that is to be written anew: its place in the log.
    #[serde(default)]
    replaces: String,
}

/// The questions of a template, one under the other.
fn questions(t: Texts, template: &str) -> String {
    match template {
        "meeting" => t.get("journal-questions-meeting"),
        "call" => t.get("journal-questions-call"),
        "visit" => t.get("journal-questions-visit"),
        "talk" => t.get("journal-questions-talk"),
        _ => String::new(),
    }
}

/// A note that takes the place of another has a draft of its own.
fn draft_name(desk: &Desk, case: CaseNo, replaces: i64) -> DraftName {
    let form = match replaces {
        0 => FORM.to_owned(),
        seq => format!("{FORM}:{seq}"),
    };
    DraftName {
        user: desk.user(),
        case: Some(case),
        form,
    }
}

/// The note that is to be written anew: one's own, that stands.
fn former<'f>(
    desk: &Desk,
    file: &'f CaseFile,
    seq: &str,
) -> Result<Option<&'f Told<Note>>, AppError> {
    if seq.is_empty() {
        return Ok(None);
    }
    let seq: i64 = seq.parse().map_err(|_| AppError::NotFound)?;
    let mut notes = file.state.notes.iter();
    let found = notes.find(|note| note.seq == seq && may_replace(desk, file, note));
    found.map(Some).ok_or(AppError::NotFound)
}

/// Whether somebody may write this note anew: who wrote it, as long as nothing stands in its place.
pub(super) fn may_replace(desk: &Desk, file: &CaseFile, note: &Told<Note>) -> bool {
    let mut notes = file.state.notes.iter();
    !file.known
        && file.may_note
        && note.recorded_by == desk.user()
        && notes.all(|other| other.what.replaces != note.seq)
}

/// The form without the fields that belong to one sending of it.
fn draft_of(sent: &Submitted) -> String {
    let fields = ["when", "clock", "template", "text", "replaces"];
    let fields = fields.map(|name| (name, sent.get(name)));
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Answer<String>, AppError> {
    let (t, case) = (context.t, number(&case)?);
    let file = CaseFile::open(&desk, case, None).await?;
    frame::must(&desk, &file, Action::WriteNote)?;
    let former = former(&desk, &file, &wanted.replaces)?;
    let seq = former.map_or(0, |note| note.seq);
    let draft = desk.store().draft(&draft_name(&desk, case, seq)).await?;
    let kept = draft.as_ref().map(|draft| draft.saved_at);
    let sent = match (draft, former) {
        (Some(draft), _) => Submitted::parse(draft.fields.as_bytes()),
        (None, Some(note)) => {
            let texts = file.texts(&desk, [note.what.text]).await?;
            let when = When::parse(note.what.when.as_bytes()).unwrap_or(When::on(desk.now.today));
            let (year, month, day) = when.day.civil();
            let fields = form_urlencoded::Serializer::new(String::new())
                .append_pair("when", &format!("{day}.{month}.{year}"))
                .append_pair("clock", &Texts::of(Lang::Da).clock(when))
                .append_pair("template", &note.what.template)
                .append_pair(
                    "text",
                    texts.get(&note.what.text).map_or("", String::as_str),
                )
                .append_pair("replaces", &note.seq.to_string())
                .finish();
            Submitted::parse(fields.as_bytes())
        }
        (None, None) => {
            let (year, month, day) = desk.now.today.civil();
            let template = wanted.template.as_str();
            let fields = form_urlencoded::Serializer::new(String::new())
                .append_pair("when", &format!("{day}.{month}.{year}"))
                .append_pair("template", template)
                .append_pair("text", &questions(t, template))
                .finish();
            Submitted::parse(fields.as_bytes())
        }
    };
    let page = page(
        &context,
        &desk,
        &file,
        &sent,
        Vec::new(),
        kept,
        Html::default(),
    )?;
    Ok(Answer(page))
}

async fn submit(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let (t, case) = (context.t, number(&case)?);
    let file = CaseFile::open(&desk, case, None).await?;
    let mut faults: Vec<(String, String)> = Vec::new();
    let mut warned = Html::default();
    // Sent twice: the note that stands in its place is this one.
    let key = request_key(&sent, "/cases/notes/new");
    let seq = sent.get("replaces").parse().unwrap_or(0);
    if seq != 0 {
        let mut notes = file.state.notes.iter();
        let own = notes.any(|note| note.seq == seq && note.recorded_by == desk.user());
        if !own {
            return Err(AppError::NotFound);
        }
    }
    let when = typed::instant(sent.get("when"), sent.get("clock"), desk.now.second);
    let when = match when {
        Ok(when) => {
            let day = When::parse(when.as_bytes()).map(|when| when.day);
            if day.is_ok_and(|day| day > desk.now.today) {
                faults.push(("when".to_owned(), t.get("journal-when-future")));
            }
            when
        }
        Err(key) => {
            faults.push(("when".to_owned(), t.get(key)));
            String::new()
        }
    };
    let text = sent.get("text");
    if text.is_empty() {
        faults.push(("text".to_owned(), t.get("journal-text-missing")));
    } else if text.chars().count() > MOST_CHARACTERS {
        faults.push(("text".to_owned(), t.get("journal-text-long")));
    }
    let template = sent.get("template");
    let template = TEMPLATES.into_iter().find(|word| *word == template);
    if faults.is_empty() {
        let mut command = Command {
            entries: vec![Entry::Note {
                when,
                text: text.to_owned(),
                template: template.unwrap_or("").to_owned(),
                about: String::new(),
                replaces: seq,
            }],
            reason: sent.get(WHY).to_owned(),
            ..Command::default()
        };
        let book = desk.store().book();
        let child = file.child().into_iter();
        let names = child.flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let (permit, subject) = (&file.permit, &file.subject);
        let (state, names) = (&file.state, names.collect());
        let around = around_case(&desk, permit, subject, case, state, names, &command).await?;
        let found = warnings(book, &file.state, &command, desk.now, &around);
        let words = Words { t, book };
        let heeded = heeded(words, &found, &sent);
        if !found.is_empty() && !heeded.on {
            (warned, faults) = show_warnings(words, case, &found, &heeded, &sent);
        } else {
            command.despite = found.iter().map(|each| each.key.to_owned()).collect();
            let executed = desk
                .store()
                .execute(
                    desk.user(),
                    case,
                    desk.now,
                    desk.authorize(Action::WriteNote),
                    &command,
                    key.as_ref(),
                )
                .await?;
            match executed {
                Executed::Done(_) | Executed::Repeated(_) => {
                    desk.store()
                        .drop_draft(&draft_name(&desk, case, seq))
                        .await?;
                    return Ok(redirect::see_other(&file.path("?done=noted")));
                }
                Executed::Denied(note) => return Err(denied(note.verdict, case)),
                Executed::Refused { .. } => {
                    faults.push(("text".to_owned(), t.get("journal-refused")));
                }
            }
        }
    }
    // Not before: a form that was written in time and is sent again gets its first answer.
    frame::must(&desk, &file, Action::WriteNote)?;
    let page = page(&context, &desk, &file, &sent, faults, None, warned)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
}

/// Keeps the form as it is; says so once it is on disk.
async fn keep(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let case = number(&case)?;
    let subject = desk.store().subject(case).await?;
    let subject = subject.ok_or(AppError::NotFound)?;
    let verdict =
        omhu_casework::access::decide(desk.viewer(), Action::WriteNote, Some(&subject), desk.now);
    if !verdict.is_allowed() {
        return Err(denied(verdict, case));
    }
    desk.store()
        .save_draft(
            &draft_name(&desk, case, sent.get("replaces").parse().unwrap_or(0)),
            &draft_of(&sent),
            desk.now.second,
        )
        .await?;
    let sentence = draft_sentence(context.t, &context.t.clock(context.now));
    Ok(sentence.into_response())
}

fn page(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    sent: &Submitted,
    faults: Vec<(String, String)>,
    kept: Option<i64>,
    warned: Html,
) -> Result<String, AppError> {
    let t = context.t;
    let asked = |name: &'static str, label: String| {
        Asked::new(t, name, label).error(fault_of(&faults, name))
    };
    let chosen = sent.get("template");
    let templates = TEMPLATES.iter().map(|word| {
        let label = template_word(t, word);
        Choice::new(*word, label).chosen(*word == chosen)
    });
    let links = TEMPLATES.iter().filter(|word| !word.is_empty());
    let links = links.flat_map(|word| {
        let href = file.path(&format!("/notes/new?template={word}"));
        [
            Html::link(&href, &template_word(t, word)),
            Html::text(" · "),
        ]
    });
    let mut draft = DraftLine::new(t, file.path("/notes/draft"));
    if let Some(second) = kept {
        draft = draft.saved_at(&t.clock(When::at(second)));
    }
    let mut before = vec![
        Html::from(frame::head(t, file)),
        frame::ways(t, file, "/notes/new"),
    ];
    before.extend(frame::notices(context, desk, file));
    before.push(frame::heading(&t.get("journal-new")));
    let replaces = sent.get("replaces");
    if !replaces.is_empty() {
        before.push(frame::paragraph(&t.get("journal-replaces")));
    }
    if kept.is_none() && faults.is_empty() && sent.get("text").is_empty() {
        let mut parts = vec![Html::text(&t.get("journal-begin")), Html::text(" ")];
        parts.extend(links);
        parts.pop();
        before.push(frame::block(Html::all(parts)));
    }
    let mut page = frame::page(context, file, &t.get("journal-new"));
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let key = match sent.get("key") {
        "" => new_key(desk),
        key => key.to_owned(),
    };
    let fields = vec![
        warned,
        TextField::day(asked("when", t.get("journal-when")))
            .value(sent.get("when"))
            .into(),
        TextField::time(asked("clock", t.get("journal-clock")).optional())
            .value(sent.get("clock"))
            .into(),
        Choices::one(
            asked("template", t.get("journal-template")),
            templates.collect(),
        )
        .into(),
        TextArea::new(
            if faults.is_empty() {
                asked("text", t.get("journal-text"))
                    .hint(t.get("journal-text-hint"))
                    .focused()
            } else {
                asked("text", t.get("journal-text")).hint(t.get("journal-text-hint"))
            },
            14,
        )
        .value(sent.get("text"))
        .into(),
        draft.into(),
    ];
    let back = Link::new(t.get("case-back"), file.path(""), "");
    let form = FormPage {
        heading: String::new(),
        before,
        action: file.path("/notes/new"),
        hidden: vec![("key", key), ("replaces", replaces.to_owned())],
        faults: fault_list(t, faults),
        fields,
        button: t.get("journal-save"),
        after: vec![frame::block(Html::link(&back.href, &back.word))],
        page,
    };
    Ok(askama::Template::render(&form)?)
}
