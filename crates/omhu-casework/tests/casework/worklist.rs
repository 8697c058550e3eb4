//! The worklist: order, groups, whose move it is, load, and the files made of it.

use omhu_casework::case::CaseState;
use omhu_casework::duties::{Duty, duties};
use omhu_casework::event::{Amendment, Body, Document, Event, Particulars};
use omhu_casework::ids::{CaseNo, TextNo, UserNo};
use omhu_casework::warnings::Now;
use omhu_casework::worklist::calendar::calendar;
use omhu_casework::worklist::csv::csv;
use omhu_casework::worklist::turn::{turn, unanswered};
use omhu_casework::worklist::{
    Awaited, Group, Item, Length, Load, Numbers, Request, Row, Turn, Worklist, loads, numbers,
    standing, worklist,
};
use omhu_law::calendar::When;
use omhu_law::derive::{Further, Question};
use proptest::prelude::*;

use crate::history::{any_history, book, cells, day, imported};

/// Tuesday noon; the week ends on Sunday 22 June.
fn now() -> Now {
    let at = When::parse(b"2025-06-17T12:00:00+02:00").expect("an instant");
    Now {
        second: at.instant().expect("a clock"),
        today: at.day,
    }
}

fn case(facts: &str) -> CaseState {
    let facts: Vec<_> = facts.split(';').map(|line| cells(line.trim())).collect();
    imported(&facts)
}

fn kept(state: &CaseState, locals: &[String]) -> Vec<(Duty, Turn)> {
    let question = Question {
        as_of: now().today,
        known_at: now().today,
        locals,
        further: Further::All,
    };
    let rows = duties(book(), state, &question).rows.into_iter();
    rows.map(|duty| {
        let turn = turn(book(), state, &duty, now().today);
        (duty, turn)
    })
    .collect()
}

/// A case number, the municipality's own id, and what is kept of the case.
type Kept<'a> = (i64, &'a str, Vec<(Duty, Turn)>);

fn list<'a>(cases: &'a [Kept<'a>]) -> Worklist<'a> {
    let items = cases.iter().flat_map(|(case, reference, rows)| {
        rows.iter().map(|(duty, turn)| Item {
            case: CaseNo(*case),
            reference,
            family: "familie-1",
            team: "Team; Nord",
            caseworker: "=k1",
            duty,
            turn,
        })
    });
    let step = |duty: &Duty| (duty.obligation == "review_held").then(|| "review".to_owned());
    worklist(book(), items, now(), step)
}

const BUSY: &str = "case_opened 2025-01-01; \
    notification_received 2025-06-16T10:00:00+02:00 about=n1 value=professional; \
    notification_received 2025-06-16T15:00:00+02:00 about=n2 value=professional; \
    notification_received 2025-06-02T15:00:00+02:00 about=n3 value=citizen; \
    immediate_risk_assessed 2025-06-02T16:00:00+02:00 about=n3 value=no_danger; \
    access_requested 2025-06-04 about=x1; \
    support_need_known 2025-02-17 about=a1; support_need_known 2025-02-21 about=a2; \
    support_need_known 2025-05-01 about=a3";

fn named<'a>(list: &'a Worklist<'_>, group: Group) -> Vec<(&'a str, &'a str)> {
    let rows = list.group(group);
    rows.filter(|row| row.item.duty.layer == "statute")
        .map(|row| {
            (
                row.item.duty.obligation.as_str(),
                row.item.duty.about.as_str(),
            )
        })
        .filter(|(name, _)| {
            [
                "immediate_risk_assessed",
                "notification_receipt_sent",
                "assessment_completed",
                "access_answered",
            ]
            .contains(name)
        })
        .collect()
}

#[test]
fn first_what_is_over_the_hours_then_most_days_over_then_by_day() {
    let cases = [(1, "2025-1", kept(&case(BUSY), &[]))];
    let list = list(&cases);
    assert_eq!(list.week_until, day("2025-06-22"));
    // Whit Monday is no weekday: access of 4 June was due on the 16th. The hour of n1 passed at ten; that of n2 comes at three.
    assert_eq!(
        named(&list, Group::Overdue),
        [
            ("immediate_risk_assessed", "n1"),
            ("notification_receipt_sent", "n3"),
            ("access_answered", "x1")
        ]
    );
    assert_eq!(
        named(&list, Group::Today),
        [
            ("immediate_risk_assessed", "n2"),
            ("assessment_completed", "a1")
        ]
    );
    assert_eq!(named(&list, Group::Week), [("assessment_completed", "a2")]);
    assert!(named(&list, Group::Later).contains(&("assessment_completed", "a3")));
    let over: Vec<_> = list
        .group(Group::Overdue)
        .map(|row| row.days_left)
        .collect();
    assert_eq!(&over[..3], [Some(0), Some(-6), Some(-1)]);
}

/// A judgement due on Monday at four stood on Sunday evening below everything without a day.
#[test]
fn a_limit_in_hours_that_ends_within_a_day_and_a_night_stands_with_todays() {
    let rows = kept(&case(BUSY), &[]);
    let of = |(duty, _): &&(Duty, Turn)| {
        (duty.obligation.as_str(), duty.about.as_str()) == ("immediate_risk_assessed", "n2")
    };
    let (duty, turn) = rows.iter().find(of).expect("the judgement of n2");
    let group = |text: &[u8]| {
        let at = When::parse(text).expect("an instant");
        let now = Now {
            second: at.instant().expect("a clock"),
            today: at.day,
        };
        standing(book(), duty, turn, now).group
    };
    assert_eq!(group(b"2025-06-16T15:00:00+02:00"), Group::Today);
    assert_eq!(group(b"2025-06-16T20:00:00+02:00"), Group::Today);
    assert_eq!(group(b"2025-06-17T14:59:59+02:00"), Group::Today);
    assert_eq!(group(b"2025-06-17T15:00:01+02:00"), Group::Overdue);
    assert_eq!(group(b"2025-06-16T14:59:59+02:00"), Group::Week);
    // A Sunday: the week is over, the limit is not far off.
    let monday = case(
        "case_opened 2025-01-01; notification_received 2025-06-15T16:00:00+02:00 about=n1 value=citizen",
    );
    let rows = kept(&monday, &[]);
    let due = |(duty, _): &&(Duty, Turn)| duty.obligation == "immediate_risk_assessed";
    let (duty, turn) = rows.iter().find(due).expect("a judgement");
    let at = When::parse(b"2025-06-15T19:00:00+02:00").expect("an instant");
    let now = Now {
        second: at.instant().expect("a clock"),
        today: at.day,
    };
    let stands = standing(book(), duty, turn, now);
    assert_eq!((stands.group, stands.days_left), (Group::Today, Some(1)));
}

#[test]
fn a_row_says_why_with_arithmetic_that_gives_its_day() {
    let cases = [(1, "2025-1", kept(&case(BUSY), &[]))];
    let list = list(&cases);
    let why = |name: &str| {
        let found = list
            .rows
            .iter()
            .find(|row| row.item.duty.obligation == name);
        found.expect("a row").why.clone()
    };
    assert_eq!(why("immediate_risk_assessed").length, Length::Hours(24));
    assert_eq!(why("notification_receipt_sent").length, Length::Weekdays(6));
    assert_eq!(why("assessment_completed").length, Length::Months(4));
    assert_eq!(why("assessment_completed").rule, "BL-BFU-4M");
    assert_eq!(why("assessment_completed").provision, "§ 20, stk. 3");
}

#[test]
fn a_review_by_its_own_rhythm_says_decided_and_names_its_form() {
    let state = case(
        "case_opened 2024-01-01; decision_made 2024-02-01 about=d1 basis=bl-32 value=support; \
         measure_started 2024-02-10 about=m1 ref=d1; review_held 2025-01-15 ref=m1; \
         review_rhythm_decided 2025-01-15 ref=m1 value=P5M",
    );
    let cases = [(1, "2024-1", kept(&state, &[]))];
    let list = list(&cases);
    let row = list
        .rows
        .iter()
        .find(|row| row.item.duty.obligation == "review_held");
    let row = row.expect("a row");
    assert_eq!(
        (row.why.length, row.days_left, row.step.as_deref()),
        (Length::Decided, Some(-2), Some("review"))
    );
}

#[test]
fn what_nothing_can_mend_is_not_something_to_do() {
    let state = case(
        "case_opened 2024-01-01; decision_made 2025-02-01 about=d1 basis=bl-32 value=support; \
         measure_started 2025-02-10 about=m1 ref=d1; measure_ended 2025-06-01 about=m1; \
         notification_received 2025-06-02 about=n1 value=citizen",
    );
    let cases = [(1, "2024-1", kept(&state, &[]))];
    let list = list(&cases);
    let missed: Vec<_> = list
        .missed
        .iter()
        .map(|row| row.item.duty.obligation.as_str())
        .collect();
    assert!(missed.contains(&"child_conversation_before_decision"));
    assert!(
        missed.contains(&"review_held"),
        "the measure ended after its review was due"
    );
    // A receipt can still be sent, however late.
    let receipt = |row: &Row<'_>| row.item.duty.obligation == "notification_receipt_sent";
    assert!(list.rows.iter().any(receipt));
}

fn file(state: &mut CaseState, sort: &str, when: &str, answer_by: &str) {
    file_for(state, sort, when, answer_by, "");
}

fn file_for(state: &mut CaseState, sort: &str, when: &str, answer_by: &str, about: &str) {
    state.apply(Event {
        seq: state.seq + 1,
        recorded_at: now().second,
        recorded_by: UserNo(1),
        body: Body::DocumentFiled(Document {
            text: TextNo(1),
            when: when.to_owned(),
            sort: sort.to_owned(),
            media: "application/pdf".to_owned(),
            bytes: 1,
            sha256: String::new(),
            answer_by: answer_by.to_owned(),
            about: about.to_owned(),
        }),
    });
}

/// Whose move the first duty of this name is, and where it stands.
fn stands(state: &CaseState, name: &str) -> (Turn, Group) {
    let cases = [(1, "2025-1", kept(state, &[]))];
    let list = list(&cases);
    let mut rows = list.rows.iter();
    let row = rows.find(|row| row.item.duty.obligation == name);
    let row = row.expect("a row");
    (row.item.turn.clone(), row.group)
}

#[test]
fn a_request_holds_for_the_duty_that_rests_on_it_and_for_no_other() {
    let mut state = case(
        "child_born 2023-05-01; disability_established 2025-01-05; case_opened 2025-01-01; \
         support_need_known 2025-05-01 about=a1",
    );
    file(&mut state, "hearing_letter", "2025-06-10", "");
    assert_eq!(stands(&state, "assessment_completed").0, Turn::Ours);
    file(&mut state, "request_ppr", "2025-06-12", "");
    let (turn, group) = stands(&state, "assessment_completed");
    assert_eq!(group, Group::Waiting);
    assert!(matches!(turn, Turn::Others { asked, .. } if asked == "request_ppr"));
    // The child turns 18 in 2041.
    let rows = kept(&state, &[]);
    let far = |duty: &Duty| duty.due.is_some_and(|due| due.day > day("2030-01-01"));
    let mut ahead = rows.iter().filter(|(duty, _)| far(duty)).peekable();
    assert!(ahead.peek().is_some(), "a duty far ahead");
    assert!(ahead.all(|(_, turn)| *turn == Turn::Ours));
    // What no duty rests on is awaited all the same, and a reminder is no new request.
    file(&mut state, "request_ppr", "2025-06-16", "2025-06-30");
    let awaited = unanswered(&state, now().today);
    let awaited: Vec<_> = awaited
        .iter()
        .map(|request| (request.asked, request.since, request.again, request.remind))
        .collect();
    let (tenth, twelfth, sixteenth) = (day("2025-06-10"), day("2025-06-12"), day("2025-06-16"));
    assert_eq!(
        awaited,
        [
            ("hearing_letter", tenth, tenth, None),
            ("request_ppr", twelfth, sixteenth, Some(day("2025-06-30"))),
        ]
    );
    let closed = case("case_opened 2025-01-01; case_closed 2025-06-13");
    let mut closed = closed;
    file(&mut closed, "request_ppr", "2025-06-12", "");
    assert_eq!(unanswered(&closed, day("2025-06-12")).len(), 1);
    assert_eq!(unanswered(&closed, now().today), []);
}

#[test]
fn waiting_hides_no_limit_that_is_near_or_comes_before_the_answer() {
    // Due on 1 July, a fortnight ahead, and on 1 September.
    let near = "case_opened 2025-01-01; support_need_known 2025-03-01 about=a1";
    let far = "case_opened 2025-01-01; support_need_known 2025-05-01 about=a1";
    let group = |facts: &str, remind: &str| {
        let mut state = case(facts);
        file(&mut state, "request_school", "2025-06-16", remind);
        let (turn, group) = stands(&state, "assessment_completed");
        assert!(matches!(turn, Turn::Others { .. }), "whom one waits for");
        group
    };
    assert_eq!(group(near, ""), Group::Fortnight);
    assert_eq!(group(near, "2025-06-25"), Group::Fortnight);
    assert_eq!(group(far, ""), Group::Waiting);
    assert_eq!(group(far, "2025-09-01"), Group::Waiting);
    assert_eq!(group(far, "2025-09-02"), Group::Later);
    assert_eq!(group(far, "2025-06-17"), Group::Today);
    assert_eq!(group(far, "2025-06-16"), Group::Overdue);
}

#[test]
fn who_did_not_answer_in_time_is_reminded_first() {
    let near = case("case_opened 2025-01-01; support_need_known 2025-03-01 about=a1");
    let asked = |answer_by| {
        let mut state = case("case_opened 2025-01-01; support_need_known 2025-05-01 about=a1");
        file(&mut state, "request_school", "2025-05-20", answer_by);
        state
    };
    let cases = [
        (1, "2025-1", kept(&near, &[])),
        (2, "2025-2", kept(&asked("2025-06-16"), &[])),
        (3, "2025-3", kept(&asked("2025-06-02"), &[])),
    ];
    let list = list(&cases);
    let reminded = list.group(Group::Overdue).map(|row| {
        let day = row.standing().only_reminds();
        (row.item.case, row.remind, day)
    });
    let (second, third) = (Some(day("2025-06-16")), Some(day("2025-06-02")));
    let found: Vec<_> = reminded.collect();
    assert_eq!(found[0], (CaseNo(3), third, third), "the longest awaited");
    assert_eq!(found[1], (CaseNo(2), second, second));
    assert_eq!(found.len(), 2);
    let mut near = list.group(Group::Fortnight);
    assert_eq!(near.next().map(|row| row.item.case), Some(CaseNo(1)));
}

#[test]
fn what_waits_for_others_waits_only_until_it_is_due_this_week() {
    let mut state = case(
        "case_opened 2025-01-01; support_need_known 2025-05-01 about=a1; support_need_known 2025-02-19 about=a2",
    );
    file(&mut state, "request_school", "2025-06-05", "");
    let groups = |state: &CaseState| {
        let cases = [(1, "2025-1", kept(state, &[]))];
        let list = list(&cases);
        let rows = list
            .rows
            .iter()
            .filter(|row| row.item.duty.obligation == "assessment_completed");
        rows.map(|row| (row.item.duty.about.clone(), row.group))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        groups(&state),
        [
            ("a2".to_owned(), Group::Week),
            ("a1".to_owned(), Group::Waiting)
        ]
    );
    file(&mut state, "answer_school", "2025-06-12", "");
    assert_eq!(groups(&state)[1], ("a1".to_owned(), Group::Later));
    // Two are asked, one answers; the other was to have answered by today.
    file(&mut state, "request_ppr", "2025-06-13", "2025-06-20");
    file(&mut state, "request_doctor", "2025-06-14", "");
    assert_eq!(groups(&state)[1], ("a1".to_owned(), Group::Waiting));
    let asked = |state: &CaseState| {
        let mut kept = kept(state, &[]).into_iter();
        let of = |duty: &Duty| duty.obligation == "assessment_completed" && duty.about == "a1";
        kept.find(|(duty, _)| of(duty)).expect("a duty").1
    };
    let others = |asked: &str, since: &str, remind: Option<&str>| Turn::Others {
        asked: asked.to_owned(),
        since: day(since),
        remind: remind.map(day),
    };
    let both = others(
        "request_ppr request_doctor",
        "2025-06-13",
        Some("2025-06-20"),
    );
    assert_eq!(asked(&state), both);
    file(&mut state, "answer_ppr", "2025-06-15", "");
    assert_eq!(asked(&state), others("request_doctor", "2025-06-14", None));
    file(&mut state, "request_ppr", "2025-06-16", "2025-06-17");
    assert_eq!(
        groups(&state)[0],
        ("a1".to_owned(), Group::Today),
        "time to ask again"
    );
}

#[test]
fn two_weeks_ahead_are_seen_without_a_click_and_no_day_more() {
    // Due on the first Monday after the week, on the fourteenth day, and on the day after it.
    let state = case(
        "case_opened 2025-01-01; support_need_known 2025-02-23 about=a1; \
         support_need_known 2025-03-01 about=a2; support_need_known 2025-03-02 about=a3",
    );
    let cases = [(1, "2025-1", kept(&state, &[]))];
    let list = list(&cases);
    let due = |group: Group| {
        let rows = list.group(group);
        let rows = rows.filter(|row| row.item.duty.obligation == "assessment_completed");
        rows.map(|row| row.days_left).collect::<Vec<_>>()
    };
    assert_eq!(due(Group::Week), []);
    assert_eq!(due(Group::Fortnight), [Some(6), Some(14)]);
    assert_eq!(due(Group::Later), [Some(15)]);
}

#[test]
fn a_target_of_the_municipality_stands_only_where_it_asks_for_more() {
    let state = case(
        "case_opened 2024-01-01; decision_made 2023-02-01 about=d1 basis=sel-52 value=support; \
         measure_started 2023-02-10 about=m1 ref=d1; review_held 2025-04-15 ref=m1; \
         review_rhythm_decided 2025-04-15 ref=m1 value=P3M",
    );
    let cases = [(1, "2024-1", kept(&state, &["copenhagen-2008".to_owned()]))];
    let list = list(&cases);
    let reviews = list
        .rows
        .iter()
        .filter(|row| row.item.duty.obligation == "review_held");
    let layers: Vec<_> = reviews.map(|row| row.item.duty.layer.as_str()).collect();
    assert_eq!(layers, ["statute"]);
}

#[test]
fn load_counts_children_and_families() {
    let found = loads([
        ("k1", "1", "f1"),
        ("k1", "2", "f1"),
        ("k1", "3", ""),
        ("k2", "4", "f1"),
    ]);
    assert_eq!(
        found["k1"],
        Load {
            children: 3,
            families: 2
        }
    );
    assert_eq!(
        found["k2"],
        Load {
            children: 1,
            families: 1
        }
    );
}

#[test]
fn my_numbers_count_what_fell_due_in_three_months() {
    let state = case(
        "case_opened 2025-01-01; notification_received 2025-06-02 about=n1 value=citizen; \
         notification_receipt_sent 2025-06-04 about=n1; immediate_risk_assessed 2025-06-09 about=n1 value=no_danger; \
         notification_received 2025-01-02 about=n2 value=citizen",
    );
    let rows: Vec<Duty> = kept(&state, &[])
        .into_iter()
        .map(|(duty, _)| duty)
        .collect();
    assert_eq!(numbers(&rows, now().today), Numbers { met: 1, counted: 2 });
}

#[test]
fn the_csv_guards_its_cells() {
    let cases = [(1, "2025-1", kept(&case(BUSY), &[]))];
    let list = list(&cases);
    let text = csv(&list, now().today);
    assert_eq!(text.lines().count(), list.rows.len() + 1);
    let first = text.lines().nth(1).expect("a row");
    assert!(
        first.starts_with("overdue;2025-1;immediate_risk_assessed;n1;1;statute;BL-UND-24H;"),
        "{first}"
    );
    assert!(first.ends_with(";\"Team; Nord\";'=k1;"), "{first}");
    assert!(text.ends_with("\r\n"));
    // A limit in hours says from which hour.
    let at = When::parse(b"2025-06-16T10:00:00+02:00").expect("an instant");
    assert_eq!(list.rows[0].why.trigger_at, Some(at));
    let day = |row: &&Row<'_>| row.item.duty.due.is_some_and(When::is_day_only);
    let in_days = list.rows.iter().find(day).expect("a limit in days");
    assert_eq!(in_days.why.trigger_at, None);
}

/// Content lines unfolded, as (name, value).
fn read(feed: &str) -> Vec<(String, String)> {
    assert!(feed.ends_with("\r\n") && !feed.replace("\r\n", "").contains(['\r', '\n']));
    for line in feed.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let unfolded = feed.replace("\r\n ", "");
    let lines = unfolded.split("\r\n").filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, value) = line.split_once(':').expect("name:value");
            (name.to_owned(), value.to_owned())
        })
        .collect()
}

fn no_request(_: &str) -> String {
    panic!("nothing is awaited");
}

#[test]
fn what_is_awaited_though_no_duty_rests_on_it_stands_in_the_files_too() {
    let request = |since: &str, remind: Option<&str>| Request {
        since: day(since),
        asked: "request_ppr",
        answer: "answer_ppr",
        again: day(since),
        remind: remind.map(day),
        document: 7,
        about: String::new(),
    };
    // Wanted in a week, wanted two days ago, wanted on no day.
    let requests = [
        request("2025-06-02", Some("2025-06-24")),
        request("2025-05-02", Some("2025-06-15")),
        request("2025-06-03", None),
    ];
    let awaited = requests.iter().map(|request| Awaited {
        case: CaseNo(3),
        reference: "2025-3",
        team: "Syd",
        caseworker: "k3",
        request,
    });
    let list = list(&[]).with_awaited(awaited);
    let text = csv(&list, now().today);
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "waiting;2025-3;;;;;;;;;2025-06-24;;7;request_ppr;2025-06-02;Syd;k3;2025-06-24",
            "overdue;2025-3;;;;;;;;;2025-06-15;;-2;request_ppr;2025-05-02;Syd;k3;2025-06-15",
            "waiting;2025-3;;;;;;;;;;;;request_ppr;2025-06-03;Syd;k3;",
        ]
    );
    let title = |_: &Row<'_>| panic!("no duty rests");
    let feed = calendar(&list, "x", now(), title, |asked| format!("Ryk: {asked}"));
    let lines = read(&feed);
    let days = lines
        .iter()
        .filter(|(name, _)| name == "DTSTART;VALUE=DATE");
    let days: Vec<&str> = days.map(|(_, value)| value.as_str()).collect();
    assert_eq!(days, ["20250624", "20250617"]);
    let uids = lines.iter().filter(|(name, _)| name == "UID");
    let uids: std::collections::BTreeSet<_> = uids.collect();
    assert_eq!(uids.len(), 2);
    assert!(feed.contains("SUMMARY:2025-3: Ryk: request_ppr"), "{feed}");
}

#[test]
fn a_screening_waits_for_what_is_asked_for_its_sake_and_for_nothing_else() {
    let mut state = case(
        "case_opened 2025-01-01; notification_received 2025-06-10 about=n1 value=professional",
    );
    let undated = (Turn::Ours, Group::Undated);
    assert_eq!(stands(&state, "screening_made"), undated);
    file(&mut state, "request_school", "2025-06-12", "2025-06-15");
    file_for(&mut state, "request_ppr", "2025-06-12", "", "a1");
    assert_eq!(
        stands(&state, "screening_made"),
        undated,
        "another's request"
    );
    file_for(
        &mut state,
        "request_doctor",
        "2025-06-13",
        "2025-06-24",
        "n1",
    );
    let (turn, group) = stands(&state, "screening_made");
    assert!(matches!(turn, Turn::Others { asked, .. } if asked == "request_doctor"));
    assert_eq!(group, Group::Waiting);
    // A notification that comes on the same day inherits nothing.
    let mut second = case(
        "case_opened 2025-01-01; notification_received 2025-06-13 about=n2 value=professional",
    );
    file_for(&mut second, "request_doctor", "2025-06-13", "", "n1");
    assert_eq!(stands(&second, "screening_made"), undated);
}

#[test]
fn the_day_to_ask_again_stands_in_the_files_where_a_duty_waits_too() {
    let mut state = case("case_opened 2025-01-01; support_need_known 2025-05-01 about=a1");
    file(&mut state, "request_school", "2025-06-05", "2025-06-24");
    let cases = [(1, "2025-1", kept(&state, &[]))];
    let list = list(&cases);
    let text = csv(&list, now().today);
    let row = text
        .lines()
        .find(|line| line.contains("assessment_completed"));
    let row = row.expect("the duty that waits");
    assert!(row.contains(";request_school;2025-06-05;"), "{row}");
    assert!(row.ends_with(";2025-06-24"), "{row}");
    let title = |row: &Row<'_>| row.item.duty.obligation.clone();
    let feed = calendar(&list, "x", now(), title, |asked| format!("Ryk: {asked}"));
    let (_, event) = feed
        .split_once("DTSTART;VALUE=DATE:20250624")
        .expect("its day");
    assert!(
        event.contains("SUMMARY:2025-1: Ryk: request_school"),
        "{feed}"
    );
    assert_eq!(feed.matches("Ryk: request_school").count(), 1, "{feed}");
}

fn unescaped(value: &str) -> String {
    let mut out = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next().expect("something after a backslash") {
                'n' | 'N' => out.push('\n'),
                other => out.push(other),
            },
            (c, _) => out.push(c),
        }
    }
    out
}

#[test]
fn the_feed_reads_back_and_holds_no_person() {
    let cases = [(1, "2025-1", kept(&case(BUSY), &[]))];
    let list = list(&cases);
    let title = |row: &Row<'_>| {
        let found = book().named(&row.item.duty.obligation).next();
        found.expect("an obligation").title.da.clone()
    };
    let feed = calendar(&list, "Min dag; sager, frister", now(), title, no_request);
    assert_eq!(
        feed,
        calendar(&list, "Min dag; sager, frister", now(), title, no_request)
    );
    let lines = read(&feed);
    let of = |name: &'static str| {
        let named = lines.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.as_str())
    };
    assert_eq!(
        unescaped(of("X-WR-CALNAME").next().expect("a name")),
        "Min dag; sager, frister"
    );
    let dated = list
        .rows
        .iter()
        .filter(|row| row.item.duty.due.is_some())
        .count();
    assert_eq!(of("BEGIN").filter(|what| *what == "VEVENT").count(), dated);
    let uids: std::collections::BTreeSet<_> = of("UID").collect();
    assert_eq!(uids.len(), dated);
    // What is overdue stands today, however old; a limit in hours is due at its minute, in UTC.
    let overdue = list.group(Group::Overdue).count();
    assert!(overdue > 0);
    let days: Vec<&str> = of("DTSTART;VALUE=DATE").collect();
    assert!(
        days[..overdue].iter().all(|day| *day == "20250617"),
        "{days:?}"
    );
    assert!(days.iter().all(|day| *day >= "20250617"), "{days:?}");
    assert_eq!(of("DTEND;VALUE=DATE").next(), Some("20250618"));
    assert_eq!(of("DTSTART").collect::<Vec<_>>(), ["20250617T123000Z"]);
    assert_eq!(of("DTEND").collect::<Vec<_>>(), ["20250617T130000Z"]);
    assert_eq!(of("DTSTAMP").next(), Some("20250617T100000Z"));
    for absent in [
        "k1",
        "Team",
        "familie",
        "DESCRIPTION",
        "ATTENDEE",
        "ORGANIZER",
    ] {
        assert!(!feed.contains(absent), "{absent}");
    }
}

proptest! {
    #[test]
    fn any_text_folds_and_reads_back(reference in "[ -~æøåÆØÅ€😀\n]{0,120}") {
        let rows = kept(&case(BUSY), &[]);
        let cases = [(1, reference.as_str(), rows)];
        let list = list(&cases);
        let feed = calendar(&list, "x", now(), |row| row.item.duty.obligation.clone(), no_request);
        let lines = read(&feed);
        let summary = lines.iter().find(|(name, _)| name == "SUMMARY").expect("a summary");
        let expected = format!("{reference}: {}", list.rows[0].item.duty.obligation);
        prop_assert_eq!(unescaped(&summary.1), expected);
    }

    #[test]
    fn every_pending_duty_stands_once_or_is_missed(facts in any_history()) {
        let cases = [(1, "1", kept(&imported(&facts), &[]))];
        let list = list(&cases);
        let pending = cases[0].2.iter().filter(|(duty, _)| duty.is_pending()).count();
        prop_assert_eq!(list.rows.len() + list.missed.len(), pending);
        prop_assert!(list.rows.is_sorted_by_key(|row| row.group));
    }
}

/// A statutory review stood on My day under the name of a municipal target.
#[test]
fn a_duty_has_the_name_of_the_obligation_whose_rule_it_follows() {
    let state = case(
        "child_born 2015-03-01; case_opened 2024-02-01; measure_started 2024-03-01 about=m1 basis=bl-32; \
         review_held 2024-06-01 about=x1 ref=m1; \
         review_rhythm_decided 2024-06-01 about=m1 value=12m",
    );
    let locals: Vec<String> = book().locals.iter().map(|local| local.id.clone()).collect();
    let rows = kept(&state, &locals);
    let mut layers = std::collections::BTreeSet::new();
    for (duty, _) in &rows {
        let place = duty.place_in(book()).expect("an obligation");
        let obligation = &book().obligations[place];
        assert_eq!(obligation.name, duty.obligation);
        assert_eq!(obligation.layer.word(), duty.layer, "{}", duty.rule);
        layers.insert(duty.layer.as_str());
    }
    assert_eq!(layers.len(), 2, "both layers have duties: {rows:?}");
}

#[test]
fn a_request_that_was_wrong_is_awaited_as_it_is_right_or_not_at_all() {
    let mut state = case("case_opened 2025-01-01");
    file(&mut state, "request_school", "2025-06-12", "2025-06-30");
    let document = state.seq;
    let amend = |state: &mut CaseState, now: Option<Particulars>| {
        let amendment = Amendment {
            document,
            reason: TextNo(2),
            now,
        };
        state.apply(Event {
            seq: state.seq + 1,
            recorded_at: self::now().second,
            recorded_by: UserNo(1),
            body: Body::DocumentAmended(amendment),
        });
    };
    let right = Particulars {
        when: "2025-06-11".to_owned(),
        sort: "request_ppr".to_owned(),
        answer_by: String::new(),
        about: None,
    };
    amend(&mut state, Some(right));
    let awaited = unanswered(&state, now().today);
    let of: Vec<_> = awaited
        .iter()
        .map(|request| {
            (
                request.asked,
                request.since,
                request.remind,
                request.document,
            )
        })
        .collect();
    assert_eq!(of, [("request_ppr", day("2025-06-11"), None, document)]);
    assert_eq!(state.amended[0].what.was.what.sort, "request_school");
    amend(&mut state, None);
    assert_eq!(unanswered(&state, now().today), []);
    assert!(state.document(document).is_none());
    // What does not count any more cannot be wrong once more.
    amend(&mut state, None);
    assert_eq!(state.amended.len(), 2);
}
