//! What is wrong with the number of a document.

use jiff::civil::Date;

use super::DocumentKind;
use crate::language::{Message, Speak};

/// A number that cannot be one of its kind. No variant holds the number itself: reports travel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not 18 characters.
    #[error("an identity number has 18 characters, this has {0}; compare it with the document")]
    Length(usize),
    /// A first-generation number.
    #[error("a 15-digit identity number is out of use; enter the 18-digit number")]
    FirstGeneration,
    /// Something else than 17 digits and a digit or X.
    #[error("an identity number is 17 digits and a digit or X; compare it with the document")]
    Characters,
    /// The first six digits name no region.
    #[error("the first six digits name no region; compare them with the document")]
    Region,
    /// Digits 7 to 14 are no date.
    #[error("digits 7 to 14 are no date of the calendar; compare them with the document")]
    NoDate,
    /// Born after today or more than 150 years ago.
    #[error("digits 7 to 14 give the birth date {0}, which cannot be; compare with the document")]
    Birth(Date),
    /// The sequence digits are 000.
    #[error("digits 15 to 17 are 000, which is never issued; compare them with the document")]
    Sequence,
    /// The check digit belongs to another number.
    #[error("the last digit does not check: a digit is wrong; compare it with the document")]
    CheckDigit,
    /// Another shape than documents of this kind have.
    #[error("this is no number of a document of kind {id}; compare it with the document", id = .0.id())]
    Shape(DocumentKind),
}

impl Speak for DocumentError {
    fn message(&self) -> Message {
        let zh = match self {
            Self::Length(found) => format!("身份证号应为 18 位，现为 {found} 位；请与证件核对"),
            Self::FirstGeneration => "15 位身份证号已停用；请填写 18 位号码".to_owned(),
            Self::Characters => "身份证号应为 17 位数字加一位数字或 X；请与证件核对".to_owned(),
            Self::Region => "身份证号前六位不是行政区划代码；请与证件核对".to_owned(),
            Self::NoDate => "身份证号第 7 至 14 位不是有效日期；请与证件核对".to_owned(),
            Self::Birth(date) => {
                format!("身份证号中的出生日期 {date} 不合理；请与证件核对")
            }
            Self::Sequence => "身份证号第 15 至 17 位不应为 000；请与证件核对".to_owned(),
            Self::CheckDigit => "身份证号校验码不符，有数字填错；请与证件核对".to_owned(),
            Self::Shape(kind) => {
                format!("号码不符合{}的格式；请与证件核对", kind.title_zh())
            }
        };
        Message::new(zh, self.to_string())
    }
}
