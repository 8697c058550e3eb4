//! Writing and reading back: what is written is what is read, once, by one writer at a time.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::sync::Arc;

use omhu_casework::access::{CaseScope, CaseSet, Now};
use omhu_casework::command::{Entry, Refusal, Words};
use omhu_law::calendar::Day;
use omhu_store::{
    CaseFilter, Executed, FurtherDuties, Keys, MasterKey, Options, Order, RequestKey, Store,
    StoreError, Target, TextOf, WorkFilter,
};
use support::{
    ANNA, Bench, NOON, allowed, command, everything, fact, first, journal, new_case, note, now,
    permit,
};

on_both!(what_is_written_is_read_back, async |bench: &Bench| {
    let store = bench.open().await;
    let case = new_case(&store).await;
    let added = store
        .execute(
            ANNA,
            case,
            now(),
            allowed,
            &journal("2026-11-03", "Talt med mor"),
            None,
        )
        .await
        .unwrap();
    assert_eq!(first(&added).seq, 3);
    let permit = permit(&store, case).await;
    let state = store.case_state(&permit, case).await.unwrap();
    assert_eq!(state.seq, 3);
    assert_eq!(state.facts.len(), 2);
    let texts = store.all_texts(&permit, case).await.unwrap();
    let words: Vec<_> = texts.iter().map(|text| text.words.clone()).collect();
    assert_eq!(
        words,
        [
            Words::Text("Skolen er bekymret for Zanzibarkanarie".into()),
            Words::Text("Talt med mor".into())
        ]
    );
    assert_eq!(state.notes[0].what.text, texts[1].number);
    // Another store on the same place sees the same.
    store.close().await;
    let store = bench.open().await;
    let permit = support::permit(&store, case).await;
    assert_eq!(store.case_state(&permit, case).await.unwrap(), state);
    let looked = store.who_looked(&permit, case, 100).await.unwrap();
    assert_eq!(looked.len(), 4);
    assert!(
        looked
            .iter()
            .all(|row| row.outcome == "allowed" && row.cases == [case])
    );
    store.close().await;
});

on_both!(
    a_worklist_shows_the_duties_of_the_scope_and_is_logged,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let other = new_case(&store).await;
        let today = now().today;
        let list = store
            .worklist(note(), &everything(), today, &WorkFilter::default(), 100)
            .await
            .unwrap();
        assert!(
            list.iter()
                .any(|row| row.case.case == case && row.duty.is_pending())
        );
        assert!(list.is_sorted_by_key(|row| row.duty.due.map_or(Day::MAX, |due| due.day)));
        let scope = CaseScope {
            sets: vec![
                CaseSet {
                    cases: [case].into(),
                    ..CaseSet::default()
                },
                CaseSet {
                    cases: [case].into(),
                    ..CaseSet::default()
                },
            ],
            ..CaseScope::default()
        };
        let mine = store
            .worklist(note(), &scope, today, &WorkFilter::default(), 100)
            .await
            .unwrap();
        assert_eq!(mine.len() * 2, list.len());
        assert!(mine.iter().all(|row| row.case.case == case));
        let except = CaseScope {
            except: [case].into(),
            ..everything()
        };
        let cases = store
            .cases(note(), &except, &CaseFilter::default(), 0, 10)
            .await
            .unwrap();
        assert_eq!(cases.total, 1);
        assert_eq!(cases.rows[0].case, other);
        let counts = store
            .work_counts(&everything(), today, today.plus_days(7))
            .await
            .unwrap();
        assert_eq!(counts.cases, 2);
        assert_eq!(
            counts.overdue + counts.today + counts.soon + counts.later + counts.undated,
            list.len() as i64
        );
        let held = store.holders(&scope, false).await.unwrap();
        let row = &cases.rows[0];
        assert_eq!(held.teams, [row.team.clone()].into());
        assert_eq!(held.caseworkers, [row.caseworker.clone()].into());
        let nobody = store.holders(&CaseScope::default(), false).await.unwrap();
        assert!(nobody.teams.is_empty() && nobody.caseworkers.is_empty());
        let denied = || omhu_store::AccessNote {
            verdict: support::no(),
            ..note()
        };
        let no = store
            .worklist(denied(), &everything(), today, &WorkFilter::default(), 9)
            .await;
        assert!(matches!(no, Err(StoreError::Denied(_))));
        let no = store
            .team_work(denied(), &everything(), today, &WorkFilter::default(), 9)
            .await;
        assert!(matches!(no, Err(StoreError::Denied(_))));
        store.close().await;
    }
);

on_both!(
    writers_at_the_same_time_lose_nothing,
    async |bench: &Bench| {
        let store = Arc::new(bench.open().await);
        let case = new_case(&store).await;
        let mut tasks = Vec::new();
        for writer in 0..8 {
            let store = Arc::clone(&store);
            tasks.push(tokio::spawn(async move {
                for turn in 0..6 {
                    let text = format!("{writer}:{turn}");
                    let done = store
                        .execute(
                            ANNA,
                            case,
                            now(),
                            allowed,
                            &journal("2026-11-03", &text),
                            None,
                        )
                        .await
                        .unwrap();
                    assert!(matches!(done, Executed::Done(_)));
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let permit = permit(&store, case).await;
        let state = store.case_state(&permit, case).await.unwrap();
        assert_eq!(state.notes.len(), 48);
        assert_eq!(state.seq, 50);
        let mut texts = Vec::new();
        for text in store.all_texts(&permit, case).await.unwrap() {
            if let Words::Text(text) = text.words {
                texts.push(text);
            }
        }
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), 49);
    }
);

on_both!(
    words_that_stay_with_a_corrected_fact_are_found_once_and_where_they_stand,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let permit = permit(&store, case).await;
        let state = store.case_state(&permit, case).await.unwrap();
        let old = state.facts.iter().find(|held| held.fact.text.is_some());
        let old = old.unwrap().fact.clone();
        let correct = Entry::Correct {
            id: old.cells.id.clone(),
            cells: old.cells.clone(),
            text: None,
            rewords: false,
            reason: "Forkert dag".to_owned(),
        };
        let correction = command(vec![correct]);
        let done = store.execute(ANNA, case, now(), allowed, &correction, None);
        let seq = first(&done.await.unwrap()).seq;
        let state = store.case_state(&permit, case).await.unwrap();
        let new = state.facts.iter().find(|held| held.seq == seq).unwrap();
        // The same words under the same number; the reason is a text of its own.
        assert_eq!(new.fact.text, old.text);
        assert_ne!(new.fact.reason, old.text);
        let texts = store.all_texts(&permit, case).await.unwrap();
        assert_eq!(texts.len(), 2);
        let found = store
            .search_texts(note(), &everything(), "zanzibarkanarie", 9)
            .await
            .unwrap();
        assert_eq!(found.len(), 1);
        let told = TextOf::Fact {
            kind: old.cells.kind.clone(),
            seq,
        };
        assert_eq!(found[0].told, told);
        let report = store.verify(None).await.unwrap();
        assert!(report.is_whole(), "{:?}", report.findings);
        store.close().await;
    }
);

on_both!(of_two_editors_the_second_is_told, async |bench: &Bench| {
    let store = bench.open().await;
    let case = new_case(&store).await;
    let mut one = journal("2026-11-03", "Først");
    one.seen_seq = Some(2);
    let mut two = journal("2026-11-03", "Derefter");
    two.seen_seq = Some(2);
    let _ = store
        .execute(ANNA, case, now(), allowed, &one, None)
        .await
        .unwrap();
    let told = store
        .execute(ANNA, case, now(), allowed, &two, None)
        .await
        .unwrap();
    assert_eq!(
        told,
        Executed::Refused {
            order: 0,
            refusal: Refusal::Changed { seen: 2, now: 3 }
        }
    );
    store.close().await;
});

on_both!(
    a_repeated_request_gets_the_same_answer_and_has_no_second_effect,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let key = RequestKey {
            key: "k1".into(),
            route: "/cases/1/notes".into(),
            body: [1; 32],
        };
        let text = journal("2026-11-03", "Én gang");
        let one = store
            .execute(ANNA, case, now(), allowed, &text, Some(&key))
            .await
            .unwrap();
        let two = store
            .execute(ANNA, case, now(), allowed, &text, Some(&key))
            .await
            .unwrap();
        assert_eq!(two, Executed::Repeated(one.receipts().unwrap().to_vec()));
        let other = RequestKey {
            body: [2; 32],
            ..key.clone()
        };
        let reused = store
            .execute(ANNA, case, now(), allowed, &text, Some(&other))
            .await;
        assert!(matches!(reused, Err(StoreError::KeyReused)));
        let permit = permit(&store, case).await;
        assert_eq!(
            store.case_state(&permit, case).await.unwrap().notes.len(),
            1
        );
        // A refusal has no effect, so the key is free again.
        let key = RequestKey {
            key: "k2".into(),
            ..key
        };
        let nothing = store
            .execute(ANNA, case, now(), allowed, &command(vec![]), Some(&key))
            .await
            .unwrap();
        assert!(matches!(nothing, Executed::Refused { .. }));
        let done = store
            .execute(ANNA, case, now(), allowed, &text, Some(&key))
            .await
            .unwrap();
        assert!(matches!(done, Executed::Done(_)));
        store.close().await;
    }
);

on_both!(
    a_notification_about_siblings_is_written_for_all_or_none,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let good = support::notification("2026-11-05");
        let bad = command(vec![Entry::Fact {
            cells: fact("no_such_fact", "2026-11-05", ""),
            text: String::new(),
        }]);
        let orders = [
            Order {
                target: Target::Case(case),
                command: &good,
            },
            Order {
                target: Target::New {
                    reference: Some("sibling".into()),
                },
                command: &bad,
            },
        ];
        let refused = store
            .execute_many(ANNA, now(), allowed, &orders, None)
            .await
            .unwrap();
        assert!(matches!(refused, Executed::Refused { order: 1, .. }));
        let permit = permit(&store, case).await;
        assert_eq!(store.case_state(&permit, case).await.unwrap().seq, 2);
        assert_eq!(store.case_named("sibling").await.unwrap(), None);
        let orders = [
            Order {
                target: Target::Case(case),
                command: &good,
            },
            Order {
                target: Target::New {
                    reference: Some("sibling".into()),
                },
                command: &good,
            },
        ];
        let done = store
            .execute_many(ANNA, now(), allowed, &orders, None)
            .await
            .unwrap();
        assert_eq!(done.receipts().unwrap().len(), 2);
        let taken = store
            .open_case(ANNA, Some("sibling".into()), now(), allowed, &good, None)
            .await;
        assert!(matches!(taken, Err(StoreError::Conflict)));
        store.close().await;
    }
);

on_both!(
    a_denial_writes_nothing_but_its_row,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let deny = |_: &_, _: &_| omhu_store::AccessNote {
            verdict: support::no(),
            ..note()
        };
        let denied = store
            .execute(ANNA, case, now(), deny, &journal("2026-11-03", "Nej"), None)
            .await
            .unwrap();
        assert!(matches!(denied, Executed::Denied(_)));
        let look = omhu_store::AccessNote {
            verdict: support::no(),
            ..note()
        };
        assert!(matches!(
            store.look(look, &[case]).await,
            Err(StoreError::Denied(_))
        ));
        let permit = permit(&store, case).await;
        assert_eq!(
            store.case_state(&permit, case).await.unwrap().notes.len(),
            0
        );
        let log = store.who_looked(&permit, case, 10).await.unwrap();
        assert_eq!(log.iter().filter(|row| row.outcome == "denied").count(), 2);
        // A permit is for its case only.
        let other = new_case(&store).await;
        assert!(matches!(
            store.case_state(&permit, other).await,
            Err(StoreError::NoPermit(_))
        ));
        store.close().await;
    }
);

on_both!(append_only_tables_refuse_change, async |bench: &Bench| {
    let store = bench.open().await;
    new_case(&store).await;
    store.log(note(), &[]).await.unwrap();
    store.close().await;
    for table in ["event", "ledger", "access_log", "case_number"] {
        let column = match table {
            "event" | "case_number" => "case_no",
            _ => "n",
        };
        for verb in [
            format!("update {table} set {column} = 99"),
            format!("delete from {table}"),
        ] {
            let refused = bench.tamper(&verb).await.unwrap_err().to_string();
            assert!(refused.contains("append-only"), "{verb}: {refused}");
        }
        if bench.on == support::On::Postgres {
            let refused = bench
                .tamper(&format!("truncate {table} cascade"))
                .await
                .unwrap_err();
            assert!(refused.to_string().contains("append-only"), "{refused}");
        }
    }
});

on_both!(
    erased_texts_leave_no_bytes_and_whole_chains,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let permit = permit(&store, case).await;
        store.erase_texts(&permit, case, NOON).await.unwrap();
        assert!(store.all_texts(&permit, case).await.unwrap().is_empty());
        assert_eq!(store.case_state(&permit, case).await.unwrap().seq, 2);
        let again = store
            .execute(
                ANNA,
                case,
                now(),
                allowed,
                &journal("2026-11-03", "Mere"),
                None,
            )
            .await;
        assert!(matches!(again, Err(StoreError::Unknown(_))));
        if bench.on == support::On::Sqlite {
            for entry in std::fs::read_dir(bench.place.folder()).unwrap() {
                let bytes = std::fs::read(entry.unwrap().path()).unwrap();
                let found = bytes.windows(8).any(|window| window == b"Zanzibar");
                assert!(!found, "the canary is still there");
            }
        }
        store.close().await;
    }
);

on_both!(
    one_folder_is_open_in_one_place_only,
    async |bench: &Bench| {
        let store = bench.open().await;
        assert!(matches!(
            bench.try_open(NOON).await,
            Err(StoreError::Place(_))
        ));
        store.close().await;
        let again = bench.open().await;
        again.close().await;
        let keys = Keys::Given(MasterKey::new([6; 32]));
        let options = Options::new(NOON);
        let wrong = Store::open(&bench.place, &keys, support::book(), options).await;
        assert!(matches!(wrong, Err(StoreError::Key(_))));
    }
);

on_both!(
    duties_out_of_date_are_derived_again,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let today = now().today;
        assert_eq!(store.refresh(today).await.unwrap(), 0);
        // A case with a fact of tomorrow.
        let soon = command(vec![Entry::Fact {
            cells: support::received(&today.plus_days(1).to_string()),
            text: String::new(),
        }]);
        let done = store
            .execute(ANNA, case, now(), allowed, &soon, None)
            .await
            .unwrap();
        assert!(matches!(done, Executed::Done(_)));
        assert_eq!(store.refresh(today).await.unwrap(), 0);
        assert_eq!(store.refresh(today.plus_days(2)).await.unwrap(), 1);
        assert_eq!(store.refresh(today.plus_days(2)).await.unwrap(), 0);
        store.close().await;
    }
);

on_both!(
    further_duties_count_from_the_day_the_store_began,
    async |bench: &Bench| {
        let open = async |second: i64, further: FurtherDuties| {
            let options = Options {
                further,
                ..Options::new(second)
            };
            let keys = Keys::Given(MasterKey::new([5; 32]));
            Store::open(&bench.place, &keys, support::book(), options)
                .await
                .unwrap()
        };
        // The day of the third notification.
        let began = NOON - 6 * 86_400;
        open(began, FurtherDuties::SinceBegun).await.close().await;

        let store = open(NOON, FurtherDuties::All).await;
        let mut cases = Vec::new();
        for day in ["2026-11-04", "2026-11-05", "2026-11-06", "2026-11-07"] {
            let case = new_case(&store).await;
            let command = support::notification(day);
            let done = store.execute(ANNA, case, now(), allowed, &command, None);
            assert!(done.await.unwrap().receipts().is_some());
            cases.push(case);
        }
        let duties = async |store: &Store| {
            let mut names = Vec::new();
            for case in &cases {
                let permit = permit(store, *case).await;
                let kept = store
                    .case_duties(&permit, *case, now().today)
                    .await
                    .unwrap();
                let named = kept
                    .iter()
                    .map(|duty| (*case, duty.obligation.clone(), duty.trigger_on));
                names.extend(named);
            }
            names
        };
        let all = duties(&store).await;
        store.close().await;
        let store = open(NOON, FurtherDuties::No).await;
        let contract = duties(&store).await;
        store.close().await;
        // The day is noted when the store is first opened so, and stays.
        let store = open(NOON, FurtherDuties::SinceBegun).await;
        let since = duties(&store).await;
        store.close().await;
        let first: Day = Now::at(began).today;
        let right: Vec<_> = all
            .iter()
            .filter(|row| row.2 >= first || contract.contains(row))
            .cloned()
            .collect();
        assert_eq!(since, right);
        let counts = [contract.len(), since.len(), all.len()];
        assert!(counts.is_sorted_by(|a, b| a < b), "{counts:?} {all:?}");
    }
);
