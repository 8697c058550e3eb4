//! The law's own scenarios as cases.

use omhu_casework::case::CaseState;
use omhu_law::calendar::Day;

use crate::case::case_of;

/// The histories of the law's own scenarios, and the day they are looked at.
pub fn scenarios() -> Vec<(CaseState, Day)> {
    let files = omhu_law::load::embedded_files();
    let files = files
        .iter()
        .filter(|(name, _)| name.starts_with("scenarios/"));
    files.map(|(_, text)| scenario(text)).collect()
}

fn scenario(text: &str) -> (CaseState, Day) {
    let as_of = text.lines().find_map(|line| line.strip_prefix("as of: "));
    let as_of = as_of.and_then(|day| Day::parse(day.trim().as_bytes()));
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim().trim_matches('|');
        line.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut table = text
        .lines()
        .skip_while(|line| !line.starts_with("| kind |"));
    let header = cells(table.next().expect("a table of facts"));
    let mut rows: Vec<[String; 6]> = Vec::new();
    for line in table.skip(1).take_while(|line| line.starts_with('|')) {
        let row = cells(line);
        let of = |column: &str| {
            let place = header.iter().position(|each| each == column);
            place
                .and_then(|place| row.get(place).cloned())
                .unwrap_or_default()
        };
        rows.push(["kind", "when", "about", "ref", "basis", "value"].map(of));
    }
    let rows: Vec<[&str; 6]> = rows
        .iter()
        .map(|row| row.each_ref().map(String::as_str))
        .collect();
    let mut state = case_of(&rows);
    for held in &mut state.facts {
        // Known when it happened, as in a file.
        held.fact.imported = true;
    }
    (state, as_of.expect("a day"))
}
