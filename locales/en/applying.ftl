# Pages that families fill in. find-…: a lost code; change-…: changes.

find-title = Find a code
find-lead = Children whom a school or a registration platform entered find their code by the registration number and the last six characters of the document number.
find-number = Registration number
find-number-hint = The number that the platform or the school gave you, as on the registration form: 2027J000123, say.
find-ending = Last six characters of the child's document number
find-ending-hint = If it ends in X, type the X. Of a shorter number type all.
find-button = Find
find-found = Your code is:
find-found-about = Write it down or take a picture of it. It says nothing about the child, and opens result and receipt.
find-round = Back to the round
find-missed = Nothing was found.
find-missed-about = Compare both with your papers and try again. To protect children, there are a few dozen tries an hour, and it isn't said which of the two doesn't fit. If it can't be found, come to the office's counter with the documents.
find-online = You applied here yourself?
find-online-about = Then there is no registration number: the code stands on the receipt, and on the device that you applied with, under “My application”. If you have neither, come to the office's counter with the documents.
find-link = Lost the code?

step-children = Children
step-claims = Claims
step-choices = Choices
step-send = Check and send
step-next = Next
step-back = Back
list-colon = {":"}{" "}

apply-count = How many children apply:
apply-count-of = { $count }
apply-claims-title = Categories, and what proves them
apply-claims-about = Categories decide who goes first, and which programs are open. Below each stands the document that it rests on; the office compares your papers with it.
apply-claims-none = This round has no categories, and nothing is to be proved. Go on.
apply-claims-of = Categories of child { $number }
apply-basis = By { $basis }
apply-asking = Which programs ask for a category?
apply-asking-about = These programs take only children with one of the categories named. A choice without one leads nowhere.
apply-closed-to = { $program } takes only children with one of these categories: { $categories }. Claim one in step 2 if you can prove it, or choose another program. Linked children need the same category.

link-about = For twins, triplets or siblings who apply together. Children who aren't linked have a number each, and may get places in different schools.
link-effects = What linking does
link-one-number = One number and one list of choices: all get a place in the same program, or none does. Unlinked, there are as many chances as children, and they may be parted.
link-last-seat = Being several doesn't cost a seat: if the last seat falls on you, all are admitted.
link-small = The chance of each child is about the same as alone; where there are very few seats it may differ a little.
link-points = Where points count, the lowest of yours counts for all.
link-leave = You may unlink until the deadline, by changing every child's application together.
link-pools = Pools that linking may lose
link-pools-about = Once linked, a pool counts only if all of you have the same category of it. A boy and a girl who are linked lose boarding pools for boys and for girls alike, for example. These pools ask for a category:

change-title = Change an application
change-until = You may change it until { $closes }. Each change has a receipt of its own; the last one counts.
change-who = Change it by your secret
change-who-about = If the device that you applied with has the key, open it there:
change-open = Open the form
change-button = Send the change
change-fields-unknown = This device doesn't know the child's particulars (as after bringing the key by its words). They stay as they are; to correct them use the device that you applied with, or come to the counter.
change-own = Change

script-needs = needs: { $categories }
script-no-choice = Choose at least one program.
script-taken = chosen already
script-effect-lost = With the categories claimed now, linking closes these pools to you, which a child alone could enter: { $pools }
script-effect-later = Linked, some of you go to a later group in these pools: { $pools }
script-effect-none = With the categories claimed now, linking loses no pool.
script-years = { $years } years old
script-pool = { $program } ({ $categories })
script-comma = {", "}

documents-title = Documents
documents-about = The office judges your claims by them. They are kept encrypted, seen by reviewers alone, never published, and no number depends on them.
documents-none = Nothing was sent in yet.
documents-category = What it proves
documents-file = Picture or file
documents-limits = JPEG or PNG pictures or PDF files, 5 MB each at most, eight for each child.
documents-send = Send in
documents-remove = Remove
documents-added = The document was sent in.
documents-removed = The document was removed.
documents-kind = { $kind ->
    [jpeg] JPEG picture
    [png] PNG picture
    [pdf] PDF file
   *[other] { $kind }
}
documents-size = { $size } KB
documents-later = If you claim a category, send in what proves it under “My application” once you have applied; pictures taken with a phone will do.

answer-title = Your answer
answer-until = Answer until { $closes }.
answer-accept-about = Accept: the place is kept for your child. You may still decline until then.
answer-decline-about = Decline: the place goes to another child. That is for good, and your child takes no part in this round's succession.
answer-none-about = No answer isn't a decline. But if the school asks you to register there, do as it says.

script-done-upload = The document was sent in.
script-done-remove = The document was removed.
script-no-file = Choose a file first.
script-picture = Picture of the receipt of { $code }
script-effect-title = What linking does here

own-new-about = Hold the picture below to save it among your photographs. Then show the key's words and write all 24 on paper: on another device, or once the browser was emptied, they alone let you in. The picture doesn't hold the key.
own-placed-at = Placed at
own-reply = The office's reply:
documents-now = Send in what proves the claim
picture-keep = Hold the picture to save it among your photographs, or print this page. Neither secret nor key is in the picture.
picture-print = Print
picture-time = Registered { $time }
picture-withdrawn = This application is withdrawn
picture-about = The code reads as the whole receipt, signed by the office. No key is in the picture.
draft-restored = This is what you filled in before. It has not been sent
draft-restored-about = It is kept on this device only. Check it, then send it in the last step.
draft-forget = Clear it
