//! The rules: what each role may do, and on which grounds.
//!
//! Owns: the whole table, one function for each role, in the order of the printed matrix. Must not know:
//! how a ground is judged or queried. What is not here is denied.

use super::ground::Ground;
use super::ground::Ground::{
    AnyCase, Assigned, BreakGlass, BreakGlassSeconded, CoAssigned, Handover, Office, Oversight,
    Sampled, StandIn, Team, TeamReading, Undistributed, Unit,
};
use super::{Action, FigureLevel as Level, Label, Output, Role};

/// The grounds on which a role may do this; none where it may not.
pub(super) fn grounds(role: Role, action: Action) -> &'static [Ground] {
    match role {
        Role::Caseworker => caseworker(action),
        Role::Coordinator => coordinator(action),
        Role::TeamLeader => team_leader(action),
        Role::QualityAuditor => quality_auditor(action),
        Role::Controller => controller(action),
        Role::Director => director(action),
        Role::ExternalAuditor => external_auditor(action),
        Role::LogReviewer => log_reviewer(action),
        Role::UserAdministrator => user_administrator(action),
        Role::SystemAdministrator => system_administrator(action),
    }
}

fn caseworker(action: Action) -> &'static [Ground] {
    match action {
        Action::See(Label::Core | Label::CaseText | Label::Deadline | Label::Staff) => &[
            Assigned,
            CoAssigned,
            StandIn,
            Handover,
            TeamReading,
            BreakGlass,
        ],
        // A team's common reading stops before what the GDPR calls special (articles 9 and 10).
        Action::See(Label::Health | Label::Crime) => {
            &[Assigned, CoAssigned, StandIn, Handover, BreakGlass]
        }
        Action::See(Label::Reporter) => &[Assigned],
        // Whoever stands in sends the receipt to the notifier (BL § 138): by a click of its own.
        Action::Reveal(Label::Reporter) => &[Assigned, StandIn],
        Action::Reveal(Label::ProtectedAddress | Label::SecretPlacement) => {
            &[Assigned, StandIn, BreakGlassSeconded]
        }
        Action::CheckKnown => &[Unit],
        // On a duty desk one acts, so one must be able to record it (OFL § 13).
        Action::RegisterFact | Action::WriteNote => &[Assigned, CoAssigned, StandIn, BreakGlass],
        Action::Correct => &[Assigned, CoAssigned, StandIn],
        Action::Decide => &[Assigned, StandIn],
        Action::Export(Output::CaseDocuments) | Action::Print(Output::CaseDocuments) => {
            &[Assigned, StandIn]
        }
        Action::SeeAccessLog => &[Assigned],
        Action::BreakGlassOpen => &[AnyCase],
        Action::Search
        | Action::ReceiveNotification
        | Action::OpenCase
        | Action::See(Label::Aggregate)
        | Action::SeeFigures(Level::Own | Level::Team) => &[Office],
        _ => &[],
    }
}

fn coordinator(action: Action) -> &'static [Ground] {
    match action {
        Action::See(
            Label::Core
            | Label::CaseText
            | Label::Deadline
            | Label::Health
            | Label::Crime
            | Label::Staff,
        ) => &[Team, Undistributed, BreakGlass],
        Action::Reveal(Label::Reporter) => &[Team, Undistributed],
        Action::Reveal(Label::ProtectedAddress | Label::SecretPlacement) => {
            &[Team, BreakGlassSeconded]
        }
        Action::CheckKnown => &[Unit],
        Action::RegisterFact | Action::WriteNote => &[Team, Undistributed, BreakGlass],
        Action::Assign | Action::BreakGlassApprove | Action::ManageConflicts => {
            &[Team, Undistributed]
        }
        Action::BreakGlassOpen => &[AnyCase],
        // Whoever distributes the work also sees to it when somebody is away. That it is for the own team the store says.
        Action::Search
        | Action::ReceiveNotification
        | Action::OpenCase
        | Action::StandInGrant
        | Action::Print(Output::CaseList)
        | Action::See(Label::Aggregate)
        | Action::SeeFigures(Level::Team) => &[Office],
        _ => &[],
    }
}

fn team_leader(action: Action) -> &'static [Ground] {
    match action {
        Action::See(
            Label::Core
            | Label::CaseText
            | Label::Deadline
            | Label::Health
            | Label::Crime
            | Label::Staff,
        ) => &[Team, Undistributed, BreakGlass],
        Action::Reveal(Label::Reporter) => &[Team, Undistributed],
        Action::Reveal(Label::ProtectedAddress | Label::SecretPlacement) => {
            &[Team, BreakGlassSeconded]
        }
        Action::CheckKnown => &[Unit],
        Action::WriteNote => &[Team, Undistributed, BreakGlass],
        Action::Assign | Action::BreakGlassApprove | Action::ManageConflicts => {
            &[Team, Undistributed]
        }
        // Score: leaders supervise their own team's cases (ledelsestilsyn).
        Action::Approve | Action::Score | Action::BreakGlassFollowUp | Action::SeeAccessLog => {
            &[Team]
        }
        Action::BreakGlassOpen => &[AnyCase],
        Action::Search
        | Action::ReceiveNotification
        | Action::OpenCase
        | Action::StandInGrant
        | Action::Export(Output::CaseList | Output::Aggregates)
        | Action::Print(Output::CaseList | Output::Aggregates)
        | Action::See(Label::Aggregate)
        | Action::SeeFigures(Level::Team | Level::Compared) => &[Office],
        _ => &[],
    }
}

fn quality_auditor(action: Action) -> &'static [Ground] {
    match action {
        Action::See(
            Label::Core | Label::CaseText | Label::Deadline | Label::Health | Label::Crime,
        )
        | Action::Score => &[Sampled],
        Action::Export(Output::Scores)
        | Action::See(Label::Aggregate)
        | Action::SeeFigures(Level::AllTeams) => &[Office],
        _ => &[],
    }
}

fn controller(action: Action) -> &'static [Ground] {
    match action {
        // Dates under a key without a name: never `Core`.
        Action::See(Label::Deadline) => &[Oversight],
        Action::SetTargets
        | Action::Import
        | Action::Export(Output::Aggregates)
        | Action::Print(Output::Aggregates)
        | Action::See(Label::Aggregate)
        | Action::SeeFigures(Level::AllTeams | Level::Published) => &[Office],
        _ => &[],
    }
}

fn director(action: Action) -> &'static [Ground] {
    match action {
        Action::Comment
        | Action::ApprovePlans
        | Action::Export(Output::PublishedFigures)
        | Action::Print(Output::PublishedFigures)
        | Action::See(Label::Aggregate)
        | Action::SeeFigures(Level::Published) => &[Office],
        _ => &[],
    }
}

fn external_auditor(action: Action) -> &'static [Ground] {
    match action {
        // Not `Core`: the page shows the number of the case. The texts name whom they name.
        Action::See(Label::CaseText | Label::Deadline | Label::Health | Label::Crime)
        | Action::Score => &[Sampled],
        Action::Export(Output::Scores)
        | Action::See(Label::Aggregate)
        | Action::SeeFigures(Level::OwnEngagement) => &[Office],
        _ => &[],
    }
}

fn log_reviewer(action: Action) -> &'static [Ground] {
    match action {
        Action::See(Label::Core | Label::CaseText) => &[BreakGlass],
        // Approve: at night a team may have nobody at work. Who approved does not follow up on it.
        // Conflicts: those of a leader too, of whom no leader of the team can say it.
        Action::SeeAccessLog
        | Action::BreakGlassFollowUp
        | Action::BreakGlassApprove
        | Action::ManageConflicts => &[Oversight],
        Action::BreakGlassOpen => &[AnyCase],
        Action::SampleLookups
        | Action::GiveSample
        | Action::Export(Output::LogExtract)
        | Action::SeeFigures(Level::LogStatistics) => &[Office],
        _ => &[],
    }
}

fn user_administrator(action: Action) -> &'static [Ground] {
    match action {
        Action::ManageUsers | Action::SeeFigures(Level::UserCounts) => &[Office],
        _ => &[],
    }
}

fn system_administrator(action: Action) -> &'static [Ground] {
    match action {
        Action::ManageSystem | Action::ManageWebhooks | Action::SeeFigures(Level::SystemHealth) => {
            &[Office]
        }
        _ => &[],
    }
}
