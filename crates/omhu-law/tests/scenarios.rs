//! Every scenario of `law/scenarios/` holds. `OMHU_BLESS=1` rewrites expectations instead; read the
//! difference before you commit it.

use std::path::PathBuf;

use omhu_law::load;
use omhu_law::scenario::Scenario;

#[test]
fn every_scenario_holds() {
    let book = load::embedded(true).expect("the embedded law book is sound");
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let bless = std::env::var_os("OMHU_BLESS").is_some();
    let mut faults = Vec::new();
    let mut count = 0;
    for (name, text) in load::read_folder(&folder).expect("law/ is readable") {
        if !name.starts_with("scenarios/") {
            continue;
        }
        count += 1;
        match Scenario::parse(&text) {
            Err(error) => faults.push(format!("law/{name}: {error}")),
            Ok(scenario) if bless => {
                let new = scenario.rewritten(&book).expect("the facts can be read");
                std::fs::write(folder.join(&name), new).expect("law/ is writable");
            }
            Ok(scenario) => {
                if let Err(difference) = scenario.check(&book) {
                    faults.push(format!("law/{name}\n{difference}"));
                }
            }
        }
    }
    assert!(count >= 40, "only {count} scenarios found");
    assert!(
        faults.is_empty(),
        "{} of {count}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn every_obligation_has_a_scenario() {
    let book = load::embedded(true).expect("the embedded law book is sound");
    let faults = load::without_scenario(&book, &load::embedded_files());
    assert!(faults.is_empty(), "{faults:#?}");
}
