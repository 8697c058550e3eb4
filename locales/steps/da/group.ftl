# Grupper af trin.
group-intake = Underretning
group-assessment = Undersøgelse
group-decision = Afgørelse
group-plan = Plan
group-measure = Indsats og opfølgning
group-placement = Anbringelse
group-youth = Unge
group-appeal = Klage og aktindsigt
group-case = Sagen
