//! The rule has two readings: one case, and a query. They say the same.

use std::collections::BTreeSet;

use omhu_casework::access::{
    Action, BreakGlassGrant, CaseScope, Category, Cover, Label, ListKind, Now, ProtectedGrade,
    Relation, Role, RoleGrant, SampledCase, Scope, Scopes, StandIn, Standing, Subject, Viewer,
    decide, reason,
};
use omhu_casework::ids::{CaseNo, UserNo};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::people::*;

// A small world, so that people and cases meet often.
fn user() -> impl Strategy<Value = UserNo> {
    (1..5_i64).prop_map(UserNo)
}

fn case_no() -> impl Strategy<Value = CaseNo> {
    (1..4_i64).prop_map(CaseNo)
}

fn team() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["Nord".to_owned(), "Syd".to_owned(), "Vest".to_owned()])
}

fn some_teams() -> impl Strategy<Value = BTreeSet<String>> {
    btree_set(team(), 0..3)
}

/// Days around today, so that much is in force and some is not.
fn days() -> impl Strategy<Value = (i32, i32)> {
    (-20..2_i32, -1..20_i32)
}

prop_compose! {
    fn role_grant()(
        role in prop::sample::select(Role::ALL.to_vec()),
        teams in option::weighted(0.3, some_teams()),
        confirmed in prop::sample::select(vec![0, -10, -400]),
        last in option::of(-1..20_i32),
    ) -> RoleGrant {
        RoleGrant {
            role,
            teams,
            confirmed_on: now().today.plus_days(confirmed),
            last_on: last.map(|days| now().today.plus_days(days)),
        }
    }
}

prop_compose! {
    fn stand_in()(
        covers in prop_oneof![user().prop_map(Cover::Person), case_no().prop_map(Cover::Case)],
        (from, until) in days(),
    ) -> StandIn {
        StandIn {
            covers,
            first_on: now().today.plus_days(from),
            last_on: now().today.plus_days(until),
        }
    }
}

prop_compose! {
    fn sampled()(case in case_no(), (from, until) in days()) -> SampledCase {
        SampledCase {
            case,
            first_on: now().today.plus_days(from),
            last_on: now().today.plus_days(until),
        }
    }
}

prop_compose! {
    fn broken()(
        case in case_no(),
        hours in -10..2_i64,
        length in 0..12_i64,
        approved_by in option::of(user()),
    ) -> BreakGlassGrant {
        let opened_at = now().second + hours * 3600;
        BreakGlassGrant {
            case,
            category: Category::DutyDesk,
            opened_at,
            until: opened_at + length * 3600,
            approved_by,
        }
    }
}

prop_compose! {
    fn scopes()(
        opened in btree_set(prop::sample::select(Scope::ALL.to_vec()), 0..9),
        relation in prop::sample::select(Relation::ALL.to_vec()),
        seconds in -1..20_i64,
    ) -> Scopes {
        Scopes { opened, relation, until: now().second + seconds }
    }
}

prop_compose! {
    fn viewer()(
        roles in vec(role_grant(), 0..4),
        one_role in any::<bool>(),
        teams in some_teams(),
        reads_team in any::<bool>(),
        stand_ins in vec(stand_in(), 0..3),
        samples in vec(sampled(), 0..3),
        break_glass in vec(broken(), 0..3),
        conflicts in btree_set(case_no(), 0..2),
        scopes in option::weighted(0.25, scopes()),
        active in prop::bool::weighted(0.95),
        user in user(),
    ) -> Viewer {
        let mut viewer = Viewer::new(user);
        viewer.roles = roles;
        if one_role {
            viewer.roles.truncate(1);
        }
        viewer.teams = teams;
        viewer.reads_team = reads_team;
        viewer.stand_ins = stand_ins;
        viewer.samples = samples;
        viewer.break_glass = break_glass;
        viewer.conflicts = conflicts;
        viewer.scopes = scopes;
        if !active {
            viewer.standing = Standing::Dormant;
        }
        viewer
    }
}

prop_compose! {
    fn subject()(
        case in case_no(),
        team in option::weighted(0.8, team()),
        caseworker in option::weighted(0.8, user()),
        co_assigned in vec(user(), 0..2),
        closed in any::<bool>(),
        protected in prop::sample::select(ProtectedGrade::ALL.to_vec()),
    ) -> Subject {
        Subject { case, team, caseworker, co_assigned, closed, protected }
    }
}

fn allowed(viewer: &Viewer, label: Label, subject: &Subject, now: Now) -> bool {
    decide(viewer, Action::See(label), Some(subject), now).is_allowed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_case_is_in_the_list_exactly_where_it_may_be_seen(viewer in viewer(), subject in subject()) {
        for label in Label::ALL {
            if *label == Label::Aggregate {
                continue; // Belongs to no case.
            }
            let scope = CaseScope::of(&viewer, *label, now());
            let listed = scope.contains(&subject);
            prop_assert_eq!(listed, allowed(&viewer, *label, &subject, now()), "{}", label);
            prop_assert!(!scope.is_empty() || !listed);
        }
    }

    #[test]
    fn no_list_ever_holds_an_address_or_a_conflict(viewer in viewer(), subject in subject()) {
        for label in [Label::ProtectedAddress, Label::SecretPlacement] {
            prop_assert!(CaseScope::of(&viewer, label, now()).is_empty());
        }
        for kind in ListKind::ALL {
            let scope = CaseScope::for_list(&viewer, *kind, now());
            let conflict = viewer.conflicts.contains(&subject.case);
            prop_assert!(!(conflict && scope.contains(&subject)));
        }
    }

    #[test]
    fn a_role_for_fewer_teams_never_shows_more(mut viewer in viewer(), subject in subject(), teams in some_teams()) {
        let see = |viewer: &Viewer| -> Vec<bool> {
            Label::ALL.iter().map(|label| allowed(viewer, *label, &subject, now())).collect()
        };
        let wide = see(&viewer);
        for grant in &mut viewer.roles {
            grant.teams = Some(match &grant.teams {
                Some(held) => held.intersection(&teams).cloned().collect(),
                None => teams.clone(),
            });
        }
        for (wide, narrow) in wide.into_iter().zip(see(&viewer)) {
            prop_assert!(wide || !narrow);
        }
    }

    #[test]
    fn a_token_is_never_more_than_its_role(viewer in viewer(), subject in subject(), scopes in scopes()) {
        let person = Viewer { scopes: None, reauthenticated_at: Some(now().second), ..viewer };
        let robot = Viewer { scopes: Some(scopes), ..person.clone() };
        for action in Action::all() {
            let by_robot = decide(&robot, action, Some(&subject), now()).is_allowed();
            let by_person = decide(&person, action, Some(&subject), now()).is_allowed();
            prop_assert!(by_person || !by_robot, "{}", action.word());
        }
    }

    #[test]
    fn a_hidden_case_is_one_of_which_nothing_is_seen(viewer in viewer(), subject in subject()) {
        let sees = Label::ALL.iter().filter(|label| **label != Label::Aggregate)
            .any(|label| allowed(&viewer, *label, &subject, now()));
        for action in Action::all() {
            if let omhu_casework::access::Verdict::Denied { hidden, may_break_glass, .. } =
                decide(&viewer, action, Some(&subject), now())
            {
                prop_assert!(!(hidden && sees));
                prop_assert!(!(hidden && may_break_glass));
            }
        }
    }
}

#[test]
fn a_list_of_deadlines_holds_own_cases_those_of_the_absent_and_of_broken_glass() {
    let mut viewer = with_broken_glass(with_role(Role::Caseworker));
    viewer.stand_ins.push(StandIn {
        covers: Cover::Person(COLLEAGUE),
        first_on: now().today,
        last_on: now().today,
    });
    viewer.conflicts.insert(CaseNo(7));
    let scope = CaseScope::for_list(&viewer, ListKind::Deadlines, now());
    assert_eq!(scope.sets.len(), 1);
    let set = &scope.sets[0];
    assert_eq!(set.caseworkers, BTreeSet::from([ME, COLLEAGUE]));
    assert_eq!(set.co_assigned, BTreeSet::from([ME]));
    assert_eq!(set.cases, BTreeSet::from([CASE]));
    assert!(!set.all && !set.undistributed && set.teams.is_empty());
    assert_eq!(scope.except, BTreeSet::from([CaseNo(7)]));
}

#[test]
fn a_controllers_list_is_all_cases_without_names() {
    let viewer = with_role(Role::Controller);
    assert!(CaseScope::for_list(&viewer, ListKind::Deadlines, now()).sets[0].all);
    assert!(CaseScope::for_list(&viewer, ListKind::Names, now()).is_empty());
    assert!(CaseScope::for_list(&viewer, ListKind::Texts, now()).is_empty());
}

/// A property over people who never meet a case would hold for any rule.
#[test]
fn the_invented_world_meets_every_reason() {
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeSet::new();
    for _ in 0..6000 {
        let (viewer, subject) = (viewer(), subject())
            .new_tree(&mut runner)
            .expect("a viewer and a case")
            .current();
        for action in Action::all().filter(|action| action.needs_case()) {
            met.insert(decide(&viewer, action, Some(&subject), now()).reason());
        }
    }
    // No case is touched, or it is asked after everything else.
    let elsewhere = [
        reason::OFFICE,
        reason::ANY_CASE,
        reason::NO_CASE,
        reason::SECOND_PERSON,
        reason::DISABLED,
    ];
    let missing = reason::ALL.iter().filter(|(key, _)| !met.contains(key));
    let missing: Vec<&str> = missing.map(|(key, _)| *key).collect();
    let unexplained = missing.iter().find(|key| !elsewhere.contains(key));
    assert_eq!(unexplained, None);
}
