//! The reading side: a source of events becomes batches for the loop.

use super::{Ending, Input, Message, Outbox};
use crate::tui::paste::Pasted;
use crate::tui::probe::Width;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind};
use std::io;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// How a wait for the terminal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// There may be something to take.
    Events,
    /// The window has another size.
    Resized,
    /// There will never be anything again.
    Gone,
}

/// What a source gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// An event of the terminal.
    Event(Event),
    /// The answer to the probe of ambiguous widths.
    Width(Width),
}

/// Where events come from: the terminal, or a test.
pub trait Source {
    /// Sleeps until there is something to take.
    fn wait(&mut self) -> Ready;

    /// Takes what is already there; `None` when that is all.
    fn next(&mut self) -> io::Result<Option<Arrival>>;
}

/// The most inputs in one batch.
pub(super) const BATCH: usize = 4096;
/// An Enter this soon after a character was pasted, not pressed, where pastes come as keys.
const BURST: Duration = Duration::from_millis(5);

/// Reads the source until it is gone or nobody listens.
pub fn pump(mut source: impl Source, outbox: &Outbox) {
    let mut gather = Gather::new(cfg!(windows));
    loop {
        let flow = match source.wait() {
            Ready::Gone => return outbox.end(Ending::TerminalGone),
            Ready::Resized => {
                outbox.raise(&outbox.flags.resized);
                ControlFlow::Continue(())
            }
            Ready::Events => gather.pour(&mut source, outbox),
        };
        if flow.is_break() {
            return;
        }
    }
}

/// Collects what waits into batches and says what the loop need not know.
pub(super) struct Gather {
    /// Whether a paste comes as keys (Windows).
    pastes_as_keys: bool,
    last_character: Option<Instant>,
}

impl Gather {
    pub(super) fn new(pastes_as_keys: bool) -> Self {
        Self { pastes_as_keys, last_character: None }
    }

    /// Sends batches until nothing waits.
    pub(super) fn pour(&mut self, source: &mut impl Source, outbox: &Outbox) -> ControlFlow<()> {
        loop {
            let Ok((inputs, more)) = self.batch(source, outbox) else {
                outbox.end(Ending::TerminalGone);
                return ControlFlow::Break(());
            };
            let idle = inputs.is_empty() && !more;
            if !idle && outbox.sender.send(Message::Batch { inputs, more }).is_err() {
                return ControlFlow::Break(());
            }
            if !more {
                return ControlFlow::Continue(());
            }
        }
    }

    fn batch(&mut self, source: &mut impl Source, outbox: &Outbox) -> io::Result<(Vec<Input>, bool)> {
        let mut inputs = Vec::new();
        while inputs.len() < BATCH {
            match source.next()? {
                None => return Ok((inputs, false)),
                Some(Arrival::Width(width)) => inputs.push(Input::Ambiguous(width)),
                Some(Arrival::Event(Event::Resize(..))) => outbox.raise(&outbox.flags.resized),
                Some(Arrival::Event(event)) => inputs.extend(self.translate(event, Instant::now())),
            }
        }
        Ok((inputs, true))
    }

    pub(super) fn translate(&mut self, event: Event, at: Instant) -> Option<Input> {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Press => Some(self.key(key, at)),
            Event::Paste(text) => Some(Input::Paste(Pasted::new(&text))),
            _ => None,
        }
    }

    fn key(&mut self, key: KeyEvent, at: Instant) -> Input {
        let soon = |last: Instant| at.saturating_duration_since(last) < BURST;
        let burst = self.pastes_as_keys && self.last_character.is_some_and(soon);
        match key.code {
            KeyCode::Enter if burst => {
                self.last_character = Some(at);
                Input::Paste(Pasted::new("\n"))
            }
            code => {
                self.last_character = matches!(code, KeyCode::Char(_)).then_some(at);
                Input::Key(key)
            }
        }
    }
}
