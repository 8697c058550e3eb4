# The command line's help.
cli-about = Deadlines and key figures of children's cases: what was due when, why, and was it done in time?
cli-after =
    An example:  omhu simulate --out cases.csv  and then  omhu check cases.csv --as-of 2025-12-31
    Exit: 0 no row rejected · 3 rows rejected, the answer given · 2 the file cannot be used · 1 a fault of omhu's own
    The form of the file: docs/case-history.md
cli-lang = Language: da or en (else the variable OMHU_LANG, else Danish)
cli-check = What was due when in each case, and what became of it
cli-figures = Key figures: obligations counted by month, quarter or year of the due day
cli-law = The law book: list it, show it, check it
cli-law-list = All obligations, or those in force on a day
cli-law-show = One obligation with all versions, sources and exceptions
cli-law-check = Check law files: faults with file, line and reason
cli-law-pages = Write a page for each obligation, for a jurist to read; with --law, links lead to that folder's scenarios
cli-law-folder = Folder of law files instead of the built-in ones
cli-simulate = Make a synthetic municipality's cases, and the truth about them
cli-file = Case history: CSV or JSON Lines; - is standard input
cli-mapping = Translation of an extract with other columns, dates, encoding or codes
cli-input = The form of the file, where its name does not say it
cli-rejected = Write all rejected rows to this file; a new one only you can read (mode 0600)
cli-memory = Memory for rows; the rest waits on disk
cli-threads = Threads; 0 = one for each core
cli-spill-dir = Folder for rows that do not fit into memory
cli-as-of = What happened after this day does not exist (else today)
cli-known-at = What was registered after this day does not exist (else today)
cli-local = A municipality's own targets as a second layer, e.g. copenhagen-2008
cli-further = Also obligations beyond the public contract (law/further)
cli-assume = Answer to an open legal question, e.g. authority_limits_roll=true (omhu law list shows them)
cli-format = The form of the answer
cli-out = Write to this file instead of standard output; only you can read it (mode 0600)
cli-title = The report's title
cli-simulated = Say on every page that the data are simulated
cli-explain = Tell each derivation of one case in sentences
cli-suggest-mapping = Write a suggestion for --mapping from the file's columns
cli-from = First due day that is counted
cli-to = Last due day that is counted
cli-by = Period
cli-per = Group
cli-on = Only what is in force on this day
cli-name = The obligation's name, e.g. review_held
cli-folder = Folder
cli-seed = Seed: the same seed gives the same file
cli-teams = Number of teams
cli-children = Number of children
cli-first-year = First year
cli-years = Number of years
cli-dirty = Share of cases with planted faults
cli-no-shock = Without the shock that otherwise hits one team in the middle of the period
cli-truth = Write the truth to this file: what was planted where
cli-calibration = Show which published figures the simulation was calibrated to
cli-heading-options = Options
cli-heading-commands = Commands
cli-heading-usage = Usage
cli-heading-arguments = Arguments
cli-help = Show this help
cli-version = Show the version
