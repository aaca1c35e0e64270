-- Spreadsheets between their upload and their import, and which of their columns hold what.

-- A file is sealed, and forgotten after some hours.
create table uploads (
    id text not null primary key,
    round text not null references rounds (id),
    account text not null,
    name text not null,
    -- JSON; empty until somebody said which column holds what.
    mapping text not null,
    file blob not null,
    made_at integer not null,
    -- 0 until it was imported.
    imported_at integer not null,
    -- Children of the import, and how many of them were there before.
    children integer not null,
    repeated integer not null
) strict;

create index uploads_by_time on uploads (made_at);

-- The mapping that was used last in a round: JSON.
create table mappings (
    round text not null primary key references rounds (id),
    mapping text not null
) strict;
