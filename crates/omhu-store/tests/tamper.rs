//! Whoever changes the database behind omhu's back is found out: a thousand ways, by chance.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::sync::Arc;

use omhu_casework::command::Entry;
use omhu_casework::event::Link;
use omhu_casework::ids::CaseNo;
use omhu_store::{Finding, PersonData, Store, Verified};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use support::{ANNA, Bench, NOON, On, allowed, command, journal, new_case, note, now, permit_all};

const TABLES: [&str; 12] = [
    "counter",
    "access_log_case",
    "access_log",
    "ledger",
    "event",
    "duty",
    "case_person",
    "case_file",
    "case_text",
    "case_key",
    "person_change",
    "change_log",
];
const CASES: u32 = 5;
/// Rows of the change log.
const CHANGES: u32 = 6;
const EVENTS: u32 = 7;

/// Five cases of seven events, with texts and a child each; a checkpoint at the end.
async fn fill(store: &Store) {
    for number in 0..CASES {
        let case = new_case(store).await;
        let data = PersonData {
            given_names: format!("Barn{number}"),
            address: "Vejen 1".into(),
            ..PersonData::default()
        };
        let person = store.add_person(ANNA, NOON, &data).await.unwrap();
        let link = Link {
            person,
            part: "child".into(),
            when: "2026-11-02".into(),
        };
        for command in [
            command(vec![Entry::Link(link)]),
            journal("2026-11-03", "Første notat"),
            journal("2026-11-04", "Andet notat"),
            journal("2026-11-05", "Tredje notat"),
            support::notification("2026-11-06"),
        ] {
            let mut command = command;
            command.entries.truncate(1);
            let done = store
                .execute(ANNA, case, now(), allowed, &command, None)
                .await
                .unwrap();
            assert!(done.receipts().is_some());
        }
        store.log(note(), &[case]).await.unwrap();
    }
    for number in 0..CHANGES {
        let team = format!("Team {number}");
        let set = store.set_team(&team, "", "", false, ANNA, now()).await;
        set.unwrap().unwrap();
    }
    store.checkpoint(NOON, None).await.unwrap();
}

fn without_triggers(on: On) -> String {
    let mut script = String::new();
    for table in TABLES.iter().chain(&["case_number"]) {
        script += &match on {
            On::Sqlite => format!(
                "drop trigger if exists {table}_no_update; drop trigger if exists {table}_no_delete;"
            ),
            On::Postgres => format!(
                "set client_min_messages to warning; drop trigger if exists {table}_append_only on {table};"
            ),
        };
        script += &format!("create table kept_{table} as select * from {table};");
    }
    script
}

fn put_back() -> String {
    let mut script = String::new();
    for table in TABLES {
        script += &format!("delete from {table};");
    }
    for table in TABLES.iter().rev() {
        script += &format!("insert into {table} select * from kept_{table};");
    }
    script += "update case_number set reference = 'x' || reference; \
        update case_number set reference = (select k.reference from kept_case_number k \
        where k.case_no = case_number.case_no);";
    script
}

/// One change, by chance.
fn mutation(chance: &mut ChaCha8Rng) -> String {
    let mut below = |n: u32| chance.next_u32() % n;
    let case = 1 + below(CASES);
    let seq = 1 + below(EVENTS);
    let n = 1 + below(CASES * (EVENTS - 1));
    let letter = 1 + below(15);
    let event = format!("where case_no = {case} and seq = {seq}");
    let number = 1 + below(1_000_000);
    let other = case % CASES + 1;
    let change = 1 + below(CHANGES);
    match below(28) {
        0 => format!(
            "update event set payload = substr(payload, 1, {letter}) || '~' || substr(payload, {letter} + 2) {event}"
        ),
        1 => format!("update event set kind = kind || 'x' {event}"),
        2 => format!("update event set recorded_at = recorded_at + {number} {event}"),
        3 => format!("update event set recorded_by = recorded_by + {number} {event}"),
        4 => format!("update event set version = version - 1 {event}"),
        5 => format!("update event set seq = seq + 100 {event}"),
        6 => format!("delete from event {event}"),
        7 => format!("delete from event where case_no = {case} and seq >= {seq}"),
        8 => format!("delete from event where case_no = {case}"),
        9 => format!(
            "insert into event select case_no, seq + 1, kind, version, recorded_at, recorded_by, payload, link \
             from event where case_no = {case} and seq = {EVENTS}"
        ),
        10 => format!(
            "update event set link = (select e.link from event e where e.case_no = {other} and e.seq = {seq}) {event}"
        ),
        11 => format!(
            "update event set payload = (select e.payload || ' ' from event e where e.case_no = {other} \
             and e.seq = {seq}) {event}"
        ),
        12 => format!(
            "update case_number set reference = 'swap' where case_no = {case}; \
             update case_number set reference = '2026-{case}' where case_no = {other}; \
             update case_number set reference = '2026-{other}' where case_no = {case}"
        ),
        13 => format!("update ledger set last_seq = last_seq + 1 where n = {n}"),
        14 => format!("delete from ledger where n = {n}"),
        // The tails of both chains: only the checkpoint knows.
        15 => format!(
            "delete from event where case_no = {CASES} and seq = {EVENTS}; \
             delete from ledger where case_no = {CASES} and last_seq = {EVENTS}"
        ),
        16 => format!("update access_log set user_no = user_no + {number} where n = {n}"),
        17 => format!(
            "delete from access_log_case where n = {n}; delete from access_log where n = {n}"
        ),
        18 => format!(
            "delete from access_log_case where n >= {n}; delete from access_log where n >= {n}"
        ),
        19 => format!("update access_log set outcome = 'denied' where n = {n}"),
        20 => format!(
            "update duty set due_on = coalesce(due_on, 0) + 1 where case_no = {case} and place = 0"
        ),
        21 => format!("update case_file set team = team || 'x' where case_no = {case}"),
        22 => match below(3) {
            0 => format!(
                "delete from case_text where text_no = (select max(text_no) from case_text where case_no = {case})"
            ),
            1 => format!(
                "update case_text set sealed = (select t.sealed from case_text t where t.case_no = {other} limit 1) \
                 where text_no = (select min(text_no) from case_text where case_no = {case})"
            ),
            _ => format!(
                "update case_key set wrapped = (select k.wrapped from case_key k where k.case_no = {other}) \
                 where case_no = {case}"
            ),
        },
        23 => format!("update change_log set detail = detail || 'x' where n = {change}"),
        24 => format!("delete from change_log where n = {change}"),
        // Its tail: only the checkpoint knows.
        25 => format!("delete from change_log where n >= {change}"),
        26 => format!(
            "update change_log set link = (select c.link from change_log c where c.n = {change} % {CHANGES} + 1) \
             where n = {change}"
        ),
        _ => match below(3) {
            0 => format!("delete from case_person where case_no = {case}"),
            1 => format!(
                "update person_change set changed_by = changed_by + 1 where person_no = {case}"
            ),
            _ => format!("delete from duty where case_no = {case}"),
        },
    }
}

on_both!(a_thousand_changes_are_found, async |bench: &Bench| {
    let rounds = match bench.on {
        On::Sqlite => 700,
        On::Postgres => 300,
    };
    let store = bench.open().await;
    fill(&store).await;
    let whole = store.verify(None).await.unwrap();
    assert!(whole.is_whole(), "{:?}", whole.findings);
    assert_eq!(
        (whole.cases, whole.events),
        (u64::from(CASES), u64::from(CASES * EVENTS))
    );
    assert_eq!((whole.people, whole.checkpoints), (u64::from(CASES), 1));
    assert_eq!(whole.changes, u64::from(CHANGES));
    assert!(whole.texts > 15 && whole.duties > 0 && whole.access > 30);
    // Nothing is left to be filed while tables are changed and put back.
    store.file_looks().await.unwrap();
    bench.tamper(&without_triggers(bench.on)).await.unwrap();
    let mut chance = ChaCha8Rng::seed_from_u64(7);
    for round in 0..rounds {
        let mutation = mutation(&mut chance);
        bench.tamper(&mutation).await.unwrap();
        match store.verify(None).await {
            Ok(report) => assert!(!report.is_whole(), "round {round}: {mutation}"),
            // What cannot even be read is found too.
            Err(error) => assert!(!matches!(error, omhu_store::StoreError::Stopped), "{error}"),
        }
        bench.tamper(&put_back()).await.unwrap();
        if round % 50 == 0 {
            let report = store.verify(None).await.unwrap();
            assert!(
                report.is_whole(),
                "round {round}: {mutation}: {:?}",
                report.findings
            );
        }
    }
    store.close().await;
});

on_both!(
    a_person_put_back_to_an_older_state_taken_out_or_told_of_anew_is_found,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        let free = match bench.on {
            On::Sqlite => {
                "drop trigger person_change_no_update; drop trigger person_change_no_delete;"
            }
            On::Postgres => "drop trigger person_change_append_only on person_change;",
        };
        // Somebody keeps the state of a child before the address is protected.
        let keep = format!(
            "{free} create table older as select * from person; \
             create table older_change as select * from person_change;"
        );
        bench.tamper(&keep).await.unwrap();
        let case = CaseNo(1);
        let permit = permit_all(&store).await;
        let child = store.people(&permit, case).await.unwrap()[0].person.clone();
        let protected = PersonData {
            grade: omhu_casework::access::ProtectedGrade::Ordinary,
            ..child.particulars
        };
        let change = store.change_person(&permit, case, ANNA, NOON, child.number, 1, &protected);
        change.await.unwrap();
        let whole = store.verify(None).await.unwrap();
        assert!(whole.is_whole(), "{:?}", whole.findings);
        bench
            .tamper(
                "create table newer as select * from person; \
                 create table newer_change as select * from person_change;",
            )
            .await
            .unwrap();
        for tampering in [
            // Whole in itself, and yesterday's.
            "delete from person_change; delete from person; insert into person select * from older; \
             insert into person_change select * from older_change",
            "delete from person_change where person_no = 5; delete from person where person_no = 5",
            "update person set changed_at = changed_at - 86400 where person_no = 1",
            "update person set grade = 'none' where person_no = 1",
            "update person set given_names = 'Alma' where person_no = 2",
            "update person set cpr_hash = address where person_no = 3",
            "update person_change set fields = '[]' where person_no = 1 and version = 2",
        ] {
            bench.tamper(tampering).await.unwrap();
            let report = store.verify(None).await.unwrap();
            let rows = report.findings.iter().filter(|found| {
                let tables = ["person", "person_change"];
                found.area == "row" && tables.contains(&found.what.values[0].1.as_str())
            });
            assert!(rows.count() > 0, "{tampering}: {report:?}");
            let back = "delete from person_change; delete from person; \
                insert into person select * from newer; \
                insert into person_change select * from newer_change";
            bench.tamper(back).await.unwrap();
            let report = store.verify(None).await.unwrap();
            assert!(report.is_whole(), "{tampering}: {:?}", report.findings);
        }
        store.close().await;
        // Whoever takes the mark away, so that people are entered anew as they are, is found by the mark.
        let mark = "delete from setting where name = 'rows_of_people'";
        bench.tamper(mark).await.unwrap();
        let store = bench.open().await;
        let report = store.verify(None).await.unwrap();
        let keys: Vec<_> = report.findings.iter().map(|found| found.what.key).collect();
        assert_eq!(keys, ["store-found-row-before"], "{report:?}");
        let other = "update person set surname = 'Holm' where person_no = 4";
        bench.tamper(other).await.unwrap();
        assert!(store.verify(None).await.unwrap().faults > 1);
        store.close().await;
    }
);

on_both!(
    an_older_database_in_the_place_of_a_newer_one_is_refused,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        store.close().await;
        bench.tamper(&without_triggers(bench.on)).await.unwrap();
        let tail = format!(
            "delete from event where case_no = {CASES} and seq = {EVENTS}; \
         delete from ledger where case_no = {CASES} and last_seq = {EVENTS}"
        );
        bench.tamper(&tail).await.unwrap();
        let refused = bench.try_open(NOON).await;
        assert!(
            matches!(refused, Err(omhu_store::StoreError::Place(_))),
            "{refused:?}"
        );
    }
);

on_both!(
    rebuilt_projections_are_those_that_were_kept,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        let case = CaseNo(2);
        let permit = permit_all(&store).await;
        store.erase_texts(&permit, case, NOON).await.unwrap();
        let today = now().today;
        let before = store.duties_of_run(&permit, CaseNo(1), case).await.unwrap();
        assert_eq!(
            store.rebuild_projections(today).await.unwrap(),
            u64::from(CASES)
        );
        let after = store.duties_of_run(&permit, CaseNo(1), case).await.unwrap();
        assert_eq!(before, after);
        let report = store.verify(None).await.unwrap();
        assert!(report.is_whole(), "{:?}", report.findings);
        let found = store
            .search_texts(note(), &support::everything(), "notater", 50)
            .await
            .unwrap();
        assert_eq!(found.len(), 12);
        store.close().await;
    }
);

/// The rows of the access log that are told of.
fn looks_found(report: &Verified) -> Vec<i64> {
    let of_filing = |found: &&Finding| found.what.key == "store-found-filed";
    let rows = report.findings.iter().filter(of_filing);
    rows.map(|found| found.place).collect()
}

const KEEP_FILING: &str = "create table kept_filing as select * from access_log_case; \
    create table kept_marks as select * from counter;";
const FILING_BACK: &str = "delete from access_log_case; \
    insert into access_log_case select * from kept_filing; \
    delete from counter; insert into counter select * from kept_marks;";

on_both!(
    a_look_that_is_filed_under_other_cases_is_found_and_filed_anew,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        let cases =
            |numbers: &[i64]| -> Vec<CaseNo> { numbers.iter().copied().map(CaseNo).collect() };
        let one = store.log(note(), &cases(&[1])).await.unwrap();
        let two = store.log(note(), &cases(&[2, 4])).await.unwrap();
        let none = store.log(note(), &[]).await.unwrap();
        store.file_looks().await.unwrap();
        bench.tamper(KEEP_FILING).await.unwrap();
        let filing = "access_log_case";
        for (tampering, found) in [
            (
                format!("update {filing} set case_no = 3 where n = {one}"),
                vec![one],
            ),
            (format!("delete from {filing} where n = {one}"), vec![one]),
            (format!("insert into {filing} values (5, {one})"), vec![one]),
            (
                format!("insert into {filing} values (5, {none})"),
                vec![none],
            ),
            // As many pairs as before, of the same cases and the same rows.
            (
                format!(
                    "delete from {filing} where n >= {one}; insert into {filing} values (2, {one}), \
                     (1, {two}), (4, {two})"
                ),
                vec![one, two],
            ),
            (
                format!("update {filing} set n = {none} where n = {two} and case_no = 4"),
                vec![two, none],
            ),
            // It would be found by reading it, and is filed.
            (
                format!("update counter set last = {two} - 1 where name = 'looks_filed'"),
                vec![two],
            ),
        ] {
            bench.tamper(&tampering).await.unwrap();
            let report = store.verify(None).await.unwrap();
            assert_eq!(looks_found(&report), found, "{tampering}");
            assert_eq!(report.faults, found.len() as u64, "{:?}", report.findings);
            bench.tamper(FILING_BACK).await.unwrap();
            let report = store.verify(None).await.unwrap();
            assert!(report.is_whole(), "{tampering}: {:?}", report.findings);
        }
        // Looks to come would count as filed, and be found under no case.
        for mark in ["last = last + 1000", "last = -1", "name = 'looks'"] {
            let tampering = format!("update counter set {mark} where name = 'looks_filed'");
            bench.tamper(&tampering).await.unwrap();
            let report = store.verify(None).await.unwrap();
            let told = |found: &Finding| found.what.key == "store-found-filed-to";
            assert!(report.findings.iter().any(told), "{tampering}: {report:?}");
            bench.tamper(FILING_BACK).await.unwrap();
        }
        let moved = format!("update {filing} set case_no = 3 where n = {one}");
        bench.tamper(&moved).await.unwrap();
        store.rebuild_projections(now().today).await.unwrap();
        let report = store.verify(None).await.unwrap();
        assert!(report.is_whole(), "{:?}", report.findings);
        store.close().await;
    }
);

on_both!(
    a_look_that_is_filed_otherwise_is_named_among_thousands,
    async |bench: &Bench| {
        let store = Arc::new(bench.open().await);
        let mut looks = tokio::task::JoinSet::new();
        for look in 0..9_000 {
            let store = Arc::clone(&store);
            let cases: Vec<CaseNo> = (0..look % 4).map(|more| CaseNo(look % 7 + more)).collect();
            looks.spawn(async move { store.log(note(), &cases).await.unwrap() });
        }
        looks.join_all().await;
        store.file_looks().await.unwrap();
        let report = store.verify(None).await.unwrap();
        assert!(report.is_whole(), "{:?}", report.findings);
        bench.tamper(KEEP_FILING).await.unwrap();
        let some = "select max(n) from access_log_case where case_no = 3 and n < 5000";
        bench
            .tamper(&format!(
                "delete from access_log_case where case_no = 3 and n = ({some}); \
                 insert into access_log_case select 60, n from access_log where n in (17, 18, 8999); \
                 insert into access_log_case select 70, min(n) from access_log_case"
            ))
            .await
            .unwrap();
        let found = looks_found(&store.verify(None).await.unwrap());
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(
            [17, 18, 8999].iter().all(|n| found.contains(n)),
            "{found:?}"
        );
        assert!(found.iter().any(|n| (4900..5000).contains(n)), "{found:?}");
        bench.tamper(FILING_BACK).await.unwrap();
        // Nothing is filed at all: the first are named, and that there are more.
        bench.tamper("delete from access_log_case").await.unwrap();
        let report = store.verify(None).await.unwrap();
        assert_eq!(looks_found(&report).len(), 100);
        assert!(report.faults > 2_000, "{}", report.faults);
        Arc::into_inner(store).unwrap().close().await;
    }
);

on_both!(
    what_no_read_asks_for_is_compared_too,
    async |bench: &Bench| {
        let store = bench.open().await;
        fill(&store).await;
        let letter = command(vec![Entry::Document {
            when: "2026-11-07".into(),
            sort: "letter".into(),
            media: "application/pdf".into(),
            sha256: "00".repeat(32),
            name: "Brev.pdf".into(),
            content: b"%PDF-1.7".to_vec(),
            answer_by: String::new(),
            about: String::new(),
        }]);
        let done = store
            .execute(ANNA, CaseNo(1), now(), allowed, &letter, None)
            .await;
        assert!(done.unwrap().receipts().is_some());
        let permit = permit_all(&store).await;
        store.erase_texts(&permit, CaseNo(2), NOON).await.unwrap();
        store.file_looks().await.unwrap();
        bench.tamper(&without_triggers(bench.on)).await.unwrap();
        let first = "where text_no = (select min(text_no) from case_text where case_no = 3)";
        for (tampering, key) in [
            (
                "update duty set pending = not pending where case_no = 1 and place = 0".to_owned(),
                "store-found-lists",
            ),
            (
                "update duty set asked = 'school' where case_no = 1 and asked_on is null"
                    .to_owned(),
                "store-found-lists",
            ),
            (
                "update duty set place = place + 100 where case_no = 1".to_owned(),
                "store-found-lists",
            ),
            (
                format!("update case_text set written_at = written_at - 86400 {first}"),
                "store-found-text-told",
            ),
            (
                format!("update case_text set media = 'text/html' {first}"),
                "store-found-text-told",
            ),
            (
                "update case_text set media = 'text/html' where sort = 'file'".to_owned(),
                "store-found-text-told",
            ),
            (
                "update case_key set erased_at = null where case_no = 2".to_owned(),
                "store-found-erased-at",
            ),
            (
                "update case_key set erased_at = 1 where case_no = 1".to_owned(),
                "store-found-erased-at",
            ),
        ] {
            bench.tamper(&tampering).await.unwrap();
            let report = store.verify(None).await.unwrap();
            let keys: Vec<_> = report.findings.iter().map(|found| found.what.key).collect();
            assert_eq!(keys, [key], "{tampering}: {:?}", report.findings);
            bench.tamper(&put_back()).await.unwrap();
            let report = store.verify(None).await.unwrap();
            assert!(report.is_whole(), "{tampering}: {:?}", report.findings);
        }
        store.close().await;
    }
);
