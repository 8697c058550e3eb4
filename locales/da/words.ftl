# Small words.
words-list = { $first } og { $last }
