# Den anden person, når en beskyttet adresse skal vises bag en sag, der er åbnet med en begrundelse.
seconds-title = Må adressen vises?
seconds-lead = En kollega har åbnet en sag med en begrundelse og beder om også at få en beskyttet adresse vist. Det kræver, at en anden person siger god for det. Du ser ikke selv adressen her.
seconds-waiting = Venter på svar
seconds-none = Ingen venter på svar.
seconds-notice = { $count ->
    [one] En kollega venter på dit svar: må en beskyttet adresse vises?
   *[other] { $count } kolleger venter på dit svar: må en beskyttet adresse vises?
}
seconds-answer = Svar
seconds-asked = Spurgt
seconds-until = Adgangen slutter
seconds-of = Må adressen vises for { $name }?
seconds-before = Tal gerne med kollegaen først. Du kan ikke bagefter følge op på den samme åbning af sagen.
seconds-why-address = Hvorfor adressen
seconds-question = Dit svar
seconds-question-hint = Siger du ja, kan kollegaen få adressen vist, til adgangen til sagen slutter. Hver visning står i loggen.
seconds-approve = Ja, adressen må vises indtil kl. { $clock }
seconds-refuse = Nej, adressen må ikke vises
seconds-answer-missing = Vælg ja eller nej
seconds-why = Hvorfor svarer du sådan?
seconds-why-hint = Kollegaen kan læse det, og det står i loggen.
seconds-button = Send svaret
seconds-back = Tilbage til dem, der venter
seconds-approved = Svaret er sendt: adressen må vises
seconds-over = Dit svar talte ikke
seconds-over-more = En anden har svaret først, eller adgangen til sagen er slut. Det ændrer ikke noget ved, om adressen må vises.
seconds-refused = Svaret er sendt: adressen må ikke vises
