//! Lists in statements are short: what PostgreSQL must know to look few rows up instead of reading all.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "lists",
    tables: "",
    sqlite: "",
    // A function that is not in SQL is not dissolved into the statement, so its estimate counts: with a hundred
    // elements for each list the cases of one caseworker were planned as if they were all of them.
    postgres: "
create or replace function json_each(list text) returns table (value text)
language plpgsql immutable strict parallel safe rows 1 as $$
begin return query select jsonb_array_elements_text(list::jsonb); end $$;
",
    append_only: &[],
};
