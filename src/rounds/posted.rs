//! The posted or frozen roll for people: its counts, and the masked list that local rules may want.

use std::collections::BTreeMap;

use paiwei_protocol::{
    ident::Code,
    identity::Identity,
    journal::Table,
    roll::{Line, Roll, Status},
    rules::PostedNames,
};

use super::{Office, RoundsError, desk::identity_place, office::round_row};

/// A roll that is out.
#[derive(Debug, Clone)]
pub struct RollSheet {
    /// It is frozen, not only posted.
    pub frozen: bool,
    /// Index of its entry in the journal.
    pub entry: u64,
    /// Size, root and hash.
    pub table: Table,
    /// Lines of each status, by the status's word.
    pub counts: BTreeMap<String, u64>,
}

/// A child of the masked list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostedChild {
    /// The code.
    pub code: Code,
    /// The name, masked.
    pub name: String,
    /// Categories that review confirmed.
    pub categories: Vec<String>,
    /// Programs chosen, in order.
    pub choices: Vec<String>,
}

/// The roll as it was frozen, or else as it was posted; none before.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn roll_sheet(office: &Office, round: &str) -> Result<Option<RollSheet>, RoundsError> {
    let Some((frozen, (entry, table), roll)) = out(office, round).await? else { return Ok(None) };
    let mut counts = BTreeMap::new();
    for line in &roll.lines {
        *counts.entry(line.status.to_string()).or_default() += 1;
    }
    Ok(Some(RollSheet { frozen, entry, table, counts }))
}

/// The list with masked names; none where the rules post no names, and before the posting.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`]; [`RoundsError::Vault`] without the right key file.
pub async fn posting_list(
    office: &Office,
    round: &str,
) -> Result<Option<Vec<PostedChild>>, RoundsError> {
    if office.known_rules(round).await?.posting.names != PostedNames::Masked {
        return Ok(None);
    }
    let Some((_, _, roll)) = out(office, round).await? else { return Ok(None) };
    let mut read = office.store.begin_read().await?;
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    let mut list = Vec::new();
    for line in roll.lines.into_iter().filter(|line| line.status == Status::Entered) {
        let code = line.code.to_string();
        let unknown = || RoundsError::UnknownCode { round: round.to_owned(), code: code.clone() };
        let (revision, sealed) = read.identity(round, &code).await?.ok_or_else(unknown)?;
        let plain = vault.open("revisions", &identity_place(&code, revision), &sealed)?;
        let identity = Identity::parse("identity file", &plain)?;
        let name = identity.fields().get("name").map_or("", String::as_str);
        list.push(posted(line, masked(name)));
    }
    Ok(Some(list))
}

fn posted(line: Line, name: String) -> PostedChild {
    let choices = line.choices.iter().map(|(_, program)| program.to_owned()).collect();
    PostedChild { code: line.code, name, categories: line.categories, choices }
}

/// A name of which the first character is left.
#[must_use]
pub fn masked(name: &str) -> String {
    let hidden = |(at, c): (usize, char)| if at == 0 || c == ' ' { c } else { '＊' };
    name.trim().chars().enumerate().map(hidden).collect()
}

type Out = (bool, (u64, Table), Roll);

async fn out(office: &Office, round: &str) -> Result<Option<Out>, RoundsError> {
    let history = office.history().await?;
    let found = history.round(round)?;
    let rules = office.known_rules(round).await?;
    let attempt = found.current();
    let (frozen, place, attempt, name) = match (&attempt.frozen, &found.posted) {
        (Some(place), _) => (true, *place, attempt.number, "roll.csv"),
        (None, Some(place)) => (false, *place, 1, "posted.csv"),
        (None, None) => return Ok(None),
    };
    let bytes = office.store.begin_read().await?.file(round, attempt, name).await?;
    let missing = || RoundsError::FileMissing { round: round.to_owned(), name: name.to_owned() };
    Ok(Some((frozen, place, Roll::read(name, &bytes.ok_or_else(missing)?, &rules)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_name_one_character_is_left() {
        assert_eq!(masked(" 王甲子 "), "王＊＊");
        assert_eq!(masked("李乙"), "李＊");
        assert_eq!(masked("Anna Li"), "A＊＊＊ ＊＊");
        assert_eq!(masked(""), "");
    }
}
