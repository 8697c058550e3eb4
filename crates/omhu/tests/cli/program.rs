//! Runs omhu in a folder of its own.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run gave back.
pub struct Answer {
    pub status: i32,
    pub out: String,
    pub messages: String,
}

impl Answer {
    /// Every word stands in the messages.
    #[track_caller]
    pub fn tells(&self, words: &[&str]) {
        holds(&self.messages, words);
    }
}

/// Every word stands in a text.
#[track_caller]
pub fn holds(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "'{word}' is not in: {text}");
    }
}

/// A folder that vanishes with the test, and omhu run in it.
pub struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Bench {
        Bench {
            folder: tempfile::tempdir().expect("a folder for the test"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).expect("the folder is writable");
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// omhu in this folder, speaking English.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_omhu"));
        command
            .args(args)
            .current_dir(self.folder())
            .env("OMHU_LANG", "en");
        command
    }

    pub fn run(&self, args: &[&str]) -> Answer {
        self.run_with(args, b"")
    }

    pub fn run_with(&self, args: &[&str], input: &[u8]) -> Answer {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("omhu starts");
        let mut stdin = child.stdin.take().expect("piped");
        let input = input.to_vec();
        // omhu may end before it has read everything.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().expect("omhu ends");
        writer.join().expect("the writer ends");
        Answer {
            status: output.status.code().expect("omhu ends by itself"),
            out: String::from_utf8(output.stdout).expect("the answer is UTF-8"),
            messages: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// `omhu check` of a text as of the end of 2024.
    pub fn check(&self, text: impl AsRef<[u8]>) -> Answer {
        self.write("facts.csv", text);
        self.run(&check("facts.csv", &[]))
    }

    /// Invents a municipality into `facts.csv`.
    pub fn simulate(&self, children: &str) {
        let args = ["simulate", "--children", children, "--out", "facts.csv"];
        assert_eq!(self.run(&args).status, 0);
    }
}

/// As of the end of 2024, known then.
pub const AT_THE_END: [&str; 4] = ["--as-of", "2024-12-31", "--known-at", "2024-12-31"];

/// The arguments that check a file as of the end of 2024, for programs.
pub fn check<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let asked = [&["check", file], &AT_THE_END[..], &["--format", "jsonl"]];
    [&asked.concat(), more].concat()
}

/// One line of two facts: something was due on 2024-04-09 and done.
pub const RECEIPT: &str = "case,kind,when,about,value\n\
    K1,notification_received,2024-03-28,n1,professional\n\
    K1,notification_receipt_sent,2024-04-09,n1,\n";
