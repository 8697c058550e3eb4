# The worklist: what must be done, in the order of the law.
worklist-overdue = Overdue
worklist-today = Today and the next 24 hours
worklist-week = This week
worklist-undated = As soon as possible (no fixed day)
worklist-fortnight = Within 14 days
worklist-waiting = Waiting for others
worklist-later = Later
