//! Fields that are typed into.

use askama::Template;

use super::Asked;

/// What is typed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A few words.
    #[default]
    Text,
    /// A day, as [`crate::form::day::parse`] reads it.
    Day,
    /// A clock time, as [`crate::form::time::parse`] reads it.
    Time,
    /// A whole number.
    Number,
    /// A CPR number or another number that is no amount.
    Digits,
    /// Words to search for.
    Search,
    /// The name of an account; a password manager fills it in.
    Account,
    /// A password: not shown, pasting allowed.
    Password,
    /// A password that is chosen now: a password manager offers one.
    NewPassword,
    /// A one-time code, or a recovery code in its place: that one has letters.
    Code,
    /// A code of an app, which is digits and nothing else.
    AppCode,
}

/// A field of one line. With `suggestions` it is also a list to choose from: typing two letters is enough.
#[derive(Template)]
#[template(path = "view/components/field.html")]
pub struct TextField {
    /// The question.
    pub asked: Asked,
    /// What stands in it: always what was typed, never a corrected form.
    pub value: String,
    /// What is typed.
    pub kind: Kind,
    /// A unit behind the field; may be empty.
    pub unit: String,
    /// What can be chosen, though other words are taken as well.
    pub suggestions: Vec<String>,
}

impl TextField {
    /// An empty field for a few words.
    #[must_use]
    pub fn new(asked: Asked) -> Self {
        Self {
            asked,
            value: String::new(),
            kind: Kind::Text,
            unit: String::new(),
            suggestions: Vec::new(),
        }
    }

    /// A field for a day; without a hint of its own it shows how a day is typed.
    #[must_use]
    pub fn day(asked: Asked) -> Self {
        let hint = asked.t.get("form-day-hint");
        Self {
            kind: Kind::Day,
            ..Self::new(if asked.hint.is_empty() {
                asked.hint(hint)
            } else {
                asked
            })
        }
    }

    /// A field for a clock time.
    #[must_use]
    pub fn time(asked: Asked) -> Self {
        let hint = asked.t.get("form-time-hint");
        Self {
            kind: Kind::Time,
            ..Self::new(if asked.hint.is_empty() {
                asked.hint(hint)
            } else {
                asked
            })
        }
    }

    /// With what was typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// For something else than words.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// With a unit behind it.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// With a list to choose from.
    #[must_use]
    pub fn suggestions(mut self, suggestions: Vec<String>) -> Self {
        self.suggestions = suggestions;
        self
    }

    fn class(&self) -> &'static str {
        match self.kind {
            Kind::Text | Kind::Search | Kind::Account | Kind::Password | Kind::NewPassword => {
                "form-input"
            }
            Kind::Day | Kind::Digits | Kind::Code | Kind::AppCode => "form-input field-day",
            Kind::Time | Kind::Number => "form-input field-short",
        }
    }

    fn mode(&self) -> &'static str {
        match self.kind {
            Kind::Number | Kind::Digits | Kind::AppCode => "numeric",
            Kind::Search => "search",
            // Days and times have dots and recovery codes letters, which the numeric keys of a telephone lack.
            Kind::Text
            | Kind::Day
            | Kind::Time
            | Kind::Account
            | Kind::Password
            | Kind::NewPassword
            | Kind::Code => "text",
        }
    }

    fn input(&self) -> &'static str {
        match self.kind {
            Kind::Password | Kind::NewPassword => "password",
            _ => "text",
        }
    }

    fn autocomplete(&self) -> &'static str {
        match self.kind {
            Kind::Account => "username",
            Kind::Password => "current-password",
            Kind::NewPassword => "new-password",
            Kind::Code | Kind::AppCode => "one-time-code",
            _ => "off",
        }
    }
}

/// A field of several lines.
#[derive(Template)]
#[template(path = "view/components/text_area.html")]
pub struct TextArea {
    /// The question.
    pub asked: Asked,
    /// What stands in it.
    pub value: String,
    /// Its height in lines.
    pub rows: u8,
}

impl TextArea {
    /// An empty field.
    #[must_use]
    pub fn new(asked: Asked, rows: u8) -> Self {
        Self {
            asked,
            value: String::new(),
            rows,
        }
    }

    /// With what was typed.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }
}

/// A field for a file. A browser never fills it in again, so a file that was sent before is kept here: the form must be sent as
/// parts.
#[derive(Template)]
#[template(path = "view/components/file_field.html")]
pub struct FileField {
    /// The question.
    pub asked: Asked,
    /// The file that was sent before.
    pub kept: Option<KeptFile>,
}

/// A file that is kept for a form that came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptFile {
    /// Its name.
    pub name: String,
    /// How large it is, in bytes.
    pub bytes: usize,
    /// What it is named by when the form is sent again.
    pub hash: String,
    /// The hidden field that names it.
    pub by: String,
    /// The box by which it is let go.
    pub drop: String,
}

impl FileField {
    /// Which file is kept, in words.
    fn said(&self, kept: &KeptFile) -> String {
        let size = (kept.bytes as u64).div_ceil(1000).into();
        let named = [("name", kept.name.clone().into()), ("size", size)];
        self.asked.t.with("parts-file-kept", &named)
    }

    /// The ids of all that is said of the field.
    fn described(&self) -> String {
        let kept = self.kept.as_ref();
        let kept = kept.map(|_| format!("{}-kept", self.asked.id()));
        let all = [Some(self.asked.described()), kept];
        let all: Vec<String> = all
            .into_iter()
            .flatten()
            .filter(|id| !id.is_empty())
            .collect();
        all.join(" ")
    }

    fn offered(&self) -> &'static str {
        omhu_casework::steps::upload::OFFERED
    }
}
