//! The plan file as it is written: keys and values, before names are looked up.

use crate::agenda::plan::PlannedKind;
use crate::domain::{Office, Procedure};
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize as Derive, de::Error as _};
use std::fmt;
use toml::Spanned;

pub(super) type Text = Spanned<String>;

/// The whole file.
#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanFile {
    pub organisation: Text,
    pub title: Text,
    pub higher_body: Text,
    pub approval: Option<ApprovalTable>,
    pub date: Spanned<Day>,
    pub place: Text,
    pub chair: Text,
    pub recorder: Option<Text>,
    pub roster: RosterEntry,
    pub template: Option<Template>,
    pub agenda: Option<Vec<Spanned<AgendaTable>>>,
    #[serde(default)]
    pub exclusion: Vec<Spanned<ExclusionTable>>,
    pub procedure: ProcedureTable,
    pub contest: Vec<Spanned<ContestTable>>,
    #[serde(default)]
    pub officials: OfficialsTable,
    #[serde(default)]
    pub duties: Vec<Text>,
}

/// The kinds of meeting with a usual agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Derive)]
#[serde(rename_all = "snake_case")]
pub(super) enum Template {
    Committee,
    Secretary,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct ApprovalTable {
    pub reference: Text,
    pub date: Spanned<Day>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct RosterTable {
    pub name: Text,
    pub standing: Option<Text>,
    pub group: Option<Text>,
    pub sex: Option<Text>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct AgendaTable {
    pub item: PlannedKind,
    pub title: Option<Text>,
    pub text: Option<Spanned<Paragraphs>>,
    pub contest: Option<Text>,
    #[serde(default)]
    pub acclaim: bool,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct ExclusionTable {
    pub name: Text,
    pub class: Text,
    pub class_name: Option<Text>,
    pub reference: Option<Text>,
    pub earlier: Option<EarlierTable>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct EarlierTable {
    pub date: Spanned<Day>,
    pub minutes: Text,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct ProcedureTable {
    pub text: Option<Spanned<Paragraphs>>,
    pub settings: Option<Spanned<Procedure>>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct ContestTable {
    pub id: Text,
    pub office: Office,
    pub seats: u32,
    pub surplus: Option<bool>,
    pub write_ins: Option<bool>,
    pub order: Option<PaperOrder>,
    pub order_text: Option<Text>,
    #[serde(default)]
    pub candidate: Vec<Spanned<CandidateTable>>,
}

/// How the order on the paper is fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Derive)]
#[serde(rename_all = "snake_case")]
pub(super) enum PaperOrder {
    Strokes,
    Given,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct CandidateTable {
    pub name: Text,
    pub introduction: Option<Spanned<Paragraphs>>,
    #[serde(default)]
    pub relatives: Vec<Text>,
}

#[derive(Default, Derive)]
#[serde(default, deny_unknown_fields)]
pub(super) struct OfficialsTable {
    pub chief_scrutineer: Option<Text>,
    pub scrutineers: Vec<Text>,
    pub tellers: Vec<Text>,
    pub caller: Option<Text>,
}

/// A date as written, in quotes or bare.
pub(super) struct Day(pub String);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(text)),
            toml::Value::Datetime(date) => Ok(Self(date.to_string())),
            other => Err(D::Error::custom(format!("invalid type: {}, expected a date", other.type_str()))),
        }
    }
}

/// One text or a list of texts; every line is a paragraph.
pub(super) struct Paragraphs(pub Vec<String>);

impl<'de> Deserialize<'de> for Paragraphs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ParagraphsVisitor)
    }
}

struct ParagraphsVisitor;

impl<'de> Visitor<'de> for ParagraphsVisitor {
    type Value = Paragraphs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Paragraphs, E> {
        Ok(Paragraphs(lines(text).collect()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Paragraphs, A::Error> {
        let mut all = Vec::new();
        while let Some(text) = list.next_element::<String>()? {
            all.extend(lines(&text));
        }
        Ok(Paragraphs(all))
    }
}

fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// The roster: rows in the plan, or the name of a file beside it.
pub(super) enum RosterEntry {
    Rows(Vec<Spanned<RosterTable>>),
    Beside(String),
}

impl<'de> Deserialize<'de> for RosterEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RosterVisitor)
    }
}

struct RosterVisitor;

impl<'de> Visitor<'de> for RosterVisitor {
    type Value = RosterEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of members or the name of a CSV file")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<RosterEntry, E> {
        Ok(RosterEntry::Beside(name.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<RosterEntry, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = list.next_element()? {
            rows.push(row);
        }
        Ok(RosterEntry::Rows(rows))
    }
}
