refused-file = { $path }: { $why }
refused-needs-yes = This can't be undone, and nobody sits at a terminal to be asked. Add --yes.
refused-declined = Nothing was done.
refused-terminal = The terminal can't be used: { $why }
refused-no-terminal = Nobody sits at a terminal. Give the faces of both people: --first FILE --second FILE, or --faces "…" --again "…".
refused-no-password = Nobody sits at a terminal to type the password. Give a file: --password-file FILE.
refused-passwords-differ = The two passwords differ. Nothing was done; try again.
refused-password-file = { $path } holds no text. Write the password into its first line.
refused-rows = Nothing was imported: { $errors } errors. Mend the rows and import the whole file again.
refused-slips = Codes and slips could not be written: { $why }
refused-decisions = { $path }, row { $line }: { $why }
refused-beacon-file = { $path }: this is no answer of a drand server. Give its JSON, or --signature.
refused-config = The configuration can't be used: { $why }
refused-config-half-tls = TLS needs both --tls-certificate and --tls-key. Give both, or neither.
refused-config-public-url = "{ $url }" is no address of a service. Give scheme and host only, such as https://admissions.example.
refused-config-seconds = limit-seconds is { $seconds }; a request may take at most 30 seconds, as closing intake waits for it.
refused-listen = Can't listen at { $address }: { $why }. Choose another address with --listen.
refused-tls = The certificate { $path } or its key can't be used: { $why }. Give PEM files.
refused-log = "{ $filter }" is no filter of the log. Use error, warn, info, debug, or a filter such as paiwei=debug.

refused-no-office = { $path } holds no office yet. Run paiwei init, or name the right folder with --data.
refused-other-office = This belongs to the office { $found }, not to { $asked }. Name the right one.
refused-origin = "{ $origin }" is no origin. Use lower-case letters, digits, '.', '-', '/' and '_', at most 128; a rehearsal's ends in /rehearsal.
refused-recovery-place = The recovery key may not lie in the data folder. Name a path on a stick or elsewhere.
refused-unknown-round = There is no round { $round }. Announce it, or check its name with paiwei round status.
refused-unknown-round-service = There is no round { $round }. Check its id.
refused-out-of-order = "{ $step }" isn't possible now: round { $round } is at "{ $state }". Next: { $next }
refused-differs = "{ $step }" was done before with { $done }; now { $asked } is given. It isn't done twice.
refused-too-early = "{ $step }" is possible from { $from } on; now it is { $now }. Wait.
refused-clock = This machine's clock shows { $now }, but the journal's last entry is of { $last }. Set the clock.
refused-handed-over = The journal is with the ceremony machine (key { $key }). Import what it hands back first.
refused-other-key = The journal's key in force is { $key }; this machine has { $found }. Use the right machine, or rotate the key.
refused-ceremony = "{ $step }" isn't possible while the ceremony machine holds the journal. Hand it back first.
refused-given-file = { $file }: { $why }. Give the right file.
refused-waiting = { $what }: { $have } of { $need } observers have signed; what came is kept. Any of these is still wanted: { $waiting }
refused-import = Nothing was imported:
    { $rows }
refused-unknown-code = Round { $round } has no application { $code }. Check the code.
refused-decision = { $code }: { $why }
refused-reason-missing = The roll is posted, so a change needs a reason of the rules: --reason with one of { $reasons }
refused-reason-missing-service = The roll is posted, so a change needs a reason of the rules: one of { $reasons }
refused-undecided = { $count } applications await review, the first is { $first }. Accept or refuse them.
refused-typed-differently = Throw { $number } was typed as "{ $first }" and as "{ $second }". Look at the dice again; nothing was journalled.
refused-second-check = Nothing was signed: the second check found
    { $findings }
refused-nothing-pending = Nothing waits for this confirmation. Write a new bundle for the observer.
refused-handover = What was handed over doesn't fit: { $why }. Export it again.
refused-replay = Entry { $index } of the database's journal is damaged: { $why }. Restore a backup.
refused-file-missing = { $name } of round { $round } is not in the database. Restore a backup.
refused-inside-data-folder = { $path } lies in the data folder, which holds secrets. Name another place.
refused-step = The journal doesn't take this step now: { $why }
refused-evidence = What people signed, or when, doesn't fit: { $why }
refused-rules = The rules are refused:
    { $why }
refused-note = This note can't be used: { $why }
refused-roll = The roll doesn't fit the rules: { $why }
refused-store = The database: { $why }
refused-database-address = The database's address can't be used: { $why }. Write postgres://user:password@host/name, as docs/OFFICE.md shows.
refused-database-busy = The database is busy, or doesn't answer: { $why }. Nothing was changed. Run the command again in a while.
refused-database-busy-service = The database is busy. Nothing was changed. Try again in a moment.
refused-database-lost = There is no connection to the database: { $why }. Nothing was changed. See that it runs and can be reached, then run the command again.
refused-database-lost-service = The service has no connection to its database. Nothing was changed. Try again in a while.
refused-database-in-doubt = The connection to the database broke while the step was committed: { $why }. It was done, or not at all. Run the command again: nothing is done twice.
refused-database-in-doubt-service = The connection to the database broke at the last moment: it was done, or not at all. Send the same again; nothing is done twice.
refused-folder = A folder or file can't be used: { $why }
refused-keys = A key can't be used: { $why }
refused-vault = The sealed identities can't be opened: { $why }
refused-entropy = No random bytes: { $why }
refused-form = This can't be written: { $why }

row-refused = row { $row }, registration { $registration }: { $problem }
row-changed = was imported as { $code } with other content; withdraw that application, or restore the row
row-entered = this child has application { $code }; a child applies once
row-twice = the same child as in row { $row }; keep one of the two
row-number-twice = the same registration number as in row { $row }; keep one of the two
row-holds-place = this child holds a place of round { $round } and may not enter again
row-link-missing = the linked child { $number } is not in this import; add it
row-link-late = children linked with { $number } were imported before without it; unlink it

refused-demo-not-empty = { $path } is not empty and was not made by a demonstration. Name another folder, or leave --out away.
refused-demo-made-before = { $path } holds an earlier demonstration. Add --force to replace it, or name another folder.
refused-demo-file = { $path }: { $why }
refused-demo-sample = A sample could not be made: { $why }
refused-demo-registrations = The sample registrations were refused: { $why }
refused-demo-verification = { $round }: the verification disagrees:
    { $findings }
