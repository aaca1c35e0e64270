-- What the service has besides: families without a key, objections, answers, staff and what they did.

-- The next number of the trail.
alter table office add column trail bigint not null default 0;

-- Sign-in secrets of families whose revisions the office makes: SHA-256 of at least 128 random bits.
create table secrets (
    round text collate "C" not null,
    code text collate "C" not null,
    hash bytea not null,
    made_at bigint not null,
    primary key (round, code),
    foreign key (round, code) references applications (round, code)
);

-- What families object to while the roll is posted. Texts and replies are sealed.
create table objections (
    round text collate "C" not null,
    code text collate "C" not null,
    number bigint not null,
    text bytea not null,
    filed_at bigint not null,
    -- open, upheld, dismissed
    state text collate "C" not null,
    reply bytea not null,
    replied_at bigint not null,
    primary key (round, code, number),
    foreign key (round, code) references applications (round, code)
);

-- Answers to places, in order of arrival, with their receipts.
create table answers (
    round text collate "C" not null,
    attempt bigint not null,
    position bigint not null,
    code text collate "C" not null,
    number bigint not null,
    receipt text collate "C" not null,
    primary key (round, attempt, position),
    unique (round, attempt, code, number),
    foreign key (round, code) references applications (round, code)
);

-- People who sign in. A password is an argon2id string; a TOTP secret is sealed, empty without one.
create table accounts (
    name text collate "C" not null primary key,
    -- operator, reviewer, supervisor, joined by +
    roles text collate "C" not null,
    password text collate "C" not null,
    totp bytea not null,
    -- The last time step of which a TOTP code was taken: none is taken twice.
    totp_step bigint not null,
    -- 1 while nobody may sign in with it
    locked bigint not null,
    made_at bigint not null,
    -- Who gave it its roles or its password last; - for the command line
    granted_by text collate "C" not null
);

-- Sessions by the SHA-256 of their tokens.
create table sessions (
    token bytea not null primary key,
    account text collate "C" not null references accounts (name),
    made_at bigint not null,
    seen_at bigint not null
);

create index sessions_by_account on sessions (account);

-- Who did what. Rows are only ever added; `chain` is SHA-256 of the row before's and this row's text.
create table trail (
    position bigint not null primary key,
    at bigint not null,
    account text collate "C" not null,
    act text collate "C" not null,
    -- The round it was about; empty for none.
    round text collate "C" not null,
    -- JSON: what, with which input, with which outcome. No personal data.
    detail text collate "C" not null,
    chain bytea not null
);

create function trail_is_only_added_to() returns trigger language plpgsql as $$
begin
    raise exception 'the trail is only ever added to';
end;
$$;

create trigger trail_is_never_changed before update on trail
for each row execute function trail_is_only_added_to();

create trigger trail_is_never_cut before delete or truncate on trail
for each statement execute function trail_is_only_added_to();

-- Steps that wait for a second person.
create table proposals (
    id text collate "C" not null primary key,
    -- Empty for a step of the office.
    round text collate "C" not null,
    step text collate "C" not null,
    -- JSON.
    input text collate "C" not null,
    proposed_by text collate "C" not null references accounts (name),
    proposed_at bigint not null,
    -- waiting, carrying-out, done, refused, withdrawn
    state text collate "C" not null,
    -- Empty, 0, empty and empty while it waits.
    decided_by text collate "C" not null,
    decided_at bigint not null,
    -- Random: of two who carry it out, one after the other, the earlier one changes nothing any more.
    claim text collate "C" not null,
    outcome text collate "C" not null
);

create index proposals_by_round on proposals (round, state);

-- Answers that requests with an idempotency key got, by who asked.
create table idempotency (
    scope text collate "C" not null,
    key text collate "C" not null,
    -- A keyed hash of method, path and body, which may hold a password.
    request bytea not null,
    -- 0 while the first request is under way.
    status bigint not null,
    kind text collate "C" not null,
    body bytea not null,
    at bigint not null,
    primary key (scope, key)
);

create index idempotency_by_time on idempotency (at);
