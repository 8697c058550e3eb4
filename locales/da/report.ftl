# The report on key figures.
report-title = Hvad er ikke gjort til tiden, og hvor sikre er vi?
report-simulated = Simulerede data: opdigtede sager og tal. Ingen virkelige børn, familier eller medarbejdere.
report-skip = Gå til indholdet
report-contents = Indhold
report-scroll = Tabel, der kan rulles sidelæns
report-page-of = af
report-footer = Opgjort pr. { $as_of } · lovbog { $law }
report-source = Kilde
report-period = Frister i perioden
report-period-value = { $from } til { $to }
report-as-of = Opgørelsesdag
report-known-at = Registreret senest
report-cases = Sager
report-law-edition = Lovbog

report-answer = Svaret kort
report-whole = Af { $counted } pligter med frist i perioden er { $met } gjort til tiden: { $percent } % (sandsynligt { $low }–{ $high } %). { $late } er gjort for sent, og { $overdue } mangler nu.
report-nothing = Ingen pligter havde frist i perioden.
report-surest = Her er det sikrest, at for lidt bliver gjort til tiden:
report-item = { $title }: { $sentence }
report-order = Rækkefølge i hele rapporten: efter den øvre ende af usikkerheden, laveste først. Øverst står altså det, hvor selv det gunstigste sandsynlige tal er lavt. Er to lige, kommer den med flest manglende først.
report-table-caption = Alle pligter, sikrest bagud først
report-table-note = Talt (n) = til tiden + for sent + mangler nu. Åbne er ikke talt med: deres frist er ikke nået.
report-rejected = { $rejected } af { $read } rækker kunne ikke læses og er ikke med i tallene.

report-trend = Går det bedre?
report-trend-intro = Et lille billede for hver pligt på samme skala, 0 til 100 %. Linjen er andelen til tiden { $unit ->
    [month] måned for måned
    [quarter] kvartal for kvartal
   *[year] år for år
 }; det lyse bånd er usikkerheden; stiplet vandret linje er målet; prikket lodret linje er en lovændring; en rude er et udsving, som tilfældigheder næppe forklarer. Hvor linjen er brudt, var der intet at tælle. Tallene står under hver pligt.

report-missing = Hvad mangler nu, og hvor længe?
report-missing-none = Intet mangler: alt med passeret frist er gjort.
report-missing-whole = { $all ->
    [one] { $all } pligt mangler
   *[other] { $all } pligter mangler
 } i { $cases ->
    [one] { $cases } sag
   *[other] { $cases } sager
 }. Den, der har ventet længst, er { $longest } dage over fristen.
report-missing-caption = Dage over fristen, alle pligter efter loven
report-missing-table = Manglende pligter efter dage over fristen, flest først
report-missing-cut = Sagslisten er kortet af: { $listed } af { $all } rækker er med, og optællingen her bygger på dem.
report-missing-list = Sagslisten bag hvert tal står i regnearket (XLSX). Dette dokument nævner ingen sager.

report-each = Pligt for pligt
report-rules = Regler, der er målt efter:

report-data = Data bag tallene
report-rows = { $read } rækker læst, { $rejected } kunne ikke læses.
report-registered-late = { $late } af { $facts } hændelser er registreret mere end { $days } dage efter, de skete. Sen registrering kan få noget til at ligne et brud, som det ikke er.
report-law = Lovbogens udgave: { $edition }.
report-assumptions = Forudsætninger:
report-definitions = Hvad ordene betyder

report-rows-heading = Alle rækker
report-rows-about = Én række for hver pligt i hver sag, med kontraktens egne ord (docs/case-history.md, afsnit 5). Listen nævner sager: del den kun med dem, der må se dem.
report-rows-caption = { $listed } af { $all } rækker
