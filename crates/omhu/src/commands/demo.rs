//! `omhu demo`: the server on an invented municipality, with a user for each role.
//!
//! Owns: what is invented beside the simulated histories: people, accounts, their sign-in. Everything comes from the
//! seed and the day; every page says that it is simulated.

mod at_hand;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use omhu_casework::access::{Action, Label, Now, ProtectedGrade, Relation, Role, Scope};
use omhu_casework::case::CaseState;
use omhu_casework::command::{Command, Entry};
use omhu_casework::event::Link;
use omhu_casework::ids::{CaseNo, PersonNo, UserNo};
use omhu_law::calendar::Day;
use omhu_report::Texts;
use omhu_simulate::names::{self, Invented};
use omhu_simulate::{Plan, simulate};
use omhu_store::accounts::{Answer, NewAccount, NewToken};
use omhu_store::{Options, Order, PersonData, Store, Target};

use self::at_hand::Whose;
use super::serve::{self, say};
use super::{import, stored};
use crate::cli::{Asking, Demo, Reading};
use crate::session::{Exit, Session, Unusable, is_simulated, tell};

/// The password of every persona. Anybody may know it: there is nothing real behind it.
const PASSWORD: &str = "groen-cykel-ved-broen";

/// A persona: sign-in name, role.
const PERSONAS: [(&str, Role); 11] = [
    ("raadgiver", Role::Caseworker),
    ("kollega", Role::Caseworker),
    ("koordinator", Role::Coordinator),
    ("teamleder", Role::TeamLeader),
    ("kvalitet", Role::QualityAuditor),
    ("auditor", Role::ExternalAuditor),
    ("controller", Role::Controller),
    ("direktion", Role::Director),
    ("dpo", Role::LogReviewer),
    ("system", Role::SystemAdministrator),
    // Roles are given by two.
    ("brugeradmin2", Role::UserAdministrator),
];
const FIRST: &str = "brugeradmin";
/// The persona who gives samples of cases.
const GIVER: &str = "dpo";
/// What is read by whom: the persona, the name of the audit.
const SAMPLES: [(&str, &str); 2] = [
    ("kvalitet", "Egenkontrol, opdigtet"),
    ("auditor", "Ekstern audit, opdigtet"),
];
/// So many cases are in a sample.
const SAMPLED: usize = 10;
/// So many days from the day of the demonstration a sample is open, and the external auditor comes.
const OPEN_DAYS: i32 = 90;

/// What the tokens of the demonstration are for.
const PROGRAM: &str = "demo";
/// The persona as which a program works, its role, its relation to cases, what it opens.
const PROGRAMS: [(&str, Role, Relation, &[Scope]); 5] = [
    (
        "raadgiver",
        Role::Caseworker,
        Relation::Assigned,
        &[
            Scope::ReadCore,
            Scope::ReadDeadlines,
            Scope::ReadText,
            Scope::WriteFacts,
            Scope::OpenCases,
            Scope::CorrectFacts,
        ],
    ),
    // Opens cases, and reaches those that no team has yet.
    (
        "koordinator",
        Role::Coordinator,
        Relation::Unit,
        &[
            Scope::ReadCore,
            Scope::ReadDeadlines,
            Scope::ReadText,
            Scope::WriteFacts,
            Scope::OpenCases,
        ],
    ),
    // Reads the cases of the team: a board, a calendar.
    (
        "teamleder",
        Role::TeamLeader,
        Relation::Team,
        &[Scope::ReadCore, Scope::ReadDeadlines, Scope::ReadText],
    ),
    (
        "controller",
        Role::Controller,
        Relation::Oversight,
        &[Scope::ReadDeadlines],
    ),
    (
        "system",
        Role::SystemAdministrator,
        Relation::None,
        &[Scope::ManageWebhooks],
    ),
];

pub fn run(demo: &Demo, texts: &Texts) -> anyhow::Result<Exit> {
    stored::block_on(async {
        let door = match demo.no_serve {
            true => None,
            false => Some(serve::Door::of(&demo.serving, texts)?),
        };
        let options = Options {
            checkpoints: demo.serving.checkpoints.clone(),
            ..stored::options(&demo.stored)
        };
        let store = stored::open_with(&demo.stored, options).await?;
        let new = store.accounts().await?.is_empty();
        if !store.is_simulated().await? && (!new || store.has_cases().await?) {
            return Err(anyhow!(Unusable(texts.get("serve-demo-real"))));
        }
        store.set_municipality("Opdigtet Kommune").await?;
        if new && let Some(ticket) = store.first_run_token(stored::now()).await? {
            let facts = histories(&store, demo, texts).await?;
            let cases = people(&store, demo.seed).await?;
            if let Some(whose) = accounts(&store, demo.seed, &cases, &ticket).await? {
                at_hand::cases(&store, demo.seed, &whose).await?;
            }
            let told = [
                ("children", (cases.len() as u64).into()),
                ("facts", facts.into()),
            ];
            tell(&texts.with("serve-demo-made", &told));
        }
        let Some(door) = door else {
            stored::close(store).await;
            return Ok(());
        };
        say(&texts.get("serve-personas"));
        let first = [(FIRST, Role::UserAdministrator)];
        // Of a demonstration that an older omhu made some are not there.
        let accounts = store.accounts().await?;
        let known = |name: &str| accounts.iter().any(|account| account.sign_in == name);
        let personas = PERSONAS.iter().chain(&first);
        for (name, role) in personas.filter(|(name, _)| known(name)) {
            let told = [
                ("name", (*name).into()),
                ("password", PASSWORD.into()),
                ("role", role.word().into()),
            ];
            say(&texts.with("serve-persona", &told));
        }
        tokens(&store, texts).await?;
        let mut settings = serve::settings(&store, &demo.stored.data).await?;
        settings.styleguide = true;
        serve::pages(store, settings, door, &demo.serving, &demo.stored, texts).await
    })?;
    Ok(Exit::Clean)
}

/// Simulates the five years up to today, or takes a simulated file, and brings it in; gives the number of facts.
async fn histories(store: &Store, demo: &Demo, texts: &Texts) -> anyhow::Result<u64> {
    let today = stored::now().today;
    let mut made = tempfile::NamedTempFile::new()?;
    let file = match &demo.from {
        Some(file) => file.clone(),
        None => {
            let mut plan = Plan::over(today.civil().0 - 4, 5);
            plan.seed = demo.seed;
            plan.teams = demo.teams;
            plan.children = demo.children;
            plan.dirty = 0.0;
            plan.check().map_err(|why| anyhow!(why))?;
            simulate(&plan, made.as_file_mut(), &mut std::io::sink(), &mut |_| {})?;
            made.path().to_owned()
        }
    };
    let asking = Asking {
        further: true,
        ..Asking::default()
    };
    let reading = Reading {
        file,
        mapping: None,
        input: Some(crate::cli::Input::Csv),
        rejected: None,
        memory: 256,
        threads: 0,
        spill_dir: None,
    };
    let read = Session::new(&asking, Texts::new(texts.lang()))?.read(&reading)?;
    if !is_simulated(&read) {
        let named = [("file", reading.file.display().to_string().into())];
        let why = texts.with("serve-demo-not-simulated", &named);
        return Err(anyhow!(Unusable(why)));
    }
    let permit = stored::permit(store, Action::Import).await?;
    // The years go on to December; what has not happened yet is left out.
    let past =
        move |row: &omhu_law::history::Row<'_>| row.when.day <= today && row.recorded.day <= today;
    let report = import::bring_in(store, &permit, read, false, past, texts).await?;
    Ok(report.new_facts)
}

/// What accounts are made from: team and caseworker of each open case.
type Held = BTreeMap<CaseNo, (String, String)>;

/// Gives every child, and the custody holders of its family, a name.
async fn people(store: &Store, seed: u64) -> anyhow::Result<Held> {
    let permit = stored::permit(store, Action::Import).await?;
    let now = stored::now();
    let mut held = Held::new();
    let mut parents: BTreeMap<String, Vec<PersonNo>> = BTreeMap::new();
    let mut given = BTreeSet::new();
    let mut after = CaseNo(0);
    loop {
        let states = store.states(&permit, after, 200).await?;
        let Some(last) = states.last() else {
            return Ok(held);
        };
        after = last.case;
        for state in &states {
            let (team, caseworker) = state.assigned(now.today, now.today);
            let who = if state.closed(now.today, now.today) {
                (String::new(), String::new())
            } else {
                (team.to_owned(), caseworker.to_owned())
            };
            held.insert(state.case, who);
        }
        name(store, seed, &states, &mut parents, &mut given, now).await?;
    }
}

/// Gives names to the children of these cases, and to the custody holders of families that have none yet.
async fn name(
    store: &Store,
    seed: u64,
    states: &[CaseState],
    parents: &mut BTreeMap<String, Vec<PersonNo>>,
    numbers_given: &mut BTreeSet<String>,
    now: Now,
) -> anyhow::Result<()> {
    let mut people: Vec<PersonData> = Vec::new();
    // The places of each case's child and of each new household's custody holders among the people.
    let mut parts = Vec::new();
    let mut new: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for state in states {
        let (family, reference) = (state.family(), state.reference.as_str());
        let born = state.born(now.today);
        let child = names::child(seed, family, reference, born.map(Day::civil));
        // A few families live at an address that nobody may see without asking.
        let protected = state.case.0 % 41 == 0;
        let household = if family.is_empty() { reference } else { family };
        parts.push((people.len(), household));
        people.push(person(&child, born, protected));
        if !parents.contains_key(household) && !new.contains_key(household) {
            new.insert(household.to_owned(), [people.len(), people.len() + 1]);
            for second in [false, true] {
                let parent = names::custody_holder(seed, family, reference, second);
                people.push(person(&parent, None, protected));
            }
        }
    }
    // Among very many invented people two have one number; the second gets none.
    for person in &mut people {
        if !person.cpr.is_empty() && !numbers_given.insert(person.cpr.clone()) {
            person.cpr.clear();
        }
    }
    let numbers = store
        .add_people(UserNo::IMPORT, now.second, &people)
        .await?;
    for (household, places) in new {
        parents.insert(household, places.map(|place| numbers[place]).to_vec());
    }
    let commands: Vec<Command> = parts
        .into_iter()
        .map(|(child, household)| {
            let holders = parents.get(household).into_iter().flatten();
            let holders = holders.map(|parent| link(*parent, "custody_holder", now));
            Command {
                entries: [link(numbers[child], "child", now)]
                    .into_iter()
                    .chain(holders)
                    .collect(),
                ..Command::default()
            }
        })
        .collect();
    let orders: Vec<Order<'_>> = states
        .iter()
        .zip(&commands)
        .map(|(state, command)| Order {
            target: Target::Case(state.case),
            command,
        })
        .collect();
    let note = stored::note(Action::See(Label::Core));
    let asked = move |_: &_, _: &_| note.clone();
    let done = store.execute_many(UserNo::IMPORT, now, asked, &orders, None);
    done.await?
        .receipts()
        .map(drop)
        .ok_or_else(|| anyhow!("invented children could not be named"))
}

fn person(invented: &Invented, born: Option<Day>, protected: bool) -> PersonData {
    PersonData {
        given_names: invented.first.to_owned(),
        surname: invented.last.to_owned(),
        born_on: born,
        cpr: invented.cpr.clone(),
        address: invented.street.clone(),
        grade: if protected {
            ProtectedGrade::Ordinary
        } else {
            ProtectedGrade::None
        },
        ..PersonData::default()
    }
}

fn link(person: PersonNo, part: &str, now: Now) -> Entry {
    Entry::Link(Link {
        person,
        part: part.to_owned(),
        when: now.today.to_string(),
    })
}

/// An account for every caseworker who has cases, and the personas; gives whose desk is the fullest.
async fn accounts(
    store: &Arc<Store>,
    seed: u64,
    cases: &Held,
    ticket: &omhu_store::accounts::Ticket,
) -> anyhow::Result<Option<Whose>> {
    let now = stored::now();
    let office = UserNo::IMPORT;
    store.set_second_factor(false, office, now).await?;
    let admin = account(FIRST, "Bente Brugeradministrator", None);
    let admin = sure(store.first_run(ticket, &admin, PASSWORD, now).await)?;
    let mut load: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (team, caseworker) in cases.values() {
        if !team.is_empty() && !caseworker.is_empty() {
            *load.entry((team.clone(), caseworker.clone())).or_default() += 1;
        }
    }
    let teams: BTreeSet<&String> = load.keys().map(|(team, _)| team).collect();
    for team in &teams {
        sure(
            store
                .set_team(team, team, "Børn og unge", true, office, now)
                .await,
        )?;
    }
    // The persona has the fullest desk of a team of several; a colleague of the same team the next.
    let mut desks: Vec<_> = load.iter().collect();
    desks.sort_by_key(|(key, count)| (std::cmp::Reverse(**count), (*key).clone()));
    let several = |team: &str| {
        desks
            .iter()
            .filter(|((of, _), _)| of.as_str() == team)
            .count()
            > 1
    };
    let home = desks.iter().find(|((team, _), _)| several(team));
    let home = home
        .or(desks.first())
        .map_or_else(String::new, |((team, _), _)| team.clone());
    let mut personas = PERSONAS
        .iter()
        .filter(|(_, role)| *role == Role::Caseworker);
    let mut whose = None;
    for ((team, caseworker), _) in &desks {
        let (first, last) = names::employee(seed, caseworker);
        let name = format!("{first} {last}");
        let persona = if *team == home { personas.next() } else { None };
        let sign_in =
            persona.map_or_else(|| caseworker.to_lowercase(), |(name, _)| (*name).to_owned());
        let new = account(&sign_in, &name, Some(caseworker));
        let user = sure(store.new_account(&new, admin, now).await)?;
        let of = BTreeSet::from([team.clone()]);
        settle(store, user, Role::Caseworker, &of, admin).await?;
        if persona.is_some() {
            password(store, user, admin).await?;
            whose.get_or_insert_with(|| Whose {
                user,
                team: team.clone(),
                caseworker: caseworker.clone(),
            });
        }
    }
    // Where the team has fewer desks than personas the others have no case yet.
    let idle = personas.collect::<Vec<_>>();
    let others = PERSONAS.iter();
    let others = others.filter(|(_, role)| *role != Role::Caseworker);
    for (sign_in, role) in idle.into_iter().chain(others) {
        let (first, last) = names::employee(seed, sign_in);
        let worker = (*role == Role::Caseworker).then(|| (*sign_in).to_owned());
        let new = account(sign_in, &format!("{first} {last}"), worker.as_ref());
        let user = sure(store.new_account(&new, admin, now).await)?;
        let placed = matches!(
            role,
            Role::Caseworker | Role::Coordinator | Role::TeamLeader
        ) && !home.is_empty();
        let teams: BTreeSet<String> = placed.then(|| home.clone()).into_iter().collect();
        settle(store, user, *role, &teams, admin).await?;
        password(store, user, admin).await?;
    }
    samples(store, cases).await?;
    Ok(whose)
}

/// Cases of all teams to read, for whoever reads samples only.
async fn samples(store: &Store, cases: &Held) -> anyhow::Result<()> {
    let now = stored::now();
    let accounts = store.accounts().await?;
    let user = |name: &str| {
        let account = accounts.iter().find(|account| account.sign_in == name);
        let account = account.context("a persona of the demonstration")?;
        anyhow::Ok(account.user)
    };
    let open = cases.iter().filter(|(_, (team, _))| !team.is_empty());
    let open: Vec<CaseNo> = open.map(|(case, _)| *case).collect();
    let step = (open.len() / SAMPLED).max(1);
    let until = now.today.plus_days(OPEN_DAYS);
    for (place, (name, audit)) in SAMPLES.into_iter().enumerate() {
        let drawn = open.iter().skip(place).step_by(step).take(SAMPLED);
        let drawn: Vec<CaseNo> = drawn.copied().collect();
        let (to, by) = (user(name)?, user(GIVER)?);
        sure(
            store
                .give_sample(audit, &drawn, to, now.today, until, by, now)
                .await,
        )?;
    }
    Ok(())
}

/// A token for each program, made anew at each start because one is shown only once.
async fn tokens(store: &Store, texts: &Texts) -> anyhow::Result<()> {
    let now = stored::now();
    let office = UserNo::IMPORT;
    for old in store.tokens(None).await? {
        if old.token.name == PROGRAM {
            sure(store.end_token(old.number, office, now).await)?;
        }
    }
    say(&texts.get("serve-tokens"));
    let accounts = store.accounts().await?;
    for (name, role, relation, scopes) in PROGRAMS {
        let account = accounts.iter().find(|account| account.sign_in == name);
        let user = account.context("a persona of the demonstration")?.user;
        let new = NewToken {
            user,
            name: PROGRAM.to_owned(),
            role,
            scopes: scopes.iter().copied().collect(),
            relation,
            networks: Vec::new(),
            until: now.second + 30 * 86_400,
        };
        let (number, ticket) = sure(store.new_token(&new, office, now).await)?;
        if new.opens_cases() {
            let second = accounts.iter().find(|account| account.sign_in == FIRST);
            let second = second.context("a persona of the demonstration")?.user;
            sure(store.confirm_token(number, second, now).await)?;
        }
        let told = [
            ("name", name.into()),
            ("token", ticket.text().into()),
            ("role", role.word().into()),
            ("reach", texts.get(reach(relation)).into()),
        ];
        say(&texts.with("serve-token", &told));
    }
    Ok(())
}

/// Which cases a program of the demonstration reaches.
fn reach(relation: Relation) -> &'static str {
    match relation {
        Relation::Team => "serve-reach-team",
        Relation::Unit => "serve-reach-undistributed",
        Relation::Oversight => "serve-reach-deadlines",
        Relation::None => "serve-reach-none",
        _ => "serve-reach-own",
    }
}

fn account(sign_in: &str, name: &str, caseworker: Option<&String>) -> NewAccount {
    NewAccount {
        sign_in: sign_in.to_owned(),
        name: name.to_owned(),
        caseworker: caseworker.cloned(),
        ..NewAccount::default()
    }
}

/// Gives a role, by two, and a place in teams.
async fn settle(
    store: &Store,
    user: UserNo,
    role: Role,
    teams: &BTreeSet<String>,
    admin: UserNo,
) -> anyhow::Result<()> {
    let now = stored::now();
    let office = UserNo::IMPORT;
    // Whoever comes from outside comes for a time.
    let outside = role == Role::ExternalAuditor;
    let last_on = outside.then(|| now.today.plus_days(OPEN_DAYS));
    let proposed = store.propose_role(user, role, None, last_on, false, office, now);
    let (grant, _) = sure(proposed.await)?;
    sure(store.confirm_role(grant, admin, now).await)?;
    sure(store.set_teams_of(user, teams, admin, now).await)
}

async fn password(store: &Store, user: UserNo, admin: UserNo) -> anyhow::Result<()> {
    let now = stored::now();
    let ticket = sure(store.password_ticket(user, admin, now).await)?;
    sure(store.redeem_password_ticket(&ticket, PASSWORD, now).await).map(drop)
}

/// In a demonstration every no is a fault.
fn sure<T>(answer: Answer<T>) -> anyhow::Result<T> {
    answer?
        .map_err(|fault| anyhow!(fault))
        .context("an account of the demonstration")
}

#[cfg(test)]
mod tests {
    use omhu_casework::fact::FactCells;
    use omhu_store::accounts::SignIn;

    use super::*;
    use crate::cli::Stored;

    #[test]
    fn every_persona_can_sign_in_though_the_team_has_one_desk() {
        let folder = tempfile::tempdir().unwrap();
        let stored = Stored {
            data: folder.path().join("data"),
            database: None,
            schema: "omhu".to_owned(),
            master_key: None,
            further: false,
            contract_only: false,
            accept_older: false,
        };
        stored::block_on(async {
            let store = stored::open(&stored).await?;
            let now = stored::now();
            let ticket = store.first_run_token(now).await?.context("a new store")?;
            let opened = FactCells {
                kind: "case_opened".to_owned(),
                when: now.today.to_string(),
                ..FactCells::default()
            };
            let entry = Entry::Fact {
                cells: opened,
                text: String::new(),
            };
            let command = Command {
                entries: vec![entry],
                ..Command::default()
            };
            let order = || Order {
                target: Target::New { reference: None },
                command: &command,
            };
            let orders: Vec<Order<'_>> = std::iter::repeat_with(order).take(25).collect();
            let note = stored::note(Action::OpenCase);
            let asked = move |_: &_, _: &_| note.clone();
            let done = store.execute_many(UserNo::IMPORT, now, asked, &orders, None);
            let done = done.await?;
            let receipts = done.receipts().context("cases")?.iter();
            let cases = receipts.map(|receipt| {
                let held = ("Team 01".to_owned(), "K1".to_owned());
                (receipt.case, held)
            });
            accounts(&store, 7, &cases.collect(), &ticket).await?;
            let first = [(FIRST, Role::UserAdministrator)];
            for (name, role) in PERSONAS.iter().chain(&first) {
                let signed = store.sign_in(name, PASSWORD, name, "test", now).await?;
                let SignIn::Signed { user, .. } = signed else {
                    panic!("{name} cannot sign in: {signed:?}");
                };
                let viewer = store.viewer(user, now).await?.context("a viewer")?;
                let reads = SAMPLES.iter().any(|(reader, _)| reader == name);
                let count = if reads { SAMPLED } else { 0 };
                assert_eq!(viewer.samples.len(), count, "{name}");
                assert!(viewer.roles.iter().any(|held| held.role == *role), "{name}");
            }
            let until = Some(now.today.plus_days(OPEN_DAYS));
            let given = store.samples(now.today).await?;
            assert_eq!(given.len(), 2);
            assert!(given.iter().all(|sample| Some(sample.last_on) == until));
            Ok(())
        })
        .unwrap();
    }
}
