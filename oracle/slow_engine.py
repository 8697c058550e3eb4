#!/usr/bin/env python3
"""A slow, obvious reference implementation of the contract `case-history.md`.

Written from the contract alone, to be compared with the fast engine.  No indexes, no caches, no tricks:
every obligation is one function that walks over the list of the facts of one case.

    slow_engine.py check FILE [--as-of D] [--known-at D] [--local copenhagen-2008]
    slow_engine.py figures FILE --from D --to D [--as-of D] [--known-at D] [--local copenhagen-2008]
                   [--by month|quarter|year] [--per team|caseworker|none]

"s4.2" in a comment means section 4.2 of the contract; "s7 Reviews" the paragraph "Reviews" of section 7.
"""
import argparse
import csv
import io
import json
import re
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, ROUND_HALF_UP, getcontext
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
D2006 = date(2006, 1, 1)
D2007 = date(2007, 1, 1)
D2008 = date(2008, 1, 1)
D2009 = date(2009, 1, 1)
D2009_07 = date(2009, 7, 1)
D2011 = date(2011, 1, 1)
D2013_10 = date(2013, 10, 1)
D2014 = date(2014, 1, 1)
D2014_07 = date(2014, 7, 1)
D2019 = date(2019, 1, 1)
D2024 = date(2024, 1, 1)
LAST_OF_2023 = date(2023, 12, 31)


# ------------------------------------------------------------------------------------------------------------------
# Days
# ------------------------------------------------------------------------------------------------------------------

def add_days(day, n):
    """Plain days.  A day after the year 9999 becomes the last day there is."""
    try:
        return day + timedelta(days=n)
    except OverflowError:
        return date.max


def days_in_month(year, month):
    if month == 2:
        leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_months(day, n):
    """s4: "months by day number, else the month's last day"."""
    months = day.year * 12 + (day.month - 1) + n
    year, month = months // 12, months % 12 + 1
    if year > 9999:
        return date.max
    if year < 1:
        return date.min
    return date(year, month, min(day.day, days_in_month(year, month)))


def easter_sunday(year):
    """The Gregorian computus (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month = (h + m - 7 * n + 114) // 31
    day = (h + m - 7 * n + 114) % 31 + 1
    return date(year, month, day)


def is_public_holiday(day):
    """s7 Order and days: "New Year's Day, Maundy Thursday, Good Friday, Easter Sunday and Monday, Store Bededag
    (Easter + 26) up to and including 2023, Ascension, Whit Sunday and Monday, 25 and 26 December"."""
    if (day.month, day.day) in ((1, 1), (12, 25), (12, 26)):
        return True
    from_easter = (day - easter_sunday(day.year)).days
    if from_easter in (-3, -2, 0, 1, 39, 49, 50):
        return True
    return from_easter == 26 and day.year <= 2023


def add_weekdays(day, n):
    """s4: "weekday = Monday to Friday that is no public holiday"; "the start day does not count"."""
    while n > 0:
        day = add_days(day, 1)
        if day == date.max:
            return day
        if day.weekday() < 5 and not is_public_holiday(day):
            n -= 1
    return day


# ------------------------------------------------------------------------------------------------------------------
# Reading cells
# ------------------------------------------------------------------------------------------------------------------

class Bad(Exception):
    """A row that cannot be read: column, offending text, what was expected (s1)."""

    def __init__(self, column, text, expected):
        Exception.__init__(self, column, text, expected)
        self.column, self.text, self.expected = column, text, expected


class Moment:
    """A day (instant is None) or an instant (in UTC, whole seconds) with its Copenhagen day."""

    def __init__(self, day, instant):
        self.day, self.instant = day, instant

    def order(self):
        # s7 Order: "ordered by day; on one day instants by the clock, then facts with a day only"
        if self.instant is None:
            return (self.day, 1, datetime.min.replace(tzinfo=timezone.utc))
        return (self.day, 0, self.instant)


DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
INSTANT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
                     r"([Zz]|[+-][0-9]{2}:[0-9]{2})\Z")
PERIOD = re.compile(r"P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)W)?(?:([0-9]+)D)?\Z")


def read_day(text):
    m = DAY.match(text)
    if not m:
        return None
    try:
        return date(int(m.group(1)), int(m.group(2)), int(m.group(3)))
    except ValueError:
        return None


def read_moment(text):
    """s1 `when`: a day, or the instant, RFC 3339 with offset.  s7: "Fractions of a second are cut off"."""
    day = read_day(text)
    if day is not None:
        return Moment(day, None)
    m = INSTANT.match(text)
    if not m:
        return None
    try:
        y, mo, d, h, mi, s = (int(m.group(i)) for i in range(1, 7))
        offset = m.group(8)
        if offset in "Zz":
            minutes = 0
        else:
            oh, om = int(offset[1:3]), int(offset[4:6])
            if oh > 23 or om > 59:
                return None
            minutes = (oh * 60 + om) * (-1 if offset[0] == "-" else 1)
        utc = datetime(y, mo, d, h, mi, s, tzinfo=timezone.utc) - timedelta(minutes=minutes)
        return Moment(utc.astimezone(COPENHAGEN).date(), utc)
    except (ValueError, OverflowError):
        return None


def read_rhythm(text):
    """s7 Reviews: "Periods: P[nY][nM][nW][nD], whole numbers, more than zero"; s2: "or a day".
    Returns ("day", day) or ("period", months, days), or None."""
    day = read_day(text)
    if day is not None:
        return ("day", day)
    m = PERIOD.match(text)
    if not m:
        return None
    # four digits are enough for any day there is; longer numbers are cut so that Python need not read them
    years, months, weeks, days = (int(g.lstrip("0")[:9] or "0") if g else 0 for g in m.groups())
    if years + months + weeks + days == 0:
        return None
    return ("period", 12 * years + months, 7 * weeks + days)


# ------------------------------------------------------------------------------------------------------------------
# The fact kinds of s2, with the "Required" of s7 Rows in
#   about, ref, basis, value:  "-" not used, "!" required, "?" optional
# ------------------------------------------------------------------------------------------------------------------

NOTIFIERS = ("municipality", "professional", "citizen", "anonymous")
KINDS = {
    # kind: (about, ref, basis, value, words of the value)
    "child_born": ("-", "-", "-", "-", ()),
    "case_opened": ("-", "-", "-", "?",
                    ("preventive", "placement", "disability", "school_day_treatment", "other")),
    "case_assigned": ("-", "-", "-", "-", ()),
    "case_closed": ("-", "-", "-", "-", ()),
    "notification_received": ("!", "-", "-", "!", NOTIFIERS),
    "immediate_risk_assessed": ("!", "-", "-", "!", ("danger", "no_danger")),
    "notification_receipt_sent": ("!", "-", "-", "-", ()),
    "notifier_informed": ("!", "-", "-", "-", ()),
    "screening_made": ("!", "-", "-", "!", ("none", "clarify", "assess")),
    "support_need_known": ("!", "?", "-", "-", ()),
    "assessment_decided": ("!", "-", "-", "-", ()),
    "preliminary_assessment_made": ("!", "-", "-", "-", ()),
    "assessment_completed": ("!", "-", "-", "-", ()),
    "child_conversation_held": ("?", "!", "-", "-", ()),
    "child_conversation_omitted": ("-", "!", "-", "-", ()),
    "party_hearing_held": ("!", "-", "-", "-", ()),
    "party_hearing_waived": ("!", "-", "-", "-", ()),
    "decision_made": ("!", "?", "!", "!", ("placement", "support")),
    "appeal_guidance_given": ("!", "-", "-", "-", ()),
    "purpose_statement_made": ("!", "-", "-", "-", ()),
    "plan_position_taken": ("!", "-", "-", "!", ("yes", "no")),
    "plan_made": ("!", "?", "-", "-", ()),
    "plan_revised": ("!", "-", "-", "-", ()),
    "measure_started": ("!", "?", "?", "?", ("placement", "support")),
    "measure_ended": ("!", "-", "-", "-", ()),
    "review_held": ("?", "!", "-", "-", ()),
    "review_rhythm_decided": ("-", "!", "-", "!", ()),
    "supervision_visit_held": ("?", "!", "-", "!", ("talk", "no_talk")),
    "parents_plan_offered": ("-", "!", "-", "-", ()),
    "provisional_decision_started": ("!", "-", "-", "-", ()),
    "provisional_notice_given": ("!", "-", "-", "-", ()),
    "committee_presented": ("!", "-", "-", "-", ()),
    "committee_decided": ("!", "-", "!", "?", ("prior_placement",)),
    "placement_renewed": ("!", "!", "-", "-", ()),
    "return_home_requested": ("!", "-", "-", "-", ()),
    "return_home_answered": ("!", "-", "-", "-", ()),
    "youth_moved_in": ("!", "-", "-", "-", ()),
    "aftercare_decided": ("?", "-", "-", "-", ()),
    "disability_established": ("-", "-", "-", "-", ()),
    "family_adviser_offered": ("-", "-", "-", "-", ()),
    "drug_treatment_requested": ("!", "-", "-", "-", ()),
    "drug_treatment_started": ("!", "-", "-", "-", ()),
    "police_documentation_received": ("!", "-", "-", "-", ()),
    "network_meeting_summoned": ("!", "-", "-", "-", ()),
    "youth_board_requested": ("!", "-", "-", "-", ()),
    "youth_assessment_completed": ("!", "-", "-", "-", ()),
    "appeal_received": ("!", "-", "-", "-", ()),
    "appeal_reassessed": ("!", "-", "-", "-", ()),
    "appeal_forwarded": ("!", "-", "-", "-", ()),
    "access_requested": ("!", "-", "-", "-", ()),
    "access_answered": ("!", "-", "-", "-", ()),
    "fact_retracted": ("-", "?", "-", "-", ()),
}
COLUMNS = ("case", "kind", "when", "about", "ref", "basis", "value", "team", "caseworker", "family", "id",
           "recorded_at")


class Fact:
    """One row.  `cells` are the texts of the cells the kind uses, in the order of the table in s1."""

    def order(self):
        # s7 Order: day, clock, then `recorded_at`, then the text of the cells
        return (self.when.order(), self.recorded.order(), self.cells)

    @property
    def day(self):
        return self.when.day


def read_fact(cells):
    """cells: a dict of all twelve columns (absent ones are ""), trimmed.  Raises Bad."""
    if cells["case"] == "":
        raise Bad("case", "", "a case id")
    kind = cells["kind"]
    if kind not in KINDS:
        raise Bad("kind", kind, "a fact kind of section 2")
    about_rule, ref_rule, basis_rule, value_rule, words = KINDS[kind]

    f = Fact()
    f.kind = kind
    f.when = read_moment(cells["when"])
    if f.when is None:
        raise Bad("when", cells["when"], "a day (2024-06-03) or an instant with offset (2024-06-03T14:05:00+02:00)")

    # s7 Rows in: "Cells that a kind does not use are ignored."
    used = dict(cells)
    for column, rule in (("about", about_rule), ("ref", ref_rule), ("basis", basis_rule), ("value", value_rule)):
        if rule == "-":
            used[column] = ""
        if rule == "!" and used[column] == "":
            raise Bad(column, "", "%s needs %s" % (kind, column))
    if kind != "case_assigned":
        used["team"] = used["caseworker"] = ""
    if kind != "case_opened":
        used["family"] = ""

    # the values
    f.rhythm = None
    if kind == "review_rhythm_decided":
        f.rhythm = read_rhythm(used["value"])
        if f.rhythm is None:
            raise Bad("value", used["value"], "a period such as P6M or a day")
    elif kind == "notification_received":
        # "one of `municipality` `professional` `citizen` `anonymous`, optionally `abuse`"
        given = used["value"].split()
        if given.count("abuse") > 1 or len([w for w in given if w != "abuse"]) != 1 \
                or [w for w in given if w != "abuse"][0] not in NOTIFIERS:
            raise Bad("value", used["value"], "one of %s, optionally abuse" % " ".join(NOTIFIERS))
    elif value_rule != "-" and used["value"] != "" and used["value"] not in words:
        raise Bad("value", used["value"], "one of %s" % " ".join(words))
    if kind == "committee_decided" and used["basis"] not in ("sel-58", "bl-47"):
        raise Bad("basis", used["basis"], "sel-58 or bl-47")
    if kind == "case_assigned" and used["team"] == "" and used["caseworker"] == "":
        raise Bad("team", "", "case_assigned needs team or caseworker")

    # s1 recorded_at: "Absent: the same as `when`"
    f.recorded = f.when
    if used["recorded_at"] != "":
        f.recorded = read_moment(used["recorded_at"])
        if f.recorded is None:
            raise Bad("recorded_at", used["recorded_at"], "a day or an instant with offset")

    f.case, f.about, f.ref, f.basis, f.value = (used[c] for c in ("case", "about", "ref", "basis", "value"))
    f.team, f.caseworker, f.id = used["team"], used["caseworker"], used["id"]
    f.cells = tuple(used[c] for c in COLUMNS)
    return f


# ------------------------------------------------------------------------------------------------------------------
# Reading a file (s1, s7 Rows in)
# ------------------------------------------------------------------------------------------------------------------

class Unusable(Exception):
    """Exit status 2."""


def read_bytes(path):
    try:
        with open(path, "rb") as f:
            data = f.read()
    except OSError as e:
        raise Unusable("%s: %s" % (path, e.strerror))
    if data.startswith(b"\xef\xbb\xbf"):       # "a byte-order mark is accepted"
        data = data[3:]
    # bytes that are no UTF-8 become lone surrogates, and a row with one is rejected
    return data.decode("utf-8", errors="surrogateescape")


def not_utf8(text):
    return any("\ud800" <= c <= "\udfff" for c in text)


def rows_of_csv(text, unknown):
    """Yields (line number, dict of cells or Bad)."""
    first_line = text.lstrip().split("\n", 1)[0]
    # s7: "the separator is the first `,` or `;` of the header"
    separator = ","
    for c in first_line:
        if c in ",;":
            separator = c
            break
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header = None
    line = 1
    for record in reader:
        start, line = line, reader.line_num + 1
        record = [c.strip() for c in record]
        if record in ([], [""]):
            continue                            # s7: "blank lines are skipped"
        if header is None:
            header = record
            if any("\0" in c for c in header):  # s8 The file: "in the header row it makes the file unusable"
                raise Unusable("a NUL character in the header row")
            for column in ("case", "kind", "when"):
                if column not in header:
                    raise Unusable("no column " + column)
            for column in header:
                if column not in COLUMNS and column not in unknown:
                    unknown.append(column)
            continue
        if len(record) != len(header):          # s7: "a row with another number of cells is rejected"
            yield start, Bad("(row)", separator.join(record), "%d cells" % len(header))
            continue
        cells = {c: "" for c in COLUMNS}
        for i in range(len(header) - 1, -1, -1):    # a column named twice: the first one counts
            if header[i] in COLUMNS:
                cells[header[i]] = record[i]
        yield start, cells
    if header is None:
        raise Unusable("no header, no column case")


def rows_of_jsonl(text, unknown):
    number = 0
    for line in text.split("\n"):
        number += 1
        if line.strip() == "":
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            yield number, Bad("(row)", line.strip(), "one JSON object")
            continue
        cells = {c: "" for c in COLUMNS}
        bad = None
        for key in row:
            if key not in COLUMNS:
                if key not in unknown:
                    unknown.append(key)
            elif isinstance(row[key], str):
                cells[key] = row[key].strip()
            elif row[key] is not None and bad is None:
                bad = Bad(key, json.dumps(row[key]), "a text")
        yield number, bad or cells


def read_file(path):
    """Returns (facts, rejected as [(line, Bad)], unknown columns)."""
    text = read_bytes(path)
    unknown, rejected, read = [], [], []
    rows = rows_of_jsonl(text, unknown) if path.endswith(".jsonl") else rows_of_csv(text, unknown)
    for line, cells in rows:
        try:
            if isinstance(cells, Bad):
                raise cells
            for column in COLUMNS:
                if not_utf8(cells[column]):
                    raise Bad(column, cells[column], "UTF-8")
                if "\0" in cells[column]:       # s8 The file: "a NUL character ... rejects the row"
                    raise Bad(column, cells[column], "no NUL character")
            read.append((line, read_fact(cells)))
        except Bad as bad:
            rejected.append((line, bad))

    # s7 Rows in: "One `id` with different content rejects all its rows. Identical rows without `id` are one fact."
    # s1: "the same `id` twice is one fact (same content)"
    contents_of_id = {}
    for line, f in read:
        if f.id != "":
            contents_of_id.setdefault(f.id, set()).add(f.cells)
    facts, seen = [], set()
    for line, f in read:
        if f.id != "" and len(contents_of_id[f.id]) > 1:
            rejected.append((line, Bad("id", f.id, "the same content in every row with this id")))
        elif f.cells not in seen:
            seen.add(f.cells)
            facts.append(f)
    rejected.sort(key=lambda r: r[0])
    if rejected and not read or read and not facts:
        report(rejected, unknown)
        raise Unusable("nothing but rejected rows")
    return facts, rejected, unknown


def report(rejected, unknown):
    if unknown:
        print("unknown columns kept out: " + " ".join(unknown), file=sys.stderr)
    for line, bad in rejected:
        offending = bad.text.encode("utf-8", "replace").decode().replace("\r", " ").replace("\n", " ")
        print("line %d: %s: %s: %s" % (line, bad.column, offending, bad.expected), file=sys.stderr)


# ------------------------------------------------------------------------------------------------------------------
# What is seen of a case (s3, s7 Retraction)
# ------------------------------------------------------------------------------------------------------------------

def visible_facts(facts, as_of, known_at):
    """facts: all facts of one case.  Returns those that exist, in the order of s7."""
    known = [f for f in facts if f.recorded.day <= known_at]
    seen = []
    for f in known:
        if f.kind == "fact_retracted":
            continue
        # s7: "It withdraws the row for every as-of as soon as it is registered by known-at; its own `when` does not
        # count." (Only the retractions of the same case are looked at, so another case's id has no effect.)
        withdrawn = False
        for r in known:
            if r.kind == "fact_retracted" and f.id != "" and r.ref == f.id:
                withdrawn = True
        if not withdrawn and f.day <= as_of:        # s3: "facts that happened after day D do not exist"
            seen.append(f)
    return sorted(seen, key=lambda f: f.order())


class Case:
    def __init__(self, name, facts, as_of, local):
        self.name, self.facts, self.as_of, self.local = name, facts, as_of, local
        self.rows = []

    def all(self, kind, about=None, ref=None):
        """All facts of a kind, in order, by about and/or ref."""
        return [f for f in self.facts if f.kind == kind
                and (about is None or f.about == about) and (ref is None or f.ref == ref)]

    def triggers(self, kind):
        """s7 Rows in: "Of several trigger facts of one kind about one thing ... the first counts"."""
        out = []
        for f in self.all(kind):
            if f.about not in [g.about for g in out]:
                out.append(f)
        return out


def first(facts):
    return facts[0] if facts else None


def first_from(facts, day):
    """s4: "The first meeting fact on or after the trigger counts" - s7: by Copenhagen days."""
    return first([f for f in facts if f.day >= day])


# ------------------------------------------------------------------------------------------------------------------
# What ends (s7 Ceasing)
# ------------------------------------------------------------------------------------------------------------------

def measure_end(case, start):
    """The day a measure ended, or None.  "An end dated before the start does not count." A `case_closed` "ends on that
    day every measure started on an earlier day"."""
    ends = [f.day for f in case.all("measure_ended", about=start.about) if f.day >= start.day]
    ends += [f.day for f in case.all("case_closed") if f.day > start.day]
    return min(ends) if ends else None


def measures_of_decision_end(case, decision_id):
    """"With the measures whose `ref` is the decision, when at least one started and all have ended (on the last
    end)"."""
    starts = [s for s in case.triggers("measure_started") if s.ref == decision_id]
    ends = [measure_end(case, s) for s in starts]
    if not ends or None in ends:
        return None
    return max(ends)


def closings(case, trigger_day):
    """"A `case_closed` ceases what was triggered on an earlier day ... what is triggered on that day or later
    stands; opening again revives nothing"."""
    return [f.day for f in case.all("case_closed") if f.day > trigger_day]


def is_placement(case, start):
    """s2 measure_started: value "default: the decision's"; s7 Rows in: "A measure with no value and no known decision
    is `support`"."""
    if start.value != "":
        return start.value == "placement"
    if start.ref != "":
        for d in case.triggers("decision_made"):
            if d.about == start.ref:
                return d.value == "placement"
    return False


# ------------------------------------------------------------------------------------------------------------------
# One row (s4.1, s4.3, s5)
# ------------------------------------------------------------------------------------------------------------------

def rule_id(case, ids, trigger_day, due_day, status, met_on, ceased_on):
    """ids = (the id before 2024, the id from 2024); both the same where the list has one id only.
    s4: "The version of a rule is the one in force on the trigger day".
    s7 1 January 2024: "A row triggered before and due from then on keeps its due day and carries the BL id unless it
    was done, ceased or not applicable on or before 2023-12-31, and only when as-of is 2024-01-01 or later." """
    old, new = ids
    if trigger_day >= D2024:
        return new
    if due_day < D2024 or case.as_of < D2024:
        return old
    if status == "not_applicable":
        return old
    if met_on is not None and met_on <= LAST_OF_2023:
        return old
    if ceased_on is not None and ceased_on <= LAST_OF_2023:
        return old
    return new


def add_row(case, obligation, about, ids, trigger_day, due, status, met_on, ceased_on=None, seq=1, layer="statute",
            precision=None):
    """due: a day, an instant (datetime) or None."""
    due_day = due
    if isinstance(due, datetime):
        due_day = due.astimezone(COPENHAGEN).date()

    # s7 Rows out: "`overrun_days` only with `late`, `late_with_preliminary`, `overdue`"; s5: "whole days after the due
    # day (done, or as-of)"
    overrun = None
    if status in ("late", "late_with_preliminary", "overdue"):
        overrun = ((met_on or case.as_of) - due_day).days

    # s5: "of the newest `case_assigned` on or before the earlier of due day and as-of"; s7 Rows out: "without a due
    # day: as of as-of"
    limit = case.as_of if due_day is None else min(due_day, case.as_of)
    team, caseworker = "", ""
    for f in case.all("case_assigned"):
        if f.day <= limit:
            team, caseworker = f.team, f.caseworker

    if due is None:
        due_text = None
    elif isinstance(due, datetime):
        due_text = due.astimezone(COPENHAGEN).isoformat(timespec="seconds")
    else:
        due_text = due.isoformat()

    case.rows.append({
        "case": case.name, "obligation": obligation, "about": about or None, "seq": seq, "layer": layer,
        "rule": rule_id(case, ids, trigger_day, due_day, status, met_on, ceased_on),
        "trigger_on": trigger_day.isoformat(), "due": due_text,
        "met_on": met_on.isoformat() if met_on else None,
        "status": status, "overrun_days": overrun, "precision": precision,
        "team": team or None, "caseworker": caseworker or None,
    })


def judge(case, due_day, done_day, end_days):
    """s4.1 for a due day.  end_days: the days on which what the duty is about ended.
    Returns (status, met_on, ceased_on).
    s7 Ceasing: "`ceased`: not done on or before the due day, and what it was about ended on or before it; what is done
    after the due day then changes nothing and `met_on` is empty"."""
    if done_day is not None and done_day <= due_day:
        return "met", done_day, None
    ends = [e for e in end_days if e <= due_day]
    if ends:
        return "ceased", None, min(ends)
    if done_day is not None:
        return "late", done_day, None
    if case.as_of > due_day:
        return "overdue", None, None
    return "open", None, None                       # s4: "due today is not overdue"


def day_duty(case, obligation, about, ids, trigger_day, due_day, done, end_days, seq=1, layer="statute"):
    """A duty with a due day: judge it and write the row.  done: the fact that meets it, or None."""
    status, met_on, ceased_on = judge(case, due_day, done.day if done else None, end_days)
    add_row(case, obligation, about, ids, trigger_day, due_day, status, met_on, ceased_on, seq, layer)


def hour_duty(case, obligation, trigger, ids, meeting):
    """s4.2 "+ 24 hours by the clock; trigger with a day only: end of the next day"; s7 Order and days: "24 elapsed
    hours; exactly 24 hours is in time. For both hour-limits: trigger with a day only: due is a day (the next one);
    `precision` is `day` when the trigger or the meeting fact has a day only".  They never cease (s7 Ceasing)."""
    done = first_from(meeting, trigger.day)
    if trigger.when.instant is None:
        due = due_day = add_days(trigger.day, 1)
    else:
        try:
            due = trigger.when.instant + timedelta(hours=24)
            due_day = due.astimezone(COPENHAGEN).date()
        except OverflowError:                       # after the year 9999
            due = datetime.max.replace(tzinfo=timezone.utc) - timedelta(days=1)
            due_day = date.max
    precision = None
    if trigger.when.instant is None or (done is not None and done.when.instant is None):
        precision = "day"

    if done is None:
        status = "overdue" if case.as_of > due_day else "open"
    elif precision == "day":
        # s4.1: "met when that day is not after the due day"
        status = "met" if done.day <= due_day else "late"
    else:
        status = "met" if done.when.instant <= due else "late"
    add_row(case, obligation, trigger.about, ids, trigger.day, due, status, done.day if done else None,
            precision=precision)


# ------------------------------------------------------------------------------------------------------------------
# s4.2, the list
# ------------------------------------------------------------------------------------------------------------------

def immediate_risk_assessed(case):
    # s4.2: per notification, `notification_received`, from 2013-10-01, + 24 hours
    for t in case.triggers("notification_received"):
        if t.day >= D2013_10:
            hour_duty(case, "immediate_risk_assessed", t, ("SEL-UND-24H", "BL-UND-24H"),
                      case.all("immediate_risk_assessed", about=t.about))


def notification_receipt_sent(case):
    # s4.2: "notification, not anonymous (those: `not_applicable`)", from 2006-01-01, + 6 weekdays.  Never ceases.
    ids = ("SEL-UND-REC", "BL-UND-REC")
    for t in case.triggers("notification_received"):
        if t.day < D2006:
            continue
        due = add_weekdays(t.day, 6)
        if "anonymous" in t.value.split():
            add_row(case, "notification_receipt_sent", t.about, ids, t.day, due, "not_applicable", None)
        else:
            done = first_from(case.all("notification_receipt_sent", about=t.about), t.day)
            day_duty(case, "notification_receipt_sent", t.about, ids, t.day, due, done, [])


def assessment_completed(case):
    # s4.2: per assessment, `support_need_known`, from 2006-01-01, + 4 months.
    # s4.1: "`late_with_preliminary` the assessment is past due (done or not) and a preliminary assessment was made in
    # time"; s7 Ceasing: "`ceased` goes before `late_with_preliminary`. The preliminary assessment is in time from the
    # trigger day to the due day, both included."
    ids = ("SEL-BFU-4M", "BL-BFU-4M")
    for t in case.triggers("support_need_known"):
        if t.day < D2006:
            continue
        due = add_months(t.day, 4)
        done = first_from(case.all("assessment_completed", about=t.about), t.day)
        status, met_on, ceased_on = judge(case, due, done.day if done else None, closings(case, t.day))
        if status in ("late", "overdue"):
            for p in case.all("preliminary_assessment_made", about=t.about):
                if t.day <= p.day <= due:
                    status = "late_with_preliminary"
        add_row(case, "assessment_completed", t.about, ids, t.day, due, status, met_on, ceased_on)


def decision_end_days(case, decision):
    # s7 Ceasing: `plan_made`, `plan_position_taken` cease with the measures of the decision, or with the case
    ends = closings(case, decision.day)
    last = measures_of_decision_end(case, decision.about)
    if last is not None:
        ends = ends + [last]
    return ends


def plan_made(case):
    # s4.2, five lines.  s4: "for `plan_made`: the first with that `ref`, also before the trigger".
    # s7 Plans: "`sel-52` dated 2024 or later, `bl-*` dated before: no plan or position row."
    for d in case.triggers("decision_made"):
        if d.basis in ("sel-52", "sel-58", "sel-76") and D2007 <= d.day <= LAST_OF_2023:
            rule = "SEL-PLAN-PRE"
            due = d.day
            # "the decision day; with `purpose_statement_made` on or before it: + 4 months"
            for s in case.all("purpose_statement_made", about=d.about):
                if s.day <= d.day:
                    due = add_months(d.day, 4)
        elif d.basis == "bl-32" and d.day >= D2024:
            # s7 Plans: "The newest position on or before as-of decides whether `plan_made` exists."
            positions = case.all("plan_position_taken", about=d.about)
            if not positions or positions[-1].value != "yes":
                continue
            rule, due = "BL-PLAN-32", add_months(d.day, 3)
        elif d.basis == "bl-46" and d.day >= D2024:
            rule, due = "BL-PLAN-46", add_months(d.day, 3)
        elif d.basis == "bl-47" and d.day >= D2024:
            rule, due = "BL-PLAN-47", d.day
        else:
            continue
        done = first(case.all("plan_made", ref=d.about))
        # s4.3: "those still missing stay as rows with SEL-PLAN-PRE": one id only
        day_duty(case, "plan_made", d.about, (rule, rule), d.day, due, done, decision_end_days(case, d))


def plan_position_taken(case):
    # s4.2: decision on `bl-32`, from 2024-01-01, the decision day.  s7 Plans: "the first one, also before the decision"
    for d in case.triggers("decision_made"):
        if d.basis == "bl-32" and d.day >= D2024:
            done = first(case.all("plan_position_taken", about=d.about))
            day_duty(case, "plan_position_taken", d.about, ("BL-PLAN-32", "BL-PLAN-32"), d.day, d.day, done,
                     decision_end_days(case, d))


def review_facts(case, start):
    """The reviews of a measure, one per day.  s7 Reviews: "Reviews before the start do not count; several of one
    measure on one day are one"."""
    out = []
    for r in case.all("review_held", ref=start.about):
        if r.day >= start.day and r.day not in [o.day for o in out]:
            out.append(r)
    return out


def first_review_due(case, start):
    # s4.2: "+ 3 months; from 2024: the earlier of that and the completion of an assessment that was running".
    # s7 Reviews: "Parallel assessment ...: any assessment of the case with `support_need_known` on or before the start
    # and its first completion from then on not before the start ...; of several the earliest."
    due = add_months(start.day, 3)
    if start.day >= D2024:
        for known in case.triggers("support_need_known"):
            if known.day <= start.day:
                completed = first_from(case.all("assessment_completed", about=known.about), known.day)
                if completed is not None and completed.day >= start.day and completed.day < due:
                    due = completed.day
    return due


def rhythm_due(rhythm, review_day):
    """The due day a rhythm gives to the review after review_day."""
    if rhythm[0] == "day":
        return rhythm[1]
    return add_days(add_months(review_day, rhythm[1]), rhythm[2])      # "years and months first"


def next_review_due(case, start, before, after):
    """The due day of a later review.  before: the review before (the trigger); after: the next review, or None.
    Returns a day or None."""
    # s4.2: "+ 12 months; from 2011-01-01 + 6 months; from 2024-01-01 by the last `review_rhythm_decided` ...; none:
    # measures started before 2024 + 6 months, others `no_deadline`"
    if before.day < D2011:
        return add_months(before.day, 12)
    if before.day < D2024:
        return add_months(before.day, 6)

    counting = []
    for r in case.all("review_rhythm_decided", ref=start.about):
        # "A rhythm that is a day counts only for a review before that day."
        if r.rhythm[0] == "day" and not before.day < r.rhythm[1]:
            continue
        counting.append(r)

    due = add_months(before.day, 6) if start.day < D2024 else None
    # "the last one dated on or before the review before"
    for r in counting:
        if r.day <= before.day:
            due = rhythm_due(r.rhythm, before.day)
    # "each later one, dated before the day of the next review (or on or before as-of), replaces the due day only if it
    # is dated on or before the due day then in force, or there is none"
    for r in counting:
        if r.day > before.day and (after is None or r.day < after.day):
            if due is None or r.day <= due:
                due = rhythm_due(r.rhythm, before.day)
    return due


def review_held(case):
    # s4.2, two lines; s7 Reviews; s4.4 for the local layer
    first_ids, later_ids = ("SEL-FOLLOW-1", "BL-FOLLOW-1"), ("SEL-FOLLOW-N", "BL-FOLLOW-N")
    local_ids = ("CPH2008-FOLLOW", "CPH2008-FOLLOW")
    for start in case.triggers("measure_started"):
        reviews = review_facts(case, start)
        end = measure_end(case, start)
        ends = [] if end is None else [end]

        # seq 1: "rows begin with triggers from 2007-01-01"; "Seq 1 ... exist even if the measure ends on its first day"
        if start.day >= D2007:
            day_duty(case, "review_held", start.about, first_ids, start.day, first_review_due(case, start),
                     first(reviews), ends + closings(case, start.day))

        # seq 2, 3 ...
        for i in range(len(reviews)):
            before = reviews[i]
            after = reviews[i + 1] if i + 1 < len(reviews) else None
            seq = i + 2                                    # "`seq` counts all since the start"
            # "A review on or after the measure's end day still meets but triggers nothing."
            if end is not None and before.day >= end:
                continue
            all_ends = ends + closings(case, before.day)
            if before.day >= D2007:
                due = next_review_due(case, start, before, after)
                if due is not None:
                    day_duty(case, "review_held", start.about, later_ids, before.day, due, after, all_ends, seq)
                else:
                    # "`no_deadline` stays, with `met_on`, when done; `ceased` with empty due when the measure ends
                    # undone"
                    if after is not None:
                        status, met_on, ceased_on = "no_deadline", after.day, None
                    elif all_ends:
                        status, met_on, ceased_on = "ceased", None, min(all_ends)
                    else:
                        status, met_on, ceased_on = "no_deadline", None, None
                    add_row(case, "review_held", start.about, later_ids, before.day, None, status, met_on, ceased_on,
                            seq)
            # s4.4 "`review_held` seq 2... + 6 months"; s7 Local layer "triggers from 2008-01-01"
            if case.local and before.day >= D2008:
                day_duty(case, "review_held", start.about, local_ids, before.day, add_months(before.day, 6), after,
                         all_ends, seq, "local")


def review_rhythm_decided(case):
    # s4.2: "measure started from 2024", trigger the first `review_held`, due "the day of that review".
    # s7 Reviews: "`review_rhythm_decided` is met by the first one from the measure's start on."
    for start in case.triggers("measure_started"):
        if start.day < D2024:
            continue
        end = measure_end(case, start)
        review = first(review_facts(case, start))
        # a review on or after the end day "triggers nothing"
        if review is None or (end is not None and review.day >= end):
            continue
        done = first_from(case.all("review_rhythm_decided", ref=start.about), start.day)
        ends = ([] if end is None else [end]) + closings(case, review.day)
        day_duty(case, "review_rhythm_decided", start.about, ("BL-FOLLOW-DEC", "BL-FOLLOW-DEC"), review.day,
                 review.day, done, ends)


def supervision_visits_held(case):
    # s4.2 and s7 Supervision
    for start in case.triggers("measure_started"):
        if not is_placement(case, start):
            continue
        end = measure_end(case, start)
        k = 1
        while True:
            # "Year k runs from start + 12(k-1) months to the day before start + 12k months"
            begins = add_months(start.day, 12 * (k - 1))
            if begins > case.as_of:
                break
            # "The row exists from the year's first day ... if that day is before the measure's end day (k = 1: always)"
            if k > 1 and end is not None and begins >= end:
                break
            next_begins = add_months(start.day, 12 * k)
            due = date.max if next_begins == date.max else add_days(next_begins, -1)
            if begins >= D2007:
                # "1 visit with talk; years beginning from 2011-01-01: 2 visits with talk within the year";
                # s7: "Visits with talk count by different days"
                needed = 2 if begins >= D2011 else 1
                days = []
                for v in case.all("supervision_visit_held", ref=start.about):
                    if v.value == "talk" and begins <= v.day <= due and v.day not in days:
                        days.append(v.day)
                # "A later visit does not repair it: it stays `overdue`"
                done_day = days[needed - 1] if len(days) >= needed else None
                ends = ([] if end is None else [end]) + closings(case, begins)
                status, met_on, ceased_on = judge(case, due, done_day, ends)
                ids = ("SEL-SUP-2" if begins >= D2011 else "SEL-SUP-1", "BL-SUP")
                add_row(case, "supervision_visits_held", start.about, ids, begins, due, status, met_on, ceased_on, k)
            if next_begins == date.max:
                break
            k += 1


def parents_plan_offered(case):
    # s4.2: placement, `measure_started`, from 2007-01-01, + 3 months; ceases with its measure (s7)
    for start in case.triggers("measure_started"):
        if is_placement(case, start) and start.day >= D2007:
            end = measure_end(case, start)
            done = first_from(case.all("parents_plan_offered", ref=start.about), start.day)
            day_duty(case, "parents_plan_offered", start.about, ("SEL-PARPLAN", "BL-PARSUP"), start.day,
                     add_months(start.day, 3), done, ([] if end is None else [end]) + closings(case, start.day))


def provisional_notice_given(case):
    # s4.2: provisional decision, from 2007-01-01, + 24 hours; never ceases
    for t in case.triggers("provisional_decision_started"):
        if t.day >= D2007:
            hour_duty(case, "provisional_notice_given", t, ("SEL-75-INFORM", "BL-143-INFORM"),
                      case.all("provisional_notice_given", about=t.about))


def committee_presented(case):
    # s4.2: provisional decision, from 2007-01-01, + 7 days; never ceases
    for t in case.triggers("provisional_decision_started"):
        if t.day >= D2007:
            done = first_from(case.all("committee_presented", about=t.about), t.day)
            day_duty(case, "committee_presented", t.about, ("SEL-75-BOARD", "BL-143-BOARD"), t.day,
                     add_days(t.day, 7), done, [])


def root_of_chain(case, ref):
    """s7 Renewals: "`ref` is the committee decision or the renewal that is renewed"; returns the id of the committee
    decision at the root of the chain, or None (a ref without its partner, or a circle)."""
    visited = []
    while ref not in visited:
        visited.append(ref)
        if ref in [c.about for c in case.triggers("committee_decided")]:
            return ref
        renewals = [r for r in case.triggers("placement_renewed") if r.about == ref]
        if not renewals:
            return None
        ref = renewals[0].ref
    return None


def placement_renewed(case):
    # s4.2: `committee_decided`, `placement_renewed`, from 2007-01-01: + 1 year; `prior_placement`: + 2 years.
    # s7 Renewals: "a renewal is due + 1 year; it ceases by the measures of the committee decision at the root of the
    # chain. A fact never meets itself."
    for t in case.triggers("committee_decided") + case.triggers("placement_renewed"):
        if t.day < D2007:
            continue
        if t.kind == "committee_decided":
            months = 24 if t.value == "prior_placement" else 12
            root = t.about
        else:
            months = 12
            root = root_of_chain(case, t.ref)
        done = first_from([r for r in case.all("placement_renewed", ref=t.about) if r is not t], t.day)
        ends = closings(case, t.day)
        if root is not None:
            last = measures_of_decision_end(case, root)
            if last is not None:
                ends = ends + [last]
        day_duty(case, "placement_renewed", t.about, ("SEL-58-RENEW", "BL-RENEW"), t.day, add_months(t.day, months),
                 done, ends)


def aftercare_of_the_child(case):
    # s4.2: "child with a placement running on the due day", `child_born`, from 2007-01-01 by the due day, "18th
    # birthday - 6 months"; s7 Order and days: "The 18th birthday is birth + 216 months by the month rule."
    born = first(case.all("child_born"))
    if born is None:
        return
    due = add_months(add_months(born.day, 216), -6)
    if due < D2007:
        return
    # s7 Aftercare: "Running: a placement started on or before the due day and, as far as known at as-of, not ended on
    # or before it. No such placement: no row."
    running = False
    for start in case.triggers("measure_started"):
        if is_placement(case, start) and start.day <= due:
            end = measure_end(case, start)
            if end is None or end > due:
                running = True
    if not running:
        return
    # "Any `aftercare_decided` without `about` from the birth on meets it. Rule id by the due day."
    done = first_from(case.all("aftercare_decided", about=""), born.day)
    rule = "SEL-18-DEC" if due < D2024 else "BL-18-DEC"
    day_duty(case, "aftercare_decided", "", (rule, rule), born.day, due, done, closings(case, born.day))


def family_adviser_offered(case):
    # s4.2: case, `disability_established`, from 2009-01-01, + 3 months.  s7 Rows in: first one per case
    t = first(case.all("disability_established"))
    if t is not None and t.day >= D2009:
        done = first_from(case.all("family_adviser_offered"), t.day)
        day_duty(case, "family_adviser_offered", "", ("SEL-FAMADV", "BL-FAMADV"), t.day, add_months(t.day, 3), done,
                 closings(case, t.day))


def request_duty(case, obligation, trigger_kind, from_day, due_of, ids, meeting_kinds, ceases):
    """The simple lines of s4.2: a request about x, and the answer about x."""
    for t in case.triggers(trigger_kind):
        if t.day < from_day:
            continue
        meeting = [f for f in case.facts if f.kind in meeting_kinds and f.about == t.about]
        day_duty(case, obligation, t.about, ids, t.day, due_of(t.day), first_from(meeting, t.day),
                 closings(case, t.day) if ceases else [])


def return_home_answered(case):
    # s4.2: request, from 2009-07-01, + 7 days
    request_duty(case, "return_home_answered", "return_home_requested", D2009_07, lambda d: add_days(d, 7),
                 ("SEL-HOME-REQ", "BL-HOME"), ["return_home_answered"], True)


def aftercare_of_the_youth(case):
    # s4.2: `aftercare_decided` about x, `youth_moved_in`, from 2011-01-01, + 30 days
    request_duty(case, "aftercare_decided", "youth_moved_in", D2011, lambda d: add_days(d, 30),
                 ("SEL-18-MOVE", "BL-18-MOVE"), ["aftercare_decided"], True)


def drug_treatment_started(case):
    # s4.2: request, from 2007-01-01, + 14 days
    request_duty(case, "drug_treatment_started", "drug_treatment_requested", D2007, lambda d: add_days(d, 14),
                 ("SEL-DRUG", "BL-DRUG"), ["drug_treatment_started"], True)


def network_meeting_summoned(case):
    # s4.2: documentation, from 2014-07-01, + 7 days
    request_duty(case, "network_meeting_summoned", "police_documentation_received", D2014_07,
                 lambda d: add_days(d, 7), ("SEL-NETW", "BL-NETW"), ["network_meeting_summoned"], True)


def youth_assessment_completed(case):
    # s4.2: request, from 2019-01-01, + 3 weeks
    request_duty(case, "youth_assessment_completed", "youth_board_requested", D2019, lambda d: add_days(d, 21),
                 ("UKL-3W", "UKL-3W"), ["youth_assessment_completed"], True)


def appeal_reassessed(case):
    # s4.2: `appeal_reassessed` (or `appeal_forwarded`), from 2007-01-01, + 4 weeks; never ceases
    request_duty(case, "appeal_reassessed", "appeal_received", D2007, lambda d: add_days(d, 28),
                 ("RSL-66", "RSL-66"), ["appeal_reassessed", "appeal_forwarded"], False)


def access_answered(case):
    # s4.2: request, from 2014-01-01, + 7 weekdays; never ceases
    request_duty(case, "access_answered", "access_requested", D2014, lambda d: add_weekdays(d, 7),
                 ("FVL-16", "FVL-16"), ["access_answered"], False)


def checks(case):
    # s4.2 after the list, and s7 Checks: "per `decision_made` on `sel-52 sel-58 sel-76 bl-32 bl-46 bl-47`";
    # "From 2007-01-01."  "a fact after the day never repairs"; "The rule id is that of the decision day."
    for d in case.triggers("decision_made"):
        if d.basis not in ("sel-52", "sel-58", "sel-76", "bl-32", "bl-46", "bl-47") or d.day < D2007:
            continue

        def check(obligation, rule, held, left_out):
            """held, left_out: facts.  "Held and left out: `met`. `met_on` = the earliest that counts."; "What leaves
            out must be dated on or before the day"."""
            held = [f for f in held if f.day <= d.day]
            left_out = [f for f in left_out if f.day <= d.day]
            if held:
                status, met_on = "met", held[0].day
            elif left_out:
                status, met_on = "not_applicable", None
            else:
                status, met_on = "overdue", None
            add_row(case, obligation, d.about, (rule, rule), d.day, d.day, status, met_on)

        new = d.day >= D2024

        # "a conversation with `ref` the decision, or from 2013-10-01 its assessment, on or before the day; omitted:
        # `not_applicable`"
        refs = [d.about]
        if d.day >= D2013_10 and d.ref != "":
            refs.append(d.ref)
        check("child_conversation_before_decision", "BL-INVOLVE" if new else "SEL-TALK-48",
              [f for f in case.all("child_conversation_held") if f.ref in refs],
              [f for f in case.all("child_conversation_omitted") if f.ref in refs])

        # "waived: `not_applicable`; FVL-19"
        check("party_hearing_before_decision", "FVL-19", case.all("party_hearing_held", about=d.about),
              case.all("party_hearing_waived", about=d.about))

        # "decisions with value `placement`: the assessment in `ref` completed on or before the day"; s7:
        # "`BL-PLACE-NC` for `bl-47`, `BL-PLACE-C` for all others from 2024"
        if d.value == "placement":
            rule = "SEL-MEAS" if not new else "BL-PLACE-NC" if d.basis == "bl-47" else "BL-PLACE-C"
            check("assessment_before_placement", rule,
                  case.all("assessment_completed", about=d.ref) if d.ref != "" else [], [])

        # "dated on the decision day; FVL-25"
        check("appeal_guidance_with_decision", "FVL-25",
              [f for f in case.all("appeal_guidance_given", about=d.about) if f.day == d.day], [])


def plan_before_start(case):
    # s4.4 and s7 Local layer: "per measure whose `ref` is a known decision, `about` = the measure, met by the first
    # `plan_made` with `ref` that decision; statuses as 4.1"; "triggers from 2008-01-01"; ceases with its measure
    for start in case.triggers("measure_started"):
        if start.day < D2008 or start.ref == "":
            continue
        if start.ref not in [d.about for d in case.all("decision_made")]:
            continue
        end = measure_end(case, start)
        done = first(case.all("plan_made", ref=start.ref))
        day_duty(case, "plan_before_start", start.about, ("CPH2008-PLAN", "CPH2008-PLAN"), start.day, start.day, done,
                 ([] if end is None else [end]) + closings(case, start.day), 1, "local")


def check_case(case):
    immediate_risk_assessed(case)
    notification_receipt_sent(case)
    assessment_completed(case)
    plan_made(case)
    plan_position_taken(case)
    review_held(case)
    review_rhythm_decided(case)
    supervision_visits_held(case)
    parents_plan_offered(case)
    provisional_notice_given(case)
    committee_presented(case)
    placement_renewed(case)
    aftercare_of_the_child(case)
    return_home_answered(case)
    aftercare_of_the_youth(case)
    family_adviser_offered(case)
    drug_treatment_started(case)
    network_meeting_summoned(case)
    youth_assessment_completed(case)
    appeal_reassessed(case)
    access_answered(case)
    checks(case)
    if case.local:
        plan_before_start(case)
    return case.rows


def check(facts, as_of, known_at, local):
    """All rows of all cases, in the order of s5; s7 Rows out: "Texts sort by code point, empty first"."""
    by_case = {}
    for f in facts:
        by_case.setdefault(f.case, []).append(f)
    rows = []
    for name in by_case:
        rows += check_case(Case(name, visible_facts(by_case[name], as_of, known_at), as_of, local))
    rows.sort(key=lambda r: (r["case"], r["obligation"], r["about"] or "", r["seq"], r["layer"]))
    return rows


# ------------------------------------------------------------------------------------------------------------------
# Figures (s6, s7 Figures)
# ------------------------------------------------------------------------------------------------------------------

def one_decimal(x):
    """One decimal, half away from zero (x is never below zero), within 0 and 100."""
    x = min(max(x, Decimal(0)), Decimal(100))
    return float(x.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def percent_and_wilson(met, counted):
    if counted == 0:
        return None, None, None
    getcontext().prec = 60
    z = Decimal("1.959963984540054")
    n, p = Decimal(counted), Decimal(met) / Decimal(counted)
    middle = p + z * z / (2 * n)
    half = z * (p * (1 - p) / n + z * z / (4 * n * n)).sqrt()
    whole = 1 + z * z / n
    return (one_decimal(Decimal(100 * met) / n), one_decimal(100 * (middle - half) / whole),
            one_decimal(100 * (middle + half) / whole))


def label(day, by):
    if by == "year":
        return "%04d" % day.year
    if by == "quarter":
        return "%04d-Q%d" % (day.year, (day.month - 1) // 3 + 1)
    return "%04d-%02d" % (day.year, day.month)


def figures(rows, from_day, to_day, by, per):
    groups = {}
    for r in rows:
        if r["due"] is None:
            continue                                # s7 Reviews: "rows without a due day are in no figure"
        due_day = date.fromisoformat(r["due"][:10])  # "an instant's due day is its Copenhagen day"
        if not from_day <= due_day <= to_day:
            continue
        group = "" if per == "none" else r[per] or ""
        key = (label(due_day, by), group, r["obligation"], r["layer"])
        groups.setdefault(key, []).append(r["status"])
    out = []
    for key in sorted(groups):
        statuses = groups[key]
        count = {s: statuses.count(s) for s in
                 ("met", "late", "late_with_preliminary", "overdue", "open", "ceased", "not_applicable")}
        counted = count["met"] + count["late"] + count["late_with_preliminary"] + count["overdue"]
        percent, low, high = percent_and_wilson(count["met"], counted)
        out.append({"period": key[0], "group": key[1] or None, "obligation": key[2], "layer": key[3],
                    "counted": counted, "met": count["met"], "late": count["late"],
                    "late_with_preliminary": count["late_with_preliminary"], "overdue": count["overdue"],
                    "percent": percent, "low": low, "high": high, "open": count["open"], "ceased": count["ceased"],
                    "not_applicable": count["not_applicable"]})
    return out


# ------------------------------------------------------------------------------------------------------------------

def day_argument(text):
    day = read_day(text)
    if day is None:
        raise argparse.ArgumentTypeError("a day such as 2024-06-03 was expected")
    return day


def main():
    parser = argparse.ArgumentParser(description="slow reference implementation of case-history.md")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "figures"):
        p = commands.add_parser(name)
        p.add_argument("file")
        p.add_argument("--as-of", type=day_argument)
        p.add_argument("--known-at", type=day_argument)
        p.add_argument("--local", choices=["copenhagen-2008"])
        if name == "figures":
            p.add_argument("--from", dest="from_day", type=day_argument, required=True)
            p.add_argument("--to", dest="to_day", type=day_argument, required=True)
            p.add_argument("--by", choices=["month", "quarter", "year"], default="month")
            p.add_argument("--per", choices=["team", "caseworker", "none"], default="none")
    options = parser.parse_args()

    # s3: "Both default to today (Copenhagen)"
    today = datetime.now(COPENHAGEN).date()
    as_of, known_at = options.as_of or today, options.known_at or today
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8")
    try:
        facts, rejected, unknown = read_file(options.file)
    except Unusable as e:
        print(e, file=sys.stderr)
        return 2
    report(rejected, unknown)
    rows = check(facts, as_of, known_at, options.local is not None)
    if options.command == "figures":
        rows = figures(rows, options.from_day, options.to_day, options.by, options.per)
    for r in rows:
        print(json.dumps(r, ensure_ascii=False))
    return 3 if rejected else 0


if __name__ == "__main__":
    sys.exit(main())
