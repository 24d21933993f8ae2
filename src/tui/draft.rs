//! A form while it is filled in: one draft for each field, and the field in which the person is.

use super::find;
use super::key::typed;
use super::keymap::Context;
use super::paste::Pasted;
use super::places::Place;
use super::widgets::line_input::LineInput;
use crate::agenda::Rejection;
use crate::agenda::action::Action;
use crate::agenda::rejection::Trouble;
use crate::agenda::screen::{Answer, Field, FieldKind, Form};
use crossterm::event::{KeyCode, KeyEvent};

/// The most digits of a number: a branch has no million members.
const DIGITS: usize = 6;
/// The most characters of a text field; the record itself takes more, a line on screen does not.
const CHARACTERS: usize = 500;

/// Where a form came from, so that it can be asked for again in the other language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the step's own work.
    Work,
    /// A name for the paper on the table.
    WriteIn,
    /// A folder for the record.
    Place(Place),
    /// An offer under this verb; of a row, or of the step.
    Offer(Action, Option<u32>),
}

/// A form being filled in.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where it came from.
    pub origin: Origin,
    /// The form.
    pub form: Form,
    /// What stands in its fields.
    pub entries: Vec<Entry>,
    /// The field in which the person is.
    pub at: usize,
    /// What was wrong with the answers when they were last handed in.
    pub trouble: Option<Trouble>,
    /// The question to be asked before it is done.
    pub confirm: Option<String>,
}

/// What stands in a field.
#[derive(Clone, Debug)]
pub enum Entry {
    /// Digits.
    Number(LineInput),
    /// A line of text.
    Text(LineInput),
    /// A choice, and what is typed to find one.
    Choice {
        /// Its position.
        at: usize,
        /// Letters typed so far.
        find: LineInput,
    },
}

impl Entry {
    fn new(field: &Field) -> Self {
        match &field.kind {
            FieldKind::Number(first) => {
                let digits = first.map_or_else(String::new, |number| number.to_string());
                Self::Number(LineInput::new(DIGITS).with_text(&digits).selected())
            }
            FieldKind::Text(first) => Self::Text(LineInput::new(CHARACTERS).with_text(first)),
            FieldKind::Choice(_, at) => Self::Choice { at: *at, find: LineInput::new(find::LONGEST) },
        }
    }

    fn answer(&self) -> Answer {
        match self {
            Self::Number(input) => Answer::Number(input.text().parse().ok()),
            Self::Text(input) => Answer::Text(input.text().trim().to_owned()),
            Self::Choice { at, .. } => Answer::Choice(*at),
        }
    }

    fn same_kind(&self, field: &Field) -> bool {
        matches!(
            (self, &field.kind),
            (Self::Number(_), FieldKind::Number(_))
                | (Self::Text(_), FieldKind::Text(_))
                | (Self::Choice { .. }, FieldKind::Choice(..))
        )
    }
}

impl Draft {
    /// A form with its first values.
    pub fn new(origin: Origin, form: Form, confirm: Option<String>) -> Self {
        let entries = form.fields.iter().map(Entry::new).collect();
        Self { origin, form, entries, at: 0, trouble: None, confirm }
    }

    /// What was entered, one answer for each field.
    pub fn answers(&self) -> Vec<Answer> {
        self.entries.iter().map(Entry::answer).collect()
    }

    /// Whether anything was entered that the form did not have at first.
    pub fn touched(&self) -> bool {
        self.entries
            .iter()
            .zip(&self.form.fields)
            .any(|(entry, field)| entry.answer() != Entry::new(field).answer())
    }

    /// Takes the same form in other words; the entries stay. Says whether it is the same form.
    pub fn reword(&mut self, form: Form) -> bool {
        let same = form.fields.len() == self.entries.len()
            && self.entries.iter().zip(&form.fields).all(|(entry, field)| entry.same_kind(field));
        if same {
            self.form = form;
        }
        same
    }

    /// Where the person is, as far as keys are concerned.
    pub fn context(&self) -> Context {
        match self.entries.get(self.at) {
            Some(Entry::Number(_) | Entry::Text(_)) => Context::Typing,
            Some(Entry::Choice { find, .. }) if !find.is_empty() => Context::Finding,
            _ => Context::Form,
        }
    }

    /// Whether the person is in the last field.
    pub fn at_end(&self) -> bool {
        self.at + 1 >= self.entries.len()
    }

    /// Goes to the next or the previous field, around the ends.
    pub fn step(&mut self, forward: bool) {
        let count = self.entries.len().max(1);
        self.forget_search();
        self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
    }

    /// Changes the choice in which the person is.
    pub fn turn(&mut self, forward: bool) {
        let Some(FieldKind::Choice(texts, _)) = self.form.fields.get(self.at).map(|field| &field.kind) else {
            return;
        };
        let Some(Entry::Choice { at, find }) = self.entries.get_mut(self.at) else { return };
        let hits = find::hits(texts, find.text());
        let place = hits.iter().position(|hit| hit == at).unwrap_or(0);
        let count = hits.len().max(1);
        let next = if forward { (place + 1) % count } else { (place + count - 1) % count };
        *at = hits.get(next).copied().unwrap_or(*at);
    }

    /// Types or edits; says whether the key was for the field.
    pub fn key(&mut self, event: &KeyEvent) -> bool {
        self.trouble = None;
        let done = match self.entries.get_mut(self.at) {
            Some(Entry::Number(_)) if typed(event).is_some_and(|c| !c.is_ascii_digit()) => false,
            Some(Entry::Number(input) | Entry::Text(input)) => input.key(event),
            Some(Entry::Choice { find, .. }) => {
                (typed(event).is_some() || !find.is_empty()) && find.key(event)
            }
            None => false,
        };
        self.follow_search();
        done
    }

    /// Takes pasted text as if it were typed.
    pub fn paste(&mut self, pasted: &Pasted) {
        for c in pasted.text.chars() {
            self.key(&KeyEvent::from(KeyCode::Char(c)));
        }
    }

    /// What is looked for in the field in which the person is and not found, and among how many: nothing is chosen then.
    pub fn not_found(&self) -> Option<(&str, usize)> {
        let FieldKind::Choice(texts, _) = &self.form.fields.get(self.at)?.kind else { return None };
        let Some(Entry::Choice { find, .. }) = self.entries.get(self.at) else { return None };
        let found = find.is_empty() || find::best(texts.iter().map(String::as_str), find.text()).is_some();
        (!found).then(|| (find.text(), texts.len()))
    }

    /// Goes to the text that answers the search best. What finds nothing stays, for whoever types it to see: a choice must
    /// not go to somebody who was not meant.
    fn follow_search(&mut self) {
        let Some(FieldKind::Choice(texts, _)) = self.form.fields.get(self.at).map(|field| &field.kind) else {
            return;
        };
        let Some(Entry::Choice { at, find }) = self.entries.get_mut(self.at) else { return };
        match find::best(texts.iter().map(String::as_str), find.text()) {
            Some(best) if !find.is_empty() => *at = best,
            Some(_) | None => {}
        }
    }

    /// Goes to the text that is said to be missing, or to the first number that is, if there is one.
    pub fn go_to_empty(&mut self, why: &Rejection) {
        let number = |entry: &Entry| matches!(entry, Entry::Number(input) if input.is_empty());
        let place = match why {
            Rejection::FieldEmpty { field } => self.form.fields.iter().position(|own| own.label == *field),
            _ => self.entries.iter().position(number),
        };
        self.at = place.unwrap_or(self.at);
    }

    fn forget_search(&mut self) {
        if let Some(Entry::Choice { find, .. }) = self.entries.get_mut(self.at) {
            find.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::course;

    fn draft(kinds: impl IntoIterator<Item = FieldKind>) -> Draft {
        let field = |kind| Field { label: "x".into(), hint: String::new(), kind };
        let fields = kinds.into_iter().map(field).collect();
        let read = |_: u32, _: &[Answer]| Ok(course::Command::MoveOn.into());
        Draft::new(Origin::Work, Form { title: String::new(), fields, subject: 0, read }, None)
    }

    fn press(draft: &mut Draft, text: &str) {
        for c in text.chars() {
            draft.key(&KeyEvent::from(KeyCode::Char(c)));
        }
    }

    #[test]
    fn a_number_takes_digits_of_any_width_and_nothing_else() {
        let mut draft = draft([FieldKind::Number(None)]);
        assert_eq!(draft.answers(), [Answer::Number(None)]);
        press(&mut draft, "３a6");
        assert_eq!(draft.answers(), [Answer::Number(Some(36))]);
        press(&mut draft, "1234567890");
        assert_eq!(draft.answers(), [Answer::Number(Some(361_234))]);
        for _ in 0..9 {
            draft.key(&KeyEvent::from(KeyCode::Backspace));
        }
        assert_eq!(draft.answers(), [Answer::Number(None)]);
    }

    #[test]
    fn the_first_digit_takes_the_place_of_a_number_that_stood_there() {
        let mut draft = draft([FieldKind::Number(Some(25)), FieldKind::Number(Some(11))]);
        assert!(!draft.touched());
        press(&mut draft, "2119");
        assert_eq!(draft.answers()[0], Answer::Number(Some(2119)));
        draft.step(true);
        draft.paste(&Pasted::new("36"));
        assert_eq!(draft.answers()[1], Answer::Number(Some(36)));
        draft.step(true);
        draft.key(&KeyEvent::from(KeyCode::Backspace));
        assert_eq!(draft.answers()[0], Answer::Number(Some(211)));
    }

    #[test]
    fn a_number_that_stood_there_is_edited_by_the_editing_keys() {
        let mut draft = draft([FieldKind::Number(Some(25))]);
        draft.key(&KeyEvent::from(KeyCode::Backspace));
        press(&mut draft, "1");
        assert_eq!(draft.answers(), [Answer::Number(Some(21))]);
    }

    #[test]
    fn text_is_edited_where_the_cursor_stands() {
        let mut draft = draft([FieldKind::Text("张三".into())]);
        draft.key(&KeyEvent::from(KeyCode::Left));
        press(&mut draft, "小");
        draft.paste(&Pasted::new("\n阳"));
        assert_eq!(draft.answers(), [Answer::Text("张小 阳三".into())]);
        assert_eq!(draft.context(), Context::Typing);
    }

    #[test]
    fn typing_in_a_choice_finds_one_and_turning_goes_around() {
        let texts = ["事假", "病假", "公务"].map(String::from).to_vec();
        let mut draft = draft([FieldKind::Choice(texts, 0), FieldKind::Number(None)]);
        draft.turn(false);
        assert_eq!(draft.answers()[0], Answer::Choice(2));
        draft.turn(true);
        assert_eq!(draft.answers()[0], Answer::Choice(0));
        press(&mut draft, "病");
        assert_eq!(draft.answers()[0], Answer::Choice(1));
        assert_eq!(draft.context(), Context::Finding);
        press(&mut draft, "无");
        assert_eq!(draft.not_found(), Some(("病无", 3)));
        draft.key(&KeyEvent::from(KeyCode::Backspace));
        assert_eq!((draft.not_found(), &draft.answers()[0]), (None, &Answer::Choice(1)));
        draft.step(true);
        assert!(draft.at_end());
        draft.step(true);
        assert_eq!((draft.at, draft.context()), (0, Context::Form));
    }

    #[test]
    fn other_words_keep_what_was_entered() {
        let mut draft = draft([FieldKind::Number(None)]);
        press(&mut draft, "7");
        let mut form = draft.form.clone();
        form.title = "other".into();
        assert!(draft.reword(form.clone()));
        assert_eq!((draft.answers(), draft.form.title.as_str()), (vec![Answer::Number(Some(7))], "other"));
        form.fields.clear();
        assert!(!draft.reword(form));
    }
}
