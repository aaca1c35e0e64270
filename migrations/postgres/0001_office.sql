-- The office's database. The journal is the truth: where a round stands is replayed from `entries`,
-- and the other tables hold only what entries do not say. The same file name under `migrations/
-- sqlite` holds the same tables, with integer for bigint and blob for bytea. Text compares by bytes
-- on both.
--
-- Times are Unix seconds. Hashes, keys and sealed values are blobs.

-- One row: the head of the journal. Every write that appends locks it first.
create table office (
    id bigint not null primary key check (id = 1),
    origin text collate "C" not null,
    size bigint not null check (size >= 0),
    root bytea not null,
    writes bigint not null
);

-- The journal's entries as they are published.
create table entries (
    position bigint not null primary key,
    entry bytea not null
);

-- The signed checkpoint of every size that was ever committed.
create table checkpoints (
    size bigint not null primary key,
    note text collate "C" not null
);

-- Observers' cosignature lines over those checkpoints, verified on their way in.
create table cosignatures (
    size bigint not null references checkpoints (size),
    line text collate "C" not null,
    primary key (size, line)
);

-- What a round has besides its entries. Every write to a round's own tables locks its row first.
create table rounds (
    id text collate "C" not null primary key,
    rules bytea not null,
    -- The round's data key, wrapped by the key file.
    data_key bytea not null,
    -- The cohort's tag key, sealed by the data key.
    tag_key bytea not null,
    -- Receipts given so far: the index of the next.
    received bigint not null check (received >= 0),
    writes bigint not null
);

-- The office's own seeds, sealed, from before their commitment.
create table seeds (
    round text collate "C" not null references rounds (id),
    attempt bigint not null,
    seed bytea not null,
    primary key (round, attempt)
);

-- Applications. No column says who it is: tags are keyed hashes, the rest is sealed.
create table applications (
    round text collate "C" not null references rounds (id),
    code text collate "C" not null,
    tag text collate "C" not null,
    -- Keyed hash of the registration's number on the platform that it came from.
    registration bytea not null,
    -- Keyed hash of all that was registered: tells a repeated import from a changed one.
    content bytea not null,
    -- The registration's number, sealed.
    platform bytea not null,
    points bigint,
    primary key (round, code),
    unique (round, registration)
);

create index applications_by_tag on applications (round, tag);

-- Every revision with its receipt, in order of arrival, and the identity file, sealed.
create table revisions (
    round text collate "C" not null,
    code text collate "C" not null,
    revision bigint not null,
    position bigint not null,
    receipt text collate "C" not null,
    identity bytea not null,
    primary key (round, code, revision),
    unique (round, position),
    foreign key (round, code) references applications (round, code)
);

-- What review decided last about an application. The note on why is sealed.
create table decisions (
    round text collate "C" not null,
    code text collate "C" not null,
    status text collate "C" not null,
    categories text collate "C" not null,
    points bigint,
    why bytea not null,
    decided_at bigint not null,
    primary key (round, code),
    foreign key (round, code) references applications (round, code)
);

-- Reasons of what was changed after the posting, field by field, as `changes.csv` will say.
create table corrections (
    round text collate "C" not null,
    code text collate "C" not null,
    field text collate "C" not null,
    reason text collate "C" not null,
    primary key (round, code, field),
    foreign key (round, code) references applications (round, code)
);

-- Files of a round that its entries name by their hashes.
create table files (
    round text collate "C" not null references rounds (id),
    attempt bigint not null,
    name text collate "C" not null,
    content bytea not null,
    primary key (round, attempt, name)
);

-- The entry of an attempt that waits for observers' confirmations: one at a time.
create table pending (
    round text collate "C" not null references rounds (id),
    attempt bigint not null,
    entry bytea not null,
    primary key (round, attempt)
);

create table confirmations (
    round text collate "C" not null,
    attempt bigint not null,
    note text collate "C" not null,
    primary key (round, attempt, note),
    foreign key (round, attempt) references pending (round, attempt) on delete cascade
);
