//! Who may give what to whom; which roles meet; words that are stored.

use std::collections::BTreeSet;

use omhu_casework::access::{
    Action, AssignmentFault, Category, Combination, Label, OtherStandIn, Relation, Role,
    RoleProposal, Scope, StandInFault, StandInProposal, combination, reason,
};
use omhu_casework::ids::UserNo;

use crate::people::*;

fn proposal(role: Role, held: &[Role]) -> RoleProposal {
    RoleProposal {
        proposed_by: UserNo(10),
        confirmed_by: UserNo(11),
        to: UserNo(12),
        role,
        held: held.iter().copied().collect(),
        last_on: None,
        overridden: false,
    }
}

#[test]
fn a_role_is_given_by_two_persons_and_never_to_oneself() {
    let fine = proposal(Role::Caseworker, &[]);
    assert_eq!(fine.check(), Ok(Combination::Free));
    let to_self = RoleProposal {
        to: UserNo(10),
        ..fine.clone()
    };
    assert_eq!(to_self.check(), Err(AssignmentFault::ToSelf));
    let confirmed_own = RoleProposal {
        to: UserNo(11),
        ..fine.clone()
    };
    assert_eq!(confirmed_own.check(), Err(AssignmentFault::ToSelf));
    let alone = RoleProposal {
        confirmed_by: UserNo(10),
        ..fine
    };
    assert_eq!(alone.check(), Err(AssignmentFault::OnePerson));
    let endless = proposal(Role::ExternalAuditor, &[]);
    assert_eq!(endless.check(), Err(AssignmentFault::EndMissing));
}

#[test]
fn user_and_system_administrator_are_two_persons_unless_a_small_municipality_decides() {
    let both = proposal(Role::SystemAdministrator, &[Role::UserAdministrator]);
    assert_eq!(both.check(), Err(AssignmentFault::OverrideMissing));
    let small = RoleProposal {
        overridden: true,
        ..both
    };
    assert_eq!(small.check(), Ok(Combination::Warned));
    let names = RoleProposal {
        overridden: true,
        ..proposal(Role::Controller, &[Role::TeamLeader])
    };
    assert_eq!(names.check(), Err(AssignmentFault::Excluded));
}

#[test]
fn roles_exclude_each_other_both_ways_and_some_stand_alone() {
    for one in Role::ALL {
        for two in Role::ALL {
            assert_eq!(one.with(*two), two.with(*one));
            let alone = [
                Role::LogReviewer,
                Role::ExternalAuditor,
                Role::SystemAdministrator,
            ];
            let silos = [Role::UserAdministrator, Role::SystemAdministrator];
            if one != two && alone.contains(one) && !(silos.contains(one) && silos.contains(two)) {
                assert_eq!(one.with(*two), Combination::Never, "{one} {two}");
            }
        }
    }
    let house = [Role::Caseworker, Role::Coordinator, Role::TeamLeader];
    assert_eq!(combination(&BTreeSet::from(house)), Combination::Free);
    assert_eq!(combination(&BTreeSet::new()), Combination::Free);
}

#[test]
fn whoever_holds_roles_that_exclude_each_other_is_denied_everything() {
    let mut viewer = in_team(Role::TeamLeader, "Nord");
    viewer.roles.extend(with_role(Role::Controller).roles);
    for action in Action::all() {
        assert_eq!(why(&viewer, action, &my_case()), reason::ROLES_EXCLUDE);
    }
}

#[test]
fn a_leader_lets_others_stand_in_for_their_own_people() {
    let fine = StandInProposal {
        granted_by: ME,
        granting_teams: teams(&["Nord", "Syd"]),
        absent: COLLEAGUE,
        absent_teams: teams(&["Nord"]),
        to: UserNo(3),
        first_on: now().today,
        last_on: now().today.plus_days(13),
        others: Vec::new(),
    };
    let faulty = |change: fn(&mut StandInProposal)| {
        let mut proposal = fine.clone();
        change(&mut proposal);
        proposal.check().err()
    };
    assert_eq!(fine.check(), Ok(()));
    assert_eq!(faulty(|p| p.to = ME), Some(StandInFault::ToSelf));
    assert_eq!(faulty(|p| p.to = COLLEAGUE), Some(StandInFault::ForSelf));
    assert_eq!(
        faulty(|p| p.absent_teams = teams(&["Vest"])),
        Some(StandInFault::OtherTeam)
    );
    assert_eq!(
        faulty(|p| p.last_on = p.first_on.plus_days(-1)),
        Some(StandInFault::Backwards)
    );
    assert_eq!(
        faulty(|p| p.last_on = p.first_on.plus_days(183)),
        Some(StandInFault::TooLong)
    );
}

#[test]
fn one_at_a_time_stands_in_for_a_person() {
    let day = |days| now().today.plus_days(days);
    let answer = |first, last, standing: (i32, i32)| {
        let other = OtherStandIn {
            by: UserNo(4),
            first_on: day(standing.0),
            last_on: day(standing.1),
        };
        let proposal = StandInProposal {
            granted_by: ME,
            granting_teams: teams(&["Nord"]),
            absent: COLLEAGUE,
            absent_teams: teams(&["Nord"]),
            to: UserNo(3),
            first_on: day(first),
            last_on: day(last),
            others: vec![other],
        };
        match proposal.check() {
            Err(StandInFault::Overlaps(found)) if found == other => false,
            answer => answer == Ok(()),
        }
    };
    assert!(answer(0, 9, (10, 12)) && answer(13, 20, (10, 12)));
    assert!(!answer(0, 10, (10, 12)) && !answer(12, 20, (10, 12)));
    assert!(!answer(0, 20, (10, 12)) && !answer(11, 11, (10, 12)));
    assert!(answer(0, 20, (10, -1)), "it was ended before it began");
}

#[test]
fn stored_words_lead_back_and_are_told_apart() {
    let mut words = BTreeSet::new();
    for action in Action::all() {
        assert_eq!(Action::parse(&action.word()), Some(action));
        assert!(words.insert(action.word()));
    }
    for role in Role::ALL {
        assert_eq!(Role::parse(role.word()), Some(*role));
    }
    for relation in Relation::ALL {
        assert_eq!(Relation::parse(relation.word()), Some(*relation));
    }
    for label in Label::ALL {
        assert_eq!(Label::parse(label.word()), Some(*label));
    }
    for scope in Scope::ALL {
        assert_eq!(Scope::parse(scope.word()), Some(*scope));
    }
    for category in Category::ALL {
        assert_eq!(Category::parse(category.word()), Some(*category));
    }
    assert_eq!(Role::parse("Caseworker"), None);
    let keys: BTreeSet<&str> = reason::ALL.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys.len(), reason::ALL.len());
}
