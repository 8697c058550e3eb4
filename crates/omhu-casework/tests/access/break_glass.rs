//! Breaking the glass: the request, the hours, what is seen, the follow-up, the alarm.

use omhu_casework::access::{
    Action, BreakGlassGrant, Category, Label, Opening, OpeningFault, ProtectedGrade, Role, Subject,
    Viewer, decide, is_alarm, reason,
};
use omhu_casework::ids::{CaseNo, UserNo};

use crate::people::*;

const READ: Action = Action::See(Label::CaseText);
const REASON: &str = "Politiet ringer om drengen nu";

#[test]
fn a_reason_has_at_least_twenty_characters_and_blanks_are_none() {
    let opening = |reason: &str| Opening::new(Category::Other, reason);
    assert_eq!(opening("").err(), Some(OpeningFault::TooShort(0)));
    assert_eq!(
        opening("   hast      hast      ").err(),
        Some(OpeningFault::TooShort(9))
    );
    assert_eq!(
        opening("æøåæøåæøåæøåæøåæøåæ").err(),
        Some(OpeningFault::TooShort(19))
    );
    assert_eq!(
        opening("æøåæøåæøåæøåæøåæøåæø").expect("20").category(),
        Category::Other
    );
    assert_eq!(
        opening(&"x".repeat(1001)).err(),
        Some(OpeningFault::TooLong(1001))
    );
    assert_eq!(
        opening(" Politiet  ringer om drengen nu\n")
            .expect("fine")
            .reason(),
        REASON
    );
}

#[test]
fn the_glass_is_whole_again_after_eight_hours_or_at_the_end_of_the_shift() {
    let opening = Opening::new(Category::AcuteConcern, REASON).expect("a reason");
    let read_after = |grant: BreakGlassGrant, seconds| {
        let mut worker = with_role(Role::Caseworker);
        worker.break_glass.push(grant);
        decide(&worker, READ, Some(&case()), later(seconds)).reason()
    };
    let night = opening.grant(CASE, now(), None);
    assert_eq!(read_after(night, 0), reason::BREAK_GLASS);
    assert_eq!(read_after(night, 8 * 3600 - 1), reason::BREAK_GLASS);
    assert_eq!(read_after(night, 8 * 3600), reason::BREAK_GLASS_OVER);
    let shift = opening.grant(CASE, now(), Some(later(3600).second));
    assert_eq!(read_after(shift, 3600), reason::BREAK_GLASS_OVER);
    let long = opening.grant(CASE, now(), Some(later(99 * 3600).second));
    assert_eq!(long, night);
    // A stored time that is too long does not lengthen it.
    let forged = BreakGlassGrant {
        until: i64::MAX,
        ..night
    };
    assert_eq!(read_after(forged, 8 * 3600), reason::BREAK_GLASS_OVER);
}

#[test]
fn broken_glass_shows_one_case_and_neither_notifier_nor_address() {
    let worker = with_broken_glass(with_role(Role::Caseworker));
    let seen = [
        "see:core",
        "see:case_text",
        "see:deadline",
        "see:health",
        "see:crime",
        "see:staff",
        "register_fact",
        "write_note",
        "break_glass_open",
    ];
    assert_eq!(all_allowed(&worker, &case()), seen);
    let sibling = Subject {
        case: CaseNo(119),
        ..case()
    };
    assert_eq!(all_allowed(&worker, &sibling), ["break_glass_open"]);
}

#[test]
fn an_address_behind_broken_glass_needs_somebody_else() {
    let reveal = Action::Reveal(Label::ProtectedAddress);
    for (approved_by, shown) in [(None, false), (Some(ME), false), (Some(COLLEAGUE), true)] {
        let mut worker = with_role(Role::Caseworker);
        worker.break_glass.push(glass(approved_by));
        assert_eq!(may(&worker, reveal, &case()), shown);
        assert!(!may(&worker, Action::Reveal(Label::Reporter), &case()));
        let verdict = decide(&worker, reveal, Some(&case()), now());
        assert_eq!(verdict.reason() == reason::SECOND_PERSON, !shown);
    }
    // Nobody is asked for an address that is not there, nor by those whom no yes would help.
    let open = Subject {
        protected: ProtectedGrade::None,
        ..case()
    };
    let asked =
        |viewer: &Viewer, subject: &Subject| decide(viewer, reveal, Some(subject), now()).reason();
    let worker = with_broken_glass(with_role(Role::Caseworker));
    assert_eq!(asked(&worker, &open), reason::NOTHING_PROTECTED);
    let reviewer = with_broken_glass(with_role(Role::LogReviewer));
    assert_eq!(asked(&reviewer, &case()), reason::NOT_THIS_ROLE);
}

#[test]
fn those_of_the_team_and_who_reviews_the_log_are_second_persons() {
    let approve = Action::BreakGlassApprove;
    for role in [Role::Coordinator, Role::TeamLeader] {
        assert!(may(&in_team(role, "Nord"), approve, &case()));
        assert!(!may(&in_team(role, "Syd"), approve, &case()));
    }
    assert!(may(&with_role(Role::LogReviewer), approve, &case()));
    assert!(!may(&with_role(Role::Caseworker), approve, &case()));
    assert!(approve.needs_purpose());
}

#[test]
fn the_door_says_whether_the_glass_may_be_broken() {
    for role in [Role::Caseworker, Role::Coordinator, Role::TeamLeader] {
        let viewer = in_team(role, "Syd");
        assert_eq!(door(&viewer, READ, &case()), (false, true));
        // It would not help with these.
        let decision = door(&viewer, Action::Decide, &case());
        assert_eq!(decision, (false, false));
    }
    for role in [Role::QualityAuditor, Role::ExternalAuditor] {
        let viewer = with_role(role);
        assert_eq!(door(&viewer, READ, &case()), (true, false));
        assert!(!may(&viewer, Action::BreakGlassOpen, &case()));
    }
    assert!(Action::BreakGlassOpen.needs_purpose());
    assert!(Action::BreakGlassOpen.tells_leader(case().protected));
}

#[test]
fn somebody_else_asks_within_seven_days() {
    let grant = glass(Some(UserNo(7)));
    let due = now().today.plus_days(7);
    assert_eq!(grant.follow_up_due(), due);
    assert!(!grant.is_follow_up_overdue(false, due));
    assert!(grant.is_follow_up_overdue(false, due.plus_days(1)));
    assert!(!grant.is_follow_up_overdue(true, due.plus_days(1)));
    assert!(!grant.may_be_followed_up(ME, ME));
    assert!(!grant.may_be_followed_up(ME, UserNo(7)));
    assert!(grant.may_be_followed_up(ME, COLLEAGUE));
}

#[test]
fn the_fourth_within_thirty_days_is_an_alarm() {
    let opened = |days: i64| BreakGlassGrant {
        opened_at: now().second - days * 86_400,
        ..glass(None)
    };
    let three = [opened(0), opened(10), opened(29)];
    assert!(!is_alarm(&three, now()));
    let old = [opened(0), opened(10), opened(29), opened(30)];
    assert!(!is_alarm(&old, now()));
    let four = [opened(0), opened(1), opened(10), opened(29)];
    assert!(is_alarm(&four, now()));
}
