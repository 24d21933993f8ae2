//! How a session of practice went: time, keys and mistakes, paper by paper.

use super::mistake::{Mistake, between};
use super::papers::Shape;
use crate::domain::Paper;

/// A pause: the time between two papers does not count when it is longer than so many milliseconds.
const PAUSE: u64 = 60_000;

/// One paper of the session.
#[derive(Clone, Debug)]
struct Take {
    shown: Paper,
    /// Milliseconds that it was on the table, and whether they can be counted.
    ms: u64,
    paused: bool,
    keys: u32,
    /// What was wrong when it was first recorded, and what is wrong as it stands.
    first: Option<Mistake>,
    stands: Option<Mistake>,
    recorded: bool,
}

/// The session so far.
#[derive(Clone, Debug)]
pub struct Score {
    takes: Vec<Take>,
    /// Papers that stand recorded.
    entered: usize,
    since: u64,
    refused: u32,
    withdrawn: u32,
}

impl Score {
    /// Nothing keyed of these papers; the first is on the table from `now` on, in milliseconds of any clock.
    pub fn new(papers: Vec<Paper>, now: u64) -> Self {
        let take =
            |shown| Take { shown, ms: 0, paused: false, keys: 0, first: None, stands: None, recorded: false };
        let takes = papers.into_iter().map(take).collect();
        Self { takes, entered: 0, since: now, refused: 0, withdrawn: 0 }
    }

    /// The paper on the table; none when all are recorded.
    pub fn shown(&self) -> Option<&Paper> {
        self.takes.get(self.entered).map(|take| &take.shown)
    }

    /// Papers recorded, and all of them.
    pub fn progress(&self) -> (usize, usize) {
        (self.entered, self.takes.len())
    }

    /// A key was pressed.
    pub fn key(&mut self) {
        if let Some(take) = self.takes.get_mut(self.entered) {
            take.keys += 1;
        }
    }

    /// Enter was refused: more names were approved than may be.
    pub fn refused(&mut self) {
        self.refused += 1;
    }

    /// Compares what stands recorded now with what was shown. Says what is wrong with the paper that was just recorded.
    pub fn settle<'a>(
        &mut self,
        recorded: impl ExactSizeIterator<Item = &'a Paper>,
        now: u64,
    ) -> Option<Mistake> {
        let (before, after) = (self.entered, recorded.len());
        let spent = now.saturating_sub(self.since);
        if after != before {
            // The time belongs to the paper that was recorded, or to the one that lies on the table again.
            if let Some(take) = self.takes.get_mut(before.min(after)) {
                take.paused |= spent > PAUSE;
                take.ms = take.ms.saturating_add(spent);
            }
            self.since = now;
        }
        if after < before {
            self.withdrawn += 1;
        }
        self.entered = after;
        for (at, (take, keyed)) in self.takes.iter_mut().zip(recorded).enumerate() {
            take.stands = between(&take.shown, keyed);
            if !take.recorded {
                take.first = take.stands;
                take.recorded = true;
            }
            if at + 1 == after && after > before {
                return take.stands;
            }
        }
        None
    }

    /// How it went, as far as it went.
    pub fn report(&self) -> Report {
        let done = || self.takes.iter().take(self.entered);
        let mut mistakes: Vec<(Mistake, u32)> = Vec::new();
        for mistake in done().filter_map(|take| take.first) {
            match mistakes.iter_mut().find(|(known, _)| *known == mistake) {
                Some((_, count)) => *count += 1,
                None => mistakes.push((mistake, 1)),
            }
        }
        mistakes.sort_by_key(|(mistake, count)| (std::cmp::Reverse(*count), *mistake));
        let tens: Vec<Part> = done().collect::<Vec<_>>().chunks(10).map(part).collect();
        let all = part(&done().collect::<Vec<_>>());
        Report {
            shapes: shapes(&done().collect::<Vec<_>>()),
            right: all.papers - number(done().filter(|take| take.stands.is_some())),
            put_right: number(done().filter(|take| take.first.is_some() && take.stands.is_none())),
            keys: self.takes.iter().map(|take| take.keys).sum(),
            refused: self.refused,
            withdrawn: self.withdrawn,
            mistakes,
            tens,
            all,
        }
    }
}

/// Some papers of the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Papers recorded.
    pub papers: u32,
    /// Papers whose time counts, and the milliseconds that they took together.
    pub timed: u32,
    /// See `timed`.
    pub ms: u64,
    /// Papers that were wrong when they were first recorded.
    pub wrong: u32,
}

impl Part {
    /// Tenths of a second for a paper; nothing where none was timed.
    pub fn pace(self) -> Option<u64> {
        (self.timed > 0).then(|| (self.ms / u64::from(self.timed) + 50) / 100)
    }

    /// Papers in ten minutes; nothing where none was timed.
    pub fn in_ten_minutes(self) -> Option<u64> {
        (self.ms > 0).then(|| u64::from(self.timed) * 600_000 / self.ms)
    }
}

fn number<'a>(takes: impl Iterator<Item = &'a Take>) -> u32 {
    u32::try_from(takes.count()).unwrap_or(u32::MAX)
}

fn part(takes: &[&Take]) -> Part {
    let timed = || takes.iter().copied().filter(|take| !take.paused);
    Part {
        papers: number(takes.iter().copied()),
        timed: number(timed()),
        ms: timed().map(|take| take.ms).sum(),
        wrong: number(takes.iter().copied().filter(|take| take.first.is_some())),
    }
}

/// The papers of each shape that came.
fn shapes(takes: &[&Take]) -> Vec<(Shape, Part)> {
    let mut shapes: Vec<Shape> = takes.iter().map(|take| Shape::of(&take.shown)).collect();
    shapes.sort_unstable();
    shapes.dedup();
    let of = |shape| {
        let mine: Vec<&Take> = takes.iter().copied().filter(|take| Shape::of(&take.shown) == shape).collect();
        (shape, part(&mine))
    };
    shapes.into_iter().map(of).collect()
}

/// How a session went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// All papers recorded.
    pub all: Part,
    /// The same by tens: the last of them may be fewer.
    pub tens: Vec<Part>,
    /// The same by what the papers looked like.
    pub shapes: Vec<(Shape, Part)>,
    /// Papers that stand as they lay on the table.
    pub right: u32,
    /// Papers among them that were wrong at first and were put right.
    pub put_right: u32,
    /// Keys pressed, those of a paper that was not finished included.
    pub keys: u32,
    /// Times that Enter was refused because too many names were approved.
    pub refused: u32,
    /// Papers taken back.
    pub withdrawn: u32,
    /// What was wrong when papers were first recorded, and how often: the commonest first.
    pub mistakes: Vec<(Mistake, u32)>,
}

/// What is worth practising.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// This mistake came most often.
    Mistake(Mistake, u32),
    /// Strikes are forgotten: Enter was refused on one paper in five or more.
    Strikes(u32),
    /// These papers take more than twice as long as the plain ones: tenths of a second, theirs first.
    Slow(Shape, u64, u64),
    /// Nothing went wrong.
    Nothing,
}

impl Report {
    /// Keys for a paper, in tenths; nothing before the first.
    pub fn keys_per_paper(&self) -> Option<u32> {
        (self.all.papers > 0).then(|| (self.keys * 10 + self.all.papers / 2) / self.all.papers)
    }

    /// What is worth practising: first what came out wrong, then what was refused in time, then what is slow.
    pub fn advice(&self) -> Advice {
        if let Some((mistake, times)) = self.mistakes.first() {
            return Advice::Mistake(*mistake, *times);
        }
        if self.refused > 0 && self.refused * 5 >= self.all.papers {
            return Advice::Strikes(self.refused);
        }
        let pace = |wanted: &[Shape]| {
            let (mut timed, mut ms) = (0, 0);
            for (_, part) in self.shapes.iter().filter(|(shape, _)| wanted.contains(shape)) {
                timed += part.timed;
                ms += part.ms;
            }
            Part { timed, ms, ..Part::default() }.pace()
        };
        let plain = pace(&[Shape::Full, Shape::Crossed]);
        let paces = self.shapes.iter().filter_map(|(shape, part)| Some((*shape, part.pace()?)));
        match (paces.max_by_key(|(_, pace)| *pace), plain) {
            (Some((shape, pace)), Some(plain)) if pace > 2 * plain => Advice::Slow(shape, pace, plain),
            _ => Advice::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::sample::paper;
    use crate::domain::Paper;

    /// A session of these papers, and what stands recorded.
    struct Table {
        score: Score,
        recorded: Vec<Paper>,
        now: u64,
    }

    impl Table {
        fn new(shown: &[&str]) -> Self {
            let papers = shown.iter().map(|marks| paper(marks, &[])).collect();
            Self { score: Score::new(papers, 0), recorded: Vec::new(), now: 0 }
        }

        fn settle(&mut self, ms: u64) -> Option<Mistake> {
            self.now += ms;
            self.score.settle(self.recorded.iter(), self.now)
        }

        fn record(&mut self, marks: &str, ms: u64) -> Option<Mistake> {
            self.recorded.push(paper(marks, &[]));
            self.settle(ms)
        }

        fn take_back(&mut self, ms: u64) {
            self.recorded.pop();
            self.settle(ms);
        }
    }

    #[test]
    fn papers_are_timed_counted_and_compared() {
        let mut table = Table::new(&["ooox", "oxoo", "xooo"]);
        for _ in 0..7 {
            table.score.key();
        }
        assert_eq!(table.record("ooox", 2_000), None);
        assert_eq!(table.record("ooxo", 4_000), Some(Mistake::OtherName));
        assert_eq!(table.score.progress(), (2, 3));
        let report = table.score.report();
        assert_eq!(report.all, Part { papers: 2, timed: 2, ms: 6_000, wrong: 1 });
        assert_eq!((report.all.pace(), report.all.in_ten_minutes()), (Some(30), Some(200)));
        assert_eq!((report.right, report.put_right), (1, 0));
        assert_eq!((report.keys, report.keys_per_paper()), (7, Some(35)));
        assert_eq!(report.advice(), Advice::Mistake(Mistake::OtherName, 1));
    }

    #[test]
    fn a_paper_taken_back_and_keyed_again_is_put_right() {
        let mut table = Table::new(&["ooox", "oxoo"]);
        assert!(table.record("ooo-", 2_000).is_some());
        table.take_back(1_000);
        assert_eq!(table.score.shown(), Some(&paper("ooox", &[])));
        assert_eq!(table.record("ooox", 3_000), None);
        let report = table.score.report();
        assert_eq!((report.right, report.put_right, report.withdrawn), (1, 1, 1));
        assert_eq!(report.mistakes, [(Mistake::Sign, 1)], "it was wrong at first");
        assert_eq!(report.all.ms, 6_000, "all of it was spent on that paper");
    }

    #[test]
    fn a_paper_corrected_later_is_put_right_too() {
        let mut table = Table::new(&["ooox", "oxoo", "oxoo"]);
        table.record("ooo-", 1_000);
        table.record("oxoo", 1_000);
        table.recorded[0] = paper("ooox", &[]);
        assert_eq!(table.settle(1_000), None);
        let report = table.score.report();
        assert_eq!((report.right, report.put_right, report.withdrawn), (2, 1, 0));
        assert_eq!(report.all.ms, 2_000, "the time belongs to the paper on the table");
    }

    #[test]
    fn a_pause_is_not_counted() {
        let mut table = Table::new(&["ooox", "oxoo", "oxoo"]);
        table.record("ooox", 2_000);
        table.record("oxoo", PAUSE + 1);
        let all = table.score.report().all;
        assert_eq!((all.papers, all.timed, all.pace()), (2, 1, Some(20)));
    }

    #[test]
    fn progress_is_told_by_tens() {
        let mut table = Table::new(&["ooox"; 25]);
        for at in 0..25 {
            table.record(if at == 3 { "oxoo" } else { "ooox" }, 3_000 - at * 100);
        }
        let tens = table.score.report().tens;
        assert_eq!(
            tens.iter().map(|ten| (ten.papers, ten.wrong)).collect::<Vec<_>>(),
            [(10, 1), (10, 0), (5, 0)]
        );
        assert!(tens[0].pace() > tens[1].pace() && tens[1].pace() > tens[2].pace());
    }

    #[test]
    fn advice_names_mistakes_then_refusals_then_what_is_slow() {
        let mut table = Table::new(&["ooox", "oxoo", "xooo", "ooox", "----"]);
        for marks in ["ooox", "oxoo", "xooo", "ooox"] {
            table.record(marks, 2_000);
        }
        assert_eq!(table.score.report().advice(), Advice::Nothing);
        table.record("----", 9_000);
        assert_eq!(table.score.report().advice(), Advice::Slow(Shape::AllBlank, 90, 20));
        table.score.refused();
        assert_eq!(table.score.report().advice(), Advice::Strikes(1));
        assert_eq!(Table::new(&["ooox"]).score.report().advice(), Advice::Nothing, "nothing was keyed");
    }

    #[test]
    fn the_commonest_mistake_stands_first() {
        let mut table = Table::new(&["ooox", "ooox", "ooox", "oxxo", "ooox"]);
        for marks in ["ooo-", "oxoo", "ooo-", "oxoo", "ooox"] {
            table.record(marks, 2_000);
        }
        let expected = [(Mistake::Sign, 2), (Mistake::Forgotten, 1), (Mistake::OtherName, 1)];
        assert_eq!(table.score.report().mistakes, expected);
    }
}
