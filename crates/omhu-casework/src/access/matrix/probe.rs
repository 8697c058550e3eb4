//! Viewers who are exactly one thing to one case, and what they are answered.
//!
//! Owns: the columns of the matrix. Must not know: the rules.

use std::collections::BTreeSet;

use omhu_law::calendar::Day;

use crate::access::{
    Action, Approval, BreakGlassGrant, Category, Cover, Now, ProtectedGrade, Role, RoleGrant,
    SampledCase, StandIn, Subject, Viewer, decide,
};
use crate::ids::{CaseNo, UserNo};

/// What the viewer is to the case, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Assigned,
    CoAssigned,
    StandIn,
    Handover,
    Team,
    TeamReading,
    Undistributed,
    Elsewhere,
    Sampled,
    BreakGlass,
    Seconded,
    Nothing,
    Conflict,
}

impl Case {
    /// The columns, in their order.
    pub(super) const ALL: [Case; 13] = [
        Case::Assigned,
        Case::CoAssigned,
        Case::StandIn,
        Case::Handover,
        Case::Team,
        Case::TeamReading,
        Case::Undistributed,
        Case::Elsewhere,
        Case::Sampled,
        Case::BreakGlass,
        Case::Seconded,
        Case::Nothing,
        Case::Conflict,
    ];
}

const VIEWER: UserNo = UserNo(1);
const CASE: CaseNo = CaseNo(1);

/// The cases for which the role's answer is yes.
pub(super) fn allowed(role: Role, action: Action) -> Vec<Case> {
    let yes = |case: &&Case| ask(role, action, Some(**case));
    Case::ALL.iter().filter(yes).copied().collect()
}

/// Whether the role's answer is yes where no case is named.
pub(super) fn without_case(role: Role, action: Action) -> bool {
    ask(role, action, None)
}

/// Without what follows: who reads own teams anyway needs no common reading, and who sees by broken glass
/// needs no second person.
pub(super) fn shortest(cases: &[Case]) -> Vec<Case> {
    let follows = |case: &&Case| match case {
        Case::TeamReading => cases.contains(&Case::Team),
        Case::Seconded => cases.contains(&Case::BreakGlass),
        _ => false,
    };
    cases
        .iter()
        .filter(|case| !follows(case))
        .copied()
        .collect()
}

fn ask(role: Role, action: Action, case: Option<Case>) -> bool {
    let now = Now::at(1_767_225_600);
    let mut viewer = Viewer::new(VIEWER);
    viewer.roles.push(RoleGrant {
        role,
        teams: None,
        confirmed_on: now.today,
        last_on: Some(now.today),
    });
    viewer.reauthenticated_at = Some(now.second);
    viewer.approvals.push(Approval {
        action,
        by: UserNo(9),
        until: now.second + 1,
    });
    let mut subject = Subject {
        case: CASE,
        team: Some("Nord".to_owned()),
        caseworker: Some(UserNo(2)),
        co_assigned: vec![UserNo(3)],
        closed: false,
        protected: ProtectedGrade::SecretPlacement,
    };
    if let Some(case) = case {
        relate(&mut viewer, &mut subject, case, now);
    }
    decide(&viewer, action, case.map(|_| &subject), now).is_allowed()
}

fn relate(viewer: &mut Viewer, subject: &mut Subject, case: Case, now: Now) {
    let team = |name: &str| BTreeSet::from([name.to_owned()]);
    match case {
        Case::Assigned => subject.caseworker = Some(VIEWER),
        Case::CoAssigned => subject.co_assigned.push(VIEWER),
        Case::StandIn => viewer
            .stand_ins
            .push(stand_in(Cover::Person(UserNo(2)), now.today)),
        Case::Handover => viewer
            .stand_ins
            .push(stand_in(Cover::Case(CASE), now.today)),
        Case::Team => viewer.teams = team("Nord"),
        Case::TeamReading => {
            viewer.teams = team("Nord");
            viewer.reads_team = true;
        }
        Case::Undistributed => {
            subject.team = None;
            viewer.teams = team("Syd");
        }
        Case::Elsewhere => viewer.teams = team("Syd"),
        Case::Sampled => viewer.samples.push(SampledCase {
            case: CASE,
            first_on: now.today,
            last_on: now.today,
        }),
        Case::BreakGlass => viewer.break_glass.push(glass(None, now)),
        Case::Seconded => viewer.break_glass.push(glass(Some(UserNo(9)), now)),
        Case::Nothing => {}
        Case::Conflict => {
            subject.caseworker = Some(VIEWER);
            viewer.break_glass.push(glass(Some(UserNo(9)), now));
            viewer.conflicts.insert(CASE);
        }
    }
}

fn stand_in(covers: Cover, today: Day) -> StandIn {
    StandIn {
        covers,
        first_on: today,
        last_on: today,
    }
}

fn glass(approved_by: Option<UserNo>, now: Now) -> BreakGlassGrant {
    BreakGlassGrant {
        case: CASE,
        category: Category::AcuteConcern,
        opened_at: now.second,
        until: now.second + 1,
        approved_by,
    }
}
