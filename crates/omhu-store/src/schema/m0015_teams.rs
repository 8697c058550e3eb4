//! What fell due in a team is found without reading the duties of all others; nothing asks by the day alone.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "teams",
    tables: "
drop index duty_due;
create index duty_team on duty (team, due_on);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
