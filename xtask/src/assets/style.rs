//! Style sheets: which rules of somebody else's can ever apply to our pages.
//!
//! Owns: cutting a style sheet into rules, and dropping selectors with a class that occurs nowhere. A selector is kept
//! in doubt: only a class that must be on an element for it to apply can drop it, so what stands in brackets, as in
//! `:not(.x)`, is not looked at.

use std::collections::BTreeSet;

/// What became of a style sheet.
pub struct Sieved {
    /// The rules that may apply, without white space.
    pub kept: String,
    /// The classes that occur nowhere in ours.
    pub dropped: BTreeSet<String>,
}

/// The rules of `css` whose classes are all among `words`. Fonts are dropped: our own style says which we serve.
pub fn only_used(css: &str, words: &BTreeSet<String>) -> Sieved {
    let css = without_comments(css);
    let kept = sieve(&css, &|selector| {
        classes(selector).all(|class| words.contains(class))
    });
    let all = selectors_of(&css);
    let dropped = classes(&all).filter(|class| !words.contains(*class));
    let dropped = dropped.map(str::to_owned).collect();
    Sieved {
        kept: without_unused_movements(&kept),
        dropped,
    }
}

/// The same rules without comments and white space.
pub fn squeezed(css: &str) -> String {
    let css = without_comments(css);
    rules(&css)
        .iter()
        .map(|rule| match rule {
            Rule::Block(prelude, body) if is_group(prelude) => {
                format!("{}{{{}}}", tight(prelude), squeezed(body))
            }
            Rule::Block(prelude, body) => format!("{}{{{}}}", tight(prelude), declarations(body)),
            Rule::Line(line) => format!("{};", tight(line)),
        })
        .collect()
}

enum Rule<'c> {
    /// What stands before the brace, and what is in it.
    Block(&'c str, &'c str),
    /// `@charset` and its like.
    Line(&'c str),
}

fn is_group(prelude: &str) -> bool {
    ["@media", "@supports", "@layer", "@keyframes"]
        .iter()
        .any(|word| prelude.starts_with(word))
}

fn rules(css: &str) -> Vec<Rule<'_>> {
    let mut rules = Vec::new();
    let (mut start, mut depth, mut opened, mut quote) = (0, 0_u32, 0, None);
    for (at, byte) in css.bytes().enumerate() {
        match (quote, byte) {
            (Some(q), b) if q == b => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => {
                if depth == 0 {
                    opened = at;
                }
                depth += 1;
            }
            (None, b'}') if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    rules.push(Rule::Block(
                        css[start..opened].trim(),
                        css[opened + 1..at].trim(),
                    ));
                    start = at + 1;
                }
            }
            (None, b';') if depth == 0 => {
                rules.push(Rule::Line(css[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    rules
}

fn sieve(css: &str, fits: &impl Fn(&str) -> bool) -> String {
    let mut kept = String::new();
    for rule in rules(css) {
        let Rule::Block(prelude, body) = rule else {
            continue;
        };
        if prelude.starts_with("@font-face") {
        } else if prelude.starts_with("@keyframes") {
            kept.push_str(&format!("{}{{{}}}", tight(prelude), squeezed(body)));
        } else if is_group(prelude) {
            let body = sieve(body, fits);
            if !body.is_empty() {
                kept.push_str(&format!("{}{{{body}}}", tight(prelude)));
            }
        } else {
            let selectors: Vec<String> = separated(prelude)
                .into_iter()
                .filter(|selector| fits(selector))
                .map(tight)
                .collect();
            if !selectors.is_empty() {
                kept.push_str(&format!(
                    "{}{{{}}}",
                    selectors.join(","),
                    declarations(body)
                ));
            }
        }
    }
    kept
}

/// `@keyframes` that no kept rule runs.
fn without_unused_movements(css: &str) -> String {
    let used = |name: &str| css.matches(name).count() > 1;
    let kept = rules(css).into_iter().filter_map(|rule| match rule {
        Rule::Block(prelude, body) => {
            let name = prelude.strip_prefix("@keyframes ").map(str::trim);
            name.is_none_or(used)
                .then(|| format!("{prelude}{{{body}}}"))
        }
        Rule::Line(_) => None,
    });
    kept.collect()
}

/// The selectors of a list, cut at commas outside brackets.
fn separated(list: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, byte) in list.bytes().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list[start..].trim());
    parts
}

/// The classes of a selector that stand outside brackets. Over a whole sheet: of all its selectors, and then some.
fn classes(selector: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    selector.char_indices().filter_map(move |(at, sign)| {
        match sign {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '.' if depth == 0 => {
                let rest = &selector[at + 1..];
                let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
                let class = &rest[..end.unwrap_or(rest.len())];
                return class
                    .starts_with(|c: char| c.is_ascii_alphabetic())
                    .then_some(class);
            }
            _ => {}
        }
        None
    })
}

/// Everything before braces, down through groups.
fn selectors_of(css: &str) -> String {
    let texts = rules(css).into_iter().map(|rule| match rule {
        Rule::Block(prelude, body) if is_group(prelude) => selectors_of(body),
        Rule::Block(prelude, _) => format!("{prelude},"),
        Rule::Line(_) => String::new(),
    });
    texts.collect()
}

fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    text
}

/// One blank where there were several.
fn tight(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Declarations without blanks around them. Custom properties and values keep their inner blanks.
fn declarations(body: &str) -> String {
    let lines = body.split(';').map(|line| {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        (name.trim().to_owned(), tight(value))
    });
    let lines = lines.filter(|(name, _)| !name.is_empty());
    lines
        .map(|(name, value)| format!("{name}:{value}"))
        .collect::<Vec<_>>()
        .join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> BTreeSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn what_cannot_apply_is_dropped_and_the_rest_is_kept() {
        let css = "/* a */ a, .tag:not(.big), .card .tag { color : red; margin: 0  1px }\n\
                   @media (min-width: 1px) { .card { a: b } }\n\
                   @media print { .tag { a: b } }\n\
                   @keyframes turn { from { a: b } }\n@font-face { a: b }";
        let sieved = only_used(css, &words(&["tag"]));
        assert_eq!(
            sieved.kept,
            "a,.tag:not(.big){color:red;margin:0 1px}@media print{.tag{a:b}}"
        );
        assert_eq!(sieved.dropped, words(&["card"]));
    }

    #[test]
    fn a_movement_that_is_run_is_kept() {
        let css = ".tag { animation: turn 1s } @keyframes turn { from { a: b } to { a: c } }";
        let kept = only_used(css, &words(&["tag"])).kept;
        assert!(kept.contains("@keyframes turn{from{a:b}to{a:c}}"), "{kept}");
    }

    #[test]
    fn our_own_style_only_gets_tighter() {
        assert_eq!(
            squeezed(
                "/* x */\n@media print {\n  .a > .b { c: d e;\n f: g; }\n}\n.h { i: url(\"j\") }"
            ),
            "@media print{.a > .b{c:d e;f:g}}.h{i:url(\"j\")}"
        );
    }
}
