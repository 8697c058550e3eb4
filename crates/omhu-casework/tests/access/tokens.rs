//! Tokens: a robot is never more than a role.

use std::collections::BTreeSet;

use omhu_casework::access::{
    Action, Label, Relation, Role, RoleGrant, Scope, Scopes, Viewer, decide, reason,
};

use crate::people::*;

fn token(role: Role, opened: &[Scope], relation: Relation) -> Viewer {
    let mut viewer = in_team(role, "Nord");
    viewer.reauthenticated_at = None;
    viewer.scopes = Some(Scopes {
        opened: opened.iter().copied().collect(),
        relation,
        until: later(3600).second,
    });
    viewer
}

#[test]
fn a_token_does_what_scope_and_role_both_open() {
    let reader = token(
        Role::Coordinator,
        &[Scope::ReadDeadlines, Scope::Import],
        Relation::Team,
    );
    assert_eq!(all_allowed(&reader, &case()), ["see:deadline"]);
    // The role does not import.
    assert!(all_allowed_without_case(&reader).is_empty());
    assert_eq!(
        why(&reader, Action::See(Label::CaseText), &case()),
        reason::TOKEN_SCOPE
    );
}

#[test]
fn a_scope_is_of_the_roles_that_can_do_something_by_it() {
    assert!(Scope::ManageWebhooks.is_of(Role::SystemAdministrator));
    assert!(!Scope::ManageWebhooks.is_of(Role::Caseworker));
    assert!(Scope::WriteFacts.is_of(Role::Caseworker));
    assert!(!Scope::WriteFacts.is_of(Role::Controller));
    assert!(!Scope::ReadText.is_of(Role::UserAdministrator));
}

#[test]
fn a_token_reaches_cases_through_its_one_relation() {
    let own = token(Role::Caseworker, &[Scope::ReadText], Relation::Assigned);
    let read = Action::See(Label::CaseText);
    assert!(may(&own, read, &my_case()));
    assert!(!may(&own, read, &shared_case()));
}

#[test]
fn a_token_dies_at_its_second() {
    let reader = token(Role::Controller, &[Scope::ReadFigures], Relation::None);
    let see = Action::See(Label::Aggregate);
    let at = |seconds| decide(&reader, see, None, later(seconds)).reason();
    assert_eq!(at(3599), reason::OFFICE);
    assert_eq!(at(3600), reason::TOKEN_EXPIRED);
}

#[test]
fn a_token_has_exactly_one_role() {
    let mut two = token(Role::Caseworker, &[Scope::ReadText], Relation::Assigned);
    two.roles
        .push(RoleGrant::new(Role::TeamLeader, now().today));
    let read = Action::See(Label::CaseText);
    assert_eq!(why(&two, read, &my_case()), reason::TOKEN_ROLE);
}

#[test]
fn a_token_with_every_scope_reveals_breaks_decides_and_grants_nothing() {
    let never = [
        Action::Reveal(Label::ProtectedAddress),
        Action::Reveal(Label::SecretPlacement),
        Action::Reveal(Label::Reporter),
        Action::BreakGlassOpen,
        Action::BreakGlassFollowUp,
        Action::Decide,
        Action::Approve,
        Action::Assign,
        Action::StandInGrant,
        Action::SeeAccessLog,
        Action::ManageUsers,
        Action::ManageSystem,
    ];
    for role in Role::ALL {
        for relation in Relation::ALL {
            let mut robot = token(*role, Scope::ALL, *relation);
            robot.reauthenticated_at = Some(now().second);
            let robot = with_broken_glass(robot);
            for action in never {
                assert!(!may(&robot, action, &my_case()), "{role} {relation}");
            }
            let glass = Action::See(Label::CaseText);
            if *relation == Relation::BreakGlass {
                assert_eq!(door(&robot, glass, &case()), (true, false));
            }
        }
    }
}

#[test]
fn who_notified_is_masked_unless_a_scope_says_otherwise() {
    let every: BTreeSet<Scope> = Scope::ALL.iter().copied().collect();
    for (scope, seen) in [(Scope::ReadText, false), (Scope::ReadReporter, true)] {
        assert!(every.contains(&scope));
        let reader = token(Role::Caseworker, &[scope], Relation::Assigned);
        let see = Action::See(Label::Reporter);
        assert_eq!(may(&reader, see, &my_case()), seen);
    }
}
