mark-overdue = Overskredet
mark-today = I dag
mark-open = Åben
mark-done = Udført
mark-not-relevant = Ikke relevant
mark-waiting = Venter på andre
mark-started = I gang
mark-not-started = Ikke begyndt
mark-days-over =
    { $days ->
        [0] i dag
        [one] 1 dag over
       *[other] { $days } dage over
    }
mark-days-left =
    { $days ->
        [one] 1 dag tilbage
       *[other] { $days } dage tilbage
    }
mark-days-waited =
    { $days ->
        [0] siden i dag
        [one] i 1 dag
       *[other] i { $days } dage
    }
mark-missed = Mangler
mark-reminder = Ryk for svar
