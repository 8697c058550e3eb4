notification-title = New notification
notification-lead = Somebody is worried about a child. The 24 hours run from the time you write here.
notification-children = Who is it about?
notification-child = Child { $number }
notification-find = Find the child's case
notification-find-hint = Case number, CPR number or name. Leave it empty for a new child.
notification-new-child = The child is new: write what you know
notification-which = Is it one of these children?
notification-none-of-these = No, the child is new
notification-choose = Choose the child, or that it is new.
notification-not-found = No case that you can see fits. Write the child's name below.
notification-no-child = Write which child it is about. If the name is not known, write what is.
notification-given = Given name
notification-surname = Surname
notification-cpr = CPR number
notification-cpr-hint = Ten digits.
notification-cpr-fault = That is not a CPR number. Write ten digits, or leave it empty.
notification-born = Birthday
notification-expected = Expected birth
notification-expected-hint = Only if the child is not born yet.
notification-siblings = Are the children siblings?
notification-siblings-yes = Yes, they belong to the same family
notification-more = More about the notification
notification-save = Save the notification
notification-cancel = Cancel
notification-fresh = Start again
notification-clocks = The deadlines start now
notification-clocks-day = Within 24 hours it must be judged whether the child is in danger.
notification-clocks-receipt = Within 6 working days the notifier must have a receipt.
notification-done = The notification is received
notification-done-lead =
    { $count ->
        [one] It is written in 1 child's case.
       *[other] It is written in the cases of { $count } children.
    }
notification-done-others = Others go on with what you cannot see yourself.
notification-case = { $child } (case { $reference })
notification-another = Another notification
notification-home = To the front page
