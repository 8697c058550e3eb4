# Kommandolinjens hjælp.
cli-about = Frister og nøgletal for børnesager: hvad skulle ske hvornår, hvorfor, og skete det i tide?
cli-after =
    Et eksempel:  omhu simulate --out sager.csv  og så  omhu check sager.csv --as-of 2025-12-31
    Afslutning: 0 ingen rækker afvist · 3 rækker afvist, svaret givet · 2 filen kan ikke bruges · 1 en fejl i omhu
    Filens form: docs/case-history.md
cli-lang = Sprog: da eller en (ellers miljøvariablen OMHU_LANG, ellers dansk)
cli-check = Hvad skulle ske hvornår i hver sag, og hvad blev der af det
cli-figures = Nøgletal: pligter talt efter fristens måned, kvartal eller år
cli-law = Lovbogen: se den, søg i den, kontrollér den
cli-law-list = Alle pligter, eller dem, der gælder en bestemt dag
cli-law-show = Én pligt med alle versioner, kilder og undtagelser
cli-law-check = Kontrollér lovfiler: fejl med fil, linje og grund
cli-law-pages = Skriv en side for hver pligt, til at læse for en jurist; med --law fører links til mappens scenarier
cli-law-folder = Mappe med lovfiler i stedet for de indbyggede
cli-simulate = Lav en opdigtet kommunes sager, og facit
cli-file = Sagshistorik: CSV eller JSON Lines; - er standard ind
cli-mapping = Oversættelse af et udtræk med andre kolonner, datoer, tegnsæt eller koder
cli-input = Filens form, hvis navnet ikke siger den
cli-rejected = Skriv alle afviste rækker til denne fil; en ny kan kun du læse (rettigheder 0600)
cli-memory = Hukommelse til rækker; resten venter på disken
cli-threads = Tråde; 0 = en for hver kerne
cli-spill-dir = Mappe til rækker, der ikke er plads til i hukommelsen
cli-as-of = Det, der skete efter denne dag, findes ikke (ellers i dag)
cli-known-at = Det, der blev registreret efter denne dag, findes ikke (ellers i dag)
cli-local = Kommunens egne mål som et ekstra lag, fx copenhagen-2008
cli-further = Også pligter ud over den offentlige kontrakt (law/further)
cli-assume = Svar på et åbent retligt spørgsmål, fx authority_limits_roll=true (omhu law list viser dem)
cli-format = Svarets form
cli-out = Skriv til denne fil i stedet for standard ud; kun du kan læse den (rettigheder 0600)
cli-title = Rapportens titel
cli-simulated = Sig på hver side, at dataene er simulerede
cli-explain = Fortæl hver udregning for én sag i sætninger
cli-suggest-mapping = Skriv et forslag til --mapping ud fra filens kolonner
cli-from = Første fristdag, der tælles
cli-to = Sidste fristdag, der tælles
cli-by = Periode
cli-per = Gruppe
cli-on = Kun det, der gælder denne dag
cli-name = Pligtens navn, fx review_held
cli-folder = Mappe
cli-seed = Frø: samme frø giver samme fil
cli-teams = Antal team
cli-children = Antal børn
cli-first-year = Første år
cli-years = Antal år
cli-dirty = Andel af sager med plantede fejl
cli-no-shock = Uden det chok, der ellers rammer ét team midt i perioden
cli-truth = Skriv facit til denne fil: hvad der blev plantet hvor
cli-calibration = Vis, hvilke offentliggjorte tal simuleringen er stillet efter
cli-heading-options = Valg
cli-heading-commands = Kommandoer
cli-heading-usage = Brug
cli-heading-arguments = Angives
cli-help = Vis denne hjælp
cli-version = Vis udgaven
