//! What a refusing disk leads to at the keyboard: another try, or another folder.

use super::support::{self, Memory, drawn};
use changpiao::agenda::rejection::Trouble;
use changpiao::agenda::{Command, Floor, Kind};
use changpiao::journal::JournalError;
use changpiao::locale::Lang;
use changpiao::session::Recorded;
use changpiao::tui::desk::{Desk, MirrorMark};
use changpiao::tui::model::{App, Message};
use changpiao::tui::theme::Theme;
use changpiao::tui::tone::{Tone, Tones, Voice};
use changpiao::tui::{update, view};
use crossterm::event::{KeyCode, KeyEvent};
use std::io;
use std::time::Duration;

/// A desk whose disk is full for so many tries.
struct Full {
    memory: Memory,
    refusals: u32,
    folder: Option<String>,
    mirror: Option<MirrorMark>,
    notice: Option<String>,
}

impl Desk for Full {
    fn floor(&self) -> &Floor {
        self.memory.floor()
    }

    fn submit(&mut self, command: Command, lang: Lang) -> Result<(), Trouble> {
        if self.refusals > 0 {
            self.refusals -= 1;
            let said = JournalError::Write(io::ErrorKind::StorageFull.into()).explain(lang);
            return Err(Trouble { code: said.code, what: said.happened, safe: said.safe, todo: said.next });
        }
        self.memory.submit(command, lang)
    }

    fn undo(&mut self, lang: Lang) -> Result<(), Trouble> {
        self.memory.undo(lang)
    }

    fn saved(&self) -> u64 {
        self.memory.saved()
    }

    fn last_act(&self) -> &[Recorded] {
        self.memory.last_act()
    }

    fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    fn folders(&self) -> Vec<String> {
        vec!["/media/stick".to_owned()]
    }

    fn mirror(&self) -> Option<MirrorMark> {
        self.mirror
    }

    fn mirror_in(&mut self, folder: &str, _: Lang) -> Result<(), Trouble> {
        self.folder = Some(folder.to_owned());
        self.mirror = Some(MirrorMark::Whole);
        Ok(())
    }

    fn go_on_in(&mut self, folder: &str, _: Lang) -> Result<(), Trouble> {
        self.folder = Some(folder.to_owned());
        self.refusals = 0;
        Ok(())
    }
}

struct Chair {
    app: App,
    desk: Full,
    presses: u64,
}

impl Chair {
    fn new(lang: Lang, refusals: u32) -> Self {
        Self::at(lang, refusals, Memory::sample())
    }

    /// A chair at a meeting that goes on already.
    fn at(lang: Lang, refusals: u32, memory: Memory) -> Self {
        let desk = Full { memory, refusals, folder: None, mirror: None, notice: None };
        let mut app = App::new(lang, Theme::default(), desk.floor());
        app.places = true;
        Self { app, desk, presses: 0 }
    }

    fn press(&mut self, codes: &[KeyCode]) {
        for code in codes {
            self.presses += 1;
            let now = Duration::from_secs(self.presses);
            update::key(&mut self.app, &mut self.desk, &KeyEvent::from(*code), now);
        }
    }

    fn shown(&mut self) -> String {
        drawn(100, 30, |frame| view::draw(&mut self.app, &self.desk, "09:42", frame))
    }
}

#[test]
fn space_is_freed_and_enter_does_it() {
    let mut chair = Chair::new(Lang::Zh, 2);
    chair.press(&[KeyCode::F(8)]);
    let shown = chair.shown();
    assert!(
        shown.contains("J08") && shown.contains("Enter 重试") && shown.contains("F9 换文件夹"),
        "{shown}"
    );
    chair.press(&[KeyCode::Enter]);
    assert!(chair.shown().contains("J08"), "still full");
    assert_eq!(chair.desk.saved(), 1);
    chair.press(&[KeyCode::Enter]);
    assert_eq!(chair.desk.saved(), 2, "{}", chair.shown());
    assert!(!chair.shown().contains("J08"));
}

#[test]
fn escape_puts_it_away_and_nothing_is_done_later_by_itself() {
    let mut chair = Chair::new(Lang::En, 1);
    chair.press(&[KeyCode::F(8), KeyCode::Esc, KeyCode::Esc]);
    assert_eq!(chair.desk.saved(), 1);
    assert!(chair.app.refused.is_none());
}

#[test]
fn the_record_goes_on_in_a_chosen_folder_and_the_command_is_done_there() {
    for (lang, title) in [(Lang::Zh, "换一个文件夹继续"), (Lang::En, "Go on in another folder")] {
        let mut chair = Chair::new(lang, 9);
        chair.press(&[KeyCode::F(8), KeyCode::F(9)]);
        let shown = chair.shown();
        assert!(shown.contains(title) && shown.contains("/media/stick"), "{shown}");
        chair.press(&[KeyCode::Enter, KeyCode::Enter]);
        assert_eq!(chair.desk.folder.as_deref(), Some("/media/stick"));
        assert_eq!(chair.desk.saved(), 2, "{}", chair.shown());
    }
}

#[test]
fn a_typed_folder_counts_and_none_is_asked_for_again() {
    let mut chair = Chair::new(Lang::En, 9);
    chair.press(&[KeyCode::F(8), KeyCode::F(9), KeyCode::Left, KeyCode::Enter, KeyCode::Enter]);
    assert!(
        chair.shown().contains("A11") || chair.shown().contains("The text is missing"),
        "{}",
        chair.shown()
    );
    assert_eq!(chair.desk.folder, None);
    chair.press(&[KeyCode::Char('/'), KeyCode::Char('x'), KeyCode::Enter]);
    assert_eq!(chair.desk.folder.as_deref(), Some("/x"));
}

#[test]
fn the_mirror_is_chosen_from_the_menu_and_its_state_stands_in_the_header() {
    let mut chair = Chair::new(Lang::Zh, 0);
    assert!(!chair.shown().contains("镜像"));
    chair.press(&[KeyCode::F(9), KeyCode::Up, KeyCode::Up]);
    assert!(chair.shown().contains("镜像：同时存一份到优盘"), "{}", chair.shown());
    chair.press(&[KeyCode::Enter, KeyCode::Enter, KeyCode::Enter]);
    assert_eq!(chair.desk.folder.as_deref(), Some("/media/stick"));
    assert!(chair.shown().contains("镜像 ✓"), "{}", chair.shown());
    chair.desk.mirror = Some(MirrorMark::Lost("J40"));
    assert!(chair.shown().contains("镜像断开 J40"), "{}", chair.shown());
}

#[test]
fn a_notice_beside_the_record_rings_as_refused_only_where_nothing_was_recorded() {
    let mut room = support::Chair::new(Lang::Zh, Memory::sample());
    room.play_until(|floor| floor.at_kind(Kind::Calling));
    let mut chair = Chair::at(Lang::Zh, 0, room.desk);
    chair.app.tones = Tones::new(Voice::Pitched);
    let heard = |chair: &mut Chair| {
        let bytes = chair.app.tones.take();
        [Tone::Accepted, Tone::Refused].into_iter().find(|tone| Voice::Pitched.bytes(*tone) == bytes)
    };
    let notice = || Some("换到了别的文件夹".to_owned());
    let saved = chair.desk.saved();
    chair.press(&[KeyCode::Char('/')]);
    chair.desk.notice = notice();
    for _ in 0..9 {
        if !chair.app.layers.is_empty() {
            chair.press(&[KeyCode::Enter]);
        }
    }
    assert!(chair.desk.saved() > saved && chair.app.layers.is_empty(), "{}", chair.shown());
    assert_eq!(heard(&mut chair), Some(Tone::Accepted), "the paper is on record");
    chair.desk.notice = notice();
    chair.press(&[KeyCode::Backspace]);
    assert!(matches!(chair.app.message, Some(Message::Note(_))));
    assert_eq!(heard(&mut chair), None, "what is taken back is silent");
    chair.press(&[KeyCode::Char('z')]);
    assert_eq!(heard(&mut chair), Some(Tone::Refused), "a key that does nothing here");
    let saved = chair.desk.saved();
    chair.desk.notice = notice();
    chair.press(&[KeyCode::Char('3'), KeyCode::Enter]);
    assert_eq!(chair.desk.saved(), saved + 1);
    assert!(matches!(chair.app.message, Some(Message::Note(_))), "told at the paper that is recorded");
    assert_eq!(heard(&mut chair), Some(Tone::Accepted));
}
