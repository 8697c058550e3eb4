# The journal: writing a note, and reading all of them.
journal-title = Journal
journal-new = Write a note
journal-begin = Put questions in under what you have written:
journal-when = When did it happen?
journal-when-help = Give the day on which it happened, and not the day on which you write. If you write later, all can see when the note was written.
journal-clock = Time
journal-clock-help = Give the time if it matters, such as for a call at night. Else leave the field empty.
journal-template = What is the note about?
journal-template-help = So that the note can be found again. A talk with the child stands on the handover sheet too. The buttons under the note put in questions that you can answer.
journal-text = Note
journal-text-help = Write what matters to the case and stands nowhere else: what was said and what you saw. Say whom it comes from, and keep what you saw apart from what you think. The family may be allowed to read it.
journal-text-hint = What happened, who said what, and what is agreed? The child's own words belong here.
journal-save = Save the note
journal-when-future = The day is in the future. Write the day it happened.
journal-text-missing = Write the note
journal-text-long = The note is too long. File it as a document.
journal-refused = The note could not be saved. Your text is still here.
journal-stale = The note was already corrected
journal-stale-more = It was rewritten on { $day } at { $clock }, after you opened it here. Your text still stands here, and nothing is deleted. If you save now, your text takes the place of what stands now.
journal-stale-now = What stands there now
journal-template-free = Other
journal-template-meeting = Meeting
journal-template-call = Telephone call
journal-template-visit = Home visit
journal-template-talk = Talk with the child
journal-questions-meeting =
    Who was there:

    What we talked about:

    What the child or family said themselves:

    Agreed (who does what by when):
journal-questions-call =
    Who called:

    What it was about:

    Agreed:
journal-questions-visit =
    Who was at home:

    What we saw:

    What the child said:

    Agreed:
journal-questions-talk =
    Where we talked, and who was there:

    What the child said in their own words:

    What the child wishes:

    What the child was told about what happens next:
journal-words = Find notes with the words
journal-words-hint = Every word must stand in the note
journal-printed-filter = Only notes with the words: { $words }
journal-find = Find
journal-count =
    { $count ->
        [one] 1 note
       *[other] { $count } notes
    }
journal-none = No notes yet
journal-none-more = The first note is written when somebody has been talked with about the child.
journal-not-found = No notes with those words
journal-not-found-more = Try with fewer words.
journal-all = Show all notes
journal-same-day = written the same day
journal-by = Written by { $name }
journal-replaced = { $template } (a new note was written instead)
journal-erased = The text was erased.
journal-replaces = This note will stand in place of the old one. The old one can still be read.
journal-replace = Correct the note
journal-in-place = Stands in place of a note written { $day }.
journal-former = Show what it said
