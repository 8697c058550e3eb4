//! A status is a shape and a word, never a colour.

use crate::Texts;

/// Shape and word of a status of the contract. An unknown status is shown as it is.
pub(crate) fn status(texts: &Texts, status: &str) -> String {
    let (shape, key) = match status {
        "met" => ("●", "status-met"),
        "late" => ("◐", "status-late"),
        "late_with_preliminary" => ("◑", "status-late-with-preliminary"),
        "overdue" => ("○", "status-overdue"),
        "open" => ("◌", "status-open"),
        "ceased" => ("–", "status-ceased"),
        "not_applicable" => ("–", "status-not-applicable"),
        other => return other.to_owned(),
    };
    format!("{shape} {}", texts.get(key))
}

/// The word of a layer: the statute, or a target a municipality has set itself.
pub(crate) fn layer(texts: &Texts, layer: &str) -> String {
    match layer {
        "statute" => texts.get("status-statute"),
        "local" => texts.get("status-local"),
        other => other.to_owned(),
    }
}
