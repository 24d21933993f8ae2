//! What the loop is told, and how it waits: block, take everything that waits, draw once.
//!
//! A reading thread turns a [`Source`](reading::Source) into batches; the loop sleeps in [`Inbox::wait`] until
//! something happens. There is no ticker: nothing wakes the program while nothing happens. Other threads (signals, the
//! follower) speak through an [`Outbox`], whose messages are flags: they never block, never get lost and melt
//! together. The queue of batches is bounded, so a flood of keys holds the reading thread up instead of filling the
//! memory.

pub mod reading;

use super::paste::Pasted;
use super::probe::Width;
use crossterm::event::KeyEvent;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// One thing that the loop is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key went down.
    Key(KeyEvent),
    /// Text was pasted, or came from an input method at once.
    Paste(Pasted),
    /// The window has another size; ask for it when drawing.
    Resized,
    /// The process was stopped and goes on: enter the terminal again and draw everything.
    Resumed,
    /// How wide the terminal draws ambiguous characters.
    Ambiguous(Width),
    /// Another thread has something for the loop: the followed journal may have grown.
    News,
    /// The time given to [`Inbox::wait`] is over.
    Clock,
    /// The program has to end.
    End(Ending),
}

/// Why the program has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// SIGTERM: somebody ends the program.
    Terminated,
    /// SIGINT from outside; Ctrl+C on the keyboard is an ordinary key.
    Interrupted,
    /// SIGHUP: the window was closed.
    HungUp,
    /// The terminal cannot be read any more.
    TerminalGone,
}

impl Ending {
    /// The exit code that a shell expects.
    pub fn exit_code(self) -> i32 {
        match self {
            Self::Interrupted => 130,
            Self::Terminated => 143,
            Self::HungUp | Self::TerminalGone => 129,
        }
    }
}

/// The most batches that wait.
const QUEUE: usize = 16;
/// The longest that the loop takes inputs without drawing.
const PATIENCE: Duration = Duration::from_millis(100);
enum Message {
    Batch { inputs: Vec<Input>, more: bool },
    Look,
}

#[derive(Default)]
struct Flags {
    ended: OnceLock<Ending>,
    resized: AtomicBool,
    resumed: AtomicBool,
    news: AtomicBool,
}

impl Flags {
    fn any(&self) -> bool {
        self.ended.get().is_some()
            || [&self.resized, &self.resumed, &self.news].into_iter().any(|flag| flag.load(SeqCst))
    }
}

/// Makes the two ends of the line between the other threads and the loop.
pub fn line() -> (Outbox, Inbox) {
    let (sender, receiver) = sync_channel(QUEUE);
    let flags = Arc::new(Flags::default());
    (Outbox { sender, flags: flags.clone() }, Inbox { receiver, flags })
}

/// The other threads' end.
#[derive(Clone)]
pub struct Outbox {
    sender: SyncSender<Message>,
    flags: Arc<Flags>,
}

impl Outbox {
    /// Tells the loop that there is news.
    pub fn news(&self) {
        self.raise(&self.flags.news);
    }

    /// Tells the loop to end; it learns that before anything that waits.
    pub fn end(&self, why: Ending) {
        let _ = self.flags.ended.set(why);
        self.look();
    }

    /// Tells the loop how wide ambiguous characters are, where that is known at once.
    pub(super) fn ambiguous(&self, width: Width) {
        let _ = self.sender.try_send(Message::Batch { inputs: vec![Input::Ambiguous(width)], more: false });
    }

    /// Tells the loop that the process goes on after a stop.
    pub fn resumed(&self) {
        self.raise(&self.flags.resumed);
    }

    /// Raises a flag; one that is up already has its wake-up under way.
    fn raise(&self, flag: &AtomicBool) {
        if !flag.swap(true, SeqCst) {
            self.look();
        }
    }

    /// Wakes the loop. A full queue needs no waking: the flag is seen with the next batch.
    fn look(&self) {
        let _ = self.sender.try_send(Message::Look);
    }
}

/// The loop's end.
pub struct Inbox {
    receiver: Receiver<Message>,
    flags: Arc<Flags>,
}

impl Inbox {
    /// Sleeps until something happens or `limit` is over, then hands everything that waits to `apply`, in order.
    ///
    /// Returns when nothing waits, so that the caller draws once; in an endless flood every 100 ms.
    pub fn wait(&self, limit: Option<Duration>, mut apply: impl FnMut(Input)) {
        let first = match limit {
            _ if self.flags.any() => Ok(Message::Look),
            None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(limit) => self.receiver.recv_timeout(limit),
        };
        match first {
            Ok(message) => self.take_all(message, &mut apply),
            Err(RecvTimeoutError::Timeout) => apply(Input::Clock),
            Err(RecvTimeoutError::Disconnected) => apply(Input::End(Ending::TerminalGone)),
        }
    }

    /// Hands over what waits already, without waiting: what was pressed while the program was busy. Signals, sizes and news
    /// are kept for the next wait.
    pub fn take_waiting(&self, mut apply: impl FnMut(Input)) {
        while let Ok(message) = self.receiver.try_recv() {
            deliver(message, &mut apply);
        }
    }

    fn take_all(&self, first: Message, apply: &mut impl FnMut(Input)) {
        let start = Instant::now();
        let mut message = first;
        loop {
            if let Some(&why) = self.flags.ended.get() {
                return apply(Input::End(why));
            }
            let more = deliver(message, apply);
            let next = if more { self.receiver.recv().ok() } else { self.receiver.try_recv().ok() };
            match next {
                Some(waiting) if start.elapsed() < PATIENCE => message = waiting,
                Some(waiting) => {
                    deliver(waiting, apply);
                    break;
                }
                None => break,
            }
        }
        self.raised(apply);
    }

    fn raised(&self, apply: &mut impl FnMut(Input)) {
        let flags = &self.flags;
        let told =
            [(&flags.resumed, Input::Resumed), (&flags.resized, Input::Resized), (&flags.news, Input::News)];
        for (flag, input) in told {
            if flag.swap(false, SeqCst) {
                apply(input);
            }
        }
        if let Some(&why) = flags.ended.get() {
            apply(Input::End(why));
        }
    }
}

/// Hands on a message; says whether more is on its way at once.
fn deliver(message: Message, apply: &mut impl FnMut(Input)) -> bool {
    match message {
        Message::Look => false,
        Message::Batch { inputs, more } => {
            inputs.into_iter().for_each(apply);
            more
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reading::{Arrival, BATCH, Gather, Ready, Source, pump};
    use super::*;
    use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};
    use std::collections::VecDeque;
    use std::io;
    use std::thread;

    /// A source that plays a script: each part is what waits at one time.
    struct Script(VecDeque<(Ready, VecDeque<Arrival>)>);

    impl Script {
        fn new(parts: impl IntoIterator<Item = Vec<Event>>) -> Self {
            let arrivals = |part: Vec<Event>| part.into_iter().map(Arrival::Event).collect();
            Self(parts.into_iter().map(|part| (Ready::Events, arrivals(part))).collect())
        }
    }

    impl Source for Script {
        fn wait(&mut self) -> Ready {
            while self.0.front().is_some_and(|(ready, part)| *ready == Ready::Events && part.is_empty()) {
                self.0.pop_front();
            }
            match self.0.front().map(|(ready, _)| *ready) {
                Some(Ready::Resized) => self.0.pop_front().map_or(Ready::Gone, |(ready, _)| ready),
                other => other.unwrap_or(Ready::Gone),
            }
        }

        fn next(&mut self) -> io::Result<Option<Arrival>> {
            Ok(self.0.front_mut().and_then(|(_, part)| part.pop_front()))
        }
    }

    fn key(code: KeyCode) -> Event {
        Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
    }

    fn press(c: char) -> Event {
        key(KeyCode::Char(c))
    }

    fn taken(inbox: &Inbox) -> Vec<Input> {
        let mut inputs = Vec::new();
        inbox.wait(None, |input| inputs.push(input));
        inputs
    }

    /// Everything that a loop is told until it has to end, and how often it would draw.
    fn run(source: impl Source + Send + 'static) -> (Vec<Input>, usize) {
        let (outbox, inbox) = line();
        let reader = thread::spawn(move || pump(source, &outbox));
        let (mut inputs, mut draws) = (Vec::new(), 0);
        while !matches!(inputs.last(), Some(Input::End(_))) {
            inbox.wait(None, |input| inputs.push(input));
            draws += 1;
        }
        reader.join().unwrap();
        (inputs, draws)
    }

    #[test]
    fn everything_that_waits_is_taken_before_one_draw() {
        let (outbox, inbox) = line();
        let mut source = Script::new([(0..1000).map(|_| press('a')).collect()]);
        let _ = Gather::new(false).pour(&mut source, &outbox);
        outbox.news();
        outbox.news();
        let inputs = taken(&inbox);
        assert_eq!(inputs.len(), 1001);
        assert_eq!(inputs.last(), Some(&Input::News));
    }

    #[test]
    fn a_flood_of_keys_is_obeyed_whole_with_few_draws_and_bounded_memory() {
        let flood = BATCH * QUEUE * 2 + 7;
        let (outbox, inbox) = line();
        let mut source = Script::new([(0..flood).map(|_| press('a')).collect()]);
        let reader = thread::spawn(move || Gather::new(false).pour(&mut source, &outbox));
        let (mut keys, mut draws) = (0, 0);
        while keys < flood {
            inbox.wait(None, |input| keys += usize::from(matches!(input, Input::Key(_))));
            draws += 1;
        }
        assert!(reader.join().unwrap().is_continue());
        assert!(draws <= flood / BATCH, "{draws} draws");
    }

    #[test]
    fn only_presses_count() {
        let release = KeyEvent { kind: KeyEventKind::Release, ..KeyEvent::from(KeyCode::Enter) };
        let repeat = KeyEvent { kind: KeyEventKind::Repeat, ..release };
        let (inputs, _) =
            run(Script::new([vec![Event::Key(release), Event::Key(repeat), Event::FocusGained]]));
        assert_eq!(inputs, [Input::End(Ending::TerminalGone)]);
    }

    #[test]
    fn a_storm_of_sizes_is_one_message() {
        let (outbox, inbox) = line();
        let mut source = Script::new([(0..500).map(|n| Event::Resize(n, n)).chain([press('x')]).collect()]);
        let _ = Gather::new(false).pour(&mut source, &outbox);
        let inputs = taken(&inbox);
        assert_eq!(inputs.len(), 2);
        assert_eq!(inputs[1], Input::Resized);
    }

    #[test]
    fn a_size_alone_wakes_the_loop() {
        struct Once(bool, Outbox);
        impl Source for Once {
            fn wait(&mut self) -> Ready {
                if std::mem::take(&mut self.0) {
                    return Ready::Resized;
                }
                assert!(self.1.flags.resized.load(SeqCst), "the size is told before the next wait");
                Ready::Gone
            }
            fn next(&mut self) -> io::Result<Option<Arrival>> {
                Ok(None)
            }
        }
        let (outbox, inbox) = line();
        pump(Once(true, outbox.clone()), &outbox);
        assert!(matches!(inbox.receiver.try_recv(), Ok(Message::Look)));
    }

    #[test]
    fn an_ending_overtakes_everything_that_waits() {
        let (outbox, inbox) = line();
        let mut source = Script::new([vec![press('a'); 100]]);
        let _ = Gather::new(false).pour(&mut source, &outbox);
        outbox.end(Ending::Terminated);
        outbox.end(Ending::HungUp);
        assert_eq!(taken(&inbox), [Input::End(Ending::Terminated)]);
    }

    #[test]
    fn a_flag_is_not_lost_when_the_queue_is_full() {
        let (outbox, inbox) = line();
        for _ in 0..QUEUE {
            let _ = Gather::new(false).pour(&mut Script::new([vec![press('a')]]), &outbox);
        }
        outbox.news();
        outbox.resumed();
        let inputs = taken(&inbox);
        assert_eq!(inputs[QUEUE..], [Input::Resumed, Input::News]);
    }

    #[test]
    fn a_source_that_fails_ends_the_program() {
        struct Broken;
        impl Source for Broken {
            fn wait(&mut self) -> Ready {
                Ready::Events
            }
            fn next(&mut self) -> io::Result<Option<Arrival>> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
        }
        assert_eq!(run(Broken).0, [Input::End(Ending::TerminalGone)]);
    }

    #[test]
    fn a_loop_without_anybody_to_hear_ends() {
        let (outbox, inbox) = line();
        drop(outbox);
        assert_eq!(taken(&inbox), [Input::End(Ending::TerminalGone)]);
    }

    #[test]
    fn the_clock_is_told_when_nothing_else_happens() {
        let (_outbox, inbox) = line();
        let mut inputs = Vec::new();
        inbox.wait(Some(Duration::ZERO), |input| inputs.push(input));
        assert_eq!(inputs, [Input::Clock]);
    }

    #[test]
    fn keys_of_a_stall_come_by_themselves_without_news_and_signals() {
        let (outbox, inbox) = line();
        let _ = Gather::new(false).pour(&mut Script::new([vec![press('y'), key(KeyCode::Enter)]]), &outbox);
        outbox.news();
        let mut keys = 0;
        inbox.take_waiting(|input| keys += usize::from(matches!(input, Input::Key(_))));
        assert_eq!(keys, 2);
        outbox.news();
        assert_eq!(taken(&inbox), [Input::News]);
        outbox.end(Ending::HungUp);
        inbox.take_waiting(|input| panic!("{input:?}"));
        assert_eq!(taken(&inbox), [Input::End(Ending::HungUp)]);
    }

    #[test]
    fn where_pastes_come_as_keys_an_enter_at_once_after_a_character_is_pasted() {
        let start = Instant::now();
        let after = |ms| start + Duration::from_millis(ms);
        let script = [(press('a'), 0), (key(KeyCode::Enter), 1), (key(KeyCode::Enter), 2), (press('b'), 50)];
        let told = |windows| {
            let mut gather = Gather::new(windows);
            let mut inputs: Vec<_> =
                script.iter().filter_map(|(event, ms)| gather.translate(event.clone(), after(*ms))).collect();
            inputs.extend(gather.translate(key(KeyCode::Enter), after(60)));
            inputs.iter().map(|input| matches!(input, Input::Paste(_))).collect::<Vec<_>>()
        };
        assert_eq!(told(true), [false, true, true, false, false]);
        assert_eq!(told(false), [false; 5]);
    }
}
