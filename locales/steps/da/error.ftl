# Når et svar ikke kan læses: hvad, og hvad man gør.
error-missing = Her mangler et svar. Skriv det, og gem igen. Det, du har skrevet, står her stadig.
error-choose = Vælg et af svarene på listen. Det, du har skrevet, står her stadig.
error-nothing = Her er intet at gemme endnu. Udfyld et felt først.
error-not-a-day = Det er ikke en dag, omhu kan læse. Skriv den som 3.6.2024.
error-no-such-day = Den dag findes ikke. Se efter i dag, måned og år.
error-not-a-time = Det er ikke en tid, omhu kan læse. Skriv den som 14.05.
error-no-such-time = Den tid findes ikke. Skriv en tid fra 0.00 til 23.59.
error-time-skipped = Den time blev sprunget over, da uret blev stillet frem. Ret tiden.
error-too-long = Teksten er for lang. Del den i to.
error-basis = Det ligner ikke en paragraf. Skriv den som bl-32.
error-rhythm = omhu kan ikke læse, hvor tit. Skriv et antal måneder, fx 6, eller en dag.
error-scale = Skriv et tal fra 0 til 10.
error-amount = Det er ikke et beløb, omhu kan læse. Skriv det som 12.500.
error-not-in-case = Det findes ikke på denne sag. Vælg et fra listen.
error-file-large = Filen er større end 10 MB. Resten af det, du skrev, står her endnu. Vælg en mindre fil.
error-file-empty = Filen er tom. Vælg en anden.
error-file-kind = Den slags fil kan sagen ikke tage. Gem den som PDF, billede, Word uden makroer eller tekst, og vælg den igen.
