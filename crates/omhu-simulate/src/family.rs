//! Families: their children, and when each meets the municipality.

use omhu_law::calendar::When;

use crate::chance::Dice;
use crate::course::Course;
use crate::journey::Road;
use crate::people::{Office, RUN_UP_DAYS};
use crate::row::Row;

/// The largest family.
pub(crate) const MOST_CHILDREN: usize = 5;

/// Writes the rows of a family's children, whose cases are numbered from `first_case`; at most
/// `room` of them. Gives how many there were.
pub(crate) fn live(
    office: &Office,
    seed: u64,
    number: u64,
    first_case: u64,
    room: u64,
    rows: &mut Vec<Row>,
) -> u64 {
    let dice = &mut Dice::new(seed, number);
    let desk = office.desk(number);
    let size = dice
        .pick(&[(1u64, 48.0), (2, 31.0), (3, 14.0), (4, 5.0), (5, 2.0)])
        .min(room);
    // Nobody enters in the last days: there would be nothing to tell of them.
    let newest = office.last.plus_days(-7);
    let span = newest.0 - office.first.0 + RUN_UP_DAYS;
    let entry = office.first.plus_days(dice.between(0, span) - RUN_UP_DAYS);
    // Some children are not born yet when they are first known.
    let mut age_days = dice.between(-100, 6390);
    let mut shared = None;
    for child in 0..size {
        if child > 0 {
            let gap = dice.between(330, 1700);
            let room_for_elder = age_days + gap < 6400 && dice.chance(0.5);
            age_days = if room_for_elder {
                age_days + gap
            } else {
                (age_days - gap).max(-100)
            };
        }
        let mut entry = entry;
        if child > 0 && dice.chance(0.45) {
            let later = entry.plus_days(dice.between(20, 900));
            entry = if later < newest { later } else { entry };
            shared = None;
        }
        let mut road = dice.pick(&[
            (Road::Notified, 71.5),
            (Road::Disability, 15.0),
            (Road::SchoolDay, 12.0),
            (Road::MovedIn, 1.5),
        ]);
        if road == Road::SchoolDay && age_days < 2200 {
            road = Road::Notified;
        }
        if road == Road::MovedIn {
            age_days = dice.between(6580, 8000);
        }
        let born = entry.plus_days(-age_days.max(if road == Road::Disability { 60 } else { -100 }));
        let born = born.min(office.last);
        let mut course = Course {
            office,
            desk: &desk,
            dice,
            rows,
            case: first_case + child,
            family: number + 1,
            born,
            given: [0; 6],
        };
        let known = When::on(born.max(entry));
        course.put_recorded(Row::on("child_born", born), known);
        if road == Road::Notified && shared.is_none() {
            // Brothers and sisters may be in the same notification.
            shared = Some(course.arrival(entry));
        }
        let stock = entry < office.first;
        course.journey(
            road,
            entry,
            shared.filter(|_| road == Road::Notified),
            stock,
        );
        if road == Road::MovedIn {
            age_days = 5000;
        }
    }
    size
}
