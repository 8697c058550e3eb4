//! Taking back and correcting: what is old, what hangs on it, what changes nothing.

use std::collections::BTreeSet;

use super::scene::Scene;
use super::{Datum, Warning};
use crate::case::Registered;
use crate::command::Entry;
use crate::fact::FactCells;

/// What was known this long is in figures that people have seen.
const OLD_AFTER_DAYS: i32 = 90;

pub(super) fn look(scene: &Scene<'_>, found: &mut Vec<Warning>) {
    for (place, entry) in scene.command.entries.iter().enumerate() {
        let (id, cells, rewords, text) = match entry {
            Entry::Retract { id, .. } => (id, None, false, None),
            Entry::Correct {
                id,
                cells,
                rewords,
                text,
                ..
            } => (id, Some(cells), *rewords, text.as_deref()),
            _ => continue,
        };
        let Some(held) = scene.before.fact_with_id(id) else {
            continue;
        };
        if cells.is_some_and(|cells| same_cells(cells, &held.fact.cells)) {
            // Words are taken out where there are some.
            let none = text == Some("") && held.fact.text.is_none();
            if !rewords || none {
                found.push(Warning::new("warnings-correction-changes-nothing", place));
            }
            continue;
        }
        let days = scene.now.today.0 - held.known_on().0;
        if days > OLD_AFTER_DAYS {
            let kind = &held.fact.cells.kind;
            let warning = Warning::new("warnings-correction-of-old", place);
            found.push(warning.kind("kind", kind).number("days", days));
        }
        if cells.is_none() {
            found.extend(hanging(scene, place, held));
        }
    }
}

fn same_cells(a: &FactCells, b: &FactCells) -> bool {
    let texts = |cells: &FactCells| {
        [
            &cells.kind,
            &cells.when,
            &cells.about,
            &cells.reference,
            &cells.basis,
            &cells.value,
            &cells.team,
            &cells.caseworker,
            &cells.family,
        ]
        .map(|cell| cell.trim().to_owned())
    };
    texts(a) == texts(b)
}

/// Which duties go with a fact, else how many facts lose what they are about.
fn hanging(scene: &Scene<'_>, place: usize, held: &Registered) -> Option<Warning> {
    let (before, after) = super::missing::rows(scene);
    let named = |rows: &[crate::duties::Duty]| -> BTreeSet<(String, String, u32)> {
        let rows = rows.iter().filter(|row| row.layer == "statute");
        rows.map(|row| (row.obligation.clone(), row.about.clone(), row.seq))
            .collect()
    };
    let (had, has) = (named(&before), named(&after));
    let gone: Vec<_> = had.difference(&has).collect();
    let kind = &held.fact.cells.kind;
    if let Some((obligation, _, _)) = gone.first() {
        let warning = Warning::new("warnings-retraction-ends-duties", place).kind("kind", kind);
        let warning = warning.number("count", gone.len() as i64);
        return Some(warning.with("obligation", Datum::Obligation(obligation.clone())));
    }
    let about = held.fact.cells.about.as_str();
    let again = scene.first(kind, about).is_some();
    let hang = scene.facts.iter().filter(|other| {
        let cells = other.cells();
        cells.kind != *kind && (cells.about == about || cells.reference == about)
    });
    let count = if about.is_empty() || again {
        0
    } else {
        hang.count()
    };
    let begins = [
        "notification_received",
        "support_need_known",
        "decision_made",
        "measure_started",
    ];
    let warning = Warning::new("warnings-retraction-leaves-others", place).kind("kind", kind);
    (count > 0 && begins.contains(&kind.as_str())).then(|| warning.number("count", count as i64))
}
