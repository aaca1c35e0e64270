//! What is wrong with the number of a document.

use jiff::civil::Date;

use super::DocumentKind;
use crate::language::Message;

/// A number that cannot be one of its kind. No variant holds the number itself: reports travel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}; {}", self.what().en, self.remedy().en)]
pub enum DocumentError {
    /// Not 18 characters.
    Length(usize),
    /// A first-generation number of 15 digits.
    FirstGeneration,
    /// Something else than 17 digits and a digit or X.
    Characters,
    /// The first six digits name no region.
    Region,
    /// Digits 7 to 14 are no date.
    NoDate,
    /// Born after today or more than 150 years ago.
    Birth(Date),
    /// The sequence digits are 000.
    Sequence,
    /// The check digit belongs to another number.
    CheckDigit,
    /// Another shape than documents of this kind have.
    Shape(DocumentKind),
}

impl DocumentError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn what(&self) -> Message {
        match self {
            Self::Length(found) => Message::new(
                format!("身份证号应为 18 位，现为 {found} 位"),
                format!("an identity number has 18 characters, this has {found}"),
            ),
            Self::FirstGeneration => {
                Message::new("15 位身份证号已停用", "identity numbers of 15 digits are out of use")
            }
            Self::Characters => Message::new(
                "身份证号应为 17 位数字加一位数字或 X",
                "an identity number is 17 digits and a digit or X",
            ),
            Self::Region => Message::new(
                "身份证号前六位不是行政区划代码",
                "the first six digits name no region",
            ),
            Self::NoDate => {
                Message::new("身份证号第 7 至 14 位不是有效日期", "digits 7 to 14 are no date")
            }
            Self::Birth(date) => Message::new(
                format!("身份证号中的出生日期 {date} 不合理"),
                format!("digits 7 to 14 give the birth date {date}, which cannot be"),
            ),
            Self::Sequence => Message::new(
                "身份证号第 15 至 17 位不应为 000",
                "digits 15 to 17 are 000, which is never issued",
            ),
            Self::CheckDigit => Message::new(
                "身份证号校验码不符，有数字填错",
                "the last digit does not check: some digit is wrong",
            ),
            Self::Shape(kind) => Message::new(
                format!("号码不符合{}的格式", kind.titles().zh),
                format!("this is no number of a {}", kind.titles().en),
            ),
        }
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn remedy(&self) -> Message {
        match self {
            Self::FirstGeneration => {
                Message::new("请填写 18 位号码", "enter the number of 18 digits")
            }
            _ => Message::new("请与证件核对", "compare it with the document"),
        }
    }
}
