# Min dag: hvad skal gøres, og hvorfor.
day-title = Min dag · { $day }
day-title-team = Teamets dag · { $day }
day-later-count = Vis senere ({ $count })
day-empty = Intet haster de næste 7 dage
day-empty-why = Intet er overskredet, og intet skal være gjort inden 7 dage.
day-empty-chosen = Intet svarer til det valgte
day-empty-chosen-why = Der kan være andet at gøre: vis alle team, rådgivere og frister.
day-empty-own = Intet haster de næste 14 dage
day-empty-own-why = Intet er overskredet, og intet skal være gjort inden 14 dage.
day-written = Det er gemt. Sagen hører nu til hos andre.
day-cut = Listen er afkortet ved 500 rækker. Afgræns den for at se resten.
day-register = Registrér
day-open = Åbn sagen
day-write-note = Notat
day-talk = Samtale
day-open-assessment = Start en undersøgelse
day-all-steps = Alle trin
day-print-overdue = Udskriv det overskredne
day-print-how = Listen er klar til papir. Tryk Ctrl og P.
day-was-due = skulle være { $day }
day-was-due-at = skulle være { $day } kl. { $clock }
day-due = senest { $day }
day-due-at = senest { $day } kl. { $clock }
day-undated = uden fast frist
day-time-left =
    { $hours ->
        [0] om { $minutes } min.
       *[other] om { $hours } t. { $minutes } min.
    }
day-time-over =
    { $hours ->
        [0] { $minutes } min. over
       *[other] { $hours } t. { $minutes } min. over
    }
day-why-same-day = samme dag som det, der udløste det, { $from }
day-why-hours = { $count } timer efter { $from }
day-why-hours-of-day = { $count } timer efter { $from } (klokkeslættet er ikke skrevet)
day-why-days =
    { $count ->
        [one] 1 dag efter { $from }
       *[other] { $count } dage efter { $from }
    }
day-why-weekdays =
    { $count ->
        [one] 1 hverdag efter { $from }
       *[other] { $count } hverdage efter { $from }
    }
day-why-weeks =
    { $count ->
        [one] 1 uge efter { $from }
       *[other] { $count } uger efter { $from }
    }
day-why-months =
    { $count ->
        [one] 1 måned efter { $from }
       *[other] { $count } måneder efter { $from }
    }
day-why-years = { $count } år efter { $from }
day-why-year-of-placement = inden udgangen af anbringelsens { $count }. år, som regnes fra { $from }
day-why-birthday = når barnet fylder { $years } år
day-why-before-birthday = { $months } måneder før barnet fylder { $years } år
day-why-after-birthday = { $months } måneder efter barnet fylder { $years } år
day-why-decided = besluttet i sagen, regnes fra { $from }
day-why-no-day = uden frist, udløst { $from }
day-step = Hvad
day-printed-filter = Vist her: { $filter }
day-step-requests = Hvad andre er bedt om
day-late = Hvor sent
day-late-week = Inden 7 dage
day-late-overdue = Kun overskredet
day-late-today = Til og med i dag
day-late-all = Alt
day-shown =
    { $count ->
        [one] 1 række
       *[other] { $count } rækker
    }
day-numbers = Mine tal: { $share } % rettidigt de seneste 3 måneder (sandsynligvis { $low }-{ $high } %), { $met } af { $counted }.
day-numbers-team = Teamets tal: { $share } % rettidigt de seneste 3 måneder (sandsynligvis { $low }-{ $high } %), { $met } af { $counted }.
day-no-numbers = Ingen frister er faldet de seneste 3 måneder.
day-csv = Hent listen (CSV, uden navne)
day-print = Vis hele listen til udskrift
day-calendar = Hent som kalender (uden navne)
day-calendar-name = omhu: Min dag
day-front-title = Velkommen
day-front-more = Børn og sager vises kun for dem, der arbejder med dem. Mangler du adgang, så spørg din leder.
day-front-casework = Du arbejder med sager. Din liste står på Min dag.
day-front-quality-auditor = Du er kvalitetsrevisor: du læser de sager, der er udtrukket til din stikprøve.
day-front-controller = Du er controller. Her er ingen sider med nøgletal endnu: kommandoen omhu figures laver tallene ud af et udtræk. Du ser ingen navne.
day-front-director = Du er direktør. Her er ingen sider med nøgletal endnu: kommandoen omhu figures laver tallene ud af et udtræk. Du ser ingen sager.
day-front-external-auditor = Du er ekstern revisor: du læser de sager, der er udtrukket til din opgave, så længe den varer.
day-front-log-reviewer = Du gennemgår loggen over opslag: hvem har set hvad, og havde de en grund?
day-front-user-administrator = Du er brugeradministrator: du opretter brugere, teams og roller. Du ser ingen sager.
day-front-system-administrator = Du er systemadministrator: du holder serveren i gang. Du ser ingen sager.
day-front-no-role = Du har ingen rolle endnu. Spørg din brugeradministrator.
day-asked = Vi venter på: { $what } (siden { $since })
day-answer-by = svar ønsket senest { $day }
day-answer-was-due = Svaret skulle være kommet { $day }: tid til at rykke
day-may-leave-out = Barnet er under { $years } år. Kan I ikke tale med det endnu, så må I skrive den lovlige grund i stedet, fx alder og modenhed. Det er den samme formular: vælg «{ $answer }».
day-answer-came = Svaret er kommet
day-ask-others = Bed andre om svar
day-calendar-overdue = { $what } (overskredet siden { $day })
day-calendar-awaited = Ryk for svar: { $what }
day-of-colleague = { $name } har sagen
day-ask-again = Ryk for svar
day-choose = Vælg
day-give = Giv de valgte sager videre
day-empty-no-cases = Du har ingen sager endnu
day-empty-no-cases-why = Når du får en sag af din koordinator eller leder, står det her, hvad der skal gøres og hvornår.
day-empty-team-no-cases = Teamet har ingen åbne sager
day-empty-team-no-cases-why = Når der kommer en underretning, eller teamet får en sag, står det her, hvad der skal gøres og hvornår.
day-empty-no-team = Du er ikke med i et team endnu
day-empty-no-team-why = En brugeradministrator sætter dig i et team. Så står sagerne her.
day-empty-overdue = Intet er overskredet
day-empty-overdue-why = Der kan være andet at gøre: vælg en anden frist ovenfor.
