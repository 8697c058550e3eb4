//! A gigabyte on one line. Alone in its file, because it watches the memory of the whole process.

mod support;

use std::io::{self, Read};

use omhu_exchange::{Format, Options, Source, Why, read};
use support::{facts, options};

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
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap_or("0 kB");
    line.trim()
        .trim_end_matches(" kB")
        .parse()
        .unwrap_or_default()
}

#[test]
fn a_gigabyte_on_one_line_is_one_rejection_in_constant_memory() {
    let vocabulary = support::vocabulary::vocabulary();
    for (format, start) in [
        (
            Format::Csv,
            &b"case,kind,when,note\na,child_born,2020-01-01,\n"[..],
        ),
        (
            Format::Csv,
            b"case,kind,when,note\na,child_born,2020-01-01,\n\"",
        ),
        (
            Format::JsonLines,
            b"{\"case\":\"a\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}\n{\"case\":\"",
        ),
    ] {
        let mut line = LongLine {
            start,
            fill: b'x',
            left: 1 << 30,
            end: if format == Format::Csv {
                b"\nb,child_born,2020-01-01,\n"
            } else {
                b"\n{\"case\":\"b\",\"kind\":\"child_born\",\"when\":\"2020-01-01\"}\n"
            },
            most_memory: 0,
        };
        let before = resident_kib();
        let options = Options {
            format: Some(format),
            ..options()
        };
        let source = Source::stream("long", &mut line);
        let file = read(
            source,
            &vocabulary,
            &support::vocabulary::basis,
            &options,
            &|_| {},
        )
        .expect("readable");
        assert_eq!(file.rows(), 2);
        let rejections = &file.rejected().first;
        assert_eq!(rejections.len(), 1);
        let second = if format == Format::Csv { 3 } else { 2 };
        assert_eq!(
            (rejections[0].line, &rejections[0].why),
            (second, &Why::TooLong { limit: 1 << 20 })
        );
        assert_eq!(rejections[0].text.chars().count(), 80);
        assert!(facts(&file)[1].contains(&format!("line: {}", second + 1)));
        let grown = line.most_memory.saturating_sub(before);
        assert!(grown < 100 << 10, "memory grew by {grown} KiB");
    }
}

#[test]
fn a_header_that_never_ends_is_no_header() {
    let vocabulary = support::vocabulary::vocabulary();
    let mut line = LongLine {
        start: b"",
        fill: b'x',
        left: 1 << 30,
        end: b"\n",
        most_memory: 0,
    };
    let source = Source::stream("long", &mut line);
    assert!(
        read(
            source,
            &vocabulary,
            &support::vocabulary::basis,
            &options(),
            &|_| {}
        )
        .is_err()
    );
}
