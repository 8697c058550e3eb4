search-title = Søg
search-query = Barn, sag eller ord
search-hint = Et navn, et sagsnummer eller ord fra et notat.
search-button = Søg
search-count =
    { $count ->
        [0] Intet fundet
        [one] 1 fundet
       *[other] { $count } fundet
    }
search-cases = Sager med navnet eller sagsnummeret
search-texts = Tekster med ordene, nyeste først
search-written = Skrevet
search-excerpt = Uddrag
search-over = Søgningen vises ikke længere
search-over-more = Det, der blev fundet, vises i { $hours } timer. Derefter siger adressen ikke mere, hvem der blev søgt efter. Skriv det igen ovenfor, hvis du stadig har brug for det.
search-nothing = Intet passer til »{ $query }«
search-nothing-why = Prøv en anden stavemåde eller færre ord. Sager, du ikke har adgang til, findes ikke her.
search-scope = Der søges i de sager, du har adgang til. Søgningen bliver noteret.
search-kind = Hvad
search-note = Notat
search-goal = Mål
search-document = Dokument
search-text = Tekst
