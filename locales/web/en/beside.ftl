# Working on a case beside its caseworker.
beside-title = Staff beside the caseworker
beside-lead = A caseworker beside sees the case, writes notes and registers until it is ended here. Decisions, protected addresses and who notified stay with the case's caseworker.
beside-none = Nobody works on the case beside its caseworker.
beside-user = Who shall work on the case too?
beside-user-hint = Caseworkers, of other teams too. Who has a personal conflict with the case cannot be chosen.
beside-user-missing = Choose a caseworker
beside-why = Why?
beside-why-hint = It stands in the log of who has seen the case.
beside-button = Give access
beside-end = End
beside-end-of = End the access of { $name }
beside-end-lead = The case is gone from their list at once.
beside-end-why = Why is it over?
beside-back = Back to the staff
beside-done-added = The caseworker works on the case too now
beside-done-ended = The access is ended
