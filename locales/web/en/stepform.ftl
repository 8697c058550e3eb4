stepform-list = What has happened?
stepform-likely = Most likely
stepform-likely-none = No deadline is waiting right now.
stepform-all = All steps
stepform-day-clock = { $day } at { $clock }
stepform-only-when = Answer only if “{ $question }” is: { $answers }.
stepform-only-answered = Answer only if you have answered “{ $question }”.
stepform-no-thing = The case has nothing to choose here yet. Register that first.
stepform-no-answer = No answer
stepform-no-goals = The plan has no goals yet.
stepform-kroner = DKK
stepform-other-basis = Another section
stepform-other-basis-hint = Such as “barnets lov § 48”. What stands here holds instead of the choice above.
stepform-row-goal = Goal { $number }
stepform-row-source = Source { $number }
stepform-more-goals = Add one more goal
stepform-more-sources = Add one more source
stepform-most-goals = There is room for { $count } goals here. A child cannot follow more. Join two of them, or save, and set the rest when the plan is changed.
stepform-most-sources = There is room for { $count } sources here. Put several talks with the same person on one line, for instance.
stepform-drop-row = Remove
stepform-goal-now = “{ $goal }”, now { $now }
stepform-yes = Yes
stepform-more = More fields, seldom used
stepform-save = Save
stepform-outcome = The assessment's answer
stepform-outcome-proposed = The assessment ended in: { $answer }. It is put in below as a proposal. Change it if the decision is another.
stepform-outcome-other = The assessment ended in: { $answer }. So nothing is chosen beforehand. If you decide on support all the same, choose it yourself.
stepform-cancel = Cancel
stepform-closes = What this step closes
stepform-closes-nothing = The step closes no deadline right now. It may still be right to register it.
stepform-not-yet-tried = The list holds for { $basis }, { $value }, decided { $day }. If you choose something else, press the button.
stepform-not-yet-none = The decision lacks nothing, with what you have chosen.
stepform-not-yet-unknown = omhu knows no decision on that section and so does not know what it lacks. See whether the section is right.
stepform-not-yet-unborn = The child is not born. So the list asks for no talk with the child.
stepform-look = Show what is missing
stepform-not-yet = The decision still lacks:
stepform-mend = Mend it:
stepform-may-not = You cannot save here
stepform-may-not-more = Your work on this case gives no right to this step. Ask the caseworker or your leader.
stepform-draft-heading = Your draft has been put in
stepform-draft = You saved it { $when }.
stepform-draft-fresh = Start again without the draft
stepform-draft-old = The case has changed since you saved the draft
stepform-since-day = { $what } (since { $day })
stepform-since = Written meanwhile:
stepform-changed = The case changed while you were writing. Nothing is saved yet. What you wrote stands below. Read, and save again.
stepform-full = There is no room on the disk of the server
stepform-full-more = Nothing was saved in the case. What you typed still stands here. Send it again in a while, and tell those who run the server.
stepform-refused = It cannot be saved like this
stepform-refused-more = The answers do not fit with what stands in the case. Nothing is saved. Look them over, and save again.
stepform-warnings = Have another look
stepform-warnings-lead = Nothing is saved yet. Correct it below, or do it all the same.
stepform-despite-question = Is it right like this?
stepform-despite = Yes, do it all the same
stepform-despite-missing = Tick the box if it is right like this. Otherwise correct it below.
stepform-why = Why?
stepform-why-hint = The reason is kept with the registration.
stepform-why-missing = Write briefly why it is done all the same.
stepform-note = Note
stepform-goal = Goal
stepform-goal-ended = The goal has ended
stepform-taken-back = Taken back: { $what }
stepform-corrected = Corrected to: { $what }
stepform-written = Written by { $who } { $when }
stepform-done = Saved
stepform-registered = It is registered
stepform-met = Met now
stepform-met-late =
    { $days ->
        [0] { $duty } (late)
        [one] { $duty } (late, 1 day after the due day)
       *[other] { $duty } (late, { $days } days after the due day)
    }
stepform-became-due = What must be done now
stepform-nothing-due = No new deadlines.
stepform-to-case = To the case
stepform-next = Next step
stepform-undo = Undo the registration
stepform-undo-more = You can undo your own registrations on the same day. Notes and texts stay in the case.
stepform-undo-request = Then you do not wait for the answer any more.
stepform-decision-coming = Decision being prepared (since { $day })
stepform-undone = Undone
stepform-undo-late = It cannot be undone any more. Correct the registration on the case instead.
stepform-go-on = Save and go on: { $next }
stepform-save-as = Save: { $answer }
stepform-see-receipt = See the receipt
stepform-unmoved = As before
stepform-letter = Draft of a letter
stepform-letter-lead = Copy the text into your own letter and change it. Nothing has been sent.
stepform-letter-abuse = Abuse is suspected in this case: think before the letter is sent
stepform-letter-abuse-more = The letter may come into the hands of the one whom the suspicion is about. Do not write of the suspicion, of who notified, or of what the child has said. If the police or the children’s house take part in the case, agree with them first what the family may be told and when, and see whether the talk with the child is to be held first (the Child’s Act §§ 124-125 and 137). Ask your leader if in doubt.
stepform-letter-dear = Dear parents of { $child }
stepform-letter-decided = On { $day } we decided to look into how { $child } is. That is called an assessment and stands in the Child's Act, section 20.
stepform-letter-why = We do it because [write why in your own words].
stepform-letter-due = The assessment must be complete by { $day }.
stepform-letter-together = We would like to do it together with you. We also talk with { $child }. If you have questions, call or write to me.
stepform-letter-dear-expecting = Dear parents to be
stepform-letter-decided-unborn = On { $day } we decided to look into what help you and the child you expect may need. That is called an assessment and stands in the Child's Act, section 26.
stepform-letter-together-unborn = We would like to do it together with you. If you have questions, call or write to me.
stepform-letter-end = Kind regards, { $name }
stepform-other-rhythm = Another rhythm or day
stepform-other-rhythm-hint = For instance 8 weeks or 3.6.2027.
stepform-rhythm-days = { $count } days
stepform-rhythm-weeks = { $count } weeks
stepform-rhythm-months = { $count } months
stepform-rhythm-years = { $count } years
stepform-frame-ics = ICS: { $part }
stepform-frame-signs = Signs of Safety: { $part }
stepform-frame-other = Other parts
stepform-parts =
    { $count ->
        [one] What is written: 1 part
       *[other] What is written: { $count } parts
    }
stepform-part-by = Written by { $who } { $day }
stepform-part-edit = Correct: { $part }
stepform-part-there = Something stands in that part already
stepform-part-there-more = Written by { $who } { $day }. Nothing of yours is saved yet. Take along what you want to keep, and save again. The earlier text stays in the case.
stepform-rule-on = Rule on { $day }:
stepform-rule-of-day = { $rule } (as of { $day })
stepform-rule-not-yet = On { $day } the law had no rule on this. The rule came on { $other }: { $rule }
stepform-rule-no-more = On { $day } the rule was no longer in force. It was until { $other }: { $rule }
stepform-rule-none = The law has no rule on this. It is the municipality's own order.
stepform-rules-more =
    { $count ->
        [one] 1 more rule
       *[other] { $count } more rules
    }
stepform-rule-look = Show the rule of the day you typed
stepform-late = Write the day it happened
stepform-late-more = If it was done in time, it counts from that day. If it was not done, do not write it here.
stepform-counts-again = This is to be done again
stepform-no-more = This is no longer to be done
stepform-rule-other-basis = Under the section that is chosen there is no rule on this. Under others: { $rule }
stepform-awaited = Those you wait for
stepform-not-awaited = Others
stepform-of-its-time = arose on { $day } under { $rule }, and the time limit is counted by that rule
stepform-arose-under = arose on { $day } under { $rule }
