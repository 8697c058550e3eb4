//! Looks as people read them: gathered by person and day, narrowed to a person, a right, a kind and some days.
//!
//! Owns: the fields that narrow, the gathering, the form for paper. Must not know: whose looks may be read, nor how they
//! are.
//!
//! A parent asks who has seen the case (GDPR article 15), and somebody answers from this page: nothing is left out
//! without being said, and each sentence can be read by who does not know omhu.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use askama::Template;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::{Day, When};
use omhu_store::{EVER, Logged};

use super::case::frame::{fault_of, paragraph};
use super::cases::line::address;
use super::glass::looks::{did, right, role, through, what, why};
use super::sheet::{Faults, fault};
use crate::form::{Submitted, day};
use crate::texts::Texts;
use crate::view::components::{
    Alert, AlertKind, Asked, Choice, Details, FilterBar, Pagination, Select, TextField,
};
use crate::view::html::Html;

/// More are not read for one page: who wants older ones names the days.
pub const MOST: u32 = 20_000;
/// Persons and days on one page.
const ON_A_PAGE: usize = 100;
/// More cases of one look are a number.
const MOST_CASES: usize = 3;

/// What is asked for.
#[derive(serde::Deserialize, Default)]
pub struct Narrow {
    /// Whose looks.
    #[serde(default)]
    pub user: String,
    /// By which right, as [`right`] says it.
    #[serde(default)]
    pub right: String,
    /// What was done, as [`did`] says it.
    #[serde(default)]
    pub did: String,
    /// The first day.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    page: String,
    /// `print`: everything, unfolded.
    #[serde(default)]
    format: String,
}

impl Narrow {
    fn is_anything(&self) -> bool {
        self.parts().iter().any(|(_, value)| !value.is_empty())
    }

    fn parts(&self) -> [(&'static str, &str); 5] {
        [
            ("user", self.user.trim()),
            ("right", self.right.as_str()),
            ("did", self.did.as_str()),
            ("from", self.from.trim()),
            ("to", self.to.trim()),
        ]
    }

    /// What a form says that was sent.
    pub fn sent(sent: &Submitted) -> Narrow {
        let field = |name: &str| sent.get(name).to_owned();
        Narrow {
            user: field("user"),
            right: field("right"),
            did: field("did"),
            from: field("from"),
            to: field("to"),
            ..Narrow::default()
        }
    }

    /// The address of a page with this question, with what stands before and behind it.
    pub fn address(&self, path: &str, before: &[(&str, &str)], more: &[(&str, &str)]) -> String {
        let parts = [before, &self.parts(), more].concat();
        address(path, &parts)
    }

    /// From which second on and before which. What is no day is a fault, and hides nothing.
    pub fn time(&self, t: Texts, today: Day) -> (Range<i64>, Faults) {
        let mut faults = Faults::new();
        let mut typed = |name: &str, text: &str| {
            let day = day::parse(text.trim(), today);
            if day.is_none() && !text.trim().is_empty() {
                faults.extend(fault(name, t.get("looked-no-day")));
            }
            day
        };
        let (from, to) = (typed("from", &self.from), typed("to", &self.to));
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            faults.extend(fault("to", t.get("looked-backwards")));
            return (EVER, faults);
        }
        let start = from.map_or(EVER.start, Day::midnight);
        let end = to.map_or(EVER.end, |to| to.plus_days(1).midnight());
        (start..end, faults)
    }

    fn keeps(&self, look: &Logged) -> bool {
        let of_user = self.user.trim().is_empty() || self.user.trim() == look.user.to_string();
        let of_right = self.right.is_empty() || self.right == right(look);
        of_user && of_right && (self.did.is_empty() || self.did == did(look))
    }
}

/// Who is meant by a number.
pub fn person(t: Texts, names: &BTreeMap<UserNo, String>, user: UserNo) -> String {
    match names.get(&user) {
        _ if user == UserNo::IMPORT => t.get("looked-system"),
        Some(name) if !name.is_empty() => name.clone(),
        _ => t.with("glass-looks-number", &[("number", user.to_string().into())]),
    }
}

/// A case as people name it: by the municipality's own id.
pub fn case_word(t: Texts, ids: &BTreeMap<CaseNo, String>, case: CaseNo) -> String {
    let id = ids.get(&case).cloned();
    let id = id.unwrap_or_else(|| case.to_string());
    t.with("looked-case", &[("case", id.into())])
}

/// The cases of a look, each with the way to who looked at it: a few, more as a number.
pub fn cases(t: Texts, ids: &BTreeMap<CaseNo, String>, look: &Logged) -> Html {
    if look.cases.len() > MOST_CASES {
        let count = look.cases.len().into();
        return t.with("looked-cases", &[("count", count)]).into();
    }
    let mut links = Vec::new();
    for case in &look.cases {
        if !links.is_empty() {
            links.push(Html::text(", "));
        }
        links.push(case_link(t, ids, *case));
    }
    Html::all(links)
}

/// A case, with the way to who looked at it: the reader need not be let see the case.
pub fn case_link(t: Texts, ids: &BTreeMap<CaseNo, String>, case: CaseNo) -> Html {
    Html::link(&format!("/cases/{case}/looks"), &case_word(t, ids, case))
}

/// Looks to be shown, newest first.
pub struct Looked<'l> {
    /// The texts.
    pub t: Texts,
    /// The names of colleagues.
    pub names: &'l BTreeMap<UserNo, String>,
    /// What is asked for.
    pub narrow: &'l Narrow,
    /// What of that is no day.
    pub faults: &'l Faults,
    /// Where the page is, without a question.
    pub path: String,
    /// What belongs to the question beside what narrows: a name and its value.
    pub asked: Vec<(&'static str, String)>,
    /// What was read, of which this shows a part.
    pub rows: &'l [Logged],
    /// The ids of the cases, where the looks are at several.
    pub ids: Option<BTreeMap<CaseNo, String>>,
}

/// One person's looks on one day, oldest first.
struct Group<'l> {
    day: Day,
    looks: Vec<&'l Logged>,
}

#[derive(Template)]
#[template(
    source = "<h3>{{ heading }}</h3><div class=\"looked\">{% for group in groups %}{{ group }}{% endfor %}</div>",
    ext = "html"
)]
struct OfDay {
    heading: String,
    groups: Vec<Html>,
}

#[derive(Template)]
#[template(
    source = "<ul class=\"looks\">{% for look in looks %}<li>{% for part in look %}{% if !loop.first %} · {% endif %}{{ part }}{% endfor %}</li>{% endfor %}</ul>",
    ext = "html"
)]
struct Lines {
    looks: Vec<Vec<Html>>,
}

#[derive(Template)]
#[template(source = "<p class=\"{{ class }}\">{{ inner }}</p>", ext = "html")]
struct Only {
    class: &'static str,
    inner: Html,
}

impl Looked<'_> {
    fn on_paper(&self) -> bool {
        self.narrow.format == "print"
    }

    fn kept(&self) -> Vec<&Logged> {
        let newest = self.rows.iter().take(MOST as usize);
        newest.filter(|look| self.narrow.keeps(look)).collect()
    }

    fn groups<'k>(&self, kept: &[&'k Logged]) -> Vec<Group<'k>> {
        let mut found: BTreeMap<(Day, UserNo, Option<i64>), Vec<&Logged>> = BTreeMap::new();
        for look in kept.iter().rev() {
            let day = When::at(look.second).day;
            let program = look.hidden.program.as_ref().map(|(number, _)| *number);
            let of = found.entry((day, look.user, program)).or_default();
            of.push(look);
        }
        let found = found.into_iter();
        let groups = found.map(|((day, ..), looks)| Group { day, looks });
        let mut groups: Vec<Group<'k>> = groups.collect();
        groups.sort_by_key(|group| {
            let last = group.looks.last().map(|look| look.n);
            (Reverse(group.day), Reverse(last))
        });
        groups
    }

    /// The bar that narrows; `before` stands in front of its own fields. `users` are those to choose, where they are not those
    /// who looked.
    pub fn bar(&self, before: Vec<Html>, users: Option<&BTreeMap<UserNo, String>>) -> FilterBar {
        let t = self.t;
        let rows = || self.rows.iter().take(MOST as usize);
        let mut people: BTreeMap<String, String> = BTreeMap::new();
        for user in users.into_iter().flat_map(BTreeMap::keys).copied() {
            people.insert(user.to_string(), person(t, self.names, user));
        }
        for user in rows().map(|look| look.user).collect::<BTreeSet<_>>() {
            people.insert(user.to_string(), person(t, self.names, user));
        }
        let words = |keys: BTreeSet<&'static str>| {
            let word = |key: &str| (key.to_owned(), t.get(key));
            keys.into_iter().map(word).collect::<BTreeMap<_, _>>()
        };
        let rights = words(rows().map(right).collect());
        let done = words(rows().map(did).collect());
        let select = |name: &'static str, label: String, hint: String, chosen: &str, of| {
            let of: BTreeMap<String, String> = of;
            let mut named: Vec<_> = of.into_iter().collect();
            named.sort_by_key(|(_, word)| word.to_lowercase());
            let all = Choice::new("", t.get("list-all")).chosen(chosen.is_empty());
            let each = named.into_iter().map(|(value, word)| {
                let is_chosen = value == chosen;
                Choice::new(value, word).chosen(is_chosen)
            });
            let asked = Asked::new(t, name, label).hint(hint);
            Html::from(Select::new(asked, [all].into_iter().chain(each).collect()))
        };
        let day = |name: &'static str, label: String, typed: &str| {
            let asked = Asked::new(t, name, label).error(fault_of(self.faults, name));
            Html::from(TextField::day(asked).value(typed))
        };
        let narrow = self.narrow;
        let mut fields = before;
        let user_hint = match users {
            Some(_) => t.get("oversight-of-user-hint"),
            None => String::new(),
        };
        let none = String::new();
        let user = narrow.user.trim();
        fields.extend([
            select("user", t.get("looked-who"), user_hint, user, people),
            select(
                "right",
                t.get("looked-right"),
                none.clone(),
                &narrow.right,
                rights,
            ),
            select("did", t.get("looked-did"), none, &narrow.did, done),
            day("from", t.get("looked-from"), &narrow.from),
            day("to", t.get("looked-to"), &narrow.to),
        ]);
        FilterBar {
            t,
            href: self.path.clone(),
            fields: Html::all(fields),
            shown: self.counted(&self.kept()),
            narrowed: narrow.is_anything() || self.asked.iter().any(|(_, it)| !it.is_empty()),
            token: Html::default(),
        }
    }

    /// How many looks by how many, in words.
    fn counted(&self, kept: &[&Logged]) -> String {
        let people: BTreeSet<UserNo> = kept.iter().map(|look| look.user).collect();
        let counts = [
            ("count", kept.len().into()),
            ("people", people.len().into()),
        ];
        self.t.with("looked-shown", &counts)
    }

    /// What was narrowed to, in words: paper has no fields.
    fn narrowed(&self) -> String {
        let (t, narrow) = (self.t, self.narrow);
        let mut said = Vec::new();
        let mut say = |label: String, value: String| {
            if !value.is_empty() {
                said.push(format!("{label}: {value}"));
            }
        };
        let user = narrow.user.trim().parse().map(UserNo);
        let user = user.map(|user| person(t, self.names, user));
        say(t.get("looked-who"), user.unwrap_or_default());
        let occurs = |key: &dyn Fn(&Logged) -> &'static str, asked: &str| {
            let found = self.rows.iter().map(key).find(|key| *key == asked);
            found.map_or_else(String::new, |key| t.get(key))
        };
        say(t.get("looked-right"), occurs(&right, &narrow.right));
        say(t.get("looked-did"), occurs(&did, &narrow.did));
        say(t.get("looked-from"), narrow.from.trim().to_owned());
        say(t.get("looked-to"), narrow.to.trim().to_owned());
        said.join(" · ")
    }

    fn address(&self, more: &[(&str, &str)]) -> String {
        let asked = self.asked.iter();
        let asked = asked.map(|(name, value)| (*name, value.as_str()));
        let asked: Vec<(&str, &str)> = asked.collect();
        self.narrow.address(&self.path, &asked, more)
    }

    /// What stands under the bar; `none` where nobody looked at all.
    pub fn parts(&self, none: &str) -> Vec<Html> {
        let t = self.t;
        let mut parts = Vec::new();
        if self.rows.len() > MOST as usize {
            parts.push(Html::from(Alert {
                t,
                kind: AlertKind::Warning,
                heading: t.get("looked-more"),
                body: t.with("looked-more-why", &[("count", MOST.into())]).into(),
            }));
        }
        let kept = self.kept();
        if kept.is_empty() {
            let none = match self.rows.is_empty() && !self.narrow.is_anything() {
                true => none.to_owned(),
                false => t.get("looked-none"),
            };
            parts.push(paragraph(&none));
            return parts;
        }
        let told = [self.counted(&kept), self.narrowed()];
        let only = |class, inner| Html::of(&Only { class, inner });
        parts.push(only("printed", Html::text(told.join(" ").trim())));
        let groups = self.groups(&kept);
        let last = groups.len().div_ceil(ON_A_PAGE);
        let current = self.narrow.page.parse::<usize>().unwrap_or(1);
        let current = current.clamp(1, last.max(1));
        let shown = if self.on_paper() {
            parts.push(only("live", t.get("day-print-how").into()));
            &groups[..]
        } else {
            let all = Html::link(
                &self.address(&[("format", "print")]),
                &t.get("looked-paper"),
            );
            parts.push(only("on-screen", all));
            let first = (current - 1) * ON_A_PAGE;
            &groups[first..groups.len().min(first + ON_A_PAGE)]
        };
        for of_day in shown.chunk_by(|one, other| one.day == other.day) {
            let Some(first) = of_day.first() else {
                continue;
            };
            parts.push(Html::of(&OfDay {
                heading: t.day(first.day),
                groups: of_day.iter().map(|group| self.group(group)).collect(),
            }));
        }
        if !self.on_paper() {
            let before = self.address(&[("page", "")]);
            let joint = if before.contains('?') { '&' } else { '?' };
            parts.push(Html::from(Pagination {
                t,
                current: u32::try_from(current).unwrap_or(1),
                last: u32::try_from(last).unwrap_or(1),
                before: format!("{before}{joint}page="),
            }));
        }
        parts
    }

    fn group(&self, group: &Group<'_>) -> Html {
        let t = self.t;
        let clock = |look: Option<&&Logged>| {
            look.map_or_else(String::new, |look| t.clock(When::at(look.second)))
        };
        let (first, last) = (clock(group.looks.first()), clock(group.looks.last()));
        let time = if first == last {
            t.with("case-clock", &[("clock", first.into())])
        } else {
            t.with(
                "looked-between",
                &[("first", first.into()), ("last", last.into())],
            )
        };
        let who = group.looks.first().map_or_else(String::new, |look| {
            through(t, person(t, self.names, look.user), look)
        });
        let mut done: Vec<String> = Vec::new();
        for look in &group.looks {
            let what = what(t, look);
            if !done.contains(&what) {
                done.push(what);
            }
        }
        let said = [
            ("name", who.into()),
            ("count", group.looks.len().into()),
            ("time", time.into()),
            ("what", done.join(" · ").into()),
        ];
        let looks = group.looks.iter().map(|look| self.line(look)).collect();
        Html::from(Details {
            summary: t.with("looked-group", &said),
            body: Html::of(&Lines { looks }),
            open: self.on_paper(),
        })
    }

    /// When, what, which case, why, in which role.
    fn line(&self, look: &Logged) -> Vec<Html> {
        let t = self.t;
        let clock = t.clock(When::at(look.second));
        let mut parts: Vec<Html> = vec![
            t.with("case-clock", &[("clock", clock.into())]).into(),
            what(t, look).into(),
        ];
        if let Some(ids) = &self.ids {
            parts.push(cases(t, ids, look));
        }
        parts.push(why(t, look).into());
        parts.push(role(t, look).into());
        parts.retain(|part| !part.is_empty());
        parts
    }
}
