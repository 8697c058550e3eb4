//! How people and programs sign in, what they hold, and what was changed about it.

use super::Step;

pub(super) const STEP: Step = Step {
    name: "accounts",
    tables: "
create table account ( -- How somebody signs in; the name that colleagues see stands in user_account.
    user_no bigint primary key references user_account (user_no), -- Who.
    sign_in text not null unique, -- PII: the name typed at sign-in, in one spelling.
    mail text not null, -- PII: e-mail at work; empty: none.
    title text not null, -- The job title; empty: none.
    language text not null, -- The language of the pages.
    shortcuts boolean not null, -- Whether single keys do something.
    password text, -- The argon2id hash; null: none yet, or signs in elsewhere.
    must_change boolean not null, -- The password is to be changed before anything else.
    totp blob, -- The secret of one-time codes under the master key; null: none.
    totp_new blob, -- A secret that waits for its first code.
    totp_step bigint not null, -- The last step of which a code was used.
    created_at bigint not null, -- When, in seconds since 1970.
    created_by bigint not null, -- The user; 0: the first-run token.
    last_used_on bigint not null, -- The last day on which it was used, in days since 1970.
    disabled_at bigint, -- When it was disabled, in seconds since 1970; null: it is not.
    issuer text, -- The provider that signs them in.
    subject text, -- PII: who they are there.
    unique (issuer, subject)
);
create table team_rule ( -- What belongs to a team beside its unit.
    team text primary key references team (team), -- The team.
    title text not null, -- Its name on pages; empty: as facts give it.
    reads_team boolean not null -- Whether the unit lets caseworkers read the open cases of their team.
);
create table team_member ( -- Who is placed where.
    user_no bigint not null references account (user_no), -- Who.
    team text not null references team (team), -- The team.
    primary key (user_no, team)
);
create index team_member_team on team_member (team, user_no);
create table role_grant ( -- Roles that were proposed, and those confirmed by a second person.
    grant_no bigint primary key, -- Its number.
    user_no bigint not null references account (user_no), -- Who gets it.
    role text not null, -- The role.
    teams text, -- JSON list of the teams for whose cases it counts; null: it is not narrowed.
    overridden boolean not null, -- The municipality has decided that roles may meet that seldom do.
    proposed_by bigint not null, -- The user; 0: the first-run token.
    proposed_at bigint not null, -- When, in seconds since 1970.
    confirmed_by bigint, -- Who confirmed it last; null: a proposal still.
    confirmed_on bigint, -- The day of that, in days since 1970.
    last_on bigint, -- The last day; null: no end.
    ended_at bigint -- When it was taken back or declined, in seconds since 1970.
);
create index role_grant_user on role_grant (user_no);
create table stand_in ( -- Who stands in for whom, or reads a case on that moved.
    stand_in_no bigint primary key, -- Its number.
    user_no bigint not null references account (user_no), -- Who stands in.
    absent bigint references account (user_no), -- Who is away; null: it is about a case.
    case_no bigint references case_number (case_no), -- The case that moved; null: it is about a person.
    first_on bigint not null, -- The first day, in days since 1970.
    last_on bigint not null, -- The last day.
    granted_by bigint not null -- Who let them.
);
create index stand_in_user on stand_in (user_no, last_on);
create index stand_in_absent on stand_in (last_on);
create table sample_case ( -- Which cases somebody reads for an audit.
    audit text not null, -- The audit.
    case_no bigint not null references case_number (case_no), -- The case.
    user_no bigint not null references account (user_no), -- Who reads it.
    first_on bigint not null, -- The first day, in days since 1970.
    last_on bigint not null, -- The last day.
    primary key (audit, case_no, user_no)
);
create index sample_case_user on sample_case (user_no, last_on);
create table break_glass ( -- Glass that was broken: one case, without a relation to it.
    glass_no bigint primary key, -- Its number.
    user_no bigint not null references account (user_no), -- Who.
    case_no bigint not null references case_number (case_no), -- The case.
    category text not null, -- Why, in a word.
    sealed blob not null, -- PII: why, in the user's words, encrypted.
    opened_at bigint not null, -- From when, in seconds since 1970.
    until bigint not null, -- Until when.
    approved_by bigint, -- Who let a protected address be shown too.
    followed_up_by bigint, -- Who asked whether there was a reason.
    followed_up_at bigint, -- When.
    verdict text, -- What was found: justified, unjustified, unclear.
    remark blob -- PII: a remark on it, encrypted.
);
create index break_glass_user on break_glass (user_no, opened_at);
create index break_glass_open on break_glass (opened_at) where followed_up_at is null;
create table conflict ( -- Cases of somebody's own family, and other conflicts: always denied.
    user_no bigint not null references account (user_no), -- Who.
    case_no bigint not null references case_number (case_no), -- PII: the case.
    entered_by bigint not null, -- Who said so.
    primary key (user_no, case_no)
);
create table approval ( -- What a second person approved, for a time.
    approval_no bigint primary key, -- Its number.
    user_no bigint not null references account (user_no), -- Whose action.
    action text not null, -- Which.
    approved_by bigint not null, -- By whom.
    until bigint not null -- The first second at which it is over.
);
create index approval_user on approval (user_no, until);
create table session ( -- Browsers that are signed in, and those that were.
    session_no bigint primary key, -- Its number, for the list of one's own.
    hash blob not null unique, -- The hash of the ticket in the cookie.
    user_no bigint not null references account (user_no), -- Who.
    created_at bigint not null, -- When, in seconds since 1970.
    seen_at bigint not null, -- When it was last used, to the minute.
    ends_at bigint not null, -- When it ends, however it is used.
    proved_at bigint not null, -- When the user last proved who they are.
    means text not null, -- How they did: password, code, provider.
    agent text not null, -- What kind of browser, in a few words.
    provider_session text, -- The session at the provider, which may end this one.
    ended_at bigint -- When it was ended; null: it was not.
);
create index session_of_user on session (user_no);
create table api_token ( -- Tokens of programs.
    token_no bigint primary key, -- Its number.
    hash blob not null unique, -- The hash of the token.
    user_no bigint not null references account (user_no), -- The account as which the program works.
    name text not null, -- What it is for.
    role text not null, -- Its one role.
    scopes text not null, -- JSON list of what it opens of its role.
    relation text not null, -- The one relation through which it reaches cases.
    networks text not null, -- JSON list of the addresses it may come from; empty: any.
    created_at bigint not null, -- When, in seconds since 1970.
    created_by bigint not null, -- By whom.
    until bigint not null, -- The first second at which it is dead.
    last_used_on bigint, -- The last day on which it was used.
    ended_at bigint -- When it was ended; null: it was not.
);
create index api_token_user on api_token (user_no);
create table recovery_code ( -- Codes for somebody who lost their telephone, each good for once.
    user_no bigint not null references account (user_no), -- Whose.
    hash blob not null, -- The hash of the code.
    used_at bigint, -- When it was used; null: it was not.
    primary key (user_no, hash)
);
create table one_time ( -- Tickets for one use: the first run, a new password, the second half of a sign-in.
    hash blob primary key, -- The hash of the ticket.
    purpose text not null, -- first_run, password, code.
    user_no bigint, -- For whom; null: the first run.
    created_by bigint not null, -- By whom; 0: by omhu.
    until bigint not null, -- The first second at which it is dead.
    used_at bigint -- When it was used; null: it was not.
);
create table sign_in_attempt ( -- Attempts that failed, counted to slow down guessing.
    place blob primary key, -- Keyed hash of what they are counted for: a name, a client, both, a code.
    failures bigint not null, -- How many.
    last_at bigint not null -- The last one, in seconds since 1970.
);
create table change_log ( -- Every change of accounts, and every sign-in. Append-only, chained.
    n bigint primary key, -- The place, from 1, without holes.
    changed_at bigint not null, -- When, in seconds since 1970.
    changed_by bigint not null, -- Who; 0: nobody who was signed in.
    about bigint not null, -- Whose account; 0: nobody's.
    what text not null, -- What, in a word.
    detail text not null, -- Words, numbers and teams; never a name.
    link blob not null -- The hash over this row and the link before.
);
create index change_log_about on change_log (about, n);
insert into counter (name, last) values ('grant', 0), ('stand_in', 0), ('glass', 0), ('approval', 0), \
('session', 0), ('token', 0);
",
    sqlite: "",
    postgres: "",
    append_only: &["change_log"],
};
