//! What administrators and those who sample the log are shown: why a role, who waits, how the store is, draws.

use std::collections::BTreeSet;

use omhu_casework::access::{Action, Now, Relation, Role, Verdict, reason};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::{AccountFault, NewAccount, Proposal};
use omhu_store::{LookFinding, StoreError};

use crate::desk::{days, give, later, note_of, person, sign_in};
use crate::on_both;
use crate::support::{self, Bench, new_case, permit, permit_all};

const BY: UserNo = UserNo(-7);

on_both!(
    why_a_role_was_proposed_is_kept_as_long_as_the_role,
    async |bench: &Bench| {
        let store = bench.open().await;
        let anna = person(&store, "anna").await;
        let silent = give(&store, anna, Role::Caseworker, later(0)).await;
        let new = Proposal {
            to: anna,
            role: Role::Coordinator,
            teams: None,
            first_on: None,
            last_on: None,
            overridden: false,
            reason: "Afløser Lise i Team Nord",
        };
        let (grant, _) = store.propose(&new, BY, later(1)).await.unwrap().unwrap();
        let said = store.proposed().await.unwrap();
        assert_eq!(said.get(&grant).unwrap().reason, "Afløser Lise i Team Nord");
        assert!(!said.contains_key(&silent));
        store.end_role(grant, BY, later(2)).await.unwrap().unwrap();
        assert!(store.proposed().await.unwrap().is_empty());
        let log = store.changes_about(anna, 100).await.unwrap();
        assert!(log.iter().all(|change| !change.detail.contains("Lise")));
        store.close().await;
    }
);

on_both!(
    a_role_with_a_first_day_to_come_counts_from_that_day_on,
    async |bench: &Bench| {
        let store = bench.open().await;
        let anna = person(&store, "anna").await;
        let new = Proposal {
            to: anna,
            role: Role::Caseworker,
            teams: None,
            first_on: Some(days(10).today),
            last_on: None,
            overridden: false,
            reason: "",
        };
        let propose = async |new: &Proposal<'_>| {
            let (grant, _) = store.propose(new, BY, days(0)).await.unwrap().unwrap();
            store
                .confirm_role(grant, UserNo(-8), days(2))
                .await
                .unwrap()
                .unwrap();
            grant
        };
        let grant = propose(&new).await;
        let counts = async |day: i64| {
            let viewer = store.viewer(anna, days(day)).await.unwrap().unwrap();
            viewer
                .roles
                .iter()
                .any(|held| held.in_force(days(day).today))
        };
        assert!(!counts(2).await && !counts(9).await);
        assert!(counts(10).await && counts(100).await);
        let early = store
            .confirm_role_again(grant, UserNo(-8), days(5))
            .await
            .unwrap();
        assert_eq!(early, Err(AccountFault::Over), "it would begin today");
        assert!(!counts(9).await);
        store.end_role(grant, BY, days(5)).await.unwrap().unwrap();
        // A first day that has passed when the second person comes is no first day.
        let late = Proposal {
            first_on: Some(days(1).today),
            ..new
        };
        propose(&late).await;
        assert!(counts(2).await);
        store.close().await;
    }
);

on_both!(
    who_is_invited_locked_and_placed_where_is_known,
    async |bench: &Bench| {
        let store = bench.open().await;
        let anna = person(&store, "anna").await;
        let new = NewAccount {
            sign_in: "bo".into(),
            name: "Bo Opfundet".into(),
            ..NewAccount::default()
        };
        let bo = store
            .new_account(&new, BY, later(0))
            .await
            .unwrap()
            .unwrap();
        store
            .password_ticket(bo, BY, later(0))
            .await
            .unwrap()
            .unwrap();
        let invited = store.password_tickets(later(1)).await.unwrap();
        assert_eq!(invited, BTreeSet::from([bo]));
        assert!(
            store
                .password_tickets(later(86_400))
                .await
                .unwrap()
                .is_empty(),
            "a ticket lives a day"
        );
        store
            .set_team("nord", "", "", false, BY, later(0))
            .await
            .unwrap()
            .unwrap();
        let teams = BTreeSet::from(["nord".to_owned()]);
        store
            .set_teams_of(bo, &teams, BY, later(0))
            .await
            .unwrap()
            .unwrap();
        let placed = store.placements().await.unwrap();
        assert_eq!((placed.len(), placed.get(&bo)), (1, Some(&teams)));

        let both = [(anna, "anna"), (bo, "bo")];
        assert!(store.locked(&both, later(0)).await.unwrap().is_empty());
        for client in 0..21 {
            let client = format!("192.0.2.{client}");
            store
                .sign_in("anna", "et gæt på må og få", &client, "", later(1))
                .await
                .unwrap();
        }
        let locked = store.locked(&both, later(1)).await.unwrap();
        assert_eq!(locked.keys().collect::<Vec<_>>(), [&anna]);
        assert!((1..=300).contains(locked.get(&anna).unwrap()));
        assert!(store.locked(&both, later(301)).await.unwrap().is_empty());
        store.close().await;
    }
);

on_both!(
    settings_are_read_back_and_health_counts_without_persons,
    async |bench: &Bench| {
        let store = bench.open().await;
        assert!(store.second_factor_required().await.unwrap());
        store.set_second_factor(false, BY, later(0)).await.unwrap();
        assert!(!store.second_factor_required().await.unwrap());
        let nameless = store.rename_municipality(" ", BY, later(0)).await.unwrap();
        assert_eq!(nameless, Err(AccountFault::Name));
        store
            .rename_municipality(" Havnby ", BY, later(0))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(store.municipality().await.unwrap(), "Havnby");

        let before = store.health(later(0).second).await.unwrap();
        assert_eq!((before.cases, before.checkpoint), (0, None));
        assert_eq!(before.postgres, bench.on == support::On::Postgres);
        assert!(before.bytes > 0 && before.step > 0);
        let case = new_case(&store).await;
        permit(&store, case).await;
        let point = store.checkpoint(later(5).second, None).await.unwrap();
        person(&store, "anna").await;
        let after = store.health(later(9).second).await.unwrap();
        assert_eq!(after.cases, 1);
        assert!(after.ends.ledger.n > 0 && after.ends.access.n > before.ends.access.n);
        let (changes, were) = (after.ends.changes.unwrap(), before.ends.changes.unwrap());
        assert!(changes.n > were.n && changes.link.len() == 64);
        assert_eq!((after.checkpoint, after.foreign), (Some(point), 0));
        store.close().await;
    }
);

on_both!(
    a_draw_takes_each_row_once_and_only_what_nothing_explains,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (anna, dina) = (person(&store, "anna").await, person(&store, "dina").await);
        let case = new_case(&store).await;
        let look = async |user: UserNo, why: &'static str| {
            let verdict = Verdict::Allowed {
                relation: Relation::Unit,
                role: Role::Caseworker,
                reason: why,
                extra_click: false,
            };
            let note = note_of(user, Action::CheckKnown, verdict);
            store.log(note, &[case]).await.unwrap()
        };
        let all = permit_all(&store).await;
        assert_eq!(
            store.draw_lookups(&all, dina, later(0)).await.unwrap(),
            Err(AccountFault::Over),
            "nothing to draw from"
        );
        for why in reason::EXPLAINED {
            look(anna, why).await;
        }
        let mut odd = Vec::new();
        for _ in 0..40 {
            odd.push(look(anna, reason::UNIT).await);
        }
        let own = look(dina, reason::TEAM_READING).await;
        assert_eq!(store.lookups_to_draw(&all).await.unwrap(), 41);
        let narrow = permit(&store, case).await;
        assert!(matches!(
            store.draw_lookups(&narrow, dina, later(0)).await,
            Err(StoreError::NoPermit(_))
        ));
        let first = store
            .draw_lookups(&all, dina, later(1))
            .await
            .unwrap()
            .unwrap();
        let sample = store.lookup_samples().await.unwrap()[0].clone();
        assert_eq!((sample.number, sample.pile, sample.drawn), (first, 41, 30));
        assert_eq!((sample.seed.len(), sample.waiting), (64, 30));
        let drawn = store.drawn_lookups(&all, first).await.unwrap();
        for row in &drawn {
            assert!(odd.contains(&row.look.n) || row.look.n == own);
        }
        // What the seed says can be done again by anybody.
        let lots = |n: &i64| {
            use sha2::Digest as _;
            sha2::Sha256::digest(format!("{} {n}", sample.seed))
        };
        let mut pile = [odd.clone(), vec![own]].concat();
        pile.sort_by_key(lots);
        let mut expected = pile[..30].to_vec();
        expected.sort_unstable();
        let rows: Vec<i64> = drawn.iter().map(|row| row.look.n).collect();
        assert_eq!(rows, expected);

        // The rows are used up; those that came since are drawn next.
        assert_eq!(
            store.draw_lookups(&all, dina, later(2)).await.unwrap(),
            Err(AccountFault::Over)
        );
        let newer = look(anna, reason::NO_RELATION).await;
        let second = store
            .draw_lookups(&all, dina, later(3))
            .await
            .unwrap()
            .unwrap();
        let again = store.drawn_lookups(&all, second).await.unwrap();
        assert_eq!(again.len(), 1);
        assert_eq!(again[0].look.n, newer);

        // Judged by somebody else than whose look it is.
        let judge = async |sample, n, by, now: Now| {
            let found = LookFinding::ToExamine;
            store
                .judge_lookup(sample, n, found, "Hvorfor?", by, now)
                .await
                .unwrap()
        };
        assert_eq!(
            judge(second, newer, anna, later(4)).await,
            Err(AccountFault::ToSelf)
        );
        assert_eq!(
            judge(first, newer, dina, later(4)).await,
            Err(AccountFault::Unknown)
        );
        judge(second, newer, dina, later(4)).await.unwrap();
        let judged = &store.drawn_lookups(&all, second).await.unwrap()[0];
        let (finding, by, at) = judged.finding.unwrap();
        assert_eq!(
            (finding, by, at),
            (LookFinding::ToExamine, dina, later(4).second)
        );
        assert_eq!(judged.remark, "Hvorfor?");
        let samples = store.lookup_samples().await.unwrap();
        assert_eq!((samples[0].waiting, samples[0].to_examine), (0, 1));
        assert!(store.verify(None).await.unwrap().is_whole());
        store.close().await;
    }
);

on_both!(
    a_change_log_that_somebody_changed_is_found_by_verify,
    async |bench: &Bench| {
        let store = bench.open().await;
        person(&store, "anna").await;
        let whole = store.verify(None).await.unwrap();
        assert!(whole.is_whole() && whole.changes > 2);
        store.close().await;
        let drop = match bench.on {
            support::On::Sqlite => "drop trigger change_log_no_update;",
            support::On::Postgres => "drop trigger change_log_append_only on change_log;",
        };
        let script = format!("{drop} update change_log set changed_by = 5 where n = 2;");
        bench.tamper(&script).await.unwrap();
        let store = bench.open().await;
        let report = store.verify(None).await.unwrap();
        assert_eq!(report.faults, 1);
        let found = &report.findings[0];
        assert_eq!((found.area, found.place), ("change_log", 2));
        store.close().await;
    }
);

on_both!(
    nobody_is_signed_in_after_a_restore,
    async |bench: &Bench| {
        let store = bench.open().await;
        store.set_second_factor(false, BY, later(0)).await.unwrap();
        person(&store, "anna").await;
        let ticket =
            crate::desk::ticket(sign_in(&store, "anna", crate::desk::PASSWORD, later(1)).await);
        assert!(store.session(&ticket, later(2)).await.unwrap().is_some());
        let (key, secret) = omhu_store::new_backup_keys();
        let file = bench.folder().join("backup");
        store.backup(&file, &key, later(3).second).await.unwrap();
        store.close().await;
        let place = omhu_store::Place::Sqlite(bench.folder().join("restored"));
        let keys = omhu_store::Keys::Given(omhu_store::MasterKey::new([5; 32]));
        let options = omhu_store::Options::new(later(4).second);
        let (store, report) = omhu_store::Store::restore(
            &file,
            &secret,
            &place,
            &keys,
            support::book(),
            options,
            later(4).today,
        )
        .await
        .unwrap();
        assert!(report.is_whole(), "{:?}", report.findings);
        assert!(store.session(&ticket, later(5)).await.unwrap().is_none());
        store.close().await;
    }
);
