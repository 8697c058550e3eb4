# Definitions at the end of the report and in the spreadsheet.
define-in-time = Gjort senest på fristdagen. Procenten er 100 × til tiden / talt, med én decimal.
define-n = Alt, hvis frist er passeret eller som er gjort, og hvis frist ligger i perioden: til tiden + for sent + mangler nu.
define-uncertainty = 95 %-interval efter Wilson. Det viser, hvor andelen sandsynligt ligger, når tilfældigheder regnes med: af 100 sådanne intervaller rammer cirka 95. Jo færre talte, jo bredere. Pligter i samme sag følges ofte ad, så det rigtige interval kan være lidt bredere.
define-late = Gjort efter fristdagen. Undersøgelser, som er over fristen, men med en foreløbig vurdering til tiden, er også talt her og står for sig under pligten.
define-overdue = Ikke gjort den { $as_of }, selv om fristen er passeret.
define-open = Ikke gjort endnu; fristen er i dag eller senere. Ikke i procenten.
define-not-counted-word = Bortfaldet / skal ikke gøres
define-not-counted = Det, pligten handlede om, ophørte inden fristen, eller pligten er lovligt undladt. Ikke i procenten.
define-target = Et lokalt mål, ikke en statistisk grænse. Loven siger 100 %. Målet er nået eller ej, når hele usikkerheden ligger på den ene side; ellers er det usikkert.
define-trend-word = Udsving og udvikling
define-trend = Kontrolkort (p-kort) med grænser tre standardfejl fra gennemsnittet, når mindst 12 perioder har tal. Signaler: en periode uden for grænserne, som også efter binomialfordelingen er sjældnere end 1 af 740, eller 7 i træk på samme side af gennemsnittet (kun hvor hver periode i snit har mindst én til tiden og én ikke til tiden).
define-teams-word = Team mod alle
define-teams = Et team skiller sig ud, når dets tal ligger uden for det, 99,8 % af team, der gør som alle under ét, ville få ved tilfældighed (tragtdiagram, binomialfordeling). Det grå felt i billedet viser det område. Team står alfabetisk; en rangliste ville mest vise tilfældigheder.
define-small-word = Få
define-small = Færre end 20 talte. Billederne viser dem som hule punkter.
define-period-word = Periode
define-period = En pligt hører til den periode, dens frist falder i, uanset hvornår den blev gjort.
