//! An application in a list: no names.

use crate::rounds::Application;

/// An application in a list.
#[derive(Debug, Clone)]
pub(crate) struct QueueLine {
    pub(crate) code: String,
    /// What it is now; decisions name it, so that nobody decides over a colleague's head.
    pub(crate) mark: String,
    /// How it stands, as a word.
    pub(crate) standing: &'static str,
    /// Ids of the categories claimed.
    pub(crate) claims: Vec<String>,
    /// Points claimed.
    pub(crate) points: Option<u32>,
    /// Ids of the programs chosen, band by band.
    pub(crate) bands: Vec<Vec<String>>,
    /// Codes of the other linked children.
    pub(crate) linked: Vec<String>,
    /// Its newest revision.
    pub(crate) revision: u64,
    /// Ids of the categories granted.
    pub(crate) granted: Vec<String>,
    /// Points granted.
    pub(crate) granted_points: Option<u32>,
    /// When it was decided on (Unix seconds).
    pub(crate) decided_at: Option<u64>,
}

impl QueueLine {
    /// An application as the queue shows it.
    pub(crate) fn of(one: &Application) -> Self {
        let request = &one.request;
        let others = request.bundle.iter().filter(|code| **code != request.code);
        let decided = one.decided.as_ref();
        Self {
            code: request.code.to_string(),
            mark: one.mark(),
            standing: one.standing().as_str(),
            claims: request.claims.clone(),
            points: one.points,
            bands: request.choices.bands.clone(),
            linked: others.map(ToString::to_string).collect(),
            revision: request.revision,
            granted: decided.map(|decided| decided.categories.clone()).unwrap_or_default(),
            granted_points: decided.and_then(|decided| decided.points),
            decided_at: decided.map(|decided| decided.at),
        }
    }

    /// The programs chosen, as ids in their order: `J1 › P1 P2`.
    pub(crate) fn chosen(&self) -> String {
        let bands = self.bands.iter().filter(|band| !band.is_empty());
        bands.map(|band| band.join(" ")).collect::<Vec<_>>().join(" › ")
    }

    /// The badge's class.
    pub(crate) fn badge(&self) -> &'static str {
        match self.standing {
            "accepted" => " done",
            "undecided" => " wait",
            _ => "",
        }
    }
}
