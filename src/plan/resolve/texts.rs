//! Texts, dates and names.

use super::Resolver;
use crate::agenda::Rejection;
use crate::agenda::text::{checked, invisible};
use crate::domain::MemberId;
use crate::plan::BLANK;
use crate::plan::places::Subject;
use crate::plan::problem::Finding;
use crate::plan::read::{ReadProblem, shown};
use crate::plan::schema::{Day, Paragraphs, Text};
use chrono::NaiveDate;
use toml::Spanned;

impl Resolver<'_> {
    /// A text that may reach a record; empty is allowed.
    pub(super) fn text(&mut self, text: &Text) -> Option<String> {
        let words = text.get_ref().clone();
        if words.contains(BLANK) {
            let place = self.place(text);
            self.warnings.push(Finding::new(place, ReadProblem::StillBlank { text: shown(&words) }));
        }
        self.words(text, &words)
    }

    pub(super) fn words<T>(&mut self, at: &Spanned<T>, words: &str) -> Option<String> {
        match checked(words) {
            Ok(words) => Some(words),
            Err(Rejection::TextTooLong { length, limit }) => {
                self.refuse(at, ReadProblem::TextTooLong { length, limit })
            }
            Err(_) => {
                let hidden = words.chars().find(|c| invisible(*c));
                self.refuse(at, ReadProblem::Invisible { code: hidden.map_or(0, u32::from) })
            }
        }
    }

    pub(super) fn required(&mut self, text: &Text, key: &'static str) -> Option<String> {
        let words = self.text(text)?;
        if words.is_empty() { self.refuse(text, ReadProblem::EmptyText { key }) } else { Some(words) }
    }

    pub(super) fn paragraphs(&mut self, text: Option<&Spanned<Paragraphs>>) -> Vec<String> {
        let Some(text) = text else { return Vec::new() };
        text.get_ref().0.iter().filter_map(|words| self.words(text, words)).collect()
    }

    pub(super) fn date(&mut self, day: &Spanned<Day>) -> Option<String> {
        let text = day.get_ref().0.trim();
        match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            Ok(date) => Some(date.to_string()),
            Err(_) => self.refuse(day, ReadProblem::NotADate { text: shown(text) }),
        }
    }

    pub(super) fn find(&mut self, name: &Text) -> Option<MemberId> {
        match self.people.find(name.get_ref()) {
            Ok(member) => Some(member),
            Err(problem) => self.refuse(name, problem),
        }
    }

    pub(super) fn person(&mut self, name: &Text, subject: Subject) -> Option<MemberId> {
        let place = self.place(name);
        self.places.note(subject, place);
        self.find(name)
    }
}
