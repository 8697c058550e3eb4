//! The vocabulary of `law/facts.toml`, read without the law crate's loader: these tests are about rows.

use omhu_law::vocabulary::{Basis, Kind, Need, Title, ValueForm, Vocabulary};

/// The kinds of facts of the law files.
pub fn vocabulary() -> Vocabulary {
    static ONCE: std::sync::OnceLock<Vocabulary> = std::sync::OnceLock::new();
    ONCE.get_or_init(read_file).clone()
}

fn read_file() -> Vocabulary {
    let text = include_str!("../../../../law/facts.toml");
    let file: toml::Table = text.parse().expect("law/facts.toml");
    let kinds = file["kind"].as_array().expect("kinds");
    Vocabulary::new(
        kinds
            .iter()
            .map(|kind| read_kind(kind.as_table().expect("kind")))
            .collect(),
    )
}

/// A number for the bases that the tests know.
pub fn basis(text: &str) -> Basis {
    match text {
        "sel-52" => Basis(1),
        "sel-58" => Basis(2),
        "bl-32" => Basis(3),
        _ => Basis::OTHER,
    }
}

fn read_kind(kind: &toml::Table) -> Kind {
    let text = |key: &str| {
        kind.get(key)
            .and_then(toml::Value::as_str)
            .unwrap_or_default()
    };
    let flag = |key: &str| {
        kind.get(key)
            .and_then(toml::Value::as_bool)
            .unwrap_or_default()
    };
    let title = kind["title"].as_table().expect("title");
    let name = |key: &str| title[key].as_str().unwrap_or_default().to_owned();
    Kind {
        name: text("name").to_owned(),
        title: Title {
            da: name("da"),
            en: name("en"),
        },
        about: need(kind.get("about")),
        about_things: Vec::new(),
        reference: need(kind.get("ref")),
        reference_things: Vec::new(),
        basis: match text("basis") {
            "required" => Need::Required,
            "optional" => Need::Optional,
            _ => Need::Unused,
        },
        value: value(kind.get("value")),
        assigns: flag("assigns"),
        family: flag("family"),
        in_contract: text("set") != "further",
    }
}

fn need(column: Option<&toml::Value>) -> Need {
    match column {
        None => Need::Unused,
        Some(column) if column.get("optional").and_then(toml::Value::as_bool) == Some(true) => {
            Need::Optional
        }
        Some(_) => Need::Required,
    }
}

fn value(form: Option<&toml::Value>) -> ValueForm {
    let Some(form) = form else {
        return ValueForm::Unused;
    };
    let flag = |key: &str| {
        form.get(key)
            .and_then(toml::Value::as_bool)
            .unwrap_or_default()
    };
    let words = |key: &str| -> Vec<String> {
        let list = form
            .get(key)
            .and_then(toml::Value::as_array)
            .into_iter()
            .flatten();
        list.filter_map(toml::Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    if flag("rhythm") {
        return ValueForm::Rhythm;
    }
    if flag("day") {
        return ValueForm::Day;
    }
    ValueForm::Words {
        one_of: words("one_of"),
        marks: words("marks"),
        required: !flag("optional"),
    }
}
