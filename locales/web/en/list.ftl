# The list of cases, and words that all lists of cases use.
list-title = Cases
list-caption = Cases that you can see
list-who =
    { $age ->
        [one] { $name }, 1 year
       *[other] { $name }, { $age } years
    }
list-nobody = No caseworker
list-no-team = No team
list-all = All
list-child = Child
list-reference = Case number
list-reference-begins = Case number begins with
list-team = Team
list-worker = Caseworker
list-since = Case since
list-newest = Latest event
list-state = Open or closed
list-open = Open
list-closed = Closed
list-open-and-closed = Open and closed
list-is-open = Open
list-is-closed = Closed
list-none = No case fits. Show all, or ask a colleague whether the case is with another team.
list-shown =
    { $count ->
        [one] 1 case
       *[other] { $count } cases
    }
list-no-user = Not with any user here
list-no-user-all = All not with any user here
list-worker-not-here = { $name } (no user here)
list-none-yet = You see no open cases yet. A case stands here when you or your team get it. If the case is closed, choose so above.
list-none-of-role = Your role shows no cases in the list. If you were given cases to read, they stand on the front page.
