# Definitions at the end of the report and in the spreadsheet.
define-in-time = Done on or before the due day. The percentage is 100 × in time / counted, with one decimal.
define-n = Everything that is past its due day or done, and due in the period: in time + late + missing now.
define-uncertainty = 95 % interval by Wilson. It shows where the share likely lies when chance is reckoned with: of 100 such intervals about 95 hit. The fewer counted, the wider. Obligations in one case often go together, so the true interval may be a little wider.
define-late = Done after the due day. Assessments past the due day with a preliminary assessment in time are counted here too and stand apart under the obligation.
define-overdue = Not done on { $as_of }, although the due day has passed.
define-open = Not done yet; due today or later. Not in the percentage.
define-not-counted-word = Ceased / not required
define-not-counted = What the obligation was about ended before it was due, or it was lawfully left out. Not in the percentage.
define-target = A local target, not a statistical limit. The law says 100 %. The target is reached or not when the whole uncertainty lies on one side of it; otherwise it is unsure.
define-trend-word = Swings and development
define-trend = Control chart (p-chart) with limits three standard errors from the average, when at least 12 periods have numbers. Signals: a period outside the limits that is also rarer than 1 in 740 by the binomial distribution, or 7 in a row on one side of the average (only where a period has on average at least one in time and one not).
define-teams-word = Team against all
define-teams = A team stands out when its number lies outside of what 99.8 % of teams that do as all together would get by chance (funnel plot, binomial distribution). The grey field in the chart shows that range. Teams stand by the alphabet; a ranking would mostly show chance.
define-small-word = Few
define-small = Fewer than 20 counted. The charts show them as hollow points.
define-period-word = Period
define-period = An obligation belongs to the period its due day falls in, whenever it was done.
