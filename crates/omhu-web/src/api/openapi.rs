//! The description of the API as OpenAPI 3.1.
//!
//! Owns: what the routes do not say of themselves: the failures that all share, the token, and the form of each kind of
//! fact, which comes from the vocabulary of the law book. Must not know: what a route does.

use std::collections::BTreeMap;

use omhu_law::book::LawBook;
use omhu_law::vocabulary::{Kind, Need, ValueForm};
use serde_json::{Map, Value, json};

use super::input::Form;
use super::problem::MEDIA;
use super::v1;

/// The format of an instant in JSON Schema. Written whole it would look like the key of a message.
const DATE_TIME: &str = concat!("date", "-time");

/// A failure that many requests share: status, name, sentence.
const FAILURES: [(&str, &str, &str); 12] = [
    (
        "400",
        "Unreadable",
        "The body is no JSON, or the key of the request is missing or none.",
    ),
    (
        "401",
        "TokenUnknown",
        "There is no token, or it is nobody's.",
    ),
    (
        "403",
        "NotAllowed",
        "The access policy said no; `reason` says why. Or the token waits for a second administrator (`token_not_confirmed`).",
    ),
    (
        "404",
        "NotFound",
        "There is no such thing, or the token may not know that there is.",
    ),
    (
        "408",
        "TooSlow",
        "It took too long. The same request with the same key is safe to send again.",
    ),
    (
        "409",
        "Conflict",
        "Somebody wrote at the same time, or since; or there are warnings and you stop at them.",
    ),
    ("413", "TooLarge", "The body is too large."),
    ("415", "MediaType", "The body is not `application/json`."),
    (
        "422",
        "Faulty",
        "Something in the request is wrong; `errors` says what.",
    ),
    ("429", "TooManyTries", "Too many tokens that are nobody's."),
    (
        "500",
        "Broken",
        "Something broke. The same request with the same key is safe to send again.",
    ),
    (
        "503",
        "Unavailable",
        "The server cannot do it now. Wait, and send the same request with the same key.",
    ),
];

/// The whole description.
pub(super) fn description(book: &LawBook) -> Value {
    // The types of utoipa are JSON by construction.
    let mut doc = serde_json::to_value(v1::openapi()).unwrap_or_default();
    doc["openapi"] = json!("3.1.0");
    doc["info"] = json!({
        "title": "omhu",
        "version": "1",
        "summary": "Facts in, obligations out.",
        "description": "Casework with children at risk: other systems register what happened, and are told what the law \
            asks for. The words are those of the public exchange format (docs/case-history.md). A token sees what its one \
            role may see, and each look stands in the access log. How to begin: docs/how-to/use-the-api.md.",
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    });
    doc["servers"] = json!([{"url": "/"}]);
    doc["security"] = json!([{"token": []}]);
    doc["tags"] = json!([
        {"name": "cases", "description": "Cases, without the people in them."},
        {"name": "facts", "description": "What happened."},
        {"name": "obligations", "description": "What is to be done, and what was."},
        {"name": "changes", "description": "What was written into which case."},
        {"name": "webhooks", "description": "Other systems that are told of obligations."},
    ]);
    doc["components"]["securitySchemes"] = json!({"token": {
        "type": "http", "scheme": "bearer",
        "description": "A token that a system administrator made; it has one role, some scopes and an end. One that opens cases counts when a user administrator has confirmed it.",
    }});
    doc["components"]["schemas"]["NewFact"] = new_fact(book);
    let mut responses = Map::new();
    for (_, name, sentence) in FAILURES {
        let content = json!({MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}});
        responses.insert(
            name.to_owned(),
            json!({"description": sentence, "content": content}),
        );
    }
    doc["components"]["responses"] = Value::Object(responses);
    if let Some(paths) = doc["paths"].as_object_mut() {
        for path in paths.values_mut().filter_map(Value::as_object_mut) {
            for (method, operation) in path {
                finish(method, operation);
            }
        }
        paths.insert("/api/v1/openapi.json".to_owned(), own());
    }
    texts(&mut doc["components"]["schemas"]);
    doc
}

/// The description describes itself; no token is asked for.
fn own() -> Value {
    json!({"get": {
        "tags": ["changes"],
        "operationId": "describe",
        "summary": "This description.",
        "security": [],
        "responses": {
            "200": {"description": "OpenAPI 3.1.", "content": {"application/json": {"schema": {"type": "object"}}}},
            "500": {"$ref": "#/components/responses/Broken"},
        },
    }})
}

/// Adds the failures that an operation may end in, and makes parameters plain: one that is left out is not null.
fn finish(method: &str, operation: &mut Value) {
    let mut failures = vec!["401", "403", "408", "422", "429", "500", "503"];
    let mut keyed = false;
    let parameters = operation.get_mut("parameters");
    let parameters = parameters.and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten() {
        if parameter["in"] == "path" {
            failures.push("404");
        }
        keyed |= parameter["name"] == "Idempotency-Key";
        if let Some(types) = parameter["schema"]["type"].as_array() {
            let plain = types.iter().find(|each| **each != "null").cloned();
            parameter["schema"]["type"] = plain.unwrap_or_default();
        }
    }
    if method == "post" {
        failures.extend(["400", "413", "415"]);
    }
    if keyed {
        failures.push("409");
    }
    for (status, name, _) in FAILURES {
        if failures.contains(&status) {
            let link = json!({"$ref": format!("#/components/responses/{name}")});
            operation["responses"][status] = link;
        }
    }
}

/// What is sent to the API.
const SENT: [&str; 6] = [
    "Lookup",
    "NewCase",
    "NewFacts",
    "Correction",
    "Retraction",
    "NewHook",
];

/// The bounds of ids that other systems gave, said once; and that no other fields are read.
fn texts(schemas: &mut Value) {
    for name in SENT {
        schemas[name]["additionalProperties"] = json!(false);
    }
    let id = id();
    schemas["Lookup"]["properties"]["cases"]["items"] = id.clone();
    schemas["Lookup"]["properties"]["cases"]["uniqueItems"] = json!(true);
    schemas["NewHook"]["properties"]["events"]["uniqueItems"] = json!(true);
    schemas["NewHook"]["properties"]["teams"]["items"] = id.clone();
    schemas["NewHook"]["properties"]["teams"]["uniqueItems"] = json!(true);
    schemas["NewCase"]["properties"]["case"]["pattern"] = id["pattern"].clone();
    for name in ["Correction", "Retraction"] {
        let properties = &mut schemas[name]["properties"];
        properties["id"]["pattern"] = id["pattern"].clone();
        properties["reason"]["pattern"] = json!(Form::Words.pattern());
    }
}

/// An id that another system gave.
fn id() -> Value {
    json!({"type": "string", "minLength": 1, "maxLength": 64, "pattern": Form::Id.pattern()})
}

/// A schema for a cell that may be left out: null is empty too.
fn or_null(mut schema: Value) -> Value {
    schema["type"] = json!(["string", "null"]);
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
    schema
}

/// The form of a fact: one branch for all kinds that use the same columns in the same way.
fn new_fact(book: &LawBook) -> Value {
    let mut shapes: BTreeMap<String, (Value, Vec<&str>)> = BTreeMap::new();
    for (_, kind) in book.vocabulary.kinds() {
        if kind.name == "fact_retracted" {
            continue;
        }
        let shape = shape(kind);
        let entry = shapes
            .entry(shape.to_string())
            .or_insert((shape, Vec::new()));
        entry.1.push(&kind.name);
    }
    let branches: Vec<Value> = shapes
        .into_values()
        .map(|(mut shape, mut kinds)| {
            kinds.sort_unstable();
            shape["properties"]["kind"] = json!({"type": "string", "enum": kinds});
            shape
        })
        .collect();
    json!({
        "description": "A fact: the columns of the exchange format. Which a kind uses stands in docs/facts.md.",
        "anyOf": branches,
    })
}

fn shape(kind: &Kind) -> Value {
    let mut properties = Map::new();
    let mut required = vec!["kind", "when"];
    let mut any_of = Value::Null;
    properties.insert(
        "when".to_owned(),
        json!({
            "description": "A day, or an instant with offset.",
            "anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": DATE_TIME}],
        }),
    );
    let thing = json!({"type": "string", "pattern": Form::Thing.pattern()});
    let basis = json!({"type": "string", "maxLength": 32, "pattern": "^[a-z]+-[0-9][a-z0-9-]*$"});
    let columns = [
        ("about", kind.about, &thing),
        ("ref", kind.reference, &thing),
        ("basis", kind.basis, &basis),
    ];
    for (name, need, schema) in columns {
        match need {
            Need::Unused => {}
            Need::Optional => {
                properties.insert(name.to_owned(), or_null(schema.clone()));
            }
            Need::Required => {
                properties.insert(name.to_owned(), schema.clone());
                required.push(name);
            }
        }
    }
    match value(&kind.value) {
        Some((schema, true)) => {
            properties.insert("value".to_owned(), schema);
            required.push("value");
        }
        Some((schema, false)) => {
            properties.insert("value".to_owned(), or_null(schema));
        }
        None => {}
    }
    if kind.assigns {
        let either = ["team", "caseworker"];
        for name in either {
            properties.insert(name.to_owned(), or_null(id()));
        }
        let given =
            |name: &str| json!({"required": [name], "properties": {name: {"type": "string"}}});
        any_of = json!(either.map(given));
    }
    if kind.family {
        properties.insert("family".to_owned(), or_null(id()));
    }
    let mut shape = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if !any_of.is_null() {
        shape["anyOf"] = any_of;
    }
    shape
}

/// The form of a value, and whether it must be there.
fn value(form: &ValueForm) -> Option<(Value, bool)> {
    match form {
        ValueForm::Unused => None,
        ValueForm::Rhythm => Some((
            json!({"anyOf": [
                {"type": "string", "pattern": "^P[1-9][0-9]?(Y([1-9][0-9]?M)?|M|W|D)$"},
                {"type": "string", "format": "date"},
            ]}),
            true,
        )),
        ValueForm::Day => Some((json!({"type": "string", "format": "date"}), true)),
        ValueForm::Words {
            one_of,
            marks,
            required,
        } => {
            let mut words: Vec<String> = one_of.clone();
            let alone = if one_of.is_empty() || !required {
                marks.clone()
            } else {
                Vec::new()
            };
            for word in one_of {
                words.extend(marks.iter().map(|mark| format!("{word} {mark}")));
            }
            words.extend(alone);
            Some((json!({"type": "string", "enum": words}), *required))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::key;

    #[test]
    fn the_pattern_of_keys_in_the_routes_is_the_one_that_is_read() {
        let book = omhu_law::load::embedded(true).unwrap();
        let doc = description(&book);
        let parameters = &doc["paths"]["/api/v1/cases"]["post"]["parameters"];
        assert_eq!(parameters[0]["schema"]["pattern"], key::PATTERN);
    }

    #[test]
    fn every_kind_stands_in_exactly_one_branch() {
        let book = omhu_law::load::embedded(true).unwrap();
        let schema = new_fact(&book);
        let branches = schema["anyOf"].as_array().unwrap();
        let of = |branch: &Value| {
            branch["properties"]["kind"]["enum"]
                .as_array()
                .unwrap()
                .len()
        };
        let kinds: usize = branches.iter().map(of).sum();
        assert_eq!(kinds, book.vocabulary.len() - 1);
    }
}
