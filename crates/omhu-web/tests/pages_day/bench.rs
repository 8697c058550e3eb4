//! A municipality with two teams in a folder that goes away, and browsers that sign in through the form.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use omhu_casework::access::{Action, Now, Relation, Role, Verdict};
use omhu_casework::command::{Command, Entry};
use omhu_casework::event::Link;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::{Day, When};
use omhu_store::accounts::NewAccount;
use omhu_store::{AccessNote, Keys, MasterKey, Options, PersonData, Place, Store};
use omhu_web::{AppState, Settings};
use tower::ServiceExt as _;

/// 18 November 2026, a Wednesday, 10.32 in Copenhagen.
pub const NOW: i64 = 1_794_994_320;
pub const ADMIN: UserNo = UserNo(-7);
pub const OTHER: UserNo = UserNo(-8);
pub const PASSWORD: &str = "tretten våde cykelhjelme";

pub struct Bench {
    router: Router,
    pub store: Arc<Store>,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: header::HeaderName) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The hidden token of the page's first form.
    pub fn token(&self) -> String {
        let (_, rest) = self
            .body
            .split_once("name=\"form_token\" value=\"")
            .expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }

    /// What stands between the heading with this id and the next section.
    pub fn section(&self, id: &str) -> &str {
        let from = self.body.split(&format!("<h2 id=\"{id}\">")).nth(1);
        let from = from.unwrap_or_else(|| panic!("no section {id} in {}", self.body));
        from.split("</section>").next().unwrap()
    }
}

pub struct Browser<'b> {
    bench: &'b Bench,
    pub cookie: String,
}

pub fn now() -> Now {
    Now::at(NOW)
}

pub fn yes() -> AccessNote {
    let verdict = Verdict::Allowed {
        relation: Relation::Assigned,
        role: Role::Caseworker,
        reason: "access-allowed-assigned",
        extra_click: false,
    };
    AccessNote::new(ADMIN, Action::RegisterFact, verdict, now())
}

impl Bench {
    pub async fn new() -> Bench {
        Bench::with(|_| {}).await
    }

    /// With other settings than usual.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Sqlite(folder.path().join("data"));
        let book = Arc::new(omhu_law::load::embedded(true).unwrap());
        let keys = Keys::Given(MasterKey::new([5; 32]));
        let store = Store::open(&place, &keys, book, Options::new(NOW)).await;
        let store = Arc::new(store.unwrap());
        store.set_second_factor(false, ADMIN, now()).await.unwrap();
        for (id, title) in [("nord", "Team Nord"), ("syd", "Team Syd")] {
            let made = store
                .set_team(id, title, "Familie", false, ADMIN, now())
                .await;
            made.unwrap().unwrap();
        }
        let clock = Arc::new(AtomicI64::new(NOW));
        let read = Arc::clone(&clock);
        let mut settings = Settings {
            most_time: Duration::from_secs(60),
            ..Settings::new(
                Arc::new(move || When::at(read.load(Ordering::Relaxed))),
                [7; 32],
            )
        };
        change(&mut settings);
        let router = omhu_web::app(AppState::with_store(settings, Arc::clone(&store)));
        Bench {
            router,
            store,
            clock,
            _folder: folder,
        }
    }

    /// So many seconds pass.
    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// A browser in which nobody is signed in.
    pub fn stranger(&self) -> Browser<'_> {
        Browser {
            bench: self,
            cookie: String::new(),
        }
    }

    /// An account with a role in a team, by two persons.
    pub async fn person(&self, name: &str, worker: Option<&str>, role: Role, team: &str) -> UserNo {
        let new = NewAccount {
            sign_in: name.to_owned(),
            name: format!("{name} Opfundet"),
            caseworker: worker.map(str::to_owned),
            ..NewAccount::default()
        };
        let store = &self.store;
        let user = store
            .new_account(&new, ADMIN, now())
            .await
            .unwrap()
            .unwrap();
        let ticket = store
            .password_ticket(user, ADMIN, now())
            .await
            .unwrap()
            .unwrap();
        let redeemed = store.redeem_password_ticket(&ticket, PASSWORD, now()).await;
        redeemed.unwrap().unwrap();
        let last = (role == Role::ExternalAuditor).then(|| now().today.plus_days(60));
        let proposed = store
            .propose_role(user, role, None, last, false, ADMIN, now())
            .await;
        let (grant, _) = proposed.unwrap().unwrap();
        store
            .confirm_role(grant, OTHER, now())
            .await
            .unwrap()
            .unwrap();
        let teams: BTreeSet<String> = (!team.is_empty())
            .then(|| team.to_owned())
            .into_iter()
            .collect();
        store
            .set_teams_of(user, &teams, ADMIN, now())
            .await
            .unwrap()
            .unwrap();
        user
    }

    /// A case with a notification on a day, of a child.
    pub async fn case(&self, child: &str, day: &str, team: &str, worker: &str) -> CaseNo {
        self.case_of(PersonData::default(), child, day, team, worker)
            .await
    }

    /// A case of a child of whom more is known, such as a protected address.
    pub async fn case_of(
        &self,
        person: PersonData,
        child: &str,
        day: &str,
        team: &str,
        worker: &str,
    ) -> CaseNo {
        let person = PersonData {
            given_names: child.to_owned(),
            surname: "Holm".to_owned(),
            born_on: person.born_on.or(Day::parse(b"2019-05-15")),
            ..person
        };
        let person = self.store.add_person(ADMIN, NOW, &person).await.unwrap();
        let received = FactCells {
            kind: "notification_received".to_owned(),
            when: day.to_owned(),
            about: "+n".to_owned(),
            value: "professional".to_owned(),
            ..FactCells::default()
        };
        let assigned = FactCells {
            kind: "case_assigned".to_owned(),
            when: day[..10].to_owned(),
            team: team.to_owned(),
            caseworker: worker.to_owned(),
            ..FactCells::default()
        };
        let entries = vec![
            Entry::Fact {
                cells: received,
                text: format!("Skolen er bekymret for Zanzibarkanarien hos {child}"),
            },
            Entry::Fact {
                cells: assigned,
                text: String::new(),
            },
            Entry::Link(Link {
                person,
                part: "child".to_owned(),
                when: day[..10].to_owned(),
            }),
        ];
        let command = Command {
            entries,
            ..Command::default()
        };
        let opened = self
            .store
            .open_case(ADMIN, None, now(), |_, _| yes(), &command, None)
            .await
            .unwrap();
        opened.receipts().unwrap_or_else(|| panic!("{opened:?}"))[0].case
    }

    /// More facts of a case, all about one new thing.
    pub async fn facts(&self, case: CaseNo, facts: &[(&str, &str)]) {
        let entry = |(kind, when): &(&str, &str)| Entry::Fact {
            cells: FactCells {
                kind: (*kind).to_owned(),
                when: (*when).to_owned(),
                about: "+a".to_owned(),
                ..FactCells::default()
            },
            text: String::new(),
        };
        self.write(case, facts.iter().map(entry).collect()).await;
    }

    pub async fn write(&self, case: CaseNo, entries: Vec<Entry>) {
        self.write_at(case, entries, now()).await;
    }

    pub async fn write_at(&self, case: CaseNo, entries: Vec<Entry>, at: Now) {
        let command = Command {
            entries,
            ..Command::default()
        };
        let written = self
            .store
            .execute(ADMIN, case, at, |_, _| yes(), &command, None)
            .await
            .unwrap();
        assert!(written.receipts().is_some(), "{written:?}");
    }

    /// Who notified.
    pub async fn named(&self, case: CaseNo, about: &str, name: &str) {
        let section = Entry::Section {
            about: about.to_owned(),
            section: "notifier_name".to_owned(),
            text: name.to_owned(),
            reason: String::new(),
        };
        self.write(case, vec![section]).await;
    }

    pub async fn seq(&self, case: CaseNo) -> i64 {
        let permit = self.store.look(yes(), &[case]).await.unwrap();
        self.store.case_state(&permit, case).await.unwrap().seq
    }

    /// Who looked at a case.
    pub async fn lookers(&self, case: CaseNo) -> Vec<UserNo> {
        let permit = self.store.look(yes(), &[case]).await.unwrap();
        let looks = self.store.who_looked(&permit, case, 100).await.unwrap();
        looks.into_iter().map(|look| look.user).collect()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// Signs in through the form.
    pub async fn sign_in(&self, name: &str) -> Browser<'_> {
        self.sign_in_with(name, PASSWORD).await
    }

    /// Signs in with a password of one's own choice.
    pub async fn sign_in_with(&self, name: &str, password: &str) -> Browser<'_> {
        let mut browser = self.stranger();
        let token = browser.get("/sign-in").await.token();
        let fields = [
            ("name", name),
            ("password", password),
            ("next", "/"),
            ("form_token", token.as_str()),
        ];
        let answer = browser.send_form("/sign-in", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
        let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
        let session = cookies.find(|cookie| cookie.starts_with("__Host-session="));
        browser.cookie = session.unwrap().split(';').next().unwrap().to_owned();
        browser
    }
}

impl Browser<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.get_in(path, "da").await
    }

    pub async fn get_in(&self, path: &str, lang: &str) -> Answer {
        let cookie = format!("{}; __Host-lang={lang}", self.cookie);
        let request = Request::get(path).header(header::COOKIE, cookie);
        self.bench.send(request.body(Body::empty()).unwrap()).await
    }

    /// Searches as the form does, and follows to what was found.
    pub async fn search(&self, words: &str) -> Answer {
        let sent = self.post("/account", "/search", &[("q", words)]).await;
        match sent.status {
            StatusCode::SEE_OTHER => self.get(sent.header(header::LOCATION)).await,
            _ => sent,
        }
    }

    /// Sends a form with the token of the page that shows it.
    pub async fn post(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.get(from).await.token();
        let fields = [fields, &[("form_token", token.as_str())]].concat();
        self.send_form(path, &fields).await
    }

    pub async fn send_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path)
            .header(header::HOST, "omhu.example")
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.bench
            .send(request.body(Body::from(body)).unwrap())
            .await
    }
}
