//! Correcting a document, what somebody was asked for among them, or taking it back: it stays in the course, with the reason.
//!
//! Owns: `/cases/{case}/documents/{seq}/correct`. Must not know: how a correction is written down (casework does).

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::Action;
use omhu_casework::case::Told;
use omhu_casework::command::{Command, Entry, Refusal};
use omhu_casework::event::{Document, Particulars};
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::rules;
use omhu_casework::steps::write::{Of, Write};
use omhu_casework::steps::{FieldError, FieldKind, Step, Values, candidates, typed};
use omhu_law::calendar::Day;
use omhu_store::Executed;

use super::correct::{Drafted, First, MOST_READINGS, Wrong, write};
use super::{CaseFile, Opening, frame, number, request_key, was_given, words};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::steps::{Asking, Known, Words, steps_of, values_of};
use crate::state::AppState;
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route(
        "/cases/{case}/documents/{seq}/correct",
        get(show).post(submit),
    )
}

/// How often the document had been corrected when the form was opened.
const SEEN: &str = "seen";

/// The form in which such a document is filed, and its fields.
struct Form {
    step: &'static Step,
    /// The field with the sort; none: the form says the sort itself.
    sort: Option<&'static str>,
    when: &'static str,
    answer_by: Option<&'static str>,
    /// The field with the notification that it came with or is about; none: that is not asked.
    about: Option<&'static str>,
}

impl Form {
    /// The one of a document as it stands.
    fn open(desk: &Desk, file: &CaseFile, held: &Told<Document>) -> Result<Form, AppError> {
        let form = Form::of(desk, &held.what.sort).ok_or(AppError::NotFound)?;
        let offered = form.offered(desk, file);
        let stands = |about: &str| about.is_empty() || offered.iter().any(|id| id == about);
        // Whoever may not open a letter does not make another document of it; and what cannot be chosen is kept.
        let asked = file.opening(held) == Opening::Open && stands(&held.what.about);
        Ok(Form {
            about: form.about.filter(|_| asked && !offered.is_empty()),
            ..form
        })
    }

    /// The notifications that can be chosen.
    fn offered(&self, desk: &Desk, file: &CaseFile) -> Vec<String> {
        let field = self.about.and_then(|name| self.step.field(name));
        let Some(FieldKind::Thing(choice)) = field.map(|field| &field.kind) else {
            return Vec::new();
        };
        let found = candidates(choice, &file.state, desk.store().book());
        found.into_iter().map(|each| each.id).collect()
    }

    /// The one that files documents of this sort; of a sort that none files, the one of documents.
    fn of(desk: &Desk, sort: &str) -> Option<Form> {
        let steps = steps_of(desk.store().book());
        let forms = || {
            steps.iter().flat_map(|step| {
                let rules = step.writes.iter();
                rules.filter_map(move |rule| match &rule.write {
                    Write::Document {
                        when,
                        sort: Of::Field(sort),
                        answer_by,
                        about,
                        ..
                    } => Some(Form {
                        step,
                        sort: Some(*sort),
                        when,
                        answer_by: *answer_by,
                        about: match about {
                            // For whose sake somebody was asked is another question.
                            Of::Field(name) if answer_by.is_none() => Some(*name),
                            _ => None,
                        },
                    }),
                    _ => None,
                })
            })
        };
        let offers = |form: &Form| {
            let field = form.sort.and_then(|name| form.step.field(name));
            field.is_some_and(|field| field.options().iter().any(|word| word == sort))
        };
        forms().find(offers).or_else(|| {
            let mut rest = forms().filter(|form| form.answer_by.is_none());
            rest.find(|form| form.step.id == "document")
                .map(|form| Form { sort: None, ..form })
        })
    }

    fn fields(&self) -> impl Iterator<Item = &'static str> {
        let fields = [self.sort, Some(self.when), self.answer_by, self.about];
        fields.into_iter().flatten()
    }

    /// Those whose answers can be read as they were typed.
    fn typed(&self) -> impl Iterator<Item = &'static str> {
        let about = self.about;
        self.fields().filter(move |name| Some(*name) != about)
    }

    /// The answers of the form as the document stands.
    fn filled(&self, document: &Document) -> Values {
        let mut values = Values::default();
        if let Some(sort) = self.sort {
            values.set(sort, document.sort.clone());
        }
        values.set(self.when, document.when.clone());
        if let Some(by) = self.answer_by {
            values.set(by, document.answer_by.clone());
        }
        if let Some(about) = self.about {
            values.set(about, document.about.clone());
        }
        values
    }

    /// The answers as they are kept.
    fn read(
        &self,
        values: &Values,
        document: &Document,
        offered: &[String],
        today: Day,
    ) -> Result<Particulars, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut fault = |field: &str, key| {
            let field = field.to_owned();
            errors.push(FieldError { field, key });
        };
        let mut day = |name: &'static str| match typed::day(values.get(name), today) {
            Ok(day) => Some(day),
            Err(key) => {
                fault(name, key);
                None
            }
        };
        let when = day(self.when);
        let answer_by = self.answer_by.filter(|name| values.is_filled(name));
        let answer_by = answer_by.and_then(day);
        if when.is_some_and(|day| day > today) {
            fault(self.when, "journal-when-future");
        }
        let mut sort = document.sort.clone();
        if let Some(name) = self.sort {
            let said = values.get(name);
            let field = self.step.field(name);
            match field.is_some_and(|field| field.options().iter().any(|word| word == said)) {
                true => said.clone_into(&mut sort),
                false => fault(name, "error-choose"),
            }
        }
        let about = self.about.map(|name| (name, values.get(name)));
        if let Some((name, said)) = about
            && !said.is_empty()
            && !offered.iter().any(|id| id == said)
        {
            fault(name, "error-not-in-case");
        }
        match (errors.is_empty(), when) {
            (true, Some(when)) => Ok(Particulars {
                about: about.map(|(_, said)| said.to_owned()),
                when: when.to_string(),
                sort,
                answer_by: answer_by.map_or_else(String::new, |day| day.to_string()),
            }),
            _ => Err(errors),
        }
    }
}

/// What comes with the form.
#[derive(Default)]
struct Back {
    errors: Vec<FieldError>,
    /// What is wrong with a reason.
    faults: Vec<(String, String)>,
    notice: Html,
}

fn place(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// How often a document was corrected.
fn corrections(file: &CaseFile, seq: i64) -> usize {
    let amended = file.state.amended.iter();
    amended
        .filter(|held| held.what.amendment.document == seq)
        .count()
}

async fn show(
    context: Context,
    desk: Desk,
    Path((case, seq)): Path<(String, String)>,
) -> Result<Answer<String>, AppError> {
    let file = CaseFile::open(&desk, number(&case)?, None).await?;
    frame::must(&desk, &file, Action::Correct)?;
    let held = file.state.document(place(&seq)?);
    let held = held.ok_or(AppError::NotFound)?;
    let form = Form::open(&desk, &file, held)?;
    let values = form.filled(&held.what);
    let (sent, back) = (Submitted::default(), Back::default());
    let known = Known::of_state(&desk, &file.state).await?;
    let shown = Shown {
        held,
        form: &form,
        known: &known,
        values: &values,
        sent: &sent,
    };
    Ok(Answer(page(&context, &desk, &file, &shown, back)?))
}

async fn submit(
    context: Context,
    desk: Desk,
    Path((case, seq)): Path<(String, String)>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let (case, seq) = (number(&case)?, place(&seq)?);
    for _ in 0..MOST_READINGS {
        let answer = given(&context, &desk, case, seq, &sent).await?;
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
    seq: i64,
    sent: &Submitted,
) -> Result<Option<Response>, AppError> {
    let t = context.t;
    let file = CaseFile::open(desk, case, None).await?;
    frame::must(desk, &file, Action::Correct)?;
    let key = request_key(sent, "/cases/documents/correct");
    let retracts = sent.get("do") == "retract";
    let done = if retracts { "retracted" } else { "corrected" };
    let gone = || redirect::see_other(&file.path(&format!("?done={done}")));
    let held = file.state.document(seq);
    // A form that does not say it saw no correction.
    let seen: usize = sent.get(SEEN).parse().unwrap_or(0);
    let unseen = seen != corrections(&file, seq);
    let (Some(held), false) = (held, unseen) else {
        // A form that is sent again finds its own doing.
        if was_given(desk, key.as_ref()).await? {
            return Ok(Some(gone()));
        }
        let answer = stale(context, desk, &file, seq, sent).await?;
        return Ok(Some(answer));
    };
    let form = Form::open(desk, &file, held)?;
    let values = values_of(form.step, sent);
    let mut back = Back::default();
    let field = if retracts { "retract_reason" } else { "reason" };
    let reason = sent.get(field);
    if reason.is_empty() {
        let missing = t.get("case-reason-missing");
        back.faults.push((field.to_owned(), missing));
    }
    let now = match form.read(
        &values,
        &held.what,
        &form.offered(desk, &file),
        desk.now.today,
    ) {
        _ if retracts => None,
        Ok(now) => Some(now),
        Err(errors) => {
            back.errors = errors;
            None
        }
    };
    if back.errors.is_empty() && back.faults.is_empty() {
        let entry = Entry::Amend {
            document: seq,
            now,
            reason: reason.to_owned(),
        };
        let command = Command {
            entries: vec![entry],
            seen_seq: Some(file.state.seq),
            ..Command::default()
        };
        let right = Action::Correct;
        match write(desk, &file, right, &command, reason, key.as_ref()).await? {
            Executed::Done(_) | Executed::Repeated(_) => return Ok(Some(gone())),
            Executed::Denied(note) => return Err(denied(note.verdict, file.case)),
            Executed::Refused {
                refusal: Refusal::Changed { .. },
                ..
            } => return Ok(None),
            Executed::Refused { .. } => {
                let refused = t.get("case-correct-refused");
                back.faults.push((field.to_owned(), refused));
            }
        }
    }
    // The other form on the page was not sent.
    let values = match retracts {
        true => form.filled(&held.what),
        false => values,
    };
    let known = Known::of_state(desk, &file.state).await?;
    let shown = Shown {
        held,
        form: &form,
        known: &known,
        values: &values,
        sent,
    };
    let page = page(context, desk, &file, &shown, back)?;
    let answer = (StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response();
    Ok(Some(answer))
}

/// Somebody else corrected the document or took it back meanwhile: what was typed stands on the page, with what stands now.
async fn stale(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    seq: i64,
    sent: &Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let mut amended = file.state.amended.iter().rev();
    let last = amended.find(|held| held.what.amendment.document == seq);
    let last = last.ok_or(AppError::NotFound)?;
    let texts = file.texts(desk, [last.what.amendment.reason]).await?;
    let why = texts.get(&last.what.amendment.reason);
    let stands = file.state.document(seq);
    let held = stands.unwrap_or(&last.what.was);
    let form = Form::open(desk, file, held)?;
    let first = First {
        who: file.user(last.recorded_by),
        why: why.map(String::as_str),
        now: stands.map(|held| told(t, held)),
    };
    let back = Back {
        notice: first.notice(t, sent, form.typed(), false),
        ..Back::default()
    };
    let values = values_of(form.step, sent);
    let known = Known::of_state(desk, &file.state).await?;
    let shown = Shown {
        held,
        form: &form,
        known: &known,
        values: &values,
        sent,
    };
    let page = page(context, desk, file, &shown, back)?;
    Ok((StatusCode::CONFLICT, Answer(page)).into_response())
}

/// A document in a line.
fn told(t: crate::Texts, held: &Told<Document>) -> String {
    let day = words::read(&held.what.when).map_or_else(String::new, |day| t.short_day(day));
    let mut parts = vec![day, words::document(t, &held.what)];
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// What the page shows.
struct Shown<'a> {
    held: &'a Told<Document>,
    form: &'a Form,
    known: &'a Known,
    values: &'a Values,
    sent: &'a Submitted,
}

fn page(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    shown: &Shown<'_>,
    back: Back,
) -> Result<String, AppError> {
    let t = context.t;
    let Shown {
        held,
        form,
        known,
        values,
        sent,
    } = *shown;
    let words_of = Words {
        t,
        book: desk.store().book(),
    };
    let asking = Asking {
        words: words_of,
        step: form.step,
        known,
        values,
        errors: &back.errors,
        opened: "",
        may: true,
        occasion: known.occasion(form.step, values, desk.now.today),
    };
    let ruling = rules::of_step(form.step, words_of.book, &asking.occasion);
    let rule = words_of.rule(&ruling, asking.occasion.on);
    let named = form.fields().filter_map(|name| form.step.field(name));
    let fields: Vec<Html> = named.map(|field| asking.field(field)).collect();
    let faults = back.errors.iter();
    let mut faults: Vec<_> = faults
        .map(|error| words_of.fault(form.step, error, values))
        .collect();
    faults.extend(back.faults.iter().cloned());
    let wrong = Wrong {
        title: words::document(t, &held.what),
        rule,
        place: format!("/documents/{}/correct", held.seq),
        hint: t.get("case-correct-document-hint"),
        seen: corrections(file, held.seq).to_string(),
        stands: file.state.document(held.seq).is_some(),
        notice: back.notice,
        warnings: Html::default(),
        faults,
        drafted: Drafted::default(),
        anew: false,
        sent,
        fields,
    };
    wrong.page(context, desk, file)
}
