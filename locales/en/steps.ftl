# Steps of a round. does-…: what a step does; final-…: what can't be undone (then somebody is asked);
# done-…: what was done; task-…: the step in a list.

does-announce = Announces round { $round }: its rules are fixed and their hash is journalled.
final-announce = The rules can't be changed afterwards; a round can only be voided.
done-announce = Round { $round } is announced.

done-commit = The office has committed to its seed. The seed is kept sealed until it is opened.
task-commit = commit to the office's seed

done-commit-observer = The observer's commitment is journalled.
task-commit-observer = hand in an observer's commitment

does-open = Opens intake of round { $round }: applications are taken from now on.
final-open = The opening is journalled for good.
done-open = Round { $round } takes applications.
task-open = take applications

does-import = Imports the registrations into round { $round }: every child gets a code and a receipt.
final-import = Codes and receipts are given for good; an application can later only be withdrawn or refused.
done-import = The registrations are in round { $round }.
task-import = import registrations

done-intake = What has come to round { $round } is journalled.

does-withdraw = Withdraws the application, as its family asked on paper. Linked children are unlinked.
final-withdraw = A withdrawal is a revision like any other; the family has to apply anew to come back.
done-withdraw = The application is withdrawn. The receipts follow.

does-close = Closes intake of round { $round }: no application and no revision is taken any more.
final-close = Intake can't be opened again.
done-close = Round { $round } takes no more applications.
task-close = take no more applications

done-review = The decisions are kept.
task-review = decide on applications

does-post = Posts the reviewed roll of round { $round } for objections.
final-post = Every later change is published with its reason.
done-post = The roll of round { $round } is posted. Publish its hash, and carry the journal to the witnesses.
task-post = post the roll for objections
rare-combination = Only { $holders } hold: categories { $categories }, points { $points }, linked children { $linked }. Whoever knows this of a child may find its line.

done-posting-witnessed = The posting is witnessed; the objection time runs.
task-posting-witnessed = hand in what witnesses cosigned over the posting

does-freeze = Freezes the roll of round { $round }, with all changes since the posting.
final-freeze = Nothing changes the roll of this attempt any more.
done-freeze = The roll of round { $round } is frozen. Read the root aloud, and carry the journal to the witnesses.
task-freeze = freeze the roll

done-freeze-witnessed = The frozen roll is witnessed.
task-freeze-witnessed = hand in what witnesses cosigned over the frozen roll

does-open-seed = Opens the office's seed of round { $round }. The observers then open theirs within the time of the rules.
final-open-seed = An opened seed can't be hidden again.
done-open-seed = The office's seed is open.
task-open-seed = open the office's seed

done-open-observer-seed = The observer's seed is open.
task-open-observer-seed = hand in an observer's opened seed

does-missing = States that the observer did not open its seed in the time of the rules. The draw goes on without it.
final-missing = The seed stays out of the draw.
done-missing = The seed is missing.
task-missing = state that an observer did not open its seed

does-order = Ends the secret part of round { $round }: from here the way only leads forward.
final-order = After the witnesses have cosigned, the round can't be voided any more.
done-order = The order is set. Carry the journal to the witnesses at once.
task-order = end the secret part

does-order-again = Sets another order, because witnesses did not cosign the first in time.
final-order-again = The first order stays in the journal for all to see.
done-order-again = Another order is set. Carry the journal to the witnesses at once.
task-order-again = set another order, with notes of witnesses who did not cosign in time

done-witness = The order is witnessed.
task-witness = hand in what witnesses cosigned over the order

does-dice = Journals the throw of round { $round }, before anybody confirms it.
final-dice = The throw stays in the journal even if it is vetoed.
done-dice = The throw is journalled. Carry it to the observers, who compare it with the dice and confirm it.
task-dice = throw the dice and type them in

does-dice-again = Puts another throw in the place of the one before, with the reason, once the observers confirm it.
final-dice-again = Both throws and the reason stay in the journal.
done-dice-again = The other throw waits for the observers.
task-dice-again = veto the throw, and throw again

done-confirm = The confirmations are kept.
task-confirm = hand in the observers' confirmations

done-beacon = The value of the beacon is verified and journalled.
task-beacon = hand in the value of the beacon

does-failed = States that the beacon failed; dice take its place once the observers confirm it.
final-failed = The beacon of this attempt is given up for good.
done-failed = The statement waits for the observers.
task-failed = give the beacon up and take the dice of the rules

done-draw = The result of round { $round } is computed. It is a function of what is journalled; nothing was decided now.
task-draw = compute the result

does-publish = Signs and publishes the result of round { $round }, after a second check of everything.
final-publish = A published result stays published, even if it is annulled.
done-publish = Round { $round } is published.
task-publish = publish the result; again with new cosignatures

done-cosigned = The cosignatures are kept. Publish again, and the folder holds them.

does-void = Voids round { $round }, with the reason for all to read.
final-void = A void round never comes back; a new one must follow it.
done-void = Round { $round } is void.
task-void = void the round

does-annul = Asks the observers to annul the result of round { $round }, with the reason for all to read.
final-annul = The annulled result stays published; a new attempt begins at the posting.
done-annul = The annulment waits for the observers.
task-annul = annul the result

done-bundle = The files for the observers are written. On the observer's machine: paiwei-audit observer … FOLDER

does-rotate = Replaces a key of the office by a new one; the recovery key signs it.
final-rotate = The old key is deleted.
done-rotate = The new key is in force: { $key }

does-handover = Hands the journal and the sealed round over to the ceremony machine.
final-handover = This machine can't journal anything until the ceremony machine hands back.

does-handback = Hands the journal back to the office.
final-handback = This machine can't journal anything afterwards.
