# Det, en afgørelse mangler ud over lovbogens pligter.
missing-youth-consent = Den unge på 15 år skal sige ja til at bo ude.
missing-youth-refused = Den unge på 15 år har sagt nej til at bo ude. Så kan I ikke afgøre det med samtykke: det skal udvalget.
missing-party-status = Barnet er fyldt 10 år og er selv part: høring, brev og klagevejledning også til barnet.
missing-youth-view = Den unge er under 18 år og skal spørges, før I afgør støtten.
missing-committee = Det er børne- og ungeudvalget, der afgør det. Skriv udvalgets afgørelse i dets egen formular.
missing-other-law = Paragraffen er fra en anden lov end den, der gælder den dag. Vælg paragraffen i den lov, der gælder.
missing-other-kind = Paragraffen passer ikke med støtte eller anbringelse, som der er valgt. Ret det ene.
missing-too-young = Paragraffen er støtte til unge fra 18 til 22 år, og barnet er yngre. Er den rigtig?
