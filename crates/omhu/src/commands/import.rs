//! `omhu import`: a case history into the store.

use std::sync::mpsc::{Receiver, sync_channel};

use anyhow::anyhow;
use omhu_casework::access::Action;
use omhu_casework::fact::FactCells;
use omhu_exchange::CaseFile;
use omhu_law::calendar::{When, instant_text};
use omhu_law::history::{CaseFacts, Row};
use omhu_law::vocabulary::{Value, Vocabulary};
use omhu_report::Texts;
use omhu_store::{CaseRows, Imported, Permit, Store};

use super::stored;
use crate::cli::{Asking, Import, Stored};
use crate::progress;
use crate::session::{Exit, Session, Unusable, is_simulated, tell};

/// New cases that a try names: enough to see a mistyped id among many that are known.
const NAMED: usize = 20;
/// Cases that wait between the reader and the store.
const WAITING: usize = 512;

pub fn run(import: &Import, texts: Texts) -> anyhow::Result<Exit> {
    let asking = Asking {
        further: true,
        ..Asking::default()
    };
    let session = Session::new(&asking, texts)?;
    let file = session.read(&import.reading)?;
    let rejected = file.rejected().total;
    let report = stored::block_on(async {
        // What would come into an empty place is tried in one that goes away: a try makes no store.
        let aside = match import.dry_run && !there(&import.stored).await? {
            true => Some(tempfile::tempdir()?),
            false => None,
        };
        let stored = match &aside {
            Some(folder) => &Stored {
                data: folder.path().join("store"),
                database: None,
                master_key: None,
                ..import.stored.clone()
            },
            None => &import.stored,
        };
        let store = stored::open(stored).await?;
        let permit = stored::permit(&store, Action::Import).await?;
        let texts = &session.texts;
        let report = bring_in(&store, &permit, file, import.dry_run, |_| true, texts).await;
        drop(permit);
        if report.is_ok() && !import.dry_run {
            store.checkpoint(stored::now().second, None).await?;
        }
        stored::close(store).await;
        report
    })?;
    for (case, id) in &report.conflict_rows {
        let names = [("case", case.into()), ("id", id.into())];
        tell(&session.texts.with("serve-conflict", &names));
    }
    let key = if import.dry_run {
        "serve-would-import"
    } else {
        "serve-imported"
    };
    let mut counts = vec![
        ("cases", report.new_cases.into()),
        ("facts", report.new_facts.into()),
        ("same", report.same_facts.into()),
        ("conflicts", report.conflicts.into()),
    ];
    if !import.dry_run {
        counts.push(("retracted", report.retracted.into()));
    }
    tell(&session.texts.with(key, &counts));
    if import.dry_run && !report.new_references.is_empty() {
        let named = &report.new_references[..report.new_references.len().min(NAMED)];
        let hidden = report.new_cases - named.len() as u64;
        let names = [
            ("cases", named.join(", ").into()),
            ("hidden", hidden.into()),
        ];
        tell(&session.texts.with("serve-new-cases", &names));
    }
    Ok(if rejected + report.conflicts + report.rejected > 0 {
        Exit::SomeRejected
    } else {
        Exit::Clean
    })
}

async fn there(stored: &Stored) -> anyhow::Result<bool> {
    let there = Store::is_there(&stored::place(stored)).await;
    Ok(there?)
}

/// Invented and real cases never stand in one store: no page could say which are which. A simulated file marks the store.
async fn marked(
    store: &Store,
    simulated: bool,
    dry_run: bool,
    texts: &Texts,
) -> anyhow::Result<()> {
    let why = match (simulated, store.is_simulated().await?) {
        (false, true) => "serve-import-real",
        (true, false) if store.has_cases().await? => "serve-import-simulated",
        (true, false) if !dry_run => return Ok(store.mark_simulated().await?),
        _ => return Ok(()),
    };
    Err(anyhow!(Unusable(texts.get(why))))
}

/// Brings the cases of a file into the store; `keep` says which facts.
pub async fn bring_in(
    store: &Store,
    permit: &Permit,
    file: CaseFile,
    dry_run: bool,
    keep: impl Fn(&Row<'_>) -> bool + Send + Sync + 'static,
    texts: &Texts,
) -> anyhow::Result<Imported> {
    marked(store, is_simulated(&file), dry_run, texts).await?;
    let bar = progress::bar(file.rows(), progress::PACED, texts.lang());
    let told = bar.clone();
    let vocabulary = store.book().vocabulary.clone();
    let (sender, receiver) = sync_channel::<CaseRows>(WAITING);
    let reading = std::thread::spawn(move || {
        file.work(1, |partition| {
            while let Some((case, facts)) = partition.next() {
                told.inc(facts.rows.len() as u64);
                let rows = cells_of(&vocabulary, facts, &keep);
                // The store stops listening only where it failed; its error is told.
                if !rows.is_empty() && sender.send((case.to_owned(), rows)).is_err() {
                    return;
                }
            }
        })
        .map(drop)
    });
    let cases = Cases(receiver);
    let report = store.import(permit, cases, stored::now(), dry_run).await;
    bar.finish_and_clear();
    let read = reading.join();
    let report = report?;
    read.map_err(|_| anyhow::anyhow!("a reader thread panicked"))??;
    Ok(report)
}

/// The cases as they come from the reader.
struct Cases(Receiver<CaseRows>);

impl Iterator for Cases {
    type Item = CaseRows;

    fn next(&mut self) -> Option<CaseRows> {
        self.0.recv().ok()
    }
}

fn cells_of(
    vocabulary: &Vocabulary,
    facts: &CaseFacts<'_>,
    keep: &impl Fn(&Row<'_>) -> bool,
) -> Vec<FactCells> {
    let rows = facts.rows.iter().filter(|row| keep(row));
    rows.map(|row| FactCells {
        kind: vocabulary.kind(row.kind).name.clone(),
        when: text_of(row.when, row.when_text),
        about: row.about.to_owned(),
        reference: row.reference.to_owned(),
        basis: row.basis_text.to_owned(),
        value: match row.value {
            // A day that a mapping read in another form is written in the contract's.
            Value::Until(day) => day.to_string(),
            _ => row.value_text.to_owned(),
        },
        team: row.team.to_owned(),
        caseworker: row.caseworker.to_owned(),
        family: row.family.to_owned(),
        id: row.id.to_owned(),
        recorded_at: if row.recorded == row.when {
            String::new()
        } else {
            text_of(row.recorded, "")
        },
    })
    .collect()
}

/// The cell: as it was written where it is the contract's form, else in that form.
fn text_of(when: When, written: &str) -> String {
    match when.instant() {
        None => when.day.to_string(),
        Some(_) if When::parse(written.as_bytes()) == Ok(when) => written.to_owned(),
        Some(second) => instant_text(second),
    }
}
