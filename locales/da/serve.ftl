# Serveren og dens data.
serve-address = omhu svarer på { $address }
serve-first-run = Første gang: åbn { $address }/first-run?ticket={ $ticket } inden for et døgn, og lav brugeradministratorens konto.
serve-no-assets = Programmet er bygget uden udseende. Kør cargo xtask assets, og byg igen; siderne virker imens.
serve-not-alone = { $address } kan nås fra andre maskiner. Sæt en proxy med TLS foran, og brug --behind-tls.
serve-oidc-issuer = --oidc-issuer { $issuer }: det er ikke en adresse med https, uden ? og #. Skriv den helt som i udstederens egen beskrivelse.
serve-oidc-secret = --oidc-secret-file { $file }: filen kan ikke læses eller er tom. Læg hemmeligheden i den, i én linje, og lad kun omhu læse den.
serve-oidc-address = Med --oidc-issuer og --behind-tls skal omhu vide, hvilken adresse browserne ser: --address https://omhu.kommune.example
serve-address-taken = { $address } er optaget af et andet program, måske en anden omhu. Stop det, eller vælg en anden port med --listen.
serve-address-refused = { $address } kan ikke bruges: { $error }. Vælg en anden med --listen.
serve-address-wrong = --address { $address }: skriv https://, navnet og evt. porten, og intet bagefter.
serve-oidc = Kommunens login: { $issuer }. Hos udstederen skal stå redirect_uri { $back }, post_logout_redirect_uri { $out } og backchannel_logout_uri { $goodbye }
serve-stopped = Stoppet. Alt er gemt.
serve-incident = Fejl { $reference }: { $what }
serve-imported =
    { $cases } nye sager, { $facts } nye fakta; { $same } var der i forvejen, { $retracted } af dem er trukket tilbage her; { $conflicts } { $conflicts ->
        [one] række
       *[other] rækker
    } har et id, som står for noget andet.
serve-would-import =
    Intet er skrevet. Der ville komme { $cases } nye sager og { $facts } nye fakta; { $same } er der i forvejen; { $conflicts } { $conflicts ->
        [one] række
       *[other] rækker
    } har et id, som står for noget andet.
serve-new-cases = Nye sager: { $cases }{ $hidden ->
        [0] {""}
       *[other] {" "}og { $hidden } mere
    }. Er en af dem skrevet forkert, så ret den i filen.
serve-conflict = Sag { $case }: id { $id } står her for noget andet. Rækken er ikke hentet ind.
serve-exported =
    { $cases ->
        [one] 1 sag
       *[other] { $cases } sager
    }, { $facts ->
        [one] 1 faktum
       *[other] { $facts } fakta
    } skrevet ud.
serve-whole =
    Alt er, som det blev skrevet: { $cases ->
        [one] 1 sag
       *[other] { $cases } sager
    }, { $events ->
        [one] 1 hændelse
       *[other] { $events } hændelser
    }, { $access } opslag i loggen, { $texts ->
        [one] 1 tekst
       *[other] { $texts } tekster
    }, { $rows ->
        [one] 1 række
       *[other] { $rows } rækker
    } om mennesker, brugere, roller og indstillinger, { $checkpoints ->
        [one] 1 kontrolpunkt
       *[other] { $checkpoints } kontrolpunkter
    }.
serve-not-whole =
    { $faults ->
        [one] 1 sted er ikke, som det blev skrevet:
       *[other] { $faults } steder er ikke, som de blev skrevet:
    }
serve-finding = { $area }{ $number }{ $place }: { $what }
serve-finding-case = , sag { $number }
serve-finding-person = , person { $number }
serve-finding-place = , nr. { $place }
serve-area-log = Sagens log
serve-area-ledger = Hovedbogen
serve-area-access-log = Loggen over opslag
serve-area-change-log = Loggen over ændringer af brugere
serve-area-row-log = Loggen over rækker
serve-area-row = Række
serve-area-checkpoint = Kontrolpunkter
serve-area-projection = Lister
serve-area-text = Tekst
serve-area-person = Menneske
serve-backed-up = Sikkerhedskopien er skrevet: { $rows } rækker. Opbevar den hemmelige nøgle et andet sted end kopien.
serve-restored = Gendannet og kontrolleret.
serve-reindexed = { $texts } tekster er lagt i søgeregistret på ny.
serve-derives = Fristerne i { $cases } sager regnes igennem, fordi lovens udgave er en anden, eller fordi det er længe siden. Det tager et minut eller flere; siderne kommer bagefter.
serve-old-index = Søgeregistret er lavet af en tidligere omhu. Det bliver lavet på ny, mens serveren kører; indtil da bliver nogle ord i ældre tekster ikke fundet.
serve-key-missing = { $file }: filen findes ikke, og der er heller ingen offentlig nøgle ved siden af ({ $public }). Er det den første sikkerhedskopi, så tilføj --new-key, der laver begge.
serve-key-there = { $file } findes allerede. En nøgle bliver ikke overskrevet.
serve-demo-not-simulated = { $file }: filen siger ikke, at den er simuleret. En demonstration giver børn opdigtede navne og tager aldrig rigtige sager.
serve-demo-real = Her ligger allerede andet end en demonstration. Navngiv en ny mappe, eller et nyt skema, med --data eller --schema.
serve-import-real = Her ligger opdigtede sager, og filen siger ikke, at dens er opdigtede. De to slags må ikke blandes: navngiv et andet sted med --data eller --schema.
serve-import-simulated = Filen siger, at dens sager er opdigtede, og her ligger sager, der ikke er det. De to slags må ikke blandes: navngiv et andet sted med --data eller --schema.
serve-demo-made = Opdigtet kommune: { $children } børn, { $facts } fakta. Alt er opdigtet.
serve-persona = { $name }  ·  { $password }  ·  { $role }
serve-token = { $name }  ·  { $token }  ·  { $role }: { $reach }
serve-reach-own = egne sager
serve-reach-team = teamets sager
serve-reach-undistributed = opretter sager; sager, som intet team har endnu
serve-reach-deadlines = alle sagers frister, uden navne
serve-reach-none = ingen sager
serve-tokens = Tokens til programmer (bruger · token · rolle og rækkevidde):
serve-personas = Brugere (navn · adgangskode · rolle):
