//! Asking the person at the keyboard.

use std::io::{self, BufRead, Write};

use crate::texts::Texts;

/// Shows `review` and asks; true at "yes". With `yes` it is shown and not asked about. Both go to
/// standard error: standard output is for results.
pub(crate) fn agreed(texts: &Texts, review: &str, question: &str, yes: bool) -> io::Result<bool> {
    let mut shown = io::stderr().lock();
    writeln!(shown, "{review}")?;
    if yes {
        return Ok(true);
    }
    write!(shown, "{} {} ", texts.text(question), texts.text("ask-yes"))?;
    shown.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(means_yes(&answer))
}

fn means_yes(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "yes" | "y" | "是" | "确认" | "同意")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_yes_is_a_yes() {
        assert!(means_yes("yes\n") && means_yes(" Y\r\n") && means_yes("是\n"));
        assert!(!means_yes("") && !means_yes("no\n") && !means_yes("不是\n"));
    }
}
