# The office's pages.

task-announce = announce the rules and the round
task-replace-key = replace a family's lost key
task-withdraw-application = withdraw an application on paper
office-nav = The office's pages
office-home = To do
office-rules = Rules
office-accounts = Accounts
office-trail = Trail
office-account = My account
office-sign-out = Sign out
office-import = Import
office-review = Review
office-objections = Objections
office-steps = Steps
office-outputs = Lists and notices
office-waiting = { $count ->
    [one] One step waits for a second person
   *[other] { $count } steps wait for a second person
}
office-begin = There is no round yet
office-begin-about = Begin with the rules: schools and plans, choices, pools and their orders, the calendar, the observers. Look at the preview, hand them in, and let a second person announce them.
office-begin-do = Write rules
office-received = { $count } applications and changes so far
office-confirming = { $count ->
    [one] One observer has not confirmed yet
   *[other] { $count } observers have not confirmed yet
}
office-next = Next: { $task }
office-over = Rounds that are over
office-handed-over = The ceremony machine holds the journal: no step can be taken here for now.
office-pending = Waiting for observers to confirm
office-pending-have = { $have } of { $need } confirmations are there.
office-next-title = What can be done now
office-received-title = Applications and changes
office-undecided-title = Awaiting review
office-round-id = Round's id
office-public = Public page
proposal-own = proposed by you, { $time }
proposal-by = proposed by { $name }, { $time }

sign-in-title = Sign in to the office
sign-in-lead = For the people of the admissions office. Families need no account to apply or look up a result.
sign-in-name = Name
sign-in-password = Password
sign-in-code = Code
sign-in-code-hint = Six digits; leave it empty if you have not set up a second factor.
sign-in-do = Sign in
