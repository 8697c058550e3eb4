//! What programs read and are told: pages by number within a scope, and messages of an outbox.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::BTreeSet;

use omhu_casework::access::{CaseScope, CaseSet, Now};
use omhu_casework::command::Entry;
use omhu_casework::duty_changes::DutyChange;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::Day;
use omhu_store::{
    BriefFilter, DutyFilter, MOST_WEBHOOKS, NewWebhook, Outgoing, RequestKey, Sent, Store,
    StoreError, WebhookMade,
};
use support::{ANNA, Bench, NOON, allowed, command, fact, new_case, note, now};

fn key(name: &str) -> RequestKey {
    RequestKey {
        key: name.into(),
        route: "/webhooks".into(),
        body: [1; 32],
    }
}

fn hook(teams: Option<&str>) -> NewWebhook {
    NewWebhook {
        url: "https://hooks.example.dk/".into(),
        secret: b"a secret of twenty-four b".to_vec().into(),
        events: DutyChange::ALL.into(),
        teams: teams.map(|team| BTreeSet::from([team.to_owned()])),
    }
}

async fn register(store: &Store, case: CaseNo, cells: FactCells) {
    let text = String::new();
    let command = command(vec![Entry::Fact { cells, text }]);
    let done = store.execute(ANNA, case, now(), allowed, &command, None);
    assert!(done.await.unwrap().receipts().is_some());
}

/// Everything that is due to be sent, in order, each taken.
async fn taken(store: &Store) -> Vec<Outgoing> {
    let mut all = Vec::new();
    loop {
        let due = store.messages_due(NOON, 10).await.unwrap();
        let Some(next) = due.into_iter().next() else {
            return all;
        };
        let sent = store.message_sent(&next, &Sent::Taken(204), NOON);
        sent.await.unwrap();
        all.push(next);
    }
}

on_both!(
    pages_by_number_hold_the_cases_of_the_scope_once,
    async |bench: &Bench| {
        let store = bench.open().await;
        let mut cases = Vec::new();
        for _ in 0..5 {
            cases.push(new_case(&store).await);
        }
        // Two sets that overlap, and an exception.
        let scope = CaseScope {
            sets: vec![
                CaseSet {
                    teams: ["nord".to_owned()].into(),
                    ..CaseSet::default()
                },
                CaseSet {
                    cases: cases[..3].iter().copied().collect(),
                    within: Some(["nord".to_owned()].into()),
                    ..CaseSet::default()
                },
            ],
            except: [cases[1]].into(),
        };
        let filter = BriefFilter::default();
        let mut found = Vec::new();
        let mut after = CaseNo(0);
        loop {
            let page = store.cases_after(note(), &scope, &filter, after, 2).await;
            let page = page.unwrap();
            let Some(last) = page.last() else { break };
            after = last.case;
            found.extend(page.iter().map(|case| case.case));
        }
        assert_eq!(found, [cases[0], cases[2], cases[3], cases[4]]);
        let named = BriefFilter {
            references: Some(vec![format!("2026-{}", cases[3]), "none".into()]),
            ..BriefFilter::default()
        };
        let page = store
            .cases_after(note(), &scope, &named, CaseNo(0), 9)
            .await;
        assert_eq!(page.unwrap()[0].case, cases[3]);

        // Duties: the same as the list of everything, page by page, and by their status today.
        let today = now().today;
        let mut duties = Vec::new();
        let mut place = (CaseNo(0), -1);
        loop {
            let filter = DutyFilter::default();
            let page = store.duties_after(note(), &scope, today, &filter, place, 3);
            let page = page.await.unwrap();
            let Some(last) = page.last() else { break };
            place = (last.case, last.place);
            duties.extend(page);
        }
        let overdue = DutyFilter {
            statuses: Some(vec!["overdue"]),
            due_before: Some(today),
            ..DutyFilter::default()
        };
        let first = (CaseNo(0), -1);
        let page = store.duties_after(note(), &scope, today, &overdue, first, 200);
        let page = page.await.unwrap();
        let by_hand: Vec<_> = duties
            .iter()
            .filter(|placed| placed.duty.status_on(today).word() == "overdue")
            .cloned()
            .collect();
        assert!(!page.is_empty() && page == by_hand, "{page:?}");
        // A while later more is overdue, though nobody wrote.
        let later = today.plus_days(3);
        let page = store.duties_after(note(), &scope, later, &overdue, first, 200);
        assert!(page.await.unwrap().len() >= by_hand.len());

        let (changes, end) = store
            .case_changes_after(note(), &scope, 0, 3)
            .await
            .unwrap();
        assert_eq!(changes.len(), 3);
        assert_eq!(end, changes[2].n);
        let (rest, end) = store
            .case_changes_after(note(), &scope, end, 3)
            .await
            .unwrap();
        assert_eq!((rest.len(), end), (1, 5));
        store.close().await;
    }
);

on_both!(
    messages_are_written_with_the_change_and_sent_in_order,
    async |bench: &Bench| {
        let store = bench.open().await;
        let made = store.new_webhook(note(), &hook(None), &key("one")).await;
        let WebhookMade::Made(one) = made.unwrap() else {
            panic!("not made")
        };
        let again = store.new_webhook(note(), &hook(None), &key("one")).await;
        assert_eq!(again.unwrap(), WebhookMade::Repeated(one));
        let other = RequestKey {
            body: [2; 32],
            ..key("one")
        };
        let reused = store.new_webhook(note(), &hook(None), &other).await;
        assert!(matches!(reused, Err(StoreError::KeyReused)));
        let syd = store
            .new_webhook(note(), &hook(Some("syd")), &key("two"))
            .await;
        assert!(matches!(syd.unwrap(), WebhookMade::Made(_)));

        let case = new_case(&store).await;
        let first = taken(&store).await;
        // A notification asks for an assessment within a day and for a receipt; the team of syd hears nothing.
        assert!(first.len() >= 2 && first.iter().all(|out| out.webhook == one));
        assert!(first.iter().all(|out| out.event == "obligation.new"));
        assert!(
            first
                .iter()
                .all(|out| *out.secret == *b"a secret of twenty-four b")
        );
        assert!(
            first
                .windows(2)
                .all(|pair| pair[0].message < pair[1].message)
        );

        register(
            &store,
            case,
            fact("notification_receipt_sent", "2026-11-03", "n1"),
        )
        .await;
        register(&store, case, fact("support_need_known", "2026-11-04", "+a")).await;
        // The oldest one waits, and the others behind it.
        let due = store.messages_due(NOON, 10).await.unwrap();
        assert_eq!(due.len(), 1);
        let failed = Sent::Failed {
            answer: Some(503),
            fault: "answer",
            again_at: Some(NOON + 60),
        };
        store.message_sent(&due[0], &failed, NOON).await.unwrap();
        assert!(store.messages_due(NOON, 10).await.unwrap().is_empty());
        let again = store.messages_due(NOON + 60, 10).await.unwrap();
        assert_eq!((again[0].message, again[0].attempts), (due[0].message, 1));
        assert_eq!(again[0].data, due[0].data);
        let listed = store.deliveries(note(), one, i64::MAX, 50).await.unwrap();
        let listed = listed.unwrap();
        assert!(
            listed
                .iter()
                .any(|row| row.answer == Some(503) && row.fault == "answer")
        );
        assert!(
            listed
                .windows(2)
                .all(|pair| pair[0].message > pair[1].message)
        );

        // Given up: nothing is sent, and what is new waits.
        let never = Sent::Failed {
            answer: None,
            fault: "timeout",
            again_at: None,
        };
        store
            .message_sent(&again[0], &never, NOON + 60)
            .await
            .unwrap();
        assert!(store.messages_due(NOON + 99, 10).await.unwrap().is_empty());
        let before = store.webhooks(note(), 0, 50).await.unwrap()[0].clone();
        assert_eq!(before.stopped_at, Some(NOON + 60));
        register(&store, case, fact("support_need_known", "2026-11-05", "+a")).await;
        let after = store.webhooks(note(), 0, 50).await.unwrap()[0].clone();
        assert_eq!(after.waiting, before.waiting + 1);
        assert!(store.messages_due(NOON + 99, 10).await.unwrap().is_empty());
        // Resumed: the oldest first, as if it had not been sent before. Nobody else is resumed.
        let waiting = store.resume_webhook(note(), one).await.unwrap();
        assert_eq!(waiting, Some(after.waiting));
        assert_eq!(store.resume_webhook(note(), 99).await.unwrap(), None);
        let due = store.messages_due(NOON + 99, 10).await.unwrap();
        assert_eq!((due[0].message, due[0].attempts), (again[0].message, 0));

        assert!(store.end_webhook(note(), one).await.unwrap());
        assert!(!store.end_webhook(note(), one).await.unwrap());
        assert!(
            store
                .deliveries(note(), one, i64::MAX, 50)
                .await
                .unwrap()
                .is_none()
        );
        store.sweep_webhooks(NOON + 40 * 86_400).await.unwrap();
        for n in 1..MOST_WEBHOOKS {
            let (new, key) = (hook(None), key(&format!("more {n}")));
            let made = store.new_webhook(note(), &new, &key).await;
            assert!(matches!(made.unwrap(), WebhookMade::Made(_)));
        }
        let made = store
            .new_webhook(note(), &hook(None), &key("too many"))
            .await;
        assert_eq!(made.unwrap(), WebhookMade::TooMany);
        store.close().await;
    }
);

on_both!(what_a_new_day_brings_is_told_too, async |bench: &Bench| {
    let store = bench.open().await;
    let case = new_case(&store).await;
    let measure = FactCells {
        value: "placement".into(),
        ..fact("measure_started", "2025-12-01", "+m")
    };
    register(&store, case, measure).await;
    let made = store.new_webhook(note(), &hook(None), &key("day")).await;
    assert!(matches!(made.unwrap(), WebhookMade::Made(_)));
    store.refresh(now().today).await.unwrap();
    assert!(taken(&store).await.is_empty());
    // The second year of the placement begins, and with it its visits.
    let day = Day::checked(2026, 12, 2).unwrap();
    assert!(store.refresh(day).await.unwrap() > 0);
    let due = store
        .messages_due(Now::at(NOON).second + 30 * 86_400, 10)
        .await;
    let due = due.unwrap();
    assert_eq!(due[0].event, "obligation.new");
    assert!(
        due[0].data.contains("supervision_visits_held"),
        "{}",
        due[0].data
    );
    store.close().await;
});
