# Journalen: at skrive et notat og læse dem alle.
journal-title = Journal
journal-new = Skriv notat
journal-begin = Sæt spørgsmål ind under det, du har skrevet:
journal-when = Hvornår skete det?
journal-when-help = Skriv den dag, det skete, og ikke den dag, du skriver notatet. Skriver du senere, kan alle se, hvornår notatet blev skrevet.
journal-clock = Klokken
journal-clock-help = Skriv tiden, hvis den betyder noget, fx ved en opringning om natten. Ellers lad feltet stå tomt.
journal-template = Hvad handler notatet om?
journal-template-help = Så kan notatet findes igen. En samtale med barnet står også på overdragelsesarket. Knapperne under notatet sætter spørgsmål ind, som I kan svare på.
journal-text = Notat
journal-text-help = Skriv det, der betyder noget for sagen, og som ikke står andre steder: hvad der blev sagt, og hvad I har set. Skriv, hvem oplysningen kommer fra, og hold det, I har set, adskilt fra det, I tror. Familien kan få lov at læse det.
journal-text-hint = Hvad skete der, hvem sagde hvad, og hvad er aftalt? Barnets egne ord hører med.
journal-save = Gem notatet
journal-when-future = Dagen ligger i fremtiden. Skriv den dag, det skete.
journal-text-missing = Skriv notatet
journal-text-long = Notatet er for langt. Læg det i sagen som et dokument.
journal-refused = Notatet kunne ikke gemmes. Din tekst står her endnu.
journal-stale = Notatet er allerede rettet
journal-stale-more = Det blev skrevet om { $day } kl. { $clock }, efter at du åbnede det her. Din tekst står her endnu, og intet er slettet. Gemmer du nu, kommer din tekst i stedet for den, der står nu.
journal-stale-now = Det står der nu
journal-template-free = Andet
journal-template-meeting = Møde
journal-template-call = Telefonsamtale
journal-template-visit = Hjemmebesøg
journal-template-talk = Samtale med barnet
journal-questions-meeting =
    Hvem var med:

    Hvad talte vi om:

    Hvad sagde barnet eller familien selv:

    Aftalt (hvem gør hvad hvornår):
journal-questions-call =
    Hvem ringede:

    Hvad handlede det om:

    Aftalt:
journal-questions-visit =
    Hvem var hjemme:

    Hvad så vi:

    Hvad sagde barnet selv:

    Aftalt:
journal-questions-talk =
    Hvor talte vi sammen, og hvem var med:

    Hvad sagde barnet med egne ord:

    Hvad ønsker barnet:

    Hvad fik barnet at vide om det videre forløb:
journal-words = Find notater med ordene
journal-words-hint = Alle ord skal stå i notatet
journal-printed-filter = Kun notater med ordene: { $words }
journal-find = Find
journal-count =
    { $count ->
        [one] 1 notat
       *[other] { $count } notater
    }
journal-none = Ingen notater endnu
journal-none-more = Det første notat skrives, når der er talt med nogen om barnet.
journal-not-found = Ingen notater med de ord
journal-not-found-more = Prøv med færre ord.
journal-all = Vis alle notater
journal-same-day = skrevet samme dag
journal-by = Skrevet af { $name }
journal-replaced = { $template } (der er skrevet et nyt notat i stedet)
journal-erased = Teksten er slettet.
journal-replaces = Notatet her kommer til at stå i stedet for det gamle. Det gamle kan stadig læses.
journal-replace = Ret notatet
journal-in-place = Står i stedet for et notat skrevet { $day }.
journal-former = Vis, hvad der stod
