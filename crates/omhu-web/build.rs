//! Embeds what is there: the texts of the pages, and the assets that `cargo xtask assets` has made, if it has.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let crate_folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    let root = crate_folder.join("../..").canonicalize()?;
    fs::write(
        out.join("locales.rs"),
        texts(&[
            root.join("locales/web"),
            root.join("locales/steps"),
            root.join("locales/casework"),
        ])?,
    )?;
    println!("cargo::rerun-if-env-changed=CARGO_TARGET_DIR");
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |folder| root.join(folder));
    fs::write(out.join("assets.rs"), assets(&target.join("assets"), &out)?)
}

/// Area and text of each `locales/{web,steps,casework}/{da,en}/*.ftl`: the folder is the registry.
fn texts(folders: &[PathBuf]) -> io::Result<String> {
    let mut code = String::new();
    for (language, name) in [("da", "DA"), ("en", "EN")] {
        let mut files: Vec<PathBuf> = Vec::new();
        for folder in folders {
            let folder = folder.join(language);
            println!("cargo::rerun-if-changed={}", folder.display());
            for entry in fs::read_dir(&folder)? {
                files.push(entry?.path());
            }
        }
        files.retain(|path| path.extension().is_some_and(|ending| ending == "ftl"));
        files.sort();
        let _ = writeln!(code, "pub(super) const {name}: &[(&str, &str)] = &[");
        for path in files {
            let area = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let _ = writeln!(code, "    ({area:?}, include_str!({path:?})),");
        }
        code.push_str("];\n");
    }
    Ok(code)
}

/// One line of `manifest.tsv` is: name, served name, content type. Beside each file stand its `.gz` and `.br`. They are
/// copied before they are embedded, so that assets made anew in the middle of a build change nothing in it.
fn assets(folder: &Path, out: &Path) -> io::Result<String> {
    // Made if missing, so that cargo has something to watch.
    fs::create_dir_all(folder)?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let taken = |name: String| -> io::Result<Option<String>> {
        let (from, to) = (folder.join("files").join(&name), out.join(&name));
        if !from.is_file() {
            return Ok(None);
        }
        fs::copy(from, &to)?;
        Ok(Some(format!("include_bytes!({to:?})")))
    };
    let mut code = String::from("pub(super) static FILES: &[super::File] = &[\n");
    let manifest = fs::read_to_string(folder.join("manifest.tsv")).unwrap_or_default();
    for line in manifest.lines() {
        let [name, served, content_type] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(io::Error::other(format!(
                "target/assets/manifest.tsv: {line}"
            )));
        };
        let missing =
            || io::Error::other(format!("target/assets has no {served}: cargo xtask assets"));
        let plain = taken(served.to_owned())?.ok_or_else(missing)?;
        let packed = |ending: &str| -> io::Result<String> {
            let found = taken(format!("{served}.{ending}"))?;
            Ok(found.map_or_else(|| "None".to_owned(), |bytes| format!("Some({bytes})")))
        };
        let _ = writeln!(
            code,
            "    super::File {{ name: {name:?}, served: {served:?}, content_type: {content_type:?}, \
             plain: {plain}, gzip: {}, brotli: {} }},",
            packed("gz")?,
            packed("br")?,
        );
    }
    code.push_str("];\n");
    Ok(code)
}
