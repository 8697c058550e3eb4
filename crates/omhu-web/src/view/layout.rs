//! The frame of every page: header, navigation, search, language, person, footer.
//!
//! Owns: [`Page`], which each page's template holds as `page`, and the places of the navigation. Must not know: what
//! stands in the frame. `base.html` beside this file is its template.

use askama::Template;
use askama::filters::HtmlSafe;
use omhu_report::Lang;

use crate::assets;
use crate::context::{Context, Person};
use crate::http::token;
use crate::texts::Texts;

/// A place of the navigation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Place {
    /// My day.
    Today,
    /// Cases.
    Cases,
    /// The team and its board.
    Team,
    /// A new notification of concern.
    Notification,
    /// Key figures.
    Figures,
    /// Who looked at what, and whether there was a reason.
    Oversight,
    /// People, roles, rhythms, letters.
    Administration,
}

impl Place {
    /// All, in the order of the navigation.
    pub const ALL: [Self; 7] = [
        Self::Today,
        Self::Cases,
        Self::Team,
        Self::Notification,
        Self::Figures,
        Self::Oversight,
        Self::Administration,
    ];

    /// Its address.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Today => "/",
            Self::Cases => "/cases",
            Self::Team => "/team",
            Self::Notification => "/notifications/new",
            Self::Figures => "/figures",
            Self::Oversight => "/oversight",
            Self::Administration => "/administration",
        }
    }

    /// Its word.
    #[must_use]
    pub fn word(self, t: Texts) -> String {
        t.get(match self {
            Self::Today => "frame-today",
            Self::Cases => "frame-cases",
            Self::Team => "frame-team",
            Self::Notification => "frame-notification",
            Self::Figures => "frame-figures",
            Self::Oversight => "frame-oversight",
            Self::Administration => "frame-administration",
        })
    }
}

/// A link of the navigation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Where to.
    pub href: &'static str,
    /// The word.
    pub word: String,
    /// Whether the page is in this place.
    pub current: bool,
}

/// A hidden field.
#[derive(Template)]
#[template(
    source = "<input type=\"hidden\" name=\"{{ field }}\" value=\"{{ value }}\">",
    ext = "html"
)]
pub struct Token<'p> {
    field: &'static str,
    value: &'p str,
}

impl HtmlSafe for Token<'_> {}

/// The frame of a page. Made by [`Context::page`] or [`Context::page_in`].
#[derive(Clone, Debug)]
pub struct Page {
    /// The texts.
    pub t: Texts,
    /// The title in the browser's tab, without the product's name. With faults it begins with a word that says so.
    pub title: String,
    /// The navigation, by role.
    pub links: Vec<Link>,
    /// Who is signed in.
    pub person: Option<Person>,
    /// Where the language switch leads back to; empty: to no place, so there is none.
    pub path: String,
    /// The hidden token of forms.
    pub form_token: String,
    /// The municipality.
    pub municipality: String,
    /// When the rules of law were last checked; may be empty.
    pub law: String,
    /// When the page was made and for whom, for paper; may be empty.
    pub printed: String,
    /// Whether all data are invented.
    pub simulated: bool,
    /// A sentence on what was just done, read out once: `Gemt kl. 10.32`.
    pub done: Option<String>,
    /// What stands in the search field.
    pub search: String,
    /// Whether the page uses the whole width of the window.
    pub wide: bool,
    /// Whether the page fetches parts of itself; only then is htmx loaded.
    pub parts: bool,
    /// Whether it is shown within another page: without the frame, under its title and a way to close it.
    pub part: bool,
}

/// When a page was made and for whom: read on paper only.
fn printed(context: &Context) -> String {
    let (t, now) = (context.t, context.now);
    context.person.as_ref().map_or_else(String::new, |person| {
        let parts = [
            ("day", t.short_day(now.day).into()),
            ("clock", t.clock(now).into()),
            ("name", person.name.as_str().into()),
        ];
        t.with("frame-printed", &parts)
    })
}

impl Page {
    pub(crate) fn new(context: &Context, title: &str, place: Option<Place>) -> Self {
        let t = context.t;
        let places = context
            .person
            .as_ref()
            .map_or(&[][..], |person| &person.places);
        let link = |link: &Place| Link {
            href: link.path(),
            word: link.word(t),
            current: Some(*link) == place,
        };
        Self {
            t,
            title: title.to_owned(),
            links: Place::ALL
                .iter()
                .filter(|place| places.contains(place))
                .map(link)
                .collect(),
            person: context.person.clone(),
            path: context.path.clone(),
            form_token: context.form_token.clone(),
            municipality: context.state().municipality.clone(),
            law: context
                .state()
                .law_checked_on
                .map_or_else(String::new, |day| {
                    t.with("frame-law", &[("day", t.short_day(day).into())])
                }),
            printed: printed(context),
            simulated: context.state().simulated,
            done: None,
            search: String::new(),
            wide: false,
            parts: false,
            part: false,
        }
    }

    /// With a sentence on what was just done.
    #[must_use]
    pub fn done(mut self, sentence: impl Into<String>) -> Self {
        self.done = Some(sentence.into());
        self
    }

    /// Over the whole width of the window: lists and boards.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// With htmx, for a page that fetches parts of itself.
    #[must_use]
    pub fn with_parts(mut self) -> Self {
        self.parts = true;
        self
    }

    /// The title says that the form has faults: it is the first thing a screen reader reads.
    #[must_use]
    pub fn with_faults(mut self) -> Self {
        self.title = self
            .t
            .with("frame-faults", &[("title", (&self.title).into())]);
        self
    }

    /// The title says that there is something to look at before anything is saved.
    #[must_use]
    pub fn with_warnings(mut self) -> Self {
        self.title = self
            .t
            .with("frame-warnings", &[("title", (&self.title).into())]);
        self
    }

    /// A page that another one may show within itself, as it was asked for.
    #[must_use]
    pub fn or_part(mut self, context: &Context) -> Self {
        self.part = context.part;
        self
    }

    /// The page as it was rendered; as a part with its headings below those around it, and what stands beside it no place
    /// of the whole page.
    #[must_use]
    pub fn fitted(part: bool, html: String) -> String {
        if !part {
            return html;
        }
        let lowered = html.replace("<h2", "<h4").replace("</h2", "</h4");
        lowered
            .replace("<aside", "<section")
            .replace("</aside", "</section")
    }

    /// The other language: its tag and its own name.
    #[must_use]
    pub fn other_language(&self) -> (&'static str, &'static str) {
        match self.t.lang() {
            Lang::Da => ("en", "English"),
            Lang::En => ("da", "Dansk"),
        }
    }

    /// Whether single keys are shortcuts.
    #[must_use]
    pub fn keys(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.keys)
    }

    /// Whether the search field is shown.
    #[must_use]
    pub fn searches(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.searches)
    }

    /// Whether the person may go to a place.
    #[must_use]
    pub fn may(&self, place: Place) -> bool {
        self.person
            .as_ref()
            .is_some_and(|person| person.places.contains(&place))
    }

    /// The hidden field that every form of the page has: `<form method="post">{{ page.token() }}`.
    #[must_use]
    pub fn token(&self) -> Token<'_> {
        Token {
            field: token::FIELD,
            value: &self.form_token,
        }
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }
}
