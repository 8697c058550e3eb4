# Numbers in words: shared by the report, the spreadsheet and the terminal.
figures-percent = { $percent } %
figures-interval = { $low }–{ $high } %
figures-none = –
figures-sentence = { $percent } % til tiden (sandsynligt { $low }–{ $high } %; { $met } af { $counted }). { $overdue ->
    [0] Intet mangler nu.
    [one] { $overdue } mangler nu.
   *[other] { $overdue } mangler nu.
 }
figures-nothing-counted = Ingen havde frist i perioden endnu. { $open ->
    [one] { $open } er åben.
   *[other] { $open } er åbne.
 }
figures-title-layer = { $title } ({ $layer })
figures-n-small = { $n } (få)
figures-small-note = Færre end { $n } talte: læs usikkerheden før procenten. Få sager mere eller mindre flytter den meget.
figures-rest = Desuden: { $late } gjort for sent, { $preliminary } for sent med foreløbig vurdering til tiden, { $open } åbne, { $ceased } bortfaldne og { $left_out }, som ikke skulle gøres.

figures-obligation = Pligt
figures-period = Periode
figures-team = Team
figures-in-time = Til tiden
figures-met = Antal til tiden
figures-uncertainty = Usikkerhed (95 %)
figures-n = Talt (n)
figures-late = For sent
figures-overdue = Mangler nu
figures-open = Åbne
figures-target = Mål
figures-rule = Regel
figures-compared = Mod alle

figures-target-label = Mål { $target } %
figures-target-below = under
figures-target-unsure = usikkert
figures-target-reached = nået
figures-verdict-below = Målet er { $target } %. Hele det sandsynlige område ligger under målet.
figures-verdict-unsure = Målet er { $target } %. Målet ligger inden for det sandsynlige område: tallene kan ikke sige, om det er nået.
figures-verdict-reached = Målet er { $target } %. Hele det sandsynlige område ligger på eller over målet.

figures-rule-source = { $act } { $provision }
figures-rule-since = { " " }({ $rule }, fra { $day })

figures-trend-caption = { $title }: andel til tiden { $unit ->
    [month] måned for måned
    [quarter] kvartal for kvartal
   *[year] år for år
 }
figures-trend-point = { $period } { $percent } % (n = { $n })
figures-trend-description = { $unit ->
    [month] Måneder
    [quarter] Kvartaler
   *[year] År
 } med tal: { $points }. Første: { $first }. Seneste: { $last }. Laveste: { $lowest }. Højeste: { $highest }.
figures-trend-target = Mållinje ved { $target } %.
figures-trend-empty = Ingen tal i perioden.

figures-law-2011 = Barnets Reform
figures-law-2013 = Overgrebspakken
figures-law-2024 = barnets lov
figures-law-since = { $law } fra { $period }
figures-law-marks = Loven ændret i perioden: { $laws }. Tal før og efter kan måle hver sin regel.

figures-signals-none = Udsving fra periode til periode er ikke større, end tilfældigheder forklarer.
figures-signals-too-few = Færre end { $least } { $unit ->
    [month] måneder
    [quarter] kvartaler
   *[year] år
 } med tal: for lidt til at skelne udvikling fra tilfældigheder.
figures-run-above = { $length } { $unit ->
    [month] måneder
    [quarter] kvartaler
   *[year] år
 } i træk over gennemsnittet: { $from } til { $to }. Det er næppe tilfældigt.
figures-run-below = { $length } { $unit ->
    [month] måneder
    [quarter] kvartaler
   *[year] år
 } i træk under gennemsnittet: { $from } til { $to }. Det er næppe tilfældigt.
figures-outside-above = Længere over gennemsnittet, end tilfældigheder plejer at forklare: { $periods }.
figures-outside-below = Længere under gennemsnittet, end tilfældigheder plejer at forklare: { $periods }.

figures-no-team = Uden team
figures-teams-caption = { $title }: team for team, i alfabetisk orden
figures-teams-table = { $title }: tal for hvert team
figures-teams-whole = Alle { $percent }
figures-teams-within = { $count ->
    [one] { $teams } kan ikke skelnes fra alle under ét: forskellen kan være tilfældig.
   *[other] { $teams } kan ikke skelnes fra alle under ét: forskellene kan være tilfældige.
 }
figures-teams-below = { $count ->
    [one] { $teams } når mindre til tiden, end tilfældigheder forklarer. Spørg til årsagen, før der konkluderes.
   *[other] { $teams } når mindre til tiden, end tilfældigheder forklarer. Spørg til årsagen, før der konkluderes.
 }
figures-teams-above = { $count ->
    [one] { $teams } når mere til tiden, end tilfældigheder forklarer. Her er måske noget at lære.
   *[other] { $teams } når mere til tiden, end tilfældigheder forklarer. Her er måske noget at lære.
 }
figures-place-within = kan ikke skelnes
figures-place-below = mindre til tiden
figures-place-above = mere til tiden

figures-age = { $from }–{ $to } dage
figures-age-over = mere end { $days } dage
