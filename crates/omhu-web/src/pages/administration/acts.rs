//! What is done to an account in one step: disable, let in again, a new link, end sessions, take the
//! second factor or the provider away.
//!
//! Owns: these acts, each with a page that says what follows before it is done. Must not know: how it is done.

use axum::Router;
use axum::extract::{Extension, Path};
use axum::http::HeaderMap;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_casework::access::{Action, AssignmentFault, Standing};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::Day;
use omhu_store::accounts::{Account, AccountFault, Ticket};

use super::gate::{self, Form};
use super::{account_of, fault_text, href, last_word, making};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::paragraph;
use crate::pages::sheet::{Faults, fault};
use crate::state::AppState;
use crate::texts::Texts;

/// One administrator makes a link and takes the second factor of the same account away so far apart, or never.
const APART_SECONDS: i64 = 7 * 86_400;
/// So many of the newest changes are gone through for it: more than a week brings.
const MOST_CHANGES: u32 = 2_000;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/administration/accounts/{user}/link",
            get(show).post(submit),
        )
        .route(
            "/administration/accounts/{user}/new-password",
            get(show).post(submit),
        )
        .route(
            "/administration/accounts/{user}/factor",
            get(show).post(submit),
        )
        .route(
            "/administration/accounts/{user}/sessions",
            get(show).post(submit),
        )
        .route(
            "/administration/accounts/{user}/disable",
            get(show).post(submit),
        )
        .route(
            "/administration/accounts/{user}/unlink",
            get(show).post(submit),
        )
        .route(
            "/administration/accounts/{user}/wake",
            get(show).post(submit),
        )
}

/// What is done in one step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deed {
    /// A link to choose a password: an invitation, or a reset.
    Link,
    /// The password is to be changed at the next page.
    NewPassword,
    /// The second factor is taken away.
    Factor,
    /// All sessions end.
    Sessions,
    /// The provider does not sign them in any more.
    Unlink,
    /// Nobody can use the account any more.
    Disable,
    /// It can be used again.
    Wake,
}

impl Deed {
    pub(super) const ALL: [Deed; 7] = [
        Deed::Link,
        Deed::NewPassword,
        Deed::Factor,
        Deed::Sessions,
        Deed::Unlink,
        Deed::Disable,
        Deed::Wake,
    ];

    /// The end of its address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Deed::Link => "link",
            Deed::NewPassword => "new-password",
            Deed::Factor => "factor",
            Deed::Sessions => "sessions",
            Deed::Unlink => "unlink",
            Deed::Disable => "disable",
            Deed::Wake => "wake",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Deed> {
        Deed::ALL.into_iter().find(|deed| deed.word() == word)
    }

    /// Whether there is anything to do.
    pub(super) fn fits(self, account: &Account, today: Day) -> bool {
        let open = account.disabled_at.is_none();
        match self {
            Deed::Link | Deed::Sessions => open,
            Deed::NewPassword => open && account.has_password && !account.must_change,
            Deed::Factor => open && account.has_factor,
            Deed::Unlink => account.provider.is_some(),
            Deed::Disable => open,
            // Also one that nobody has used for long: it was never disabled.
            Deed::Wake => account.standing(today) != Standing::Active,
        }
    }

    pub(super) fn title(self, t: Texts) -> String {
        t.get(match self {
            Deed::Link => "administration-link",
            Deed::NewPassword => "administration-new-password",
            Deed::Factor => "administration-reset-factor",
            Deed::Sessions => "administration-end-sessions",
            Deed::Unlink => "administration-unlink",
            Deed::Disable => "administration-disable",
            Deed::Wake => "administration-wake",
        })
    }

    fn lead(self, t: Texts) -> String {
        t.get(match self {
            Deed::Link => "administration-link-lead",
            Deed::NewPassword => "administration-new-password-lead",
            Deed::Factor => "administration-reset-factor-lead",
            Deed::Sessions => "administration-end-sessions-lead",
            Deed::Unlink => "administration-unlink-lead",
            Deed::Disable => "administration-disable-lead",
            Deed::Wake => "administration-wake-lead",
        })
    }

    /// What is said when it is done.
    pub(super) fn done(self, t: Texts) -> String {
        t.get(match self {
            Deed::Link => "administration-link-done",
            Deed::NewPassword => "administration-new-password-done",
            Deed::Factor => "administration-reset-factor-done",
            Deed::Sessions => "administration-end-sessions-done",
            Deed::Unlink => "administration-unlink-done",
            Deed::Disable => "administration-disable-done",
            Deed::Wake => "administration-wake-done",
        })
    }
}

/// The act that an address names.
fn deed_of(context: &Context) -> Result<Deed, AppError> {
    Deed::parse(last_word(context)).ok_or(AppError::NotFound)
}

async fn show(
    context: Context,
    desk: Desk,
    Path(user): Path<String>,
) -> Result<Response, AppError> {
    if let Some(proof) = gate::enter(&context, &desk, Action::ManageUsers).await? {
        return Ok(proof);
    }
    let deed = deed_of(&context)?;
    let account = account_of(&desk, &user).await?;
    form(&context, deed, &account, Vec::new())
        .answer(&context, &desk)
        .await
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    headers: HeaderMap,
    Path(user): Path<String>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let deed = deed_of(&context)?;
    let passed = gate::pass(&context, &desk, ticket, &sent, Action::ManageUsers).await?;
    let account = account_of(&desk, &user).await?;
    let desk = match passed {
        Ok(desk) => desk,
        Err(faults) => {
            return form(&context, deed, &account, faults)
                .answer(&context, &desk)
                .await;
        }
    };
    let refused = match done(&desk, deed, &account).await? {
        Ok(Some(ticket)) => {
            let page = making::link_page(&context, &desk, &headers, &account, &ticket)?;
            return Ok(Answer(page).into_response());
        }
        Ok(None) => {
            let to = format!("{}?done={}", href(account.user), deed.word());
            return Ok(redirect::see_other(&to));
        }
        Err(refused) => refused,
    };
    let sentence = match refused {
        AccountFault::Role(AssignmentFault::OnePerson) => t.get("administration-fault-takes-two"),
        refused => fault_text(t, refused),
    };
    let faults = fault("", sentence);
    form(&context, deed, &account, faults)
        .answer(&context, &desk)
        .await
}

/// Whether the viewer would now have made the link and have taken the second factor away too: whoever can do both can be
/// the other person, so it takes two.
async fn takes_over(desk: &Desk, deed: Deed, user: UserNo) -> Result<bool, AppError> {
    let other = match deed {
        Deed::Link => "factor_removed",
        Deed::Factor => "password_ticket_made",
        Deed::NewPassword | Deed::Sessions | Deed::Unlink | Deed::Disable | Deed::Wake => {
            return Ok(false);
        }
    };
    let since = desk.now.second - APART_SECONDS;
    let changes = desk.store().changes_about(user, MOST_CHANGES).await?;
    Ok(changes
        .iter()
        .any(|change| change.what == other && change.by == desk.user() && change.second > since))
}

/// Does it; the ticket where it made one. Nobody does any of it to themselves: the own account page is for that.
async fn done(
    desk: &Desk,
    deed: Deed,
    account: &Account,
) -> Result<Result<Option<Ticket>, AccountFault>, AppError> {
    let (store, user, by, now) = (desk.store(), account.user, desk.user(), desk.now);
    if user == by {
        return Ok(Err(AccountFault::ToSelf));
    }
    if !deed.fits(account, now.today) {
        return Ok(Err(AccountFault::Over));
    }
    if takes_over(desk, deed, user).await? {
        return Ok(Err(AccountFault::Role(AssignmentFault::OnePerson)));
    }
    Ok(match deed {
        Deed::Link => store.password_ticket(user, by, now).await?.map(Some),
        Deed::NewPassword => {
            let asked = store.ask_for_new_password(user, by, now).await?;
            asked.map(|()| None)
        }
        Deed::Factor => store.remove_factor(user, by, now).await?.map(|()| None),
        Deed::Sessions => {
            store.end_sessions(user, None, by, now).await?;
            Ok(None)
        }
        Deed::Unlink => store.unlink_subject(user, by, now).await?.map(|()| None),
        Deed::Disable => store.disable(user, by, now).await?.map(|()| None),
        Deed::Wake => store.wake(user, by, now).await?.map(|()| None),
    })
}

fn form(context: &Context, deed: Deed, account: &Account, faults: Faults) -> Form {
    let t = context.t;
    let title = deed.title(t);
    Form {
        lead: vec![
            paragraph(&t.with(
                "administration-about",
                &[
                    ("name", account.name.as_str().into()),
                    ("sign_in", account.sign_in.as_str().into()),
                ],
            )),
            paragraph(&deed.lead(t)),
        ],
        action: format!("{}/{}", href(account.user), deed.word()),
        fields: Vec::new(),
        button: title.clone(),
        back: (href(account.user), t.get("administration-back-account")),
        title,
        faults,
    }
}
