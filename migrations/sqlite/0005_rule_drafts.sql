-- Rules that are still being written. What was announced stands in the rounds.
create table rule_drafts (
    id text not null primary key,
    -- Canonical JSON of the form of rules.json; it may contradict itself.
    rules text not null,
    -- From 1; whoever saves says which one was read.
    revision integer not null,
    changed_by text not null,
    changed_at integer not null
) strict;
