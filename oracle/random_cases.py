#!/usr/bin/env python3
"""Random but spec-conformant, adversarial case histories.

    random_cases.py --seed N --cases M [--clean] [--jsonl] > out.csv

The same seed gives the same file.  --clean leaves out the broken rows (and the ids with two contents);
--jsonl writes JSON Lines instead of CSV.

Every case is a heap of small "stories" (a notification, an assessment, a placement with its visits ...) around one
anchor day, drawn near a day the contract names.  A story mostly answers a duty on the due day, one day to either side,
or not at all.  Noise is laid on top: closings, retractions, copies of rows, dangling ids, late registration.
"""
import argparse
import csv
import io
import json
import random
import sys
from datetime import date, datetime, timedelta, timezone

from slow_engine import (COLUMNS, COPENHAGEN, KINDS, add_days, add_months, add_weekdays, days_in_month, easter_sunday)

BOUNDARIES = [date(2006, 1, 1), date(2007, 1, 1), date(2008, 1, 1), date(2009, 1, 1), date(2009, 7, 1),
              date(2011, 1, 1), date(2013, 10, 1), date(2014, 1, 1), date(2014, 7, 1), date(2019, 1, 1),
              date(2024, 1, 1), date(2024, 1, 1), date(2024, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]
DST_NIGHTS = [date(2014, 3, 30), date(2018, 10, 28), date(2023, 3, 26), date(2023, 10, 29), date(2024, 3, 31),
              date(2024, 10, 27), date(2025, 3, 30), date(2025, 10, 26)]
OFFSETS = [0, 0, 60, 120, 120, -300, 330, 840, -720]


class Maker:
    def __init__(self, rnd, name, serial):
        self.r, self.name, self.serial = rnd, name, serial
        self.rows, self.ids = [], []
        self.anchor = self.some_day()
        if self.likely(0.25):                                    # about the change of 1 January 2024
            self.anchor = add_days(date(2024, 1, 1), rnd.randint(-120, 420))

    # -- days ------------------------------------------------------------------------------------------------------

    def some_day(self):
        r, kind = self.r, self.r.random()
        if kind < 0.6:
            day = r.choice(BOUNDARIES)
            step = r.random()
            if step < 0.3:
                return add_days(day, r.choice([-1, 0, 0, 1]))
            if step < 0.5:
                return add_months(day, r.choice([-24, -12, -6, -4, -3, -1, 3, 4, 6, 12]))
            return add_days(day, r.randint(-420, 420))
        if kind < 0.7:
            year, month = r.randint(2006, 2025), r.choice([1, 2, 2, 5, 8, 10, 11, 12])
            return date(year, month, days_in_month(year, month))
        if kind < 0.75:
            return date(r.choice([2008, 2012, 2016, 2020, 2024]), 2, 29)
        if kind < 0.82:
            return add_days(r.choice(DST_NIGHTS), r.choice([-1, 0, 1]))
        if kind < 0.9:
            return add_days(easter_sunday(r.choice([2009, 2014, 2019, 2022, 2023, 2023, 2024, 2024, 2025])),
                            r.choice([-9, -4, -3, -1, 1, 18, 22, 25, 26, 27, 38, 39, 40, 47, 49, 50]))
        return date(2006, 1, 1) + timedelta(days=r.randint(0, 365 * 20))

    def near(self, day):
        """Near a day: on it, a day to either side, or further off."""
        r = self.r
        return add_days(day, r.choice([0, 0, 0, 1, -1, 1, -1, r.randint(-20, 20), r.randint(-3, 3), r.randint(1, 400)]))

    def around(self):
        """A day near the anchor of the case, or quite another one."""
        r, kind = self.r, self.r.random()
        if kind < 0.25:
            return self.anchor
        if kind < 0.6:
            return add_days(self.anchor, r.randint(-40, 90))
        if kind < 0.75:
            return add_months(self.anchor, r.choice([-12, -6, -4, -3, 1, 3, 4, 6, 12, 24]))
        if kind < 0.85:
            return add_days(self.anchor, r.randint(0, 900))
        return self.some_day()

    # -- texts of moments ------------------------------------------------------------------------------------------

    def instant_text(self, utc):
        """An instant with a random offset, now and then Z and a fraction."""
        offset = self.r.choice(OFFSETS)
        if self.r.random() < 0.3:
            offset = int(utc.astimezone(COPENHAGEN).utcoffset().total_seconds()) // 60
        local = utc + timedelta(minutes=offset)
        text = local.strftime("%Y-%m-%dT%H:%M:%S")
        if self.r.random() < 0.15:
            text += self.r.choice([".0", ".5", ".999", ".999999999", ".000001"])
        if offset == 0:
            return text + self.r.choice(["Z", "+00:00", "Z", "-00:00"])
        return text + "%s%02d:%02d" % ("-" if offset < 0 else "+", abs(offset) // 60, abs(offset) % 60)

    def instant_on(self, day):
        """A UTC instant on a Copenhagen day."""
        r = self.r
        clock = r.choice([(0, 0, 0), (0, 30, 0), (23, 59, 59), (23, 30, 0), (2, 30, 0), (2, 0, 0), (3, 0, 0), (12, 0, 0),
                          (r.randint(0, 23), r.randint(0, 59), 0)])
        local = datetime(day.year, day.month, day.day, *clock, tzinfo=COPENHAGEN, fold=r.choice([0, 1]))
        return local.astimezone(timezone.utc)

    def moment(self, day, chance=0.3):
        if self.r.random() < chance:
            return self.instant_text(self.instant_on(day))
        return day.isoformat()

    # -- rows ------------------------------------------------------------------------------------------------------

    def add(self, kind, when, about="", ref="", basis="", value="", **more):
        r = self.r
        day = when
        if isinstance(when, date):
            when = self.moment(when)
        else:
            day = date.fromisoformat(when[:10])
        row = {c: "" for c in COLUMNS}
        row.update(case=self.name, kind=kind, when=when, about=about, ref=ref, basis=basis, value=value, **more)
        if r.random() < 0.25:
            self.serial[0] += 1
            row["id"] = "s%d" % self.serial[0]
            self.ids.append(row["id"])
        late = r.random()
        if late < 0.1:
            row["recorded_at"] = self.moment(add_days(day, r.choice([0, 1, 1, 3, 30, 200])))
        elif late < 0.13:
            row["recorded_at"] = self.moment(add_days(day, r.choice([-1, -10, -400])))
        self.rows.append(row)
        return row

    def one(self, letter, n=3):
        return "%s%d" % (letter, self.r.randint(1, n))

    def likely(self, p=0.7):
        return self.r.random() < p

    # -- stories ---------------------------------------------------------------------------------------------------

    def hours(self, trigger, meeting, about, trigger_value="", meeting_values=("",)):
        r = self.r
        day = r.choice(DST_NIGHTS) if self.likely(0.15) else self.around()
        if self.likely(0.1):
            day = add_days(day, -1)
        if self.likely(0.3):                                     # a day only
            self.add(trigger, day.isoformat(), about, value=trigger_value)
            answer = add_days(day, r.choice([0, 1, 1, 2, 3]))
            if self.likely():
                self.add(meeting, answer, about, value=r.choice(meeting_values))
            return day
        utc = self.instant_on(day)
        self.add(trigger, self.instant_text(utc), about, value=trigger_value)
        for _ in range(r.choice([0, 1, 1, 1, 2])):
            if self.likely(0.3):
                self.add(meeting, add_days(day, r.choice([-1, 0, 1, 1, 2])).isoformat(), about,
                         value=r.choice(meeting_values))
            else:
                seconds = r.choice([86400, 86400, 86399, 86401, 82800, 90000, 3600, -600, 172800, r.randint(0, 200000)])
                self.add(meeting, self.instant_text(utc + timedelta(seconds=seconds)), about,
                         value=r.choice(meeting_values))
        return day

    def notification(self):
        n = self.one("n", 4)
        value = self.r.choice(["municipality", "professional", "professional abuse", "citizen", "anonymous",
                               "citizen abuse", "anonymous abuse"])
        day = self.hours("notification_received", "immediate_risk_assessed", n, value, ("danger", "no_danger"))
        if self.likely():
            self.add("notification_receipt_sent", self.near(add_weekdays(day, 6)), n)
        if self.likely(0.3):
            self.add("notifier_informed", self.near(day), n)
        if self.likely(0.3):
            self.add("screening_made", self.near(day), n, value=self.r.choice(["none", "clarify", "assess"]))

    def assessment(self, day=None, a=None):
        a = a or self.one("a", 4)
        day = day or self.around()
        due = add_months(day, 4)
        self.add("support_need_known", day, a, self.r.choice(["", self.one("n", 4)]))
        if self.likely(0.3):
            self.add("assessment_decided", self.near(day), a)
        if self.likely(0.4):
            self.add("preliminary_assessment_made", self.r.choice([day, due, add_days(day, -1), add_days(due, 1),
                                                                    add_days(day, 50)]), a)
        if self.likely(0.65):
            self.add("assessment_completed", self.near(due), a)
        return a

    def decision(self, day=None, d=None, value=None, basis=None):
        r = self.r
        d = d or self.one("d", 4)
        day = day or self.around()
        a = r.choice(["", self.one("a", 4), self.one("a", 4), "a9"])
        if basis is None:
            if day >= date(2024, 1, 1):
                pool = ["bl-32", "bl-32", "bl-32", "bl-46", "bl-46", "bl-47", "bl-47", "sel-52", "bl-114", "bl-120"]
            else:
                pool = ["sel-52", "sel-52", "sel-52", "sel-58", "sel-76", "sel-11", "bl-32", "bl-46"]
            basis = r.choice(pool)
        self.add("decision_made", day, d, a, basis, value or r.choice(["placement", "support"]))
        months = 4 if basis.startswith("sel") else 3
        if self.likely(0.3):
            self.add("purpose_statement_made", add_days(day, r.choice([-5, -1, 0, 0, 1])), d)
        if self.likely(0.6) or basis == "bl-32":
            for _ in range(r.choice([0, 1, 1, 2])):
                self.add("plan_position_taken", add_days(day, r.choice([-3, 0, 0, 0, 1, 40])), d,
                         value=r.choice(["yes", "yes", "no"]))
        for _ in range(r.choice([0, 1, 1, 2])):
            p = self.one("p", 3)
            self.add("plan_made", r.choice([day, add_days(day, -1), add_days(day, 1), add_days(day, -60),
                                            self.near(add_months(day, months)), self.near(add_months(day, months))]),
                     p, r.choice([d, d, d, d, "", "d9"]))
            if self.likely(0.2):
                self.add("plan_revised", add_months(day, 5), p)
        before = [-1, 0, 0, -30, 1]
        for ref in (d, a):
            if ref and self.likely(0.35):
                self.add("child_conversation_held", add_days(day, r.choice(before)), r.choice(["", self.one("x")]), ref)
            if ref and self.likely(0.2):
                self.add("child_conversation_omitted", add_days(day, r.choice(before)), ref=ref)
        if self.likely(0.45):
            self.add("party_hearing_held", add_days(day, r.choice(before)), d)
        if self.likely(0.25):
            self.add("party_hearing_waived", add_days(day, r.choice(before)), d)
        if self.likely(0.6):
            self.add("appeal_guidance_given", add_days(day, r.choice([0, 0, 0, -1, 1])), d)
        if a and self.likely(0.4):
            self.add("assessment_completed", add_days(day, r.choice(before)), a)
        if a and self.likely(0.3):
            self.assessment(add_months(day, -r.choice([1, 3, 4])), a)
        if self.likely(0.35):
            self.measure(add_days(day, r.choice([0, 0, 1, -1, 20])), ref=d)
        if self.likely(0.1):                                     # a measure that is over about the decision day
            m = self.one("m", 4)
            self.add("measure_started", add_days(day, r.choice([0, -1, -40])), m, d)
            self.add("measure_ended", add_days(day, r.choice([0, 0, -1, 1])), m)
        return day, d

    def rhythm_value(self, day):
        r = self.r
        if self.likely(0.3):
            return add_days(day, r.choice([-1, 0, 1, 30, 180, 365])).isoformat()
        return r.choice(["P6M", "P6M", "P3M", "P1M", "P12M", "P1Y", "P2W", "P1M15D", "P1Y2M3W4D", "P183D", "P1Y1D"])

    def measure(self, day=None, ref=None, value=None, months=None):
        """A measure with reviews, rhythms, visits, an end."""
        r = self.r
        m = self.one("m", 4)
        day = day or self.around()
        if ref is None:
            ref = r.choice(["", "", self.one("d", 4), "d9"])
        if value is None:
            value = r.choice(["placement", "placement", "support", ""])
        basis = r.choice(["", "", "sel-52", "bl-32"])
        self.add("measure_started", day, m, ref, basis, value)
        if self.likely(0.08):
            self.add("measure_started", self.near(day), m, "", "", r.choice(["placement", "support", ""]))

        if day >= date(2024, 1, 1) and self.likely(0.35):        # an assessment beside it
            a = self.one("a", 4)
            known = add_days(day, r.choice([0, -1, 1, -30, -90]))
            self.add("support_need_known", known, a)
            if self.likely(0.8):
                self.add("assessment_completed", add_days(day, r.choice([-1, 0, 1, 40, 89, 95, 120])), a)

        end = None
        if self.likely(0.5):
            end = r.choice([day, add_months(day, 3), add_months(day, 9), add_months(day, 12), add_months(day, 30),
                            add_days(day, 1), add_days(day, -1), add_days(day, r.randint(0, 800))])
            end = add_days(end, r.choice([0, 0, 1, -1]))
            self.add("measure_ended", end, m)
            if self.likely(0.15):
                self.add("measure_ended", self.near(end), m)

        # reviews: seldom far behind the due day, so that chains grow
        review = add_months(day, 3)
        if self.likely(0.1):
            self.add("review_held", add_days(day, r.choice([-1, 0])), self.one("x"), m)
        for _ in range(r.choice([0, 1, 2, 3, 4])):
            review = add_days(review, r.choice([0, 0, 1, -1, r.randint(-30, 30)]))
            self.add("review_held", review, r.choice(["", self.one("x")]), m)
            if self.likely(0.1):
                self.add("review_held", review, r.choice(["", self.one("x")]), m)
            if (review >= date(2023, 6, 1) and self.likely(0.7)) or self.likely(0.05):
                when = add_days(review, r.choice([0, 0, 0, -1, 1, 5, 60, 183, 200]))
                self.add("review_rhythm_decided", when, ref=m, value=self.rhythm_value(review))
                if self.likely(0.4):
                    when = add_days(review, r.choice([0, 1, 30, 31, 90, 180, 184]))
                    self.add("review_rhythm_decided", when, ref=m, value=self.rhythm_value(when))
            review = add_months(review, r.choice([12, 6, 6, 6, 3, 1, 2]))
        if end is not None and self.likely(0.15):
            self.add("review_held", add_days(end, r.choice([0, -1, 1, 10])), "", m)

        # supervision: about the first and last days of the years
        if value != "support" or self.likely(0.1):
            for k in range(r.choice([0, 1, 2, 3, 5])):
                begins, next_begins = add_months(day, 12 * k), add_months(day, 12 * k + 12)
                for _ in range(r.choice([0, 1, 2, 2, 3])):
                    when = r.choice([begins, add_days(begins, -1), add_days(next_begins, -1), next_begins,
                                     add_days(begins, r.randint(1, 360)), add_days(begins, 100), add_days(begins, 100)])
                    self.add("supervision_visit_held", when, r.choice(["", self.one("x")]), m,
                             value=r.choice(["talk", "talk", "talk", "no_talk"]))
            if self.likely(0.7):
                self.add("parents_plan_offered", self.near(add_months(day, 3)), ref=m)
        return day, m

    def provisional(self):
        d = self.one("d", 4)
        day = self.hours("provisional_decision_started", "provisional_notice_given", d)
        if self.likely():
            self.add("committee_presented", self.near(add_days(day, 7)), d)

    def committee(self):
        r = self.r
        d = self.one("d", 4)
        day = self.around()
        prior = r.choice(["", "", "prior_placement"])
        self.add("committee_decided", day, d, "", "bl-47" if day >= date(2024, 1, 1) else "sel-58", prior)
        for _ in range(r.choice([0, 0, 1, 1, 2])):
            self.measure(add_days(day, r.choice([0, 1, 5])), ref=d, value="placement")
        ref, due = d, add_months(day, 24 if prior else 12)
        for i in range(r.choice([0, 1, 1, 2, 4])):
            about = self.one("f", 4)
            when = self.near(due)
            self.add("placement_renewed", when, about, r.choice([ref, ref, ref, ref, "f9", self.one("f", 4)]))
            ref, due = about, add_months(when, 12)
        if self.likely(0.3):
            self.decision(day, d, "placement", "bl-47" if day >= date(2024, 1, 1) else "sel-58")

    def birth(self):
        """A child about to be 17.5 with a placement running."""
        r = self.r
        due = self.around()
        born = add_days(add_months(due, -210), r.choice([0, 0, 1, -1, 5]))
        if self.likely(0.15):
            born = date(r.choice([1992, 1996, 2000, 2004, 2008]), 2, 29)
        if self.likely(0.1):
            born = self.around()
        due = add_months(add_months(born, 216), -6)
        self.add("child_born", born.isoformat())
        if self.likely(0.1):
            self.add("child_born", add_days(born, 1).isoformat())
        for _ in range(r.choice([0, 1, 1, 1, 2])):
            m = self.one("m", 4)
            start = add_days(due, r.choice([0, 1, -1, -400, -100, -30]))
            self.add("measure_started", start, m, "", "", "placement")
            if self.likely(0.4):
                self.add("measure_ended", add_days(due, r.choice([0, 1, -1, 100, -20])), m)
        if self.likely(0.15):
            self.add("case_closed", add_days(due, r.choice([0, 1, -1, -30, 60])))
        for _ in range(r.choice([0, 1, 1, 2])):
            self.add("aftercare_decided", self.near(due), r.choice(["", "", "", self.one("x")]))

    def moved_in(self):
        x, day = self.one("x"), self.around()
        self.add("youth_moved_in", day, x)
        if self.likely():
            self.add("aftercare_decided", self.near(add_days(day, 30)), self.r.choice([x, x, x, ""]))

    def disability(self):
        day = self.around()
        self.add("disability_established", day)
        if self.likely(0.6):
            self.add("family_adviser_offered", self.near(add_months(day, 3)))

    def request(self):
        r = self.r
        trigger, meeting, due_of = r.choice([
            ("return_home_requested", ["return_home_answered"], lambda d: add_days(d, 7)),
            ("drug_treatment_requested", ["drug_treatment_started"], lambda d: add_days(d, 14)),
            ("police_documentation_received", ["network_meeting_summoned"], lambda d: add_days(d, 7)),
            ("youth_board_requested", ["youth_assessment_completed"], lambda d: add_days(d, 21)),
            ("appeal_received", ["appeal_reassessed", "appeal_forwarded"], lambda d: add_days(d, 28)),
            ("access_requested", ["access_answered"], lambda d: add_weekdays(d, 7)),
        ])
        x, day = self.one("x", 4), self.around()
        self.add(trigger, day, x)
        if self.likely(0.12):
            self.add("case_closed", add_days(day, r.choice([0, 1, 6, 7])))
        if self.likely():
            self.add(r.choice(meeting), self.near(due_of(day)), r.choice([x, x, x, x, self.one("x", 4)]))

    # -- noise -----------------------------------------------------------------------------------------------------

    def assignments(self):
        for _ in range(self.r.choice([0, 1, 1, 2, 4])):
            self.add("case_assigned", self.around(), team=self.r.choice(["", "North", "South", "Øst", "Team 1"]),
                     caseworker=self.r.choice(["cw1", "cw2", "Åse", "cw10"]))
        if self.likely(0.1):
            day = self.around().isoformat()                      # two on one day: the text of the cells decides
            for team in ("North", "South"):
                self.add("case_assigned", day, team=team, caseworker="")

    def lives(self):
        if self.likely(0.5):
            opened = add_days(self.anchor, -self.r.randint(0, 60))
            self.add("case_opened", opened, value=self.r.choice(["", "preventive", "placement", "disability",
                                                                 "school_day_treatment", "other"]),
                     family=self.r.choice(["", "F1", "F2"]))
        if self.likely(0.3):
            day = self.r.choice([self.anchor, add_months(self.anchor, 3), add_months(self.anchor, 4), self.around(),
                                 add_days(self.anchor, self.r.randint(0, 700))])
            self.add("case_closed", day)
            if self.likely(0.3):
                self.add("case_opened", add_days(day, self.r.choice([0, 1, 30])), value="other")

    def anything(self):
        """A lone fact of any kind, with ids that may hit nothing."""
        r = self.r
        kind = r.choice(sorted(KINDS))
        about_rule, ref_rule, basis_rule, value_rule, words = KINDS[kind]
        letter = {"notification": "n", "immediate": "n", "assessment": "a", "support": "a", "measure": "m",
                  "plan": "d", "placement": "f"}.get(kind.split("_")[0], r.choice("dxm"))
        more = {}
        about = ref = basis = value = ""
        if about_rule == "!" or about_rule == "?" and self.likely(0.5):
            about = self.one(letter, 4)
        if ref_rule == "!" or ref_rule == "?" and self.likely(0.5):
            ref = self.one(r.choice("madf" if kind == "placement_renewed" else "madmm"), 4)
        if basis_rule == "!":
            basis = "sel-58"
        if value_rule == "!" or value_rule == "?" and self.likely(0.5):
            value = r.choice(words) if words else "P6M"
        if kind == "case_assigned":
            more["team"] = "West"
        if kind == "fact_retracted":
            ref = "s0"
        self.add(kind, self.around(), about, ref, basis, value, **more)

    def retractions(self, other_ids):
        r = self.r
        for _ in range(r.choice([0, 0, 1, 1, 2, 3])):
            pool = self.ids + ["no-such-id"]
            if other_ids and self.likely(0.15):
                pool = other_ids                                 # another case's id, perhaps a retraction's
            if self.likely(0.8) and self.ids:
                pool = self.ids
            day = r.choice([self.anchor, add_days(self.anchor, r.randint(-300, 900)), date(2025, 12, 1)])
            self.add("fact_retracted", day, ref=r.choice(pool))

    def copies(self):
        for row in list(self.rows):
            if self.likely(0.03):
                self.rows.append(dict(row))

    def case(self, other_ids):
        r = self.r
        stories = [self.notification, self.assessment, self.decision, self.decision, self.measure, self.measure,
                   self.measure, self.provisional, self.committee, self.birth, self.moved_in, self.disability,
                   self.request, self.request, self.anything]
        size = r.choice([5, 10, 15, 25, 40, 60, 80])
        self.lives()
        self.assignments()
        while len(self.rows) < size:
            r.choice(stories)()
        self.retractions(other_ids)
        self.copies()
        r.shuffle(self.rows)
        del self.rows[80:]
        return self.rows


def broken_rows(r, rows, header):
    """A few rows that must be rejected: (position, cells as a list in the order of the header, or a dict)."""
    out = []
    for row in rows:
        if r.random() > 0.012:
            continue
        bad = dict(row, id="")
        how = r.randint(0, 9)
        if how == 0:
            bad["when"] = r.choice(["2024-02-30", "2023-02-29", "24-01-01", "2024-13-01", "2024-1-1", "yesterday", "",
                                    "2024-06-03T14:05", "2024-06-03T14:05:00", "2024-06-03T25:00:00Z",
                                    "2024-06-03 14:05:00", "2024-06-03T14:05:00+0200"])
        elif how == 1:
            bad.update(kind="support_need_known", about="")
        elif how == 2:
            bad["kind"] = r.choice(["", "review", "Measure_started", "measure_begun"])
        elif how == 3:
            bad.update(kind="review_rhythm_decided", ref="m1",
                       value=r.choice(["", "P", "6M", "P6", "P-6M", "P0M", "P0D", "P1.5M", "PT6M", "P6MT1H", "P6M2Y", "p6m",
                                       "2024-02-30", "2024-06-03T14:05:00Z", "monthly"]))
        elif how == 4:
            bad["case"] = ""
        elif how == 5:
            bad["recorded_at"] = r.choice(["2024-02-30", "soon", "2024-06-03T14:05:00"])
        elif how == 6:
            bad.update(kind="decision_made", about="d1", basis=r.choice(["", "sel-52"]), value=r.choice(["", "both"]))
        elif how == 7:
            bad.update(kind="notification_received", about="n1",
                       value=r.choice(["", "abuse", "friend", "citizen anonymous", "Citizen"]))
        elif how == 8:
            bad.update(kind="case_assigned", team="", caseworker="")
        else:
            cells = [bad.get(c, "") for c in header]
            out.append(cells[:-1] if r.random() < 0.5 else cells + ["x"])
            continue
        out.append(bad)
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--clean", action="store_true", help="no broken rows")
    parser.add_argument("--jsonl", action="store_true")
    options = parser.parse_args()
    r = random.Random(options.seed)

    rows, serial, other_ids = [], [0], []
    for i in range(options.cases):
        name = "K%d" % (i + 1)
        if r.random() < 0.05:
            name = r.choice(["k,%d", "K;%d", "Å%d", "K \"%d\"", "ø/%d", "\U0001f600%d", "\uff5e%d"]) % (i + 1)
        maker = Maker(r, name, serial)
        rows += maker.case(other_ids)
        other_ids = (other_ids + maker.ids)[-50:]

    header = list(COLUMNS) + ["note"]
    r.shuffle(header)
    for row in rows:
        row["note"] = r.choice(["", "", "", "", "free text", "two\nlines", "a \"quote\"; and, both"])
    if not options.clean:
        for row in list(rows):
            if row["id"] and r.random() < 0.004:                 # one id, two contents
                rows.append(dict(row, when=add_days(date(2020, 1, 1), r.randint(0, 99)).isoformat(), recorded_at=""))
        rows += broken_rows(r, rows, header)
    r.shuffle(rows)

    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    if options.jsonl:
        for row in rows:
            if isinstance(row, list):
                out.write("[1, 2\n")
                continue
            kept = {c: row[c] for c in header if row[c] != "" or r.random() < 0.1}
            for c in kept:
                if kept[c] == "" and r.random() < 0.5:
                    kept[c] = None
            out.write(json.dumps(kept, ensure_ascii=r.random() < 0.5) + "\n")
    else:
        if r.random() < 0.3:
            out.write("\ufeff")
        writer = csv.writer(out, delimiter=r.choice(",;"), lineterminator=r.choice(["\n", "\r\n"]),
                            quoting=r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
        writer.writerow(header)
        for row in rows:
            writer.writerow(row if isinstance(row, list) else [pad(r, row[c]) for c in header])
    out.flush()


def pad(r, text):
    """s7 "Cells are trimmed": now and then a blank at either side."""
    if r.random() < 0.005:
        return " " + text + " "
    return text


if __name__ == "__main__":
    main()
