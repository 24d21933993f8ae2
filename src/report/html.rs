//! A document as one self-contained HTML page that prints on A4.

use super::document::{Block, Document, Table};
use crate::locale::Lang;
use std::fmt::Write as _;

const STYLE: &str = include_str!("paper.css");

/// The document as a page that needs nothing but itself; whatever people typed is escaped.
pub fn html(document: &Document) -> String {
    let lang = document.lang.pick("zh-CN", "en");
    let title = escape(&document.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    if let Some(mark) = document.watermark() {
        let _ = writeln!(page, "<div class=\"watermark\" aria-hidden=\"true\">{}</div>", escape(&mark));
    }
    let _ = writeln!(page, "<h1>{title}</h1>");
    if let Some(line) = document.rehearsal_line() {
        let _ = writeln!(page, "<p class=\"rehearsal\">{}</p>", escape(&line));
    }
    for block in &document.blocks {
        page.push_str(&part(block, document.lang));
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn part(block: &Block, lang: Lang) -> String {
    match block {
        Block::Heading(text) => format!("<h2>{}</h2>\n", escape(text)),
        Block::Addressee(text) => format!("<p class=\"addressee\">{}</p>\n", escape(text)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", escape(text)),
        Block::Table(table) => rows(table),
        Block::Signatures(roles) => signatures(roles, lang),
        Block::Issuer(lines) => {
            let lines: Vec<String> = lines.iter().map(|line| escape(line)).collect();
            format!("<p class=\"issuer\">{}</p>\n", lines.join("<br>"))
        }
    }
}

fn signatures(roles: &[String], lang: Lang) -> String {
    let colon = lang.pick("：", ":");
    let line = |role: &String| format!("<p>{}{colon}<span class=\"line\"></span></p>\n", escape(role));
    format!("<div class=\"signatures\">\n{}</div>\n", roles.iter().map(line).collect::<Vec<_>>().concat())
}

fn rows(table: &Table) -> String {
    let row = |tag: &str, cells: &[String]| {
        let cells: Vec<String> =
            cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect();
        format!("<tr>{}</tr>\n", cells.concat())
    };
    let head = row("th", &table.header);
    let body: String = table.rows.iter().map(|cells| row("td", cells)).collect();
    format!("<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n")
}

/// The text with every character that HTML reads as its own written out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A document with `text` wherever people's text can stand.
    fn everywhere(text: &str) -> Document {
        let text = || text.to_owned();
        let mut document = Document::new(text(), true, Lang::Zh);
        document.section(&text(), Block::paragraphs([text()]));
        document.add(Block::Addressee(text()));
        document.add(Block::Table(Table { header: vec![text()], rows: vec![vec![text()]] }));
        document.add(Block::Signatures(vec![text()]));
        document.add(Block::Issuer(vec![text()]));
        document
    }

    /// The tags of a page's body, and what stands between them.
    fn skeleton(page: &str) -> (Vec<String>, String) {
        let (mut tags, mut text) = (Vec::new(), String::new());
        let (_, body) = page.split_once("<body>").unwrap();
        for piece in body.split('<').skip(1) {
            let (tag, rest) = piece.split_once('>').unwrap();
            tags.push(tag.to_owned());
            text.push_str(rest);
        }
        (tags, text)
    }

    proptest! {
        #[test]
        fn no_text_reaches_the_page_unescaped(text in "[<>&\"'|a-z张/=]{0,20}") {
            let (tags, between) = skeleton(&html(&everywhere(&text)));
            let (plain, _) = skeleton(&html(&everywhere("甲")));
            prop_assert_eq!(tags, plain);
            prop_assert!(!between.contains(['"', '\'', '>']));
        }
    }

    #[test]
    fn the_page_asks_for_nothing_from_elsewhere() {
        let page = html(&everywhere("甲"));
        for word in ["http", "src=", "url(", "@import", "<script", "<link"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("演练") && page.contains("@page"));
    }
}
