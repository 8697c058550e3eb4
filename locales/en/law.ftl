# The law book on a terminal and as pages.
law-list-title = Obligations in the law book, edition { $edition }
law-column-name = Name
law-column-title = Title
law-column-rule = Rule
law-column-source = Provision
law-column-due = Due
law-set-contract = contract
law-set-further = further
law-set-local = municipal target
law-parameters = Open legal questions (default; * can be changed with --assume)
law-unknown = Unknown obligation: { $name }. omhu law list shows them all.
law-not-in-force = { $name } is not in force on { $on }.
law-sound = The law book is sound: { $obligations } obligations, { $rules } rules, { $scenarios } scenarios. Edition { $edition }.
law-faults = { $count ->
    [one] { $count } fault
   *[other] { $count } faults
 } in the law files.
law-met-means = What counts as met
law-exceptions = Exceptions
law-trigger = Triggered by
law-met-by = Met by
law-ceases = Ceases with
law-versions = Versions
law-rule-ids = Rule
law-checked = Checked { $on }, confidence { $confidence }
law-basis = Only on { $basis }
law-until = to { $day }
law-open-ended = onwards
law-pending = What is pending on { $from } keeps its due day and then carries { $rule }.
law-unborn = For a child who is not born yet { $provision } holds ({ $rule }).
law-scenarios = Scenarios
law-generated = This page is made from { $file }; change it there, not here.
law-pages-written = { $count } pages written.
law-confidence-key = A read in the statute · B confirmed by an authority's page · C date bracketed by two consolidations · M from memory
law-due-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
 }
law-due-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
 }
law-due-weekdays = { $count ->
    [one] { $count } weekday
   *[other] { $count } weekdays
 }
law-due-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
 }
law-due-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
 }
law-due-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
 }
law-due-trigger-day = the same day
law-due-none = no day in the law
law-due-next = then { $next }
law-due-decided = then as decided in the case
law-due-instead = exceptionally { $due }
law-due-visits = { $count } visits a year
law-due-birthday = age { $years } { $months } months
law-due-parallel = or when a parallel assessment is completed
