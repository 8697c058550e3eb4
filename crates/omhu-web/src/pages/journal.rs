//! The journal: writing a note, and reading all of them.
//!
//! Owns: `/cases/{case}/notes/new` and `/cases/{case}/journal`. Must not know: the rest of the case.

mod anew;
mod begin;
mod list;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::{get, post};
use omhu_casework::access::Action;
use omhu_casework::command::{Command, Entry};
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::rules::{self, Occasion};
use omhu_casework::steps::typed;
use omhu_casework::warnings::warnings;
use omhu_law::calendar::When;
use omhu_report::Lang;
use omhu_store::{DraftName, Executed, RequestKey, StoreError};

use self::anew::{former, in_place_of, stale};
use self::begin::{BEGIN, Begin, TEMPLATES, questions, with_questions};
use super::case::frame::{self, FormPage, fault_list, fault_of};
use super::case::{CaseFile, new_key, number, request_key, template_word, was_given};
use super::cases::line::Names;
use super::drafts::answer;
use super::steps::{WHY, Words, around_case, heeded, show_warnings, steps_of};
use super::windows::{self, Window};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{
    Action as Link, Alert, AlertKind, Asked, Choice, Choices, Help, TextArea, TextField,
};
use crate::view::html::Html;

/// The name of the form among the drafts.
const FORM: &str = "note";
/// Where notes are given.
const GIVEN_AT: &str = "/cases/notes/new";
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

/// A note that takes the place of another has a draft of its own.
fn draft_form(replaces: i64) -> String {
    match replaces {
        0 => FORM.to_owned(),
        seq => format!("{FORM}:{seq}"),
    }
}

fn draft_name(desk: &Desk, case: CaseNo, replaces: i64) -> DraftName {
    DraftName {
        user: desk.user(),
        case: Some(case),
        form: draft_form(replaces),
    }
}

/// A note as it was sent: the form among the drafts, where it stands, what of it a draft holds, how it would be given.
pub(super) fn as_sent(
    case: CaseNo,
    sent: &Submitted,
) -> (String, String, String, Option<RequestKey>) {
    let replaces = sent.get("replaces").parse().unwrap_or(0);
    (
        draft_form(replaces),
        address(case, replaces),
        draft_of(sent),
        request_key(sent, GIVEN_AT),
    )
}

/// Where the form of a note stands.
fn address(case: CaseNo, replaces: i64) -> String {
    match replaces {
        0 => format!("/cases/{case}/notes/new"),
        seq => format!("/cases/{case}/notes/new?replaces={seq}"),
    }
}

/// The form with the name under which it is given: the same text in two windows is given once.
fn draft_of(sent: &Submitted) -> String {
    let fields = [
        "key",
        "when",
        "clock",
        "template",
        "text",
        "replaces",
        windows::FIELD,
    ];
    let fields = fields.map(|name| (name, sent.get(name)));
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

async fn show(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    Query(draft): Query<windows::Wanted>,
) -> Result<Response, AppError> {
    let (t, case) = (context.t, number(&case)?);
    let file = CaseFile::open(&desk, case, None).await?;
    frame::must(&desk, &file, Action::WriteNote)?;
    let taken = wanted.replaces.parse().unwrap_or(0);
    if let Some(newest) = in_place_of(&file, taken).filter(|it| it.recorded_by == desk.user()) {
        // A draft of what came too late is still somebody's text.
        let name = draft_name(&desk, case, taken);
        let opened = windows::open(&state, &desk, name, &draft).await?;
        let Some(kept) = &opened.draft else {
            return Ok(redirect::see_other(&address(case, newest.seq)));
        };
        let sent = Submitted::parse(kept.fields.as_bytes());
        return stale(&context, &desk, &file, newest, &sent, &opened.window).await;
    }
    let former = former(&desk, &file, &wanted.replaces)?;
    let seq = former.map_or(0, |note| note.seq);
    let opened = windows::open(&state, &desk, draft_name(&desk, case, seq), &draft).await?;
    let sent = match (&opened.draft, former) {
        (Some(draft), _) => {
            let kept = Submitted::parse(draft.fields.as_bytes());
            match TEMPLATES.contains(&wanted.template.as_str()) && !wanted.template.is_empty() {
                true => with_questions(t, &kept, &wanted.template),
                false => kept,
            }
        }
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
    let hidden = ["key", "when", "clock", "template", "replaces"];
    let back = Back {
        saved: opened.saved(&context),
        window: opened.window.cell(),
        name: opened.name(),
        notice: opened.notice(&context, &desk, &address(case, seq), &hidden),
        replaces: seq,
        ..Back::default()
    };
    Ok(Answer(page(&context, &desk, &file, &sent, back)?).into_response())
}

/// What comes with the form.
#[derive(Default)]
struct Back {
    faults: Vec<(String, String)>,
    saved: Option<String>,
    window: String,
    /// The window's name in the address; empty: the form came back.
    name: String,
    notice: Html,
    warned: Html,
    /// The note that this one takes the place of.
    replaces: i64,
    /// It is sent under a new name.
    anew: bool,
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
    let key = request_key(&sent, GIVEN_AT);
    let seq = sent.get("replaces").parse().unwrap_or(0);
    let window = Window::of(draft_name(&desk, case, seq), &sent);
    if seq != 0 {
        let mut notes = file.state.notes.iter();
        let own = notes.any(|note| note.seq == seq && note.recorded_by == desk.user());
        if !own {
            return Err(AppError::NotFound);
        }
    }
    let begin = sent.get(BEGIN);
    if TEMPLATES.contains(&begin) && !begin.is_empty() {
        frame::must(&desk, &file, Action::WriteNote)?;
        let sent = with_questions(t, &sent, begin);
        let back = Back {
            window: window.cell(),
            replaces: seq,
            ..Back::default()
        };
        return Ok(Answer(page(&context, &desk, &file, &sent, back)?).into_response());
    }
    if let Some(newest) = in_place_of(&file, seq) {
        // A form that is sent again finds its own note there.
        if was_given(&desk, key.as_ref()).await? {
            return Ok(redirect::see_other(&file.path("?done=noted")));
        }
        return stale(&context, &desk, &file, newest, &sent, &window).await;
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
            let names = Names::of(desk.store()).await?;
            (warned, faults) = show_warnings(words, &names, case, None, &found, &heeded, &sent);
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
                .await;
            let executed = match executed {
                // The draft was given from another window, with another text.
                Err(StoreError::KeyReused) => {
                    let back = Back {
                        notice: Html::from(Alert {
                            t,
                            kind: AlertKind::Warning,
                            heading: t.get("form-given"),
                            body: Html::text(&t.get("form-given-more")),
                        }),
                        window: window.cell(),
                        replaces: seq,
                        anew: true,
                        ..Back::default()
                    };
                    let page = page(&context, &desk, &file, &sent, back)?;
                    return Ok((StatusCode::CONFLICT, Answer(page)).into_response());
                }
                other => other?,
            };
            match executed {
                Executed::Done(_) | Executed::Repeated(_) => {
                    window.drop(&desk).await?;
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
    let back = Back {
        faults,
        warned,
        window: window.cell(),
        replaces: seq,
        ..Back::default()
    };
    let page = page(&context, &desk, &file, &sent, back)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
}

/// Keeps the form as it is; says so once it is on disk.
async fn keep(
    context: Context,
    desk: Desk,
    Path(case): Path<String>,
    headers: HeaderMap,
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
    let seq = sent.get("replaces").parse().unwrap_or(0);
    let window = Window::of(draft_name(&desk, case, seq), &sent);
    let given = request_key(&sent, GIVEN_AT);
    let others = window.save(&desk, &draft_of(&sent), given.as_ref()).await?;
    let form = address(case, seq);
    Ok(answer(&context, &headers, &form, &window, others))
}

/// What the law says of a note on the day that is typed.
fn rule_of(t: Texts, desk: &Desk, sent: &Submitted) -> String {
    let (book, today) = (desk.store().book(), desk.now.today);
    let on = typed::day(sent.get("when"), today).unwrap_or(today);
    let occasion = Occasion {
        on,
        basis: String::new(),
        birth: false,
        unborn: false,
    };
    let step = steps_of(book).find("note");
    let ruling = step.map(|step| rules::of_step(step, book, &occasion));
    let words = Words { t, book };
    ruling.map_or_else(String::new, |ruling| words.rule(&ruling, on))
}

fn page(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    sent: &Submitted,
    back: Back,
) -> Result<String, AppError> {
    let t = context.t;
    let faults = back.faults;
    let rule = rule_of(t, desk, sent);
    let asked = |name: &'static str, label: String, help: &str| {
        let help = Help {
            paragraphs: vec![t.get(help)],
            rule: rule.clone(),
            ..Help::default()
        };
        let asked = Asked::new(t, name, label).error(fault_of(&faults, name));
        asked.help(help)
    };
    let chosen = sent.get("template");
    let templates = TEMPLATES.iter().map(|word| {
        let label = template_word(t, word);
        Choice::new(*word, label).chosen(*word == chosen)
    });
    let links = TEMPLATES.iter().filter(|word| !word.is_empty());
    let begin = Begin {
        label: t.get("journal-begin"),
        name: BEGIN,
        words: links.map(|word| (*word, template_word(t, word))).collect(),
    };
    let form = address(file.case, back.replaces);
    let href = file.path("/notes/draft");
    let draft = windows::line(context, href, &form, &back.name, back.saved.as_ref());
    let mut before = vec![
        Html::from(frame::head(t, file)),
        frame::ways(t, file, "/notes/new"),
    ];
    before.extend(frame::notices(context, desk, file));
    before.push(frame::heading(&t.get("journal-new")));
    if back.replaces != 0 {
        before.push(frame::paragraph(&t.get("journal-replaces")));
    }
    before.push(back.notice);
    let mut page = frame::page(context, file, &t.get("journal-new"));
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let key = match sent.get("key") {
        key if !key.is_empty() && !back.anew => key.to_owned(),
        _ => new_key(desk),
    };
    let replaces = match back.replaces {
        0 => String::new(),
        seq => seq.to_string(),
    };
    let text = asked("text", t.get("journal-text"), "journal-text-help");
    let text = text.hint(t.get("journal-text-hint"));
    let fields = vec![
        back.warned,
        TextField::day(asked("when", t.get("journal-when"), "journal-when-help"))
            .value(sent.get("when"))
            .into(),
        TextField::time(asked("clock", t.get("journal-clock"), "journal-clock-help").optional())
            .value(sent.get("clock"))
            .into(),
        Choices::one(
            asked(
                "template",
                t.get("journal-template"),
                "journal-template-help",
            ),
            templates.collect(),
        )
        .into(),
        TextArea::new(
            if faults.is_empty() {
                text.focused()
            } else {
                text
            },
            14,
        )
        .value(sent.get("text"))
        .into(),
    ];
    let to_case = Link::new(t.get("case-back"), file.path(""), "");
    let form = FormPage {
        heading: String::new(),
        before,
        action: file.path("/notes/new"),
        hidden: vec![
            ("key", key),
            ("replaces", replaces),
            (windows::FIELD, back.window),
        ],
        faults: fault_list(t, faults),
        fields,
        button: t.get("journal-save"),
        below: vec![Html::of(&begin), draft.into()],
        after: vec![frame::block(Html::link(&to_case.href, &to_case.word))],
        page,
    };
    Ok(Template::render(&form)?)
}
