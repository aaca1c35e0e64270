# The check of one answer receipt.
answer-step-1 = The receipt is well-formed and signed by the office, and by the family where it signed
answer-step-2 = The journal's head is signed by the office and cosigned by a quorum of observers
answer-step-3 = Roll, results and answers are those named in the journal
answer-step-4 = The child has a place, and the receipt doesn't contradict the answers
answer-accept = { $code } accepted its place in attempt { $attempt }.
answer-decline = { $code } declined its place in attempt { $attempt }.
answer-by-office = The office typed this answer in; the family did not sign it.
answer-entered = The answer is entered in the journal: record { $index } of answers.csv.
answer-to-be-entered = The answer is not entered in the journal yet. The office has two hours; take a newer folder then.
answer-good = Good: the receipt and the published answers agree. Whether all is right is shown by the full verification ("verify"), which anybody can make.
answer-unpinned = Consistent, but whose keys these are was not checked (give --trust). The receipt and the published answers agree.
