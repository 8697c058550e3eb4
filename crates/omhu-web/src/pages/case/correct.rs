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
use omhu_casework::access::Action;
use omhu_casework::case::Registered;
use omhu_casework::command::{Command, Entry, Refusal};
use omhu_casework::fact::{Cell, FactCells, Why};
use omhu_casework::steps::rules::{self, Occasion};
use omhu_casework::steps::typed;
use omhu_law::vocabulary::{Kind as FactKind, Need, ValueForm};
use omhu_store::{Executed, RequestKey};

use super::fields::{choices, typed_of};
use super::frame::{fault_list, fault_of};
use super::{CaseFile, course, frame, new_key, number, request_key, was_given, words};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::steps::Words;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind, Asked, CaseHeader, Help, TextArea, TextField};
use crate::view::html::Html;
use crate::view::layout::Page;

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
    entry: Entry,
    reason: &str,
    key: Option<&RequestKey>,
) -> Result<Executed, AppError> {
    let command = Command {
        entries: vec![entry],
        ..Command::default()
    };
    let mut ask = desk.authorize(Action::Correct);
    let ask = move |subject: &_, state: &_| ask(subject, state).with_purpose(reason.to_owned());
    let (store, user) = (desk.store(), desk.user());
    let executed = store.execute(user, file.case, desk.now, ask, &command, key);
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

async fn show(
    context: Context,
    desk: Desk,
    Path((case, seq)): Path<(String, String)>,
) -> Result<Answer<String>, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    frame::must(&desk, &file, Action::Correct)?;
    let held = wrong_one(&file, &seq)?;
    let sent = typed_of(held);
    let nothing = Back::default();
    Ok(Answer(page(&context, &desk, &file, held, &sent, nothing)?))
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
    frame::must(&desk, &file, Action::Correct)?;
    let key = request_key(&sent, "/cases/facts");
    let retracts = sent.get("do") == "retract";
    let done = if retracts { "retracted" } else { "corrected" };
    let Ok(held) = wrong_one(&file, &seq) else {
        // A form that is sent again finds its fact withdrawn: that was its own doing.
        if was_given(&desk, key.as_ref()).await? {
            return Ok(redirect::see_other(&file.path(&format!("?done={done}"))));
        }
        return stale(&context, &desk, &file, &seq, &sent).await;
    };
    let id = held.fact.cells.id.clone();
    let reason = sent.get(if retracts { "retract_reason" } else { "reason" });
    let mut faults: Vec<(String, String)> = Vec::new();
    let entry = if retracts {
        Entry::Retract {
            id,
            reason: reason.to_owned(),
        }
    } else {
        let mut cells = FactCells {
            id: String::new(),
            recorded_at: String::new(),
            value: sent.get("value").to_owned(),
            // As people cite it, or in the form of the contract; another text is said to be wrong.
            basis: typed::basis(sent.get("basis")).unwrap_or_else(|_| sent.get("basis").to_owned()),
            ..held.fact.cells.clone()
        };
        match typed::instant(sent.get("when"), sent.get("clock"), desk.now.second) {
            Ok(when) => cells.when = when,
            Err(key) => faults.push(("when".to_owned(), t.get(key))),
        }
        match typed_value(&desk, &file, held, &cells.value) {
            Some(Ok(value)) => cells.value = value,
            Some(Err(key)) => faults.push(("value".to_owned(), t.get(key))),
            None => {}
        }
        Entry::Correct {
            id,
            cells,
            reason: reason.to_owned(),
        }
    };
    if reason.is_empty() {
        let field = if retracts { "retract_reason" } else { "reason" };
        faults.push((field.to_owned(), t.get("case-reason-missing")));
    }
    if faults.is_empty() {
        match write(&desk, &file, entry, reason, key.as_ref()).await? {
            Executed::Done(_) | Executed::Repeated(_) => {
                return Ok(redirect::see_other(&file.path(&format!("?done={done}"))));
            }
            Executed::Denied(note) => return Err(denied(note.verdict, file.case)),
            Executed::Refused { refusal, .. } => faults.push(refused(&context, &refusal)),
        }
    }
    let back = Back {
        faults,
        ..Back::default()
    };
    let page = page(&context, &desk, &file, held, &sent, back)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response())
}

/// What comes back with a form.
#[derive(Default)]
struct Back {
    faults: Vec<(String, String)>,
    notice: Html,
    /// Nothing stands any more that could be corrected.
    gone: bool,
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
    let texts = file.texts(desk, by.fact.reason).await?;
    let why = by.fact.reason.and_then(|reason| texts.get(&reason));
    let first = First {
        who: file.user(by.recorded_by),
        why: why.map(String::as_str),
        now: (!gone).then(|| now_stands(t, file, desk, held)),
    };
    let fields = ["when", "clock", "value", "basis"].into_iter();
    let back = Back {
        notice: first.notice(t, sent, fields),
        gone,
        ..Back::default()
    };
    let page = page(context, desk, file, held, sent, back)?;
    Ok((StatusCode::CONFLICT, Answer(page)).into_response())
}

/// A fact in a line.
fn now_stands(t: Texts, file: &CaseFile, desk: &Desk, held: &Registered) -> String {
    let cells = &held.fact.cells;
    let day = held
        .when()
        .map_or(String::new(), |when| words::day(t, when));
    let basis = match cells.basis.as_str() {
        "" => String::new(),
        basis => words::basis(t, file.book(desk), basis),
    };
    let mut parts = vec![day, words::value(t, &cells.value), basis];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// A field and what is wrong with it.
fn refused(context: &Context, refusal: &Refusal) -> (String, String) {
    let t = context.t;
    match refusal {
        Refusal::NoFact { error, .. } => {
            let field = match error.cell {
                Cell::Basis => "basis",
                Cell::Value => "value",
                _ => "when",
            };
            let text = match error.why {
                Why::Missing => t.get("case-cell-missing"),
                _ => t.get("case-cell-wrong"),
            };
            (field.to_owned(), text)
        }
        _ => ("reason".to_owned(), t.get("case-correct-refused")),
    }
}

fn kind_of<'d>(desk: &'d Desk, file: &CaseFile, held: &Registered) -> Option<&'d FactKind> {
    let vocabulary = &file.book(desk).vocabulary;
    let id = vocabulary.find(&held.fact.cells.kind)?;
    Some(vocabulary.kind(id))
}

/// The rule of the day that is typed, which may be of another law than today's; else of the fact's own.
fn rule_of(t: Texts, desk: &Desk, file: &CaseFile, held: &Registered, sent: &Submitted) -> String {
    let today = desk.now.today;
    let words = Words {
        t,
        book: desk.store().book(),
    };
    let mut occasion = Occasion::of_fact(held, &file.state, today);
    occasion.on = typed::day(sent.get("when"), today).unwrap_or(occasion.on);
    let ruling = rules::of_kind(&held.fact.cells.kind, words.book, &occasion);
    words.rule(&ruling, occasion.on)
}

/// How the value of a fact is typed, where it is no words.
fn typed_value(
    desk: &Desk,
    file: &CaseFile,
    held: &Registered,
    value: &str,
) -> Option<Result<String, typed::Fault>> {
    let today = desk.now.today;
    match kind_of(desk, file, held)?.value {
        ValueForm::Rhythm => Some(typed::rhythm(value, today)),
        ValueForm::Day => Some(typed::day(value, today).map(|day| day.to_string())),
        _ => None,
    }
}

fn page(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    held: &Registered,
    sent: &Submitted,
    back: Back,
) -> Result<String, AppError> {
    let t = context.t;
    let faults = back.faults;
    let title = words::kind(t, file.book(desk), &held.fact.cells.kind);
    let rule = rule_of(t, desk, file, held, sent);
    let asked = |name, label| asked(t, &rule, &faults, name, label);
    let mut fields: Vec<Html> = vec![
        TextField::day(asked("when", t.get("case-correct-when")))
            .value(sent.get("when"))
            .into(),
        TextField::time(asked("clock", t.get("case-correct-clock")).optional())
            .value(sent.get("clock"))
            .into(),
    ];
    if let Some(kind) = kind_of(desk, file, held) {
        let value = asked("value", t.get("case-correct-value"));
        match &kind.value {
            ValueForm::Unused => {}
            ValueForm::Rhythm => fields.push(
                TextField::new(value.hint(t.get("case-correct-rhythm")))
                    .value(sent.get("value"))
                    .into(),
            ),
            ValueForm::Day => fields.push(TextField::day(value).value(sent.get("value")).into()),
            ValueForm::Words { one_of, .. } if one_of.is_empty() => fields.push(
                TextField::new(value.optional())
                    .value(sent.get("value"))
                    .into(),
            ),
            ValueForm::Words {
                one_of, required, ..
            } => fields.push(choices(context, value, one_of, *required, sent)),
        }
        if kind.basis != Need::Unused {
            let basis = asked("basis", t.get("case-correct-basis"));
            let basis = basis.hint(t.get("case-correct-basis-hint"));
            let basis = match kind.basis {
                Need::Required => basis,
                _ => basis.optional(),
            };
            fields.push(TextField::new(basis).value(sent.get("basis")).into());
        }
    }
    let wrong = Wrong {
        title,
        rule,
        place: format!("/facts/{}", held.seq),
        hint: t.get("case-correct-reason-hint"),
        seen: String::new(),
        stands: !back.gone,
        notice: back.notice,
        faults,
        sent,
        fields,
    };
    wrong.page(context, desk, file)
}
