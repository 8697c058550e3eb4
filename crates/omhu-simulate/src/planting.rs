//! How each kind of dirty data is planted in a case: find a row that fits, spoil it, keep the truth.

use omhu_law::calendar::{Day, When};

use crate::dirt::{DIRTY_KINDS, Planted};
use crate::row::{Row, Thing, write_when};

/// Plants in a case, if it has a row that fits.
type Planting = fn(&mut Ground<'_>) -> Option<Planted>;

/// In the order of [`DIRTY_KINDS`].
pub(crate) const PLANTINGS: [Planting; DIRTY_KINDS.len()] = [
    registered_late,
    review_not_registered,
    wrong_year,
    swapped_day_month,
    duplicate_row,
    duplicate_id_conflict,
    missing_about,
    unknown_kind,
    end_before_start,
    decision_without_assessment_ref,
    date_does_not_exist,
    retracted_and_reentered,
    case_never_closed,
    day_without_clock,
];

/// A case that something is planted in.
pub(crate) struct Ground<'a> {
    pub(crate) case: u64,
    /// Decides which row, and by how much.
    pub(crate) draw: u64,
    /// The last day of the period.
    pub(crate) last: Day,
    pub(crate) rows: &'a mut Vec<Row>,
}

/// Facts that are registered by hand on a day and whose date matters most.
const DATED: [&str; 4] = [
    "review_held",
    "assessment_completed",
    "plan_made",
    "supervision_visit_held",
];

/// Such facts in cases that have none of those.
const LESS_DATED: [&str; 4] = [
    "notification_receipt_sent",
    "parents_plan_offered",
    "access_answered",
    "family_adviser_offered",
];

impl Ground<'_> {
    /// One of the case's rows for which this holds.
    fn choose(&self, fits: impl Fn(&Row) -> bool) -> Option<usize> {
        let fits = |row: &&Row| row.case == self.case && fits(row);
        let count = self.rows.iter().filter(fits).count() as u64;
        let chosen = (self.draw.checked_rem(count)?) as usize;
        self.rows
            .iter()
            .enumerate()
            .filter(|(_, row)| fits(row))
            .nth(chosen)
            .map(|(at, _)| at)
    }

    fn dated(&self, fits: impl Fn(&Row) -> bool) -> Option<usize> {
        let of = |kinds: &[&str]| {
            self.choose(|row| row.when.is_day_only() && kinds.contains(&row.kind) && fits(row))
        };
        of(&DATED).or_else(|| of(&LESS_DATED))
    }

    /// A number of days between the two, by the case.
    fn days(&self, low: i32, high: i32) -> i32 {
        low + (self.draw >> 32).rem_euclid((high - low + 1) as u64) as i32
    }

    fn free_id(&self) -> u32 {
        let ids = self
            .rows
            .iter()
            .filter(|row| row.case == self.case)
            .map(|row| row.id);
        ids.max().unwrap_or(0) + 1
    }

    /// Takes a row out as if it had never been registered: the ids close up.
    fn take_out(&mut self, at: usize) -> Row {
        let row = self.rows.remove(at);
        for later in self
            .rows
            .iter_mut()
            .filter(|r| r.case == row.case && r.id > row.id)
        {
            later.id -= 1;
        }
        row
    }

    /// Changes a row and keeps what it was.
    fn spoil(&mut self, at: usize, how: impl FnOnce(&mut Row)) -> Planted {
        let truth = self.rows[at];
        how(&mut self.rows[at]);
        let written = if self.rows[at].when == truth.when {
            String::new()
        } else {
            text(self.rows[at].when)
        };
        planted(
            truth,
            Some(truth.id),
            written,
            "the row is as told here, but for this",
        )
    }
}

fn planted(truth: Row, row: Option<u32>, written: String, what: &'static str) -> Planted {
    Planted {
        kind: "",
        truth,
        row,
        other: None,
        written,
        what,
    }
}

fn text(when: When) -> String {
    let mut text = Vec::new();
    write_when(when, &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

fn registered_late(ground: &mut Ground<'_>) -> Option<Planted> {
    let last = ground.last;
    let at = ground.dated(|row| row.when.day.plus_days(60) < last)?;
    let days = ground.days(45, 200);
    let recorded = When::on(ground.rows[at].when.day.plus_days(days).min(last));
    let planted = ground.spoil(at, |row| row.recorded = recorded);
    Some(Planted {
        written: text(recorded),
        what: "true day; written is the day of registration",
        ..planted
    })
}

fn review_not_registered(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.choose(|row| row.kind == "review_held")?;
    let truth = ground.take_out(at);
    Some(planted(
        truth,
        None,
        String::new(),
        "held, but the row is missing: what looks overdue is badly registered",
    ))
}

fn wrong_year(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.dated(|row| row.when.day.civil().1 != 2)?;
    let earlier = ground.rows[at].when.day.plus_months(-12);
    Some(ground.spoil(at, |row| row.when = When::on(earlier)))
}

fn swapped(day: Day) -> Option<Day> {
    let (year, month, of_month) = day.civil();
    if month == of_month {
        None
    } else {
        Day::checked(year, of_month, month)
    }
}

fn swapped_day_month(ground: &mut Ground<'_>) -> Option<Planted> {
    let last = ground.last;
    let at = ground.dated(|row| swapped(row.when.day).is_some_and(|day| day <= last))?;
    let day = swapped(ground.rows[at].when.day)?;
    Some(ground.spoil(at, |row| row.when = When::on(day)))
}

fn duplicate_row(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.choose(|row| row.kind != "child_born")?;
    let row = ground.rows[at];
    ground.rows.insert(at + 1, row);
    Some(planted(
        row,
        Some(row.id),
        text(row.when),
        "the same row twice with the same id: one fact",
    ))
}

fn duplicate_id_conflict(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.dated(|_| true)?;
    let row = ground.rows[at];
    let mut other = row;
    other.when = When::on(row.when.day.plus_days(-ground.days(1, 20)));
    ground.rows.insert(at + 1, other);
    Some(planted(
        row,
        Some(row.id),
        text(other.when),
        "a second row has the same id and another day",
    ))
}

fn missing_about(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.choose(|row| {
        matches!(
            row.kind,
            "notification_receipt_sent"
                | "assessment_completed"
                | "screening_made"
                | "access_answered"
        )
    })?;
    Some(ground.spoil(at, |row| row.about = Thing::None))
}

fn unknown_kind(ground: &mut Ground<'_>) -> Option<Planted> {
    let local = |kind| match kind {
        "review_held" => Some("opfoelgning_afholdt"),
        "notification_receipt_sent" => Some("kvittering_sendt"),
        "assessment_completed" => Some("boernefaglig_undersoegelse_faerdig"),
        "family_adviser_offered" => Some("familievejleder_tilbudt"),
        _ => None,
    };
    let at = ground.choose(|row| local(row.kind).is_some())?;
    let name = local(ground.rows[at].kind)?;
    let planted = ground.spoil(at, |row| row.kind = name);
    Some(Planted {
        written: name.to_owned(),
        ..planted
    })
}

fn end_before_start(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.choose(|row| row.kind == "measure_ended")?;
    let m = ground.rows[at].about;
    let start = ground.choose(|row| row.kind == "measure_started" && row.about == m)?;
    let days = ground.days(3, 40);
    let early = When::on(ground.rows[start].when.day.plus_days(-days));
    Some(ground.spoil(at, |row| row.when = early))
}

fn decision_without_assessment_ref(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.choose(|row| row.kind == "decision_made" && row.re != Thing::None)?;
    Some(ground.spoil(at, |row| row.re = Thing::None))
}

fn date_does_not_exist(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.dated(|row| matches!(row.when.day.civil().1, 2 | 4 | 6 | 9 | 11))?;
    let day = ground.rows[at].when.day;
    let end = if day.civil().1 == 2 { b"30" } else { b"31" };
    let mut written = [b' '; 10];
    written.copy_from_slice(&text(When::on(day)).as_bytes()[..10]);
    written[8..].copy_from_slice(end);
    let planted = ground.spoil(at, |row| row.miswritten = Some(written));
    Some(Planted {
        written: String::from_utf8_lossy(&written).into_owned(),
        ..planted
    })
}

fn retracted_and_reentered(ground: &mut Ground<'_>) -> Option<Planted> {
    let last = ground.last;
    let at = ground.dated(|row| row.recorded.day.plus_days(10) < last)?;
    let truth = ground.rows[at];
    let wrong = When::on(truth.when.day.plus_days(-ground.days(8, 60)));
    let planted = ground.spoil(at, |row| row.when = wrong);
    let found = When::on(truth.recorded.day.plus_days(ground.days(5, 65)).min(last));
    let id = ground.free_id();
    let retraction = Row {
        case: truth.case,
        id,
        re: Thing::Row(truth.id),
        ..Row::new("fact_retracted", found)
    };
    ground.rows.push(retraction);
    ground.rows.push(Row {
        id: id + 1,
        recorded: found,
        ..truth
    });
    let what = "row_id has the wrong day and is retracted; other_row_id has the true one";
    Some(Planted {
        other: Some(id + 1),
        what,
        ..planted
    })
}

fn case_never_closed(ground: &mut Ground<'_>) -> Option<Planted> {
    let case = ground.case;
    let opened = ground
        .rows
        .iter()
        .filter(|r| r.case == case && r.kind == "case_opened")
        .map(|r| r.when)
        .max()?;
    let at = ground.choose(|row| row.kind == "case_closed" && row.when > opened)?;
    let truth = ground.take_out(at);
    Some(planted(
        truth,
        None,
        String::new(),
        "closed, but the row is missing",
    ))
}

fn day_without_clock(ground: &mut Ground<'_>) -> Option<Planted> {
    let at = ground.choose(|row| {
        !row.when.is_day_only()
            && matches!(
                row.kind,
                "immediate_risk_assessed" | "notification_received"
            )
    })?;
    let day = When::on(ground.rows[at].when.day);
    Some(ground.spoil(at, |row| {
        row.when = day;
        row.recorded = When::on(row.recorded.day);
    }))
}
