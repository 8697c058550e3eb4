//! Statements on the log, the ledger, numbers and settings.

use super::statements;

statements! {
    /// Whether there are tables of omhu.
    IS_THERE = "select count(*) from sqlite_master where name = 'migration'",
        postgres: "select count(*) from pg_tables where schemaname = current_schema() and tablename = 'migration'";
    /// The newest step taken.
    MIGRATION_NEWEST = "select coalesce(max(step), 0) from migration";
    /// A step taken.
    MIGRATION_ADD = "insert into migration (step, name, applied_at) values ($1, $2, $3)";
    /// Takes numbers; gives the last of them.
    COUNTER_TAKE = "update counter set last = last + $2 where name = $1 returning last";
    /// Gives numbers back that nobody took meanwhile.
    COUNTER_GIVE_BACK = "update counter set last = $3 where name = $1 and last = $2";
    /// A setting.
    SETTING = "select value from setting where name = $1";
    /// Sets it.
    SETTING_PUT = "insert into setting (name, value) values ($1, $2) \
        on conflict (name) do update set value = excluded.value";
    /// How many bytes the database takes.
    DATABASE_BYTES = "select page_count * page_size from pragma_page_count(), pragma_page_size()",
        postgres: "select pg_database_size(current_database())";
    /// A new case.
    CASE_NUMBER_ADD = "insert into case_number (case_no, reference, created_at) values ($1, $2, $3)";
    /// The case with this id of the municipality.
    CASE_BY_REFERENCE = "select case_no from case_number where reference = $1";
    /// Those whose id is the same but for capital letters: one is meant, two are none.
    CASES_BY_REFERENCE = "select case_no from case_number where lower(reference) = lower($1) limit 2";
    /// The municipality's ids of cases.
    CASE_REFERENCES = "select case_no, reference from case_number \
        where case_no in (select cast(value as bigint) from json_each($1))";
    /// The municipality's id of a case.
    CASE_REFERENCE = "select reference from case_number where case_no = $1";
    /// Cases by number, a page.
    CASE_NUMBERS = "select case_no, reference from case_number where case_no > $1 order by case_no limit $2";
    /// The cases with these ids.
    CASES_BY_REFERENCES = "select case_no, reference from case_number \
        where reference in (select value from json_each($1))";
    /// The log of a case.
    EVENTS = "select seq, kind, version, recorded_at, recorded_by, payload, link from event \
        where case_no = $1 order by seq";
    /// The logs of a run of cases.
    EVENTS_OF_RUN = "select case_no, seq, kind, version, recorded_at, recorded_by, payload, link \
        from event where case_no >= $1 and case_no <= $2 order by case_no, seq";
    /// Cases of which there are events only.
    EVENTS_OF_NO_CASE = "select distinct e.case_no from event e \
        where not exists (select 1 from case_number c where c.case_no = e.case_no)";
    /// Appends.
    EVENT_ADD = "insert into event \
        (case_no, seq, kind, version, recorded_at, recorded_by, payload, link) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// The end of the ledger.
    LEDGER_HEAD = "select n, link from ledger order by n desc limit 1";
    /// Appends.
    LEDGER_ADD = "insert into ledger (n, case_no, first_seq, last_seq, case_link, link) \
        values ($1, $2, $3, $4, $5, $6)";
    /// The ledger in its order, a page.
    LEDGER_PAGE = "select l.n, l.case_no, l.first_seq, l.last_seq, l.case_link, l.link, c.reference \
        from ledger l left join case_number c on c.case_no = l.case_no \
        where l.n > $1 order by l.n limit $2";
    /// One row's link.
    LEDGER_LINK = "select link from ledger where n = $1";
    /// The end of the log of rows.
    ROW_LOG_HEAD = "select n, link from row_log order by n desc limit 1";
    /// The link of an entry.
    ROW_LOG_LINK = "select link from row_log where n = $1";
    /// Appends to it.
    ROW_LOG_ADD = "insert into row_log (n, about, row_key, digest, found, link) values ($1, $2, $3, $4, $5, $6)";
    /// As what a row was last written.
    ROW_LOG_LAST = "select digest from row_log where about = $1 and row_key = $2 order by n desc limit 1";
    /// The log of rows in its order, a page.
    ROW_LOG_PAGE = "select n, about, row_key, digest, found, link from row_log where n > $1 order by n limit $2";
    /// The rows of a table that should be there.
    ROW_LOG_OF = "select r.row_key from row_log r where r.about = $1 and r.digest is not null \
        and r.n = (select max(l.n) from row_log l where l.about = r.about and l.row_key = r.row_key) order by r.n";
}
