# What check and figures say on a terminal.
check-read = { $rows } facts in { $cases } cases read, { $rejected } rows rejected. As of { $as_of }.
check-assumed = Assumed: { $what } (differs from the default)
check-nothing-due = No obligations follow from these facts.
check-column-obligation = Obligation
check-column-percent = In time %
check-column-interval = Uncertainty
check-column-counted = n
check-column-late = Late
check-column-overdue = Overdue
check-column-open = Open
check-column-other = Other
check-column-days = Days over
check-column-case = Case
check-column-about = About
check-column-due = Due
check-column-rule = Rule
check-column-team = Team
check-number = { $number }
check-legend = Worst first: lowest upper end of the uncertainty (95 %, Wilson). n = in time, late and overdue. Other = ceased, not applicable or without a deadline.
check-worst = Longest overdue:
check-next = Why? omhu check FILE --explain CASE. All rows: --format csv. Report: --format html --out report.html
check-rejection = line { $line }: { $column }: { $text }: { $why }
check-rejected = { $count ->
    [one] { $count } row rejected
   *[other] { $count } rows rejected
 }; the rest is computed{ $hidden ->
    [0] .
   *[other] . { $hidden } are not shown: --rejected FILE.csv writes them all.
 }
check-unknown-columns = Columns that play no part: { $columns }
check-nothing-but-rejected = Every row was rejected, so there is nothing to compute. If the file is an extract with columns of its own, make a suggestion for --mapping with omhu check FILE --suggest-mapping.
check-no-such-case = The file has no case { $case }. It has { $cases } cases.
check-unknown-local = Unknown layer: { $given }. Known: { $known }.
check-bad-assumption = --assume { $given } cannot be used. Possible: { $allowed }.
check-needs-out = This form is not for a terminal: add --out FILE.
check-no-pdf = This build of omhu has no PDF.
check-own-fault = A fault of omhu's own: { $error }. The file is unchanged.
check-simulated = Simulated: { $children } children in { $families } families, { $facts } facts, { $planted } planted faults. All of it is invented.
check-simulated-data = Simulated data: invented cases and numbers.
check-empty-cell = (empty)
