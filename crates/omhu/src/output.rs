//! Where an answer goes: standard output, or a file that is whole or not there.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anyhow::{Context, anyhow};
use omhu_report::Texts;

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
    let name = || path.display().to_string();
    if std::fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        let file = std::fs::OpenOptions::new().write(true).open(path);
        let file = file.map_err(|error| anyhow!(Unusable(format!("{}: {error}", name()))))?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        write(&mut out)?;
        return out.flush().with_context(name);
    }
    let cannot = |error: io::Error| anyhow!(Unusable(format!("{}: {error}", name())));
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let beside = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")));
    let mut out = BufWriter::with_capacity(1 << 20, beside.map_err(cannot)?);
    write(&mut out)?;
    let file = out
        .into_inner()
        .map_err(|error| error.into_error())
        .with_context(name)?;
    file.as_file().sync_all().with_context(name)?;
    file.persist(path).with_context(name)?;
    Ok(())
}

/// Whether an error only says that nobody reads on (`omhu check ... | head`).
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<io::Error>())
        .map(io::Error::kind);
    kind == Some(io::ErrorKind::BrokenPipe)
}
