//! Stores to try things on: each test runs on SQLite and on PostgreSQL.
//!
//! PostgreSQL is the server that `OMHU_TEST_POSTGRES` names, else one on this machine. It is never skipped.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]
#![expect(dead_code, reason = "each test file uses its part")]

use std::sync::{Arc, OnceLock};

use omhu_casework::access::{Action, CaseScope, CaseSet, Now, Relation, Role, Verdict};
use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Entry};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::book::LawBook;
use omhu_store::{AccessNote, Executed, Keys, MasterKey, Options, Permit, Place, Receipt, Store};
use sqlx::Connection as _;

/// Somebody.
pub const ANNA: UserNo = UserNo(7);

/// What takes a database back to the steps of its tables before the log of rows.
pub const BEFORE_THE_LOG_OF_ROWS: &str = "drop table row_log; drop index duty_team; \
    create index duty_due on duty (due_on); alter table case_file drop column awaited; \
    drop table glass_request; delete from counter where name = 'glass_request'; \
    alter table conflict drop column told; \
    delete from migration where name in ('rows', 'teams', 'awaited', 'seconded', 'told')";

/// 2026-11-12 12:00 in Copenhagen.
pub const NOON: i64 = 1_795_345_200 - 10 * 86_400;

/// A moment.
pub fn now() -> Now {
    Now::at(NOON)
}

/// The law book, read once.
pub fn book() -> Arc<LawBook> {
    static BOOK: OnceLock<Arc<LawBook>> = OnceLock::new();
    Arc::clone(BOOK.get_or_init(|| Arc::new(omhu_law::load::embedded(true).unwrap())))
}

/// Which database.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum On {
    Sqlite,
    Postgres,
}

/// A place that goes away with the test.
pub struct Bench {
    pub on: On,
    pub place: Place,
    folder: tempfile::TempDir,
    /// Somebody changed the database beside the store.
    tampered: std::sync::atomic::AtomicBool,
}

const LOCAL: [&str; 2] = [
    "postgres:///test?host=/var/run/postgresql&user=root",
    "postgres://postgres@127.0.0.1:5432/test",
];

async fn server() -> String {
    if let Ok(url) = std::env::var("OMHU_TEST_POSTGRES") {
        return url;
    }
    for url in LOCAL {
        if let Ok(connection) = sqlx::PgConnection::connect(url).await {
            let _ = connection.close().await;
            return url.to_owned();
        }
    }
    panic!(
        "no PostgreSQL found. Set OMHU_TEST_POSTGRES to the address of a server on which schemas can be \
         made (postgres://user:password@host/database), or start one on this machine"
    );
}

impl Bench {
    pub async fn new(on: On) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let place = match on {
            On::Sqlite => Place::Sqlite(folder.path().join("data")),
            On::Postgres => {
                let name: String = folder
                    .path()
                    .file_name()
                    .unwrap()
                    .to_string_lossy()
                    .bytes()
                    .filter(u8::is_ascii_alphanumeric)
                    .map(|byte| format!("{byte:02x}"))
                    .collect();
                Place::Postgres {
                    url: server().await,
                    schema: format!("t{}_{}", std::process::id(), name),
                    folder: folder.path().join("data"),
                }
            }
        };
        Bench {
            on,
            place,
            folder,
            tampered: false.into(),
        }
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub async fn open(&self) -> Store {
        self.try_open(NOON).await.unwrap()
    }

    pub async fn try_open(&self, second: i64) -> Result<Store, omhu_store::StoreError> {
        let keys = Keys::Given(MasterKey::new([5; 32]));
        Store::open(&self.place, &keys, book(), Options::new(second)).await
    }

    /// Runs statements beside the store, as whoever has the database can.
    pub async fn tamper(&self, script: &str) -> Result<(), Box<dyn std::error::Error>> {
        self.tampered
            .store(true, std::sync::atomic::Ordering::Relaxed);
        match &self.place {
            Place::Sqlite(_) => {
                let connection = rusqlite::Connection::open(self.place.file().unwrap())?;
                connection.busy_timeout(std::time::Duration::from_secs(5))?;
                Ok(connection.execute_batch(script)?)
            }
            Place::Postgres { url, schema, .. } => {
                let mut connection = sqlx::PgConnection::connect(url).await?;
                let path = format!("set search_path to {schema}");
                sqlx::raw_sql(sqlx::AssertSqlSafe(path))
                    .execute(&mut connection)
                    .await?;
                let script = sqlx::AssertSqlSafe(script.to_owned());
                sqlx::raw_sql(script).execute(&mut connection).await?;
                Ok(connection.close().await?)
            }
        }
    }

    /// What a test had the store write, it wrote so that a check finds nothing.
    async fn is_whole(&self) {
        if self.tampered.load(std::sync::atomic::Ordering::Relaxed) {
            return;
        }
        let keys = Keys::Given(MasterKey::new([5; 32]));
        let options = Options {
            accept_rollback: true,
            ..Options::new(NOON)
        };
        // There may be no store, or one of other keys.
        if let Ok(store) = Store::open_beside(&self.place, &keys, book(), options).await {
            let report = store.verify(None).await.unwrap();
            let rows = |found: &&omhu_store::Finding| found.area.starts_with("row");
            let wrong: Vec<_> = report.findings.iter().filter(rows).collect();
            assert!(wrong.is_empty(), "{wrong:?}");
            store.close().await;
        }
    }

    /// The end of every test: the schema goes away.
    pub async fn end(self) {
        self.is_whole().await;
        if let Place::Postgres { url, schema, .. } = &self.place {
            let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
            let drop = format!(
                "set client_min_messages to warning; drop schema if exists {schema} cascade"
            );
            sqlx::raw_sql(sqlx::AssertSqlSafe(drop))
                .execute(&mut connection)
                .await
                .unwrap();
        }
    }
}

/// One test for each database.
#[macro_export]
macro_rules! on_both {
    ($name:ident, $body:expr) => {
        mod $name {
            use super::*;

            /// Compiled once for both.
            async fn on(database: support::On) {
                let bench = support::Bench::new(database).await;
                ($body)(&bench).await;
                bench.end().await;
            }

            #[tokio::test]
            async fn sqlite() {
                on(support::On::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                on(support::On::Postgres).await;
            }
        }
    };
}

/// A yes.
pub fn yes() -> Verdict {
    Verdict::Allowed {
        relation: Relation::Assigned,
        role: Role::Caseworker,
        reason: "access-allowed-assigned",
        extra_click: false,
    }
}

/// A no.
pub fn no() -> Verdict {
    Verdict::Denied {
        reason: "access-denied-no-relation",
        may_break_glass: true,
        hidden: false,
    }
}

/// A note of a yes.
pub fn note() -> AccessNote {
    AccessNote::new(ANNA, Action::RegisterFact, yes(), now())
}

/// Asks nobody.
pub fn allowed(_: &omhu_casework::access::Subject, _: &CaseState) -> AccessNote {
    note()
}

/// A fact of these cells.
pub fn fact(kind: &str, when: &str, about: &str) -> FactCells {
    FactCells {
        kind: kind.into(),
        when: when.into(),
        about: about.into(),
        ..FactCells::default()
    }
}

/// A command of entries.
pub fn command(entries: Vec<Entry>) -> Command {
    Command {
        entries,
        ..Command::default()
    }
}

/// A notification of a school.
pub fn received(when: &str) -> FactCells {
    FactCells {
        value: "professional".into(),
        ..fact("notification_received", when, "+n")
    }
}

/// A notification, given to a team and a caseworker.
pub fn notification(when: &str) -> Command {
    let assigned = FactCells {
        team: "nord".into(),
        caseworker: "cw-7".into(),
        ..fact("case_assigned", when, "")
    };
    command(vec![
        Entry::Fact {
            cells: received(when),
            text: "Skolen er bekymret for Zanzibarkanarie".into(),
        },
        Entry::Fact {
            cells: assigned,
            text: String::new(),
        },
    ])
}

/// A note of a journal.
pub fn journal(when: &str, text: &str) -> Command {
    command(vec![Entry::Note {
        when: when.into(),
        text: text.into(),
        template: String::new(),
        about: String::new(),
        replaces: 0,
    }])
}

/// The receipt of the first order.
pub fn first(executed: &Executed) -> Receipt {
    match executed.receipts() {
        Some(receipts) => receipts[0].clone(),
        None => panic!("not written: {executed:?}"),
    }
}

/// A new case with a notification.
pub async fn new_case(store: &Store) -> CaseNo {
    let opened = store
        .open_case(
            ANNA,
            None,
            now(),
            allowed,
            &notification("2026-11-02"),
            None,
        )
        .await
        .unwrap();
    first(&opened).case
}

/// A permit for one case.
pub async fn permit(store: &Store, case: CaseNo) -> Permit {
    store.look(note(), &[case]).await.unwrap()
}

/// A permit for all cases.
pub async fn permit_all(store: &Store) -> Permit {
    store.look_at_all(note()).await.unwrap()
}

/// Every case.
pub fn everything() -> CaseScope {
    CaseScope {
        sets: vec![CaseSet {
            all: true,
            ..CaseSet::default()
        }],
        ..CaseScope::default()
    }
}
