//! Tones at the calling: the eyes are on the paper, so the ear is told whether a paper or a key was taken.
//!
//! A terminal has one sound, the bell (`BEL`). Only the Linux console lets a program choose its pitch; there an accepted
//! paper sounds high and short, a refused key low and longer. Everywhere else two bells could not be told apart, so only
//! what is refused rings: silence means that the paper is recorded. Whether a bell is heard, seen as a flash, or ignored, is
//! the terminal's setting. A tone is written behind a whole frame, never into one.

/// What the last keys led to, as far as it is to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// A paper was recorded.
    Accepted,
    /// A key or a paper was refused: nothing changed.
    Refused,
}

/// What the terminal can sound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voice {
    /// Nothing: no terminal, or no tones are wanted.
    #[default]
    Silent,
    /// One bell, of a pitch of its own.
    Bell,
    /// A bell of a chosen pitch and length: the Linux console.
    Pitched,
}

/// `ESC [ 10 ; hertz ]` and `ESC [ 11 ; milliseconds ]` choose, without a number they go back to the usual bell.
const HIGH: &[u8] = b"\x1b[10;880]\x1b[11;60]\x07\x1b[10]\x1b[11]";
const LOW: &[u8] = b"\x1b[10;220]\x1b[11;200]\x07\x1b[10]\x1b[11]";
const BELL: &[u8] = b"\x07";

impl Voice {
    /// The voice of a terminal with this value of `TERM`.
    pub fn of_terminal(term: &str) -> Self {
        if term == "linux" { Self::Pitched } else { Self::Bell }
    }

    /// What is written for a tone; nothing where it is not heard.
    pub fn bytes(self, tone: Tone) -> &'static [u8] {
        match (self, tone) {
            (Self::Pitched, Tone::Accepted) => HIGH,
            (Self::Pitched, Tone::Refused) => LOW,
            (Self::Bell, Tone::Refused) => BELL,
            (Self::Bell, Tone::Accepted) | (Self::Silent, _) => b"",
        }
    }
}

/// The tones of a console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tones {
    voice: Voice,
    off: bool,
    due: Option<Tone>,
}

impl Tones {
    /// The tones of a terminal with this voice.
    pub fn new(voice: Voice) -> Self {
        Self { voice, ..Self::default() }
    }

    /// Whether tones can be heard here at all, and whether they are on; nothing where they cannot.
    pub fn on(self) -> Option<bool> {
        (self.voice != Voice::Silent).then_some(!self.off)
    }

    /// Turns them off, or on again.
    pub fn turn(&mut self) {
        self.off = !self.off;
    }

    /// Something is to be heard with the next frame. What was refused is not drowned by what was accepted after it.
    pub fn sound(&mut self, tone: Tone) {
        self.due = self.due.max(Some(tone));
    }

    /// What is to be written now, behind a frame.
    pub fn take(&mut self) -> &'static [u8] {
        let due = self.due.take().filter(|_| !self.off);
        due.map_or(b"", |tone| self.voice.bytes(tone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_two_tones_cannot_be_told_apart_only_a_refusal_is_heard() {
        let bell = Voice::of_terminal("xterm-256color");
        assert_eq!((bell.bytes(Tone::Accepted), bell.bytes(Tone::Refused)), (&b""[..], &b"\x07"[..]));
        let console = Voice::of_terminal("linux");
        assert_ne!(console.bytes(Tone::Accepted), console.bytes(Tone::Refused));
        for tone in [Tone::Accepted, Tone::Refused] {
            assert_eq!(console.bytes(tone).split(|byte| *byte == 7).count(), 2, "one bell");
            assert!(console.bytes(tone).ends_with(b"\x1b[10]\x1b[11]"), "the console keeps its own bell");
            assert!(Voice::Silent.bytes(tone).is_empty());
        }
    }

    #[test]
    fn a_frame_has_one_tone_and_a_refusal_is_not_drowned() {
        let mut tones = Tones::new(Voice::Bell);
        assert_eq!(tones.take(), b"");
        for tone in [Tone::Refused, Tone::Refused, Tone::Accepted] {
            tones.sound(tone);
        }
        assert_eq!((tones.take(), tones.take()), (&b"\x07"[..], &b""[..]));
    }

    #[test]
    fn tones_that_are_off_are_not_kept_for_later() {
        let mut tones = Tones::new(Voice::Bell);
        tones.turn();
        tones.sound(Tone::Refused);
        assert_eq!((tones.on(), tones.take()), (Some(false), &b""[..]));
        tones.turn();
        assert_eq!((tones.on(), tones.take()), (Some(true), &b""[..]));
        assert_eq!(Tones::default().on(), None);
    }
}
