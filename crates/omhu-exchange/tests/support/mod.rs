//! Reading texts in tests.
#![expect(dead_code, reason = "each test file uses its part")]

pub mod vocabulary;

use omhu_exchange::{CaseFile, Format, Options, ReadError, Source, read};

/// Options for tests: two threads, CSV unless said otherwise.
pub fn options() -> Options<'static> {
    Options {
        format: Some(Format::Csv),
        threads: 2,
        partitions: 4,
        ..Options::default()
    }
}

pub fn read_with(bytes: &[u8], options: &Options<'_>) -> Result<CaseFile, ReadError> {
    let vocabulary = vocabulary::vocabulary();
    read(
        Source::stream("test", bytes),
        &vocabulary,
        &vocabulary::basis,
        options,
        &|_| {},
    )
}

pub fn read_csv(text: &str) -> CaseFile {
    read_with(text.as_bytes(), &options()).expect("readable")
}

pub fn read_jsonl(text: &str) -> CaseFile {
    let options = Options {
        format: Some(Format::JsonLines),
        ..options()
    };
    read_with(text.as_bytes(), &options).expect("readable")
}

/// All facts of a file, in words, sorted: what a file says, however it says it.
pub fn facts(file: &CaseFile) -> Vec<String> {
    facts_with(file, |row| row.line)
}

/// The same without lines.
pub fn facts_without_lines(file: &CaseFile) -> Vec<String> {
    facts_with(file, |_| 0)
}

fn facts_with(
    file: &CaseFile,
    line: impl Fn(&omhu_law::history::Row<'_>) -> u64 + Sync,
) -> Vec<String> {
    let per_partition = file.work(2, |cases| {
        let mut facts = Vec::new();
        let mut last = String::new();
        while let Some((case, history)) = cases.next() {
            assert!(
                last.is_empty() || last.as_str() < case,
                "cases in code-point order"
            );
            last = case.to_owned();
            assert_eq!(history.rows.len(), history.facts.len());
            for row in &history.rows {
                let row = omhu_law::history::Row {
                    line: line(row),
                    ..*row
                };
                facts.push(format!("{case:?} {row:?}"));
            }
        }
        facts
    });
    let mut facts: Vec<String> = per_partition
        .expect("no disk needed")
        .into_iter()
        .flatten()
        .collect();
    facts.sort();
    facts
}

/// The rejections as `line column text why`.
pub fn rejections(file: &CaseFile) -> Vec<String> {
    let of =
        |r: &omhu_exchange::Rejection| format!("{} {} {:?} {:?}", r.line, r.column, r.text, r.why);
    file.rejected().first.iter().map(of).collect()
}
