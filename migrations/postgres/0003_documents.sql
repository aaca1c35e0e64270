-- What families send in to prove what they claim: pictures and PDF files, sealed. They belong to the
-- review alone: no part of the roll, and nothing that a draw reads.
create table documents (
    -- Random.
    id text collate "C" not null primary key,
    round text collate "C" not null,
    code text collate "C" not null,
    -- Id of the category that it proves.
    category text collate "C" not null,
    -- jpeg, png or pdf
    kind text collate "C" not null,
    bytes bigint not null,
    added_at bigint not null,
    -- Keyed hash of the content: the same file is kept once.
    same bytea not null,
    content bytea not null,
    unique (round, code, same),
    foreign key (round, code) references applications (round, code)
);
