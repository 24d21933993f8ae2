//! The errors of the journal in words.

use super::super::chain::Damage;
use super::super::check::Finding;
use super::super::follow::{Changed, FollowError};
use super::super::lock::Owner;
use super::super::mirror::MirrorError;
use super::super::parse::Flaw;
use super::words::{Cause, Happened, Next, Safe};
use super::{Explanation, JournalError};
use crate::locale::Lang;

/// The likely cause of a flaw.
pub fn cause(flaw: &Flaw, lang: Lang) -> String {
    let say = Cause(lang);
    match flaw {
        Flaw::Empty => say.empty(),
        Flaw::TooLong { .. } => say.too_long(),
        Flaw::NotUtf8 | Flaw::Field(_) | Flaw::Hash | Flaw::Data => say.bytes(),
        Flaw::ByteOrderMark => say.editor(),
        Flaw::CarriageReturn => say.line_ends(),
        Flaw::Newer(version) => say.version(*version),
        Flaw::Meeting => say.meeting(),
        Flaw::Seq { expected, found } if found > expected => say.missing(*expected, *found),
        Flaw::Seq { found, .. } => say.repeated(*found),
        Flaw::Prev => say.rewritten(),
        Flaw::Act => say.act(),
    }
}

fn place(damage: &Damage, lang: Lang) -> String {
    Cause(lang).place(damage.record, damage.line, damage.byte)
}

impl Explanation {
    fn new(code: &'static str, happened: String, safe: String, next: String) -> Self {
        Self { code, happened, safe, next }
    }
}

/// An error in words.
pub(super) fn of_error(error: &JournalError, lang: Lang) -> Explanation {
    let (happened, safe, next) = (Happened(lang), Safe(lang), Next(lang));
    let (text, safe, next) = match error {
        JournalError::Refused(finding) => return of_finding(finding, lang),
        JournalError::Locked { owner } => (locked(owner.as_ref(), lang), safe.untouched(), next.watch()),
        JournalError::Lock(why) => (happened.no_lock(&why.to_string()), safe.untouched(), next.elsewhere()),
        JournalError::AlreadyThere { place } => {
            (happened.already_there(place), safe.untouched(), next.resume())
        }
        JournalError::NoJournal { place } => (happened.no_journal(place), safe.untouched(), next.name()),
        JournalError::Create(why) => {
            (happened.not_created(&why.to_string()), safe.not_done(), next.elsewhere())
        }
        JournalError::Open { name, source } => {
            (happened.not_opened(name, &source.to_string()), safe.untouched(), next.elsewhere())
        }
        JournalError::Read(why) => (happened.not_read(&why.to_string()), safe.untouched(), next.elsewhere()),
        JournalError::Write(why) => (happened.not_written(&why.to_string()), safe.not_done(), next.free()),
        JournalError::Sync { source, .. } => {
            (happened.not_synced(&source.to_string()), safe.open_step(), next.fail_over())
        }
        JournalError::Poisoned { in_doubt } => {
            (happened.poisoned(in_doubt.act.first), safe.open_step(), next.fail_over())
        }
        JournalError::Moved => (happened.moved(), safe.open_step(), next.fail_over()),
        JournalError::Length { expected, found } => {
            (happened.other_length(*expected, *found), safe.open_step(), next.fail_over())
        }
        JournalError::Encode(why) => (happened.not_encoded(&why.to_string()), safe.not_done(), next.report()),
        JournalError::ActSize { count } => (happened.act_size(*count), safe.not_done(), next.report()),
        JournalError::Repair(why) => {
            (happened.not_repaired(&why.to_string()), safe.everything(), next.elsewhere())
        }
    };
    Explanation::new(error.code(), text, safe, next)
}

fn locked(owner: Option<&Owner>, lang: Lang) -> String {
    match owner {
        Some(Owner { pid, host, start }) => Happened(lang).locked(*pid, host, start),
        None => Happened(lang).locked_by_unknown(),
    }
}

/// A finding in words.
pub(super) fn of_finding(finding: &Finding, lang: Lang) -> Explanation {
    let (happened, safe, next) = (Happened(lang), Safe(lang), Next(lang));
    let (text, safe, next) = match finding {
        Finding::Sound => (happened.sound(), safe.everything(), next.nothing()),
        Finding::Torn(torn) => (happened.torn(torn.bytes), safe.everything(), next.set_aside()),
        Finding::Undecided(damage) => {
            let text = happened.undecided(&place(damage, lang), &cause(&damage.flaw, lang));
            (text, safe.before_fault(), next.two_persons())
        }
        Finding::Damaged(damage) => {
            let text = happened.damaged(&place(damage, lang), &cause(&damage.flaw, lang));
            (text, safe.before_fault(), next.copy())
        }
        Finding::LostTail { published, found } => {
            (happened.lost_tail(found.seq + 1, published.seq + 1), safe.before_fault(), next.longer())
        }
        Finding::Differs { published } => (happened.differs(published.seq), safe.untouched(), next.copy()),
        Finding::NoSuchCode(code) => {
            (happened.no_such_code(&code.to_string()), safe.untouched(), next.longer())
        }
        Finding::Impossible { seq, kind, reason } => {
            (happened.impossible(*seq, kind, reason), safe.chain(), next.copy())
        }
        Finding::Newer(damage) => (happened.newer(damage.record), safe.chain(), next.update()),
    };
    Explanation::new(finding.code(), text, safe, next)
}

/// A follower's error in words.
pub(super) fn of_follow(error: &FollowError, lang: Lang) -> Explanation {
    let (happened, safe, next) = (Happened(lang), Safe(lang), Next(lang));
    let (text, safe, next) = match error {
        FollowError::Changed(changed) => {
            (happened.shown_changed(&how(changed, lang)), safe.before_fault(), next.halt())
        }
        FollowError::Gone => (happened.gone(), safe.recorded(), next.wait()),
        FollowError::Read(why) => (happened.not_read(&why.to_string()), safe.recorded(), next.wait()),
        FollowError::Unknown { seq, reason } => {
            (happened.unknown(*seq, reason), safe.recorded(), next.update())
        }
    };
    Explanation::new(error.code(), text, safe, next)
}

/// What is wrong with the mirror, in words.
pub(in crate::journal) fn of_mirror(error: &MirrorError, lang: Lang) -> Explanation {
    let (happened, safe, next) = (Happened(lang), Safe(lang), Next(lang));
    let (text, next) = match error {
        MirrorError::Lost(why) => (happened.mirror_lost(&why.to_string()), next.mirror_back()),
        MirrorError::Differs => (happened.mirror_differs(), next.mirror_elsewhere()),
        MirrorError::Damaged(finding) => {
            let what = of_finding(finding, lang).happened;
            (happened.mirror_damaged(&what), next.mirror_elsewhere())
        }
        MirrorError::Itself => (happened.mirror_itself(), next.mirror_elsewhere()),
    };
    Explanation::new(error.code(), text, safe.main_record(), next)
}

fn how(changed: &Changed, lang: Lang) -> String {
    match changed {
        Changed::Shorter { shown, found } => Cause(lang).shorter(*shown, *found),
        Changed::Rewritten { byte } => Cause(lang).byte(*byte),
        Changed::Invalid(damage) => format!("{}: {}", place(damage, lang), cause(&damage.flaw, lang)),
        Changed::Head(head) => Cause(lang).head(head.seq),
    }
}
