//! Sentences in Danish and English, from `locales/{da,en}/*.ftl`.
//!
//! Owns: the choice of language, messages, numbers and dates as people write them. Must not know what a text is used
//! for. A key begins with its file's name (`report-title` is in `report.ftl`); `tests/locales.rs` refuses missing,
//! unused and differently parameterised keys.

mod format;
mod value;

use std::fmt;
use std::str::FromStr;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use omhu_law::vocabulary::Title;
use unic_langid::{LanguageIdentifier, langid};

pub use value::Value;

mod files {
    include!(concat!(env!("OUT_DIR"), "/locales.rs"));
}

/// A language omhu speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Danish.
    #[default]
    Da,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Danish first.
    pub const ALL: [Self; 2] = [Self::Da, Self::En];

    /// The language tag, as in `<html lang>`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::En => "en",
        }
    }

    /// Of two texts, the one in this language.
    #[must_use]
    pub fn pick<'a>(self, da: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Da => da,
            Self::En => en,
        }
    }

    /// A provision, as law files write it in Danish: `§§ 22 og 24`.
    #[must_use]
    pub fn provision(self, written: &str) -> String {
        match self {
            Self::Da => written.to_owned(),
            Self::En => written.replace(" og ", " and ").replace(", jf. ", ", cf. "),
        }
    }

    /// Area and text of each message file of this language.
    #[must_use]
    pub fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Da => files::DA,
            Self::En => files::EN,
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::Da => langid!("da"),
            Self::En => langid!("en"),
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = ();

    fn from_str(tag: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag() == tag)
            .ok_or(())
    }
}

/// The messages of one language, ready to be filled in.
pub struct Texts {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Reads the embedded messages of a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.identifier()]);
        // Isolation marks are invisible characters that end up in files and searches.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Da => |value, _| value::shown(value, Lang::Da),
            Lang::En => |value, _| value::shown(value, Lang::En),
        }));
        for (area, text) in lang.files() {
            // A faulty message is left out here and found by the tests, which parse every file.
            let resource =
                FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, _)| partial);
            let added = bundle.add_resource(resource);
            debug_assert!(added.is_ok(), "{area}.ftl repeats a key: {added:?}");
        }
        Self { lang, bundle }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A title of the law book.
    #[must_use]
    pub fn title<'a>(&self, title: &'a Title) -> &'a str {
        self.lang.pick(&title.da, &title.en)
    }

    /// A message without variables.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with variables. A key that does not exist is shown as `⟦key⟧`, never as nothing.
    #[must_use]
    pub fn with(&self, key: &str, variables: &[(&str, Value<'_>)]) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            debug_assert!(false, "no message {key}");
            return format!("⟦{key}⟧");
        };
        let arguments: FluentArgs<'_> = variables
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(value.clone())))
            .collect();
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&arguments), &mut errors);
        debug_assert!(errors.is_empty(), "{key}: {errors:?}");
        text.into_owned()
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts")
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use omhu_figures::{By, PeriodLabel, Tenths};

    use super::*;

    #[test]
    fn provisions_are_written_in_the_language_of_the_reader() {
        let written = "§§ 22 og 24, jf. § 5";
        assert_eq!(Lang::Da.provision(written), written);
        assert_eq!(Lang::En.provision(written), "§§ 22 and 24, cf. § 5");
    }

    #[test]
    fn days_and_periods_as_people_write_them() {
        let (da, en) = (Texts::new(Lang::Da), Texts::new(Lang::En));
        assert_eq!(
            (da.day("2026-12-03"), en.day("2026-12-03")),
            ("3. december 2026".into(), "3 December 2026".into())
        );
        assert_eq!(
            da.day("2026-12-03T14:05:00+01:00"),
            "3. december 2026 kl. 14.05"
        );
        for odd in ["", "soon", "2026-13-03", "2026-12", "æøåæøåæøå"] {
            assert_eq!(da.day(odd), odd);
        }
        let quarter = PeriodLabel::new(By::Quarter, 2026, 10);
        assert_eq!(
            (da.period(quarter), en.period(quarter)),
            ("4. kvartal 2026".into(), "quarter 4 of 2026".into())
        );
        assert_eq!(da.period(PeriodLabel::new(By::Month, 2026, 5)), "maj 2026");
    }

    #[test]
    fn numbers_and_plurals_follow_the_language() {
        let (da, en) = (Texts::new(Lang::Da), Texts::new(Lang::En));
        assert_eq!(
            (Lang::Da.count(1_234_567), Lang::En.count(1_234_567)),
            ("1.234.567".into(), "1,234,567".into())
        );
        assert_eq!(
            (Lang::Da.count(12), Lang::En.tenths(Tenths(935))),
            ("12".into(), "93.5".into())
        );
        let sentence = |texts: &Texts, all: u64, cases: u64| {
            texts.with(
                "report-missing-whole",
                &[
                    ("all", all.into()),
                    ("cases", cases.into()),
                    ("longest", 9_u64.into()),
                ],
            )
        };
        assert!(sentence(&da, 1, 1).starts_with("1 pligt mangler i 1 sag."));
        assert!(sentence(&da, 1_200, 2).starts_with("1.200 pligter mangler i 2 sager."));
        assert!(sentence(&en, 1, 2).starts_with("1 obligation is missing in 2 cases."));
    }

    #[test]
    fn a_list_of_names_ends_with_and() {
        let da = Texts::new(Lang::Da);
        assert_eq!(da.list(&["Nord", "Syd", "Vest"]), "Nord, Syd og Vest");
        assert_eq!(
            (da.list(&["Nord"]), da.list(&[])),
            ("Nord".into(), String::new())
        );
    }
}
