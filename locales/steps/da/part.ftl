# Rammer for undersøgelsens dele.
part-heading = De seks overskrifter
part-side-child = Barnets udvikling
part-side-parents = Forældrenes evner
part-side-family = Familie og netværk
part-column-worries = Hvad er vi bekymrede for?
part-column-works-well = Hvad fungerer godt?
part-column-to-happen = Hvad skal der ske?
