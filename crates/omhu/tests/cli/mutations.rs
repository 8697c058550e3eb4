//! The worked cases with bytes changed at random, by a written seed: read and judged without a panic.

use omhu_exchange::{Format, Options, ReadError, Source};
use omhu_law::calendar::Day;
use omhu_law::derive::{Engine, Further, Question};
use omhu_law::load;

const SEED: u64 = 20_261_121;
const COUNT: usize = 2000;

/// A small generator of random numbers (SplitMix64): the same seed, the same mutations.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

/// Pieces that have meaning in the format: more likely to reach deep than a random byte.
const PIECES: [&[u8]; 22] = [
    b",",
    b";",
    b"\"",
    b"\"\"",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"P6M",
    b"P99999999999Y",
    b"9999-12-31",
    b"0001-01-01",
    b"2024-02-29",
    b"T23:59:59+02:00",
    b"+23:59",
    b"-",
    b" ",
    b"placement",
    b"m1",
    b"{}",
];

fn mutated(random: &mut Random, text: &[u8]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..=random.below(8) {
        let place = random.below(bytes.len() + 1);
        let end = (place + random.below(12)).min(bytes.len());
        match random.below(5) {
            0 if place < bytes.len() => bytes[place] = random.below(256) as u8,
            1 => drop(bytes.drain(place..end)),
            2 => {
                let copy = bytes[place..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, copy);
            }
            3 => bytes.truncate(place.max(20)),
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(place..place, piece.iter().copied());
            }
        }
    }
    bytes
}

fn worked_cases() -> Vec<Vec<u8>> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/worked-cases"
    );
    let entries = std::fs::read_dir(folder).expect("the worked cases are there");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read(path).expect("readable"))
        .collect()
}

#[test]
fn two_thousand_broken_files_are_read_and_judged_without_a_panic() {
    let book = load::embedded(true).expect("the law book is sound");
    let basis = |text: &str| book.basis(text);
    let texts = worked_cases();
    let mut random = Random(SEED);
    let (mut read, mut rejected, mut unusable, mut rows) = (0, 0, 0, 0);
    let locals = ["copenhagen-2008".to_owned()];
    for number in 0..COUNT {
        let bytes = mutated(&mut random, &texts[number % texts.len()]);
        let format = if number % 5 == 0 {
            Format::JsonLines
        } else {
            Format::Csv
        };
        let options = Options {
            format: Some(format),
            threads: 1,
            ..Options::default()
        };
        let source = Source::stream("mutated", std::io::Cursor::new(bytes));
        match omhu_exchange::read(source, &book.vocabulary, &basis, &options, &|_| {}) {
            Ok(file) => {
                read += 1;
                rejected += usize::from(file.rejected().total > 0);
                let day = Day::from_civil(2024, 12, 31);
                let question = Question {
                    as_of: day,
                    known_at: Day::MAX,
                    locals: &locals,
                    further: Further::All,
                };
                let counts = file.work(1, |cases| {
                    let mut engine = Engine::new(&book, &question);
                    let mut derived = Vec::new();
                    while let Some((_, case)) = cases.next() {
                        engine.derive(case, &mut derived);
                    }
                    derived.len()
                });
                rows += counts.expect("in memory").into_iter().sum::<usize>();
            }
            Err(ReadError::Spill(error)) => panic!("number {number}: {error}"),
            Err(_) => unusable += 1,
        }
    }
    // The mutations are worth it: some files stay whole, some lose rows, some cannot be used.
    assert!(
        read > 400 && rejected > 200 && unusable > 100 && rows > 5000,
        "{read} {rejected} {unusable} {rows}"
    );
}
