//! What a first visit may weigh, packed by gzip.

use anyhow::ensure;

use crate::steps::say;

/// The sizes of one file in bytes.
pub struct Size {
    pub name: String,
    pub plain: u64,
    pub gzip: u64,
    pub brotli: u64,
}

/// Fetched by the first page that a browser sees; the page itself has what is left of 60 KB.
const FIRST: [&str; 6] = [
    "icons.svg",
    "mark.svg",
    "omhu.css",
    "omhu.js",
    "regular.woff2",
    "semibold.woff2",
];
const MOST_FIRST: u64 = 54_000;
const MOST_STYLE: u64 = 20_000;
const MOST_SCRIPT: u64 = 25_000;
/// Our own script, before packing: drafts, keys, forms under their rows.
const MOST_OWN_SCRIPT: u64 = 9_216;

/// Says what each file weighs; fails where it is too much.
pub fn judge(sizes: &[Size]) -> anyhow::Result<()> {
    let sum = |names: &[&str], size: fn(&Size) -> u64| -> u64 {
        sizes
            .iter()
            .filter(|file| names.contains(&file.name.as_str()))
            .map(size)
            .sum()
    };
    say("      plain    gzip  brotli");
    for file in sizes {
        say(&format!(
            "    {:>7} {:>7} {:>7}  {}",
            file.plain, file.gzip, file.brotli, file.name
        ));
    }
    let limits = [
        ("the first view", sum(&FIRST, |file| file.gzip), MOST_FIRST),
        (
            "the style",
            sum(&["omhu.css"], |file| file.gzip),
            MOST_STYLE,
        ),
        (
            "the scripts",
            sum(&["omhu.js", "htmx.js"], |file| file.gzip),
            MOST_SCRIPT,
        ),
        (
            "our own script, unpacked",
            sum(&["omhu.js"], |file| file.plain),
            MOST_OWN_SCRIPT,
        ),
    ];
    for (what, bytes, most) in limits {
        say(&format!("    {bytes:>7} of at most {most}: {what}"));
        ensure!(bytes <= most, "{what}: {bytes} bytes, at most {most}");
    }
    Ok(())
}
