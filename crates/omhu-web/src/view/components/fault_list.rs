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
    /// A field's name and what is wrong. No name: it is wrong with no field, and no link leads anywhere.
    pub faults: Vec<(String, String)>,
    /// There is a password among the fields: it never comes back.
    pub passwords: bool,
}

impl FaultList {
    /// Whether the form asks for a code and nothing else: the field is empty again.
    fn codes(&self) -> bool {
        let code = |(field, _): &(String, String)| matches!(field.as_str(), "code" | "new_code");
        self.faults.iter().all(code)
    }
}
