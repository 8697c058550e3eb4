# My day: what must be done, and why.
day-title = My day · { $day }
day-title-team = The team's day · { $day }
day-later-count = Show later ({ $count })
day-empty = Nothing is pressing in the next 7 days
day-empty-why = Nothing is overdue, and nothing must be done within 7 days.
day-empty-chosen = Nothing fits what you chose
day-empty-chosen-why = There may be other things to do: show all teams, caseworkers and deadlines.
day-empty-own = Nothing is pressing in the next 14 days
day-empty-own-why = Nothing is overdue, and nothing must be done within 14 days.
day-written = It is saved. The case is with others now.
day-cut = The list is cut at 500 rows. Narrow it to see the rest.
day-register = Register
day-open = Open the case
day-write-note = Note
day-talk = Talk
day-open-assessment = Open an assessment
day-all-steps = All steps
day-print-overdue = Print what is overdue
day-print-how = The list is ready for paper. Press Ctrl and P.
day-was-due = was due on { $day }
day-was-due-at = was due on { $day } at { $clock }
day-due = by { $day }
day-due-at = by { $day } at { $clock }
day-undated = no fixed day
day-time-left =
    { $hours ->
        [0] in { $minutes } min
       *[other] in { $hours } h { $minutes } min
    }
day-time-over =
    { $hours ->
        [0] { $minutes } min over
       *[other] { $hours } h { $minutes } min over
    }
day-why-same-day = on the day of what triggered it, { $from }
day-why-hours = { $count } hours after { $from }
day-why-hours-of-day = { $count } hours after { $from } (the time is not written down)
day-why-days =
    { $count ->
        [one] 1 day after { $from }
       *[other] { $count } days after { $from }
    }
day-why-weekdays =
    { $count ->
        [one] 1 weekday after { $from }
       *[other] { $count } weekdays after { $from }
    }
day-why-weeks =
    { $count ->
        [one] 1 week after { $from }
       *[other] { $count } weeks after { $from }
    }
day-why-months =
    { $count ->
        [one] 1 month after { $from }
       *[other] { $count } months after { $from }
    }
day-why-years =
    { $count ->
        [one] 1 year after { $from }
       *[other] { $count } years after { $from }
    }
day-why-year-of-placement = before the end of year { $count } of the placement, counted from { $from }
day-why-birthday = when the child turns { $years }
day-why-before-birthday = { $months } months before the child turns { $years }
day-why-after-birthday = { $months } months after the child turns { $years }
day-why-decided = as decided in the case, counted from { $from }
day-why-no-day = without a limit, triggered on { $from }
day-step = What
day-printed-filter = Shown here: { $filter }
day-step-requests = What others were asked for
day-late = How late
day-late-week = Within 7 days
day-late-overdue = Only overdue
day-late-today = To today
day-late-all = Everything
day-shown =
    { $count ->
        [one] 1 row
       *[other] { $count } rows
    }
day-numbers = My numbers: { $share }% in time in the last 3 months (probably { $low }-{ $high }%), { $met } of { $counted }.
day-numbers-team = The team's numbers: { $share }% in time in the last 3 months (probably { $low }-{ $high }%), { $met } of { $counted }.
day-no-numbers = Nothing has fallen due in the last 3 months.
day-csv = Download the list (CSV, without names)
day-print = Show the whole list for printing
day-calendar = Download as a calendar (without names)
day-calendar-name = omhu: My day
day-front-title = Welcome
day-front-more = Children and cases are shown only to those who work with them. If you lack access, ask your leader.
day-front-casework = You work with cases. Your list is on My day.
day-front-quality-auditor = You are a quality auditor: you read the cases drawn for your sample.
day-front-controller = You are a controller. There are no pages of key figures yet: the command omhu figures makes the figures of an extract. You see no names.
day-front-director = You are a director. There are no pages of key figures yet: the command omhu figures makes the figures of an extract. You see no cases.
day-front-external-auditor = You are an external auditor: you read the cases drawn for your engagement while it lasts.
day-front-log-reviewer = You review the log of look-ups: who has seen what, and did they have a reason?
day-front-user-administrator = You are a user administrator: you make users, teams and roles. You see no cases.
day-front-system-administrator = You are a system administrator: you keep the server running. You see no cases.
day-front-no-role = You have no role yet. Ask your user administrator.
day-asked = We are waiting for: { $what } (since { $since })
day-answer-by = answer wanted by { $day }
day-answer-was-due = The answer should have come { $day }: time to ask again
day-may-leave-out = The child is under { $years }. Where you cannot talk with it yet, you may write the lawful reason instead, such as age and maturity. It is the same form: choose “{ $answer }”.
day-answer-came = The answer has come
day-ask-others = Ask others for an answer
day-calendar-overdue = { $what } (overdue since { $day })
day-calendar-awaited = Ask again: { $what }
day-of-colleague = { $name } has the case
day-ask-again = Ask again
day-choose = Choose
day-give = Give the chosen cases to somebody
day-empty-no-cases = You have no cases yet
day-empty-no-cases-why = When your coordinator or leader gives you a case, it says here what to do and by when.
day-empty-team-no-cases = The team has no open cases
day-empty-team-no-cases-why = When a notification comes, or the team gets a case, it says here what to do and by when.
day-empty-no-team = You are in no team yet
day-empty-no-team-why = A user administrator places you in a team. Then the cases stand here.
day-empty-overdue = Nothing is overdue
day-empty-overdue-why = There may be other things to do: choose another deadline above.
