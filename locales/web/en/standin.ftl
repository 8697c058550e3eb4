# Stand-ins: who is away, and who has the cases meanwhile.
standin-title = Stand-ins
standin-lead = A stand-in has the same cases and duties as who is away, from the first day to the last.
standin-mine = I stand in for
standin-mine-none = You stand in for nobody.
standin-for-me = Stands in for me
standin-for-me-none = Nobody stands in for you.
standin-team = The team
standin-of-team = Stand-ins in my teams
standin-team-none = Nobody in the team has a stand-in.
standin-ask-leader = If you will be away, ask your team leader or the team’s coordinator to choose a stand-in.
standin-new = Choose a stand-in
standin-new-lead = The stand-in sees the cases from the first day. All that is seen stands in the log.
standin-button = Save the stand-in
standin-back = Back to stand-ins
standin-away = Who is away
standin-away-hint = Somebody of your teams
standin-away-help = Whose cases are to be looked after. The stand-in sees and writes in those cases while the stand-in lasts, and nothing after the last day.
standin-who = Stand-in
standin-who-hint = A caseworker, of another team too. Never yourself.
standin-who-help = The stand-in sees the cases on their own My day, marked with whose they are. Whatever the stand-in opens stands in the log as seen in the place of the one who is away.
standin-first = First day
standin-first-hint = From today. For example 18.11.2026.
standin-first-help = Write a day, or "today" or "tomorrow". It cannot lie before today: nobody gets access to what has been.
standin-last = Last day
standin-last-hint = That day is included. At most half a year.
standin-last-help = Write a day. The stand-in ends by itself when the day has gone, and can be ended before.
standin-status = Status
standin-do = Action
standin-begins =
    { $days ->
        [one] begins in 1 day
       *[other] begins in { $days } days
    }
standin-ends =
    { $days ->
        [one] 1 day left
       *[other] { $days } days left
    }
standin-end = End the stand-in
standin-end-lead = { $name } does not stand in for { $absent } any more from today, and can no longer see the cases.
standin-done-granted = The stand-in is saved.
standin-done-ended = The stand-in has ended.
standin-absent-missing = Choose somebody of your teams
standin-to-missing = Choose a stand-in
standin-to-self = Nobody makes themselves a stand-in
standin-for-self = Choose somebody else than who is away
standin-first-wrong = Write a day from today on
standin-last-wrong = Write the last day
standin-backwards = The last day lies before the first
standin-too-long = At most { $days } days. If it is to last longer, give the cases to others.
standin-overlaps = { $name } already stands in for { $absent } from { $first } to { $last }, both included. Choose days outside that time, or end that stand-in first on the page Stand-ins.
