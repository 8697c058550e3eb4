notification-title = New notification
notification-lead = Somebody is worried about a child. The 24 hours run from the time you write here.
notification-children = Who is it about?
notification-child = Child { $number }
notification-find = Find the child's case
notification-find-help = Search by what you have. omhu shows only cases that you may see. If you do not know the number, type the name. If nothing fits, the child is new.
notification-find-hint = Case number, CPR number or name. Leave it empty for a new child.
notification-new-child = The child is new: write what you know
notification-which = Is it one of these children?
notification-which-help = Look at name and birthday. Choose the child if it is the same one. Then the notification goes to the case that is there, and the child does not get two.
notification-none-of-these = No, the child is new
notification-choose = Choose the child, or that it is new.
notification-not-found = No case that you can see fits. Write the child's name below.
notification-no-child = Write which child it is about. If the name is not known, write what is.
notification-given = Given name
notification-given-help = All given names if you know them. If you only know what the child is called, give that.
notification-surname = Surname
notification-surname-help = The surname as in the civil register, if you know it.
notification-cpr = CPR number
notification-cpr-help = By the number omhu finds the case that the child may have already. If you do not know it, leave the field empty and give the birthday.
notification-cpr-hint = Ten digits.
notification-cpr-fault = That is not a CPR number. Write ten digits, or leave it empty.
notification-born = Birthday
notification-born-help = Give it if you do not have the CPR number. Several limits hang on how old the child is.
notification-expected = Expected birth
notification-expected-help = The day on which the child is expected. The concern for an unborn child follows the pregnant woman.
notification-expected-hint = Only if the child is not born yet.
notification-siblings = Are the children siblings?
notification-siblings-help = Tick it if the children belong to one family. Then you can go from one case to the other, and each child is judged by itself.
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
