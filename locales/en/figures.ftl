# Numbers in words: shared by the report, the spreadsheet and the terminal.
figures-percent = { $percent } %
figures-interval = { $low }–{ $high } %
figures-none = –
figures-sentence = { $percent } % in time (likely { $low }–{ $high } %; { $met } of { $counted }). { $overdue ->
    [0] Nothing is missing now.
    [one] { $overdue } is missing now.
   *[other] { $overdue } are missing now.
 }
figures-nothing-counted = Nothing has fallen due in the period yet. { $open ->
    [one] { $open } is open.
   *[other] { $open } are open.
 }
figures-title-layer = { $title } ({ $layer })
figures-n-small = { $n } (few)
figures-small-note = Fewer than { $n } counted: read the uncertainty before the percentage. A few cases more or less move it a lot.
figures-rest = Besides: { $late } done late, { $preliminary } late with a preliminary assessment in time, { $open } open, { $ceased } ceased and { $left_out } not required.

figures-obligation = Obligation
figures-period = Period
figures-team = Team
figures-in-time = In time
figures-met = Number in time
figures-uncertainty = Uncertainty (95 %)
figures-n = Counted (n)
figures-late = Late
figures-overdue = Missing now
figures-open = Open
figures-target = Target
figures-rule = Rule
figures-compared = Against all

figures-target-label = Target { $target } %
figures-target-below = below
figures-target-unsure = unsure
figures-target-reached = reached
figures-verdict-below = The target is { $target } %. The whole likely range lies below it.
figures-verdict-unsure = The target is { $target } %. It lies within the likely range: the numbers cannot say whether it is reached.
figures-verdict-reached = The target is { $target } %. The whole likely range lies at or above it.

figures-rule-source = { $act } { $provision }
figures-rule-since = { " " }({ $rule }, from { $day })

figures-trend-caption = { $title }: share in time { $unit ->
    [month] month by month
    [quarter] quarter by quarter
   *[year] year by year
 }
figures-trend-point = { $period } { $percent } % (n = { $n })
figures-trend-description = { $unit ->
    [month] Months
    [quarter] Quarters
   *[year] Years
 } with numbers: { $points }. First: { $first }. Newest: { $last }. Lowest: { $lowest }. Highest: { $highest }.
figures-trend-target = Target line at { $target } %.
figures-trend-empty = No numbers in the period.

figures-law-2011 = Barnets Reform
figures-law-2013 = Overgrebspakken
figures-law-2024 = barnets lov
figures-law-since = { $law } from { $period }
figures-law-marks = The law changed within the period: { $laws }. Numbers before and after may measure different rules.

figures-signals-none = The ups and downs are no larger than chance explains.
figures-signals-too-few = Fewer than { $least } { $unit ->
    [month] months
    [quarter] quarters
   *[year] years
 } with numbers: too few to tell a development from chance.
figures-run-above = { $length } { $unit ->
    [month] months
    [quarter] quarters
   *[year] years
 } in a row above the average: { $from } to { $to }. Chance alone would seldom do that.
figures-run-below = { $length } { $unit ->
    [month] months
    [quarter] quarters
   *[year] years
 } in a row below the average: { $from } to { $to }. Chance alone would seldom do that.
figures-outside-above = Further above the average than chance usually explains: { $periods }.
figures-outside-below = Further below the average than chance usually explains: { $periods }.

figures-no-team = No team
figures-teams-caption = { $title }: team by team, in alphabetical order
figures-teams-table = { $title }: numbers for each team
figures-teams-whole = All { $percent }
figures-teams-within = { $count ->
    [one] { $teams } cannot be told apart from all together: the difference may be chance.
   *[other] { $teams } cannot be told apart from all together: the differences may be chance.
 }
figures-teams-below = { $count ->
    [one] { $teams } does less in time than chance explains. Ask for the reason before concluding.
   *[other] { $teams } do less in time than chance explains. Ask for the reason before concluding.
 }
figures-teams-above = { $count ->
    [one] { $teams } does more in time than chance explains. There may be something to learn here.
   *[other] { $teams } do more in time than chance explains. There may be something to learn here.
 }
figures-place-within = cannot be told apart
figures-place-below = less in time
figures-place-above = more in time

figures-age = { $from }–{ $to } days
figures-age-over = more than { $days } days
