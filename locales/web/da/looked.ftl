# Opslag, samlet for hver person og dag.
looked-heading = Opslag for hver person og dag
looked-who = Hvem
looked-right = Tilknytning
looked-did = Hvad
looked-from = Fra og med
looked-to = Til og med
looked-no-day = Skriv en dag, fx 18.11.2026
looked-backwards = Den sidste dag ligger før den første
looked-case = Sag { $case }
looked-cases =
    { $count ->
        [one] 1 sag
       *[other] { $count } sager
    }
looked-shown =
    { $count ->
        [one] 1 opslag
       *[other] { $count } opslag
    } af { $people ->
        [one] 1 bruger
       *[other] { $people } brugere
    }
looked-group =
    { $name }: { $count ->
        [one] 1 opslag
       *[other] { $count } opslag
    } { $time } · { $what }
looked-between = kl. { $first }–{ $last }
looked-denied = Fik nej
looked-none = Ingen opslag passer til det, du har valgt.
looked-paper = Vis alle opslag foldet ud, klar til papir
looked-more = Kun de nyeste opslag er med
looked-more-why = Siden viser højst { $count } opslag. Vælg dage for at se de ældre.
looked-system = omhu selv
looked-system-why = Kørt på serveren af dem, der driver omhu, fx når sager læses ind
