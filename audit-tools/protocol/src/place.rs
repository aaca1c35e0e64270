//! Where in a file something is wrong: every refusal names its place.

use std::fmt;

/// A place in a file: the path inside the round, the line (counted from 1, the header of a table
/// is line 1) and the field or JSON path, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Path of the file, relative to the folder it came from.
    pub file: String,
    /// Line, counted from 1.
    pub line: Option<u64>,
    /// Column of a table, or a path such as `programs[2].pools[0].seats`.
    pub field: Option<String>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), line: None, field: None }
    }

    /// A line of a file, counted from 1.
    #[must_use]
    pub fn line(file: &str, line: u64) -> Self {
        Self { line: Some(line), ..Self::file(file) }
    }

    /// The same place, narrowed to a field.
    #[must_use]
    pub fn field(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        Ok(())
    }
}
