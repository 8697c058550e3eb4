# Access checks: access with a reason, look-ups, samples.
oversight-ways = Pages of access
oversight-title = Access checks
oversight-glass = Access with a reason
oversight-looks = Look-ups
oversight-samples = Samples of look-ups
oversight-lead = Somebody opened a case without a task in it and wrote why. Ask within { $days } days whether there was a reason.
oversight-alarm = More often than usual
oversight-alarm-more = { $names } opened cases with a reason more than { $count } times in { $days } days.
oversight-waiting = Waiting for a follow-up
oversight-none-waiting = Nothing waits for you.
oversight-asked = Followed up in the last { $days } days
oversight-none-asked = Nothing was followed up in that time.
oversight-who = Who
oversight-which = Case
oversight-category = Occasion
oversight-reason = Reason
oversight-opened = Opened
oversight-closed = Open until
oversight-seconded = Approved of the address
oversight-due = Due
oversight-do = Action
oversight-finding = Finding
oversight-remark = Remark
oversight-by = Followed up by
oversight-when = When
oversight-what = What
oversight-why = Why
oversight-role = Role
oversight-follow-up = Follow up
oversight-found = The finding is saved.
oversight-justified = There was a reason
oversight-unjustified = There was no reason
oversight-unclear = It cannot be found out
oversight-again = Used again after the follow-up
oversight-again-more = The user saw the case through the access again after it was followed up. Ask again, and save a new finding.
oversight-glass-of = Access with a reason: { $name }
oversight-during = What the user saw and did in the case
oversight-none-during = Nothing.
oversight-was-there = Was there a reason?
oversight-was-there-hint = Talk with the user first. Whoever the case is about can be shown the answer. If there was no reason, the access closes when you save.
oversight-remark-hint = A sentence: what was the occasion, and who confirmed it?
oversight-finding-missing = Choose a finding
oversight-remark-missing = Write a sentence of at least { $count } characters
oversight-remark-long = Write at most { $count } characters
oversight-button = Save the finding
oversight-back = Back to access with a reason
oversight-own = Nobody judges their own look-up. Ask somebody else.
oversight-own-left = Saved. The look-ups that are left in the sample are your own. Ask somebody else to judge them.
oversight-over = It is judged already, or it does not exist any more. Load the page again.
oversight-looks-lead = Each time somebody sees something, it stands here. Your search too.
oversight-ask = Write a case, or choose a user
oversight-no-case = There is no case with this number that you can ask about.
oversight-none-looked = No look-ups.
oversight-of-case = Case number
oversight-of-case-hint = The whole number, in small or capital letters
oversight-of-user-hint = Without a case: all that the user saw
oversight-samples-lead = Look-ups that a task in the case explains are sorted out. Of the rest at least 30 are drawn, or one in a hundred. Draw each month, while people remember.
oversight-no-samples = None was drawn yet.
oversight-sample = Sample { $number }
oversight-draw = Sample
oversight-draw-new = Draw a sample
oversight-draw-pile =
    { $count ->
        [one] Since last time there is 1 look-up to draw from.
       *[other] Since last time there are { $count } look-ups to draw from.
    }
oversight-draw-lead = The system picks a random number now and keeps it. Nobody can know it before. Nothing can be drawn again: the next sample begins where this one ends.
oversight-draw-button = Draw now
oversight-nothing-to-draw = There are no look-ups to draw from
oversight-back-samples = Back to the samples
oversight-back-sample = Back to the sample
oversight-drawn-by = Drawn by
oversight-pile = To draw from
oversight-share = Of 1,000 look-ups
oversight-drawn = Drawn
oversight-left = Left
oversight-to-examine = To be examined
oversight-all-judged = All look-ups of the sample are judged.
oversight-seed = Random number
oversight-rows = Rows of the log
oversight-drawn-lead = Those rows are drawn where the SHA-256 of the random number, a blank and the row's number is smallest. So anybody can check it.
oversight-drawn-rows = Look-ups drawn
oversight-row = Row { $number }
oversight-row-of-log = Row
oversight-in-order = In order
oversight-examine = To be examined
oversight-was-look = Is the look-up in order?
oversight-was-look-hint = Ask the user if you are in doubt
oversight-row-remark-hint = What explained the look-up, or what is to be examined
oversight-what-to-examine = Write what is to be examined
oversight-row-button = Save, and go to the next
oversight-progress = { $left } of { $drawn } are left
oversight-empty = None
oversight-criterion = Searched for
oversight-client = Address
oversight-not-in-order = Not in order
oversight-what-was-wrong = Write what was not in order, and what happens now
oversight-examine-left = Saved. The look-ups to be examined are open until you have judged them in order or not in order.
oversight-examined = Open: to be examined
oversight-none-examined = Nothing is being examined.
oversight-notice-samples =
    { $count ->
        [one] 1 look-up of the samples lacks an outcome
       *[other] { $count } look-ups of the samples lack an outcome
    }
oversight-notice =
    { $count ->
        [one] 1 access with a reason waits for a follow-up
       *[other] { $count } accesses with a reason wait for a follow-up
    }
oversight-notice-late =
    { $count ->
        [one] 1 access with a reason should have been followed up
       *[other] { $count } accesses with a reason should have been followed up
    }
oversight-audits = Cases for audits
oversight-audits-lead = An auditor reads only the cases that are given here, and only until the last day. It stands in the log of each case.
oversight-audit = Audit
oversight-audit-hint = A short name without blanks, for example BDO-2026
oversight-audit-wrong = Write a name of letters a-z, digits, hyphens and full stops, at most 40 characters
oversight-audit-reader = Auditor
oversight-audit-reader-hint = Who holds a role as quality auditor or external auditor now
oversight-audit-reader-missing = Choose an auditor who is not yourself
oversight-audit-cases = Cases
oversight-audit-cases-hint = The cases' own ids or numbers, one on each line
oversight-audit-cases-unknown = There are no such cases: { $cases }
oversight-audit-cases-missing = Write at least one case and at most { $count }
oversight-audit-first = From
oversight-audit-last = Last day
oversight-audit-last-hint = At most a year ahead. For example 18.12.2026.
oversight-audit-last-wrong = Write a day from today and at most a year ahead
oversight-audit-do = Do
oversight-audit-none = Nobody reads cases for an audit now.
oversight-audit-new = Give cases to an auditor
oversight-audit-new-lead = The auditor can read these cases from today. Give only what is needed.
oversight-audit-button = Give the cases
oversight-audit-given = The cases are given.
oversight-audit-back = Back to cases for audits
oversight-audit-end = Take the cases back
oversight-audit-end-lead = From now on the auditor can no longer read the cases.
oversight-audit-ended = The cases are taken back.
oversight-own-sample = Cases that you read for an audit
oversight-own-sample-none = You have no cases to read now. The data protection officer gives them.
