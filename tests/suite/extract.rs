//! The public extract: the same for whatever order of papers, and nothing in it about a single one.

use super::memory::Memory;
use super::support::{journal, sealed};
use changpiao::agenda::rehearsal::Room;
use changpiao::agenda::{Event, Plan, RoundId, calling, second_pass, totals};
use changpiao::cli::extract;
use changpiao::domain::bundle::BUNDLE;
use changpiao::domain::procedure::Counting;
use changpiao::domain::{Mark, Paper, WriteIn, WriteInMark};
use changpiao::journal::JOURNAL;
use changpiao::locale::Lang;
use changpiao::meeting::load_acts;
use changpiao::session::Recorded;
use changpiao::tui::play::{Turn, turn};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

type Acts = Vec<Vec<Recorded>>;

/// The acts of a sealed rehearsal.
fn played() -> &'static Acts {
    static PLAYED: OnceLock<Acts> = OnceLock::new();
    PLAYED.get_or_init(|| {
        let root = tempfile::tempdir().unwrap();
        load_acts(&sealed(root.path())).unwrap()
    })
}

fn papers(acts: &mut Acts) -> BTreeMap<RoundId, Vec<&mut Paper>> {
    let mut papers: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for recorded in acts.iter_mut().flatten() {
        if let Event::Calling(calling::Event::Recorded { round, paper, .. }) = &mut recorded.event {
            papers.entry(*round).or_default().push(paper);
        }
    }
    papers
}

fn extracted(acts: &Acts, lang: Lang) -> (u8, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(JOURNAL), journal(acts)).unwrap();
    let mut out = Vec::new();
    let code = extract::run(folder.path(), None, lang, &mut out).unwrap();
    (code, String::from_utf8(out).unwrap())
}

/// The extract without the two lines that name the head.
fn but_for_the_head(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let kept = lines.iter().filter(|line| !line.contains("Head code") && !line.contains("SHA-256"));
    let kept: Vec<&str> = kept.copied().collect();
    assert_eq!(lines.len() - kept.len(), 2, "{text}");
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Proof 12 of the journal: whoever knows the extract knows nothing about the order of the papers.
    #[test]
    fn permuted_papers_give_the_same_extract_but_for_its_head(seed in any::<[u32; 8]>()) {
        let mut acts = played().clone();
        let mut moved = 0;
        for papers in papers(&mut acts).into_values() {
            let before: Vec<Paper> = papers.iter().map(|paper| (**paper).clone()).collect();
            let mut order: Vec<usize> = (0..before.len()).collect();
            order.sort_by_key(|at| seed[at % 8].wrapping_mul(u32::try_from(*at).unwrap() * 2 + 1));
            for (paper, from) in papers.into_iter().zip(order) {
                moved += usize::from(*paper != before[from]);
                *paper = before[from].clone();
            }
        }
        let (code, text) = extracted(&acts, Lang::En);
        let (_, first) = extracted(played(), Lang::En);
        prop_assert_eq!(code, 0, "{}", text);
        prop_assert_eq!(but_for_the_head(&text), but_for_the_head(&first));
        prop_assert!(moved == 0 || text != first, "another record has another head");
    }
}

/// Two members who stand on no paper, written in once each, in this order or the other.
fn written_in(turned: bool) -> (Acts, [String; 2]) {
    let plan = changpiao::plan::sample();
    let stands = |id| plan.contests.iter().any(|contest| contest.candidates.iter().any(|c| c.member == id));
    let free = plan.roster.iter().filter(|member| member.standing.may_vote() && !stands(member.id));
    let mut two: Vec<_> = free.take(2).collect();
    let names = [0, 1].map(|at: usize| two[at].name.as_str().to_owned());
    if turned {
        two.reverse();
    }
    let mut acts = played().clone();
    let first = papers(&mut acts).into_values().next().unwrap();
    let unwritten = |paper: &&mut Paper| paper.write_ins.is_empty() && paper.marks.contains(&Mark::Approve);
    for (paper, member) in first.into_iter().filter(unwritten).zip(two) {
        let struck = paper.marks.iter().position(|mark| *mark == Mark::Approve).unwrap();
        paper.marks[struck] = Mark::Against;
        let (name, mark) = (member.name.clone(), WriteInMark::Approve);
        paper.write_ins.push(WriteIn { name, member: Some(member.id), mark });
    }
    (acts, names)
}

#[test]
fn names_written_in_do_not_stand_in_the_order_in_which_they_were_called() {
    // What is counted now is not what was digested afterwards: up to the last paper of the round it is a lawful record.
    let counted = |acts: &Acts| {
        let round_of = |act: &Vec<Recorded>| match &act[0].event {
            Event::Calling(calling::Event::Recorded { round, .. }) => Some(*round),
            _ => None,
        };
        let first = acts.iter().find_map(round_of);
        let until = acts.iter().rposition(|act| round_of(act).is_some() && round_of(act) == first).unwrap();
        extracted(&acts[..=until].to_vec(), Lang::En)
    };
    let (acts, names) = written_in(false);
    let (code, one) = counted(&acts);
    assert_eq!(code, 0, "{one}");
    let (_, other) = counted(&written_in(true).0);
    assert!(names.iter().all(|name| one.contains(&format!("{name} (write-in)"))), "{one}");
    assert_eq!(but_for_the_head(&one), but_for_the_head(&other));
    assert_ne!(one, other);
}

#[test]
fn the_extract_has_totals_and_the_head_and_no_paper() {
    let (_, text) = extracted(played(), Lang::En);
    for part in ["Due", "Collected", "Elected as", "Acts taken back on the spot: 0", "Head code: ", "SHA-256"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    let absent = ["Paper 1", "set aside", "○", "×"];
    assert!(absent.iter().all(|word| !text.contains(word)), "{text}");
    let (code, zh) = extracted(played(), Lang::Zh);
    assert_eq!(code, 0);
    assert!(zh.contains("公开摘要") && zh.contains("校验码："), "{zh}");
}

#[test]
fn a_damaged_journal_gives_no_extract() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = journal(played());
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(folder.path().join(JOURNAL), bytes).unwrap();
    let mut out = Vec::new();
    assert_eq!(extract::run(folder.path(), None, Lang::En, &mut out).unwrap(), 4);
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("J23") && !text.contains("public extract"), "{text}");
    fs::write(folder.path().join(JOURNAL), &journal(played())[..500]).unwrap();
    assert_eq!(
        extract::run(folder.path(), None, Lang::En, &mut Vec::new()).unwrap(),
        4,
        "not one whole record"
    );
    let nothing = Path::new("no such folder");
    assert_eq!(extract::run(nothing, None, Lang::En, &mut Vec::new()).unwrap(), 2);
}

#[test]
fn a_file_is_written_whole_and_a_page_where_its_name_says_so() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(JOURNAL), journal(played())).unwrap();
    for (name, begins) in [("extract.md", "# "), ("extract.html", "<!doctype")] {
        let file = folder.path().join(name);
        assert_eq!(extract::run(folder.path(), Some(&file), Lang::En, &mut Vec::new()).unwrap(), 0);
        let text = fs::read_to_string(&file).unwrap().to_lowercase();
        assert!(text.starts_with(begins), "{text}");
    }
    let nowhere = folder.path().join("no such folder").join("x.md");
    let mut out = Vec::new();
    assert_eq!(extract::run(folder.path(), Some(&nowhere), Lang::En, &mut out).unwrap(), 2);
    assert!(String::from_utf8(out).unwrap().contains("journal is untouched"));
}

/// A rehearsal whose papers are counted in this way, played to its seal.
fn counted(counting: Counting) -> Acts {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    plan.procedure.counting = counting;
    let room = Room::new(&plan);
    let mut meeting = Memory::new(plan);
    while let Turn::Room(command) | Turn::GoOn(command) = turn(meeting.session.floor(), &room) {
        let events = meeting.session.decide(&command).unwrap();
        meeting.record(events);
    }
    numbered(&meeting.acts)
}

/// The acts as a journal has them: numbers from 0, times of the format.
fn numbered(acts: &Acts) -> Acts {
    let at = "2026-11-21T09:30:00.000+08:00".to_owned();
    let renew = |recorded: &Recorded| Recorded { seq: recorded.seq - 1, at: at.clone(), ..recorded.clone() };
    acts.iter().map(|act| act.iter().map(renew).collect()).collect()
}

#[test]
fn a_count_by_hand_is_told_with_its_totals() {
    let acts = counted(Counting::Totals);
    for (lang, parts) in [
        (Lang::En, ["counted the papers by hand", "Yes", "Collected", "Elected as"]),
        (Lang::Zh, ["手工清点", "赞成", "收回", "当选"]),
    ] {
        let (code, text) = extracted(&acts, lang);
        assert_eq!(code, 0, "{text}");
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
        assert!(!text.contains("bundles") && !text.contains("捆"), "{text}");
    }
    // While lines of the sheet are missing there are no figures.
    let half =
        acts.iter().position(|act| matches!(act[0].event, Event::Totals(totals::Event::NameEntered { .. })));
    let (code, text) = extracted(&acts[..=half.unwrap()].to_vec(), Lang::En);
    assert!(code == 0 && text.contains("The papers are being counted.") && !text.contains("Valid"), "{text}");
}

#[test]
fn bundles_are_told_by_their_number_and_only_when_all_of_them_stand() {
    let acts = counted(Counting::KeyedTwice);
    let (code, text) = extracted(&acts, Lang::En);
    assert_eq!(code, 0, "{text}");
    for told in ["in bundles of ten, 4 in all", "In 1 of them the readings differed"] {
        assert!(text.contains(told), "{text}");
    }
    let absent = ["bundle 1", "Paper 1", "became", "○", "×"];
    assert!(absent.iter().all(|word| !text.contains(word)), "{text}");
    let (_, zh) = extracted(&acts, Lang::Zh);
    assert!(zh.contains("共 4 捆"), "{zh}");
    // Between the passes every paper is entered, but what a bundle changes would be seen by the difference.
    let seated = acts
        .iter()
        .position(|act| matches!(act[0].event, Event::SecondPass(second_pass::Event::TellerSeated { .. })));
    let (code, text) = extracted(&acts[..=seated.unwrap()].to_vec(), Lang::En);
    assert!(code == 0 && text.contains("The papers are being counted.") && !text.contains("Valid"), "{text}");
}

/// The papers of each bundle in each of its readings.
fn readings(acts: &mut Acts) -> BTreeMap<(RoundId, u32, u32), Vec<&mut Paper>> {
    let mut readings: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut called: BTreeMap<RoundId, u32> = BTreeMap::new();
    for recorded in acts.iter_mut().flatten() {
        match &mut recorded.event {
            Event::Calling(calling::Event::Recorded { round, paper, .. }) => {
                let before = called.entry(*round).or_default();
                readings.entry((*round, *before / BUNDLE, 0)).or_default().push(paper);
                *before += 1;
            }
            Event::SecondPass(second_pass::Event::PaperKeyed { round, bundle, reading, paper, .. }) => {
                readings.entry((*round, *bundle, *reading)).or_default().push(paper);
            }
            _ => {}
        }
    }
    readings
}

#[test]
fn the_order_of_papers_in_a_bundle_and_of_the_bundles_is_not_told() {
    let acts = counted(Counting::KeyedTwice);
    let (_, first) = extracted(&acts, Lang::En);
    for turn in 1..5 {
        let mut turned = acts.clone();
        let mut readings = readings(&mut turned);
        for ((_, bundle, reading), papers) in &mut readings {
            let by = (turn + *bundle as usize + *reading as usize) % papers.len();
            let mut lie: Vec<Paper> = papers.iter().map(|paper| (**paper).clone()).collect();
            lie.rotate_left(by);
            papers.iter_mut().zip(lie).for_each(|(paper, other)| **paper = other);
        }
        // Two whole bundles change places, in both readings; of the second one the tellers read differently.
        let round = readings.keys().next().unwrap().0;
        let mut of = |bundle| {
            (0..2).filter_map(|reading| readings.remove(&(round, bundle, reading))).collect::<Vec<_>>()
        };
        for (ones, others) in of(0).into_iter().zip(of(2)) {
            assert_eq!((ones.len(), others.len()), (10, 10));
            ones.into_iter().zip(others).for_each(|(one, other)| std::mem::swap(one, other));
        }
        let (code, text) = extracted(&turned, Lang::En);
        assert_eq!(code, 0, "{text}");
        assert_eq!(but_for_the_head(&text), but_for_the_head(&first));
        assert_ne!(text, first, "another record has another head");
    }
}
