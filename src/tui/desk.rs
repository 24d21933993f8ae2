//! The desk at which the chair sits: the meeting behind the screen, real or in memory.

use crate::agenda::rejection::Trouble;
use crate::agenda::{Command, Floor, Rejection};
use crate::locale::Lang;
use crate::meeting::Steering;
use crate::session::Recorded;
use crate::tui::wall::Record;
use std::time::Duration;

/// How the mirror of the record stands, as the header shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MirrorMark {
    /// It is being brought up to date.
    Copying,
    /// It has everything.
    Whole,
    /// It has not; the code says why.
    Lost(&'static str),
}

/// Carries out what the console asks for. The order is the implementation's: decide, record, apply.
pub trait Desk {
    /// The state of the meeting.
    fn floor(&self) -> &Floor;

    /// Does what is asked for; on return it is on record.
    ///
    /// # Errors
    /// Why it was not done; the meeting is then as before.
    fn submit(&mut self, command: Command, lang: Lang) -> Result<(), Trouble>;

    /// Takes back the last act.
    ///
    /// # Errors
    /// Why it cannot be taken back.
    fn undo(&mut self, lang: Lang) -> Result<(), Trouble>;

    /// How many records are on disk.
    fn saved(&self) -> u64;

    /// The events of the act that an undo would take back; none behind a barrier.
    fn last_act(&self) -> &[Recorded];

    /// Takes out what there is to tell beside the record, such as where the documents are.
    fn take_notice(&mut self) -> Option<String> {
        None
    }

    /// Whether recording stalled since this was asked last: what was pressed meanwhile was pressed blindly.
    fn take_stalled(&mut self) -> bool {
        false
    }

    /// How the mirror of the record stands; nothing where there is none.
    fn mirror(&self) -> Option<MirrorMark> {
        None
    }

    /// What changed by itself since this was asked last, to be told.
    fn news(&mut self, _lang: Lang) -> Option<String> {
        None
    }

    /// Folders that the record could be mirrored in or go on in, such as sticks.
    fn folders(&self) -> Vec<String> {
        Vec::new()
    }

    /// Mirrors the record into a folder.
    ///
    /// # Errors
    /// Why it cannot be done.
    fn mirror_in(&mut self, _folder: &str, lang: Lang) -> Result<(), Trouble> {
        Err(Rejection::NotAtThisStep.trouble(lang))
    }

    /// Goes on recording in a folder, with everything that was confirmed.
    ///
    /// # Errors
    /// Why it cannot be done; the record is then where it was.
    fn go_on_in(&mut self, _folder: &str, lang: Lang) -> Result<(), Trouble> {
        Err(Rejection::NotAtThisStep.trouble(lang))
    }

    /// Whether a projector follows this meeting; `None` when nobody can know.
    fn followed(&self) -> Option<bool> {
        None
    }

    /// What the wall is asked to show; `None` where there is no wall of its own to be steered.
    fn steering(&self) -> Option<&Steering> {
        None
    }

    /// Asks the wall for something else.
    ///
    /// # Errors
    /// Why the wall does not get to know of it, in words.
    fn steer(&mut self, _wall: Steering, _lang: Lang) -> Result<(), String> {
        Ok(())
    }

    /// Gives the wall a sign of life when it is time for one; says when the next one is.
    fn beat(&mut self) -> Option<Duration> {
        None
    }

    /// The end of the record, for the wall in this window.
    fn record(&self) -> Option<Record> {
        None
    }
}
