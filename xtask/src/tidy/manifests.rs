//! Rules about manifests: a remark for each dependency, the arrows between the crates, lock files without hosts.

use super::Page;

/// Which crates of the project a crate may use. What is not named here may use none.
const ARROWS: [(&str, &[&str]); 10] = [
    ("omhu-law", &[]),
    ("omhu-casework", &["omhu-law"]),
    ("omhu-store", &["omhu-casework", "omhu-law"]),
    (
        "omhu-web",
        &[
            "omhu-casework",
            "omhu-figures",
            "omhu-law",
            "omhu-report",
            "omhu-store",
        ],
    ),
    ("omhu-figures", &[]),
    ("omhu-exchange", &["omhu-law"]),
    ("omhu-simulate", &["omhu-law"]),
    ("omhu-report", &["omhu-figures", "omhu-law"]),
    (
        "omhu",
        &[
            "omhu-casework",
            "omhu-exchange",
            "omhu-figures",
            "omhu-law",
            "omhu-report",
            "omhu-simulate",
            "omhu-store",
            "omhu-web",
        ],
    ),
    ("xtask", &[]),
];

/// `Cargo.toml`
pub fn manifest(page: &mut Page<'_>) {
    if page.name != "Cargo.toml" && !page.is("/Cargo.toml") {
        return;
    }
    remarks(page);
    arrows(page);
}

/// A dependency that names a version says in a remark, beside it or above it, why it is here.
fn remarks(page: &mut Page<'_>) {
    let mut in_dependencies = false;
    let mut remark_above = false;
    for (number, line) in page.text.lines().enumerate() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies]");
        } else if in_dependencies && line.contains('=') && !line.starts_with('#') {
            let own = line.contains("path =") || line.contains("workspace = true");
            if !own && !line.contains("# ") && !line.contains(".workspace") && !remark_above {
                page.fault(number + 1, "a dependency has a remark: # why it is here");
            }
        }
        remark_above = line.starts_with('#');
    }
}

fn arrows(page: &mut Page<'_>) {
    let Ok(manifest) = page.text.parse::<toml::Table>() else {
        page.fault(1, "not readable as TOML");
        return;
    };
    let Some(name) = manifest
        .get("package")
        .and_then(|p| p.get("name")?.as_str())
    else {
        return;
    };
    let allowed = ARROWS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, to)| *to);
    let Some(allowed) = allowed else {
        page.fault(
            1,
            format!("{name} has no place in xtask/src/tidy/manifests.rs: which crates may it use?"),
        );
        return;
    };
    for section in ["dependencies", "build-dependencies"] {
        let used = manifest
            .get(section)
            .and_then(toml::Value::as_table)
            .into_iter()
            .flatten();
        for (used, _) in used.filter(|(used, _)| used.starts_with("omhu")) {
            if !allowed.contains(&used.as_str()) {
                let line = page
                    .text
                    .lines()
                    .position(|line| line.starts_with(used.as_str()));
                page.fault(line.unwrap_or(0) + 1, format!("{name} must not use {used}"));
            }
        }
    }
}

/// Lock files name no host: everyone fetches from the registry that they have.
pub fn lock(page: &mut Page<'_>) {
    if !page.is("package-lock.json") {
        return;
    }
    for (number, line) in page.text.lines().enumerate() {
        if line.contains("\"resolved\"") {
            page.fault(
                number + 1,
                "names a host: npm config set omit-lockfile-registry-resolved true, then npm install",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Fault;
    use super::*;

    fn faults(name: &str, text: &str, rule: impl Fn(&mut Page<'_>)) -> Vec<String> {
        let mut faults = Vec::new();
        rule(&mut Page {
            name,
            text,
            faults: &mut faults,
        });
        faults.iter().map(Fault::to_string).collect()
    }

    #[test]
    fn a_dependency_needs_a_remark() {
        let text = "[dependencies]\na = \"1\" # because\n# because\nb = { version = \"1\" }\nc.workspace = true\nd = \"1\"\n[features]\nx = []\n";
        let found = faults("Cargo.toml", text, manifest);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("Cargo.toml:6:"), "{found:?}");
    }

    #[test]
    fn arrows_point_one_way() {
        let law = "[package]\nname = \"omhu-law\"\n[dependencies]\nomhu-figures.workspace = true\n";
        assert_eq!(
            faults("crates/omhu-law/Cargo.toml", law, manifest),
            ["crates/omhu-law/Cargo.toml:4: omhu-law must not use omhu-figures"]
        );
        let new = "[package]\nname = \"omhu-else\"\n";
        assert_eq!(
            faults("crates/omhu-else/Cargo.toml", new, manifest).len(),
            1
        );
        let simulate =
            "[package]\nname = \"omhu-simulate\"\n[dependencies]\nomhu-law.workspace = true\n";
        assert_eq!(
            faults("crates/omhu-simulate/Cargo.toml", simulate, manifest).len(),
            0
        );
    }

    #[test]
    fn a_lock_file_names_no_host() {
        let text = "{\n\"resolved\": \"x\"\n}\n";
        assert_eq!(
            faults("tests/browser/package-lock.json", text, lock).len(),
            1
        );
    }
}
