//! Finding a code that was lost: by what a family knows of its registration.

use paiwei_protocol::{ident::Code, identity::Identity};
use subtle::ConstantTimeEq as _;

use crate::rounds::{Office, RoundsError, desk::identity_place, office::round_row};

/// Characters of a document number's end that are asked for; all of a shorter number.
pub const ENDING: usize = 6;

/// The code of an imported registration: by its number on the platform that it came from, and the last
/// [`ENDING`] characters of the child's document number. `None` for whatever doesn't fit, so that nobody
/// learns which registrations there are; how often somebody may ask is for the caller to bound.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`]; [`RoundsError::Vault`] without the right key file.
pub async fn find_code(
    office: &Office,
    round: &str,
    number: &str,
    ending: &str,
) -> Result<Option<Code>, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    for number in spellings(number) {
        let index = vault.index("applications", "registration", &number);
        let Some((code, platform)) = read.registered(round, &index).await? else { continue };
        // What came online has no number of a platform, and isn't found by anything in its place.
        if vault.open("applications", &code, &platform)?.as_slice() != number.as_bytes() {
            continue;
        }
        let Some((revision, sealed)) = read.identity(round, &code).await? else { continue };
        let identity = vault.open("revisions", &identity_place(&code, revision), &sealed)?;
        let identity = Identity::parse("identity file", &identity)?;
        let own = identity.fields().get("document-number");
        if own.is_some_and(|own| ends_with(own, ending)) {
            return Ok(Code::parse_strict(&code).ok());
        }
    }
    Ok(None)
}

/// One spelling of a registration's number however it was typed, to count attempts by.
#[must_use]
pub fn registration_spelling(typed: &str) -> String {
    plain(typed).trim().to_uppercase()
}

/// The ways in which a platform may write a number that was typed: as it is, and in capitals.
fn spellings(typed: &str) -> Vec<String> {
    let plain: String = plain(typed).trim().to_owned();
    let capitals = plain.to_uppercase();
    if capitals == plain { vec![plain] } else { vec![plain, capitals] }
}

/// Full-width letters and digits as the usual ones.
fn plain(typed: &str) -> String {
    let one = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    };
    typed.chars().map(one).collect()
}

fn ends_with(number: &str, typed: &str) -> bool {
    let typed: String = plain(typed).chars().filter(char::is_ascii_alphanumeric).collect();
    let from = number.len().saturating_sub(ENDING);
    let Some(end) = number.get(from..) else { return false };
    bool::from(end.as_bytes().ct_eq(typed.to_uppercase().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_number_is_its_last_six_characters() {
        let number = "33019920200907011X";
        for typed in ["07011X", " 07011x ", "０７０１１ｘ", "07-011X"] {
            assert!(ends_with(number, typed), "{typed}");
        }
        for typed in ["", "X", "7011X", "907011X", number, "07011Y"] {
            assert!(!ends_with(number, typed), "{typed}");
        }
        assert!(ends_with("A1234", "a1234"), "all of a shorter one");
    }

    #[test]
    fn a_number_is_found_as_typed_and_in_capitals() {
        assert_eq!(spellings(" ２０２７j000001 "), ["2027j000001", "2027J000001"]);
        assert_eq!(spellings("2027J1"), ["2027J1"]);
    }
}
