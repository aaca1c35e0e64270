//! One static text of SQL, run on whichever database a transaction belongs to.
//!
//! The databases' queries are of different types, so a function can't be generic over them without
//! naming every bound; a macro writes the same call twice instead, and the text once.

/// Runs a statement; how many rows it touched.
macro_rules! execute {
    ($on:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $on.transaction() {
            $crate::store::transaction::Tx::Sqlite(tx, _) => {
                let query = sqlx::query($sql)$(.bind($value))*;
                query.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            $crate::store::transaction::Tx::Postgres(tx) => {
                let query = sqlx::query($sql)$(.bind($value))*;
                query.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
    };
}

/// Runs a query by one of sqlx's functions and one of its ways to fetch.
macro_rules! fetched {
    ($on:expr, $make:ident, $fetch:ident, $sql:expr $(, $value:expr)* $(,)?) => {
        match $on.transaction() {
            $crate::store::transaction::Tx::Sqlite(tx, _) => {
                sqlx::$make($sql)$(.bind($value))*.$fetch(&mut **tx).await
            }
            $crate::store::transaction::Tx::Postgres(tx) => {
                sqlx::$make($sql)$(.bind($value))*.$fetch(&mut **tx).await
            }
        }
    };
}

/// All rows of a query.
macro_rules! rows {
    ($on:expr, $($rest:tt)*) => { $crate::store::statement::fetched!($on, query_as, fetch_all, $($rest)*) };
}

/// The one row of a query, if there is one.
macro_rules! row {
    ($on:expr, $($rest:tt)*) => { $crate::store::statement::fetched!($on, query_as, fetch_optional, $($rest)*) };
}

/// The one column of all rows of a query.
macro_rules! scalars {
    ($on:expr, $($rest:tt)*) => { $crate::store::statement::fetched!($on, query_scalar, fetch_all, $($rest)*) };
}

/// The one column of the one row of a query, if there is one.
macro_rules! scalar {
    ($on:expr, $($rest:tt)*) => { $crate::store::statement::fetched!($on, query_scalar, fetch_optional, $($rest)*) };
}

pub(super) use {execute, fetched, row, rows, scalar, scalars};
