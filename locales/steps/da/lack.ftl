# Det, en sag mangler, når den overdrages.
lack-overdue = Skulle være gjort
lack-birthday = Barnets fødselsdag er ikke skrevet
lack-plan = Der er hjælp i gang, men ingen plan
lack-goals = Planen har ingen mål
lack-talk = Ingen samtale med barnet er registreret det seneste halve år
lack-custody-holder = Ingen med forældremyndighed er knyttet til sagen
