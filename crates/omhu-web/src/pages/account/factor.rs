//! Setting up one-time codes.
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
use crate::pages::case::frame::{self, FormPage, fault_list, fault_list_of_passwords, fault_of};
use crate::pages::glass::{missing_proof, proof_fault, proof_fields, prove};
use crate::state::AppState;
use crate::view::components::{Asked, Fact, Facts, Kind, TextField};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/account/factor", get(show).post(submit))
}

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

/// Who has codes already proves who they are before they get others.
async fn needs_proof(desk: &Desk) -> Result<bool, AppError> {
    let account = desk.store().account(desk.user()).await?;
    let has_factor = account.is_some_and(|account| account.has_factor);
    Ok(has_factor && !desk.viewer().is_fresh(desk.now))
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
        if needs_proof(&desk).await?
            && let Err(fault) = prove(&desk, ticket.as_deref(), &sent).await?
        {
            let fault = ("password".to_owned(), missing_proof(t, &desk, fault));
            return Ok(refused(begin(&context, &desk, vec![fault]).await?));
        }
        let made = desk.store().new_factor(desk.user()).await?;
        let made = made.map_err(|_| AppError::NotFound)?;
        let page = confirm(&context, &made.address, &made.secret, Vec::new())?;
        return Ok(Answer(page).into_response());
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
            Ok(Answer(done(&context, codes)?).into_response())
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
    let fields = if needs_proof(desk).await? {
        proof_fields(t, desk, fault_of(&faults, "password")).await?
    } else {
        Vec::new()
    };
    let lead = if desk.signed.hold.is_some() {
        t.get("account-factor-must")
    } else {
        t.get("account-factor-lead")
    };
    let title = t.get("account-factor-title");
    let form = FormPage {
        page: context.page(&title),
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
        after: vec![back(t)],
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
        fields: vec![TextField::new(code).kind(Kind::Code).into()],
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

fn done(context: &Context, codes: Vec<String>) -> Result<String, AppError> {
    let t = context.t;
    let title = t.get("account-factor-done");
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
