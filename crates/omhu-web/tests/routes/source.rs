//! The routes as the source says them: a router tells nobody which it has.

use std::path::{Path, PathBuf};

/// A route.
pub struct Route {
    pub path: String,
    pub get: bool,
    pub post: bool,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// What stands between a parenthesis and its partner.
fn within(text: &str) -> &str {
    let mut depth = 1;
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

/// Every `.route("...", get(...).post(...))` of the source, but those of development.
pub fn routes() -> Vec<Route> {
    let mut found = Vec::new();
    files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    found.sort();
    let mut routes = Vec::new();
    for file in found {
        let text = std::fs::read_to_string(&file).unwrap();
        for rest in text.split(".route(").skip(1) {
            let call = within(rest);
            let literal = call.trim_start().strip_prefix('"');
            let path = literal.and_then(|rest| rest.split('"').next());
            let path = path.unwrap_or_else(|| panic!("{}: a route is a literal", file.display()));
            if path.starts_with("/styleguide") || path.starts_with("/assets") {
                continue;
            }
            let (get, post) = (call.contains("get("), call.contains("post("));
            assert!(get || post, "{path} takes nothing");
            routes.push(Route {
                path: path.to_owned(),
                get,
                post,
            });
        }
    }
    assert!(routes.len() > 50);
    routes
}
