//! The answer, and the keys of its reasons.
//!
//! Owns: what an answer carries. Must not know: how it came about, how it reads in a language.

use super::{Relation, Role};

/// The answer to one question. The caller logs it, then acts on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[must_use]
pub enum Verdict {
    /// Yes.
    Allowed {
        /// What the viewer is to the case.
        relation: Relation,
        /// The role by which it is allowed.
        role: Role,
        /// The key of the reason.
        reason: &'static str,
        /// The answer is to one click of its own, and is not kept on the page.
        extra_click: bool,
    },
    /// No.
    Denied {
        /// The key of the reason.
        reason: &'static str,
        /// The viewer may break the glass, and this action would then be allowed.
        may_break_glass: bool,
        /// The page answers as if there were no such case (404).
        hidden: bool,
    },
}

impl Verdict {
    /// Whether it is a yes.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        matches!(self, Verdict::Allowed { .. })
    }

    /// The key of the reason, for the log and for the text of a page.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Verdict::Allowed { reason, .. } | Verdict::Denied { reason, .. } => reason,
        }
    }

    /// The word of the log's outcome.
    #[must_use]
    pub fn outcome(self) -> &'static str {
        match self {
            Verdict::Allowed { .. } => "allowed",
            Verdict::Denied { .. } => "denied",
        }
    }
}

/// The keys of all reasons. Each is a text in every language, and a word of the access log.
pub mod reason {
    macro_rules! reasons {
        ($(#[doc = $about:literal] $name:ident = $key:literal;)+) => {
            $(#[doc = $about] pub const $name: &str = $key;)+
            /// All keys, each with its sentence for the printed matrix.
            pub const ALL: &[(&str, &str)] = &[$(($name, $about.trim_ascii()),)+];
        };
    }

    reasons! {
        /// The viewer is the caseworker.
        ASSIGNED = "access-allowed-assigned";
        /// The viewer works on the case beside the caseworker.
        CO_ASSIGNED = "access-allowed-co-assigned";
        /// The viewer is in the caseworker's place these days.
        STAND_IN = "access-allowed-stand-in";
        /// The viewer handed the case over a short while ago, and reads on.
        HANDOVER = "access-allowed-handover";
        /// The unit has decided that a team reads its open cases.
        TEAM_READING = "access-allowed-team-reading";
        /// The case belongs to the viewer's team.
        TEAM = "access-allowed-team";
        /// The case belongs to no team yet.
        UNDISTRIBUTED = "access-allowed-undistributed";
        /// The case belongs to the viewer's unit.
        UNIT = "access-allowed-unit";
        /// The case is in the viewer's open sample.
        SAMPLED = "access-allowed-sampled";
        /// The viewer's office looks at all cases from outside.
        OVERSIGHT = "access-allowed-oversight";
        /// The viewer broke the glass.
        BREAK_GLASS = "access-allowed-break-glass";
        /// The viewer broke the glass, and a second person approved of the address.
        BREAK_GLASS_SECONDED = "access-allowed-break-glass-seconded";
        /// The role may do so to any case.
        ANY_CASE = "access-allowed-any-case";
        /// The role may do so, and no case is touched.
        OFFICE = "access-allowed-office";

        /// Own family or another listed conflict.
        PARTY_CONFLICT = "access-denied-party-conflict";
        /// The account is disabled.
        DISABLED = "access-denied-disabled";
        /// The account has not been used for long.
        DORMANT = "access-denied-dormant";
        /// No role at all.
        NO_ROLE = "access-denied-no-role";
        /// Roles, but none that is confirmed and in time.
        ROLE_SUSPENDED = "access-denied-role-suspended";
        /// Roles that exclude each other.
        ROLES_EXCLUDE = "access-denied-roles-exclude";
        /// The token is dead.
        TOKEN_EXPIRED = "access-denied-token-expired";
        /// The token does not have exactly one role.
        TOKEN_ROLE = "access-denied-token-role";
        /// No scope of the token opens this.
        TOKEN_SCOPE = "access-denied-token-scope";
        /// No case was named.
        NO_CASE = "access-denied-no-case";
        /// None of the viewer's roles does this.
        NOT_THIS_ROLE = "access-denied-not-this-role";
        /// The role does it, but not to this case.
        NO_RELATION = "access-denied-no-relation";
        /// The sample is closed.
        SAMPLE_OVER = "access-denied-sample-over";
        /// The days of the stand-in are over or have not come.
        STAND_IN_OVER = "access-denied-stand-in-over";
        /// The time of the broken glass is over.
        BREAK_GLASS_OVER = "access-denied-break-glass-over";
        /// It is shown by a click of its own only.
        CLICK_FIRST = "access-denied-click-first";
        /// Nobody in the case is protected so.
        NOTHING_PROTECTED = "access-denied-nothing-protected";
        /// Nobody scores a case of their own.
        OWN_WORK = "access-denied-own-work";
        /// The viewer must sign in anew.
        SIGN_IN_AGAIN = "access-denied-sign-in-again";
        /// A second person must approve.
        SECOND_PERSON = "access-denied-second-person";
    }

    /// Reasons by which a known relation explains a look: a sample of look-ups is drawn from the others, as the
    /// data protection agency advises. A denial is none of them, but for the two that only ask for one more
    /// step. Broken glass is followed up one by one; a list shows what its scope explains; an office that looks
    /// from outside sees no name, or the log.
    pub const EXPLAINED: &[&str] = &[
        ASSIGNED,
        CO_ASSIGNED,
        STAND_IN,
        HANDOVER,
        TEAM,
        UNDISTRIBUTED,
        SAMPLED,
        OVERSIGHT,
        ANY_CASE,
        BREAK_GLASS,
        BREAK_GLASS_SECONDED,
        OFFICE,
        CLICK_FIRST,
        SIGN_IN_AGAIN,
    ];
}
