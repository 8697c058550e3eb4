//! The manners of the tree, as rules that a program can see. Also a test, so that `cargo test` says it.
//!
//! Each rule is a function from a file's name and text to faults. What only a reader can judge stands in
//! `STYLE.md`.

mod manifests;
mod texts;

use std::fmt;

use anyhow::bail;

use crate::steps::say;
use crate::tree;

/// A place where a rule is broken.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fault {
    pub file: String,
    /// From 1; 0 where the whole file is meant.
    pub line: usize,
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// The faults of one file, gathered by the rules.
pub struct Page<'a> {
    pub name: &'a str,
    pub text: &'a str,
    pub faults: &'a mut Vec<Fault>,
}

impl Page<'_> {
    pub fn fault(&mut self, line: usize, reason: impl Into<String>) {
        self.faults.push(Fault {
            file: self.name.to_owned(),
            line,
            reason: reason.into(),
        });
    }

    pub fn is(&self, extension: &str) -> bool {
        self.name.ends_with(extension)
    }
}

/// A file larger than this is no source.
const LARGEST: u64 = 1_500_000;

/// Says every fault; fails where there is one.
pub fn run() -> anyhow::Result<()> {
    let faults = faults()?;
    if faults.is_empty() {
        say("    tidy");
        return Ok(());
    }
    faults.iter().for_each(|fault| say(&fault.to_string()));
    bail!("{} places are not tidy", faults.len());
}

fn faults() -> anyhow::Result<Vec<Fault>> {
    let files = tree::files()?;
    let mut faults = Vec::new();
    for name in &files {
        let path = tree::root().join(name);
        let size = path.metadata()?.len();
        if size > LARGEST {
            let reason =
                format!("{size} bytes: larger than {LARGEST}; fetch or generate it instead");
            faults.push(Fault {
                file: name.clone(),
                line: 0,
                reason,
            });
        }
        // What is no text is looked at by nobody here.
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let mut page = Page {
            name,
            text: &text,
            faults: &mut faults,
        };
        texts::every_text(&mut page);
        texts::rust(&mut page);
        texts::links(&mut page, &files);
        manifests::manifest(&mut page);
        manifests::lock(&mut page);
    }
    faults.extend(texts::languages(&tree::root().join("locales"))?);
    faults.sort();
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_tidy() {
        let faults = faults().unwrap();
        let list: Vec<String> = faults.iter().map(Fault::to_string).collect();
        assert!(faults.is_empty(), "\n{}", list.join("\n"));
    }
}
