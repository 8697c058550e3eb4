//! A case history that goes into a store and out again: the same answers, nothing doubled, changes behind omhu's back found.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn omhu(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_omhu"))
        .current_dir(folder)
        .args(["--lang", "en"])
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
}
