# Teamet: hvem har hvor meget, og fordeling af sager.
team-title = Team
team-loads = Åbne sager hos hver rådgiver
team-children = Børn
team-families = Familier
team-overdue = Overskredet
team-no-cases = Teamet har ingen åbne sager.
team-give = Fordel sager
team-cases = Sager at vælge imellem
team-none = Ingen sager her. Vælg en anden rådgiver for at flytte sager.
team-to = Giv de valgte sager til
team-to-hint = Gælder fra i dag. Vælges kun et team, fordeler teamet selv sagerne.
team-only = Kun team: { $team }
team-button = Giv sagerne videre
team-choose-cases = Sæt kryds ved mindst én sag
team-choose-to = Vælg, hvem der skal have sagerne
team-taken = { $count ->
    [one] Én af sagerne er imens givet videre af en anden: { $who } har den nu. Den er ikke flyttet, og intet andet er ændret. Listen er læst igen.
   *[other] { $count } af sagerne er imens givet videre af en anden. De er nu hos: { $who }. De er ikke flyttet, og intet andet er ændret. Listen er læst igen.
}
team-taken-unseen = et sted, du ikke ser
team-changed = Nogen skrev i en af sagerne i samme øjeblik, så ingen er flyttet. Listen er læst igen; send den igen, hvis den stadig skal flyttes.
team-refused = Mindst én af sagerne kunne ikke flyttes, så ingen er flyttet. Åbn sagen, og se, hvad der står i vejen.
team-done =
    { $count ->
        [one] 1 sag er givet videre.
       *[other] { $count } sager er givet videre.
    }
team-urgent = Haster
team-abuse = Mistanke om overgreb
team-danger = Barnet er i fare
team-judge-by = fare vurderes senest { $day } kl. { $clock }
team-judge-by-day = fare vurderes senest { $day }
team-warn = Se dette, før sagerne gives videre
team-warn-again = Intet er flyttet endnu. Send formularen igen, hvis sagerne skal gives videre alligevel.
team-warn-leave = { $name } er fraværende til og med { $day }, og en anden står for sagerne imens.
team-warn-team = Ikke alle de valgte sager hører til { $to } nu. Fra { $from } skifter de team, og adgangen følger med.
team-warn-siblings = { $child } har søskende hos en anden: { $siblings }.
