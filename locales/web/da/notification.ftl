notification-title = Ny underretning
notification-lead = Nogen er bekymret for et barn. De 24 timer løber fra det tidspunkt, du skriver her.
notification-children = Hvem handler det om?
notification-child = Barn { $number }
notification-find = Find barnets sag
notification-find-help = Søg på det, I har. omhu viser kun sager, du må se. Kender du ikke nummeret, så skriv navnet. Passer intet, er barnet nyt.
notification-find-hint = Sagsnummer, CPR-nummer eller navn. Lad det stå tomt, hvis barnet er nyt.
notification-new-child = Barnet er nyt: skriv, hvad I ved
notification-which = Er det et af disse børn?
notification-which-help = Se på navn og fødselsdag. Vælg barnet, hvis det er det samme. Så kommer underretningen på den sag, der er, og barnet får ikke to.
notification-none-of-these = Nej, barnet er nyt
notification-choose = Vælg barnet, eller at det er nyt.
notification-not-found = Ingen sag, du kan se, passer. Skriv barnets navn nedenfor.
notification-no-child = Skriv, hvilket barn det handler om. Kendes navnet ikke, så skriv det, der vides.
notification-given = Fornavn
notification-given-help = Alle fornavne, hvis I kender dem. Kender I kun kaldenavnet, så skriv det.
notification-surname = Efternavn
notification-surname-help = Efternavnet, som det står i CPR, hvis I kender det.
notification-cpr = CPR-nummer
notification-cpr-help = Med nummeret finder omhu den sag, barnet måske har i forvejen. Kender I det ikke, så lad feltet stå tomt og skriv fødselsdagen.
notification-cpr-hint = Ti cifre.
notification-cpr-fault = Det er ikke et CPR-nummer. Skriv ti cifre, eller lad feltet stå tomt.
notification-born = Fødselsdag
notification-born-help = Skriv den, hvis I ikke har CPR-nummeret. Flere frister afhænger af, hvor gammelt barnet er.
notification-expected = Ventet fødsel
notification-expected-help = Den dag, barnet ventes. Bekymringen for et ufødt barn følger den gravide.
notification-expected-hint = Kun hvis barnet ikke er født endnu.
notification-siblings = Er børnene søskende?
notification-siblings-help = Sæt kryds, hvis børnene hører til samme familie. Så kan I gå fra den ene sag til den anden, og der skal tages stilling til hvert barn for sig.
notification-siblings-yes = Ja, de hører til samme familie
notification-more = Mere om underretningen
notification-save = Gem underretningen
notification-cancel = Fortryd
notification-fresh = Begynd forfra
notification-clocks = Fristerne begynder nu
notification-clocks-day = Inden 24 timer skal det vurderes, om barnet er i fare.
notification-clocks-receipt = Inden 6 hverdage skal den, der underrettede, have en kvittering.
notification-done = Underretningen er modtaget
notification-done-lead =
    { $count ->
        [one] Den er skrevet på 1 barns sag.
       *[other] Den er skrevet på { $count } børns sager.
    }
notification-done-others = Andre arbejder videre med det, du ikke selv kan se.
notification-case = { $child } (sag { $reference })
notification-another = En underretning mere
notification-home = Til forsiden
