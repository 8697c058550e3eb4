# The report on key figures.
report-title = What is not done in time, and how sure are we?
report-simulated = Simulated data: invented cases and numbers. No real children, families or staff.
report-skip = Go to the content
report-contents = Contents
report-scroll = Table that can be scrolled sideways
report-page-of = of
report-footer = As of { $as_of } · law book { $law }
report-source = Source
report-period = Due in the period
report-period-value = { $from } to { $to }
report-as-of = As of
report-known-at = Registered by
report-cases = Cases
report-law-edition = Law book

report-answer = The short answer
report-whole = Of { $counted } obligations due in the period, { $met } were done in time: { $percent } % (likely { $low }–{ $high } %). { $late } were done late, and { $overdue } are missing now.
report-nothing = No obligation fell due in the period.
report-surest = Here it is surest that too little is done in time:
report-item = { $title }: { $sentence }
report-order = Order throughout the report: by the upper end of the uncertainty, lowest first. At the top stands what is low even at its most favourable likely value. Where two are equal, the one with more missing comes first.
report-table-caption = All obligations, surest behind first
report-table-note = Counted (n) = in time + late + missing now. Open ones are not counted: they are not due yet.
report-rejected = { $rejected } of { $read } rows could not be read and are in no number.

report-trend = Is it getting better?
report-trend-intro = A small chart for each obligation on one scale, 0 to 100 %. The line is the share in time { $unit ->
    [month] month by month
    [quarter] quarter by quarter
   *[year] year by year
 }; the pale band is the uncertainty; a dashed level line is the target; a dotted upright line is a change of law; a diamond is a swing that chance hardly explains. Where the line is broken there was nothing to count. The numbers stand under each obligation.

report-missing = What is missing now, and for how long?
report-missing-none = Nothing is missing: everything past its due day is done.
report-missing-whole = { $all ->
    [one] { $all } obligation is missing
   *[other] { $all } obligations are missing
 } in { $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
 }. The one that has waited longest is { $longest } days past its due day.
report-missing-caption = Days past the due day, all obligations of the law
report-missing-table = Missing obligations by days past the due day, most first
report-missing-cut = The case list has been cut: { $listed } of { $all } rows are in it, and the counts here rest on them.
report-missing-list = The case list behind each number is in the spreadsheet (XLSX). This document names no case.

report-each = One obligation at a time
report-rules = The rules measured against:

report-data = The data behind the numbers
report-rows = { $read } rows read, { $rejected } could not be read.
report-registered-late = { $late } of { $facts } events were registered more than { $days } days after they happened. Late registration can look like a breach that is none.
report-law = Edition of the law book: { $edition }.
report-assumptions = Assumptions:
report-definitions = What the words mean

report-rows-heading = All rows
report-rows-about = One row for each obligation of each case, with the words of the contract (docs/case-history.md, section 5). The list names cases: share it only with those who may see them.
report-rows-caption = { $listed } of { $all } rows
