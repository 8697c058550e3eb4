//! Properties: whatever the bytes, every line is accounted for, and how the work is cut changes nothing.

mod support;

use omhu_exchange::{Options, ReadError, Why};
use proptest::prelude::*;
use support::{facts, facts_without_lines, options, read_with, rejections};

/// What a plain, slow reader makes of a record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Plain {
    Blank,
    Accepted(String),
    CellCount(u64),
    QuoteNotClosed,
    TooLong,
    Other,
}

/// Cells of the record at the start of `bytes`, and how many bytes it takes with its line end; `None`
/// where it does not end here. One byte at a time, by the letter of the documentation.
fn plain_record(bytes: &[u8], ended: bool) -> Option<(Vec<Vec<u8>>, usize)> {
    let mut cells = vec![Vec::new()];
    let mut at = 0;
    let mut cell_began = true;
    loop {
        match bytes.get(at) {
            None => return ended.then_some((cells, at)),
            Some(b'\n') => return Some((cells, at + 1)),
            Some(b'\r') => {
                return match bytes.get(at + 1) {
                    Some(b'\n') => Some((cells, at + 2)),
                    None if !ended => None,
                    _ => Some((cells, at + 1)),
                };
            }
            Some(b',') => {
                cells.push(Vec::new());
                cell_began = true;
                at += 1;
            }
            Some(b'"') if cell_began => {
                cell_began = false;
                at += 1;
                loop {
                    match (bytes.get(at), bytes.get(at + 1)) {
                        (Some(b'"'), Some(b'"')) => {
                            cells.last_mut()?.push(b'"');
                            at += 2;
                        }
                        (Some(b'"'), None) if !ended => return None,
                        (Some(b'"'), _) => {
                            at += 1;
                            break;
                        }
                        (Some(byte), _) => {
                            cells.last_mut()?.push(*byte);
                            at += 1;
                        }
                        (None, _) => return None,
                    }
                }
            }
            Some(byte) => {
                cells.last_mut()?.push(*byte);
                cell_began = false;
                at += 1;
            }
        }
    }
}

/// Where the line at the start of `bytes` ends.
fn plain_line(bytes: &[u8], ended: bool) -> Option<usize> {
    let at = match bytes.iter().position(|b| matches!(b, b'\n' | b'\r')) {
        None => return (ended && !bytes.is_empty()).then_some(bytes.len()),
        Some(at) => at,
    };
    match (bytes[at], bytes.get(at + 1)) {
        (b'\r', Some(b'\n')) => Some(at + 2),
        (b'\r', None) if !ended => None,
        _ => Some(at + 1),
    }
}

fn count_lines(mut bytes: &[u8]) -> u64 {
    let mut count = 0;
    while let Some(end) = plain_line(bytes, true) {
        count += u64::from(matches!(bytes[end - 1], b'\n' | b'\r'));
        bytes = &bytes[end..];
    }
    count
}

fn judge(cells: &[Vec<u8>]) -> Plain {
    let text: Vec<Option<&str>> = cells
        .iter()
        .map(|c| str::from_utf8(c).ok().map(str::trim))
        .collect();
    if let [Some("")] = text[..] {
        return Plain::Blank;
    }
    match text[..] {
        [Some(case), Some("child_born"), Some("2020-01-01"), _]
            if !case.is_empty() && !case.contains('\0') =>
        {
            Plain::Accepted(case.to_owned())
        }
        [_, _, _, _] => Plain::Other,
        _ => Plain::CellCount(cells.len() as u64),
    }
}

fn plain_rows(bytes: &[u8], limit: usize) -> Vec<(u64, Plain)> {
    let mut rows = Vec::new();
    let mut at = 0;
    let mut line = 2;
    while at < bytes.len() {
        let window = &bytes[at..bytes.len().min(at + limit)];
        let ended = bytes.len() - at <= limit;
        if let Some((cells, length)) = plain_record(window, ended) {
            rows.push((line, judge(&cells)));
            line += count_lines(&window[..length]);
            at += length;
            continue;
        }
        let mut from = 0;
        while let Some(length) = plain_line(&window[from..], ended) {
            let one = &window[from..from + length];
            let verdict =
                plain_record(one, true).map_or(Plain::QuoteNotClosed, |(cells, _)| judge(&cells));
            rows.push((line, verdict));
            line += 1;
            from += length;
        }
        if from == 0 {
            rows.push((line, Plain::TooLong));
            line += 1;
            from = plain_line(&bytes[at..], true).unwrap_or(bytes.len() - at);
        }
        at += from;
    }
    rows
}

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => Just(&b"a,child_born,2020-01-01,\n"[..]),
        2 => Just(&b"\"b\",\"child_born\",\"2020-01-01\",\"\"\r\n"[..]),
        2 => Just(&b"\"c\"\"d\",child_born,2020-01-01,\"x\ny\"\n"[..]),
        3 => Just(&b","[..]),
        3 => Just(&b"\n"[..]),
        2 => Just(&b"\r"[..]),
        1 => Just(&b"\r\n"[..]),
        4 => Just(&b"\""[..]),
        1 => Just(&b"\"\""[..]),
        2 => Just(&b"x"[..]),
        1 => Just(&b" "[..]),
        1 => Just(&b"\0"[..]),
        1 => Just(&b"\xc3\xa6"[..]),
        1 => Just(&b"\xe6"[..]),
        1 => Just(&b"\xef\xbb\xbf"[..]),
        1 => Just(&b"child_born,2020-01-01"[..]),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

const HEADER: &[u8] = b"case,kind,when,note\n";

/// What the reader makes of it, in the words of the plain one.
fn rows(bytes: &[u8], options: &Options<'_>) -> (Vec<(u64, Plain)>, u64) {
    let file = [HEADER, bytes].concat();
    let (rejected, mut rows, blank) = match read_with(&file, options) {
        Ok(file) => {
            let per_partition = file.work(1, |cases| {
                let mut rows = Vec::new();
                while let Some((case, history)) = cases.next() {
                    // Identical rows are one fact: only the first is left.
                    rows.extend(
                        history
                            .rows
                            .iter()
                            .map(|row| (row.line, Plain::Accepted(case.to_owned()))),
                    );
                }
                rows
            });
            let rows: Vec<_> = per_partition
                .expect("in memory")
                .into_iter()
                .flatten()
                .collect();
            (
                file.rejected().clone(),
                rows,
                Some((file.blank(), file.rows())),
            )
        }
        Err(ReadError::NothingButRejected { rejected, .. }) => (*rejected, Vec::new(), None),
        Err(error) => panic!("{error}"),
    };
    assert_eq!(rejected.total, rejected.first.len() as u64);
    for rejection in &rejected.first {
        let plain = match &rejection.why {
            Why::CellCount { found, .. } => Plain::CellCount(*found),
            Why::QuoteNotClosed => Plain::QuoteNotClosed,
            Why::TooLong { .. } => Plain::TooLong,
            _ => Plain::Other,
        };
        rows.push((rejection.line, plain));
    }
    rows.sort();
    let (blank, accepted) = blank.unwrap_or_default();
    (rows, blank + accepted)
}

/// Only the first of identical rows, sorted; and how many were blank or accepted.
fn expected(bytes: &[u8], limit: usize) -> (Vec<(u64, Plain)>, u64) {
    let mut rows = plain_rows(bytes, limit);
    let count = |rows: &[(u64, Plain)]| {
        rows.iter()
            .filter(|(_, p)| matches!(p, Plain::Blank | Plain::Accepted(_)))
            .count()
    };
    let any = rows.iter().any(|(_, p)| matches!(p, Plain::Accepted(_)));
    let rejected = rows
        .iter()
        .any(|(_, p)| !matches!(p, Plain::Blank | Plain::Accepted(_)));
    let counted = if any || !rejected {
        count(&rows) as u64
    } else {
        0
    };
    rows.retain(|(_, p)| *p != Plain::Blank);
    let mut seen = Vec::new();
    rows.retain(|(_, p)| match p {
        Plain::Accepted(case) if seen.contains(case) => false,
        Plain::Accepted(case) => {
            seen.push(case.clone());
            true
        }
        _ => true,
    });
    rows.sort();
    (rows, counted)
}

proptest! {
    #![proptest_config(config(3000))]

    #[test]
    fn every_line_of_any_bytes_is_accounted_for(
        bytes in soup(),
        block_bytes in prop_oneof![Just(7usize), 1usize..100, Just(1 << 20)],
        record_limit in prop_oneof![Just(1usize << 20), 30usize..90],
    ) {
        let options = Options { block_bytes, record_limit, ..options() };
        prop_assert_eq!(rows(&bytes, &options), expected(&bytes, record_limit));
    }

    #[test]
    fn any_bytes_at_all_are_no_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), header: bool) {
        let file = if header { [HEADER, &bytes].concat() } else { bytes };
        for format in [omhu_exchange::Format::Csv, omhu_exchange::Format::JsonLines] {
            let options = Options { format: Some(format), block_bytes: 13, record_limit: 50, ..options() };
            let _ = read_with(&file, &options);
        }
    }
}

/// Rows of which some are good, some have ids, some are bad.
fn table() -> impl Strategy<Value = Vec<String>> {
    let row = (0..6u32, 0..9u32, 0..28u32, 0..12u32).prop_map(|(case, kind, day, id)| {
        let day = format!("2020-02-{:02}", day + 1);
        let id = if id < 8 {
            id.to_string()
        } else {
            String::new()
        };
        match kind {
            0 => format!("k{case},child_born,{day},,,,{id}"),
            1 => format!("k{case},plan_made,{day},p{case},d1,,{id}"),
            2 => format!("\"k{case}\",notification_received,{day}T10:00:00Z,n1,,\"citizen\",{id}"),
            3 => format!("\"k\"\"{case}\",review_held,{day},,m1,\"\",{id}"),
            4 => format!("k{case},review_rhythm_decided,{day},,m1,P{case}M,{id}"),
            5 => format!("k{case},review_rhythm_decided,{day},,m1,{day},{id}"),
            6 => format!("k{case},fact_retracted,{day},,{id},,"),
            7 => format!("{},child_born,{day},,,,{id}", "long".repeat(80)),
            _ => format!("k{case},nothing,{day},,,"),
        }
    });
    proptest::collection::vec(row, 1..40)
}

fn text(rows: &[String]) -> Vec<u8> {
    format!("case,kind,when,about,ref,value,id\n{}\n", rows.join("\n")).into_bytes()
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn how_the_work_is_cut_changes_nothing(rows in table(), block_bytes in 1usize..300, threads in 1usize..4, partitions in 1usize..9) {
        let bytes = text(&rows);
        let plain = read_with(&bytes, &Options { threads: 1, partitions: 1, ..options() });
        let other = read_with(&bytes, &Options { block_bytes, threads, partitions, ..options() });
        let spilled = read_with(&bytes, &Options { memory_bytes: 0, threads, ..options() });
        match (plain, other, spilled) {
            (Ok(plain), Ok(other), Ok(spilled)) => {
                for file in [&other, &spilled] {
                    prop_assert_eq!(facts(&plain), facts(file));
                    prop_assert_eq!(plain.rejected(), file.rejected());
                    prop_assert_eq!(plain.rows(), file.rows());
                }
            }
            (plain, other, spilled) => {
                prop_assert!(plain.is_err() && other.is_err() && spilled.is_err());
            }
        }
    }

    #[test]
    fn the_order_of_rows_says_nothing(rows in table(), seed in any::<u64>()) {
        let mut shuffled = rows.clone();
        let mut state = seed | 1;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(index, (state >> 33) as usize % (index + 1));
        }
        match (read_with(&text(&rows), &options()), read_with(&text(&shuffled), &options())) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!(facts_without_lines(&one), facts_without_lines(&other));
                prop_assert_eq!(rejections(&one).len(), rejections(&other).len());
            }
            (one, other) => prop_assert!(one.is_err() && other.is_err()),
        }
    }

    #[test]
    fn ids_are_decided_for_the_whole_file(rows in table()) {
        // By the letter of the contract: readable rows with one id and different content are all rejected.
        let readable: Vec<&String> = rows.iter().filter(|row| !row.contains("nothing") && !row.contains("P0M")).collect();
        let id = |row: &str| row.rsplit(',').next().unwrap_or_default().to_owned();
        let conflicts = readable.iter().filter(|row| {
            let own = id(row);
            !own.is_empty() && readable.iter().any(|other| id(other) == own && other != *row)
        }).count();
        let unreadable = rows.len() - readable.len();
        let total = match read_with(&text(&rows), &options()) {
            Ok(file) => file.rejected().total,
            Err(ReadError::NothingButRejected { rejected, .. }) => rejected.total,
            Err(error) => panic!("{error}"),
        };
        prop_assert_eq!(total as usize, conflicts + unreadable);
    }
}
