//! How far the access log is filed by case: rows behind that are found by reading them.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "filing",
    tables: "
insert into counter (name, last) select 'looks_filed', coalesce(max(n), 0) from access_log;
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
