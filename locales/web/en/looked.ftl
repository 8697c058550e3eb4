# Look-ups, gathered by person and day.
looked-heading = Look-ups by person and day
looked-who = Who
looked-right = Relation
looked-did = What
looked-from = From
looked-to = To
looked-no-day = Write a day, such as 18.11.2026
looked-backwards = The last day lies before the first
looked-case = Case { $case }
looked-cases =
    { $count ->
        [one] 1 case
       *[other] { $count } cases
    }
looked-shown =
    { $count ->
        [one] 1 look-up
       *[other] { $count } look-ups
    } by { $people ->
        [one] 1 user
       *[other] { $people } users
    }
looked-group =
    { $name }: { $count ->
        [one] 1 look-up
       *[other] { $count } look-ups
    } { $time } · { $what }
looked-between = { $first }–{ $last }
looked-denied = Was told no
looked-none = No look-up fits what you have chosen.
looked-paper = Show all look-ups unfolded, ready for paper
looked-more = Only the newest look-ups are here
looked-more-why = The page shows at most { $count } look-ups. Choose days to see older ones.
looked-system = omhu itself
looked-system-why = Run on the server by those who run omhu, for example when cases are read in
