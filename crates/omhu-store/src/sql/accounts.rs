//! Statements on accounts: who signs in, what they hold, sessions, tokens, what was changed.

use super::statements;

macro_rules! user_columns {
    () => {
        " a.user_no, a.sign_in, u.name, u.reference, a.mail, a.title, a.language, a.shortcuts, \
          a.password is not null, a.must_change, a.totp is not null, a.created_at, a.last_used_on, \
          a.disabled_at, a.issuer, a.subject "
    };
}

macro_rules! grant_columns {
    () => {
        " grant_no, user_no, role, teams, overridden, proposed_by, proposed_at, confirmed_by, \
          confirmed_on, last_on "
    };
}

// Whether the case was looked at through a glass after somebody had asked about it: filed rows are found by the case.
macro_rules! glass_used_again {
    () => {
        " case when followed_up_at < until then exists (select 1 from access_log a where a.n in ( \
            select c.n from access_log_case c where c.case_no = break_glass.case_no \
            union select t.n from access_log t \
                where t.n > (select last from counter where name = 'looks_filed') \
                and replace(replace(t.cases, '[', ','), ']', ',') \
                    like '%,' || cast(break_glass.case_no as text) || ',%') \
            and a.user_no = break_glass.user_no and a.relation = 'break_glass' \
            and a.logged_at > break_glass.followed_up_at and a.logged_at < break_glass.until) \
          else false end "
    };
}

macro_rules! glass_columns {
    () => {
        concat!(
            " glass_no, user_no, case_no, category, sealed, opened_at, until, approved_by, followed_up_by, \
              followed_up_at, verdict, remark, ",
            glass_used_again!()
        )
    };
}

macro_rules! glass_request_columns {
    () => {
        " r.request_no, r.glass_no, g.user_no, g.case_no, r.asked_at, g.until, r.sealed, r.answer, \
          r.answered_by, r.answered_at, r.remark \
          from glass_request r join break_glass g on g.glass_no = r.glass_no "
    };
}

statements! {
    /// The end of the change log.
    CHANGE_HEAD = "select n, link from change_log order by n desc limit 1";
    /// The link of a row.
    CHANGE_LINK = "select link from change_log where n = $1";
    /// Appends.
    CHANGE_ADD = "insert into change_log (n, changed_at, changed_by, about, what, detail, link) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    /// The change log in its order, a page.
    CHANGE_PAGE = "select n, changed_at, changed_by, about, what, detail, link from change_log \
        where n > $1 order by n limit $2";
    /// What was changed about an account, newest first.
    CHANGES_ABOUT = "select n, changed_at, changed_by, about, what, detail, link from change_log \
        where about = $1 order by n desc limit $2";

    /// The colleague with this id in cases.
    COLLEAGUE_BY_REFERENCE = "select user_no from user_account where reference = $1";
    /// Names of colleagues.
    COLLEAGUES = "select user_no, reference, name from user_account where user_no <> 0 order by user_no";
    /// The ids in cases of those whose account is open.
    CASEWORKERS_SIGNING_IN = "select u.reference from user_account u join account a on a.user_no = u.user_no \
        where u.reference is not null and a.disabled_at is null order by u.reference";
    /// Keeps a colleague; an id once given stays where none is given now.
    COLLEAGUE_PUT = "insert into user_account (user_no, reference, name, created_at) values ($1, $2, $3, $4) \
        on conflict (user_no) do update set reference = coalesce(excluded.reference, user_account.reference), \
        name = excluded.name";
    /// A new account.
    USER_ADD = "insert into account (user_no, sign_in, mail, title, language, shortcuts, password, \
        must_change, totp_step, created_at, created_by, last_used_on) \
        values ($1, $2, $3, $4, $5, true, $6, false, 0, $7, $8, $9)";
    /// An account.
    USER = concat!("select", user_columns!(), "from account a join user_account u on u.user_no = a.user_no \
        where a.user_no = $1");
    /// All of them.
    USERS = concat!("select", user_columns!(), "from account a join user_account u on u.user_no = a.user_no \
        order by a.user_no");
    /// Those not used since a day, nor disabled.
    USERS_DORMANT = "select user_no from account where disabled_at is null and last_used_on < $1 order by user_no";
    /// What a sign-in looks at.
    USER_SIGNING_IN = "select user_no, password, disabled_at, last_used_on, totp is not null from account \
        where sign_in = $1";
    /// Whom a provider means.
    USER_BY_SUBJECT = "select user_no, disabled_at, last_used_on from account \
        where issuer = $1 and subject = $2";
    /// A link that is to be.
    LINK_ADD = "insert into link_proposal (link_no, user_no, issuer, subject, proposed_by, proposed_at) \
        values ($1, $2, $3, $4, $5, $6)";
    /// One that waits.
    LINK = "select link_no, user_no, issuer, subject, proposed_by, proposed_at from link_proposal \
        where link_no = $1 and ended_at is null";
    /// All that wait.
    LINKS = "select link_no, user_no, issuer, subject, proposed_by, proposed_at from link_proposal \
        where ended_at is null order by link_no";
    /// One is over; who was meant is forgotten with it.
    LINK_END = "update link_proposal set ended_at = $2, subject = '' where link_no = $1 and ended_at is null";
    /// Those of a user are over.
    LINKS_END = "update link_proposal set ended_at = $2, subject = '' where user_no = $1 and ended_at is null";
    /// Old ones that nobody confirmed are over.
    LINKS_SWEEP = "update link_proposal set ended_at = $2, subject = '' \
        where proposed_at < $1 and ended_at is null";
    /// From where a sign-in was refused.
    REFUSED_ADD = "insert into refused_client (n, refused_at, sealed) values ($1, $2, $3)";
    /// From where those of an account were refused, newest first.
    REFUSED_ABOUT = "select r.n, r.sealed from refused_client r join change_log c on c.n = r.n \
        where c.about = $1 order by r.n desc limit $2";
    /// Forgets old ones.
    REFUSED_SWEEP = "delete from refused_client where refused_at < $1";
    /// Who they are at a provider.
    USER_LINK = "update account set issuer = $2, subject = $3 where user_no = $1";
    /// Particulars.
    USER_PARTICULARS = "update account set sign_in = $2, mail = $3, title = $4 where user_no = $1";
    /// What users choose themselves.
    USER_CHOICES = "update account set language = $2, shortcuts = $3 where user_no = $1";
    /// The hash of a password.
    USER_PASSWORD = "select password from account where user_no = $1";
    /// A new password.
    USER_PASSWORD_PUT = "update account set password = $2, must_change = $3 where user_no = $1";
    /// The same password, hashed with more work.
    USER_PASSWORD_AGAIN = "update account set password = $3 where user_no = $1 and password = $2";
    /// Whether the password is to be changed.
    USER_MUST_CHANGE = "update account set must_change = $2 where user_no = $1";
    /// Used today.
    USER_USED = "update account set last_used_on = $2 where user_no = $1 and last_used_on < $2";
    /// Disables, or no longer.
    USER_DISABLE = "update account set disabled_at = $2 where user_no = $1";
    /// Awake again.
    USER_WAKE = "update account set disabled_at = null, last_used_on = $2 where user_no = $1";

    /// Secrets of one-time codes, and the last step used.
    TOTP = "select totp, totp_new, totp_step, sign_in from account where user_no = $1";
    /// A secret that waits for its first code.
    TOTP_NEW = "update account set totp_new = $2 where user_no = $1";
    /// The secret that waited is the secret.
    TOTP_TAKE = "update account set totp = totp_new, totp_new = null, totp_step = $2 where user_no = $1";
    /// No secret, and a new one is to be set up before anything else: a step before all others says so until it is.
    TOTP_DROP = "update account set totp = null, totp_new = null, \
        totp_step = case when totp is null then totp_step else -1 end where user_no = $1";
    /// No secret, as its owner wants it.
    TOTP_OFF = "update account set totp = null, totp_new = null where user_no = $1 and totp is not null";
    /// A code of this step was used; touches nothing where that step, or a later one, was used before.
    TOTP_USED = "update account set totp_step = $2 where user_no = $1 and totp_step < $2";
    /// A code for a lost telephone.
    RECOVERY_ADD = "insert into recovery_code (user_no, hash) values ($1, $2)";
    /// Uses one; touches nothing where there is none.
    RECOVERY_USE = "update recovery_code set used_at = $3 where user_no = $1 and hash = $2 and used_at is null";
    /// Drops all of a user.
    RECOVERY_DROP = "delete from recovery_code where user_no = $1";
    /// How many are left.
    RECOVERY_LEFT = "select count(*) from recovery_code where user_no = $1 and used_at is null";

    /// What was counted for a place.
    ATTEMPTS = "select failures, last_at from sign_in_attempt where place = $1";
    /// Where so many failed that one may have to wait.
    ATTEMPTS_MANY = "select place, failures, last_at from sign_in_attempt where failures >= 5";
    /// Counts.
    ATTEMPTS_PUT = "insert into sign_in_attempt (place, failures, last_at) values ($1, $2, $3) \
        on conflict (place) do update set failures = excluded.failures, last_at = excluded.last_at";
    /// One less.
    ATTEMPT_UNDO = "update sign_in_attempt set failures = failures - 1 where place = $1 and failures > 0";
    /// Forgets.
    ATTEMPTS_DROP = "delete from sign_in_attempt where place = $1";
    /// Forgets old ones.
    ATTEMPTS_SWEEP = "delete from sign_in_attempt where last_at < $1";

    /// A new ticket for one use.
    ONE_TIME_ADD = "insert into one_time (hash, purpose, user_no, created_by, until) values ($1, $2, $3, $4, $5)";
    /// For whom a ticket is, while it lives.
    ONE_TIME = "select user_no, created_by from one_time \
        where hash = $1 and purpose = $2 and used_at is null and until > $3";
    /// Uses it; touches nothing where it is dead.
    ONE_TIME_USE = "update one_time set used_at = $3 \
        where hash = $1 and purpose = $2 and used_at is null and until > $3";
    /// Something that holds once; touches nothing where it was used.
    ONE_TIME_ONCE = "insert into one_time (hash, purpose, user_no, created_by, until, used_at) \
        values ($1, 'once', null, 0, $2, $3) on conflict (hash) do nothing";
    /// Kills those of a user.
    ONE_TIME_END_USER = "delete from one_time where user_no = $1";
    /// Kills those of a user for a purpose.
    ONE_TIME_END_OF = "delete from one_time where user_no = $1 and purpose = $2";
    /// Until when a user has one for a purpose.
    ONE_TIME_UNTIL = "select max(until) from one_time \
        where user_no = $1 and purpose = $2 and used_at is null and until > $3 having max(until) is not null";
    /// Kills those of a purpose.
    ONE_TIME_END_PURPOSE = "delete from one_time where purpose = $1";
    /// Kills all.
    ONE_TIME_END = "delete from one_time";
    /// Who has a living ticket of a purpose.
    ONE_TIME_WAITING = "select distinct user_no from one_time \
        where purpose = $1 and used_at is null and until > $2 and user_no is not null order by user_no";
    /// Forgets dead ones.
    ONE_TIME_SWEEP = "delete from one_time where until < $1";
    /// Persons who can give accounts: their role counts on the day, and they can sign in.
    ADMINISTRATORS = "select count(distinct g.user_no) from role_grant g \
        join account a on a.user_no = g.user_no \
        where g.role = 'user_administrator' and g.ended_at is null and g.confirmed_on >= $1 \
        and g.confirmed_on <= $2 and (g.last_on is null or g.last_on >= $2) and a.disabled_at is null and a.last_used_on >= $3 \
        and (a.password is not null or a.subject is not null)";

    /// A new session.
    SESSION_ADD = "insert into session (session_no, hash, user_no, created_at, seen_at, ends_at, proved_at, \
        means, agent, provider_session) values ($1, $2, $3, $4, $4, $5, $4, $6, $7, $8)";
    /// A session with whom it is of.
    SESSION = "select s.session_no, s.user_no, s.created_at, s.seen_at, s.ends_at, s.proved_at, s.means, \
        a.must_change, a.totp is not null, a.language, a.shortcuts, a.last_used_on, u.name, \
        coalesce((select value from setting where name = 'second_factor'), 'required'), \
        a.totp is null and a.totp_step < 0 \
        from session s join account a on a.user_no = s.user_no join user_account u on u.user_no = s.user_no \
        where s.hash = $1 and s.ended_at is null and a.disabled_at is null";
    /// It was used.
    SESSION_SEEN = "update session set seen_at = $2 where session_no = $1 and seen_at < $2";
    /// The user proved who they are.
    SESSION_PROVED = "update session set proved_at = $2 where session_no = $1 and ended_at is null";
    /// The user has proved it by other means.
    SESSION_MEANS = "update session set means = $2 where session_no = $1";
    /// Ends one of a user.
    SESSION_END = "update session set ended_at = $3 where session_no = $1 and user_no = $2 and ended_at is null";
    /// Ends all of a user but one.
    SESSIONS_END = "update session set ended_at = $3 \
        where user_no = $1 and session_no <> $2 and ended_at is null";
    /// Ends those of a session at a provider.
    SESSIONS_END_PROVIDER = "update session set ended_at = $3 where provider_session = $2 and ended_at is null \
        and user_no in (select user_no from account where issuer = $1)";
    /// Ends those that began at a provider, of whom it means.
    SESSIONS_END_SUBJECT = "update session set ended_at = $3 where means = 'provider' and ended_at is null \
        and user_no in (select user_no from account where issuer = $1 and subject = $2)";
    /// Ends those of a user that began at a provider.
    SESSIONS_END_OF_PROVIDER = "update session set ended_at = $2 \
        where means = 'provider' and ended_at is null and user_no = $1";
    /// Ends all.
    SESSIONS_END_EVERYBODY = "update session set ended_at = $1 where ended_at is null";
    /// Those of a user that may live still, newest first.
    SESSIONS_OF_USER = "select session_no, created_at, seen_at, ends_at, means, agent from session \
        where user_no = $1 and ended_at is null and ends_at > $2 and seen_at > $3 order by session_no desc";
    /// The latest second that any session knows of.
    SESSIONS_LATEST = "select coalesce(max(seen_at), 0) from session";
    /// Forgets old ones.
    SESSIONS_SWEEP = "delete from session where ends_at < $1";

    /// All that a viewer is made of, in one look: kind, words, list, four numbers, the order.
    VIEWER = "select cast(0 as bigint), a.sign_in, cast(null as text), a.disabled_at, a.last_used_on, cast(null as bigint), \
            cast(null as bigint), 0 from account a where a.user_no = $1 \
        union all select 1, role, teams, confirmed_on, last_on, null, null, grant_no from role_grant \
            where user_no = $1 and ended_at is null and confirmed_on is not null \
        union all select 2, m.team, null, case when coalesce(r.reads_team, false) then 1 else 0 end, null, null, \
            null, 0 from team_member m left join team_rule r on r.team = m.team where m.user_no = $1 \
        union all select 3, '', null, absent, case_no, first_on, last_on, stand_in_no from stand_in \
            where user_no = $1 and last_on >= $2 \
        union all select 4, audit, null, case_no, first_on, last_on, null, case_no from sample_case \
            where user_no = $1 and last_on >= $2 \
        union all select 5, category, null, case_no, opened_at, until, approved_by, glass_no from break_glass \
            where user_no = $1 and opened_at > $3 \
        union all select 6, '', null, case_no, told, null, null, case_no from conflict where user_no = $1 \
        union all select 7, action, null, approved_by, until, null, null, approval_no from approval \
            where user_no = $1 and until > $4 \
        order by 1, 8";

    /// A new proposal.
    GRANT_ADD = concat!("insert into role_grant (", grant_columns!(), ") \
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    /// A role or a proposal that was not taken back.
    GRANT = concat!("select", grant_columns!(), "from role_grant where grant_no = $1 and ended_at is null");
    /// Those of a user.
    GRANTS_OF_USER = concat!("select", grant_columns!(), "from role_grant \
        where user_no = $1 and ended_at is null order by grant_no");
    /// All of them.
    GRANTS = concat!("select", grant_columns!(), "from role_grant where ended_at is null order by grant_no");
    /// Confirms, for the first time or again.
    GRANT_CONFIRM = "update role_grant set confirmed_by = $2, confirmed_on = $3 \
        where grant_no = $1 and ended_at is null";
    /// What was said of it when it was proposed.
    GRANT_PROPOSAL_ADD = "insert into grant_proposal (grant_no, first_on, sealed) values ($1, $2, $3)";
    /// From when it is to count.
    GRANT_FIRST = "select first_on from grant_proposal where grant_no = $1";
    /// What was said of those that were not taken back.
    GRANT_PROPOSALS = "select p.grant_no, p.first_on, p.sealed from grant_proposal p join role_grant g \
        on g.grant_no = p.grant_no where g.ended_at is null order by p.grant_no";
    /// Takes back.
    GRANT_END = "update role_grant set ended_at = $2 where grant_no = $1 and ended_at is null";

    /// What belongs to a team.
    TEAM_RULE_PUT = "insert into team_rule (team, title, reads_team) values ($1, $2, $3) \
        on conflict (team) do update set title = excluded.title, reads_team = excluded.reads_team";
    /// All teams with what belongs to them.
    TEAM_RULES = "select t.team, coalesce(r.title, ''), t.unit, coalesce(r.reads_team, false), \
        (select count(*) from team_member m join account a on a.user_no = m.user_no \
         where m.team = t.team and a.disabled_at is null) \
        from team t left join team_rule r on r.team = t.team order by t.team";
    /// Places somebody.
    MEMBER_ADD = "insert into team_member (user_no, team) values ($1, $2)";
    /// Takes somebody out of all teams.
    MEMBERS_DROP = "delete from team_member where user_no = $1";
    /// The teams of a user.
    TEAMS_OF_USER = "select team from team_member where user_no = $1 order by team";
    /// Who is placed where.
    PLACEMENTS = "select user_no, team from team_member order by user_no, team";
    /// Who is in a team.
    MEMBERS = "select m.user_no from team_member m join account a on a.user_no = m.user_no \
        where m.team = $1 and a.disabled_at is null order by m.user_no";

    /// A new stand-in.
    STAND_IN_ADD = "insert into stand_in (stand_in_no, user_no, absent, case_no, first_on, last_on, granted_by) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    /// Who stands in for somebody on a day or later.
    STAND_INS_FOR = "select user_no, first_on, last_on from stand_in where absent = $1 and last_on >= $2 \
        order by first_on, stand_in_no";
    /// Ends it the day before.
    STAND_IN_END = "update stand_in set last_on = $2 where stand_in_no = $1 and last_on > $2";
    /// Those in force or to come.
    STAND_INS = "select stand_in_no, user_no, absent, case_no, first_on, last_on, granted_by from stand_in \
        where last_on >= $1 order by first_on, stand_in_no";
    /// A case that somebody reads for an audit.
    SAMPLE_PUT = "insert into sample_case (audit, case_no, user_no, first_on, last_on) \
        values ($1, $2, $3, $4, $5) on conflict (audit, case_no, user_no) \
        do update set first_on = excluded.first_on, last_on = excluded.last_on";
    /// An audit ends.
    SAMPLES_END = "update sample_case set last_on = $2 where audit = $1 and last_on > $2";
    /// An audit ends for one reader.
    SAMPLE_END = "update sample_case set last_on = $3 where audit = $1 and user_no = $2 and last_on > $3";
    /// What was given to read and is not over on a day.
    SAMPLES = "select audit, user_no, case_no, first_on, last_on from sample_case \
        where last_on >= $1 order by last_on, audit, user_no, case_no";
    /// A conflict.
    CONFLICT_ADD = "insert into conflict (user_no, case_no, entered_by, told) values ($1, $2, $3, $4) \
        on conflict (user_no, case_no) do nothing";
    /// No conflict.
    CONFLICT_DROP = "delete from conflict where user_no = $1 and case_no = $2";
    /// The conflicts of a user.
    CONFLICTS = "select case_no from conflict where user_no = $1 order by case_no";
    /// Who has a conflict with a case.
    CONFLICTS_IN = "select user_no, entered_by, told from conflict where case_no = $1 order by user_no";
    /// A second person approves.
    APPROVAL_ADD = "insert into approval (approval_no, user_no, action, approved_by, until) \
        values ($1, $2, $3, $4, $5)";

    /// Glass is broken.
    GLASS_ADD = "insert into break_glass (glass_no, user_no, case_no, category, sealed, opened_at, until) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    /// One.
    GLASS = concat!("select", glass_columns!(), "from break_glass where glass_no = $1");
    /// Nobody has followed up on these, or they were used after somebody did; oldest first.
    GLASS_WAITING = concat!("select", glass_columns!(), "from break_glass where followed_up_at is null or ",
        glass_used_again!(), "order by opened_at, glass_no");
    /// Broken since, oldest first.
    GLASS_SINCE = concat!("select", glass_columns!(), "from break_glass where opened_at > $1 \
        order by opened_at, glass_no");
    /// Whole again.
    GLASS_END = "update break_glass set until = $3 where glass_no = $1 and user_no = $2 and until > $3";
    /// A protected address may be shown too.
    GLASS_APPROVE = "update break_glass set approved_by = $2 where glass_no = $1";
    /// A second person is asked.
    GLASS_REQUEST_ADD = "insert into glass_request (request_no, glass_no, asked_at, sealed) values ($1, $2, $3, $4)";
    /// One.
    GLASS_REQUEST = concat!("select", glass_request_columns!(), "where r.request_no = $1");
    /// The newest of a glass.
    GLASS_REQUEST_OF = concat!("select", glass_request_columns!(), "where r.glass_no = $1 \
        order by r.request_no desc limit 1");
    /// Those that wait while the glass is open, oldest first.
    GLASS_REQUESTS_WAITING = concat!("select", glass_request_columns!(), "where r.answer is null \
        and g.until > $1 order by r.request_no");
    /// A second person answers, once.
    GLASS_REQUEST_ANSWER = "update glass_request set answer = $2, answered_by = $3, answered_at = $4, remark = $5 \
        where request_no = $1 and answer is null";
    /// Somebody asked; touches nothing where somebody else did since it was read.
    GLASS_FOLLOW_UP = "update break_glass set followed_up_by = $2, followed_up_at = $3, verdict = $4, \
        remark = $5 where glass_no = $1 and coalesce(followed_up_at, -1) = $6";
    /// Whole again, whoever broke it: there was no reason.
    GLASS_CLOSE = "update break_glass set until = $2 where glass_no = $1 and until > $2";

    /// A new token.
    API_TOKEN_ADD = "insert into api_token (token_no, hash, user_no, name, role, scopes, relation, networks, \
        created_at, created_by, until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    /// A living token.
    API_TOKEN = "select t.token_no, t.user_no, t.name, t.role, t.scopes, t.relation, t.networks, t.until, \
        t.last_used_on, c.confirmed_by from api_token t join account a on a.user_no = t.user_no \
        left join api_token_confirmed c on c.token_no = t.token_no \
        where t.hash = $1 and t.ended_at is null and t.until > $2 and a.disabled_at is null";
    /// All tokens, or a user's where `$1` is not null; newest first.
    API_TOKENS = "select t.token_no, t.user_no, t.name, t.role, t.scopes, t.relation, t.networks, t.until, \
        t.last_used_on, t.created_at, t.created_by, c.confirmed_by, c.confirmed_at from api_token t \
        left join api_token_confirmed c on c.token_no = t.token_no \
        where t.ended_at is null and (cast($1 as bigint) is null or t.user_no = $1) order by t.token_no desc";
    /// One that was not ended: for whom, made when and by whom, and who confirmed it.
    API_TOKEN_TO_CONFIRM = "select t.user_no, t.created_at, t.created_by, c.confirmed_by from api_token t \
        left join api_token_confirmed c on c.token_no = t.token_no \
        where t.token_no = $1 and t.ended_at is null";
    /// A second administrator confirms it.
    API_TOKEN_CONFIRM = "insert into api_token_confirmed (token_no, confirmed_by, confirmed_at) \
        values ($1, $2, $3)";
    /// It was used today.
    API_TOKEN_USED = "update api_token set last_used_on = $2 where token_no = $1";
    /// Ends it.
    API_TOKEN_END = "update api_token set ended_at = $2 where token_no = $1 and ended_at is null";
    /// Ends all of a user.
    API_TOKENS_END = "update api_token set ended_at = $2 where user_no = $1 and ended_at is null";
}
