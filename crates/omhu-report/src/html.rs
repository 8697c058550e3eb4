//! The report as one self-contained page: no request leaves the reader's machine, no script runs.
//!
//! Owns: HTML and its style sheet. Must not know what the report says.

use std::fmt::{self, Write};

use crate::ReportInput;
use crate::document::{Block, Cell, Document, Picture, Side, Span, TableBlock};
use crate::markup::Escaped;

/// Our own style, in the spirit of Det Fælles Designsystem; no code of others.
const STYLE: &str = include_str!("html/style.css");

/// The report as an HTML page.
#[must_use]
pub fn html(input: &ReportInput) -> String {
    let document = Document::of(input, None);
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = page(&mut out, &document);
    out
}

fn page(out: &mut String, document: &Document) -> fmt::Result {
    let title = Escaped(&document.title);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">{}</a>\n",
        document.lang,
        printed_banner(document),
        Escaped(&document.words.skip)
    )?;
    writeln!(out, "<header>")?;
    if let Some(banner) = &document.banner {
        writeln!(out, "<p class=\"banner\">{}</p>", Escaped(banner))?;
    }
    writeln!(out, "<h1>{title}</h1>\n<dl class=\"facts\">")?;
    for (name, value) in &document.facts {
        writeln!(
            out,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            Escaped(name),
            Escaped(value)
        )?;
    }
    writeln!(out, "</dl>\n</header>")?;
    writeln!(
        out,
        "<nav aria-label=\"{}\">\n<ul>",
        Escaped(&document.words.contents)
    )?;
    for section in &document.sections {
        writeln!(
            out,
            "<li><a href=\"#{}\">{}</a></li>",
            section.id,
            Escaped(&section.heading)
        )?;
    }
    write!(out, "</ul>\n</nav>\n<main id=\"main\" tabindex=\"-1\">\n")?;
    for section in &document.sections {
        let heading = Escaped(&section.heading);
        writeln!(
            out,
            "<section id=\"{0}\" aria-labelledby=\"{0}-h\">\n<h2 id=\"{0}-h\">{heading}</h2>",
            section.id
        )?;
        for block in &section.blocks {
            write_block(out, block, &document.words.scroll)?;
        }
        out.write_str("</section>\n")?;
    }
    writeln!(
        out,
        "</main>\n<footer><p>{}</p>",
        Escaped(&document.words.footer)
    )?;
    if let Some(banner) = &document.banner {
        writeln!(out, "<p class=\"banner\">{}</p>", Escaped(banner))?;
    }
    out.write_str("</footer>\n</body>\n</html>\n")
}

/// Repeats the banner at the top of every printed page. The text is one of our own messages; what could end a CSS
/// string or the style sheet is left out all the same.
fn printed_banner(document: &Document) -> String {
    document.banner.as_ref().map_or(String::new(), |banner| {
        let text: String = banner.chars().filter(|c| !matches!(c, '"' | '\\' | '<' | '\n')).collect();
        format!("@media print {{ @page {{ @top-left {{ content: \"{text}\"; font: bold 8pt sans-serif; }} }} }}\n")
    })
}

fn write_block(out: &mut String, block: &Block, scroll: &str) -> fmt::Result {
    match block {
        Block::Heading { text, .. } => writeln!(out, "<h3>{}</h3>", Escaped(text)),
        Block::Paragraph { spans, lead } => {
            out.write_str(if *lead { "<p class=\"lead\">" } else { "<p>" })?;
            write_cell(out, spans)?;
            out.write_str("</p>\n")
        }
        Block::List { items } => {
            out.write_str("<ul>\n")?;
            for item in items {
                out.write_str("<li>")?;
                write_cell(out, item)?;
                out.write_str("</li>\n")?;
            }
            out.write_str("</ul>\n")
        }
        Block::Terms { terms } => {
            out.write_str("<dl>\n")?;
            for (term, meaning) in terms {
                writeln!(
                    out,
                    "<dt>{}</dt>\n<dd>{}</dd>",
                    Escaped(term),
                    Escaped(meaning)
                )?;
            }
            out.write_str("</dl>\n")
        }
        Block::Tables { tables } => {
            for table in tables {
                writeln!(
                    out,
                    "<details>\n<summary>{}</summary>",
                    Escaped(&table.caption)
                )?;
                write_table(out, table, scroll)?;
                out.write_str("</details>\n")?;
            }
            Ok(())
        }
        Block::Table(table) => write_table(out, table, scroll),
        Block::Pictures { pictures, small } => {
            let class = if *small { "small" } else { "large" };
            writeln!(out, "<div class=\"pictures {class}\">")?;
            for Picture { svg, caption, .. } in pictures {
                writeln!(
                    out,
                    "<figure>\n<figcaption>{}</figcaption>\n{svg}\n</figure>",
                    Escaped(caption)
                )?;
            }
            out.write_str("</div>\n")
        }
    }
}

/// The table scrolls within its own box on a narrow screen; the box can be reached by keyboard and has a name.
fn write_table(out: &mut String, table: &TableBlock, scroll: &str) -> fmt::Result {
    let caption = Escaped(&table.caption);
    writeln!(
        out,
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}: {caption}\">\n<table>",
        Escaped(scroll)
    )?;
    writeln!(
        out,
        "<caption><span>{caption}</span></caption>\n<thead><tr>"
    )?;
    for (title, side) in &table.columns {
        writeln!(
            out,
            "<th scope=\"col\"{}>{}</th>",
            class(*side),
            Escaped(title)
        )?;
    }
    out.write_str("</tr></thead>\n<tbody>\n")?;
    for row in &table.rows {
        out.write_str("<tr>")?;
        for (at, (cell, (_, side))) in row.iter().zip(&table.columns).enumerate() {
            let (tag, scope) = if at == 0 {
                ("th", " scope=\"row\"")
            } else {
                ("td", "")
            };
            write!(out, "<{tag}{scope}{}>", class(*side))?;
            write_cell(out, cell)?;
            write!(out, "</{tag}>")?;
        }
        out.write_str("</tr>\n")?;
    }
    out.write_str("</tbody>\n</table>\n</div>\n")
}

fn class(side: Side) -> &'static str {
    match side {
        Side::Start => "",
        Side::End => " class=\"n\"",
    }
}

fn write_cell(out: &mut String, cell: &Cell) -> fmt::Result {
    for Span { text, url, shape } in cell {
        let text = Escaped(text);
        match url {
            Some(url) => write!(out, "<a href=\"{}\">{text}</a>", Escaped(url))?,
            None if *shape => write!(out, "<span aria-hidden=\"true\">{text}</span> ")?,
            None => write!(out, "{text}")?,
        }
    }
    Ok(())
}
