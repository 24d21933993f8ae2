//! Meetings as the home screen lists them, in words of both languages.

use crate::agenda::rejection::Trouble;
use crate::agenda::round::elected_names;
use crate::agenda::{self, Body, Floor, course, phrase};
use crate::journal::{JournalError, Verdict};
use crate::locale::{Both, Lang};
use crate::meeting::{Card, MeetingError, Stage};
use crate::messages;
use crate::report::summary;
use crate::session::Recorded;
use crate::tui::home::{Health, MeetingCard};
use crate::tui::words;

messages! {
    /// Words of the list of meetings.
    struct Say {
        sealed { zh: "已封存", en: "sealed" }
        postponed { zh: "已延期", en: "postponed" }
        went_on { zh: "换处继续", en: "went on" }
        went_on_to(to: &str) { zh: "已换到 {to} 继续", en: "went on in {to}" }
        unreadable { zh: "读不了", en: "unreadable" }
        unreadable_why { zh: "记录读不了：按回车看原因和怎么办", en: "the journal cannot be read: Enter says why, and what to do" }
        totals(due: u32, present: u32) { zh: "应到 {due} 人，实到 {present} 人", en: "{present} of {due} present" }
    }
}

/// A meeting as the home screen lists it.
pub(super) fn card(card: Card) -> MeetingCard {
    let floor = card.floor.as_deref();
    let said = |recorded: &Recorded, lang| {
        floor.map(|floor| phrase::phrase(floor, &recorded.event, lang)).unwrap_or_default()
    };
    let counted = floor.and_then(|floor| floor.facts.quorum.get(&Body::Branch));
    MeetingCard {
        organisation: card.organisation.clone(),
        title: card.title.clone(),
        stage: Both::by(|lang| stage(&card, lang)),
        stands: Both::by(|lang| stands(&card, lang)),
        attendance: counted.map(|count| format!("{}/{}", count.present, count.due)).unwrap_or_default(),
        elected: floor.map(elected).unwrap_or_default(),
        totals: Both::by(|lang| floor.map(|floor| totals(floor, lang)).unwrap_or_default()),
        unfinished: matches!(card.stage, Stage::Open | Stage::Unreadable),
        rehearsal: card.rehearsal,
        health: health(card.fault.as_ref()),
        fault: Both::by(|lang| card.fault.as_ref().map(|fault| fault_in(fault, lang)).unwrap_or_default()),
        last: card.last.iter().map(|recorded| Both::by(|lang| said(recorded, lang))).collect(),
        opened: card.opened,
        changed: card.changed,
        path: card.folder,
    }
}

/// Where a meeting stands, in a word.
fn stage(card: &Card, lang: Lang) -> String {
    let say = Say(lang);
    match card.stage {
        Stage::Sealed => say.sealed(),
        Stage::Postponed => say.postponed(),
        Stage::Unreadable => say.unreadable(),
        Stage::WentOn => say.went_on(),
        Stage::Open => {
            let item = card.floor.as_ref().and_then(|floor| floor.order.current());
            item.map(|item| course::item_title(item, lang)).unwrap_or_default()
        }
    }
}

/// The same in full.
fn stands(card: &Card, lang: Lang) -> String {
    let say = Say(lang);
    match (card.stage, &card.floor) {
        (Stage::WentOn, _) => {
            say.went_on_to(&card.went_on.as_ref().map(|to| to.display().to_string()).unwrap_or_default())
        }
        (Stage::Unreadable, _) => say.unreadable_why(),
        (Stage::Open, Some(floor)) => match agenda::screen(floor, lang) {
            Some(screen) => words::heading(floor, &screen, lang),
            None => stage(card, lang),
        },
        _ => stage(card, lang),
    }
}

/// How many are elected in each contest: `3+1`.
fn elected(floor: &Floor) -> String {
    let counts = floor.plan.contests.iter().map(|contest| elected_names(floor, contest.id).len());
    let counts: Vec<String> = counts.filter(|count| *count > 0).map(|count| count.to_string()).collect();
    counts.join("+")
}

/// Who came, and who is elected.
fn totals(floor: &Floor, lang: Lang) -> String {
    let counted = floor.facts.quorum.get(&Body::Branch);
    let came = counted.map(|count| Say(lang).totals(count.due, count.present));
    let elected = summary::elected(floor, lang);
    came.into_iter().chain(elected).collect::<Vec<_>>().join(lang.pick("；", "; "))
}

/// What a fault makes of a record.
fn health(fault: Option<&MeetingError>) -> Health {
    match fault {
        None => Health::Verified,
        Some(MeetingError::Journal(JournalError::Refused(finding))) => match finding.verdict() {
            Verdict::Complete => Health::Verified,
            Verdict::Torn => Health::Torn,
            Verdict::Damaged => Health::Damaged,
            Verdict::DoesNotMatch => Health::DoesNotMatch,
            Verdict::Impossible => Health::Impossible,
            Verdict::Newer => Health::Newer,
        },
        Some(MeetingError::Impossible(_)) => Health::Impossible,
        Some(_) => Health::Unreadable,
    }
}

/// A part of a message as a sentence of its own.
fn sentence(part: &str) -> String {
    let mut chars = part.chars();
    let first = chars.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    first + chars.as_str().trim_end_matches(['.', '。'])
}

fn fault_in(fault: &MeetingError, lang: Lang) -> String {
    one_line(fault.trouble(lang), lang)
}

/// A message as one paragraph: its code, and each of its three parts as a sentence.
pub(super) fn one_line(said: Trouble, lang: Lang) -> String {
    let stop = lang.pick("。", ".");
    let parts = [said.what, said.safe, said.todo].map(|part| format!("{}{stop}", sentence(&part)));
    format!("{} {}", said.code, lang.sentences(parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{Command, Plan};
    use crate::journal::JOURNAL;
    use crate::meeting::{Meeting, Shelf};
    use std::fs;
    use std::path::Path;

    /// Something done to a journal's bytes.
    type Change = fn(&mut Vec<u8>);

    /// A meeting of two notes, left.
    fn left(root: &Path, plan: Plan) -> std::path::PathBuf {
        let mut meeting = Meeting::create(root, plan).unwrap();
        for text in ["一", "二"] {
            let note: Command = course::Command::TakeNote { text: text.into() }.into();
            meeting.submit(&note).unwrap();
        }
        meeting.folder().to_owned()
    }

    fn cards(root: &Path) -> Vec<MeetingCard> {
        Shelf::at(root).map(card).collect()
    }

    #[test]
    fn a_card_says_where_a_meeting_stands_in_both_languages() {
        let root = tempfile::tempdir().unwrap();
        left(root.path(), Plan { rehearsal: true, ..crate::plan::sample() });
        let [card] = cards(root.path()).try_into().unwrap();
        assert!(card.unfinished && card.rehearsal && card.fault.is_empty());
        assert_eq!(
            (card.health, card.attendance.as_str(), card.elected.as_str()),
            (Health::Verified, "", "")
        );
        assert_eq!(card.stands.get(Lang::Zh), "一、奏唱《中华人民共和国国歌》");
        assert!(card.stands.get(Lang::En).starts_with("1. "), "{}", card.stands.get(Lang::En));
        assert_eq!(card.last.len(), 3);
        assert!(card.last[2].get(Lang::Zh).contains('二'));
    }

    #[test]
    fn the_list_calls_a_record_what_verify_calls_it() {
        let changes: [(Health, Change); 5] = [
            (Health::Verified, |_| {}),
            (Health::Torn, |bytes| bytes.extend_from_slice(b"{\"v\":1")),
            (Health::Damaged, |bytes| {
                let at = bytes.len() / 2;
                bytes[at] ^= 1;
            }),
            (Health::DoesNotMatch, |bytes| {
                let end = bytes[..bytes.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap();
                bytes.truncate(end + 1);
            }),
            (Health::Damaged, Vec::clear),
        ];
        for (health, change) in changes {
            let root = tempfile::tempdir().unwrap();
            let folder = left(root.path(), crate::plan::sample());
            let mut bytes = fs::read(folder.join(JOURNAL)).unwrap();
            change(&mut bytes);
            fs::write(folder.join(JOURNAL), bytes).unwrap();
            let [card] = cards(root.path()).try_into().unwrap();
            assert_eq!(card.health, health);
            assert_eq!(card.fault.is_empty(), health == Health::Verified);
            assert!(card.unfinished, "Enter says why it cannot go on");
        }
    }

    #[test]
    fn what_was_written_last_is_read_first() {
        let root = tempfile::tempdir().unwrap();
        let old = left(root.path(), crate::plan::sample());
        let new = left(root.path(), crate::plan::sample());
        let earlier = std::time::SystemTime::now() - std::time::Duration::from_mins(1);
        fs::File::options().write(true).open(old.join(JOURNAL)).unwrap().set_modified(earlier).unwrap();
        assert_eq!(Shelf::at(root.path()).left(), 2);
        assert_eq!(cards(root.path()).into_iter().map(|card| card.path).collect::<Vec<_>>(), [new, old]);
    }
}
