//! The list of meetings: what is to be done with the chosen one, and which of them answer what is typed.

use super::card::MeetingCard;
use crate::agenda::action::Action;
use crate::locale::Lang;
use crate::messages;
use crate::tui::find;
use crate::tui::widgets::line_input::LineInput;
use std::path::PathBuf;

/// What is done with the meeting that is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Go on with it.
    Resume,
    /// See it again.
    Replay,
    /// Check its record.
    Verify,
    /// See its totals.
    Summary,
}

messages! {
    /// Names of what is done.
    struct Say {
        resume { zh: "继续", en: "Resume" }
        replay { zh: "回放", en: "Replay" }
        verify { zh: "核验", en: "Verify" }
        summary { zh: "汇总", en: "Summary" }
    }
}

impl Purpose {
    /// All of them, in the order in which Tab goes through them.
    pub const ALL: [Self; 4] = [Self::Resume, Self::Replay, Self::Verify, Self::Summary];

    /// Its name.
    pub fn label(self, lang: Lang) -> String {
        let say = Say(lang);
        match self {
            Self::Resume => say.resume(),
            Self::Replay => say.replay(),
            Self::Verify => say.verify(),
            Self::Summary => say.summary(),
        }
    }

    /// The next one, or the one before.
    #[must_use]
    pub fn turned(self, forward: bool) -> Self {
        let at = Self::ALL.iter().position(|purpose| *purpose == self).unwrap_or(0);
        let step = if forward { 1 } else { Self::ALL.len() - 1 };
        Self::ALL.into_iter().cycle().nth(at + step).unwrap_or(self)
    }

    /// Whether it can be done with this meeting at all.
    fn takes(self, card: &MeetingCard) -> bool {
        self != Self::Resume || card.unfinished
    }
}

/// The page on which a meeting is chosen.
#[derive(Clone, Debug)]
pub struct Meetings {
    /// What Enter does.
    pub purpose: Purpose,
    /// What is typed.
    pub find: LineInput,
    /// Which of the rows shown is chosen.
    pub at: usize,
    /// Rows that fit on a page, as drawn last.
    pub rows: usize,
    shown: Vec<usize>,
    /// Whether somebody has chosen a row: it stays chosen when others come in.
    moved: bool,
    /// What was chosen before the purpose was changed, and may not be among its rows.
    kept: Option<PathBuf>,
}

impl Meetings {
    /// The list for this purpose.
    pub fn new(purpose: Purpose, cards: &[MeetingCard]) -> Self {
        let find = LineInput::new(find::LONGEST);
        let mut list = Self { purpose, find, at: 0, rows: 1, shown: Vec::new(), moved: false, kept: None };
        list.refresh(cards);
        list
    }

    /// The positions of the cards that are shown.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// The chosen card.
    pub fn card<'a>(&self, cards: &'a [MeetingCard]) -> Option<&'a MeetingCard> {
        self.shown.get(self.at).and_then(|at| cards.get(*at))
    }

    /// The folder of the chosen one, if somebody chose it.
    pub fn held(&self, cards: &[MeetingCard]) -> Option<PathBuf> {
        self.card(cards).filter(|_| self.moved).map(|card| card.path.clone())
    }

    /// Looks through the cards again, which may be others than before; the held one stays chosen.
    pub fn follow(&mut self, cards: &[MeetingCard], held: Option<&PathBuf>) {
        self.refresh(cards);
        let same = |at: &usize| cards.get(*at).map(|card| &card.path) == held;
        if let Some(at) = held.and(self.shown.iter().position(same)) {
            self.at = at;
        }
    }

    fn refresh(&mut self, cards: &[MeetingCard]) {
        let typed = self.find.text();
        let answers = |card: &MeetingCard| self.purpose.takes(card) && card.answers(typed);
        self.shown = (0..).zip(cards).filter(|(_, card)| answers(card)).map(|(at, _)| at).collect();
        self.at = self.at.min(self.shown.len().saturating_sub(1));
    }

    /// A key that moves among the rows, or does something else with the chosen one.
    pub(super) fn obey(&mut self, action: Action, cards: &[MeetingCard]) {
        let rows = self.rows.max(1);
        match action {
            Action::Up => self.go(1, false),
            Action::Down => self.go(1, true),
            Action::PageUp => self.go(rows, false),
            Action::PageDown => self.go(rows, true),
            Action::First => self.go(usize::MAX / 2, false),
            Action::Last => self.go(usize::MAX / 2, true),
            Action::Next | Action::Right => self.turn(true, cards),
            Action::Previous | Action::Left => self.turn(false, cards),
            _ => {}
        }
    }

    /// Goes so many rows on, or back; beyond an end to that end, from an end to the other.
    pub fn go(&mut self, rows: usize, forward: bool) {
        let last = self.shown.len().saturating_sub(1);
        (self.moved, self.kept) = (true, None);
        self.at = match forward {
            true if self.at == last && rows == 1 => 0,
            true => (self.at + rows).min(last),
            false if self.at == 0 && rows == 1 => last,
            false => self.at.saturating_sub(rows),
        };
    }

    /// Does something else with the chosen one; a purpose for which there is no meeting is passed over.
    pub fn turn(&mut self, forward: bool, cards: &[MeetingCard]) {
        let chosen = self.kept.take().or_else(|| self.card(cards).map(|card| card.path.clone()));
        for _ in Purpose::ALL {
            self.purpose = self.purpose.turned(forward);
            self.refresh(cards);
            if !self.shown.is_empty() {
                break;
            }
        }
        self.follow(cards, chosen.as_ref());
        self.kept = chosen;
    }

    /// Changes what is typed; says whether it was taken. What no meeting answers to is not taken.
    pub fn edit(&mut self, cards: &[MeetingCard], change: impl FnOnce(&mut LineInput)) -> bool {
        let before = self.find.clone();
        change(&mut self.find);
        if self.find.text() == before.text() {
            return true;
        }
        (self.at, self.moved, self.kept) = (0, true, None);
        self.refresh(cards);
        let found = !self.shown.is_empty();
        if !found {
            self.find = before;
            self.refresh(cards);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards() -> Vec<MeetingCard> {
        let card = |name: &str, unfinished| MeetingCard {
            path: name.into(),
            organisation: name.into(),
            unfinished,
            ..MeetingCard::default()
        };
        vec![card("春晖", false), card("春江", true), card("明月", false)]
    }

    #[test]
    fn what_is_typed_narrows_the_list_and_what_nobody_answers_to_is_not_taken() {
        let cards = cards();
        let mut list = Meetings::new(Purpose::Summary, &cards);
        let typed =
            |list: &mut Meetings, text: &str| list.edit(&cards, |line| *line = line.clone().with_text(text));
        assert!(typed(&mut list, "c") && list.shown() == [0, 1]);
        assert!(!typed(&mut list, "cz") && list.shown() == [0, 1] && list.find.text() == "c");
        assert!(typed(&mut list, "cj") && list.card(&cards).unwrap().organisation == "春江");
        assert!(typed(&mut list, "") && list.shown().len() == 3);
    }

    #[test]
    fn only_unfinished_meetings_can_be_gone_on_with() {
        let cards = cards();
        let mut list = Meetings::new(Purpose::Resume, &cards);
        assert_eq!(list.shown(), [1]);
        list.turn(true, &cards);
        assert_eq!((list.purpose, list.shown().len(), list.at), (Purpose::Replay, 3, 1), "the same meeting");
        list.go(1, true);
        list.turn(false, &cards);
        list.turn(false, &cards);
        assert_eq!(
            (list.purpose, list.card(&cards).unwrap().organisation.as_str()),
            (Purpose::Summary, "明月")
        );
        let finished = &cards[..1];
        let mut list = Meetings::new(Purpose::Summary, finished);
        list.turn(true, finished);
        assert_eq!(list.purpose, Purpose::Replay, "there is nothing to go on with");
    }

    #[test]
    fn a_chosen_row_stays_chosen_when_others_come_in() {
        let mut cards = cards();
        let mut list = Meetings::new(Purpose::Replay, &cards);
        list.follow(&cards, list.held(&cards).as_ref());
        assert_eq!(list.at, 0);
        list.go(1, true);
        let held = list.held(&cards);
        cards.insert(0, MeetingCard { path: "new".into(), ..MeetingCard::default() });
        list.follow(&cards, held.as_ref());
        assert_eq!((list.at, list.card(&cards).unwrap().organisation.as_str()), (2, "春江"));
        list.go(1, true);
        list.go(1, true);
        assert_eq!(list.at, 0, "round");
        list.go(10, true);
        list.go(2, false);
        assert_eq!(list.at, 1);
    }
}
