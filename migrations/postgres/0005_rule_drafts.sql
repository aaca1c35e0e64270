-- Rules that are still being written. What was announced stands in the rounds.
create table rule_drafts (
    id text collate "C" not null primary key,
    -- Canonical JSON of the form of rules.json; it may contradict itself.
    rules text collate "C" not null,
    -- From 1; whoever saves says which one was read.
    revision bigint not null,
    changed_by text collate "C" not null,
    changed_at bigint not null
);
