//! The list of ballots: entries in their order, equal ones read into one shape.

use crate::domain::WriteInMark;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// A text that stays in the input where it holds no escapes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text<'a>(pub Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }
}

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
pub struct Entry {
    /// Which of the shapes.
    pub shape: u32,
    /// How many such papers.
    pub times: u32,
}

/// The list.
#[derive(Clone, Debug, Default)]
pub struct Ballots<'a> {
    /// Every shape, by first appearance.
    pub shapes: Vec<Shape<'a>>,
    /// Every entry, in order.
    pub entries: Vec<Entry>,
    bare: HashMap<&'a str, u32, Quick>,
    full: HashMap<Shape<'a>, u32, Quick>,
}

impl<'a> Ballots<'a> {
    /// All papers.
    pub fn papers(&self) -> u64 {
        self.entries.iter().map(|entry| u64::from(entry.times)).sum()
    }

    fn push_bare(&mut self, marks: &'a str) {
        let shape = self.bare.get(marks).copied().unwrap_or_else(|| {
            let shape = self.new_shape(plain(Cow::Borrowed(marks)));
            self.bare.insert(marks, shape);
            shape
        });
        self.entries.push(Entry { shape, times: 1 });
    }

    fn push(&mut self, shape: Shape<'a>, times: u32) {
        let known = match &shape {
            Shape { marks: Some(Text(Cow::Borrowed(marks))), write_ins, void: None }
                if write_ins.is_empty() =>
            {
                self.bare.get(marks)
            }
            other => self.full.get(other),
        };
        let shape = known.copied().unwrap_or_else(|| self.remember(shape));
        self.entries.push(Entry { shape, times });
    }

    fn remember(&mut self, shape: Shape<'a>) -> u32 {
        let place = self.new_shape(shape.clone());
        match shape {
            Shape { marks: Some(Text(Cow::Borrowed(marks))), write_ins, void: None }
                if write_ins.is_empty() =>
            {
                self.bare.insert(marks, place);
            }
            other => {
                self.full.insert(other, place);
            }
        }
        place
    }

    fn new_shape(&mut self, shape: Shape<'a>) -> u32 {
        self.shapes.push(shape);
        u32::try_from(self.shapes.len() - 1).unwrap_or(u32::MAX)
    }
}

fn plain(marks: Cow<'_, str>) -> Shape<'_> {
    Shape { marks: Some(Text(marks)), write_ins: Vec::new(), void: None }
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
        self.0.push_bare(marks);
        Ok(())
    }

    fn visit_str<E: de::Error>(self, marks: &str) -> Result<(), E> {
        self.0.push(plain(Cow::Owned(marks.to_owned())), 1);
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

/// A quick hash for short texts. Its weakness costs time at worst: equal shapes are found by comparing them.
type Quick = BuildHasherDefault<QuickHasher>;

#[derive(Clone, Copy, Debug, Default)]
struct QuickHasher(u64);

impl QuickHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let word = chunk.iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
            self.mix(word);
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_usize(&mut self, number: usize) {
        self.mix(number as u64);
    }

    fn finish(&self) -> u64 {
        // The table takes its bits from both ends, and a product is random only at the upper one.
        self.0 ^ self.0 >> 32
    }
}
