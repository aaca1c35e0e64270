//! Why a family's request was refused.

use crate::{
    language::{Message, Speak},
    rounds::RoundsError,
};

/// Something in a request that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRefusal {
    /// Where, as a JSON pointer into what was sent: `/revisions/0/request`.
    pub pointer: String,
    /// What is wrong and what to do.
    pub message: Message,
}

impl FieldRefusal {
    pub(super) fn new(pointer: impl Into<String>, message: Message) -> Self {
        Self { pointer: pointer.into(), message }
    }

    /// A refusal of the protocol's own modules, told in their English after a Chinese sentence.
    pub(super) fn of(pointer: impl Into<String>, zh: &str, error: &impl ToString) -> Self {
        let error = error.to_string();
        Self::new(pointer, Message::new(format!("{zh}：{error}"), error))
    }
}

/// Why nothing was taken. No variant tells one family about another, but for
/// [`Entered`](Self::Entered) and [`HoldsPlace`](Self::HoldsPlace), which a family must be told; the
/// service lets an address meet them only so often.
#[derive(Debug, thiserror::Error)]
pub enum FamilyError {
    /// What was sent is wrong.
    #[error("{}", first(.0))]
    Fields(Vec<FieldRefusal>),
    /// The round doesn't take this now.
    #[error("this is not possible now: the round is at {state:?}")]
    NotNow {
        /// The round's state, as the journal names it.
        state: &'static str,
    },
    /// It came after the rules' close.
    #[error("applications were taken until {close} (Unix seconds); this arrived at {arrived}")]
    TooLate {
        /// The rules' close.
        close: u64,
        /// When it had arrived.
        arrived: u64,
    },
    /// Another revision is due.
    #[error("{code}: revision {expected} is due; look at the newest receipt, then sign it anew")]
    Revision {
        /// The application.
        code: String,
        /// The revision that is due.
        expected: u64,
    },
    /// Neither this application's key nor its secret, or no such application.
    #[error("the application isn't there, or isn't this family's; check the code and the key")]
    NotYours,
    /// A code that was not reserved here.
    #[error("{code} was not reserved here, or with another token; reserve a new code")]
    NotReserved {
        /// The code.
        code: String,
    },
    /// Linked children are missing.
    #[error("{code} is linked with {member}; send a revision of {member} too")]
    LinkedLeft {
        /// The application.
        code: String,
        /// The other one.
        member: String,
    },
    /// Another answer is due, or none.
    #[error("answer number {expected} is due; nothing follows a decline, and none is given twice")]
    Answer {
        /// The number that is due.
        expected: u64,
    },
    /// One of the children has a live application. Which one isn't said: whoever tries numbers of
    /// documents would learn it.
    #[error(
        "a child of this request has an application already; change that one, or ask the office"
    )]
    Entered,
    /// One of the children holds a place of an earlier round; which child and which round isn't said,
    /// for the same reason.
    #[error("a child of this request holds a place of an earlier round; it may not enter again")]
    HoldsPlace,
    /// The database is busy or was lost on the way: it is not known whether this was taken.
    #[error("the office could not answer in time; send the same again")]
    Again,
    /// Anything else.
    #[error(transparent)]
    Rounds(#[from] RoundsError),
}

impl From<crate::store::StoreError> for FamilyError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Rounds(error.into())
    }
}

impl Speak for FamilyError {
    fn message(&self) -> Message {
        let zh = match self {
            Self::Fields(fields) => {
                fields.first().map_or_else(String::new, |f| f.message.zh.clone())
            }
            Self::NotNow { .. } => "本轮现在不接受此操作".to_owned(),
            Self::TooLate { .. } => "报名已经截止".to_owned(),
            Self::Revision { code, expected } => {
                format!("{code}：应提交第 {expected} 次修订；请查看最新回执后重新签名")
            }
            Self::NotYours => "没有这份报名，或它不属于您；请核对报名号和密钥".to_owned(),
            Self::NotReserved { code } => {
                format!("{code} 不是在这里预留的报名号；请重新预留")
            }
            Self::LinkedLeft { code, member } => {
                format!("{code} 与 {member} 是捆绑报名；请同时提交 {member} 的修订")
            }
            Self::Answer { expected } => {
                format!("应为第 {expected} 次答复；放弃后不能再答复，相同答复不重复提交")
            }
            Self::Entered => "所报儿童中有人已有报名；请修改原报名，或联系招办".to_owned(),
            Self::HoldsPlace => "所报儿童中有人已在先前轮次录取，不能再次报名".to_owned(),
            Self::Again => "招办未能及时答复；请原样再发送一次".to_owned(),
            Self::Rounds(error) => error.to_string(),
        };
        Message::new(zh, self.to_string())
    }
}

fn first(fields: &[FieldRefusal]) -> String {
    fields.first().map_or_else(String::new, |field| format!("{}: {}", field.pointer, field.message))
}
