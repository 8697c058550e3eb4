//! `omhu law pages`: what is written lies where its links say.

use std::path::PathBuf;

use crate::program::Bench;

fn law() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../law")
}

/// The links of a page that lead to files.
fn links(page: &str) -> Vec<&str> {
    let after = page.split("](").skip(1);
    let links = after.filter_map(|text| text.split(')').next());
    links.filter(|link| !link.starts_with("https:")).collect()
}

#[test]
fn the_links_of_pages_lead_to_files_however_deep_the_folder_is() {
    let bench = Bench::new();
    let law = law();
    let law = law.to_str().expect("a path of text");
    for folder in ["pages", "some/folder with blanks/pages"] {
        let answer = bench.run(&["law", "pages", folder, "--law", law]);
        assert_eq!(answer.status, 0, "{}", answer.messages);
        let page = bench.read(&format!("{folder}/plan_made.md"));
        let found = links(&page);
        assert!(found.iter().any(|link| link.contains("scenarios/")));
        for link in found {
            let target = bench.path(folder).join(link.replace("%20", " "));
            assert!(target.is_file(), "{link}");
        }
        for link in links(&bench.read(&format!("{folder}/README.md"))) {
            assert!(bench.path(folder).join(link).is_file(), "{link}");
        }
    }
}

#[test]
fn a_folder_of_law_files_beside_the_pages_is_linked_by_a_short_way() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.path("docs/law")).expect("writable");
    let copied = std::process::Command::new("cp")
        .arg("-r")
        .arg(law())
        .arg(bench.path("law"))
        .status()
        .expect("cp runs");
    assert!(copied.success());
    let answer = bench.run(&["law", "pages", "docs/law", "--law", "law"]);
    assert_eq!(answer.status, 0, "{}", answer.messages);
    let page = bench.read("docs/law/plan_made.md");
    assert!(page.contains("](../../law/scenarios/"), "{page}");
}

#[test]
fn pages_of_the_built_in_law_name_scenarios_and_link_to_nothing_that_is_not_there() {
    let bench = Bench::new();
    let answer = bench.run(&["law", "pages", "pages"]);
    assert_eq!(answer.status, 0, "{}", answer.messages);
    let page = bench.read("pages/plan_made.md");
    assert!(page.contains("(`law/scenarios/"), "{page}");
    assert!(links(&page).is_empty(), "{:?}", links(&page));
}
