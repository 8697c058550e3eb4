//! Whether somebody knows that they have a conflict with a case.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "told",
    tables: "
alter table conflict add column told bigint; -- 1: who has it knows, and is told why they do not see the case; null: not.
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
