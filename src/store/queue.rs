//! Applications as reviewers go through them: page by page, with what was decided.

use super::{
    DecisionRow, Read, StoreError,
    statement::rows,
    transaction::{loaded, loaded_u32, stored},
};

/// An application in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRow {
    /// The receipt of the newest revision: a signed note.
    pub receipt: String,
    /// Points that the registration claims.
    pub points: Option<u32>,
    /// The last decision.
    pub decision: Option<DecisionRow>,
}

type Columns = (
    String,
    String,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<i64>,
    Option<Vec<u8>>,
    Option<i64>,
);

impl Read {
    /// Up to `most` applications of a round whose codes come after `after`, by code.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn queue(
        &mut self,
        round: &str,
        after: &str,
        most: u32,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let rows: Vec<Columns> = rows!(
            self,
            "select a.code, r.receipt, a.points, \
             d.status, d.categories, d.points, d.why, d.decided_at \
             from applications a \
             join revisions r on r.round = a.round and r.code = a.code and r.revision = \
             (select max(n.revision) from revisions n where n.round = a.round and n.code = a.code) \
             left join decisions d on d.round = a.round and d.code = a.code \
             where a.round = $1 and a.code > $2 order by a.code limit $3",
            round,
            after,
            stored(most.into())
        )?;
        rows.into_iter().map(queued).collect()
    }

    /// The same of applications that nobody has decided on.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn undecided_queue(
        &mut self,
        round: &str,
        after: &str,
        most: u32,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let rows: Vec<(String, String, Option<i64>)> = rows!(
            self,
            "select a.code, r.receipt, a.points from applications a \
             join revisions r on r.round = a.round and r.code = a.code and r.revision = \
             (select max(n.revision) from revisions n where n.round = a.round and n.code = a.code) \
             where a.round = $1 and a.code > $2 and not exists \
             (select 1 from decisions d where d.round = a.round and d.code = a.code) \
             order by a.code limit $3",
            round,
            after,
            stored(most.into())
        )?;
        let undecided =
            |(code, receipt, points)| queued((code, receipt, points, None, None, None, None, None));
        rows.into_iter().map(undecided).collect()
    }
}

fn queued(columns: Columns) -> Result<QueueRow, StoreError> {
    let (code, receipt, points, status, categories, granted, why, decided_at) = columns;
    let points_of = |points: Option<i64>| points.map(|p| loaded_u32(p, "applications")).transpose();
    let decision = match (status, categories, why, decided_at) {
        (Some(status), Some(categories), Some(why), Some(at)) => {
            let (points, decided_at) = (points_of(granted)?, loaded(at, "decisions")?);
            Some(DecisionRow { code, status, categories, points, why, decided_at })
        }
        _ => None,
    };
    Ok(QueueRow { receipt, points: points_of(points)?, decision })
}
