# Hvem ser svaret.
seen-case = Ses af dem, der arbejder med sagen, og af familien, hvis den beder om at se papirerne.
seen-counted = Ses af dem, der arbejder med sagen. Tælles i nøgletal uden navne.
seen-letter = Ses af dem, der arbejder med sagen, og kan komme med i brevet til familien.
seen-guarded = Ses kun af dem, der arbejder med sagen. Skal måske holdes tilbage, når andre ser papirerne.
