//! One run over a file: law book, question, reading, and telling what could not be read.

use std::io::Write as _;
use std::path::Path;
use std::sync::Mutex;

use anyhow::anyhow;
use omhu_exchange::{CaseFile, Format, Language, Mapping, Options, ReadError, Rejection, Source};
use omhu_law::book::LawBook;
use omhu_law::calendar::Day;
use omhu_law::derive::{Further, Question};
use omhu_law::load;
use omhu_report::{CsvStyle, Lang, Texts, printable};

use crate::cli::{Asking, Input, Reading};
use crate::clock;
use crate::output::of_file;
use crate::progress;

/// How a run ends; the numbers are the contract's (section 1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// No row rejected.
    Clean = 0,
    /// What is stored is not what was written.
    Fault = 1,
    /// The file, or the command, cannot be used at all.
    Unusable = 2,
    /// Rows were rejected; the answer was given all the same.
    SomeRejected = 3,
}

impl Exit {
    /// How a run over this file ends, its answer given.
    pub fn of(file: &CaseFile) -> Exit {
        match file.rejected().total {
            0 => Exit::Clean,
            _ => Exit::SomeRejected,
        }
    }
}

/// A message for the user that ends the run with status 2.
#[derive(Debug)]
pub struct Unusable(pub String);

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unusable {}

/// What a command works with.
pub struct Session {
    pub texts: Texts,
    pub book: LawBook,
    pub as_of: Day,
    pub known_at: Day,
    pub locals: Vec<String>,
    pub further: Further,
    pub assumptions: Vec<String>,
}

/// The law book asked for: the embedded one, or a folder of law files.
pub fn law_book(folder: Option<&Path>, further: bool) -> anyhow::Result<LawBook> {
    let Some(folder) = folder else {
        return Ok(load::embedded(further)?);
    };
    let files = load::read_folder(folder).map_err(|error| anyhow!(Unusable(error.to_string())))?;
    load::load(&files).map_err(|error| anyhow!(Unusable(error.to_string())))
}

impl Session {
    pub fn new(asking: &Asking, texts: Texts) -> anyhow::Result<Session> {
        let further = match asking.further_since {
            Some(day) => Further::Since(day),
            None => asking.further.into(),
        };
        let mut book = law_book(asking.law.as_deref(), further != Further::No)?;
        for assumption in &asking.assume {
            let (name, value) = assumption.split_once('=').unwrap_or((assumption, ""));
            book.assumptions.set(name, value).map_err(|allowed| {
                anyhow!(Unusable(texts.with(
                    "check-bad-assumption",
                    &[("given", assumption.into()), ("allowed", allowed.into())],
                )))
            })?;
        }
        for local in &asking.local {
            if book.local(local).is_none() {
                let known: Vec<&str> = book.locals.iter().map(|local| local.id.as_str()).collect();
                return Err(anyhow!(Unusable(texts.with(
                    "check-unknown-local",
                    &[("given", local.into()), ("known", known.join(", ").into())],
                ))));
            }
        }
        // The clock is read only where a day was left out.
        let today = || clock::today();
        Ok(Session {
            as_of: asking.as_of.unwrap_or_else(today),
            known_at: asking.known_at.unwrap_or_else(today),
            locals: asking.local.clone(),
            further,
            assumptions: asking.assume.clone(),
            texts,
            book,
        })
    }

    pub fn question(&self) -> Question<'_> {
        Question {
            as_of: self.as_of,
            known_at: self.known_at,
            locals: &self.locals,
            further: self.further,
        }
    }

    pub fn language(&self) -> Language {
        language(self.texts.lang())
    }

    /// Reads the file; tells on standard error what was rejected.
    pub fn read(&self, reading: &Reading) -> anyhow::Result<CaseFile> {
        let mapping = mapping_of(reading, &self.texts)?;
        let sink = match &reading.rejected {
            None => None,
            Some(path) => Some(Mutex::new(RejectionFile::create(path)?)),
        };
        let every = |rejection: &Rejection| {
            if let Some(sink) = &sink
                && let Ok(mut sink) = sink.lock()
            {
                sink.push(rejection, self.language());
            }
        };
        let options = Options {
            format: format_of(reading),
            mapping: mapping.as_ref(),
            memory_bytes: reading.memory.max(16) << 20,
            threads: reading.threads,
            spill_dir: reading.spill_dir.clone(),
            every_rejection: sink.is_some().then_some(&every),
            ..Options::default()
        };
        let size = std::fs::metadata(&reading.file).map_or(0, |data| data.len());
        let bar = progress::bar(size, progress::BYTES, self.texts.lang());
        let told = |progress: omhu_exchange::Progress| bar.set_position(progress.bytes);
        let basis = |text: &str| self.book.basis(text);
        let source = source_of(reading);
        let result = omhu_exchange::read(source, &self.book.vocabulary, &basis, &options, &told);
        bar.finish_and_clear();
        if let Some(sink) = sink {
            let sink = sink
                .into_inner()
                .map_err(|_| anyhow!("a reader thread panicked"))?;
            sink.finish()?;
        }
        match result {
            Ok(file) => {
                self.tell_unknown(file.unknown_columns());
                self.tell_rejected(file.rejected());
                Ok(file)
            }
            Err(ReadError::NothingButRejected {
                rejected,
                unknown_columns,
            }) => {
                self.tell_unknown(&unknown_columns);
                self.tell_rejected(&rejected);
                Err(anyhow!(Unusable(
                    self.texts.get("check-nothing-but-rejected")
                )))
            }
            Err(error @ ReadError::Spill(_)) => Err(error.into()),
            Err(error) => Err(anyhow!(Unusable(error.message(self.language())))),
        }
    }

    fn tell_unknown(&self, columns: &[String]) {
        let unknown: Vec<&str> = columns
            .iter()
            .map(String::as_str)
            .filter(|column| *column != SIMULATED)
            .collect();
        if !unknown.is_empty() {
            let list = unknown.join(", ");
            tell(
                &self
                    .texts
                    .with("check-unknown-columns", &[("columns", list.into())]),
            );
        }
    }

    fn tell_rejected(&self, rejected: &omhu_exchange::Rejected) {
        const SHOWN: usize = 200;
        for rejection in rejected.first.iter().take(SHOWN) {
            tell(&self.rejection_text(rejection));
        }
        if rejected.total > 0 {
            let hidden = rejected.total.saturating_sub(SHOWN as u64);
            let args = [("count", rejected.total.into()), ("hidden", hidden.into())];
            tell(&self.texts.with("check-rejected", &args));
        }
    }

    /// One rejection as a line: line, column, offending text, what was expected.
    pub fn rejection_text(&self, rejection: &Rejection) -> String {
        self.texts.with(
            "check-rejection",
            &[
                ("line", rejection.line.to_string().into()),
                ("column", (&rejection.column).into()),
                (
                    "text",
                    match rejection.text.as_str() {
                        "" => self.texts.get("check-empty-cell").into(),
                        text => text.into(),
                    },
                ),
                ("why", rejection.why.message(self.language()).into()),
            ],
        )
    }
}

/// The column whose heading says that a file was made by `omhu simulate`.
pub const SIMULATED: &str = "simulated";

/// Whether a file says of itself that it is simulated.
pub fn is_simulated(file: &CaseFile) -> bool {
    file.unknown_columns()
        .iter()
        .any(|column| column == SIMULATED)
}

/// The language of the exchange crate's messages.
pub fn language(lang: Lang) -> Language {
    match lang {
        Lang::Da => Language::Da,
        Lang::En => Language::En,
    }
}

/// The source named on the command line; `-` is standard input.
pub fn source_of(reading: &Reading) -> Source<'static> {
    if reading.file.as_os_str() == "-" {
        return Source::stream("-", std::io::stdin());
    }
    Source::Path(reading.file.clone())
}

pub fn format_of(reading: &Reading) -> Option<Format> {
    reading.input.map(|input| match input {
        Input::Csv => Format::Csv,
        Input::Jsonl => Format::JsonLines,
    })
}

fn mapping_of(reading: &Reading, texts: &Texts) -> anyhow::Result<Option<Mapping>> {
    let Some(path) = &reading.mapping else {
        return Ok(None);
    };
    let mapping = Mapping::from_file(path)
        .map_err(|error| anyhow!(Unusable(error.message(language(texts.lang())))))?;
    Ok(Some(mapping))
}

/// Tells the user something beside the answer.
pub fn tell(text: &str) {
    // An offending text must not steer the terminal.
    let _ = writeln!(std::io::stderr(), "{}", printable(text));
}

/// All rejected rows as CSV for people.
struct RejectionFile {
    file: std::io::BufWriter<std::fs::File>,
    error: Option<std::io::Error>,
}

impl RejectionFile {
    fn create(path: &Path) -> anyhow::Result<RejectionFile> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        // Offending texts may be personal data: nobody else may read them.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(of_file(path))?;
        let mut made = RejectionFile {
            file: std::io::BufWriter::new(file),
            error: None,
        };
        made.file
            .write_all("\u{feff}".as_bytes())
            .map_err(of_file(path))?;
        made.row(["line", "column", "text", "why"]);
        Ok(made)
    }

    fn push(&mut self, rejection: &Rejection, language: Language) {
        let line = rejection.line.to_string();
        let why = rejection.why.message(language);
        self.row([&line, &rejection.column, &rejection.text, &why]);
    }

    fn row(&mut self, cells: [&str; 4]) {
        let mut text = String::new();
        CsvStyle::PEOPLE.row(&mut text, cells);
        if let Err(error) = self.file.write_all(text.as_bytes()) {
            self.error.get_or_insert(error);
        }
    }

    fn finish(mut self) -> anyhow::Result<()> {
        if let Some(error) = self.error.take() {
            return Err(error.into());
        }
        Ok(self.file.flush()?)
    }
}
