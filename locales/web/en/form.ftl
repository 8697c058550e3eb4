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
form-faults =
    { $count ->
        [one] 1 thing needs mending
       *[other] { $count } things need mending
    }
form-faults-kept = What you wrote is still there.
form-faults-passwords = What else you wrote is still there. A password must always be typed again.
