# Det, en afgørelse mangler ud over lovbogens pligter.
missing-youth-consent = Den unge på 15 år skal sige ja til at bo ude.
missing-youth-refused = Den unge på 15 år har sagt nej til at bo ude. Så kan I ikke afgøre det med samtykke: det skal udvalget.
missing-party-status = Barnet er fyldt 10 år og er selv part: høring, brev og klagevejledning også til barnet.
