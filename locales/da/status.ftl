# The statuses of the contract, in the reader's words.
status-met = gjort til tiden
status-late = gjort for sent
status-late-with-preliminary = for sent, foreløbig vurdering til tiden
status-overdue = mangler, fristen er passeret
status-open = åben
status-ceased = bortfaldet
status-not-applicable = skal ikke gøres
status-statute = lov
status-local = lokalt mål
status-no-deadline = uden frist
