//! What somebody may want to do.
//!
//! Owns: the closed list of actions, their words for the log, what each needs beside a right. Must not
//! know: who may do it.

use super::words::words;
use super::{Label, ProtectedGrade};

words! {
    /// What leaves the screen as a file or on paper. None of it ever holds a protected address.
    Output {
        /// The documents of one case.
        CaseDocuments = "case_documents",
        /// A list of cases with names.
        CaseList = "case_list",
        /// Scores of an audit: pseudonymous cases; an external auditor's own only.
        Scores = "scores",
        /// Counts, checked for small cells.
        Aggregates = "aggregates",
        /// Figures that are published.
        PublishedFigures = "published_figures",
        /// An extract of the access log.
        LogExtract = "log_extract",
    }
}

words! {
    /// How far figures reach.
    FigureLevel {
        /// The viewer's own cases.
        Own = "own",
        /// The viewer's teams.
        Team = "team",
        /// The viewer's teams beside the city's average.
        Compared = "compared",
        /// Every team.
        AllTeams = "all_teams",
        /// What is published, checked for small cells.
        Published = "published",
        /// What an external auditor scored.
        OwnEngagement = "own_engagement",
        /// How much is looked up, and how much of it without a relation.
        LogStatistics = "log_statistics",
        /// How many accounts and roles there are.
        UserCounts = "user_counts",
        /// How the service is, without persons.
        SystemHealth = "system_health",
    }
}

/// Everything that can be asked for. Closed: a new route takes one of these or adds one here, with rules.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Action {
    /// See a field of this label on a page or in a list. Never allowed for what needs a click.
    See(Label),
    /// Click to see a field of this label: one answer, one row in the log, gone with the page that shows it.
    Reveal(Label),
    /// Ask by a whole CPR number, or by name and birthday, whether a child has a case, and which team has it; nothing else.
    CheckKnown,
    /// Search. Hits are those of the scope; this says only who may search at all.
    Search,
    /// Receive a notification. Without a case, so that receiving tells nobody whether the child is known.
    ReceiveNotification,
    /// Open a case for a child who has none.
    OpenCase,
    /// Register that something happened.
    RegisterFact,
    /// Write a note (OFL § 13).
    WriteNote,
    /// Make a decision.
    Decide,
    /// Correct or retract a fact, with a reason.
    Correct,
    /// Approve what a caseworker has made.
    Approve,
    /// Score a case and remark on it, in an audit.
    Score,
    /// Give a case to a team or a caseworker, or take it to another.
    Assign,
    /// Let somebody stand in for somebody.
    StandInGrant,
    /// Take something out as a file.
    Export(Output),
    /// Print something.
    Print(Output),
    /// Break the glass of one case.
    BreakGlassOpen,
    /// As a second person, say whether a protected address may be shown to who broke the glass.
    BreakGlassApprove,
    /// Follow up on broken glass: was there a reason?
    BreakGlassFollowUp,
    /// Say that somebody has a personal conflict with a case, or that it is over.
    ManageConflicts,
    /// See who has looked at a case.
    SeeAccessLog,
    /// Draw and judge the sample of look-ups.
    SampleLookups,
    /// Give an auditor a named list of cases to read, until a day; take it back.
    GiveSample,
    /// See figures that reach this far.
    SeeFigures(FigureLevel),
    /// Set definitions, targets and plans.
    SetTargets,
    /// Comment on figures.
    Comment,
    /// Approve plans.
    ApprovePlans,
    /// Bring in cases from another system.
    Import,
    /// Accounts, teams and roles.
    ManageUsers,
    /// Configuration and updates.
    ManageSystem,
    /// Say which other systems are told of new duties, and see whether they were reached.
    ManageWebhooks,
}

/// Actions that carry nothing.
const PLAIN: [Action; 26] = [
    Action::CheckKnown,
    Action::Search,
    Action::ReceiveNotification,
    Action::OpenCase,
    Action::RegisterFact,
    Action::WriteNote,
    Action::Decide,
    Action::Correct,
    Action::Approve,
    Action::Score,
    Action::Assign,
    Action::StandInGrant,
    Action::BreakGlassOpen,
    Action::BreakGlassApprove,
    Action::BreakGlassFollowUp,
    Action::ManageConflicts,
    Action::SeeAccessLog,
    Action::SampleLookups,
    Action::GiveSample,
    Action::SetTargets,
    Action::Comment,
    Action::ApprovePlans,
    Action::Import,
    Action::ManageUsers,
    Action::ManageSystem,
    Action::ManageWebhooks,
];

impl Action {
    /// All actions, in the order of the printed matrix.
    pub fn all() -> impl Iterator<Item = Action> {
        let see = Label::ALL.iter().map(|label| Action::See(*label));
        let reveal = [
            Label::Reporter,
            Label::ProtectedAddress,
            Label::SecretPlacement,
        ];
        let export = Output::ALL.iter().map(|output| Action::Export(*output));
        let print = Output::ALL.iter().map(|output| Action::Print(*output));
        let figures = FigureLevel::ALL
            .iter()
            .map(|level| Action::SeeFigures(*level));
        see.chain(reveal.map(Action::Reveal))
            .chain(PLAIN)
            .chain(export)
            .chain(print)
            .chain(figures)
    }

    /// The verb of the log.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Action::See(_) => "see",
            Action::Reveal(_) => "reveal",
            Action::CheckKnown => "check_known",
            Action::Search => "search",
            Action::ReceiveNotification => "receive_notification",
            Action::OpenCase => "open_case",
            Action::RegisterFact => "register_fact",
            Action::WriteNote => "write_note",
            Action::Decide => "decide",
            Action::Correct => "correct",
            Action::Approve => "approve",
            Action::Score => "score",
            Action::Assign => "assign",
            Action::StandInGrant => "stand_in_grant",
            Action::Export(_) => "export",
            Action::Print(_) => "print",
            Action::BreakGlassOpen => "break_glass_open",
            Action::BreakGlassApprove => "break_glass_approve",
            Action::BreakGlassFollowUp => "break_glass_follow_up",
            Action::ManageConflicts => "manage_conflicts",
            Action::SeeAccessLog => "see_access_log",
            Action::SampleLookups => "sample_lookups",
            Action::GiveSample => "give_sample",
            Action::SeeFigures(_) => "see_figures",
            Action::SetTargets => "set_targets",
            Action::Comment => "comment",
            Action::ApprovePlans => "approve_plans",
            Action::Import => "import",
            Action::ManageUsers => "manage_users",
            Action::ManageSystem => "manage_system",
            Action::ManageWebhooks => "manage_webhooks",
        }
    }

    /// The word of the log: the verb, and after a colon what it is about (`see:case_text`).
    #[must_use]
    pub fn word(self) -> String {
        let (verb, object) = match self {
            Action::See(label) | Action::Reveal(label) => (self.verb(), label.word()),
            Action::Export(output) | Action::Print(output) => (self.verb(), output.word()),
            Action::SeeFigures(level) => (self.verb(), level.word()),
            _ => return self.verb().to_owned(),
        };
        format!("{verb}:{object}")
    }

    /// The action with this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Action> {
        Action::all().find(|action| action.word() == word)
    }

    /// Whether it is done to one case, so that there is no answer without naming the case.
    #[must_use]
    pub const fn needs_case(self) -> bool {
        match self {
            Action::See(label) => !matches!(label, Label::Aggregate),
            Action::Export(output) | Action::Print(output) => {
                matches!(output, Output::CaseDocuments)
            }
            Action::Reveal(_)
            | Action::CheckKnown
            | Action::RegisterFact
            | Action::WriteNote
            | Action::Decide
            | Action::Correct
            | Action::Approve
            | Action::Score
            | Action::Assign
            | Action::BreakGlassOpen
            | Action::BreakGlassApprove
            | Action::BreakGlassFollowUp
            | Action::ManageConflicts
            | Action::SeeAccessLog => true,
            Action::Search
            | Action::ReceiveNotification
            | Action::OpenCase
            | Action::StandInGrant
            | Action::SampleLookups
            | Action::GiveSample
            | Action::SeeFigures(_)
            | Action::SetTargets
            | Action::Comment
            | Action::ApprovePlans
            | Action::Import
            | Action::ManageUsers
            | Action::ManageSystem
            | Action::ManageWebhooks => false,
        }
    }

    /// Whether a person must have signed in anew a short while ago. Tokens cannot, and expire instead.
    #[must_use]
    pub const fn needs_fresh_sign_in(self) -> bool {
        matches!(
            self,
            Action::BreakGlassOpen
                | Action::Import
                | Action::ManageUsers
                | Action::ManageSystem
                | Action::ManageWebhooks
                | Action::Export(Output::CaseList | Output::LogExtract)
        )
    }

    /// Whether a second person must have approved it.
    #[must_use]
    pub const fn needs_second_person(self) -> bool {
        matches!(self, Action::Export(Output::LogExtract))
    }

    /// Whether the team's leader is told at once, given the strictest protection of anybody in the case.
    #[must_use]
    pub fn tells_leader(self, protected: ProtectedGrade) -> bool {
        match self {
            Action::BreakGlassOpen => true,
            Action::Reveal(label) => label.is_protected() && protected >= ProtectedGrade::Special,
            _ => false,
        }
    }

    /// Whether the form asks for a reason in words, which goes into the log.
    #[must_use]
    pub const fn needs_purpose(self) -> bool {
        matches!(
            self,
            Action::BreakGlassOpen
                | Action::BreakGlassApprove
                | Action::ManageConflicts
                | Action::Correct
                | Action::Reveal(Label::Reporter)
                | Action::Export(
                    Output::CaseDocuments
                        | Output::CaseList
                        | Output::Aggregates
                        | Output::LogExtract
                )
        )
    }
}
