form-error = Fejl:{" "}
form-optional = (kan udelades)
form-meaning = Hvad betyder det?
form-rule = Regel:
form-choose = Vælg
form-day-hint = Fx 18.11.2026
form-time-hint = Fx 14.05
form-saved = Gemt kl. { $clock }
form-save-draft = Gem kladde
form-draft-failed = Ikke gemt endnu. Din tekst står her stadig. Vi prøver igen.
form-draft-out = Du er logget ud. Log ind i et nyt vindue, så gemmes teksten her.
form-saved-others = Gemt kl. { $clock }. Du har også skrevet i den samme formular i et andet vindue. Begge tekster er gemt hver for sig.
form-draft-see-both = Vis begge tekster
form-given = Kladden er allerede gemt fra et andet vindue
form-given-more = Det, du har skrevet her, er ikke det samme og er ikke gemt endnu. Gem igen, hvis det også skal med.
form-draft-others = Du har også skrevet i den samme formular i et andet vindue
form-draft-others-more = Ingen af teksterne er væk. Her er det, du ellers har skrevet:
form-draft-other = Gemt { $when }
form-draft-other-same = Det samme, som står i formularen.
form-draft-instead = Fortsæt med den tekst i stedet
form-draft-only = Jeg skal kun bruge det, der står i formularen nu
form-faults =
    { $count ->
        [one] 1 ting skal rettes
       *[other] { $count } ting skal rettes
    }
form-faults-kept = Det, du har skrevet, står der endnu.
form-faults-passwords = Det, du ellers har skrevet, står der endnu. En adgangskode skal altid skrives igen, og en kode også.
form-faults-codes = Feltet er tomt igen. Skriv den kode, der gælder nu.
