# The team: who has how much, and distributing cases.
team-title = Team
team-loads = Open cases of each caseworker
team-children = Children
team-families = Families
team-overdue = Overdue
team-no-cases = The team has no open cases.
team-give = Distribute cases
team-cases = Cases to choose from
team-none = No cases here. Choose another caseworker to move cases.
team-to = Give the chosen cases to
team-to-hint = From today on. With a team alone, the team distributes the cases itself.
team-only = Only team: { $team }
team-button = Give the cases
team-choose-cases = Tick at least one case
team-choose-to = Choose who is to have the cases
team-taken = { $count ->
    [one] One of the cases was meanwhile given away by somebody else: { $who } has it now. It was not moved, and nothing else was changed. The list was read again.
   *[other] { $count } of the cases were meanwhile given away by somebody else. They are now with: { $who }. They were not moved, and nothing else was changed. The list was read again.
}
team-taken-unseen = a place that you do not see
team-changed = Somebody wrote in one of the cases at the same moment, so none was moved. The list was read again; send it again if it still has to be moved.
team-refused = At least one of the cases could not be moved, so none was. Open the case to see what is in the way.
team-done =
    { $count ->
        [one] 1 case has been given.
       *[other] { $count } cases have been given.
    }
team-urgent = Urgent
team-abuse = Suspected abuse
team-danger = The child is in danger
team-judge-by = danger to be judged by { $day } at { $clock }
team-judge-by-day = danger to be judged by { $day }
team-warn = See this before the cases are given
team-warn-again = Nothing is moved yet. Send the form again if the cases are to be given all the same.
team-every = Which cases
team-every-hint = Without a tick here only the cases that are ticked on the list are given.
team-every-label =
    { $count ->
        [one] The one case on the list
       *[other] All { $count } cases on the list, those without a tick too
    }
team-every-cut = The list is too long to give all of it at once. Narrow it and try again. Nothing was moved.
team-undo = Undo
team-undo-more = Was it wrong? It can be undone today: the cases go back to those who had them, and the course says so.
team-undo-gone = The cases belong to another team now, so it cannot be undone from here. If it was wrong, ask that team to give them back.
team-undo-reason = Given by mistake and undone the same day
team-undo-late = It cannot be undone now: the cases were given on since, somebody is writing in one of them this moment, or it was not today that they were given. See the list, and give them from there.
team-undone =
    { $count ->
        [one] 1 case was laid back.
       *[other] { $count } cases were laid back.
    }
team-undone-left =
    { $count ->
        [one] 1 case stayed: it was given on since or belongs to another team now.
       *[other] { $count } cases stayed: they were given on since or belong to another team now.
    }
team-none-waits = No cases wait for a caseworker. Choose a caseworker, or all, to move cases.
team-no-team = You are in no team yet. A user administrator places you in one.
