//! Reads the simulator's files back, and the contract's list of kinds.

use omhu_law::calendar::When;
use omhu_simulate::{HEADER, Plan, Summary, simulate};

/// One row of the facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line<'a> {
    pub case: &'a str,
    pub kind: &'a str,
    pub when: &'a str,
    pub about: &'a str,
    pub re: &'a str,
    pub basis: &'a str,
    pub value: &'a str,
    pub team: &'a str,
    pub caseworker: &'a str,
    pub id: &'a str,
    pub recorded_at: &'a str,
}

impl Line<'_> {
    pub fn when(&self) -> When {
        When::parse(self.when.as_bytes()).unwrap_or_else(|why| panic!("{why:?} {self:?}"))
    }

    pub fn recorded(&self) -> When {
        let text = if self.recorded_at.is_empty() {
            self.when
        } else {
            self.recorded_at
        };
        When::parse(text.as_bytes()).unwrap_or_else(|why| panic!("{why:?} {self:?}"))
    }
}

/// Simulates into memory: facts, truth, summary.
pub fn run(plan: &Plan) -> (Vec<u8>, Vec<u8>, Summary) {
    let (mut facts, mut truth) = (Vec::new(), Vec::new());
    let summary = simulate(plan, &mut facts, &mut truth, &mut |_| {}).expect("simulated");
    (facts, truth, summary)
}

/// The rows; no cell of the simulator needs quotes.
pub fn lines(facts: &[u8]) -> Vec<Line<'_>> {
    let text = std::str::from_utf8(facts).expect("text");
    let rows = text.strip_prefix(HEADER).expect("header");
    let read = |line| {
        let cells: Vec<&str> = str::split(line, ',').collect();
        let [
            case,
            kind,
            when,
            about,
            re,
            basis,
            value,
            team,
            caseworker,
            _,
            id,
            recorded_at,
            "",
        ] = cells[..]
        else {
            panic!("cells: {line}")
        };
        Line {
            case,
            kind,
            when,
            about,
            re,
            basis,
            value,
            team,
            caseworker,
            id,
            recorded_at,
        }
    };
    rows.lines().map(read).collect()
}

/// A text of a line of the truth file.
pub fn cell<'a>(line: &'a str, key: &str) -> &'a str {
    let mark = format!("\"{key}\":\"");
    let at = line.find(&mark).unwrap_or_else(|| panic!("{key}: {line}")) + mark.len();
    &line[at..at + line[at..].find('"').expect("end")]
}

/// Kind, about, ref, basis, values of the contract's section 2. Letters: what the cell may begin with; `?`: may be empty.
pub const KINDS: [(&str, &str, &str, &str, &str); 52] = [
    ("child_born", "", "", "", ""),
    (
        "case_opened",
        "",
        "",
        "",
        "preventive|placement|disability|school_day_treatment|other",
    ),
    ("case_assigned", "", "", "", ""),
    ("case_closed", "", "", "", ""),
    (
        "notification_received",
        "n",
        "",
        "",
        "municipality|professional|citizen|anonymous|professional abuse|citizen abuse|anonymous abuse",
    ),
    ("immediate_risk_assessed", "n", "", "", "danger|no_danger"),
    ("notification_receipt_sent", "n", "", "", ""),
    ("notifier_informed", "n", "", "", ""),
    ("screening_made", "n", "", "", "none|clarify|assess"),
    ("support_need_known", "a", "n?", "", ""),
    ("assessment_decided", "a", "", "", ""),
    ("preliminary_assessment_made", "a", "", "", ""),
    ("assessment_completed", "a", "", "", ""),
    ("child_conversation_held", "x?", "ad", "", ""),
    ("child_conversation_omitted", "", "ad", "", ""),
    ("party_hearing_held", "d", "", "", ""),
    ("party_hearing_waived", "d", "", "", ""),
    ("decision_made", "d", "a?", "yes", "placement|support"),
    ("appeal_guidance_given", "d", "", "", ""),
    ("purpose_statement_made", "d", "", "", ""),
    ("plan_position_taken", "d", "", "", "yes|no"),
    ("plan_made", "p", "d?", "", ""),
    ("plan_revised", "p", "", "", ""),
    ("measure_started", "m", "d?", "", "|placement|support"),
    ("measure_ended", "m", "", "", ""),
    ("review_held", "x?", "m", "", ""),
    ("review_rhythm_decided", "", "m", "", "period"),
    ("supervision_visit_held", "x?", "m", "", "talk|no_talk"),
    ("parents_plan_offered", "", "m", "", ""),
    ("provisional_decision_started", "d", "", "", ""),
    ("provisional_notice_given", "d", "", "", ""),
    ("committee_presented", "d", "", "", ""),
    ("committee_decided", "d", "", "yes", "|prior_placement"),
    ("placement_renewed", "x", "dx", "", ""),
    ("return_home_requested", "x", "", "", ""),
    ("return_home_answered", "x", "", "", ""),
    ("youth_moved_in", "x", "", "", ""),
    ("aftercare_decided", "x?", "", "", ""),
    ("disability_established", "", "", "", ""),
    ("family_adviser_offered", "", "", "", ""),
    ("drug_treatment_requested", "x", "", "", ""),
    ("drug_treatment_started", "x", "", "", ""),
    ("police_documentation_received", "x", "", "", ""),
    ("network_meeting_summoned", "x", "", "", ""),
    ("youth_board_requested", "x", "", "", ""),
    ("youth_assessment_completed", "x", "", "", ""),
    ("appeal_received", "x", "", "", ""),
    ("appeal_reassessed", "x", "", "", ""),
    ("appeal_forwarded", "x", "", "", ""),
    ("access_requested", "x", "", "", ""),
    ("access_answered", "x", "", "", ""),
    ("fact_retracted", "", "S", "", ""),
];
