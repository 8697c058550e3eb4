# Hvorfor en række er, som den er, i sætninger.
explain-case = Sag { $case }: { $facts } fakta, { $rows } pligter, pr. { $as_of }
explain-nothing = Ingen pligter følger af sagens fakta.
explain-heading = { $title } · { $about } · nr. { $seq }: { $status }
explain-trigger = Hændelse: { $fact }.
explain-fact = { $kind } [{ $id }] { $when }{ $value ->
    [none] { "" }
   *[other] { " " }({ $value })
 }{ $line ->
    [none] { "" }
   *[other] , linje { $line }
 }
explain-recorded-late = , registreret { $on }, { $days ->
    [one] 1 dag
   *[other] { $days } dage
 } efter
explain-rule = Regel: { $rule }, { $act } { $provision }.
explain-rule-local = Kommunens eget mål, ikke loven: { $rule }, { $act } { $provision }.
explain-pending = Fristen begyndte under den tidligere lov og beholder sin dag; fra 1. januar 2024 er det barnets lov, der gælder.
explain-due-hours = Udregning: { $from } + { $count } timer på uret = { $due }.
explain-due-hours-by-day = Udregning: kun dagen er kendt, så { $count } timer efter { $from } er udgangen af { $due }.
explain-due-days = Udregning: { $from } + { $count } dage = { $due }. Startdagen tæller ikke.
explain-due-weeks = Udregning: { $from } + { $count } uger = { $due }.
explain-due-months = Udregning: { $from } + { $count } måneder = { $due }: samme dag i måneden, ellers månedens sidste.
explain-due-years = Udregning: { $from } + { $count } år = { $due }.
explain-due-weekdays = Udregning: { $count } hverdage efter { $from } = { $due }. Lørdage, søndage og helligdage tæller ikke.
explain-holidays =  Sprunget over: { $names }.
explain-due-same-day = Udregning: skal foreligge på selve dagen, { $due }.
explain-due-instead = Her gælder en anden frist på grund af: { $fact }.
explain-due-instead-value = Her gælder en anden frist på grund af det, hændelsen selv siger.
explain-due-parallel = Udregning: en undersøgelse løb samtidig og blev færdig før 3 måneder, så fristen er { $due }: { $fact }.
explain-due-rhythm = Udregning: den besluttede rytme efter { $from } giver { $due }: { $fact }.
explain-due-default-rhythm = Udregning: ingen rytme er besluttet for denne indsats fra før 2024, så { $from } + { $count } måneder = { $due }.
explain-due-year = Udregning: år { $year } af anbringelsen begynder { $from } og slutter { $due }; { $visits } besøg med samtale.
explain-due-birthday = Udregning: { $years }-års fødselsdagen { $side ->
    [before] minus
   *[after] plus
 } { $months } måneder = { $due }.
explain-due-no-number = Loven sætter ingen dag.
explain-due-not-decided = Ingen dag endnu: der er ikke besluttet en rytme, der rækker frem.
explain-met = Resultat: gjort i tide: { $met }.
explain-late = Resultat: gjort { $days ->
    [0] samme dag, som fristen løb ud
    [one] 1 dag efter fristen
   *[other] { $days } dage efter fristen
 }: { $met }.
explain-late-with-preliminary = Resultat: gjort { $days ->
    [0] samme dag, som fristen løb ud
    [one] 1 dag efter fristen
   *[other] { $days } dage efter fristen
 }, men en foreløbig vurdering lå der i tide: { $met }.
explain-overdue-with-preliminary = Resultat: ikke gjort pr. { $as_of }, { $days ->
    [0] samme dag, som fristen løb ud
    [one] 1 dag efter fristen
   *[other] { $days } dage efter fristen
 }, men en foreløbig vurdering lå der i tide.
explain-open = Resultat: ikke gjort endnu pr. { $as_of }; fristen er ikke passeret.
explain-overdue = Resultat: ikke gjort pr. { $as_of }, { $days ->
    [0] samme dag, som fristen løb ud
    [one] 1 dag efter fristen
   *[other] { $days } dage efter fristen
 }.
explain-ceased = Resultat: bortfaldet senest på fristdagen: { $ended }.
explain-not-applicable = Resultat: lovligt udeladt: { $ended }.
explain-done-without-deadline = Resultat: gjort, uden at der var en frist: { $met }.
explain-no-deadline = Resultat: ikke gjort endnu; der er ingen frist at være over.
explain-precision-day = Forbehold: kun dagen er kendt på den ene side, så der er regnet i dage, ikke timer.
explain-due-weekdays-saturday = Udregning: { $count } hverdage efter { $from } = { $due }, når lørdage tælles med. Søndage og helligdage tæller ikke.
