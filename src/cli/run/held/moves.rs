//! Recording at the desk: patient with a slow disk, elsewhere after a failed one.

use super::{Held, Say, line};
use crate::agenda::rejection::Trouble;
use crate::locale::Lang;
use crate::meeting::{Meeting, MeetingError};
use crate::tui::desk::Desk as _;

impl Held {
    /// Does something that is recorded; where the disk cannot be trusted any more, in another folder.
    pub(super) fn recorded(
        &mut self,
        lang: Lang,
        does: impl Fn(&mut Meeting) -> Result<(), MeetingError>,
    ) -> Result<(), Trouble> {
        self.patiently(lang, |held| match does(&mut held.meeting) {
            Ok(()) => Ok(()),
            Err(error) if error.needs_fail_over() => held.elsewhere(&error.trouble(lang), lang, does),
            Err(error) => Err(error.trouble(lang)),
        })
    }

    /// Does something that may wait for a disk; where it takes long, that is told on the screen.
    pub(super) fn patiently<T>(&mut self, lang: Lang, does: impl FnOnce(&mut Self) -> T) -> T {
        let Some(stall) = self.stall.take() else { return does(self) };
        let (done, stalled) = stall.during(lang, || does(self));
        self.stall = Some(stall);
        self.stalled |= stalled;
        done
    }

    /// Does it in another folder: beside the old one, else in the temporary one.
    fn elsewhere(
        &mut self,
        why: &Trouble,
        lang: Lang,
        does: impl Fn(&mut Meeting) -> Result<(), MeetingError>,
    ) -> Result<(), Trouble> {
        let followed = self.followed() == Some(true);
        let mut shown = why.clone();
        for (parent, temporary) in [(self.meeting.parent(), false), (self.temporary.clone(), true)] {
            if let Err(error) = self.meeting.fail_over(&parent) {
                shown = also(why, error.trouble(lang), lang);
                continue;
            }
            let done = does(&mut self.meeting);
            self.tell_move(&why.what, temporary, followed, lang);
            match done {
                Ok(()) => return Ok(()),
                Err(error) if error.needs_fail_over() => shown = also(why, error.trouble(lang), lang),
                Err(error) => return Err(error.trouble(lang)),
            }
        }
        Err(shown)
    }

    /// Tells that the record goes on in another folder.
    pub(super) fn tell_move(&mut self, why: &str, temporary: bool, followed: bool, lang: Lang) {
        let say = Say(lang);
        let folder = self.meeting.folder().display().to_string();
        let mut pieces = vec![say.moved(&folder, self.meeting.saved(), why)];
        pieces.extend(temporary.then(|| say.temporary()));
        pieces.extend(followed.then(|| say.wall()));
        self.notice = Some(line(lang, pieces));
        self.looked.set(None);
    }
}

/// Why it was not done, and what came of the other folder.
fn also(why: &Trouble, elsewhere: Trouble, lang: Lang) -> Trouble {
    Trouble { code: why.code, what: line(lang, [why.what.clone(), elsewhere.what]), ..elsewhere }
}
