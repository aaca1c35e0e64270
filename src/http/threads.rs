//! Work that takes its time, away from the threads that answer others.

use super::Problem;

/// Does long work, such as reading a spreadsheet or writing one, on a thread of its own.
///
/// # Errors
///
/// [`kind::INTERNAL`](super::kind::INTERNAL) where the work panicked.
pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::kind;

    #[tokio::test]
    async fn work_that_panics_is_a_fault_of_the_service() {
        assert_eq!(off_thread(|| 7).await.unwrap(), 7);
        let failed = off_thread(|| assert!(std::hint::black_box(false), "as asked")).await;
        assert_eq!(failed.unwrap_err().kind(), kind::INTERNAL);
    }
}
