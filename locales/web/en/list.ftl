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
