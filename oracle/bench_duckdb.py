#!/usr/bin/env python3
"""Three duties of the contract in SQL, by DuckDB, from the same file as `omhu check`: for measuring and comparing.

    bench_duckdb.py time FACTS.csv --as-of D [--threads N]              seconds and peak memory in KiB of one run
    bench_duckdb.py compare FACTS.csv ANSWER.csv --as-of D              ANSWER: omhu check --format csv

`time` counts the rows of each duty by status. `compare` derives the same rows and demands that each one stands in
omhu's answer with the same due day, day met and status, and no other.

Everything is made easy for DuckDB. Only three of the duties are derived: assessment_completed,
notification_receipt_sent, and the first review_held of a measure. The file must be clean (`omhu simulate --dirty 0`):
no row to reject, no retraction, no id twice; and its instants must carry Copenhagen's own offset, so that the first ten
characters are the day.
"""
import argparse
import datetime
import resource
import sys
import time

import duckdb
import holidays

OBLIGATIONS = ("assessment_completed", "notification_receipt_sent", "review_held")

FACTS = """
create temp table fact as
select "case", kind, about, ref, value, cast(left("when", 10) as date) as day
from read_csv(?, header = true, all_varchar = true, delim = ',', quote = '"')
where kind in ('support_need_known', 'assessment_completed', 'preliminary_assessment_made', 'case_closed',
               'notification_received', 'notification_receipt_sent',
               'measure_started', 'measure_ended', 'review_held')
  and cast(left("when", 10) as date) <= $as_of
  and cast(left(coalesce(nullif(recorded_at, ''), "when"), 10) as date) <= $as_of
"""

# For each day: the sixth weekday (Monday to Friday, no public holiday) after it.
CALENDAR = """
create temp table sixth as
with days as (select cast(range as date) as day from range(date '2000-01-01', date '2036-01-01', interval 1 day)),
     weekday as (select day, row_number() over (order by day) as number
                 from days where isodow(day) <= 5 and day not in (select day from holiday)),
     place as (select days.day, count(weekday.day) over (order by days.day) as number
               from days left join weekday using (day))
select place.day, weekday.day as due from place join weekday on weekday.number = place.number + 6
"""

ROWS = """
create temp table answer as
with
closing as (select "case", day from fact where kind = 'case_closed'),

-- assessment_completed: 4 months from the day the need was known
known as (select "case", about, min(day) as trigger_on from fact where kind = 'support_need_known' group by all),
completion as (
    select known."case", known.about, min(fact.day) as met_on
    from known join fact on fact."case" = known."case" and fact.about = known.about
    where fact.kind = 'assessment_completed' and fact.day >= trigger_on group by all),
preliminary as (
    select distinct known."case", known.about
    from known join fact on fact."case" = known."case" and fact.about = known.about
    where fact.kind = 'preliminary_assessment_made'
      and fact.day between trigger_on and cast(trigger_on + interval 4 month as date)),
known_end as (
    select known."case", known.about, min(day) as ended
    from known join closing on closing."case" = known."case" and day > trigger_on group by all),
assessment as (
    select 'assessment_completed' as obligation, "case", about,
           cast(trigger_on + interval 4 month as date) as due, met_on, ended,
           preliminary.about is not null as preliminary, false as left_out
    from known left join completion using ("case", about) left join known_end using ("case", about)
         left join preliminary using ("case", about)
    where trigger_on >= date '2006-01-01'),

-- notification_receipt_sent: 6 weekdays, not for anonymous notifiers, never ceases
notification as (
    select "case", about, min(day) as trigger_on, arg_min(value, day) as value
    from fact where kind = 'notification_received' group by all),
receipt_sent as (
    select notification."case", notification.about, min(fact.day) as met_on
    from notification join fact on fact."case" = notification."case" and fact.about = notification.about
    where fact.kind = 'notification_receipt_sent' and fact.day >= trigger_on group by all),
receipt as (
    select 'notification_receipt_sent' as obligation, "case", about, sixth.due, met_on, cast(null as date) as ended,
           false as preliminary, list_contains(string_split(value, ' '), 'anonymous') as left_out
    from notification join sixth on sixth.day = trigger_on left join receipt_sent using ("case", about)
    where trigger_on >= date '2006-01-01'),

-- review_held, the first: 3 months from the start; from 2024 earlier where an assessment running then was completed
measure as (select "case", about, min(day) as trigger_on from fact where kind = 'measure_started' group by all),
parallel as (
    select measure."case", measure.about, min(completion.met_on) as completed
    from measure join known on known."case" = measure."case"
         join completion on completion."case" = known."case" and completion.about = known.about
    where measure.trigger_on >= date '2024-01-01' and known.trigger_on <= measure.trigger_on
      and completion.met_on >= measure.trigger_on group by all),
first_review as (
    select measure."case", measure.about, min(fact.day) as met_on
    from measure join fact on fact."case" = measure."case" and fact.ref = measure.about
    where fact.kind = 'review_held' and fact.day >= trigger_on group by all),
measure_end as (
    select "case", about, min(day) as ended from (
        select measure."case", measure.about, fact.day
        from measure join fact on fact."case" = measure."case" and fact.about = measure.about
        where fact.kind = 'measure_ended' and fact.day >= trigger_on
        union all
        select measure."case", measure.about, closing.day
        from measure join closing on closing."case" = measure."case" and closing.day > trigger_on)
    group by all),
review as (
    select 'review_held' as obligation, "case", about,
           least(cast(trigger_on + interval 3 month as date), completed) as due, met_on, ended,
           false as preliminary, false as left_out
    from measure left join first_review using ("case", about) left join measure_end using ("case", about)
         left join parallel using ("case", about)
    where trigger_on >= date '2007-01-01'),

duty as (select * from assessment union all select * from receipt union all select * from review)
select obligation, "case", about, due,
       case when left_out then null when status = 'ceased' then null else met_on end as met_on, status
from (select *, case when left_out then 'not_applicable'
                     when met_on <= due then 'met'
                     when ended <= due then 'ceased'
                     when preliminary and (met_on > due or $as_of > due) then 'late_with_preliminary'
                     when met_on > due then 'late'
                     when $as_of > due then 'overdue'
                     else 'open' end as status
      from duty)
"""

DIFFERENCES = """
with omhu as (select obligation, "case", about, cast(due as date) as due,
                     cast(nullif(met_on, '') as date) as met_on, status
              from read_csv(?, header = true, all_varchar = true, delim = ',', quote = '"')
              where layer = 'statute' and seq = '1' and obligation in ?)
select 'only DuckDB' as side, * from (select * from answer except all select * from omhu)
union all
select 'only omhu' as side, * from (select * from omhu except all select * from answer)
"""


def derived(facts, as_of, threads):
    con = duckdb.connect(config={"threads": threads})
    con.execute("create temp table holiday (day date)")
    days = sorted(day for day in holidays.country_holidays("DK", years=range(2000, 2037)))
    con.executemany("insert into holiday values (?)", [[day] for day in days])
    con.execute(CALENDAR)
    con.execute(FACTS.replace("?", "$facts"), {"facts": facts, "as_of": as_of})
    con.execute(ROWS, {"as_of": as_of})
    return con


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=["time", "compare"])
    parser.add_argument("facts")
    parser.add_argument("answer", nargs="?")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    start = time.perf_counter()
    con = derived(options.facts, options.as_of, options.threads)
    counts = con.execute("select obligation, status, count(*) from answer group by all order by all").fetchall()
    seconds = time.perf_counter() - start
    if options.task == "time":
        print(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} 0")
        return 0
    for obligation, status, count in counts:
        print(f"    {obligation:28} {status:24} {count:>10}")
    different = con.execute(DIFFERENCES, [options.answer, list(OBLIGATIONS)]).fetchall()
    for row in different[:20]:
        print("    differs:", *row)
    print(f"    {sum(c for _, _, c in counts)} rows of DuckDB, {len(different)} differences from omhu")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
