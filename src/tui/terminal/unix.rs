//! The terminal on unix: what opens and closes it, who reads it, and the thread that hears signals and a hang-up.

use crate::tui::events::reading::{Arrival, Ready, Source};
use crate::tui::events::{Ending, Outbox};
use crate::tui::probe::{self, Width};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Print, ResetColor};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{event, queue};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::{flag, low_level::pipe};
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// How long the loop may take to end by itself after a signal: a closed window has to be gone within a second.
const GRACE: Timespec = Timespec { tv_sec: 0, tv_nsec: 600_000_000 };
/// How long a blocked terminal may hold up the hard exit.
const LAST_WORDS: Duration = Duration::from_millis(200);

/// Writes what enters the second screen, and the question of the probe; its answer comes among the keys.
pub(super) fn open(out: &mut impl Write, probe: bool) -> io::Result<Option<Width>> {
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    if probe {
        queue!(out, MoveTo(0, 0), Print(probe::SAMPLE), Print("\x1b[6n"), Clear(ClearType::All))?;
    }
    out.flush()?;
    Ok(None)
}

/// Writes what leaves it, past the buffers and locks of `Stdout`, which a blocked loop may hold.
pub(super) fn close() -> io::Result<()> {
    let mut bytes = Vec::new();
    queue!(bytes, DisableBracketedPaste, ResetColor, LeaveAlternateScreen, Show)?;
    rustix::io::write(io::stdout(), &bytes)?;
    Ok(())
}

/// Starts the two threads.
pub(super) fn listen(outbox: &Outbox, probing: bool) -> io::Result<()> {
    watch(outbox.clone())?;
    super::read(Tty::new(probing)?, outbox)
}

/// The controlling terminal as a source of events.
///
/// crossterm 0.29 reads and decodes, but is never asked to wait: on a dead terminal it would spin for ever, and it
/// waits for an *edge*, so that what exceeds its buffer of 1,024 bytes would lie there until the next key.
struct Tty {
    /// A byte for each change of the window's size.
    resized: UnixStream,
    /// Whether the probe has been asked and not answered.
    probing: bool,
    /// Whether an event was taken since the last wait.
    gave: bool,
}

impl Tty {
    fn new(probing: bool) -> io::Result<Self> {
        let (resized, write) = UnixStream::pair()?;
        resized.set_nonblocking(true)?;
        pipe::register(SIGWINCH, write)?;
        Ok(Self { resized, probing, gave: false })
    }

    /// The next event that crossterm has or can read at once.
    fn ready_event() -> io::Result<Option<event::Event>> {
        for _ in 0..NUDGES {
            // Twice, since an answer of the terminal, which crossterm keeps to itself, makes it say "nothing" though
            // keys may stand behind.
            if event::poll(Duration::ZERO)? || event::poll(Duration::ZERO)? {
                return event::read().map(Some);
            }
            if !readable() {
                return Ok(None);
            }
            nudge();
        }
        // No nudge helps on this system: look again soon, instead of spinning.
        if event::poll(Duration::from_millis(20))? { event::read().map(Some) } else { Ok(None) }
    }

    /// The answer to the probe, which crossterm has read: it hands it out to whoever asks for the cursor.
    fn answer(&mut self) -> Option<Arrival> {
        self.probing = false;
        let (column, _) = crossterm::cursor::position().ok()?;
        Some(Arrival::Width(probe::width_of(column)))
    }
}

impl Source for Tty {
    fn wait(&mut self) -> Ready {
        let stdin = io::stdin();
        loop {
            let mut fds = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&self.resized, PollFlags::IN)];
            match poll(&mut fds, None) {
                Err(Errno::INTR) => continue,
                Err(_) => return Ready::Gone,
                Ok(_) => {}
            }
            let [tty, size] = fds.map(|fd| fd.revents());
            if tty.intersects(PollFlags::HUP | PollFlags::ERR) {
                return Ready::Gone;
            }
            if size.contains(PollFlags::IN) {
                let _ = self.resized.read(&mut [0; 512]);
                return Ready::Resized;
            }
            if tty.contains(PollFlags::NVAL) {
                // A system that cannot poll a terminal (old macOS): let crossterm wait.
                let _ = event::poll(Duration::from_hours(1));
            }
            self.gave = false;
            return Ready::Events;
        }
    }

    fn next(&mut self) -> io::Result<Option<Arrival>> {
        if let Some(event) = Self::ready_event()? {
            self.gave = true;
            return Ok(Some(Arrival::Event(event)));
        }
        // Bytes that came and gave no event were the answer.
        if self.probing && !self.gave {
            return Ok(self.answer());
        }
        Ok(None)
    }
}

/// How often crossterm is nudged before it is left alone for a while.
const NUDGES: usize = 3;

/// Whether bytes wait in the terminal, read or not.
fn readable() -> bool {
    let stdin = io::stdin();
    let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
    let polled = poll(&mut fds, Some(&Timespec::default()));
    let [tty] = fds.map(|fd| fd.revents());
    polled.is_ok() && tty == PollFlags::IN
}

/// Makes crossterm's poll see what waits: setting the attributes that are set already counts as an edge.
fn nudge() {
    let stdin = io::stdin();
    let _ = tcgetattr(&stdin).and_then(|same| tcsetattr(&stdin, OptionalActions::Now, &same));
}

/// The signals that are heard; SIGCONT ends nothing, and comes right behind the others from shells and systemd.
const HEARD: [(i32, Option<Ending>); 4] = [
    (SIGTERM, Some(Ending::Terminated)),
    (SIGINT, Some(Ending::Interrupted)),
    (SIGHUP, Some(Ending::HungUp)),
    (SIGCONT, None),
];

/// Starts the thread that hears signals and sees the terminal hang up, whatever the other threads are doing.
fn watch(outbox: Outbox) -> io::Result<()> {
    let (woken, write) = UnixStream::pair()?;
    woken.set_nonblocking(true)?;
    let mut flags = Vec::new();
    for (signal, ending) in HEARD {
        let raised = Arc::new(AtomicBool::new(false));
        flag::register(signal, raised.clone())?;
        pipe::register(signal, write.try_clone()?)?;
        flags.push((raised, ending));
    }
    let watcher = Watcher { woken, flags, outbox };
    thread::Builder::new().name("signals".into()).spawn(move || watcher.run()).map(|_| ())
}

struct Watcher {
    /// A byte for each signal.
    woken: UnixStream,
    flags: Vec<(Arc<AtomicBool>, Option<Ending>)>,
    outbox: Outbox,
}

impl Watcher {
    fn run(mut self) {
        let why = self.reason();
        self.outbox.end(why);
        // The loop ends the program. If it hangs, or is told a second time, the program ends here: nothing that was
        // confirmed can be lost, since it is on disk before it is shown.
        self.grace();
        exit(why);
    }

    /// Sleeps until there is a reason to end.
    fn reason(&mut self) -> Ending {
        let stdin = io::stdin();
        loop {
            let mut fds = [PollFd::new(&self.woken, PollFlags::IN), PollFd::new(&stdin, PollFlags::empty())];
            let polled = poll(&mut fds, None);
            let [signal, tty] = fds.map(|fd| fd.revents());
            if polled.is_ok() && signal.contains(PollFlags::IN) {
                if let Some(why) = self.heard() {
                    return why;
                }
            } else if polled.is_ok() && tty.intersects(PollFlags::HUP | PollFlags::ERR) {
                return Ending::TerminalGone;
            }
        }
    }

    /// Sleeps until the grace time is over or somebody insists. A second SIGHUP insists on nothing: the kernel and the
    /// shell each send one when a window closes.
    fn grace(&mut self) {
        loop {
            match poll(&mut [PollFd::new(&self.woken, PollFlags::IN)], Some(&GRACE)) {
                Ok(0) => return,
                Ok(_) if self.heard().is_some_and(|why| why != Ending::HungUp) => return,
                _ => {}
            }
        }
    }

    /// Which signals came; the one that ends the program, if any.
    fn heard(&mut self) -> Option<Ending> {
        let _ = self.woken.read(&mut [0; 512]);
        let mut came = self.flags.iter().filter(|(raised, _)| raised.swap(false, SeqCst)).peekable();
        came.peek()?;
        let why = came.find_map(|(_, ending)| *ending);
        if why.is_none() {
            self.outbox.resumed();
        }
        why
    }
}

/// Ends the program at once, with the terminal restored if it takes the bytes.
fn exit(why: Ending) -> ! {
    let (done, wait) = channel();
    thread::spawn(move || {
        super::restore();
        done.send(())
    });
    let _ = wait.recv_timeout(LAST_WORDS);
    std::process::exit(why.exit_code())
}
