//! Entering the terminal, leaving it whatever happens, and drawing into it.
//!
//! Left it is on every way out: by [`Drop`], by the panic hook, by the signal thread when the loop does not answer. The
//! order in [`restore`] matters: raw mode first, since it needs no room in the output.

use super::backend::GlyphBackend;
use super::events::reading::{Source, pump};
use super::events::{Inbox, Outbox, line};
use super::probe;
use crate::locale::Lang;
use ratatui::Frame;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

#[cfg(unix)]
mod unix;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
use windows as system;

crate::messages! {
    /// What is said when the terminal fails.
    struct Say {
        no_terminal { zh: "这里没有终端窗口：请在终端里直接运行，不要把输入或输出接到文件或管道。",
            en: "There is no terminal here: run the program in a terminal window, not into a file or a pipe." }
        unusable(why: &io::Error) { zh: "终端无法使用（{why}）。会议记录没有改动。请换一个终端窗口再试。",
            en: "The terminal cannot be used ({why}). No record was changed. Try another terminal window." }
        panicked(what: &str, place: &str) {
            zh: "唱票程序内部出错（{place}：{what}）。已确认的记录都在盘上。请重新启动，从原处继续。",
            en: "changpiao: internal error ({place}: {what}). All that was confirmed is on disk. Start again to go on from there." }
    }
}

/// Why the terminal could not be entered.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// Standard input or output is not a terminal.
    #[error("no terminal")]
    NoTerminal,
    /// The system refused.
    #[error("the terminal cannot be used: {0}")]
    Unusable(#[from] io::Error),
}

impl TerminalError {
    /// What happened and what to do, for the person.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::NoTerminal => Say(lang).no_terminal(),
            Self::Unusable(why) => Say(lang).unusable(why),
        }
    }
}

/// Whether the terminal is ours now.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// Room for a frame, so that one frame is one write.
const FRAME_BYTES: usize = 256 * 1024;

type Screen = ratatui::Terminal<GlyphBackend<BufWriter<Stdout>>>;

/// The terminal while it is ours. Dropping it gives it back.
pub struct Terminal {
    screen: Screen,
}

impl Terminal {
    /// Takes the terminal: raw mode, second screen, panic hook; signals and keys arrive in the inbox from now on.
    ///
    /// `lang` is the language of the line that a panic leaves; `probe` asks for the width of ambiguous characters.
    pub fn enter(lang: Lang, probe: bool) -> Result<(Self, Outbox, Inbox), TerminalError> {
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            return Err(TerminalError::NoTerminal);
        }
        let (outbox, inbox) = line();
        catch_panics(lang);
        let terminal = Self::open(&outbox, probe).inspect_err(|_| restore())?;
        Ok((terminal, outbox, inbox))
    }

    fn open(outbox: &Outbox, probe: bool) -> io::Result<Self> {
        let width = take(probe)?;
        let screen = screen()?;
        system::listen(outbox, probe)?;
        if let Some(width) = width {
            outbox.ambiguous(width);
        }
        Ok(Self { screen })
    }

    /// Draws one frame; only what changed is written, in one piece. An error means that the terminal is gone: end as for
    /// [`Ending::TerminalGone`](super::events::Ending::TerminalGone).
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.screen.draw(view).map(|_| ())
    }

    /// Lets the terminal sound, between two frames.
    pub fn sound(&mut self, tone: &[u8]) -> io::Result<()> {
        if tone.is_empty() { Ok(()) } else { self.screen.backend_mut().write_behind(tone) }
    }

    /// Something else wrote onto the terminal: the next frame is written whole.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.screen.clear()
    }

    /// Takes the terminal again after the process was stopped; the next frame is written whole.
    pub fn resume(&mut self) -> io::Result<()> {
        restore();
        take(false)?;
        self.screen.clear()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        restore();
    }
}

fn screen() -> io::Result<Screen> {
    let writer = BufWriter::with_capacity(FRAME_BYTES, io::stdout());
    ratatui::Terminal::new(GlyphBackend::new(writer, cfg!(windows)))
}

/// Raw mode and the second screen; with `probe` the sample is printed, whose width is known at once on some systems.
fn take(probe: bool) -> io::Result<Option<probe::Width>> {
    crossterm::terminal::enable_raw_mode()?;
    ENTERED.store(true, SeqCst);
    system::open(&mut io::stdout(), probe)
}

/// Gives the terminal back, once: raw mode off, bracketed paste off, cursor shown, first screen.
pub fn restore() {
    if ENTERED.swap(false, SeqCst) {
        let _ = crossterm::terminal::disable_raw_mode();
        let _ = system::close();
    }
}

/// Starts the thread that reads the terminal.
fn read(source: impl Source + Send + 'static, outbox: &Outbox) -> io::Result<()> {
    let outbox = outbox.clone();
    thread::Builder::new().name("keys".into()).spawn(move || pump(source, &outbox)).map(|_| ())
}

/// After a panic the terminal is given back before one line is printed. A panic outside the thread of the loop ends
/// the program, since the loop would go on blind. With `RUST_BACKTRACE` the former hook prints its own too.
fn catch_panics(lang: Lang) {
    let former = panic::take_hook();
    let home = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        if !ENTERED.load(SeqCst) {
            return former(panic);
        }
        restore();
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let what = panic.payload_as_str().unwrap_or("?").replace(['\n', '\r'], " ");
        let _ = writeln!(io::stderr(), "{}", Say(lang).panicked(&what, &place));
        if std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
            former(panic);
        }
        if thread::current().id() != home {
            std::process::exit(101);
        }
    }));
}
