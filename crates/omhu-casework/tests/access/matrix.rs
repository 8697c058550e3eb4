//! The printed matrix, held against the page that people have read and agreed to.

use std::path::Path;

use omhu_casework::access::{Action, Role, matrix};

/// A change of the policy is a change of this file, which somebody must read.
#[test]
fn the_matrix_is_the_one_that_was_agreed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/roles.md");
    let made = matrix::markdown();
    if std::env::var_os("OMHU_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &made).expect("the golden file can be written");
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    let differing = made
        .lines()
        .zip(agreed.lines())
        .find(|(new, old)| new != old);
    assert!(
        made == agreed,
        "the policy has changed; first difference: {differing:?}. Read it, then write it with \
         OMHU_WRITE_GOLDEN=1 cargo nextest run -p omhu-casework the_matrix"
    );
}

#[test]
fn the_matrix_has_a_line_for_each_action_and_a_part_for_each_role() {
    let page = matrix::markdown();
    for action in Action::all() {
        assert!(page.contains(&format!("\n| `{}`", action.word())));
    }
    assert_eq!(
        page.matches("| may | to which cases |").count(),
        Role::ALL.len()
    );
    assert!(page.lines().all(|line| line.trim_end() == line));
}
