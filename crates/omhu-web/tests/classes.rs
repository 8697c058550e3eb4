//! Templates use no class that `cargo xtask assets` left out of the style sheet.

#![expect(clippy::unwrap_used, reason = "a test without its files has failed")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn templates(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            templates(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "html") {
            found.push(path);
        }
    }
}

/// The list is made anew with the assets. Without assets there is nothing to compare with, and no style either.
#[test]
fn no_template_uses_a_class_that_was_left_out() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target = env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |folder| root.join(folder));
    let list = fs::read_to_string(target.join("assets/dropped.txt")).unwrap_or_default();
    let dropped: BTreeSet<&str> = list.lines().collect();
    let mut files = Vec::new();
    templates(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for classes in text
            .split("class=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            for class in classes.split([' ', '{', '}', '%']) {
                assert!(
                    !dropped.contains(class),
                    "{}: the class {class} is not in the style sheet yet: cargo xtask assets",
                    file.display()
                );
            }
        }
    }
}
