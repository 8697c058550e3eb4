//! Statements on the projections: case files, duties, parts of people. Lists are within a scope.
//!
//! A scope is nine cells, always `$1` to `$9`: all; caseworkers; beside the caseworker; teams; teams, open
//! cases only; those without a team; cases; within teams (null: any); never these.

use super::statements;

/// The cases of a scope, for `where f.case_no in`. Each branch is found by an index of its own.
macro_rules! in_scope {
    () => {
        " f.case_no in ( \
            select case_no from case_file where $1 \
            union select s.case_no from user_account u join case_file s on s.caseworker = u.reference \
                where u.user_no in (select cast(value as bigint) from json_each($2)) \
            union select case_no from co_assigned \
                where user_no in (select cast(value as bigint) from json_each($3)) \
            union select case_no from case_file where team in (select value from json_each($4)) \
            union select case_no from case_file \
                where not closed and team in (select value from json_each($5)) \
            union select case_no from case_file where $6 and team = '' \
            union select cast(value as bigint) from json_each($7)) \
        and (cast($8 as text) is null or f.team in (select value from json_each($8))) \
        and f.case_no not in (select cast(value as bigint) from json_each($9)) "
    };
}
pub(super) use in_scope;

/// The columns of a case in lists; the table is `f`, the child `p`.
macro_rules! case_columns {
    () => {
        " f.case_no, f.reference, f.child, coalesce(p.given_names, ''), coalesce(p.surname, ''), \
          coalesce(p.born_on, f.born_on), f.team, f.caseworker, f.family, f.opened_on, f.closed, \
          f.last_on, f.seq "
    };
}
pub(super) use case_columns;

/// Who has the case `f`: this caseworker, or somebody who is none of these (JSON); each may be null.
macro_rules! held_by {
    ($one:literal, $none_of:literal) => {
        concat!(
            " (cast(",
            $one,
            " as text) is null or f.caseworker = ",
            $one,
            ") and (cast(",
            $none_of,
            " as text) is null or (f.caseworker <> '' and f.caseworker not in (select value from json_each(",
            $none_of,
            ")))) "
        )
    };
}

/// The columns of a duty; the table is `d`.
macro_rules! duty_columns {
    () => {
        " d.obligation, d.about, d.seq, d.layer, d.rule, d.trigger_on, d.due_on, d.due_at, d.met_on, \
          d.trigger_event, d.met_event, d.status, d.with_preliminary, d.precision_day, d.team, \
          d.caseworker, d.asked, d.asked_on, d.over "
    };
}

statements! {
    /// A case file as kept.
    CASE_FILE = "select reference, child, born_on, team, caseworker, family, opened_on, closed, last_on, \
        seq, link, derived_on, good_until, edition, awaited from case_file where case_no = $1";
    /// Those of a run of cases.
    CASE_FILES_OF_RUN = "select reference, child, born_on, team, caseworker, family, opened_on, closed, \
        last_on, seq, link, derived_on, good_until, edition, awaited, case_no from case_file \
        where case_no >= $1 and case_no <= $2 order by case_no";
    /// Keeps a case file.
    CASE_FILE_PUT = "insert into case_file (case_no, reference, child, born_on, team, caseworker, family, \
        opened_on, closed, last_on, seq, link, derived_on, good_until, edition, awaited) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
        on conflict (case_no) do update set reference = excluded.reference, child = excluded.child, \
        born_on = excluded.born_on, team = excluded.team, caseworker = excluded.caseworker, \
        family = excluded.family, opened_on = excluded.opened_on, closed = excluded.closed, \
        last_on = excluded.last_on, seq = excluded.seq, link = excluded.link, \
        derived_on = excluded.derived_on, good_until = excluded.good_until, edition = excluded.edition, \
        awaited = excluded.awaited";
    /// The duties of a case as kept.
    DUTIES = concat!("select ", duty_columns!(), ", d.place from duty d where d.case_no = $1 order by d.place");
    /// The duties of every case, a run of them.
    DUTIES_OF_RUN = concat!("select ", duty_columns!(), ", d.case_no from duty d \
        where d.case_no >= $1 and d.case_no <= $2 order by d.case_no, d.place");
    /// The same with every cell.
    DUTIES_KEPT = "select case_no, place, obligation, about, seq, layer, rule, trigger_on, due_on, \
        due_at, met_on, trigger_event, met_event, status, with_preliminary, precision_day, team, \
        caseworker, pending, asked, asked_on, over from duty \
        where case_no >= $1 and case_no <= $2 order by case_no, place";
    /// Keeps a duty.
    DUTY_ADD = "insert into duty (case_no, place, obligation, about, seq, layer, rule, trigger_on, due_on, \
        due_at, met_on, trigger_event, met_event, status, with_preliminary, precision_day, team, \
        caseworker, pending, asked, asked_on, over) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";
    /// Drops one.
    DUTY_DROP = "delete from duty where case_no = $1 and place = $2";
    /// The parts of people in a case, as kept.
    CASE_PEOPLE = "select person_no, part, since, seq from case_person where case_no = $1 \
        order by person_no, part";
    /// Those of a run of cases.
    CASE_PEOPLE_OF_RUN = "select person_no, part, since, seq, case_no from case_person \
        where case_no >= $1 and case_no <= $2 order by case_no, person_no, part";
    /// Keeps one.
    CASE_PERSON_ADD = "insert into case_person (case_no, person_no, part, since, seq) values ($1, $2, $3, $4, $5)";
    /// Drops them.
    CASE_PEOPLE_DROP = "delete from case_person where case_no = $1";
    /// Drops those of several cases.
    DUTIES_DROP = "delete from duty where case_no in (select cast(value as bigint) from json_each($1))";
    /// Drops those of several cases.
    CASES_PEOPLE_DROP = "delete from case_person \
        where case_no in (select cast(value as bigint) from json_each($1))";
    /// Drops several.
    CASE_FILES_DROP = "delete from case_file where case_no in (select cast(value as bigint) from json_each($1))";
    /// Empties a projection.
    DUTIES_CLEAR = "delete from duty";
    /// Empties a projection.
    CASE_PEOPLE_CLEAR = "delete from case_person";
    /// Empties a projection.
    CASE_FILES_CLEAR = "delete from case_file";
    /// Cases whose kept duties are out of date on a day, or derived by another law book.
    /// Each part is found by an index of its own; a case may be in two of them.
    STALE = "select case_no from case_file where good_until < $1 \
        union all select case_no from case_file where edition < $2 \
        union all select case_no from case_file where edition > $2 limit $3";
    /// How many cases that are: one that is out of date for both reasons is one. The signs keep the index of editions in use.
    STALE_COUNT = "select (select count(*) from case_file where good_until < $1) \
        + (select count(*) from case_file where edition < $2 and +good_until >= $1) \
        + (select count(*) from case_file where edition > $2 and +good_until >= $1)";
    /// The numbers of the first and the last case, and how many.
    CASE_RANGE = "select coalesce(min(case_no), 0), coalesce(max(case_no), 0), count(*) from case_number";

    /// What the policy knows of a case: team, caseworker's user, closed.
    SUBJECT = "select f.team, u.user_no, f.closed from case_file f \
        left join user_account u on u.reference = f.caseworker where f.case_no = $1";
    /// Who works on it too.
    SUBJECT_BESIDE = "select user_no from co_assigned where case_no = $1 order by user_no";
    /// The grades of the people in it.
    SUBJECT_GRADES = "select distinct p.grade from case_person c \
        join person p on p.person_no = c.person_no where c.case_no = $1";
    /// The same of several cases.
    SUBJECTS = "select f.team, u.user_no, f.closed, f.case_no from case_file f \
        left join user_account u on u.reference = f.caseworker \
        where f.case_no in (select cast(value as bigint) from json_each($1))";
    /// Who works on them too.
    SUBJECTS_BESIDE = "select user_no, case_no from co_assigned \
        where case_no in (select cast(value as bigint) from json_each($1)) order by case_no, user_no";
    /// The grades of the people in them.
    SUBJECTS_GRADES = "select distinct p.grade, c.case_no from case_person c \
        join person p on p.person_no = c.person_no \
        where c.case_no in (select cast(value as bigint) from json_each($1)) and p.grade <> 'none'";
    /// Somebody works on it beside the caseworker.
    CO_ASSIGN = "insert into co_assigned (case_no, user_no) values ($1, $2) on conflict do nothing";
    /// Does so no more.
    CO_ASSIGN_END = "delete from co_assigned where case_no = $1 and user_no = $2";

    /// One case as lists show it.
    CASE_LINE = concat!("select", case_columns!(), "from case_file f \
        left join person p on p.person_no = f.child where f.case_no = $1");
    /// Cases of a scope. `$10` team or null, `$11` caseworker or null, `$12` closed or null,
    /// `$13` beginning of the municipality's id, or the number here, `$14` caseworkers to leave out or null.
    CASES = concat!("select", case_columns!(), "from case_file f \
        left join person p on p.person_no = f.child where", in_scope!(),
        "and (cast($10 as text) is null or f.team = $10) and", held_by!("$11", "$14"),
        "and (cast($12 as boolean) is null or f.closed = $12) and (lower(substr(f.reference, 1, length($13))) = lower($13) or cast(f.case_no as text) = $13) \
         order by coalesce(p.sort_key, ''), f.case_no limit $15");
    /// Who has the cases of a scope; `$10`: the open ones only.
    HOLDERS = concat!("select distinct f.team, f.caseworker from case_file f where", in_scope!(),
        "and (not f.closed or not $10)");
    /// One, where there is any.
    ANY_CASE = "select case_no from case_file limit 1";
    /// How many.
    CASES_COUNT = concat!("select count(*) from case_file f where", in_scope!(),
        "and (cast($10 as text) is null or f.team = $10) and", held_by!("$11", "$14"),
        "and (cast($12 as boolean) is null or f.closed = $12) and (lower(substr(f.reference, 1, length($13))) = lower($13) or cast(f.case_no as text) = $13)");
    /// Pending duties of a scope. `$10` due by this day or null, `$11` team of the case or null,
    /// `$12` its caseworker or null, `$13` obligation or null, `$14` layer or null, `$15` also what has no day,
    /// `$17` caseworkers to leave out or null.
    WORKLIST = concat!("select", case_columns!(), ",", duty_columns!(), "from case_file f \
        join duty d on d.case_no = f.case_no left join person p on p.person_no = f.child \
        where d.pending and", in_scope!(),
        "and (cast($10 as bigint) is null or d.due_on <= $10 or (d.due_on is null and $15)) and (cast($11 as text) is null or f.team = $11) and",
        held_by!("$12", "$17"), "and (cast($13 as text) is null or d.obligation = $13) \
         and (cast($14 as text) is null or d.layer = $14) \
         order by d.due_on nulls last, d.due_at nulls last, f.case_no, d.place limit $16");
    /// Duties of a scope that are pending.
    OWN_WORK = concat!("select", case_columns!(), ",", duty_columns!(), ", d.place from case_file f \
        join duty d on d.case_no = f.case_no left join person p on p.person_no = f.child \
        where d.pending and", in_scope!(),
        "order by f.case_no, d.place limit $10");
    /// Cases of a scope that wait for others though no duty rests on it.
    AWAITED = concat!("select", case_columns!(), ", f.awaited from case_file f \
        left join person p on p.person_no = f.child \
        where f.awaited <> '' and", in_scope!(), "order by f.case_no limit $10");
    /// Duties of the statute in a scope that fell due after `$10` and by `$11`: what numbers are made of.
    FELL_DUE = concat!("select f.case_no, d.place, d.status, d.with_preliminary, d.due_on < $11 \
        from case_file f join duty d on d.case_no = f.case_no \
        where d.layer = 'statute' and d.due_on > $10 and d.due_on <= $11 and", in_scope!());
    /// How many of them: past due on `$10`, due that day, due by `$11`, later, without a date.
    WORKLIST_COUNTS = concat!("select \
        coalesce(sum(case when d.due_on < $10 then 1 else 0 end), 0), \
        coalesce(sum(case when d.due_on = $10 then 1 else 0 end), 0), \
        coalesce(sum(case when d.due_on > $10 and d.due_on <= $11 then 1 else 0 end), 0), \
        coalesce(sum(case when d.due_on > $11 then 1 else 0 end), 0), \
        coalesce(sum(case when d.due_on is null then 1 else 0 end), 0), \
        count(distinct f.case_no) \
        from case_file f join duty d on d.case_no = f.case_no where d.pending and", in_scope!());
    /// Pending duties of one case.
    CASE_WORK = concat!("select", duty_columns!(), "from duty d where d.case_no = $1 order by d.place");
    /// The cases of a family.
    FAMILY = concat!("select", case_columns!(), "from case_file f \
        left join person p on p.person_no = f.child \
        where f.family = $1 and f.family <> '' order by f.case_no");
    /// The families of several cases.
    FAMILIES_OF = "select distinct family from case_file \
        where family <> '' and case_no in (select cast(value as bigint) from json_each($1))";
    /// The cases in which several people have a part.
    CASES_OF_PEOPLE = "select distinct case_no from case_person \
        where person_no in (select cast(value as bigint) from json_each($1))";
    /// Duties of the statute that teams had (`$3`, JSON) and that fell due from `$1` to `$2`, counted.
    FELL_DUE_IN_TEAMS = "select status, with_preliminary, due_on < $2, count(*) from duty \
        where layer = 'statute' and due_on >= $1 and due_on <= $2 and team in (select value from json_each($3)) \
        group by 1, 2, 3 order by 1, 2, 3";
    /// Cases of a scope by number, for programs. `$10` team or null, `$11` caseworker or null, `$12` closed or
    /// null, `$13` the municipality's ids (JSON) or null, `$14` after this number.
    CASES_AFTER = concat!("select f.case_no, f.reference, f.team, f.caseworker, f.family, f.opened_on, f.closed, \
        f.last_on, f.seq from case_file f where", in_scope!(),
        "and (cast($10 as text) is null or f.team = $10) and (cast($11 as text) is null or f.caseworker = $11) \
         and (cast($12 as boolean) is null or f.closed = $12) \
         and (cast($13 as text) is null or f.reference in (select value from json_each($13))) \
         and f.case_no > $14 order by f.case_no limit $15");
    /// Duties of a scope by case, for programs. `$10` due before this day or null, `$11` team of the case or
    /// null, `$12` statuses (JSON) on day `$13` or null; after place `$15` of case `$14`.
    DUTIES_AFTER = concat!("select f.case_no, f.reference, d.place,", duty_columns!(), "from case_file f \
        join duty d on d.case_no = f.case_no where", in_scope!(),
        "and (cast($10 as bigint) is null or d.due_on < $10) and (cast($11 as text) is null or f.team = $11) \
         and (cast($12 as text) is null or (case \
            when d.status = 'open' and d.due_on < cast($13 as bigint) and d.with_preliminary then 'late_with_preliminary' \
            when d.status = 'open' and d.due_on < cast($13 as bigint) then 'overdue' \
            else d.status end) in (select value from json_each($12))) \
         and (f.case_no > $14 or (f.case_no = $14 and d.place > $15)) \
         order by f.case_no, d.place limit $16");
    /// What was appended to the cases of a scope behind place `$10` of the ledger, up to place `$11`.
    CHANGES_AFTER = concat!("select l.n, l.case_no, l.first_seq, l.last_seq from ledger l \
        join case_file f on f.case_no = l.case_no where l.n > $10 and l.n <= $11 and", in_scope!(),
        "order by l.n limit $12");
}
