//! A disk that takes its time: while something is being recorded the loop stands still, so another thread says so.
//!
//! Nothing is decided meanwhile. Of the keys pressed meanwhile only what is typed counts, up to the first verb: a verb would
//! act on a screen that nobody had seen.

use super::backend::GlyphBackend;
use super::key::Key;
use super::keymap;
use super::model::App;
use super::theme::{Role, Theme};
use super::view::pen::{self, Pen};
use crate::locale::Lang;
use crate::messages;
use crossterm::event::KeyEvent;
use ratatui::backend::Backend as _;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// After which time it is said that something is being saved, and after which that the disk is slow.
pub const PATIENCE: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(5)];

messages! {
    /// Words of a slow disk.
    struct Say {
        saving { zh: " 正在保存… ", en: " saving… " }
        slow { zh: " J16 磁盘很慢，还没有确认这一步 · 此前已存的都在 · 请稍候，不要退出，不要拔盘 ", en: " J16 The disk is slow: this step is not confirmed yet · all saved before is safe · wait, do not leave, pull nothing " }
    }
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Something is being saved.
    Saving,
    /// It takes unusually long.
    Slow,
}

/// Watches how long recording takes.
#[derive(Debug)]
pub struct Stall {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    busy: Mutex<Busy>,
    changed: Condvar,
}

/// What is going on.
#[derive(Debug, Default)]
struct Busy {
    since: Option<(Instant, Lang)>,
    told: usize,
    ended: bool,
}

impl Shared {
    fn busy(&self) -> MutexGuard<'_, Busy> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stall {
    /// Watches from a thread of its own; `tell` is called on it. Where there is no thread to be had, nothing is told.
    pub fn new(patience: [Duration; 2], tell: impl FnMut(Told, Lang) + Send + 'static) -> Self {
        let shared = Arc::new(Shared::default());
        let theirs = shared.clone();
        let _ = thread::Builder::new().name("stall".into()).spawn(move || watch(&theirs, patience, tell));
        Self { shared }
    }

    /// Does something that may take long; says whether anything was told meanwhile.
    pub fn during<T>(&self, lang: Lang, work: impl FnOnce() -> T) -> (T, bool) {
        *self.shared.busy() = Busy { since: Some((Instant::now(), lang)), told: 0, ended: false };
        self.shared.changed.notify_one();
        let done = work();
        // Waits for what is being told, so that two never draw at once.
        let mut busy = self.shared.busy();
        busy.since = None;
        (done, busy.told > 0)
    }
}

impl Drop for Stall {
    fn drop(&mut self) {
        self.shared.busy().ended = true;
        self.shared.changed.notify_one();
    }
}

fn watch(shared: &Shared, patience: [Duration; 2], mut tell: impl FnMut(Told, Lang)) {
    let mut busy = shared.busy();
    while !busy.ended {
        let next =
            busy.since.and_then(|(since, lang)| Some((due(patience, busy.told, since.elapsed())?, lang)));
        let Some(((what, left), lang)) = next else {
            busy = shared.changed.wait(busy).unwrap_or_else(PoisonError::into_inner);
            continue;
        };
        if left.is_zero() {
            tell(what, lang);
            busy.told += 1;
        } else {
            busy = shared.changed.wait_timeout(busy, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// What is told next, after so much was told and so long waited for, and in which time; nothing once all is told.
fn due(patience: [Duration; 2], told: usize, waited: Duration) -> Option<(Told, Duration)> {
    let limit = patience.get(told)?;
    let what = if told == 0 { Told::Saving } else { Told::Slow };
    Some((what, limit.saturating_sub(waited)))
}

/// What is said, as cells of a window of this size: the first line's right end, then the line above the hints.
pub fn notice(told: Told, lang: Lang, theme: Theme, window: Size) -> Buffer {
    let say = Say(lang);
    let area = Rect::new(0, 0, window.width, window.height);
    let text = if told == Told::Saving { say.saving() } else { say.slow() };
    let width = pen::width(&text).min(area.width);
    let place = match told {
        Told::Saving => Rect { x: area.width - width, width, height: area.height.min(1), ..area },
        Told::Slow => Rect { y: area.height.saturating_sub(2), height: area.height.min(1), ..area },
    };
    let mut buffer = Buffer::empty(place);
    let mut pen = Pen::new(&mut buffer, theme);
    pen.fill(place, Role::Warn);
    pen.text(place, &text, Role::Warn);
    buffer
}

/// Writes what is said onto the terminal, over what stands there. The next frame must be drawn whole.
///
/// # Errors
/// The terminal cannot be written to.
pub fn show(told: Told, lang: Lang, theme: Theme, out: impl Write) -> io::Result<()> {
    let mut backend = GlyphBackend::new(out, cfg!(windows));
    let buffer = notice(told, lang, theme, backend.size()?);
    let cells = buffer.content.iter().enumerate().map(|(at, cell)| {
        let (x, y) = buffer.pos_of(at);
        (x, y, cell)
    });
    // The cell behind a wide glyph is a blank that would wipe out its second half.
    let mut behind = 0;
    let whole = cells.filter(|(_, _, cell)| {
        let covered = behind > 0;
        behind = if covered { behind - 1 } else { pen::width(cell.symbol()).saturating_sub(1) };
        !covered
    });
    backend.draw(whole)?;
    backend.flush()
}

/// The keys that came during a stall.
#[derive(Debug)]
pub struct Typed {
    open: bool,
}

impl Default for Typed {
    fn default() -> Self {
        Self { open: true }
    }
}

impl Typed {
    /// Whether this key counts: only what is typed does, up to the first verb.
    pub fn counts(&mut self, app: &App, event: &KeyEvent) -> bool {
        let verb =
            Key::read(event).is_none_or(|key| keymap::action(app.context(&app.screen()), key).is_some());
        self.open &= !verb;
        self.open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{Kind, sample};
    use crate::tui::backend::buffer_to_text;
    use crossterm::event::KeyCode;
    use std::sync::mpsc::channel;

    #[test]
    fn what_takes_long_is_told_and_then_told_to_be_slow() {
        let (tell, told) = channel();
        let stall = Stall::new([Duration::ZERO; 2], move |what, lang| tell.send((what, lang)).unwrap());
        // The work ends only when both were told: no time passes but what the other thread needs.
        let (seen, any) = stall.during(Lang::Zh, || [told.recv().unwrap(), told.recv().unwrap()]);
        assert_eq!(seen, [(Told::Saving, Lang::Zh), (Told::Slow, Lang::Zh)]);
        assert!(any);
        let (seen, _) = stall.during(Lang::En, || told.recv().unwrap());
        assert_eq!(seen, (Told::Saving, Lang::En), "every time anew");
    }

    #[test]
    fn a_disk_is_called_slow_after_five_seconds_and_not_before() {
        let at = |told, waited| due(PATIENCE, told, Duration::from_millis(waited));
        let in_ms = |what, left| Some((what, Duration::from_millis(left)));
        assert_eq!(at(0, 0), in_ms(Told::Saving, 1_000));
        assert_eq!(at(0, 999), in_ms(Told::Saving, 1));
        assert_eq!(at(0, 1_000), in_ms(Told::Saving, 0));
        assert_eq!(at(1, 1_000), in_ms(Told::Slow, 4_000));
        assert_eq!(at(1, 4_999), in_ms(Told::Slow, 1));
        assert_eq!(at(1, 5_000), in_ms(Told::Slow, 0));
        assert_eq!(at(2, 600_000), None, "it is said once");
    }

    #[test]
    fn what_is_quick_is_not_told() {
        let stall = Stall::new([Duration::from_hours(1); 2], |_, _| panic!("told"));
        for n in 0..100 {
            assert_eq!(stall.during(Lang::Zh, || n), (n, false));
        }
    }

    #[test]
    fn what_is_told_has_a_code_and_stays_in_the_window() {
        for lang in [Lang::Zh, Lang::En] {
            for (columns, rows) in [(80, 24), (10, 1), (0, 0), (500, 200)] {
                for told in [Told::Saving, Told::Slow] {
                    let buffer = notice(told, lang, Theme::default(), Size::new(columns, rows));
                    assert!(buffer.area.right() <= columns && buffer.area.bottom() <= rows);
                }
            }
            let slow = notice(Told::Slow, lang, Theme::default(), Size::new(200, 24));
            assert!(buffer_to_text(&slow).contains("J16"));
            assert_eq!(Say(lang).slow().split(" · ").count(), 3, "what happened, what is safe, what to do");
        }
    }

    #[test]
    fn a_notice_is_written_over_the_screen_with_whole_glyphs() {
        let mut out = Vec::new();
        // Without a terminal there is no size to be had.
        if show(Told::Saving, Lang::Zh, Theme::default(), &mut out).is_ok() {
            assert!(String::from_utf8(out).unwrap().contains('保'));
        }
    }

    #[test]
    fn of_the_keys_of_a_stall_only_typing_counts_up_to_the_first_verb() {
        let floor = sample::at(Kind::RollCall);
        let app = App::new(Lang::Zh, Theme::default(), &floor);
        let mut typed = Typed::default();
        let mut counts = |code| typed.counts(&app, &KeyEvent::from(code));
        assert!(counts(KeyCode::Char('l')) && counts(KeyCode::Char('z')));
        assert!(!counts(KeyCode::Char(' ')), "it would mark a name on a screen that nobody had seen");
        assert!(!counts(KeyCode::Char('h')), "it would belong to the next search");
    }
}
