//! What somebody looked for, as it stands in the address of the answer: sealed, for who sent it.
//!
//! Owns: that seal. Must not know: what is looked for, and where.
//!
//! A name in an address stays in the browser's history and in the logs of whatever lies between. So words are sent as a
//! form, and the answer leads to an address that nobody else can read. Words in an address that somebody wrote are taken
//! too, and sealed in every address that follows.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::desk::Desk;
use crate::http::failure::AppError;

/// The part of an address that holds sealed words.
pub(super) const FIELD: &str = "for";
/// Longer words are nobody's name.
const LONGEST: usize = 200;
/// So many hours an address shows what was found: a working morning. Whoever sits at the same screen later does not
/// search again by going back.
pub(super) const HOURS: u32 = 4;
/// The same in seconds.
const SHOWN_FOR: i64 = HOURS as i64 * 3_600;

/// Words that are looked for.
#[derive(Default)]
pub(super) struct Sought {
    /// The words; empty: none, or those of somebody else.
    pub(super) words: String,
    /// The same under the server's seal; empty: none.
    pub(super) sealed: String,
    /// They were sealed for this user, longer ago than an answer is shown for.
    pub(super) over: bool,
}

impl Sought {
    /// What is looked for at a place: what was sealed there for this user, else what was typed.
    ///
    /// # Errors
    /// The system has no randomness.
    pub(super) fn of(
        desk: &Desk,
        place: &str,
        typed: &str,
        sealed: &str,
    ) -> Result<Sought, AppError> {
        match opened(desk, place, sealed) {
            Some((_, second)) if desk.now.second - second > SHOWN_FOR => {
                return Ok(Sought {
                    over: true,
                    ..Sought::default()
                });
            }
            Some((words, _)) => {
                return Ok(Sought {
                    words,
                    sealed: sealed.to_owned(),
                    over: false,
                });
            }
            None => {}
        }
        let words: String = match sealed {
            "" => typed.trim().chars().take(LONGEST).collect(),
            _ => String::new(),
        };
        if words.is_empty() {
            return Ok(Sought::default());
        }
        let text = format!("{}\n{}\n{words}", heading(desk, place), desk.now.second);
        let sealed = desk.store().seal_carried(text.as_bytes())?;
        let sealed = BASE64_URL_SAFE_NO_PAD.encode(sealed);
        Ok(Sought {
            words,
            sealed,
            over: false,
        })
    }
}

/// What a sealed text begins with, so that no other one is taken for it.
fn heading(desk: &Desk, place: &str) -> String {
    format!("{place} {}", desk.viewer().user.0)
}

/// The words, and the second at which they were sealed.
fn opened(desk: &Desk, place: &str, sealed: &str) -> Option<(String, i64)> {
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let text = desk.store().open_carried(&sealed).ok()?;
    let text = String::from_utf8(text).ok()?;
    let (of, rest) = text.split_once('\n')?;
    let (second, words) = rest.split_once('\n')?;
    let second = second.parse().ok()?;
    (of == heading(desk, place)).then(|| (words.to_owned(), second))
}
