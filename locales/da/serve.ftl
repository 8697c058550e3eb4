# Serveren og dens data.
serve-address = omhu svarer på { $address }
serve-first-run = Første gang: åbn { $address }/first-run?ticket={ $ticket } inden for et døgn, og lav brugeradministratorens konto.
serve-no-assets = Programmet er bygget uden udseende. Kør cargo xtask assets, og byg igen; siderne virker imens.
serve-not-alone = { $address } kan nås fra andre maskiner. Sæt en proxy med TLS foran, og brug --behind-tls.
serve-oidc-issuer = --oidc-issuer { $issuer }: det er ikke en adresse med https, uden ? og #. Skriv den helt som i udstederens egen beskrivelse.
serve-oidc-secret = --oidc-secret-file { $file }: filen kan ikke læses eller er tom. Læg hemmeligheden i den, i én linje, og lad kun omhu læse den.
serve-oidc-address = Med --oidc-issuer og --behind-tls skal omhu vide, hvilken adresse browserne ser: --address https://omhu.kommune.example
serve-address-wrong = --address { $address }: skriv https://, navnet og evt. porten, og intet bagefter.
serve-oidc = Kommunens login: { $issuer }. Hos udstederen skal stå redirect_uri { $back }, post_logout_redirect_uri { $out } og backchannel_logout_uri { $goodbye }
serve-stopped = Stoppet. Alt er gemt.
serve-incident = Fejl { $reference }: { $what }
serve-imported = { $cases } nye sager, { $facts } nye fakta; { $same } var der i forvejen, { $retracted } af dem er trukket tilbage her; { $conflicts } rækker har et id, som står for noget andet.
serve-would-import = Intet er skrevet. Der ville komme { $cases } nye sager og { $facts } nye fakta; { $same } er der i forvejen; { $conflicts } rækker har et id, som står for noget andet.
serve-conflict = Sag { $case }: id { $id } står her for noget andet. Rækken er ikke hentet ind.
serve-exported = { $cases } sager, { $facts } fakta skrevet ud.
serve-whole = Alt er, som det blev skrevet: { $cases } sager, { $events } hændelser, { $access } opslag i loggen, { $texts } tekster, { $checkpoints } kontrolpunkter.
serve-not-whole = { $faults } steder er ikke, som de blev skrevet:
serve-finding = { $area } { $number } plads { $place }: { $what }
serve-backed-up = Sikkerhedskopien er skrevet: { $rows } rækker. Opbevar den hemmelige nøgle et andet sted end kopien.
serve-restored = Gendannet og kontrolleret.
serve-key-there = { $file } findes allerede. En nøgle bliver ikke overskrevet.
serve-demo-not-simulated = { $file }: filen siger ikke, at den er simuleret. En demonstration giver børn opdigtede navne og tager aldrig rigtige sager.
serve-demo-made = Opdigtet kommune: { $children } børn, { $facts } fakta. Alt er opdigtet.
serve-persona = { $name }  ·  { $password }  ·  { $role }
serve-token = { $name }  ·  { $token }  ·  { $role }
serve-tokens = Tokens til programmer (bruger · token · rolle):
serve-personas = Brugere (navn · adgangskode · rolle):
