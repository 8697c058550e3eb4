//! `omhu export`, `verify`, `backup`, `restore`: what keeps the data of a store safe and movable.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::anyhow;
use omhu_casework::access::{Action, Output};
use omhu_casework::ids::CaseNo;
use omhu_exchange::Column;
use omhu_law::load;
use omhu_report::{CsvStyle, Texts};
use omhu_store::{BackupKey, BackupSecret, Finding, Options, Store, Verified, new_backup_keys};

use super::stored;
use crate::cli::{Backup, Export, Reindex, Restore, Verify};
use crate::output::{of_file, whole_file};
use crate::progress;
use crate::session::{Exit, SIMULATED, Unusable, tell};

/// Cases read at once.
const PAGE: u32 = 500;

/// Writes all facts.
pub fn export(export: &Export, texts: &Texts) -> anyhow::Result<Exit> {
    let mut counts = (0u64, 0u64);
    let mut work = |out: &mut dyn Write| -> anyhow::Result<()> {
        counts = stored::block_on(async {
            // A look at all cases is written down, so this one writes too.
            let options = Options {
                must_exist: true,
                ..stored::options(&export.stored)
            };
            let store = stored::open_with(&export.stored, options).await?;
            let counts = write_all(&store, out).await;
            stored::close(store).await;
            counts
        })?;
        Ok(())
    };
    match &export.out {
        Some(path) => whole_file(path, work)?,
        None => {
            let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
            work(&mut out)?;
            out.flush()?;
        }
    }
    let told = [("cases", counts.0.into()), ("facts", counts.1.into())];
    tell(&texts.with("serve-exported", &told));
    Ok(Exit::Clean)
}

async fn write_all(store: &Store, out: &mut dyn Write) -> anyhow::Result<(u64, u64)> {
    let permit = stored::permit(store, Action::Export(Output::CaseDocuments)).await?;
    let mut line = String::new();
    // What came in as invented goes out as such: the heading of one more column says so.
    let simulated = store.is_simulated().await?.then_some(SIMULATED);
    let names = Column::ALL.map(Column::name);
    CsvStyle::CONTRACT.row(&mut line, names.into_iter().chain(simulated));
    out.write_all(line.as_bytes())?;
    let (mut cases, mut facts) = (0, 0);
    let mut after = CaseNo(0);
    loop {
        let page = store.export(&permit, after, PAGE).await?;
        let Some(last) = page.last() else {
            return Ok((cases, facts));
        };
        after = last.case;
        for case in &page {
            cases += 1;
            for cells in &case.facts {
                facts += 1;
                line.clear();
                let row = [
                    case.reference.as_str(),
                    &cells.kind,
                    &cells.when,
                    &cells.about,
                    &cells.reference,
                    &cells.basis,
                    &cells.value,
                    &cells.team,
                    &cells.caseworker,
                    &cells.family,
                    &cells.id,
                    &cells.recorded_at,
                ];
                CsvStyle::CONTRACT.row(&mut line, row.into_iter().chain(simulated.map(|_| "")));
                out.write_all(line.as_bytes())?;
            }
        }
    }
}

/// Checks everything.
pub fn verify(verify: &Verify, texts: &Texts) -> anyhow::Result<Exit> {
    let report = stored::block_on(async {
        // What is older than its checkpoints is told of, finding by finding.
        let options = Options {
            accept_rollback: true,
            ..stored::options(&verify.stored)
        };
        let store = stored::open_beside(&verify.stored, options).await?;
        let report = store.verify(verify.against.as_deref()).await;
        stored::close(store).await;
        Ok(report?)
    })?;
    tell_verified(&report, texts);
    if report.is_whole() {
        Ok(Exit::Clean)
    } else {
        Ok(Exit::Fault)
    }
}

fn tell_verified(report: &Verified, texts: &Texts) {
    if report.is_whole() {
        let counts = [
            ("cases", report.cases.into()),
            ("events", report.events.into()),
            ("access", report.access.into()),
            ("texts", report.texts.into()),
            ("rows", report.rows.into()),
            ("checkpoints", report.checkpoints.into()),
        ];
        tell(&texts.with("serve-whole", &counts));
        return;
    }
    tell(&texts.with("serve-not-whole", &[("faults", report.faults.into())]));
    for finding in &report.findings {
        tell(&found(finding, texts));
    }
}

/// A finding as a line.
fn found(finding: &Finding, texts: &Texts) -> String {
    let area = texts.get(match finding.area {
        "log" => "serve-area-log",
        "ledger" => "serve-area-ledger",
        "access_log" => "serve-area-access-log",
        "change_log" => "serve-area-change-log",
        "row_log" => "serve-area-row-log",
        "row" => "serve-area-row",
        "checkpoint" => "serve-area-checkpoint",
        "text" => "serve-area-text",
        "person" => "serve-area-person",
        _ => "serve-area-projection",
    });
    let of = match finding.area {
        "person" => "serve-finding-person",
        _ => "serve-finding-case",
    };
    let said =
        |key: &str, name: &str, number: i64| texts.with(key, &[(name, number.to_string().into())]);
    let number = finding.number.map(|number| said(of, "number", number));
    let place = match finding.place {
        0 => String::new(),
        place => said("serve-finding-place", "place", place),
    };
    let told = [
        ("area", area.into()),
        ("number", number.unwrap_or_default().into()),
        ("place", place.into()),
        ("what", stored::sentence(&finding.what, texts).into()),
    ];
    texts.with("serve-finding", &told)
}

/// Makes the index of the search anew, also while a server has the store.
pub fn reindex(reindex: &Reindex, texts: &Texts) -> anyhow::Result<Exit> {
    let count = stored::block_on(async {
        let (place, keys) = (
            stored::place(&reindex.stored),
            stored::keys(&reindex.stored),
        );
        let book = Arc::new(load::embedded(true)?);
        let options = stored::options(&reindex.stored);
        let store = Store::open_for_reindex(&place, &keys, book, options).await?;
        let bar = progress::bar(1, progress::COUNTED, texts.lang());
        let told = bar.clone();
        let mut step = move |done, all| {
            told.set_length(all);
            told.set_position(done);
        };
        let count = store.reindex(&mut step).await;
        bar.finish_and_clear();
        store.close().await;
        Ok(count?)
    })?;
    tell(&texts.with("serve-reindexed", &[("texts", count.into())]));
    Ok(Exit::Clean)
}

/// Writes a backup.
pub fn backup(backup: &Backup, texts: &Texts) -> anyhow::Result<Exit> {
    let public = public_file(&backup.key);
    if !backup.new_key {
        return write_backup(backup, public, texts);
    }
    make_keys(&backup.key, &public, texts)?;
    let done = write_backup(backup, public.clone(), texts);
    if done.is_err() {
        // Keys of no backup would only stand in the way of the next attempt.
        for file in [&backup.key, &public] {
            let _ = fs::remove_file(file);
        }
    }
    done
}

fn write_backup(backup: &Backup, public: PathBuf, texts: &Texts) -> anyhow::Result<Exit> {
    // The server needs the public key only; where just that is given, it is taken.
    let file = if public.exists() {
        public
    } else {
        backup.key.clone()
    };
    if !file.exists() {
        let names = [
            ("file", file.display().to_string().into()),
            (
                "public",
                public_file(&backup.key).display().to_string().into(),
            ),
        ];
        return Err(anyhow!(Unusable(texts.with("serve-key-missing", &names))));
    }
    let key = read_key(&file)?;
    let summary = stored::block_on(async {
        let options = stored::options(&backup.stored);
        let store = stored::open_beside(&backup.stored, options).await?;
        let now = stored::now().second;
        let done = store
            .backup(&backup.out, &BackupKey::Public(key), now)
            .await;
        stored::close(store).await;
        Ok(done?)
    })?;
    let rows: u64 = summary.rows.values().sum();
    tell(&texts.with("serve-backed-up", &[("rows", rows.into())]));
    Ok(Exit::Clean)
}

/// Makes a store of a backup.
pub fn restore(restore: &Restore, texts: &Texts) -> anyhow::Result<Exit> {
    let secret = BackupSecret::Secret(read_key(&restore.key)?);
    let report = stored::block_on(async {
        let today = stored::now().today;
        let (store, report) = Store::restore(
            &restore.from_backup,
            &secret,
            &stored::place(&restore.stored),
            &stored::keys(&restore.stored),
            Arc::new(load::embedded(true)?),
            stored::options(&restore.stored),
            today,
        )
        .await?;
        store.checkpoint(stored::now().second, None).await?;
        store.close().await;
        Ok(report)
    })?;
    tell_verified(&report, texts);
    if !report.is_whole() {
        return Ok(Exit::Fault);
    }
    tell(&texts.get("serve-restored"));
    Ok(Exit::Clean)
}

fn public_file(secret: &Path) -> PathBuf {
    let mut name = secret.as_os_str().to_owned();
    name.push(".pub");
    PathBuf::from(name)
}

fn make_keys(secret: &Path, public: &Path, texts: &Texts) -> anyhow::Result<()> {
    for file in [secret, public] {
        if file.exists() {
            let file = file.display().to_string();
            return Err(anyhow!(Unusable(
                texts.with("serve-key-there", &[("file", file.into())])
            )));
        }
    }
    let (BackupKey::Public(open), BackupSecret::Secret(hidden)) = new_backup_keys() else {
        return Err(anyhow!("new keys are of another sort"));
    };
    write_key(secret, &hidden)?;
    write_key(public, &open).inspect_err(|_| {
        // Half a pair is none.
        let _ = fs::remove_file(secret);
    })
}

fn write_key(path: &Path, key: &str) -> anyhow::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(of_file(path))?;
    writeln!(file, "{key}").map_err(of_file(path))?;
    file.sync_all().map_err(of_file(path))
}

fn read_key(path: &Path) -> anyhow::Result<String> {
    let text = fs::read_to_string(path).map_err(of_file(path))?;
    Ok(text.trim().to_owned())
}
