# Lovbogen på en terminal og som sider.
law-list-title = Pligter i lovbogen, udgave { $edition }
law-column-name = Navn
law-column-title = Titel
law-column-rule = Regel
law-column-source = Hjemmel
law-column-due = Frist
law-set-contract = kontrakt
law-set-further = yderligere
law-set-local = kommunalt mål
law-parameters = Åbne retlige spørgsmål (standard; * kan ændres med --assume)
law-unknown = Ukendt pligt: { $name }. omhu law list viser dem alle.
law-not-in-force = { $name } gælder ikke { $on }.
law-sound = Lovbogen er i orden: { $obligations } pligter, { $rules } regler, { $scenarios } scenarier. Udgave { $edition }.
law-faults = { $count } fejl i lovfilerne.
law-met-means = Hvad tæller som opfyldt
law-exceptions = Undtagelser
law-trigger = Udløses af
law-met-by = Opfyldes af
law-ceases = Bortfalder med
law-versions = Versioner
law-rule-ids = Regel
law-checked = Kontrolleret { $on }, sikkerhed { $confidence }
law-basis = Kun på { $basis }
law-until = til { $day }
law-open-ended = og frem
law-pending = Det, der er i gang { $from }, beholder sin frist og bærer derefter { $rule }.
law-unborn = For et barn, der ikke er født endnu, gælder { $provision } ({ $rule }).
law-scenarios = Scenarier
law-generated = Denne side er lavet af { $file }; ret dér, ikke her.
law-pages-written = { $count } sider skrevet.
law-confidence-key = A læst i lovteksten · B bekræftet af en myndigheds side · C dato sat ud fra to udgaver · M efter hukommelsen
law-due-hours = { $count ->
    [one] { $count } time
   *[other] { $count } timer
 }
law-due-days = { $count ->
    [one] { $count } dag
   *[other] { $count } dage
 }
law-due-weekdays = { $count ->
    [one] { $count } hverdag
   *[other] { $count } hverdage
 }
law-due-weeks = { $count ->
    [one] { $count } uge
   *[other] { $count } uger
 }
law-due-months = { $count ->
    [one] { $count } måned
   *[other] { $count } måneder
 }
law-due-years = { $count ->
    [one] { $count } år
   *[other] { $count } år
 }
law-due-trigger-day = samme dag
law-due-none = ingen dag i loven
law-due-next = derefter { $next }
law-due-decided = derefter som besluttet i sagen
law-due-instead = undtagelsesvis { $due }
law-due-visits = { $count } besøg om året
law-due-birthday = { $years } år { $months } mdr.
law-due-parallel = eller når en samtidig undersøgelse er færdig
