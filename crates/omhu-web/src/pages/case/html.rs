//! Small pieces of HTML of the pages of a case: paragraphs, headings, what somebody wrote.

use askama::Template;

use crate::view::html::Html;

/// A paragraph of plain text.
#[derive(Template)]
#[template(source = "<p>{{ text }}</p>", ext = "html")]
struct Paragraph<'t> {
    text: &'t str,
}

/// A paragraph.
pub fn paragraph(text: &str) -> Html {
    Html::of(&Paragraph { text })
}

/// Text with its line breaks, as somebody wrote it.
#[derive(Template)]
#[template(
    source = "{% for part in parts %}<p>{% for line in part.lines() %}{% if !loop.first %}<br>{% endif %}{{ line }}{% endfor %}</p>{% endfor %}",
    ext = "html"
)]
struct Written<'t> {
    parts: Vec<&'t str>,
}

/// What somebody wrote, in its paragraphs.
pub fn written(text: &str) -> Html {
    let parts = text.split("\n\n").map(str::trim);
    Html::of(&Written {
        parts: parts.filter(|part| !part.is_empty()).collect(),
    })
}

#[derive(Template)]
#[template(source = "<h2>{{ text }}</h2>", ext = "html")]
struct Heading<'t> {
    text: &'t str,
}

/// A heading under the head of the case.
pub fn heading(text: &str) -> Html {
    Html::of(&Heading { text })
}

#[derive(Template)]
#[template(source = "<p>{{ inner }}</p>", ext = "html")]
struct Block {
    inner: Html,
}

/// A paragraph of links and text.
pub fn block(inner: Html) -> Html {
    Html::of(&Block { inner })
}

#[derive(Template)]
#[template(
    source = "<div class=\"on-screen\">{{ inner }}</div>{% if !instead.is_empty() %}<p class=\"printed\">{{ instead }}</p>{% endif %}",
    ext = "html"
)]
struct OnScreen<'t> {
    inner: Html,
    instead: &'t str,
}

/// What is read on a screen and never stands on paper, with what stands there instead: paper is given to others than who
/// may read the page.
pub fn on_screen(inner: Html, instead: &str) -> Html {
    Html::of(&OnScreen { inner, instead })
}
