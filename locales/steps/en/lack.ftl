# What a case lacks at a handover.
lack-overdue = Was due
lack-birthday = The child's birthday is not registered
lack-plan = Help is under way, but there is no plan
lack-goals = The plan has no goals
lack-talk = No talk with the child is registered for half a year
lack-custody-holder = No custody holder is linked to the case
