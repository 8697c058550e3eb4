//! A step's form, as it is opened and as it comes back.
//!
//! Owns: the page of it. Must not know: what is done with the answers ([`super::give`]).

use askama::Template;
use axum::extract::{Path, Query, RawQuery, State};
use axum::response::{Html as Answer, IntoResponse as _, Response};
use omhu_casework::ids::CaseNo;
use omhu_casework::steps::keys::{self, Text};
use omhu_casework::steps::next::{given, opening};
use omhu_casework::steps::{FieldError, FieldKind, Step, Values, goals, moved, prefill};

use super::beside::address;
use super::done::range;
use super::fields::Asking;
use super::give::draft_of;
use super::law;
use super::words::Words;
use super::{
    BEGUN, OWN, Open, REQUEST_KEY, SEEN, action_of, assessed, beside, concern, draft_form,
    files_of_draft, request_key, steps_of, values_of, written,
};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::glass;
use crate::pages::case::section_text;
use crate::pages::windows::{self, Wanted};
use crate::state::AppState;
use crate::view::components::{Alert, AlertKind, Details, FaultList, Timeline};
use crate::view::html::Html;
use crate::view::layout::{Page, Place};

/// A hidden field.
#[derive(Template)]
#[template(
    source = "<input type=\"hidden\" name=\"{{ name }}\" value=\"{{ value }}\">",
    ext = "html"
)]
pub(in crate::pages) struct Hidden {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub value: String,
}

#[derive(Template)]
#[template(path = "pages/steps/form.html")]
struct FormPage {
    page: Page,
    title: String,
    lead: String,
    /// What the law says of the step on the day that it concerns.
    rules: Html,
    who: String,
    case: CaseNo,
    action: String,
    faults: Html,
    notice: Html,
    warnings: Html,
    hidden: Html,
    /// What the form builds on.
    above: Html,
    fields: Html,
    more: Html,
    saves: Html,
    go_on: String,
    /// Whether it is sent as parts: it has a field for a file.
    parts: bool,
    may: bool,
    draft: Html,
    beside: Html,
}

/// What comes with a form beside the answers.
#[derive(Default)]
pub(super) struct With {
    pub errors: Vec<FieldError>,
    pub faults: Vec<(String, String)>,
    pub notice: Html,
    pub warnings: Html,
    /// What gets the cursor ([`Asking::opened`]).
    pub opened: String,
    /// What the writer saw of the case and of a part, where the form comes back without their having been told more.
    pub saw: Option<(i64, String)>,
    /// The name under which it is sent; none: a new one.
    pub key: Option<String>,
    pub saved: Option<String>,
    /// The window, and the drafts that its text was begun with.
    pub window: String,
    /// The window's name in the address; empty: the form came back.
    pub name: String,
}

/// The page of a form with these answers.
pub(super) fn render(
    context: &Context,
    desk: &Desk,
    state: &AppState,
    open: &Open,
    step: &Step,
    values: &Values,
    with: With,
) -> Result<String, AppError> {
    let t = context.t;
    let words = Words {
        t,
        book: desk.store().book(),
    };
    let asking = Asking {
        words,
        step,
        known: &open.known,
        values,
        errors: &with.errors,
        opened: &with.opened,
        may: desk.may(action_of(step), Some(&open.subject)),
        occasion: open.known.occasion(step, values, desk.now.today),
    };
    let mut faults: Vec<(String, String)> = with
        .errors
        .iter()
        .map(|error| words.fault(step, error, values))
        .collect();
    faults.extend(with.faults);
    let title = words.title(step);
    let go_on = step
        .goes_on
        .and_then(|next| steps_of(words.book).find(next));
    let go_on = go_on.map_or_else(String::new, |next| {
        let next = words.title(next);
        t.with("stepform-go-on", &[("next", next.into())])
    });
    let saves = step.fields.iter().filter(|field| field.saves);
    let saves = Html::all(saves.map(|field| asking.saves(field)));
    let mut page = context.page_in(Place::Cases, &format!("{title}, {}", open.name));
    if !faults.is_empty() {
        page = page.with_faults();
    } else if !with.warnings.is_empty() {
        page = page.with_warnings();
    }
    if fits_in_place(&step.id) {
        page = page.or_part(context);
    }
    let part = page.part;
    let (fields, more, unfold) = asking.all();
    let more = if more.is_empty() {
        Html::default()
    } else {
        Html::from(Details {
            summary: t.get("stepform-more"),
            body: more,
            open: unfold,
        })
    };
    let may = asking.may;
    let notice = if may {
        with.notice
    } else {
        alert(
            t,
            AlertKind::Info,
            "stepform-may-not",
            Html::text(&t.get("stepform-may-not-more")),
        )
    };
    let glass = glass(t, desk, &open.subject).unwrap_or_default();
    let notice = Html::all([glass, notice]);
    let (seen, begun) = with.saw.unwrap_or_else(|| {
        (
            open.known.state.seq,
            assessed::begins_with(open, step, values),
        )
    });
    let hidden = [
        (
            REQUEST_KEY,
            with.key.unwrap_or_else(|| request_key(state, desk)),
        ),
        (SEEN, seen.to_string()),
        (BEGUN, begun),
        (windows::FIELD, with.window),
    ];
    let hidden = hidden.into_iter().filter(|(_, value)| !value.is_empty());
    let hidden = hidden.map(|(name, value)| {
        Html::of(&Hidden {
            name: name.to_owned(),
            value,
        })
    });
    let query: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("case", &open.case.to_string())
        .append_pair("form", &draft_form(&step.id))
        .finish();
    let action = format!("/cases/{}/steps/{}", open.case, step.id);
    let draft = windows::line(
        context,
        format!("/drafts?{query}"),
        &action,
        &with.name,
        with.saved.as_ref(),
    );
    let today = desk.now.today;
    let duties = desk.store().duties_of(&open.known.state, today, today);
    let page = FormPage {
        page,
        lead: words.lead(step),
        rules: law::show(&asking, &action, may),
        who: open.name.clone(),
        case: open.case,
        action,
        faults: Html::from(FaultList {
            t,
            faults,
            passwords: false,
        }),
        notice,
        warnings: with.warnings,
        hidden: Html::all(hidden),
        above: Html::all([
            assessed::show(words, open, step, values),
            concern::show(words, open, step, values),
        ]),
        fields,
        more,
        saves,
        go_on,
        parts: step
            .fields
            .iter()
            .any(|field| field.kind == FieldKind::File),
        may,
        draft: draft.into(),
        beside: beside::show(&asking, open, &duties, desk.now, may, may && !part),
        title,
    };
    Ok(Page::fitted(part, page.render()?))
}

/// Whether the form of a step can stand under a row of a list: all but the one that leads on to the sheet of whoever gets a
/// case.
pub(in crate::pages) fn fits_in_place(step: &str) -> bool {
    step != "handover"
}

/// A notice with a heading.
pub(super) fn alert(t: crate::Texts, kind: AlertKind, key: &str, body: Html) -> Html {
    Alert {
        t,
        kind,
        heading: t.get(key),
        body,
    }
    .into()
}

/// What was written since an event, as a notice.
pub(super) async fn since(
    desk: &Desk,
    open: &Open,
    words: Words<'_>,
    seen: i64,
    key: &str,
) -> Result<Html, AppError> {
    let entries = written::entries(desk, open, words, seen + 1..=open.known.state.seq).await?;
    let label = words.t.get("stepform-since");
    let list = Html::from(Timeline {
        label: label.clone(),
        entries,
    });
    let body = Html::all([Html::text(&label), list]);
    Ok(alert(words.t, AlertKind::Warning, key, body))
}

/// Moves a form to what came into the case since it was begun ([`moved`]), and says so.
pub(super) fn came(
    open: &Open,
    words: Words<'_>,
    step: &Step,
    values: &mut Values,
    seen: i64,
) -> Html {
    let t = words.t;
    let found = moved(step, &open.known.state, words.book, values, seen);
    Html::all(found.into_iter().map(|(field, came)| {
        let parts = [
            ("question", words.field(step, field, Text::Label).into()),
            ("thing", words.thing(&came, true).into()),
            ("new", t.get(&keys::new_thing(came.sort)).into()),
        ];
        let text = Html::text(&t.with("stepform-moved-more", &parts));
        alert(t, AlertKind::Info, "stepform-moved", text)
    }))
}

#[derive(serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    about: String,
    /// The duty that is to be met, by its obligation's id.
    #[serde(default)]
    duty: String,
    /// It was done and not registered: the day is asked for.
    #[serde(default)]
    late: bool,
    /// The events of the step before, where the form was opened by saving that.
    #[serde(default)]
    after: String,
}

pub(super) async fn show(
    context: Context,
    desk: Desk,
    State(state): State<AppState>,
    Path((case, step)): Path<(i64, String)>,
    Query(asked): Query<Asked>,
    Query(wanted): Query<Wanted>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let book = desk.store().book();
    let step = steps_of(book).find(&step).ok_or(AppError::NotFound)?;
    let open = Open::case(&desk, CaseNo(case)).await?;
    super::writes(&desk, &open)?;
    let words = Words { t: context.t, book };
    let before = after(context.t, open.case, &asked.after);
    let name = draft_of(&desk, open.case, step);
    let opened = windows::open(&state, &desk, name, &wanted).await?;
    let window = opened.window.cell();
    if let Some(draft) = &opened.draft {
        let kept = Submitted::parse(draft.fields.as_bytes());
        let address = format!("/cases/{}/steps/{}", open.case, step.id);
        let put_in = opened.notice(&context, &desk, &address, &OWN);
        let mut notice = Html::all([before, put_in]);
        let seen = kept.get(SEEN).parse().unwrap_or(open.known.state.seq);
        if seen < open.known.state.seq {
            let since = since(&desk, &open, words, seen, "stepform-draft-old").await?;
            notice = Html::all([notice, since]);
        }
        let mut values = values_of(step, &kept);
        files_of_draft(&desk, &opened.window, step, &kept, &mut values).await?;
        let moved = came(&open, words, step, &mut values, seen);
        // The same text in two windows is given once: it keeps its name.
        let key = kept.get(REQUEST_KEY);
        let with = With {
            notice: Html::all([notice, moved]),
            saved: opened.saved(&context),
            window,
            key: (!key.is_empty()).then(|| key.to_owned()),
            name: opened.name(),
            ..With::default()
        };
        let page = render(&context, &desk, &state, &open, step, &values, with)?;
        return Ok(Answer(page).into_response());
    }
    let mut known = if asked.about.is_empty() {
        Values::default()
    } else {
        let kinds: Vec<&str> = step.kinds().collect();
        given(step, book, &open.known.state, &asked.about, &kinds)
    };
    let state_of_case = &open.known.state;
    let to_meet = opening(
        steps_of(book),
        book,
        state_of_case,
        &asked.duty,
        &asked.about,
    );
    if let Some(opening) = to_meet {
        if opening.step.id != step.id {
            // What it is about is not there yet: it is made first.
            let first = address(open.case, &opening.step.id, &opening.given);
            return Ok(redirect::see_other(&first));
        }
        known = opening.given;
    }
    if asked.late {
        for name in step.own_days() {
            known.set(name, "");
        }
    }
    let query = query.unwrap_or_default();
    let mut told: Vec<String> = Vec::new();
    for (name, text) in form_urlencoded::parse(query.as_bytes()) {
        let field = name.split('.').next().unwrap_or_default();
        if step.field(field).is_none() {
            continue;
        }
        // What the address says goes before what the thing says; marks are several.
        if !told.iter().any(|other| *other == name) {
            known.clear(&name);
            told.push(name.clone().into_owned());
        }
        known.push(name, text);
    }
    goals_of_assessment(&desk, &open, step, &mut known).await?;
    let proposed = outcome_of_assessment(&desk, &open, step, words, &mut known).await?;
    let mut values = prefill(step, &open.known.state, book, desk.now.second, &known);
    assessed::begun(&open, step, &mut values);
    let notice = match asked.late {
        true => alert(
            context.t,
            AlertKind::Info,
            "stepform-late",
            Html::text(&context.t.get("stepform-late-more")),
        ),
        false => before,
    };
    let address = format!("/cases/{}/steps/{}", open.case, step.id);
    let others = opened.notice(&context, &desk, &address, &OWN);
    let with = With {
        notice: Html::all([notice, proposed, others]),
        window,
        name: opened.name(),
        ..With::default()
    };
    let page = render(&context, &desk, &state, &open, step, &values, with)?;
    Ok(Answer(page).into_response())
}

/// That the step before was saved, with the way to its receipt.
fn after(t: crate::Texts, case: CaseNo, events: &str) -> Html {
    if range(events).is_none() {
        return Html::default();
    }
    let receipt = format!("/cases/{case}/done/{events}");
    let link = Html::link(&receipt, &t.get("stepform-see-receipt"));
    alert(t, AlertKind::Success, "stepform-registered", link)
}

/// Which outcome the newest assessment ended in, where no decision has been made since.
const OUTCOME: &str = "support";
/// The decision, and the field in which it says the same.
const DECISION: &str = "decision";
const DECIDED: &str = "value";

/// A decision begins with what the assessment ended in, as a proposal. Where that was no support nothing is chosen: what is decided
/// then is another thing than support or placement.
async fn outcome_of_assessment(
    desk: &Desk,
    open: &Open,
    step: &Step,
    words: Words<'_>,
    known: &mut Values,
) -> Result<Html, AppError> {
    let state = &open.known.state;
    let newest = state.sections.iter().rev();
    let newest = newest.into_iter().find(|told| told.what.section == OUTCOME);
    let decided = |seq: i64| {
        let mut facts = state.facts.iter();
        facts.any(|held| held.fact.cells.kind == "decision_made" && held.seq > seq)
    };
    let of_step = step.field(DECIDED).filter(|_| step.id == DECISION);
    let newest = newest.filter(|told| !told.what.emptied && !decided(told.seq));
    let (Some(field), Some(told)) = (of_step, newest) else {
        return Ok(Html::default());
    };
    if known.iter().any(|(name, _)| name == DECIDED) {
        return Ok(Html::default());
    }
    let texts = written::words_of(desk, &open.permit, open.case, &[told.what.text]).await?;
    let Some(answer) = texts.values().next().map(|text| text.trim()) else {
        return Ok(Html::default());
    };
    let (t, offered) = (words.t, field.options().iter().any(|word| word == answer));
    known.set(DECIDED, if offered { answer } else { "" });
    let said = [("answer", section_text(t, OUTCOME, answer).into())];
    let key = match offered {
        true => "stepform-outcome-proposed",
        false => "stepform-outcome-other",
    };
    let text = Html::text(&t.with(key, &said));
    Ok(alert(t, AlertKind::Info, "stepform-outcome", text))
}

/// A plan begins with the goals that the assessment ended in.
async fn goals_of_assessment(
    desk: &Desk,
    open: &Open,
    step: &Step,
    known: &mut Values,
) -> Result<(), AppError> {
    let mut fields = step.fields.iter();
    let field = fields.find(|field| field.kind == FieldKind::Goals);
    let (Some(field), Some(text)) = (field, goals::wanted(&open.known.state)) else {
        return Ok(());
    };
    if known.rows(field.name).is_empty() {
        let words = written::words_of(desk, &open.permit, open.case, &[text]).await?;
        for words in words.values() {
            goals::from_lines(words, field.name, known);
        }
    }
    Ok(())
}
