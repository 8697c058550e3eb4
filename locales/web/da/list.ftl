# Listen over sager, og ord som alle lister over sager bruger.
list-title = Sager
list-caption = Sager, du kan se
list-who = { $name }, { $age } år
list-nobody = Ingen rådgiver
list-no-team = Intet team
list-all = Alle
list-child = Barn
list-reference = Sagsnummer
list-reference-begins = Sagsnummer begynder med
list-team = Team
list-worker = Rådgiver
list-since = Sag siden
list-newest = Senest sket
list-state = Åben eller lukket
list-open = Åbne
list-closed = Lukkede
list-open-and-closed = Åbne og lukkede
list-is-open = Åben
list-is-closed = Lukket
list-none = Ingen sager passer. Vis alle, eller spørg en kollega, om sagen er hos et andet team.
list-shown =
    { $count ->
        [one] 1 sag
       *[other] { $count } sager
    }
