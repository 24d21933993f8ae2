//! A document as Markdown.

use super::document::{Block, Document, Table};

/// The document as `CommonMark` with tables; whatever people typed is escaped.
pub fn markdown(document: &Document) -> String {
    let mut text = format!("# {}\n", line(&document.title));
    if let Some(mark) = document.rehearsal_line() {
        push(&mut text, &format!("**{}**", line(&mark)));
    }
    for part in document.blocks.iter().map(block) {
        push(&mut text, &part);
    }
    text
}

fn push(text: &mut String, part: &str) {
    text.push('\n');
    text.push_str(part);
    text.push('\n');
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("## {}", line(text)),
        Block::Addressee(text) | Block::Paragraph(text) => paragraph(text),
        Block::Table(table) => rows(table),
        Block::Signatures(roles) => roles
            .iter()
            .map(|role| format!("{}：\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_", line(role)))
            .collect::<Vec<_>>()
            .join("  \n"),
        Block::Issuer(lines) => lines.iter().map(|text| paragraph(text)).collect::<Vec<_>>().join("  \n"),
    }
}

fn rows(table: &Table) -> String {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| line(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = format!("|{}", " --- |".repeat(table.header.len()));
    let body = table.rows.iter().map(|cells| row(cells));
    [row(&table.header), rule].into_iter().chain(body).collect::<Vec<_>>().join("\n")
}

/// A text that begins a line: its first character must not make it a list or a heading.
fn paragraph(text: &str) -> String {
    let text = line(text);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let (head, tail) = text.split_at(digits);
    if digits > 0 && tail.starts_with(['.', ')']) {
        return format!("{head}\\{tail}");
    }
    if text.starts_with(['-', '+', '=']) { format!("\\{text}") } else { text }
}

/// A text within a line, every sign of Markdown taken literally.
fn line(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Lang;
    use proptest::prelude::*;

    #[test]
    fn a_cell_cannot_break_its_table_nor_a_paragraph_become_a_list() {
        let mut document = Document::new("题".into(), false, Lang::Zh);
        document.add(Block::Table(Table { header: vec!["甲".into()], rows: vec![vec!["a|b".into()]] }));
        document.add(Block::Paragraph("3. 人".into()));
        document.add(Block::Paragraph("- 人".into()));
        assert_eq!(markdown(&document), "# 题\n\n| 甲 |\n| --- |\n| a\\|b |\n\n3\\. 人\n\n\\- 人\n");
    }

    proptest! {
        #[test]
        fn every_row_has_the_columns_of_its_heading(cells in prop::collection::vec("[<>&\"'|\\\\\n张三]{0,8}", 3)) {
            let table = Table { header: vec!["甲".into(), "乙".into(), "丙".into()], rows: vec![cells] };
            let text = rows(&table);
            let lines: Vec<&str> = text.lines().collect();
            prop_assert_eq!(lines.len(), 3);
            let mut bars = 0;
            let mut escaped = false;
            for c in lines[2].chars() {
                bars += usize::from(c == '|' && !escaped);
                escaped = c == '\\' && !escaped;
            }
            prop_assert_eq!(bars, 4);
        }
    }
}
