//! `cargo xtask WORD`: what a developer does with the project beyond building it.
//!
//! Owns: the words and what they call. Must not know: anything of the law or of a case.

mod assets;
mod bench;
mod demo;
mod docs;
mod documents;
mod gate;
mod machine;
mod program;
mod shuffle;
mod steps;
mod stopwatch;
mod tidy;
mod tree;

use std::process::ExitCode;

use steps::say;

const HELP: &str = "\
cargo xtask test             everything that must hold before a change is handed in; installs what it needs
cargo xtask check            its quick part while you work: format, clippy, tests, tidy
cargo xtask demo             an invented municipality: its lists, figures and reports in out/demo/
cargo xtask docs [--check]   writes what is generated in docs/; --check: fails where it is out of date
cargo xtask documents        part of test: the reports in a browser, and by a checker of PDF/UA
cargo xtask api              part of test: the API of a running server, tried by schemathesis
cargo xtask crash [KILLS]    kills a server, its PostgreSQL and an import, and fills disks; 500 kills of a server unless said otherwise
cargo xtask assets           style, script, icons and fonts of the pages, for the next build
cargo xtask tidy             the manners of the tree: one clock, remarks, arrows between crates
cargo xtask bench [--children N]   measures against DuckDB; long. N children, 500000 unless said otherwise
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["test"] => gate::whole(),
        ["check"] => gate::quick(),
        ["demo"] => demo::run(),
        ["docs"] => docs::write(),
        ["docs", "--check"] => docs::check(),
        ["documents"] => gate::documents(),
        ["api"] => gate::api_alone(),
        ["crash"] => gate::crash_alone(gate::KILLS),
        ["crash", kills] => kills
            .parse()
            .map_err(Into::into)
            .and_then(gate::crash_alone),
        ["tidy"] => tidy::run(),
        ["assets"] => assets::make(),
        ["bench"] => bench::run(bench::CHILDREN),
        ["bench", "--children", count] => count.parse().map_err(Into::into).and_then(bench::run),
        _ => {
            say(HELP.trim_end());
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("\nStopped: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
