//! What goes on beside the home screen, each on a thread of its own: meetings are read, records checked, plans looked at.
//!
//! The first frame waits for the meetings at most a tenth of a second, which dozens of usual ones take together; the others come
//! in while it is shown, the one written last first. So an unfinished meeting is there at once, and the start does not grow with
//! the number of meetings.

use super::{cards, sheets};
use crate::meeting::Shelf;
use crate::tui::events::Outbox;
use crate::tui::home::run::Archive;
use crate::tui::home::{Arrived, Ask, Order};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// The longest that the first frame waits for the meetings.
const PATIENCE: Duration = Duration::from_millis(100);

/// Meetings being read, and what was asked for.
pub(super) struct Shelves {
    outbox: Outbox,
    cards: Receiver<Arrived>,
    waiting: Vec<Arrived>,
    asked: Option<Asked>,
}

/// A question on its way.
struct Asked {
    answers: Receiver<Arrived>,
    unwanted: Arc<AtomicBool>,
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.unwanted.store(true, Relaxed);
    }
}

impl Shelves {
    /// Begins to read the meetings below a folder.
    pub(super) fn open(root: &Path, outbox: Outbox) -> Self {
        let (teller, cards) = channel();
        let (root, woken) = (root.to_owned(), outbox.clone());
        thread::spawn(move || read(&root, &teller, &woken));
        Self { outbox, cards, waiting: Vec::new(), asked: None }
    }

    /// Waits until all of them are read, but not for long.
    pub(super) fn wait(&mut self) {
        let until = Instant::now() + PATIENCE;
        while let Ok(arrived) = self.cards.recv_timeout(until.saturating_duration_since(Instant::now())) {
            self.waiting.push(arrived);
        }
    }
}

/// Reads every meeting, unless nobody listens any more. How many are left is told first and after each: no meeting is missed
/// before that is nought.
fn read(root: &Path, teller: &Sender<Arrived>, outbox: &Outbox) {
    let mut shelf = Shelf::at(root);
    while teller.send(Arrived::Left(shelf.left())).is_ok() {
        outbox.news();
        let Some(card) = shelf.next() else { return };
        if teller.send(Arrived::Card(Box::new(cards::card(card)))).is_err() {
            return;
        }
    }
}

impl Archive for Shelves {
    fn order(&mut self, order: Order) {
        self.asked = match order {
            Order::Forget => None,
            Order::Look(ask) => Some(Asked::begin(ask, self.outbox.clone())),
        };
    }

    fn arrived(&mut self) -> Vec<Arrived> {
        let mut arrived = std::mem::take(&mut self.waiting);
        arrived.extend(self.cards.try_iter());
        arrived.extend(self.asked.iter().flat_map(|asked| asked.answers.try_iter()));
        arrived
    }
}

impl Asked {
    fn begin(ask: Ask, outbox: Outbox) -> Self {
        let (teller, answers) = channel();
        let unwanted = Arc::<AtomicBool>::default();
        let mut desk = Desk { teller, outbox, unwanted: unwanted.clone(), done: 0, percent: 0 };
        thread::spawn(move || {
            if let Some(sheet) = sheets::sheet(&ask, &mut desk) {
                desk.tell(Arrived::Sheet(Box::new(sheet)));
            }
        });
        Self { answers, unwanted }
    }
}

/// Where a question is worked at: it tells how far it is, and learns when nobody waits for it any more.
pub(super) struct Desk {
    teller: Sender<Arrived>,
    outbox: Outbox,
    unwanted: Arc<AtomicBool>,
    done: u64,
    percent: u64,
}

impl Desk {
    fn tell(&self, arrived: Arrived) {
        // Nobody may listen any more.
        let _ = self.teller.send(arrived);
        self.outbox.news();
    }
}

impl crate::cli::verify::Follow for Desk {
    fn more(&mut self, bytes: u64, of: u64) {
        self.done += bytes;
        let percent = (self.done.saturating_mul(100) / of.max(1)).min(100);
        if percent > self.percent {
            self.percent = percent;
            self.tell(Arrived::Percent(u8::try_from(percent).unwrap_or(100)));
        }
    }

    fn unwanted(&self) -> Arc<AtomicBool> {
        self.unwanted.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::run::sound_plan;
    use crate::journal::JOURNAL;
    use crate::locale::Lang;
    use crate::meeting::Meeting;
    use crate::tui::events::line;
    use crate::tui::home::{Choice, Home};
    use crate::tui::paste::Pasted;
    use crate::tui::theme::Theme;
    use crossterm::event::{KeyCode, KeyEvent};
    use std::path::PathBuf;

    /// What comes until the answer is there.
    fn answered(shelves: &mut Shelves) -> Vec<Arrived> {
        let asked = shelves.asked.as_ref().unwrap();
        asked.answers.iter().collect()
    }

    fn meeting(root: &Path) -> PathBuf {
        Meeting::create(root, crate::plan::sample()).unwrap().folder().to_owned()
    }

    #[test]
    fn meetings_come_in_and_a_question_is_answered() {
        let root = tempfile::tempdir().unwrap();
        let folder = meeting(root.path());
        let (outbox, _inbox) = line();
        let mut shelves = Shelves::open(root.path(), outbox);
        let cards: Vec<Arrived> = shelves.cards.iter().collect();
        assert!(
            matches!(cards.as_slice(), [Arrived::Left(1), Arrived::Card(_), Arrived::Left(0)]),
            "{cards:?}"
        );
        for ask in [Ask::Verify(folder.clone()), Ask::Summary(folder), Ask::Verify("nowhere".into())] {
            shelves.order(Order::Look(ask));
            let answers = answered(&mut shelves);
            assert!(matches!(answers.last(), Some(Arrived::Sheet(_))), "{answers:?}");
        }
    }

    #[test]
    fn a_plan_named_by_its_folder_is_the_one_that_is_begun_with() {
        let root = tempfile::tempdir().unwrap();
        crate::cli::prepare::write(&root.path().join("plan.toml")).unwrap();
        for key in [KeyCode::Enter, KeyCode::F(8)] {
            let (outbox, _inbox) = line();
            let mut shelves = Shelves::open(root.path(), outbox);
            let mut home = Home::new(Lang::Zh, Theme::default(), Vec::new());
            let press = |home: &mut Home, code| home.key(&KeyEvent::from(code));
            press(&mut home, KeyCode::Char('1'));
            press(&mut home, KeyCode::Enter);
            home.paste(&Pasted::new(&root.path().display().to_string()));
            press(&mut home, KeyCode::Enter);
            shelves.order(home.take_order().unwrap());
            home.take(answered(&mut shelves));
            press(&mut home, key);
            let Some(Choice::Start(path) | Choice::RehearsePlan(path)) = home.take_choice() else {
                panic!("{:?}", home.page)
            };
            assert!(sound_plan(&path).is_ok(), "{path:?}");
        }
    }

    #[test]
    fn a_check_that_nobody_waits_for_ends_without_an_answer() {
        let root = tempfile::tempdir().unwrap();
        let folder = meeting(root.path());
        let (outbox, _inbox) = line();
        let (teller, answers) = channel();
        let desk = || Desk {
            teller: teller.clone(),
            outbox: outbox.clone(),
            unwanted: Arc::new(AtomicBool::new(true)),
            done: 0,
            percent: 0,
        };
        assert!(folder.join(JOURNAL).exists());
        assert_eq!(sheets::sheet(&Ask::Verify(folder.clone()), &mut desk()), None);
        assert_eq!(sheets::sheet(&Ask::Summary(folder), &mut desk()), None);
        assert_eq!(answers.try_iter().count(), 0);
    }

    #[test]
    fn progress_is_told_in_whole_percents_once_each() {
        use crate::cli::verify::Follow as _;
        let (outbox, _inbox) = line();
        let (teller, answers) = channel();
        let mut desk = Desk { teller, outbox, unwanted: Arc::default(), done: 0, percent: 0 };
        (0..10_000).for_each(|_| desk.more(1, 10_000));
        assert_eq!(answers.try_iter().count(), 100);
        desk.more(500, 0);
    }
}
