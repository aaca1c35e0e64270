//! What can be wrong with a row, said so that the person at the counter can mend it.

use jiff::civil::Date;

use crate::{
    documents::{DocumentError, DocumentKind},
    language::Message,
};

/// Something found in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Row or line of the spreadsheet.
    pub row: u64,
    /// Registration number, where the row has one.
    pub registration: String,
    /// Heading of the column; empty where the whole row is meant.
    pub column: String,
    /// What was found.
    pub problem: Problem,
}

/// What was found. No variant holds a name or a document's number: reports are passed around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A value that must be there is not.
    Empty,
    /// A number of more than 15 digits whose end the spreadsheet program has dropped.
    DigitsLost,
    /// The cell shows a formula's error.
    FormulaFailed(String),
    /// More characters than a field takes.
    TooLong(usize),
    /// Line breaks or other control characters in a field.
    ControlCharacters,
    /// More fields than a child has.
    TooManyFields(usize),
    /// A field's name that is no id.
    FieldName,
    /// Another spelling than the one that identity files use, which is given.
    OtherSpelling(String),
    /// No kind of document.
    UnknownDocumentKind(String),
    /// The document's number.
    Document(DocumentError),
    /// No date.
    NotADate,
    /// A birth date after today.
    BornAhead(Date),
    /// The birth date is not the one in the identity number.
    BirthDisagrees(Date),
    /// Neither male nor female.
    NotASex(String),
    /// The sex is not the one in the identity number.
    SexDisagrees,
    /// A value that stands for no category.
    UnknownCategory(String),
    /// No number of points.
    NotPoints(String),
    /// A value that stands for no program.
    UnknownProgram(String),
    /// A program chosen twice.
    ChosenTwice(String),
    /// More choices than there is room for.
    TooManyChoices {
        /// Room for choices.
        most: u32,
        /// Choices found.
        found: usize,
    },
    /// A program that this band does not offer.
    NotOffered {
        /// Band, counted from 1.
        band: usize,
        /// Id of the program.
        program: String,
    },
    /// The registration number of an earlier row.
    RegistrationTwice(u64),
    /// The document of an earlier row.
    DocumentTwice(u64),
    /// The rules take no linked applications.
    BundlesNotTaken,
    /// Nobody else carries this bundle's text.
    BundleAlone,
    /// More children in the bundle than the rules take.
    BundleTooLarge {
        /// Most children.
        most: u32,
        /// Children found.
        found: usize,
    },
    /// Other choices than the bundle's first row.
    BundleChoicesDiffer(u64),
    /// Nothing is chosen. Allowed.
    NothingChosen,
    /// No pool of the program takes a child with these claims. Allowed: review may add categories.
    NotEligible(String),
}

impl Problem {
    /// Whether the import is refused because of it; the rest is for the reader to weigh.
    #[must_use]
    pub fn is_error(&self) -> bool {
        !matches!(self, Self::NothingChosen | Self::NotEligible(_))
    }

    /// What is wrong and what to do about it, in both languages.
    #[must_use]
    pub fn explained(&self) -> (Message, Message) {
        let told = |zh: String, en: String, remedy_zh: &str, remedy_en: &str| {
            (Message::new(zh, en), Message::new(remedy_zh, remedy_en))
        };
        match self {
            Self::Document(error) => (error.what(), error.remedy()),
            Self::UnknownDocumentKind(value) => told(
                format!("没有“{value}”这种证件类型"),
                format!("{value:?} is no kind of document"),
                &format!("在列对应文件中写明它的含义，可用：{}", kinds()),
                &format!("say in the mapping what it stands for, one of: {}", kinds()),
            ),
            Self::TooManyFields(_) | Self::FieldName | Self::OtherSpelling(_) => self.of_field(),
            Self::Empty
            | Self::DigitsLost
            | Self::FormulaFailed(_)
            | Self::TooLong(_)
            | Self::ControlCharacters => self.of_cell(),
            Self::NotADate
            | Self::BornAhead(_)
            | Self::BirthDisagrees(_)
            | Self::NotASex(_)
            | Self::SexDisagrees => self.of_person(),
            Self::BundlesNotTaken
            | Self::BundleAlone
            | Self::BundleTooLarge { .. }
            | Self::BundleChoicesDiffer(_) => self.of_bundle(),
            Self::RegistrationTwice(row) => told(
                format!("登记号与第 {row} 行相同"),
                format!("row {row} has the same registration number"),
                "删除重复的一行，或更正登记号",
                "delete the row that is too much, or correct the number",
            ),
            Self::DocumentTwice(row) => told(
                format!("证件与第 {row} 行相同，同一儿童登记了两次"),
                format!("row {row} has the same document: one child is registered twice"),
                "与家长核实后只保留一行",
                "ask the family and keep one of the rows",
            ),
            _ => self.of_wishes(),
        }
    }

    fn of_cell(&self) -> (Message, Message) {
        let (zh, en, remedy_zh, remedy_en) = match self {
            Self::DigitsLost => (
                "长号码被表格软件存成了数字，末尾数字已丢失".to_owned(),
                "the spreadsheet program stored a long number as a number and lost its last digits"
                    .to_owned(),
                "从报名平台重新导出，把此列设为“文本”；不要在表格里补写",
                "export again with this column as text; do not retype the digits from memory",
            ),
            Self::FormulaFailed(shown) => (
                format!("单元格公式出错：{shown}"),
                format!("the cell's formula failed: {shown}"),
                "改正公式，或填写数值",
                "correct the formula, or enter the value itself",
            ),
            Self::TooLong(most) => (
                format!("超过 {most} 个字符"),
                format!("more than {most} characters"),
                "请缩短",
                "shorten it",
            ),
            Self::ControlCharacters => (
                "含有换行或控制字符".to_owned(),
                "it holds a line break or another control character".to_owned(),
                "删除这些字符后重新输入",
                "remove the character, or type the text again",
            ),
            _ => ("没有填写".to_owned(), "it is empty".to_owned(), "请填写", "fill it in"),
        };
        (Message::new(zh, en), Message::new(remedy_zh, remedy_en))
    }

    /// Only a device of a family writes fields by itself.
    fn of_field(&self) -> (Message, Message) {
        let (zh, en, remedy_zh, remedy_en) = match self {
            Self::TooManyFields(most) => (
                format!("字段超过 {most} 个"),
                format!("more than {most} fields"),
                "只填写需要的字段".to_owned(),
                "leave out what isn't asked for".to_owned(),
            ),
            Self::OtherSpelling(expected) => (
                "不是规定的写法".to_owned(),
                "this is not the spelling of identity files".to_owned(),
                format!("写成 {expected}"),
                format!("write {expected}"),
            ),
            _ => (
                "字段名不合规定".to_owned(),
                "this is no name of a field".to_owned(),
                "用一个字母开头，后面最多 31 个字母、数字、点、横线或下划线".to_owned(),
                "a letter, then up to 31 letters, digits, dots, dashes or underscores".to_owned(),
            ),
        };
        (Message::new(zh, en), Message::new(remedy_zh, remedy_en))
    }

    fn of_person(&self) -> (Message, Message) {
        let compare = Message::new("请与证件核对", "compare it with the document");
        let what = match self {
            Self::BornAhead(date) => Message::new(
                format!("出生日期 {date} 晚于今天"),
                format!("the birth date {date} is after today"),
            ),
            Self::BirthDisagrees(date) => Message::new(
                format!("出生日期与身份证号中的 {date} 不符"),
                format!("the birth date is not {date}, as the identity number has it"),
            ),
            Self::NotASex(value) => {
                Message::new(format!("“{value}”不是性别"), format!("{value:?} is no sex"))
            }
            Self::SexDisagrees => Message::new(
                "性别与身份证号不符",
                "the sex is not the one that the identity number has",
            ),
            _ => {
                let write = ("写成 2014-09-01 的形式", "write it like 2014-09-01");
                let what = Message::new("不是日期", "this is no date");
                return (what, Message::new(write.0, write.1));
            }
        };
        (what, compare)
    }

    fn of_bundle(&self) -> (Message, Message) {
        let (zh, en, remedy_zh, remedy_en) = match self {
            Self::BundlesNotTaken => (
                "规则不接受捆绑报名".to_owned(),
                "the rules take no linked applications".to_owned(),
                "清空此列",
                "empty the column",
            ),
            Self::BundleTooLarge { most, found } => (
                format!("捆绑组有 {found} 人，最多 {most} 人"),
                format!("{found} children are linked, at most {most} may be"),
                "请核对捆绑组",
                "check who belongs together",
            ),
            Self::BundleChoicesDiffer(row) => (
                format!("志愿与同组的第 {row} 行不同"),
                format!("the choices differ from row {row} of the same bundle"),
                "捆绑的儿童志愿必须完全相同：统一志愿，或取消捆绑",
                "linked children share one list of choices: make them alike, or unlink them",
            ),
            _ => (
                "捆绑组只有一人".to_owned(),
                "nobody else is in this bundle".to_owned(),
                "补上另一名儿童的组号，或清空此处",
                "give the other child the same text, or empty the cell",
            ),
        };
        (Message::new(zh, en), Message::new(remedy_zh, remedy_en))
    }

    fn of_wishes(&self) -> (Message, Message) {
        let (zh, en, remedy_zh, remedy_en) = match self {
            Self::UnknownCategory(value) => (
                format!("“{value}”不是规则中的类别"),
                format!("{value:?} is no category of the rules"),
                "改正，或在列对应文件中写明它的含义",
                "correct it, or say in the mapping what it stands for",
            ),
            Self::NotPoints(value) => (
                format!("“{value}”不是积分"),
                format!("{value:?} is no number of points"),
                "填写 0 至 2147483647 的整数",
                "enter a whole number from 0 to 2147483647",
            ),
            Self::UnknownProgram(value) => (
                format!("“{value}”不是规则中的招生项目"),
                format!("{value:?} is no program of the rules"),
                "改正，或在列对应文件中写明它的含义",
                "correct it, or say in the mapping what it stands for",
            ),
            Self::ChosenTwice(program) => (
                format!("重复填报 {program}"),
                format!("{program} is chosen twice"),
                "只保留更想要的一个",
                "keep the choice that is wanted more",
            ),
            Self::TooManyChoices { most, found } => (
                format!("填报 {found} 个志愿，最多 {most} 个"),
                format!("{found} choices where there is room for {most}"),
                "请家长删减",
                "ask the family which to remove",
            ),
            Self::NotOffered { band, program } => (
                format!("第 {band} 批次不能填报 {program}"),
                format!("band {band} does not offer {program}"),
                "改填该批次的项目，或改正列对应文件",
                "choose one of the band's programs, or correct the mapping",
            ),
            Self::NotEligible(program) => (
                format!("提示：按所报类别，{program} 没有可录取的名额类型"),
                format!("note: no pool of {program} takes a child with these claims"),
                "若类别漏报，请补上；否则此志愿不起作用",
                "add a missing claim; as it is, the choice has no effect",
            ),
            _ => (
                "提示：没有填报任何志愿".to_owned(),
                "note: nothing is chosen".to_owned(),
                "请与家长确认",
                "ask the family whether that is meant",
            ),
        };
        (Message::new(zh, en), Message::new(remedy_zh, remedy_en))
    }
}

fn kinds() -> String {
    DocumentKind::ALL.map(DocumentKind::id).join(", ")
}
