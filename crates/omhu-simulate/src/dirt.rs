//! Dirty data: faults of named kinds, planted at known places and told to the truth file.
//! How each kind is planted is `planting`'s matter.

use std::collections::BTreeMap;

use omhu_law::calendar::Day;

use crate::chance::{hashed, mixed};
use crate::planting::{Ground, PLANTINGS};
use crate::row::{Row, sort};
use crate::truth;

/// A kind of dirty data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DirtyKind {
    /// Its key in the truth file.
    pub name: &'static str,
    /// Danish description.
    pub da: &'static str,
    /// English description.
    pub en: &'static str,
}

const fn kind(name: &'static str, da: &'static str, en: &'static str) -> DirtyKind {
    DirtyKind { name, da, en }
}

/// All kinds of dirty data.
pub const DIRTY_KINDS: [DirtyKind; 14] = [
    kind(
        "registered_late",
        "Registreret 45 til 200 dage efter det skete",
        "Registered 45 to 200 days after it happened",
    ),
    kind(
        "review_not_registered",
        "Opfølgningen er holdt, men ikke registreret",
        "The review was held but not registered",
    ),
    kind(
        "wrong_year",
        "Årstallet er et for lavt",
        "The year is one too low",
    ),
    kind(
        "swapped_day_month",
        "Dag og måned er byttet om",
        "Day and month are swapped",
    ),
    kind(
        "duplicate_row",
        "Rækken står to gange",
        "The row stands twice",
    ),
    kind(
        "duplicate_id_conflict",
        "To rækker med samme id, men forskelligt indhold",
        "Two rows with the same id and different content",
    ),
    kind(
        "missing_about",
        "Der mangler, hvad det drejer sig om",
        "What it is about is missing",
    ),
    kind(
        "unknown_kind",
        "Hændelsen har et lokalt navn, som kontrakten ikke kender",
        "The fact has a local name that the contract does not know",
    ),
    kind(
        "end_before_start",
        "Indsatsen slutter før den begynder",
        "The measure ends before it starts",
    ),
    kind(
        "decision_without_assessment_ref",
        "Afgørelsen henviser ikke til sin undersøgelse",
        "The decision does not refer to its assessment",
    ),
    kind(
        "date_does_not_exist",
        "Datoen findes ikke",
        "The date does not exist",
    ),
    kind(
        "retracted_and_reentered",
        "Forkert dato, trukket tilbage og indtastet igen",
        "Wrong date, retracted and entered again",
    ),
    kind(
        "case_never_closed",
        "Sagen er lukket, men lukningen er ikke registreret",
        "The case was closed but the closing is not registered",
    ),
    kind(
        "day_without_clock",
        "Klokkeslættet mangler",
        "The clock time is missing",
    ),
];

/// One planted thing, for the truth file.
pub(crate) struct Planted {
    pub(crate) kind: &'static str,
    /// The row as it should have been.
    pub(crate) truth: Row,
    /// The row in the file, if there is one.
    pub(crate) row: Option<u32>,
    /// A second row that belongs to it.
    pub(crate) other: Option<u32>,
    /// What stands in the file instead.
    pub(crate) written: String,
    pub(crate) what: &'static str,
}

/// Plants. The share of cases is kept by a running account; the kind planted least so far that fits
/// a case comes first, so that rare kinds occur too.
pub(crate) struct Planter {
    seed: u64,
    share: f64,
    owed: f64,
    planted: [u64; DIRTY_KINDS.len()],
}

impl Planter {
    pub(crate) fn new(seed: u64, share: f64) -> Planter {
        Planter {
            seed,
            share,
            owed: 0.0,
            planted: [0; DIRTY_KINDS.len()],
        }
    }

    pub(crate) fn plant(&mut self, case: u64, rows: &mut Vec<Row>, last: Day, out: &mut Vec<u8>) {
        self.owed += self.share;
        // An uneven threshold, so that dirty cases do not stand at equal distances.
        let sum: u64 = self.planted.iter().sum();
        if self.owed <= 2.0 * hashed(&[self.seed, 21, sum]) {
            return;
        }
        let mut order: Vec<usize> = (0..DIRTY_KINDS.len()).collect();
        order.sort_by_key(|kind| self.planted[*kind]);
        let draw = mixed(&[self.seed, 22, case]);
        let mut ground = Ground {
            case,
            draw,
            last,
            rows,
        };
        for kind in order {
            if let Some(planted) = PLANTINGS[kind](&mut ground) {
                let planted = Planted {
                    kind: DIRTY_KINDS[kind].name,
                    ..planted
                };
                truth::planted(&planted, out);
                self.planted[kind] += 1;
                self.owed -= 1.0;
                sort(rows);
                return;
            }
        }
    }

    pub(crate) fn counts(&self) -> BTreeMap<&'static str, u64> {
        DIRTY_KINDS
            .iter()
            .map(|kind| kind.name)
            .zip(self.planted)
            .collect()
    }
}
