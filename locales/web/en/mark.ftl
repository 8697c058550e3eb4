mark-overdue = Overdue
mark-today = Today
mark-open = Open
mark-done = Done
mark-not-relevant = Not relevant
mark-waiting = Waiting for others
mark-started = In progress
mark-not-started = Not started
mark-days-over =
    { $days ->
        [0] today
        [one] by 1 day
       *[other] by { $days } days
    }
mark-days-left =
    { $days ->
        [one] 1 day left
       *[other] { $days } days left
    }
mark-days-waited =
    { $days ->
        [0] since today
        [one] for 1 day
       *[other] for { $days } days
    }
mark-missed = Missing
mark-reminder = Ask again
