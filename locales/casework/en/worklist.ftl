# The worklist: what must be done, in the order of the law.
worklist-overdue = Overdue
worklist-today = Today
worklist-week = This week
worklist-fortnight = Within 14 days
worklist-waiting = Waiting for others
worklist-later = Later
