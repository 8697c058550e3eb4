//! Embeds the folder `law/` into the crate: a list of file names and texts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets this"));
    let law = here.join("../../law");
    println!("cargo::rerun-if-changed={}", law.display());
    let mut files = Vec::new();
    collect(&law, &law, &mut files);
    files.sort();
    let mut code = String::from("[\n");
    for (name, path) in files {
        println!("cargo::rerun-if-changed={}", path.display());
        let _ = writeln!(
            code,
            "({name:?}, include_str!({:?})),",
            path.display().to_string()
        );
    }
    code.push(']');
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets this"));
    fs::write(out.join("law_files.rs"), code).expect("the build folder is writable");
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder)
        .expect("the folder law/ is readable")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "toml" || e == "md") {
            let name = path.strip_prefix(root).expect("below the root");
            let path = path.canonicalize().expect("the file exists");
            files.push((name.display().to_string(), path));
        }
    }
}
