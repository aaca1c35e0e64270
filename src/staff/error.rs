//! Why something that staff asked for was refused.

use super::{MAX_PASSWORD, MIN_PASSWORD};
use crate::{
    entropy::EntropyError,
    language::{Message, Speak},
    rounds::{FamilyError, RoundsError},
    store::StoreError,
};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// Name, password and code don't fit together. Which of them isn't said.
    #[error("name, password or code is wrong; check them, and the time of the device")]
    SignIn,
    /// Too many attempts with this name.
    #[error("too many attempts; wait {seconds} seconds")]
    Wait {
        /// Seconds.
        seconds: u64,
    },
    /// No session, or one that has ended.
    #[error("nobody is signed in, or the session has ended; sign in")]
    Session,
    /// No role.
    #[error("{0:?} is no role; there are operator, reviewer and supervisor")]
    Role(String),
    /// No account's name.
    #[error("{0:?} is no name: a small letter, then up to 31 of a-z 0-9 . _ -")]
    Name(String),
    /// There is an account of this name.
    #[error("there is an account {0} already; take another name")]
    Taken(String),
    /// No such account.
    #[error("there is no account {0}; check the name")]
    NoAccount(String),
    /// A password that is too short or too long.
    #[error("a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters")]
    Password,
    /// Nobody could look after accounts any more.
    #[error("{0} is the last supervisor who can sign in; make another one first")]
    LastSupervisor(String),
    /// TOTP is on.
    #[error("a second factor is on already; have it reset by a supervisor first")]
    TotpOn,
    /// TOTP is not being set up.
    #[error("no second factor is being set up; begin anew")]
    TotpOff,
    /// The account's role doesn't allow the step.
    #[error("{step} is for {needed}; ask one of them")]
    NotAllowed {
        /// The step.
        step: &'static str,
        /// Roles that may.
        needed: String,
    },
    /// Another such step waits.
    #[error("{by} has proposed {step} otherwise; decide on that, or have it withdrawn")]
    Waiting {
        /// The step.
        step: String,
        /// Who proposed it.
        by: String,
        /// Its id.
        id: String,
    },
    /// No such proposal.
    #[error("there is no such proposal; look at those that wait")]
    NoProposal,
    /// The same person.
    #[error("{0} proposed this; another person must decide on it")]
    SamePerson(String),
    /// Both accounts come from one hand.
    #[error(
        "{0} gave both of you your account, roles or password, or one of you is {0}: that counts as one \
         person; let somebody decide whose account comes from another hand, such as the command line's"
    )]
    SameHand(String),
    /// Not who proposed it.
    #[error("{0} proposed this, and nobody else can withdraw it; decide on it instead")]
    NotProposer(String),
    /// Somebody is carrying it out.
    #[error("{0} is carrying this out; look again in a moment")]
    CarryingOut(String),
    /// It was decided on.
    #[error("this was decided on by {by}: {state}")]
    Decided {
        /// Who decided.
        by: String,
        /// What became of it.
        state: String,
    },
    /// The input isn't that of the step.
    #[error("the input of {step}: {why}")]
    Input {
        /// The step.
        step: String,
        /// What is wrong.
        why: String,
    },
    /// The trail was tampered with.
    #[error(
        "row {0} of the trail doesn't follow from the one before; somebody changed the database"
    )]
    Trail(u64),
    /// A password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
    /// What the step itself refuses.
    #[error(transparent)]
    Rounds(#[from] RoundsError),
    /// What replacing a key refuses.
    #[error(transparent)]
    Family(#[from] FamilyError),
}

impl From<StoreError> for StaffError {
    fn from(error: StoreError) -> Self {
        Self::Rounds(error.into())
    }
}

impl From<EntropyError> for StaffError {
    fn from(error: EntropyError) -> Self {
        Self::Rounds(error.into())
    }
}

impl StaffError {
    /// A stable word for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::SignIn => "sign-in-refused",
            Self::Wait { .. } => "wait",
            Self::Session => "sign-in",
            Self::Role(_) | Self::Name(_) | Self::Password | Self::Input { .. } => "fields",
            Self::Taken(_) => "name-taken",
            Self::NoAccount(_) | Self::NoProposal => "not-found",
            Self::LastSupervisor(_) => "last-supervisor",
            Self::TotpOn | Self::TotpOff => "second-factor",
            Self::NotAllowed { .. } => "role",
            Self::Waiting { .. } => "proposal-waiting",
            Self::SamePerson(_) | Self::SameHand(_) | Self::NotProposer(_) => "same-person",
            Self::CarryingOut(_) => "carrying-out",
            Self::Decided { .. } => "decided",
            Self::Trail(_) => "trail",
            Self::Hashing(_) => "hashing",
            Self::Rounds(_) | Self::Family(_) => "refused",
        }
    }
}

impl Speak for StaffError {
    fn message(&self) -> Message {
        let zh = match self {
            Self::SignIn => "用户名、密码或验证码有误；请核对，并检查设备时间".to_owned(),
            Self::Wait { seconds } => format!("尝试次数过多；请等待 {seconds} 秒"),
            Self::Session => "未登录或登录已失效；请登录".to_owned(),
            Self::Role(role) => format!("“{role}”不是角色；可用 operator、reviewer、supervisor"),
            Self::Name(name) => {
                format!("“{name}”不能作用户名：小写字母开头，后面最多 31 个 a-z 0-9 . _ -")
            }
            Self::Taken(name) => format!("已有账号 {name}；请换一个名称"),
            Self::NoAccount(name) => format!("没有账号 {name}；请核对"),
            Self::Password => format!("密码须为 {MIN_PASSWORD} 至 {MAX_PASSWORD} 个字符"),
            Self::LastSupervisor(name) => {
                format!("{name} 是最后一名可登录的主管；请先设另一名主管")
            }
            Self::TotpOn => "已启用两步验证；请先由主管重置".to_owned(),
            Self::TotpOff => "没有正在设置的两步验证；请重新开始".to_owned(),
            Self::NotAllowed { step, needed } => format!("{step} 须由 {needed} 办理"),
            Self::Waiting { step, by, .. } => {
                format!("{by} 已提交内容不同的 {step}；请先处理，或由其撤回")
            }
            Self::NoProposal => "没有这项待办；请查看待确认列表".to_owned(),
            Self::SamePerson(by) => format!("此项由 {by} 提交，须由另一人确认"),
            Self::SameHand(by) => format!(
                "双方的账号、角色或密码都出自 {by} 之手，只算一个人；须由账号另有来处（如命令行所设）的人确认"
            ),
            Self::NotProposer(by) => format!("此项由 {by} 提交，只有其本人可以撤回"),
            Self::CarryingOut(by) => format!("{by} 正在办理此项；请稍后再看"),
            Self::Decided { by, state } => format!("{by} 已处理此项：{state}"),
            Self::Input { step, why } => format!("{step} 的内容：{why}"),
            Self::Trail(row) => format!("操作记录第 {row} 行与前一行不衔接；数据库被人改动过"),
            Self::Hashing(why) => format!("无法处理密码：{why}"),
            Self::Rounds(error) => error.to_string(),
            Self::Family(error) => error.message().zh,
        };
        Message::new(zh, self.to_string())
    }
}
