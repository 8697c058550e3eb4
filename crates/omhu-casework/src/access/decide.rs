//! The rule, asked about one case.
//!
//! Owns: the order in which things are judged, and the reason of the answer. Must not know: which role may
//! do what (`rules.rs`).

use super::ground::Ground;
use super::rules::grounds;
use super::verdict::reason;
use super::{
    Action, Combination, Cover, Label, Now, ProtectedGrade, RoleGrant, Standing, Subject, Verdict,
    Viewer, combination,
};

/// Whether the viewer may do this now, to this case where it is about a case, and why.
///
/// What no rule allows is denied. The caller writes the reason into the access log, either way.
pub fn decide(viewer: &Viewer, action: Action, subject: Option<&Subject>, now: Now) -> Verdict {
    let reason = match judge(viewer, action, subject, now) {
        Ok(allowed) => return allowed,
        Err(reason) => reason,
    };
    let breakable = |about| {
        subject.is_some_and(|subject| {
            !viewer.conflicts.contains(&subject.case) && may_break_glass(viewer, about, now)
        })
    };
    Verdict::Denied {
        reason,
        may_break_glass: breakable(Some(action)),
        hidden: subject.is_some_and(|subject| {
            let told = viewer.told_conflicts.contains(&subject.case);
            !told && !breakable(None) && !sees(viewer, subject, now)
        }),
    }
}

fn judge(
    viewer: &Viewer,
    action: Action,
    subject: Option<&Subject>,
    now: Now,
) -> Result<Verdict, &'static str> {
    // First, so that nothing below can lift it.
    if subject.is_some_and(|subject| viewer.conflicts.contains(&subject.case)) {
        return Err(reason::PARTY_CONFLICT);
    }
    let grants = admitted(viewer, action, now)?;
    let done_by_role = grants
        .iter()
        .any(|grant| !grounds(grant.role, action).is_empty());
    if !done_by_role {
        return Err(denied_to_role(&grants, action));
    }
    let subject = match subject {
        None if action.needs_case() => {
            // A token whose relation is none of the role's reaches no case at all, whichever is named.
            let mut all = grants.iter().flat_map(|grant| grounds(grant.role, action));
            return Err(match all.any(|ground| open_to_token(viewer, *ground)) {
                true => reason::NO_CASE,
                false => reason::NO_RELATION,
            });
        }
        subject => subject.filter(|_| action.needs_case()),
    };
    let (ground, grant) = nearest(viewer, action, subject, &grants, now).ok_or_else(|| {
        let Some(subject) = subject else {
            return reason::NO_RELATION;
        };
        if shown_by_click(viewer, action, subject, &grants, now) {
            reason::CLICK_FIRST
        } else if lacks_second_person(viewer, action, subject, &grants, now) {
            // Nobody is asked for what is not there.
            let fits = fits(viewer, action, subject, now);
            fits.err().unwrap_or(reason::SECOND_PERSON)
        } else {
            lapsed(viewer, subject, now)
        }
    })?;
    if let Some(subject) = subject {
        fits(viewer, action, subject, now)?;
    }
    // Last, so that only who may is asked for more.
    if action.needs_second_person() && !viewer.is_seconded(action, now) {
        return Err(reason::SECOND_PERSON);
    }
    if action.needs_fresh_sign_in() && viewer.scopes.is_none() && !viewer.is_fresh(now) {
        return Err(reason::SIGN_IN_AGAIN);
    }
    Ok(Verdict::Allowed {
        relation: ground.relation(),
        role: grant.role,
        reason: ground.reason(),
        extra_click: matches!(action, Action::Reveal(_)),
    })
}

/// The roles that count now, for this action; or why none does.
pub(super) fn admitted(
    viewer: &Viewer,
    action: Action,
    now: Now,
) -> Result<Vec<&RoleGrant>, &'static str> {
    match viewer.standing {
        Standing::Active => {}
        Standing::Dormant => return Err(reason::DORMANT),
        Standing::Disabled => return Err(reason::DISABLED),
    }
    if viewer.roles.is_empty() {
        return Err(reason::NO_ROLE);
    }
    let in_force = viewer
        .roles
        .iter()
        .filter(|grant| grant.in_force(now.today));
    let grants: Vec<&RoleGrant> = in_force.collect();
    if grants.is_empty() {
        return Err(reason::ROLE_SUSPENDED);
    }
    let roles = grants.iter().map(|grant| grant.role).collect();
    if combination(&roles) == Combination::Never {
        return Err(reason::ROLES_EXCLUDE);
    }
    if let Some(scopes) = &viewer.scopes {
        if !scopes.in_force(now) {
            return Err(reason::TOKEN_EXPIRED);
        }
        if grants.len() != 1 {
            return Err(reason::TOKEN_ROLE);
        }
        if !scopes.open(action) {
            return Err(reason::TOKEN_SCOPE);
        }
    }
    Ok(grants)
}

/// Whether a ground is one a token may use: none is for a person, who may use all.
pub(super) fn open_to_token(viewer: &Viewer, ground: Ground) -> bool {
    viewer.scopes.as_ref().is_none_or(|scopes| {
        let same = ground == Ground::Office || scopes.relation == ground.relation();
        same && !ground.is_break_glass()
    })
}

/// The nearest ground that holds, with the role that has it.
fn nearest<'v>(
    viewer: &Viewer,
    action: Action,
    subject: Option<&Subject>,
    grants: &[&'v RoleGrant],
    now: Now,
) -> Option<(Ground, &'v RoleGrant)> {
    let holding = grants.iter().flat_map(|grant| {
        let held = grounds(grant.role, action).iter().filter(move |ground| {
            let narrow =
                |subject: &Subject| !ground.is_narrowed() || grant.covers(subject.team.as_ref());
            let holds = match subject {
                Some(subject) => ground.holds(viewer, subject, now) && narrow(subject),
                None => **ground == Ground::Office,
            };
            holds && open_to_token(viewer, **ground)
        });
        held.map(move |ground| (*ground, *grant))
    });
    holding.min_by_key(|(ground, grant)| (ground.relation(), *ground, grant.role))
}

/// What depends on the case beyond the relation to it.
fn fits(viewer: &Viewer, action: Action, subject: &Subject, now: Now) -> Result<(), &'static str> {
    let own = [Ground::Assigned, Ground::CoAssigned, Ground::StandIn];
    match action {
        Action::Reveal(Label::ProtectedAddress) if subject.protected == ProtectedGrade::None => {
            Err(reason::NOTHING_PROTECTED)
        }
        Action::Reveal(Label::SecretPlacement)
            if subject.protected != ProtectedGrade::SecretPlacement =>
        {
            Err(reason::NOTHING_PROTECTED)
        }
        Action::Score if own.iter().any(|ground| ground.holds(viewer, subject, now)) => {
            Err(reason::OWN_WORK)
        }
        _ => Ok(()),
    }
}

/// Why an action is not a role's: it may be one click away.
fn denied_to_role(grants: &[&RoleGrant], action: Action) -> &'static str {
    let Action::See(label) = action else {
        return reason::NOT_THIS_ROLE;
    };
    let by_click = |grant: &&RoleGrant| !grounds(grant.role, Action::Reveal(label)).is_empty();
    if grants.iter().any(by_click) {
        reason::CLICK_FIRST
    } else {
        reason::NOT_THIS_ROLE
    }
}

/// Whether what cannot be seen can be revealed.
fn shown_by_click(
    viewer: &Viewer,
    action: Action,
    subject: &Subject,
    grants: &[&RoleGrant],
    now: Now,
) -> bool {
    let Action::See(label) = action else {
        return false;
    };
    nearest(viewer, Action::Reveal(label), Some(subject), grants, now).is_some()
}

/// Whether the glass that the viewer broke would do, had somebody else approved.
fn lacks_second_person(
    viewer: &Viewer,
    action: Action,
    subject: &Subject,
    grants: &[&RoleGrant],
    now: Now,
) -> bool {
    let seconded = Ground::BreakGlassSeconded;
    let mut grants = grants.iter();
    grants.any(|grant| grounds(grant.role, action).contains(&seconded))
        && open_to_token(viewer, seconded)
        && Ground::BreakGlass.holds(viewer, subject, now)
}

/// Why there is no relation: perhaps there was one, or will be.
fn lapsed(viewer: &Viewer, subject: &Subject, now: Now) -> &'static str {
    let covered = |cover: Cover| match cover {
        Cover::Person(worker) => subject.caseworker == Some(worker),
        Cover::Case(case) => case == subject.case,
    };
    let broken = viewer
        .break_glass
        .iter()
        .any(|grant| grant.case == subject.case && !grant.in_force(now));
    let sampled = viewer
        .samples
        .iter()
        .any(|sample| sample.case == subject.case && !sample.in_force(now.today));
    let stood_in = viewer
        .stand_ins
        .iter()
        .any(|stand_in| covered(stand_in.covers) && !stand_in.in_force(now.today));
    if broken {
        reason::BREAK_GLASS_OVER
    } else if sampled {
        reason::SAMPLE_OVER
    } else if stood_in {
        reason::STAND_IN_OVER
    } else {
        reason::NO_RELATION
    }
}

/// Whether the viewer may break glass at all, and, where an action is named, whether that would allow it.
fn may_break_glass(viewer: &Viewer, action: Option<Action>, now: Now) -> bool {
    if viewer.scopes.is_some() {
        return false;
    }
    let Ok(grants) = admitted(viewer, Action::BreakGlassOpen, now) else {
        return false;
    };
    grants.iter().any(|grant| {
        let opens = !grounds(grant.role, Action::BreakGlassOpen).is_empty();
        let helps = |action| grounds(grant.role, action).contains(&Ground::BreakGlass);
        opens && action.is_none_or(helps)
    })
}

/// Whether the viewer sees anything of this case, and so knows that it exists.
fn sees(viewer: &Viewer, subject: &Subject, now: Now) -> bool {
    let labels = Label::ALL.iter().map(|label| Action::See(*label));
    labels
        .filter(|action| action.needs_case())
        .any(|action| judge(viewer, action, Some(subject), now).is_ok())
}
