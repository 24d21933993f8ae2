//! How a replay runs: how long each act stays, at which speed, from the times on record.

use std::time::Duration;

/// The longest that nothing happens, unless the pauses of the meeting are wanted themselves.
pub const IDLE: Duration = Duration::from_secs(2);
/// The shortest time between two frames of a running replay.
pub const FRAME: Duration = Duration::from_millis(33);

/// How fast a replay runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speed {
    /// As the meeting went, with every pause.
    Real,
    /// So many times as fast, pauses cut to [`IDLE`].
    Times(u32),
}

impl Speed {
    /// The fastest.
    pub const MOST: Self = Self::Times(64);

    /// Twice as fast, up to [`Speed::MOST`].
    #[must_use]
    pub fn faster(self) -> Self {
        match self {
            Self::Real => Self::Times(1),
            Self::Times(times) => Self::Times(times * 2).min(Self::MOST),
        }
    }

    /// Half as fast; below 1× the pauses are those of the meeting.
    #[must_use]
    pub fn slower(self) -> Self {
        match self {
            Self::Real | Self::Times(..=1) => Self::Real,
            Self::Times(times) => Self::Times(times / 2),
        }
    }

    /// How many times as fast.
    fn times(self) -> u32 {
        match self {
            Self::Real => 1,
            Self::Times(times) => times.max(1),
        }
    }
}

/// How long the meeting stood at each position before the next act.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    gaps: Vec<Duration>,
}

impl Pace {
    /// The pace of acts that happened at these times, in milliseconds, the opening first. A clock that was set back makes no
    /// negative pause: the next act then follows at once.
    pub fn new(times: &[i64]) -> Self {
        let gap = |pair: &[i64]| match pair {
            [before, after] => Duration::from_millis(u64::try_from(after - before).unwrap_or(0)),
            _ => Duration::ZERO,
        };
        Self { gaps: times.windows(2).map(gap).collect() }
    }

    /// How long the position stays at that speed, measured on the meeting's own clock; `None` at the end.
    fn stay(&self, at: usize, speed: Speed) -> Option<Duration> {
        let gap = *self.gaps.get(at)?;
        Some(if speed == Speed::Real { gap } else { gap.min(IDLE) })
    }
}

/// A replay that runs or stands.
#[derive(Clone, Copy, Debug)]
pub struct Player {
    /// How fast it runs.
    pub speed: Speed,
    /// Whether it runs.
    pub on: bool,
    /// How long the position has been shown, on the meeting's own clock.
    shown: Duration,
}

impl Default for Player {
    fn default() -> Self {
        Self { speed: Speed::Times(1), on: false, shown: Duration::ZERO }
    }
}

impl Player {
    /// Starts or stops; what was shown of a position counts again from nothing.
    pub fn toggle(&mut self) {
        self.on = !self.on;
        self.shown = Duration::ZERO;
    }

    /// Stops.
    pub fn stop(&mut self) {
        *self = Self { on: false, shown: Duration::ZERO, ..*self };
    }

    /// The person went to another position: it stays for its whole time.
    pub fn moved(&mut self) {
        self.shown = Duration::ZERO;
    }

    /// The position after so much time has passed; at the end the replay stops.
    pub fn advance(&mut self, pace: &Pace, at: usize, passed: Duration) -> usize {
        if !self.on {
            return at;
        }
        let mut at = at;
        self.shown = self.shown.saturating_add(passed.saturating_mul(self.speed.times()));
        while let Some(stay) = pace.stay(at, self.speed) {
            if self.shown < stay {
                return at;
            }
            self.shown -= stay;
            at += 1;
        }
        self.stop();
        at
    }

    /// How long nothing changes by itself; `None` for ever. Never shorter than a frame.
    pub fn pause(&self, pace: &Pace, at: usize) -> Option<Duration> {
        let stay = pace.stay(at, self.speed).filter(|_| self.on)?;
        Some((stay.saturating_sub(self.shown) / self.speed.times()).max(FRAME))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Acts at 0, 0.5, 0.5, 10 and 9 s: a pause, two at once, a clock that was set back.
    fn pace() -> Pace {
        Pace::new(&[0, 500, 500, 10_000, 9_000])
    }

    fn running(speed: Speed) -> Player {
        Player { speed, on: true, ..Player::default() }
    }

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    /// The positions at these moments, each so many milliseconds after the one before.
    fn seen(speed: Speed, moments: &[u64]) -> Vec<usize> {
        let (mut player, mut at) = (running(speed), 0);
        let step = |passed: &u64| {
            at = player.advance(&pace(), at, ms(*passed));
            at
        };
        moments.iter().map(step).collect()
    }

    #[test]
    fn acts_come_at_their_times_and_a_pause_is_cut() {
        assert_eq!(seen(Speed::Times(1), &[499, 1, 1_999, 1]), [0, 2, 2, 4]);
        assert_eq!(seen(Speed::Real, &[499, 1, 2_000, 7_499, 1]), [0, 2, 2, 2, 4]);
        assert_eq!(seen(Speed::Times(4), &[124, 1, 499, 1]), [0, 2, 2, 4]);
        assert_eq!(seen(Speed::MOST, &[7, 1, 31, 1]), [0, 2, 2, 4]);
    }

    #[test]
    fn time_is_not_lost_between_frames_and_the_end_stops() {
        let (mut player, mut at) = (running(Speed::Times(1)), 0);
        let mut frames = 0;
        while player.on {
            at = player.advance(&pace(), at, ms(1));
            frames += 1;
        }
        assert_eq!((at, frames), (4, 2_500));
        assert_eq!(player.pause(&pace(), at), None, "nothing to wait for");
    }

    #[test]
    fn a_replay_that_stands_stays_and_wakes_nobody() {
        let mut player = Player::default();
        assert_eq!((player.advance(&pace(), 1, ms(60_000)), player.pause(&pace(), 1)), (1, None));
        player.toggle();
        assert_eq!(player.pause(&pace(), 0), Some(ms(500)));
        assert_eq!(player.advance(&pace(), 0, ms(400)), 0);
        assert_eq!(player.pause(&pace(), 0), Some(ms(100)));
        player.moved();
        assert_eq!(
            player.pause(&pace(), 2),
            Some(IDLE),
            "a position that was gone to stays for its whole time"
        );
        player.toggle();
        player.toggle();
        assert_eq!(player.pause(&pace(), 1), Some(FRAME), "acts at once are one frame");
    }

    #[test]
    fn speeds_double_up_to_64_and_end_below_at_the_real_pauses() {
        let mut speed = Speed::Times(1);
        let mut up = Vec::new();
        for _ in 0..7 {
            up.push(speed);
            speed = speed.faster();
        }
        assert_eq!(up, [1, 2, 4, 8, 16, 32, 64].map(Speed::Times));
        assert_eq!((speed, speed.slower()), (Speed::MOST, Speed::Times(32)));
        assert_eq!((Speed::Times(1).slower(), Speed::Real.slower()), (Speed::Real, Speed::Real));
        assert_eq!(Speed::Real.faster(), Speed::Times(1));
    }
}
