//! Files that are large in one way or another.

mod support;

use omhu_exchange::Options;
use support::{options, read_with};

#[test]
fn a_million_facts_on_one_case_within_a_small_budget() {
    let mut text = "case,kind,when,about,ref,value\n".to_owned();
    for index in 0..1_000_000u32 {
        let day = 1 + index % 28;
        text.push_str(&format!(
            "k,supervision_visit_held,20{:02}-{:02}-{day:02},x{index},m1,talk\n",
            index % 60 + 10,
            index % 12 + 1
        ));
    }
    text.push_str("l,child_born,2020-01-01,,,\n");
    let options = Options {
        memory_bytes: 1 << 20,
        ..options()
    };
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
    let options = Options {
        memory_bytes: 0,
        spill_dir: Some("/nowhere/at/all".into()),
        ..options()
    };
    let error = read_with(b"case,kind,when\na,child_born,2020-01-01\n", &options)
        .err()
        .expect("no disk");
    assert!(
        matches!(error, omhu_exchange::ReadError::Spill(_)),
        "{error}"
    );
}
