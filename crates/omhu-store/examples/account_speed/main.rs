//! How fast accounts are here: `cargo run --release -p omhu-store --example account_speed`.
//!
//! Measures sign-ins of a known and of an unknown name, a session in memory, and a session after a change,
//! on a temporary SQLite folder. Times are of this machine, to be compared with each other only.

#![expect(clippy::print_stdout, reason = "a program that tells what it measured")]

mod stopwatch;

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use omhu_casework::access::Now;
use omhu_store::accounts::{NewAccount, SignIn};
use omhu_store::{Keys, MasterKey, Options, Place, Store};
use stopwatch::timed;

const NOON: i64 = 1_794_481_200;
const PASSWORD: &str = "tretten våde cykelhjelme";

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e3
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let place = Place::Sqlite(folder.path().join("data"));
    let keys = Keys::Given(MasterKey::new([5; 32]));
    let book = Arc::new(omhu_law::load::embedded(true)?);
    let store = Store::open(&place, &keys, book, Options::new(NOON)).await?;
    let now = Now::at(NOON);
    let printed = store.first_run_token(now).await?.ok_or("no ticket")?;
    let new = NewAccount {
        sign_in: "anna".into(),
        name: "Anna Opfundet".into(),
        ..NewAccount::default()
    };
    let user = store.first_run(&printed, &new, PASSWORD, now).await??;

    for name in ["anna", "nobody"] {
        let mut times = Vec::new();
        for round in 0..41 {
            // Days apart, so that nobody has to wait.
            let later = Now::at(NOON + round * 180_000);
            let (answer, time) =
                timed(store.sign_in(name, "forkert", "192.0.2.1", "", later)).await;
            if !matches!(answer?, SignIn::Refused) {
                return Err("not refused".into());
            }
            times.push(time);
        }
        println!("a wrong password for {name}: {:.1} ms", median(times));
    }

    let answer = store
        .sign_in("anna", PASSWORD, "192.0.2.2", "", now)
        .await?;
    let SignIn::Signed { ticket, .. } = answer else {
        return Err("not signed in".into());
    };
    const PAGES: u32 = 100_000;
    store.session(&ticket, now).await?;
    let (done, time) = timed(async {
        for _ in 0..PAGES {
            store.session(&ticket, now).await?;
        }
        Ok::<_, omhu_store::StoreError>(())
    })
    .await;
    done?;
    println!(
        "a session in memory: {:.2} us",
        time.as_secs_f64() / f64::from(PAGES) * 1e6
    );

    let mut times = Vec::new();
    for _ in 0..201 {
        store.set_choices(user, "da", true, now).await?;
        let (signed, time) = timed(store.session(&ticket, now)).await;
        signed?.ok_or("no session")?;
        times.push(time);
    }
    println!("a session after a change: {:.2} ms", median(times));
    store.close().await;
    Ok(())
}
