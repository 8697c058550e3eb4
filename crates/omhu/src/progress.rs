//! Progress on long work: on a terminal only, never in a file or a pipe.

use std::fmt::Write;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use omhu_report::Lang;

/// Things that are counted.
pub const COUNTED: &str = "{spinner} {done}/{all} {wide_bar} {eta}";
/// The same, with how many there are in a second.
pub const PACED: &str = "{spinner} {done}/{all} {wide_bar} {pace} {eta}";
/// Bytes.
pub const BYTES: &str = "{spinner} {megabytes} {wide_bar} {eta} {msg}";

/// A bar for so many steps (0: unknown), or nothing where nobody looks.
pub fn bar(length: u64, template: &str, lang: Lang) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = match length {
        0 => ProgressBar::new_spinner(),
        _ => ProgressBar::new(length),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(worded(style, lang));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Numbers as people write them: whole, with their thousands apart.
fn worded(style: ProgressStyle, lang: Lang) -> ProgressStyle {
    let put = |out: &mut dyn Write, text: String| {
        // A bar that cannot be written is not worth an error.
        let _ = out.write_str(&text);
    };
    style
        .with_key("done", move |state: &ProgressState, out: &mut dyn Write| {
            put(out, lang.count(state.pos()));
        })
        .with_key("all", move |state: &ProgressState, out: &mut dyn Write| {
            put(out, lang.count(state.len().unwrap_or(state.pos())));
        })
        .with_key("pace", move |state: &ProgressState, out: &mut dyn Write| {
            put(out, pace(state.per_sec(), lang));
        })
        .with_key(
            "megabytes",
            move |state: &ProgressState, out: &mut dyn Write| {
                let all = state.len().unwrap_or(state.pos());
                put(out, megabytes(state.pos(), all, lang));
            },
        )
}

fn pace(per_second: f64, lang: Lang) -> String {
    format!("{}/s", lang.count(per_second.round() as u64))
}

fn megabytes(done: u64, all: u64, lang: Lang) -> String {
    let whole = |bytes: u64| lang.count(bytes / 1_000_000);
    format!("{}/{} MB", whole(done), whole(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_and_of_the_language() {
        assert_eq!(pace(90_288.754_9, Lang::Da), "90.289/s");
        assert_eq!(pace(90_288.754_9, Lang::En), "90,289/s");
        let told = megabytes(1_234_567_890, 22_000_000_000, Lang::Da);
        assert_eq!(told, "1.234/22.000 MB");
    }

    #[test]
    fn every_template_is_understood() {
        for template in [COUNTED, PACED, BYTES] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
