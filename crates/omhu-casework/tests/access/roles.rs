//! One test or more for each line of the role table, with everything the role may do and nothing else.

use omhu_casework::access::{
    Action, Approval, FigureLevel, Label, Output, ProtectedGrade, Relation, Role, Subject, Verdict,
    Viewer, decide, reason,
};

use crate::people::*;

const READING: [&str; 6] = [
    "see:core",
    "see:case_text",
    "see:deadline",
    "see:health",
    "see:crime",
    "see:staff",
];

fn and<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [first, more].concat()
}

#[test]
fn a_caseworker_does_all_of_the_work_on_an_assigned_case() {
    let mut worker = in_team(Role::Caseworker, "Nord");
    let own = [
        "see:core",
        "see:case_text",
        "see:deadline",
        "see:health",
        "see:crime",
        "see:reporter",
        "see:staff",
        "reveal:reporter",
        "reveal:protected_address",
        "reveal:secret_placement",
        "check_known",
        "register_fact",
        "write_note",
        "decide",
        "correct",
        "break_glass_open",
        "see_access_log",
        "export:case_documents",
        "print:case_documents",
    ];
    assert_eq!(all_allowed(&worker, &my_case()), own);
    worker.teams.clear();
    let verdict = decide(&worker, Action::Decide, Some(&my_case()), now());
    let Verdict::Allowed { relation, role, .. } = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!((relation, role), (Relation::Assigned, Role::Caseworker));
}

#[test]
fn a_caseworker_beside_another_works_but_neither_decides_nor_sees_who_notified() {
    let worker = with_role(Role::Caseworker);
    let beside = ["register_fact", "write_note", "correct", "break_glass_open"];
    assert_eq!(all_allowed(&worker, &shared_case()), and(&READING, &beside));
}

#[test]
fn a_caseworker_of_the_team_reads_only_where_the_unit_says_so_and_only_open_cases() {
    let mut worker = in_team(Role::Caseworker, "Nord");
    assert_eq!(
        all_allowed(&worker, &case()),
        ["check_known", "break_glass_open"]
    );
    worker.reads_team = true;
    let read = [
        "see:core",
        "see:case_text",
        "see:deadline",
        "see:staff",
        "check_known",
        "break_glass_open",
    ];
    assert_eq!(all_allowed(&worker, &case()), read);
    let closed = Subject {
        closed: true,
        ..case()
    };
    assert!(!may(&worker, Action::See(Label::CaseText), &closed));
}

#[test]
fn a_coordinator_reads_the_team_and_distributes_and_decides_nothing() {
    let coordinator = in_team(Role::Coordinator, "Nord");
    let more = [
        "reveal:reporter",
        "reveal:protected_address",
        "reveal:secret_placement",
        "check_known",
        "register_fact",
        "write_note",
        "assign",
        "break_glass_open",
        "break_glass_approve",
        "manage_conflicts",
    ];
    assert_eq!(all_allowed(&coordinator, &case()), and(&READING, &more));
    let office = [
        "see:aggregate",
        "search",
        "receive_notification",
        "open_case",
        "stand_in_grant",
        "print:case_list",
        "see_figures:team",
    ];
    assert_eq!(all_allowed_without_case(&coordinator), office);
    let elsewhere = in_team(Role::Coordinator, "Syd");
    assert_eq!(
        all_allowed(&elsewhere, &case()),
        ["check_known", "break_glass_open"]
    );
}

#[test]
fn a_case_that_nobody_has_distributed_is_seen_by_those_who_distribute() {
    let new = Subject::new(CASE);
    assert!(may(
        &in_team(Role::Coordinator, "Syd"),
        Action::Assign,
        &new
    ));
    assert!(may(&in_team(Role::TeamLeader, "Syd"), Action::Assign, &new));
    assert!(!may(&with_role(Role::Coordinator), Action::Assign, &new));
    let worker = in_team(Role::Caseworker, "Syd");
    assert!(!may(&worker, Action::See(Label::Core), &new));
}

#[test]
fn a_team_leader_supervises_the_team() {
    let leader = in_team(Role::TeamLeader, "Nord");
    let more = [
        "reveal:reporter",
        "reveal:protected_address",
        "reveal:secret_placement",
        "check_known",
        "write_note",
        "approve",
        "score",
        "assign",
        "break_glass_open",
        "break_glass_approve",
        "break_glass_follow_up",
        "manage_conflicts",
        "see_access_log",
    ];
    assert_eq!(all_allowed(&leader, &case()), and(&READING, &more));
    let office = [
        "see:aggregate",
        "search",
        "receive_notification",
        "open_case",
        "stand_in_grant",
        "export:case_list",
        "export:aggregates",
        "print:case_list",
        "print:aggregates",
        "see_figures:team",
        "see_figures:compared",
    ];
    assert_eq!(all_allowed_without_case(&leader), office);
    assert!(Action::Export(Output::CaseList).needs_purpose());
}

#[test]
fn a_quality_auditor_reads_the_sample_scores_it_and_writes_nothing() {
    let auditor = auditing(Role::QualityAuditor);
    let sampled = and(&READING[..5], &["score"]);
    assert_eq!(all_allowed(&auditor, &case()), sampled);
    let other = Subject {
        case: omhu_casework::ids::CaseNo(119),
        ..case()
    };
    assert!(all_allowed(&auditor, &other).is_empty());
    let office = ["see:aggregate", "export:scores", "see_figures:all_teams"];
    assert_eq!(all_allowed_without_case(&auditor), office);
}

#[test]
fn a_controller_sees_dates_of_all_cases_and_no_name() {
    let controller = with_role(Role::Controller);
    assert_eq!(all_allowed(&controller, &case()), ["see:deadline"]);
    let office = [
        "see:aggregate",
        "set_targets",
        "import",
        "export:aggregates",
        "print:aggregates",
        "see_figures:all_teams",
        "see_figures:published",
    ];
    assert_eq!(all_allowed_without_case(&controller), office);
    let verdict = decide(
        &controller,
        Action::See(Label::Deadline),
        Some(&case()),
        now(),
    );
    assert_eq!(verdict.reason(), reason::OVERSIGHT);
}

#[test]
fn a_director_sees_published_figures_and_not_that_a_case_exists() {
    let director = with_role(Role::Director);
    assert!(all_allowed(&director, &case()).is_empty());
    let office = [
        "see:aggregate",
        "comment",
        "approve_plans",
        "export:published_figures",
        "print:published_figures",
        "see_figures:published",
    ];
    assert_eq!(all_allowed_without_case(&director), office);
    assert_eq!(
        door(&director, Action::See(Label::Deadline), &case()),
        (true, false)
    );
}

#[test]
fn an_external_auditor_reads_the_sample_without_its_heading() {
    let auditor = auditing(Role::ExternalAuditor);
    let sampled = [
        "see:case_text",
        "see:deadline",
        "see:health",
        "see:crime",
        "score",
    ];
    assert_eq!(all_allowed(&auditor, &case()), sampled);
    // Masked, not hidden: the auditor knows the case.
    assert_eq!(
        door(&auditor, Action::See(Label::Reporter), &case()),
        (false, false)
    );
    let office = [
        "see:aggregate",
        "export:scores",
        "see_figures:own_engagement",
    ];
    assert_eq!(all_allowed_without_case(&auditor), office);
}

#[test]
fn a_log_reviewer_sees_the_log_and_a_case_only_through_broken_glass() {
    let mut reviewer = with_role(Role::LogReviewer);
    let log = [
        "break_glass_open",
        "break_glass_approve",
        "break_glass_follow_up",
        "manage_conflicts",
        "see_access_log",
    ];
    assert_eq!(all_allowed(&reviewer, &case()), log);
    assert_eq!(
        door(&reviewer, Action::See(Label::CaseText), &case()),
        (false, true)
    );
    let office = [
        "sample_lookups",
        "give_sample",
        "see_figures:log_statistics",
    ];
    assert_eq!(all_allowed_without_case(&reviewer), office);
    let extract = Action::Export(Output::LogExtract);
    assert_eq!(
        decide(&reviewer, extract, None, now()).reason(),
        reason::SECOND_PERSON
    );
    for (by, seconded) in [(ME, false), (COLLEAGUE, true)] {
        reviewer.approvals = vec![Approval {
            action: extract,
            by,
            until: later(60).second,
        }];
        assert_eq!(may_without_case(&reviewer, extract), seconded);
    }
    let broken = with_broken_glass(with_role(Role::LogReviewer));
    let seen = and(&["see:core", "see:case_text"], &log);
    assert_eq!(all_allowed(&broken, &case()), seen);
}

#[test]
fn administrators_see_no_child() {
    for (role, office) in [
        (
            Role::UserAdministrator,
            &["manage_users", "see_figures:user_counts"][..],
        ),
        (
            Role::SystemAdministrator,
            &[
                "manage_system",
                "manage_webhooks",
                "see_figures:system_health",
            ][..],
        ),
    ] {
        // Not even where somebody has made them part of a case.
        let mut admin = with_broken_glass(auditing(role));
        admin.teams = teams(&["Nord"]);
        admin.reads_team = true;
        assert!(all_allowed(&admin, &my_case()).is_empty());
        assert_eq!(all_allowed_without_case(&admin), office);
        let see = Action::See(Label::Core);
        assert_eq!(door(&admin, see, &case()), (true, false));
    }
}

#[test]
fn a_protected_address_is_never_simply_seen_by_anybody() {
    for role in Role::ALL {
        for label in [Label::ProtectedAddress, Label::SecretPlacement] {
            let mut viewer = with_broken_glass(auditing(*role));
            viewer.teams = teams(&["Nord"]);
            assert!(!may(&viewer, Action::See(label), &my_case()));
        }
    }
    let worker = with_role(Role::Caseworker);
    let see = Action::See(Label::ProtectedAddress);
    assert_eq!(why(&worker, see, &my_case()), reason::CLICK_FIRST);
    let reveal = Action::Reveal(Label::ProtectedAddress);
    let verdict = decide(&worker, reveal, Some(&my_case()), now());
    assert!(matches!(
        verdict,
        Verdict::Allowed {
            extra_click: true,
            ..
        }
    ));
    assert!(reveal.tells_leader(ProtectedGrade::Special));
    assert!(!reveal.tells_leader(ProtectedGrade::Ordinary));
    let unprotected = Subject {
        protected: ProtectedGrade::None,
        ..my_case()
    };
    assert_eq!(
        why(&worker, reveal, &unprotected),
        reason::NOTHING_PROTECTED
    );
}

#[test]
fn who_notified_is_a_click_away_for_leaders() {
    let leader = in_team(Role::TeamLeader, "Nord");
    let see = Action::See(Label::Reporter);
    assert_eq!(why(&leader, see, &case()), reason::CLICK_FIRST);
    assert!(may(&leader, Action::Reveal(Label::Reporter), &case()));
}

#[test]
fn whoever_knows_of_their_conflict_is_told_why_and_sees_as_little() {
    let mut viewer = in_team(Role::TeamLeader, "Nord");
    viewer.conflicts.insert(CASE);
    let denied =
        |viewer: &Viewer| decide(viewer, Action::See(Label::CaseText), Some(&case()), now());
    let unknowing = Verdict::Denied {
        reason: reason::PARTY_CONFLICT,
        may_break_glass: false,
        hidden: true,
    };
    assert_eq!(denied(&viewer), unknowing);
    viewer.told_conflicts.insert(CASE);
    let knowing = Verdict::Denied {
        reason: reason::PARTY_CONFLICT,
        may_break_glass: false,
        hidden: false,
    };
    assert_eq!(denied(&viewer), knowing);
    assert_eq!(all_allowed(&viewer, &case()), Vec::<String>::new());
}

#[test]
fn a_party_conflict_denies_everything_whatever_else_holds() {
    for role in Role::ALL {
        let mut viewer = with_broken_glass(auditing(*role));
        viewer.teams = teams(&["Nord"]);
        viewer.break_glass.push(glass(Some(COLLEAGUE)));
        viewer.conflicts.insert(CASE);
        for action in Action::all() {
            assert_eq!(why(&viewer, action, &my_case()), reason::PARTY_CONFLICT);
            assert_eq!(door(&viewer, action, &my_case()), (true, false));
        }
    }
}

#[test]
fn nobody_scores_a_case_of_their_own() {
    let mut viewer = auditing(Role::QualityAuditor);
    viewer.roles.extend(with_role(Role::Caseworker).roles);
    assert!(may(&viewer, Action::Score, &case()));
    assert_eq!(why(&viewer, Action::Score, &my_case()), reason::OWN_WORK);
    assert_eq!(
        why(&viewer, Action::Score, &shared_case()),
        reason::OWN_WORK
    );
}

#[test]
fn without_a_role_or_a_case_there_is_no_answer_but_no() {
    let nobody = Viewer::new(ME);
    for action in Action::all() {
        assert!(!may(&nobody, action, &my_case()));
        assert!(!may_without_case(&nobody, action));
    }
    let worker = with_role(Role::Caseworker);
    let verdict = decide(&worker, Action::See(Label::Core), None, now());
    assert_eq!(verdict.reason(), reason::NO_CASE);
    let unreachable = Action::SeeFigures(FigureLevel::UserCounts);
    let verdict = decide(&worker, unreachable, None, now());
    assert_eq!(verdict.reason(), reason::NOT_THIS_ROLE);
}

#[test]
fn of_two_roles_the_nearer_relation_goes_into_the_log() {
    let mut viewer = in_team(Role::TeamLeader, "Nord");
    viewer.roles.extend(with_role(Role::Caseworker).roles);
    let see = Action::See(Label::CaseText);
    assert_eq!(why(&viewer, see, &my_case()), reason::ASSIGNED);
    assert_eq!(why(&viewer, see, &case()), reason::TEAM);
}
