# The statuses of the contract, in the reader's words.
status-met = done in time
status-late = done late
status-late-with-preliminary = late, preliminary assessment in time
status-overdue = not done, due day passed
status-open = open
status-ceased = ceased
status-not-applicable = not required
status-statute = law
status-local = local target
status-no-deadline = no deadline
