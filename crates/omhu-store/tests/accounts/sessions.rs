//! Sessions: how they live, end, and are remembered.

use omhu_casework::access::{AssignmentFault, Role, Standing};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::{AccountFault, Arrived, Hold, SignIn};

use crate::desk::{NOON, PASSWORD, app, days, give, later, person, sign_in, signed, ticket};
use crate::on_both;
use crate::stopwatch::timed;
use crate::support::{self, Bench};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;

on_both!(
    half_an_hour_without_use_or_twelve_hours_end_a_session,
    async |bench: &Bench| {
        let store = bench.open().await;
        person(&store, "anna").await;
        let idle = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
        assert!(signed(&store, &idle, later(29 * MINUTE)).await.is_some());
        assert!(signed(&store, &idle, later(58 * MINUTE)).await.is_some());
        assert!(signed(&store, &idle, later(88 * MINUTE)).await.is_none());
        assert!(signed(&store, &idle, later(89 * MINUTE)).await.is_none());

        let busy = ticket(sign_in(&store, "anna", PASSWORD, later(100 * MINUTE)).await);
        let mut second = 100 * MINUTE;
        while second < 100 * MINUTE + 12 * HOUR {
            assert!(
                signed(&store, &busy, later(second)).await.is_some(),
                "{second}"
            );
            second += 20 * MINUTE;
        }
        assert!(
            signed(&store, &busy, later(100 * MINUTE + 12 * HOUR))
                .await
                .is_none()
        );
        store.close().await;
    }
);

on_both!(
    a_restart_ends_no_session_and_prolongs_none,
    async |bench: &Bench| {
        let store = bench.open().await;
        person(&store, "anna").await;
        let one = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
        assert!(signed(&store, &one, later(20 * MINUTE)).await.is_some());
        store.close().await;
        let store = bench.try_open(NOON + 21 * MINUTE).await.unwrap();
        assert!(signed(&store, &one, later(49 * MINUTE)).await.is_some());
        store.close().await;
        let store = bench.try_open(NOON + 50 * MINUTE).await.unwrap();
        assert!(signed(&store, &one, later(80 * MINUTE)).await.is_none());
        store.close().await;
    }
);

on_both!(
    a_clock_set_back_prolongs_no_session,
    async |bench: &Bench| {
        let store = bench.open().await;
        person(&store, "anna").await;
        let one = ticket(sign_in(&store, "anna", PASSWORD, later(2 * HOUR)).await);
        let two = ticket(sign_in(&store, "anna", PASSWORD, later(2 * HOUR)).await);
        // The clock goes back by two hours; half an hour later the session that nobody used is over.
        let seen = signed(&store, &one, later(10)).await.unwrap();
        assert_eq!(seen.viewer.reauthenticated_at, Some(NOON + 10));
        assert!(seen.viewer.is_fresh(later(10)));
        assert!(signed(&store, &one, later(29 * MINUTE)).await.is_some());
        assert!(signed(&store, &two, later(31 * MINUTE)).await.is_none());
        // So it is after a restart.
        store.close().await;
        let store = bench.try_open(NOON + 30 * MINUTE).await.unwrap();
        assert!(signed(&store, &one, later(50 * MINUTE)).await.is_some());
        assert!(signed(&store, &one, later(81 * MINUTE)).await.is_none());
        store.close().await;
    }
);

on_both!(
    who_leaves_is_out_at_once_and_so_is_who_loses_a_role,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        let one = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
        store
            .set_second_factor(false, UserNo(99), later(0))
            .await
            .unwrap();
        let grant = give(&store, user, Role::Caseworker, later(0)).await;
        let roles =
            |signed: Option<omhu_store::accounts::Signed>| signed.unwrap().viewer.roles.len();
        assert_eq!(roles(signed(&store, &one, later(1)).await), 1);
        store
            .end_role(grant, UserNo(99), later(1))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(roles(signed(&store, &one, later(1)).await), 0);
        store
            .disable(user, UserNo(99), later(2))
            .await
            .unwrap()
            .unwrap();
        assert!(signed(&store, &one, later(2)).await.is_none());
        let viewer = store.viewer(user, later(2)).await.unwrap().unwrap();
        assert_eq!(viewer.standing, Standing::Disabled);
        store.close().await;
    }
);

on_both!(
    a_session_that_waits_for_something_has_no_role,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        give(&store, user, Role::Caseworker, later(0)).await;
        let one = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
        let who = signed(&store, &one, later(1)).await.unwrap();
        assert_eq!(who.hold, Some(Hold::AddFactor));
        assert!(who.viewer.roles.is_empty());
        store
            .set_second_factor(false, UserNo(99), later(1))
            .await
            .unwrap();
        let who = signed(&store, &one, later(2)).await.unwrap();
        assert_eq!((who.hold, who.viewer.roles.len()), (None, 1));
        store.close().await;
    }
);

on_both!(
    own_sessions_are_listed_and_ended_one_by_one_or_all,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        let other = person(&store, "bo").await;
        let mut tickets = Vec::new();
        for second in 0..4 {
            tickets.push(ticket(
                sign_in(&store, "anna", PASSWORD, later(second)).await,
            ));
        }
        let list = store.sessions(user, later(5)).await.unwrap();
        assert_eq!(list.len(), 4);
        assert!(list.is_sorted_by_key(|own| -own.number));
        assert_eq!(list[0].agent, "Firefox, Linux");
        let foreign = store
            .end_session(other, list[0].number, other, later(5))
            .await
            .unwrap();
        assert_eq!(foreign, Err(AccountFault::Unknown));
        store
            .end_session(user, list[0].number, user, later(5))
            .await
            .unwrap()
            .unwrap();
        assert!(signed(&store, &tickets[3], later(6)).await.is_none());
        store.sign_out(&tickets[2], later(6)).await.unwrap();
        assert!(signed(&store, &tickets[2], later(6)).await.is_none());
        let here = signed(&store, &tickets[0], later(6)).await.unwrap().session;
        assert_eq!(
            store
                .end_sessions(user, Some(here), user, later(7))
                .await
                .unwrap(),
            1
        );
        assert!(signed(&store, &tickets[1], later(7)).await.is_none());
        assert!(signed(&store, &tickets[0], later(7)).await.is_some());
        assert_eq!(store.sessions(user, later(8)).await.unwrap().len(), 1);
        let two = ticket(sign_in(&store, "anna", PASSWORD, later(8)).await);
        let reset = store
            .password_ticket(user, other, later(8))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(store.end_everything(other, later(9)).await.unwrap(), 2);
        assert!(signed(&store, &two, later(9)).await.is_none());
        assert_eq!(
            store.whose_password_ticket(&reset, later(9)).await.unwrap(),
            None
        );
        store
            .sweep_accounts(later(40 * 86_400).second)
            .await
            .unwrap();
        assert_eq!(store.sessions(user, later(8)).await.unwrap(), []);
        store.close().await;
    }
);

on_both!(
    a_sign_in_is_proved_anew_by_password_and_code,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        let one = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
        let session = signed(&store, &one, later(1)).await.unwrap().session;
        let fresh = async |second: i64| {
            let who = signed(&store, &one, later(second)).await.unwrap();
            who.viewer.is_fresh(later(second))
        };
        assert!(fresh(14 * MINUTE).await);
        assert!(!fresh(15 * MINUTE).await);
        let wrong = store
            .prove(user, session, "forkert", None, later(16 * MINUTE))
            .await
            .unwrap();
        assert_eq!(wrong, Err(AccountFault::Wrong));
        store
            .prove(user, session, PASSWORD, None, later(16 * MINUTE))
            .await
            .unwrap()
            .unwrap();
        assert!(fresh(16 * MINUTE).await);

        let factor = store.new_factor(user).await.unwrap().unwrap();
        let code = app(&factor.secret, NOON + 17 * MINUTE);
        store
            .confirm_factor(user, session, &code, later(17 * MINUTE))
            .await
            .unwrap()
            .unwrap();
        let without = store
            .prove(user, session, PASSWORD, None, later(40 * MINUTE))
            .await
            .unwrap();
        assert_eq!(without, Err(AccountFault::Wrong));
        assert!(!fresh(40 * MINUTE).await);
        let code = app(&factor.secret, NOON + 40 * MINUTE);
        store
            .prove(user, session, PASSWORD, Some(&code), later(40 * MINUTE))
            .await
            .unwrap()
            .unwrap();
        assert!(fresh(41 * MINUTE).await);
        store.close().await;
    }
);

on_both!(
    a_provider_signs_in_whom_it_was_linked_to,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (user, other) = (person(&store, "anna").await, person(&store, "bo").await);
        let issuer = "https://idp.havnby.invalid";
        let by = UserNo(99);
        let client = "192.0.2.7";
        let arrived = |session| Arrived {
            issuer,
            subject: "s-1",
            provider_session: session,
            proved_at: Some(NOON - 3600),
        };
        let unknown = store
            .sign_in_by_subject(arrived(None), client, "", later(0))
            .await
            .unwrap();
        assert!(matches!(unknown, SignIn::Refused));
        let own = store
            .propose_link(user, issuer, "s-1", user, later(0))
            .await
            .unwrap();
        assert_eq!(own, Err(AccountFault::ToSelf));
        let mut links = Vec::new();
        for who in [other, user, user] {
            let link = store.propose_link(who, issuer, "s-1", by, later(0)).await;
            links.push(link.unwrap().unwrap());
        }
        let waiting = store.link_proposals().await.unwrap();
        let waiting: Vec<_> = waiting.iter().map(|link| link.number).collect();
        assert_eq!(
            waiting,
            [links[0], links[2]],
            "a newer proposal replaces one"
        );
        let second = UserNo(98);
        let confirm = async |link, by, day| store.confirm_link(link, by, days(day)).await.unwrap();
        assert_eq!(
            confirm(links[1], second, 0).await,
            Err(AccountFault::Unknown)
        );
        assert_eq!(
            confirm(links[2], by, 0).await,
            Err(AccountFault::Role(AssignmentFault::OnePerson))
        );
        assert_eq!(confirm(links[2], user, 0).await, Err(AccountFault::ToSelf));
        assert_eq!(confirm(links[2], second, 31).await, Err(AccountFault::Over));
        assert_eq!(confirm(links[2], second, 0).await, Ok(()));
        assert_eq!(confirm(links[0], second, 0).await, Err(AccountFault::Taken));
        let taken = store
            .propose_link(other, issuer, "s-1", by, later(0))
            .await
            .unwrap();
        assert_eq!(taken, Err(AccountFault::Taken));
        let lapsed = store.propose_link(other, issuer, "s-9", by, later(0)).await;
        lapsed.unwrap().unwrap();
        store.sweep_accounts(days(59).second).await.unwrap();
        assert_eq!(store.link_proposals().await.unwrap().len(), 1);
        store.sweep_accounts(days(61).second).await.unwrap();
        assert_eq!(store.link_proposals().await.unwrap(), []);
        let again = store.propose_link(other, issuer, "s-9", by, later(0)).await;
        links[0] = again.unwrap().unwrap();
        let refused = store.end_link_proposal(links[0], second, later(0)).await;
        refused.unwrap().unwrap();
        assert_eq!(store.link_proposals().await.unwrap(), []);
        assert_eq!(
            store.find_by_subject(issuer, "s-1").await.unwrap(),
            Some(user)
        );
        assert_eq!(
            store
                .find_by_subject("https://other.invalid", "s-1")
                .await
                .unwrap(),
            None
        );
        let came = store
            .sign_in_by_subject(arrived(Some("sid")), client, "", later(1))
            .await
            .unwrap();
        let one = ticket(came);
        let who = signed(&store, &one, later(2)).await.unwrap();
        assert_eq!((who.user, who.hold), (user, None));
        // A proof of an hour ago is none of now.
        assert!(!who.viewer.is_fresh(later(2)));
        let wrong = store
            .proved_by_subject(user, who.session, issuer, "s-2", later(3))
            .await
            .unwrap();
        assert_eq!(wrong, Err(AccountFault::Wrong));
        store
            .proved_by_subject(user, who.session, issuer, "s-1", later(3))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            store
                .end_provider_session("https://other.invalid", "sid", later(4))
                .await
                .unwrap(),
            0
        );
        assert_eq!(
            store
                .end_provider_session(issuer, "sid", later(4))
                .await
                .unwrap(),
            1
        );
        assert!(signed(&store, &one, later(5)).await.is_none());
        store.disable(user, by, later(6)).await.unwrap().unwrap();
        let closed = store
            .sign_in_by_subject(arrived(None), client, "", later(7))
            .await
            .unwrap();
        assert!(matches!(closed, SignIn::Closed(Standing::Disabled)));
        let clients = store.refused_clients(user, 10).await.unwrap();
        assert_eq!(clients.into_values().collect::<Vec<_>>(), [client]);
        let nobody = store.refused_clients(UserNo::IMPORT, 10).await.unwrap();
        assert_eq!(nobody.into_values().collect::<Vec<_>>(), [client]);
        store.close().await;
    }
);

on_both!(
    what_holds_once_holds_once_and_an_unlinked_user_is_out,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        let issuer = "https://idp.havnby.invalid";
        let until = NOON + 600;
        for (what, at, new) in [("a", 0, true), ("b", 0, true), ("a", 1, false)] {
            assert_eq!(store.use_once(what, until, later(at)).await.unwrap(), new);
        }
        // As long as it could be used, and a day more, a sweep forgets nothing of it.
        store.sweep_accounts(until + 86_000).await.unwrap();
        assert!(!store.use_once("a", until, later(86_000)).await.unwrap());
        store.sweep_accounts(until + 90_000).await.unwrap();
        assert!(store.use_once("a", until, later(90_000)).await.unwrap());

        let link = store.propose_link(user, issuer, "s-1", UserNo(99), later(0));
        let link = link.await.unwrap().unwrap();
        let linked = store.confirm_link(link, UserNo(98), later(0)).await;
        linked.unwrap().unwrap();
        let arrived = Arrived {
            issuer,
            subject: "s-1",
            provider_session: None,
            proved_at: Some(NOON),
        };
        let come = async || {
            let came = store.sign_in_by_subject(arrived, "", "", later(1)).await;
            ticket(came.unwrap())
        };
        let by_password = ticket(sign_in(&store, "anna", PASSWORD, later(1)).await);
        let by_provider = come().await;
        let who = signed(&store, &by_provider, later(2)).await.unwrap();
        assert!(who.viewer.is_fresh(later(2)));
        let ended = store.end_sessions_of_subject(issuer, "s-1", later(3)).await;
        assert_eq!(ended.unwrap(), 1);
        assert!(signed(&store, &by_provider, later(3)).await.is_none());
        assert!(signed(&store, &by_password, later(3)).await.is_some());
        let by_provider = come().await;
        let unlinked = store.unlink_subject(user, UserNo(99), later(4)).await;
        unlinked.unwrap().unwrap();
        assert!(signed(&store, &by_provider, later(4)).await.is_none());
        assert!(signed(&store, &by_password, later(4)).await.is_some());
        assert_eq!(store.find_by_subject(issuer, "s-1").await.unwrap(), None);
        store.close().await;
    }
);

/// What a session in memory costs a page: microseconds, and here at most one thousandth of a second.
#[tokio::test(flavor = "multi_thread")]
async fn a_remembered_session_costs_a_page_next_to_nothing() {
    let bench = Bench::new(support::On::Sqlite).await;
    let store = bench.open().await;
    let user = person(&store, "anna").await;
    give(&store, user, Role::Caseworker, later(0)).await;
    let one = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
    assert!(signed(&store, &one, later(1)).await.is_some());
    let (_, warm) = timed(async {
        for _ in 0..5000 {
            assert!(signed(&store, &one, later(1)).await.is_some());
        }
    })
    .await;
    assert!(warm.as_secs_f64() / 5000.0 < 0.001);
    store.close().await;
    bench.end().await;
}

/// Sessions asked for while roles come and go: never a viewer that is older than the last change.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_viewer_in_memory_outlives_a_change() {
    let bench = Bench::new(support::On::Sqlite).await;
    let store = std::sync::Arc::new(bench.open().await);
    let user = person(&store, "anna").await;
    store
        .set_second_factor(false, UserNo(99), later(0))
        .await
        .unwrap();
    let one = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let (store, one) = (std::sync::Arc::clone(&store), one.clone());
            tokio::spawn(async move {
                for _ in 0..3000 {
                    assert!(signed(&store, &one, later(1)).await.is_some());
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for _ in 0..60 {
        let grant = give(&store, user, Role::Caseworker, later(1)).await;
        assert_eq!(
            signed(&store, &one, later(1))
                .await
                .unwrap()
                .viewer
                .roles
                .len(),
            1
        );
        store
            .end_role(grant, UserNo(99), later(1))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            signed(&store, &one, later(1))
                .await
                .unwrap()
                .viewer
                .roles
                .len(),
            0
        );
    }
    for reader in readers {
        reader.await.unwrap();
    }
    drop(store);
    bench.end().await;
}
