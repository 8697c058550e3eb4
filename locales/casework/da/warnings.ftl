# Det, der er værd at se på en gang til, før noget bliver skrevet. Aldrig et forbud.
warnings-date-in-future = Dagen { $day } er ikke kommet endnu. Er det den rigtige dag?
warnings-far-past = Dagen { $day } er mere end { $years } år siden. Er årstallet rigtigt?
warnings-before-birth = Dagen { $day } er før barnet blev født ({ $born }). Ret en af de to dage.
warnings-born-after-facts = Sagen har noget, der skete { $earliest }, længe før denne fødselsdag ({ $day }). Er dagen rigtig?
warnings-born-long-ago = Med fødselsdagen { $day } er personen fyldt { $years } år. Er årstallet rigtigt?
warnings-birth-twice = Sagen har allerede en fødselsdag: { $day }. Ret den i stedet for at skrive en ny.
warnings-before-opening = Dagen { $day } er før sagen begyndte ({ $opened }). Er dagen rigtig?
warnings-registered-late = Det skete for { $days } dage siden. Skriv gerne kort, hvorfor det først bliver registreret nu.
warnings-clock-started-late = Underretningen kom { $day }, så de 24 timer var gået, da den blev registreret. Vurdér den nu, og noter hvornår den kom.
warnings-time-missing = { $kind }: loven regner i timer. Skriv klokkeslættet, hvis du kender det.
warnings-midnight = { $kind }: klokken 00.00 ligner et klokkeslæt, der mangler. Passer det?
warnings-start-lacking = { $kind }: der mangler "{ $start }" om det samme. Registrér det først, eller vælg det rigtige.
warnings-before-its-start = { $kind }: dagen er før "{ $start }", som var { $day }. Er dagene rigtige?
warnings-assessment-not-opened = Undersøgelsen er ikke åbnet. Registrér, hvornår I blev bekendt med behovet.
warnings-assessment-early = Undersøgelsen begyndte først { $day }. Er dagen rigtig?
warnings-measure-without-decision = Der er ikke valgt en afgørelse, som indsatsen hviler på. Vælg den, eller træf den først.
warnings-measure-before-decision = Indsatsen begynder før afgørelsen, som er fra { $day }. Er dagene rigtige?
warnings-end-before-start = Indsatsen begyndte først { $day }. Et ophør før det tæller ikke.
warnings-review-before-start = Indsatsen begyndte først { $day }. En opfølgning før det tæller ikke.
warnings-committee-not-presented = Den foreløbige afgørelse er ikke forelagt udvalget før denne afgørelse. Registrér forelæggelsen.
warnings-committee-unprepared = Der er ikke registreret noget, som udvalget kan afgøre: ingen indstilling, ingen forelæggelse og ingen akut anbringelse. Sæt kryds ved indstillingen, hvis den er skrevet, eller vælg den rigtige afgørelse.
warnings-plan-for-nothing = Der er hverken en afgørelse eller en indsats, som planen kan høre til. Registrér afgørelsen først, eller vælg den.
warnings-duplicate = { $kind } { $day } står her allerede med det samme indhold.
warnings-notification-twice = Der er allerede en underretning af samme slags { $day }{ $judged ->
    [yes] , og den er vurderet
   *[no] { "" }
 }. Er det den samme?
warnings-done-twice = { $kind } er allerede registreret { $day }. Ret den, hvis den er forkert.
warnings-assessment-completed-twice = Undersøgelsen blev afsluttet { $day }. Er det en ny undersøgelse?
warnings-fact-on-closed = Sagen blev lukket { $day }. Skal den åbnes igen, før { $kind } bliver registreret?
warnings-note-on-closed = Sagen blev lukket { $day }. Notatet bliver gemt i den lukkede sag.
warnings-reopened-without-reason = Sagen er lukket. Skriv gerne kort, hvorfor den åbnes igen { $day }.
warnings-opened-twice = Sagen er allerede åben.
warnings-closed-twice = Sagen er allerede lukket.
warnings-closing-running = { $count ->
    [one] 1 indsats løber endnu ({ $measures }). Den slutter med sagen. Er det meningen?
   *[other] { $count } indsatser løber endnu ({ $measures }). De slutter med sagen. Er det meningen?
 }
warnings-closing-acute = Barnet blev akut anbragt { $day }, og udvalget har ikke afgjort det. Hvor er barnet, når sagen lukkes?
warnings-closing-duties = { $count ->
    [one] Det er ikke gjort endnu: { $obligations }. Gør det først, eller skriv hvorfor det falder væk.
   *[other] De er ikke gjort endnu: { $obligations }. Gør dem først, eller skriv hvorfor de falder væk.
 }
warnings-same-caseworker = Sagen ligger allerede hos denne rådgiver.
warnings-caseworker-on-leave = { $name } er fraværende til og med { $until }, og en anden står for sagerne imens. Vælg eventuelt en anden.
warnings-changes-team = Teamet skifter fra { $from } til { $to }, og adgangen følger med.
warnings-siblings-apart = { $child } har søskende hos en anden: { $siblings }.
warnings-no-team = Uden et team bliver sagen ikke talt med i teamets tal.
warnings-abuse-not-same-day = Underretningen om overgreb kom { $day }. Den skal vurderes samme dag.
warnings-danger-without-step = Barnet er vurderet i fare, men intet er sat i gang. Hvad gør I nu?
warnings-answer-to-anonymous = { $kind }: underretteren er anonym og kan ikke få svar.
warnings-exploration-after-decision = Afdækningen kommer efter afgørelsen fra { $day }. Er dagen rigtig?
warnings-same-eyes = Den, der genvurderer, har haft sagen. Genvurderingen skal laves med en, som ikke har haft den før.
warnings-no-conversation = Barnet er ikke hørt før afgørelsen { $day }. Hold samtalen, eller skriv grunden til at lade være.
warnings-no-hearing = Parten er ikke hørt før afgørelsen { $day }. Hør parten, eller skriv grunden til at lade være.
warnings-no-assessment = Undersøgelsen er ikke afsluttet før afgørelsen om anbringelse { $day }.
warnings-no-appeal-guidance = Der er ikke givet klagevejledning med afgørelsen { $day }.
warnings-no-plan-position = Tag stilling til, om barnet skal have en plan, samme dag som afgørelsen { $day }.
warnings-no-plan = Planen skal være færdig før afgørelsen { $day }.
warnings-no-rhythm = Beslut ved den første opfølgning ({ $day }), hvordan I følger op fremover.
warnings-no-reasons = Der er ingen begrundelse med afgørelsen { $day }.
warnings-no-consent = Der er intet samtykke før afgørelsen { $day }. Registrér det, eller at det ikke er nødvendigt.
warnings-reasons-without-text = Der er sat kryds ved begrundelsen, men der står ingen. Skriv den, eller læg brevet ved.
warnings-not-informed = Det er ikke noteret, at sagen er oplyst godt nok til afgørelsen { $day }. Sæt kryds, når den er.
warnings-lacks-on-the-day = { $obligation } mangler og skulle være der { $day }.
warnings-omitted-without-reason = { $kind }: skriv grunden. Uden den kan ingen se, at det var lovligt.
warnings-after-decision = { $kind }: dagen er efter afgørelsen fra { $day }, så det tæller ikke som gjort før den.
warnings-consent-at-fifteen = Den unge er { $years } år og skal selv sige ja til anbringelsen. Registrér samtykket.
warnings-youth-refused = Den unge er { $years } år og har sagt nej til anbringelsen. Den kan ikke afgøres med samtykke: det skal børne- og ungeudvalget.
warnings-consent-refused = Der er sagt nej til hjælpen. Afgørelsen { $day } kan ikke hvile på et samtykke, før der er et ja.
warnings-consent-stands = Der står et samtykke fra { $day } om den samme afgørelse. Træk det tilbage, hvis det ikke gælder mere.
warnings-party-from-ten = Barnet er { $years } år og er selv part. Både samtalen og høringen er udeladt. Tal med barnet.
warnings-party-status = Barnet er { $years } år og er selv part: det skal høres, have brevet og klagevejledningen. Sæt kryds, når det er sket.
warnings-basis-of-other-law = { $basis } hører til den anden lov: barnets lov gælder fra { $from }.
warnings-basis-and-value = { $basis } passer ikke med «{ $value }». Ret det ene.
warnings-support-too-young = { $basis } er støtte til unge fra 18 til 22 år, og barnet er { $years } år. Støtten kan afgøres, før den unge fylder 18, men den begynder først der. Er paragraffen rigtig?
warnings-second-provisional = Der er allerede en foreløbig afgørelse fra { $day }, som udvalget ikke har afgjort.
warnings-plan-before-decision = Planen er ældre end afgørelsen fra { $day }. Er dagen rigtig?
warnings-plan-though-no = Det blev { $day } besluttet ikke at lave en plan. Tag stilling igen, hvis det er ændret.
warnings-birthday-unknown = Barnets fødselsdag mangler. Den afgør, hvem der skal høres og sige ja.
warnings-two-assessments = En anden undersøgelse har været i gang siden { $day }. Skal der være to?
warnings-two-placements = Barnet har været anbragt et andet sted siden { $day }. Afslut den anbringelse, hvis barnet er flyttet.
warnings-other-than-decided = Indsatsen er «{ $value }», men afgørelsen siger «{ $decided }». Ret det ene.
warnings-place-and-value = «{ $place }» er { $meant }, men indsatsen er «{ $value }». Ret det ene.
warnings-expected-end-early = Den forventede slutdag { $end } er før begyndelsen { $day }. Er dagene rigtige?
warnings-planned-end-gone = Den planlagte slutdag { $day } er ikke en dag, der kommer. Er den rigtig? Er indsatsen allerede slut, så brug «Afslut en indsats».
warnings-planned-end-other = Der er allerede planlagt en slutdag, som ikke er kommet: { $day }. Er dagen flyttet, så ret den på sagen. Ellers bliver der mindet om dem begge.
warnings-assessment-parts = { $count ->
    [one] Der er ikke skrevet noget under: { $parts }. Skriv det, eller skriv hvorfor det ikke har betydning.
   *[other] Der er ikke skrevet noget under disse { $count }: { $parts }. Skriv det, eller skriv hvorfor det ikke har betydning.
 }
warnings-assessment-without-talk = Der er ingen samtale med barnet i undersøgelsen. Hold den, eller skriv grunden til at lade være.
warnings-assessment-siblings = Det er ikke noteret, om søskende også har brug for hjælp.
warnings-assessment-no-conclusion = Undersøgelsen har ingen konklusion.
warnings-provisional-empty = Den foreløbige vurdering er tom. Skriv, hvad I ved nu, og hvad der mangler.
warnings-unborn-placed = Barnet er ikke født endnu efter det, der står i sagen. Et barn kan først anbringes, når det er født. Registrér fødslen først.
warnings-unborn-basis = Barnet er ikke født endnu. Før fødslen afgøres en anbringelse efter § 46, stk. 4 med samtykke, eller af udvalget efter § 49. Vælg det grundlag, eller registrér fødslen først.
warnings-unborn-early = Udvalget kan først afgøre det { $from }, 3 måneder før terminen { $term }.
warnings-unborn-term-unknown = Udvalget kan tidligst afgøre det 3 måneder før terminen. Der står ingen termin i sagen. Registrér den først.
warnings-order-too-young = Barnet er { $years } år. Et børne- og ungepålæg kan gives til børn fra 10 til 17 år.
warnings-basis-unknown = omhu kender ingen afgørelse efter { $basis }. Se efter, om paragraffen er rigtig. Er den det, så vis selv, hvad loven kræver: omhu viser intet for den.
warnings-committee-decides = { $basis }: det er børne- og ungeudvalget, der træffer den afgørelse. Registrér den under «Udvalgets afgørelse», når udvalget har afgjort den. Er det kommunens indstilling, du skriver her, så skriv det som grund.
warnings-after-end = { $kind }: indsatsen ophørte { $day }. Er det den rigtige indsats?
warnings-visit-without-talk = Besøget tæller først, når I har talt med barnet.
warnings-not-a-placement = { $kind }: indsatsen er ikke en anbringelse. Er det den rigtige?
warnings-no-placement = { $kind }: sagen har ingen anbringelse, der er besluttet eller i gang. Registrér den først, eller vælg den rigtige indsats.
warnings-rhythm-backwards = Næste opfølgning bliver { $next }, og det er ikke efter { $day }. Vælg en senere dag.
warnings-rhythm-long = Næste opfølgning bliver { $next }, mere end { $months } måneder frem. Er det meningen?
warnings-aftercare-early = Barnet er { $years } år. Støtte efter 18 bliver afgjort, når den unge er ved at blive voksen.
warnings-over-eighteen = Personen er { $years } år. Reglerne for børn gælder til 18. Er det rigtigt?
warnings-over-twenty-three = Personen er { $years } år. Støtte til unge slutter ved 23. Er det den rigtige person?
warnings-moved-in-young = Personen er { $years } år. Dette trin er for unge fra 18. Er det rigtigt?
warnings-too-young-for-board = Barnet er { $years } år. Nævnet har sager om børn fra 10. Er det det rigtige barn?
warnings-youth-plan-missing = Den unge fyldte 16 år { $day }, og der er ikke registreret en stillingtagen til en ungeplan. Er den taget, så registrér den. Ellers skal den tages nu.
warnings-transition-missing = Den unge har en funktionsnedsættelse og fyldte 16 år { $day }. Forberedelsen til voksenlivet er ikke registreret som begyndt.
warnings-person-twice = Personen har allerede rollen { $part } i sagen.
warnings-second-child = Sagen har allerede et barn. Hvert barn har sin egen sag.
warnings-person-not-linked = Personen har ikke rollen { $part } i sagen.
warnings-similar-child = { $count ->
    [one] Et barn med næsten samme navn og fødselsdag findes allerede. Er det det samme barn?
   *[other] { $count } børn med næsten samme navn og fødselsdag findes allerede. Er det et af dem?
 }
warnings-known-elsewhere = Et barn med samme navn og fødselsdag har allerede en sag i kommunen hos: { $teams }. Spørg dem, om det er det samme barn, før der bliver to sager. Har du CPR-nummeret, så skriv det: så finder underretningen selv den rigtige sag. At du har fået det at vide, står i loggen.
warnings-note-names-sibling = Notatet nævner en søskende og ikke barnet. Er det den rigtige sag?
warnings-document-twice = Dokumentet ligger allerede i sagen.
warnings-protected-in-document = Dokumentet nævner noget, der er beskyttet. Se det efter, før det bliver sendt.
warnings-tells-protected = Teksten ser ud til at nævne en beskyttet adresse, eller telefonen hos den, som er beskyttet. Skriv det uden, hvis det kan undværes: teksten kan blive læst af andre, også ved aktindsigt.
warnings-goal-reached = Barnet står på { $now } og vil til { $wanted }. Så er målet nået fra begyndelsen. Passer det?
warnings-goal-without-plan = Målet hører ikke til en plan i sagen. Vælg planen, eller lav den først.
warnings-goal-ended = Målet blev afsluttet { $day }. Skal der være et nyt mål?
warnings-correction-changes-nothing = Rettelsen er magen til det, der står. Der er intet at rette.
warnings-correction-of-old = { $kind } har stået her i { $days } dage og er med i tal, som andre har set. De ændrer sig.
warnings-retraction-ends-duties = Når { $kind } bliver trukket tilbage, forsvinder { $count ->
    [one] en pligt: { $obligation }.
   *[other] { $count } pligter, først { $obligation }.
 }
warnings-retraction-leaves-others = Når { $kind } bliver trukket tilbage, hænger { $count ->
    [one] 1 anden registrering
   *[other] { $count } andre registreringer
 } i luften. Se dem efter.
warnings-answer-before-asking = Svaret ønskes { $day }, men der blev først spurgt { $asked }. Er dagene rigtige?
warnings-answer-after-limit = Svaret ønskes først { $day }, men lovens frist for "{ $obligation }" er { $due }. Bed om svaret før.
