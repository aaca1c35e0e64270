//! What was decided on an application, as the trail tells it.

use paiwei_protocol::ident::Code;
use serde_json::Value;

use crate::{
    http::{App, Problem},
    staff::TrailEntry,
};

/// A decision that was made on an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HistoryLine {
    /// When (Unix seconds).
    pub(crate) at: u64,
    /// Who.
    pub(crate) by: String,
    /// `accept`, `refuse` or `lapse`; `rest`: accepted together with others, as it claimed.
    pub(crate) verdict: &'static str,
    /// Ids of the categories granted; none are told of the rest.
    pub(crate) categories: Vec<String>,
}

impl HistoryLine {
    /// What a row of the trail says of an application.
    fn of(entry: &TrailEntry, code: &str) -> Option<Self> {
        let detail: Value = serde_json::from_str(&entry.detail).ok()?;
        let (at, by) = (entry.at, entry.account.clone());
        if entry.act == "accept-rest" {
            let is_among = detail["codes"].as_array()?.iter().any(|one| one == code);
            return is_among.then_some(Self { at, by, verdict: "rest", categories: Vec::new() });
        }
        let decisions = detail["decisions"].as_array()?;
        let own = decisions.iter().find(|decision| decision["code"] == code)?;
        let verdict = ["accept", "refuse", "lapse"];
        let verdict = verdict.into_iter().find(|verdict| own.get(verdict).is_some())?;
        let granted = own[verdict]["categories"].as_array().cloned().unwrap_or_default();
        let granted = granted.iter().filter_map(|id| id.as_str().map(str::to_owned));
        Some(Self { at, by, verdict, categories: granted.collect() })
    }
}

/// The decisions on an application, the newest first.
pub(super) async fn of(app: &App, round: &str, code: Code) -> Result<Vec<HistoryLine>, Problem> {
    let mut entries = app.staff().trail_of(round, "decide", code).await?;
    entries.extend(app.staff().trail_of(round, "accept-rest", code).await?);
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.position));
    let text = code.to_string();
    Ok(entries.iter().filter_map(|entry| HistoryLine::of(entry, &text)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(act: &str, detail: &str) -> Option<HistoryLine> {
        let entry = TrailEntry {
            position: 1,
            at: 7,
            account: "zhao".to_owned(),
            act: act.to_owned(),
            round: "a-2027".to_owned(),
            detail: detail.to_owned(),
        };
        HistoryLine::of(&entry, "A")
    }

    #[test]
    fn the_trail_names_who_decided_alone_and_together() {
        let decided = r#"{"decisions":[{"code":"B","refuse":{}},
            {"accept":{"categories":["x"],"points":null},"code":"A"}],"reason":null}"#;
        let line_of = |verdict, categories: &[&str]| HistoryLine {
            at: 7,
            by: "zhao".to_owned(),
            verdict,
            categories: categories.iter().map(|&id| id.to_owned()).collect(),
        };
        assert_eq!(line("decide", decided), Some(line_of("accept", &["x"])));
        let rest = r#"{"changed":2,"codes":["A","B"],"unclaimed":true}"#;
        assert_eq!(line("accept-rest", rest), Some(line_of("rest", &[])));
        for other in [r#"{"changed":2,"unclaimed":true}"#, r#"{"codes":["B"]}"#, "no JSON"] {
            assert_eq!(line("accept-rest", other), None, "{other}");
        }
    }
}
