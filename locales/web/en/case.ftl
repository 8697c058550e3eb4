# The case: where are we, what is next, what has happened.
case-title = The case
case-reference = Case { $reference }
case-team = Team { $team }
case-no-team = Not given to a team
case-closed = Closed
case-age =
    { $years ->
        [one] 1 year
       *[other] { $years } years
    }
case-unborn = not born yet
case-no-age = age not registered
case-worker = Caseworker: { $name }
case-worker-of = Caseworker: { $name } (number { $number } in { $months } months)
case-had-hidden = Who has had the case is not shown to you.
case-no-worker = No caseworker yet
case-siblings = Siblings
case-custody = Custody
case-write-note = Write a note
case-ways = Pages of the case
case-front = The case
case-journal = Journal
case-steps = All steps
case-looks = Who has seen the case
case-back = Back to the case
case-known = The case as it was known on { $day }
case-known-more = What was written later is left out. Nothing can be changed here. Siblings are shown as the family was known that day. Names and contact details are those of now.
case-known-now = Show the case as it is now
case-known-field = As known on
case-known-wrong = Write a day that is not in the future, such as 18.11.2026
case-known-button = Show the case on that day
case-next = Next
case-next-none = Nothing waits
case-next-closed = The case is closed. If help is needed again, reopen it.
case-reopen = Reopen the case
case-next-none-more = No deadline runs in the case just now.
case-register = Register
case-duty-number = { $title }, no. { $number }
case-clock = at { $clock }
case-due-none = as soon as possible, no fixed day
case-rhythm-days =
    { $count ->
        [one] every day
       *[other] every { $count } days
    }
case-rhythm-weeks =
    { $count ->
        [one] every week
       *[other] every { $count } weeks
    }
case-rhythm-months =
    { $count ->
        [one] every month
       *[other] every { $count } months
    }
case-rhythm-years =
    { $count ->
        [one] every year
       *[other] every { $count } years
    }
case-course = Course
case-course-label = Course, newest first
case-written =
    { $days ->
        [one] written { $day }, 1 day later
       *[other] written { $day }, { $days } days later
    }
case-basis = legal basis { $basis }
case-words = What was written
case-withdrawn = No longer valid: { $title }
case-corrected = Corrected { $day }. Reason: { $reason }
case-retracted = Taken back { $day }. Reason: { $reason }
case-corrected-by = Corrected { $day } by { $who }. Reason: { $reason }
case-retracted-by = Taken back { $day } by { $who }. Reason: { $reason }
case-correction = Stands in place of something that was corrected.
case-correction-of = Stands in place of: { $former }
case-document-corrected = Corrected { $day }. Reason: { $reason }. Before it said: { $former }
case-document-asks = Asked for { $what }
case-document-name = { $what } { $day }.txt
case-correct-link = Correct: { $title }
case-note = Note: { $template }
case-goal-scored = Goal “{ $goal }”: now { $now } of 10
case-document-filed = Document: { $sort }
case-plan-and-goals = Plan and goals
case-plan = Plan
case-plan-made = Plan of { $day }
case-plan-revised = Plan, last changed { $day }
case-plan-none = No plan yet
case-plan-none-more = When there is a plan, the child's goals stand here.
case-goal-better = better
case-goal-same = unchanged
case-goal-worse = back
case-measures = Measures
case-measure = Measure
case-measure-what = Measure
case-measure-basis = Legal basis
case-measure-since = Since
case-measure-reviewed = Latest review
case-measures-none = No measure is running.
case-never = None yet
case-people = The child and the network
case-people-name = Name
case-people-part = Who
case-people-contact = Contact
case-people-remarks = Remarks
case-people-unseen = The people in the case are not shown to you.
case-people-none = Nobody is linked to the case.
case-part-child = The child
case-part-custody-holder = Custody holder
case-part-parent = Parent
case-part-sibling = Sibling
case-part-network = Network
case-address-protected = The address is protected
case-contact-protected = Address and telephone number are protected
case-phone-protected = The telephone number is protected
case-sheet-tells = The sheet says something that is protected
case-sheet-tells-more = The text below seems to hold somebody’s protected address or telephone. Look at it before the sheet is given away or printed.
case-tells-logged = A text said something protected, and was warned of
case-address = Protected address and telephone
case-address-lead = When you show the address and the telephone number, it is noted with your name and the time. They are hidden again after { $seconds } seconds.
case-address-show = Show address and telephone
case-address-shown = Address and telephone number are hidden after { $seconds } seconds, or when you go to another page. Do not write them in a note. They do not come on paper.
case-address-none = Nobody in the case has a protected address or telephone number.
case-conflicts-way = Personal conflicts
case-beside = Also work on the case
case-beside-nobody = Nobody
case-beside-change = Change
case-notifier = Who notified
case-notifier-hidden = Show with a reason (is noted)
case-notifier-lead = Whoever has the case sees in the course who notified. You are shown it with a reason only. It is noted with your name, the time and your reason. The name is hidden again after { $seconds } seconds.
case-notifier-yours = You see this because you have the case. Others are shown it with a reason only.
case-notifier-own = You have the case. Therefore you see in the course who notified: so you can send the receipt and tell them afterwards. Others are shown it with a reason only. It does not come on paper, nor on the handover sheet.
case-notifier-which = Which notification?
case-notifier-which-hint = These are the notifications for which it is written who notified.
case-notifier-missing = Choose a notification
case-notifier-of = Notification { $day }
case-notifier-of-from = Notification { $day }: { $from }
case-notifier-why = Why do you need to know it?
case-notifier-why-hint = For instance that you are to send the receipt. Write no names. The reason stands in the log of who has seen the case.
case-notifier-show = Show who
case-notifier-shown = The name is hidden after { $seconds } seconds, or when you go to another page. Do not write it in a note.
case-notifier-not-printed = Who notified does not come on paper.
case-notifier-none = It is not written in the case who notified.
case-notifier-erased = The name was erased
case-documents = Documents
case-document = Document
case-document-day = Date
case-document-concerns = Belongs to
case-document-closed = { $what } (may say who notified)
case-document-with-reason = { $what } (may say who notified: opened with a reason)
case-letter = Open a letter: { $what }
case-letter-lead = The document may say who notified. So it is opened with a reason only. That is noted with your name, the time and your reason.
case-letter-button = Download the document
case-document-size = Size
case-documents-none = No documents are filed in the case.
case-kilobytes = { $count } kB
case-correct-title = Correct an entry
case-correct-what = Correct: { $title }
case-correct-lead = The old entry stays in the course with your reason. The deadlines are worked out anew.
case-correct-reason = Why do you correct it?
case-correct-reason-hint = One sentence will do: The date was the meeting's, not the talk's
case-correct-document-hint = One sentence will do: We asked the psychologist and not the school
case-correct-button = Correct the entry
case-correct-refused = The entry could not be corrected. Perhaps somebody else has just corrected it.
case-correct-nothing = Nothing is corrected here yet. Correct one of the answers, or go back.
case-retract-title = Take the entry back
case-retract-lead = For what did not happen at all, or belongs to another case.
case-retract-reason = Why do you take it back?
case-retract-button = Take the entry back
case-reason-missing = Write why
case-cell-missing = An answer is missing here
case-cell-wrong = The answer does not fit this entry
case-done-corrected = The entry is corrected.
case-done-retracted = The entry is taken back.
case-done-noted = The note is saved.
case-done-opened = The case is open with your reason.
case-hand-over = Hand over
case-assign = Assign
case-section = Written in the case
case-handover = Handover
case-handover-way = Handover sheet
case-handover-lead = Made from the case today.
case-handover-print = For paper, press Ctrl and P.
case-handover-receipt = See the receipt
case-handed-over = The case is handed over.
case-to-know = What you should know
case-lacks = What the case lacks
case-waiting = What we wait for
case-waiting-what = Task that waits
case-waiting-asked = Asked for
case-waiting-since = Since
case-waiting-remind = Ask again
case-waiting-none = We wait for nobody.
case-asked-for = Asked for: { $what }
case-asked-for-by = Asked for: { $what }, answer wanted by { $day }
case-awaited-since = Waiting since { $since }
case-awaited-remind = Waiting since { $since }, ask again { $remind }
case-awaited-remind-now = Waiting since { $since }. The answer should have come { $remind }: time to ask again
case-answer-came = The answer has come
case-ask-again = Ask for it again
case-request-wrong = Correct, or take back
case-newest-notes = The newest notes
case-note-day = Day
case-note-kind = What
case-note-begins = Begins
case-newest-notes-none = No notes yet.
case-had = Who had the case
case-had-from = From
case-had-worker = Caseworker
case-had-team = Team
case-add-document = Add a document to the case
case-sources-of = Sources for { $part }
case-section-before = Earlier text ({ $who }, { $day })
case-section-emptied = The text was taken out. What stood there before can be read below.
case-despite = Registered despite a warning.
case-despite-because = Reason for registering despite a warning: { $reason }
case-because = Reason: { $reason }
case-refused-on = When was it refused?
case-refusal-note = What was said?
case-kroner = { $count } kr.
case-stale = The fact has changed while you wrote
case-stale-corrected = { $who } has corrected it meanwhile. Reason: { $reason }. Nothing of yours is saved yet. Read it, and correct it again if it is still needed.
case-stale-retracted = { $who } has taken it back meanwhile. Reason: { $reason }. Nothing of yours is saved.
case-stale-now = Now it says: { $now }
case-stale-part = { $who } has written in "{ $part }" meanwhile. Now it says:
case-stale-part-emptied = { $who } has deleted the text in "{ $part }" meanwhile.
case-stale-yours = What you changed yourself still stands in the fields, but is not saved yet. Fields that you did not touch show what stands now.
case-stale-typed = You wrote: { $typed }
case-measure-until = { $day }, expected to end { $end }
case-measure-end-gone = That day has passed: end the measure, or review it
case-measure-cost = Cost a month
case-nameless = Child without a name ({ $reference })
case-missed = Not registered in time
case-missed-check = It should have been in the case by { $day }. If it was done by then, register it with the right day. If it was not, it cannot be made good, and the lack stays. It may still be right to do it now.
case-missed-visits = The year ended on { $day }. If the visits were held, register them with the right days. A visit now counts in the new year.
case-missed-ended = What it was about has ended. If it was done by { $day }, register it with the right day. Otherwise there is nothing more to do.
case-missed-late = Register late
case-missed-now = Do it now
case-sheet-newest = { $heading } (the newest { $shown } of { $count })
case-sheet-voices = What the child says
case-sheet-talk-noted = Note on a talk
case-sheet-no-talk = No talk with the child is registered.
case-sheet-no-words = The newest talk is registered on { $day }, but the child's words are not written down.
case-sheet-notifications = Notifications
case-sheet-from = From
case-sheet-concern = Concern
case-sheet-judged = Assessment
case-sheet-not-judged = Not assessed yet
case-sheet-no-notifications = No notifications.
case-sheet-assessment = The assessment
case-sheet-completed = Completed { $day }:
case-sheet-begun = Begun { $day }:
case-sheet-no-conclusion = No conclusion is written.
case-sheet-no-assessment = No assessment has begun.
case-sheet-parts-written = Written:
case-sheet-parts-unwritten = Not written yet:
case-sheet-away = Time away from home
case-sheet-placed =
    { $count ->
        [one] In all { $years } years and { $months } months in 1 placement.
       *[other] In all { $years } years and { $months } months in { $count } placements.
    }
case-sheet-placed-since = Placed since { $day }.
case-sheet-placed-before = Lives at home now.
case-sheet-decisions = Decisions
case-sheet-decided = What
case-sheet-reasons = Reasons
case-sheet-no-decisions = No decisions.
case-measure-where = Where
case-talk-before = last on { $day }
case-people-left =
    { $count ->
        [one] And 1 person who has no part in the case any more
       *[other] And { $count } people who have no part in the case any more
    }
