//! Practice for the teller: the screens, and the keys of the calling on papers of a practice.

use crate::screens::{SIZES, name};
use crate::support::drawn;
use changpiao::agenda::Plan;
use changpiao::agenda::calling::name_key;
use changpiao::agenda::screen::FieldKind;
use changpiao::domain::{Mark, Paper};
use changpiao::locale::Lang;
use changpiao::practice::mistake::Mistake;
use changpiao::practice::papers::Shape;
use changpiao::practice::score::Advice;
use changpiao::tui::desk::Desk as _;
use changpiao::tui::model::{App, Layer, Message};
use changpiao::tui::practise::{Practice, Stage, console, key};
use changpiao::tui::theme::Theme;
use changpiao::tui::tone::{Tones, Voice};
use changpiao::tui::view;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt::Write as _;
use std::time::Duration;

/// Somebody who practises; half a second passes between keys.
struct Teller {
    app: App,
    practice: Practice,
    now: Duration,
}

impl Teller {
    fn new(lang: Lang, plan: &Plan, papers: u32, seed: u64) -> Self {
        let mut practice = Practice::new(plan, papers, seed).unwrap();
        let app = console(lang, Theme::default(), Tones::new(Voice::Bell), &mut practice);
        Self { app, practice, now: Duration::ZERO }
    }

    /// At the table, on the sample.
    fn at_table(lang: Lang, papers: u32, seed: u64) -> Self {
        let mut teller = Self::new(lang, &changpiao::plan::sample(), papers, seed);
        teller.press(KeyCode::Enter);
        teller
    }

    fn event(&mut self, event: KeyEvent) -> bool {
        self.now += Duration::from_millis(500);
        key(&mut self.app, &mut self.practice, &event, self.now)
    }

    fn press(&mut self, code: KeyCode) -> bool {
        self.event(KeyEvent::from(code))
    }

    fn type_in(&mut self, text: &str) {
        for c in text.chars() {
            self.press(if c == '\r' { KeyCode::Enter } else { KeyCode::Char(c) });
        }
    }

    fn quit(&mut self) -> bool {
        self.event(KeyEvent::new(KeyCode::Char('x'), KeyModifiers::CONTROL))
    }

    fn shown(&mut self, (columns, rows): (u16, u16)) -> String {
        drawn(columns, rows, |frame| view::practise::draw(&mut self.app, &self.practice, frame))
    }

    /// Keys the paper on the table as it lies there.
    fn key_right(&mut self) {
        let paper = self.practice.shown().unwrap().clone();
        self.type_in(&keys(&paper));
    }

    fn done(&self) -> usize {
        self.practice.progress().0
    }
}

/// The keys that make a fresh paper into this one and record it.
pub(crate) fn keys(paper: &Paper) -> String {
    let approved = |mark: &Mark| *mark == Mark::Approve;
    let struck = paper.marks.iter().enumerate().filter(|(_, mark)| !approved(mark));
    let digits: String = struck.map(|(at, _)| name_key(at).unwrap()).collect();
    match Shape::of(paper) {
        Shape::Full | Shape::Crossed => format!("{digits}\r"),
        Shape::Blanks => format!("{digits}-\r"),
        Shape::AllBlank => "*\r".to_owned(),
        Shape::WriteIn => {
            let written = paper.write_ins[0].name.as_str();
            format!("{digits}+{written}\r\r")
        }
        Shape::Invalid | Shape::Doubtful => panic!("set aside by a form"),
    }
}

/// What a paper can be keyed as without a form.
fn plain(paper: &Paper) -> bool {
    !matches!(Shape::of(paper), Shape::Invalid | Shape::Doubtful | Shape::WriteIn)
}

#[test]
fn papers_keyed_as_they_lie_there_are_right() {
    let mut teller = Teller::at_table(Lang::Zh, 5, 7);
    while teller.practice.stage() == Stage::Keying {
        let before = teller.done();
        teller.key_right();
        assert!(
            teller.practice.stage() == Stage::Over || teller.done() == before + 1,
            "{:?}",
            teller.app.message
        );
    }
    let report = teller.practice.report();
    assert_eq!((report.all.papers, report.right, report.all.wrong), (5, 5, 0));
    assert_eq!(report.advice(), Advice::Nothing);
    assert_eq!(report.all.timed, 5);
    assert!(report.keys_per_paper().unwrap() < 40);
}

#[test]
fn a_wrong_paper_is_told_at_once_and_taken_back() {
    let mut teller = Teller::at_table(Lang::Zh, 10, 7);
    let paper = teller.practice.shown().unwrap().clone();
    let wrong = if paper.marks[3] == Mark::Approve { "4\r" } else { "1\r" };
    teller.type_in(wrong);
    assert_eq!(teller.done(), 1);
    let told = format!("{:?}", teller.app.message);
    assert!(told.contains("上一张记错了（划错姓名）"), "{told}");
    teller.press(KeyCode::Backspace);
    assert_eq!(teller.done(), 0);
    assert_eq!(teller.practice.shown(), Some(&paper), "it lies on the table again");
    teller.key_right();
    teller.quit();
    let report = teller.practice.report();
    assert_eq!((report.right, report.put_right, report.withdrawn), (1, 1, 1));
    assert_eq!(report.advice(), Advice::Mistake(Mistake::OtherName, 1));
}

#[test]
fn a_forgotten_strike_is_refused_and_counted() {
    let mut teller = Teller::at_table(Lang::Zh, 10, 7);
    teller.press(KeyCode::Enter);
    assert!(matches!(teller.app.message, Some(Message::Note(_))));
    assert_eq!(teller.app.tones.take(), b"\x07");
    assert_eq!((teller.done(), teller.practice.report().refused), (0, 1));
    teller.key_right();
    assert_eq!((teller.done(), teller.app.tones.take()), (1, &b""[..]));
}

#[test]
fn papers_that_are_set_aside_are_keyed_by_the_forms_of_a_calling() {
    let mut teller = Teller::at_table(Lang::Zh, 60, 3);
    let (mut invalid, mut doubtful, mut written) = (0, 0, 0);
    while teller.practice.stage() == Stage::Keying {
        let paper = teller.practice.shown().unwrap().clone();
        match Shape::of(&paper) {
            Shape::Invalid => {
                teller.type_in("/");
                let kinds = ["超过", "撕毁", "盖章", "署名", "符号", "别的字"];
                let kind = kinds[aside_kind(&paper)];
                teller.type_in(kind);
                teller.type_in("\r\r\r\r\r");
                invalid += 1;
            }
            Shape::Doubtful => {
                let digits = keys(&Paper { doubts: Vec::new(), ..paper.clone() });
                teller.type_in(digits.trim_end_matches('\r'));
                let (kind, at) = match paper.doubts[0] {
                    changpiao::domain::Doubt::UnprescribedMark(at) => ("不合规定，但", at),
                    changpiao::domain::Doubt::UnreadableMark(at) => ("看不清", at),
                    other => panic!("{other:?}"),
                };
                teller.type_in(".");
                teller.type_in(kind);
                teller.type_in("\r\r");
                teller.type_in(&(at + 1).to_string());
                teller.type_in("\r\r\r");
                doubtful += 1;
            }
            shape => {
                written += u32::from(shape == Shape::WriteIn);
                teller.key_right();
            }
        }
        let told = (teller.app.message.clone(), teller.shown((100, 30)));
        assert_eq!(told.0, None, "{paper:?}\n{}", told.1);
        assert!(teller.app.layers.is_empty(), "{paper:?}\n{}", told.1);
    }
    assert!(invalid > 0 && doubtful > 0 && written > 0);
    let report = teller.practice.report();
    assert_eq!((report.right, report.all.wrong), (60, 0), "{report:?}");
}

fn aside_kind(paper: &Paper) -> usize {
    use changpiao::domain::VoidReason::{NoSeal, OtherMark, OtherText, Signed, TooManyMarks, Torn};
    let kinds = [TooManyMarks, Torn, NoSeal, Signed, OtherMark, OtherText];
    kinds.iter().position(|kind| Some(kind) == paper.void.as_ref()).unwrap()
}

#[test]
fn nothing_of_a_meeting_but_papers_can_be_done() {
    let mut teller = Teller::at_table(Lang::En, 10, 7);
    teller.key_right();
    let before = teller.shown((100, 30));
    for code in [KeyCode::F(5), KeyCode::F(7), KeyCode::F(8), KeyCode::F(9), KeyCode::F(12), KeyCode::F(3)] {
        teller.press(code);
        assert!(teller.app.layers.is_empty(), "{code:?}");
        assert!(teller.shown((100, 30)).contains("none of a practice"), "{code:?}");
    }
    for letter in ['y', 'n', 'd', 't', 'r'] {
        teller.event(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL));
        assert!(teller.app.layers.is_empty(), "{letter}");
    }
    teller.press(KeyCode::Esc);
    assert_eq!(teller.shown((100, 30)), before);
    teller.press(KeyCode::Backspace);
    assert_eq!(teller.done(), 0);
    teller.press(KeyCode::Backspace);
    assert_eq!(teller.done(), 0, "nothing before the first paper is taken back");
    assert!(matches!(teller.app.message, Some(Message::Trouble(_))));
}

#[test]
fn whatever_the_form_of_a_correction_offers_is_taken() {
    let mut ways = 1;
    let mut at = 0;
    while at < ways {
        let mut teller = Teller::at_table(Lang::Zh, 10, 7);
        teller.key_right();
        teller.event(KeyEvent::new(KeyCode::Char('k'), KeyModifiers::CONTROL));
        // In the other language too, and back.
        teller.press(KeyCode::F(2));
        teller.press(KeyCode::F(2));
        let Some(Layer::Form(form)) = teller.app.layers.last() else { panic!("{:?}", teller.app.layers) };
        let FieldKind::Choice(texts, _) = &form.form.fields[1].kind else { panic!("{form:?}") };
        ways = texts.len();
        teller.press(KeyCode::Enter);
        for _ in 0..at {
            teller.press(KeyCode::Right);
        }
        teller.type_in(if at == 0 { "\r----\r\r看错\r" } else { "\r\r\r看错\r" });
        assert!(teller.app.layers.is_empty(), "{at}: {}", teller.shown((100, 30)));
        teller.quit();
        assert_eq!(teller.practice.report().right, 0, "{at}");
        at += 1;
    }
    assert_eq!(ways, 2, "valid or not");
}

#[test]
fn it_can_be_ended_at_any_time_and_begun_again_with_other_papers() {
    let mut teller = Teller::at_table(Lang::Zh, 30, 7);
    let mut first = Vec::new();
    for _ in 0..5 {
        first.push(teller.practice.shown().cloned());
        teller.key_right();
    }
    teller.type_in("/");
    assert!(!teller.quit());
    assert_eq!(teller.practice.stage(), Stage::Over);
    assert!(teller.shown((80, 24)).contains("记下 5 张"), "{}", teller.shown((80, 24)));
    teller.press(KeyCode::F(2));
    assert!(teller.shown((80, 24)).contains("5 papers:"), "{}", teller.shown((80, 24)));
    teller.now += Duration::from_secs(1);
    teller.press(KeyCode::Enter);
    assert_eq!((teller.practice.stage(), teller.done()), (Stage::Keying, 0));
    assert!(teller.app.layers.is_empty());
    let mut papers = Vec::new();
    for _ in 0..5 {
        papers.push(teller.practice.shown().cloned());
        teller.key_right();
    }
    assert_ne!(papers, first);
    teller.quit();
    teller.now += Duration::from_secs(1);
    assert!(teller.press(KeyCode::Esc), "from the report one leaves");
}

/// A session from its first page to its report.
fn pages(lang: Lang, plan: &Plan, size: (u16, u16)) -> String {
    let mut teller = Teller::new(lang, plan, 30, 11);
    let mut text = String::new();
    let mut show = |name: &str, teller: &mut Teller| {
        let _ = writeln!(text, "== {name}\n{}", teller.shown(size));
    };
    show("before", &mut teller);
    teller.press(KeyCode::Enter);
    show("the first paper", &mut teller);
    teller.press(KeyCode::Enter);
    show("not enough struck", &mut teller);
    while teller.done() < 4 {
        teller.key_right();
    }
    teller.type_in("1");
    show("half keyed", &mut teller);
    teller.press(KeyCode::Esc);
    let wrong: String = teller.practice.shown().unwrap().marks.iter().map(|mark| mark.code()).collect();
    let digits: String =
        wrong.char_indices().filter(|(_, c)| *c == 'o').map(|(at, _)| name_key(at).unwrap()).collect();
    teller.type_in(&format!("{digits}\r"));
    show("a wrong one", &mut teller);
    let mut seen = std::collections::BTreeSet::new();
    while let Some(paper) =
        teller.practice.shown().cloned().filter(|_| teller.practice.stage() == Stage::Keying)
    {
        let shape = Shape::of(&paper);
        if !matches!(shape, Shape::Crossed | Shape::Blanks | Shape::Full) && seen.insert(shape) {
            show(&format!("{shape:?}"), &mut teller);
        }
        if shape == Shape::Invalid && seen.insert(Shape::Full) {
            teller.type_in("/");
            show("set aside by a form", &mut teller);
            teller.press(KeyCode::Esc);
        }
        if plain(&paper) { teller.key_right() } else { teller.type_in("*\r") }
    }
    show("the report", &mut teller);
    text
}

#[test]
fn the_screens_of_a_practice() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(60, 18)].into_iter().chain(SIZES) {
            insta::assert_snapshot!(
                name("practise", lang, size),
                pages(lang, &changpiao::plan::sample(), size)
            );
        }
    }
}

/// The sample with so many candidates for so many seats.
fn with_candidates(names: usize, seats: u32) -> Plan {
    let mut plan = changpiao::plan::sample();
    let taken: Vec<_> = plan.officials.iter().map(|official| official.member).chain([plan.chair]).collect();
    let left_out: Vec<_> = plan.exclusions.iter().map(|exclusion| exclusion.member).collect();
    let free = plan.roster.iter().filter(|member| member.may_vote()).map(|member| member.id);
    let free: Vec<_> = free.filter(|id| !taken.contains(id) && !left_out.contains(id)).collect();
    let contest = &mut plan.contests[0];
    let first = contest.candidates[0].clone();
    contest.candidates = free
        .into_iter()
        .take(names)
        .map(|member| changpiao::agenda::plan::PlannedCandidate { member, ..first.clone() })
        .collect();
    assert_eq!(contest.candidates.len(), names);
    contest.seats = seats;
    contest.surplus = seats < u32::try_from(names).unwrap();
    plan
}

#[test]
fn every_name_stands_on_the_paper_and_on_the_board() {
    for (names, seats) in [(4, 3), (6, 5), (6, 6), (12, 10), (30, 25)] {
        let mut teller = Teller::new(Lang::Zh, &with_candidates(names, seats), 10, 7);
        teller.press(KeyCode::Enter);
        for size in [(60, 18), (80, 24), (100, 30), (160, 45)] {
            if (names, size.0) == (30, 60) {
                continue;
            }
            let shown = teller.shown(size);
            for candidate in &teller.practice.floor().plan.contests[0].candidates {
                let name = teller.practice.floor().name(candidate.member);
                let plain = shown.matches(name).count();
                assert!(plain == 2 || plain == 1 && size.0 == 160, "{name} {plain} times\n{shown}");
            }
        }
    }
}

#[test]
fn where_enter_alone_is_a_paper_a_bounce_is_refused_and_every_25th_in_a_row_is_looked_at() {
    let mut teller = Teller::new(Lang::Zh, &with_candidates(4, 4), 60, 7);
    teller.press(KeyCode::Enter);
    for done in 1..=24 {
        teller.press(KeyCode::Enter);
        assert_eq!(teller.done(), done);
        let soon = teller.now + Duration::from_millis(30);
        key(&mut teller.app, &mut teller.practice, &KeyEvent::from(KeyCode::Enter), soon);
        assert_eq!(teller.done(), done, "a key that bounces is no paper");
    }
    teller.press(KeyCode::Enter);
    assert_eq!(teller.done(), 24);
    assert!(
        matches!(&teller.app.message, Some(Message::Note(note)) if note.contains("连续 25 张")),
        "{:?}",
        teller.app.message
    );
    teller.press(KeyCode::Enter);
    assert_eq!(teller.done(), 25);
    teller.type_in("1\r\r");
    assert_eq!(teller.done(), 27, "a key on a paper begins the row anew");
    assert_eq!(teller.practice.report().refused, 0, "nothing was forgotten on any of them");
}

#[test]
fn an_empty_paper_of_the_opposite_style_does_not_come_from_a_bounce() {
    let mut plan = changpiao::plan::sample();
    plan.procedure.calling = changpiao::domain::procedure::CallingStyle::Approve;
    let mut teller = Teller::new(Lang::Zh, &plan, 10, 7);
    teller.press(KeyCode::Enter);
    teller.type_in("12\r");
    assert_eq!(teller.done(), 1);
    let soon = teller.now + Duration::from_millis(30);
    key(&mut teller.app, &mut teller.practice, &KeyEvent::from(KeyCode::Enter), soon);
    assert_eq!(teller.done(), 1);
}
