notification-title = Ny underretning
notification-lead = Nogen er bekymret for et barn. De 24 timer løber fra det tidspunkt, du skriver her.
notification-children = Hvem handler det om?
notification-child = Barn { $number }
notification-find = Find barnets sag
notification-find-hint = Sagsnummer, CPR-nummer eller navn. Lad det stå tomt, hvis barnet er nyt.
notification-new-child = Barnet er nyt: skriv, hvad I ved
notification-which = Er det et af disse børn?
notification-none-of-these = Nej, barnet er nyt
notification-choose = Vælg barnet, eller at det er nyt.
notification-not-found = Ingen sag, du kan se, passer. Skriv barnets navn nedenfor.
notification-no-child = Skriv, hvilket barn det handler om. Kendes navnet ikke, så skriv det, der vides.
notification-given = Fornavn
notification-surname = Efternavn
notification-cpr = CPR-nummer
notification-cpr-hint = Ti cifre.
notification-cpr-fault = Det er ikke et CPR-nummer. Skriv ti cifre, eller lad feltet stå tomt.
notification-born = Fødselsdag
notification-expected = Ventet fødsel
notification-expected-hint = Kun hvis barnet ikke er født endnu.
notification-siblings = Er børnene søskende?
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
