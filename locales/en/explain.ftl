# Why a row is as it is, in sentences.
explain-case = Case { $case }: { $facts } facts, { $rows } obligations, as of { $as_of }
explain-nothing = No obligations follow from the facts of the case.
explain-heading = { $title } · { $about } · no. { $seq }: { $status }
explain-trigger = Fact: { $fact }.
explain-fact = { $kind } [{ $id }] { $when }{ $value ->
    [none] { "" }
   *[other] { " " }({ $value })
 }{ $line ->
    [none] { "" }
   *[other] , line { $line }
 }
explain-recorded-late = , registered { $on }, { $days ->
    [one] 1 day
   *[other] { $days } days
 } later
explain-rule = Rule: { $rule }, { $act } { $provision }.
explain-rule-local = The municipality's own target, not the statute: { $rule }, { $act } { $provision }.
explain-pending = The limit began under the earlier law and keeps its day; from 1 January 2024 it is the Child's Act that applies.
explain-due-hours = Arithmetic: { $from } + { $count } elapsed hours = { $due }.
explain-due-hours-by-day = Arithmetic: only the day is known, so { $count } hours after { $from } is the end of { $due }.
explain-due-days = Arithmetic: { $from } + { $count } days = { $due }. The start day does not count.
explain-due-weeks = Arithmetic: { $from } + { $count } weeks = { $due }.
explain-due-months = Arithmetic: { $from } + { $count } months = { $due }: the same day of the month, else its last day.
explain-due-years = Arithmetic: { $from } + { $count } years = { $due }.
explain-due-weekdays = Arithmetic: { $count } weekdays after { $from } = { $due }. Saturdays, Sundays and public holidays do not count.
explain-holidays =  Skipped: { $names }.
explain-due-same-day = Arithmetic: must be there on the day itself, { $due }.
explain-due-instead = Another limit holds here because of: { $fact }.
explain-due-instead-value = Another limit holds here because of what the fact itself says.
explain-due-parallel = Arithmetic: an assessment ran in parallel and was completed before 3 months, so it is due { $due }: { $fact }.
explain-due-rhythm = Arithmetic: the decided rhythm after { $from } gives { $due }: { $fact }.
explain-due-default-rhythm = Arithmetic: no rhythm was decided for this measure from before 2024, so { $from } + { $count } months = { $due }.
explain-due-year = Arithmetic: year { $year } of the placement begins { $from } and ends { $due }; { $visits } visits with talk.
explain-due-birthday = Arithmetic: the birthday at { $years } { $side ->
    [before] minus
   *[after] plus
 } { $months } months = { $due }.
explain-due-no-number = The law sets no day.
explain-due-not-decided = No day yet: no rhythm that reaches forward was decided.
explain-met = Result: done in time: { $met }.
explain-late = Result: done { $days ->
    [0] too late on the due day itself
    [one] 1 day after the due day
   *[other] { $days } days after the due day
 }: { $met }.
explain-late-with-preliminary = Result: done { $days ->
    [0] too late on the due day itself
    [one] 1 day after the due day
   *[other] { $days } days after the due day
 }, but a preliminary assessment was made in time: { $met }.
explain-overdue-with-preliminary = Result: not done as of { $as_of }, { $days ->
    [0] the day on which it fell due
    [one] 1 day after the due day
   *[other] { $days } days after the due day
 }, but a preliminary assessment was made in time.
explain-open = Result: not done yet as of { $as_of }; the due day has not passed.
explain-overdue = Result: not done as of { $as_of }, { $days ->
    [0] the day on which it fell due
    [one] 1 day after the due day
   *[other] { $days } days after the due day
 }.
explain-ceased = Result: ceased on or before the due day: { $ended }.
explain-not-applicable = Result: lawfully left out: { $ended }.
explain-done-without-deadline = Result: done, without there being a deadline: { $met }.
explain-no-deadline = Result: not done yet; there is no deadline to pass.
explain-precision-day = Caveat: only the day is known on one side, so this was judged by days, not hours.
explain-due-weekdays-saturday = Arithmetic: { $count } weekdays after { $from } = { $due }, with Saturdays counted. Sundays and public holidays do not count.
