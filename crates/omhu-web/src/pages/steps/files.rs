//! The files that were sent with a form.
//!
//! Owns: from what was sent to the answers. Must not know: which files a case takes (casework says so).

use omhu_casework::steps::{FieldError, FieldKind, Step, Values, upload};

use crate::form::Submitted;

/// Puts the files among the answers; gives what is wrong with those that are not taken.
pub(in crate::pages) fn take(
    step: &Step,
    sent: &Submitted,
    values: &mut Values,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for field in step
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::File)
    {
        let Some(file) = sent.file(field.name) else {
            continue;
        };
        match upload::read(&file.name, file.content.clone()) {
            Ok(upload) => {
                values.files.insert(field.name.to_owned(), upload);
            }
            Err(key) => errors.push(FieldError {
                field: field.name.to_owned(),
                key,
            }),
        }
    }
    errors
}
