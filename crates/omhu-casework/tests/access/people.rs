//! Invented people and cases, and short ways to ask.

use std::collections::BTreeSet;

use omhu_casework::access::{
    Action, BreakGlassGrant, Category, Now, ProtectedGrade, Role, RoleGrant, SampledCase, Subject,
    Verdict, Viewer, decide,
};
use omhu_casework::ids::{CaseNo, UserNo};

pub const ME: UserNo = UserNo(1);
pub const COLLEAGUE: UserNo = UserNo(2);
pub const CASE: CaseNo = CaseNo(118);

/// 2026-01-01 12:00 in Copenhagen.
pub fn now() -> Now {
    Now::at(1_767_265_200)
}

pub fn later(seconds: i64) -> Now {
    Now::at(now().second + seconds)
}

pub fn in_days(days: i64) -> Now {
    later(days * 86_400)
}

pub fn teams(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// Freshly signed in, with one role, in no team.
pub fn with_role(role: Role) -> Viewer {
    let mut viewer = Viewer::new(ME);
    let mut grant = RoleGrant::new(role, now().today);
    grant.last_on = Some(now().today.plus_days(400));
    viewer.roles.push(grant);
    viewer.reauthenticated_at = Some(now().second);
    viewer
}

pub fn in_team(role: Role, team: &str) -> Viewer {
    let mut viewer = with_role(role);
    viewer.teams = teams(&[team]);
    viewer
}

pub fn auditing(role: Role) -> Viewer {
    let mut viewer = with_role(role);
    viewer.samples.push(SampledCase {
        case: CASE,
        first_on: now().today,
        last_on: now().today.plus_days(14),
    });
    viewer
}

pub fn with_broken_glass(mut viewer: Viewer) -> Viewer {
    viewer.break_glass.push(glass(None));
    viewer
}

pub fn glass(approved_by: Option<UserNo>) -> BreakGlassGrant {
    BreakGlassGrant {
        case: CASE,
        category: Category::DutyDesk,
        opened_at: now().second,
        until: now().second + 8 * 3600,
        approved_by,
    }
}

/// A case of Team Nord and of a colleague, with a protected address.
pub fn case() -> Subject {
    let mut subject = Subject::new(CASE);
    subject.team = Some("Nord".to_owned());
    subject.caseworker = Some(COLLEAGUE);
    subject.protected = ProtectedGrade::SecretPlacement;
    subject
}

pub fn my_case() -> Subject {
    Subject {
        caseworker: Some(ME),
        ..case()
    }
}

pub fn shared_case() -> Subject {
    Subject {
        co_assigned: vec![ME],
        ..case()
    }
}

pub fn may(viewer: &Viewer, action: Action, subject: &Subject) -> bool {
    decide(viewer, action, Some(subject), now()).is_allowed()
}

pub fn may_without_case(viewer: &Viewer, action: Action) -> bool {
    decide(viewer, action, None, now()).is_allowed()
}

pub fn why(viewer: &Viewer, action: Action, subject: &Subject) -> &'static str {
    decide(viewer, action, Some(subject), now()).reason()
}

/// Whether the page is answered as if there were no such case, and whether the glass may be broken.
pub fn door(viewer: &Viewer, action: Action, subject: &Subject) -> (bool, bool) {
    match decide(viewer, action, Some(subject), now()) {
        Verdict::Denied {
            hidden,
            may_break_glass,
            ..
        } => (hidden, may_break_glass),
        allowed @ Verdict::Allowed { .. } => panic!("{allowed:?}"),
    }
}

/// Everything the viewer may do to this case, as words.
pub fn all_allowed(viewer: &Viewer, subject: &Subject) -> Vec<String> {
    let actions = Action::all().filter(|action| action.needs_case());
    let allowed = actions.filter(|action| may(viewer, *action, subject));
    allowed.map(Action::word).collect()
}

/// Everything the viewer may do where no case is named, as words.
pub fn all_allowed_without_case(viewer: &Viewer) -> Vec<String> {
    let allowed = Action::all().filter(|action| may_without_case(viewer, *action));
    allowed.map(Action::word).collect()
}
