# Small words.
words-list = { $first } and { $last }
