# What a decision lacks beyond the duties of the law book.
missing-youth-consent = The youth of 15 must agree to live away.
missing-youth-refused = The youth of 15 has said no to living away. Then you cannot decide it with consent: the committee must.
missing-party-status = The child is 10 and a party: hearing, letter and appeal guidance to the child too.
missing-youth-view = The young person is under 18 and must be asked before you decide on the support.
missing-committee = The children and youth committee decides this. Write the committee's decision in its own form.
missing-other-law = The section is of another act than the one that holds on that day. Choose the section of the act that holds.
missing-other-kind = The section does not go with the support or placement that is chosen. Correct one of them.
missing-too-young = The section is support for young people from 18 to 22, and the child is younger. Is it right?
