//! The store that a command works on.
//!
//! Owns: opening it as the command line says, the runtime, the moment as the store reads it. Must not know: what is
//! done with it.

use std::sync::Arc;

use anyhow::anyhow;
use omhu_casework::access::{Action, Now, Relation, Role, Verdict, reason};
use omhu_casework::ids::UserNo;
use omhu_law::load;
use omhu_store::{AccessNote, FurtherDuties, Keys, Options, Permit, Place, Store, StoreError};

use crate::cli::Stored;
use crate::clock;
use crate::session::Unusable;

/// Runs asynchronous work to its end.
pub fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}

/// This moment as the policy reads it.
pub fn now() -> Now {
    let now = clock::now();
    Now {
        second: now.instant().unwrap_or_default(),
        today: now.day,
    }
}

/// Where the store is.
pub fn place(stored: &Stored) -> Place {
    match &stored.database {
        None => Place::Sqlite(stored.data.clone()),
        Some(url) => Place::Postgres {
            url: url.clone(),
            schema: stored.schema.clone(),
            folder: stored.data.clone(),
        },
    }
}

/// Where its master key is.
pub fn keys(stored: &Stored) -> Keys {
    match &stored.master_key {
        None => Keys::InFolder,
        Some(file) => Keys::File(file.clone()),
    }
}

/// What is derived, as the command line says: the duties of the contract, and of the others those since the store began,
/// all or none.
pub fn options(stored: &Stored) -> Options {
    Options {
        further: match (stored.contract_only, stored.further) {
            (true, _) => FurtherDuties::No,
            (false, true) => FurtherDuties::All,
            (false, false) => FurtherDuties::SinceBegun,
        },
        accept_rollback: stored.accept_older,
        ..Options::new(now().second)
    }
}

/// Opens the store with the embedded law book; makes it where there is none.
pub async fn open(stored: &Stored) -> anyhow::Result<Arc<Store>> {
    open_with(stored, options(stored)).await
}

/// The same with other choices.
pub async fn open_with(stored: &Stored, options: Options) -> anyhow::Result<Arc<Store>> {
    let book = Arc::new(load::embedded(true)?);
    let store = Store::open(&place(stored), &keys(stored), book, options).await;
    Ok(Arc::new(store.map_err(unusable)?))
}

/// Opens the store for reading only, also while a server has it.
pub async fn open_beside(stored: &Stored, options: Options) -> anyhow::Result<Arc<Store>> {
    let book = Arc::new(load::embedded(true)?);
    let store = Store::open_beside(&place(stored), &keys(stored), book, options).await;
    Ok(Arc::new(store.map_err(unusable)?))
}

/// A store that cannot be used is the user's to mend, not a fault of omhu's own.
pub fn unusable(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::Place(_)
        | StoreError::Key(_)
        | StoreError::Backup(_)
        | StoreError::File(..) => anyhow!(Unusable(error.to_string())),
        error => error.into(),
    }
}

/// What whoever may run the program where the data are does to cases, for the access log.
pub fn note(action: Action) -> AccessNote {
    let verdict = Verdict::Allowed {
        relation: Relation::Oversight,
        role: Role::SystemAdministrator,
        reason: reason::ANY_CASE,
        extra_click: false,
    };
    AccessNote::new(UserNo::IMPORT, action, verdict, now())
}

/// Work on all cases: it stands in the access log.
pub async fn permit(store: &Store, action: Action) -> anyhow::Result<Permit> {
    Ok(store
        .look_at_all(note(action).with_purpose("command line"))
        .await?)
}

/// Closes: what waits to be logged is logged.
pub async fn close(store: Arc<Store>) {
    if let Some(store) = Arc::into_inner(store) {
        store.close().await;
    }
}
