//! The key of a form, so that sending it twice writes once.

use omhu_store::{RequestKey, StoreError};
use sha2::{Digest as _, Sha256};

use crate::desk::Desk;
use crate::form::Submitted;
use crate::pages::windows;

/// What a form of this area sends along, so that sending it twice writes once.
pub fn new_key(desk: &Desk) -> String {
    format!("{}-{}", desk.request, desk.now.second)
}

/// Whether this very sending had its effect already: who sends a form again finds their own doing.
pub async fn was_given(desk: &Desk, key: Option<&RequestKey>) -> Result<bool, StoreError> {
    match key {
        Some(key) => desk.store().was_given(desk.user(), key).await,
        None => Ok(false),
    }
}

/// The name of a request: its hidden field, its route, and a hash of what was sent.
pub fn request_key(sent: &Submitted, route: &str) -> Option<RequestKey> {
    let key = sent.get("key");
    if key.is_empty() || key.len() > 64 {
        return None;
    }
    let mut hash = Sha256::new();
    // The same text is the same from whatever window.
    let typed = |name: &str| name != windows::FIELD;
    for (name, value) in sent.fields().filter(|(name, _)| typed(name)) {
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name.as_bytes());
        hash.update((value.len() as u64).to_le_bytes());
        hash.update(value.as_bytes());
    }
    Some(RequestKey {
        key: key.to_owned(),
        route: route.to_owned(),
        body: hash.finalize().into(),
    })
}
