//! Statements on the access log, answered requests and drafts.

use super::statements;

statements! {
    /// The end of the access log.
    ACCESS_HEAD = "select n, link from access_log order by n desc limit 1";
    /// Appends.
    ACCESS_ADD = "insert into access_log (n, logged_at, user_no, role, relation, action, reason, outcome, \
        cases, request, sealed, link) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    /// Files the rows after one and up to another under their cases.
    ACCESS_CASES_ADD = "insert into access_log_case (case_no, n) \
        select cast(j.value as bigint), a.n from access_log a, json_each(a.cases) j \
        where a.n > $1 and a.n <= $2 order by 1, 2";
    /// The newest row that is filed.
    ACCESS_FILED = "select last from counter where name = 'looks_filed'";
    /// Notes it.
    ACCESS_FILED_PUT = "update counter set last = $1 where name = 'looks_filed'";
    /// The log in its order, a page.
    ACCESS_PAGE = "select n, logged_at, user_no, role, relation, action, reason, outcome, cases, request, \
        sealed, link from access_log where n > $1 order by n limit $2";
    /// One row's link.
    ACCESS_LINK = "select link from access_log where n = $1";
    /// Empties the filing.
    ACCESS_CASES_CLEAR = "delete from access_log_case";
    /// What is filed, in its order, a page.
    ACCESS_CASES_PAGE = "select case_no, n from access_log_case where (case_no, n) > ($1, $2) \
        order by case_no, n limit $3";
    /// The cases of the rows after one and up to another.
    ACCESS_CASES_NAMED = "select n, cases from access_log where n > $1 and n <= $2 order by n";
    /// Who looked at a case in a time, newest first.
    ACCESS_OF_CASE = "select a.n, a.logged_at, a.user_no, a.role, a.relation, a.action, a.reason, a.outcome, \
        a.cases, a.request, a.sealed, a.link from access_log a where a.n in ( \
            select c.n from access_log_case c where c.case_no = $1 \
            union select t.n from access_log t \
                where t.n > (select last from counter where name = 'looks_filed') \
                and replace(replace(t.cases, '[', ','), ']', ',') like '%,' || cast($1 as text) || ',%') \
        and a.logged_at >= $2 and a.logged_at < $3 order by a.n desc limit $4";
    /// What a user looked at in a time, newest first.
    ACCESS_OF_USER = "select n, logged_at, user_no, role, relation, action, reason, outcome, \
        cases, request, sealed, link from access_log where user_no = $1 \
        and logged_at >= $2 and logged_at < $3 order by n desc limit $4";

    /// Rows after one and up to another that no known relation explains; `$3` are the reasons that do.
    LOOKUPS_UNEXPLAINED = "select n from access_log where n > $1 and n <= $2 and user_no > 0 and cases <> '[]' \
        and reason not in (select value from json_each($3)) order by n";
    /// A new draw.
    LOOKUP_SAMPLE_ADD = "insert into lookup_sample (sample_no, after_n, last_n, pile, seed, drawn_at, drawn_by) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    /// A row of it.
    LOOKUP_DRAWN_ADD = "insert into lookup_drawn (sample_no, n) values ($1, $2)";
    /// Where the newest draw ended.
    LOOKUP_SAMPLES_END = "select coalesce(max(last_n), 0) from lookup_sample";
    /// All draws with how many rows and how many of them wait, newest first.
    LOOKUP_SAMPLES = "select s.sample_no, s.after_n, s.last_n, s.pile, s.seed, s.drawn_at, s.drawn_by, \
        (select count(*) from lookup_drawn d where d.sample_no = s.sample_no), \
        (select count(*) from lookup_drawn d where d.sample_no = s.sample_no and d.finding is null), \
        (select count(*) from lookup_drawn d where d.sample_no = s.sample_no and d.finding = 'to_examine') \
        from lookup_sample s order by s.sample_no desc";
    /// How many drawn rows of others than one user have no outcome: nobody judged them, or they are examined still.
    LOOKUPS_OPEN = "select count(*) from lookup_drawn d join access_log a on a.n = d.n \
        where (d.finding is null or d.finding = 'to_examine') and a.user_no <> $1";
    /// The rows of a draw with what was found.
    LOOKUPS_DRAWN = "select a.n, a.logged_at, a.user_no, a.role, a.relation, a.action, a.reason, a.outcome, \
        a.cases, a.request, a.sealed, a.link, d.finding, d.remark, d.judged_by, d.judged_at \
        from lookup_drawn d join access_log a on a.n = d.n where d.sample_no = $1 order by a.n";
    /// What was found; a later finding takes the place of an earlier one.
    LOOKUP_JUDGE = "update lookup_drawn set finding = $3, remark = $4, judged_by = $5, judged_at = $6 \
        where sample_no = $1 and n = $2";
    /// Whose look a drawn row is.
    LOOKUP_USER = "select a.user_no from lookup_drawn d join access_log a on a.n = d.n \
        where d.sample_no = $1 and d.n = $2";

    /// Takes a request's key; nothing where it is taken.
    ANSWER_TAKE = "insert into answered (user_no, request_key, route, body, answer, answered_at) \
        values ($1, $2, $3, $4, '', $5) on conflict do nothing";
    /// The answer that was given.
    ANSWER = "select route, body, answer from answered where user_no = $1 and request_key = $2";
    /// The answer to a request of a route, and when it was sent.
    ANSWER_OF = "select answer, answered_at from answered where user_no = $1 and request_key = $2 and route = $3";
    /// Gives it.
    ANSWER_GIVE = "update answered set answer = $3 where user_no = $1 and request_key = $2";
    /// Forgets old ones.
    ANSWERS_SWEEP = "delete from answered where answered_at < $1";

    /// Saves a draft as the next version.
    DRAFT_ADD = "insert into draft (user_no, case_no, form, version, sealed, saved_at) values ($1, $2, $3, \
        (select coalesce(max(version), 0) + 1 from draft where user_no = $1 and case_no = $2 and form = $3), \
        $4, $5) returning version";
    /// The versions of a draft, newest first.
    DRAFT_VERSIONS = "select version, sealed, saved_at from draft \
        where user_no = $1 and case_no = $2 and form = $3 order by version desc limit $4";
    /// The newest state of each draft of a form: in every window.
    DRAFT_WINDOWS = "select form, version, sealed, saved_at from draft where user_no = $1 and case_no = $2 \
        and (form = $3 or substr(form, 1, length($3) + 2) = $3 || ' ~') \
        and version = (select max(d.version) from draft d where d.user_no = draft.user_no \
         and d.case_no = draft.case_no and d.form = draft.form) \
        order by saved_at desc, form desc limit $4";
    /// The newest drafts of a user.
    DRAFTS_OF_USER = "select case_no, form, max(version), max(saved_at) from draft where user_no = $1 \
        and substr(form, 1, 5) <> 'file ' \
        group by case_no, form order by max(saved_at) desc, case_no, form";
    /// Drops a draft, and with it the files that are kept with it: their form is that of the draft and the field.
    DRAFT_DROP = "delete from draft where user_no = $1 and case_no = $2 \
        and (form = $3 or substr(form, 1, length($3) + 6) = 'file ' || $3 || ' ')";
    /// Drops a file that is kept with a draft.
    DRAFT_FILE_DROP = "delete from draft where user_no = $1 and case_no = $2 and form = $3";
    /// Keeps a file with a draft.
    DRAFT_FILE_ADD = "insert into draft (user_no, case_no, form, version, sealed, saved_at) \
        values ($1, $2, $3, 1, $4, $5)";
    /// A file that is kept with a draft.
    DRAFT_FILE = "select sealed from draft where user_no = $1 and case_no = $2 and form = $3";
    /// How many files are kept with the drafts of a user.
    DRAFT_FILES_COUNT = "select count(*) from draft where user_no = $1 and substr(form, 1, 5) = 'file '";
    /// Drops the drafts on a case.
    DRAFTS_ERASE = "delete from draft where case_no = $1";
    /// Drops old versions: never the newest one before its own time has come.
    DRAFTS_SWEEP = "delete from draft where saved_at < $1 or (saved_at < $2 and version < \
        (select max(d.version) from draft d where d.user_no = draft.user_no \
         and d.case_no = draft.case_no and d.form = draft.form))";
}
