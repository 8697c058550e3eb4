//! A case history that goes into a store and out again: the same answers, nothing doubled, changes behind omhu's back found.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use omhu_casework::access::{Action, Now, Relation, Role, Verdict};
use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::UserNo;
use omhu_store::{AccessNote, Keys, Options, Place, Store};

fn omhu(folder: &Path, args: &[&str]) -> Output {
    omhu_in("en", folder, args)
}

fn omhu_in(lang: &str, folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_omhu"))
        .current_dir(folder)
        .args(["--lang", lang])
        .args(args)
        .output()
        .expect("omhu runs")
}

fn fine(folder: &Path, args: &[&str]) -> String {
    let out = omhu(folder, args);
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "omhu {args:?}: {told}");
    String::from_utf8_lossy(&out.stdout).into_owned() + &told
}

/// A folder with the cases of an invented municipality.
fn simulated(children: &str, teams: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = ["simulate", "--children", children, "--teams", teams];
    let clean = ["--dirty", "0", "--out", "facts.csv"];
    fine(folder.path(), &[&plan[..], &clean].concat());
    folder
}

/// The answer of `omhu check` on some days, as rows in order.
fn answers(folder: &Path, file: &str) -> Vec<String> {
    let day = |as_of: &str, known_at: &str| {
        let args = [
            "check",
            file,
            "--format",
            "csv",
            "--as-of",
            as_of,
            "--known-at",
            known_at,
        ];
        let out = omhu(folder, &args);
        String::from_utf8(out.stdout).expect("UTF-8")
    };
    vec![
        day("2025-12-31", "2025-12-31"),
        day("2024-06-30", "2025-12-31"),
        day("2024-06-30", "2024-06-30"),
    ]
}

#[test]
fn what_goes_in_comes_out_and_answers_the_same() {
    let folder = simulated("60", "2");
    let at = folder.path();
    let told = fine(at, &["import", "facts.csv", "--data", "store", "--dry-run"]);
    assert!(told.contains("Nothing was written"), "{told}");
    let told = fine(at, &["import", "facts.csv", "--data", "store"]);
    assert!(told.contains("60 new cases"), "{told}");
    let told = fine(at, &["import", "facts.csv", "--data", "store"]);
    assert!(told.contains("0 new cases, 0 new facts"), "{told}");
    fine(at, &["export", "--data", "store", "--out", "again.csv"]);
    assert_eq!(answers(at, "facts.csv"), answers(at, "again.csv"));
    let told = fine(at, &["verify", "--data", "store"]);
    assert!(told.contains("Everything is as it was written"), "{told}");
}

/// Work on the store in the folder, as the server does it.
fn with_store(folder: &Path, work: impl AsyncFnOnce(&Store)) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let place = Place::Sqlite(folder.join("store"));
        let book = Arc::new(omhu_law::load::embedded(true).expect("the law"));
        let options = Options {
            further: omhu_store::FurtherDuties::No,
            ..Options::new(AT)
        };
        let store = Store::open(&place, &Keys::InFolder, book, options).await;
        let store = store.expect("the store opens");
        work(&store).await;
        store.close().await;
    });
}

/// 2026-11-12 12:00 in Copenhagen.
const AT: i64 = 1_794_481_200;

fn note() -> AccessNote {
    let verdict = Verdict::Allowed {
        relation: Relation::Assigned,
        role: Role::Caseworker,
        reason: "access-allowed-assigned",
        extra_click: false,
    };
    AccessNote::new(UserNo(7), Action::RegisterFact, verdict, Now::at(AT))
}

/// A notification, received and judged in a case of each of these names.
async fn typed(store: &Store, cases: &[&str]) {
    let fact = |kind: &str, about: &str, value: &str| Entry::Fact {
        cells: FactCells {
            kind: kind.into(),
            when: "2026-11-10".into(),
            about: about.into(),
            value: value.into(),
            ..FactCells::default()
        },
        text: String::new(),
    };
    for case in cases {
        let command = omhu_casework::command::Command {
            entries: vec![
                fact("notification_received", "+n", "professional"),
                fact("immediate_risk_assessed", "+n", "no_danger"),
            ],
            ..Default::default()
        };
        let new = Some((*case).to_owned());
        let done = store
            .open_case(UserNo(7), new, Now::at(AT), |_, _| note(), &command, None)
            .await;
        assert!(done.expect("written").receipts().is_some());
    }
}

#[test]
fn every_row_of_an_export_is_taken_where_cases_were_typed_in() {
    let folder = simulated("10", "1");
    let at = folder.path();
    fine(at, &["import", "facts.csv", "--data", "store"]);
    with_store(at, async |store| {
        typed(store, &["2026-1", "2026-2", "2026-3"]).await;
    });
    fine(at, &["export", "--data", "store", "--out", "one.csv"]);
    // All rows are taken, and the duties are those that the store keeps.
    let day = ["--as-of", "2026-11-12", "--known-at", "2026-11-12"];
    let told = fine(
        at,
        &[&["check", "one.csv", "--format", "csv"], &day[..]].concat(),
    );
    let column = |line: &str, name: &str| {
        let header = told.lines().next().expect("a header");
        let place = header.split(',').position(|column| column == name);
        let place = place.unwrap_or_else(|| panic!("{name} in {header}"));
        // The one cell with a comma in it, the provision, is not asked for.
        let plain: String = line.split('"').step_by(2).collect();
        plain.split(',').nth(place).expect("a cell").to_owned()
    };
    let day_of = |text: String| text.get(..10).unwrap_or("").to_owned();
    let typed = told.lines().filter(|line| line.starts_with("2026-"));
    let mut typed: Vec<_> = typed
        .map(|line| (column(line, "obligation"), day_of(column(line, "due"))))
        .collect();
    typed.sort();
    with_store(at, async |store| {
        let permit = store.look_at_all(note()).await.expect("a permit");
        // The other cases were derived on the day of the import.
        let mut kept = Vec::new();
        for case in ["2026-1", "2026-2", "2026-3"] {
            let case = store.case_named(case).await.expect("the store");
            let case = case.expect("the case");
            kept.extend(
                store
                    .duties_of_run(&permit, case, case)
                    .await
                    .expect("duties"),
            );
        }
        let mut kept: Vec<_> = kept
            .iter()
            .map(|(_, duty)| {
                let due = duty.due.map_or_else(String::new, |due| due.day.to_string());
                (duty.obligation.clone(), due)
            })
            .collect();
        kept.sort();
        assert!(kept.len() >= 6, "{kept:?}");
        assert_eq!(typed, kept);
    });
    let told = fine(at, &["import", "one.csv", "--data", "store"]);
    assert!(told.contains("0 new cases, 0 new facts"), "{told}");
    fine(at, &["import", "one.csv", "--data", "other"]);
    fine(at, &["export", "--data", "other", "--out", "two.csv"]);
    let lines = |name: &str| {
        let text = fs::read_to_string(at.join(name)).expect("an export");
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        // Cases come in the order of their numbers, which are each store's own.
        lines.sort_unstable();
        lines
    };
    assert_eq!(lines("one.csv"), lines("two.csv"));
}

#[test]
fn a_backup_makes_the_same_store_elsewhere() {
    let folder = simulated("20", "1");
    let at = folder.path();
    fine(at, &["import", "facts.csv", "--data", "store"]);
    let backup = [
        "backup", "--data", "store", "--out", "all.age", "--key", "key",
    ];
    fine(at, &[&backup[..], &["--new-key"]].concat());
    let again = omhu(at, &[&backup[..], &["--new-key"]].concat());
    assert_eq!(again.status.code(), Some(2), "a key is not overwritten");
    fine(
        at,
        &["restore", "all.age", "--data", "other", "--key", "key"],
    );
    fine(at, &["export", "--data", "store", "--out", "one.csv"]);
    fine(at, &["export", "--data", "other", "--out", "two.csv"]);
    let read = |name: &str| fs::read(at.join(name)).expect("an export");
    assert_eq!(read("one.csv"), read("two.csv"));
    let mut bytes = read("all.age");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(at.join("bad.age"), bytes).expect("written");
    let refused = omhu(
        at,
        &["restore", "bad.age", "--data", "third", "--key", "key"],
    );
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        !at.join("third").exists(),
        "nothing is made of a broken backup"
    );
}

#[test]
fn a_byte_changed_behind_omhus_back_is_found() {
    let folder = simulated("10", "1");
    let at = folder.path();
    fine(at, &["import", "facts.csv", "--data", "store"]);
    let file = at.join("store/omhu.db");
    let mut bytes = fs::read(&file).expect("the database");
    // Another value of the same length in one payload: the database itself sees nothing wrong.
    let from = br#""value":"professional""#;
    let place = bytes
        .windows(from.len())
        .position(|window| window == from)
        .expect("a notification by a professional");
    bytes[place..place + from.len()].copy_from_slice(br#""value":"anonymous   ""#);
    fs::write(&file, bytes).expect("written");
    let found = omhu(at, &["verify", "--data", "store"]);
    assert_eq!(found.status.code(), Some(1));
    let told = String::from_utf8_lossy(&found.stderr).into_owned();
    assert!(told.contains("not as they were written"), "{told}");
    assert!(told.contains("The log of a case, case "), "{told}");
    let found = omhu_in("da", at, &["verify", "--data", "store"]);
    let told = String::from_utf8_lossy(&found.stderr).into_owned();
    let line = told.lines().find(|line| line.contains(", sag "));
    let line = line.expect("a finding about a case");
    assert!(
        line.starts_with("Sagens log, sag ")
            && line.ends_with("hændelsen er ændret, eller en før den"),
        "{told}"
    );
}

#[test]
fn a_server_whose_address_is_taken_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = other.local_addr().expect("an address").to_string();
    for command in ["serve", "demo"] {
        let args = [command, "--data", "store", "--listen", &address];
        let refused = omhu(folder.path(), &args);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(2), "{told}");
        assert!(told.contains("taken by another program"), "{told}");
        assert!(!folder.path().join("store").exists(), "{command}");
    }
}

#[test]
fn a_command_line_that_cannot_be_read_is_told_of_in_the_language_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    for (args, sentence) in [
        (
            &["verify", "--dato", "x"][..],
            "--dato kendes ikke. Mener du --data?\nSe omhu verify --help.\n",
        ),
        (
            &["verfy"],
            "Der er ingen kommando verfy. Mener du verify?\nSe omhu --help.\n",
        ),
        (
            &["verify"],
            "Der mangler: --data <DIR>\nSe omhu verify --help.\n",
        ),
        (
            &["check", "a.csv", "--format", "doc"],
            "doc kan ikke bruges som --format <table|jsonl|csv|html|xlsx|pdf>. \
             Skriv en af disse: table, jsonl, csv, html, xlsx, pdf.\nSe omhu check --help.\n",
        ),
        (
            &["check", "a.csv", "--as-of", "i dag"],
            "i dag kan ikke bruges som --as-of <YYYY-MM-DD>.\nSe omhu check --help.\n",
        ),
        (
            &["verify", "--data"],
            "Skriv en værdi efter --data <DIR>.\nSe omhu verify --help.\n",
        ),
        (
            &["verify", "--data", "a", "--further", "--contract-only"],
            "--further kan ikke bruges sammen med --contract-only.\nSe omhu verify --help.\n",
        ),
        (
            &["verify", "--data", "a", "--data", "b"],
            "--data <DIR> er skrevet to gange.\nSe omhu verify --help.\n",
        ),
    ] {
        let refused = omhu_in("da", folder.path(), args);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!((refused.status.code(), told.as_str()), (Some(2), sentence));
    }
}

#[test]
fn a_backup_and_a_check_are_made_while_a_server_has_the_folder() {
    let folder = simulated("10", "1");
    let at = folder.path();
    fine(at, &["import", "facts.csv", "--data", "store"]);
    with_store(at, async |_server| {
        let backup = [
            "backup", "--data", "store", "--out", "all.age", "--key", "key",
        ];
        fine(at, &[&backup[..], &["--new-key"]].concat());
        let told = fine(at, &["verify", "--data", "store"]);
        assert!(told.contains("Everything is as it was written"), "{told}");
        // An export is a look at all cases and is written down: by the one process that writes.
        let refused = omhu(at, &["export", "--data", "store"]);
        assert_eq!(refused.status.code(), Some(2));
    });
    fine(
        at,
        &["restore", "all.age", "--data", "other", "--key", "key"],
    );
    assert!(at.join("other/checkpoints.txt").exists());
    assert!(at.join("store/checkpoints.txt").exists());
}

#[test]
fn a_mistyped_place_is_told_and_nothing_is_made() {
    let folder = simulated("5", "1");
    let at = folder.path();
    let backup = [
        "backup",
        "--data",
        "stroe",
        "--out",
        "all.age",
        "--key",
        "key",
        "--new-key",
    ];
    let others = [
        &["verify", "--data", "stroe"][..],
        &["export", "--data", "stroe"],
    ];
    for args in others.into_iter().chain([&backup[..]]) {
        let refused = omhu(at, args);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(2), "{args:?}: {told}");
        assert!(
            told.contains("There are no data of omhu in stroe"),
            "{told}"
        );
    }
    let told = fine(at, &["import", "facts.csv", "--data", "stroe", "--dry-run"]);
    assert!(told.contains("5 new cases"), "{told}");
    assert!(told.contains("New cases: "), "{told}");
    for name in ["stroe", "all.age", "key", "key.pub"] {
        assert!(!at.join(name).exists(), "{name} was left behind");
    }
    fine(at, &["import", "facts.csv", "--data", "store"]);
    let against = ["verify", "--data", "store", "--against", "nofile.txt"];
    let refused = omhu(at, &against);
    assert_eq!(refused.status.code(), Some(2));
    // Another file by mistake says nothing of the store.
    let against = ["verify", "--data", "store", "--against", "facts.csv"];
    let refused = omhu(at, &against);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{told}");
    assert!(told.contains("holds no checkpoint of these data"), "{told}");
}

#[test]
fn a_backup_that_finds_no_room_or_no_key_says_so_and_calls_nothing_damaged() {
    let folder = simulated("5", "1");
    let at = folder.path();
    fine(at, &["import", "facts.csv", "--data", "store"]);
    let told_by = |args: &[&str]| {
        let refused = omhu(at, args);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success(), "{args:?}: {told}");
        told
    };
    let backup = |out, key| ["backup", "--data", "store", "--out", out, "--key", key];
    let told = told_by(&backup("all.age", "key"));
    assert!(told.contains("add --new-key"), "{told}");
    let first = [&backup("all.age", "key")[..], &["--new-key"]].concat();
    fine(at, &first);
    let told = told_by(&backup("/dev/full", "key"));
    assert!(told.contains("The disk is full"), "{told}");
    let restore = ["restore", "all.age", "--data", "new", "--key", "key.pub"];
    let told = told_by(&restore);
    assert!(told.contains("This is the public key"), "{told}");
    // Cut in the middle.
    let whole = fs::read(at.join("all.age")).expect("read");
    fs::write(at.join("half.age"), &whole[..whole.len() / 2]).expect("written");
    let restore = ["restore", "half.age", "--data", "new", "--key", "key"];
    let told = told_by(&restore);
    assert!(
        told.contains("a part of it was changed or is missing"),
        "{told}"
    );
}

#[test]
fn what_is_wrong_with_a_store_is_said_in_the_language_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let said = |args: &[&str]| {
        let refused = omhu_in("da", at, args);
        assert_eq!(refused.status.code(), Some(2), "{args:?}");
        String::from_utf8_lossy(&refused.stderr).into_owned()
    };
    let told = said(&["verify", "--data", "intet"]);
    assert!(
        told.contains("Der er ingen data fra omhu i intet"),
        "{told}"
    );
    fs::write(at.join("tekst"), "ingen kopi").expect("written");
    fs::write(at.join("key"), "ingen nøgle").expect("written");
    let restore = ["restore", "tekst", "--data", "nyt", "--key", "key"];
    let told = said(&restore);
    assert!(told.contains("Filen er ingen sikkerhedskopi"), "{told}");
    let told = said(&["restore", "findes-ikke", "--data", "nyt", "--key", "key"]);
    assert!(
        told.contains("findes-ikke: filen eller mappen findes ikke"),
        "{told}"
    );
}

#[test]
fn a_database_that_is_away_is_named_without_its_password() {
    let folder = tempfile::tempdir().expect("a folder");
    // A port that was free a moment ago: nobody answers there.
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let url = format!("postgres://anna:hemmeligt@127.0.0.1:{port}/omhu");
    let place = ["verify", "--data", "store", "--database", &url];
    let refused = omhu(folder.path(), &place);
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{told}");
    let named = format!("The database at 127.0.0.1:{port}/omhu cannot be reached");
    assert!(told.contains(&named), "{told}");
    assert!(
        !told.contains("hemmeligt") && !told.contains("anna"),
        "{told}"
    );
}

#[test]
fn the_index_of_texts_is_made_anew_while_a_server_has_the_folder() {
    let folder = simulated("5", "1");
    let at = folder.path();
    fine(at, &["import", "facts.csv", "--data", "store"]);
    with_store(at, async |_server| {
        let told = fine(at, &["reindex", "--data", "store"]);
        assert!(told.contains("texts are in the index"), "{told}");
    });
    let told = fine(at, &["verify", "--data", "store"]);
    assert!(
        told.contains("rows on people, users, roles and settings"),
        "{told}"
    );
}

#[test]
fn a_server_makes_an_index_of_an_earlier_omhu_anew() {
    let folder = simulated("5", "1");
    let at = folder.path();
    fine(at, &["import", "facts.csv", "--data", "store"]);
    with_store(at, async |store| {
        assert!(!store.has_old_index().await.expect("an answer"));
    });
    // As an earlier omhu marked its index.
    let file = at.join("store").join("omhu.db");
    let mut bytes = fs::read(&file).expect("the store");
    let mark = b"search_stems3";
    let place = bytes.windows(mark.len()).position(|part| part == mark);
    bytes[place.expect("the mark") + mark.len() - 1] = b'2';
    fs::write(&file, bytes).expect("written");
    with_store(at, async |store| {
        assert!(store.has_old_index().await.expect("an answer"));
    });
    let mut server = Command::new(env!("CARGO_BIN_EXE_omhu"))
        .current_dir(at)
        .args(["--lang", "en", "serve", "--data", "store", "--listen"])
        .arg("127.0.0.1:0")
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("omhu runs");
    let out = server.stdout.take().expect("its words");
    let lines = std::io::BufRead::lines(std::io::BufReader::new(out));
    let mut lines = lines.map_while(Result::ok);
    assert!(lines.any(|line| line.contains("It is made anew while the server runs")));
    assert!(lines.any(|line| line.contains("texts are in the index of the search anew")));
    server.kill().expect("ended");
    server.wait().expect("ended");
    with_store(at, async |store| {
        assert!(!store.has_old_index().await.expect("an answer"));
    });
}

#[test]
fn invented_cases_stay_known_as_invented_and_apart_from_real_ones() {
    let folder = simulated("5", "1");
    let at = folder.path();
    let facts = fs::read_to_string(at.join("facts.csv")).expect("the facts");
    let row = |line: &str| format!("{}\n", line.rsplit_once(',').expect("a column").0);
    let real: String = facts.lines().map(row).collect();
    fs::write(at.join("real.csv"), real).expect("written");
    fine(at, &["import", "facts.csv", "--data", "store"]);
    fine(at, &["import", "real.csv", "--data", "other"]);
    let heading = |store: &str| {
        let out = fine(at, &["export", "--data", store]);
        out.lines().next().unwrap_or("").to_owned()
    };
    assert!(heading("store").ends_with(",recorded_at,simulated"));
    assert!(heading("other").ends_with(",recorded_at"));
    let refused = |args: &[&str], why: &str| {
        let out = omhu(at, args);
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert_eq!(out.status.code(), Some(2), "{told}");
        assert!(told.contains(why), "{told}");
    };
    let why = "the file does not say that its cases are";
    refused(&["import", "real.csv", "--data", "store"], why);
    let why = "there are cases here that are not";
    for more in [&[][..], &["--dry-run"]] {
        refused(
            &[&["import", "facts.csv", "--data", "other"], more].concat(),
            why,
        );
    }
    let demo = ["demo", "--data", "other", "--no-serve"];
    refused(&demo, "something other than a demonstration");
}

#[test]
fn a_demonstration_that_is_older_than_its_checkpoints_elsewhere_is_not_opened() {
    let folder = simulated("5", "1");
    let at = folder.path();
    let small = ["--children", "20", "--teams", "1", "--no-serve"];
    let demo = |more: &[&str]| omhu(at, &[&["demo"], &small[..], more].concat());
    let made = demo(&["--data", "store"]);
    assert!(made.status.success(), "{made:?}");
    fs::create_dir(at.join("older")).expect("a folder");
    for file in fs::read_dir(at.join("store")).expect("the store") {
        let file = file.expect("a file");
        fs::copy(file.path(), at.join("older").join(file.file_name())).expect("copied");
    }
    // An import ends with a checkpoint, which the copy does not know. Some of its rows are those of the demonstration.
    let brought = omhu(at, &["import", "facts.csv", "--data", "store"]);
    assert!(matches!(brought.status.code(), Some(0 | 3)), "{brought:?}");
    let elsewhere = ["--checkpoints", "store/checkpoints.txt"];
    let refused = demo(&[&["--data", "older"], &elsewhere[..]].concat());
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{told}");
    assert!(told.contains("older than the newest checkpoint"), "{told}");
    let fine = demo(&[&["--data", "store"], &elsewhere[..]].concat());
    assert!(fine.status.success(), "{fine:?}");
}
