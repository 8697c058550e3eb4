# When an answer cannot be read: what, and what to do.
error-missing = An answer is missing here. Write it and save again. What you wrote is still here.
error-choose = Choose one of the answers in the list. What you wrote is still here.
error-nothing = There is nothing to save yet. Fill in a field first.
error-not-a-day = omhu cannot read this as a day. Write it like 3.6.2024.
error-no-such-day = There is no such day. Check day, month and year.
error-not-a-time = omhu cannot read this as a time. Write it like 14.05.
error-no-such-time = There is no such time. Write a time from 0.00 to 23.59.
error-time-skipped = That hour was skipped when the clocks went forward. Correct the time.
error-too-long = The text is too long. Split it in two.
error-basis = This does not look like a section. Write it like bl-32.
error-rhythm = omhu cannot read how often. Write a number of months, such as 6, or a day.
error-scale = Write a number from 0 to 10.
error-amount = omhu cannot read this as an amount. Write it like 12.500.
error-not-in-case = It is not in this case. Choose one from the list.
error-file-large = The file is larger than 10 MB. The rest of what you wrote is still here. Choose a smaller file.
error-file-empty = The file is empty. Choose another.
error-file-kind = The case cannot take this kind of file. Save it as PDF, picture, Word without macros or text, and choose it again.
