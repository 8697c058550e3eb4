//! Puts the rows of a CSV file into a random order that a seed decides: real extracts are not sorted by case.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use anyhow::Context as _;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

/// Shuffles all rows but the header; says how many there are.
pub fn shuffle(from: &Path, to: &Path, seed: u64) -> anyhow::Result<usize> {
    let text = std::fs::read(from).with_context(|| from.display().to_string())?;
    let ends = record_ends(&text);
    let (header, _) = *ends.first().context("the file has no header")?;
    let mut order: Vec<u32> = (1..ends.len() as u32).collect();
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    for place in (1..order.len()).rev() {
        // Fisher and Yates; the bias of the remainder is far below what anyone could see.
        let other = (random.next_u64() % (place as u64 + 1)) as usize;
        order.swap(place, other);
    }
    let mut out = BufWriter::with_capacity(1 << 20, File::create(to)?);
    out.write_all(&text[..header])?;
    for place in &order {
        let (end, start) = ends[*place as usize];
        out.write_all(&text[start..end])?;
    }
    out.flush()?;
    Ok(order.len())
}

/// (end, start) of each record; a line end between quotes ends none.
fn record_ends(text: &[u8]) -> Vec<(usize, usize)> {
    let mut ends = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (place, byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                ends.push((place + 1, start));
                start = place + 1;
            }
            _ => {}
        }
    }
    if start < text.len() {
        ends.push((text.len(), start));
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rows_in_another_order() {
        let folder = tempfile();
        let (from, to) = (folder.join("from.csv"), folder.join("to.csv"));
        let rows: Vec<String> = (0..100).map(|i| format!("{i},\"a\nb\"\n")).collect();
        std::fs::write(&from, format!("n,t\n{}", rows.concat())).unwrap();
        assert_eq!(shuffle(&from, &to, 7).unwrap(), 100);
        let first = std::fs::read_to_string(&to).unwrap();
        shuffle(&from, &to, 7).unwrap();
        assert_eq!(
            first,
            std::fs::read_to_string(&to).unwrap(),
            "the seed decides"
        );
        let body = first.strip_prefix("n,t\n").unwrap();
        let mut found: Vec<String> = body.split_inclusive("b\"\n").map(str::to_owned).collect();
        assert_ne!(found, rows);
        found.sort_by_key(|row| row.split(',').next().unwrap().parse::<u32>().unwrap());
        assert_eq!(found, rows);
        std::fs::remove_dir_all(folder).unwrap();
    }

    fn tempfile() -> std::path::PathBuf {
        let folder = crate::tree::target().join(format!("shuffle-test-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }
}
