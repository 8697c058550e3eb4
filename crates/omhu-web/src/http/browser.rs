//! Which browser somebody uses, in a few words that its owner knows again.
//!
//! Owns: these words. Must not know: who. A browser says its name behind a hundred letters about others, so cutting what it says
//! leaves nothing to tell two apart by.

use axum::http::{HeaderMap, header};

/// Browsers by what only they say, those first that name others too.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
];
/// The last of them: nearly all say that they are like it.
const SAFARI: (&str, &str) = ("Safari/", "Safari");
/// Systems, those first that name others too.
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
];

/// The browser of a request: `Firefox, Linux`. One that nobody knows is what it says; empty: it says nothing.
#[must_use]
pub fn named(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT);
    let agent = agent.and_then(|agent| agent.to_str().ok()).unwrap_or("");
    let of = |names: &mut dyn Iterator<Item = (&str, &'static str)>| {
        let mut found = names.filter(|(sign, _)| agent.contains(sign));
        found.next().map(|(_, name)| name)
    };
    let browser = of(&mut BROWSERS.into_iter().chain([SAFARI]));
    match (browser, of(&mut SYSTEMS.into_iter())) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => agent.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_browser_is_named_by_what_only_it_says() {
        let like =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
        for (agent, name) in [
            (
                format!("{like} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0"),
                "Edge, Windows",
            ),
            (format!("{like} Chrome/131.0.0.0 Safari/537.36"), "Chrome, Windows"),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0".to_owned(),
                "Firefox, Linux",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like \
                 Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
                    .to_owned(),
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 \
                 Mobile Safari/537.36"
                    .to_owned(),
                "Chrome, Android",
            ),
            ("Lynx/2.9".to_owned(), "Lynx/2.9"),
            (String::new(), ""),
        ] {
            let mut headers = HeaderMap::new();
            let value = HeaderValue::from_str(&agent).expect("a header");
            headers.insert(header::USER_AGENT, value);
            assert_eq!(named(&headers), name, "{agent}");
        }
        assert_eq!(named(&HeaderMap::new()), "");
    }
}
