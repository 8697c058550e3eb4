//! A store with cases of two teams, and programs with tokens of different roles.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use omhu_casework::access::{Action, Now, Relation, Role, Scope, Verdict};
use omhu_casework::command::{Command, Entry};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::When;
use omhu_store::accounts::{NewAccount, NewToken};
use omhu_store::{AccessNote, Keys, Logged, MasterKey, Options, Place, Store};
use omhu_web::{AppState, Settings};
use serde_json::Value;
use tower::ServiceExt as _;

/// 18 November 2026, 10.32 in Copenhagen.
pub const NOW: i64 = 1_794_994_320;
pub const DAY: i64 = 86_400;
pub const ADMIN: UserNo = UserNo(-7);
/// Who confirms what the administrator does.
pub const SECOND: UserNo = UserNo(-8);

/// A municipality with two teams, two cases, and programs.
pub struct Bench {
    router: Router,
    pub state: AppState,
    pub store: Arc<Store>,
    pub clock: Arc<AtomicI64>,
    /// Of team nord, caseworker cw-7.
    pub case: CaseNo,
    /// Of team syd, caseworker cw-9.
    pub other: CaseNo,
    worker: UserNo,
    keys: AtomicU64,
    _folder: tempfile::TempDir,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub json: Value,
    pub text: String,
}

impl Answer {
    /// The answer, which must have this status.
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// A failure with this status and code.
    pub fn fails(self, status: u16, code: &str) -> Answer {
        let answer = self.is(status);
        assert_eq!(answer.json["code"], code, "{}", answer.text);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.json["status"], status);
        for part in ["type", "title", "detail", "saved", "reference"] {
            assert!(answer.json[part].is_string(), "{part}: {}", answer.text);
        }
        answer
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The field and code of each thing that is wrong.
    pub fn errors(&self) -> Vec<(&str, &str)> {
        let errors = self.json["errors"].as_array().unwrap();
        let each = errors.iter();
        each.map(|e| (e["field"].as_str().unwrap(), e["code"].as_str().unwrap()))
            .collect()
    }
}

pub fn note(action: Action, now: Now) -> AccessNote {
    let yes = Verdict::Allowed {
        relation: Relation::Assigned,
        role: Role::Caseworker,
        reason: "access-allowed-assigned",
        extra_click: false,
    };
    AccessNote::new(ADMIN, action, yes, now)
}

pub fn fact(kind: &str, when: &str, about: &str) -> FactCells {
    FactCells {
        kind: kind.into(),
        when: when.into(),
        about: about.into(),
        ..FactCells::default()
    }
}

fn entry(cells: FactCells) -> Entry {
    Entry::Fact {
        cells,
        text: String::new(),
    }
}

/// An account with this role, placed in team nord.
async fn account(store: &Store, name: &str, role: Role) -> UserNo {
    let now = Now::at(NOW);
    let new = NewAccount {
        sign_in: name.into(),
        name: format!("{name} Opfundet"),
        caseworker: (role == Role::Caseworker).then(|| "cw-7".into()),
        ..NewAccount::default()
    };
    let user = store.new_account(&new, ADMIN, now).await.unwrap().unwrap();
    let proposed = store.propose_role(user, role, None, None, false, ADMIN, now);
    let (grant, _) = proposed.await.unwrap().unwrap();
    let confirmed = store.confirm_role(grant, UserNo(-8), now).await;
    confirmed.unwrap().unwrap();
    if matches!(role, Role::Caseworker | Role::Coordinator) {
        let teams = BTreeSet::from(["nord".to_owned()]);
        let placed = store.set_teams_of(user, &teams, ADMIN, now).await;
        placed.unwrap().unwrap();
    }
    user
}

async fn open_case(store: &Store, reference: &str, team: &str, worker: &str) -> CaseNo {
    let early = Now::at(NOW - 10 * DAY);
    let received = FactCells {
        value: "professional".into(),
        ..fact("notification_received", "2026-11-07", "+n")
    };
    let assigned = FactCells {
        team: team.into(),
        caseworker: worker.into(),
        ..fact("case_assigned", "2026-11-08", "")
    };
    let command = Command {
        entries: vec![
            entry(received),
            entry(assigned),
            entry(fact("child_born", "2019-03-04", "")),
        ],
        ..Command::default()
    };
    let reference = Some(reference.to_owned());
    let may = |_: &_, _: &_| note(Action::OpenCase, early);
    let opened = store.open_case(ADMIN, reference, early, may, &command, None);
    opened.await.unwrap().receipts().unwrap()[0].case
}

impl Bench {
    pub async fn new() -> Bench {
        Bench::with(|settings| settings).await
    }

    pub async fn with(change: impl FnOnce(Settings) -> Settings) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("data"));
        let book = Arc::new(omhu_law::load::embedded(true).unwrap());
        let keys = Keys::Given(MasterKey::new([5; 32]));
        let store = Store::open(&place, &keys, book, Options::new(NOW)).await;
        let store = Arc::new(store.unwrap());
        for team in ["nord", "syd"] {
            let set = store.set_team(team, "", "", false, ADMIN, Now::at(NOW));
            set.await.unwrap().unwrap();
        }
        let clock = Arc::new(AtomicI64::new(NOW));
        let ticking = Arc::clone(&clock);
        let now = move || When::at(ticking.load(Ordering::Relaxed));
        let settings = Settings {
            most_time: Duration::from_secs(30),
            ..Settings::new(Arc::new(now), [7; 32])
        };
        let state = AppState::with_store(change(settings), Arc::clone(&store));
        let worker = account(&store, "mona", Role::Caseworker).await;
        let case = open_case(&store, "2026-118", "nord", "cw-7").await;
        let other = open_case(&store, "2026-119", "syd", "cw-9").await;
        Bench {
            router: omhu_web::app(state.clone()),
            state,
            case,
            other,
            worker,
            store,
            clock,
            keys: AtomicU64::new(0),
            _folder: folder,
        }
    }

    fn next(&self) -> u64 {
        self.keys.fetch_add(1, Ordering::Relaxed)
    }

    /// A token of a new account with this role; of the caseworker's own where that is the role.
    pub async fn token(&self, role: Role, relation: Relation, scopes: &[Scope]) -> String {
        let (now, store) = (Now::at(NOW), &self.store);
        let user = match role {
            Role::Caseworker => self.worker,
            role => account(store, &format!("{role}-{}", self.next()), role).await,
        };
        let new = NewToken {
            user,
            name: "a program".into(),
            role,
            scopes: scopes.iter().copied().collect(),
            relation,
            networks: Vec::new(),
            until: NOW + 30 * DAY,
        };
        let made = store.new_token(&new, ADMIN, now).await.unwrap();
        let (number, ticket) = made.unwrap();
        store
            .confirm_token(number, SECOND, now)
            .await
            .unwrap()
            .unwrap();
        ticket.text().to_owned()
    }

    /// A token of the caseworker of `case` that nobody but its maker has seen.
    pub async fn unconfirmed(&self) -> String {
        let new = NewToken {
            user: self.worker,
            name: "a program".into(),
            role: Role::Caseworker,
            scopes: Scope::ALL.iter().copied().collect(),
            relation: Relation::Assigned,
            networks: Vec::new(),
            until: NOW + DAY,
        };
        let made = self.store.new_token(&new, ADMIN, Now::at(NOW)).await;
        made.unwrap().unwrap().1.text().to_owned()
    }

    /// A token of the caseworker of `case`, with all scopes.
    pub async fn caseworker(&self) -> String {
        self.token(Role::Caseworker, Relation::Assigned, Scope::ALL)
            .await
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            json: serde_json::from_slice(&body).unwrap_or_default(),
            text: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    pub fn request(method: Method, token: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::ACCEPT_LANGUAGE, "en")
    }

    pub async fn get(&self, token: &str, path: &str) -> Answer {
        let request = Bench::request(Method::GET, token, path);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends with this key.
    pub async fn post_with(&self, token: &str, path: &str, key: &str, body: &Value) -> Answer {
        let request = Bench::request(Method::POST, token, path)
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key);
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Sends with a new key.
    pub async fn post(&self, token: &str, path: &str, body: &Value) -> Answer {
        self.post_with(token, path, &format!("test-key-{}", self.next()), body)
            .await
    }

    pub async fn delete(&self, token: &str, path: &str) -> Answer {
        let request = Bench::request(Method::DELETE, token, path);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub fn path(&self, more: &str) -> String {
        format!("/api/v1/cases/{}{more}", self.case)
    }

    /// The newest rows of the access log on a case, newest first.
    pub async fn looks(&self, case: CaseNo) -> Vec<Logged> {
        let look = note(Action::SeeAccessLog, Now::at(NOW));
        let permit = self.store.look(look, &[case]).await.unwrap();
        let mut rows = self.store.who_looked(&permit, case, 50).await.unwrap();
        rows.retain(|row| row.user != ADMIN);
        rows
    }
}
