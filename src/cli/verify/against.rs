//! A journal held against another copy of it.

use super::{journal_of, open, shown, unreadable};
use crate::journal::Verdict;
use crate::journal::compare::{Relation, compare};
use crate::locale::Lang;
use crate::messages;
use std::io::{self, Write};
use std::path::Path;

messages! {
    /// Words of the comparison.
    struct Say {
        same(other: &str) { zh: "与 {other} 逐条相同", en: "the same as {other}, record by record" }
        longer(other: &str, common: u64, longer: u64) { zh: "{other} 是它的前 {common} 条；这一份更长，共 {longer} 条", en: "{other} holds the first {common} of its {longer} records: this copy is the longer one" }
        shorter(other: &str, common: u64, longer: u64) { zh: "它是 {other} 的前 {common} 条；那一份更长，共 {longer} 条，请用那一份", en: "its {common} records are the beginning of {other}, which has {longer}: use that longer copy" }
        fork(other: &str, seq: u64) { zh: "与 {other} 从第 {seq} 号记录起不同（此前完全相同）：", en: "it parts from {other} at record {seq}; before that they are the same:" }
        seen(place: &str, t: &str, kind: &str, count: u64, hash: &str) { zh: "　{place}：{t} {kind}，共 {count} 条，哈希 {hash}", en: "  {place}: {t} {kind}, {count} records, hash {hash}" }
        decide { zh: "两份不能都对：请用签字材料和当时的校验码判断哪一份是真的。", en: "They cannot both be right: decide by the signed papers and the codes noted then." }
        other_meeting(other: &str) { zh: "{other} 是另一次会议的记录", en: "{other} is the journal of another meeting" }
    }
}

/// Holds a journal against another copy: 0 where it has everything that the other has, 5 where it has not.
pub(super) fn against(path: &Path, other: &Path, lang: Lang, out: &mut impl Write) -> io::Result<u8> {
    // Why it cannot be opened is told already.
    let Ok((first, _)) = open(&journal_of(path).0) else { return Ok(crate::cli::USAGE) };
    let relation = open(&journal_of(other).0).and_then(|(second, _)| compare(first, second));
    match relation {
        Err(error) => unreadable(other, &error, lang, out),
        Ok(relation) => tell_relation(&relation, [&shown(path), &shown(other)], lang, out),
    }
}

fn tell_relation(
    relation: &Relation,
    [path, other]: [&str; 2],
    lang: Lang,
    out: &mut impl Write,
) -> io::Result<u8> {
    let say = Say(lang);
    let (text, sound) = match relation {
        Relation::Same => (say.same(other), true),
        Relation::FirstLonger { common, longer } => (say.longer(other, *common, *longer), true),
        Relation::SecondLonger { common, longer } => (say.shorter(other, *common, *longer), false),
        Relation::OtherMeeting => (say.other_meeting(other), false),
        Relation::Fork(fork) => (say.fork(other, fork.first.seq), false),
    };
    writeln!(out, "{text}")?;
    if let Relation::Fork(fork) = relation {
        let both = [(path, &fork.first, fork.lengths.0), (other, &fork.second, fork.lengths.1)];
        for (place, seen, count) in both {
            writeln!(out, "{}", say.seen(place, &seen.t, &seen.kind, count, &seen.hash.to_string()))?;
        }
        writeln!(out, "{}", say.decide())?;
    }
    Ok(if sound { 0 } else { Verdict::DoesNotMatch.code() })
}
