//! How many facts a second the law engine judges: one thread, all obligations of the contract, facts
//! of a simulated municipality in memory. `cargo bench -p omhu --bench engine`
//!
//! Inside the clock, for every case: filtering by as-of and known-at, retractions, filing by kind and
//! thing, and every row of the 22 obligations and 4 checks of the contract, with how its due day came
//! about and which facts it rests on, appended to a list that is emptied after each case. The facts
//! are counted once each, whether a rule looks at them or not.
//!
//! Outside: reading and ordering the facts, sentences of explanations, duties of `law/further`,
//! writing the rows; `xtask bench` counts reading, ordering and writing too.
//!
//! The best round is what the engine can do, the median what the machine let it do.

use std::hint::black_box;
use std::time::Instant;

use omhu_exchange::{Format, Options, Source};
use omhu_law::calendar::Day;
use omhu_law::derive::{Derived, Engine, Further, Question};
use omhu_law::history::CaseFacts;
use omhu_law::load;

/// How often all cases are judged.
const ROUNDS: usize = 21;

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::print_stdout, reason = "a benchmark tells its result")]
fn main() {
    let plan = omhu_simulate::Plan {
        children: 20_000,
        ..omhu_simulate::Plan::default()
    };
    let mut bytes = Vec::new();
    omhu_simulate::simulate(&plan, &mut bytes, &mut std::io::sink(), &mut |_| {})
        .expect("writing to memory");
    let book = load::embedded(false).expect("the law book is sound");
    let options = Options {
        format: Some(Format::Csv),
        ..Options::default()
    };
    let basis = |text: &str| book.basis(text);
    let source = Source::stream("simulated", std::io::Cursor::new(bytes));
    let file = omhu_exchange::read(source, &book.vocabulary, &basis, &options, &|_| {})
        .expect("the simulated file can be read");
    let parts = file.work(0, |cases| {
        // The engine looks at numbers only, so facts outlive the buffer their texts stand in.
        let mut kept: Vec<CaseFacts<'static>> = Vec::new();
        while let Some((_, case)) = cases.next() {
            kept.push(CaseFacts {
                facts: case.facts.clone(),
                rows: Vec::new(),
                things: vec![""; case.things.len()],
                retractions: case.retractions.clone(),
            });
        }
        kept
    });
    let cases: Vec<CaseFacts<'static>> = parts
        .expect("the rows are in memory")
        .into_iter()
        .flatten()
        .collect();
    let facts: usize = cases.iter().map(|case| case.facts.len()).sum();
    let day = Day::from_civil(2025, 12, 31);
    let question = Question {
        as_of: day,
        known_at: day,
        locals: &[],
        further: Further::No,
    };
    let mut engine = Engine::new(&book, &question);
    let mut rows: Vec<Derived> = Vec::new();
    let mut rounds = [0.0; ROUNDS];
    let mut count = 0;
    for round in &mut rounds {
        let start = now();
        count = 0;
        for case in &cases {
            rows.clear();
            engine.derive(case, &mut rows);
            count += black_box(&rows).len();
        }
        *round = start.elapsed().as_secs_f64();
    }
    rounds.sort_unstable_by(f64::total_cmp);
    let (best, median) = (rounds[0], rounds[ROUNDS / 2]);
    println!(
        "{} cases, {facts} facts, {count} rows: {:.1} million facts/s, {:.0} ns a fact (best of \
         {ROUNDS}; median {:.1} million)",
        cases.len(),
        facts as f64 / best / 1e6,
        best * 1e9 / facts as f64,
        facts as f64 / median / 1e6,
    );
}
