//! Whoever changes accounts, roles, teams, tokens or settings behind omhu's back is found out.

use std::collections::BTreeSet;
use std::sync::Arc;

use omhu_casework::access::{Relation, Role, Scope};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::NewToken;
use omhu_store::{BackupSecret, Keys, Options, Store, new_backup_keys};

use crate::desk::{NOON, PASSWORD, days, give, later, person, sign_in};
use crate::on_both;
use crate::support::{self, BEFORE_THE_LOG_OF_ROWS, Bench, On, new_case};

const BY: UserNo = UserNo(-7);

/// Two people in a team, each with a role; a token, a conflict and a session.
async fn fill(store: &Store) {
    let (anna, bo) = (person(store, "anna").await, person(store, "bo").await);
    let set = store.set_team("nord", "Nord", "Øst", false, BY, later(0));
    set.await.unwrap().unwrap();
    for user in [anna, bo] {
        let teams = BTreeSet::from(["nord".to_owned()]);
        let placed = store.set_teams_of(user, &teams, BY, later(0)).await;
        placed.unwrap().unwrap();
    }
    give(store, anna, Role::Caseworker, later(0)).await;
    give(store, bo, Role::Controller, later(0)).await;
    let token = NewToken {
        user: bo,
        name: "Frister".into(),
        role: Role::Controller,
        scopes: BTreeSet::from([Scope::ReadDeadlines]),
        relation: Relation::Oversight,
        networks: Vec::new(),
        until: days(30).second,
    };
    store
        .new_token(&token, BY, later(0))
        .await
        .unwrap()
        .unwrap();
    let required = store.set_second_factor(true, BY, later(0)).await;
    required.unwrap();
    let case = new_case(store).await;
    let conflict = store.add_conflict(anna, &[case], false, BY, later(0)).await;
    conflict.unwrap().unwrap();
    sign_in(store, "bo", PASSWORD, later(1)).await;
}

/// What somebody with the database might do, and how it is undone.
const TAMPERINGS: [(&str, &str); 17] = [
    (
        "update role_grant set role = 'director' where grant_no = 1",
        "update role_grant set role = 'caseworker' where grant_no = 1",
    ),
    (
        "update role_grant set teams = '[\"nord\"]' where grant_no = 2",
        "update role_grant set teams = null where grant_no = 2",
    ),
    (
        "update role_grant set ended_at = 5 where grant_no = 2",
        "update role_grant set ended_at = null where grant_no = 2",
    ),
    (
        "insert into role_grant (grant_no, user_no, role, overridden, proposed_by, proposed_at, confirmed_by, \
         confirmed_on) values (77, 1, 'user_administrator', true, 5, 5, 6, 20000)",
        "delete from role_grant where grant_no = 77",
    ),
    (
        "delete from team_member where user_no = 1",
        "insert into team_member (user_no, team) values (1, 'nord')",
    ),
    (
        "update team_rule set reads_team = true",
        "update team_rule set reads_team = false",
    ),
    (
        "update team set unit = 'Vest'",
        "update team set unit = 'Øst'",
    ),
    (
        "update account set disabled_at = 5 where user_no = 1",
        "update account set disabled_at = null where user_no = 1",
    ),
    (
        "update account set password = password || 'x' where user_no = 1",
        "update account set password = substr(password, 1, length(password) - 1) where user_no = 1",
    ),
    (
        "update account set issuer = 'https://a.example', subject = 'anna' where user_no = 2",
        "update account set issuer = null, subject = null where user_no = 2",
    ),
    (
        "update user_account set name = name || 'x' where user_no = 2",
        "update user_account set name = substr(name, 1, length(name) - 1) where user_no = 2",
    ),
    (
        "update api_token set until = until + 9 where token_no = 1",
        "update api_token set until = until - 9 where token_no = 1",
    ),
    (
        "insert into api_token_confirmed (token_no, confirmed_by, confirmed_at) values (1, 1, 5)",
        "delete from api_token_confirmed",
    ),
    (
        "delete from conflict",
        "insert into conflict (user_no, case_no, entered_by) values (1, 1, -7)",
    ),
    (
        "update setting set value = 'optional' where name = 'second_factor'",
        "update setting set value = 'required' where name = 'second_factor'",
    ),
    (
        "insert into setting (name, value) values ('later', 'x')",
        "delete from setting where name = 'later'",
    ),
    (
        "update session set user_no = 1",
        "update session set user_no = 2",
    ),
];

on_both!(
    a_row_that_was_changed_added_or_deleted_by_hand_is_found,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        let whole = store.verify(None).await.unwrap();
        assert!(whole.is_whole() && whole.rows > 15, "{whole:?}");
        for (tampering, undone) in TAMPERINGS {
            bench.tamper(tampering).await.unwrap();
            let report = store.verify(None).await.unwrap();
            let rows = report.findings.iter().filter(|found| found.area == "row");
            assert!(rows.count() > 0, "{tampering}: {report:?}");
            bench.tamper(undone).await.unwrap();
            let report = store.verify(None).await.unwrap();
            assert!(report.is_whole(), "{tampering}: {:?}", report.findings);
        }
        store.close().await;
    }
);

on_both!(
    a_later_write_does_not_hide_what_somebody_changed,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        let tampering = "update role_grant set last_on = 60000 where grant_no = 1";
        bench.tamper(tampering).await.unwrap();
        let again = store.confirm_role_again(1, UserNo(-8), days(3)).await;
        again.unwrap().unwrap();
        let report = store.verify(None).await.unwrap();
        assert_eq!(report.faults, 1, "{report:?}");
        let what = &report.findings[0].what;
        assert_eq!(what.key, "store-found-row-before");
        assert_eq!(what.values[1].1, "[1]");
        store.close().await;
    }
);

on_both!(
    the_log_of_rows_cannot_be_changed_cut_off_or_emptied,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        assert!(bench.tamper("delete from row_log").await.is_err());
        store.checkpoint(NOON, None).await.unwrap();
        let free = match bench.on {
            On::Sqlite => "drop trigger row_log_no_update; drop trigger row_log_no_delete;",
            On::Postgres => "drop trigger row_log_append_only on row_log;",
        };
        let keep = format!("{free} create table kept_rows as select * from row_log;");
        bench.tamper(&keep).await.unwrap();
        for tampering in [
            // Whoever has not the key cannot make the digest fit, but could try to take back what was logged.
            "delete from row_log where n = 9",
            "delete from row_log where n > 9",
            "update row_log set found = true where n = 9",
            "update row_log set digest = null where n = 9",
            "update row_log set row_key = '[8]' where n = 9",
            "delete from row_log",
        ] {
            bench.tamper(tampering).await.unwrap();
            let report = store.verify(None).await.unwrap();
            let log = report.findings.iter().any(|found| found.area == "row_log");
            assert!(log, "{tampering}: {report:?}");
            let back = "delete from row_log; insert into row_log select * from kept_rows";
            bench.tamper(back).await.unwrap();
        }
        store.close().await;
        bench
            .tamper("delete from row_log where n > 9")
            .await
            .unwrap();
        let refused = bench.try_open(NOON).await;
        assert!(
            matches!(refused, Err(omhu_store::StoreError::Place(_))),
            "{refused:?}"
        );
    }
);

on_both!(
    rows_of_an_earlier_omhu_are_entered_when_it_is_opened,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        store.close().await;
        bench.tamper(BEFORE_THE_LOG_OF_ROWS).await.unwrap();
        let store = bench.open().await;
        let whole = store.verify(None).await.unwrap();
        assert!(whole.is_whole() && whole.rows > 15, "{whole:?}");
        let tampering = "update role_grant set role = 'director' where grant_no = 1";
        bench.tamper(tampering).await.unwrap();
        assert_eq!(store.verify(None).await.unwrap().faults, 1);
        store.close().await;
    }
);

on_both!(
    what_a_backup_leaves_out_is_not_missing_after_a_restore,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        let (public, secret) = new_backup_keys();
        let file = bench.folder().join("backup.age");
        store.backup(&file, &public, NOON).await.unwrap();
        store.close().await;
        let (other, report) = restored(bench, &file, &secret).await;
        assert!(report.is_whole() && report.rows > 10, "{report:?}");
        other.close().await;
    }
);

async fn restored(
    bench: &Bench,
    file: &std::path::Path,
    secret: &BackupSecret,
) -> (Store, omhu_store::Verified) {
    let place = omhu_store::Place::Sqlite(bench.folder().join("other"));
    let (options, today) = (Options::new(NOON), later(0).today);
    let book = Arc::clone(&support::book());
    let made = Store::restore(file, secret, &place, &Keys::InFolder, book, options, today);
    made.await.unwrap()
}
