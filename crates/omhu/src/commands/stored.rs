//! The store that a command works on.
//!
//! Owns: opening it as the command line says, the runtime, the moment as the store reads it. Must not know: what is
//! done with it.

use std::io::ErrorKind;
use std::sync::Arc;

use omhu_casework::access::{Action, Now, Relation, Role, Verdict, reason};
use omhu_casework::ids::UserNo;
use omhu_law::load;
use omhu_report::Texts;
use omhu_store::{
    AccessNote, FurtherDuties, Keys, Options, Permit, Place, Sentence, Store, StoreError,
};

use crate::cli::Stored;
use crate::clock;

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
    Ok(Arc::new(store?))
}

/// Opens the store for reading only, also while a server has it.
pub async fn open_beside(stored: &Stored, options: Options) -> anyhow::Result<Arc<Store>> {
    let book = Arc::new(load::embedded(true)?);
    let store = Store::open_beside(&place(stored), &keys(stored), book, options).await;
    Ok(Arc::new(store?))
}

/// The database as it is named to people: without user and password.
pub fn address(stored: &Stored) -> String {
    let Some(url) = &stored.database else {
        return stored.data.display().to_string();
    };
    let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let (place, asked) = rest.split_once('?').unwrap_or((rest, ""));
    let place = place.rsplit_once('@').map_or(place, |(_, place)| place);
    // A socket stands among the parameters: `postgres:///omhu?host=/var/run/postgresql`.
    let host = asked.split('&').find_map(|each| each.strip_prefix("host="));
    match host {
        Some(host) if place.starts_with('/') => format!("{host}{place}"),
        _ => place.to_owned(),
    }
}

/// What a fault of the store says in the language of the texts; none: it is a fault of omhu's own. What stands here is for
/// whoever runs omhu to mend.
pub fn told(error: &StoreError, address: &str, texts: &Texts) -> Option<String> {
    let at = || [("address", address.into())];
    Some(match error {
        StoreError::Place(what) | StoreError::Key(what) | StoreError::Backup(what) => {
            sentence(what, texts)
        }
        StoreError::File(file, error) => {
            let file = ("file", file.as_str().into());
            match error.kind() {
                ErrorKind::NotFound => texts.with("store-file-missing", &[file]),
                ErrorKind::PermissionDenied => texts.with("store-file-forbidden", &[file]),
                ErrorKind::StorageFull => texts.get("store-full"),
                _ => {
                    let error = error.to_string();
                    texts.with("store-file", &[file, ("error", error.into())])
                }
            }
        }
        StoreError::Full => texts.get("store-full"),
        StoreError::Stopped => texts.get("store-stopped"),
        StoreError::Broken { case, seq, .. } => {
            let numbers = [
                ("case", case.to_string().into()),
                ("seq", seq.to_string().into()),
            ];
            texts.with("store-broken", &numbers)
        }
        StoreError::Sealed(_) => texts.get("store-sealed"),
        StoreError::Database(_) if error.is_of_no_database() => {
            texts.with("store-no-database", &at())
        }
        StoreError::Database(_) if error.is_refused() => texts.with("store-refused", &at()),
        StoreError::Database(_) if error.is_away() => texts.with("store-away", &at()),
        _ => return None,
    })
}

/// A sentence of the store in the language of the texts.
pub fn sentence(what: &Sentence, texts: &Texts) -> String {
    let values = what.values.iter();
    let values: Vec<_> = values
        .map(|(name, value)| (*name, value.as_str().into()))
        .collect();
    texts.with(what.key, &values)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_named_without_user_and_password() {
        let at = |url: &str| {
            let stored = Stored {
                data: "data".into(),
                database: Some(url.to_owned()),
                schema: "omhu".to_owned(),
                master_key: None,
                further: false,
                contract_only: false,
                accept_older: false,
            };
            address(&stored)
        };
        let full = "postgres://anna:p@ss:word@db.example:5432/omhu?sslmode=require";
        assert_eq!(at(full), "db.example:5432/omhu");
        assert_eq!(at("postgres://db.example/omhu"), "db.example/omhu");
        let socket = "postgres:///omhu?host=/var/run/postgresql&user=anna&password=x";
        assert_eq!(at(socket), "/var/run/postgresql/omhu");
    }
}
