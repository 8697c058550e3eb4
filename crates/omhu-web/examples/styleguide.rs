//! Serves the styleguide on this machine: `cargo run -p omhu-web --example styleguide [PORT]`. Its clock stands still.

use std::sync::Arc;

use omhu_law::calendar::When;
use omhu_web::{AppState, Settings};

/// 18 November 2026, 10.32 in Copenhagen.
const NOW: i64 = 1_794_994_320;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args()
        .nth(1)
        .and_then(|port| port.parse().ok())
        .unwrap_or(8_420);
    let settings = Settings {
        styleguide: true,
        simulated: true,
        municipality: "Åby Kommune".to_owned(),
        law_edition: "3f2a81c0".to_owned(),
        law_checked_on: Some(omhu_law::calendar::Day::from_civil(2026, 11, 21)),
        ..Settings::new(
            Arc::new(|| When::at(NOW)),
            *b"a secret for the styleguide only",
        )
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, omhu_web::app(AppState::new(settings))).await
}
