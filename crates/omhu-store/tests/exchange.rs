//! Import and export: the same facts come out that went in, however often they go in.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::command::Entry;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::CaseNo;
use omhu_store::{CaseFilter, CaseRows, Store};
use support::{ANNA, Bench, allowed, command, fact, first, now, permit_all};

/// Cases with the facts of a usual course.
fn cases(count: usize) -> Vec<CaseRows> {
    let row = |case: usize, kind: &str, when: &str, about: &str| FactCells {
        id: format!("{case}-{kind}-{when}"),
        ..fact(kind, when, about)
    };
    let made = (0..count).map(|case| {
        let team = FactCells {
            team: format!("team-{}", case % 5),
            caseworker: format!("cw-{}", case % 40),
            ..row(case, "case_assigned", "2026-01-05", "")
        };
        let opened = FactCells {
            family: format!("f{}", case / 2),
            ..row(case, "case_opened", "2026-01-05", "")
        };
        let received = FactCells {
            value: "professional".into(),
            ..row(case, "notification_received", "2026-01-05", "n1")
        };
        let rows = vec![
            row(case, "child_born", "2018-03-01", ""),
            opened,
            team,
            received,
            FactCells {
                recorded_at: "2026-01-09T10:00:00+01:00".into(),
                ..row(case, "notification_receipt_sent", "2026-01-08", "n1")
            },
        ];
        (format!("sag-{case}"), rows)
    });
    made.collect()
}

async fn all(store: &Store) -> Vec<CaseRows> {
    let permit = permit_all(store).await;
    let mut out = Vec::new();
    let mut after = CaseNo(0);
    loop {
        let page = store.export(&permit, after, 7).await.unwrap();
        let Some(last) = page.last() else {
            return out;
        };
        after = last.case;
        out.extend(page.into_iter().map(|case| (case.reference, case.facts)));
    }
}

on_both!(
    numbers_of_teams_are_those_of_their_duties,
    async |bench: &Bench| {
        let store = bench.open().await;
        let permit = permit_all(&store).await;
        store
            .import(&permit, cases(30).into_iter(), now(), false)
            .await
            .unwrap();
        let today = now().today;
        let first = today.plus_months(-12);
        let (one, last, _) = store.case_range().await.unwrap();
        let duties = store.duties_of_run(&permit, one, last).await.unwrap();
        let teams: BTreeSet<String> = ["team-1".into(), "team-3".into()].into();
        let mut slow: BTreeMap<_, i64> = BTreeMap::new();
        for (_, duty) in duties {
            let due = duty.due.map(|due| due.day);
            let counts = duty.layer == "statute" && teams.contains(&duty.team);
            if counts && due.is_some_and(|due| (first..=today).contains(&due)) {
                *slow.entry(duty.status_on(today).word()).or_default() += 1;
            }
        }
        let mut quick: BTreeMap<_, i64> = BTreeMap::new();
        for (status, count) in store.fell_due_in_teams(&teams, first, today).await.unwrap() {
            *quick.entry(status.word()).or_default() += count;
        }
        assert_eq!(quick, slow);
        assert!(slow.values().sum::<i64>() > 12, "{slow:?}");
        let none = BTreeSet::new();
        let nobody = store.fell_due_in_teams(&none, first, today).await.unwrap();
        assert_eq!(nobody, Vec::new());
    }
);

on_both!(
    after_a_new_edition_all_cases_are_derived_before_anybody_asks,
    async |bench: &Bench| {
        let store = bench.open().await;
        let permit = permit_all(&store).await;
        store
            .import(&permit, cases(1200).into_iter(), now(), false)
            .await
            .unwrap();
        let today = now().today;
        let (one, last, _) = store.case_range().await.unwrap();
        let before = store.duties_of_run(&permit, one, last).await.unwrap();
        let none = store.catch_up(today, |_| panic!("nothing is out of date"));
        assert_eq!(none.await.unwrap(), 0);
        store.close().await;
        // Some for both reasons: each is counted once.
        let older = "delete from duty; update case_file set edition = 'older'; \
            update case_file set good_until = 0 where case_no < 700";
        bench.tamper(older).await.unwrap();
        let store = bench.open().await;
        let mut told = 0;
        let count = store.catch_up(today, |cases| told = cases).await.unwrap();
        assert_eq!((count, told), (1200, 1200));
        let after = store.duties_of_run(&permit, one, last).await.unwrap();
        assert!(before.len() > 1200 && before == after);
        assert_eq!(store.refresh(today).await.unwrap(), 0);
        // A few are left to whoever asks first.
        let few = "update case_file set edition = 'older' where case_no < 900";
        bench.tamper(few).await.unwrap();
        let none = store.catch_up(today, |_| panic!("a few are nothing to wait for"));
        assert_eq!(none.await.unwrap(), 0);
    }
);

on_both!(
    what_went_in_comes_out_and_goes_in_once,
    async |bench: &Bench| {
        let store = bench.open().await;
        let permit = permit_all(&store).await;
        let rows = cases(30);
        let dry = store
            .import(&permit, rows.clone().into_iter(), now(), true)
            .await
            .unwrap();
        assert_eq!(store.case_range().await.unwrap().2, 0);
        let report = store
            .import(&permit, rows.clone().into_iter(), now(), false)
            .await
            .unwrap();
        assert_eq!(dry, report);
        assert_eq!((report.new_cases, report.new_facts), (30, 150));
        assert_eq!(
            (report.rejected, report.conflicts, report.same_facts),
            (0, 0, 0)
        );
        assert_eq!(all(&store).await, rows);
        let again = store
            .import(&permit, rows.clone().into_iter(), now(), false)
            .await
            .unwrap();
        assert_eq!((again.new_cases, again.known_cases), (0, 30));
        assert_eq!((again.new_facts, again.same_facts), (0, 150));
        // What omhu registered goes out with the moment of its registration, and back in as the same.
        let case = store.case_named("sag-3").await.unwrap().unwrap();
        let noted = command(vec![Entry::Fact {
            cells: FactCells {
                value: "no_danger".into(),
                ..fact("immediate_risk_assessed", "2026-01-06", "n1")
            },
            text: String::new(),
        }]);
        let done = store
            .execute(ANNA, case, now(), allowed, &noted, None)
            .await
            .unwrap();
        assert_eq!(first(&done).seq, 6);
        let out = all(&store).await;
        let back = store
            .import(&permit, out.into_iter(), now(), false)
            .await
            .unwrap();
        assert_eq!((back.new_facts, back.same_facts), (0, 151));
        // The next case gets the next number: an import leaves no hole.
        let next = support::new_case(&store).await;
        assert_eq!(next, CaseNo(31));
        store.close().await;
    }
);

on_both!(
    a_case_is_found_by_its_own_id_in_any_letters_and_by_its_number_here,
    async |bench: &Bench| {
        let store = bench.open().await;
        let permit = permit_all(&store).await;
        let _ = store
            .import(&permit, cases(12).into_iter(), now(), false)
            .await
            .unwrap();
        let case = store.case_named("sag-3").await.unwrap().unwrap();
        let number = case.to_string();
        for name in ["SAG-3", " Sag-3 ", &number] {
            assert_eq!(store.case_named(name).await.unwrap(), Some(case), "{name}");
        }
        assert_eq!(store.case_named("99").await.unwrap(), None);
        assert_eq!(store.case_named("sag").await.unwrap(), None);
        for query in ["sag-3", "SAG-3", &number] {
            let (note, scope) = (support::note(), support::everything());
            let found = store.search_names(note, &scope, query, 9).await.unwrap();
            let found: Vec<CaseNo> = found.iter().map(|line| line.case).collect();
            assert_eq!(found, [case], "{query}");
        }
        let listed = async |begins: &str| {
            let filter = CaseFilter {
                reference: begins.to_owned(),
                ..CaseFilter::default()
            };
            let scope = support::everything();
            let listed = store.cases(support::note(), &scope, &filter, 0, 50).await;
            let listed = listed.unwrap();
            assert_eq!(listed.total, listed.rows.len() as i64);
            listed.rows.iter().map(|line| line.case).collect::<Vec<_>>()
        };
        assert_eq!(listed("").await.len(), 12);
        assert_eq!(listed("SAG-").await.len(), 12);
        // `sag-1`, `sag-10`, `sag-11`.
        assert_eq!(listed("Sag-1").await.len(), 3);
        assert_eq!(listed(&number).await, [case]);
        let ids = store.case_ids([case, CaseNo(99)]).await.unwrap();
        assert_eq!(
            ids.into_iter().collect::<Vec<_>>(),
            [(case, "sag-3".to_owned())]
        );
        store.close().await;
    }
);

on_both!(
    what_cannot_go_in_is_reported_and_the_rest_goes_in,
    async |bench: &Bench| {
        let store = bench.open().await;
        let permit = permit_all(&store).await;
        let rows = cases(2);
        let _ = store
            .import(&permit, rows.clone().into_iter(), now(), false)
            .await
            .unwrap();
        let case = store.case_named("sag-0").await.unwrap().unwrap();
        let id = rows[0].1[4].id.clone();
        let back = command(vec![Entry::Retract {
            id,
            reason: "fejl".into(),
        }]);
        let done = store
            .execute(ANNA, case, now(), allowed, &back, None)
            .await
            .unwrap();
        assert!(done.receipts().is_some());
        let mut changed = rows.clone();
        changed[0].1[3].when = "2026-01-07".into();
        changed[1].1.push(fact("no_such_kind", "2026-01-07", ""));
        let closed = FactCells {
            id: "late".into(),
            ..fact("case_closed", "2026-11-01", "")
        };
        changed[1].1.push(closed.clone());
        // A case in two places of a file is one case.
        changed.push(("sag-1".into(), vec![closed]));
        let report = store
            .import(&permit, changed.into_iter(), now(), false)
            .await
            .unwrap();
        assert_eq!(report.conflicts, 1);
        assert_eq!(
            report.conflict_rows,
            [("sag-0".to_owned(), rows[0].1[3].id.clone())]
        );
        assert_eq!(report.rejected_rows[0].0, "sag-1");
        assert_eq!(
            (report.rejected, report.new_facts, report.retracted),
            (1, 1, 1)
        );
        store.close().await;
    }
);

on_both!(
    rows_typed_in_several_cases_have_ids_of_their_own_and_come_back_as_the_same,
    async |bench: &Bench| {
        let store = bench.open().await;
        for _ in 0..3 {
            let case = support::new_case(&store).await;
            // One that is taken back, by the short name that an older caller may have kept.
            let back = command(vec![Entry::Retract {
                id: "omhu-1".into(),
                reason: "forkert barn".into(),
            }]);
            let done = store
                .execute(ANNA, case, now(), allowed, &back, None)
                .await
                .unwrap();
            assert!(done.receipts().is_some());
        }
        let out = all(&store).await;
        let rows = out.iter().flat_map(|(_, facts)| facts);
        let ids: BTreeSet<&str> = rows.map(|row| row.id.as_str()).collect();
        assert_eq!(ids.len(), 9, "{ids:?}");
        for (_, facts) in &out {
            assert_eq!(
                facts[2].reference, facts[0].id,
                "the retraction names its row"
            );
        }
        // Into the same store: nothing new, also from a file in which ids name no case.
        let mut older = out.clone();
        for (reference, facts) in &mut older {
            for row in facts {
                let case = format!("omhu-{reference}-");
                row.id = row.id.replace(&case, "omhu-");
                row.reference = row.reference.replace(&case, "omhu-");
            }
        }
        assert_ne!(older, out);
        let permit = permit_all(&store).await;
        for rows in [out.clone(), older] {
            let again = store
                .import(&permit, rows.into_iter(), now(), false)
                .await
                .unwrap();
            assert_eq!(
                (again.new_facts, again.same_facts, again.conflicts),
                (0, 9, 0)
            );
        }
        store.close().await;
        // Into another store: the same rows come out of it.
        let other = Bench::new(bench.on).await;
        let second = other.open().await;
        let permit = permit_all(&second).await;
        for new in [9, 0] {
            let there = second
                .import(&permit, out.clone().into_iter(), now(), false)
                .await
                .unwrap();
            assert_eq!((there.new_facts, there.conflicts), (new, 0));
        }
        assert_eq!(all(&second).await, out);
        second.close().await;
        other.end().await;
    }
);
