-- The office's database. The journal is the truth: where a round stands is replayed from `entries`,
-- and the other tables hold only what entries do not say. The same file name under `migrations/
-- postgres` holds the same tables, with bigint for integer and bytea for blob.
--
-- Times are Unix seconds. Hashes, keys and sealed values are blobs.

-- One row: the head of the journal. Every write that appends locks it first.
create table office (
    id integer not null primary key check (id = 1),
    origin text not null,
    size integer not null check (size >= 0),
    root blob not null,
    writes integer not null
) strict;

-- The journal's entries as they are published.
create table entries (
    position integer not null primary key,
    entry blob not null
) strict;

-- The signed checkpoint of every size that was ever committed.
create table checkpoints (
    size integer not null primary key,
    note text not null
) strict;

-- Observers' cosignature lines over those checkpoints, verified on their way in.
create table cosignatures (
    size integer not null references checkpoints (size),
    line text not null,
    primary key (size, line)
) strict;

-- What a round has besides its entries. Every write to a round's own tables locks its row first.
create table rounds (
    id text not null primary key,
    rules blob not null,
    -- The round's data key, wrapped by the key file.
    data_key blob not null,
    -- The cohort's tag key, sealed by the data key.
    tag_key blob not null,
    -- Receipts given so far: the index of the next.
    received integer not null check (received >= 0),
    writes integer not null
) strict;

-- The office's own seeds, sealed, from before their commitment.
create table seeds (
    round text not null references rounds (id),
    attempt integer not null,
    seed blob not null,
    primary key (round, attempt)
) strict;

-- Applications. No column says who it is: tags are keyed hashes, the rest is sealed.
create table applications (
    round text not null references rounds (id),
    code text not null,
    tag text not null,
    -- Keyed hash of the registration's number on the platform that it came from.
    registration blob not null,
    -- Keyed hash of all that was registered: tells a repeated import from a changed one.
    content blob not null,
    -- The registration's number, sealed.
    platform blob not null,
    points integer,
    primary key (round, code),
    unique (round, registration)
) strict;

create index applications_by_tag on applications (round, tag);

-- Every revision with its receipt, in order of arrival, and the identity file, sealed.
create table revisions (
    round text not null,
    code text not null,
    revision integer not null,
    position integer not null,
    receipt text not null,
    identity blob not null,
    primary key (round, code, revision),
    unique (round, position),
    foreign key (round, code) references applications (round, code)
) strict;

-- What review decided last about an application. The note on why is sealed.
create table decisions (
    round text not null,
    code text not null,
    status text not null,
    categories text not null,
    points integer,
    why blob not null,
    decided_at integer not null,
    primary key (round, code),
    foreign key (round, code) references applications (round, code)
) strict;

-- Reasons of what was changed after the posting, field by field, as `changes.csv` will say.
create table corrections (
    round text not null,
    code text not null,
    field text not null,
    reason text not null,
    primary key (round, code, field),
    foreign key (round, code) references applications (round, code)
) strict;

-- Files of a round that its entries name by their hashes.
create table files (
    round text not null references rounds (id),
    attempt integer not null,
    name text not null,
    content blob not null,
    primary key (round, attempt, name)
) strict;

-- The entry of an attempt that waits for observers' confirmations: one at a time.
create table pending (
    round text not null references rounds (id),
    attempt integer not null,
    entry blob not null,
    primary key (round, attempt)
) strict;

create table confirmations (
    round text not null,
    attempt integer not null,
    note text not null,
    primary key (round, attempt, note),
    foreign key (round, attempt) references pending (round, attempt) on delete cascade
) strict;
