//! Random lives of accounts: the viewer is that of a slow model that keeps lists and knows no SQL.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::access::{
    Action, Approval, BreakGlassGrant, Category, Cover, Now, Opening, OtherStandIn, Role,
    RoleGrant, RoleProposal, SampledCase, StandIn, StandInProposal, Standing, Viewer,
};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::Day;
use omhu_store::Store;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

use crate::desk::{NOON, note_of, person};
use crate::on_both;
use crate::support::{self, Bench, new_case, yes};

const TEAMS: [&str; 3] = ["nord", "syd", "øst"];

/// A grant as the model keeps it.
struct Kept {
    number: i64,
    user: UserNo,
    grant: RoleGrant,
    proposed_by: UserNo,
    proposed_on: Day,
    confirmed: bool,
    ended: bool,
    overridden: bool,
}

/// What is known of one account.
#[derive(Default)]
struct Life {
    teams: BTreeSet<String>,
    disabled: bool,
    last_used: Option<Day>,
    stand_ins: Vec<(i64, StandIn)>,
    samples: BTreeMap<(String, CaseNo), (Day, Day)>,
    glass: Vec<(i64, BreakGlassGrant)>,
    conflicts: BTreeMap<CaseNo, bool>,
    approvals: Vec<Approval>,
}

#[derive(Default)]
struct Model {
    grants: Vec<Kept>,
    lives: BTreeMap<UserNo, Life>,
    reads: BTreeMap<String, bool>,
}

impl Model {
    fn life(&mut self, user: UserNo) -> &mut Life {
        self.lives.get_mut(&user).unwrap()
    }

    fn held(&self, user: UserNo, but: i64) -> BTreeSet<Role> {
        let live =
            |kept: &&Kept| kept.user == user && kept.confirmed && !kept.ended && kept.number != but;
        self.grants
            .iter()
            .filter(live)
            .map(|kept| kept.grant.role)
            .collect()
    }

    /// Who ever stood in for somebody, whether or not it is over.
    fn standing_in_for(&self, absent: UserNo) -> Vec<OtherStandIn> {
        let mut others = Vec::new();
        for (by, life) in &self.lives {
            let for_them = |(_, kept): &&(i64, StandIn)| kept.covers == Cover::Person(absent);
            others.extend(
                life.stand_ins
                    .iter()
                    .filter(for_them)
                    .map(|(_, kept)| OtherStandIn {
                        by: *by,
                        first_on: kept.first_on,
                        last_on: kept.last_on,
                    }),
            );
        }
        others
    }

    /// The viewer, sorted as the store sorts: by number.
    fn viewer(&self, user: UserNo, now: Now) -> Viewer {
        let life = &self.lives[&user];
        let over = now.today.plus_days(-90);
        let mut viewer = Viewer::new(user);
        viewer.standing = Standing::of(life.disabled, life.last_used.unwrap(), now.today);
        let live = |kept: &&Kept| kept.user == user && kept.confirmed && !kept.ended;
        viewer.roles = self
            .grants
            .iter()
            .filter(live)
            .map(|kept| kept.grant.clone())
            .collect();
        viewer.reads_team =
            !life.teams.is_empty() && life.teams.iter().all(|team| self.reads[team]);
        viewer.teams = life.teams.clone();
        let stand_ins = life.stand_ins.iter().map(|(_, stand_in)| *stand_in);
        viewer.stand_ins = stand_ins
            .filter(|stand_in| stand_in.last_on >= over)
            .collect();
        let mut samples: Vec<_> = life
            .samples
            .iter()
            .map(|((_, case), (first_on, last_on))| SampledCase {
                case: *case,
                first_on: *first_on,
                last_on: *last_on,
            })
            .filter(|sample| sample.last_on >= over)
            .collect();
        samples.sort_by_key(order);
        viewer.samples = samples;
        let glass = life.glass.iter().map(|(_, grant)| *grant);
        viewer.break_glass = glass
            .filter(|grant| grant.opened_at > now.second - 30 * 86_400)
            .collect();
        viewer.conflicts = life.conflicts.keys().copied().collect();
        let told = life.conflicts.iter().filter(|(_, told)| **told);
        viewer.told_conflicts = told.map(|(case, _)| *case).collect();
        let approvals = life.approvals.iter().copied();
        viewer.approvals = approvals
            .filter(|approval| approval.until > now.second)
            .collect();
        viewer
    }
}

fn order(sample: &SampledCase) -> (CaseNo, Day, Day) {
    (sample.case, sample.first_on, sample.last_on)
}

/// The seeded choices of one life.
struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, many: usize) -> usize {
        (self.0.next_u32() as usize) % many
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn often(&mut self, of_ten: usize) -> bool {
        self.below(10) < of_ten
    }
}

struct World<'s> {
    store: &'s Store,
    users: Vec<UserNo>,
    cases: Vec<CaseNo>,
    dice: Dice,
    model: Model,
    second: i64,
}

impl World<'_> {
    fn now(&self) -> Now {
        Now::at(self.second)
    }

    fn user(&mut self) -> UserNo {
        self.dice.one(&self.users)
    }

    async fn step(&mut self) {
        self.second += [1, 60, 3600, 86_400, 9 * 86_400][self.dice.below(5)];
        match self.dice.below(12) {
            0 | 1 => self.propose().await,
            2 | 3 => self.judge().await,
            4 => self.place().await,
            5 => self.stand_in().await,
            6 => self.sample().await,
            7 | 8 => self.glass().await,
            9 => self.conflict().await,
            10 => self.approve().await,
            _ => self.disable().await,
        }
    }

    async fn propose(&mut self) {
        let (to, by, now) = (self.user(), self.user(), self.now());
        let role = self.dice.one(Role::ALL);
        let last_on = self.dice.often(4).then(|| now.today.plus_days(40));
        let teams = self
            .dice
            .often(3)
            .then(|| BTreeSet::from([self.dice.one(&TEAMS).to_owned()]));
        let overridden = self.dice.often(5);
        let proposal = RoleProposal {
            proposed_by: by,
            confirmed_by: UserNo(-99),
            to,
            role,
            held: self.model.held(to, -1),
            last_on,
            overridden,
        };
        let told = self
            .store
            .propose_role(to, role, teams.as_ref(), last_on, overridden, by, now)
            .await
            .unwrap();
        assert_eq!(told.is_ok(), proposal.check().is_ok());
        if let Ok((number, _)) = told {
            self.model.grants.push(Kept {
                number,
                user: to,
                grant: RoleGrant {
                    role,
                    teams,
                    confirmed_on: now.today,
                    last_on,
                },
                proposed_by: by,
                proposed_on: now.today,
                confirmed: false,
                ended: false,
                overridden,
            });
        }
    }

    /// Confirms, confirms again or ends some grant.
    async fn judge(&mut self) {
        if self.model.grants.is_empty() {
            return;
        }
        let many = self.model.grants.len();
        let (by, now) = (self.user(), self.now());
        // One that was ended is seldom tried again.
        let mut place = self.dice.below(many);
        for _ in 0..5 {
            if self.model.grants[place].ended {
                place = self.dice.below(many);
            }
        }
        let ends = self.dice.often(2);
        let kept = &self.model.grants[place];
        let (number, user) = (kept.number, kept.user);
        let held = self.model.held(user, number);
        let kept = &mut self.model.grants[place];
        if ends {
            let told = self.store.end_role(number, by, now).await.unwrap();
            assert_eq!(told.is_ok(), !kept.ended);
            kept.ended = true;
        } else if kept.confirmed {
            let told = self
                .store
                .confirm_role_again(number, by, now)
                .await
                .unwrap();
            let in_time = kept
                .grant
                .last_on
                .is_none_or(|last_on| now.today <= last_on);
            assert_eq!(told.is_ok(), !kept.ended && by != user && in_time);
            if told.is_ok() {
                kept.grant.confirmed_on = now.today;
            }
        } else {
            let told = self.store.confirm_role(number, by, now).await.unwrap();
            let proposal = RoleProposal {
                proposed_by: kept.proposed_by,
                confirmed_by: by,
                to: user,
                role: kept.grant.role,
                held,
                last_on: kept.grant.last_on,
                overridden: kept.overridden,
            };
            let alive = now.today <= kept.proposed_on.plus_days(30);
            assert_eq!(
                told.is_ok(),
                !kept.ended && alive && proposal.check().is_ok()
            );
            if told.is_ok() {
                kept.confirmed = true;
                kept.grant.confirmed_on = now.today;
            }
        }
    }

    async fn place(&mut self) {
        let (user, by, now) = (self.user(), UserNo(-7), self.now());
        let teams: BTreeSet<String> = TEAMS
            .iter()
            .filter(|_| self.dice.often(4))
            .map(|team| (*team).to_owned())
            .collect();
        self.store
            .set_teams_of(user, &teams, by, now)
            .await
            .unwrap()
            .unwrap();
        self.model.life(user).teams = teams;
        let (team, reads) = (self.dice.one(&TEAMS), self.dice.often(6));
        self.store
            .set_team(team, "", "", reads, by, now)
            .await
            .unwrap()
            .unwrap();
        self.model.reads.insert(team.to_owned(), reads);
    }

    async fn stand_in(&mut self) {
        let (absent, to, by, now) = (self.user(), self.user(), self.user(), self.now());
        if self.dice.often(3) {
            let case = self.dice.one(&self.cases);
            let told = self.store.grant_handover(case, to, by, now).await.unwrap();
            assert_eq!(told.is_ok(), to != by);
            if let Ok(number) = told {
                let last_on = now.today.plus_days(14);
                let stand_in = StandIn {
                    covers: Cover::Case(case),
                    first_on: now.today,
                    last_on,
                };
                self.model.life(to).stand_ins.push((number, stand_in));
            }
            return;
        }
        let first_on = now.today.plus_days(self.dice.below(5) as i32);
        let last_on = first_on.plus_days(self.dice.below(220) as i32 - 5);
        let proposal = StandInProposal {
            granted_by: by,
            granting_teams: self.model.lives[&by].teams.clone(),
            absent,
            absent_teams: self.model.lives[&absent].teams.clone(),
            to,
            first_on,
            last_on,
            others: self.model.standing_in_for(absent),
        };
        let told = self
            .store
            .grant_stand_in(absent, to, first_on, last_on, by, now)
            .await
            .unwrap();
        assert_eq!(told.is_ok(), proposal.check().is_ok());
        if let Ok(number) = told {
            let stand_in = StandIn {
                covers: Cover::Person(absent),
                first_on,
                last_on,
            };
            self.model.life(to).stand_ins.push((number, stand_in));
            if self.dice.often(3) {
                let ended = self.store.end_stand_in(number, by, now).await.unwrap();
                assert!(ended.is_ok());
                if let Some((_, kept)) = self.model.life(to).stand_ins.last_mut() {
                    kept.last_on = now.today.plus_days(-1);
                }
            }
        }
    }

    async fn sample(&mut self) {
        let (user, now) = (self.user(), self.now());
        let audit = self.dice.one(&["a", "b"]);
        let case = self.dice.one(&self.cases);
        let last_on = now.today.plus_days(self.dice.below(60) as i32);
        let by = UserNo(-7);
        self.store
            .give_sample(audit, &[case], user, now.today, last_on, by, now)
            .await
            .unwrap()
            .unwrap();
        self.model
            .life(user)
            .samples
            .insert((audit.to_owned(), case), (now.today, last_on));
        if self.dice.often(3) {
            self.store
                .end_sample(audit, now.today, by, now)
                .await
                .unwrap();
            for life in self.model.lives.values_mut() {
                for ((of, _), (_, last)) in &mut life.samples {
                    if of == audit {
                        *last = (*last).min(now.today);
                    }
                }
            }
        }
    }

    async fn glass(&mut self) {
        let (user, other, now) = (self.user(), self.user(), self.now());
        let case = self.dice.one(&self.cases);
        let category = self.dice.one(Category::ALL);
        let opening = Opening::new(category, "en grund der er lang nok til det").unwrap();
        let access = note_of(user, Action::BreakGlassOpen, yes());
        let shift = self.dice.often(5).then_some(now.second + 3600);
        let number = self
            .store
            .break_glass(access, case, &opening, shift, now)
            .await
            .unwrap();
        let mut grant = opening.grant(case, now, shift);
        let why = "en grund der er lang nok til det";
        let asked = self.store.ask_second(number, user, why, now).await;
        let asked = asked.unwrap().unwrap();
        let reader = support::permit(self.store, case).await;
        let approved = self
            .store
            .answer_second(&reader, asked, true, why, other, now)
            .await
            .unwrap();
        assert_eq!(approved.is_ok(), other != user);
        grant.approved_by = approved.is_ok().then_some(other);
        if self.dice.often(3) {
            let ended = self.store.end_glass(number, other, now).await.unwrap();
            assert_eq!(ended.is_ok(), other == user);
            if ended.is_ok() {
                grant.until = now.second;
            }
        }
        self.model.life(user).glass.push((number, grant));
    }

    async fn conflict(&mut self) {
        let (user, by, now) = (self.user(), self.user(), self.now());
        let case = self.dice.one(&self.cases);
        if self.dice.often(6) {
            let told = self.dice.often(5);
            self.store
                .add_conflict(user, &[case], told, by, now)
                .await
                .unwrap()
                .unwrap();
            // What is noted already stays as it is.
            let conflicts = &mut self.model.life(user).conflicts;
            conflicts.entry(case).or_insert(told);
        } else {
            let told = self.store.end_conflict(user, case, by, now).await.unwrap();
            let there = self.model.lives[&user].conflicts.contains_key(&case);
            assert_eq!(told.is_ok(), user != by && there);
            if told.is_ok() {
                self.model.life(user).conflicts.remove(&case);
            }
        }
    }

    async fn approve(&mut self) {
        let (user, by, now) = (self.user(), self.user(), self.now());
        let actions: Vec<Action> = Action::all().collect();
        let action = self.dice.one(&actions);
        let until = now.second + 7200;
        let told = self
            .store
            .approve(user, action, until, by, now)
            .await
            .unwrap();
        assert_eq!(told.is_ok(), user != by);
        if told.is_ok() {
            self.model
                .life(user)
                .approvals
                .push(Approval { action, by, until });
        }
    }

    async fn disable(&mut self) {
        let (user, by, now) = (self.user(), self.user(), self.now());
        if self.dice.often(4) {
            self.store.disable(user, by, now).await.unwrap().unwrap();
            self.model.life(user).disabled = true;
        } else {
            let told = self.store.wake(user, by, now).await.unwrap();
            assert_eq!(told.is_ok(), user != by);
            if told.is_ok() {
                let life = self.model.life(user);
                life.disabled = false;
                life.last_used = Some(now.today);
            }
        }
    }
}

on_both!(a_viewer_is_that_of_a_slow_model, async |bench: &Bench| {
    let store = bench.open().await;
    let mut users = Vec::new();
    for name in ["ada", "bo", "cai", "dea"] {
        users.push(person(&store, name).await);
    }
    let cases = vec![
        new_case(&store).await,
        new_case(&store).await,
        new_case(&store).await,
    ];
    let mut model = Model::default();
    for team in TEAMS {
        store
            .set_team(team, "", "", false, UserNo(-7), Now::at(NOON))
            .await
            .unwrap()
            .unwrap();
        model.reads.insert(team.to_owned(), false);
    }
    for user in &users {
        let life = Life {
            last_used: Some(Now::at(NOON).today),
            ..Life::default()
        };
        model.lives.insert(*user, life);
    }
    let dice = Dice(ChaCha8Rng::seed_from_u64(20_261_121));
    let mut world = World {
        store: &store,
        users: users.clone(),
        cases,
        dice,
        model,
        second: NOON,
    };
    let mut held = [0; 7];
    for _ in 0..250 {
        world.step().await;
        let now = world.now();
        for user in &users {
            let mut viewer = store.viewer(*user, now).await.unwrap().unwrap();
            viewer.samples.sort_by_key(order);
            assert_eq!(viewer, world.model.viewer(*user, now));
            let counts = [
                viewer.roles.len(),
                viewer.teams.len(),
                viewer.stand_ins.len(),
                viewer.samples.len(),
                viewer.break_glass.len(),
                viewer.conflicts.len(),
                viewer.approvals.len(),
            ];
            held.iter_mut()
                .zip(counts)
                .for_each(|(sum, many)| *sum += many);
        }
    }
    // Random lives that hold nothing would prove nothing.
    assert!(
        held.iter().all(|many| *many > 20),
        "roles, teams, stand-ins, samples, glass, conflicts, approvals: {held:?}"
    );
    assert_eq!(store.broken_change().await.unwrap(), None);
    store.close().await;
});
