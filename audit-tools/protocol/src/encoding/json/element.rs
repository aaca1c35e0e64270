//! A JSON value with its place.

use serde_json::Value;

use super::{JsonError, Object};
use crate::place::Place;

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Element<'a> {
    pub(super) file: &'a str,
    pub(super) path: String,
    pub(super) value: &'a Value,
}

pub(super) fn place(file: &str, path: &str) -> Place {
    let place = Place::file(file);
    if path.is_empty() { place } else { place.field(path) }
}

pub(super) fn member_path(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

pub(super) fn item_path(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

impl<'a> Element<'a> {
    /// The place of the value.
    #[must_use]
    pub fn place(&self) -> Place {
        place(self.file, &self.path)
    }

    /// The value as it is.
    #[must_use]
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// The refusal "expected …" at this place.
    #[must_use]
    pub fn expected(&self, expected: &str) -> JsonError {
        JsonError::Expected { place: self.place(), expected: expected.to_owned() }
    }

    /// A text.
    ///
    /// # Errors
    ///
    /// [`JsonError::Expected`] for another type; so for the next ones.
    pub fn text(&self) -> Result<&'a str, JsonError> {
        self.value.as_str().ok_or_else(|| self.expected("a text"))
    }

    /// An integer.
    ///
    /// # Errors
    ///
    /// As [`Element::text`].
    pub fn integer(&self) -> Result<u64, JsonError> {
        self.value.as_u64().ok_or_else(|| self.expected("an integer"))
    }

    /// An integer that fits 32 bits.
    ///
    /// # Errors
    ///
    /// As [`Element::text`].
    pub fn small_integer(&self) -> Result<u32, JsonError> {
        let small = self.value.as_u64().and_then(|integer| u32::try_from(integer).ok());
        small.ok_or_else(|| self.expected("an integer of at most 4294967295"))
    }

    /// `true` or `false`.
    ///
    /// # Errors
    ///
    /// As [`Element::text`].
    pub fn boolean(&self) -> Result<bool, JsonError> {
        self.value.as_bool().ok_or_else(|| self.expected("true or false"))
    }

    /// An object.
    ///
    /// # Errors
    ///
    /// As [`Element::text`].
    pub fn object(&self) -> Result<Object<'a>, JsonError> {
        let members = self.value.as_object().ok_or_else(|| self.expected("an object"))?;
        Ok(Object::new(self.file, self.path.clone(), members))
    }

    /// The items of an array.
    ///
    /// # Errors
    ///
    /// As [`Element::text`].
    pub fn array(&self) -> Result<Vec<Element<'a>>, JsonError> {
        let items = self.value.as_array().ok_or_else(|| self.expected("an array"))?;
        let element = |(index, value)| {
            let path = item_path(&self.path, index);
            Element { file: self.file, path, value }
        };
        Ok(items.iter().enumerate().map(element).collect())
    }
}
