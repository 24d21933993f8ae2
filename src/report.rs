//! The papers that a meeting leaves behind, made from its [`Floor`]: minutes, result sheets, reports to the higher body.
//!
//! A document is a value ([`Document`]): it says what stands on the paper, the renderers [`markdown`] and [`html`] say how it
//! looks. Nothing here reads or writes a file: the caller does. A new document is one file and its row in [`documents`].

mod attendance;
mod counting;
pub mod document;
pub mod extract;
mod figures;
pub mod higher_body;
mod history;
pub mod html;
pub mod markdown;
pub mod minutes;
#[cfg(test)]
mod played;
mod proceedings;
mod put_right;
pub mod result_sheet;
mod rounds;
mod set_aside;
pub mod summary;
mod votes;

pub use document::Document;

use crate::agenda::Floor;
use crate::locale::Lang;

/// A document's name without its ending, such as `1-minutes-会议记录`: no character that a file system refuses.
pub type Stem = String;

/// What one row of the table makes: its documents, none if the meeting left nothing for them.
type Make = fn(&Floor, &str, Lang) -> Vec<(Stem, Document)>;

/// Every document, in the order in which the papers are filed, behind that with which its name begins in any language.
const TABLE: &[(&str, Make)] = &[
    ("1-minutes", minutes::documents),
    ("2-result-", result_sheet::documents),
    ("3-report", higher_body::report_documents),
    ("4-request", higher_body::request_documents),
];

/// All documents of a meeting as it stands. `head_code` is the journal's head as people compare it; it closes the minutes.
pub fn documents(floor: &Floor, head_code: &str, lang: Lang) -> Vec<(Stem, Document)> {
    TABLE.iter().flat_map(|(_, make)| make(floor, head_code, lang)).collect()
}

/// Whether a document of a meeting may have this name, in whichever language it was made.
pub fn names_a_document(stem: &str) -> bool {
    TABLE.iter().any(|(begins, _)| stem.starts_with(begins))
}
