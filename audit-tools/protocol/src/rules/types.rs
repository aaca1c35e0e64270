//! The rules of a round as values. Reading and validating them is in the sibling modules.

use crate::digest::Digest;

/// A title in the two languages of the product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titles {
    /// Chinese (zh-CN).
    pub zh: String,
    /// English.
    pub en: String,
}

/// The rules of one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// Origin of the journal, e.g. `330199.admissions.example/journal`.
    pub origin: String,
    /// Id of the round, unique for ever in its journal.
    pub round: String,
    /// Id of the children this round is for; rounds of one cohort are chained.
    pub cohort: String,
    /// The round of the same cohort before this one.
    pub follows: Option<String>,
    /// Title of the round.
    pub titles: Titles,
    /// Approving locality whose programs the round holds.
    pub jurisdiction: String,
    /// Stage of schooling.
    pub stage: Stage,
    /// A rehearsal: its journal's origin ends in `/rehearsal`.
    pub rehearsal: bool,
    /// When things happen.
    pub timeline: Timeline,
    /// Who watches.
    pub observers: Vec<Observer>,
    /// What the draw text takes its public randomness from.
    pub randomness: Randomness,
    /// What is posted for objections, and for how long.
    pub posting: Posting,
    /// The slots of the form.
    pub bands: Vec<Band>,
    /// One number a child, or one a child and program.
    pub numbers: Numbers,
    /// Largest bundle; `None`: linked applications are not taken.
    pub bundles: Option<u32>,
    /// Categories a child may hold.
    pub categories: Vec<Category>,
    /// Reasons for differences between the posting and the frozen roll.
    pub reasons: Vec<Reason>,
    /// Programs, in the order which gives the lanes of per-program numbers.
    pub programs: Vec<Program>,
    /// What happens to places that stay or become free.
    pub vacancies: Vacancies,
}

/// Stage of schooling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Compulsory education: no private program may rank by points.
    Compulsory,
    /// Senior secondary.
    Senior,
}

/// Times in Unix seconds, spans in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Applications are taken from here…
    pub open: u64,
    /// …until here.
    pub close: u64,
    /// Seconds which observers have after the office's opening to open their seeds.
    pub reveal: u64,
    /// Answers after the draw are taken until here; `None`: this round takes none.
    pub answers: Option<u64>,
}

/// What is posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Seconds of objection, from a quorum's cosignatures over the posting to others over the
    /// frozen roll; 0: none.
    pub objection: u64,
    /// Whether the office also posts a list of masked names, outside the published round.
    pub names: PostedNames,
}

/// Names in the posting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostedNames {
    /// None.
    None,
    /// A masked list, by local rule; never part of the published round.
    Masked,
}

/// Somebody outside the office who watches the draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observer {
    /// Id, the holder's name in seed lines.
    pub id: String,
    /// Who that is.
    pub titles: Titles,
    /// Verifier key for notes (type 0x01), as `name+keyid+base64`.
    pub note_key: String,
    /// Verifier key for cosignatures (type 0x04), as `name+keyid+base64`.
    pub cosign_key: String,
    /// Holds a seed.
    pub seed: bool,
    /// Counts to the witness quorum.
    pub witness: bool,
    /// Counts to the confirming quorum.
    pub confirm: bool,
}

/// Public randomness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Randomness {
    /// Sources in the order of their lines in the draw text: dice, drand, or dice and drand.
    pub sources: Vec<Source>,
    /// Least seconds between the order's cosignatures and the beacon round.
    pub lead: u64,
    /// Dice thrown in drand's place when the beacon fails.
    pub fallback: Option<Dice>,
}

/// A source of public randomness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Dice thrown in public.
    Dice(Dice),
    /// A drand chain, by its hash.
    Drand {
        /// Chain hash.
        chain: Digest,
    },
}

/// Dice: how many throws of how many sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dice {
    /// Faces run from 1 to this.
    pub sides: u32,
    /// Number of throws.
    pub throws: u32,
}

/// A slot of the form: a ranked list of up to `most` of `programs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Most choices in this band.
    pub most: u32,
    /// Ids of the programs that may be chosen here.
    pub programs: Vec<String>,
}

/// How many numbers a unit gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// One, in lane 0.
    PerChild,
    /// One a program, in lane 1 + position of the program.
    PerProgram,
}

/// A category that a child may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Id.
    pub id: String,
    /// Title.
    pub titles: Titles,
    /// The document that grants the priority.
    pub basis: String,
}

/// A reason for changing a posted line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Id.
    pub id: String,
    /// Title.
    pub titles: Titles,
}

/// Ownership of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// Public (公办).
    Public,
    /// Private (民办).
    Private,
}

/// A program: what a family chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Id.
    pub id: String,
    /// Id of the school.
    pub school: String,
    /// Title.
    pub titles: Titles,
    /// Ownership.
    pub ownership: Ownership,
    /// Approving locality.
    pub jurisdiction: String,
    /// Enrolment plan; `None` where a pool is without limit.
    pub plan: Option<u64>,
    /// Seat pools in the order in which a child is tried.
    pub pools: Vec<Pool>,
}

/// A seat pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Id, unique in the program.
    pub id: String,
    /// Seats; `None`: without limit (placement of last resort).
    pub seats: Option<u64>,
    /// Groups of categories; a child's tier is the first group that holds one of its categories.
    pub tiers: Vec<Tier>,
    /// What the pool ranks by, before number and index.
    pub order: Vec<OrderKey>,
}

/// A group of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tier {
    /// `["*"]`: everyone.
    Everyone,
    /// Holders of one of these categories.
    Categories(Vec<String>),
}

/// A key of a pool's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderKey {
    /// The choice's band, counted from 0; lower first.
    Band,
    /// The unit's tier, counted from 0; lower first.
    Tier,
    /// The unit's points; higher first.
    Points,
}

/// What happens to free places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vacancies {
    /// Nothing in this round.
    None,
    /// The same numbers, rerun with the declines so far, on these dates (Unix seconds).
    Succession {
        /// Dates, ascending.
        dates: Vec<u64>,
    },
    /// A new round that follows this one.
    NewRound,
}
