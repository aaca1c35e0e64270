//! Dice as people type them.

use paiwei_audit::texts::Message;
use paiwei_protocol::{dice::to_text, rules::Dice};

use super::Fault;

/// Faces as files have them, from what somebody typed: with blanks between, or, where a face is one
/// digit, without.
///
/// # Errors
///
/// Which face is wrong, or how many there are.
pub(crate) fn faces(text: &str, dice: Dice) -> Result<String, Fault> {
    let signs = |c: char| !c.is_ascii_digit();
    let words = text.split(|c: char| c.is_whitespace() || ",;|，；、".contains(c));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let digit_by_digit = dice.sides <= 9 && !words.iter().any(|word| word.contains(signs));
    let single: Vec<String> = if digit_by_digit {
        words.concat().chars().map(String::from).collect()
    } else {
        words.iter().map(|word| (*word).to_owned()).collect()
    };
    let mut faces = Vec::with_capacity(single.len());
    for (number, word) in (1_usize..).zip(&single) {
        let face = word.parse::<u32>().ok().filter(|face| (1..=dice.sides).contains(face));
        faces.push(face.ok_or_else(|| {
            let why = Message::new("steps-wrong-face").with("number", number).with("face", word);
            Fault { field: "faces", why: why.with("sides", dice.sides) }
        })?);
    }
    if faces.len() as u64 != u64::from(dice.throws) {
        let why = Message::new("steps-wrong-faces").with("have", faces.len());
        return Err(Fault { field: "faces", why: why.with("need", dice.throws) });
    }
    Ok(to_text(&faces))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIX: Dice = Dice { sides: 6, throws: 5 };

    #[test]
    fn faces_are_read_as_people_type_them() {
        for text in ["4 1 6 3 5", "41635", " 4163\n5 ", "4,1,6,3,5", "416 35"] {
            assert_eq!(faces(text, SIX).unwrap(), "4 1 6 3 5", "{text}");
        }
        let ten = Dice { sides: 10, throws: 2 };
        assert_eq!(faces("10 3", ten).unwrap(), "10 3");
        for (text, dice, id) in [
            ("4 1 6 3", SIX, "steps-wrong-faces"),
            ("4 1 7 3 5", SIX, "steps-wrong-face"),
            ("4 1 x 3 5", SIX, "steps-wrong-face"),
            ("103", ten, "steps-wrong-face"),
            ("", SIX, "steps-wrong-faces"),
        ] {
            let fault = faces(text, dice).unwrap_err();
            assert_eq!(fault.field, "faces", "{text}");
            assert!(format!("{:?}", fault.why).contains(&format!("\"{id}\"")), "{text}");
        }
    }
}
