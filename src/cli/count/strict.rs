//! Objects and words of a case, and nothing in their place: a derived reader also takes an array for an object, field by
//! field, and an object for a word.

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, IntoDeserializer, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Something that is written as an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Object<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(ObjectVisitor(PhantomData)).map(Self)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// Reads a field that is an object.
///
/// # Errors
/// Anything else, or what is wrong within it.
pub fn object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(source: D) -> Result<T, D::Error> {
    Object::deserialize(source).map(|Object(value)| value)
}

/// Reads a field that is an object or null.
///
/// # Errors
/// Anything else, or what is wrong within it.
pub fn object_or_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    source: D,
) -> Result<Option<T>, D::Error> {
    Option::<Object<T>>::deserialize(source).map(|value| value.map(|Object(value)| value))
}

/// One of some words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word<T>(pub T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_str(WordVisitor(PhantomData)).map(Self)
    }
}

struct WordVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for WordVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a word")
    }

    fn visit_str<E: de::Error>(self, word: &str) -> Result<T, E> {
        T::deserialize(word.into_deserializer())
    }
}

/// Reads a field that is one of some words.
///
/// # Errors
/// Anything else.
pub fn word<'de, D: Deserializer<'de>, T: Deserialize<'de>>(source: D) -> Result<T, D::Error> {
    Word::deserialize(source).map(|Word(value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Point {
        x: u8,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Colour {
        Red,
    }

    #[test]
    fn an_object_is_no_array_and_a_word_no_object() {
        let read = |json| serde_json::from_str::<Object<Point>>(json).ok();
        assert_eq!(read(r#"{"x": 3}"#), Some(Object(Point { x: 3 })));
        assert_eq!(read("[3]"), None);
        assert!(serde_json::from_str::<Point>("[3]").is_ok(), "what a derived reader takes");
        let read = |json| serde_json::from_str::<Word<Colour>>(json).ok();
        assert_eq!(read(r#""red""#), Some(Word(Colour::Red)));
        assert_eq!((read(r#"{"red": null}"#), read(r#""blue""#)), (None, None));
    }
}
