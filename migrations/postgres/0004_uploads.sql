-- Spreadsheets between their upload and their import, and which of their columns hold what.

-- A file is sealed, and forgotten after some hours.
create table uploads (
    id text collate "C" not null primary key,
    round text collate "C" not null references rounds (id),
    account text collate "C" not null,
    name text collate "C" not null,
    -- JSON; empty until somebody said which column holds what.
    mapping text collate "C" not null,
    file bytea not null,
    made_at bigint not null,
    -- 0 until it was imported.
    imported_at bigint not null,
    -- Children of the import, and how many of them were there before.
    children bigint not null,
    repeated bigint not null
);

create index uploads_by_time on uploads (made_at);

-- The mapping that was used last in a round: JSON.
create table mappings (
    round text collate "C" not null primary key references rounds (id),
    mapping text collate "C" not null
);
