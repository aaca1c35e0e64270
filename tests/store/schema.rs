//! Two schemas that are one: `migrations/sqlite` and `migrations/postgres` make the same tables.
//!
//! Each database tells its tables as lines of text, in one wording: PostgreSQL's bigint is SQLite's
//! integer, bytea its blob.

use std::{collections::BTreeSet, fs, path::Path};

use paiwei::store::Database;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::{
    database::{Engine, on_both},
    desk::Desk,
};

on_both!(the_trail_is_only_ever_added_to);

/// Lines on tables of SQLite; nothing is said of sqlx's own.
const OF_SQLITE: [&str; 6] = [
    "select t.name || ' column ' || c.cid || ' ' || c.name || ' ' || lower(c.type) \
     || iif(c.\"notnull\", ' not null', '') || coalesce(' default ' || c.dflt_value, '') \
     from pragma_table_list t, pragma_table_info(t.name) c \
     where t.schema = 'main' and t.name not like 'sqlite%' and t.name <> '_sqlx_migrations'",
    "select t.name || ' primary key (' || group_concat(c.name, ', ' order by c.pk) || ')' \
     from pragma_table_list t, pragma_table_info(t.name) c where t.schema = 'main' and c.pk > 0 \
     and t.name <> '_sqlx_migrations' group by t.name",
    "select t.name || iif(l.origin = 'u', ' unique', iif(l.\"unique\", ' unique', '') || ' index ' \
     || l.name) || ' (' || (select group_concat(i.name, ', ' order by i.seqno) \
     from pragma_index_info(l.name) i) || ')' || iif(l.partial, ' where', '') \
     from pragma_table_list t, pragma_index_list(t.name) l \
     where t.schema = 'main' and l.origin <> 'pk' and t.name <> '_sqlx_migrations'",
    "select t.name || ' foreign key (' || group_concat(f.\"from\", ', ' order by f.seq) \
     || ') references ' || f.\"table\" || '(' || group_concat(f.\"to\", ', ' order by f.seq) || ')' \
     || iif(f.on_delete = 'NO ACTION', '', ' on delete ' || lower(f.on_delete)) \
     from pragma_table_list t, pragma_foreign_key_list(t.name) f \
     where t.schema = 'main' group by t.name, f.id",
    "select tbl_name || ' trigger ' || name from sqlite_schema where type = 'trigger'",
    "select name || ' is not strict' from pragma_table_list where schema = 'main' \
     and not strict and name not like 'sqlite%' and name <> '_sqlx_migrations'",
];

/// Lines on tables of PostgreSQL; texts that don't compare by bytes are told.
const OF_POSTGRES: [&str; 4] = [
    "select c.relname || ' column ' \
     || row_number() over (partition by c.oid order by a.attnum) - 1 || ' ' || a.attname || ' ' \
     || case a.atttypid when 'bigint'::regtype then 'integer' when 'bytea'::regtype then 'blob' \
        else format_type(a.atttypid, a.atttypmod) end \
     || case when a.attnotnull then ' not null' else '' end \
     || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') \
     || case when a.attcollation in (0, '\"C\"'::regcollation) then '' else ' collated' end \
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 \
     left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum \
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace \
     and not a.attisdropped and c.relname <> '_sqlx_migrations'",
    "select c.relname || ' ' \
     || translate(replace(replace(lower(pg_get_constraintdef(k.oid)), '((', '('), '))', ')'), \
        '\"', '') \
     from pg_constraint k join pg_class c on c.oid = k.conrelid \
     where k.connamespace = 'public'::regnamespace and k.contype in ('c', 'f', 'p', 'u') \
     and c.relname <> '_sqlx_migrations'",
    "select c.relname || case when x.indisunique then ' unique' else '' end || ' index ' \
     || i.relname || ' (' || string_agg(a.attname, ', ' order by k.place) || ')' \
     || case when x.indpred is null then '' else ' where' end \
     from pg_index x join pg_class c on c.oid = x.indrelid \
     join pg_class i on i.oid = x.indexrelid \
     cross join unnest(x.indkey::int2[]) with ordinality k (attnum, place) \
     join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum \
     where c.relnamespace = 'public'::regnamespace \
     and not exists (select from pg_constraint o where o.conindid = i.oid) \
     group by c.relname, x.indisunique, i.relname, x.indpred",
    "select c.relname || ' trigger ' || t.tgname from pg_trigger t \
     join pg_class c on c.oid = t.tgrelid where not t.tgisinternal",
];

async fn sqlite(file: &Path) -> SqliteConnection {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Every line that a database tells of its tables.
async fn told(database: &Database) -> BTreeSet<String> {
    let mut lines = Vec::new();
    match database {
        Database::Sqlite(file) => {
            let mut on = sqlite(file).await;
            for query in OF_SQLITE {
                lines.extend(sqlx::query_scalar(query).fetch_all(&mut on).await.unwrap());
            }
            let tables = "select name, sql from sqlite_schema where type = 'table'";
            let tables: Vec<(String, String)> =
                sqlx::query_as(tables).fetch_all(&mut on).await.unwrap();
            lines.extend(tables.iter().flat_map(|(name, sql)| checks(name, sql)));
        }
        Database::Postgres(url) => {
            let mut on = PgConnection::connect(url).await.unwrap();
            for query in OF_POSTGRES {
                lines.extend(sqlx::query_scalar(query).fetch_all(&mut on).await.unwrap());
            }
        }
    }
    lines.into_iter().collect()
}

/// SQLite tells a table's checks only by its text.
fn checks<'a>(table: &'a str, sql: &'a str) -> impl Iterator<Item = String> + 'a {
    let after = sql.split("check (").skip(1);
    after.map(move |rest| format!("{table} check ({})", rest.split(')').next().unwrap()))
}

#[tokio::test]
async fn both_databases_hold_the_same_tables() {
    let sqlite = told(&Desk::new(Engine::Sqlite).await.database).await;
    let postgres = told(&Desk::new(Engine::Postgres).await.database).await;
    let only: Vec<_> = sqlite.symmetric_difference(&postgres).collect();
    assert!(only.is_empty(), "only one of them has:\n{only:#?}");
    // Each kind of line is there, so each kind was compared.
    for line in [
        "office column 2 size integer not null",
        "decisions column 4 points integer",
        "office column 5 trail integer not null default 0",
        "office check (id = 1)",
        "revisions primary key (round, code, revision)",
        "revisions unique (round, position)",
        "applications foreign key (round) references rounds(id)",
        "confirmations foreign key (round, attempt) references pending(round, attempt) on delete \
         cascade",
        "applications index applications_by_tag (round, tag)",
        "trail trigger trail_is_never_cut",
    ] {
        assert!(sqlite.contains(line), "{line} is not among\n{sqlite:#?}");
    }
}

#[test]
fn both_databases_have_migrations_of_the_same_names() {
    let names = |engine: &str| -> BTreeSet<_> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    };
    assert!(!names("sqlite").is_empty());
    assert_eq!(names("sqlite"), names("postgres"));
}

/// Runs SQL that no part of the program runs.
async fn run(database: &Database, sql: &'static str) -> Result<(), sqlx::Error> {
    match database {
        Database::Sqlite(file) => sqlx::query(sql).execute(&mut sqlite(file).await).await.map(drop),
        Database::Postgres(url) => {
            let mut on = PgConnection::connect(url).await?;
            sqlx::query(sql).execute(&mut on).await.map(drop)
        }
    }
}

async fn the_trail_is_only_ever_added_to(engine: Engine) {
    let desk = Desk::new(engine).await;
    let insert = "insert into trail (position, at, account, act, round, detail, chain) \
                  select 0, 0, 'a', 'b', '', '{}', root from office";
    run(&desk.database, insert).await.unwrap();
    for change in ["update trail set act = 'c'", "delete from trail"] {
        let refused = run(&desk.database, change).await.unwrap_err();
        assert!(refused.to_string().contains("only ever added to"), "{change}: {refused}");
    }
}
