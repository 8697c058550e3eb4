//! Whose move a duty is, kept beside it: lists read no case for it.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "turn",
    tables: "
alter table duty add column asked text not null default ''; -- What was asked of somebody outside; empty: our move.
alter table duty add column asked_on bigint; -- Since when.
alter table duty add column over boolean not null default false; -- Nobody can do it any more.
create index co_assigned_user on co_assigned (user_no);
",
    sqlite: "",
    postgres: "",
    append_only: &[],
};
