//! Signing in: passwords, codes, waiting, tickets of one use.

use omhu_casework::access::{Role, Standing};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::{AccountFault, Hold, Means, NewAccount, PasswordFault, SignIn, Ticket};

use crate::desk::{NOON, OTHER, PASSWORD, app, days, later, person, sign_in, signed, ticket};
use crate::on_both;
use crate::stopwatch::timed;
use crate::support::{self, Bench};

on_both!(
    there_is_nobody_until_somebody_at_the_machine_prints_a_ticket,
    async |bench: &Bench| {
        let store = bench.open().await;
        assert!(store.accounts().await.unwrap().is_empty());
        assert!(matches!(
            sign_in(&store, "admin", "admin", later(0)).await,
            SignIn::Refused
        ));
        let printed = store.first_run_token(later(0)).await.unwrap().unwrap();
        let newer = store.first_run_token(later(1)).await.unwrap().unwrap();
        let ada = NewAccount {
            sign_in: " Ada@Havnby.invalid ".into(),
            name: "Ada Opfundet".into(),
            ..NewAccount::default()
        };
        let over = store
            .first_run(&printed, &ada, PASSWORD, later(2))
            .await
            .unwrap();
        assert_eq!(over, Err(AccountFault::Over));
        let weak = store
            .first_run(&newer, &ada, "Velkommen2026!", later(2))
            .await
            .unwrap();
        assert_eq!(weak, Err(AccountFault::Password(PasswordFault::Common)));
        let named = store
            .first_run(&newer, &ada, "den opfundne havnby ved vandet", later(2))
            .await
            .unwrap();
        assert_eq!(
            named,
            Err(AccountFault::Password(PasswordFault::Surroundings))
        );
        let user = store
            .first_run(&newer, &ada, PASSWORD, later(2))
            .await
            .unwrap()
            .unwrap();
        let again = store
            .first_run(&newer, &ada, PASSWORD, later(3))
            .await
            .unwrap();
        assert_eq!(again, Err(AccountFault::Over));
        let viewer = store.viewer(user, later(3)).await.unwrap().unwrap();
        assert_eq!(viewer.roles[0].role, Role::UserAdministrator);

        // One administrator alone could give no role: a second may come the same way, a third not.
        let second = store.first_run_token(later(4)).await.unwrap().unwrap();
        let late = store
            .first_run(&second, &ada, OTHER, later(4 + 3600))
            .await
            .unwrap();
        assert_eq!(late, Err(AccountFault::Over));
        let taken = store
            .first_run(&second, &ada, OTHER, later(5))
            .await
            .unwrap();
        assert_eq!(taken, Err(AccountFault::Taken));
        let bo = NewAccount {
            sign_in: "bo".into(),
            name: "Bo Opfundet".into(),
            ..NewAccount::default()
        };
        store
            .first_run(&second, &bo, OTHER, later(6))
            .await
            .unwrap()
            .unwrap();
        assert!(store.first_run_token(later(7)).await.unwrap().is_none());
        assert_eq!(store.broken_change().await.unwrap(), None);
        store.close().await;
    }
);

on_both!(
    a_password_then_a_code_and_each_code_once,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        let one = ticket(sign_in(&store, "ANNA ", PASSWORD, later(0)).await);
        let who = signed(&store, &one, later(1)).await.unwrap();
        assert_eq!(
            (who.user, who.means, who.hold),
            (user, Means::Password, Some(Hold::AddFactor))
        );

        let factor = store.new_factor(user).await.unwrap().unwrap();
        assert!(
            factor
                .address
                .starts_with("otpauth://totp/omhu:anna?secret=")
        );
        let wrong = store
            .confirm_factor(user, who.session, "000000", later(2))
            .await
            .unwrap();
        assert_eq!(wrong.unwrap_err(), AccountFault::Wrong);
        let code = app(&factor.secret, NOON + 2);
        let codes = store
            .confirm_factor(user, who.session, &code, later(2))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(codes.0.len(), 10);
        let who = signed(&store, &one, later(3)).await.unwrap();
        assert_eq!((who.means, who.hold), (Means::Code, None));

        let SignIn::Code(half) = sign_in(&store, "anna", PASSWORD, later(60)).await else {
            panic!("no code asked for");
        };
        assert!(
            signed(&store, &half, later(60)).await.is_none(),
            "half a sign-in is none"
        );
        let code = app(&factor.secret, NOON + 60);
        let again = store
            .sign_in_code(
                &half,
                &app(&factor.secret, NOON + 2),
                "192.0.2.1",
                "",
                later(60),
            )
            .await
            .unwrap();
        assert!(matches!(again, SignIn::Refused), "that code was used");
        let two = ticket(
            store
                .sign_in_code(&half, &code, "192.0.2.1", "", later(61))
                .await
                .unwrap(),
        );
        assert_ne!(one.text(), two.text());
        let used = store
            .sign_in_code(
                &half,
                &app(&factor.secret, NOON + 90),
                "192.0.2.1",
                "",
                later(90),
            )
            .await
            .unwrap();
        assert!(matches!(used, SignIn::Refused), "the half was used");

        // A lost telephone.
        let SignIn::Code(half) = sign_in(&store, "anna", PASSWORD, later(200)).await else {
            panic!("no code asked for");
        };
        let lost = codes.0[3].to_lowercase();
        ticket(
            store
                .sign_in_code(&half, &lost, "192.0.2.1", "", later(201))
                .await
                .unwrap(),
        );
        assert_eq!(store.recovery_codes_left(user).await.unwrap(), 9);
        let SignIn::Code(half) = sign_in(&store, "anna", PASSWORD, later(202)).await else {
            panic!("no code asked for");
        };
        let again = store
            .sign_in_code(&half, &lost, "192.0.2.1", "", later(203))
            .await
            .unwrap();
        assert!(matches!(again, SignIn::Refused));
        let late = app(&factor.secret, NOON + 600);
        let late = store
            .sign_in_code(&half, &late, "192.0.2.1", "", later(600))
            .await
            .unwrap();
        assert!(matches!(late, SignIn::Refused), "five minutes are over");

        // Nobody takes their own factor away; when it is gone, everything of it is.
        let own = store.remove_factor(user, user, later(700)).await.unwrap();
        assert_eq!(own, Err(AccountFault::ToSelf));
        store
            .remove_factor(user, UserNo(99), later(700))
            .await
            .unwrap()
            .unwrap();
        assert!(signed(&store, &two, later(701)).await.is_none());
        assert_eq!(store.recovery_codes_left(user).await.unwrap(), 0);
        let three = ticket(sign_in(&store, "anna", PASSWORD, later(702)).await);
        let hold = signed(&store, &three, later(703)).await.unwrap().hold;
        assert_eq!(hold, Some(Hold::AddFactor));
        store.close().await;
    }
);

on_both!(
    guessing_becomes_slow_for_known_and_unknown_names_alike,
    async |bench: &Bench| {
        let store = bench.open().await;
        person(&store, "anna").await;
        for name in ["anna", "nobody"] {
            for second in 0..5 {
                let answer = sign_in(&store, name, "forkert", later(second)).await;
                assert!(
                    matches!(answer, SignIn::Refused),
                    "{name} {second}: {answer:?}"
                );
            }
            for right in [PASSWORD, "forkert"] {
                let answer = sign_in(&store, name, right, later(5)).await;
                assert!(matches!(answer, SignIn::Wait(4)), "{name}: {answer:?}");
            }
            // From elsewhere the owner comes in.
            let elsewhere = store
                .sign_in(name, PASSWORD, "198.51.100.9", "", later(6))
                .await
                .unwrap();
            assert_eq!(matches!(elsewhere, SignIn::Signed { .. }), name == "anna");
            let answer = sign_in(&store, name, PASSWORD, later(9)).await;
            assert_eq!(matches!(answer, SignIn::Signed { .. }), name == "anna");
        }
        // No one is locked out for good, however much is guessed.
        let mut second = 100;
        let mut longest = 0;
        for _ in 0..60 {
            match sign_in(&store, "anna", "forkert", later(second)).await {
                SignIn::Wait(seconds) => {
                    longest = longest.max(seconds);
                    second += seconds;
                }
                SignIn::Refused => {}
                other => panic!("{other:?}"),
            }
        }
        assert!((300..=900).contains(&longest), "{longest}");
        ticket(sign_in(&store, "anna", PASSWORD, later(second + 901)).await);
        assert_eq!(store.broken_change().await.unwrap(), None);
        store.close().await;
    }
);

on_both!(
    a_clock_set_back_makes_nobody_wait_for_the_time_it_lost,
    async |bench: &Bench| {
        let store = bench.open().await;
        person(&store, "anna").await;
        for second in 0..5 {
            sign_in(&store, "anna", "forkert", days(400 + second)).await;
        }
        for second in 0..6 {
            sign_in(&store, "anna", "forkert", later(second)).await;
        }
        ticket(sign_in(&store, "anna", PASSWORD, later(40)).await);
        store.close().await;
    }
);

on_both!(
    many_guesses_at_a_time_count_as_many,
    async |bench: &Bench| {
        let store = std::sync::Arc::new(bench.open().await);
        person(&store, "anna").await;
        let guesses: Vec<_> = (0..12)
            .map(|n| {
                let store = std::sync::Arc::clone(&store);
                tokio::spawn(async move {
                    sign_in(&store, "anna", &format!("gæt {n}"), later(0)).await
                })
            })
            .collect();
        let mut refused = 0;
        for guess in guesses {
            refused += usize::from(matches!(guess.await.unwrap(), SignIn::Refused));
        }
        assert_eq!(refused, 5);
    }
);

on_both!(
    only_who_knows_the_password_learns_that_an_account_is_closed,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        let late = sign_in(&store, "anna", PASSWORD, days(91)).await;
        assert!(matches!(late, SignIn::Closed(Standing::Dormant)));
        let wrong = sign_in(&store, "anna", "forkert", days(91)).await;
        assert!(matches!(wrong, SignIn::Refused));
        assert_eq!(store.disable_dormant(days(90)).await.unwrap(), []);
        assert_eq!(store.disable_dormant(days(91)).await.unwrap(), [user]);
        let closed = sign_in(&store, "anna", PASSWORD, days(92)).await;
        assert!(matches!(closed, SignIn::Closed(Standing::Disabled)));
        let own = store.wake(user, user, days(92)).await.unwrap();
        assert_eq!(own, Err(AccountFault::ToSelf));
        store
            .wake(user, UserNo(99), days(92))
            .await
            .unwrap()
            .unwrap();
        ticket(sign_in(&store, "anna", PASSWORD, days(92)).await);
        store.close().await;
    }
);

on_both!(
    a_new_password_comes_by_a_ticket_and_ends_all_sessions,
    async |bench: &Bench| {
        let store = bench.open().await;
        let user = person(&store, "anna").await;
        let one = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
        let own = store.password_ticket(user, user, later(1)).await.unwrap();
        assert_eq!(own.unwrap_err(), AccountFault::ToSelf);
        let old = store
            .password_ticket(user, UserNo(99), later(1))
            .await
            .unwrap()
            .unwrap();
        let new = store
            .password_ticket(user, UserNo(99), later(2))
            .await
            .unwrap()
            .unwrap();
        for dead in [&old, &one, &Ticket::parse(&"0".repeat(64)).unwrap()] {
            let over = store
                .redeem_password_ticket(dead, OTHER, later(3))
                .await
                .unwrap();
            assert_eq!(over, Err(AccountFault::Over));
        }
        let own_name = store
            .redeem_password_ticket(&new, "Opfundet og glad for regn", later(3))
            .await
            .unwrap();
        assert_eq!(
            own_name,
            Err(AccountFault::Password(PasswordFault::Surroundings))
        );
        assert_eq!(
            store
                .redeem_password_ticket(&new, OTHER, later(3))
                .await
                .unwrap(),
            Ok(user)
        );
        let twice = store
            .redeem_password_ticket(&new, PASSWORD, later(4))
            .await
            .unwrap();
        assert_eq!(twice, Err(AccountFault::Over));
        assert!(signed(&store, &one, later(4)).await.is_none());
        assert!(matches!(
            sign_in(&store, "anna", PASSWORD, later(5)).await,
            SignIn::Refused
        ));
        let two = ticket(sign_in(&store, "anna", OTHER, later(6)).await);
        let three = ticket(sign_in(&store, "anna", OTHER, later(7)).await);

        // Changed by its owner: this session stays, the others end.
        let session = signed(&store, &two, later(8)).await.unwrap().session;
        let wrong = store
            .change_password(user, session, "forkert", PASSWORD, later(8))
            .await
            .unwrap();
        assert_eq!(wrong, Err(AccountFault::Wrong));
        let short = store
            .change_password(user, session, OTHER, "kort", later(8))
            .await
            .unwrap();
        assert_eq!(
            short,
            Err(AccountFault::Password(PasswordFault::TooShort(4)))
        );
        store
            .change_password(user, session, OTHER, PASSWORD, later(8))
            .await
            .unwrap()
            .unwrap();
        assert!(signed(&store, &two, later(9)).await.is_some());
        assert!(signed(&store, &three, later(9)).await.is_none());
        store
            .ask_for_new_password(user, UserNo(99), later(10))
            .await
            .unwrap()
            .unwrap();
        let hold = signed(&store, &two, later(11)).await.unwrap().hold;
        assert_eq!(hold, Some(Hold::ChangePassword));
        store.close().await;
    }
);

on_both!(no_secret_stands_in_the_database, async |bench: &Bench| {
    let store = bench.open().await;
    let user = person(&store, "anna").await;
    let one = ticket(sign_in(&store, "anna", PASSWORD, later(0)).await);
    let factor = store.new_factor(user).await.unwrap().unwrap();
    let reset = store
        .password_ticket(user, UserNo(99), later(1))
        .await
        .unwrap()
        .unwrap();
    store.close().await;
    if let Some(file) = bench.place.file() {
        let bytes = std::fs::read(file).unwrap();
        let holds = |text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        assert!(holds("argon2id") && holds("anna"));
        for secret in [
            PASSWORD,
            one.text(),
            reset.text(),
            &factor.secret,
            "192.0.2.1",
        ] {
            assert!(!holds(secret), "{secret}");
        }
    }
});

/// Not a proof: a name that exists and one that does not, alternately, and medians within a third.
#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_name_takes_as_long_as_a_known_one() {
    let bench = Bench::new(support::On::Sqlite).await;
    let store = bench.open().await;
    person(&store, "anna").await;
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..31 {
        for (which, name) in ["anna", "nobody"].into_iter().enumerate() {
            let client = format!("192.0.2.{round}");
            // Hours apart, so that nobody has to wait.
            let now = later(i64::from(round) * 90_000 * 2);
            let (answer, time) = timed(store.sign_in(name, "forkert", &client, "", now)).await;
            assert!(matches!(answer.unwrap(), SignIn::Refused));
            times[which].push(time);
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    });
    let ratio = known / unknown;
    assert!(
        (0.67..1.5).contains(&ratio),
        "known {known} s, unknown {unknown} s"
    );
    store.close().await;
    bench.end().await;
}
