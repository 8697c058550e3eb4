//! Tokens of programs: what of their one role they may use.
//!
//! Owns: scopes, what each opens, which roles have any of it. Must not know: how a token is checked, from which address it comes.

use std::collections::BTreeSet;

use super::rules::grounds;
use super::words::words;
use super::{Action, FigureLevel, Label, Now, Output, Relation, Role};

words! {
    /// What a token opens of its role. What no scope names, no token does: no reveal, no break-glass, no
    /// decision, no distribution, no log, no account, no configuration but where others are told of duties.
    Scope {
        /// Names, teams and caseworkers.
        ReadCore = "read_core",
        /// Dates and deadlines.
        ReadDeadlines = "read_deadlines",
        /// Texts of cases.
        ReadText = "read_text",
        /// Health and crime.
        ReadSensitive = "read_sensitive",
        /// Who notified: masked unless the token has this.
        ReadReporter = "read_reporter",
        /// Register facts and receive notifications.
        WriteFacts = "write_facts",
        /// Open cases for children who have none.
        OpenCases = "open_cases",
        /// Correct and retract facts, with a reason; never a decision or a distribution.
        CorrectFacts = "correct_facts",
        /// Counts without persons.
        ReadFigures = "read_figures",
        /// Counts without persons, as a file.
        ExportFigures = "export_figures",
        /// Bring in cases from another system.
        Import = "import",
        /// Say which systems are told of new duties.
        ManageWebhooks = "manage_webhooks",
    }
}

impl Scope {
    /// Whether it opens data of cases: to read, to write, to bring in. Who makes a token with such a scope gives
    /// somebody access, and access is given by two persons.
    #[must_use]
    pub fn opens_cases(self) -> bool {
        !matches!(
            self,
            Scope::ReadFigures | Scope::ExportFigures | Scope::ManageWebhooks
        )
    }

    /// Whether a role can do anything that this scope opens. Else a token of the role does nothing by it.
    #[must_use]
    pub fn is_of(self, role: Role) -> bool {
        let mut opened = Action::all().filter(|action| self.opens(*action));
        opened.any(|action| {
            let mut grounds = grounds(role, action).iter();
            grounds.any(|ground| !ground.is_break_glass())
        })
    }

    /// Whether this scope opens the action.
    #[must_use]
    pub fn opens(self, action: Action) -> bool {
        match self {
            Scope::ReadCore => action == Action::See(Label::Core),
            Scope::ReadDeadlines => action == Action::See(Label::Deadline),
            Scope::ReadText => action == Action::See(Label::CaseText),
            Scope::ReadSensitive => {
                matches!(action, Action::See(Label::Health | Label::Crime))
            }
            Scope::ReadReporter => action == Action::See(Label::Reporter),
            Scope::WriteFacts => {
                matches!(action, Action::RegisterFact | Action::ReceiveNotification)
            }
            Scope::OpenCases => action == Action::OpenCase,
            Scope::CorrectFacts => action == Action::Correct,
            Scope::ReadFigures => matches!(
                action,
                Action::See(Label::Aggregate)
                    | Action::SeeFigures(
                        FigureLevel::Own
                            | FigureLevel::Team
                            | FigureLevel::Compared
                            | FigureLevel::AllTeams
                            | FigureLevel::Published
                            | FigureLevel::OwnEngagement
                    )
            ),
            Scope::ExportFigures => matches!(
                action,
                Action::Export(Output::Scores | Output::Aggregates | Output::PublishedFigures)
            ),
            Scope::Import => action == Action::Import,
            Scope::ManageWebhooks => action == Action::ManageWebhooks,
        }
    }
}

/// What a token may do, to which cases, until when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scopes {
    /// What it opens of its role.
    pub opened: BTreeSet<Scope>,
    /// The one relation through which it reaches cases. Break-glass never is one.
    pub relation: Relation,
    /// The first second at which it is dead.
    pub until: i64,
}

impl Scopes {
    /// Whether the token lives.
    #[must_use]
    pub fn in_force(&self, now: Now) -> bool {
        now.second < self.until
    }

    /// Whether one of its scopes opens the action.
    #[must_use]
    pub fn open(&self, action: Action) -> bool {
        self.opened.iter().any(|scope| scope.opens(action))
    }
}
