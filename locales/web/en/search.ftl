search-title = Search
search-query = Child, case or word
search-hint = A name, a case number, or words of a note.
search-button = Search
search-count =
    { $count ->
        [0] Nothing found
        [one] 1 found
       *[other] { $count } found
    }
search-cases = Cases with the name or the case number
search-texts = Texts with the words, newest first
search-written = Written
search-excerpt = Excerpt
search-over = The search is not shown any more
search-over-more = What was found is shown for { $hours } hours. After that the address does not tell any more who was searched for. Type it again above if you still need it.
search-nothing = Nothing fits “{ $query }”
search-nothing-why = Try another spelling or fewer words. Cases that you have no access to are not found here.
search-scope = The search covers the cases that you have access to. The search is noted.
search-kind = What
search-note = Note
search-goal = Goal
search-document = Document
search-text = Text
