//! Typed reading of JSON values, with the place of whatever is wrong.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    JsonError,
    element::{Element, member_path, place},
};
use crate::place::Place;

/// An object whose members are taken one by one; [`Object::finish`] refuses those that were not.
#[derive(Debug)]
pub struct Object<'a> {
    file: &'a str,
    path: String,
    members: &'a Map<String, Value>,
    taken: BTreeSet<&'a str>,
}

impl<'a> Object<'a> {
    pub(super) fn new(file: &'a str, path: String, members: &'a Map<String, Value>) -> Self {
        Self { file, path, members, taken: BTreeSet::new() }
    }

    /// The object that a whole file is.
    ///
    /// # Errors
    ///
    /// [`JsonError::Expected`] for anything but an object.
    pub fn root(file: &'a str, value: &'a Value) -> Result<Self, JsonError> {
        Element { file, path: String::new(), value }.object()
    }

    /// The place of the object.
    #[must_use]
    pub fn place(&self) -> Place {
        place(self.file, &self.path)
    }

    /// A member that may be absent.
    pub fn optional(&mut self, name: &str) -> Option<Element<'a>> {
        let (known, value) = self.members.get_key_value(name)?;
        self.taken.insert(known);
        Some(Element { file: self.file, path: member_path(&self.path, name), value })
    }

    /// A member that must be there.
    ///
    /// # Errors
    ///
    /// [`JsonError::Missing`].
    pub fn element(&mut self, name: &str) -> Result<Element<'a>, JsonError> {
        let missing = place(self.file, &member_path(&self.path, name));
        self.optional(name).ok_or(JsonError::Missing { place: missing })
    }

    /// A member that must be there and may be `null`, which is `None`.
    ///
    /// # Errors
    ///
    /// [`JsonError::Missing`].
    pub fn nullable(&mut self, name: &str) -> Result<Option<Element<'a>>, JsonError> {
        let element = self.element(name)?;
        Ok((!element.value.is_null()).then_some(element))
    }

    /// A text.
    ///
    /// # Errors
    ///
    /// [`JsonError`] when the member is missing or of another type; so for the next ones.
    pub fn text(&mut self, name: &str) -> Result<&'a str, JsonError> {
        self.element(name)?.text()
    }

    /// An integer.
    ///
    /// # Errors
    ///
    /// As [`Object::text`].
    pub fn integer(&mut self, name: &str) -> Result<u64, JsonError> {
        self.element(name)?.integer()
    }

    /// `true` or `false`.
    ///
    /// # Errors
    ///
    /// As [`Object::text`].
    pub fn boolean(&mut self, name: &str) -> Result<bool, JsonError> {
        self.element(name)?.boolean()
    }

    /// An object inside this one.
    ///
    /// # Errors
    ///
    /// As [`Object::text`].
    pub fn object(&mut self, name: &str) -> Result<Object<'a>, JsonError> {
        self.element(name)?.object()
    }

    /// The items of an array.
    ///
    /// # Errors
    ///
    /// As [`Object::text`].
    pub fn array(&mut self, name: &str) -> Result<Vec<Element<'a>>, JsonError> {
        self.element(name)?.array()
    }

    /// A text that may be absent.
    ///
    /// # Errors
    ///
    /// [`JsonError::Expected`] when it is there and of another type; so for the next ones.
    pub fn optional_text(&mut self, name: &str) -> Result<Option<&'a str>, JsonError> {
        self.optional(name).map(|element| element.text()).transpose()
    }

    /// An integer that may be absent.
    ///
    /// # Errors
    ///
    /// As [`Object::optional_text`].
    pub fn optional_integer(&mut self, name: &str) -> Result<Option<u64>, JsonError> {
        self.optional(name).map(|element| element.integer()).transpose()
    }

    /// An object that may be absent.
    ///
    /// # Errors
    ///
    /// As [`Object::optional_text`].
    pub fn optional_object(&mut self, name: &str) -> Result<Option<Object<'a>>, JsonError> {
        self.optional(name).map(|element| element.object()).transpose()
    }

    /// The items of an array that may be absent.
    ///
    /// # Errors
    ///
    /// As [`Object::optional_text`].
    pub fn optional_array(&mut self, name: &str) -> Result<Option<Vec<Element<'a>>>, JsonError> {
        self.optional(name).map(|element| element.array()).transpose()
    }

    /// The names of all members, in their order in the file.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.members.keys().map(String::as_str)
    }

    /// Refuses the object if a member was not taken.
    ///
    /// # Errors
    ///
    /// [`JsonError::Unknown`], naming the first.
    pub fn finish(self) -> Result<(), JsonError> {
        match self.names().find(|name| !self.taken.contains(name)) {
            None => Ok(()),
            Some(name) => {
                let path = member_path(&self.path, name);
                Err(JsonError::Unknown { place: place(self.file, &path) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn refusals_carry_the_path() {
        let value = json!({"programs": [{"pools": [{"seats": "x"}]}], "more": 1});
        let mut root = Object::root("rules.json", &value).unwrap();
        let mut program = root.array("programs").unwrap()[0].object().unwrap();
        let mut pool = program.array("pools").unwrap()[0].object().unwrap();
        let error = pool.integer("seats").unwrap_err();
        let text = "rules.json, programs[0].pools[0].seats: expected an integer; write that";
        assert_eq!(error.to_string(), text);
        let error = pool.text("id").unwrap_err();
        let path = "programs[0].pools[0].id";
        assert_eq!(error, JsonError::Missing { place: Place::file("rules.json").field(path) });
        let unknown = JsonError::Unknown { place: Place::file("rules.json").field("more") };
        assert_eq!(root.finish(), Err(unknown));
    }

    #[test]
    fn null_and_absent_are_two_things() {
        let value = json!({"plan": null, "most": 4});
        let mut root = Object::root("t", &value).unwrap();
        assert!(root.nullable("plan").unwrap().is_none());
        assert_eq!(root.optional_integer("most"), Ok(Some(4)));
        assert_eq!(root.optional_integer("none"), Ok(None));
        assert!(root.nullable("none").is_err());
        assert_eq!(root.finish(), Ok(()));
    }
}
