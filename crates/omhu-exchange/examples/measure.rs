//! Measures reading and grouping: `measure [FILE] [--rows N] [--ids] [--quoted] [--jsonl] [--threads N] [--memory MIB] [--repeat N]`.
//!
//! Without a file, writes one of 10 million rows in random order to the temporary folder first.
#![expect(
    clippy::disallowed_methods,
    reason = "measures time, and never runs in the product"
)]
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use omhu_exchange::{Options, Source, read};

#[path = "../tests/support/vocabulary.rs"]
mod vocabulary;

struct Wish {
    file: Option<PathBuf>,
    rows: u64,
    ids: bool,
    quoted: bool,
    jsonl: bool,
    threads: usize,
    memory: usize,
    repeat: usize,
}

fn wish() -> Wish {
    let mut wish = Wish {
        file: None,
        rows: 10_000_000,
        ids: false,
        quoted: false,
        jsonl: false,
        threads: 0,
        memory: 1024,
        repeat: 1,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|n| n.parse().ok()).unwrap_or(1);
        match word.as_str() {
            "--rows" => wish.rows = number() as u64,
            "--ids" => wish.ids = true,
            "--quoted" => wish.quoted = true,
            "--jsonl" => wish.jsonl = true,
            "--threads" => wish.threads = number(),
            "--repeat" => wish.repeat = number(),
            "--memory" => wish.memory = number(),
            _ => wish.file = Some(word.into()),
        }
    }
    wish
}

fn main() {
    let wish = wish();
    let path = wish.file.clone().unwrap_or_else(|| invented(&wish));
    let vocabulary = vocabulary::vocabulary();
    let options = Options {
        threads: wish.threads,
        memory_bytes: wish.memory << 20,
        ..Options::default()
    };
    let size = std::fs::metadata(&path).map_or(0, |m| m.len());
    let (mut reading, mut grouping) = (Best::default(), Best::default());
    for _ in 0..wish.repeat.max(1) {
        let clock = Clock::start();
        let source = Source::Path(path.clone());
        let file = match read(source, &vocabulary, &vocabulary::basis, &options, &|_| {}) {
            Ok(file) => file,
            Err(error) => {
                println!("{error}");
                return;
            }
        };
        reading.take(&clock);
        println!(
            "read  {:>10} rows, {} rejected, {:.0} MB in {:.2} s ({:.2} s of all cores): {:.2} million rows/s, peak {} MiB",
            file.rows(),
            file.rejected().total,
            size as f64 / 1e6,
            reading.wall,
            reading.cores,
            file.rows() as f64 / 1e6 / reading.wall,
            peak()
        );
        let clock = Clock::start();
        let counts = file.work(wish.threads, |cases| {
            let (mut count, mut facts) = (0u64, 0u64);
            while let Some((_, case)) = cases.next() {
                count += 1;
                facts += case.facts.len() as u64;
            }
            (count, facts)
        });
        let (cases, facts) = counts
            .into_iter()
            .flatten()
            .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        grouping.take(&clock);
        println!(
            "group {facts:>10} facts, {cases} cases in {:.2} s ({:.2} s of all cores), peak {} MiB",
            grouping.wall,
            grouping.cores,
            peak()
        );
    }
}

/// Wall time and the work of all cores: other programs disturb the first more than the second.
struct Clock {
    wall: Instant,
    cores: f64,
}

struct Best {
    wall: f64,
    cores: f64,
}

impl Default for Best {
    fn default() -> Self {
        Best {
            wall: f64::MAX,
            cores: f64::MAX,
        }
    }
}

impl Clock {
    fn start() -> Clock {
        Clock {
            wall: Instant::now(),
            cores: worked(),
        }
    }
}

impl Best {
    fn take(&mut self, clock: &Clock) {
        self.wall = self.wall.min(clock.wall.elapsed().as_secs_f64());
        self.cores = self.cores.min(worked() - clock.cores);
    }
}

/// Seconds that all cores together have worked for this process.
fn worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(") ")
        .next()
        .unwrap_or_default()
        .split(' ')
        .collect();
    let ticks = |index: usize| {
        fields
            .get(index)
            .and_then(|f| f.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}

fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").trim().parse::<u64>().ok())
        .map_or(0, |kb| kb / 1024)
}

/// Writes a case history of nobody.
fn invented(wish: &Wish) -> PathBuf {
    let form = if wish.jsonl { "jsonl" } else { "csv" };
    let name = format!(
        "omhu-measure-{}{}{}.{form}",
        wish.rows,
        if wish.ids { "-ids" } else { "" },
        if wish.quoted { "-quoted" } else { "" }
    );
    let path = std::env::temp_dir().join(name);
    if !path.exists() {
        write(&path, wish).expect("the temporary folder");
    }
    path
}

fn write(path: &Path, wish: &Wish) -> std::io::Result<()> {
    const KINDS: [(&str, &str, bool, &str, &str); 12] = [
        ("notification_received", "n", false, "", "professional"),
        ("immediate_risk_assessed", "n", false, "", "no_danger"),
        ("notification_receipt_sent", "n", false, "", ""),
        ("support_need_known", "a", true, "", ""),
        ("assessment_completed", "a", false, "", ""),
        ("decision_made", "d", true, "bl-32", "support"),
        ("plan_made", "p", true, "", ""),
        ("measure_started", "m", true, "bl-32", "placement"),
        ("review_held", "x", true, "", ""),
        ("supervision_visit_held", "x", true, "", "talk"),
        ("review_rhythm_decided", "", true, "", "P6M"),
        ("case_assigned", "", false, "", ""),
    ];
    let names = [
        "case",
        "kind",
        "when",
        "about",
        "ref",
        "basis",
        "value",
        "team",
        "caseworker",
        "family",
        "id",
        "recorded_at",
    ];
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    if !wish.jsonl {
        writeln!(out, "{}", names.join(","))?;
    }
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut random = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % below
    };
    for row in 0..wish.rows {
        let (kind, about, has_ref, basis, value) = KINDS[random(12) as usize];
        let day = format!(
            "{}-{:02}-{:02}",
            2018 + random(8),
            1 + random(12),
            1 + random(28)
        );
        let when = match random(4) {
            0 => format!("{day}T{:02}:{:02}:00+01:00", random(24), random(60)),
            _ => day,
        };
        let assigned = kind == "case_assigned";
        let cells = [
            format!("S-{:07}", random(wish.rows / 25 + 1)),
            kind.to_owned(),
            when.clone(),
            if about.is_empty() {
                String::new()
            } else {
                format!("{about}{}", 1 + random(4))
            },
            if has_ref {
                format!("r{}", 1 + random(4))
            } else {
                String::new()
            },
            basis.to_owned(),
            value.to_owned(),
            if assigned {
                format!("Team Nørrebro {}", random(9))
            } else {
                String::new()
            },
            if assigned {
                format!("sb{}", random(900))
            } else {
                String::new()
            },
            String::new(),
            if wish.ids {
                format!("{row:08}")
            } else {
                String::new()
            },
            if random(8) == 0 { when } else { String::new() },
        ];
        if wish.jsonl {
            let pairs: Vec<String> = names
                .iter()
                .zip(&cells)
                .filter(|(_, c)| !c.is_empty())
                .map(|(n, c)| format!("\"{n}\":\"{c}\""))
                .collect();
            writeln!(out, "{{{}}}", pairs.join(","))?;
        } else if wish.quoted {
            writeln!(out, "\"{}\"", cells.join("\",\""))?;
        } else {
            writeln!(out, "{}", cells.join(","))?;
        }
    }
    out.flush()
}
