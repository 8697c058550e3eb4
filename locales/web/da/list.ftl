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
list-no-user = Uden bruger her
list-no-user-all = Alle uden bruger her
list-worker-not-here = { $name } (uden bruger her)
list-none-yet = Du ser ingen åbne sager endnu. En sag står her, når du eller dit team får den. Er sagen lukket, så vælg det ovenfor.
list-none-of-role = Din rolle viser ingen sager på listen. Har du fået sager at læse, står de på forsiden.
