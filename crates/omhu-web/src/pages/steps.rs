//! The steps of the law as forms: the list of them, a form, what it wrote.
//!
//! Owns: a case as the forms see it, the right that each step asks for, the addresses of the area. Must not know: which
//! forms there are and what they ask (`omhu_casework::steps`), how a duty is met.

mod around;
mod assessed;
mod beside;
mod concern;
mod done;
mod fields;
mod files;
mod form;
mod give;
mod law;
mod letter;
mod list;
mod rows;
mod said;
mod warn;
mod words;
pub(super) mod written;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::routing::{get, post};
use omhu_casework::access::{Action, Label, Subject};
use omhu_casework::case::CaseState;
use omhu_casework::ids::{CaseNo, TextNo, UserNo};
use omhu_casework::steps::entries::{OTHER_BASIS, beside as beside_list};
use omhu_casework::steps::rules::Occasion;
use omhu_casework::steps::write::Write;
use omhu_casework::steps::{FieldKind, Step, Steps, Values};
use omhu_law::book::LawBook;
use omhu_law::calendar::Day;
use omhu_store::{Permit, RequestKey};

use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::token;
use crate::pages::cases::line;
use crate::pages::windows;
use crate::state::AppState;
use crate::view::components::Leave;

pub(super) use around::{child, telling, tells};
pub(crate) use around::{of as around_case, of_writer as around_writer};
pub(super) use fields::Asking;
pub(crate) use files::{DROP, KEPT};
pub(super) use files::{keep as keep_files, take as take_files, with_draft as files_of_draft};
pub(super) use form::{Hidden, fits_in_place};
pub(super) use law::show as law_of;
pub(super) use rows::{DropRow, MoreRows};
pub(crate) use warn::warning_texts;
pub(super) use warn::{heeded, holder, sentences, show as show_warnings};
pub(super) use words::Words;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/cases/{case}/steps", get(list::show))
        .route(
            "/cases/{case}/steps/{step}",
            get(form::show).post(give::submit),
        )
        .route("/cases/{case}/done/{range}", get(done::show))
        .route("/cases/{case}/done/{range}/undo", post(done::undo))
}

/// The fields that a page adds to those of a step.
pub(super) const REQUEST_KEY: &str = "request_key";
const SEEN: &str = "seen_seq";
const SHOWN: &str = "shown";
const DESPITE: &str = "despite";
pub(super) const WHY: &str = "despite_reason";
/// The button that opens the next step too.
const GO_ON: &str = "go_on";
/// The button that writes nothing and says what lacks.
const LOOK: &str = "look";
/// The button that keeps what was typed and goes to another step, named with what is known for it.
const LEAVE: &str = "leave";
/// The writing of a part that a form began with.
const BEGUN: &str = "begun";
/// The button that shows one more row of a field, and the one that takes a row away.
pub(super) const ONE_MORE: &str = "one_more";
pub(super) const ONE_LESS: &str = "one_less";
const OWN: [&str; 12] = [
    REQUEST_KEY,
    SEEN,
    SHOWN,
    DESPITE,
    WHY,
    GO_ON,
    LOOK,
    LEAVE,
    BEGUN,
    ONE_MORE,
    ONE_LESS,
    windows::FIELD,
];
/// What the forms ask for goes beyond the public contract, so its lack says something.
const FURTHER: bool = true;

/// The steps under the law book of this server, made once.
pub(super) fn steps_of(book: &LawBook) -> &'static Steps {
    static STEPS: OnceLock<Steps> = OnceLock::new();
    STEPS.get_or_init(|| Steps::new(book))
}

/// A name for one sending of one form.
pub(super) fn request_key(state: &AppState, desk: &Desk) -> String {
    // The counter begins anew with the server; the second does not.
    format!("{}-{}", desk.now.second, token::reference(state))
}

/// What names a sending of a form: none where the form names none.
pub(super) fn key_of(sent: &Submitted, route: &str) -> Option<RequestKey> {
    let key = sent.get(REQUEST_KEY);
    (!key.is_empty()).then(|| RequestKey {
        key: key.to_owned(),
        route: route.to_owned(),
        body: body_hash(sent),
    })
}

/// The hash of what a form sent, without its token. The same text is the same from whatever window, and whatever was
/// written in the case meanwhile.
fn body_hash(sent: &Submitted) -> [u8; 32] {
    use sha2::Digest as _;
    let mut hash = sha2::Sha256::new();
    let typed = |name: &str| ![windows::FIELD, SEEN].contains(&name);
    for (name, text) in sent.fields().filter(|(name, _)| typed(name)) {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    for (name, file) in sent.files() {
        hash.update(name.as_bytes());
        hash.update([1]);
        hash.update(sha2::Sha256::digest(&file.content));
    }
    hash.finalize().into()
}

/// The right that a step asks for.
fn action_of(step: &Step) -> Action {
    let kind = |wanted: &str| step.kinds().any(|kind| kind == wanted);
    let only_notes = step
        .writes
        .iter()
        .all(|rule| matches!(rule.write, Write::Note { .. }));
    if kind("fact_retracted") {
        Action::Correct
    } else if only_notes {
        Action::WriteNote
    } else {
        right_to_register(step.kinds())
    }
}

/// The right that registering facts of these kinds asks for: whoever distributes or decides does more than register.
pub(crate) fn right_to_register<'k>(kinds: impl Iterator<Item = &'k str>) -> Action {
    let mut right = Action::RegisterFact;
    for kind in kinds {
        match kind {
            "case_assigned" => return Action::Assign,
            "decision_made" | "placement_renewed" => right = Action::Decide,
            _ => {}
        }
    }
    right
}

/// Where a button of [`LEAVE`] leads: to a step of the same case, and nowhere else.
fn way_out(steps: &Steps, case: CaseNo, sent: &Submitted) -> Option<String> {
    let (step, known) = sent
        .get(LEAVE)
        .split_once('?')
        .unwrap_or((sent.get(LEAVE), ""));
    let step = steps.find(step)?;
    let known: Values = form_urlencoded::parse(known.as_bytes())
        .into_owned()
        .collect();
    Some(beside::address(case, &step.id, &known))
}

/// The button that leads from a form at `action` to a step's form at `href`, in the same case.
fn leave(action: &str, href: &str) -> Option<Leave> {
    let (steps, _) = action.rsplit_once('/')?;
    let value = href.strip_prefix(steps)?.strip_prefix('/')?;
    Some(Leave {
        action: action.to_owned(),
        name: LEAVE,
        value: value.to_owned(),
    })
}

/// The name of a step's draft.
pub(super) fn draft_form(step: &str) -> String {
    format!("step:{step}")
}

/// Another child of the family.
struct Sibling {
    case: CaseNo,
    name: String,
}

/// What the fields of a form draw on.
pub(super) struct Known {
    state: CaseState,
    siblings: Vec<Sibling>,
    /// Who has cases: id and name.
    colleagues: Vec<(String, String)>,
    teams: Vec<(String, String)>,
    /// Whether names may be shown: of the child, and of who has the case.
    named: bool,
    /// The words of goals, of the parts of assessments and of notifications.
    goal_words: BTreeMap<TextNo, String>,
}

impl Known {
    /// Of a case that is not there yet.
    pub(super) fn nothing() -> Known {
        Known {
            state: CaseState::new(CaseNo(0), ""),
            siblings: Vec::new(),
            colleagues: Vec::new(),
            teams: Vec::new(),
            named: true,
            goal_words: BTreeMap::new(),
        }
    }

    /// Of a case that is open elsewhere: its things, and who can have it.
    pub(super) async fn of_state(desk: &Desk, state: &CaseState) -> Result<Known, AppError> {
        let colleagues = desk.store().colleagues().await?.into_iter();
        Ok(Known {
            state: state.clone(),
            colleagues: colleagues
                .filter_map(|each| Some((each.caseworker?, each.name)))
                .collect(),
            teams: line::team_titles(desk.store()).await?,
            ..Known::nothing()
        })
    }

    /// The day and the legal basis that a step with these answers concerns.
    pub(super) fn occasion(&self, step: &Step, values: &Values, today: Day) -> Occasion {
        Occasion::of(step, values, &self.state, today)
    }
}

/// A case, opened for a form.
struct Open {
    case: CaseNo,
    permit: Permit,
    subject: Arc<Subject>,
    known: Known,
    /// The child's name where it may be told, else the case's number.
    name: String,
    child_names: Vec<String>,
    /// The names of users.
    users: BTreeMap<UserNo, String>,
}

impl Open {
    async fn case(desk: &Desk, case: CaseNo) -> Result<Open, AppError> {
        let (permit, subject) = desk.look(Action::See(Label::CaseText), case).await?;
        let store = desk.store();
        let state = store.case_state(&permit, case).await?;
        let line = store.case_line(&permit, case).await?;
        let (given, surname) = line.map_or_else(Default::default, |l| {
            (l.given_names.clone(), l.surname.clone())
        });
        let child_names: Vec<String> = [given, surname]
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect();
        let named = desk.may(Action::See(Label::Core), Some(&subject));
        let name = match child_names.join(" ") {
            none if none.is_empty() || !named => state.reference.clone(),
            name => name,
        };
        let mut siblings = Vec::new();
        let family = desk.siblings(&permit, case, state.family(), None);
        for line in family.await? {
            let subject = store.subject(line.case).await?;
            let sees = |it: &Subject| {
                let labels = [Label::CaseText, Label::Core].into_iter();
                let mut labels = labels.map(Action::See);
                labels.all(|label| desk.may(label, Some(it)))
            };
            if subject.is_some_and(|it| sees(&it)) {
                let name = format!("{} {}", line.given_names, line.surname);
                siblings.push(Sibling {
                    case: line.case,
                    name: format!("{} ({})", name.trim(), line.reference)
                        .trim()
                        .to_owned(),
                });
            }
        }
        let mut colleagues = Vec::new();
        let mut users = BTreeMap::new();
        let staffed = desk.may(Action::See(Label::Staff), Some(&subject));
        for colleague in store.colleagues().await? {
            if staffed {
                users.insert(colleague.user, colleague.name.clone());
            }
            colleagues.extend(colleague.caseworker.map(|id| (id, colleague.name)));
        }
        let mut numbers: Vec<TextNo> = state.goals.values().map(|goal| goal.what.text).collect();
        numbers.extend(assessed::numbers(&state));
        numbers.extend(concern::numbers(&state));
        let goal_words = written::words_of(desk, &permit, case, &numbers).await?;
        let known = Known {
            state: Arc::unwrap_or_clone(state),
            siblings,
            colleagues,
            teams: line::team_titles(store).await?,
            named,
            goal_words,
        };
        Ok(Open {
            case,
            permit,
            subject,
            known,
            name,
            child_names,
            users,
        })
    }
}

/// Whoever only reads the case has no steps.
fn writes(desk: &Desk, open: &Open) -> Result<(), AppError> {
    let may = |action| desk.may(action, Some(&open.subject));
    if may(Action::RegisterFact) || may(Action::WriteNote) || may(Action::Assign) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// The answers of a form, without what the page added.
pub(super) fn values_of(step: &Step, sent: &Submitted) -> Values {
    let fields = sent.fields().filter(|(name, _)| !OWN.contains(name));
    let mut values: Values = fields.collect();
    for field in &step.fields {
        let typed = values.get(&beside_list(field.name)).to_owned();
        // A paragraph that is not on the list is typed beside it. Where one is chosen too, both stay: they may differ.
        let chosen = matches!(field.kind, FieldKind::Basis(_))
            && !["", OTHER_BASIS].contains(&values.get(field.name));
        if !typed.is_empty() && !chosen {
            values.set(field.name, typed);
        }
    }
    values
}
