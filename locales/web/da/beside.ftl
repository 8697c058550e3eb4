# At arbejde på en sag ved siden af sagens rådgiver.
beside-title = Medarbejdere ved siden af rådgiveren
beside-lead = En rådgiver ved siden af ser sagen, skriver notater og registrerer, til det bliver afsluttet her. Afgørelser, beskyttede adresser og hvem der underrettede, er stadig sagens rådgivers.
beside-none = Ingen arbejder på sagen ved siden af rådgiveren.
beside-user = Hvem skal arbejde med på sagen?
beside-user-hint = Rådgivere, også fra andre team. Den, der er skrevet op som inhabil i sagen, kan ikke vælges.
beside-user-missing = Vælg en rådgiver
beside-why = Hvorfor?
beside-why-hint = Den står i loggen over, hvem der har set sagen.
beside-button = Giv adgang
beside-end = Afslut
beside-end-of = Afslut adgangen for { $name }
beside-end-lead = Sagen er væk fra deres liste med det samme.
beside-end-why = Hvorfor er det slut?
beside-back = Tilbage til medarbejderne
beside-done-added = Rådgiveren arbejder nu med på sagen
beside-done-ended = Adgangen er afsluttet
