//! The check of a whole journal against what people expect of it, and the one finding that comes of it.

use std::io::{self, Read};

use super::Verdict;
use super::chain::{Chain, Damage};
use super::code::HeadCode;
use super::head::Head;
use super::reader::{Ending, Reader, Torn};
use super::record::Record;

/// What a journal turned out to be, compared with what was published of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Complete and unchanged.
    Sound,
    /// The tail was never confirmed.
    Torn(Torn),
    /// The last line is whole but invalid: only a mirror or two persons can decide.
    Undecided(Damage),
    /// Damaged.
    Damaged(Damage),
    /// Shorter than what was published.
    LostTail {
        /// What was published.
        published: Head,
        /// What is there.
        found: Head,
    },
    /// Not what was published: at the published place stands something else.
    Differs {
        /// What was published.
        published: Head,
    },
    /// No record has the given head code.
    NoSuchCode(HeadCode),
    /// A record's event is unknown to this program, or refused by whoever applied it.
    Impossible {
        /// The record.
        seq: u64,
        /// Its type.
        kind: String,
        /// Why.
        reason: String,
    },
    /// From this record on a newer version wrote.
    Newer(Damage),
}

impl Finding {
    /// The verdict, with its exit code.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Sound => Verdict::Complete,
            Self::Torn(_) => Verdict::Torn,
            Self::Undecided(_) | Self::Damaged(_) => Verdict::Damaged,
            Self::LostTail { .. } | Self::Differs { .. } | Self::NoSuchCode(_) => Verdict::DoesNotMatch,
            Self::Impossible { .. } => Verdict::Impossible,
            Self::Newer(_) => Verdict::Newer,
        }
    }
}

/// What a journal is held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Expected {
    /// The published head.
    pub head: Option<Head>,
    /// A head code that people kept.
    pub code: Option<HeadCode>,
}

/// The result of a check.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The links up to where the reading ended.
    pub chain: Chain,
    /// What was found.
    pub finding: Finding,
    /// The record that has the given code.
    pub code_at: Option<u64>,
}

impl Checked {
    /// The end of the last whole act.
    pub fn whole(&self) -> Option<Head> {
        self.chain.whole()
    }
}

/// Checks a journal from its first byte and hands every record to `each`, which may find it impossible (records of an
/// act that turns out to be torn are handed out too: the finding says so). Memory does not grow.
pub fn check<R: Read>(
    source: R,
    expected: Expected,
    mut each: impl FnMut(&Record<'_>) -> Result<(), String>,
) -> io::Result<Checked> {
    let mut reader = Reader::new(source);
    let mut met = Met::default();
    let mut impossible = None;
    while let Some(record) = reader.next_record()? {
        met.see(&record, expected);
        if impossible.is_none()
            && let Err(reason) = each(&record)
        {
            impossible = Some(Finding::Impossible { seq: record.seq, kind: record.kind.to_owned(), reason });
        }
        met.pass(reader.chain(), expected);
    }
    let (chain, ending) = reader.finish()?;
    let finding = judge(&chain, ending, expected, &met, impossible);
    Ok(Checked { chain, finding, code_at: met.code_at })
}

/// Which of the expected things were met on the way.
#[derive(Debug, Default)]
struct Met {
    head: bool,
    code_at: Option<u64>,
}

impl Met {
    fn see(&mut self, record: &Record<'_>, expected: Expected) {
        if expected.code.is_some_and(|code| code.matches(&record.hash)) {
            self.code_at = Some(record.seq);
        }
    }

    fn pass(&mut self, chain: &Chain, expected: Expected) {
        self.head |= expected.head.is_some() && chain.whole() == expected.head;
    }
}

/// One finding: what is worst comes first.
fn judge(
    chain: &Chain,
    ending: Ending,
    expected: Expected,
    met: &Met,
    impossible: Option<Finding>,
) -> Finding {
    let torn = match ending {
        Ending::Damaged(damage) => return Finding::Damaged(damage),
        Ending::Undecided(damage) => return Finding::Undecided(damage),
        Ending::Newer(damage) => return Finding::Newer(damage),
        Ending::Torn(torn) => Some(torn),
        Ending::Clean => None,
    };
    if let (Some(published), Some(found), false) = (expected.head, chain.whole(), met.head) {
        let lost = found.length < published.length;
        return if lost { Finding::LostTail { published, found } } else { Finding::Differs { published } };
    }
    if let (Some(code), None) = (expected.code, met.code_at) {
        return Finding::NoSuchCode(code);
    }
    impossible.or(torn.map(Finding::Torn)).unwrap_or(Finding::Sound)
}
