//! Observers' notes as they are pasted and uploaded.

/// Notes that were pasted or uploaded one after the other: each ends with its lines of signatures.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    let mut signed = true;
    for line in text.lines() {
        let signature = line.starts_with("\u{2014} ");
        if signed && !signature {
            if line.trim().is_empty() {
                continue;
            }
            notes.push(String::new());
        }
        signed = signature;
        if let Some(note) = notes.last_mut() {
            note.push_str(line.trim_end());
            note.push('\n');
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::{super::Typed, *};

    #[test]
    fn notes_are_told_apart_however_they_came() {
        let note =
            |text: &str| format!("{text}\n\n\u{2014} a.example AAAA\n\u{2014} b.example BBBB\n");
        let (one, two) = (note("first\nline"), note("second"));
        assert_eq!(split(&format!("{one}{two}")), [one.clone(), two.clone()]);
        assert_eq!(split(&format!("\n{one}\n\n{two}\n\n")), [one.clone(), two.clone()]);
        let windows = one.replace('\n', "\r\n");
        let mut both = Typed::default();
        for notes in [&windows, &two] {
            both.add("notes".to_owned(), notes.as_bytes());
        }
        assert_eq!(split(both.value("notes")), [one, two]);
        assert!(split("  \n").is_empty());
        assert_eq!(split("no signature").len(), 1);
    }
}
