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
form-faults =
    { $count ->
        [one] 1 ting skal rettes
       *[other] { $count } ting skal rettes
    }
form-faults-kept = Det, du har skrevet, står der endnu.
form-faults-passwords = Det, du ellers har skrevet, står der endnu. En adgangskode skal altid skrives igen.
