//! The chain of a log: whatever is changed behind omhu's back is found.

use omhu_casework::chain::{GENESIS, Link, event_link};
use proptest::prelude::*;
use proptest::sample::Index;

#[derive(Clone, PartialEq, Eq, Debug)]
struct Stored {
    seq: i64,
    kind: String,
    recorded_at: i64,
    recorded_by: i64,
    payload: String,
}

fn any_log() -> impl Strategy<Value = Vec<Stored>> {
    let event = ("[a-c]{1,3}", 0..9i64, 0..3i64, "[a-c]{0,4}");
    proptest::collection::vec(event, 2..12).prop_map(|events| {
        let numbered = events.into_iter().enumerate();
        numbered
            .map(
                |(place, (kind, recorded_at, recorded_by, payload))| Stored {
                    seq: place as i64 + 1,
                    kind,
                    recorded_at,
                    recorded_by,
                    payload,
                },
            )
            .collect()
    })
}

fn links(log: &[Stored]) -> Vec<Link> {
    let mut previous = GENESIS;
    let next = |event: &Stored| {
        previous = event_link(
            &previous,
            7,
            event.seq,
            &event.kind,
            1,
            event.recorded_at,
            event.recorded_by,
            &event.payload,
        );
        previous
    };
    log.iter().map(next).collect()
}

/// Whether events with their stored links are a log whose newest link stands elsewhere too.
fn whole(log: &[Stored], stored: &[Link], checkpoint: &Link) -> bool {
    links(log) == stored && stored.last() == Some(checkpoint)
}

proptest! {
    #[test]
    fn any_edit_drop_swap_insertion_or_truncation_is_found(
        log in any_log(), at in any::<Index>(), with in any::<Index>(), what in 0..5, cell in 0..5,
    ) {
        let stored = links(&log);
        let checkpoint = *stored.last().expect("a link");
        prop_assert!(whole(&log, &stored, &checkpoint));
        let (at, with) = (at.index(log.len()), with.index(log.len()));
        let (mut events, mut hashes) = (log.clone(), stored.clone());
        match what {
            0 => {
                let event = &mut events[at];
                match cell {
                    0 => event.payload.push('x'),
                    1 => event.kind.push('x'),
                    2 => event.recorded_at += 1,
                    3 => event.recorded_by += 1,
                    _ => event.seq += 1,
                }
            }
            1 => { events.remove(at); hashes.remove(at); }
            2 => { events.swap(at, with); hashes.swap(at, with); }
            3 => { events.insert(at, log[with].clone()); hashes.insert(at, stored[with]); }
            _ => { events.truncate(at); hashes.truncate(at); }
        }
        prop_assume!(events != log);
        prop_assert!(!whole(&events, &hashes, &checkpoint));
        // Whoever hashes anew behind omhu's back meets the checkpoint.
        prop_assert!(!whole(&events, &links(&events), &checkpoint));
    }
}
