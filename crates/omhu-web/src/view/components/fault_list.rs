//! The list of faults above a form.

use askama::Template;

use crate::texts::Texts;

/// What must be mended, each with a link to its field. It takes the focus when the page comes, so that it is read first;
/// nothing is said of guilt.
#[derive(Template)]
#[template(path = "view/components/fault_list.html")]
pub struct FaultList {
    /// The texts.
    pub t: Texts,
    /// A field's name and what is wrong.
    pub faults: Vec<(String, String)>,
    /// There is a password among the fields: it never comes back.
    pub passwords: bool,
}
