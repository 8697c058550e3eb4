//! HTML that is safe already: what a component has written, or text that was escaped.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

/// A piece of HTML to be put into a slot of a component or page. It cannot be made of a user's text unescaped.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Html(String);

impl Html {
    /// What a component writes.
    #[must_use]
    pub fn of(component: &impl Template) -> Self {
        // A template fails only where its own values cannot be shown, and ours are texts.
        Self(component.render().unwrap_or_default())
    }

    /// Several components, one after the other.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Html>) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }

    /// Text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        for sign in text.chars() {
            match sign {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                sign => html.push(sign),
            }
        }
        Self(html)
    }

    /// A link with a text.
    #[must_use]
    pub fn link(href: &str, text: &str) -> Self {
        Self(format!(
            "<a href=\"{}\">{}</a>",
            Self::text(href),
            Self::text(text)
        ))
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self::text(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn a_users_text_stays_text() {
        assert_eq!(
            Html::text("<b>\"Å\" & 'ø'").to_string(),
            "&lt;b&gt;&quot;Å&quot; &amp; &#39;ø&#39;"
        );
        assert_eq!(
            Html::link("/a?b=1&c=\"", "<x>").to_string(),
            "<a href=\"/a?b=1&amp;c=&quot;\">&lt;x&gt;</a>"
        );
    }
}
