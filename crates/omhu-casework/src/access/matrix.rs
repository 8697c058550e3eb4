//! The whole policy as a page: every role, every relation, every action.
//!
//! Owns: asking [`decide`] for each combination and laying out the answers as Markdown. Must not know: the
//! rules themselves; a page that read them could repeat their mistakes instead of showing them.

mod phrases;
mod probe;

use std::fmt::Write as _;

use super::{Action, Role, Scope, reason};
use phrases::{LIMITS, combined, phrase};
use probe::Case;

/// The policy as Markdown, made by asking for each role, relation and action.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::from(phrases::INTRODUCTION);
    relations(&mut page);
    overview(&mut page);
    Role::ALL.iter().for_each(|role| one_role(&mut page, *role));
    combinations(&mut page);
    tokens(&mut page);
    limits(&mut page);
    reasons(&mut page);
    page
}

fn relations(page: &mut String) {
    page.push_str("\n## Relations\n\n| | relation | the case |\n|---|---|---|\n");
    for case in Case::ALL {
        row(page, &phrases::relation(case).map(str::to_owned));
    }
}

/// One table: actions down, roles across.
fn overview(page: &mut String) {
    page.push_str(phrases::OVERVIEW);
    let mut head = vec!["action".to_owned()];
    head.extend(Role::ALL.iter().map(|role| role.word().replace('_', " ")));
    row(page, &head);
    row(page, &vec!["---".to_owned(); head.len()]);
    for action in Action::all() {
        let mut cells = vec![format!("`{}`{}", action.word(), marks(action))];
        cells.extend(Role::ALL.iter().map(|role| codes(*role, action)));
        row(page, &cells);
    }
}

/// What a role may do, in words. What is missing is denied; the table of all actions says so too.
fn one_role(page: &mut String, role: Role) {
    let _ = write!(page, "\n## {}\n\n{}\n\n", title(role), role.about());
    page.push_str("| may | to which cases |\n|---|---|\n");
    for action in Action::all() {
        let cell = words(role, action);
        if !cell.is_empty() {
            row(page, &[phrase(action) + marks(action), cell]);
        }
    }
}

fn combinations(page: &mut String) {
    page.push_str(phrases::COMBINATIONS);
    let mut head = vec![String::new()];
    head.extend(Role::ALL.iter().map(|role| role.word().replace('_', " ")));
    row(page, &head);
    row(page, &vec!["---".to_owned(); head.len()]);
    for one in Role::ALL {
        let mut cells = vec![one.word().replace('_', " ")];
        cells.extend(Role::ALL.iter().map(|two| match one == two {
            true => "·".to_owned(),
            false => combined(one.with(*two)).to_owned(),
        }));
        row(page, &cells);
    }
}

fn tokens(page: &mut String) {
    page.push_str(phrases::TOKENS);
    for scope in Scope::ALL {
        let opened = Action::all().filter(|action| scope.opens(*action));
        let opened: Vec<String> = opened
            .map(|action| format!("`{}`", action.word()))
            .collect();
        let about = scope.about().to_owned();
        row(page, &[format!("`{scope}`"), about, opened.join(", ")]);
    }
}

fn limits(page: &mut String) {
    page.push_str("\n## Limits\n\n| | |\n|---|---|\n");
    for (what, number, unit) in LIMITS {
        row(page, &[(*what).to_owned(), format!("{number} {unit}")]);
    }
}

fn reasons(page: &mut String) {
    page.push_str("\n## Reasons in the access log\n\n| key | meaning |\n|---|---|\n");
    for (key, about) in reason::ALL {
        row(page, &[format!("`{key}`"), (*about).to_owned()]);
    }
}

/// The cases for which the answer is yes, as their short codes.
fn codes(role: Role, action: Action) -> String {
    if !action.needs_case() {
        let yes = probe::without_case(role, action);
        return if yes { "yes" } else { "" }.to_owned();
    }
    let cases = probe::allowed(role, action);
    if cases.len() == Case::ALL.len() - 1 {
        return "every".to_owned();
    }
    let short = probe::shortest(&cases);
    let codes: Vec<&str> = short
        .iter()
        .map(|case| phrases::relation(*case)[0])
        .collect();
    codes.join(" ")
}

/// The cases for which the answer is yes, in words.
fn words(role: Role, action: Action) -> String {
    if !action.needs_case() {
        let yes = probe::without_case(role, action);
        return if yes { "no case is touched" } else { "" }.to_owned();
    }
    let cases = probe::allowed(role, action);
    if cases.len() == Case::ALL.len() - 1 {
        return "every case but a party conflict".to_owned();
    }
    let short = probe::shortest(&cases);
    let words: Vec<&str> = short
        .iter()
        .map(|case| phrases::relation(*case)[1])
        .collect();
    words.join("; ")
}

/// What an action needs beside a right.
fn marks(action: Action) -> &'static str {
    match (action.needs_fresh_sign_in(), action.needs_second_person()) {
        (true, true) => " ¹ ²",
        (true, false) => " ¹",
        (false, true) => " ²",
        (false, false) => "",
    }
}

fn title(role: Role) -> String {
    let words = role.word().replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn row(page: &mut String, cells: &[String]) {
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}
