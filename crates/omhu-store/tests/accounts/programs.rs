//! Tokens of programs.

use std::collections::BTreeSet;

use omhu_casework::access::{Action, AssignmentFault, Label, Relation, Role, Scope, decide};
use omhu_casework::ids::UserNo;
use omhu_store::accounts::{AccountFault, NewToken};

use crate::desk::{days, give, later, person};
use crate::on_both;
use crate::support::{self, Bench};

on_both!(
    a_token_is_one_role_some_scopes_and_an_end,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (robot, by) = (person(&store, "robot").await, UserNo(99));
        let new = NewToken {
            user: robot,
            name: "Deadlines to the calendar".into(),
            role: Role::Controller,
            scopes: BTreeSet::from([Scope::ReadDeadlines]),
            relation: Relation::Oversight,
            networks: vec!["10.1.0.0/16".into()],
            until: days(30).second,
        };
        let without = store.new_token(&new, by, later(0)).await.unwrap();
        assert_eq!(
            without.unwrap_err(),
            AccountFault::Token,
            "the account has no such role"
        );
        let grant = give(&store, robot, Role::Controller, later(0)).await;
        give(&store, robot, Role::Director, later(0)).await;
        for wrong in [
            NewToken {
                scopes: BTreeSet::new(),
                ..new.clone()
            },
            NewToken {
                until: days(367).second,
                ..new.clone()
            },
            NewToken {
                until: later(-1).second,
                ..new.clone()
            },
            NewToken {
                relation: Relation::BreakGlass,
                ..new.clone()
            },
            NewToken {
                networks: vec!["10.1".into()],
                ..new.clone()
            },
            NewToken {
                name: " ".into(),
                ..new.clone()
            },
        ] {
            assert_eq!(
                store
                    .new_token(&wrong, by, later(0))
                    .await
                    .unwrap()
                    .unwrap_err(),
                AccountFault::Token
            );
        }
        let (number, ticket) = store.new_token(&new, by, later(0)).await.unwrap().unwrap();
        let here = Some("10.1.2.3".parse().unwrap());
        // It opens cases: nothing before somebody else has confirmed it, and then once.
        assert_eq!(store.program(&ticket, here, later(1)).await.unwrap(), None);
        assert!(store.token_waits(&ticket, here, later(1)).await.unwrap());
        assert!(!store.token_waits(&ticket, None, later(1)).await.unwrap());
        assert!(store.tokens(None).await.unwrap()[0].waits());
        let confirm = async |who: UserNo| store.confirm_token(number, who, later(1)).await.unwrap();
        let one = AccountFault::Role(AssignmentFault::OnePerson);
        assert_eq!(confirm(by).await, Err(one), "who made it");
        assert_eq!(
            confirm(robot).await,
            Err(AccountFault::ToSelf),
            "whose account it is of"
        );
        let late = store
            .confirm_token(number, UserNo(98), days(31))
            .await
            .unwrap();
        assert_eq!(late, Err(AccountFault::Over));
        assert_eq!(confirm(UserNo(98)).await, Ok(()));
        assert_eq!(confirm(UserNo(97)).await, Err(AccountFault::Over));
        assert!(!store.token_waits(&ticket, here, later(1)).await.unwrap());
        let program = store
            .program(&ticket, here, later(1))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (program.user, program.token, program.viewer.roles.len()),
            (robot, number, 1)
        );
        let case = omhu_casework::access::Subject::new(omhu_casework::ids::CaseNo(1));
        assert!(
            decide(
                &program.viewer,
                Action::See(Label::Deadline),
                Some(&case),
                later(1)
            )
            .is_allowed()
        );
        assert!(
            !decide(
                &program.viewer,
                Action::See(Label::CaseText),
                Some(&case),
                later(1)
            )
            .is_allowed()
        );
        for elsewhere in [None, Some("10.2.0.1".parse().unwrap())] {
            assert_eq!(
                store.program(&ticket, elsewhere, later(1)).await.unwrap(),
                None
            );
        }
        assert!(
            store.session(&ticket, later(1)).await.unwrap().is_none(),
            "a token is no session"
        );
        assert_eq!(store.program(&ticket, here, days(30)).await.unwrap(), None);
        let list = store.tokens(Some(robot)).await.unwrap();
        assert_eq!(
            (&list[0].token, list[0].last_used_on),
            (&new, Some(later(1).today))
        );
        assert_eq!(store.tokens(None).await.unwrap().len(), 1);

        // Without the role the token is nothing; with the account disabled it is dead, and stays so.
        store.end_role(grant, by, later(2)).await.unwrap().unwrap();
        let program = store
            .program(&ticket, here, later(3))
            .await
            .unwrap()
            .unwrap();
        assert!(program.viewer.roles.is_empty());
        store.disable(robot, by, later(4)).await.unwrap().unwrap();
        assert_eq!(store.program(&ticket, here, later(4)).await.unwrap(), None);
        store.wake(robot, by, later(5)).await.unwrap().unwrap();
        assert_eq!(store.program(&ticket, here, later(6)).await.unwrap(), None);
        let gone = store.end_token(number, by, later(7)).await.unwrap();
        assert_eq!(gone, Err(AccountFault::Unknown));
        store.close().await;
    }
);
