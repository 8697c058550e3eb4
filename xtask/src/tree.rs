//! Where things are: the root, the build folder, the files of the project.

use std::path::{Path, PathBuf};

use crate::program::Program;

/// The root of the project.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The binary that `cargo build` made.
pub fn omhu(profile: &str) -> PathBuf {
    target().join(profile).join("omhu")
}

/// The files of the project, tracked or new, below the root and sorted; what `.gitignore` names is left out.
pub fn files() -> anyhow::Result<Vec<String>> {
    let list = Program::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .output()?;
    let mut files: Vec<String> = list
        .split('\0')
        .filter(|name| !name.is_empty() && root().join(name).is_file())
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    Ok(files)
}
