//! A case with a thing of every sort, for the tests of forms.

use std::sync::LazyLock;

use omhu_casework::case::CaseState;
use omhu_casework::event::{Body, Event, Fact, Goal};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, TextNo, UserNo};
use omhu_law::book::LawBook;

/// 2024-11-18T12:40:00+01:00.
pub const NOW: i64 = 1_731_930_000;

/// The law book, read once.
pub fn book() -> &'static LawBook {
    static BOOK: LazyLock<LawBook> =
        LazyLock::new(|| omhu_law::load::embedded(true).expect("the law book"));
    &BOOK
}

/// A case with these facts: kind, day, about, ref, basis, value.
pub fn case_of(facts: &[[&str; 6]]) -> CaseState {
    let mut state = CaseState::new(CaseNo(1), "2024-118");
    for [kind, when, about, reference, basis, value] in facts {
        let seq = state.seq + 1;
        let cells = FactCells {
            kind: (*kind).to_owned(),
            when: (*when).to_owned(),
            about: (*about).to_owned(),
            reference: (*reference).to_owned(),
            basis: (*basis).to_owned(),
            value: (*value).to_owned(),
            team: if *kind == "case_assigned" { "Nord" } else { "" }.to_owned(),
            id: format!("omhu-{seq}"),
            ..FactCells::default()
        };
        state.apply(Event {
            seq,
            recorded_at: NOW - 3600,
            recorded_by: UserNo(7),
            body: Body::Fact(Fact {
                cells,
                ..Fact::default()
            }),
        });
    }
    state
}

pub fn full_case() -> CaseState {
    let mut state = case_of(&[
        ["case_opened", "2024-01-10", "", "", "", "preventive"],
        ["case_assigned", "2024-01-11", "", "", "", ""],
        ["child_born", "2010-03-04", "", "", "", ""],
        [
            "notification_received",
            "2024-01-10",
            "n1",
            "",
            "",
            "professional",
        ],
        ["support_need_known", "2024-01-10", "a1", "n1", "", ""],
        ["assessment_decided", "2024-01-12", "a1", "", "", ""],
        ["assessment_completed", "2024-04-30", "a1", "", "", ""],
        [
            "decision_made",
            "2024-05-02",
            "d1",
            "a1",
            "bl-46",
            "placement",
        ],
        ["plan_made", "2024-06-01", "p1", "d1", "", ""],
        ["measure_started", "2024-05-10", "m1", "d1", "", ""],
        [
            "provisional_decision_started",
            "2024-06-03",
            "d2",
            "",
            "",
            "",
        ],
        ["committee_decided", "2024-06-10", "d2", "", "bl-47", ""],
        ["disability_established", "2024-06-01", "", "", "", ""],
        [
            "notification_received",
            "2024-11-17",
            "n2",
            "",
            "",
            "citizen abuse",
        ],
        ["return_home_requested", "2024-11-15", "x1", "", "", ""],
        ["appeal_received", "2024-11-15", "x2", "", "", ""],
        ["access_requested", "2024-11-15", "x3", "", "", ""],
        [
            "police_documentation_received",
            "2024-11-15",
            "x4",
            "",
            "",
            "",
        ],
        ["drug_treatment_requested", "2024-11-15", "x5", "", "", ""],
        ["youth_board_requested", "2024-11-15", "x6", "", "", ""],
        ["youth_moved_in", "2024-11-15", "x7", "", "", ""],
        ["application_received", "2024-11-15", "x8", "", "", ""],
        ["screening_made", "2024-11-17", "n2", "", "", "clarify"],
    ]);
    let seq = state.seq + 1;
    state.apply(Event {
        seq,
        recorded_at: NOW,
        recorded_by: UserNo(7),
        body: Body::GoalSet(Goal {
            goal: "g1".to_owned(),
            plan: "p1".to_owned(),
            text: TextNo(1),
            now: 3,
            wanted: 8,
        }),
    });
    state
}
