//! Files that are large in one way or another.

mod support;

use std::io::{self, Read};

use omhu_exchange::{Format, Options, Source, Why, read};
use support::{facts, options, read_with};

/// A beginning, then one byte again and again, then an end.
struct LongLine {
    start: &'static [u8],
    fill: u8,
    left: u64,
    end: &'static [u8],
    most_memory: u64,
}

impl Read for LongLine {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.start.is_empty() {
            return self.start.read(into);
        }
        if self.left == 0 {
            return self.end.read(into);
        }
        self.most_memory = self.most_memory.max(resident_kib());
        let count = into.len().min(self.left as usize);
        into[..count].fill(self.fill);
        self.left -= count as u64;
        Ok(count)
    }
}

fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}

#[test]
fn a_gigabyte_on_one_line_is_one_rejection_in_constant_memory() {
    let vocabulary = support::vocabulary::vocabulary();
    for (format, start) in [
        (Format::Csv, &b"case,kind,when,note\na,child_born,2020-01-01,\n"[..]),
        (Format::Csv, b"case,kind,when,note\na,child_born,2020-01-01,\n\""),
        (Format::JsonLines, b"{\"case\":\"a\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}\n{\"case\":\""),
    ] {
        let mut line = LongLine {
            start,
            fill: b'x',
            left: 1 << 30,
            end: if format == Format::Csv { b"\nb,child_born,2020-01-01,\n" } else { b"\n{\"case\":\"b\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}\n" },
            most_memory: 0,
        };
        let before = resident_kib();
        let options = Options { format: Some(format), ..options() };
        let source = Source::stream("long", &mut line);
        let file = read(source, &vocabulary, &support::vocabulary::basis, &options, &|_| {}).expect("readable");
        assert_eq!(file.rows(), 2);
        let rejections = &file.rejected().first;
        assert_eq!(rejections.len(), 1);
        let second = if format == Format::Csv { 3 } else { 2 };
        assert_eq!((rejections[0].line, &rejections[0].why), (second, &Why::TooLong { limit: 1 << 20 }));
        assert_eq!(rejections[0].text.chars().count(), 80);
        assert!(facts(&file)[1].contains(&format!("line: {}", second + 1)));
        let grown = line.most_memory.saturating_sub(before);
        assert!(grown < 100 << 10, "memory grew by {grown} KiB");
    }
}

#[test]
fn a_header_that_never_ends_is_no_header() {
    let vocabulary = support::vocabulary::vocabulary();
    let mut line = LongLine { start: b"", fill: b'x', left: 1 << 30, end: b"\n", most_memory: 0 };
    let source = Source::stream("long", &mut line);
    assert!(read(source, &vocabulary, &support::vocabulary::basis, &options(), &|_| {}).is_err());
}

#[test]
fn a_million_facts_on_one_case_within_a_small_budget() {
    let mut text = "case,kind,when,about,ref,value\n".to_owned();
    for index in 0..1_000_000u32 {
        let day = 1 + index % 28;
        text.push_str(&format!("k,supervision_visit_held,20{:02}-{:02}-{day:02},x{index},m1,talk\n", index % 60 + 10, index % 12 + 1));
    }
    text.push_str("l,child_born,2020-01-01,,,\n");
    let options = Options { memory_bytes: 1 << 20, ..options() };
    let file = read_with(text.as_bytes(), &options).expect("readable");
    drop(text);
    assert_eq!(file.rows(), 1_000_001);
    let cases = file.work(2, |cases| {
        let mut counts = Vec::new();
        while let Some((case, history)) = cases.next() {
            assert!(history.facts.is_sorted_by_key(|fact| fact.when));
            counts.push((case.to_owned(), history.facts.len()));
        }
        counts
    });
    let mut counts: Vec<_> = cases.expect("read back").into_iter().flatten().collect();
    counts.sort();
    assert_eq!(counts, [("k".to_owned(), 1_000_000), ("l".to_owned(), 1)]);
}

#[test]
fn a_folder_that_is_not_there_is_said() {
    let options = Options { memory_bytes: 0, spill_dir: Some("/nowhere/at/all".into()), ..options() };
    let error = read_with(b"case,kind,when\na,child_born,2020-01-01\n", &options).err().expect("no disk");
    assert!(matches!(error, omhu_exchange::ReadError::Spill(_)), "{error}");
}
