# What is worth another look before something is written. Never a prohibition.
warnings-date-in-future = The day { $day } has not come yet. Is it the right day?
warnings-far-past = The day { $day } is more than { $years } years ago. Is the year right?
warnings-before-birth = The day { $day } is before the child was born ({ $born }). Correct one of the two.
warnings-born-after-facts = The case has something from { $earliest }, long before this birthday ({ $day }). Is the day right?
warnings-born-long-ago = With the birthday { $day } the person has turned { $years }. Is the year right?
warnings-birth-twice = The case has a birthday already: { $day }. Correct it instead of writing a new one.
warnings-before-opening = The day { $day } is before the case began ({ $opened }). Is the day right?
warnings-registered-late = It happened { $days } days ago. You may say briefly why it is registered only now.
warnings-clock-started-late = The notification came { $day }, so the 24 hours were gone when it was registered. Judge it now, and note when it came.
warnings-time-missing = { $kind }: the law counts in hours. Write the time if you know it.
warnings-midnight = { $kind }: 00:00 looks like a time that is missing. Is it right?
warnings-start-lacking = { $kind }: there is no "{ $start }" about the same thing. Register it first, or choose the right one.
warnings-before-its-start = { $kind }: the day is before "{ $start }", which was { $day }. Are the days right?
warnings-assessment-not-opened = The assessment has not been opened. Register when you became aware of the need.
warnings-assessment-early = The assessment began only { $day }. Is the day right?
warnings-measure-without-decision = No decision is chosen on which the measure rests. Choose it, or make it first.
warnings-measure-before-decision = The measure begins before its decision, which is from { $day }. Are the days right?
warnings-end-before-start = The measure began only { $day }. An end before that does not count.
warnings-review-before-start = The measure began only { $day }. A review before that does not count.
warnings-committee-not-presented = The provisional decision was not presented to the committee before this decision. Register the presentation.
warnings-committee-unprepared = Nothing is registered that the committee could decide: no recommendation, no presentation and no acute placement. Tick the recommendation if it was written, or choose the right decision.
warnings-plan-for-nothing = There is neither a decision nor a measure that the plan can belong to. Register the decision first, or choose it.
warnings-duplicate = { $kind } { $day } stands here already with the same content.
warnings-notification-twice = There is a notification of the same sort from { $day }{ $judged ->
    [yes] , and it has been judged
   *[no] { "" }
 }. Is it the same one?
warnings-done-twice = { $kind } is registered already, { $day }. Correct it if it is wrong.
warnings-assessment-completed-twice = The assessment was completed { $day }. Is this a new assessment?
warnings-fact-on-closed = The case was closed { $day }. Should it be opened again before { $kind } is registered?
warnings-note-on-closed = The case was closed { $day }. The note will be kept in the closed case.
warnings-reopened-without-reason = The case is closed. You may say briefly why it is opened again { $day }.
warnings-opened-twice = The case is open already.
warnings-closed-twice = The case is closed already.
warnings-closing-running = { $count ->
    [one] 1 measure is still running ({ $measures }). It ends with the case. Is that meant?
   *[other] { $count } measures are still running ({ $measures }). They end with the case. Is that meant?
 }
warnings-closing-acute = The child was placed acutely { $day }, and the committee has not decided it. Where is the child when the case is closed?
warnings-closing-duties = { $count ->
    [one] This is not done yet: { $obligations }. Do it first, or write why it falls away.
   *[other] These are not done yet: { $obligations }. Do them first, or write why they fall away.
 }
warnings-same-caseworker = This caseworker has the case already.
warnings-caseworker-on-leave = { $name } is away until { $until }, and somebody else sees to the cases meanwhile. Choose somebody else if you like.
warnings-changes-team = The team changes from { $from } to { $to }, and access follows.
warnings-siblings-apart = { $child } has siblings with somebody else: { $siblings }.
warnings-no-team = Without a team the case is not counted in the team's figures.
warnings-abuse-not-same-day = The notification of abuse came { $day }. It must be judged the same day.
warnings-danger-without-step = The child was judged to be in danger, but nothing has begun. What do you do now?
warnings-answer-to-anonymous = { $kind }: the notifier is anonymous and cannot be answered.
warnings-exploration-after-decision = The exploration comes after the decision of { $day }. Is the day right?
warnings-same-eyes = Whoever reappraises has had the case. The reappraisal takes somebody who has not had it before.
warnings-no-conversation = The child was not talked with before the decision of { $day }. Hold the talk, or write the reason for leaving it out.
warnings-no-hearing = The party was not heard before the decision of { $day }. Hear the party, or write the reason for leaving it out.
warnings-no-assessment = The assessment is not complete before the decision on a placement of { $day }.
warnings-no-appeal-guidance = No guidance on appeals was given with the decision of { $day }.
warnings-no-plan-position = Take a position on a plan for the child on the day of the decision, { $day }.
warnings-no-plan = The plan must be ready before the decision of { $day }.
warnings-no-rhythm = Decide at the first review ({ $day }) how you will follow up from now on.
warnings-no-reasons = There are no reasons with the decision of { $day }.
warnings-no-consent = There is no consent before the decision of { $day }. Register it, or that it is not needed.
warnings-reasons-without-text = The reasons are ticked, but none stand here. Write them, or add the letter.
warnings-not-informed = It is not noted that enough is known for the decision of { $day }. Tick it when it is so.
warnings-lacks-on-the-day = { $obligation } is missing and should be there on { $day }.
warnings-omitted-without-reason = { $kind }: write the reason. Without it nobody can see that it was lawful.
warnings-after-decision = { $kind }: the day is after the decision of { $day }, so it does not count as done before it.
warnings-consent-at-fifteen = The young person is { $years } and must agree to the placement too. Register the consent.
warnings-youth-refused = The young person is { $years } and has said no to the placement. It cannot be decided with consent: the committee must decide.
warnings-consent-refused = Somebody said no to the help. The decision of { $day } cannot rest on consent before there is a yes.
warnings-consent-stands = There is a consent of { $day } about the same decision. Take it back if it no longer holds.
warnings-party-from-ten = The child is { $years } and is a party. Both the talk and the hearing were left out. Talk with the child.
warnings-party-status = The child is { $years } and is a party: it must be heard, and get the letter and the guidance on appeals. Tick it when that is done.
warnings-basis-of-other-law = { $basis } belongs to the other act: the Child's Act holds from { $from }.
warnings-basis-and-value = { $basis } does not go with "{ $value }". Correct one of them.
warnings-support-too-young = { $basis } is support for young people from 18 to 22, and the child is { $years }. It may be decided before 18 and begins then. Is the section right?
warnings-second-provisional = There is a provisional decision from { $day } already that the committee has not decided.
warnings-plan-before-decision = The plan is older than the decision of { $day }. Is the day right?
warnings-plan-though-no = It was decided { $day } to make no plan. Take a position again if that has changed.
warnings-birthday-unknown = The child's birthday is missing. It says who must be heard and agree.
warnings-two-assessments = Another assessment has been running since { $day }. Should there be two?
warnings-two-placements = The child has been placed elsewhere since { $day }. End that placement if the child has moved.
warnings-other-than-decided = The measure is "{ $value }", but the decision says "{ $decided }". Correct one of them.
warnings-place-and-value = “{ $place }” is { $meant }, but the measure is “{ $value }”. Correct one of them.
warnings-expected-end-early = The expected end { $end } is before the start { $day }. Are the days right?
warnings-planned-end-gone = The planned end { $day } is not a day to come. Is it right? Where the measure has ended already, use “End a measure”.
warnings-planned-end-other = An end is planned already that has not come: { $day }. Where the day was moved, correct it in the case. Else both are reminded of.
warnings-assessment-parts = { $count ->
    [one] Nothing is written under: { $parts }. Write it, or write why it is of no account.
   *[other] Nothing is written under these { $count }: { $parts }. Write it, or write why it is of no account.
 }
warnings-assessment-without-talk = There is no talk with the child in the assessment. Hold it, or write the reason for leaving it out.
warnings-assessment-siblings = It is not noted whether brothers and sisters need help too.
warnings-assessment-no-conclusion = The assessment has no conclusion.
warnings-provisional-empty = The provisional assessment is empty. Write what you know now, and what is missing.
warnings-unborn-placed = By what stands in the case the child is not born yet. A child can be placed only when it is born. Register the birth first.
warnings-unborn-basis = The child is not born yet. Before the birth a placement is decided under § 46(4) with consent, or by the committee under § 49. Choose that basis, or register the birth first.
warnings-unborn-early = The committee can decide it from { $from }, 3 months before the term { $term }.
warnings-unborn-term-unknown = The committee can decide it 3 months before the term at the earliest. No term stands in the case. Register it first.
warnings-order-too-young = The child is { $years }. An order to a child can be given from 10 to 17.
warnings-basis-unknown = omhu knows no decision under { $basis }. See whether the section is right. If it is, look up what the law asks: omhu shows nothing for it.
warnings-committee-decides = { $basis }: the children and youth committee makes that decision. Register it under “The committee's decision” when the committee has decided. If it is the municipality's recommendation that you write here, give that as the reason.
warnings-after-end = { $kind }: the measure ended { $day }. Is it the right measure?
warnings-visit-without-talk = The visit counts only when you have talked with the child.
warnings-not-a-placement = { $kind }: the measure is no placement. Is it the right one?
warnings-no-placement = { $kind }: the case has no placement that is decided or running. Register it first, or choose the right measure.
warnings-rhythm-backwards = The next review would be { $next }, which is not after { $day }. Choose a later day.
warnings-rhythm-long = The next review would be { $next }, more than { $months } months ahead. Is that meant?
warnings-aftercare-early = The child is { $years }. Help after 18 is decided when the young person is about to grow up.
warnings-over-eighteen = The person is { $years }. The rules for children hold until 18. Is it right?
warnings-over-twenty-three = The person is { $years }. Help to the young ends at 23. Is it the right person?
warnings-moved-in-young = The person is { $years }. This step is for the young from 18. Is it right?
warnings-too-young-for-board = The child is { $years }. The board has cases on children from 10. Is it the right child?
warnings-youth-plan-missing = The young person turned 16 on { $day }, and no position on a youth plan is registered. If it was taken, register it. Otherwise it is to be taken now.
warnings-transition-missing = The young person has a disability and turned 16 on { $day }. The preparation for adult life is not registered as begun.
warnings-person-twice = The person has the part { $part } in the case already.
warnings-second-child = The case has a child already. Each child has a case of its own.
warnings-person-not-linked = The person does not have the part { $part } in the case.
warnings-similar-child = { $count ->
    [one] A child with nearly the same name and birthday is here already. Is it the same child?
   *[other] { $count } children with nearly the same name and birthday are here already. Is it one of them?
 }
warnings-known-elsewhere = A child of the same name and birthday already has a case in the municipality with: { $teams }. Ask them whether it is the same child before there are two cases. If you have the CPR number, type it: then the notification finds the right case itself. That you were told is written in the log.
warnings-note-names-sibling = The note names a sibling and not the child. Is it the right case?
warnings-document-twice = The document is in the case already.
warnings-protected-in-document = The document says something that is protected. Look at it again before it is sent.
warnings-tells-protected = The text seems to say a protected address, or the telephone of whoever is protected. Write it without, if it can be done without: others may read the text, also by access to documents.
warnings-goal-reached = The child stands at { $now } and wants to reach { $wanted }. So the goal is reached from the start. Is that right?
warnings-goal-without-plan = The goal belongs to no plan of the case. Choose the plan, or make it first.
warnings-goal-ended = The goal was ended { $day }. Should there be a new goal?
warnings-correction-changes-nothing = The correction is the same as what is there. There is nothing to correct.
warnings-correction-of-old = { $kind } has stood here for { $days } days and is in figures that others have seen. They will change.
warnings-retraction-ends-duties = When { $kind } is taken back, { $count ->
    [one] one duty goes: { $obligation }.
   *[other] { $count } duties go, first { $obligation }.
 }
warnings-retraction-leaves-others = When { $kind } is taken back, { $count ->
    [one] 1 other registration is
   *[other] { $count } other registrations are
 } left without it. Look at them.
warnings-answer-before-asking = The answer is wanted { $day }, but it was asked for only { $asked }. Are the days right?
warnings-answer-after-limit = The answer is wanted only { $day }, but the limit of the law for “{ $obligation }” is { $due }. Ask for it before.
