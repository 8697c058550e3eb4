//! Lists `locales/{da,en}/*.ftl` of the workspace, so that a new area needs no line of code: the folder is the registry.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let locales =
        Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../locales");
    let mut code = String::new();
    for (language, name) in [("da", "DA"), ("en", "EN")] {
        let folder = locales.join(language).canonicalize()?;
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
            .map(|entry| Ok(entry?.path()))
            .collect::<io::Result<_>>()?;
        files.retain(|path| path.extension().is_some_and(|ending| ending == "ftl"));
        files.sort();
        let _ = writeln!(
            code,
            "/// Area and text of each file in `locales/{language}`."
        );
        let _ = writeln!(code, "pub(crate) const {name}: &[(&str, &str)] = &[");
        for path in files {
            println!("cargo::rerun-if-changed={}", path.display());
            let area = path.file_stem().unwrap_or_default();
            let _ = writeln!(
                code,
                "    ({:?}, include_str!({:?})),",
                area.to_string_lossy(),
                path.to_string_lossy()
            );
        }
        code.push_str("];\n");
    }
    fs::write(
        Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("locales.rs"),
        code,
    )
}
