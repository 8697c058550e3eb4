//! omhu, the program: configuration, the clock, commands.
//!
//! Owns: what happens for each command, and the exit status. Must not be imported.

mod answers;
mod cli;
mod clock;
mod commands;
mod counting;
mod output;
mod progress;
mod refusal;
mod rows;
mod session;
mod spool;

use std::process::ExitCode;

use omhu_report::Texts;

use cli::Command;
use session::{Exit, Unusable, tell};

// A page is thousands of small strings: with the allocator of the C library a third of its time went there.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args_os()
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let lang = cli::language(&args);
    let texts = Texts::new(lang);
    let cli = cli::parse(&args, &texts);
    let address = cli.command.stored().map(commands::stored::address);
    let address = address.unwrap_or_default();
    // A fault of omhu's own ends with status 1, also when it is a panic.
    let run = std::panic::AssertUnwindSafe(|| match cli.command {
        Command::Check(check) => commands::check::run(check, Texts::new(lang)),
        Command::Figures(figures) => commands::figures::run(figures, Texts::new(lang)),
        Command::Law(law) => commands::law::run(law, &texts),
        Command::Simulate(simulate) => commands::simulate::run(&simulate, &texts),
        Command::Serve(serve) => commands::serve::run(&serve, &texts),
        Command::Demo(demo) => commands::demo::run(&demo, &texts),
        Command::Import(import) => commands::import::run(&import, Texts::new(lang)),
        Command::Export(export) => commands::keep::export(&export, &texts),
        Command::Verify(verify) => commands::keep::verify(&verify, &texts),
        Command::Backup(backup) => commands::keep::backup(&backup, &texts),
        Command::Restore(restore) => commands::keep::restore(&restore, &texts),
        Command::Reindex(reindex) => commands::keep::reindex(&reindex, &texts),
    });
    match std::panic::catch_unwind(run) {
        Ok(Ok(exit)) => ExitCode::from(exit as u8),
        Ok(Err(error)) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Ok(Err(error)) => match for_the_user(&error, &address, &texts) {
            Some(told) => {
                tell(&told);
                ExitCode::from(Exit::Unusable as u8)
            }
            None => {
                tell(&texts.with("check-own-fault", &[("error", format!("{error:#}").into())]));
                ExitCode::FAILURE
            }
        },
        Err(_) => {
            tell(&texts.with("check-own-fault", &[("error", "panic".into())]));
            ExitCode::FAILURE
        }
    }
}

/// What the user can mend, in their language; none: it is a fault of omhu's own.
fn for_the_user(error: &anyhow::Error, address: &str, texts: &Texts) -> Option<String> {
    if let Some(unusable) = error.downcast_ref::<Unusable>() {
        return Some(unusable.0.clone());
    }
    let store = error.downcast_ref::<omhu_store::StoreError>()?;
    commands::stored::told(store, address, texts)
}
