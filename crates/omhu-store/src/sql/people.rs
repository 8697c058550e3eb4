//! Statements on people, accounts, teams, and the searches that name people.

use super::cases::{case_columns, in_scope};
use super::statements;

macro_rules! person_columns {
    () => {
        " p.person_no, p.given_names, p.surname, p.born_on, p.grade, p.sealed, p.address, p.version, \
          p.changed_at "
    };
}

statements! {
    /// A person.
    PERSON = concat!("select", person_columns!(), "from person p where p.person_no = $1");
    /// Keeps a person.
    PERSON_PUT = "insert into person (person_no, given_names, surname, search_key, sort_key, born_on, \
        cpr_hash, sealed, grade, address, version, changed_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
        on conflict (person_no) do update set given_names = excluded.given_names, \
        surname = excluded.surname, search_key = excluded.search_key, sort_key = excluded.sort_key, \
        born_on = excluded.born_on, cpr_hash = excluded.cpr_hash, sealed = excluded.sealed, \
        grade = excluded.grade, address = excluded.address, version = excluded.version, \
        changed_at = excluded.changed_at";
    /// The newest change of a person.
    PERSON_CHANGE_HEAD = "select version, link from person_change where person_no = $1 \
        order by version desc limit 1";
    /// The changes of a person.
    PERSON_CHANGES = "select version, changed_at, changed_by, fields, sealed, link from person_change \
        where person_no = $1 order by version";
    /// Notes a change.
    PERSON_CHANGE_ADD = "insert into person_change (person_no, version, changed_at, changed_by, fields, \
        sealed, link) values ($1, $2, $3, $4, $5, $6, $7)";
    /// Who has this CPR number.
    PERSON_BY_CPR = "select person_no from person where cpr_hash = $1";
    /// The people of a case.
    PEOPLE_OF_CASE = concat!("select", person_columns!(), ", c.part, c.since from case_person c \
        join person p on p.person_no = c.person_no where c.case_no = $1 order by c.part, p.sort_key, p.person_no");
    /// Those whose data are protected among the people of a case and of all cases that share somebody with it.
    PROTECTED_NEAR = concat!("select", person_columns!(), " from person p where p.grade <> 'none' and p.person_no in \
        (select there.person_no from case_person here join case_person also on also.person_no = here.person_no \
        join case_person there on there.case_no = also.case_no where here.case_no = $1)");
    /// The cases in which a person has a part.
    CASES_OF_PERSON = "select case_no, part from case_person where person_no = $1 order by case_no, part";
    /// The cases of children by name and birthday; those with a number of their own only where none is asked for.
    CHILDREN_NAMED = "select distinct c.case_no from person q join case_person c on c.person_no = q.person_no \
        where c.part = 'child' and q.born_on = $1 and replace(q.search_key, 'oe', 'o') like $2 escape '!' \
        and (q.cpr_hash is null or $3) order by c.case_no limit $4";
    /// Every person, a page.
    PERSON_PAGE = concat!("select", person_columns!(), ", p.search_key, p.sort_key, p.cpr_hash from person p \
        where p.person_no > $1 order by p.person_no limit $2");

    /// Cases of a scope by a name: `$10` is the pattern, matched with the people of the case, whose names are made loose as
    /// the pattern is (`names::loose`).
    SEARCH_NAMES = concat!("select", case_columns!(), "from case_file f \
        left join person p on p.person_no = f.child where", in_scope!(),
        "and (f.case_no in (select c.case_no from case_person c join person q on q.person_no = c.person_no \
              where replace(q.search_key, 'oe', 'o') like $10 escape '!') or lower(f.reference) = lower($11) \
              or cast(f.case_no as text) = $11) \
         order by coalesce(p.sort_key, ''), f.case_no limit $12");
    /// Texts of a scope by words, newest first.
    SEARCH_TEXTS = concat!("select", case_columns!(), ", t.text_no, t.sort, t.written_at from search s \
        join case_text t on t.text_no = s.rowid join case_file f on f.case_no = t.case_no \
        left join person p on p.person_no = f.child where s.search match $10 and", in_scope!(),
        "order by t.text_no desc limit $11"),
        postgres: concat!("select", case_columns!(), ", t.text_no, t.sort, t.written_at from search s \
        join case_text t on t.text_no = s.text_no join case_file f on f.case_no = t.case_no \
        left join person p on p.person_no = f.child \
        where s.tokens @@ to_tsquery('simple', $10) and", in_scope!(),
        "order by t.text_no desc limit $11");

    /// Keeps a team.
    TEAM_PUT = "insert into team (team, unit, created_at) values ($1, $2, $3) \
        on conflict (team) do update set unit = excluded.unit";
    /// A new family.
    FAMILY_ADD = "insert into family (family_no, reference, created_at) values ($1, $2, $3)";
}
