//! Every form, sent with likely answers and with nonsense: nothing breaks, and every sentence of a warning is whole.

use axum::http::{StatusCode, header};
use omhu_casework::steps::{Field, FieldKind, Sort, Step, Steps};

use crate::bench::Browser;
use crate::{send, start};

/// A likely answer to each field.
fn likely(step: &Step) -> Vec<(String, String)> {
    let mut typed = Vec::new();
    for field in &step.fields {
        let mut say =
            |part: &str, text: &str| typed.push((format!("{}{part}", field.name), text.to_owned()));
        match &field.kind {
            FieldKind::Day => say("", "18.11.2026"),
            FieldKind::Instant => {
                say("", "18.11.2026");
                say(".time", "09.15");
            }
            FieldKind::Words(_) | FieldKind::YesNo => say("", &field.options()[0]),
            FieldKind::Marks(words) => words.iter().for_each(|word| say("", word)),
            FieldKind::Text { .. } | FieldKind::ShortText => say("", "Talte med Ali"),
            FieldKind::Thing(choice) if choice.new => say("", choice.sorts[0].new_name()),
            FieldKind::Thing(choice) => {
                let letter = choice
                    .sorts
                    .first()
                    .map_or('x', |sort: &Sort| sort.letter());
                say("", &format!("{letter}1"));
            }
            FieldKind::Basis(_) => say("", "bl-32"),
            FieldKind::Rhythm => say("", "6"),
            FieldKind::Scale => say("", "5"),
            FieldKind::Amount => say("", "12.500"),
            FieldKind::Goals => {
                say(".0.text", "Jeg vil sove hjemme");
                say(".0.now", "3");
                say(".0.wanted", "6");
            }
            FieldKind::Movements => say(".g1.now", "4"),
            FieldKind::Sources => {
                say(".0.sort", "child");
                say(".0.on", "3.11.2026");
            }
            FieldKind::Caseworker => say("", "cw-7"),
            FieldKind::Team => say("", "nord"),
            FieldKind::Registration => say("", "omhu-1"),
            FieldKind::Children | FieldKind::File => {}
        }
    }
    typed
}

fn nonsense(step: &Step) -> Vec<(String, String)> {
    let say = |field: &Field| {
        let name = field.name;
        let parts = [
            name.to_owned(),
            format!("{name}.time"),
            format!("{name}.0.now"),
            format!("{name}.x.y"),
        ];
        parts.map(|part| (part, "§§ <b>\u{1f600} 99.99.9999".to_owned()))
    };
    step.fields.iter().flat_map(say).collect()
}

/// Sends a form and goes on over its warnings; gives the status at the end.
async fn through(browser: &Browser<'_>, path: &str, typed: &[(String, String)]) -> StatusCode {
    let mut typed: Vec<(&str, &str)> = typed
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let page = browser.get(path).await;
    let first = send(browser, path, &page, &typed).await;
    assert!(!first.status.is_server_error(), "{path}: {}", first.body);
    assert!(!first.body.contains('⟦'), "{path}: {}", first.body);
    let shown = first.body.split("name=\"shown\" value=\"").skip(1);
    let shown: Vec<&str> = shown
        .map(|rest| rest.split('"').next().unwrap_or_default())
        .collect();
    if shown.is_empty() {
        return first.status;
    }
    typed.extend(shown.iter().map(|key| ("shown", *key)));
    typed.extend([("despite", "yes"), ("despite_reason", "Det haster")]);
    let then = send(browser, path, &page, &typed).await;
    assert!(!then.status.is_server_error(), "{path}: {}", then.body);
    if then.status == StatusCode::SEE_OTHER {
        let receipt = browser.get(then.header(header::LOCATION)).await;
        assert_eq!(receipt.status, StatusCode::OK, "{path}: {}", receipt.body);
    }
    then.status
}

#[tokio::test]
async fn every_form_takes_likely_answers_and_survives_nonsense() {
    let (bench, case) = start().await;
    let anna = bench.sign_in("anna").await;
    let steps = Steps::new(bench.store.book());
    let mut written = 0;
    // What ends the case comes last, or nothing else would be of use.
    let ends = |step: &&Step| {
        !["close-case", "take-back", "assign", "handover"].contains(&step.id.as_ref())
    };
    for step in steps.iter().filter(ends) {
        let path = format!("/cases/{case}/steps/{}", step.id);
        let status = through(&anna, &path, &likely(step)).await;
        written += usize::from(status == StatusCode::SEE_OTHER);
    }
    // Once more, where the case has it all already: the forms written by hand, which have the most warnings.
    for step in steps.iter().filter(ends).filter(|step| !step.generated) {
        let path = format!("/cases/{case}/steps/{}", step.id);
        through(&anna, &path, &likely(step)).await;
        through(&anna, &path, &nonsense(step)).await;
    }
    for step in ["close-case", "take-back", "assign", "handover"] {
        let path = format!("/cases/{case}/steps/{step}");
        let step = steps.find(step).expect("a step");
        through(&anna, &path, &likely(step)).await;
    }
    let all = steps.iter().count();
    assert!(written * 10 > all * 8, "{written} of {all} were written");
}
