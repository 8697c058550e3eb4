# Who sees the answer.
seen-case = Seen by those who work with the case, and by the family if it asks for the papers.
seen-counted = Seen by those who work with the case. Counted in key figures without names.
seen-letter = Seen by those who work with the case, and may go into the letter to the family.
seen-guarded = Seen only by those who work with the case. May have to be held back when others see the papers.
