//! What is kept in memory is what the database would say: whatever is written, by chance.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;

use omhu_casework::access::{CaseScope, CaseSet, ProtectedGrade};
use omhu_casework::command::{Command, Entry};
use omhu_casework::event::Link;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, PersonNo, UserNo};
use omhu_law::calendar::Day;
use omhu_store::accounts::NewAccount;
use omhu_store::{AwaitedRow, PersonData, Store, WorkRow};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use support::{ANNA, Bench, NOON, allowed, command, fact, first, journal, note, now, permit_all};

const FAMILIES: [&str; 2] = ["f-1", "f-2"];
const WORKERS: [&str; 3] = ["cw-7", "cw-8", "cw-9"];
const STEPS: usize = 120;

/// All that can be kept, read.
#[derive(PartialEq, Debug)]
struct Seen {
    cases: Vec<String>,
    work: Vec<(Vec<WorkRow>, Vec<AwaitedRow>)>,
    fell_due: Vec<Vec<String>>,
}

fn scopes(users: &[UserNo], cases: &[CaseNo]) -> Vec<CaseScope> {
    let of = |set: CaseSet| CaseScope {
        sets: vec![set],
        ..CaseScope::default()
    };
    let mut scopes: Vec<CaseScope> = users
        .iter()
        .map(|user| {
            of(CaseSet {
                caseworkers: BTreeSet::from([*user]),
                co_assigned: BTreeSet::from([*user]),
                ..CaseSet::default()
            })
        })
        .collect();
    scopes.push(of(CaseSet {
        teams: BTreeSet::from(["nord".to_owned()]),
        ..CaseSet::default()
    }));
    scopes.push(of(CaseSet {
        undistributed: true,
        ..CaseSet::default()
    }));
    let mut without = support::everything();
    without.except = cases.iter().take(1).copied().collect();
    scopes.push(without);
    scopes
}

async fn seen(store: &Store, users: &[UserNo], cases: &[CaseNo], today: Day) -> Seen {
    let permit = permit_all(store).await;
    let mut told = Vec::new();
    for case in cases {
        let state = store.case_state(&permit, *case).await.unwrap();
        told.push(format!(
            "{:?} {:?} {:?} {:?} {:?}",
            store.subject(*case).await.unwrap(),
            store.case_line(&permit, *case).await.unwrap(),
            store.people(&permit, *case).await.unwrap(),
            store
                .siblings(&permit, *case, state.family())
                .await
                .unwrap(),
            state,
        ));
    }
    let (mut work, mut fell_due) = (Vec::new(), Vec::new());
    for scope in scopes(users, cases) {
        let rows = store.own_work(note(), &scope, today, 1000).await.unwrap();
        work.push((rows.rows.to_vec(), rows.awaited.to_vec()));
        let statuses = store.fell_due(&scope, today.plus_days(-90), today);
        let statuses = statuses.await.unwrap();
        fell_due.push(statuses.iter().map(|each| each.word().to_owned()).collect());
    }
    Seen {
        cases: told,
        work,
        fell_due,
    }
}

async fn account(store: &Store, place: usize) -> UserNo {
    let new = NewAccount {
        sign_in: format!("worker{place}"),
        name: format!("Worker {place}"),
        caseworker: WORKERS.get(place).map(|id| (*id).to_owned()),
        mail: String::new(),
        title: String::new(),
        language: String::new(),
    };
    store
        .new_account(&new, UserNo::IMPORT, now())
        .await
        .unwrap()
        .unwrap()
}

fn person(roll: u32) -> PersonData {
    PersonData {
        given_names: format!("Navn{}", roll % 50),
        surname: "Prøve".into(),
        grade: match roll % 3 {
            0 => ProtectedGrade::Ordinary,
            _ => ProtectedGrade::None,
        },
        ..PersonData::default()
    }
}

fn family(value: &str) -> FactCells {
    FactCells {
        family: value.into(),
        ..fact("case_opened", "2026-11-03", "")
    }
}

fn assigned(team: &str, caseworker: &str) -> FactCells {
    FactCells {
        team: team.into(),
        caseworker: caseworker.into(),
        ..fact("case_assigned", "2026-11-04", "")
    }
}

fn facts(cells: FactCells) -> Command {
    command(vec![Entry::Fact {
        cells,
        text: String::new(),
    }])
}

struct World {
    users: Vec<UserNo>,
    cases: Vec<CaseNo>,
    people: Vec<(CaseNo, PersonNo)>,
    today: Day,
}

impl World {
    /// Does something by chance; says what.
    async fn step(&mut self, store: &Store, rng: &mut ChaCha8Rng) -> String {
        let roll = rng.next_u32();
        let case = self.cases[roll as usize % self.cases.len()];
        let of_three = rng.next_u32() as usize % 3;
        let permit = permit_all(store).await;
        let write = async |command: Command| {
            let done = store
                .execute(ANNA, case, now(), allowed, &command, None)
                .await
                .unwrap();
            assert!(done.receipts().is_some(), "{done:?}");
        };
        match rng.next_u32() % 9 {
            0 => {
                let command = support::notification("2026-11-05");
                let opened = store.open_case(ANNA, None, now(), allowed, &command, None);
                self.cases.push(first(&opened.await.unwrap()).case);
                "a new case".to_owned()
            }
            1 => {
                let team = ["nord", "syd", ""][of_three];
                write(facts(assigned(team, WORKERS[of_three]))).await;
                format!("{case} to {of_three}")
            }
            2 => {
                let works = roll.is_multiple_of(2);
                let user = self.users[of_three % self.users.len()];
                let placed = store.co_assign(&permit, case, user, works, ANNA, now());
                placed.await.unwrap();
                format!("{user:?} beside {case}: {works}")
            }
            3 => {
                let number = store.add_person(ANNA, NOON, &person(roll)).await.unwrap();
                let part = ["child", "parent", "custody_holder"][of_three];
                let link = Link {
                    person: number,
                    part: part.into(),
                    when: "2026-11-02".into(),
                };
                write(command(vec![Entry::Link(link)])).await;
                self.people.push((case, number));
                format!("a {part} in {case}")
            }
            4 => {
                let Some((case, number)) = self.people.get(of_three).copied() else {
                    return "nobody".to_owned();
                };
                let people = store.people(&permit, case).await.unwrap();
                let version = people.iter().find(|held| held.person.number == number);
                let version = version.unwrap().person.version;
                store
                    .change_person(&permit, case, ANNA, NOON, number, version, &person(roll))
                    .await
                    .unwrap();
                format!("another name in {case}")
            }
            5 => {
                write(facts(family(FAMILIES[of_three % 2]))).await;
                format!("{case} of family {of_three}")
            }
            6 => {
                write(journal("2026-11-06", "Et notat")).await;
                format!("a note in {case}")
            }
            7 if self.users.len() < WORKERS.len() => {
                self.users.push(account(store, self.users.len()).await);
                "a new colleague".to_owned()
            }
            _ => {
                self.today = self.today.plus_days(of_three as i32);
                format!("the day is {}", self.today)
            }
        }
    }
}

on_both!(
    whatever_is_written_memory_says_what_the_database_says,
    async |bench: &Bench| {
        let store = bench.open().await;
        let mut world = World {
            users: vec![account(&store, 0).await],
            cases: vec![support::new_case(&store).await],
            people: Vec::new(),
            today: now().today,
        };
        let mut rng = ChaCha8Rng::seed_from_u64(2026);
        let mut changes = 0;
        let mut before = None;
        for step in 0..STEPS {
            let what = world.step(&store, &mut rng).await;
            let kept = seen(&store, &world.users, &world.cases, world.today).await;
            let again = seen(&store, &world.users, &world.cases, world.today).await;
            store.read_anew();
            let anew = seen(&store, &world.users, &world.cases, world.today).await;
            assert_eq!(kept, anew, "step {step}: {what}");
            assert_eq!(again, anew, "step {step}, read twice: {what}");
            changes += u32::from(before.as_ref() != Some(&anew));
            before = Some(anew);
            // What is kept of half of the cases only: the rest is asked for later.
            if step % 3 == 0 {
                store.read_anew();
            }
        }
        assert!(changes > 60, "little was changed: {changes}");
        assert!(world.cases.len() > 5 && world.people.len() > 3 && world.users.len() == 3);
        store.close().await;
    }
);
