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
team-every = Hvilke sager
team-every-hint = Uden kryds her gives kun de sager, der har kryds på listen.
team-every-label =
    { $count ->
        [one] Den ene sag på listen
       *[other] Alle { $count } sager på listen, også dem uden kryds
    }
team-every-cut = Listen er for lang til at give det hele videre på én gang. Afgræns den, og prøv igen. Intet er flyttet.
team-undo = Fortryd
team-undo-more = Var det forkert? Så kan det fortrydes i dag: sagerne går tilbage til dem, der havde dem, og det står i forløbet.
team-undo-gone = Sagerne hører nu til et andet team, så det kan ikke fortrydes herfra. Var det forkert, så bed det team give dem tilbage.
team-undo-reason = Givet videre ved en fejl og fortrudt samme dag
team-undo-late = Det kan ikke fortrydes nu: sagerne er givet videre igen, nogen skriver i en af dem i dette øjeblik, eller det er ikke i dag, de blev givet. Se listen, og giv dem videre derfra.
team-undone =
    { $count ->
        [one] 1 sag er lagt tilbage.
       *[other] { $count } sager er lagt tilbage.
    }
team-undone-left =
    { $count ->
        [one] 1 sag blev liggende: den er givet videre igen eller hører nu til et andet team.
       *[other] { $count } sager blev liggende: de er givet videre igen eller hører nu til et andet team.
    }
team-none-waits = Ingen sager venter på en rådgiver. Vælg en rådgiver eller alle for at flytte sager.
team-no-team = Du er ikke med i et team endnu. En brugeradministrator sætter dig i et.
