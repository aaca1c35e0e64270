//! Why a mapping is refused.

use crate::language::{Message, Speak};

/// A mapping that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// Not the JSON of a mapping.
    #[error("the mapping cannot be read, line {line}: {what}")]
    Json {
        /// Line, counted from 1.
        line: usize,
        /// What the reader met.
        what: String,
    },
    /// Another format.
    #[error("the mapping's format is {0:?}; this program reads \"paiwei mapping v1\"")]
    Format(String),
    /// The mapping does not fit the spreadsheet or the rules: everything at once.
    #[error("the mapping does not fit: {}", joined(.0))]
    Unfit(Vec<Flaw>),
}

/// One thing in which a mapping does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Member of the mapping, such as `choices[0].columns[1]`.
    pub member: String,
    /// What is wrong and what to do.
    pub message: Message,
}

impl Flaw {
    pub(super) fn new(member: impl Into<String>, message: Message) -> Self {
        Self { member: member.into(), message }
    }
}

fn joined(flaws: &[Flaw]) -> String {
    let each = flaws.iter().map(|flaw| format!("{}: {}", flaw.member, flaw.message.en));
    each.collect::<Vec<_>>().join("; ")
}

impl Speak for MappingError {
    fn message(&self) -> Message {
        let zh = match self {
            Self::Json { line, what } => format!("无法读取列对应文件，第 {line} 行：{what}"),
            Self::Format(format) => {
                format!("列对应文件的格式为“{format}”；本程序只读取“paiwei mapping v1”")
            }
            Self::Unfit(flaws) => {
                let each = flaws.iter().map(|flaw| format!("{}：{}", flaw.member, flaw.message.zh));
                format!("列对应文件与表格或规则不符：{}", each.collect::<Vec<_>>().join("；"))
            }
        };
        Message::new(zh, self.to_string())
    }
}
