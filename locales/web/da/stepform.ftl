stepform-list = Hvad er der sket?
stepform-likely = Det mest nærliggende
stepform-likely-none = Ingen frist venter lige nu.
stepform-all = Alle trin
stepform-day-clock = { $day } kl. { $clock }
stepform-only-when = Svar kun, hvis «{ $question }» er: { $answers }.
stepform-only-answered = Svar kun, hvis du har svaret på «{ $question }».
stepform-no-thing = Sagen har ikke noget at vælge her endnu. Registrér det først.
stepform-no-answer = Intet svar
stepform-no-goals = Planen har ingen mål endnu.
stepform-kroner = kr.
stepform-other-basis = En anden paragraf
stepform-other-basis-hint = Fx «barnets lov § 48». Står der noget her, gælder det i stedet for valget ovenfor.
stepform-row-goal = Mål { $number }
stepform-row-source = Kilde { $number }
stepform-more-goals = Tilføj et mål mere
stepform-more-sources = Tilføj en kilde mere
stepform-most-goals = Her er plads til { $count } mål. Flere kan et barn ikke følge. Skriv fx to sammen, eller gem, og sæt resten, når planen ændres.
stepform-most-sources = Her er plads til { $count } kilder. Skriv fx flere samtaler med den samme på én linje.
stepform-drop-row = Fjern
stepform-goal-now = «{ $goal }», nu { $now }
stepform-yes = Ja
stepform-more = Flere felter, der sjældent bruges
stepform-save = Gem
stepform-outcome = Undersøgelsens svar
stepform-outcome-proposed = Undersøgelsen endte i: { $answer }. Det er sat ind som forslag nedenfor. Ret det, hvis afgørelsen bliver en anden.
stepform-outcome-other = Undersøgelsen endte i: { $answer }. Derfor er intet valgt på forhånd. Træffer I en afgørelse om støtte alligevel, så vælg den selv.
stepform-cancel = Fortryd
stepform-closes = Det lukker trinnet
stepform-closes-nothing = Trinnet lukker ingen frist lige nu. Det kan stadig være rigtigt at skrive det.
stepform-not-yet = Afgørelsen mangler endnu:
stepform-mend = Ret det:
stepform-not-yet-tried = Listen gælder { $basis }, { $value }, med afgørelse { $day }. Vælger du noget andet, så tryk på knappen.
stepform-not-yet-none = Afgørelsen mangler ikke noget, med det du har valgt.
stepform-not-yet-unknown = omhu kender ingen afgørelse efter den paragraf og ved derfor ikke, hvad den mangler. Se efter, om paragraffen er rigtig.
stepform-not-yet-unborn = Barnet er ikke født. Derfor beder listen ikke om en samtale med barnet.
stepform-look = Vis, hvad der mangler
stepform-may-not = Du kan ikke gemme her
stepform-may-not-more = Dit arbejde på denne sag giver ikke ret til dette trin. Spørg sagens rådgiver eller din leder.
stepform-draft-heading = Din kladde er sat ind
stepform-draft = Du gemte den { $when }.
stepform-draft-fresh = Begynd forfra uden kladden
stepform-draft-old = Sagen er ændret, siden du gemte kladden
stepform-since-day = { $what } (siden { $day })
stepform-since = Skrevet i mellemtiden:
stepform-changed = Sagen er ændret, mens du skrev. Intet er gemt endnu. Det, du har skrevet, står nedenfor. Læs, og gem igen.
stepform-full = Der er ikke plads på serverens disk
stepform-full-more = Intet er gemt i sagen. Det, du har skrevet, står her endnu. Send det igen om lidt, og sig det til dem, der driver serveren.
stepform-refused = Det kan ikke gemmes sådan
stepform-refused-more = Svarene passer ikke sammen med det, der står på sagen. Intet er gemt. Se dem efter, og gem igen.
stepform-warnings = Se på det en gang til
stepform-warnings-lead = Intet er gemt endnu. Ret det nedenfor, eller gør det alligevel.
stepform-despite-question = Er det rigtigt sådan?
stepform-despite = Ja, gør det alligevel
stepform-despite-missing = Sæt kryds, hvis det er rigtigt sådan. Ellers ret det nedenfor.
stepform-why = Hvorfor?
stepform-why-hint = Begrundelsen gemmes sammen med registreringen.
stepform-why-missing = Skriv kort, hvorfor det gøres alligevel.
stepform-note = Notat
stepform-goal = Mål
stepform-goal-ended = Målet er afsluttet
stepform-taken-back = Taget tilbage: { $what }
stepform-corrected = Rettet til: { $what }
stepform-written = Skrevet af { $who } { $when }
stepform-done = Gemt
stepform-registered = Det er registreret
stepform-met = Opfyldt nu
stepform-met-late =
    { $days ->
        [0] { $duty } (for sent)
        [one] { $duty } (for sent, 1 dag efter fristen)
       *[other] { $duty } (for sent, { $days } dage efter fristen)
    }
stepform-became-due = Det skal nu gøres
stepform-nothing-due = Ingen nye frister.
stepform-to-case = Til sagen
stepform-next = Næste trin
stepform-undo = Fortryd registreringen
stepform-undo-more = Du kan fortryde dine egne registreringer samme dag. Notater og tekster bliver stående i sagen.
stepform-undo-request = Så venter I ikke længere på svaret.
stepform-decision-coming = Afgørelse, der forberedes (siden { $day })
stepform-undone = Fortrudt
stepform-undo-late = Det kan ikke fortrydes mere. Ret registreringen på sagen i stedet.
stepform-go-on = Gem og gå videre: { $next }
stepform-save-as = Gem: { $answer }
stepform-see-receipt = Se kvitteringen
stepform-unmoved = Som før
stepform-letter = Kladde til brev
stepform-letter-lead = Kopiér teksten til jeres eget brev, og ret den. Intet er sendt.
stepform-letter-abuse = Der er mistanke om overgreb i sagen: tænk dig om, før brevet bliver sendt
stepform-letter-abuse-more = Brevet kan komme i hænderne på den, mistanken handler om. Skriv ikke om mistanken, hvem der har underrettet, eller hvad barnet har sagt. Aftal først med politiet eller børnehuset, hvis de er med i sagen, hvad familien må få at vide og hvornår, og se, om samtalen med barnet skal holdes først (barnets lov §§ 124-125 og 137). Spørg din leder, hvis du er i tvivl.
stepform-letter-dear = Kære forældre til { $child }
stepform-letter-decided = Den { $day } har vi besluttet at undersøge, hvordan { $child } har det. Det kaldes en børnefaglig undersøgelse og står i barnets lov § 20.
stepform-letter-why = Vi gør det, fordi [skriv hvorfor med jeres egne ord].
stepform-letter-due = Undersøgelsen skal være færdig senest den { $day }.
stepform-letter-together = Vi vil gerne lave den sammen med jer. Vi taler også med { $child }. Har I spørgsmål, så ring eller skriv til mig.
stepform-letter-dear-expecting = Kære kommende forældre
stepform-letter-decided-unborn = Den { $day } har vi besluttet at undersøge, hvilken hjælp I og det barn, I venter, kan få brug for. Det kaldes en børnefaglig undersøgelse og står i barnets lov § 26.
stepform-letter-together-unborn = Vi vil gerne lave den sammen med jer. Har I spørgsmål, så ring eller skriv til mig.
stepform-letter-end = Venlig hilsen { $name }
stepform-other-rhythm = En anden rytme eller dag
stepform-other-rhythm-hint = Fx 8 uger eller 3.6.2027.
stepform-rhythm-days = { $count } dage
stepform-rhythm-weeks = { $count } uger
stepform-rhythm-months = { $count } måneder
stepform-rhythm-years = { $count } år
stepform-frame-ics = ICS: { $part }
stepform-frame-signs = Signs of Safety: { $part }
stepform-frame-other = Andre dele
stepform-parts =
    { $count ->
        [one] Det, der er skrevet: 1 del
       *[other] Det, der er skrevet: { $count } dele
    }
stepform-part-by = Skrevet af { $who } { $day }
stepform-part-edit = Ret: { $part }
stepform-part-there = Der står allerede noget i den del
stepform-part-there-more = Skrevet af { $who } { $day }. Intet af dit er gemt endnu. Tag det med, du vil bevare, og gem igen. Den tidligere tekst bliver stående på sagen.
stepform-rule-on = Regel den { $day }:
stepform-rule-of-day = { $rule } (sådan den { $day })
stepform-rule-not-yet = Den { $day } havde loven ingen regel om det. Reglen kom { $other }: { $rule }
stepform-rule-no-more = Den { $day } gjaldt reglen ikke mere. Den gjaldt til { $other }: { $rule }
stepform-rule-none = Loven har ingen regel om det her. Det er kommunens egen orden.
stepform-rules-more =
    { $count ->
        [one] 1 regel mere
       *[other] { $count } regler mere
    }
stepform-rule-look = Vis reglen for den dag, du har skrevet
stepform-late = Skriv den dag, det skete
stepform-late-more = Er det gjort i tide, tæller det fra den dag. Er det ikke gjort, så skriv det ikke her.
stepform-counts-again = Det skal gøres igen
stepform-no-more = Det skal ikke gøres mere
stepform-rule-other-basis = Under den paragraf, der er valgt, er der ingen regel om det. Under andre gælder: { $rule }
stepform-awaited = Dem, I venter på
stepform-not-awaited = Andre
stepform-of-its-time = opstod { $day } efter { $rule }, og fristen regnes efter den regel
stepform-arose-under = opstod { $day } efter { $rule }
