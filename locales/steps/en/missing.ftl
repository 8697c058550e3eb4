# What a decision lacks beyond the duties of the law book.
missing-youth-consent = The youth of 15 must agree to live away.
missing-party-status = The child is 10 and a party: hearing, letter and appeal guidance to the child too.
