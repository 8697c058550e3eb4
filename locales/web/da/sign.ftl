# Log ind og ud.
sign-title = Log ind
sign-name = Brugernavn
sign-name-hint = Det navn, du fik af brugeradministratoren
sign-name-help = Brugernavnet står i det brev, du fik, da kontoen blev oprettet. Det er ikke dit CPR-nummer.
sign-password = Adgangskode
sign-password-hint = Du kan indsætte den fra en adgangskodehusker
sign-password-help = Har du glemt adgangskoden, giver brugeradministratoren dig et link, hvor du vælger en ny. Ingen andre kender den.
sign-in = Log ind
sign-refused = Brugernavn eller adgangskode passer ikke. Prøv igen.
sign-wait = Der er prøvet for mange gange. Vent { $seconds } sekunder, og prøv igen.
sign-closed = Kontoen er lukket eller har ikke været brugt længe. Tal med brugeradministratoren.
sign-code-title = Skriv koden
sign-code = Engangskode
sign-code-hint = Seks cifre fra din app, eller en af dine nødkoder
sign-code-help = Koden skifter hvert halve minut. Har du ikke din telefon, kan du bruge en nødkode; hver nødkode gælder én gang.
sign-code-over = Tiden for koden er gået. Log ind igen.
sign-out-done = Du er logget ud.
