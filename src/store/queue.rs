//! Applications as reviewers go through them: page by page, with what was decided.

use super::{
    DecisionRow, Read, StoreError,
    statement::{row, rows, scalar},
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

/// What a receipt must hold to be in the queue that was asked for. Patterns of SQL's `like` with `!`
/// to escape; an empty one lets all pass.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QueueFilter {
    /// `undecided`, `accepted`, `refused`, `withdrawn`; empty: all.
    pub standing: String,
    claim: String,
    program: String,
    unlinked: String,
}

impl QueueFilter {
    /// A filter by standing, a claimed category, a chosen program, and whether children are linked.
    /// The category `-` stands for no claim.
    #[must_use]
    pub fn new(standing: &str, claim: Option<&str>, program: Option<&str>, linked: bool) -> Self {
        // Between its own line's name and the next line's, an id can only stand in its own line.
        let between = |line: &str, id: Option<&str>, next: &str| {
            let id = id.map(|id| id.replace('!', "!!").replace('_', "!_").replace('%', "!%"));
            id.map_or_else(String::new, |id| format!("%\n{line}: %+{id}+%\n{next}: %"))
        };
        Self {
            standing: standing.to_owned(),
            claim: between("claims", claim, "choices"),
            program: between("choices", program, "commitment"),
            unlinked: if linked { "%\nbundle: -\n%".to_owned() } else { String::new() },
        }
    }
}

/// How a receipt says that its family withdrew.
const WITHDRAWN: &str = "%\nstatus: withdrawn\n%";

/// A query over the newest revisions, with what was decided: `$1` the round, `$2` to `$4` the
/// filter's patterns, `$5` how a withdrawal reads.
macro_rules! over_queue {
    ($select:expr, $rest:expr) => {
        concat!(
            "select ",
            $select,
            " from applications a \
             join revisions r on r.round = a.round and r.code = a.code and r.revision = \
             (select max(n.revision) from revisions n where n.round = a.round and n.code = a.code) \
             left join decisions d on d.round = a.round and d.code = a.code \
             where a.round = $1 \
             and ($2 = '' or ",
            in_plus!(),
            " like $2 escape '!') and ($3 = '' or ",
            in_plus!(),
            " like $3 escape '!') and ($4 = '' or r.receipt not like $4) ",
            $rest
        )
    };
}

/// The receipt with every item of its lists between two plus signs.
macro_rules! in_plus {
    () => {
        "replace(replace(replace(replace(r.receipt, '>', '+'), '|', '+'), ': ', ': +'), \
         '\n', '+\n')"
    };
}

macro_rules! standing {
    () => {
        "case when r.receipt like $5 then 'withdrawn' when d.code is null then 'undecided' \
         when d.status = 'entered' then 'accepted' else 'refused' end"
    };
}

impl Read {
    /// Up to `most` applications that a filter lets pass, with codes after `after`, by code.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn queue(
        &mut self,
        round: &str,
        filter: &QueueFilter,
        after: &str,
        most: u32,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let rows: Vec<Columns> = rows!(
            self,
            over_queue!(
                "a.code, r.receipt, a.points, \
                 d.status, d.categories, d.points, d.why, d.decided_at",
                concat!(
                    "and a.code > $6 and ($7 = '' or $7 = ",
                    standing!(),
                    ") order by a.code limit $8"
                )
            ),
            round,
            &filter.claim,
            &filter.program,
            &filter.unlinked,
            WITHDRAWN,
            after,
            &filter.standing,
            stored(most.into())
        )?;
        rows.into_iter().map(queued).collect()
    }

    /// The code before the last `most` applications that a filter lets pass up to the code `until`;
    /// `None` where there are no more than that.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn queue_before(
        &mut self,
        round: &str,
        filter: &QueueFilter,
        until: &str,
        most: u32,
    ) -> Result<Option<String>, StoreError> {
        Ok(scalar!(
            self,
            over_queue!(
                "a.code",
                concat!(
                    "and a.code <= $6 and ($7 = '' or $7 = ",
                    standing!(),
                    ") order by a.code desc limit 1 offset $8"
                )
            ),
            round,
            &filter.claim,
            &filter.program,
            &filter.unlinked,
            WITHDRAWN,
            until,
            &filter.standing,
            stored(most.into())
        )?)
    }

    /// How many applications a filter lets pass, by standing, whatever its own.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn queue_counts(
        &mut self,
        round: &str,
        filter: &QueueFilter,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let rows: Vec<(String, i64)> = rows!(
            self,
            over_queue!(concat!(standing!(), ", count(*)"), "group by 1"),
            round,
            &filter.claim,
            &filter.program,
            &filter.unlinked,
            WITHDRAWN
        )?;
        rows.into_iter().map(|(word, count)| Ok((word, loaded(count, "applications")?))).collect()
    }

    /// One application of the queue.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn queued(
        &mut self,
        round: &str,
        code: &str,
    ) -> Result<Option<QueueRow>, StoreError> {
        let columns: Option<Columns> = row!(
            self,
            "select a.code, r.receipt, a.points, \
             d.status, d.categories, d.points, d.why, d.decided_at \
             from applications a join revisions r on r.round = a.round and r.code = a.code \
             left join decisions d on d.round = a.round and d.code = a.code \
             where a.round = $1 and a.code = $2 order by r.revision desc limit 1",
            round,
            code
        )?;
        columns.map(queued).transpose()
    }

    /// The code of the application that came from a registration, by its keyed hash.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn code_of_registration(
        &mut self,
        round: &str,
        registration: &[u8],
    ) -> Result<Option<String>, StoreError> {
        Ok(scalar!(
            self,
            "select code from applications where round = $1 and registration = $2",
            round,
            registration.to_vec()
        )?)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold_no_wildcard_that_was_not_meant() {
        let filter = QueueFilter::new("", Some("a_b"), Some("-"), true);
        assert_eq!(filter.claim, "%\nclaims: %+a!_b+%\nchoices: %");
        assert_eq!(filter.program, "%\nchoices: %+-+%\ncommitment: %");
        assert_eq!(QueueFilter::new("", None, None, false), QueueFilter::default());
    }
}
