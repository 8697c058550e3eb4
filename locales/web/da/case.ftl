# Sagen: hvor er vi, hvad er det næste, hvad er der sket.
case-title = Sagen
case-reference = Sag { $reference }
case-team = Team { $team }
case-no-team = Ikke fordelt til et team
case-closed = Lukket
case-age = { $years } år
case-unborn = ikke født endnu
case-no-age = alder ikke registreret
case-worker = Rådgiver: { $name }
case-worker-of = Rådgiver: { $name } ({ $number }. rådgiver på { $months } måneder)
case-had-hidden = Hvem der har haft sagen, vises ikke for dig.
case-no-worker = Ingen rådgiver endnu
case-siblings = Søskende
case-custody = Forældremyndighed
case-write-note = Skriv notat
case-ways = Sagens sider
case-front = Sagen
case-journal = Journal
case-steps = Alle trin
case-looks = Hvem har set sagen
case-back = Tilbage til sagen
case-known = Sagen, som den var kendt den { $day }
case-known-more = Det, der er skrevet senere, er ikke med. Her kan intet ændres. Søskende vises, som familien var kendt den dag. Navne og kontaktoplysninger er dem, vi har nu.
case-known-now = Vis sagen, som den er nu
case-known-field = Som kendt den
case-known-wrong = Skriv en dag, der ikke ligger i fremtiden, fx 18.11.2026
case-known-button = Vis sagen den dag
case-next = Næste
case-next-none = Intet venter
case-next-closed = Sagen er lukket. Er der brug for hjælp igen, så åbn den igen.
case-reopen = Åbn sagen igen
case-next-none-more = Ingen frister løber i sagen lige nu.
case-register = Registrér
case-duty-number = { $title }, nr. { $number }
case-clock = kl. { $clock }
case-due-none = hurtigst muligt, uden fast frist
case-rhythm-days =
    { $count ->
        [one] hver dag
       *[other] hver { $count }. dag
    }
case-rhythm-weeks =
    { $count ->
        [one] hver uge
       *[other] hver { $count }. uge
    }
case-rhythm-months =
    { $count ->
        [one] hver måned
       *[other] hver { $count }. måned
    }
case-rhythm-years =
    { $count ->
        [one] hvert år
       *[other] hvert { $count }. år
    }
case-course = Forløb
case-course-label = Forløb, nyeste først
case-written =
    { $days ->
        [one] skrevet { $day }, 1 dag efter
       *[other] skrevet { $day }, { $days } dage efter
    }
case-basis = hjemmel { $basis }
case-words = Det, der blev skrevet
case-withdrawn = Gælder ikke mere: { $title }
case-corrected = Rettet { $day }. Begrundelse: { $reason }
case-retracted = Taget tilbage { $day }. Begrundelse: { $reason }
case-corrected-by = Rettet { $day } af { $who }. Begrundelse: { $reason }
case-retracted-by = Taget tilbage { $day } af { $who }. Begrundelse: { $reason }
case-correction = Står i stedet for en oplysning, der er rettet.
case-correction-of = Står i stedet for: { $former }
case-document-corrected = Rettet { $day }. Begrundelse: { $reason }. Før stod der: { $former }
case-document-asks = Bedt om { $what }
case-document-name = { $what } { $day }.txt
case-correct-link = Ret: { $title }
case-note = Notat: { $template }
case-goal-scored = Mål «{ $goal }»: nu { $now } af 10
case-document-filed = Dokument: { $sort }
case-plan-and-goals = Plan og mål
case-plan = Plan
case-plan-made = Plan af { $day }
case-plan-revised = Plan, senest ændret { $day }
case-plan-none = Ingen plan endnu
case-plan-none-more = Når der er en plan, står barnets mål her.
case-goal-better = bedre
case-goal-same = uændret
case-goal-worse = tilbage
case-measures = Indsatser
case-measure = Indsats
case-measure-what = Indsats
case-measure-basis = Hjemmel
case-measure-since = Siden
case-measure-reviewed = Seneste opfølgning
case-measures-none = Ingen indsats løber.
case-never = Ingen endnu
case-people = Barnet og netværket
case-people-name = Navn
case-people-part = Hvem
case-people-contact = Kontakt
case-people-remarks = Bemærkninger
case-people-unseen = Personerne i sagen vises ikke for dig.
case-people-none = Ingen personer er knyttet til sagen.
case-part-child = Barnet
case-part-custody-holder = Forældremyndighed
case-part-parent = Forælder
case-part-sibling = Søskende
case-part-network = Netværk
case-address-protected = Adressen er beskyttet
case-contact-protected = Adresse og telefonnummer er beskyttet
case-phone-protected = Telefonnummeret er beskyttet
case-sheet-tells = Arket nævner noget, der er beskyttet
case-sheet-tells-more = Det ser ud til, at nogens beskyttede adresse eller telefon står i teksten nedenfor. Se den efter, før arket bliver givet videre eller skrevet ud.
case-tells-logged = En tekst nævnte noget, der er beskyttet, og der blev advaret
case-address = Beskyttet adresse og telefon
case-address-lead = Når du viser adresse og telefonnummer, bliver det noteret med dit navn og tidspunktet. De skjules igen efter { $seconds } sekunder.
case-address-show = Vis adresse og telefon
case-address-shown = Adresse og telefonnummer skjules efter { $seconds } sekunder, eller når du går til en anden side. Skriv dem ikke i et notat. De kommer ikke med på papir.
case-address-none = Ingen i sagen har en beskyttet adresse eller et beskyttet telefonnummer.
case-conflicts-way = Inhabilitet
case-beside = Arbejder også på sagen
case-beside-nobody = Ingen
case-beside-change = Ændr
case-notifier = Hvem der underrettede
case-notifier-hidden = Vis med en begrundelse (noteres)
case-notifier-lead = Den, der har sagen, ser i forløbet, hvem der underrettede. For dig vises det kun med en begrundelse. Det bliver noteret med dit navn, tidspunktet og din begrundelse. Navnet skjules igen efter { $seconds } sekunder.
case-notifier-yours = Du ser det her, fordi du har sagen. Andre får det kun at se med en begrundelse.
case-notifier-own = Du har sagen. Derfor ser du i forløbet, hvem der underrettede: så kan du sende kvitteringen og give besked bagefter. Andre får det kun at se med en begrundelse. Det kommer ikke med på papir eller på overdragelsesarket.
case-notifier-which = Hvilken underretning?
case-notifier-which-hint = Her står de underretninger, hvor det er skrevet, hvem der underrettede.
case-notifier-missing = Vælg en underretning
case-notifier-of = Underretning { $day }
case-notifier-of-from = Underretning { $day }: { $from }
case-notifier-why = Hvorfor har du brug for at vide det?
case-notifier-why-hint = Fx at du skal sende kvitteringen. Skriv ikke navne. Begrundelsen står i loggen over, hvem der har set sagen.
case-notifier-show = Vis hvem
case-notifier-shown = Navnet skjules efter { $seconds } sekunder, eller når du går til en anden side. Skriv det ikke i et notat.
case-notifier-not-printed = Hvem der underrettede, kommer ikke med på papir.
case-notifier-none = Der er ikke skrevet i sagen, hvem der underrettede.
case-notifier-erased = Navnet er slettet
case-documents = Dokumenter
case-document = Dokument
case-document-day = Dato
case-document-concerns = Hører til
case-document-closed = { $what } (kan sige, hvem der underrettede)
case-document-with-reason = { $what } (kan sige, hvem der underrettede: åbnes med en begrundelse)
case-letter = Åbn et brev: { $what }
case-letter-lead = Dokumentet kan sige, hvem der underrettede. Derfor åbnes det kun med en begrundelse. Det bliver noteret med dit navn, tidspunktet og din begrundelse.
case-letter-button = Hent dokumentet
case-document-size = Størrelse
case-documents-none = Ingen dokumenter er lagt i sagen.
case-kilobytes = { $count } kB
case-correct-title = Ret en oplysning
case-correct-what = Ret: { $title }
case-correct-lead = Den gamle oplysning bliver stående i forløbet med din begrundelse. Fristerne regnes ud på ny.
case-correct-reason = Hvorfor retter du?
case-correct-reason-hint = En sætning er nok, fx: Datoen var for mødet, ikke for samtalen
case-correct-document-hint = En sætning er nok, fx: Vi har spurgt PPR og ikke skolen
case-correct-button = Ret oplysningen
case-correct-refused = Oplysningen kunne ikke rettes. Måske er den lige blevet rettet af en anden.
case-correct-nothing = Her er intet rettet endnu. Ret et af svarene, eller gå tilbage.
case-retract-title = Tag oplysningen tilbage
case-retract-lead = Brug det, når det slet ikke er sket, eller hører til en anden sag.
case-retract-reason = Hvorfor tager du den tilbage?
case-retract-button = Tag oplysningen tilbage
case-reason-missing = Skriv hvorfor
case-cell-missing = Her mangler et svar
case-cell-wrong = Svaret passer ikke til denne oplysning
case-done-corrected = Oplysningen er rettet.
case-done-retracted = Oplysningen er taget tilbage.
case-done-noted = Notatet er gemt.
case-done-opened = Sagen er åbnet med din begrundelse.
case-hand-over = Overdrag
case-assign = Fordel
case-section = Skrevet i sagen
case-handover = Overdragelse
case-handover-way = Overdragelsesark
case-handover-lead = Lavet ud fra sagen i dag.
case-handover-print = Skal det på papir, så tryk Ctrl og P.
case-handover-receipt = Se kvitteringen
case-handed-over = Sagen er overdraget.
case-to-know = Det skal du vide
case-lacks = Det mangler sagen
case-waiting = Det venter vi på
case-waiting-what = Opgave, der venter
case-waiting-asked = Bedt om
case-waiting-since = Siden
case-waiting-remind = Ryk den
case-waiting-none = Vi venter ikke på nogen.
case-asked-for = Bedt om: { $what }
case-asked-for-by = Bedt om: { $what }, svar ønsket senest { $day }
case-awaited-since = Venter siden { $since }
case-awaited-remind = Venter siden { $since }, ryk den { $remind }
case-awaited-remind-now = Venter siden { $since }. Svaret skulle være kommet { $remind }: tid til at rykke
case-answer-came = Svaret er kommet
case-ask-again = Bed om det igen
case-request-wrong = Ret, eller tag tilbage
case-newest-notes = De seneste notater
case-note-day = Dag
case-note-kind = Hvad
case-note-begins = Begynder
case-newest-notes-none = Ingen notater endnu.
case-had = Hvem har haft sagen
case-had-from = Fra
case-had-worker = Rådgiver
case-had-team = Team
case-add-document = Læg et dokument i sagen
case-sources-of = Kilder til { $part }
case-section-before = Tidligere tekst ({ $who }, { $day })
case-section-emptied = Teksten er taget ud. Det, der stod før, kan læses herunder.
case-despite = Registreret trods advarsel.
case-despite-because = Begrundelse for at registrere trods advarsel: { $reason }
case-because = Begrundelse: { $reason }
case-refused-on = Hvornår blev der sagt nej?
case-refusal-note = Hvad blev der sagt?
case-kroner = { $count } kr.
case-stale = Oplysningen er ændret, mens du skrev
case-stale-corrected = { $who } har rettet den imens. Begrundelse: { $reason }. Intet af dit er gemt endnu. Læs, og ret igen, hvis det stadig er nødvendigt.
case-stale-retracted = { $who } har taget den tilbage imens. Begrundelse: { $reason }. Intet af dit er gemt.
case-stale-now = Nu står der: { $now }
case-stale-part = { $who } har skrevet i «{ $part }» imens. Nu står der:
case-stale-part-emptied = { $who } har slettet teksten i «{ $part }» imens.
case-stale-yours = Det, du selv har ændret, står stadig i felterne, men er ikke gemt endnu. Felter, du ikke har rørt, viser det, der står nu.
case-stale-typed = Du skrev: { $typed }
case-measure-until = { $day }, ventes at slutte { $end }
case-measure-end-gone = Den dag er gået: afslut indsatsen, eller følg op på den
case-measure-cost = Pris pr. måned
case-nameless = Barn uden navn ({ $reference })
case-missed = Ikke registreret i tide
case-missed-check = Det skulle ligge i sagen senest { $day }. Er det gjort inden da, så registrér det med den rigtige dag. Er det ikke gjort, kan det ikke nås mere, og manglen bliver stående. Det kan stadig være rigtigt at gøre det nu.
case-missed-visits = Året sluttede { $day }. Er besøgene holdt, så registrér dem med de rigtige dage. Et besøg nu tæller i det nye år.
case-missed-ended = Det, som det handlede om, er slut. Er det gjort senest { $day }, så registrér det med den rigtige dag. Ellers er der ikke mere at gøre.
case-missed-late = Registrér sent
case-missed-now = Gør det nu
case-sheet-newest = { $heading } (de { $shown } nyeste af { $count })
case-sheet-voices = Det siger barnet
case-sheet-talk-noted = Notat om samtale
case-sheet-no-talk = Der er ikke registreret nogen samtale med barnet.
case-sheet-no-words = Seneste samtale er registreret { $day }, men barnets ord er ikke skrevet ned.
case-sheet-notifications = Underretninger
case-sheet-from = Fra
case-sheet-concern = Bekymring
case-sheet-judged = Vurdering
case-sheet-not-judged = Ikke vurderet endnu
case-sheet-no-notifications = Ingen underretninger.
case-sheet-assessment = Undersøgelsen
case-sheet-completed = Færdig { $day }:
case-sheet-begun = I gang siden { $day }:
case-sheet-no-conclusion = Der er ikke skrevet en konklusion.
case-sheet-no-assessment = Ingen undersøgelse er begyndt.
case-sheet-parts-written = Skrevet:
case-sheet-parts-unwritten = Ikke skrevet endnu:
case-sheet-away = Tid uden for hjemmet
case-sheet-placed =
    { $count ->
        [one] I alt { $years } år og { $months } måneder i 1 anbringelse.
       *[other] I alt { $years } år og { $months } måneder i { $count } anbringelser.
    }
case-sheet-placed-since = Anbragt siden { $day }.
case-sheet-placed-before = Bor hjemme nu.
case-sheet-decisions = Afgørelser
case-sheet-decided = Hvad
case-sheet-reasons = Begrundelse
case-sheet-no-decisions = Ingen afgørelser.
case-measure-where = Hvor
case-talk-before = senest { $day }
case-people-left =
    { $count ->
        [one] Og 1 person, som ikke er knyttet til sagen mere
       *[other] Og { $count } personer, som ikke er knyttet til sagen mere
    }
