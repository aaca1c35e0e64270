//! A request's body on its way in: how large it may be, and how slow.

use std::{pin::pin, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use paiwei_audit::texts::Message;
use tokio::time::{Instant, timeout_at};

use super::{Problem, kind};

/// How slowly a file may come at the slowest, so that who holds a place of those at once uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    /// How long nothing need come.
    pub(super) grace: Duration,
    /// Bytes a second, on the average, from then on.
    pub(super) rate: u32,
}

impl Pace {
    /// How long after its beginning a body of which this much has come may wait for more.
    fn patience(self, received: usize) -> Duration {
        let earned = (received as u64).saturating_mul(1000) / u64::from(self.rate.max(1));
        self.grace.saturating_add(Duration::from_millis(earned))
    }
}

/// What a body may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Bytes.
    pub(super) most: usize,
    /// When it must be there.
    pub(super) deadline: Instant,
    /// How slowly it may come.
    pub(super) pace: Option<Pace>,
}

/// The body, if it is small enough and comes in time.
pub(super) async fn body(
    headers: &HeaderMap,
    body: Body,
    bounds: Bounds,
) -> Result<Bytes, Problem> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = length.and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|length| length > bounds.most as u64) {
        return Err(too_large(bounds.most));
    }
    let begun = Instant::now();
    let mut body = pin!(Limited::new(body, bounds.most));
    let mut whole = Vec::new();
    loop {
        let due = bounds.pace.map(|pace| begun + pace.patience(whole.len()));
        let due = due.map_or(bounds.deadline, |due| due.min(bounds.deadline));
        let frame = timeout_at(due, body.frame()).await;
        match frame.map_err(|_| Problem::of(kind::TOO_SLOW).unread(true))? {
            None => return Ok(whole.into()),
            Some(Ok(frame)) => whole.extend_from_slice(frame.data_ref().map_or(&[], |data| data)),
            Some(Err(error)) if error.is::<LengthLimitError>() => {
                return Err(too_large(bounds.most));
            }
            Some(Err(error)) => {
                let detail = Message::new("problem-bad-request-why");
                return Err(Problem::told(kind::BAD_REQUEST, &detail.with("why", error)));
            }
        }
    }
}

fn too_large(most: usize) -> Problem {
    let detail = kind::TOO_LARGE.detail().with("limit", most);
    Problem::told(kind::TOO_LARGE, &detail).unread(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_come_earns_time() {
        let pace = Pace { grace: Duration::from_secs(15), rate: 8192 };
        let seconds = |received| pace.patience(received).as_millis();
        assert_eq!([0, 4096, 5 << 20].map(seconds), [15_000, 15_500, 655_000]);
        let any = Pace { rate: 0, ..pace };
        assert!(any.patience(usize::MAX) > pace.patience(1), "no rate divides by zero");
    }

    #[tokio::test]
    async fn a_body_that_stands_still_is_not_waited_for() {
        let begun = Instant::now();
        let deadline = begun + Duration::from_secs(60);
        let pace = Some(Pace { grace: Duration::from_millis(50), rate: 8192 });
        let bounds = Bounds { most: 100, deadline, pace };
        let whole = body(&HeaderMap::new(), Body::from("abc"), bounds).await.unwrap();
        assert_eq!(whole, "abc");
        let large = body(&HeaderMap::new(), Body::from("a".repeat(101)), bounds).await;
        assert_eq!(large.unwrap_err().kind(), kind::TOO_LARGE);
        let silent = tokio_stream::pending::<Result<Bytes, std::io::Error>>();
        let refused = body(&HeaderMap::new(), Body::from_stream(silent), bounds).await;
        assert_eq!(refused.unwrap_err().kind(), kind::TOO_SLOW);
        assert!(begun.elapsed() < Duration::from_secs(30));
    }
}
