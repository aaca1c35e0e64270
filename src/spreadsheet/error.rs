//! Why a file could not be read as a spreadsheet.

use crate::language::{Message, Speak};

/// A file that is refused as a whole. Flaws of single cells are told row by row by the import.
#[derive(Debug, thiserror::Error)]
pub enum SpreadsheetError {
    /// The file is larger than the limit.
    #[error("the file has more than {limit} bytes; export only the columns that are needed")]
    FileTooLarge {
        /// Most bytes.
        limit: usize,
    },
    /// The parts of an .xlsx file unpack to more than the limit.
    #[error("the workbook unpacks to more than {limit} bytes; save only its data as a new file")]
    UnpacksTooLarge {
        /// Most bytes.
        limit: u64,
    },
    /// Too many rows.
    #[error("row {row}: more than {limit} rows; delete empty formatted rows, or split the file")]
    TooManyRows {
        /// Number of the row.
        row: u64,
        /// Most rows.
        limit: usize,
    },
    /// Too many columns.
    #[error("row {row}: more than {limit} columns; delete those that are not needed")]
    TooManyColumns {
        /// Number of the row.
        row: u64,
        /// Most columns.
        limit: usize,
    },
    /// A cell that is too long.
    #[error("row {row}, column {column}: more than {limit} characters; shorten the cell")]
    CellTooLong {
        /// Number of the row.
        row: u64,
        /// Number of the column, counted from 1.
        column: usize,
        /// Most characters.
        limit: usize,
    },
    /// A workbook of Excel 97 to 2003, or an encrypted one.
    #[error("this is an .xls file, or a workbook with a password; save it as .xlsx without one")]
    OldWorkbook,
    /// UTF-16.
    #[error("the file is in UTF-16; save it as \"CSV UTF-8\" or as .xlsx")]
    Utf16,
    /// Neither UTF-8 nor GB18030.
    #[error("line {line} is neither UTF-8 nor GB18030; save the file as \"CSV UTF-8\" or as .xlsx")]
    Encoding {
        /// First line that cannot be read, counted from 1.
        line: u64,
    },
    /// The table's form is broken.
    #[error("line {line}: {what}; open the file in a spreadsheet program and save it again")]
    Delimited {
        /// Line, counted from 1.
        line: u64,
        /// What the reader met.
        what: String,
    },
    /// The workbook is damaged.
    #[error("the workbook is damaged ({0}); open it in a spreadsheet program and save it again")]
    Workbook(String),
    /// No sheet of that name.
    #[error("there is no sheet {wanted:?}; the workbook has: {found}")]
    NoSheet {
        /// Sheet asked for.
        wanted: String,
        /// Sheets that are there.
        found: String,
    },
}

impl Speak for SpreadsheetError {
    fn message(&self) -> Message {
        let zh = match self {
            Self::FileTooLarge { limit } => format!("文件超过 {limit} 字节；请只导出需要的列"),
            Self::UnpacksTooLarge { limit } => {
                format!("工作簿解压后超过 {limit} 字节；请只把数据另存为新文件")
            }
            Self::TooManyRows { row, limit } => {
                format!("第 {row} 行：超过 {limit} 行；请删除带格式的空行，或拆分文件")
            }
            Self::TooManyColumns { row, limit } => {
                format!("第 {row} 行：超过 {limit} 列；请删除不需要的列")
            }
            Self::CellTooLong { row, column, limit } => {
                format!("第 {row} 行第 {column} 列：超过 {limit} 个字符；请缩短")
            }
            Self::OldWorkbook => {
                "这是 .xls 文件或带密码的工作簿；请另存为不带密码的 .xlsx".to_owned()
            }
            Self::Utf16 => "文件为 UTF-16 编码；请另存为“CSV UTF-8”或 .xlsx".to_owned(),
            Self::Encoding { line } => {
                format!("第 {line} 行既不是 UTF-8 也不是 GB18030；请另存为“CSV UTF-8”或 .xlsx")
            }
            Self::Delimited { line, what } => {
                format!("第 {line} 行格式有误（{what}）；请用电子表格软件打开后重新保存")
            }
            Self::Workbook(what) => {
                format!("工作簿已损坏（{what}）；请用电子表格软件打开后重新保存")
            }
            Self::NoSheet { wanted, found } => {
                format!("没有名为“{wanted}”的工作表；现有：{found}")
            }
        };
        Message::new(zh, self.to_string())
    }
}
