//! A municipality in which every role is somebody, and everything that an address can name is there.

use std::collections::BTreeSet;

use omhu_casework::access::{Action, ProtectedGrade, Relation, Role, Scope, Verdict};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_store::accounts::NewToken;
use omhu_store::{AccessNote, NewWebhook, PersonData, RequestKey, WebhookMade};

use crate::bench::{ADMIN, Bench, Browser, now};

/// The columns of the table.
///
/// `own`: the caseworker of the cases; `colleague`: of the same team, which does not read in common; `standin`: in the
/// place of the caseworker; `away`: of another team, with the case `away`; `glass`: of that team too, and broke the
/// glass of the case `own`.
pub const PERSONAS: [&str; 16] = [
    "nobody",
    "own",
    "colleague",
    "standin",
    "away",
    "glass",
    "coord",
    "leader",
    "leader2",
    "quality",
    "control",
    "director",
    "external",
    "log",
    "users",
    "system",
];

/// The role, the id in cases, and the team.
fn of(persona: &str) -> (Role, Option<&'static str>, &'static str) {
    match persona {
        "own" => (Role::Caseworker, Some("cw-7"), "nord"),
        "colleague" => (Role::Caseworker, Some("cw-5"), "nord"),
        "standin" => (Role::Caseworker, Some("cw-6"), "syd"),
        "away" => (Role::Caseworker, Some("cw-8"), "syd"),
        "glass" => (Role::Caseworker, Some("cw-9"), "syd"),
        "coord" => (Role::Coordinator, None, "nord"),
        "leader" => (Role::TeamLeader, None, "nord"),
        "leader2" => (Role::TeamLeader, None, "syd"),
        "quality" => (Role::QualityAuditor, None, ""),
        "control" => (Role::Controller, None, ""),
        "director" => (Role::Director, None, ""),
        "external" => (Role::ExternalAuditor, None, ""),
        "log" => (Role::LogReviewer, None, ""),
        "users" => (Role::UserAdministrator, None, ""),
        "system" => (Role::SystemAdministrator, None, ""),
        other => panic!("nobody is {other}"),
    }
}

pub struct Municipality {
    bench: Bench,
    /// Which case a row is about, and its number.
    cases: Vec<(&'static str, CaseNo)>,
    /// What the other names of an address stand for.
    names: Vec<(&'static str, String)>,
    users: Vec<(&'static str, UserNo)>,
}

impl Municipality {
    pub async fn new() -> Municipality {
        let bench = Bench::new().await;
        let mut users = Vec::new();
        for persona in PERSONAS.into_iter().skip(1) {
            let (role, worker, team) = of(persona);
            users.push((persona, bench.person(persona, worker, role, team).await));
        }
        let known = users.clone();
        let user = |name: &str| {
            known
                .iter()
                .find(|(persona, _)| *persona == name)
                .unwrap()
                .1
        };
        let own = bench.case("Freja", "2026-11-02", "nord", "cw-7").await;
        let away = bench.case("Zofia", "2026-11-02", "syd", "cw-8").await;
        let secret = PersonData {
            address: "Hemmeligvej 7".to_owned(),
            grade: ProtectedGrade::Special,
            ..PersonData::default()
        };
        let protected = bench
            .case_of(secret, "Ida", "2026-11-02", "nord", "cw-7")
            .await;
        let conflict = bench.case("Noah", "2026-11-02", "nord", "cw-7").await;
        let (store, now) = (&bench.store, now());
        for (_, user) in &users {
            let added = store
                .add_conflict(*user, &[conflict], false, ADMIN, now)
                .await;
            added.unwrap().unwrap();
        }
        let sampled = [own, protected];
        for reader in ["quality", "external"] {
            let (to, until) = (user(reader), now.today.plus_days(30));
            let given = store.give_sample("2026-1", &sampled, to, now.today, until, ADMIN, now);
            given.await.unwrap().unwrap();
        }
        let (absent, to, until) = (user("own"), user("standin"), now.today.plus_days(9));
        let stand_in = store
            .grant_stand_in(absent, to, now.today, until, user("leader"), now)
            .await;
        let stand_in = stand_in.unwrap().unwrap();

        let leaver = bench
            .person("leaver", Some("cw-4"), Role::Caseworker, "nord")
            .await;
        users.push(("leaver", leaver));

        // Somebody who is nobody's persona: an account with a role and a proposal; and a token of the controller's.
        let bystander = bench.person("bystander", None, Role::Controller, "").await;
        let proposed = store
            .propose_role(bystander, Role::Director, None, None, false, ADMIN, now)
            .await;
        let (grant, _) = proposed.unwrap().unwrap();
        let issuer = "https://login.example";
        let linked = store
            .propose_link(bystander, issuer, "s-1", ADMIN, now)
            .await;
        let link = linked.unwrap().unwrap();
        let token = NewToken {
            user: user("control"),
            name: "Månedens tal".to_owned(),
            role: Role::Controller,
            scopes: BTreeSet::from([Scope::ReadFigures]),
            relation: Relation::None,
            networks: Vec::new(),
            until: now.second + 86_400,
        };
        let opening = NewToken {
            scopes: BTreeSet::from([Scope::ReadDeadlines]),
            relation: Relation::Oversight,
            ..token.clone()
        };
        let (token, _) = store.new_token(&token, ADMIN, now).await.unwrap().unwrap();
        let (program, _) = store
            .new_token(&opening, ADMIN, now)
            .await
            .unwrap()
            .unwrap();

        // Somebody tries a case without a task in it, which is drawn into a sample, and then breaks its glass.
        let browser = bench.sign_in("glass").await;
        let case = format!("/cases/{own}");
        browser.get(&case).await;
        let path = format!("{case}/glass");
        let fields = [
            ("category", "acute_concern"),
            ("reason", "Politiet ringede om barnet i nat"),
        ];
        browser.post(&path, &path, &fields).await;
        let waiting = store.glass_waiting_in().await.unwrap();
        let (glass, ..) = *waiting
            .iter()
            .find(|(_, who, ..)| *who == user("glass"))
            .unwrap();
        let why = "Barnet skal hentes hjemme i nat";
        let request = store.ask_second(glass, user("glass"), why, now).await;
        let request = request.unwrap().unwrap();
        let log = bench.sign_in("log").await;
        let new = "/oversight/samples/new";
        log.post(new, new, &[]).await;
        let sample = store.lookup_samples().await.unwrap()[0].number;
        let page = log.get(&format!("/oversight/samples/{sample}")).await;
        let first = format!("href=\"/oversight/samples/{sample}/");
        let row = page.body.split(&first).nth(1).unwrap();
        let row = row.split('"').next().unwrap().to_owned();

        let names = vec![
            ("{user}", bystander.to_string()),
            ("{grant}", grant.to_string()),
            ("{link}", link.to_string()),
            ("{team}", "nord".to_owned()),
            ("{token}", token.to_string()),
            ("{reader}", user("quality").to_string()),
            ("{audit}", "2026-1".to_owned()),
            ("{program}", program.to_string()),
            ("{glass}", glass.to_string()),
            ("{request}", request.to_string()),
            ("{sample}", sample.to_string()),
            ("{row}", row),
            ("{number}", stand_in.to_string()),
            ("{step}", "decision".to_owned()),
            ("{range}", "1-1".to_owned()),
            ("{seq}", "1".to_owned()),
            ("{person}", "1".to_owned()),
            // Nobody's: whose it is, is said by the address alone and not by who asks.
            ("{feed}", format!("{}.ics", "0".repeat(64))),
        ];
        let cases = vec![
            ("own", own),
            ("away", away),
            ("protected", protected),
            ("conflict", conflict),
        ];
        Municipality {
            bench,
            cases,
            names,
            users,
        }
    }

    pub fn bench(&self) -> &Bench {
        &self.bench
    }

    /// The account of a persona, or of `leaver`, who is nobody's and leaves.
    pub fn user(&self, persona: &str) -> UserNo {
        let mut users = self.users.iter();
        users.find(|(name, _)| *name == persona).unwrap().1
    }

    /// A system that is told.
    pub async fn webhook(&self, new: &NewWebhook) -> i64 {
        let verdict = Verdict::Allowed {
            relation: Relation::None,
            role: Role::SystemAdministrator,
            reason: "access-allowed-office",
            extra_click: false,
        };
        let note = AccessNote::new(ADMIN, Action::ManageWebhooks, verdict, now());
        let key = RequestKey {
            key: "first".to_owned(),
            route: String::new(),
            body: [0; 32],
        };
        match self.bench.store.new_webhook(note, new, &key).await.unwrap() {
            WebhookMade::Made(number) => number,
            other => panic!("{other:?}"),
        }
    }

    /// A browser for each persona, signed in through the form.
    pub async fn browsers(&self) -> Vec<Browser<'_>> {
        let mut browsers = vec![self.bench.stranger()];
        for persona in PERSONAS.into_iter().skip(1) {
            browsers.push(self.bench.sign_in(persona).await);
        }
        browsers
    }

    /// The addresses of a route, each with what it is about.
    pub fn paths(&self, route: &str) -> Vec<(String, String)> {
        let mut path = route.to_owned();
        for (name, value) in &self.names {
            path = path.replace(name, value);
        }
        let paths: Vec<(String, String)> = if path.contains("{case}") {
            let cases = self.cases.iter();
            let of = |(which, case): &(&str, CaseNo)| {
                (
                    (*which).to_owned(),
                    path.replace("{case}", &case.to_string()),
                )
            };
            cases.map(of).collect()
        } else {
            vec![(String::new(), path)]
        };
        for (_, path) in &paths {
            assert!(
                !path.contains('{'),
                "{path}: say in municipality.rs what it stands for"
            );
        }
        paths
    }
}
