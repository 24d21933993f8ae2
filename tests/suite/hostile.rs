//! What a hostile text, a mad window or a stuck keyboard does to the screen: nothing.

use super::support::{Chair, Memory};
use changpiao::agenda::text::invisible;
use changpiao::agenda::{Kind, Plan};
use changpiao::domain::{Name, Office};
use changpiao::locale::{Both, Lang};
use changpiao::tui::backend::{GlyphBackend, LARGEST, drawn};
use changpiao::tui::desk::Desk;
use changpiao::tui::home::{Arrived, Health, Home, MeetingCard, Sheet};
use changpiao::tui::paste::Pasted;
use changpiao::tui::theme::{Role, Theme};
use changpiao::tui::{update, view, wall};
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use std::collections::BTreeSet;
use std::time::Duration;

/// Sequences that terminals obey, between bars.
const SEQUENCES: &str = "\u{1b}[2J¦\u{1b}[31m¦\u{1b}[?1049l¦\u{1b}[1;1H¦\u{1b}]0;t\u{7}¦\u{1b}]52;c;eA==\u{1b}\\¦\u{1b}]8;;http://x\u{1b}\\a¦\
    \u{1b}P+q\u{1b}\\¦\u{1b}_x\u{1b}\\¦\u{1b}^x\u{1b}\\¦\u{1b}c¦\u{1b}#8¦\u{1b}(0¦\u{1b}[6n¦\u{1b}[5i¦\u{1b}[21t¦\u{1b}[200~¦\u{1b}[201~¦\
    \u{9b}31m¦\u{9d}0;t\u{9c}¦\u{90}q\u{9c}¦\u{1b}\u{1b}[A¦\n\n¦\r\n¦\u{8}\u{8}\u{8}";
/// What pages, tables, shells and eyes stumble over, between bars.
const ODD: &str = "¦ ¦%s%n%x¦{0}¦{name}¦$(reboot)¦`reboot`¦; rm -rf /¦../../..¦<script>alert(1)</script>¦&lt;b&gt;¦=1+1¦+1¦-1¦\
    @SUM(A1)¦\"¦'¦\\¦|¦#¦null¦undefined¦NaN¦عربي¦עברית¦مرحبا بالعالم¦👨‍👩‍👧‍👦¦🇨🇳🇨🇳¦👍🏽¦e\u{301}\u{301}\u{301}¦한글¦ｱｲｳ¦Ａ１¦㍿¦𬭊𫍣¦①（一）¦…¦—¦\
    \u{3164}¦\u{115f}¦\u{a0}¦\u{3000}¦\u{2003}¦\u{fe0f}¦\u{e000}¦\u{fffd}¦\u{ffff}¦\u{10ffff}";
/// What turns the direction of a text, and what is not seen.
const TURNING: &str =
    "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
const UNSEEN: &str = "\u{ad}\u{180e}\u{200b}\u{200c}\u{200d}\u{2028}\u{2029}\u{2060}\u{2061}\u{2062}\u{2063}\u{2064}\u{feff}\
    \u{fff9}\u{fffa}\u{fffb}\u{e0001}\u{e0041}\u{e007f}";

/// Two hundred texts that want to do something to a terminal, a page, a table or a reader's eye.
fn hostile() -> Vec<String> {
    let controls = (0..0x20).chain(0x7f..0xa0).filter_map(char::from_u32);
    let single = controls.chain(TURNING.chars()).chain(UNSEEN.chars()).map(|c| format!("田{c}远"));
    let around = TURNING.chars().chain(UNSEEN.chars()).map(|c| format!("{c}田志远{c}"));
    let sequences = SEQUENCES.split('¦').map(|text| format!("田{text}远"));
    let zalgo = format!("田{}远", "\u{334}\u{489}".repeat(40));
    let long =
        ["长".repeat(2_000), "x".repeat(2_000), "a ".repeat(900), "字".repeat(2_001), "\u{301}".repeat(500)];
    single
        .chain(around)
        .chain(sequences)
        .chain(ODD.split('¦').map(str::to_owned))
        .chain([zalgo])
        .chain(long)
        .collect()
}

/// Whether a character may not come to a terminal: it acts, or turns what stands beside it.
fn harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a terminal would be sent for a frame.
fn sent(size: (u16, u16), draw: impl FnOnce(&mut Frame<'_>)) -> String {
    let mut bytes = Vec::new();
    let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
    let mut terminal =
        Terminal::with_options(GlyphBackend::new(&mut bytes, false), TerminalOptions { viewport }).unwrap();
    terminal.draw(draw).unwrap();
    drop(terminal);
    String::from_utf8(bytes).unwrap()
}

/// The text that is left when the program's own sequences are taken out: `ESC [`, parameters, one letter.
fn text_sent(sent: &str) -> String {
    let mut rest = sent;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        text.push_str(before);
        let end = after.find(|c: char| !matches!(c, '0'..='9' | ';' | '?')).unwrap();
        assert!(matches!(&after[end..=end], "H" | "m" | "h" | "l"), "{:?}", &after[..=end]);
        rest = &after[end + 1..];
    }
    text + rest
}

/// Looks at what is sent, and at what a terminal makes of it.
fn harmless(sent: &str, (columns, rows): (u16, u16), what: &str) {
    let text = text_sent(sent);
    assert_eq!(text.chars().find(|c| harmful(*c)), None, "{what}: {text:?}");
    let mut screen = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
    screen.process(sent.as_bytes());
    let shown = screen.screen().contents();
    assert_eq!(shown.chars().find(|c| harmful(*c) && *c != '\n'), None, "{what}: {shown:?}");
}

const WINDOW: (u16, u16) = (80, 24);

fn looks_harmless(chair: &mut Chair, what: &str) {
    let console = sent(WINDOW, |frame| view::draw(&mut chair.app, &chair.desk, "09:42", frame));
    harmless(&console, WINDOW, what);
    let shown = changpiao::agenda::wall::frame(chair.desk.floor());
    let on_wall = sent(WINDOW, |frame| {
        let area = frame.area();
        let mut pen = view::pen::Pen::new(frame.buffer_mut(), Theme::default());
        wall::draw(&shown, Some("3f9a c210"), Lang::Zh, &mut pen, area);
    });
    harmless(&on_wall, WINDOW, what);
}

type Put = fn(&mut Plan, &str);

/// Where a plan has texts of its own.
const PLACES: [Put; 16] = [
    |plan, text| plan.organisation = text.to_owned(),
    |plan, text| plan.title = text.to_owned(),
    |plan, text| plan.higher_body = text.to_owned(),
    |plan, text| plan.date = text.to_owned(),
    |plan, text| plan.place = text.to_owned(),
    |plan, text| plan.approval.as_mut().unwrap().reference = text.to_owned(),
    |plan, text| plan.approval.as_mut().unwrap().date = text.to_owned(),
    |plan, text| plan.agenda[0].title = Some(text.to_owned()),
    |plan, text| plan.agenda[0].text.push(text.to_owned()),
    |plan, text| plan.exclusions[0].reference = text.to_owned(),
    |plan, text| plan.procedure_text.push(text.to_owned()),
    |plan, text| plan.contests[1].office = Office::Other(text.to_owned()),
    |plan, text| plan.contests[1].order = text.to_owned(),
    |plan, text| plan.contests[1].candidates[0].introduction.push(text.to_owned()),
    |plan, text| plan.duties.push(text.to_owned()),
    |plan, text| {
        for at in [0, 3] {
            if let Ok(name) = Name::new(text) {
                plan.roster[at].name = name;
            }
        }
    },
];

fn opens(plan: &Plan) -> bool {
    use changpiao::session::{Recorded, Session};
    let first = Recorded { seq: 0, at: String::new(), event: Session::opening(plan.clone()) };
    Session::open(&[first]).is_ok()
}

/// The sample with the text wherever a plan takes it; in how many places.
fn spoilt(text: &str) -> (Plan, usize) {
    let mut plan = Plan { rehearsal: true, ..changpiao::plan::sample() };
    let mut taken = 0;
    for put in PLACES {
        let mut with = plan.clone();
        put(&mut with, text);
        if with != plan && opens(&with) {
            plan = with;
            taken += 1;
        }
    }
    (plan, taken)
}

/// Plays a meeting by this plan and looks at every kind of step.
fn every_step_is_harmless(plan: Plan, what: &str) {
    let mut chair = Chair::new(Lang::Zh, Memory::new(plan));
    let mut seen = BTreeSet::new();
    while let Some(here) = chair.desk.floor().here().map(|here| (here.item.kind, here.item.body)) {
        if seen.insert(here) {
            looks_harmless(&mut chair, what);
        }
        let before = chair.desk.saved();
        chair.press(KeyCode::F(8));
        if chair.desk.saved() == before {
            break;
        }
    }
    looks_harmless(&mut chair, what);
    assert!(seen.len() > 20, "{what:?}: only {} steps", seen.len());
}

#[test]
fn no_hostile_text_of_a_plan_reaches_the_terminal() {
    let texts = hostile();
    assert!(texts.len() >= 200, "{}", texts.len());
    let mut refused = 0;
    for text in &texts {
        let (plan, taken) = spoilt(text);
        if text.trim().chars().any(invisible) {
            // White space within a name is one space, whatever it was.
            let spaces = text.chars().filter(|c| invisible(*c)).all(char::is_whitespace);
            assert!(taken <= usize::from(spaces), "{text:?} is taken");
            refused += 1;
        }
        if taken > 0 {
            every_step_is_harmless(plan, text);
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn no_hostile_text_that_is_typed_or_pasted_reaches_the_terminal() {
    let steps = [Kind::RollCall, Kind::Motion, Kind::Introduction, Kind::Issue, Kind::Calling, Kind::Compare];
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    for kind in steps {
        chair.play_until(|floor| floor.at_kind(kind));
        for text in hostile() {
            // At the step itself, in its first form, in a note, and as a write-in.
            for opening in [
                None,
                Some(KeyCode::Enter),
                Some(KeyCode::F(7)),
                Some(KeyCode::F(4)),
                Some(KeyCode::Char('+')),
            ] {
                if let Some(key) = opening {
                    chair.press(key);
                }
                text.chars().take(40).for_each(|c| type_one(&mut chair, c));
                update::paste(&mut chair.app, &Pasted::new(&text));
                looks_harmless(&mut chair, &text);
                for _ in 0..3 {
                    chair.press(KeyCode::Esc);
                }
            }
        }
    }
}

/// Types a character that is no verb of the table: what is looked at here is text.
fn type_one(chair: &mut Chair, c: char) {
    if !matches!(c, '+' | '=' | '/' | '.' | '-' | '*') {
        chair.type_in(&c.to_string());
    }
}

#[test]
fn no_hostile_name_of_a_folder_reaches_the_terminal() {
    for text in hostile() {
        let said = Both::by(|_| text.clone());
        let card = |unfinished, health| MeetingCard {
            path: text.clone().into(),
            organisation: text.clone(),
            title: text.clone(),
            opened: text.clone(),
            changed: text.clone(),
            stage: said.clone(),
            stands: said.clone(),
            attendance: text.clone(),
            elected: text.clone(),
            totals: said.clone(),
            unfinished,
            rehearsal: false,
            health,
            fault: if health == Health::Verified { Both::default() } else { said.clone() },
            last: vec![said.clone()],
        };
        let cards =
            vec![card(true, Health::Torn), card(false, Health::Verified), card(false, Health::Damaged)];
        let mut home = Home::new(Lang::Zh, Theme::default(), cards);
        home.message = Some(text.clone());
        harmless(&sent(WINDOW, |frame| view::home::draw(&mut home, frame)), WINDOW, &text);
        let sheet = Sheet {
            title: said.clone(),
            rehearsal: false,
            lines: vec![(Role::Text, said.clone()), (Role::Refuse, said.clone())],
            plan: None,
        };
        // Each entry, one page further, then a sheet where there is one, and all the way back.
        for entry in ['1', '2', '3', '4', '5', '6', '7'] {
            home.key(&KeyEvent::from(KeyCode::Char(entry)));
            for key in [KeyCode::Enter, KeyCode::Down, KeyCode::Enter] {
                home.key(&KeyEvent::from(key));
                harmless(&sent(WINDOW, |frame| view::home::draw(&mut home, frame)), WINDOW, &text);
            }
            home.take(vec![Arrived::Sheet(Box::new(sheet.clone()))]);
            harmless(&sent(WINDOW, |frame| view::home::draw(&mut home, frame)), WINDOW, &text);
            for _ in 0..3 {
                home.key(&KeyEvent::from(KeyCode::Esc));
            }
        }
    }
}

/// `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x ^ (x >> 27)
    }

    /// Small sizes as often as large ones: as many bits as the dice say.
    fn side(&mut self) -> u16 {
        let bits = u32::try_from(self.roll() % 17).unwrap();
        if bits == 0 { 0 } else { u16::try_from(self.roll() % (1 << bits)).unwrap() }
    }
}

#[test]
fn ten_thousand_windows_of_any_size_are_drawn_and_none_larger_than_the_limit() {
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    let steps = [Kind::RollCall, Kind::Motion, Kind::Calling, Kind::Announce];
    let mut dice = Dice(3);
    let fixed = [
        (0, 0),
        (1, 1),
        (0, 24),
        (80, 0),
        (u16::MAX, u16::MAX),
        (u16::MAX, 1),
        (1, u16::MAX),
        (5_000, 5_000),
    ];
    for kind in steps {
        // Keys do nothing in a window that is too small to be seen.
        chair.shown(100, 30);
        chair.play_until(|floor| floor.at_kind(kind));
        let random: Vec<_> = (0..2_500 - fixed.len()).map(|_| (dice.side(), dice.side())).collect();
        for (columns, rows) in fixed.into_iter().chain(random) {
            let window = drawn(Size::new(columns, rows));
            assert!(window.width <= LARGEST.width && window.height <= LARGEST.height);
            update::resized(&mut chair.app, window);
            // A window of three rows and of five hundred columns at once is as bad as both alone.
            if u32::from(window.width) * u32::from(window.height) <= 20_000 || dice.roll().is_multiple_of(20)
            {
                chair.shown(window.width, window.height);
                chair.wall(window.width, window.height);
            }
        }
    }
}

/// The sample at a round with as many names as seats: there Enter alone approves everybody.
fn equal_round() -> Chair {
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    chair.play_until(|floor| {
        let round = floor.here().and_then(changpiao::agenda::Here::round);
        let equal = round.is_some_and(|round| round.slate().candidates.len() == round.slate().seats as usize);
        floor.at_kind(Kind::Calling) && equal
    });
    chair
}

/// How many records a key makes that comes again after so many milliseconds, for so long.
fn stuck(chair: &mut Chair, code: KeyCode, every: u64, times: u64) -> u64 {
    let before = chair.desk.saved();
    for n in 0..times {
        let now = Duration::from_secs(10_000) + Duration::from_millis(n * every);
        update::key(&mut chair.app, &mut chair.desk, &KeyEvent::from(code), now);
    }
    chair.desk.saved() - before
}

#[test]
fn a_stuck_enter_records_one_paper_and_no_more() {
    for every in [1, 5, 33] {
        assert_eq!(stuck(&mut equal_round(), KeyCode::Enter, every, 1_000), 1, "every {every} ms");
    }
    let mut chair = Chair::new(Lang::Zh, Memory::sample());
    chair.play_until(|floor| floor.at_kind(Kind::Calling));
    assert_eq!(
        stuck(&mut chair, KeyCode::Enter, 33, 1_000),
        0,
        "a paper with too many names waits for its strike"
    );
}

#[test]
fn a_stuck_backspace_takes_back_one_act_and_no_more() {
    for every in [1, 5, 33] {
        let mut chair = Chair::new(Lang::Zh, Memory::sample());
        chair.play_until(|floor| floor.at_kind(Kind::Calling));
        (0..5).for_each(|_| chair.press(KeyCode::F(8)));
        assert_eq!(stuck(&mut chair, KeyCode::Backspace, every, 1_000), 1, "every {every} ms");
    }
    let mut chair = equal_round();
    assert_eq!(stuck(&mut chair, KeyCode::F(10), 33, 1_000), 0);
    assert!(!chair.app.leaving, "a question wants a key that was let go");
}

#[test]
fn full_width_digits_caps_lock_and_text_of_an_input_method_are_the_keys_that_they_mean() {
    let at_calling = || {
        let mut chair = Chair::new(Lang::Zh, Memory::sample());
        chair.play_until(|floor| floor.at_kind(Kind::Calling));
        chair
    };
    let marks = |chair: &Chair| chair.app.paper.as_ref().unwrap().draft.marks().clone();
    let (mut plain, mut wide, mut pasted) = (at_calling(), at_calling(), at_calling());
    plain.type_in("12");
    wide.type_in("１２");
    update::paste(&mut pasted.app, &Pasted::new("１２"));
    assert_eq!(marks(&plain), marks(&wide));
    assert_eq!(marks(&plain), marks(&pasted));
    assert_ne!(marks(&plain), marks(&at_calling()));
    let found = |typed: &str| {
        let mut chair = Chair::new(Lang::Zh, Memory::sample());
        chair.play_until(|floor| floor.at_kind(Kind::RollCall));
        chair.type_in(typed);
        chair.app.row
    };
    assert!(found("oy").is_some());
    assert_eq!(found("OY"), found("oy"), "Caps Lock");
    assert_eq!(found("ｏｙ"), found("oy"), "full width");
    assert_eq!(found("欧阳"), found("oy"), "an input method");
}
