//! Rules about the text of files: Rust sources, links, white space, languages.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Fault, Page};

/// The files that may read the clock: omhu's, and what measures.
const CLOCKS: [&str; 2] = ["crates/omhu/src/clock.rs", "xtask/src/stopwatch.rs"];
/// Folders of programs that measure; they are no part of what is shipped.
const MEASURING: [&str; 2] = ["/benches/", "/examples/"];

/// Split, so that this file does not break its own rules.
const SILENCED: [(&str, &str); 3] = [
    (
        concat!("#[al", "low("),
        "write #[expect(lint, reason = \"...\")]",
    ),
    (
        concat!("#![al", "low("),
        "write #![expect(lint, reason = \"...\")]",
    ),
    (concat!("#[ig", "nore"), "a test runs or is not there"),
];
const CLOCK_CALLS: [&str; 4] = [
    concat!("SystemTime::", "now"),
    concat!("Instant::", "now"),
    concat!("Timestamp::", "now"),
    concat!("Zoned::", "now"),
];
const ELSEWHERE: [(&str, &str); 10] = [
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/ho", "me/"), "a path of one machine"),
    (concat!("../sh", "ared"), "a path of one machine"),
    (concat!("registry.", "npmjs.org"), "the host of a registry"),
    (
        concat!("registry.", "yarnpkg.com"),
        "the host of a registry",
    ),
    (concat!("index.", "crates.io"), "the host of a registry"),
    (concat!("static.", "crates.io"), "the host of a registry"),
    (
        concat!("files.", "pythonhosted.org"),
        "the host of a registry",
    ),
    (concat!("pypi", ".org"), "the host of a registry"),
];

/// White space, line ends, and what belongs to one machine only.
pub fn every_text(page: &mut Page<'_>) {
    // Test data is as it is: line ends and blanks are what is tested there.
    let is_data = page.name.contains("/fixtures/") || page.name.ends_with(".snap");
    for (number, line) in page.text.lines().enumerate() {
        if !is_data && line.trim_end() != line {
            page.fault(number + 1, "white space at the end of the line");
        }
        for (word, reason) in ELSEWHERE {
            if line.contains(word) {
                page.fault(number + 1, format!("{reason}: {word}"));
            }
        }
    }
    if !is_data && !page.text.is_empty() && !page.text.ends_with('\n') {
        page.fault(
            page.text.lines().count(),
            "no line end at the end of the file",
        );
    }
}

/// Rust: a heading, nothing silenced, one clock, no `unwrap` outside tests.
pub fn rust(page: &mut Page<'_>) {
    if !page.is(".rs") {
        return;
    }
    if !page.text.starts_with("//!") {
        page.fault(
            1,
            "a file starts with //!: what it owns, what it must not know",
        );
    }
    let in_tests = page.name.contains("/tests/");
    let may_measure =
        CLOCKS.contains(&page.name) || MEASURING.iter().any(|f| page.name.contains(f));
    let mut tests_began = in_tests;
    for (number, line) in page.text.lines().enumerate() {
        let line = line.trim_start();
        tests_began |= line.starts_with("#[cfg(test)]");
        if line.starts_with("//") {
            continue;
        }
        for (word, instead) in SILENCED {
            if line.contains(word) {
                page.fault(number + 1, format!("{word}: {instead}"));
            }
        }
        if !tests_began && line.contains(concat!(".unw", "rap()")) {
            page.fault(
                number + 1,
                "unwrap outside tests: say what happens, or `expect` why it cannot",
            );
        }
        if !may_measure && CLOCK_CALLS.iter().any(|call| line.contains(call)) {
            page.fault(
                number + 1,
                format!("the clock is read in {} only", CLOCKS.join(" and ")),
            );
        }
    }
}

/// Relative links in Markdown lead to a file or folder of the tree.
pub fn links(page: &mut Page<'_>, files: &[String]) {
    if !page.is(".md") {
        return;
    }
    let folder = Path::new(page.name).parent().unwrap_or(Path::new(""));
    let mut in_code = false;
    for (number, line) in page.text.lines().enumerate() {
        in_code ^= line.trim_start().starts_with("```");
        if in_code {
            continue;
        }
        for part in line.split("](").skip(1) {
            let target = part.split([')', ' ']).next().unwrap_or_default();
            let target = target.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains(':') {
                continue;
            }
            let Some(place) = resolved(folder, target) else {
                page.fault(
                    number + 1,
                    format!("the link leads out of the tree: {target}"),
                );
                continue;
            };
            let below = format!("{place}/");
            let there = place.is_empty()
                || files
                    .iter()
                    .any(|file| *file == place || file.starts_with(&below));
            if !there {
                page.fault(number + 1, format!("the link leads nowhere: {target}"));
            }
        }
    }
}

/// A relative path below the root, without `.` and `..`.
fn resolved(folder: &Path, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.iter().filter_map(|part| part.to_str()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Danish and English have the same files, and these the same messages.
pub fn languages(folder: &Path) -> anyhow::Result<Vec<Fault>> {
    let (danish, english) = (messages(&folder.join("da"))?, messages(&folder.join("en"))?);
    let missing =
        |from: &BTreeSet<(String, String)>, other: &BTreeSet<(String, String)>, lang: &str| {
            from.difference(other)
                .map(|(file, key)| Fault {
                    file: format!("locales/{lang}/{file}"),
                    line: 0,
                    reason: format!("the message {key} is missing"),
                })
                .collect::<Vec<_>>()
        };
    let mut faults = missing(&danish, &english, "en");
    faults.extend(missing(&english, &danish, "da"));
    Ok(faults)
}

/// (file, message) of one language.
fn messages(folder: &Path) -> anyhow::Result<BTreeSet<(String, String)>> {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        for line in std::fs::read_to_string(&path)?.lines() {
            let is_message = line.starts_with(|c: char| c.is_ascii_lowercase() || c == '-');
            if let Some((key, _)) = line.split_once(" =").filter(|_| is_message) {
                found.insert((file.clone(), key.to_owned()));
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(name: &str, text: &str, rule: impl Fn(&mut Page<'_>)) -> Vec<usize> {
        let mut faults = Vec::new();
        rule(&mut Page {
            name,
            text,
            faults: &mut faults,
        });
        faults.into_iter().map(|fault| fault.line).collect()
    }

    #[test]
    fn rust_rules_see_what_they_forbid() {
        let [(allow, _), _, (ignore, _)] = SILENCED;
        let now = CLOCK_CALLS[1];
        let text = format!(
            "fn a() {{ b.unwrap() }}\n{allow}x)]\n// {allow}x)]\n{now}();\n#[cfg(test)]\nc.unwrap();\n{ignore}]\n"
        );
        assert_eq!(faults("crates/x/src/a.rs", &text, rust), [1, 1, 2, 4, 7]);
        assert_eq!(
            faults("crates/x/tests/a.rs", "//! A.\nb.unwrap();\n", rust),
            []
        );
        assert_eq!(
            faults(
                "crates/omhu/src/clock.rs",
                &format!("//! A.\n{now}();\n"),
                rust
            ),
            []
        );
    }

    #[test]
    fn white_space_and_machine_paths_are_seen() {
        let path = format!("a \nsee {}x\nb", concat!("/wo", "rk/"));
        assert_eq!(faults("README.md", &path, every_text), [1, 2, 3]);
        assert_eq!(faults("tests/fixtures/a.csv", "a \nb", every_text), []);
    }

    #[test]
    fn links_are_followed() {
        let files = ["docs/a.md".to_owned(), "law/x/b.toml".to_owned()];
        let text = "[a](a.md#top) [b](../law/x) [c](../law/y) [d](../../e) [f](https://example.org)\n```\n[g](g)\n```\n";
        assert_eq!(
            faults("docs/i.md", text, |page| links(page, &files)),
            [1, 1]
        );
    }
}
