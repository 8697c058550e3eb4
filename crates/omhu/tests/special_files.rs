//! A device or a pipe named by `--out` is written to, never replaced: it may be `/dev/null`.

#![cfg(unix)]

use std::os::unix::fs::FileTypeExt;
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
