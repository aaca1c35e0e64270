-- What the service has besides: families without a key, objections, answers, staff and what they did.

-- The next number of the trail.
alter table office add column trail integer not null default 0;

-- Sign-in secrets of families whose revisions the office makes: SHA-256 of at least 128 random bits.
create table secrets (
    round text not null,
    code text not null,
    hash blob not null,
    made_at integer not null,
    primary key (round, code),
    foreign key (round, code) references applications (round, code)
) strict;

-- What families object to while the roll is posted. Texts and replies are sealed.
create table objections (
    round text not null,
    code text not null,
    number integer not null,
    text blob not null,
    filed_at integer not null,
    -- open, upheld, dismissed
    state text not null,
    reply blob not null,
    replied_at integer not null,
    primary key (round, code, number),
    foreign key (round, code) references applications (round, code)
) strict;

-- Answers to places, in order of arrival, with their receipts.
create table answers (
    round text not null,
    attempt integer not null,
    position integer not null,
    code text not null,
    number integer not null,
    receipt text not null,
    primary key (round, attempt, position),
    unique (round, attempt, code, number),
    foreign key (round, code) references applications (round, code)
) strict;

-- People who sign in. A password is an argon2id string; a TOTP secret is sealed, empty without one.
create table accounts (
    name text not null primary key,
    -- operator, reviewer, supervisor, joined by +
    roles text not null,
    password text not null,
    totp blob not null,
    -- The last time step of which a TOTP code was taken: none is taken twice.
    totp_step integer not null,
    -- 1 while nobody may sign in with it
    locked integer not null,
    made_at integer not null,
    -- Who gave it its roles or its password last; - for the command line
    granted_by text not null
) strict;

-- Sessions by the SHA-256 of their tokens.
create table sessions (
    token blob not null primary key,
    account text not null references accounts (name),
    made_at integer not null,
    seen_at integer not null
) strict;

create index sessions_by_account on sessions (account);

-- Who did what. Rows are only ever added; `chain` is SHA-256 of the row before's and this row's text.
create table trail (
    position integer not null primary key,
    at integer not null,
    account text not null,
    act text not null,
    -- The round it was about; empty for none.
    round text not null,
    -- JSON: what, with which input, with which outcome. No personal data.
    detail text not null,
    chain blob not null
) strict;

create trigger trail_is_never_changed before update on trail
begin
    select raise(abort, 'the trail is only ever added to');
end;

create trigger trail_is_never_cut before delete on trail
begin
    select raise(abort, 'the trail is only ever added to');
end;

-- Steps that wait for a second person.
create table proposals (
    id text not null primary key,
    -- Empty for a step of the office.
    round text not null,
    step text not null,
    -- JSON.
    input text not null,
    proposed_by text not null references accounts (name),
    proposed_at integer not null,
    -- waiting, carrying-out, done, refused, withdrawn
    state text not null,
    -- Empty, 0, empty and empty while it waits.
    decided_by text not null,
    decided_at integer not null,
    -- Random: of two who carry it out, one after the other, the earlier one changes nothing any more.
    claim text not null,
    outcome text not null
) strict;

create index proposals_by_round on proposals (round, state);

-- Answers that requests with an idempotency key got, by who asked.
create table idempotency (
    scope text not null,
    key text not null,
    -- A keyed hash of method, path and body, which may hold a password.
    request blob not null,
    -- 0 while the first request is under way.
    status integer not null,
    kind text not null,
    body blob not null,
    at integer not null,
    primary key (scope, key)
) strict;

create index idempotency_by_time on idempotency (at);
