-- What a round's documents take together is asked before each one: without reading their contents.
create index documents_by_round on documents (round, bytes);
