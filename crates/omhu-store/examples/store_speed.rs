//! How fast the store is here: `cargo run --release -p omhu-store --example store_speed [CASES] [POSTGRES-URL]`.
//!
//! Imports invented cases of 40 facts each into a temporary SQLite folder (or a schema of its own on
//! PostgreSQL), then writes, reads, verifies and backs up. Times are of this machine, to be compared with
//! each other only.

#![expect(clippy::print_stdout, reason = "a program that tells what it measured")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::sync::Arc;
use std::time::Instant;

use omhu_casework::access::{Action, CaseScope, CaseSet, Now, Relation, Role, Verdict};
use omhu_casework::command::{Command, Entry};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::Day;
use omhu_store::{AccessNote, CaseRows, Keys, MasterKey, Options, Place, Store, WorkFilter};

const NOON: i64 = 1_794_481_200;

fn facts_of(case: usize) -> CaseRows {
    let start = Day::from_civil(2023, 1, 2).plus_days((case % 700) as i32);
    let mut rows = Vec::with_capacity(40);
    let mut put = |kind: &str, days: i32, about: &str, reference: &str, value: &str| {
        rows.push(FactCells {
            kind: kind.into(),
            when: start.plus_days(days).to_string(),
            about: about.into(),
            reference: reference.into(),
            value: value.into(),
            id: format!("{case}-{}", rows.len()),
            team: if kind == "case_assigned" {
                format!("team-{}", case % 12)
            } else {
                String::new()
            },
            caseworker: if kind == "case_assigned" {
                format!("cw-{}", case % 240)
            } else {
                String::new()
            },
            recorded_at: start.plus_days(days + 2).to_string(),
            ..FactCells::default()
        });
    };
    put("child_born", -2500, "", "", "");
    put("case_opened", 0, "", "", "");
    put("case_assigned", 0, "", "", "");
    for round in 0..4 {
        let notification = format!("n{round}");
        put(
            "notification_received",
            round * 150,
            &notification,
            "",
            "professional",
        );
        put(
            "immediate_risk_assessed",
            round * 150 + 1,
            &notification,
            "",
            "no_danger",
        );
        put(
            "notification_receipt_sent",
            round * 150 + 5,
            &notification,
            "",
            "",
        );
    }
    for talk in 0..24 {
        put("child_conversation_held", talk * 20 + 3, "", "a1", "");
    }
    put("case_assigned", 400, "", "", "");
    (format!("sag-{case}"), rows)
}

fn note(now: Now) -> AccessNote {
    let verdict = Verdict::Allowed {
        relation: Relation::Team,
        role: Role::Coordinator,
        reason: "access-allowed-team",
        extra_click: false,
    };
    AccessNote::new(UserNo(7), Action::RegisterFact, verdict, now)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure())
}

async fn measure() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(10_000), |text| text.parse())?;
    let folder = std::env::temp_dir().join(format!("omhu-store-speed-{}", std::process::id()));
    let place = match arguments.next() {
        Some(url) => Place::Postgres {
            url,
            schema: format!("speed{}", std::process::id()),
            folder: folder.clone(),
        },
        None => Place::Sqlite(folder.clone()),
    };
    let keys = Keys::Given(MasterKey::new([1; 32]));
    let book = Arc::new(omhu_law::load::embedded(true)?);
    let now = Now::at(NOON);
    let store = Store::open(&place, &keys, book, Options::new(NOON)).await?;
    let permit = store.look_at_all(note(now)).await?;

    let cases: Vec<CaseRows> = (0..count).map(facts_of).collect();
    let facts: usize = cases.iter().map(|case| case.1.len()).sum();
    let again = cases.clone();
    let begun = (Instant::now(), cpu());
    let report = store.import(&permit, cases.into_iter(), now, false).await?;
    tell("import, facts", report.new_facts, begun);
    assert_eq!(report.new_facts, facts as u64);
    let begun = (Instant::now(), cpu());
    let report = store.import(&permit, again.into_iter(), now, false).await?;
    tell("import again, facts skipped", report.same_facts, begun);

    let begun = (Instant::now(), cpu());
    let mut after = CaseNo(0);
    let mut out = 0;
    loop {
        let page = store.export(&permit, after, 500).await?;
        let Some(last) = page.last() else { break };
        after = last.case;
        out += page.iter().map(|case| case.facts.len() as u64).sum::<u64>();
    }
    tell("export, facts", out, begun);

    let begun = (Instant::now(), cpu());
    let rebuilt = store.rebuild_projections(now.today).await?;
    tell("rebuild, cases", rebuilt, begun);

    let one = Command {
        entries: vec![Entry::Note {
            when: "2026-11-03".into(),
            text: "Et notat på en linje eller to om en samtale med barnet og skolen.".into(),
            template: String::new(),
            about: String::new(),
            replaces: 0,
        }],
        ..Command::default()
    };
    let begun = (Instant::now(), cpu());
    for turn in 0..500_i64 {
        let case = CaseNo(1 + turn * 37 % count as i64);
        let done = store
            .execute(UserNo(7), case, now, |_, _| note(now), &one, None)
            .await?;
        assert!(done.receipts().is_some());
    }
    tell("execute, durable one by one", 500, begun);

    let begun = (Instant::now(), cpu());
    for turn in 0..500_i64 {
        let case = CaseNo(1 + turn * 41 % count as i64);
        let permit = store.look(note(now), &[case]).await?;
        let state = store.case_state(&permit, case).await?;
        assert!(state.seq > 0);
    }
    tell("look and read a case, one by one", 500, begun);

    let store = Arc::new(store);
    let begun = (Instant::now(), cpu());
    let mut tasks = Vec::new();
    for _ in 0..64 {
        let store = Arc::clone(&store);
        tasks.push(tokio::spawn(async move {
            for turn in 0..50_i64 {
                store.look(note(now), &[CaseNo(1 + turn)]).await?;
            }
            Ok::<(), omhu_store::StoreError>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    tell("looks logged, 64 at a time", 3200, begun);

    let team = CaseScope {
        sets: vec![CaseSet {
            teams: ["team-3".to_owned()].into(),
            ..CaseSet::default()
        }],
        ..CaseScope::default()
    };
    let begun = (Instant::now(), cpu());
    for _ in 0..50 {
        let rows = store
            .worklist(note(now), &team, now.today, &WorkFilter::default(), 100)
            .await?;
        assert!(rows.len() <= 100);
    }
    tell("worklists of a team, 100 rows", 50, begun);

    let begun = (Instant::now(), cpu());
    let whole = store.verify(None).await?;
    assert!(whole.is_whole(), "{:?}", whole.findings);
    tell("verify, events", whole.events, begun);
    println!("{:>36} {:>12} duties", "kept", whole.duties);

    let (key, secret) = omhu_store::new_backup_keys();
    let path = folder.join("backup.age");
    let begun = (Instant::now(), cpu());
    store.backup(&path, &key, NOON).await?;
    tell("backup, bytes", std::fs::metadata(&path)?.len(), begun);
    let begun = (Instant::now(), cpu());
    omhu_store::read_backup(&path, &secret)?;
    tell("backup read through, times", 1, begun);
    if let Some(file) = place.file() {
        println!(
            "{:>36} {:>12} bytes",
            "database",
            std::fs::metadata(file)?.len()
        );
    }
    drop(store);
    if let Place::Postgres { url, schema, .. } = &place {
        use sqlx::Connection as _;
        let mut connection = sqlx::PgConnection::connect(url).await?;
        let drop = sqlx::AssertSqlSafe(format!("drop schema {schema} cascade"));
        sqlx::raw_sql(drop).execute(&mut connection).await?;
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}

/// Seconds of both cores that this process has used: other programs at work change them little.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let words: Vec<_> = stat.split(' ').collect();
    let ticks = |place: usize| {
        words
            .get(place)
            .and_then(|w| w.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(13) + ticks(14)) / 100.0
}

fn tell(what: &str, count: u64, begun: (Instant, f64)) {
    let seconds = begun.0.elapsed().as_secs_f64();
    let used = cpu() - begun.1;
    let rate = count as f64 / seconds;
    println!("{what:>36} {count:>11} in {seconds:>7.3} s = {rate:>10.0} per s; cpu {used:>6.2} s");
}
