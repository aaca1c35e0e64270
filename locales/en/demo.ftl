demo-begins = A made-up office and its notary run three sample rounds, and leave five others on their way. Every name, number and key is made up.
demo-rehearsal = {" "}— REHEARSAL
demo-round = ━━ { $title } ({ $round })
demo-children = { $entered } children, { $units } numbers (linked children share one), { $placed } placed.
demo-sum-private = Private programs: plan { $plan }, admitted { $admitted } (over plan { $over }), { $left } seats left.
demo-sum-public = Public programs: plan { $plan }, admitted { $admitted } (over plan { $over }), { $left } seats left.
demo-changes = Fields changed between posting and freeze, each published with its reason: { $count }
demo-change = {"  "}{ $code } { $field }: { $old } → { $new } ({ $reason })
demo-dice = Dice, typed by two people and confirmed by the notary:
    { $dice }
demo-key = Draw key: { $key }
demo-verified = Verified from { $path }: { $passed } checks passed, none failed, none left out.
demo-family-placed = Receipt { $code } ({ $members } in the unit): placed at { $pool }, choice { $choice }; ranks { $ranks }. Consistent with the published cutoffs, which the checks above showed right.
demo-family-unplaced = Receipt { $code } ({ $members } in the unit): no place; ranks { $ranks }. Consistent with the published cutoffs, which the checks above showed right.

demo-what-if = ━━ What if the zone's round had been number-first? The same children, lists and numbers; nothing of this is published.
demo-what-if-first = {"  "}placed at their first choice:       choice-first { $now }, number-first { $instead }
demo-what-if-three = {"  "}at one of their first three choices: choice-first { $now }, number-first { $instead }
demo-what-if-placed = {"  "}placed at all:                      choice-first { $now }, number-first { $instead }
demo-what-if-overtaken = {"  "}overtaken by a later number at a school they wanted more: choice-first { $now }, number-first { $instead }
demo-what-if-moved = {"  "}{ $moved } children would be elsewhere: { $better } at an earlier choice, { $worse } at a later one or nowhere.

demo-files = Everything is in { $path }:
    {"  "}<round>/          the published round, complete
    {"  "}trust.txt         the keys to pin, beside the rounds
    {"  "}registrations/    spreadsheets, mappings, codes and receipt slips
    {"  "}receipts/         receipts of a few families
    {"  "}office*/          the office's data folders
    {"  "}notary*/          the notary's key and memory; stick/: what went between them
demo-try = Three commands to try:

demo-step-announce = announcing the rules
demo-step-commit = committing to seeds
demo-step-import = importing registrations
demo-step-review = reviewing
demo-step-post = posting the roll
demo-step-object = answering objections
demo-step-freeze = freezing the roll
demo-step-seeds = opening seeds
demo-step-order = setting the order
demo-step-dice = throwing dice
demo-step-publish = publishing
demo-step-verify = verifying
demo-step-done = verified
demo-step-left = left on its way
