//! A store with one case, two caseworkers of two teams, and browsers that send what browsers send.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use omhu_casework::access::{Action, Now, ProtectedGrade, Relation, Role, Verdict};
use omhu_casework::command::{Command, Entry};
use omhu_casework::event::Link;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::When;
use omhu_store::accounts::NewAccount;
use omhu_store::{AccessNote, Keys, MasterKey, Options, PersonData, Place, Store};
use omhu_web::{AppState, Settings};
use tower::ServiceExt as _;

/// 18 November 2026, 10.32 in Copenhagen.
pub const NOW: i64 = 1_794_994_320;
const DAY: i64 = 86_400;
pub const PASSWORD: &str = "tretten våde cykelhjelme";
pub const ADMIN: UserNo = UserNo(-7);

/// A municipality with two teams and one case.
pub struct Bench {
    router: Router,
    pub store: Arc<Store>,
    pub clock: Arc<AtomicI64>,
    pub case: CaseNo,
    pub child: i64,
    pub folder: tempfile::TempDir,
}

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub place: String,
    pub cookie: String,
    pub media: String,
    pub cache: String,
    pub refresh: String,
    pub body: String,
}

impl Answer {
    pub fn hidden(&self, name: &str) -> &str {
        let field = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.body.split_once(&field).expect(name);
        rest.split('"').next().unwrap()
    }

    pub fn shows(&self, text: &str) -> &Answer {
        assert!(self.body.contains(text), "no «{text}» in {}", self.body);
        self
    }

    pub fn hides(&self, text: &str) -> &Answer {
        assert!(!self.body.contains(text), "«{text}» in {}", self.body);
        self
    }
}

fn note(action: Action, now: Now) -> AccessNote {
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

pub fn entry(cells: FactCells) -> Entry {
    Entry::Fact {
        cells,
        text: String::new(),
    }
}

pub async fn account(store: &Store, name: &str, worker: &str, team: &str, role: Role) {
    let now = Now::at(NOW);
    let new = NewAccount {
        sign_in: name.into(),
        name: format!("{name} Opfundet"),
        caseworker: Some(worker.into()),
        ..NewAccount::default()
    };
    let user = store.new_account(&new, ADMIN, now).await.unwrap().unwrap();
    let ticket = store.password_ticket(user, ADMIN, now).await;
    let redeemed = store
        .redeem_password_ticket(&ticket.unwrap().unwrap(), PASSWORD, now)
        .await;
    redeemed.unwrap().unwrap();
    let proposed = store
        .propose_role(user, role, None, None, false, ADMIN, now)
        .await;
    let (grant, _) = proposed.unwrap().unwrap();
    let confirmed = store.confirm_role(grant, UserNo(-8), now).await;
    confirmed.unwrap().unwrap();
    let teams = BTreeSet::from([team.to_owned()]);
    let placed = store.set_teams_of(user, &teams, ADMIN, now).await;
    placed.unwrap().unwrap();
}

impl Bench {
    /// Freja's case: notified on 7 November, registered on the 8th; born and named later.
    pub async fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("data"));
        let book = Arc::new(omhu_law::load::embedded(true).unwrap());
        let keys = Keys::Given(MasterKey::new([5; 32]));
        let store = Store::open(&place, &keys, book, Options::new(NOW)).await;
        let store = Arc::new(store.unwrap());
        store
            .set_second_factor(false, ADMIN, Now::at(NOW))
            .await
            .unwrap();
        for team in ["nord", "syd"] {
            let set = store.set_team(team, "", "", false, ADMIN, Now::at(NOW));
            set.await.unwrap().unwrap();
        }
        account(&store, "mona", "cw-7", "nord", Role::Caseworker).await;
        account(&store, "karl", "cw-9", "syd", Role::Caseworker).await;

        let early = Now::at(NOW - 10 * DAY);
        let received = FactCells {
            value: "professional".into(),
            ..fact("notification_received", "2026-11-07", "+n")
        };
        let assigned = FactCells {
            team: "nord".into(),
            caseworker: "cw-7".into(),
            ..fact("case_assigned", "2026-11-08", "")
        };
        let command = Command {
            entries: vec![entry(received), entry(assigned)],
            ..Command::default()
        };
        let opened = store
            .open_case(
                ADMIN,
                Some("2026-118".into()),
                early,
                |_, _| note(Action::OpenCase, early),
                &command,
                None,
            )
            .await
            .unwrap();
        let case = opened.receipts().unwrap()[0].case;
        let freja = PersonData {
            given_names: "Freja".into(),
            surname: "Holm".into(),
            born_on: omhu_law::calendar::Day::checked(2019, 3, 4),
            address: "Hemmeligvej 7, 8000 Aarhus C".into(),
            grade: ProtectedGrade::Ordinary,
            ..PersonData::default()
        };
        let child = store.add_person(ADMIN, NOW, &freja).await.unwrap();
        let bench = Bench {
            router: Router::new(),
            store,
            clock: Arc::new(AtomicI64::new(NOW)),
            case,
            child: child.0,
            folder,
        };
        let link = Link {
            person: child,
            part: "child".into(),
            when: "2026-11-07".into(),
        };
        let later = vec![
            Entry::Link(link),
            entry(fact("child_born", "2019-03-04", "")),
            entry(fact("case_opened", "2026-11-08", "")),
        ];
        bench.write(later).await;
        let clock = Arc::clone(&bench.clock);
        let settings = Settings {
            most_time: Duration::from_secs(30),
            ..Settings::new(
                Arc::new(move || When::at(clock.load(Ordering::Relaxed))),
                [7; 32],
            )
        };
        let state = AppState::with_store(settings, Arc::clone(&bench.store));
        Bench {
            router: omhu_web::app(state),
            ..bench
        }
    }

    pub async fn write(&self, entries: Vec<Entry>) {
        let now = Now::at(NOW);
        let command = Command {
            entries,
            ..Command::default()
        };
        let done = self
            .store
            .execute(
                ADMIN,
                self.case,
                now,
                |_, _| note(Action::RegisterFact, now),
                &command,
                None,
            )
            .await
            .unwrap();
        assert!(done.receipts().is_some(), "{done:?}");
    }

    pub fn path(&self, page: &str) -> String {
        format!("/cases/{}{page}", self.case)
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = |name| {
            let value = parts.headers.get(name);
            value.map_or("", |value: &header::HeaderValue| value.to_str().unwrap())
        };
        let cookie = text(header::SET_COOKIE).split(';').next().unwrap();
        Answer {
            status: parts.status,
            place: text(header::LOCATION).to_owned(),
            cookie: cookie.to_owned(),
            media: text(header::CONTENT_TYPE).to_owned(),
            cache: text(header::CACHE_CONTROL).to_owned(),
            refresh: text(header::REFRESH).to_owned(),
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    pub async fn get(&self, who: &str, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, who);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form with the token of the page on which it stands.
    pub async fn post(&self, who: &str, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.get(who, page).await.hidden("form_token").to_owned();
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("form_token", &token)
            .extend_pairs(fields)
            .finish();
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(header::HOST, "omhu.example")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, who)
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Signs in through the form; gives the cookie.
    pub async fn sign_in(&self, name: &str) -> String {
        let fields = [("name", name), ("password", PASSWORD), ("next", "/")];
        let answer = self.post("", "/sign-in", "/sign-in", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.cookie
    }
}
