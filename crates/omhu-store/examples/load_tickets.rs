//! Sessions for a load test: `cargo run --release -p omhu-store --example load_tickets -- FOLDER COUNT [POSTGRES-URL]`.
//!
//! Signs in the first COUNT caseworkers of a demonstration (see `omhu demo --no-serve`) while no server has the
//! folder, and prints a line for each: the ticket of the session, and the numbers of the cases they have.

#![expect(
    clippy::print_stdout,
    reason = "a program whose output another one reads"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "sessions must be alive when the load begins"
)]

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use omhu_casework::access::{
    Action, CaseScope, Label, ListKind, Now, Relation, Role, Verdict, reason,
};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::SignIn;
use omhu_store::{AccessNote, CaseFilter, FurtherDuties, HeldBy, Keys, Options, Place, Store};

const PASSWORD: &str = "tretten våde cykelhjelme";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("which folder?")?);
    let count: usize = arguments.next().ok_or("how many?")?.parse()?;
    let place = match arguments.next() {
        None => Place::Sqlite(folder.clone()),
        Some(url) => Place::Postgres {
            url,
            schema: "omhu".to_owned(),
            folder: folder.clone(),
        },
    };
    let second = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let now = Now::at(i64::try_from(second)?);
    let book = Arc::new(omhu_law::load::embedded(true)?);
    // As `omhu serve` opens it by default, so that no duty has to be derived anew.
    let options = Options {
        further: FurtherDuties::SinceBegun,
        ..Options::new(now.second)
    };
    let store = Store::open(&place, &Keys::InFolder, book, options).await?;
    store.set_second_factor(false, UserNo::IMPORT, now).await?;
    let mut left = count;
    for account in store.accounts().await? {
        let Some(caseworker) = account.caseworker.filter(|_| left > 0) else {
            continue;
        };
        left -= 1;
        let ticket = store
            .password_ticket(account.user, UserNo::IMPORT, now)
            .await??;
        store
            .redeem_password_ticket(&ticket, PASSWORD, now)
            .await??;
        let client = format!("192.0.2.{}", left % 250);
        let signed = store
            .sign_in(&account.sign_in, PASSWORD, &client, "load", now)
            .await?;
        let SignIn::Signed { ticket, .. } = signed else {
            return Err(format!("{} cannot sign in", account.sign_in).into());
        };
        let viewer = store
            .session(&ticket, now)
            .await?
            .ok_or("no session")?
            .viewer;
        let scope = CaseScope::for_list(&viewer, ListKind::Names, now);
        let allowed = Verdict::Allowed {
            relation: Relation::Oversight,
            role: Role::SystemAdministrator,
            reason: reason::ANY_CASE,
            extra_click: false,
        };
        let note = AccessNote::new(UserNo::IMPORT, Action::See(Label::Core), allowed, now);
        let own = CaseFilter {
            held_by: HeldBy::One(caseworker),
            closed: Some(false),
            ..CaseFilter::default()
        };
        let listed = store.cases(note, &scope, &own, 0, 100).await?;
        let cases: Vec<String> = listed
            .rows
            .iter()
            .map(|line| line.case.to_string())
            .collect();
        println!("{}\t{}", ticket.text(), cases.join(","));
    }
    store.close().await;
    Ok(())
}
