//! A case as its pages need it: read once, with the permit and the names that stand in it.
//!
//! Owns: which reads a page of a case makes. Must not know: what a page shows of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use omhu_casework::access::{Action, Label, Output, Subject};
use omhu_casework::case::{CaseState, Told};
use omhu_casework::command::Words;
use omhu_casework::duties::Duties;
use omhu_casework::event::{Document, Link, Section};
use omhu_casework::ids::{CaseNo, TextNo, UserNo};
use omhu_law::book::LawBook;
use omhu_law::calendar::Day;
use omhu_store::accounts::Directory;
use omhu_store::{CaseLine, InCase, Permit};

use super::letters::{Letters, Opening};
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::pages::glass::second;
use crate::pages::steps::written::REPORTER;
use crate::texts::Texts;

/// One case, open on the desk.
pub struct CaseFile {
    /// That it may be read, and the row in the log that says so.
    pub permit: Permit,
    /// What the policy knows of it.
    pub subject: Arc<Subject>,
    /// Its number.
    pub case: CaseNo,
    /// Its state, now or as it was known.
    pub state: Arc<CaseState>,
    /// As lists show it now.
    pub line: Option<Arc<CaseLine>>,
    /// Who has a part in it.
    pub people: Vec<InCase>,
    /// How many had a part in it on the day of the page and have none now: who they are is not kept with the case.
    pub left: usize,
    /// Where it stands who notified, the newest of each notification: never in words, so that anybody's page may know of it.
    pub notifiers: Vec<Told<Section>>,
    /// The other cases of the family, as it was known on the day.
    pub siblings: Vec<CaseLine>,
    /// The day that the page is about.
    pub day: Day,
    /// Whether that is another day than today.
    pub known: bool,
    /// Whether names may be shown.
    pub named: bool,
    /// Whether duties may be shown.
    pub dated: bool,
    /// Whether something may be registered: never in the past.
    pub may_register: bool,
    /// Whether a note may be written.
    pub may_note: bool,
    /// Whether a fact may be corrected: never in the past.
    pub may_correct: bool,
    /// Whether the case may be given to somebody else.
    pub may_assign: bool,
    /// Whether a protected address of it may be shown, or somebody be asked who lets it be shown.
    pub may_reveal: bool,
    /// Whether who notified is read in the course.
    pub sees_notifier: bool,
    /// Whether who notified is told after a click, and not in the course.
    pub may_reveal_notifier: bool,
    /// Which documents may say who notified.
    letters: Letters,
    /// Whether it may be put on paper.
    pub may_print: bool,
    /// Whether the page says who wrote what.
    pub staffed: bool,
    /// Whether who looked may be seen.
    pub may_see_log: bool,
    names: Arc<Directory>,
}

impl CaseFile {
    /// Asks, logs and reads; with a day, the case as it was known then.
    pub async fn open(desk: &Desk, case: CaseNo, known: Option<Day>) -> Result<Self, AppError> {
        let (permit, subject) = desk.look(Action::See(Label::CaseText), case).await?;
        Self::read(desk, permit, subject, known).await
    }

    /// The same with a permit that was asked for already.
    pub async fn read(
        desk: &Desk,
        permit: Permit,
        subject: Arc<Subject>,
        known: Option<Day>,
    ) -> Result<Self, AppError> {
        let (store, case, today) = (desk.store(), subject.case, desk.now.today);
        let known = known.filter(|day| *day < today);
        let state = match known {
            Some(day) => Arc::new(store.case_as_known_on(&permit, case, day).await?),
            None => store.case_state(&permit, case).await?,
        };
        let newest = match known {
            Some(_) => store.case_state(&permit, case).await?,
            None => Arc::clone(&state),
        };
        let letters = Letters::of(desk, &subject, &newest);
        let notifiers = notifiers(&state);
        let sees_notifier = desk.may(Action::See(Label::Reporter), Some(&subject));
        let state = match sees_notifier {
            true => state,
            false => without_reporter(state),
        };
        let line = store.case_line(&permit, case).await?;
        let people = store.people(&permit, case).await?;
        let same = |told: &Told<Link>, held: &InCase| {
            told.what.person == held.person.number && told.what.part == held.part
        };
        let left = state.people.iter().filter(|told| {
            let mut people = people.iter();
            !people.any(|held| same(told, held))
        });
        let left = left.count();
        let people = people.iter().filter(|held| {
            let mut known = state.people.iter();
            known.any(|told| same(told, held))
        });
        let people = people.cloned().collect();
        let siblings = desk.siblings(&permit, case, state.family(), known);
        let siblings = siblings.await?;
        let names = store.directory().await?;
        let may = |action| desk.may(action, Some(&subject));
        Ok(Self {
            named: may(Action::See(Label::Core)),
            dated: may(Action::See(Label::Deadline)),
            may_register: known.is_none() && may(Action::RegisterFact),
            may_note: may(Action::WriteNote),
            may_correct: known.is_none() && may(Action::Correct),
            may_assign: known.is_none() && may(Action::Assign),
            may_reveal: may(Action::Reveal(subject.protected.label()))
                || second::is_lacking(desk, &subject),
            sees_notifier,
            may_reveal_notifier: known.is_none()
                && !sees_notifier
                && !notifiers.is_empty()
                && may(Action::Reveal(Label::Reporter)),
            may_print: may(Action::Print(Output::CaseDocuments)),
            staffed: may(Action::See(Label::Staff)),
            may_see_log: may(Action::SeeAccessLog),
            day: known.unwrap_or(today),
            known: known.is_some(),
            permit,
            subject,
            case,
            state,
            line,
            people,
            left,
            notifiers,
            siblings,
            letters,
            names,
        })
    }

    /// The duties on the day of the page.
    pub fn duties(&self, desk: &Desk) -> Duties {
        desk.store().duties_of(&self.state, self.day, self.day)
    }

    /// The law book.
    pub fn book<'d>(&self, desk: &'d Desk) -> &'d LawBook {
        desk.store().book()
    }

    /// The child's name; where names may not be shown or none is known, nothing.
    pub fn child(&self) -> Option<String> {
        let line = self.line.as_ref().filter(|_| self.named)?;
        let name = format!("{} {}", line.given_names, line.surname);
        let name = name.trim();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// What a caseworker is called; nothing for who may not know.
    pub fn worker<'f>(&'f self, id: &'f str) -> &'f str {
        if !self.named {
            return "";
        }
        self.names.workers.get(id).map_or(id, String::as_str)
    }

    /// What somebody with an account is called; empty: nobody is known by this number.
    pub fn user(&self, user: UserNo) -> &str {
        self.names.users.get(&user).map_or("", String::as_str)
    }

    /// What a team is called; empty: none, or not for who asks.
    pub fn team(&self, t: Texts, id: &str) -> String {
        match self.names.teams.get(id) {
            _ if !self.named => String::new(),
            Some(title) if title != id => title.clone(),
            _ => team_of_id(t, id),
        }
    }

    /// Whether a document is opened, and its name told.
    pub fn opening(&self, document: &Told<Document>) -> Opening {
        self.letters.opening(document.seq)
    }

    /// Whether a document may say who notified.
    pub fn is_letter(&self, document: &Told<Document>) -> bool {
        self.letters.contains(document.seq)
    }

    /// Texts of the case, by number; names of files for files.
    pub async fn texts(
        &self,
        desk: &Desk,
        numbers: impl IntoIterator<Item = TextNo>,
    ) -> Result<BTreeMap<TextNo, String>, AppError> {
        let mut numbers: Vec<TextNo> = numbers.into_iter().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let store = desk.store();
        let texts = store.texts(&self.permit, self.case, &numbers).await?;
        let read = texts.into_iter().map(|text| match text.words {
            Words::Text(words) => (text.number, words),
            Words::File { name, .. } => (text.number, name),
        });
        Ok(read.collect())
    }

    /// The address of the case, or of a page of it (`/journal`).
    pub fn path(&self, page: &str) -> String {
        format!("/cases/{}{page}", self.case)
    }
}

/// A team that has no title.
fn team_of_id(t: Texts, id: &str) -> String {
    // An id may say already that it is a team.
    if id.is_empty() || id.to_lowercase().starts_with("team") {
        return id.to_owned();
    }
    t.with("case-team", &[("team", id.into())])
}

/// Who notified, once for each notification.
fn notifiers(state: &CaseState) -> Vec<Told<Section>> {
    let named = || {
        state
            .sections
            .iter()
            .filter(|told| told.what.section == REPORTER)
    };
    let newest = named().filter(|told| {
        let mut later = named().filter(|other| other.seq > told.seq);
        !later.any(|other| other.what.about == told.what.about)
    });
    newest.cloned().collect()
}

/// The case for those who may read it, but not who notified.
fn without_reporter(state: Arc<CaseState>) -> Arc<CaseState> {
    let names = |told: &Told<Section>| told.what.section == REPORTER;
    if !state.sections.iter().any(names) {
        return state;
    }
    let mut shown = CaseState::clone(&state);
    shown.sections.retain(|told| !names(told));
    Arc::new(shown)
}

#[cfg(test)]
mod tests {
    use omhu_report::Lang;

    use super::*;

    #[test]
    fn a_team_is_called_a_team_once() {
        let t = Texts::of(Lang::Da);
        assert_eq!(team_of_id(t, "Team 02"), "Team 02");
        assert_eq!(team_of_id(t, "nord"), "Team nord");
        assert_eq!(team_of_id(t, ""), "");
    }
}
