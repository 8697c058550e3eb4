# Hvad check og figures siger på en terminal.
check-read = { $rows } fakta i { $cases } sager læst, { $rejected } rækker afvist. Opgjort pr. { $as_of }.
check-assumed = Forudsat: { $what } (afviger fra standarden)
check-nothing-due = Ingen pligter følger af disse fakta.
check-column-obligation = Pligt
check-column-percent = Rettidig %
check-column-interval = Usikkerhed
check-column-counted = n
check-column-late = For sent
check-column-overdue = Mangler
check-column-open = Åben
check-column-other = Andet
check-column-days = Dage over
check-column-case = Sag
check-column-about = Om
check-column-due = Frist
check-column-rule = Regel
check-column-team = Team
check-number = { $number }
check-legend = Værst først: lavest øvre grænse af usikkerheden (95 %, Wilson). n = rettidige, for sene og manglende. Andet = bortfaldet, ikke relevant eller uden frist.
check-worst = Længst over fristen:
check-next = Hvorfor? omhu check FIL --explain SAG. Alle rækker: --format csv. Rapport: --format html --out rapport.html
check-rejection = linje { $line }: { $column }: { $text }: { $why }
check-rejected = { $count ->
    [one] { $count } række afvist
   *[other] { $count } rækker afvist
 }; resten er regnet med{ $hidden ->
    [0] .
   *[other] . { $hidden } er ikke vist: --rejected FIL.csv skriver dem alle.
 }
check-unknown-columns = Kolonner, der ikke indgår: { $columns }
check-nothing-but-rejected = Alle rækker blev afvist, så der er intet at regne på. Ligner filen et udtræk med egne kolonner, så lav et forslag til --mapping med omhu check FIL --suggest-mapping.
check-no-such-case = Filen har ingen sag { $case }. Den har { $cases } sager.
check-unknown-local = Ukendt lag: { $given }. Kendte: { $known }.
check-bad-assumption = --assume { $given } kan ikke bruges. Muligt: { $allowed }.
check-needs-out = Denne form er ikke til en terminal: tilføj --out FIL.
check-no-pdf = Denne udgave af omhu er bygget uden PDF.
check-own-fault = Fejl i omhu: { $error }. Filen er ikke ændret.
check-simulated = Simuleret: { $children } børn i { $families } familier, { $facts } fakta, { $planted } plantede fejl. Alt er opdigtet.
check-simulated-data = Simulerede data: opdigtede sager og tal.
check-empty-cell = (tom)
