//! Steps with a name and a time, one after the other, until one fails.

use std::io::Write as _;

use anyhow::Context as _;

use crate::stopwatch::{Stopwatch, text};

/// Says a line at once, so that it stands before what a program prints next.
pub fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

/// The steps done so far.
pub struct Steps {
    whole: Stopwatch,
    done: Vec<(String, std::time::Duration)>,
}

impl Steps {
    pub fn start() -> Steps {
        Steps {
            whole: Stopwatch::start(),
            done: Vec::new(),
        }
    }

    /// Does a step; its failure names it.
    pub fn step(
        &mut self,
        name: &str,
        work: impl FnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        say(&format!("\n==> {name}"));
        let time = Stopwatch::start();
        work().with_context(|| format!("the step '{name}' failed"))?;
        say(&format!("    {name}: {}", time.text()));
        self.done.push((name.to_owned(), time.elapsed()));
        Ok(())
    }

    /// The table at the end.
    pub fn finish(self) {
        say("");
        for (name, time) in &self.done {
            say(&format!("{:>12}  {name}", text(*time)));
        }
        say(&format!(
            "{:>12}  all {} steps done",
            self.whole.text(),
            self.done.len()
        ));
    }
}
