//! A page as it is read aloud: its text, with what is a heading, a link, a button, a field.
//!
//! Owns: a walk over our own HTML. Classes, ids and layout are left out, so that a snapshot changes only with what a
//! reader notices.

/// The accessible text of a page, one line for each thing.
pub fn readable(html: &str) -> String {
    let (_, body) = html.split_once("<body").expect("a body");
    let mut lines: Vec<String> = vec![String::new()];
    let mut hidden: Vec<String> = Vec::new();
    let mut ends: Vec<(&'static str, &'static str)> = Vec::new();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag
            .trim_start_matches('/')
            .split([' ', '\n'])
            .next()
            .unwrap_or_default();
        let closes = tag.starts_with('/');
        if let Some(outer) = hidden.last() {
            if closes && outer == name {
                hidden.pop();
            } else {
                continue;
            }
        } else if tag.contains("aria-hidden=\"true\"") || matches!(name, "script" | "datalist") {
            hidden.push(name.to_owned());
            continue;
        }
        let value = |attribute: &str| {
            let start = tag.split_once(&format!(" {attribute}=\""))?.1;
            start.split('"').next().map(str::to_owned)
        };
        let inline = ["a", "b", "span", "strong", "kbd", "svg", "use", "img"].contains(&name)
            || (closes && name == "button")
            || (!closes
                && name == "label"
                && lines.last().is_some_and(|line| line.starts_with('(')));
        if !inline && lines.last().is_some_and(|line| !line.trim().is_empty()) {
            lines.push(String::new());
        }
        let line = lines.last_mut().expect("a line");
        if closes {
            if ends.last().is_some_and(|(end, _)| *end == name) {
                line.push_str(ends.pop().map_or("", |(_, mark)| mark));
            }
        } else {
            match name {
                "h1" => line.push_str("# "),
                "h2" => line.push_str("## "),
                "h3" => line.push_str("### "),
                "li" => line.push_str("- "),
                "a" => {
                    line.push('[');
                    ends.push((
                        "a",
                        if tag.contains("aria-current=\"page\"") {
                            "] (here)"
                        } else {
                            "]"
                        },
                    ));
                }
                "button" => {
                    line.push_str("[[");
                    ends.push(("button", "]]"));
                }
                "summary" => line.push_str("▸ "),
                "input" if value("type").as_deref() == Some("hidden") => {}
                "input" if matches!(value("type").as_deref(), Some("radio" | "checkbox")) => {
                    line.push_str(if tag.contains(" checked") {
                        "(x) "
                    } else {
                        "( ) "
                    });
                }
                "input" => line.push_str(&format!("____ {}", value("value").unwrap_or_default())),
                "textarea" => line.push_str("____ "),
                "main" | "nav" | "header" | "footer" | "aside" => {
                    let label =
                        value("aria-label").map_or_else(String::new, |label| format!(" {label}"));
                    line.push_str(&format!("<{name}{label}>"));
                    lines.push(String::new());
                }
                "svg" => line.push_str(
                    &value("aria-label").map_or_else(String::new, |label| format!("({label}) ")),
                ),
                _ => {}
            }
        }
        let text = text
            .replace("&#38;", "&")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#39;", "'")
            .replace("&#34;", "\"");
        let text = text.replace('\n', " ");
        lines.last_mut().expect("a line").push_str(&text);
    }
    let lines = lines
        .iter()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty() && line != "-")
        .map(|line| format!("{line}\n"))
        .collect()
}
