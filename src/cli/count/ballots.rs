//! The list of ballots: entries in their order, equal ones with more than marks read into one shape.

use super::strict::{Object, Word};
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
    Option::<Word<Code>>::deserialize(source).map(|mark| mark.unwrap_or_default().0)
}

/// What a ballot with more to it than marks looks like.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Shape<'a> {
    /// One character a candidate; may be missing from a ballot that is void.
    pub marks: Option<Text<'a>>,
    /// Names written in.
    pub write_ins: Vec<CaseWriteIn<'a>>,
    /// Why the scrutineers called it invalid.
    pub void: Option<Text<'a>>,
}

/// A ballot that is written as an object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Full<'a> {
    #[serde(borrow, default)]
    marks: Option<Text<'a>>,
    #[serde(default = "once")]
    times: u32,
    #[serde(borrow, default)]
    write_ins: Option<Vec<Object<CaseWriteIn<'a>>>>,
    #[serde(borrow, default)]
    void: Option<Text<'a>>,
}

fn once() -> u32 {
    1
}

/// One entry of the list. A million are held, so it is as small as a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry<'a> {
    /// One paper with nothing but these marks.
    Marks(&'a str),
    /// Any other.
    Other(Other),
}

/// An entry that is not one paper of marks alone: its place in one of the lists of [`Ballots`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// Papers of the same marks: in `repeated`.
    Repeated(u32),
    /// In `shapes`.
    Shape(u32),
    /// No paper at all, `times` being 0: in `idle`.
    Idle(u32),
}

/// The list.
#[derive(Clone, Debug, Default)]
pub struct Ballots<'a> {
    /// Every entry, in order.
    pub entries: Vec<Entry<'a>>,
    /// Marks, and how many papers have them.
    pub repeated: Vec<(&'a str, u32)>,
    /// Every shape that was cast, and how many papers have it, by first appearance.
    pub shapes: Vec<(Shape<'a>, u64)>,
    /// Shapes that were not cast.
    pub idle: Vec<Shape<'a>>,
    /// All papers.
    pub papers: u64,
}

/// A list while it is read.
#[derive(Default)]
struct Reading<'a> {
    list: Ballots<'a>,
    known: HashMap<Shape<'a>, Cast, Quick>,
}

/// The place of a shape, and how many papers have it.
struct Cast {
    place: u32,
    times: u64,
}

/// The next place of a list so long; nobody has a file with more.
fn place<E: de::Error>(length: usize) -> Result<u32, E> {
    u32::try_from(length).map_err(|_| E::custom("too many ballots"))
}

impl<'a> Reading<'a> {
    fn one(&mut self, marks: &'a str) {
        self.list.papers += 1;
        self.list.entries.push(Entry::Marks(marks));
    }

    fn push<E: de::Error>(&mut self, shape: Shape<'a>, times: u32) -> Result<(), E> {
        let plain = match &shape {
            Shape { marks: Some(Text(Cow::Borrowed(marks))), write_ins, void: None } => {
                Some(*marks).filter(|_| write_ins.is_empty())
            }
            _ => None,
        };
        let other = match (plain, times) {
            (_, 0) => {
                self.list.idle.push(shape);
                Other::Idle(place(self.list.idle.len() - 1)?)
            }
            (Some(marks), 1) => {
                self.one(marks);
                return Ok(());
            }
            (Some(marks), _) => {
                self.list.repeated.push((marks, times));
                Other::Repeated(place(self.list.repeated.len() - 1)?)
            }
            (None, _) => Other::Shape(self.cast(shape, times)?),
        };
        self.list.papers += u64::from(times);
        self.list.entries.push(Entry::Other(other));
        Ok(())
    }

    /// The place of a shape that was cast.
    fn cast<E: de::Error>(&mut self, shape: Shape<'a>, times: u32) -> Result<u32, E> {
        let next = place(self.known.len())?;
        let cast = self.known.entry(shape).or_insert(Cast { place: next, times: 0 });
        cast.times += u64::from(times);
        Ok(cast.place)
    }

    fn finish(mut self) -> Ballots<'a> {
        let mut shapes: Vec<(Shape<'a>, Cast)> = self.known.into_iter().collect();
        shapes.sort_unstable_by_key(|(_, cast)| cast.place);
        self.list.shapes = shapes.into_iter().map(|(shape, cast)| (shape, cast.times)).collect();
        self.list
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
        let mut reading = Reading::default();
        while list.next_element_seed(One(&mut reading))?.is_some() {}
        Ok(reading.finish())
    }
}

/// Reads one entry into the list.
struct One<'l, 'de>(&'l mut Reading<'de>);

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
        self.0.one(marks);
        Ok(())
    }

    fn visit_str<E: de::Error>(self, marks: &str) -> Result<(), E> {
        let marks = Some(Text(Cow::Owned(marks.to_owned())));
        self.0.push(Shape { marks, write_ins: Vec::new(), void: None }, 1)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let full = Full::deserialize(MapAccessDeserializer::new(map))?;
        if full.marks.is_none() && full.void.is_none() {
            return Err(de::Error::missing_field("marks"));
        }
        let write_ins = full.write_ins.unwrap_or_default().into_iter().map(|Object(line)| line).collect();
        self.0.push(Shape { marks: full.marks, write_ins, void: full.void }, full.times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_as_little_as_a_list_of_texts() {
        assert_eq!(size_of::<Entry<'_>>(), size_of::<&str>());
    }

    #[test]
    fn equal_shapes_are_held_once_in_the_order_of_their_casting() {
        let json = r#"["ox", {"marks": "xx", "times": 0, "void": "torn"}, {"void": "signed"}, {"marks": "ox", "times": 3},
                       {"marks": "xx", "void": "torn", "times": 2}, {"void": "signed", "times": 4}, {"marks": "oo"}]"#;
        let list: Ballots<'_> = serde_json::from_str(json).unwrap();
        let other = |other| Entry::Other(other);
        let expected = [
            Entry::Marks("ox"),
            other(Other::Idle(0)),
            other(Other::Shape(0)),
            other(Other::Repeated(0)),
            other(Other::Shape(1)),
            other(Other::Shape(0)),
            Entry::Marks("oo"),
        ];
        assert_eq!((list.entries, list.papers), (expected.to_vec(), 12));
        assert_eq!(list.repeated, [("ox", 3)]);
        let cast: Vec<(Option<&str>, u64)> = list
            .shapes
            .iter()
            .map(|(shape, times)| (shape.void.as_ref().map(|text| &*text.0), *times))
            .collect();
        assert_eq!(cast, [(Some("signed"), 5), (Some("torn"), 2)]);
        assert_eq!(list.idle, [list.shapes[1].0.clone()]);
    }
}
