//! A meeting held by a script, for the tests that break the disk or end the program: the desk of the console without its
//! screen.
//!
//! `scripted SESSIONS RECORDS [FOLDER]` begins a rehearsal of the sample below `SESSIONS`, or goes on with the one in
//! `FOLDER`, and lets the room play until so many records are on disk or the meeting is closed. Whatever is confirmed is said
//! on standard output at once: `confirmed <records> <head code> <folder>`.
//!
//! Exit codes: 0 it went to the end, 2 it could not, and standard error says why.

use changpiao::agenda::Plan;
use changpiao::agenda::rehearsal::Room;
use changpiao::agenda::rejection::Trouble;
use changpiao::cli::run::Held;
use changpiao::locale::Lang;
use changpiao::meeting::{Meeting, MeetingError};
use changpiao::plan;
use changpiao::tui::desk::Desk;
use changpiao::tui::play::{Turn, turn};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How often a step is asked for again, as somebody does who reads "press Enter to try again".
const TRIES: usize = 3;

fn open(sessions: &Path, folder: Option<&Path>) -> Result<Held, MeetingError> {
    match folder {
        Some(folder) => Ok(Held::new(Meeting::resume(folder)?.0)),
        None => Ok(Held::new(Meeting::create(sessions, Plan { rehearsal: true, ..plan::sample() })?)),
    }
}

/// Says what is confirmed; that nobody can read it is no matter.
fn confirm(held: &Held) {
    let meeting = held.meeting();
    let line =
        format!("confirmed {} {} {}\n", meeting.saved(), meeting.head_code(), meeting.folder().display());
    let mut out = io::stdout().lock();
    let _ = out.write_all(line.as_bytes()).and_then(|()| out.flush());
}

fn play(held: &mut Held, records: u64) -> Result<(), Trouble> {
    let room = Room::new(&held.floor().plan);
    confirm(held);
    while held.saved() < records {
        let (Turn::Room(command) | Turn::GoOn(command)) = turn(held.floor(), &room) else { break };
        let mut done = held.submit(command.clone(), Lang::En);
        for _ in 1..TRIES {
            if done.is_err() {
                done = held.submit(command.clone(), Lang::En);
            }
        }
        done?;
        confirm(held);
    }
    Ok(())
}

fn tell(said: &Trouble) -> ExitCode {
    let _ = writeln!(io::stderr(), "{} [{}]\n{}\n{}", said.what, said.code, said.safe, said.todo);
    ExitCode::from(2)
}

fn main() -> ExitCode {
    // As the program does: a limit of file sizes is an error of the write that meets it.
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let records = arguments.get(1).and_then(|text| text.to_str()).and_then(|text| text.parse().ok());
    let (Some(sessions), Some(records)) = (arguments.first(), records) else { return ExitCode::from(64) };
    let mut held = match open(sessions, arguments.get(2).map(PathBuf::as_path)) {
        Ok(held) => held,
        Err(error) => return tell(&error.trouble(Lang::En)),
    };
    match play(&mut held, records) {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => tell(&said),
    }
}
