# Vikarer: hvem er væk, og hvem har sagerne så længe.
standin-title = Vikarer
standin-lead = En vikar har de samme sager og pligter som den, der er væk, fra første til sidste dag.
standin-mine = Jeg er vikar for
standin-mine-none = Du er ikke vikar for nogen.
standin-for-me = Vikar for mig
standin-for-me-none = Ingen er vikar for dig.
standin-team = Teamet
standin-of-team = Vikarer i mine team
standin-team-none = Ingen i teamet har en vikar.
standin-ask-leader = Skal du holde fri, så bed din teamleder eller teamets koordinator om at vælge en vikar.
standin-new = Vælg en vikar
standin-new-lead = Vikaren ser sagerne fra første dag. Alt, der ses, står i loggen.
standin-button = Gem vikar
standin-back = Tilbage til vikarer
standin-away = Hvem er væk
standin-away-hint = En fra dine team
standin-away-help = Den, hvis sager der skal passes. Vikaren ser og skriver i de sager, så længe vikariatet varer, og intet efter den sidste dag.
standin-who = Vikar
standin-who-hint = En rådgiver, også fra et andet team. Aldrig dig selv.
standin-who-help = Vikaren ser sagerne på sin egen Min dag, mærket med hvis de er. Alt, hvad vikaren åbner, står i loggen som set i stedet for den, der er væk.
standin-first = Første dag
standin-first-hint = Fra i dag. Fx 18.11.2026.
standin-first-help = Skriv en dag, eller «i dag» eller «i morgen». Den kan ikke ligge før i dag: ingen får adgang bagud.
standin-last = Sidste dag
standin-last-hint = Den dag er med. Højst et halvt år.
standin-last-help = Skriv en dag. Vikariatet slutter af sig selv, når dagen er gået, og kan sluttes før.
standin-status = Status
standin-do = Handling
standin-begins =
    { $days ->
        [one] begynder om 1 dag
       *[other] begynder om { $days } dage
    }
standin-ends =
    { $days ->
        [one] 1 dag tilbage
       *[other] { $days } dage tilbage
    }
standin-end = Afslut vikariat
standin-end-lead = { $name } er ikke mere vikar for { $absent } fra i dag og kan ikke længere se sagerne.
standin-done-granted = Vikaren er gemt.
standin-done-ended = Vikariatet er slut.
standin-absent-missing = Vælg en fra dine team
standin-to-missing = Vælg en vikar
standin-to-self = Ingen gør sig selv til vikar
standin-for-self = Vælg en anden end den, der er væk
standin-first-wrong = Skriv en dag fra i dag
standin-last-wrong = Skriv den sidste dag
standin-backwards = Sidste dag ligger før første
standin-too-long = Højst { $days } dage. Skal det vare længere, så fordel sagerne på ny.
standin-overlaps = { $name } er allerede vikar for { $absent } fra { $first } til og med { $last }. Vælg dage uden for den tid, eller afslut det vikariat først på siden Vikarer.
