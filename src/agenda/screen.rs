//! What an item says of itself: a plain value that hints, help, projector, script, tests and documents read.
//!
//! An item never sees a widget or a key. What can be done now is an [`Offer`]: a verb, its words, and the command that it
//! gives, the form that it opens, or the reason why not yet. The terminal adds the key from its table.

use super::action::Action;
use super::calling::CallingView;
use super::{Command, Rejection};

/// One step's work, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    /// The step's title, without the chapter's.
    pub title: String,
    /// What the step is for, in a sentence or two: the help page begins with it.
    pub purpose: String,
    /// Numbers that matter here, each beside its rule.
    pub facts: Vec<Fact>,
    /// The work itself.
    pub work: Work,
    /// The words to read aloud, with the live numbers in them.
    pub aloud: Vec<Aloud>,
    /// What can be done now.
    pub offers: Vec<Offer>,
    /// The rules behind the figures, in sentences: what "why?" answers.
    pub why: Vec<String>,
    /// Whether the numbers of the round add up (rules §6), or which identity fails, in words; `None` before its papers are
    /// out and outside of rounds.
    pub adds_up: Option<Result<(), String>>,
    /// What is still to do before the meeting can go on (还差); empty when the step is done.
    pub left: Vec<String>,
}

/// A label, a value, and the rule that the value stands under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Such as 实到会有选举权.
    pub label: String,
    /// Such as 36.
    pub value: String,
    /// The rule in words and the next number that would change it, such as 最多还可离会 2 人.
    pub rule: String,
    /// How it stands.
    pub tone: Tone,
}

impl Fact {
    /// A plain fact without a rule beside it.
    pub fn new(label: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { label: label.into(), value: value.into().0, ..Self::default() }
    }

    /// The same fact with its rule and how it stands.
    #[must_use]
    pub fn rule(mut self, tone: Tone, rule: impl Into<String>) -> Self {
        self.rule = rule.into();
        self.tone = tone;
        self
    }
}

/// What a fact's value can be made of: a number or a text.
#[derive(Clone, Debug)]
pub struct Value(String);

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self(number.to_string())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self(number.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// How something stands; never said by colour alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to say.
    #[default]
    Plain,
    /// Holds.
    Good,
    /// Allowed, but look.
    Warn,
    /// Does not hold.
    Bad,
    /// The most important figure of the screen.
    Strong,
    /// Of little weight.
    Dim,
}

/// The work of a step.
#[derive(Clone, Debug, Default)]
pub enum Work {
    /// Only words and facts.
    #[default]
    Nothing,
    /// Rows, one of them chosen.
    List(List),
    /// Fields to fill in.
    Form(Form),
    /// A text to be read or adopted, one paragraph each.
    Text(Vec<String>),
    /// Figures in columns.
    Table(Table),
    /// The screen that the program is named after.
    Calling(Box<CallingView>),
}

/// Rows with one of them chosen; typing filters by name, pinyin or initials.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// Column headings; none for a plain list.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What the row stands for; stays the same when rows come and go.
    pub key: u32,
    /// Its cells; the first is the name that typing filters by.
    pub cells: Vec<String>,
    /// How it stands.
    pub tone: Tone,
    /// What can be done with this row.
    pub offers: Vec<Offer>,
}

/// Figures in columns; every row has as many cells as the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Column headings.
    pub header: Vec<String>,
    /// Rows, and how each stands.
    pub rows: Vec<(Tone, Vec<String>)>,
}

/// Fields to fill in, and how the answers become a command.
#[derive(Clone, Debug)]
pub struct Form {
    /// What is asked.
    pub title: String,
    /// The fields, in the order in which they are filled in.
    pub fields: Vec<Field>,
    /// What the form is about (a member, an item), handed to `read`.
    pub subject: u32,
    /// Turns the answers, one for each field, into a command, or says what is wrong with them.
    pub read: fn(subject: u32, answers: &[Answer]) -> Result<Command, Rejection>,
}

impl Form {
    /// The command that these answers give.
    ///
    /// # Errors
    /// What is wrong with an answer, in the item's own words.
    pub fn command(&self, answers: &[Answer]) -> Result<Command, Rejection> {
        (self.read)(self.subject, answers).map_err(|why| self.named(why, answers))
    }

    /// The same rejection; where it says that a text is missing, with the label of the field that wants it.
    #[must_use]
    pub fn named(&self, why: Rejection, answers: &[Answer]) -> Rejection {
        let label = || self.fields.get(self.wanted(answers)?).map(|field| field.label.clone());
        match why {
            Rejection::TextMissing => label().map_or(why, |field| Rejection::FieldEmpty { field }),
            other => other,
        }
    }

    /// The position of the empty text that is wanted: the first one without which a text is missing even if all others are
    /// there; where one of several would do, the first; where not the form but the meeting wants it, the last: a reason.
    fn wanted(&self, answers: &[Answer]) -> Option<usize> {
        let empty = |answer: &Answer| matches!(answer, Answer::Text(text) if text.trim().is_empty());
        let open = || (0..answers.len()).filter(|at| answers.get(*at).is_some_and(empty));
        let missing = |at: &usize| {
            let filled = |(other, answer): (usize, &Answer)| match answer {
                text if empty(text) && other != *at => Answer::Text("1".into()),
                kept => kept.clone(),
            };
            let others: Vec<Answer> = answers.iter().enumerate().map(filled).collect();
            self.lacks_text(&others)
        };
        let any = || if self.lacks_text(answers) { open().next() } else { open().next_back() };
        open().find(missing).or_else(any)
    }

    fn lacks_text(&self, answers: &[Answer]) -> bool {
        (self.read)(self.subject, answers) == Err(Rejection::TextMissing)
    }
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its label.
    pub label: String,
    /// A line beside it: the unit, a limit.
    pub hint: String,
    /// What it takes.
    pub kind: FieldKind,
}

/// What a field takes, with its value at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A whole number.
    Number(Option<u32>),
    /// A line of text.
    Text(String),
    /// One of several; the texts, and which is chosen at first. Typing filters by pinyin.
    Choice(Vec<String>, usize),
}

/// What was entered in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A number; `None` when the field is empty.
    Number(Option<u32>),
    /// A line of text, without white space at its ends.
    Text(String),
    /// The position of the choice.
    Choice(usize),
}

/// Reads answers in order; a form's `read` pulls from it.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'a>(pub &'a [Answer]);

impl<'a> Answers<'a> {
    fn next(&mut self) -> Option<&'a Answer> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// The next answer as a number.
    ///
    /// # Errors
    /// [`Rejection::NumberMissing`] for an empty field.
    pub fn number(&mut self) -> Result<u32, Rejection> {
        match self.next() {
            Some(Answer::Number(Some(number))) => Ok(*number),
            _ => Err(Rejection::NumberMissing),
        }
    }

    /// The next answer as text that must not be empty.
    ///
    /// # Errors
    /// [`Rejection::TextMissing`] for an empty field, [`Rejection::TextRefused`] for one with characters that must not
    /// reach a record.
    pub fn text(&mut self) -> Result<String, Rejection> {
        match self.next() {
            Some(Answer::Text(text)) if !text.trim().is_empty() => super::text::checked(text),
            _ => Err(Rejection::TextMissing),
        }
    }

    /// The next answer as text that may be empty.
    ///
    /// # Errors
    /// [`Rejection::TextRefused`] for one with characters that must not reach a record.
    pub fn optional_text(&mut self) -> Result<Option<String>, Rejection> {
        match self.next() {
            Some(Answer::Text(text)) if !text.trim().is_empty() => super::text::checked(text).map(Some),
            _ => Ok(None),
        }
    }

    /// The next answer as a position among the field's texts.
    ///
    /// # Errors
    /// [`Rejection::TextMissing`] when nothing is chosen.
    pub fn position(&mut self) -> Result<usize, Rejection> {
        match self.next() {
            Some(Answer::Choice(at)) => Ok(*at),
            _ => Err(Rejection::TextMissing),
        }
    }

    /// The next answer as one of `options`, which are in the order of the field's texts.
    ///
    /// # Errors
    /// [`Rejection::TextMissing`] when nothing is chosen.
    pub fn choice<T: Clone>(&mut self, options: &[T]) -> Result<T, Rejection> {
        options.get(self.position()?).cloned().ok_or(Rejection::TextMissing)
    }
}

/// Words to read aloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aloud {
    /// Who speaks.
    pub speaker: Speaker,
    /// What is said.
    pub text: String,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// 主持人.
    Chair,
    /// 监票人.
    Scrutineer,
    /// 唱票人.
    Caller,
    /// Whoever has the floor: a guest, the new secretary.
    Other,
}

/// Something that can be done now.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Under which verb.
    pub action: Action,
    /// What it does here, in a few characters.
    pub label: String,
    /// What it gives.
    pub gives: Gives,
    /// A question to be answered with the same key before it is done; only for what cannot be undone.
    pub confirm: Option<String>,
}

/// What an offer gives.
#[derive(Clone, Debug)]
pub enum Gives {
    /// A command.
    Command(Command),
    /// A form to fill in first.
    Form(Form),
    /// Not now, and why.
    NotYet(String),
}

impl Offer {
    /// An offer that gives a command at once.
    pub fn command(action: Action, label: impl Into<String>, command: impl Into<Command>) -> Self {
        Self { action, label: label.into(), gives: Gives::Command(command.into()), confirm: None }
    }

    /// An offer that asks for details first.
    pub fn form(action: Action, label: impl Into<String>, form: Form) -> Self {
        Self { action, label: label.into(), gives: Gives::Form(form), confirm: None }
    }

    /// An offer that does not hold yet, with the reason.
    pub fn not_yet(action: Action, label: impl Into<String>, why: impl Into<String>) -> Self {
        Self { action, label: label.into(), gives: Gives::NotYet(why.into()), confirm: None }
    }

    /// The same offer, asked about once more before it is done.
    #[must_use]
    pub fn ask(mut self, question: impl Into<String>) -> Self {
        self.confirm = Some(question.into());
        self
    }
}
