//! What every page of a case has: its head, the way to its other pages, what must be said before it is read.
//!
//! Owns: these three, and the template of a page that is a form. Must not know: the page's content.

use askama::Template;
use omhu_casework::access::{
    Action as Ask, Label, ProtectedGrade, Subject, Verdict, decide, reason,
};
use omhu_casework::steps::handover::years;
use omhu_law::calendar::{Day, When};

use super::file::CaseFile;
pub use super::html::{block, heading, on_screen, paragraph, written};
use crate::context::Context;
use crate::desk::{Desk, denied};
use crate::http::failure::AppError;
use crate::texts::Texts;
use crate::view::components::{Action, Alert, AlertKind, CaseHeader, Fact, FaultList};
use crate::view::html::Html;
use crate::view::layout::{Page, Place};

/// The months over which changes of caseworker are counted.
const MONTHS: i32 = 24;

/// A page that is a form, with what is read before and after it.
#[derive(Template)]
#[template(path = "pages/case/form.html")]
pub struct FormPage {
    /// The frame.
    pub page: Page,
    /// The heading; empty where `before` holds it.
    pub heading: String,
    /// What is read before the form.
    pub before: Vec<Html>,
    /// Where the form is sent.
    pub action: String,
    /// Hidden fields.
    pub hidden: Vec<(&'static str, String)>,
    /// The list of faults.
    pub faults: Option<Html>,
    /// The fields.
    pub fields: Vec<Html>,
    /// The word of the button; empty: there is no form.
    pub button: String,
    /// What stands in the form under its button: the button is the first, so that the Enter key saves.
    pub below: Vec<Html>,
    /// What is read after it.
    pub after: Vec<Html>,
}

/// The list of faults above a form; nothing where there are none.
pub fn fault_list(t: Texts, faults: Vec<(String, String)>) -> Option<Html> {
    let password = |(field, _): &(String, String)| field == "password";
    let passwords = faults.iter().any(password);
    faults_above(t, faults, passwords)
}

/// The same above a form that asks for a password.
pub fn fault_list_of_passwords(t: Texts, faults: Vec<(String, String)>) -> Option<Html> {
    faults_above(t, faults, true)
}

fn faults_above(t: Texts, faults: Vec<(String, String)>, passwords: bool) -> Option<Html> {
    let list = |faults| FaultList {
        t,
        faults,
        passwords,
    };
    (!faults.is_empty()).then(|| Html::from(list(faults)))
}

/// The fault of one field.
pub fn fault_of<'f>(faults: &'f [(String, String)], field: &str) -> Option<&'f str> {
    let found = faults.iter().find(|(name, _)| name == field);
    found.map(|(_, fault)| fault.as_str())
}

/// Before a form is shown: whether it could be sent, so that nobody writes in vain.
pub fn must(desk: &Desk, file: &CaseFile, action: Ask) -> Result<(), AppError> {
    match decide(desk.viewer(), action, Some(&file.subject), desk.now) {
        Verdict::Allowed { .. } => Ok(()),
        verdict @ Verdict::Denied { .. } => Err(denied(verdict, file.case)),
    }
}

/// The frame of a page of a case.
pub fn page(context: &Context, file: &CaseFile, title: &str) -> Page {
    let title = match file.child() {
        Some(name) => format!("{title} · {name}"),
        None => format!("{title} · {}", file.state.reference),
    };
    context.page_in(Place::Cases, &title)
}

/// The head of the case.
pub fn head(t: Texts, file: &CaseFile) -> CaseHeader {
    let reference = t.with(
        "case-reference",
        &[("reference", (&file.state.reference).into())],
    );
    let (team, _) = file.state.assigned(file.day, file.day);
    let mut line = Vec::new();
    let name = match file.child() {
        Some(name) => {
            line.push(reference);
            name
        }
        None => reference,
    };
    if team.is_empty() {
        line.push(t.get("case-no-team"));
    } else if file.named {
        line.push(file.team(t, team));
    }
    if file.state.closed(file.day, file.day) {
        line.push(t.get("case-closed"));
    }
    CaseHeader {
        t,
        name,
        age: age(t, file),
        line,
        worker: worker(t, file),
        facts: facts(t, file),
        protected: (file.subject.protected != ProtectedGrade::None).then(|| {
            match file.may_reveal {
                true => file.path("/address"),
                false => String::new(),
            }
        }),
        actions: actions(t, file),
    }
}

/// What can be done with the whole case.
fn actions(t: Texts, file: &CaseFile) -> Vec<Action> {
    let mut actions = Vec::new();
    if file.may_note && !file.known {
        let note = file.path("/notes/new");
        actions.push(Action::new(t.get("case-write-note"), note, ""));
    }
    if file.may_assign {
        let (_, worker) = file.state.assigned(file.day, file.day);
        let (step, word) = if worker.is_empty() {
            ("/steps/assign", t.get("case-assign"))
        } else {
            ("/steps/handover", t.get("case-hand-over"))
        };
        actions.push(Action::new(word, file.path(step), ""));
    }
    actions
}

fn born(file: &CaseFile) -> Option<Day> {
    let known = file.line.as_ref().and_then(|line| line.born_on);
    file.state.born(file.day).or(known)
}

fn age(t: Texts, file: &CaseFile) -> String {
    match born(file) {
        Some(day) if day <= file.day => {
            t.with("case-age", &[("years", years(day, file.day).into())])
        }
        Some(_) => t.get("case-unborn"),
        None if file.state.is_unborn(file.day) => t.get("case-unborn"),
        None => t.get("case-no-age"),
    }
}

/// Who has the case, and which one within two years that is.
fn worker(t: Texts, file: &CaseFile) -> String {
    let (_, id) = file.state.assigned(file.day, file.day);
    if id.is_empty() {
        return t.get("case-no-worker");
    }
    if !file.named {
        return String::new();
    }
    let since = file.day.plus_months(-MONTHS);
    let mut had: Vec<(Day, i64, &str)> = file
        .state
        .standing(file.day)
        .filter(|held| held.fact.cells.kind == "case_assigned")
        .filter_map(|held| {
            Some((
                held.when()?.day,
                held.seq,
                held.fact.cells.caseworker.as_str(),
            ))
        })
        .filter(|(day, _, worker)| *day <= file.day && !worker.is_empty())
        .collect();
    had.sort_unstable();
    had.dedup_by_key(|(_, _, worker)| *worker);
    let before = had.iter().filter(|(day, _, _)| *day < since).count();
    let number = had.len() - before.saturating_sub(1);
    let name = file.worker(id);
    if number < 2 {
        return t.with("case-worker", &[("name", name.into())]);
    }
    t.with(
        "case-worker-of",
        &[
            ("name", name.into()),
            ("number", number.into()),
            ("months", (MONTHS as u32).into()),
        ],
    )
}

fn facts(t: Texts, file: &CaseFile) -> Vec<Fact> {
    let mut facts = Vec::new();
    if !file.siblings.is_empty() && !file.named {
        // Whoever reads a case without names may not read that of each sibling: its number leads nowhere.
        let count = t.lang().count(file.siblings.len() as u64);
        facts.push(Fact::new(t.get("case-siblings"), count));
    } else if !file.siblings.is_empty() {
        let mut links = Vec::new();
        for line in &file.siblings {
            let name = if line.given_names.is_empty() {
                let reference = [("reference", line.reference.as_str().into())];
                t.with("case-nameless", &reference)
            } else {
                line.given_names.clone()
            };
            if !links.is_empty() {
                links.push(Html::text(", "));
            }
            links.push(Html::link(&format!("/cases/{}", line.case), &name));
        }
        facts.push(Fact::new(t.get("case-siblings"), Html::all(links)));
    }
    if file.may_reveal_notifier {
        let show = Html::link(
            &file.path(super::notifier::PAGE),
            &t.get("case-notifier-hidden"),
        );
        facts.push(Fact::new(t.get("case-notifier"), show));
    }
    facts.extend(beside(t, file));
    let holders: Vec<String> = file
        .people
        .iter()
        .filter(|held| held.part == "custody_holder" && file.named)
        .map(super::parts::name_of)
        .collect();
    if !holders.is_empty() {
        facts.push(Fact::new(t.get("case-custody"), holders.join(", ")));
    }
    facts
}

/// Who works on the case beside its caseworker, and the way to say who does.
fn beside(t: Texts, file: &CaseFile) -> Option<Fact> {
    let beside = &file.subject.co_assigned;
    if file.known || !file.named || (beside.is_empty() && !file.may_assign) {
        return None;
    }
    let names: Vec<&str> = beside.iter().map(|user| file.user(*user)).collect();
    let names = match names.is_empty() {
        true => t.get("case-beside-nobody"),
        false => names.join(", "),
    };
    let change = file.may_assign.then(|| {
        let change = Html::link(&file.path("/beside"), &t.get("case-beside-change"));
        Html::all([Html::text(" · "), change])
    });
    let value = Html::all([Html::text(&names), change.unwrap_or_default()]);
    Some(Fact::new(t.get("case-beside"), value))
}

/// That the reader is in this case by broken glass only, until when, and the way out.
pub fn glass(t: Texts, desk: &Desk, subject: &Subject) -> Option<Html> {
    let glass = desk.viewer().break_glass.iter();
    let open = glass.filter(|grant| grant.case == subject.case && grant.in_force(desk.now));
    let until = open.map(|grant| grant.until).max()?;
    let sees = Ask::See(Label::CaseText);
    let verdict = decide(desk.viewer(), sees, Some(subject), desk.now);
    let end = format!("/cases/{}/glass/end", subject.case);
    (verdict.reason() == reason::BREAK_GLASS).then(|| {
        Html::from(Alert {
            t,
            kind: AlertKind::Warning,
            heading: t.get("glass-open"),
            body: Html::all([
                Html::text(&t.with(
                    "glass-open-more",
                    &[("clock", t.clock(When::at(until)).into())],
                )),
                Html::text(" "),
                Html::link(&end, &t.get("glass-end")),
            ]),
        })
    })
}

/// What must be said before the case is read: broken glass, another day, who is not registered.
pub fn notices(context: &Context, desk: &Desk, file: &CaseFile) -> Vec<Html> {
    let t = context.t;
    let mut notices: Vec<Html> = glass(t, desk, &file.subject).into_iter().collect();
    if file.known {
        notices.push(Html::from(Alert {
            t,
            kind: AlertKind::Warning,
            heading: t.with("case-known", &[("day", t.day(file.day).into())]),
            body: Html::all([
                Html::text(&t.get("case-known-more")),
                Html::text(" "),
                Html::link(&file.path(""), &t.get("case-known-now")),
            ]),
        }));
    }
    notices
}

/// A link of the case's own navigation.
pub struct Way {
    /// Where to.
    pub href: String,
    /// The word.
    pub word: String,
    /// Whether the page is there.
    pub current: bool,
}

#[derive(Template)]
#[template(
    source = "<nav class=\"case-ways\" aria-label=\"{{ label }}\"><p>{% for way in ways %}{% if !loop.first %} · {% endif %}<a href=\"{{ way.href }}\"{% if way.current %} aria-current=\"page\"{% endif %}>{{ way.word }}</a>{% endfor %}</p></nav>",
    ext = "html"
)]
struct Ways {
    label: String,
    ways: Vec<Way>,
}

/// The way to the other pages of the case; `at` is the end of this page's address.
pub fn ways(t: Texts, file: &CaseFile, at: &str) -> Html {
    let way = |end: &str, word: String| Way {
        href: file.path(end),
        word,
        current: end == at,
    };
    let mut ways = vec![
        way("", t.get("case-front")),
        way("/journal", t.get("case-journal")),
    ];
    if file.may_register {
        ways.push(way("/steps", t.get("case-steps")));
    }
    if !file.known {
        ways.push(way("/handover", t.get("case-handover-way")));
        ways.push(way("/conflicts", t.get("case-conflicts-way")));
    }
    if file.may_see_log {
        ways.push(way("/looks", t.get("case-looks")));
    }
    links(t.get("case-ways"), ways)
}

/// Links to sisters of a page.
pub fn links(label: String, ways: Vec<Way>) -> Html {
    Html::of(&Ways { label, ways })
}
