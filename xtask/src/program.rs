//! Runs other programs in the root of the project, and says in a sentence what went wrong.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

use crate::tree;

pub struct Program {
    command: Command,
    shown: String,
    fine: Vec<i32>,
    messages: bool,
}

impl Program {
    pub fn new(name: impl AsRef<OsStr>) -> Program {
        let mut command = Command::new(&name);
        command.current_dir(tree::root());
        let shown = name.as_ref().to_string_lossy().into_owned();
        Program {
            command,
            shown,
            fine: vec![0],
            messages: true,
        }
    }

    /// The cargo that runs this xtask.
    pub fn cargo() -> Program {
        let mut cargo = Program::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        "cargo".clone_into(&mut cargo.shown);
        cargo
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Program {
        self.shown.push(' ');
        self.shown.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    pub fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Program {
        args.into_iter().fold(self, Program::arg)
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Program {
        self.command.env(name, value);
        self
    }

    pub fn folder(mut self, folder: impl AsRef<std::path::Path>) -> Program {
        self.command.current_dir(folder);
        self
    }

    /// Another exit status that is no failure.
    pub fn fine(mut self, status: i32) -> Program {
        self.fine.push(status);
        self
    }

    /// Leaves out what it says on standard error; for [`Program::output`].
    pub fn messages_hidden(mut self) -> Program {
        self.messages = false;
        self
    }

    /// The command as one could type it, below the root.
    pub fn shown(&self) -> String {
        let root = format!("{}/", tree::root().display());
        self.shown.replace(&root, "")
    }

    /// Runs it; what it prints is shown.
    pub fn run(mut self) -> anyhow::Result<()> {
        let status = self.command.status().with_context(|| self.cannot_start())?;
        self.judge(status)
    }

    /// Runs it without a word; what it prints is shown only where it fails.
    pub fn quiet(mut self) -> anyhow::Result<()> {
        let output = self.command.output().with_context(|| self.cannot_start())?;
        if !self.is_fine(output.status) {
            crate::steps::say(String::from_utf8_lossy(&output.stdout).trim_end());
            crate::steps::say(String::from_utf8_lossy(&output.stderr).trim_end());
        }
        self.judge(output.status)
    }

    /// What it prints; its messages are shown unless hidden.
    pub fn output(mut self) -> anyhow::Result<String> {
        self.command.stderr(if self.messages {
            Stdio::inherit()
        } else {
            Stdio::null()
        });
        let output = self.command.output().with_context(|| self.cannot_start())?;
        self.judge(output.status)?;
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Whether it can be started and succeeds; nothing is shown.
    pub fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.command.status().is_ok_and(|status| status.success())
    }

    fn is_fine(&self, status: std::process::ExitStatus) -> bool {
        status.code().is_some_and(|code| self.fine.contains(&code))
    }

    fn judge(&self, status: std::process::ExitStatus) -> anyhow::Result<()> {
        if !self.is_fine(status) {
            bail!("`{}` ended with {status}", self.shown());
        }
        Ok(())
    }

    fn cannot_start(&self) -> String {
        format!("`{}` cannot be started", self.shown())
    }
}
