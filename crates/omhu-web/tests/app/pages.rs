//! Pages as they are read, compared with what they were. `OMHU_BLESS=1` rewrites; read the difference.

use std::path::Path;

use crate::readable::readable;
use crate::server::Server;

async fn compare(name: &str, path: &str) {
    let server = Server::new();
    for lang in ["da", "en"] {
        let text = readable(&server.get_in(path, lang).await.body);
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/app/snapshots/{name}-{lang}.txt"));
        if std::env::var_os("OMHU_BLESS").is_some() {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &text).unwrap();
        }
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        assert_eq!(before, text, "{}; OMHU_BLESS=1 rewrites it", file.display());
    }
}

#[tokio::test]
async fn the_styleguide_reads_as_before() {
    compare("styleguide", "/styleguide").await;
}

#[tokio::test]
async fn the_case_reads_as_before() {
    compare("case", "/styleguide/case").await;
}

#[tokio::test]
async fn the_form_reads_as_before() {
    compare("form", "/styleguide/form").await;
}

#[tokio::test]
async fn the_shortcuts_read_as_before() {
    compare("shortcuts", "/shortcuts").await;
}

#[tokio::test]
async fn every_page_has_one_first_heading_and_one_main_part() {
    let server = Server::new();
    for path in [
        "/styleguide",
        "/styleguide/case",
        "/styleguide/form",
        "/shortcuts",
        "/nowhere",
        "/panics",
    ] {
        let body = server.get(path).await.body;
        assert_eq!(
            (body.matches("<h1").count(), body.matches("<main").count()),
            (1, 1),
            "{path}"
        );
    }
}
