form-error = Error:{" "}
form-optional = (can be left out)
form-meaning = What does this mean?
form-rule = Rule:
form-choose = Choose
form-day-hint = Such as 18.11.2026
form-time-hint = Such as 14:05
form-saved = Saved at { $clock }
form-save-draft = Save draft
form-draft-failed = Not saved yet. Your text is still here. We are trying again.
form-draft-out = You are signed out. Sign in in a new window, and the text here is saved.
form-saved-others = Saved at { $clock }. You have also written in the same form in another window. Both texts are kept, each on its own.
form-draft-see-both = Show both texts
form-given = The draft was saved from another window already
form-given-more = What you wrote here is not the same and is not saved yet. Save again if it is to be kept too.
form-draft-others = You have also written in the same form in another window
form-draft-others-more = Neither text is lost. This is what else you have written:
form-draft-other = Saved { $when }
form-draft-other-same = The same as stands in the form.
form-draft-instead = Go on with that text instead
form-draft-only = I only need what stands in the form now
form-faults =
    { $count ->
        [one] 1 thing needs mending
       *[other] { $count } things need mending
    }
form-faults-kept = What you wrote is still there.
form-faults-passwords = What else you wrote is still there. A password must always be typed again, and a code too.
form-faults-codes = The field is empty again. Type the code that holds now.
