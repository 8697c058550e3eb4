//! Rights begin and end: roles, accounts, stand-ins, samples, fresh sign-ins.

use omhu_casework::access::{
    Action, Cover, Label, Role, StandIn, Standing, Subject, Viewer, decide, reason,
};

use crate::people::*;

const READ: Action = Action::See(Label::CaseText);

#[test]
fn a_role_that_nobody_confirms_is_suspended_after_six_months() {
    let worker = with_role(Role::Caseworker);
    let at = |days| decide(&worker, READ, Some(&my_case()), in_days(days));
    assert!(at(181).is_allowed(), "1 July");
    assert_eq!(at(182).reason(), reason::ROLE_SUSPENDED);
    assert_eq!(at(-1).reason(), reason::ROLE_SUSPENDED);
}

#[test]
fn a_role_ends_on_its_last_day_and_an_external_auditor_must_have_one() {
    let mut worker = with_role(Role::Caseworker);
    worker.roles[0].last_on = Some(now().today);
    assert!(may(&worker, READ, &my_case()));
    let tomorrow = decide(&worker, READ, Some(&my_case()), in_days(1));
    assert_eq!(tomorrow.reason(), reason::ROLE_SUSPENDED);
    let mut auditor = auditing(Role::ExternalAuditor);
    auditor.roles[0].last_on = None;
    assert_eq!(why(&auditor, READ, &case()), reason::ROLE_SUSPENDED);
}

#[test]
fn a_role_for_some_teams_reaches_no_other_team_but_broken_glass_does() {
    let mut worker = with_role(Role::Caseworker);
    worker.roles[0].teams = Some(teams(&["Syd"]));
    assert!(!may(&worker, READ, &my_case()));
    assert!(may(&with_broken_glass(worker.clone()), READ, &case()));
    // Narrowed, never widened: a role for a team is no place in it.
    let mut leader = in_team(Role::TeamLeader, "Syd");
    leader.roles[0].teams = Some(teams(&["Nord"]));
    assert!(!may(&leader, READ, &case()));
    leader.teams.insert("Nord".to_owned());
    assert!(may(&leader, READ, &case()));
}

#[test]
fn an_account_unused_for_ninety_days_or_disabled_does_nothing() {
    let today = now().today;
    assert_eq!(
        Standing::of(false, today.plus_days(-90), today),
        Standing::Active
    );
    assert_eq!(
        Standing::of(false, today.plus_days(-91), today),
        Standing::Dormant
    );
    assert_eq!(Standing::of(true, today, today), Standing::Disabled);
    for (standing, key) in [
        (Standing::Dormant, reason::DORMANT),
        (Standing::Disabled, reason::DISABLED),
    ] {
        let viewer = Viewer {
            standing,
            ..with_role(Role::Caseworker)
        };
        for action in Action::all() {
            assert_eq!(why(&viewer, action, &my_case()), key);
            assert_eq!(door(&viewer, action, &my_case()), (true, false));
        }
    }
}

fn standing_in(covers: Cover, from: i32, until: i32) -> Viewer {
    let mut viewer = with_role(Role::Caseworker);
    viewer.stand_ins.push(StandIn {
        covers,
        first_on: now().today.plus_days(from),
        last_on: now().today.plus_days(until),
    });
    viewer
}

#[test]
fn a_stand_in_does_the_work_from_the_first_to_the_last_day() {
    let stand_in = standing_in(Cover::Person(COLLEAGUE), 1, 2);
    let at = |days| decide(&stand_in, Action::Decide, Some(&case()), in_days(days)).reason();
    assert_eq!(at(0), reason::STAND_IN_OVER);
    assert_eq!(at(1), reason::STAND_IN);
    assert_eq!(at(2), reason::STAND_IN);
    assert_eq!(at(3), reason::STAND_IN_OVER);
}

#[test]
fn a_stand_in_sees_who_notified_and_the_address_by_a_click() {
    let stand_in = standing_in(Cover::Person(COLLEAGUE), 0, 0);
    assert_eq!(
        why(&stand_in, Action::See(Label::Reporter), &case()),
        reason::CLICK_FIRST
    );
    assert!(may(&stand_in, Action::Reveal(Label::Reporter), &case()));
    assert!(may(
        &stand_in,
        Action::Reveal(Label::ProtectedAddress),
        &case()
    ));
    // Standing in for a colleague is no part in what that colleague only helps with.
    let helped = Subject {
        caseworker: None,
        co_assigned: vec![COLLEAGUE],
        ..case()
    };
    assert!(!may(&stand_in, READ, &helped));
}

#[test]
fn whoever_handed_a_case_over_reads_it_for_fourteen_days_and_changes_nothing() {
    let former = standing_in(Cover::Case(CASE), 0, 300);
    let reading = [
        "see:core",
        "see:case_text",
        "see:deadline",
        "see:health",
        "see:crime",
        "see:staff",
        "break_glass_open",
    ];
    assert_eq!(all_allowed(&former, &case()), reading);
    let at = |days| decide(&former, READ, Some(&case()), in_days(days)).is_allowed();
    assert!(at(14));
    assert!(!at(15));
}

#[test]
fn a_moved_case_is_gone_at_once_for_whoever_had_it() {
    let worker = in_team(Role::Caseworker, "Nord");
    assert!(may(&worker, READ, &my_case()));
    let moved = Subject {
        team: Some("Syd".to_owned()),
        ..case()
    };
    assert_eq!(why(&worker, READ, &moved), reason::NO_RELATION);
}

#[test]
fn a_sample_is_read_while_the_audit_is_open() {
    for role in [Role::QualityAuditor, Role::ExternalAuditor] {
        let auditor = auditing(role);
        let at = |days| decide(&auditor, READ, Some(&case()), in_days(days)).reason();
        assert_eq!(at(0), reason::SAMPLED);
        assert_eq!(at(14), reason::SAMPLED);
        assert_eq!(at(15), reason::SAMPLE_OVER);
    }
}

#[test]
fn delicate_things_need_a_fresh_sign_in_and_only_who_may_is_asked_for_it() {
    let mut admin = with_role(Role::UserAdministrator);
    let at =
        |admin: &Viewer, seconds| decide(admin, Action::ManageUsers, None, later(seconds)).reason();
    assert_eq!(at(&admin, 899), reason::OFFICE);
    assert_eq!(at(&admin, 900), reason::SIGN_IN_AGAIN);
    assert_eq!(at(&admin, -1), reason::SIGN_IN_AGAIN);
    admin.reauthenticated_at = None;
    assert_eq!(at(&admin, 0), reason::SIGN_IN_AGAIN);
    let mut worker = with_role(Role::Caseworker);
    worker.reauthenticated_at = None;
    assert_eq!(at(&worker, 0), reason::NOT_THIS_ROLE);
    assert_eq!(
        why(&worker, Action::BreakGlassOpen, &case()),
        reason::SIGN_IN_AGAIN
    );
}
