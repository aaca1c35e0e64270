//! A platform's spreadsheet, and the three kinds of file in which platforms hand it over.

use std::collections::BTreeMap;

use encoding_rs::GB18030;
use rust_xlsxwriter::{ExcelDateTime, Format, XlsxError};

use super::people::Child;
use crate::{
    documents::{DocumentKind, Sex},
    spreadsheet::blank_workbook,
};

/// A writer of sample files failed.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The writer of .xlsx.
    #[error("the sample workbook could not be written: {0}")]
    Workbook(#[from] XlsxError),
    /// The writer of .csv.
    #[error("the sample table could not be written: {0}")]
    Table(#[from] csv::Error),
}

/// Headings of the columns that all sample platforms have.
pub(super) const PERSON: [&str; 8] =
    ["报名号", "学生姓名", "性别", "出生日期", "证件类型", "证件号码", "监护人", "联系电话"];
const BIRTH: usize = 3;

/// Headings and rows of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Headings.
    pub headings: Vec<String>,
    /// Rows, as long as the headings.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// An empty sheet with the person's columns and others.
    pub(super) fn new(others: &[&str]) -> Self {
        let headings = PERSON.iter().chain(others).map(|&text| text.to_owned()).collect();
        Self { headings, rows: Vec::new() }
    }

    /// Adds a child's row; the registration number counts up.
    pub(super) fn push(&mut self, prefix: &str, child: &Child, others: Vec<String>) {
        let number = format!("{prefix}{:06}", self.rows.len() + 1);
        let person = [
            number,
            child.name.clone(),
            if child.sex == Sex::Male { "男" } else { "女" }.to_owned(),
            child.birth.to_string(),
            child.kind.titles().zh,
            child.number.clone(),
            child.guardian.clone(),
            child.phone.clone(),
        ];
        self.rows.push(person.into_iter().chain(others).collect());
    }

    /// As .xlsx: everything as text but the birth date, which is a date.
    pub(super) fn xlsx(&self) -> Result<Vec<u8>, SampleError> {
        let mut book = blank_workbook();
        let sheet = book.add_worksheet();
        sheet.set_name("报名信息")?;
        let date = Format::new().set_num_format("yyyy-mm-dd");
        for (row, cells) in (0..).zip(std::iter::once(&self.headings).chain(&self.rows)) {
            for (column, text) in (0..).zip(cells) {
                match ExcelDateTime::parse_from_str(text) {
                    Ok(day) if row > 0 && usize::from(column) == BIRTH => {
                        sheet.write_datetime_with_format(row, column, &day, &date)?;
                    }
                    _ if text.is_empty() => {}
                    _ => drop(sheet.write_string(row, column, text)?),
                }
            }
        }
        Ok(book.save_to_buffer()?)
    }

    /// As .csv in GB18030 with CRLF.
    pub(super) fn csv_gb18030(&self) -> Result<Vec<u8>, SampleError> {
        let text = self.csv()?;
        let (bytes, ..) = GB18030.encode(&text);
        Ok(bytes.into_owned())
    }

    /// As .csv in UTF-8 with a byte order mark and CRLF.
    pub(super) fn csv_utf8_bom(&self) -> Result<Vec<u8>, SampleError> {
        Ok(format!("\u{feff}{}", self.csv()?).into_bytes())
    }

    /// The registrations of the first families: as many rows as asked for, and the rest of a bundle
    /// that would be cut.
    #[must_use]
    pub fn first_families(&self, rows: usize) -> Self {
        let cut = |end: usize| match (&self.rows[end - 1].last(), &self.rows[end].last()) {
            (Some(before), Some(after)) => before == after && !after.is_empty(),
            _ => false,
        };
        let mut end = rows.clamp(1, self.rows.len().max(1));
        while end < self.rows.len() && cut(end) {
            end += 1;
        }
        let rows = self.rows.iter().take(end).cloned().collect();
        Self { headings: self.headings.clone(), rows }
    }

    fn csv(&self) -> Result<String, SampleError> {
        let mut writer =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(&self.headings)?;
        for row in &self.rows {
            writer.write_record(row)?;
        }
        let bytes = writer.into_inner().expect("writing to memory does not fail");
        Ok(String::from_utf8(bytes).expect("all fields are text"))
    }
}

/// The part of a mapping that the person's columns need, and `others`: members of its JSON.
pub(super) fn mapping(others: serde_json::Value) -> String {
    let kinds: BTreeMap<_, _> =
        DocumentKind::ALL.into_iter().map(|kind| (kind.titles().zh, kind.id())).collect();
    let mut mapping = serde_json::json!({
        "format": "paiwei mapping v1",
        "registration": {"column": "报名号"},
        "document_type": {"column": "证件类型", "values": kinds},
        "document_number": {"column": "证件号码"},
        "fields": {
            "name": {"column": "学生姓名"},
            "sex": {"column": "性别", "values": {"男": "male", "女": "female"}},
            "birth": {"column": "出生日期"},
            "guardian": {"column": "监护人"},
            "phone": {"column": "联系电话"},
        },
    });
    if let (Some(all), serde_json::Value::Object(others)) = (mapping.as_object_mut(), others) {
        all.extend(others);
    }
    format!("{mapping:#}\n")
}
