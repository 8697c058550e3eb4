//! Writes a simulated municipality to nowhere, or to two files:
//! `time measure 1000000` or `measure 3000 facts.csv truth.jsonl`, and over other years
//! `measure 9000 facts.csv truth.jsonl 2006 21`.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use omhu_simulate::{Plan, simulate};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let children = words
        .first()
        .and_then(|word| word.parse().ok())
        .unwrap_or(100_000);
    let open = |place: usize| -> io::Result<Box<dyn Write>> {
        Ok(match words.get(place) {
            Some(path) => Box::new(BufWriter::new(File::create(path)?)),
            None => Box::new(io::sink()),
        })
    };
    let year = |place: usize, other| {
        words
            .get(place)
            .and_then(|word| word.parse().ok())
            .unwrap_or(other)
    };
    let (first_year, years) = (year(3, 2021), year(4, 5) as u32);
    let plan = Plan {
        children,
        ..Plan::over(first_year, years)
    };
    let summary = simulate(&plan, &mut open(1)?, &mut open(2)?, &mut |_| {})?;
    writeln!(
        io::stderr(),
        "{} children, {} families, {} facts, planted {:?}",
        summary.children,
        summary.families,
        summary.facts,
        summary.planted
    )
}
