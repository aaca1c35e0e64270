# After the demonstration: where each round stands, how to try each role.
walk-serve = Serve it again at any time with this command (Ctrl-C ends):
walk-head = ━━ Come in: every role in five minutes
walk-address = The office: { $url }/
walk-sign-ins = Staff sign in at { $url }/office/sign-in (name, password, role)
walk-role-operator = operator
walk-role-reviewer = reviewer
walk-role-supervisor = supervisor

walk-rounds = Where each round stands:
walk-round =
    {"  "}{ $title }: { $stands }
    {"      "}{ $url }/rounds/{ $round }
walk-stands-open = open for applications until { $until }, { $applications } so far
walk-stands-review = closed and in review: { $undecided } of { $applications } applications wait
walk-stands-posted = the roll is posted, families may object; two objections wait for a reply
walk-stands-ceremony = the roll is frozen, the seeds are committed: ready for its ceremony
walk-stands-answers = the result is out; families accept or decline until { $until }
walk-stands-finished = finished, the result is out

walk-families = Families (on a phone, too)
walk-apply =
    {"  "}apply: { $url }/rounds/{ $round }/apply
    {"      "}made-up twins to type: { $twins }
walk-own =
    {"  "}my application: { $url }/rounds/{ $round }/own
    {"      "}code { $code }, secret { $secret }
walk-object =
    {"  "}object to the posted roll: { $url }/rounds/{ $round }/own
    {"      "}code { $code }, secret { $secret }
walk-answer =
    {"  "}accept or decline a place: { $url }/rounds/{ $round }/own
    {"      "}code { $code }, secret { $secret }

walk-public = Everybody
walk-result = {"  "}the result of a code: { $url }/rounds/{ $round }/results/{ $code }
walk-verify =
    {"  "}verify a whole round in the browser: { $url }/verify
    {"      "}folder { $folder }/{ $round }, keys { $folder }/trust.txt
walk-published = {"  "}published files: { $url }/published/{ $round }/results.csv

walk-office = The office (begins at { "/office" })
walk-reviewer =
    {"  "}zhao, reviewer: { $title }, { $undecided } applications wait
    {"      "}{ $url }/office/rounds/{ $round }/review
walk-import =
    {"  "}li, operator: import a spreadsheet into { $title }; first { $mistakes }, then { $sound } (mapping.json says which column is what)
    {"      "}{ $url }/office/rounds/{ $round }/import with the files in { $folder }/
walk-operators =
    {"  "}li and wang, operators: the ceremony of { $title }. Use two browsers (or a private window): one proposes each step, the other carries it out
    {"      "}its steps: { $url }/office/rounds/{ $round }/steps
    {"      "}big screen: { $url }/rounds/{ $round }/screen
    {"      "}1 open the office's seed  2 hand in the notary's seed-open.note  3 end the secret part  4 hand in cosignature.note
    {"      "}5 throw the dice: one types them, the other types them again without looking. No dice at hand? Take these 40 faces:
    {"      "}{ $faces }
    {"      "}6 hand in confirm.note  7 publish the result, then hand in the new cosignature.note
    {"      "}after the draw, results: { $url }/rounds/{ $round }/results (code { $code })
walk-supervisor = {"  "}sun, supervisor: the trail { $url }/office/trail
walk-notary = {"  "}the notary attends: within a second of every step it lays what it signs into { $path }/<round>/
walk-notary-later =
    {"  "}the notary: download the observers' bundle in the browser, unpack it into STICK, and sign with cosign, open or confirm; the signed files are in STICK/from-…/
walk-log = The service writes its log into { $path }
walk-ends = Ctrl-C ends. All this is also in the folder's START-HERE.txt.
