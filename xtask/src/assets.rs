//! `cargo xtask assets`: style, script, icons and fonts of the pages, made ready in `target/assets` for the next build.
//!
//! Owns: what is taken from other people's packages and what is left behind, hashed names, packing, the budget. Must
//! not know: how a page uses them. Nothing of others' work is committed; `crates/omhu-web/build.rs` embeds the result.

mod budget;
mod style;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::program::Program;
use crate::{machine, tree};

/// What is taken from npm, and under which name it is served.
const TAKEN: [(&str, &str); 5] = [
    ("htmx.org/dist/htmx.min.js", "htmx.js"),
    (
        "dkfds/dist/fonts/IBMPlexSans/split/woff2/IBMPlexSans-Regular-Latin1.woff2",
        "regular.woff2",
    ),
    (
        "dkfds/dist/fonts/IBMPlexSans/split/woff2/IBMPlexSans-SemiBold-Latin1.woff2",
        "semibold.woff2",
    ),
    (
        "dkfds/dist/fonts/IBMPlexSans/split/woff2/IBMPlexSans-Regular-Latin2.woff2",
        "regular-more.woff2",
    ),
    (
        "dkfds/dist/fonts/IBMPlexSans/split/woff2/IBMPlexSans-SemiBold-Latin2.woff2",
        "semibold-more.woff2",
    ),
];

/// The licences that travel with them.
const LICENCES: [&str; 3] = [
    "dkfds/LICENSE.md",
    "dkfds/dist/fonts/IBMPlexSans/complete/woff2/license.txt",
    "htmx.org/LICENSE",
];

/// Packs every file with gzip and brotli, both at their best; node, which npm needs anyway, has them built in.
const PACK: &str = "\
const fs = require('fs'), zlib = require('zlib'), quality = zlib.constants.BROTLI_PARAM_QUALITY;
for (const file of process.argv.slice(1)) {
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file + '.gz', zlib.gzipSync(bytes, { level: 9 }));
  fs.writeFileSync(file + '.br', zlib.brotliCompressSync(bytes, { params: { [quality]: 11 } }));
}";

fn own() -> PathBuf {
    tree::root().join("crates/omhu-web/assets")
}

fn packages() -> PathBuf {
    tree::target().join("npm-assets")
}

/// Makes `target/assets` anew.
pub fn make() -> anyhow::Result<()> {
    fetch()?;
    let modules = packages().join("node_modules");
    let read = |path: &Path| fs::read_to_string(path).with_context(|| path.display().to_string());
    let words = words(&tree::root().join("crates/omhu-web"))?;
    let mut made = Made::default();
    for (path, name) in TAKEN {
        let path = modules.join(path);
        made.add(
            name,
            fs::read(&path).with_context(|| path.display().to_string())?,
        );
    }
    made.add("mark.svg", fs::read(own().join("mark.svg"))?);
    let sprite = read(&modules.join("dkfds/dist/img/all-svg-icons.svg"))?;
    made.add("icons.svg", icons(&sprite, &words).into_bytes());
    made.add(
        "omhu.js",
        script(&read(&own().join("omhu.js"))?).into_bytes(),
    );
    let mut licences = String::new();
    for path in LICENCES {
        licences.push_str(&format!(
            "{path}\n\n{}\n\n",
            read(&modules.join(path))?.trim()
        ));
    }
    made.add("licences.txt", licences.into_bytes());

    let theirs = style::only_used(&read(&modules.join("dkfds/dist/css/dkfds.css"))?, &words);
    // In a layer of its own, so that a rule of ours wins however many classes theirs names.
    let mut css = format!("@layer dkfds{{{}}}", theirs.kept);
    let mut sheets: Vec<PathBuf> = fs::read_dir(own().join("style"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<_>>()?;
    sheets.sort();
    for sheet in sheets {
        css.push_str(&style::squeezed(&read(&sheet)?));
    }
    let css = made.linked(&css, &modules.join("dkfds/dist/img"))?;
    made.add("omhu.css", css.into_bytes());
    made.write(&tree::target().join("assets"), &theirs.dropped)?;
    budget::judge(&made.sizes()?)
}

/// The packages of the lock file, once.
fn fetch() -> anyhow::Result<()> {
    let to = packages();
    fs::create_dir_all(&to)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(own().join(name), to.join(name))?;
    }
    machine::npm_packages("crates/omhu-web/assets/package-lock.json", &to)
}

/// Every word in templates, code and script of the pages. A class or icon that is not among them cannot be used, as
/// no name is put together from pieces.
fn words(web: &Path) -> anyhow::Result<BTreeSet<String>> {
    let mut words = BTreeSet::new();
    let mut folders = vec![web.join("src"), own()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let ending = path.extension().and_then(|ending| ending.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if matches!(ending, Some("html" | "rs" | "js" | "css")) {
                let text = fs::read_to_string(&path)?;
                let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                words.extend(
                    text.split(|c| !is_word(c))
                        .filter(|word| !word.is_empty())
                        .map(str::to_owned),
                );
            }
        }
    }
    Ok(words)
}

/// The symbols of a sprite that are used.
fn icons(sprite: &str, words: &BTreeSet<String>) -> String {
    let mut text = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for symbol in sprite.split("<symbol ").skip(1) {
        let id = symbol.split('"').nth(1).unwrap_or_default();
        if let Some((symbol, _)) = symbol
            .split_once("</symbol>")
            .filter(|_| words.contains(id))
        {
            text.push_str(&format!("<symbol {symbol}</symbol>"));
        }
    }
    text.push_str("</svg>\n");
    text
}

/// Our script without its comments and indentation; nothing cleverer is needed for a few kilobytes.
fn script(text: &str) -> String {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The files so far: plain name, served name, content.
#[derive(Default)]
struct Made {
    files: BTreeMap<String, (String, Vec<u8>)>,
}

impl Made {
    fn add(&mut self, name: &str, content: Vec<u8>) -> String {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let served = format!("{stem}.{:016x}.{ending}", hash(&content));
        self.files
            .insert(name.to_owned(), (served.clone(), content));
        served
    }

    /// Style with every `url(...)` leading to a file of ours; pictures of the design system are taken along.
    fn linked(&mut self, css: &str, pictures: &Path) -> anyhow::Result<String> {
        let mut text = String::new();
        let mut parts = css.split("url(");
        text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (url, rest) = part.split_once(')').context("a url( without end")?;
            let url = url.trim_matches(['"', '\'']);
            let served = if let Some(picture) = url.strip_prefix("../img/") {
                let path = pictures.join(picture);
                let content = fs::read(&path).with_context(|| path.display().to_string())?;
                self.add(picture.rsplit('/').next().unwrap_or(picture), content)
            } else if let Some((served, _)) = self.files.get(url) {
                served.clone()
            } else {
                bail!("a style sheet asks for {url}, which nobody makes");
            };
            text.push_str(&format!("url({served}){rest}"));
        }
        Ok(text)
    }

    fn write(&self, to: &Path, dropped: &BTreeSet<String>) -> anyhow::Result<()> {
        let files = to.join("files");
        if files.exists() {
            fs::remove_dir_all(&files)?;
        }
        fs::create_dir_all(&files)?;
        let mut manifest = String::new();
        let mut to_pack = Vec::new();
        for (name, (served, content)) in &self.files {
            fs::write(files.join(served), content)?;
            manifest.push_str(&format!("{name}\t{served}\t{}\n", content_type(name)?));
            if !name.ends_with(".woff2") {
                to_pack.push(files.join(served));
            }
        }
        Program::new("node")
            .args(["-e", PACK])
            .args(to_pack)
            .quiet()?;
        let dropped: Vec<&str> = dropped.iter().map(String::as_str).collect();
        fs::write(to.join("dropped.txt"), dropped.join("\n") + "\n")?;
        // Last: a build that sees the list finds all of it.
        Ok(fs::write(to.join("manifest.tsv"), manifest)?)
    }

    /// Plain name, bytes as they are, bytes packed by gzip and by brotli.
    fn sizes(&self) -> anyhow::Result<Vec<budget::Size>> {
        let files = tree::target().join("assets/files");
        let packed = |served: &str, ending: &str| -> Option<u64> {
            Some(
                files
                    .join(format!("{served}.{ending}"))
                    .metadata()
                    .ok()?
                    .len(),
            )
        };
        let sizes = self.files.iter().map(|(name, (served, content))| {
            let plain = content.len() as u64;
            let gzip = packed(served, "gz").unwrap_or(plain);
            Ok(budget::Size {
                name: name.clone(),
                plain,
                gzip,
                brotli: packed(served, "br").unwrap_or(plain),
            })
        });
        sizes.collect()
    }
}

fn content_type(name: &str) -> anyhow::Result<&'static str> {
    Ok(match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => bail!("{name}: of which type?"),
    })
}

/// FNV-1a: tells two contents of one name apart, no more.
fn hash(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
