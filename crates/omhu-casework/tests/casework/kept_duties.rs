//! Kept obligations are the obligations: what was derived on one day answers for later days.

use omhu_casework::duties::{Duties, Duty, duties};
use omhu_law::calendar::Day;
use omhu_law::derive::{Further, Question, Status};
use proptest::prelude::*;

use crate::history::{any_history_around, book, cells, day, imported};

fn on(state: &omhu_casework::case::CaseState, day: Day) -> Duties {
    let question = Question {
        as_of: day,
        known_at: day,
        locals: &["copenhagen-2008".to_owned()],
        further: Further::All,
    };
    duties(book(), state, &question)
}

/// The kept rows as they answer on a day.
fn answering(kept: &Duties, day: Day) -> Vec<Duty> {
    let rows = kept.rows.iter().cloned();
    rows.map(|mut row| {
        row.status = row.status_on(day);
        row
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn kept_rows_answer_like_new_ones_until_the_last_good_day(
        (facts, base) in any_history_around(),
        near in -100..200i32,
        later in 0..900i32,
    ) {
        let first = base.plus_days(near);
        let state = imported(&facts);
        let kept = on(&state, first);
        prop_assert!(kept.good_until >= first);
        let last = kept.good_until.min(first.plus_days(1200));
        for day in [first, first.plus_days(later).min(last), last.plus_days(-1).max(first), last] {
            prop_assert_eq!(
                answering(&kept, day),
                on(&state, day).rows,
                "kept on {:?}, good until {:?}, asked on {:?}",
                first, kept.good_until, day
            );
        }
    }
}

#[test]
fn what_lacks_on_the_day_of_the_decision_lacks_that_day_in_the_kept_rows_too() {
    let state = imported(&[cells(
        "decision_made 2025-03-03 about=d1 basis=bl-32 value=support",
    )]);
    let kept = on(&state, day("2025-03-03"));
    let talk = (kept.rows.iter())
        .find(|row| row.obligation == "child_conversation_before_decision")
        .expect("a row");
    assert_eq!(talk.status_on(day("2025-03-03")), Status::Overdue);
}

#[test]
fn pending_rows_get_the_new_law_on_its_first_day() {
    let state = imported(&[cells("support_need_known 2023-11-01 about=a1")]);
    let kept = on(&state, day("2023-12-01"));
    assert_eq!(kept.rows[0].rule, "SEL-BFU-4M");
    assert_eq!(kept.good_until, day("2023-12-31"));
}
