# What is no fault, and yet for the family to know.
remark-title = To be known, though no fault:
remark-office = {"  "}{ $code }: the office made revision { $revision }; the family did not sign it. Did you ask for it?
remark-key = {"  "}{ $code }: the office replaced the key at revision { $revision }. Did you ask for it at the counter?
remark-status = {"  "}{ $code }: you applied, the roll says: { $roll }.
remark-claims = {"  "}{ $code }: you claimed { $receipt }, the roll grants { $roll }.
remark-bundle = {"  "}{ $code }: you linked { $receipt }, the roll links { $roll }.
remark-nothing = nothing
