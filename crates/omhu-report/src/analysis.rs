//! Arranges the counts: one obligation at a time, worst first, its periods without holes, its teams by the alphabet.
//!
//! Owns: order and grouping. Must not know: languages and documents.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use omhu_figures::{By, Counts, PeriodLabel, Tenths};

use crate::{ObligationInfo, ReportInput, RuleInfo};

/// Upper ends (in days over) of the ages of what is missing; the last age is open.
pub(crate) const AGES: [i64; 3] = [7, 30, 90];

/// More periods than this come from a mistyped year, not from a report.
const MOST_PERIODS: usize = 1200;

/// One obligation of one layer with everything known about it.
pub(crate) struct Obligation {
    pub(crate) info: ObligationInfo,
    /// The versions of its rules that the period can have been measured by.
    pub(crate) rules: Vec<RuleInfo>,
    pub(crate) total: Counts,
    /// Every period from the first to the last, also those without numbers.
    pub(crate) periods: Vec<(PeriodLabel, Counts)>,
    /// By the alphabet; the empty name is nobody.
    pub(crate) teams: Vec<(String, Counts)>,
    pub(crate) missing: Missing,
}

/// What the case list says about undone work.
#[derive(Clone, Default)]
pub(crate) struct Missing {
    pub(crate) by_age: [u64; AGES.len() + 1],
    pub(crate) cases: usize,
    pub(crate) longest: Option<i64>,
}

impl Missing {
    pub(crate) fn all(&self) -> u64 {
        self.by_age.iter().sum()
    }
}

pub(crate) struct Analysis {
    /// Worst first.
    pub(crate) obligations: Vec<Obligation>,
    /// All obligations of the statute. Local targets look at the same work once more and are left out.
    pub(crate) whole: Counts,
    pub(crate) missing: Missing,
    pub(crate) by: By,
}

impl Analysis {
    pub(crate) fn of(input: &ReportInput) -> Self {
        let by = input
            .monthly
            .first()
            .map_or(By::Month, |(key, _)| key.period.by());
        let mut obligations: Vec<Obligation> = names(input)
            .into_iter()
            .map(|key| obligation(input, by, key))
            .collect();
        obligations.sort_by_key(worst_first);
        let mut whole = Counts::default();
        for obligation in obligations.iter().filter(|o| o.info.layer != "local") {
            whole.merge(&obligation.total);
        }
        Self {
            obligations,
            whole,
            missing: missing(input, |row| row.layer != "local"),
            by,
        }
    }
}

/// The order of the report: the lowest upper end of the interval first, as there it is surest that too little is
/// done in time; then the most that is missing now; obligations without numbers last.
fn worst_first(obligation: &Obligation) -> (Tenths, Reverse<u64>, String, String) {
    let high = obligation
        .total
        .interval()
        .map_or(Tenths(u32::MAX), |(_, high)| high);
    let info = &obligation.info;
    (
        high,
        Reverse(obligation.total.overdue),
        alphabetical(&info.title),
        info.layer.clone(),
    )
}

fn names(input: &ReportInput) -> BTreeSet<(&str, &str)> {
    let counted = input
        .monthly
        .iter()
        .map(|(key, _)| (key.obligation.as_str(), key.layer.as_str()));
    let by_team = input
        .by_team
        .iter()
        .map(|(key, _)| (key.obligation.as_str(), key.layer.as_str()));
    counted.chain(by_team).collect()
}

fn obligation(input: &ReportInput, by: By, (name, layer): (&str, &str)) -> Obligation {
    let known = input
        .obligations
        .iter()
        .find(|info| info.name == name && info.layer == layer);
    let unknown = || ObligationInfo {
        name: name.to_owned(),
        layer: layer.to_owned(),
        title: name.to_owned(),
        ..ObligationInfo::default()
    };
    let mut counted: BTreeMap<PeriodLabel, Counts> = BTreeMap::new();
    let mut total = Counts::default();
    for (key, counts) in input
        .monthly
        .iter()
        .filter(|(key, _)| key.obligation == name && key.layer == layer)
    {
        counted.entry(key.period).or_default().merge(counts);
        total.merge(counts);
    }
    let mut teams: BTreeMap<&str, Counts> = BTreeMap::new();
    for (key, counts) in input
        .by_team
        .iter()
        .filter(|(key, _)| key.obligation == name && key.layer == layer)
    {
        teams.entry(&key.group).or_default().merge(counts);
    }
    let mut teams: Vec<(String, Counts)> = teams
        .into_iter()
        .map(|(team, c)| (team.to_owned(), c))
        .collect();
    teams.sort_by_key(|(team, _)| (team.is_empty(), alphabetical(team)));
    let mut info = known.cloned().unwrap_or_else(unknown);
    // A heading without a text cannot be read aloud, and PDF/UA refuses it.
    if is_blank(&info.title) {
        info.title = if is_blank(name) {
            "?".to_owned()
        } else {
            name.to_owned()
        };
    }
    Obligation {
        rules: measured_by(&info.rules, input),
        info,
        total,
        periods: without_holes(input, by, &counted),
        teams,
        missing: missing(input, |row| row.obligation == name && row.layer == layer),
    }
}

/// Leaves out what was replaced long before the period and what comes after it. What falls due in the period was
/// triggered at most some years before it: the longest interval of the law is two years.
fn measured_by(rules: &[RuleInfo], input: &ReportInput) -> Vec<RuleInfo> {
    let year = input
        .period_from
        .get(..4)
        .and_then(|year| year.parse::<u16>().ok())
        .unwrap_or(0);
    let earliest = format!(
        "{:04}{}",
        year.saturating_sub(2),
        input.period_from.get(4..).unwrap_or_default()
    );
    let replaced = |rule: &RuleInfo| {
        rules.iter().any(|next| {
            next.rule == rule.rule && rule.in_force < next.in_force && next.in_force <= earliest
        })
    };
    let too_late = |rule: &RuleInfo| !input.period_to.is_empty() && rule.in_force > input.period_to;
    rules
        .iter()
        .filter(|rule| !replaced(rule) && !too_late(rule))
        .cloned()
        .collect()
}

/// Nothing that an eye or an ear could notice.
pub(crate) fn is_blank(text: &str) -> bool {
    let invisible = |c: char| {
        let no_width = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
        c.is_whitespace() || c.is_control() || no_width
    };
    text.chars().all(invisible)
}

fn without_holes(
    input: &ReportInput,
    by: By,
    counted: &BTreeMap<PeriodLabel, Counts>,
) -> Vec<(PeriodLabel, Counts)> {
    let first = period(by, &input.period_from).or_else(|| counted.keys().next().copied());
    let last = period(by, &input.period_to).or_else(|| counted.keys().next_back().copied());
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let all = std::iter::successors(Some(first), |period| Some(period.next()))
        .take_while(|period| *period <= last);
    all.take(MOST_PERIODS)
        .map(|period| (period, counted.get(&period).copied().unwrap_or_default()))
        .collect()
}

/// The period of an ISO day.
pub(crate) fn period(by: By, iso: &str) -> Option<PeriodLabel> {
    let year = iso.get(..4)?.parse().ok()?;
    let month = iso
        .get(5..7)?
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    Some(PeriodLabel::new(by, year, month))
}

fn missing(input: &ReportInput, wanted: impl Fn(&crate::BehindRow) -> bool) -> Missing {
    let mut found = Missing::default();
    let mut cases = BTreeSet::new();
    for row in input
        .behind
        .iter()
        .filter(|row| row.status == "overdue" && wanted(row))
    {
        let days = row.overrun_days.unwrap_or(0);
        let age = AGES
            .iter()
            .position(|end| days <= *end)
            .unwrap_or(AGES.len());
        found.by_age[age] += 1;
        found.longest = found.longest.max(Some(days));
        cases.insert(row.case.as_str());
    }
    found.cases = cases.len();
    found
}

/// A key that sorts names as Danes do: æ, ø, å last, capitals like small letters, `Team 2` before `Team 10`.
pub(crate) fn alphabetical(name: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for character in name.chars().flat_map(char::to_lowercase).chain(['\0']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        if !digits.is_empty() {
            key.push_str(&format!("{digits:0>12}"));
            digits.clear();
        }
        key.push(match character {
            'æ' | 'ä' => '{',
            'ø' | 'ö' => '|',
            'å' => '}',
            other => other,
        });
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_sort_as_danes_do() {
        let mut names = ["Åvang", "øst", "Team 10", "Ærø", "Nord", "team 2", "Zoo"];
        names.sort_by_key(|name| alphabetical(name));
        assert_eq!(
            names,
            ["Nord", "team 2", "Team 10", "Zoo", "Ærø", "øst", "Åvang"]
        );
    }

    #[test]
    fn a_nonsense_period_is_no_endless_report() {
        let input = ReportInput {
            period_from: "0001-01-01".into(),
            period_to: "9999-12-31".into(),
            ..Default::default()
        };
        assert_eq!(
            without_holes(&input, By::Month, &BTreeMap::new()).len(),
            MOST_PERIODS
        );
        assert_eq!(period(By::Month, "2026-13-01"), None);
    }
}
