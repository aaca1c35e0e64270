ask-go-on = Go on? (yes/no)
done-before = This had been done before; nothing was changed now.
next = Next: { $next }
next-nothing = nothing more
next-or = , or { "" }

fact-entry = Entry { $index } of the journal: { $type }, { $time }
fact-rules = rules.json, SHA-256: { $value }
fact-tag-key = tag key, SHA-256: { $value }
fact-holder = holder: { $value }
fact-commitment = commitment: { $value }
fact-seed = seed: { $value }
fact-receipts = receipts so far: { $value }
fact-lines = lines of the roll: { $value }
fact-root = root: { $value }
fact-sha256 = file, SHA-256: { $value }
fact-changes = changes.csv, SHA-256: { $value }
fact-dice = dice: { $value }

ordered-drand = The order names drand round { $drand }, due { $due }. Witnesses must have cosigned by { $by }.
cosigned = { $new } cosignatures are new.
waits = Waiting for confirmation: { $type }, { $have } of { $need }; may still confirm: { $waiting }
    hash: { $hash }
bundle-folder = Folder: { $path }
reviewed = { $changed } decisions are new or changed; { $undecided } applications await review.
review-listed = { $applications } applications are listed in { $path }. Fill in the column decision (accept, refuse or lapse) and hand the file in with --decisions.
identity-written = The identity file of { $code } (registration { $registration }) is in { $path }. It is private.
import-dry-run = A dry run: nothing was imported.
import-written = { $children } children; { $files } files (codes, slips, receipts) are in { $path }. They are private.
dice-first = First person: type { $throws } faces from 1 to { $sides }, ten at a time, with spaces between them.
dice-second = Second person: type the same { $throws } faces from 1 to { $sides } from the dice, not from memory.
dice-ask = Throws { $from }–{ $to }:
dice-wrong = That isn't right: { $count } faces from 1 to { $sides } are wanted. Again:
drawn = Draw key: { $key }
    { $entered } children took part, { $placed } have a place.
published-folder = Folder: { $path } (journal of { $entries } entries). Anybody can verify it.
trust-written = The trust file is { $path }. Print it, publish it, give it to everybody who checks.

seats-program = program
seats-plan = plan
seats-applied = applied
seats-admitted = admitted
seats-over = over
seats-cutoff = cutoff
seats-open = seats left
seats-closed = closed
seats-band = band
seats-tier = tier
seats-points = points

status-office = Office { $origin }
status-no-round = No round yet. Next: paiwei round announce rules.json
status-round = Round { $round }: { $state } (attempt { $attempt })
status-applications = { $applications } applications, { $undecided } await review
status-handed-over = The journal is with the ceremony machine.
status-next = Next:
status-task = {"  "}{ $command } — { $what }
status-task-final = {"  "}{ $command } — { $what } (can't be undone)

state-announced = announced
state-open = taking applications
state-closed = applications closed
state-posted = roll posted
state-frozen = roll frozen
state-opening = seeds being opened
state-opened = seeds open
state-dicing = dice thrown, not yet confirmed
state-diced = dice confirmed
state-ordered = order set
state-witnessed = order witnessed
state-thrown = dice thrown, not yet confirmed
state-failed = beacon given up
state-drawn = randomness complete
state-published = published
state-void = void

done-init = The office { $origin } is open. Its data folder is { $path }: keep it secret and backed up.
    journal key:  { $journal }
    receipts key: { $receipts }
    recovery key: { $recovery }
    The recovery key's secret half is in { $file }. Print it, take it away from this machine, and delete the file.
next-init = Next: write the rules, then paiwei round announce rules.json
handover-requested = The request is in { $path }. Carry it to the office.
handover-exported = The sealed round is in { $path }. Carry it to the ceremony machine.
handover-imported = The ceremony machine holds the journal of { $origin } now.
handback-exported = What was done is in { $path }. Carry it back to the office.
handback-imported = The office holds the journal again.

serve-begins = Serving at { $url } until Ctrl-C. The interface is described at { $url }api/v1/docs/
serve-ended = The service has ended; everything that was acknowledged is on the disk.

ask-password = Password (12 to 256 characters; it isn't shown):
ask-password-again = The same again:
done-staff-add = The account { $name } is made. Whoever has it signs in at the service.
done-staff-lock = The account { $name } is locked; its sessions have ended.
done-staff-unlock = The account { $name } is unlocked.
done-staff-reset = The account { $name } has another password and no second factor; its sessions have ended.
staff-none = There is no account yet. Make the first one with the role supervisor: paiwei staff add NAME --roles supervisor
staff-locked = locked
staff-totp = second factor
