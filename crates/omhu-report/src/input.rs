//! What a report is made of. Days are ISO texts: this crate does no calendar arithmetic.

use omhu_figures::{Counts, FigureKey};

use crate::Lang;

/// Everything a report says. The caller has counted; the report only arranges, draws and explains.
#[derive(Clone, Debug, Default)]
pub struct ReportInput {
    /// The report's language.
    pub lang: Lang,
    /// A title of one's own, instead of "What is not done in time, and how sure are we?".
    pub title: Option<String>,
    /// Where the numbers come from, as the reader knows it: a file name, a municipality.
    pub source_name: String,
    /// Invented data: said on every page and sheet.
    pub simulated: bool,
    /// Facts up to this day count, `2026-11-21`.
    pub as_of: String,
    /// Facts registered up to this day count.
    pub known_at: String,
    /// Edition (content hash) of the law book.
    pub law_edition: String,
    /// What the caller assumed, one sentence each, in the report's language.
    pub assumptions: Vec<String>,
    /// Rows read.
    pub rows_read: u64,
    /// Rows that could not be read and count nowhere.
    pub rows_rejected: u64,
    /// Some of the rejected rows, in words. Shown in the spreadsheet only: they may name a case.
    pub rejected_examples: Vec<String>,
    /// Number of cases.
    pub cases: u64,
    /// First due day counted, `2025-01-01`.
    pub period_from: String,
    /// Last due day counted.
    pub period_to: String,
    /// The obligations that may occur below, with their rules.
    pub obligations: Vec<ObligationInfo>,
    /// Counts by month (or quarter, or year) for all; `group` is empty.
    pub monthly: Vec<(FigureKey, Counts)>,
    /// Counts by team; periods of one team are added up.
    pub by_team: Vec<(FigureKey, Counts)>,
    /// The case list: what is late, overdue or late with a preliminary assessment.
    pub behind: Vec<BehindRow>,
    /// How long the case list would be. More than `behind.len()`: the caller has cut it, and the report says so.
    pub behind_total: u64,
    /// Every row of the answer in the contract's order, where the reader asked for the rows themselves and not only
    /// for the figures. It names cases.
    pub rows: Option<Vec<BehindRow>>,
    /// How many rows the answer has. More than in `rows`: the caller has cut them, and the document says so.
    pub rows_total: u64,
    /// How much was registered late, when the caller knows.
    pub registered_late: Option<RegisteredLate>,
}

/// One obligation of one layer.
#[derive(Clone, Debug, Default)]
pub struct ObligationInfo {
    /// Name in the contract: `review_held`.
    pub name: String,
    /// `statute` or `local`.
    pub layer: String,
    /// Title in the report's language.
    pub title: String,
    /// One plain sentence in the report's language.
    pub summary: String,
    /// The rules behind it, oldest first.
    pub rules: Vec<RuleInfo>,
    /// Target line in percent, where there is one.
    pub target_percent: Option<u32>,
}

/// One version of one rule.
#[derive(Clone, Debug, Default)]
pub struct RuleInfo {
    /// Rule id: `BL-FOLLOW-1`.
    pub rule: String,
    /// Title of the act.
    pub act_title: String,
    /// Paragraph.
    pub provision: String,
    /// Address of the act at Retsinformation.
    pub eli: Option<String>,
    /// First day in force.
    pub in_force: String,
}

/// The columns of a row of the answer, in order: the contract's, section 5.
pub const ROW_COLUMNS: [&str; 16] = [
    "case",
    "obligation",
    "about",
    "seq",
    "layer",
    "rule",
    "act",
    "provision",
    "trigger_on",
    "due",
    "met_on",
    "status",
    "overrun_days",
    "precision",
    "team",
    "caseworker",
];
/// Those of them that hold numbers.
pub(crate) const ROW_NUMBERS: [&str; 2] = ["seq", "overrun_days"];

/// One row of the case list, with the cells of `omhu check`.
#[derive(Clone, Debug, Default)]
pub struct BehindRow {
    /// Case id.
    pub case: String,
    /// Name of the obligation.
    pub obligation: String,
    /// What it is about, within the case.
    pub about: String,
    /// Number in a sequence; 1 where there is none.
    pub seq: u32,
    /// `statute` or `local`.
    pub layer: String,
    /// Rule id.
    pub rule: String,
    /// Paragraph.
    pub provision: String,
    /// Trigger day.
    pub trigger_on: String,
    /// Due day, or instant with offset.
    pub due: String,
    /// Day it was done; empty when it is not.
    pub met_on: String,
    /// `late`, `late_with_preliminary` or `overdue`.
    pub status: String,
    /// Whole days after the due day.
    pub overrun_days: Option<i64>,
    /// `day` when an hour-limit was judged by days.
    pub precision: String,
    /// Team.
    pub team: String,
    /// Caseworker.
    pub caseworker: String,
}

/// How much was written down long after it happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct RegisteredLate {
    /// Facts with a day of registration.
    pub facts: u64,
    /// Of those, registered more than `more_than_days` after they happened.
    pub late: u64,
    /// The border.
    pub more_than_days: u32,
}
