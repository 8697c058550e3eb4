//! What a team has to do is found without reading the duties of all others.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "teams",
    tables: "
create index duty_team on duty (team, due_on);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
