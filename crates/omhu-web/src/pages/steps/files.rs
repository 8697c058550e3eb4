//! The files that were sent with a form, and those that are kept here while the form comes back.
//!
//! Owns: from what was sent to the answers; which file is kept, and when it is let go. Must not know: which files a case takes
//! (casework says so), how a file is kept.
//!
//! A browser never fills in a field for a file again. So a file that was sent with a faulty form is kept with the draft of that
//! form, and the form that comes back names it by its hash: another one that was kept meanwhile is not taken for it.

use omhu_casework::steps::{Field, FieldError, FieldKind, Step, Upload, Values, upload};
use omhu_store::DraftFile;

use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::pages::windows::Window;

/// What stands before a field's name where a file is kept for it: the file's hash.
pub(crate) const KEPT: &str = "kept.";
/// The same where the kept file is not wanted any more.
pub(crate) const DROP: &str = "drop.";

fn fields(step: &Step) -> impl Iterator<Item = &Field> {
    let fields = step.fields.iter();
    fields.filter(|field| field.kind == FieldKind::File)
}

fn is_dropped(sent: &Submitted, field: &str) -> bool {
    sent.get(&format!("{DROP}{field}")) == "yes"
}

/// Puts the files among the answers, those that were sent and those that are kept; gives what is wrong with those that are not
/// taken.
pub(in crate::pages) async fn take(
    desk: &Desk,
    draft: &Window,
    step: &Step,
    sent: &Submitted,
    values: &mut Values,
) -> Result<Vec<FieldError>, AppError> {
    let mut errors = Vec::new();
    for field in fields(step) {
        let error = |key| FieldError {
            field: field.name.to_owned(),
            key,
        };
        let wanted = sent.get(&format!("{KEPT}{}", field.name));
        if let Some(file) = sent.file(field.name) {
            match upload::read(&file.name, file.content.clone()) {
                Ok(upload) => {
                    values.files.insert(field.name.to_owned(), upload);
                }
                Err(key) => errors.push(error(key)),
            }
        } else if !wanted.is_empty() && !is_dropped(sent, field.name) {
            let kept = draft.file(desk, field.name).await?;
            match kept.filter(|kept| kept.sha256 == wanted) {
                Some(kept) => {
                    values.files.insert(field.name.to_owned(), of(kept));
                }
                None => errors.push(error(upload::GONE)),
            }
        }
    }
    Ok(errors)
}

fn of(kept: DraftFile) -> Upload {
    Upload {
        name: kept.name,
        media: kept.media,
        sha256: kept.sha256,
        content: kept.content,
    }
}

/// Keeps the files of a form that comes back, with what was typed as its draft; forgets those that are not wanted. What cannot
/// be kept is taken out of the answers, so that no page says that it is kept.
pub(in crate::pages) async fn keep(
    desk: &Desk,
    draft: &Window,
    step: &Step,
    sent: &Submitted,
    values: &mut Values,
) -> Result<(), AppError> {
    let mut kept = false;
    for field in fields(step) {
        let name = field.name;
        let known = sent.get(&format!("{KEPT}{name}"));
        let Some(upload) = values.files.get(name) else {
            if is_dropped(sent, name) {
                draft.drop_file(desk, name).await?;
            }
            continue;
        };
        // It is there already.
        if upload.sha256 == known && sent.file(name).is_none() {
            continue;
        }
        let file = DraftFile {
            name: upload.name.clone(),
            media: upload.media.clone(),
            sha256: upload.sha256.clone(),
            content: upload.content.clone(),
        };
        if draft.keep_file(desk, name, &file).await? {
            kept = true;
        } else {
            values.files.remove(name);
        }
    }
    if kept {
        // A file without the words that it came with would turn up in a form about something else.
        let typed: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(sent.fields())
            .finish();
        // The form came back: it was not given.
        draft.save(desk, &typed, None).await?;
    }
    Ok(())
}

/// The files that are kept with a draft which is shown again, among its answers.
pub(in crate::pages) async fn with_draft(
    desk: &Desk,
    draft: &Window,
    step: &Step,
    saved: &Submitted,
    values: &mut Values,
) -> Result<(), AppError> {
    for field in fields(step) {
        if is_dropped(saved, field.name) {
            continue;
        }
        if let Some(kept) = draft.file(desk, field.name).await? {
            values.files.insert(field.name.to_owned(), of(kept));
        }
    }
    Ok(())
}
