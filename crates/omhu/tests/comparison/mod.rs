//! Two answers compared row by row and field by field, as the contract orders and names them.

use std::collections::BTreeMap;

use serde_json::Value;

/// A row of an answer: field and text; what is empty is not there.
pub type Row = BTreeMap<String, String>;

const CHECK: [&str; 5] = ["case", "obligation", "about", "seq", "layer"];
const FIGURES: [&str; 4] = ["period", "group", "obligation", "layer"];
/// What omhu says beyond what others must say to agree with it.
const BESIDE: [&str; 2] = ["act", "provision"];

/// Reads an answer in JSON Lines.
pub fn json_rows(text: &str) -> Vec<Row> {
    text.lines().map(json_row).collect()
}

fn json_row(line: &str) -> Row {
    let value: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    let fields = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {line}"));
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        // 12 and 12.0 are the same number.
        Value::Number(number) => number.as_f64().map_or_else(String::new, |n| n.to_string()),
        other => panic!("neither text nor number: {other}"),
    };
    let filled = fields
        .iter()
        .map(|(name, value)| (name.clone(), text(value)));
    filled.filter(|(_, text)| !text.is_empty()).collect()
}

fn key_fields(rows: &[Row]) -> &'static [&'static str] {
    if rows.iter().any(|row| row.contains_key("period")) {
        &FIGURES
    } else {
        &CHECK
    }
}

fn key(row: &Row, fields: &[&str]) -> Vec<(u64, String)> {
    let cell = |field: &&str| {
        let text = row.get(*field).cloned().unwrap_or_default();
        match *field {
            "seq" => (text.parse().unwrap_or(0), String::new()),
            _ => (0, text),
        }
    };
    fields.iter().map(cell).collect()
}

fn shown(row: &Row) -> String {
    row.iter()
        .map(|(name, text)| format!("{name}={text}"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The first differences of two answers in sentences: case, obligation, field. Empty: they agree.
pub fn differences(expected: &[Row], found: &[Row]) -> Vec<String> {
    let fields = key_fields(if expected.is_empty() { found } else { expected });
    let by_key = |rows: &[Row]| {
        let mut map: BTreeMap<Vec<(u64, String)>, Vec<Row>> = BTreeMap::new();
        for row in rows {
            map.entry(key(row, fields)).or_default().push(row.clone());
        }
        map
    };
    let (expected, found_by) = (by_key(expected), by_key(found));
    let mut told = Vec::new();
    for (key, rows) in &expected {
        let other = found_by.get(key).map_or(&[][..], Vec::as_slice);
        if rows.len() != other.len() {
            told.push(format!(
                "{} times instead of {}: {}",
                other.len(),
                rows.len(),
                shown(&rows[0])
            ));
        }
        for (row, other) in rows.iter().zip(other) {
            let names = row
                .keys()
                .chain(other.keys())
                .collect::<std::collections::BTreeSet<_>>();
            let differs = |name: &&String| row.get(*name) != other.get(*name);
            for name in names
                .into_iter()
                .filter(differs)
                .filter(|name| !BESIDE.contains(&name.as_str()))
            {
                told.push(format!(
                    "{name}: expected {:?}, found {:?}: {}",
                    row.get(name),
                    other.get(name),
                    shown(row)
                ));
            }
        }
    }
    for (key, rows) in &found_by {
        if !expected.contains_key(key) {
            told.push(format!("found but not expected: {}", shown(&rows[0])));
        }
    }
    told
}

/// The first row that stands before its place.
pub fn out_of_order(rows: &[Row]) -> Option<String> {
    let fields = key_fields(rows);
    let pair = rows
        .windows(2)
        .find(|pair| key(&pair[0], fields) > key(&pair[1], fields));
    pair.map(|pair| shown(&pair[1]))
}
