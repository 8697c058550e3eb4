//! What a case waits for though no duty rests on it, kept beside the case: lists read no case for it.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "awaited",
    tables: "
alter table case_file add column awaited text not null default ''; -- What was asked of others and is not answered.
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
