//! The table of misregistrations. Today is Monday 16 June 2025, noon; facts are separated by semicolons.

/// One misregistration.
pub struct Row {
    pub what: &'static str,
    pub key: &'static str,
    pub history: &'static str,
    pub fails: &'static str,
    pub passes: &'static str,
}

const fn row(
    what: &'static str,
    key: &'static str,
    history: &'static str,
    fails: &'static str,
    passes: &'static str,
) -> Row {
    Row {
        what,
        key,
        history,
        fails,
        passes,
    }
}

/// A child of ten minus a bit, a case since 2024.
const CASE: &str = "child_born 2016-05-01 id=b; case_opened 2024-03-01 family=f1; \
    case_assigned 2024-03-01 team=t1 caseworker=k1";
/// The same with support decided and running, in order.
const SUPPORT: &str = "child_born 2016-05-01 id=b; case_opened 2024-03-01 id=o; \
    case_assigned 2024-03-01 team=t1 caseworker=k1; support_need_known 2024-03-01 about=a1; \
    assessment_completed 2024-06-01 about=a1; child_conversation_held 2024-05-20 ref=a1; \
    party_hearing_held 2024-06-02 about=d1; \
    decision_made 2024-06-10 about=d1 ref=a1 basis=bl-32 value=support id=dec; \
    appeal_guidance_given 2024-06-10 about=d1; plan_position_taken 2024-06-10 about=d1 value=no; \
    measure_started 2024-06-15 about=m1 ref=d1 id=mea; review_held 2024-09-01 ref=m1; \
    review_rhythm_decided 2024-09-01 ref=m1 value=P6M";
/// The same with a planned end.
const PLANNED_END: &str = "child_born 2016-05-01 id=b; case_opened 2024-03-01 id=o; \
    case_assigned 2024-03-01 team=t1 caseworker=k1; support_need_known 2024-03-01 about=a1; \
    assessment_completed 2024-06-01 about=a1; child_conversation_held 2024-05-20 ref=a1; \
    party_hearing_held 2024-06-02 about=d1; \
    decision_made 2024-06-10 about=d1 ref=a1 basis=bl-32 value=support id=dec; \
    appeal_guidance_given 2024-06-10 about=d1; plan_position_taken 2024-06-10 about=d1 value=no; \
    measure_started 2024-06-15 about=m1 ref=d1 id=mea; review_held 2024-09-01 ref=m1; \
    review_rhythm_decided 2024-09-01 ref=m1 value=P6M; measure_end_planned 2025-11-01 about=m1";
/// A placement with consent, running.
const PLACED: &str = "child_born 2016-05-01 id=b; case_opened 2024-03-01; \
    case_assigned 2024-03-01 team=t1 caseworker=k1; support_need_known 2024-03-01 about=a1; \
    assessment_completed 2024-06-01 about=a1; child_conversation_held 2024-05-20 ref=a1; \
    party_hearing_held 2024-06-02 about=d1; \
    decision_made 2024-06-10 about=d1 ref=a1 basis=bl-46 value=placement id=dec; \
    appeal_guidance_given 2024-06-10 about=d1; plan_made 2024-07-01 about=p1 ref=d1; \
    measure_started 2024-06-15 about=m1 ref=d1; review_held 2024-09-01 ref=m1; \
    review_rhythm_decided 2024-09-01 ref=m1 value=P6M";
/// A child who is expected in December.
const UNBORN: &str = "case_opened 2025-05-01; child_expected 2025-05-01 value=2025-12-01; \
    support_need_known 2025-05-01 about=a1; assessment_completed 2025-06-01 about=a1; \
    party_hearing_held 2025-06-02 about=d1";
/// Ready for a decision today.
const READY: &str = "child_born 2016-05-01; case_opened 2024-03-01; \
    case_assigned 2024-03-01 team=t1 caseworker=k1; support_need_known 2025-03-01 about=a1; \
    assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; \
    party_hearing_held 2025-06-02 about=d1";
const DECIDED: &str = "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; \
    appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes";
/// A young person of sixteen with everything ready for a placement today.
const YOUNG: &str = "child_born 2009-02-01; case_opened 2024-03-01; \
    youth_plan_position_taken 2025-02-01 value=no; \
    support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; \
    child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1";
/// Placed by the committee, and nothing else decided.
const BY_COMMITTEE: &str = "child_born 2016-05-01; case_opened 2024-03-01; \
    committee_presented 2025-06-10 about=d1; recommendation_made 2025-06-10 about=d1; \
    committee_decided 2025-06-14 about=d1 basis=bl-47";
const GROWN: &str = "child_born 2006-05-01; case_opened 2022-03-01";
/// A measure of long ago and a talk of last week.
const TALKED: &str = "child_born 2016-05-01; case_opened 2024-03-01; \
    decision_made 2024-06-10 about=d1 basis=bl-32 value=support; \
    measure_started 2024-06-15 about=m1 ref=d1 id=mea; child_conversation_held 2025-06-12 ref=a2 id=r";
const NOTIFIED: &str = "child_born 2016-05-01; case_opened 2024-03-01; \
    notification_received 2025-06-16T08:00:00+02:00 about=n1 value=professional";
const CLOSED: &str = "child_born 2016-05-01; case_opened 2024-03-01; case_closed 2025-02-01";

pub const ROWS: [Row; 174] = [
    // Days.
    row(
        "a day in the future",
        "warnings-date-in-future",
        SUPPORT,
        "review_held 2025-06-26 ref=m1",
        "review_held 2025-06-16 ref=m1",
    ),
    row(
        "an hour in the future",
        "warnings-date-in-future",
        CASE,
        "notification_received 2025-06-16T13:00:00+02:00 about=n1 value=citizen",
        "notification_received 2025-06-16T11:00:00+02:00 about=n1 value=citizen",
    ),
    row(
        "a note about tomorrow",
        "warnings-date-in-future",
        CASE,
        "note 2025-06-17 Talt med skolen",
        "note 2025-06-16 Talt med skolen",
    ),
    row(
        "a mistyped year",
        "warnings-far-past",
        "child_born 2016-05-01; case_opened 2018-01-01",
        "screening_made 2020-06-16 about=n1 value=none; notification_received 2020-06-15T10:00:00+02:00 about=n1 value=citizen",
        "disability_established 2020-06-16",
    ),
    row(
        "a talk before the birth",
        "warnings-before-birth",
        CASE,
        "child_conversation_held 2016-04-01 ref=a1",
        "child_conversation_held 2025-06-13 ref=a1",
    ),
    row(
        "a notification a year before the birth",
        "warnings-before-birth",
        CASE,
        "notification_received 2015-05-01T10:00:00+02:00 about=n1 value=citizen",
        "notification_received 2025-06-16T10:00:00+02:00 about=n1 value=citizen",
    ),
    row(
        "a note of before the birth",
        "warnings-before-birth",
        CASE,
        "note 2014-06-16 Talt med skolen",
        "note 2025-06-16 Talt med skolen",
    ),
    row(
        "a birthday after the facts",
        "warnings-born-after-facts",
        "case_opened 2024-03-01; notification_received 2024-03-01 about=n1 value=citizen",
        "child_born 2025-03-01",
        "child_born 2024-06-01",
    ),
    row(
        "a birthday long ago",
        "warnings-born-long-ago",
        "case_opened 2024-03-01",
        "child_born 1985-03-01",
        "child_born 2015-03-01",
    ),
    row(
        "a second birthday",
        "warnings-birth-twice",
        "child_born 2016-05-01 id=b recorded=2025-06-10; case_opened 2024-03-01",
        "child_born 2016-05-02",
        "correct b child_born 2016-05-02",
    ),
    row(
        "a day before the case was opened",
        "warnings-before-opening",
        CASE,
        "family_adviser_offered 2024-02-01",
        "family_adviser_offered 2025-06-13",
    ),
    row(
        "a note written a week late",
        "warnings-registered-late",
        SUPPORT,
        "review_held 2025-06-06 ref=m1",
        "review_held 2025-06-06 ref=m1 because syg",
    ),
    row(
        "the 24 hours were gone when it was registered",
        "warnings-clock-started-late",
        CASE,
        "notification_received 2025-06-14T08:00:00+02:00 about=n1 value=professional",
        "notification_received 2025-06-15T14:00:00+02:00 about=n1 value=professional",
    ),
    row(
        "a notification of which only an old day is known",
        "warnings-time-missing",
        CASE,
        "notification_received 2025-06-16 about=n1 value=professional",
        "notification_received 2025-06-16T09:30:00+02:00 about=n1 value=professional",
    ),
    row(
        "a clock that says midnight",
        "warnings-midnight",
        CASE,
        "notification_received 2025-06-16T00:00:00+02:00 about=n1 value=professional",
        "notification_received 2025-06-16T00:10:00+02:00 about=n1 value=professional",
    ),
    // What follows what.
    row(
        "a judgement of no notification",
        "warnings-start-lacking",
        NOTIFIED,
        "immediate_risk_assessed 2025-06-16T09:00:00+02:00 about=n2 value=no_danger",
        "immediate_risk_assessed 2025-06-16T09:00:00+02:00 about=n1 value=no_danger",
    ),
    row(
        "a judgement before its notification",
        "warnings-before-its-start",
        NOTIFIED,
        "immediate_risk_assessed 2025-06-16T07:00:00+02:00 about=n1 value=no_danger",
        "immediate_risk_assessed 2025-06-16T08:00:00+02:00 about=n1 value=no_danger",
    ),
    row(
        "a receipt for no notification",
        "warnings-start-lacking",
        NOTIFIED,
        "notification_receipt_sent 2025-06-16 about=n7",
        "notification_receipt_sent 2025-06-16 about=n1",
    ),
    row(
        "a receipt before its notification",
        "warnings-before-its-start",
        NOTIFIED,
        "notification_receipt_sent 2025-06-15 about=n1",
        "notification_receipt_sent 2025-06-16 about=n1",
    ),
    row(
        "a screening of no notification",
        "warnings-start-lacking",
        NOTIFIED,
        "screening_made 2025-06-16 about=n3 value=none",
        "screening_made 2025-06-16 about=n1 value=none",
    ),
    row(
        "an assessment completed that was not opened",
        "warnings-assessment-not-opened",
        SUPPORT,
        "assessment_completed 2025-06-16 about=a2",
        "support_need_known 2025-06-13 about=a2; assessment_completed 2025-06-16 about=a2",
    ),
    row(
        "an assessment completed before it was opened",
        "warnings-assessment-early",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-06-15 about=a1",
        "assessment_completed 2025-06-14 about=a1",
        "assessment_completed 2025-06-15 about=a1",
    ),
    row(
        "an assessment completed twice",
        "warnings-assessment-completed-twice",
        SUPPORT,
        "assessment_completed 2025-06-16 about=a1",
        "support_need_known 2025-06-13 about=a2; assessment_completed 2025-06-16 about=a2",
    ),
    row(
        "a measure without a decision",
        "warnings-measure-without-decision",
        SUPPORT,
        "measure_started 2025-06-16 about=m2 value=support",
        "measure_started 2025-06-16 about=m2 ref=d1",
    ),
    row(
        "a measure whose decision nobody made",
        "warnings-measure-without-decision",
        SUPPORT,
        "measure_started 2025-06-16 about=m2 ref=d8 value=support",
        "measure_started 2025-06-16 about=m2 ref=d1 value=support",
    ),
    row(
        "a measure beside the committee's decision",
        "warnings-measure-without-decision",
        BY_COMMITTEE,
        "measure_started 2025-06-16 about=m1 value=placement",
        "measure_started 2025-06-16 about=m1 ref=d1 value=placement",
    ),
    row(
        "a measure beside the acute placement",
        "warnings-measure-without-decision",
        "child_born 2016-05-01; case_opened 2024-03-01; provisional_decision_started 2025-06-15T12:00:00+02:00 about=d1; provisional_notice_given 2025-06-15T12:00:00+02:00 about=d1",
        "measure_started 2025-06-15 about=m1 ref=d3 value=placement",
        "measure_started 2025-06-15 about=m1 ref=d1 value=placement",
    ),
    row(
        "support where the committee placed the child",
        "warnings-other-than-decided",
        BY_COMMITTEE,
        "measure_started 2025-06-16 about=m1 ref=d1 value=support",
        "measure_started 2025-06-16 about=m1 ref=d1 value=placement",
    ),
    row(
        "a children's home that is called support",
        "warnings-place-and-value",
        SUPPORT,
        "measure_started 2025-06-16 about=m2 ref=d1 value=support; section m2 sort childrens_home",
        "measure_started 2025-06-16 about=m2 ref=d1 value=support; section m2 sort contact_person",
    ),
    row(
        "the committee placed a child whom nobody had talked with",
        "warnings-no-conversation",
        "child_born 2016-05-01; case_opened 2024-03-01; recommendation_made 2025-06-10 about=d1; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; party_hearing_held 2025-06-02 about=d1; plan_made 2025-06-10 about=p1 ref=d1; appeal_guidance_given 2025-06-16 about=d1",
        "committee_decided 2025-06-16 about=d1 basis=bl-47",
        "child_conversation_held 2025-06-15 ref=d1; committee_decided 2025-06-16 about=d1 basis=bl-47",
    ),
    row(
        "a measure before its decision",
        "warnings-measure-before-decision",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes; measure_started 2025-06-14 about=m1 ref=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes; measure_started 2025-06-16 about=m1 ref=d1",
    ),
    row(
        "an end before the start",
        "warnings-end-before-start",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-06-10 about=d1 basis=bl-32 value=support; measure_started 2025-06-15 about=m1 ref=d1",
        "measure_ended 2025-06-14 about=m1",
        "measure_ended 2025-06-16 about=m1",
    ),
    row(
        "an end of nothing",
        "warnings-start-lacking",
        SUPPORT,
        "measure_ended 2025-06-16 about=m4",
        "measure_ended 2025-06-16 about=m1",
    ),
    row(
        "a review before the start",
        "warnings-review-before-start",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-06-10 about=d1 basis=bl-32 value=support; measure_started 2025-06-15 about=m1 ref=d1",
        "review_held 2025-06-14 ref=m1",
        "review_held 2025-06-16 ref=m1; review_rhythm_decided 2025-06-16 ref=m1 value=P6M",
    ),
    row(
        "a review of no measure",
        "warnings-start-lacking",
        SUPPORT,
        "review_held 2025-06-16 ref=m9",
        "review_held 2025-06-16 ref=m1",
    ),
    row(
        "a rhythm for no measure",
        "warnings-start-lacking",
        SUPPORT,
        "review_rhythm_decided 2025-06-16 ref=m9 value=P6M",
        "review_rhythm_decided 2025-06-16 ref=m1 value=P6M",
    ),
    row(
        "a visit to no placement",
        "warnings-start-lacking",
        PLACED,
        "supervision_visit_held 2025-06-16 ref=m9 value=talk",
        "supervision_visit_held 2025-06-16 ref=m1 value=talk",
    ),
    row(
        "a visit before the placement",
        "warnings-before-its-start",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-06-10 about=d1 basis=bl-46 value=placement; measure_started 2025-06-15 about=m1 ref=d1",
        "supervision_visit_held 2025-06-14 ref=m1 value=talk",
        "supervision_visit_held 2025-06-16 ref=m1 value=talk",
    ),
    row(
        "a revision of no plan",
        "warnings-start-lacking",
        PLACED,
        "plan_revised 2025-06-16 about=p2",
        "plan_revised 2025-06-16 about=p1",
    ),
    // An ordinary case may be put before the committee at any time: the week is that of provisional decisions.
    row(
        "a provisional decision put before the committee before it began",
        "warnings-before-its-start",
        "child_born 2016-05-01; case_opened 2024-03-01; provisional_decision_started 2025-06-15T08:00:00+02:00 about=d1; provisional_notice_given 2025-06-15T09:00:00+02:00 about=d1",
        "committee_presented 2025-06-14 about=d1",
        "committee_presented 2025-06-14 about=d2",
    ),
    row(
        "an appeal answered before it came",
        "warnings-before-its-start",
        "child_born 2016-05-01; case_opened 2024-03-01; appeal_received 2025-06-15 about=x1",
        "appeal_reassessed 2025-06-14 about=x1",
        "appeal_reassessed 2025-06-16 about=x1",
    ),
    row(
        "an appeal answered that never came",
        "warnings-start-lacking",
        SUPPORT,
        "appeal_reassessed 2025-06-16 about=x1",
        "appeal_received 2025-06-15 about=x1; appeal_reassessed 2025-06-16 about=x1",
    ),
    row(
        "an appeal sent on that never came",
        "warnings-start-lacking",
        SUPPORT,
        "appeal_forwarded 2025-06-16 about=x1",
        "appeal_received 2025-06-15 about=x1; appeal_forwarded 2025-06-16 about=x1",
    ),
    row(
        "access answered before it was asked for",
        "warnings-before-its-start",
        "child_born 2016-05-01; case_opened 2024-03-01; access_requested 2025-06-15 about=x1",
        "access_answered 2025-06-14 about=x1",
        "access_answered 2025-06-16 about=x1",
    ),
    row(
        "access answered that nobody asked for",
        "warnings-start-lacking",
        SUPPORT,
        "access_answered 2025-06-16 about=x4",
        "access_requested 2025-06-15 about=x4; access_answered 2025-06-16 about=x4",
    ),
    row(
        "a request for return home answered before it came",
        "warnings-before-its-start",
        "child_born 2016-05-01; case_opened 2024-03-01; return_home_requested 2025-06-15 about=x1",
        "return_home_answered 2025-06-14 about=x1",
        "return_home_answered 2025-06-16 about=x1",
    ),
    row(
        "a treatment that nobody asked for",
        "warnings-start-lacking",
        SUPPORT,
        "drug_treatment_started 2025-06-16 about=x1",
        "drug_treatment_requested 2025-06-15 about=x1; drug_treatment_started 2025-06-16 about=x1",
    ),
    row(
        "a network meeting without the papers of the police",
        "warnings-start-lacking",
        SUPPORT,
        "network_meeting_summoned 2025-06-16 about=x1",
        "police_documentation_received 2025-06-15 about=x1; network_meeting_summoned 2025-06-16 about=x1",
    ),
    row(
        "a renewal of no committee decision",
        "warnings-start-lacking",
        "child_born 2016-05-01; case_opened 2024-03-01; committee_decided 2024-07-01 about=d1 basis=bl-47",
        "placement_renewed 2025-06-16 about=x1 ref=d5",
        "placement_renewed 2025-06-16 about=x1 ref=d1",
    ),
    row(
        "notice of no provisional decision",
        "warnings-start-lacking",
        "child_born 2016-05-01; case_opened 2024-03-01; provisional_decision_started 2025-06-16T08:00:00+02:00 about=d1",
        "provisional_notice_given 2025-06-16T09:00:00+02:00 about=d2",
        "provisional_notice_given 2025-06-16T09:00:00+02:00 about=d1",
    ),
    row(
        "guidance on the appeal of no decision",
        "warnings-start-lacking",
        SUPPORT,
        "appeal_guidance_given 2025-06-16 about=d6",
        "note 2025-06-16 Vejledt igen",
    ),
    row(
        "the committee decided before it was presented",
        "warnings-committee-not-presented",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=d1; party_hearing_held 2025-06-02 about=d1; plan_made 2025-06-10 about=p1 ref=d1; appeal_guidance_given 2025-06-16 about=d1; provisional_decision_started 2025-06-10T08:00:00+02:00 about=d1",
        "committee_decided 2025-06-16 about=d1 basis=bl-47",
        "committee_presented 2025-06-15 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-47",
    ),
    row(
        "the committee decided what nobody put before it",
        "warnings-committee-unprepared",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=d1; party_hearing_held 2025-06-02 about=d1; plan_made 2025-06-10 about=p1 ref=d1; appeal_guidance_given 2025-06-16 about=d1",
        "committee_decided 2025-06-16 about=d1 basis=bl-47",
        "recommendation_made 2025-06-16 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-47",
    ),
    row(
        "the committee decided what was to be support only",
        "warnings-committee-unprepared",
        SUPPORT,
        "committee_decided 2025-06-16 about=d1 basis=bl-47",
        "recommendation_made 2025-06-16 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-47",
    ),
    row(
        "further: the committee decided a placement without a recommendation",
        "warnings-committee-unprepared",
        PLACED,
        "committee_decided 2025-06-16 about=d1 basis=bl-47",
        "recommendation_made 2025-06-16 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-47",
    ),
    row(
        "a plan with nothing to plan",
        "warnings-plan-for-nothing",
        CASE,
        "plan_made 2025-06-16 about=p1",
        "party_hearing_held 2025-06-13 about=d1; plan_made 2025-06-16 about=p1 ref=d1",
    ),
    row(
        "a place chosen in a case without a placement",
        "warnings-no-placement",
        SUPPORT,
        "placement_setting_chosen 2025-06-16 about=m2 value=own_municipality",
        "note 2025-06-16 Talt om mulige steder",
    ),
    row(
        "a place chosen for a placement that is over",
        "warnings-no-placement",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2024-06-10 about=d1 basis=bl-46 value=placement; measure_started 2024-06-15 about=m1 ref=d1; measure_ended 2025-06-13 about=m1",
        "placement_setting_chosen 2025-06-16 about=m2 value=own_municipality",
        "child_returned_home 2025-06-13 about=m1",
    ),
    row(
        "a place chosen before the child is placed",
        "warnings-not-a-placement",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-06-10 about=d1 basis=bl-46 value=placement; decision_made 2025-06-10 about=d2 basis=bl-32 value=support; measure_started 2025-06-12 about=m2 ref=d2",
        "placement_setting_chosen 2025-06-16 about=m2 value=own_municipality",
        "placement_setting_chosen 2025-06-16 about=m1 value=own_municipality",
    ),
    row(
        "a new place for a child who is not placed",
        "warnings-no-placement",
        CASE,
        "placement_setting_changed 2025-06-16 about=m1",
        "note 2025-06-16 Talt om mulige steder",
    ),
    row(
        "home again from nowhere",
        "warnings-no-placement",
        CASE,
        "child_returned_home 2025-06-16 about=m1",
        "family_adviser_offered 2025-06-16",
    ),
    row(
        "home again from support",
        "warnings-not-a-placement",
        SUPPORT,
        "child_returned_home 2025-06-16 about=m1",
        "measure_ended 2025-06-16 about=m1",
    ),
    row(
        "home again long after the end",
        "warnings-after-end",
        "child_born 2016-05-01; case_opened 2024-03-01; measure_started 2024-06-15 about=m1 value=placement; measure_ended 2025-06-13 about=m1",
        "child_returned_home 2025-06-16 about=m1",
        "child_returned_home 2025-06-13 about=m1",
    ),
    row(
        "home again from an old measure of which nothing more is known",
        "warnings-not-a-placement",
        "child_born 2016-05-01; case_opened 2024-03-01; measure_started 2024-06-15 about=m1; measure_started 2024-06-15 about=m2 value=support",
        "child_returned_home 2025-06-16 about=m2",
        "child_returned_home 2025-06-16 about=m1",
    ),
    row(
        "home again after an acute placement",
        "warnings-no-placement",
        "child_born 2016-05-01; case_opened 2024-03-01; provisional_decision_started 2025-06-10T08:00:00+02:00 about=d1; provisional_notice_given 2025-06-10T09:00:00+02:00 about=d1; committee_presented 2025-06-12 about=d1; measure_started 2025-06-10 about=m1 ref=d1 value=placement; measure_ended 2025-06-13 about=m1",
        "child_returned_home 2025-06-16 about=m3",
        "child_returned_home 2025-06-13 about=m1",
    ),
    // Twice.
    row(
        "the same fact again",
        "warnings-duplicate",
        SUPPORT,
        "review_held 2025-06-16 ref=m1; review_held 2025-06-16 ref=m1",
        "review_held 2025-06-16 ref=m1",
    ),
    row(
        "one notification typed twice",
        "warnings-notification-twice",
        NOTIFIED,
        "notification_received 2025-06-16T10:00:00+02:00 about=n2 value=professional",
        "notification_received 2025-06-16T10:00:00+02:00 about=n2 value=citizen",
    ),
    row(
        "a notification judged twice",
        "warnings-done-twice",
        "child_born 2016-05-01; case_opened 2024-03-01; notification_received 2025-06-16T08:00:00+02:00 about=n1 value=citizen; immediate_risk_assessed 2025-06-16T09:00:00+02:00 about=n1 value=no_danger id=j",
        "immediate_risk_assessed 2025-06-16T10:00:00+02:00 about=n1 value=no_danger",
        "correct j immediate_risk_assessed 2025-06-16T10:00:00+02:00 about=n1 value=no_danger",
    ),
    row(
        "a measure ended twice",
        "warnings-done-twice",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-06-10 about=d1 basis=bl-32 value=support; measure_started 2025-06-12 about=m1 ref=d1; measure_ended 2025-06-15 about=m1 id=e",
        "measure_ended 2025-06-16 about=m1",
        "correct e measure_ended 2025-06-16 about=m1",
    ),
    row(
        "a receipt sent twice",
        "warnings-done-twice",
        "child_born 2016-05-01; case_opened 2024-03-01; notification_received 2025-06-12T08:00:00+02:00 about=n1 value=citizen; notification_receipt_sent 2025-06-13 about=n1",
        "notification_receipt_sent 2025-06-16 about=n1",
        "notifier_informed 2025-06-16 about=n1",
    ),
    // Open, closed, whose.
    row(
        "a fact in a closed case",
        "warnings-fact-on-closed",
        CLOSED,
        "family_adviser_offered 2025-06-16",
        "access_requested 2025-06-16 about=x1",
    ),
    row(
        "a note in a closed case",
        "warnings-note-on-closed",
        CLOSED,
        "note 2025-06-16 Talt med mor",
        "case_opened 2025-06-16; note 2025-06-16 Talt med mor because ny bekymring",
    ),
    row(
        "reopened without a reason",
        "warnings-reopened-without-reason",
        CLOSED,
        "case_opened 2025-06-16",
        "case_opened 2025-06-16 because ny bekymring",
    ),
    row(
        "opened twice",
        "warnings-opened-twice",
        CASE,
        "case_opened 2025-06-16",
        "case_assigned 2025-06-16 team=t1 caseworker=k2",
    ),
    row(
        "closed twice",
        "warnings-closed-twice",
        CLOSED,
        "case_closed 2025-06-16",
        "case_opened 2025-06-14; case_closed 2025-06-16 because fejl",
    ),
    row(
        "closed while help is running",
        "warnings-closing-running",
        SUPPORT,
        "case_closed 2025-06-16",
        "measure_ended 2025-06-16 about=m1; case_closed 2025-06-16",
    ),
    row(
        "given to the one who has it",
        "warnings-same-caseworker",
        CASE,
        "case_assigned 2025-06-16 team=t1 caseworker=k1",
        "case_assigned 2025-06-16 team=t1 caseworker=k2",
    ),
    row(
        "given to somebody on leave",
        "warnings-caseworker-on-leave",
        CASE,
        "case_assigned 2025-06-16 team=t1 caseworker=k9",
        "case_assigned 2025-06-16 team=t1 caseworker=k3",
    ),
    row(
        "given to nobody's team",
        "warnings-no-team",
        CASE,
        "case_assigned 2025-06-16 caseworker=k3",
        "case_assigned 2025-06-16 team=t1 caseworker=k3",
    ),
    row(
        "given to other colleagues",
        "warnings-changes-team",
        CASE,
        "case_assigned 2025-06-16 team=t2 caseworker=k3",
        "case_assigned 2025-06-16 team=t1 caseworker=k3",
    ),
    row(
        "given to somebody while siblings are with another",
        "warnings-siblings-apart",
        CASE,
        "case_assigned 2025-06-16 team=t1 caseworker=k3",
        "case_assigned 2025-06-16 team=t1 caseworker=k2",
    ),
    // Notifications.
    row(
        "abuse judged the next day",
        "warnings-abuse-not-same-day",
        "child_born 2016-05-01; case_opened 2024-03-01; notification_received 2025-06-15T14:00:00+02:00 about=n1 value=professional+abuse",
        "immediate_risk_assessed 2025-06-16T11:00:00+02:00 about=n1 value=no_danger",
        "immediate_risk_assessed 2025-06-15T18:00:00+02:00 about=n1 value=no_danger",
    ),
    row(
        "abuse registered the next day",
        "warnings-abuse-not-same-day",
        CASE,
        "notification_received 2025-06-15T20:00:00+02:00 about=n1 value=citizen+abuse",
        "notification_received 2025-06-16T08:00:00+02:00 about=n1 value=citizen+abuse",
    ),
    row(
        "danger and nothing done",
        "warnings-danger-without-step",
        NOTIFIED,
        "immediate_risk_assessed 2025-06-16T09:00:00+02:00 about=n1 value=danger",
        "immediate_risk_assessed 2025-06-16T09:00:00+02:00 about=n1 value=danger; provisional_decision_started 2025-06-16T10:00:00+02:00 about=d1",
    ),
    row(
        "a receipt to somebody anonymous",
        "warnings-answer-to-anonymous",
        "child_born 2016-05-01; case_opened 2024-03-01; notification_received 2025-06-15T08:00:00+02:00 about=n1 value=anonymous; notification_received 2025-06-15T09:00:00+02:00 about=n2 value=citizen",
        "notification_receipt_sent 2025-06-16 about=n1",
        "notification_receipt_sent 2025-06-16 about=n2",
    ),
    row(
        "exploring after deciding",
        "warnings-exploration-after-decision",
        "child_born 2016-05-01; case_opened 2024-03-01; notification_received 2025-05-01T08:00:00+02:00 about=n1 value=citizen; decision_made 2025-06-10 about=d1 basis=bl-32 value=support",
        "exploration_completed 2025-06-16 about=n1 because syg",
        "exploration_completed 2025-06-08 about=n1 because syg",
    ),
    row(
        "fresh eyes that have seen the case",
        "warnings-same-eyes",
        CASE,
        "reappraised_by_new_person 2025-06-16 about=n1",
        "note 2025-06-16 Genvurderet af Team Syd",
    ),
    // Decisions.
    row(
        "a decision without a talk with the child",
        "warnings-no-conversation",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; party_hearing_held 2025-06-02 about=d1",
        DECIDED,
        "note 2025-06-16 Samtale aftalt",
    ),
    row(
        "a decision without a hearing",
        "warnings-no-hearing",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1",
        DECIDED,
        "party_hearing_held 2025-06-16 about=d1",
    ),
    row(
        "a decision without guidance on appeals",
        "warnings-no-appeal-guidance",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; plan_position_taken 2025-06-16 about=d1 value=yes",
        DECIDED,
    ),
    row(
        "support without a position on a plan",
        "warnings-no-plan-position",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1",
        DECIDED,
    ),
    row(
        "a placement before the assessment is complete",
        "warnings-no-assessment",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement; appeal_guidance_given 2025-06-16 about=d1",
        "assessment_completed 2025-06-15 about=a1; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "a placement without consent and without a plan",
        "warnings-no-plan",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-47 value=placement; appeal_guidance_given 2025-06-16 about=d1",
        "plan_made 2025-06-14 about=p1 ref=d1; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-47 value=placement; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "further: a decision without consent",
        "warnings-no-consent",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1; case_found_informed 2025-06-02 about=d1; siblings_considered 2025-06-01 about=a1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support \"why\"; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes; reasons_given 2025-06-16 about=d1",
        "consent_given 2025-06-16 about=d1; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support \"why\"; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes; reasons_given 2025-06-16 about=d1",
    ),
    row(
        "further: a decision without reasons",
        "warnings-no-reasons",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1; case_found_informed 2025-06-02 about=d1; consent_given 2025-06-02 about=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
        "reasons_given 2025-06-16 about=d1 \"why\"; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
    ),
    row(
        "further: decided before enough was known",
        "warnings-not-informed",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1; reasons_given 2025-06-16 about=d1; consent_given 2025-06-02 about=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
        "case_found_informed 2025-06-16 about=d1; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
    ),
    row(
        "a talk left out without a reason",
        "warnings-omitted-without-reason",
        READY,
        "child_conversation_omitted 2025-06-16 ref=d1",
        "child_conversation_omitted 2025-06-16 ref=d1 \"why\"",
    ),
    row(
        "a hearing left out without a reason",
        "warnings-omitted-without-reason",
        READY,
        "party_hearing_waived 2025-06-16 about=d2",
        "party_hearing_waived 2025-06-16 about=d2 \"why\"",
    ),
    row(
        "a talk after the decision",
        "warnings-after-decision",
        SUPPORT,
        "child_conversation_held 2025-06-16 ref=d1",
        "child_conversation_held 2025-06-16 ref=a2",
    ),
    row(
        "a hearing after the decision",
        "warnings-after-decision",
        SUPPORT,
        "party_hearing_held 2025-06-16 about=d1",
        "party_hearing_held 2025-06-16 about=d2",
    ),
    row(
        "placed at sixteen without the young person's yes",
        "warnings-consent-at-fifteen",
        YOUNG,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement; appeal_guidance_given 2025-06-16 about=d1",
        "consent_given 2025-06-14 about=d1; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "a party of sixteen who was not asked",
        "warnings-party-from-ten",
        "child_born 2009-02-01; case_opened 2024-03-01; youth_plan_position_taken 2025-02-01 value=no; child_conversation_omitted 2025-06-02 ref=d1; party_hearing_waived 2025-06-02 about=d1",
        "decision_made 2025-06-16 about=d1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=no",
        "child_conversation_held 2025-06-14 ref=d2; party_hearing_held 2025-06-14 about=d2; decision_made 2025-06-16 about=d2 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d2; plan_position_taken 2025-06-16 about=d2 value=no",
    ),
    row(
        "the old law after it was gone",
        "warnings-basis-of-other-law",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=sel-52 value=support; appeal_guidance_given 2025-06-16 about=d1",
        DECIDED,
    ),
    row(
        "placement on a basis of support",
        "warnings-basis-and-value",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=placement; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
        DECIDED,
    ),
    row(
        "support on a basis of placement",
        "warnings-basis-and-value",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=support; appeal_guidance_given 2025-06-16 about=d1",
        DECIDED,
    ),
    row(
        "a second provisional decision",
        "warnings-second-provisional",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=d1; party_hearing_held 2025-06-02 about=d1; plan_made 2025-06-10 about=p1 ref=d1; appeal_guidance_given 2025-06-14 about=d1; provisional_decision_started 2025-06-12T08:00:00+02:00 about=d1",
        "provisional_decision_started 2025-06-16T08:00:00+02:00 about=d2",
        "committee_presented 2025-06-14 about=d1; committee_decided 2025-06-14 about=d1 basis=bl-47; provisional_decision_started 2025-06-16T08:00:00+02:00 about=d2",
    ),
    row(
        "a plan before its decision",
        "warnings-plan-before-decision",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement; appeal_guidance_given 2025-06-16 about=d1; plan_made 2025-06-14 about=p1 ref=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement; appeal_guidance_given 2025-06-16 about=d1; plan_made 2025-06-16 about=p1 ref=d1",
    ),
    row(
        "a plan though it was decided to have none",
        "warnings-plan-though-no",
        SUPPORT,
        "plan_made 2025-06-16 about=p1 ref=d1",
        "plan_position_taken 2025-06-16 about=d1 value=yes; plan_made 2025-06-16 about=p1 ref=d1",
    ),
    row(
        "a decision for a child whose birthday nobody wrote",
        "warnings-birthday-unknown",
        "case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1",
        DECIDED,
        "child_born 2016-05-01",
    ),
    // Measures.
    row(
        "two assessments at once",
        "warnings-two-assessments",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1",
        "support_need_known 2025-06-16 about=a2",
        "assessment_completed 2025-06-15 about=a1; support_need_known 2025-06-16 about=a2",
    ),
    row(
        "two placements at once",
        "warnings-two-placements",
        PLACED,
        "measure_started 2025-06-16 about=m2 ref=d1",
        "measure_ended 2025-06-16 about=m1; measure_started 2025-06-16 about=m2 ref=d1",
    ),
    row(
        "a measure other than decided",
        "warnings-other-than-decided",
        SUPPORT,
        "measure_started 2025-06-16 about=m2 ref=d1 value=placement",
        "measure_started 2025-06-16 about=m2 ref=d1 value=support",
    ),
    row(
        "a review after the end",
        "warnings-after-end",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-01-10 about=d1 basis=bl-32 value=support; measure_started 2025-01-15 about=m1 ref=d1; measure_ended 2025-06-14 about=m1",
        "review_held 2025-06-16 ref=m1",
        "review_held 2025-06-14 ref=m1",
    ),
    row(
        "a visit without a talk",
        "warnings-visit-without-talk",
        PLACED,
        "supervision_visit_held 2025-06-16 ref=m1 value=no_talk",
        "supervision_visit_held 2025-06-16 ref=m1 value=talk",
    ),
    row(
        "a supervision visit to support",
        "warnings-not-a-placement",
        SUPPORT,
        "supervision_visit_held 2025-06-16 ref=m1 value=talk",
        "review_held 2025-06-16 ref=m1",
    ),
    row(
        "a rhythm that does not reach forward",
        "warnings-rhythm-backwards",
        SUPPORT,
        "review_held 2025-06-16 ref=m1; review_rhythm_decided 2025-06-16 ref=m1 value=2025-06-01",
        "review_held 2025-06-16 ref=m1; review_rhythm_decided 2025-06-16 ref=m1 value=2025-12-01",
    ),
    row(
        "a rhythm of years",
        "warnings-rhythm-long",
        SUPPORT,
        "review_held 2025-06-16 ref=m1; review_rhythm_decided 2025-06-16 ref=m1 value=P6Y",
        "review_held 2025-06-16 ref=m1; review_rhythm_decided 2025-06-16 ref=m1 value=P6M",
    ),
    row(
        "a first review without a rhythm",
        "warnings-no-rhythm",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-05-10 about=d1 basis=bl-32 value=support; measure_started 2025-05-15 about=m1 ref=d1",
        "review_held 2025-06-16 ref=m1",
        "review_held 2025-06-16 ref=m1; review_rhythm_decided 2025-06-16 ref=m1 value=P4M",
    ),
    row(
        "further: a child of thirteen who was not treated as a party",
        "warnings-party-status",
        "child_born 2012-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1; case_found_informed 2025-06-02 about=d1; consent_given 2025-06-02 about=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
        "section d1 child_party ja; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
    ),
    row(
        "further: placed at sixteen with the parents' consent only",
        "warnings-consent-at-fifteen",
        "child_born 2009-02-01; case_opened 2024-03-01; youth_plan_position_taken 2025-02-01 value=no; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1; case_found_informed 2025-06-02 about=d1; consent_given 2025-06-02 about=d1; section d1 child_party ja",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
        "section d1 youth_consent yes; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "further: placed with consent over the no of the youth",
        "warnings-youth-refused",
        "child_born 2009-02-01; case_opened 2024-03-01; youth_plan_position_taken 2025-02-01 value=no; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1; case_found_informed 2025-06-02 about=d1; consent_not_needed 2025-06-02 about=d1; section d1 child_party ja",
        "section d1 youth_refused no; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
        "section d1 youth_refused no; section d1 youth_consent yes; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "support decided over the parents' no",
        "warnings-consent-refused",
        READY,
        "section d1 consent_refused refused; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
        "section d1 consent_refused refused; consent_given 2025-06-16 about=d1; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes",
    ),
    row(
        "a no beside the yes that stands",
        "warnings-consent-stands",
        "child_born 2016-05-01; case_opened 2024-03-01; consent_given 2025-06-02 about=d1",
        "section d1 consent_refused refused",
        "section d2 consent_refused refused",
    ),
    row(
        "reasons that are ticked and stand nowhere",
        "warnings-reasons-without-text",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes; reasons_given 2025-06-16 about=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-32 value=support \"why\"; appeal_guidance_given 2025-06-16 about=d1; plan_position_taken 2025-06-16 about=d1 value=yes; reasons_given 2025-06-16 about=d1",
    ),
    row(
        "further: an assessment finished without a heading",
        "warnings-assessment-parts",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1; child_conversation_held 2025-06-10 ref=a1; siblings_considered 2025-06-10 about=a1; section a1 development Skrevet; section a1 family Skrevet; section a1 health Skrevet; section a1 leisure Skrevet; section a1 other_matters Skrevet",
        "assessment_completed 2025-06-16 about=a1 \"why\"",
        "section a1 school Skrevet; assessment_completed 2025-06-16 about=a1 \"why\"",
    ),
    row(
        "further: an assessment finished without a talk",
        "warnings-assessment-without-talk",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1; siblings_considered 2025-06-10 about=a1; section a1 development Skrevet; section a1 family Skrevet; section a1 school Skrevet; section a1 health Skrevet; section a1 leisure Skrevet; section a1 other_matters Skrevet",
        "assessment_completed 2025-06-16 about=a1 \"why\"",
        "child_conversation_omitted 2025-06-16 ref=a1 \"why\"; assessment_completed 2025-06-16 about=a1 \"why\"",
    ),
    row(
        "further: an assessment finished without a thought of siblings",
        "warnings-assessment-siblings",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1; child_conversation_held 2025-06-10 ref=a1; section a1 development Skrevet; section a1 family Skrevet; section a1 school Skrevet; section a1 health Skrevet; section a1 leisure Skrevet; section a1 other_matters Skrevet",
        "assessment_completed 2025-06-16 about=a1 \"why\"",
        "siblings_considered 2025-06-16 about=a1; assessment_completed 2025-06-16 about=a1 \"why\"",
    ),
    row(
        "further: an assessment finished without a conclusion",
        "warnings-assessment-no-conclusion",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1; child_conversation_held 2025-06-10 ref=a1; siblings_considered 2025-06-10 about=a1; section a1 development Skrevet; section a1 family Skrevet; section a1 school Skrevet; section a1 health Skrevet; section a1 leisure Skrevet; section a1 other_matters Skrevet",
        "assessment_completed 2025-06-16 about=a1",
        "assessment_completed 2025-06-16 about=a1 \"why\"",
    ),
    row(
        "a provisional assessment that says nothing",
        "warnings-provisional-empty",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1",
        "preliminary_assessment_made 2025-06-16 about=a1",
        "preliminary_assessment_made 2025-06-16 about=a1 \"why\"",
    ),
    row(
        "closed on the day when the help began",
        "warnings-closing-running",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-06-10 about=d1 basis=bl-32 value=support; measure_started 2025-06-16 about=m1 ref=d1; plan_position_taken 2025-06-10 about=d1 value=no",
        "case_closed 2025-06-16",
        "measure_ended 2025-06-16 about=m1; case_closed 2025-06-16",
    ),
    row(
        "closed while the child is placed acutely",
        "warnings-closing-acute",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=d1; party_hearing_held 2025-06-02 about=d1; plan_made 2025-06-10 about=p1 ref=d1; appeal_guidance_given 2025-06-16 about=d1; provisional_decision_started 2025-06-10T08:00:00+02:00 about=d1; provisional_notice_given 2025-06-10T09:00:00+02:00 about=d1; committee_presented 2025-06-12 about=d1",
        "case_closed 2025-06-16",
        "committee_decided 2025-06-16 about=d1 basis=bl-47; case_closed 2025-06-16",
    ),
    row(
        "closed while an assessment waits",
        "warnings-closing-duties",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1",
        "case_closed 2025-06-16",
        "assessment_completed 2025-06-16 about=a1; case_closed 2025-06-16",
    ),
    row(
        "closed while a screening waits, a further duty without a day",
        "warnings-closing-duties",
        "child_born 2016-05-01; case_opened 2024-03-01; \
            notification_received 2025-06-10T08:00:00+02:00 about=n1 value=citizen; \
            immediate_risk_assessed 2025-06-10T10:00:00+02:00 about=n1 value=no_danger; \
            notification_receipt_sent 2025-06-11 about=n1; notification_registered 2025-06-10 about=n1",
        "case_closed 2025-06-16",
        "screening_made 2025-06-16 about=n1 value=none; case_closed 2025-06-16",
    ),
    row(
        "an unborn child placed acutely",
        "warnings-unborn-placed",
        "case_opened 2025-05-01; section n1 expected_on 2025-09-01",
        "provisional_decision_started 2025-06-16T08:00:00+02:00 about=d1",
        "child_born 2025-06-16; provisional_decision_started 2025-06-16T08:00:00+02:00 about=d1",
    ),
    row(
        "an unborn child placed as a child who is born",
        "warnings-unborn-basis",
        UNBORN,
        "plan_made 2025-06-14 about=p1 ref=d1; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-47 value=placement; appeal_guidance_given 2025-06-16 about=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-46 value=placement; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "an unborn child placed by the committee more than three months before the term",
        "warnings-unborn-early",
        UNBORN,
        "recommendation_made 2025-06-16 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-49",
        "child_expected 2025-06-16 value=2025-09-16; recommendation_made 2025-06-16 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-49",
    ),
    row(
        "an unborn child placed by the committee, and nobody knows the term",
        "warnings-unborn-term-unknown",
        "case_opened 2025-05-01; section n1 expected_on 2025-09-01",
        "recommendation_made 2025-06-16 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-49",
        "child_expected 2025-06-16 value=2025-09-16; recommendation_made 2025-06-16 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-49",
    ),
    row(
        "an order to a child of nine",
        "warnings-order-too-young",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-39 value=support",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-38 value=support",
    ),
    row(
        "support for the young to a child of nine",
        "warnings-support-too-young",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-114 value=support",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-38 value=support",
    ),
    row(
        "support for the young that begins with a child",
        "warnings-support-too-young",
        SUPPORT,
        "measure_started 2025-06-16 about=m2 ref=d1 basis=bl-120 value=support",
        "measure_started 2025-06-16 about=m2 ref=d1 basis=bl-32 value=support",
    ),
    row(
        "a planned end that is the day of writing",
        "warnings-planned-end-gone",
        SUPPORT,
        "measure_end_planned 2025-06-16 about=m1",
        "measure_end_planned 2025-06-17 about=m1",
    ),
    row(
        "a planned end that was moved and written twice",
        "warnings-planned-end-other",
        PLANNED_END,
        "measure_end_planned 2025-12-01 about=m1",
        "measure_ended 2025-06-16 about=m1",
    ),
    row(
        "a decision on a section that is not there",
        "warnings-basis-unknown",
        READY,
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-999 value=support",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-30 value=support",
    ),
    row(
        "further: the municipality decides what only the committee can",
        "warnings-committee-decides",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-03-01 about=a1; assessment_completed 2025-06-01 about=a1; child_conversation_held 2025-05-20 ref=a1; party_hearing_held 2025-06-02 about=d1; case_found_informed 2025-06-02 about=d1; plan_made 2025-06-14 about=p1 ref=d1",
        "decision_made 2025-06-16 about=d1 ref=a1 basis=bl-47 value=placement \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
        "recommendation_made 2025-06-16 about=d1; committee_decided 2025-06-16 about=d1 basis=bl-47; decision_made 2025-06-16 about=d1 ref=a1 basis=bl-47 value=placement \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "further: drug treatment at fifteen with the parents' consent only",
        "warnings-consent-at-fifteen",
        "child_born 2010-02-01; case_opened 2024-03-01; child_conversation_held 2025-05-20 ref=d1; party_hearing_held 2025-06-02 about=d1; case_found_informed 2025-06-02 about=d1; consent_given 2025-06-02 about=d1; section d1 child_party ja",
        "decision_made 2025-06-16 about=d1 basis=bl-33 value=support \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
        "section d1 youth_consent yes; decision_made 2025-06-16 about=d1 basis=bl-33 value=support \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "further: a young person of seventeen who was not asked of support after eighteen",
        "warnings-no-conversation",
        "child_born 2008-02-01; case_opened 2024-03-01; youth_plan_position_taken 2025-06-02 about=d1 value=no; party_hearing_held 2025-06-02 about=d1; case_found_informed 2025-06-02 about=d1; section d1 child_party ja",
        "decision_made 2025-06-16 about=d1 basis=bl-114 value=support \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
        "child_conversation_held 2025-06-16 about=x1 ref=d1; decision_made 2025-06-16 about=d1 basis=bl-114 value=support \"why\"; reasons_given 2025-06-16 about=d1; appeal_guidance_given 2025-06-16 about=d1",
    ),
    row(
        "an end that is expected before the start",
        "warnings-expected-end-early",
        SUPPORT,
        "measure_started 2025-06-16 about=m2 ref=d1; section m2 expected_end 2025-06-01",
        "measure_started 2025-06-16 about=m2 ref=d1; section m2 expected_end 2026-06-01",
    ),
    row(
        "further: a change of place that the place did not speak of",
        "warnings-lacks-on-the-day",
        PLACED,
        "placement_change_consented 2025-06-16 about=m1; placement_setting_changed 2025-06-16 about=m1",
        "placement_change_consented 2025-06-16 about=m1; setting_statement_obtained 2025-06-16 about=m1; placement_setting_changed 2025-06-16 about=m1",
    ),
    // Ages.
    row(
        "help after 18 decided for a child of nine",
        "warnings-aftercare-early",
        CASE,
        "aftercare_decided 2025-06-16",
        "note 2025-06-16 Talt om fremtiden",
    ),
    row(
        "support for a child for somebody grown up",
        "warnings-over-eighteen",
        GROWN,
        "support_need_known 2025-06-16 about=a1",
        "aftercare_decided 2025-06-16 about=x1",
    ),
    row(
        "help for somebody of twenty-four",
        "warnings-over-twenty-three",
        "child_born 2001-05-01; case_opened 2018-03-01",
        "support_need_known 2025-06-16 about=a1",
        "access_requested 2025-06-16 about=x1",
    ),
    row(
        "a move as a youth at nine",
        "warnings-moved-in-young",
        CASE,
        "youth_moved_in 2025-06-16 about=x1",
        "note 2025-06-16 Flyttet til kommunen",
    ),
    row(
        "the youth crime board for a child of nine",
        "warnings-too-young-for-board",
        CASE,
        "youth_board_requested 2025-06-16 about=x1",
        "police_documentation_received 2025-06-16 about=x1",
    ),
    // People.
    row(
        "somebody linked twice",
        "warnings-person-twice",
        "case_opened 2024-03-01; link parent 7",
        "link parent 7",
        "link parent 8",
    ),
    row(
        "two children in one case",
        "warnings-second-child",
        "case_opened 2024-03-01; link child 7",
        "link child 8",
        "link sibling 8",
    ),
    row(
        "somebody unlinked who is not there",
        "warnings-person-not-linked",
        "case_opened 2024-03-01; link parent 7",
        "unlink parent 9",
        "unlink parent 7",
    ),
    row(
        "a new child who is similar to a known one",
        "warnings-similar-child",
        "",
        "case_opened 2025-06-16",
        "case_opened 2025-06-16 family=f1",
    ),
    row(
        "help decided for a young person of 16 without a position on a youth plan",
        "warnings-youth-plan-missing",
        "child_born 2008-09-01; case_opened 2025-01-02; plan_made 2025-03-01 about=p1",
        "plan_revised 2025-06-16 about=p1",
        "youth_plan_position_taken 2025-06-16 value=no; plan_revised 2025-06-16 about=p1",
    ),
    row(
        "help decided for a young person of 16 with a disability, without preparing for adult life",
        "warnings-transition-missing",
        "child_born 2008-09-01; case_opened 2025-01-02; disability_established 2025-01-03; \
         family_adviser_offered 2025-01-03; youth_plan_position_taken 2025-01-04 value=no; \
         plan_made 2025-03-01 about=p1",
        "plan_revised 2025-06-16 about=p1",
        "transition_preparation_begun 2025-06-16; plan_revised 2025-06-16 about=p1",
    ),
    row(
        "a new child whom another team knows",
        "warnings-known-elsewhere",
        "",
        "case_opened 2025-06-16",
        "case_opened 2025-06-16 family=f1",
    ),
    row(
        "a note on the wrong sibling",
        "warnings-note-names-sibling",
        CASE,
        "note 2025-06-16 Talt med Noahs lærer",
        "note 2025-06-16 Talt med Freja om Noah",
    ),
    // Words and documents.
    row(
        "a note that says a protected address",
        "warnings-tells-protected",
        CASE,
        "note 2025-06-16 Moren bor nu Gemmestedet 7",
        "note 2025-06-16 Moren er flyttet",
    ),
    row(
        "a document filed twice",
        "warnings-document-twice",
        "case_opened 2024-03-01; document 2025-06-16 ab12",
        "document 2025-06-16 ab12",
        "document 2025-06-16 cd34",
    ),
    row(
        "a protected address in a letter",
        "warnings-protected-in-document",
        CASE,
        "document 2025-06-16 ab12 Kære far, hemmelig vej 7",
        "document 2025-06-16 ab12 Kære far",
    ),
    row(
        "a goal that is reached already",
        "warnings-goal-reached",
        PLACED,
        "goal +g p1 8 8",
        "goal +g p1 3 8",
    ),
    row(
        "a goal without a plan",
        "warnings-goal-without-plan",
        PLACED,
        "goal +g p9 3 8",
        "plan_made 2025-06-16 about=p9 ref=d1; goal +g p9 3 8",
    ),
    row(
        "a score for a goal that has ended",
        "warnings-goal-ended",
        "case_opened 2024-03-01; plan_made 2025-01-01 about=p1; goal g1 p1 3 8; goal g2 p1 3 8; end g1 2025-06-02",
        "score g1 2025-06-16",
        "score g2 2025-06-16",
    ),
    // Others are asked.
    row(
        "an answer wanted after the limit of the assessment",
        "warnings-answer-after-limit",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1",
        "ask request_school 2025-06-16 2025-09-02",
        "ask request_school 2025-06-16 2025-09-01",
    ),
    row(
        "an answer wanted after a limit that it is none of",
        "warnings-answer-after-limit",
        "child_born 2016-05-01; case_opened 2024-03-01; support_need_known 2025-05-01 about=a1",
        "ask request_ppr 2025-06-16 2025-10-01",
        "ask hearing_letter 2025-06-16 2025-10-01",
    ),
    row(
        "an answer wanted before it was asked for",
        "warnings-answer-before-asking",
        "child_born 2016-05-01; case_opened 2024-03-01",
        "ask request_school 2025-06-16 2025-06-15",
        "ask request_school 2025-06-16 2025-06-16",
    ),
    // Corrections.
    row(
        "a correction that changes nothing",
        "warnings-correction-changes-nothing",
        TALKED,
        "correct mea measure_started 2024-06-15 about=m1 ref=d1",
        "correct r child_conversation_held 2025-06-13 ref=a2",
    ),
    row(
        "a correction of what is old",
        "warnings-correction-of-old",
        TALKED,
        "correct mea measure_started 2024-06-16 about=m1 ref=d1",
        "correct r child_conversation_held 2025-06-13 ref=a2",
    ),
    row(
        "a measure taken back that duties hang on",
        "warnings-retraction-ends-duties",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-06-10 about=d1 basis=bl-32 value=support; measure_started 2025-06-12 about=m1 ref=d1 id=mea; review_held 2025-06-13 ref=m2 id=r",
        "retract mea",
        "retract r",
    ),
    row(
        "a decision taken back that a measure refers to",
        "warnings-retraction-leaves-others",
        "child_born 2016-05-01; case_opened 2024-03-01; decision_made 2025-06-10 about=d1 basis=bl-30 id=dec value=support; measure_started 2025-06-12 about=m1 ref=d1; decision_made 2025-06-11 about=d2 basis=bl-30 value=support id=two",
        "retract dec",
        "retract two",
    ),
];
