//! Where an answer goes: standard output, or a file that is whole or not there.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anyhow::anyhow;
use omhu_report::Texts;
use omhu_store::StoreError;

use crate::cli::{Answering, Format};
use crate::session::Unusable;

/// Lets `write` fill the place that the user named.
pub fn write(
    answering: &Answering,
    texts: &Texts,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let binary = matches!(answering.format, Format::Xlsx | Format::Pdf);
    match &answering.out {
        Some(path) => whole_file(path, write),
        None if binary && io::stdout().is_terminal() => {
            Err(anyhow!(Unusable(texts.get("check-needs-out"))))
        }
        None => {
            let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
            write(&mut out)?;
            out.flush()?;
            Ok(())
        }
    }
}

/// Writes beside the file and renames, so that a failure leaves what was there before.
///
/// A device or a pipe (`/dev/null`, `/dev/stdout`) is written to, never replaced.
pub fn whole_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if std::fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        let file = std::fs::OpenOptions::new().write(true).open(path);
        let file = file.map_err(of_file(path))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        write(&mut out)?;
        return out.flush().map_err(of_file(path));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let beside = tempfile::NamedTempFile::new_in(folder);
    let mut out = BufWriter::with_capacity(1 << 20, beside.map_err(of_file(folder))?);
    write(&mut out)?;
    let file = out
        .into_inner()
        .map_err(|error| of_file(path)(error.into_error()))?;
    file.as_file().sync_all().map_err(of_file(path))?;
    let kept = file.persist(path);
    kept.map_err(|error| of_file(path)(error.error))?;
    Ok(())
}

/// A file that cannot be read or written: the user's to mend, told in their language.
pub fn of_file(path: &Path) -> impl Fn(io::Error) -> anyhow::Error + '_ {
    |error| anyhow!(StoreError::File(path.display().to_string(), error))
}

/// Whether an error only says that nobody reads on (`omhu check ... | head`).
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<io::Error>())
        .map(io::Error::kind);
    kind == Some(io::ErrorKind::BrokenPipe)
}
