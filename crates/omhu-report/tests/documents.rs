//! The invented report in every form. The files are left in `target/tmp` for the eye, axe-core and page-validation.

mod sample;

use std::fs;
use std::io::Cursor;
use std::path::Path;
#[cfg(feature = "pdf")]
use std::process::Command;

use calamine::{Data, DataType, Reader, Xlsx};
use omhu_report::{Lang, ReportInput, html, xlsx};
use sample::sample;

fn keep(name: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, bytes).expect("target/tmp can be written");
    path.display().to_string()
}

/// What a reader hears of a page: its text, without tags, style and blanks.
fn heard(html: &str) -> String {
    let body = &html[html.find("<body>").expect("a body")..];
    let mut text = String::new();
    let mut within = false;
    for character in body.chars() {
        match character {
            '<' => within = true,
            '>' => {
                within = false;
                text.push(' ');
            }
            c if !within => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'");
    text.replace("&amp;", "&")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_page_answers_its_question_first() {
    let page = html(&sample(Lang::Da, 24));
    keep("report-da.html", page.as_bytes());
    let text = heard(&page);
    let place = |needle: &str| {
        text.find(needle)
            .unwrap_or_else(|| panic!("{needle} is not said"))
    };
    assert!(place("Hvad er ikke gjort til tiden, og hvor sikre er vi?") < place("Svaret kort"));
    assert!(place("Simulerede data") < place("Svaret kort"));
    assert!(place("pligter med frist i perioden er") < place("Et lille billede for hver pligt"));
    assert!(text.contains("Den, der har ventet længst") && text.contains("(sandsynligt "));
    assert!(
        text.contains("en opdigtet forklaring med <b>tegn</b> & \"tegn\""),
        "texts are shown, not obeyed"
    );
    assert!(!page.contains("SIM-0"), "the page names no case");
    assert!(
        text.contains("Loven ændret") || !text.contains("2023"),
        "the law change is said where it lies within"
    );
}

#[test]
fn the_english_page_speaks_english() {
    let page = html(&sample(Lang::En, 60));
    keep("report-en.html", page.as_bytes());
    let text = heard(&page);
    assert!(
        page.contains("<html lang=\"en\">")
            && text.contains("What is not done in time, and how sure are we?")
    );
    assert!(text.contains("The law changed within the period: barnets lov from January 2024."));
    for danish in ["Pligt", "frist", "⟦"] {
        assert!(!text.replace("Kun dage", "").contains(danish), "{danish}");
    }
}

#[test]
fn the_page_asks_nothing_of_the_network() {
    let page = html(&sample(Lang::Da, 24));
    assert!(page.contains("default-src 'none'"));
    for forbidden in [
        "<script", "<link", "<img", "src=", "@import", "url(", " style=", "onload",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    let ids: Vec<&str> = page
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
}

#[test]
fn each_chart_has_words_and_a_table() {
    let page = html(&sample(Lang::Da, 24));
    let charts = page.matches("<svg ").count();
    assert_eq!(page.matches("role=\"img\"").count(), charts);
    assert_eq!(page.matches("<desc id=").count(), charts);
    let pictures = page.matches("<div class=\"pictures large\">").count();
    assert!(
        page.matches("<details>").count() >= pictures - 1,
        "the ages have an open table"
    );
}

#[test]
fn an_empty_report_is_still_a_report() {
    for lang in Lang::ALL {
        let input = ReportInput {
            lang,
            as_of: "2026-11-21".into(),
            ..ReportInput::default()
        };
        assert!(heard(&html(&input)).len() > 1000);
        assert!(!xlsx(&input).expect("a file").is_empty());
        #[cfg(feature = "pdf")]
        assert!(
            omhu_report::pdf(&input)
                .expect("a file")
                .starts_with(b"%PDF")
        );
    }
}

/// The date of a cell, when it is one.
fn iso(cell: &Data) -> Option<String> {
    let Data::DateTime(date) = cell else {
        return None;
    };
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    Some(format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}"))
}

fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> calamine::Range<Data> {
    book.worksheet_range(name)
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_spreadsheet_reads_back_as_numbers_dates_and_texts() {
    let input = sample(Lang::Da, 24);
    let bytes = xlsx(&input).expect("a file");
    keep("report-da.xlsx", &bytes);
    keep(
        "report-en.xlsx",
        &xlsx(&sample(Lang::En, 24)).expect("a file"),
    );
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("opens");
    assert_eq!(
        book.sheet_names(),
        ["Overblik", "Tal", "Team", "Sager", "Ord og regler"]
    );
    for name in book.sheet_names() {
        let first = sheet(&mut book, &name)
            .get_value((0, 0))
            .expect("a line")
            .to_string();
        assert!(first.starts_with("Simulerede data"), "{name}: {first}");
    }
    let cases = sheet(&mut book, "Sager");
    assert_eq!(cases.height() - 2, input.behind.len());
    let (row, case) = (cases.rows().nth(2).expect("a case"), &input.behind[0]);
    assert_eq!(row[0], Data::String(case.case.clone()));
    let days: Vec<String> = row.iter().filter_map(iso).collect();
    assert_eq!(days[0], format!("{}T00:00", case.trigger_on));
    assert_eq!(days[1], case.due[..16], "the hour is Copenhagen's");
    assert_eq!(
        row[16],
        Data::String("=HYPERLINK(\"x\")".into()),
        "a text stays a text"
    );
    let formulas = book.worksheet_formula("Sager").expect("a sheet");
    assert!(formulas.is_empty(), "no formula comes from data");
}

#[test]
fn percentages_in_the_spreadsheet_are_formulas_with_their_result() {
    let input = sample(Lang::Da, 24);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&input).expect("a file"))).expect("opens");
    let (values, formulas) = (
        sheet(&mut book, "Tal"),
        book.worksheet_formula("Tal").expect("a sheet"),
    );
    let heading = |name: &str| {
        values
            .rows()
            .nth(1)
            .and_then(|row| {
                row.iter()
                    .position(|cell| *cell == Data::String(name.into()))
            })
            .expect("a column")
    };
    let (met, counted, percent) = (
        heading("Antal til tiden"),
        heading("Talt (n)"),
        heading("Til tiden"),
    );
    let mut checked = 0;
    for (at, row) in values.rows().enumerate().skip(2) {
        let number = |column: usize| row[column].as_f64();
        let (Some(met), Some(counted), percent) = (number(met), number(counted), number(percent))
        else {
            continue;
        };
        assert_eq!(
            percent.is_none(),
            counted == 0.0,
            "row {at}: no number where nothing is counted"
        );
        let Some(percent) = percent else { continue };
        assert!(
            (percent - met / counted).abs() <= 0.0005 + 1e-12,
            "row {at}: {percent} of {met}/{counted}"
        );
        checked += 1;
    }
    assert!(checked > 200);
    let formula = formulas.get_value((2, percent as u32)).expect("a formula");
    assert_eq!(formula, "ROUND(E3/I3,3)");
}

#[cfg(feature = "pdf")]
#[test]
fn the_pdf_says_what_the_page_says() {
    let input = sample(Lang::Da, 24);
    let path = keep("report-da.pdf", &omhu_report::pdf(&input).expect("a PDF"));
    keep(
        "report-en.pdf",
        &omhu_report::pdf(&sample(Lang::En, 60)).expect("a PDF"),
    );
    let Ok(output) = Command::new("pdftotext")
        .args(["-layout", &path, "-"])
        .output()
    else {
        return; // poppler is a check from outside; the build does not ask for it
    };
    let text = String::from_utf8(output.stdout)
        .expect("UTF-8")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for sentence in [
        "Hvad er ikke gjort til tiden",
        "Svaret kort",
        "Hvad ordene betyder",
        "Mangler nu",
        "<b>tegn</b>",
    ] {
        assert!(text.contains(sentence), "{sentence}");
    }
    let pages = text
        .matches("Simulerede data: opdigtede sager og tal.")
        .count();
    assert!(
        text.contains(&format!("1 af {pages}")),
        "the banner stands on each of the {pages} pages"
    );
    assert!(!text.contains("SIM-0"), "the document names no case");
}

#[cfg(feature = "pdf")]
#[test]
fn names_in_any_alphabet_and_markup_in_texts_do_no_harm() {
    let mut input = sample(Lang::Da, 12);
    input.source_name = "#panic() *王* $x$ `a` \\ @b <c> // \u{202e}\u{7} Юлия ☃".into();
    input.title = Some("= 3. december 2026".into());
    input.obligations[0].title = " \u{feff}".into();
    for (key, _) in &mut input.by_team {
        key.group.push_str(" 🙂\n\"'<svg>");
    }
    let path = keep("nasty.pdf", &omhu_report::pdf(&input).expect("a PDF"));
    keep("nasty.html", html(&input).as_bytes());
    keep("nasty.xlsx", &xlsx(&input).expect("a file"));
    let Ok(output) = Command::new("pdftotext").args([&path, "-"]).output() else {
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("#panic() *\u{fffd}* $x$") && text.contains("= 3. december 2026"),
        "{}",
        &text[..400]
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let input = sample(Lang::Da, 24);
    assert_eq!(html(&input), html(&input));
    let first = xlsx(&input).expect("a file");
    #[cfg(feature = "pdf")]
    let first_pdf = omhu_report::pdf(&input).expect("a PDF");
    // Another second on the clock, should a library look at it.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == xlsx(&input).expect("a file"), "XLSX");
    #[cfg(feature = "pdf")]
    assert!(first_pdf == omhu_report::pdf(&input).expect("a PDF"), "PDF");
}

#[test]
fn a_reader_who_asks_for_the_rows_gets_them_and_another_gets_no_case() {
    let mut input = sample(Lang::En, 24);
    let case = input.behind[0].case.clone();
    assert!(
        !html(&input).contains(&case),
        "a report on figures names no case"
    );
    input.rows_total = 7 + input.behind.len() as u64;
    input.rows = Some(input.behind.clone());
    let page = html(&input);
    let row = &input.behind[0];
    for cell in [&case, &row.obligation, &row.due, &row.status, &row.rule] {
        assert!(page.contains(cell.as_str()), "{cell}");
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&input).expect("a file"))).expect("opens");
    let rows = sheet(&mut book, "All rows");
    let found = rows
        .rows()
        .filter(|row| row[0].as_string().as_ref() == Some(&case))
        .count();
    let expected = input.behind.iter().filter(|row| row.case == case).count();
    assert_eq!(found, expected);
}
