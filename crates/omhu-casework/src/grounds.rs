//! Whether a legal basis fits what rests on it: the act of its time, the kind of help, the age that it is for.
//!
//! Owns: which bases go with which kind and which age, and the rule behind each. Must not know: sentences, forms. The
//! warnings at saving and the "not yet, because" list read the same answer here.

use omhu_law::book::{LawBook, Rule};
use omhu_law::calendar::Day;
use omhu_law::vocabulary::Basis;

use crate::fact::FactCells;
use crate::lacks::{committee_rule, unwritten};
use crate::placing::{PLACEMENT, SUPPORT};

/// Bases on which a child is placed, and bases of support only.
const PLACES: [&str; 5] = ["sel-58", "bl-46", "bl-47", "bl-49", "bl-67"];
const SUPPORTS: [&str; 2] = ["bl-32", "sel-76"];
/// Support for the young, which is for those from 18 (BL §§ 113-121, before SEL § 76).
const FOR_THE_YOUNG: [&str; 6] = ["bl-113", "bl-114", "bl-115", "bl-116", "bl-120", "sel-76"];
/// The decision on help after 18 is made half a year before; two years before it is too early to know.
pub(crate) const TOO_YOUNG_FOR_AFTERCARE: i32 = 16;
/// Till this age a young person is a child.
const GROWN_UP: i32 = 18;

/// Whether support for the young is what a basis is for.
pub(crate) fn is_for_the_young(basis: &str) -> bool {
    FOR_THE_YOUNG.contains(&basis)
}

/// The first day of the Child's Act: of the first rule that rests on it.
pub(crate) fn barnets_lov(book: &LawBook) -> Day {
    let versions = book.obligations.iter().flat_map(|each| &each.versions);
    let of_act = versions.filter(|version| version.act == "bl");
    let from = of_act.map(|version| version.in_force).min();
    from.unwrap_or(Day::MAX)
}

/// Why a basis does not fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unfit {
    /// It belongs to the act that does not hold on the day.
    OtherLaw,
    /// It goes with support where a placement is said, or the other way.
    OtherKind,
    /// It is for the young, and this is a child of so many years.
    TooYoung(i32),
}

/// The act that a basis names, where the other one holds on a day: the Act on Social Services for children to the end of
/// 2023, the Child's Act from then on. What the law book does not know of the older act may still hold for a grown-up.
pub(crate) fn of_other_law(
    book: &LawBook,
    basis: &str,
    on: Day,
    years: Option<i32>,
) -> Option<Rule> {
    let from = barnets_lov(book);
    let of_children = book.basis(basis) != Basis::OTHER || years.is_none_or(|it| it < GROWN_UP);
    let other = match basis.split_once('-')?.0 {
        "sel" => of_children && on >= from,
        "bl" => on < from,
        _ => false,
    };
    // The day of entry into force stands in the act itself.
    other.then(|| unwritten("BL-2024-01", "bl", "§ 212, stk. 1"))
}

/// A basis of support where a placement is said, or the other way, with the rule of the basis.
pub(crate) fn of_other_kind(book: &LawBook, basis: &str, value: &str, on: Day) -> Option<Rule> {
    let says = |word: &str| value.split(' ').any(|said| said == word);
    let wrong =
        says(PLACEMENT) && SUPPORTS.contains(&basis) || says(SUPPORT) && PLACES.contains(&basis);
    if !wrong {
        return None;
    }
    match basis {
        "bl-32" => Some(unwritten("BL-SUPPORT", "bl", "§ 32")),
        "bl-46" => Some(unwritten("BL-PLACE-C", "bl", "§ 46")),
        "sel-76" => Some(unwritten("SEL-AFTER", "sel", "§ 76")),
        basis => committee_rule(book, on, basis),
    }
}

/// Support for the young that is given to a child. It may be decided before the young person is 18, and begins then.
pub(crate) fn too_young(cells: &FactCells, years: Option<i32>) -> Option<(i32, Rule)> {
    let years = years.filter(|_| is_for_the_young(&cells.basis))?;
    let least = match cells.kind.as_str() {
        "decision_made" => TOO_YOUNG_FOR_AFTERCARE,
        "measure_started" => GROWN_UP,
        _ => return None,
    };
    let rule = match cells.basis.as_str() {
        "sel-76" => unwritten("SEL-AFTER", "sel", "§ 76"),
        _ => unwritten("BL-YSUPPORT", "bl", "§§ 113-121"),
    };
    (years < least).then_some((years, rule))
}

/// All that does not fit about a decision; where the act is another, nothing more is said.
pub(crate) fn unfit(
    book: &LawBook,
    cells: &FactCells,
    on: Day,
    years: Option<i32>,
) -> Vec<(Unfit, Rule)> {
    if let Some(rule) = of_other_law(book, &cells.basis, on, years) {
        return vec![(Unfit::OtherLaw, rule)];
    }
    let kind = of_other_kind(book, &cells.basis, &cells.value, on);
    let age = too_young(cells, years);
    let kind = kind.map(|rule| (Unfit::OtherKind, rule));
    let age = age.map(|(years, rule)| (Unfit::TooYoung(years), rule));
    kind.into_iter().chain(age).collect()
}
