# Adgangskontrol: begrundet adgang, opslag, stikprøver.
oversight-ways = Sider om adgang
oversight-title = Adgangskontrol
oversight-glass = Begrundet adgang
oversight-looks = Opslag
oversight-samples = Stikprøver af opslag
oversight-lead = Nogen har åbnet en sag uden en opgave i den og skrevet hvorfor. Spørg inden { $days } dage, om der var en grund.
oversight-alarm = Oftere end sædvanligt
oversight-alarm-more = { $names } har åbnet sager med en begrundelse mere end { $count } gange på { $days } dage.
oversight-waiting = Venter på opfølgning
oversight-none-waiting = Intet venter på dig.
oversight-asked = Fulgt op de seneste { $days } dage
oversight-none-asked = Intet er fulgt op i den tid.
oversight-who = Hvem
oversight-which = Sag
oversight-category = Anledning
oversight-reason = Begrundelse
oversight-opened = Åbnet
oversight-closed = Åben til
oversight-seconded = Sagt god for adressen
oversight-due = Frist
oversight-do = Handling
oversight-finding = Resultat
oversight-remark = Bemærkning
oversight-by = Fulgt op af
oversight-when = Hvornår
oversight-what = Hvad
oversight-why = Hvorfor
oversight-role = Rolle
oversight-follow-up = Følg op
oversight-found = Resultatet er gemt.
oversight-justified = Der var en grund
oversight-unjustified = Der var ingen grund
oversight-unclear = Det kan ikke afklares
oversight-again = Brugt igen efter opfølgningen
oversight-again-more = Brugeren har set sagen gennem adgangen igen, efter at der var fulgt op. Spørg igen, og gem et nyt resultat.
oversight-glass-of = Begrundet adgang: { $name }
oversight-during = Det så og gjorde brugeren i sagen
oversight-none-during = Intet.
oversight-was-there = Var der en grund?
oversight-was-there-hint = Tal med brugeren først. Den, sagen handler om, kan få svaret at se. Var der ingen grund, lukkes adgangen, når du gemmer.
oversight-remark-hint = En sætning: hvad var anledningen, og hvem har bekræftet den?
oversight-finding-missing = Vælg et resultat
oversight-remark-missing = Skriv en sætning på mindst { $count } tegn
oversight-remark-long = Skriv højst { $count } tegn
oversight-button = Gem resultat
oversight-back = Tilbage til begrundet adgang
oversight-own = Ingen vurderer sit eget opslag. Bed en anden.
oversight-own-left = Gemt. De opslag, der mangler i stikprøven, er dine egne. Bed en anden om at vurdere dem.
oversight-over = Det er allerede vurderet, eller det findes ikke mere. Hent siden igen.
oversight-looks-lead = Hver gang nogen ser noget, står det her. Også din søgning.
oversight-ask = Skriv en sag, eller vælg en bruger
oversight-no-case = Der er ingen sag med det nummer, du kan spørge om.
oversight-none-looked = Ingen opslag.
oversight-of-case = Sagsnummer
oversight-of-case-hint = Hele nummeret, med store eller små bogstaver
oversight-of-user-hint = Uden sag: alt, brugeren har set
oversight-samples-lead = Opslag, som en opgave i sagen forklarer, er sorteret fra. Af resten trækkes mindst 30, eller hver hundrede. Træk hver måned, mens folk kan huske.
oversight-no-samples = Der er ikke trukket nogen endnu.
oversight-sample = Stikprøve { $number }
oversight-draw = Stikprøve
oversight-draw-new = Træk en stikprøve
oversight-draw-pile =
    { $count ->
        [one] Siden sidst er der 1 opslag at trække af.
       *[other] Siden sidst er der { $count } opslag at trække af.
    }
oversight-draw-lead = Systemet vælger et tilfældigt tal nu og gemmer det. Ingen kan kende det før. Der kan ikke trækkes om: næste stikprøve begynder, hvor denne slutter.
oversight-draw-button = Træk nu
oversight-nothing-to-draw = Der er ingen opslag at trække af
oversight-back-samples = Tilbage til stikprøver
oversight-back-sample = Tilbage til stikprøven
oversight-drawn-by = Trukket af
oversight-pile = At trække af
oversight-share = Af 1.000 opslag
oversight-drawn = Trukket
oversight-left = Mangler
oversight-to-examine = Skal undersøges
oversight-all-judged = Alle opslag i stikprøven er vurderet.
oversight-seed = Tilfældigt tal
oversight-rows = Rækker i loggen
oversight-drawn-lead = De rækker er trukket, hvor SHA-256 af det tilfældige tal, et mellemrum og rækkens nummer er mindst. Så kan enhver regne efter.
oversight-drawn-rows = Trukne opslag
oversight-row = Række { $number }
oversight-row-of-log = Række
oversight-in-order = I orden
oversight-examine = Skal undersøges
oversight-was-look = Er opslaget i orden?
oversight-was-look-hint = Spørg brugeren, hvis du er i tvivl
oversight-row-remark-hint = Hvad forklarede opslaget, eller hvad skal undersøges
oversight-what-to-examine = Skriv, hvad der skal undersøges
oversight-row-button = Gem, og gå til den næste
oversight-progress = { $left } af { $drawn } mangler
oversight-empty = Ingen
oversight-criterion = Søgt efter
oversight-client = Adresse
oversight-not-in-order = Ikke i orden
oversight-what-was-wrong = Skriv, hvad der ikke var i orden, og hvad der sker nu
oversight-examine-left = Gemt. De opslag, der skal undersøges, er åbne, til du har vurderet dem som i orden eller ikke i orden.
oversight-examined = Åbne: skal undersøges
oversight-none-examined = Intet er under undersøgelse.
oversight-notice-samples =
    { $count ->
        [one] 1 opslag fra stikprøver mangler en afgørelse
       *[other] { $count } opslag fra stikprøver mangler en afgørelse
    }
oversight-notice =
    { $count ->
        [one] 1 begrundet adgang venter på opfølgning
       *[other] { $count } begrundede adgange venter på opfølgning
    }
oversight-notice-late =
    { $count ->
        [one] 1 begrundet adgang skulle være fulgt op
       *[other] { $count } begrundede adgange skulle være fulgt op
    }
oversight-audits = Sager til revision
oversight-audits-lead = En revisor læser kun de sager, der er givet her, og kun til og med den sidste dag. Det står i loggen for hver sag.
oversight-audit = Revision
oversight-audit-hint = Et kort navn uden mellemrum, fx BDO-2026
oversight-audit-wrong = Skriv et navn af bogstaver a-z, tal, bindestreg og punktum, højst 40 tegn
oversight-audit-reader = Revisor
oversight-audit-reader-hint = Den, der har en rolle som kvalitetsrevisor eller ekstern revisor nu
oversight-audit-reader-missing = Vælg en revisor, der ikke er dig selv
oversight-audit-cases = Sager
oversight-audit-cases-hint = Sagernes egne id'er eller numre, ét på hver linje
oversight-audit-cases-unknown = Disse sager findes ikke: { $cases }
oversight-audit-cases-missing = Skriv mindst én sag og højst { $count }
oversight-audit-first = Fra
oversight-audit-last = Sidste dag
oversight-audit-last-hint = Højst et år frem. Fx 18.12.2026.
oversight-audit-last-wrong = Skriv en dag fra i dag og højst et år frem
oversight-audit-do = Handling
oversight-audit-none = Ingen læser sager til en revision nu.
oversight-audit-new = Giv sager til en revisor
oversight-audit-new-lead = Revisoren kan læse disse sager fra i dag. Giv kun det, der skal bruges.
oversight-audit-button = Giv sagerne
oversight-audit-given = Sagerne er givet.
oversight-audit-back = Tilbage til sager til revision
oversight-audit-end = Tag sagerne tilbage
oversight-audit-end-lead = Revisoren kan ikke læse sagerne mere fra nu af.
oversight-audit-ended = Sagerne er taget tilbage.
oversight-own-sample = Sager, du læser til en revision
oversight-own-sample-none = Du har ingen sager at læse nu. Databeskyttelsesrådgiveren giver dem.
