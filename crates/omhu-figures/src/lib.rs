//! Every number a report shows, and its uncertainty.
//!
//! Owns: counting of obligations by period and group, percentages, intervals, control charts and the rule for small
//! numbers. Must not know: files, law, languages, pages, the clock. Pure and without dependencies; each formula is
//! compared with statsmodels, scipy and printed golden numbers in `tests/`.

mod counts;
mod exact;
mod funnel;
mod outcome;
mod period;
mod rounding;
mod signals;
mod small;
mod tally;
mod wilson;

pub use counts::Counts;
pub use exact::{clopper_pearson, hypergeometric_interval};
pub use funnel::{FUNNEL_TAIL, funnel};
pub use outcome::Outcome;
pub use period::{By, PeriodLabel};
pub use rounding::{Tenths, rounded_ratio};
pub use signals::{Limits, PChart, POINTS_FOR_LIMITS, RUN_LENGTH, Side, Signal, p_chart, signals};
pub use small::SmallNumbers;
pub use tally::{FigureKey, Tally};
pub use wilson::{Z_95, wilson};
