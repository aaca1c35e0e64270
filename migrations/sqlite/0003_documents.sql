-- What families send in to prove what they claim: pictures and PDF files, sealed. They belong to the
-- review alone: no part of the roll, and nothing that a draw reads.
create table documents (
    -- Random.
    id text not null primary key,
    round text not null,
    code text not null,
    -- Id of the category that it proves.
    category text not null,
    -- jpeg, png or pdf
    kind text not null,
    bytes integer not null,
    added_at integer not null,
    -- Keyed hash of the content: the same file is kept once.
    same blob not null,
    content blob not null,
    unique (round, code, same),
    foreign key (round, code) references applications (round, code)
) strict;
