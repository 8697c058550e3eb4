//! What becomes of the files that omhu writes: whose they are, and what a device or a pipe is.
//!
//! A device or a pipe named by `--out` is written to, never replaced: it may be `/dev/null`.

#![cfg(unix)]

use std::fs::Permissions;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::process::{Command, Stdio};

#[test]
fn a_pipe_named_by_out_stays_a_pipe_and_gets_the_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .expect("mkfifo runs");
    assert!(made.success());
    let reader = Command::new("cat")
        .arg(&pipe)
        .stdout(Stdio::piped())
        .spawn()
        .expect("cat runs");
    let run = Command::new(env!("CARGO_BIN_EXE_omhu"))
        .args(["simulate", "--children", "3", "--out"])
        .arg(&pipe)
        .output()
        .expect("omhu runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let read = reader.wait_with_output().expect("cat ends").stdout;
    assert!(read.starts_with(b"case,kind,when"), "{} bytes", read.len());
    let kind = std::fs::metadata(&pipe).expect("it is there").file_type();
    assert!(kind.is_fifo(), "{kind:?}");
}

#[test]
fn a_place_that_cannot_be_written_is_the_users_to_mend() {
    let folder = tempfile::tempdir().expect("a folder");
    for out in [
        folder.path().to_owned(),
        folder.path().join("no/such/folder/file.csv"),
    ] {
        let run = Command::new(env!("CARGO_BIN_EXE_omhu"))
            .args(["simulate", "--children", "3", "--out"])
            .arg(&out)
            .output()
            .expect("omhu runs");
        assert_eq!(
            run.status.code(),
            Some(2),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
}

#[test]
fn a_file_with_cases_is_readable_by_its_owner_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let bad = "case,kind,when\nK1,child_born,2020-01-01\nK2,nothing,2020-01-01\n";
    std::fs::write(path("facts.csv"), bad).expect("writable");
    for name in ["rows.csv", "rejected.csv"] {
        std::fs::write(path(name), "what was there before").expect("writable");
        let open = Permissions::from_mode(0o644);
        std::fs::set_permissions(path(name), open).expect("set");
    }
    let mode = |name: &str| {
        let data = std::fs::metadata(path(name)).expect("it is there");
        data.permissions().mode() & 0o777
    };
    for (out, rejected) in [
        ("rows.csv", "rejected.csv"),
        ("new.csv", "new-rejected.csv"),
    ] {
        let run = Command::new(env!("CARGO_BIN_EXE_omhu"))
            .args(["check", "facts.csv", "--format", "csv", "--out", out])
            .args(["--rejected", rejected])
            .current_dir(folder.path())
            .output()
            .expect("omhu runs");
        assert_eq!(run.status.code(), Some(3));
        assert_eq!(mode(out), 0o600, "{out}");
    }
    assert_eq!(mode("new-rejected.csv"), 0o600);
    assert_eq!(mode("rejected.csv"), 0o644, "the user's own choice stands");
}
