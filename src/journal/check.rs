//! The check of a whole journal against what people expect of it, and the one finding that comes of it.

use std::io::{self, Read};

use super::Verdict;
use super::ahead::{Source, ahead};
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
    each: impl FnMut(&Record<'_>) -> Result<(), String>,
) -> io::Result<Checked> {
    check_all(Reader::new(source), expected, each)
}

/// The same check with a second thread that reads and hashes ahead. The result is that of [`check`].
pub fn check_ahead<R: Read + Send>(
    source: R,
    expected: Expected,
    each: impl FnMut(&Record<'_>) -> Result<(), String>,
) -> io::Result<Checked> {
    ahead(source, |hashed| check_all(Reader::from_source(hashed), expected, each))
}

fn check_all(
    mut reader: Reader<impl Source>,
    expected: Expected,
    mut each: impl FnMut(&Record<'_>) -> Result<(), String>,
) -> io::Result<Checked> {
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

#[cfg(test)]
mod tests {
    use super::super::parse::Flaw;
    use super::super::reader::Tail;
    use super::super::toy::{Toy, acts, lines, placed};
    use super::super::{LineHash, MAX_LINE};
    use super::*;

    fn checked(bytes: &[u8]) -> Checked {
        check(bytes, Expected::default(), |record| {
            record.event::<Toy>().map(drop).map_err(|error| error.to_string())
        })
        .unwrap()
    }

    fn finding(bytes: &[u8]) -> Finding {
        checked(bytes).finding
    }

    /// Where each line starts, and the end.
    fn starts(bytes: &[u8]) -> Vec<usize> {
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        [0].into_iter().chain(ends).collect()
    }

    /// Ends of whole acts: after records 0, 3, 5 and 6.
    fn act_ends(bytes: &[u8]) -> Vec<usize> {
        [1, 4, 6, 7].map(|line| starts(bytes)[line]).to_vec()
    }

    /// The same line with its hash made right, and every later one too, as a forger would do it.
    fn rehash(bytes: &[u8]) -> Vec<u8> {
        let mut prev = "0".repeat(64);
        let mut out = String::new();
        for line in String::from_utf8(bytes.to_vec()).unwrap().lines() {
            let body = line.rsplit_once(",\"h\":\"").unwrap().0;
            let at = body.find("\"prev\":\"").unwrap() + 8;
            let body = format!("{}{prev}{}", &body[..at], &body[at + 64..]);
            prev = LineHash::of(body.as_bytes()).to_string();
            out.extend([&body, ",\"h\":\"", &prev, "\"}\n"]);
        }
        out.into_bytes()
    }

    #[test]
    fn cut_at_any_byte_a_journal_is_whole_or_torn() {
        let journal = lines(&acts());
        let ends = act_ends(&journal);
        for length in 0..=journal.len() {
            let found = finding(&journal[..length]);
            let Some(whole) = ends.iter().rev().find(|end| **end <= length) else {
                assert!(
                    matches!(found, Finding::Damaged(Damage { record: 0, flaw: Flaw::Empty, .. })),
                    "{length}"
                );
                continue;
            };
            if *whole == length {
                assert_eq!(found, Finding::Sound, "{length}");
                continue;
            }
            let tail = if journal[length - 1] == b'\n' { Tail::Act } else { Tail::Piece };
            let bytes = (length - whole) as u64;
            assert_eq!(found, Finding::Torn(Torn { from: *whole as u64, bytes, tail }), "{length}");
        }
    }

    #[test]
    fn zeros_behind_any_cut_are_a_torn_tail() {
        let journal = lines(&acts());
        for length in act_ends(&journal)[0]..journal.len() {
            let found = finding(&[&journal[..length], &[0; 600]].concat());
            assert!(matches!(found, Finding::Torn(Torn { tail: Tail::Zeros, .. })), "{length}");
        }
    }

    #[test]
    fn every_flipped_bit_is_found_in_its_line() {
        let journal = lines(&acts());
        let starts = starts(&journal);
        for at in 0..journal.len() {
            let line = starts.iter().rposition(|start| *start <= at).unwrap() as u64;
            for bit in 0..8 {
                let mut changed = journal.clone();
                changed[at] ^= 1 << bit;
                match finding(&changed) {
                    Finding::Damaged(damage) => {
                        assert_eq!((damage.record, damage.line), (line, line + 1), "byte {at}, bit {bit}");
                    }
                    // The last line, or the newline before it.
                    Finding::Undecided(damage) => {
                        assert_eq!((damage.record, line >= 5), (line, true), "byte {at}, bit {bit}");
                    }
                    // The last newline itself: the last record counts as torn.
                    Finding::Torn(_) => assert_eq!(at + 1, journal.len(), "byte {at}, bit {bit}"),
                    other => panic!("byte {at}, bit {bit}: {other:?}"),
                }
            }
        }
    }

    /// The lines of a journal, rearranged.
    fn arranged(journal: &[u8], order: &[usize]) -> Vec<u8> {
        let starts = starts(journal);
        order.iter().flat_map(|line| journal[starts[*line]..starts[*line + 1]].to_vec()).collect()
    }

    #[test]
    fn deleted_doubled_and_swapped_lines_are_named() {
        let journal = lines(&acts());
        for line in 0..6_usize {
            let deleted: Vec<usize> = (0..7).filter(|n| *n != line).collect();
            let doubled: Vec<usize> = (0..7).flat_map(|n| vec![n; 1 + usize::from(n == line)]).collect();
            let mut swapped: Vec<usize> = (0..7).collect();
            swapped.swap(line, line + 1);
            let seq =
                |expected: usize, found: usize| Flaw::Seq { expected: expected as u64, found: found as u64 };
            let cases = [
                (deleted, line, seq(line, line + 1)),
                (doubled, line + 1, seq(line + 1, line)),
                (swapped, line, seq(line, line + 1)),
            ];
            for (order, record, flaw) in cases {
                let bytes = arranged(&journal, &order);
                let (Finding::Damaged(damage) | Finding::Undecided(damage)) = finding(&bytes) else {
                    panic!("{order:?}");
                };
                assert_eq!((damage.record, damage.flaw), (record as u64, flaw), "{order:?}");
                assert!(
                    bytes[usize::try_from(damage.byte).unwrap()..].starts_with(b",\"seq\":"),
                    "{order:?}"
                );
            }
        }
    }

    #[test]
    fn a_rehashed_line_breaks_the_next_link() {
        let journal = lines(&acts());
        let mut forged = rehash(
            &String::from_utf8(journal.clone()).unwrap().replace("\"place\":2", "\"place\":9").into_bytes(),
        );
        assert_eq!(finding(&forged), Finding::Sound, "a whole new chain is only found by its head");
        let end = starts(&journal)[3];
        forged.truncate(end);
        forged.extend_from_slice(&journal[end..]);
        let Finding::Damaged(damage) = finding(&forged) else { panic!() };
        assert_eq!((damage.record, damage.flaw), (3, Flaw::Prev));
    }

    #[test]
    fn another_meetings_line_is_known_by_its_id() {
        let journal = String::from_utf8(lines(&acts())).unwrap();
        let at = starts(journal.as_bytes())[6];
        let spliced =
            format!("{}{}", &journal[..at], journal[at..].replace(&"01".repeat(16), &"02".repeat(16)));
        let Finding::Undecided(damage) = finding(&rehash(spliced.as_bytes())) else { panic!() };
        assert_eq!((damage.record, damage.flaw), (6, Flaw::Meeting));
    }

    #[test]
    fn an_act_must_be_whole_before_the_next_begins() {
        let journal = String::from_utf8(lines(&acts())).unwrap();
        for (old, new) in [("[1,3]", "[1,4]"), ("[4,2]", "[4,1]"), ("[1,3]", "[1,2]")] {
            let changed = rehash(journal.replace(old, new).as_bytes());
            let (Finding::Damaged(damage) | Finding::Undecided(damage)) = finding(&changed) else {
                panic!("{new}")
            };
            assert!(matches!(damage.flaw, Flaw::Act | Flaw::Field("act")), "{new}: {damage}");
        }
    }

    #[test]
    fn an_invalid_last_line_is_undecidable_and_an_earlier_one_is_damage() {
        let journal = lines(&acts());
        let at = starts(&journal)[6];
        let last = [&journal[..at], b"{}\n"].concat();
        assert!(matches!(finding(&last), Finding::Undecided(Damage { record: 6, line: 7, .. })));
        for more in [&b"x"[..], &[0; 9], b"{}\n"] {
            assert!(matches!(
                finding(&[&last[..], more].concat()),
                Finding::Damaged(Damage { record: 6, .. })
            ));
        }
    }

    #[test]
    fn a_monstrous_line_is_damage_if_it_ends_and_torn_if_not() {
        let journal = lines(&acts());
        let long = vec![b'x'; 5 * MAX_LINE];
        assert!(matches!(finding(&[&journal[..], &long].concat()), Finding::Torn(_)));
        let ended = [&journal[..], &long, b"\n"].concat();
        let Finding::Damaged(damage) = finding(&ended) else { panic!() };
        assert_eq!((damage.record, damage.flaw), (7, Flaw::TooLong { limit: MAX_LINE }));
        assert_eq!(damage.byte, journal.len() as u64);
        let zeros = vec![0; 9 * MAX_LINE];
        assert!(matches!(
            finding(&[&journal[..], &zeros].concat()),
            Finding::Torn(Torn { tail: Tail::Zeros, .. })
        ));
    }

    #[test]
    fn a_newer_version_is_named_unless_its_own_hashes_are_wrong() {
        let journal = String::from_utf8(lines(&acts())).unwrap();
        let at = starts(journal.as_bytes())[4];
        let newer =
            rehash(format!("{}{}", &journal[..at], journal[at..].replace("\"v\":1", "\"v\":2")).as_bytes());
        let found = finding(&newer);
        assert!(
            matches!(&found, Finding::Newer(Damage { record: 4, flaw: Flaw::Newer(2), .. })),
            "{found:?}"
        );
        assert_eq!(found.verdict(), Verdict::Newer);
        let mut changed = newer.clone();
        let last = changed.len() - 90;
        changed[last] ^= 1;
        let Finding::Damaged(damage) = finding(&changed) else { panic!() };
        assert_eq!((damage.record, damage.line, damage.flaw), (6, 7, Flaw::Hash));
    }

    #[test]
    fn an_impossible_event_is_told_apart_from_a_changed_one() {
        let journal = String::from_utf8(lines(&acts())).unwrap();
        let odd = rehash(journal.replace("book_taken", "book_burnt").as_bytes());
        let found = finding(&odd);
        assert!(
            matches!(&found, Finding::Impossible { seq: 3, kind, .. } if kind == "shelf.book_burnt"),
            "{found:?}"
        );
        assert_eq!(found.verdict(), Verdict::Impossible);
    }

    fn against(bytes: &[u8], expected: Expected) -> Checked {
        check(bytes, expected, |_| Ok(())).unwrap()
    }

    #[test]
    fn a_journal_is_held_against_its_head() {
        let journal = lines(&acts());
        let ends = act_ends(&journal);
        let heads: Vec<Head> = ends.iter().map(|end| checked(&journal[..*end]).whole().unwrap()).collect();
        for (n, head) in heads.iter().enumerate() {
            let expected = Expected { head: Some(*head), code: None };
            for (m, end) in ends.iter().enumerate() {
                let found = against(&journal[..*end], expected).finding;
                if m >= n {
                    assert_eq!(found, Finding::Sound);
                } else {
                    assert_eq!(found, Finding::LostTail { published: *head, found: heads[m] });
                    assert_eq!(found.verdict(), Verdict::DoesNotMatch);
                }
            }
            let other = Head { hash: LineHash::of(b"other"), ..*head };
            let found = against(&journal, Expected { head: Some(other), code: None }).finding;
            assert_eq!(found, Finding::Differs { published: other });
        }
        // A torn piece where something confirmed stood is a lost tail, not a harmless one.
        let cut = &journal[..journal.len() - 1];
        let found = against(cut, Expected { head: heads.last().copied(), code: None }).finding;
        assert!(matches!(found, Finding::LostTail { .. }));
    }

    #[test]
    fn a_head_code_finds_its_record() {
        let journal = lines(&acts());
        let head = checked(&journal[..act_ends(&journal)[1]]).whole().unwrap();
        let code = Some(HeadCode::of(&head.hash));
        assert_eq!(against(&journal, Expected { head: None, code }).code_at, Some(3));
        let short = against(&journal[..act_ends(&journal)[0]], Expected { head: None, code });
        assert_eq!(short.finding.verdict(), Verdict::DoesNotMatch);
    }

    #[test]
    fn long_journals_cross_the_buffer_at_every_place() {
        let title = "长".repeat(3_000);
        let long = Toy::Shelf(super::super::toy::Shelf::BookPlaced { place: 1, title });
        let acts: Vec<Vec<Toy>> = (0..200).map(|n| vec![placed(n), long.clone()]).collect();
        let journal = lines(&acts);
        let checked = checked(&journal);
        assert_eq!(checked.finding, Finding::Sound);
        assert_eq!(checked.whole().map(|head| (head.seq, head.length)), Some((399, journal.len() as u64)));
    }
}
