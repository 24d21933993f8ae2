//! The list of ballots: entries in their order, equal ones read into one shape.

use super::text::{Quick, Text};
use crate::domain::WriteInMark;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// A name written in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseWriteIn<'a> {
    /// The name.
    #[serde(borrow)]
    pub name: Text<'a>,
    /// `o`, `x`, `-`; missing and null are `-`.
    #[serde(default, deserialize_with = "write_in_mark")]
    pub mark: Code,
}

/// The mark of a write-in, by its code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub enum Code {
    /// ○.
    #[serde(rename = "o")]
    Approve,
    /// ×.
    #[serde(rename = "x")]
    Against,
    /// Nothing.
    #[default]
    #[serde(rename = "-", alias = "")]
    None,
}

impl From<Code> for WriteInMark {
    fn from(code: Code) -> Self {
        match code {
            Code::Approve => Self::Approve,
            Code::Against => Self::Against,
            Code::None => Self::None,
        }
    }
}

fn write_in_mark<'de, D: Deserializer<'de>>(source: D) -> Result<Code, D::Error> {
    Option::<Code>::deserialize(source).map(Option::unwrap_or_default)
}

/// What a ballot looks like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shape<'a> {
    /// One character a candidate; may be missing from a ballot that is void.
    pub marks: Option<Text<'a>>,
    /// Names written in.
    pub write_ins: Vec<CaseWriteIn<'a>>,
    /// Why the scrutineers called it invalid.
    pub void: Option<Text<'a>>,
}

/// A ballot with more to it than its marks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Full<'a> {
    #[serde(borrow, default)]
    marks: Option<Text<'a>>,
    #[serde(default = "once")]
    times: u32,
    #[serde(borrow, default)]
    write_ins: Option<Vec<CaseWriteIn<'a>>>,
    #[serde(borrow, default)]
    void: Option<Text<'a>>,
}

fn once() -> u32 {
    1
}

/// One entry of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What the papers look like.
    pub look: Look<'a>,
    /// How many such papers.
    pub times: u32,
}

/// What a paper looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look<'a> {
    /// Nothing but these marks: counted as it is read, which is quicker than finding its equals.
    Marks(&'a str),
    /// The shape at this place.
    Shape(usize),
}

/// The list.
#[derive(Clone, Debug, Default)]
pub struct Ballots<'a> {
    /// Every shape with more to it than marks, by first appearance.
    pub shapes: Vec<Shape<'a>>,
    /// Every entry, in order.
    pub entries: Vec<Entry<'a>>,
    known: HashMap<Shape<'a>, usize, Quick>,
}

impl<'a> Ballots<'a> {
    /// All papers.
    pub fn papers(&self) -> u64 {
        self.entries.iter().map(|entry| u64::from(entry.times)).sum()
    }

    fn push(&mut self, shape: Shape<'a>, times: u32) {
        let look = match shape {
            Shape { marks: Some(Text(Cow::Borrowed(marks))), write_ins, void: None }
                if write_ins.is_empty() =>
            {
                Look::Marks(marks)
            }
            shape => Look::Shape(self.place(shape)),
        };
        self.entries.push(Entry { look, times });
    }

    /// The place of a shape, which it takes if it is new.
    fn place(&mut self, shape: Shape<'a>) -> usize {
        if let Some(place) = self.known.get(&shape) {
            return *place;
        }
        let place = self.shapes.len();
        self.shapes.push(shape.clone());
        self.known.insert(shape, place);
        place
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Ballots<'a> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_seq(ListVisitor)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = Ballots<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of ballots")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Ballots<'de>, A::Error> {
        let mut ballots = Ballots::default();
        while list.next_element_seed(One(&mut ballots))?.is_some() {}
        Ok(ballots)
    }
}

/// Reads one entry into the list.
struct One<'l, 'de>(&'l mut Ballots<'de>);

impl<'de> DeserializeSeed<'de> for One<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<(), D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for One<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a ballot: its marks, or an object")
    }

    fn visit_borrowed_str<E: de::Error>(self, marks: &'de str) -> Result<(), E> {
        self.0.entries.push(Entry { look: Look::Marks(marks), times: 1 });
        Ok(())
    }

    fn visit_str<E: de::Error>(self, marks: &str) -> Result<(), E> {
        let marks = Some(Text(Cow::Owned(marks.to_owned())));
        self.0.push(Shape { marks, write_ins: Vec::new(), void: None }, 1);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let full = Full::deserialize(MapAccessDeserializer::new(map))?;
        if full.marks.is_none() && full.void.is_none() {
            return Err(de::Error::missing_field("marks"));
        }
        let shape =
            Shape { marks: full.marks, write_ins: full.write_ins.unwrap_or_default(), void: full.void };
        self.0.push(shape, full.times);
        Ok(())
    }
}
