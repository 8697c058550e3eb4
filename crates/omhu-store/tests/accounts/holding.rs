//! What people hold: roles by two persons, teams, stand-ins, broken glass, conflicts; and their names.

use std::collections::BTreeSet;

use omhu_casework::access::{
    Action, AssignmentFault, Category, Combination, Opening, OtherStandIn, Role, StandInFault,
};
use omhu_casework::ids::UserNo;
use omhu_store::StoreError;
use omhu_store::accounts::{AccountFault, Conflict, Finding, NewAccount, Particulars};

use crate::desk::{days, give, later, note_of, person};
use crate::on_both;
use crate::support::{self, Bench, new_case, no, permit, permit_all};

fn teams(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

on_both!(
    a_role_takes_two_persons_and_is_confirmed_again_each_half_year,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (ada, bo, cai) = (
            person(&store, "ada").await,
            person(&store, "bo").await,
            person(&store, "cai").await,
        );
        let propose = async |to, role, last_on, overridden, by| {
            store
                .propose_role(to, role, None, last_on, overridden, by, later(0))
                .await
                .unwrap()
        };
        let own = propose(ada, Role::Caseworker, None, false, ada).await;
        assert_eq!(own, Err(AccountFault::Role(AssignmentFault::ToSelf)));
        let endless = propose(cai, Role::ExternalAuditor, None, false, ada).await;
        assert_eq!(
            endless,
            Err(AccountFault::Role(AssignmentFault::EndMissing))
        );
        let nobody = propose(UserNo(12345), Role::Caseworker, None, false, ada).await;
        assert_eq!(nobody, Err(AccountFault::Unknown));
        let (grant, combination) = propose(cai, Role::Caseworker, None, false, ada)
            .await
            .unwrap();
        assert_eq!(combination, Combination::Free);
        assert!(
            store
                .viewer(cai, later(1))
                .await
                .unwrap()
                .unwrap()
                .roles
                .is_empty(),
            "a proposal is no role"
        );
        for (by, fault) in [
            (ada, AssignmentFault::OnePerson),
            (cai, AssignmentFault::ToSelf),
        ] {
            let refused = store.confirm_role(grant, by, later(1)).await.unwrap();
            assert_eq!(refused, Err(AccountFault::Role(fault)));
        }
        store
            .confirm_role(grant, bo, days(1))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            store.confirm_role(grant, bo, days(1)).await.unwrap(),
            Err(AccountFault::Over)
        );
        let role = store.viewer(cai, days(2)).await.unwrap().unwrap().roles[0].clone();
        assert_eq!(
            (role.role, role.confirmed_on),
            (Role::Caseworker, days(1).today)
        );
        assert!(!role.in_force(days(220).today));
        let own = store
            .confirm_role_again(grant, cai, days(200))
            .await
            .unwrap();
        assert_eq!(own, Err(AccountFault::ToSelf));
        store
            .confirm_role_again(grant, bo, days(200))
            .await
            .unwrap()
            .unwrap();
        let viewer = store.viewer(cai, days(220)).await.unwrap().unwrap();
        assert!(viewer.roles[0].in_force(days(220).today));

        // What excludes, and what the municipality must have decided.
        let never = propose(cai, Role::LogReviewer, None, false, ada).await;
        assert_eq!(never, Err(AccountFault::Role(AssignmentFault::Excluded)));
        let seldom = propose(cai, Role::QualityAuditor, None, false, ada).await;
        assert_eq!(
            seldom,
            Err(AccountFault::Role(AssignmentFault::OverrideMissing))
        );
        let (two, warned) = propose(cai, Role::QualityAuditor, None, true, ada)
            .await
            .unwrap();
        assert_eq!(warned, Combination::Warned);
        let stale = store.confirm_role(two, bo, days(31)).await.unwrap();
        assert_eq!(stale, Err(AccountFault::Over));
        store.end_role(two, bo, days(31)).await.unwrap().unwrap();
        assert_eq!(store.grants(Some(cai)).await.unwrap().len(), 1);
        // Two proposals that would exclude each other: the second is refused when it is confirmed.
        let (reads, _) = propose(bo, Role::LogReviewer, None, false, ada)
            .await
            .unwrap();
        let (works, _) = propose(bo, Role::Caseworker, None, false, ada)
            .await
            .unwrap();
        store
            .confirm_role(reads, cai, later(9))
            .await
            .unwrap()
            .unwrap();
        let excluded = store.confirm_role(works, cai, later(9)).await.unwrap();
        assert_eq!(excluded, Err(AccountFault::Role(AssignmentFault::Excluded)));
        let changes = store.changes_about(cai, 100).await.unwrap();
        assert!(
            changes
                .iter()
                .any(|change| change.what == "role_confirmed" && change.by == bo)
        );
        assert_eq!(store.broken_change().await.unwrap(), None);
        store.close().await;
    }
);

on_both!(teams_and_stand_ins, async |bench: &Bench| {
    let store = bench.open().await;
    let (leader, anna, bo, far) = (
        person(&store, "leader").await,
        person(&store, "anna").await,
        person(&store, "bo").await,
        person(&store, "far").await,
    );
    let by = UserNo(99);
    store
        .set_team("nord", "Team Nord", "Familie", true, by, later(0))
        .await
        .unwrap()
        .unwrap();
    store
        .set_team("syd", "", "Familie", false, by, later(0))
        .await
        .unwrap()
        .unwrap();
    let unknown = store
        .set_teams_of(anna, &teams(&["øst"]), by, later(0))
        .await
        .unwrap();
    assert_eq!(unknown, Err(AccountFault::Unknown));
    let own = store
        .set_teams_of(anna, &teams(&["nord"]), anna, later(0))
        .await
        .unwrap();
    assert_eq!(own, Err(AccountFault::ToSelf));
    for (user, of) in [
        (leader, &["nord"][..]),
        (anna, &["nord"]),
        (bo, &["nord", "syd"]),
        (far, &["syd"]),
    ] {
        store
            .set_teams_of(user, &teams(of), by, later(0))
            .await
            .unwrap()
            .unwrap();
    }
    assert_eq!(store.members("nord").await.unwrap(), [leader, anna, bo]);
    let list = store.teams().await.unwrap();
    assert_eq!(
        list.iter()
            .map(|team| (&*team.id, team.members))
            .collect::<Vec<_>>(),
        [("nord", 3), ("syd", 2)]
    );
    let reads = async |user| {
        store
            .viewer(user, later(1))
            .await
            .unwrap()
            .unwrap()
            .reads_team
    };
    assert!(reads(anna).await && !reads(far).await);
    assert!(!reads(bo).await, "one team that does not read is enough");

    let today = later(0).today;
    let grant = async |absent, to, length: i32, by| {
        store
            .grant_stand_in(absent, to, today, today.plus_days(length), by, later(0))
            .await
            .unwrap()
    };
    assert_eq!(
        grant(far, bo, 7, leader).await,
        Err(AccountFault::StandIn(StandInFault::OtherTeam))
    );
    assert_eq!(
        grant(anna, leader, 7, leader).await,
        Err(AccountFault::StandIn(StandInFault::ToSelf))
    );
    assert_eq!(
        grant(anna, bo, 400, leader).await,
        Err(AccountFault::StandIn(StandInFault::TooLong))
    );
    let number = grant(anna, bo, 7, leader).await.unwrap();
    // Two at a time would each believe that the other one does it.
    let other = person(&store, "other").await;
    let there = OtherStandIn {
        by: bo,
        first_on: today,
        last_on: today.plus_days(7),
    };
    for length in [0, 20] {
        assert_eq!(
            grant(anna, other, length, leader).await,
            Err(AccountFault::StandIn(StandInFault::Overlaps(there)))
        );
    }
    let rows = store.stand_ins(today).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].away(today), Some(anna));
    assert_eq!(
        store
            .viewer(bo, later(0))
            .await
            .unwrap()
            .unwrap()
            .stand_ins
            .len(),
        1
    );
    store
        .end_stand_in(number, leader, days(3))
        .await
        .unwrap()
        .unwrap();
    let viewer = store.viewer(bo, days(3)).await.unwrap().unwrap();
    assert!(
        !viewer.stand_ins[0].in_force(days(3).today) && viewer.stand_ins[0].in_force(days(2).today)
    );
    assert_eq!(store.stand_ins(days(3).today).await.unwrap(), []);
    // From the day on which it ended there is room for another one.
    let last_on = days(3).today.plus_days(7);
    let again = store.grant_stand_in(anna, other, days(3).today, last_on, leader, days(3));
    again.await.unwrap().unwrap();
    store.close().await;
});

on_both!(
    of_two_stand_ins_chosen_at_once_for_the_same_days_one_is_refused,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (anna, leader) = (person(&store, "anna").await, person(&store, "leader").await);
        let others = [person(&store, "bo").await, person(&store, "cai").await];
        let set = store.set_team("Nord", "", "", false, leader, later(0));
        set.await.unwrap().unwrap();
        for user in [anna, leader] {
            let placed = teams(&["Nord"]);
            let placed = store.set_teams_of(user, &placed, UserNo(-7), later(0));
            placed.await.unwrap().unwrap();
        }
        let today = later(0).today;
        for round in 0..10 {
            let first_on = today.plus_days(10 * round);
            let last_on = first_on.plus_days(9);
            let grant = |to| store.grant_stand_in(anna, to, first_on, last_on, leader, later(0));
            let (one, two) = tokio::join!(grant(others[0]), grant(others[1]));
            let (one, two) = (one.unwrap(), two.unwrap());
            assert_ne!(one.is_ok(), two.is_ok(), "{one:?} {two:?}");
        }
        assert_eq!(store.stand_ins(today).await.unwrap().len(), 10);
        store.close().await;
    }
);

on_both!(
    broken_glass_is_logged_followed_up_by_others_and_counted,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let (anna, leader) = (person(&store, "anna").await, person(&store, "leader").await);
        let opening =
            Opening::new(Category::AcuteConcern, "Politiet ringer om barnet nu i nat").unwrap();
        let access = |verdict| note_of(anna, Action::BreakGlassOpen, verdict);
        let denied = store
            .break_glass(access(no()), case, &opening, None, later(0))
            .await;
        assert!(matches!(denied, Err(StoreError::Denied(_))));
        assert!(
            store
                .viewer(anna, later(1))
                .await
                .unwrap()
                .unwrap()
                .break_glass
                .is_empty()
        );
        let number = store
            .break_glass(access(support::yes()), case, &opening, None, later(0))
            .await
            .unwrap();
        let viewer = store.viewer(anna, later(1)).await.unwrap().unwrap();
        assert!(
            viewer.break_glass[0].in_force(later(8 * 3600 - 1))
                && !viewer.break_glass[0].in_force(later(8 * 3600))
        );
        let reader = permit(&store, case).await;
        let looked = store.who_looked(&reader, case, 10).await.unwrap();
        assert_eq!(
            looked
                .iter()
                .filter(|row| row.action == "break_glass_open")
                .count(),
            2
        );

        let why = "Barnet skal hentes hjemme i nat";
        let theirs = store.ask_second(number, leader, why, later(2)).await;
        assert_eq!(theirs.unwrap(), Err(AccountFault::Unknown));
        let ask = async |second| {
            store
                .ask_second(number, anna, why, later(second))
                .await
                .unwrap()
        };
        let request = ask(2).await.unwrap();
        assert_eq!(ask(3).await, Ok(request), "who asks twice has asked once");
        let answer = async |request, approved, by, second| {
            let reader = permit(&store, case).await;
            let said = "Ja, jeg har talt med vagten";
            let answered = store.answer_second(&reader, request, approved, said, by, later(second));
            answered.await.unwrap()
        };
        assert_eq!(
            answer(request, true, anna, 4).await,
            Err(AccountFault::ToSelf)
        );
        assert_eq!(
            store.seconds_waiting_in(later(4)).await.unwrap(),
            [(request, anna, case)]
        );
        answer(request, false, leader, 4).await.unwrap();
        let approved = async |second| {
            let viewer = store.viewer(anna, later(second)).await.unwrap().unwrap();
            viewer.break_glass[0].approved_by
        };
        assert_eq!(approved(5).await, None, "a no is no yes");
        assert_eq!(
            answer(request, true, leader, 5).await,
            Err(AccountFault::Over)
        );
        let again = ask(6).await.unwrap();
        assert_ne!(again, request);
        let waiting = store.seconds_waiting(&reader, later(6)).await.unwrap();
        assert_eq!((waiting[0].number, &*waiting[0].reason), (again, why));
        answer(again, true, leader, 7).await.unwrap();
        assert_eq!(approved(8).await, Some(leader));
        let told = store.second_of(&reader, number).await.unwrap().unwrap();
        let told = told.answer.unwrap();
        assert_eq!((told.approved, told.by), (true, leader));
        assert_eq!(&*told.remark, "Ja, jeg har talt med vagten");
        assert_eq!(store.seconds_waiting_in(later(8)).await.unwrap(), []);
        let more = store.ask_second(number, anna, why, later(9)).await.unwrap();
        assert_eq!(more, Err(AccountFault::Over), "it is approved already");
        store
            .end_glass(number, anna, later(60))
            .await
            .unwrap()
            .unwrap();
        assert!(
            !store
                .viewer(anna, later(61))
                .await
                .unwrap()
                .unwrap()
                .break_glass[0]
                .in_force(later(61))
        );
        let whole = store
            .ask_second(number, anna, why, later(62))
            .await
            .unwrap();
        assert_eq!(whole, Err(AccountFault::Over));
        assert_eq!(
            store.glass_waiting_in().await.unwrap(),
            [(number, anna, case, later(0).second)]
        );
        let waiting = store.glass_waiting(&reader).await.unwrap();
        assert_eq!(waiting[0].reason, "Politiet ringer om barnet nu i nat");
        for by in [anna, leader] {
            let refused = store
                .follow_up_glass(number, Finding::Justified, "", by, days(1))
                .await
                .unwrap();
            assert_eq!(refused, Err(AccountFault::ToSelf), "nor who approved it");
        }
        let other = person(&store, "other").await;
        store
            .follow_up_glass(number, Finding::Justified, "Ja, vagten", other, days(1))
            .await
            .unwrap()
            .unwrap();
        let twice = store
            .follow_up_glass(number, Finding::Unclear, "", other, days(1))
            .await
            .unwrap();
        assert_eq!(twice, Err(AccountFault::Over));
        assert_eq!(store.glass_waiting(&reader).await.unwrap(), []);
        let all = permit_all(&store).await;
        let since = store.glass_since(&all, 0).await.unwrap();
        assert_eq!(
            (since[0].finding, &*since[0].remark),
            (Some(Finding::Justified), "Ja, vagten")
        );

        let late = store
            .break_glass(access(support::yes()), case, &opening, None, days(-60))
            .await
            .unwrap();
        let asked = store.ask_second(late, anna, why, days(-60)).await.unwrap();
        assert_eq!(
            answer(asked.unwrap(), true, leader, 0).await,
            Err(AccountFault::Over),
            "the time of the glass is over"
        );
        assert_eq!(store.seconds_waiting_in(later(0)).await.unwrap(), []);
        for n in 1..=3 {
            assert_eq!(store.glass_alarms(days(1)).await.unwrap(), []);
            store
                .break_glass(access(support::yes()), case, &opening, None, later(n))
                .await
                .unwrap();
        }
        assert_eq!(store.glass_alarms(days(1)).await.unwrap(), [anna]);
        assert_eq!(store.glass_alarms(days(40)).await.unwrap(), []);
        store.close().await;
    }
);

on_both!(
    conflicts_samples_approvals_and_handed_over_cases,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let (anna, by) = (person(&store, "anna").await, UserNo(99));
        store
            .add_conflict(anna, &[case], true, anna, later(0))
            .await
            .unwrap()
            .unwrap();
        store
            .add_conflict(anna, &[case], true, anna, later(0))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(store.conflicts(anna).await.unwrap(), [case]);
        let reader = permit(&store, case).await;
        let held = store.conflicts_in(&reader, case).await.unwrap();
        let noted = Conflict {
            user: anna,
            by: anna,
            told: true,
        };
        assert_eq!(held, [noted]);
        let own = store
            .end_conflict(anna, case, anna, later(0))
            .await
            .unwrap();
        assert_eq!(own, Err(AccountFault::ToSelf));
        store
            .end_conflict(anna, case, by, later(0))
            .await
            .unwrap()
            .unwrap();
        let today = later(0).today;
        store
            .give_sample(
                "2026-1",
                &[case],
                anna,
                today,
                today.plus_days(30),
                by,
                later(0),
            )
            .await
            .unwrap()
            .unwrap();
        store
            .end_sample("2026-1", today.plus_days(3), by, later(0))
            .await
            .unwrap();
        let action = Action::Export(omhu_casework::access::Output::LogExtract);
        let own = store
            .approve(anna, action, later(600).second, anna, later(0))
            .await
            .unwrap();
        assert_eq!(own, Err(AccountFault::ToSelf));
        store
            .approve(anna, action, later(600).second, by, later(0))
            .await
            .unwrap()
            .unwrap();
        let own = store
            .grant_handover(case, anna, anna, later(0))
            .await
            .unwrap();
        assert_eq!(own, Err(AccountFault::ToSelf));
        store
            .grant_handover(case, anna, by, later(0))
            .await
            .unwrap()
            .unwrap();
        let viewer = store.viewer(anna, later(1)).await.unwrap().unwrap();
        assert_eq!(viewer.samples[0].last_on, today.plus_days(3));
        assert!(viewer.is_seconded(action, later(1)) && !viewer.is_seconded(action, later(600)));
        assert!(
            viewer.stand_ins[0].in_force(days(14).today)
                && !viewer.stand_ins[0].in_force(days(15).today)
        );
        assert_eq!(store.viewer(UserNo(12345), later(1)).await.unwrap(), None);
        store.close().await;
    }
);

on_both!(
    colleagues_have_names_and_cases_find_their_caseworker,
    async |bench: &Bench| {
        let store = bench.open().await;
        let new = |sign_in: &str, caseworker: Option<&str>| NewAccount {
            sign_in: sign_in.into(),
            name: "Åse Opfundet".into(),
            caseworker: caseworker.map(str::to_owned),
            ..NewAccount::default()
        };
        let by = UserNo(99);
        let ase = store
            .new_account(&new("åse", Some("cw-7")), by, later(0))
            .await
            .unwrap()
            .unwrap();
        for taken in [new("ÅSE", None), new("åse2", Some("cw-7"))] {
            assert_eq!(
                store.new_account(&taken, by, later(0)).await.unwrap(),
                Err(AccountFault::Taken)
            );
        }
        // The same letters in other bytes.
        let decomposed = new("a\u{30a}se", None);
        assert_eq!(
            store.new_account(&decomposed, by, later(0)).await.unwrap(),
            Err(AccountFault::Taken)
        );
        for wrong in ["", "x", "to ord", "a\tb", &"x".repeat(101)] {
            assert_eq!(
                store
                    .new_account(&new(wrong, None), by, later(0))
                    .await
                    .unwrap(),
                Err(AccountFault::Name)
            );
        }
        let bo = person(&store, "bo").await;
        let mut particulars = Particulars {
            sign_in: "bo".into(),
            name: "Bo Opdigtet".into(),
            caseworker: Some("cw-7".into()),
            mail: String::new(),
            title: "Rådgiver".into(),
        };
        let taken = store
            .set_particulars(bo, &particulars, by, later(1))
            .await
            .unwrap();
        assert_eq!(taken, Err(AccountFault::Taken));
        particulars.caseworker = Some("cw-8".into());
        store
            .set_particulars(bo, &particulars, by, later(1))
            .await
            .unwrap()
            .unwrap();
        let account = store.account(bo).await.unwrap().unwrap();
        assert_eq!(
            (&*account.name, account.caseworker.as_deref()),
            ("Bo Opdigtet", Some("cw-8"))
        );
        let change = &store.changes_about(bo, 1).await.unwrap()[0];
        assert_eq!(
            (&*change.what, &*change.detail),
            ("particulars_set", "name caseworker title")
        );
        let names: Vec<_> = store.colleagues().await.unwrap();
        assert_eq!(
            names.iter().map(|one| one.user).collect::<Vec<_>>(),
            [ase, bo]
        );
        store.set_choices(bo, "en", false, later(2)).await.unwrap();
        let account = store.account(bo).await.unwrap().unwrap();
        assert_eq!((&*account.language, account.shortcuts), ("en", false));
        store.close().await;
    }
);

on_both!(
    the_change_log_cannot_be_changed_and_shows_it_when_it_was,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        give(&store, user, Role::Caseworker, later(0)).await;
        for script in [
            "update change_log set changed_by = 1",
            "delete from change_log where n = 2",
        ] {
            assert!(bench.tamper(script).await.is_err());
        }
        assert_eq!(store.broken_change().await.unwrap(), None);
        store.close().await;
        let drop = match bench.on {
            support::On::Sqlite => "drop trigger change_log_no_update",
            support::On::Postgres => "drop trigger change_log_append_only on change_log",
        };
        bench.tamper(drop).await.unwrap();
        bench
            .tamper("update change_log set changed_by = 77 where n = 3")
            .await
            .unwrap();
        let store = bench.open().await;
        assert_eq!(store.broken_change().await.unwrap(), Some(3));
        store.close().await;
    }
);
