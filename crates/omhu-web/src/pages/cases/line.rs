//! How a case stands in any list: the child's name and age, where the case is, who has it.
//!
//! Owns: these words, and the names of caseworkers by the ids that cases give them. Must not know: which list.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use omhu_casework::ids::CaseNo;
use omhu_casework::worklist::{Item, Turn};
use omhu_law::calendar::Day;
use omhu_store::accounts::Directory;
use omhu_store::{CaseLine, HeldBy, Store, WorkRow};

use crate::http::failure::AppError;
use crate::texts::Texts;
use crate::view::components::Choice;

/// Stands in an address for cases that nobody has.
pub(in crate::pages) const NOBODY: &str = "-";
/// Stands in an address for cases of somebody who cannot sign in here: of another system, or with a closed account.
pub(in crate::pages) const NO_USER: &str = "--";

/// Where a case is.
pub(in crate::pages) fn href(case: CaseNo) -> String {
    format!("/cases/{case}")
}

/// Whole years on a day; none before the birth.
pub(in crate::pages) fn age(born: Day, today: Day) -> Option<u32> {
    let ((year, month, day), (born_year, born_month, born_day)) = (today.civil(), born.civil());
    let had = (month, day) >= (born_month, born_day);
    let years = i64::from(year) - i64::from(born_year) - i64::from(!had);
    u32::try_from(years).ok()
}

/// `Freja Holm, 7 år`; without a name the case's own id.
pub(in crate::pages) fn who(t: Texts, line: &CaseLine, today: Day) -> String {
    let name = format!("{} {}", line.given_names, line.surname);
    let name = match name.trim() {
        "" => line.reference.clone(),
        name => name.to_owned(),
    };
    match line.born_on.and_then(|born| age(born, today)) {
        Some(age) => t.with("list-who", &[("name", name.into()), ("age", age.into())]),
        None => name,
    }
}

/// What is typed or chosen, where something is.
pub(in crate::pages) fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An address with those parts of a query that say something.
pub(in crate::pages) fn address(path: &str, parts: &[(&str, &str)]) -> String {
    let said = parts.iter().filter(|(_, value)| !value.is_empty());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(said)
        .finish();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// A row of the store as the worklist takes it.
pub(in crate::pages) fn item<'r>(row: &'r WorkRow, turn: &'r Turn) -> Item<'r> {
    Item {
        case: row.case.case,
        reference: &row.case.reference,
        family: &row.case.family,
        team: &row.case.team,
        caseworker: &row.case.caseworker,
        duty: &row.duty,
        turn,
    }
}

/// The id and the title of each team: the id again where it has no title.
pub(in crate::pages) async fn team_titles(
    store: &Store,
) -> Result<Vec<(String, String)>, AppError> {
    Ok(store.directory().await?.teams.clone().into_iter().collect())
}

/// Colleagues and teams, as lists and filters name them.
#[derive(Clone, Default, Debug)]
pub(in crate::pages) struct Names(Arc<Directory>);

impl Names {
    /// Those of a store.
    pub(in crate::pages) async fn of(store: &Store) -> Result<Self, AppError> {
        Ok(Self(store.directory().await?))
    }

    /// A caseworker's name, their id where no account has it, and that nobody signs in by it; a word where there is nobody.
    pub(in crate::pages) fn worker(&self, t: Texts, id: &str) -> String {
        if id.is_empty() {
            return t.get("list-nobody");
        }
        let name = self.0.workers.get(id).map_or(id, String::as_str).to_owned();
        match self.is_here(id) {
            true => name,
            false => t.with("list-worker-not-here", &[("name", name.into())]),
        }
    }

    /// Whether somebody signs in here who has this id in cases.
    pub(in crate::pages) fn is_here(&self, id: &str) -> bool {
        self.0.working.contains(id)
    }

    /// Who has the cases that an address asks for.
    pub(in crate::pages) fn held_by(&self, asked: &str) -> HeldBy {
        match asked.trim() {
            "" => HeldBy::Anybody,
            NOBODY => HeldBy::One(String::new()),
            NO_USER => HeldBy::NoneOf(Arc::clone(&self.0.working)),
            worker => HeldBy::One(worker.to_owned()),
        }
    }

    /// A team's title; a word where there is none.
    pub(in crate::pages) fn team(&self, t: Texts, id: &str) -> String {
        match (id, self.0.teams.get(id)) {
            ("", _) => t.get("list-no-team"),
            (_, Some(title)) => title.clone(),
            (id, None) => id.to_owned(),
        }
    }

    /// These caseworkers, and the one that is chosen; "all" in front, nobody behind it where that is offered too. Those who
    /// cannot sign in here stand under a heading of their own, all of them as one choice first.
    pub(in crate::pages) fn worker_choices(
        &self,
        t: Texts,
        offered: &BTreeSet<&str>,
        chosen: &str,
    ) -> Vec<Choice> {
        let mut offered = offered.clone();
        let nobody = offered.remove("") || chosen == NOBODY;
        let all_of_them = chosen == NO_USER;
        if !matches!(chosen, "" | NOBODY | NO_USER) {
            offered.insert(chosen);
        }
        let (here, elsewhere): (BTreeSet<&str>, BTreeSet<&str>) =
            offered.into_iter().partition(|id| self.is_here(id));
        let mut choices = choices(t, &self.0.workers, &here, chosen);
        if nobody {
            let nobody = Choice::new(NOBODY, t.get("list-nobody"));
            choices.insert(1, nobody.chosen(chosen == NOBODY));
        }
        if elsewhere.is_empty() && !all_of_them {
            return choices;
        }
        let heading = t.get("list-no-user");
        let all = Choice::new(NO_USER, t.get("list-no-user-all")).chosen(all_of_them);
        choices.push(all.group(&heading));
        let named = |id: &str| self.0.workers.get(id).cloned();
        let mut named: Vec<(&str, String)> = (elsewhere.into_iter())
            .map(|id| (id, named(id).unwrap_or_else(|| id.to_owned())))
            .collect();
        named.sort_by_key(|(_, name)| name.to_lowercase());
        choices.extend(named.into_iter().map(|(id, name)| {
            let choice = Choice::new(id, name).chosen(id == chosen);
            choice.group(&heading)
        }));
        choices
    }

    /// The caseworkers of these teams, those who have cases that are shown, and who is chosen; "all" in front.
    pub(in crate::pages) fn worker_choices_of(
        &self,
        t: Texts,
        teams: &BTreeSet<String>,
        having: &BTreeSet<&str>,
        chosen: &str,
    ) -> Vec<Choice> {
        let mut offered = self.workers_of(teams);
        offered.extend(having);
        self.worker_choices(t, &offered, chosen)
    }

    /// The caseworkers of these teams.
    pub(in crate::pages) fn workers_of(&self, teams: &BTreeSet<String>) -> BTreeSet<&str> {
        let placed = self.0.placed.iter();
        let placed = placed.filter(|(_, placed)| !placed.is_disjoint(teams));
        let own = placed.filter_map(|(user, _)| self.0.ids.get(user));
        own.map(String::as_str).collect()
    }

    /// These teams, and the one that is chosen; "all" in front.
    pub(in crate::pages) fn choices_of_teams(
        &self,
        t: Texts,
        teams: &BTreeSet<String>,
        chosen: &str,
    ) -> Vec<Choice> {
        let offered = teams.iter().map(String::as_str).collect();
        choices(t, &self.0.teams, &offered, chosen)
    }
}

fn choices(
    t: Texts,
    named: &BTreeMap<String, String>,
    offered: &BTreeSet<&str>,
    chosen: &str,
) -> Vec<Choice> {
    let named = named.iter();
    let mut sorted: Vec<_> = named
        .filter(|(id, _)| offered.contains(id.as_str()) || *id == chosen)
        .collect();
    sorted.sort_by_key(|(_, name)| name.to_lowercase());
    let all = Choice::new("", t.get("list-all")).chosen(chosen.is_empty());
    let each = sorted
        .into_iter()
        .map(|(id, name)| Choice::new(id, name).chosen(id == chosen));
    [all].into_iter().chain(each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_whole_years() {
        let day = |text: &str| Day::parse(text.as_bytes()).expect("a day");
        assert_eq!(age(day("2019-11-18"), day("2026-11-18")), Some(7));
        assert_eq!(age(day("2019-11-19"), day("2026-11-18")), Some(6));
        assert_eq!(age(day("2026-12-01"), day("2026-11-18")), None);
    }

    #[test]
    fn an_address_says_only_what_narrows() {
        assert_eq!(address("/cases", &[("team", ""), ("worker", "")]), "/cases");
        assert_eq!(
            address("/cases", &[("team", "å b")]),
            "/cases?team=%C3%A5+b"
        );
    }
}
