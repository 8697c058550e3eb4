//! The same form in several windows of one person: whose draft is whose, and that no text takes another's place.
//!
//! Owns: the hidden field that names a window and the drafts that its text was begun with, saving, finding and dropping the
//! drafts of a form, the notice where there are several. Must not know: the fields of a form.

use omhu_law::calendar::When;
use omhu_store::{Draft, DraftFile, DraftName, RequestKey, Store};

use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::http::token;
use crate::pages::steps::Words;
use crate::state::AppState;
use crate::view::components::{Alert, AlertKind, Details, DraftLine};
use crate::view::html::Html;

/// The hidden field.
pub(super) const FIELD: &str = "draft_window";
/// The header of an answer to the script: there is other text in the same form.
pub(super) const OTHERS: &str = "omhu-other-draft";
/// A longer cell comes from no page of ours.
const MOST_CELL: usize = 4_000;

/// A form in one window.
#[derive(Clone, Debug)]
pub(super) struct Window {
    form: DraftName,
    id: String,
    /// The drafts, with their versions, whose text stands in this form or was put aside for it.
    builds_on: Vec<(String, i64)>,
}

/// What somebody asks for who opens a form.
#[derive(serde::Deserialize, Default)]
pub(super) struct Wanted {
    /// Without any draft.
    #[serde(default)]
    pub fresh: bool,
    /// With the draft of this window; empty: the newest.
    #[serde(default)]
    pub draft: String,
    /// The other drafts are put aside.
    #[serde(default)]
    pub only: bool,
}

/// A form that is opened.
pub(super) struct Opened {
    /// Its window.
    pub window: Window,
    /// The text it begins with.
    pub draft: Option<Draft>,
    id: String,
    others: Vec<(String, Draft)>,
}

/// One window's newest draft.
struct Head {
    id: String,
    draft: Draft,
    builds_on: Vec<(String, i64)>,
}

fn plain(id: &str) -> bool {
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    id.len() <= 40 && id.bytes().all(fine)
}

/// `id`, or `id:other.5,another.2`.
fn read(cell: &str) -> (String, Vec<(String, i64)>) {
    if cell.len() > MOST_CELL {
        return Default::default();
    }
    let (id, on) = cell.split_once(':').unwrap_or((cell, ""));
    if !plain(id) {
        return Default::default();
    }
    let on = on.split(',').filter_map(|each| {
        let (id, version) = each.rsplit_once('.')?;
        plain(id).then_some((id.to_owned(), version.parse().ok()?))
    });
    (id.to_owned(), on.collect())
}

async fn heads(desk: &Desk, form: &DraftName) -> Result<Vec<Head>, AppError> {
    let windows = desk.store().draft_windows(form).await?;
    let head = |(id, draft): (String, Draft)| {
        let sent = Submitted::parse(draft.fields.as_bytes());
        let (_, builds_on) = read(sent.get(FIELD));
        Head {
            id,
            draft,
            builds_on,
        }
    };
    Ok(windows.into_iter().map(head).collect())
}

/// Whether a draft's text went on in another window: nothing was written in its own since.
fn is_taken_up(head: &Head, heads: &[Head], more: &[(String, i64)]) -> bool {
    let on = heads.iter().filter(|other| other.id != head.id);
    let on = on.flat_map(|other| &other.builds_on);
    on.chain(more)
        .any(|(id, version)| *id == head.id && *version == head.draft.version)
}

/// Whether a draft is that of a window, or its text went on from there.
fn goes_on_from(head: &Head, window: &str, heads: &[Head]) -> bool {
    let mut seen: Vec<&str> = Vec::new();
    let mut next = vec![head.id.as_str()];
    while let Some(id) = next.pop() {
        if id == window {
            return true;
        }
        if !seen.contains(&id) {
            seen.push(id);
            let of = heads.iter().find(|other| other.id == id);
            next.extend(
                of.into_iter()
                    .flat_map(|it| &it.builds_on)
                    .map(|(id, _)| id.as_str()),
            );
        }
    }
    false
}

impl Window {
    /// The window that a form was sent from.
    pub fn of(form: DraftName, sent: &Submitted) -> Window {
        Window::named(form, sent.get(FIELD))
    }

    /// The window that a hidden field names.
    pub fn named(form: DraftName, cell: &str) -> Window {
        let (id, builds_on) = read(cell);
        Window {
            form,
            id,
            builds_on,
        }
    }

    /// What the hidden field holds.
    pub fn cell(&self) -> String {
        let on = self.builds_on.iter();
        let on: Vec<String> = on.map(|(id, version)| format!("{id}.{version}")).collect();
        match on.is_empty() {
            true => self.id.clone(),
            false => format!("{}:{}", self.id, on.join(",")),
        }
    }

    /// The window's name.
    pub fn id(&self) -> &str {
        &self.id
    }

    fn own(&self) -> DraftName {
        self.form.in_window(&self.id)
    }

    /// Saves what was typed; gives whether there is other text in the same form. `given` is how the same text would be
    /// given.
    pub async fn save(
        &self,
        desk: &Desk,
        fields: &str,
        given: Option<&RequestKey>,
    ) -> Result<bool, AppError> {
        let second = desk.now.second;
        if !self.keep(desk.store(), fields, given, second).await? {
            return Ok(false);
        }
        let heads = heads(desk, &self.form).await?;
        Ok(heads
            .iter()
            .any(|head| head.id != self.id && !is_taken_up(head, &heads, &self.builds_on)))
    }

    /// Puts what was typed on disk; gives whether it is a draft.
    pub async fn keep(
        &self,
        store: &Store,
        fields: &str,
        given: Option<&RequestKey>,
        second: i64,
    ) -> Result<bool, AppError> {
        let own = self.own();
        store.save_draft(&own, fields, second).await?;
        // A browser saves as it leaves the page: what was given a moment before is no draft any more. Asked after saving,
        // so that it does not matter which of the two comes first.
        if let Some(given) = given
            && store.was_given(own.user, given).await?
        {
            store.drop_draft(&own).await?;
            return Ok(false);
        }
        Ok(true)
    }

    /// This window and those whose text went on in it, nearest first.
    fn lineage(&self, heads: &[Head], only_taken_up: bool) -> Vec<String> {
        let mut found = vec![self.id.clone()];
        let mut next: Vec<&(String, i64)> = self.builds_on.iter().collect();
        let own = heads.iter().filter(|head| head.id == self.id);
        next.extend(own.flat_map(|head| &head.builds_on));
        while let Some((id, version)) = next.pop() {
            let head = heads.iter().find(|head| head.id == *id);
            let stands = head.is_some_and(|head| head.draft.version == *version);
            if found.contains(id) || (only_taken_up && !stands) {
                continue;
            }
            found.push(id.clone());
            next.extend(head.into_iter().flat_map(|head| &head.builds_on));
        }
        found
    }

    /// Drops this draft and those that it was begun with: it was given. What somebody wrote in another window stays.
    pub async fn drop(&self, desk: &Desk) -> Result<(), AppError> {
        let heads = heads(desk, &self.form).await?;
        for id in self.lineage(&heads, true) {
            desk.store().drop_draft(&self.form.in_window(&id)).await?;
        }
        Ok(())
    }

    /// A file that is kept with this form, or with the draft that it was begun with.
    pub async fn file(&self, desk: &Desk, field: &str) -> Result<Option<DraftFile>, AppError> {
        let heads = heads(desk, &self.form).await?;
        for id in self.lineage(&heads, false) {
            let name = self.form.in_window(&id);
            if let Some(file) = desk.store().draft_file(&name, field).await? {
                return Ok(Some(file));
            }
        }
        Ok(None)
    }

    /// Keeps a file with this form; gives whether there was room.
    pub async fn keep_file(
        &self,
        desk: &Desk,
        field: &str,
        file: &DraftFile,
    ) -> Result<bool, AppError> {
        let (store, second) = (desk.store(), desk.now.second);
        Ok(store
            .keep_draft_file(&self.own(), field, file, second)
            .await?)
    }

    /// Forgets a file.
    pub async fn drop_file(&self, desk: &Desk, field: &str) -> Result<(), AppError> {
        Ok(desk.store().drop_draft_file(&self.own(), field).await?)
    }
}

/// Opens a form in a new window, with the draft that it goes on with.
pub(super) async fn open(
    state: &AppState,
    desk: &Desk,
    form: DraftName,
    wanted: &Wanted,
) -> Result<Opened, AppError> {
    let heads = heads(desk, &form).await?;
    let mut standing: Vec<&Head> = heads.iter().collect();
    standing.retain(|head| !is_taken_up(head, &heads, &[]));
    let chosen = match wanted.draft.as_str() {
        _ if wanted.fresh => None,
        // A window that is loaded again goes on with its own text, and never with that of another.
        "" => standing.first().copied(),
        own => standing
            .iter()
            .copied()
            .find(|head| goes_on_from(head, own, &heads)),
    };
    let apart = |head: &&&Head| chosen.is_none_or(|chosen| chosen.id != head.id);
    let aside = wanted.fresh || wanted.only;
    let of = |head: &Head| (head.id.clone(), head.draft.version);
    let mut builds_on: Vec<(String, i64)> = chosen.map(of).into_iter().collect();
    let mut others = Vec::new();
    for head in standing.iter().filter(apart) {
        match aside {
            true => builds_on.push(of(head)),
            false => others.push((head.id.clone(), head.draft.clone())),
        }
    }
    Ok(Opened {
        window: Window {
            form,
            id: format!("{}-{}", desk.now.second, token::reference(state)),
            builds_on,
        },
        draft: chosen.map(|head| head.draft.clone()),
        id: chosen.map_or_else(String::new, |head| head.id.clone()),
        others,
    })
}

impl Opened {
    /// That a draft was put in, and the other texts, for a form at `address`; `hidden` are the fields that nobody typed.
    pub fn notice(&self, context: &Context, desk: &Desk, address: &str, hidden: &[&str]) -> Html {
        let t = context.t;
        let words = Words {
            t,
            book: desk.store().book(),
        };
        let when = |second: i64| words.when(When::at(second));
        let asked = |more: &str| match address.contains('?') {
            true => format!("{address}&{more}"),
            false => format!("{address}?{more}"),
        };
        let mut parts = Vec::new();
        if let Some(draft) = &self.draft {
            let text = t.with("stepform-draft", &[("when", when(draft.saved_at).into())]);
            let fresh = asked("fresh=true");
            let fresh = Html::link(&fresh, &t.get("stepform-draft-fresh"));
            parts.push(Html::from(Alert {
                t,
                kind: AlertKind::Info,
                heading: t.get("stepform-draft-heading"),
                body: Html::all([Html::text(&format!("{text} ")), fresh]),
            }));
        }
        if !self.others.is_empty() {
            let here = self.draft.as_ref();
            let here = here.map_or_else(Vec::new, |draft| typed(draft, hidden));
            let mut said = vec![Html::text(&t.get("form-draft-others-more"))];
            for (id, other) in &self.others {
                let lines = typed(other, hidden);
                let mut lines: Vec<&str> = lines
                    .iter()
                    .filter(|line| !here.contains(line))
                    .map(String::as_str)
                    .collect();
                lines.dedup();
                let same = t.get("form-draft-other-same");
                if lines.is_empty() {
                    lines.push(&same);
                }
                let summary = t.with("form-draft-other", &[("when", when(other.saved_at).into())]);
                said.push(Html::from(Details {
                    summary,
                    body: crate::pages::case::paragraphs(&lines.join("\n\n")),
                    open: true,
                }));
                let instead = asked(&format!("draft={id}"));
                said.push(Html::link(&instead, &t.get("form-draft-instead")));
                said.push(Html::text(" · "));
            }
            let only = match self.id.as_str() {
                "" => asked("fresh=true"),
                id => asked(&format!("draft={id}&only=true")),
            };
            said.push(Html::link(&only, &t.get("form-draft-only")));
            parts.push(Html::from(Alert {
                t,
                kind: AlertKind::Warning,
                heading: t.get("form-draft-others"),
                body: Html::all(said),
            }));
        }
        Html::all(parts)
    }

    /// The name under which the window is loaded again: of the draft that stands in it, else its own.
    pub fn name(&self) -> String {
        match self.draft {
            Some(_) => self.id.clone(),
            None => self.window.id.clone(),
        }
    }

    /// The line of the draft: saved then, or nothing yet.
    pub fn saved(&self, context: &Context) -> Option<String> {
        let draft = self.draft.as_ref()?;
        Some(context.t.clock(When::at(draft.saved_at)))
    }
}

/// The line of drafts of a form at `address`; `window` is its name in the address, empty where it came back from sending.
pub(super) fn line(
    context: &Context,
    href: String,
    address: &str,
    window: &str,
    saved: Option<&String>,
) -> DraftLine {
    let line = DraftLine::new(context.t, href).form(address).window(window);
    match saved {
        Some(clock) => line.saved_at(clock),
        None => line,
    }
}

/// What somebody typed, without the words of the code that choices send.
fn typed(draft: &Draft, hidden: &[&str]) -> Vec<String> {
    let sent = Submitted::parse(draft.fields.as_bytes());
    let code = |text: &str| {
        let fine = |byte: u8| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_+.".contains(&byte)
        };
        text.bytes().all(fine)
    };
    let fields = sent.fields().filter(|(name, text)| {
        *name != FIELD && !hidden.contains(name) && !text.trim().is_empty() && !code(text)
    });
    fields.map(|(_, text)| text.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_window_names_itself_and_what_it_was_begun_with() {
        let on = vec![("b".to_owned(), 5), (String::new(), 2)];
        assert_eq!(read("a-1:b.5,.2"), ("a-1".to_owned(), on));
        assert_eq!(read("a-1"), ("a-1".to_owned(), Vec::new()));
        assert_eq!(read(""), Default::default());
        assert_eq!(read("a b"), Default::default(), "no name of ours");
        assert_eq!(read("a:b.x,c d.1"), ("a".to_owned(), Vec::new()));
    }
}
