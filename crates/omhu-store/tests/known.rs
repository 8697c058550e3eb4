//! A case as it was known on a day: its family and its people of that day, not of today.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use omhu_casework::access::Now;
use omhu_casework::command::Entry;
use omhu_casework::event::Link;
use omhu_casework::fact::FactCells;
use omhu_casework::ids::CaseNo;
use omhu_store::{PersonData, Store};
use support::{ANNA, Bench, NOON, allowed, command, fact, new_case, permit_all};

const DAY: i64 = 86_400;

async fn write(store: &Store, case: CaseNo, entry: Entry, second: i64) {
    let orders = command(vec![entry]);
    let now = Now::at(second);
    let done = store.execute(ANNA, case, now, allowed, &orders, None).await;
    assert!(done.unwrap().receipts().is_some());
}

fn of_family(family: &str) -> Entry {
    Entry::Fact {
        cells: FactCells {
            family: family.into(),
            ..fact("case_opened", "2026-11-02", "")
        },
        text: String::new(),
    }
}

on_both!(
    siblings_are_those_that_were_known_that_day,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (freja, noah) = (new_case(&store).await, new_case(&store).await);
        write(&store, freja, of_family("F1"), NOON).await;
        write(&store, noah, of_family("F1"), NOON + 2 * DAY).await;
        let permit = permit_all(&store).await;
        let known = async |second: i64| -> Vec<CaseNo> {
            let day = Now::at(second).today;
            let state = store.case_as_known_on(&permit, freja, day).await.unwrap();
            let lines = store.siblings_known_on(&permit, freja, state.family(), day);
            lines.await.unwrap().iter().map(|line| line.case).collect()
        };
        assert_eq!(known(NOON).await, []);
        assert_eq!(known(NOON + 2 * DAY).await, [noah]);
        // He belongs to another family now, and did not on that day.
        write(&store, noah, of_family("F2"), NOON + 4 * DAY).await;
        assert_eq!(known(NOON + 4 * DAY).await, []);
    }
);

on_both!(
    whoever_left_the_case_later_had_a_part_in_it_that_day,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let person = PersonData {
            given_names: "Mormor".into(),
            ..PersonData::default()
        };
        let person = store.add_person(ANNA, NOON, &person).await.unwrap();
        let link = Link {
            person,
            part: "network".into(),
            when: "2026-11-02".into(),
        };
        write(&store, case, Entry::Link(link.clone()), NOON).await;
        write(&store, case, Entry::Unlink(link), NOON + 2 * DAY).await;
        let permit = permit_all(&store).await;
        let parts = async |second: i64| {
            let day = Now::at(second).today;
            let state = store.case_as_known_on(&permit, case, day).await.unwrap();
            state.people.len()
        };
        assert_eq!((parts(NOON - DAY).await, parts(NOON).await), (0, 1));
        assert_eq!(parts(NOON + 2 * DAY).await, 0);
    }
);
