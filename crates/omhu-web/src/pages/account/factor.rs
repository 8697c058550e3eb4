//! Setting up one-time codes, new recovery codes, and switching codes off.
//!
//! Whoever does any of it says who they are in the same form, however short ago they signed in: at a desk that somebody
//! left for a minute, an app set up would take the account over. Who has codes already gives one of them too.
//!
//! A secret is made when somebody asks for it, and counts from its first code on. It comes back with a form whose code
//! was wrong, in that form only: the server shows it once and keeps it sealed.

use askama::Template;
use axum::Router;
use axum::extract::Extension;
use axum::http::StatusCode;
use axum::response::{Html as Answer, IntoResponse as _, Response};
use axum::routing::get;
use omhu_store::accounts::{AccountFault, Ticket};
use qrcode::{Color, EcLevel, QrCode};

use super::back;
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::redirect;
use crate::pages::case::frame::{self, FormPage, fault_list, fault_list_of_passwords, fault_of};
use crate::pages::glass::{missing_proof, proof_fault, proof_fields, prove};
use crate::state::AppState;
use crate::view::components::{Asked, Fact, Facts, Kind, TextField};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/account/factor", get(show).post(submit))
        .route("/account/factor/codes", get(ask).post(act))
        .route("/account/factor/off", get(ask).post(act))
}

/// Who signs in at the provider has proved it there within so many seconds before the form is sent.
const AT_PROVIDER_SECONDS: i64 = 120;

#[derive(Template)]
#[template(
    source = "<ul>{% for code in codes %}<li><code>{{ code }}</code></li>{% endfor %}</ul>",
    ext = "html"
)]
struct Codes {
    codes: Vec<String>,
}

async fn show(context: Context, desk: Desk) -> Result<Answer<String>, AppError> {
    Ok(Answer(begin(&context, &desk, Vec::new()).await?))
}

/// Whether the form says who sends it; else what is wrong. How fresh the session is counts for nothing here.
async fn proved(
    context: &Context,
    desk: &Desk,
    ticket: Option<&Ticket>,
    sent: &Submitted,
) -> Result<Result<(), Vec<(String, String)>>, AppError> {
    let just = || {
        let at = desk.viewer().reauthenticated_at;
        at.is_some_and(|at| desk.now.second - at < AT_PROVIDER_SECONDS)
    };
    let proved = match prove(desk, ticket, sent).await? {
        Ok(_) if desk.by_provider && !just() => Err(AccountFault::Wrong),
        proved => proved.map(drop),
    };
    Ok(
        proved
            .map_err(|fault| vec![("password".to_owned(), missing_proof(context.t, desk, fault))]),
    )
}

async fn has_factor(desk: &Desk) -> Result<bool, AppError> {
    let account = desk.store().account(desk.user()).await?;
    Ok(account.is_some_and(|account| account.has_factor))
}

async fn submit(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let t = context.t;
    let refused = |page: String| (StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response();
    if sent.get("do") != "confirm" {
        if let Err(faults) = proved(&context, &desk, ticket.as_deref(), &sent).await? {
            return Ok(refused(begin(&context, &desk, faults).await?));
        }
        let made = desk.store().new_factor(desk.user()).await?;
        let made = made.map_err(|_| AppError::NotFound)?;
        let page = confirm(&context, &made.address, &made.secret, Vec::new())?;
        return Ok(Answer(page).into_response());
    }
    // A page that was left open with its key is no proof of who comes to it.
    if !desk.viewer().is_fresh(desk.now) {
        let late = vec![("password".to_owned(), t.get("account-factor-late"))];
        return Ok(refused(begin(&context, &desk, late).await?));
    }
    let confirmed = desk
        .store()
        .confirm_factor(
            desk.user(),
            desk.signed.session,
            sent.get("new_code"),
            desk.now,
        )
        .await?;
    match confirmed {
        Ok(codes) => {
            let codes = codes.0.iter().map(|code| code.to_string()).collect();
            let title = t.get("account-factor-done");
            Ok(Answer(done(&context, title, codes)?).into_response())
        }
        Err(fault) => {
            let text = match fault {
                AccountFault::Wait(_) => proof_fault(t, fault),
                _ => t.get("account-factor-wrong"),
            };
            let faults = vec![("new_code".to_owned(), text)];
            let page = confirm(&context, sent.get("address"), sent.get("secret"), faults)?;
            Ok(refused(page))
        }
    }
}

async fn begin(
    context: &Context,
    desk: &Desk,
    faults: Vec<(String, String)>,
) -> Result<String, AppError> {
    let t = context.t;
    let fields = proof_fields(t, desk, fault_of(&faults, "password")).await?;
    let mut after = Vec::new();
    if has_factor(desk).await? {
        for deed in [Deed::Codes, Deed::Off] {
            if deed.is_open(desk).await? {
                let link = Html::link(deed.path(), &t.get(deed.title()));
                after.push(frame::block(link));
            }
        }
    }
    after.push(back(t));
    let lead = if desk.signed.hold.is_some() {
        t.get("account-factor-must")
    } else {
        t.get("account-factor-lead")
    };
    let title = t.get("account-factor-title");
    let mut page = context.page(&title);
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let form = FormPage {
        page,
        heading: title,
        before: vec![
            frame::paragraph(&lead),
            frame::paragraph(&t.get("account-factor-app")),
        ],
        action: "/account/factor".to_owned(),
        hidden: vec![("do", "begin".to_owned())],
        faults: fault_list_of_passwords(t, faults),
        fields,
        button: t.get("account-factor-begin"),
        below: Vec::new(),
        after,
    };
    Ok(form.render()?)
}

fn confirm(
    context: &Context,
    address: &str,
    secret: &str,
    faults: Vec<(String, String)>,
) -> Result<String, AppError> {
    let t = context.t;
    let title = t.get("account-factor-title");
    let mut page = context.page(&title);
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let code = Asked::new(t, "new_code", t.get("account-factor-code"))
        .hint(t.get("account-factor-code-hint"))
        .error(fault_of(&faults, "new_code"));
    let form = FormPage {
        heading: title,
        before: vec![
            frame::paragraph(&t.get("account-factor-type")),
            square(address, &t.get("account-factor-square")),
            Html::from(Facts {
                rows: vec![
                    Fact::new(t.get("account-factor-secret"), grouped(secret)),
                    Fact::new(t.get("account-factor-address"), address),
                ],
            }),
        ],
        action: "/account/factor".to_owned(),
        hidden: vec![
            ("do", "confirm".to_owned()),
            ("secret", secret.to_owned()),
            ("address", address.to_owned()),
        ],
        faults: fault_list(t, faults),
        fields: vec![TextField::new(code).kind(Kind::AppCode).into()],
        button: t.get("account-factor-button"),
        below: Vec::new(),
        after: vec![back(t)],
        page,
    };
    Ok(form.render()?)
}

/// The address as a square that the app reads with the telephone's camera. Black on white also where the page is dark:
/// not every app reads it the other way round. Nothing where the address is too long for one.
#[derive(Template)]
#[template(
    source = "<p><svg width=\"232\" height=\"232\" viewBox=\"0 0 {{ side }} {{ side }}\" role=\"img\" \
aria-label=\"{{ label }}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{{ side }}v{{ side }}H0z\"/>\
<path fill=\"#000\" d=\"{{ dark }}\"/></svg></p>",
    ext = "html"
)]
struct Square<'s> {
    side: usize,
    label: &'s str,
    dark: String,
}

/// So many fields of white stand around the square, as the standard has it.
const QUIET: usize = 4;

fn square(address: &str, label: &str) -> Html {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else {
        return Html::default();
    };
    let width = code.width();
    let mut dark = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + QUIET, place / width + QUIET);
            dark.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Html::of(&Square {
        side: width + 2 * QUIET,
        label,
        dark,
    })
}

/// Letters in fours: nobody reads thirty-two at once.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups = letters
        .chunks(4)
        .map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

/// What is done with codes that are on.
#[derive(Clone, Copy)]
enum Deed {
    /// New codes for a lost telephone.
    Codes,
    /// No codes any more.
    Off,
}

impl Deed {
    fn of(context: &Context) -> Deed {
        match context.path.split('?').next() {
            Some(path) if path == Deed::Off.path() => Deed::Off,
            _ => Deed::Codes,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Deed::Codes => "/account/factor/codes",
            Deed::Off => "/account/factor/off",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Deed::Codes => "account-factor-codes",
            Deed::Off => "account-factor-off",
        }
    }

    fn lead(self) -> &'static str {
        match self {
            Deed::Codes => "account-factor-codes-lead",
            Deed::Off => "account-factor-off-lead",
        }
    }

    /// Nobody switches off what the municipality wants of all.
    async fn is_open(self, desk: &Desk) -> Result<bool, AppError> {
        Ok(match self {
            Deed::Codes => true,
            Deed::Off => !desk.store().second_factor_required().await?,
        })
    }
}

/// The act that an address names, for whoever has codes.
async fn deed_of(context: &Context, desk: &Desk) -> Result<Deed, AppError> {
    let deed = Deed::of(context);
    match has_factor(desk).await? && deed.is_open(desk).await? {
        true => Ok(deed),
        false => Err(AppError::NotFound),
    }
}

async fn ask(context: Context, desk: Desk) -> Result<Answer<String>, AppError> {
    let deed = deed_of(&context, &desk).await?;
    Ok(Answer(asking(&context, &desk, deed, Vec::new()).await?))
}

async fn act(
    context: Context,
    desk: Desk,
    ticket: Option<Extension<Ticket>>,
    sent: Submitted,
) -> Result<Response, AppError> {
    let deed = deed_of(&context, &desk).await?;
    if let Err(faults) = proved(&context, &desk, ticket.as_deref(), &sent).await? {
        let page = asking(&context, &desk, deed, faults).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Answer(page)).into_response());
    }
    let (store, user, now) = (desk.store(), desk.user(), desk.now);
    match deed {
        Deed::Codes => {
            let made = store.new_recovery_codes(user, now).await?;
            let codes = made.map_err(|_| AppError::NotFound)?;
            let codes = codes.0.iter().map(|code| code.to_string()).collect();
            let title = context.t.get("account-factor-codes-done");
            Ok(Answer(done(&context, title, codes)?).into_response())
        }
        Deed::Off => {
            let session = desk.signed.session;
            let off = store.switch_factor_off(user, session, now).await?;
            off.map_err(|_| AppError::NotFound)?;
            Ok(redirect::see_other("/account?done=codes-off"))
        }
    }
}

async fn asking(
    context: &Context,
    desk: &Desk,
    deed: Deed,
    faults: Vec<(String, String)>,
) -> Result<String, AppError> {
    let t = context.t;
    let title = t.get(deed.title());
    let mut page = context.page(&title);
    if !faults.is_empty() {
        page = page.with_faults();
    }
    let form = FormPage {
        heading: title.clone(),
        before: vec![frame::paragraph(&t.get(deed.lead()))],
        action: deed.path().to_owned(),
        hidden: Vec::new(),
        fields: proof_fields(t, desk, fault_of(&faults, "password")).await?,
        faults: fault_list_of_passwords(t, faults),
        button: title,
        below: Vec::new(),
        after: vec![back(t)],
        page,
    };
    Ok(form.render()?)
}

fn done(context: &Context, title: String, codes: Vec<String>) -> Result<String, AppError> {
    let t = context.t;
    let page = FormPage {
        page: context.page(&title),
        heading: title,
        before: vec![
            frame::paragraph(&t.get("account-factor-recovery")),
            Html::of(&Codes { codes }),
        ],
        action: String::new(),
        hidden: Vec::new(),
        faults: None,
        fields: Vec::new(),
        button: String::new(),
        below: Vec::new(),
        after: vec![frame::block(Html::link("/", &t.get("account-factor-on")))],
    };
    Ok(page.render()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_square_has_its_corners_and_white_around_it() {
        let address = "otpauth://totp/omhu:anna?secret=JBSWY3DPEHPK3PXP&issuer=omhu";
        let html = square(address, "Square").to_string();
        // The upper left corner begins with a dark line of seven, and white on its right and below.
        for x in 4..11 {
            assert!(html.contains(&format!("M{x} 4h1v1h-1z")), "{x}: {html}");
        }
        for light in ["M3 4h", "M4 3h", "M11 4h", "M5 5h"] {
            assert!(!html.contains(light), "{light}");
        }
        // No style that the policy of the pages would refuse.
        assert!(!html.contains("style"));
        assert!(html.contains("role=\"img\" aria-label=\"Square\""));
        let long = square(&"x".repeat(5000), "Square").to_string();
        assert!(long.is_empty());
    }
}
