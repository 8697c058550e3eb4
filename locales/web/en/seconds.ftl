# The second person, where a protected address is to be shown behind a case that was opened with a reason.
seconds-title = May the address be shown?
seconds-lead = A colleague has opened a case with a reason and asks to be shown a protected address too. For that another person must approve. You do not see the address yourself here.
seconds-waiting = Waiting for an answer
seconds-none = Nobody waits for an answer.
seconds-notice = { $count ->
    [one] A colleague waits for your answer: may a protected address be shown?
   *[other] { $count } colleagues wait for your answer: may a protected address be shown?
}
seconds-answer = Answer
seconds-asked = Asked
seconds-until = The access ends
seconds-of = May the address be shown to { $name }?
seconds-before = Talk with the colleague first if you can. You cannot follow up on the same opening of the case afterwards.
seconds-why-address = Why the address
seconds-question = Your answer
seconds-question-hint = If you say yes, the colleague can be shown the address until the access to the case ends. Each time stands in the log.
seconds-approve = Yes, the address may be shown until { $clock }
seconds-refuse = No, the address may not be shown
seconds-answer-missing = Choose yes or no
seconds-why = Why do you answer so?
seconds-why-hint = The colleague can read it, and it stands in the log.
seconds-button = Send the answer
seconds-back = Back to those who wait
seconds-approved = The answer is sent: the address may be shown
seconds-over = Your answer did not count
seconds-over-more = Somebody else answered first, or the access to the case is over. It changes nothing about whether the address may be shown.
seconds-refused = The answer is sent: the address may not be shown
