//! A document as a value: what stands on the paper, in order.

use crate::locale::{Lang, chinese_number};

/// One paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The heading of the whole.
    pub title: String,
    /// The language of the text.
    pub lang: Lang,
    /// Made in a rehearsal: every page is marked 演练.
    pub rehearsal: bool,
    /// What stands on it.
    pub blocks: Vec<Block>,
    sections: usize,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The heading of a section, with its number.
    Heading(String),
    /// Whom the paper is for, at the left margin.
    Addressee(String),
    /// Running text.
    Paragraph(String),
    /// Columns with a heading each.
    Table(Table),
    /// Lines to be signed by hand, each with what the signer is.
    Signatures(Vec<String>),
    /// Who issues it, and when: at the right margin.
    Issuer(Vec<String>),
}

/// Columns with a heading each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The headings.
    pub header: Vec<String>,
    /// The rows; as many cells as headings.
    pub rows: Vec<Vec<String>>,
}

crate::messages! {
    /// Marks that the document itself carries.
    struct Say {
        rehearsal { zh: "演练", en: "REHEARSAL" }
        rehearsal_line { zh: "演练——本件不是真实会议的文件", en: "REHEARSAL: not the paper of a real meeting" }
    }
}

impl Document {
    /// A document on which nothing stands yet.
    pub fn new(title: String, rehearsal: bool, lang: Lang) -> Self {
        Self { title, lang, rehearsal, blocks: Vec::new(), sections: 0 }
    }

    /// Adds a numbered section; nothing at all where there is nothing to say.
    pub fn section(&mut self, title: &str, blocks: Vec<Block>) {
        if blocks.is_empty() {
            return;
        }
        self.sections += 1;
        let heading = match self.lang {
            Lang::Zh => format!("{}、{title}", chinese_number(self.sections)),
            Lang::En => format!("{}. {title}", self.sections),
        };
        self.blocks.push(Block::Heading(heading));
        self.blocks.extend(blocks);
    }

    /// Adds a part.
    pub fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// The word across every page of a rehearsal.
    pub fn watermark(&self) -> Option<String> {
        self.rehearsal.then(|| Say(self.lang).rehearsal())
    }

    /// The line at the head of a rehearsal's paper.
    pub fn rehearsal_line(&self) -> Option<String> {
        self.rehearsal.then(|| Say(self.lang).rehearsal_line())
    }
}

impl Block {
    /// A paragraph for each text.
    pub fn paragraphs<S: Into<String>>(texts: impl IntoIterator<Item = S>) -> Vec<Self> {
        texts.into_iter().map(|text| Self::Paragraph(text.into())).collect()
    }

    /// A table, or nothing where it would have no rows.
    pub fn table(header: Vec<String>, rows: Vec<Vec<String>>) -> Option<Self> {
        (!rows.is_empty()).then_some(Self::Table(Table { header, rows }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_without_content_leaves_no_heading_and_no_gap_in_the_numbers() {
        let mut document = Document::new("甲".into(), true, Lang::Zh);
        document.section("一段", Block::paragraphs(["话"]));
        document.section("空的", Vec::new());
        document.section("又一段", Block::paragraphs(["话"]));
        let headings: Vec<_> =
            document.blocks.iter().filter(|block| matches!(block, Block::Heading(_))).cloned().collect();
        assert_eq!(headings, [Block::Heading("一、一段".into()), Block::Heading("二、又一段".into())]);
        assert_eq!(document.watermark().as_deref(), Some("演练"));
    }
}
