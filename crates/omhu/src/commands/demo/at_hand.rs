//! Cases in which a frequent task is at hand on the day the demonstration is made: one for each.
//!
//! Owns: their histories, told in days before today. Must not know: how a task is done. The simulated municipality is
//! as it happens to be on a day; these are the same every day, so that whoever tries omhu finds each task on My day,
//! and so does the test that counts its clicks.

use anyhow::anyhow;
use omhu_casework::access::{Action, Now};
use omhu_casework::command::{Command, Entry};
use omhu_casework::fact::FactCells;
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::{Day, When, instant_text};
use omhu_simulate::names;
use omhu_store::{Order, PersonData};
use omhu_store::{Store, Target};

use super::{link, person};
use crate::commands::stored;

/// Whose day it is: the persona with the fullest desk.
pub struct Whose {
    /// The account.
    pub user: UserNo,
    /// The team.
    pub team: String,
    /// The id in cases.
    pub caseworker: String,
}

/// A fact: so many days ago, kind, about, ref, basis, value.
type Told = (
    i32,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// A child with its history.
struct Story {
    /// How old the child is.
    years: i32,
    facts: &'static [Told],
    /// So many days ago, section, thing, words.
    sections: &'static [(i32, &'static str, &'static str, &'static str)],
    /// So many days ago, words, now, wanted.
    goals: &'static [(i32, &'static str, u8, u8)],
}

const NOTIFIED: Told = (0, "notification_received", "n1", "", "", "professional");

/// A notification of this morning that nobody has assessed; one that is to become an assessment; an assessment without
/// a talk; one that can be finished; a decision without its plan; a measure that is to be reviewed.
const STORIES: [Story; 6] = [
    Story {
        years: 6,
        facts: &[NOTIFIED],
        sections: &[],
        goals: &[],
    },
    Story {
        years: 9,
        facts: &[
            (3, "notification_received", "n1", "", "", "municipality"),
            (3, "immediate_risk_assessed", "n1", "", "", "no_danger"),
            (2, "screening_made", "n1", "", "", "assess"),
        ],
        sections: &[],
        goals: &[],
    },
    Story {
        years: 11,
        facts: &ASSESSED_WITHOUT_TALK,
        sections: &PARTS,
        goals: &[],
    },
    Story {
        years: 8,
        facts: &ASSESSED,
        sections: &ALL_PARTS,
        goals: &[],
    },
    Story {
        years: 12,
        facts: &DECIDED,
        sections: &[(90, "goals_wanted", "a1", "Jeg vil sove hjemme hver nat")],
        goals: &[],
    },
    Story {
        years: 10,
        facts: &HELPED,
        sections: &[],
        goals: &[
            (168, "Jeg vil i skole hver dag", 3, 8),
            (168, "Jeg vil have en ven, jeg kan ringe til", 2, 6),
        ],
    },
];

const ASSESSED_WITHOUT_TALK: [Told; 6] = [
    (114, "notification_received", "n1", "", "", "professional"),
    (114, "immediate_risk_assessed", "n1", "", "", "no_danger"),
    (110, "notification_receipt_sent", "n1", "", "", ""),
    (110, "screening_made", "n1", "", "", "assess"),
    (114, "support_need_known", "a1", "n1", "", ""),
    (108, "assessment_decided", "a1", "", "", ""),
];

const ASSESSED: [Told; 8] = [
    (117, "notification_received", "n1", "", "", "citizen"),
    (117, "immediate_risk_assessed", "n1", "", "", "no_danger"),
    (112, "notification_receipt_sent", "n1", "", "", ""),
    (112, "screening_made", "n1", "", "", "assess"),
    (117, "support_need_known", "a1", "n1", "", ""),
    (110, "assessment_decided", "a1", "", "", ""),
    (40, "child_conversation_held", "x1", "a1", "", ""),
    (20, "siblings_considered", "a1", "", "", ""),
];

const DECIDED: [Told; 14] = [
    (190, "notification_received", "n1", "", "", "professional"),
    (190, "immediate_risk_assessed", "n1", "", "", "no_danger"),
    (185, "notification_receipt_sent", "n1", "", "", ""),
    (185, "screening_made", "n1", "", "", "assess"),
    (190, "support_need_known", "a1", "n1", "", ""),
    (184, "assessment_decided", "a1", "", "", ""),
    (110, "child_conversation_held", "x1", "a1", "", ""),
    (100, "siblings_considered", "a1", "", "", ""),
    (90, "assessment_completed", "a1", "", "", ""),
    (86, "party_hearing_held", "d1", "", "", ""),
    (82, "consent_given", "d1", "", "", ""),
    (82, "plan_position_taken", "d1", "", "", "yes"),
    (82, "decision_made", "d1", "a1", "bl-32", "support"),
    (82, "appeal_guidance_given", "d1", "", "", ""),
];

const HELPED: [Told; 18] = [
    (270, "notification_received", "n1", "", "", "professional"),
    (270, "immediate_risk_assessed", "n1", "", "", "no_danger"),
    (265, "notification_receipt_sent", "n1", "", "", ""),
    (265, "screening_made", "n1", "", "", "assess"),
    (270, "support_need_known", "a1", "n1", "", ""),
    (264, "assessment_decided", "a1", "", "", ""),
    (210, "child_conversation_held", "x1", "a1", "", ""),
    (200, "siblings_considered", "a1", "", "", ""),
    (190, "assessment_completed", "a1", "", "", ""),
    (186, "party_hearing_held", "d1", "", "", ""),
    (180, "consent_given", "d1", "", "", ""),
    (180, "plan_position_taken", "d1", "", "", "yes"),
    (180, "decision_made", "d1", "a1", "bl-32", "support"),
    (180, "appeal_guidance_given", "d1", "", "", ""),
    (175, "measure_started", "m1", "d1", "bl-32", "support"),
    (168, "plan_made", "p1", "d1", "", ""),
    (86, "review_held", "x2", "m1", "", ""),
    (86, "review_rhythm_decided", "", "m1", "", "P3M"),
];

const PARTS: [(i32, &str, &str, &str); 2] = [
    (
        60,
        "school",
        "a1",
        "Er glad for sin klasse. Har været væk 14 dage siden august.",
    ),
    (
        50,
        "family",
        "a1",
        "Bor med sin mor. Ser sin far hver anden uge.",
    ),
];

/// All six headings: nothing lacks in an assessment that can be finished.
const ALL_PARTS: [(i32, &str, &str, &str); 6] = [
    PARTS[0],
    PARTS[1],
    (48, "development", "a1", "Er nysgerrig og leger med andre."),
    (46, "health", "a1", "Er rask. Følger vaccinerne."),
    (45, "leisure", "a1", "Går til svømning om onsdagen."),
    (44, "other_matters", "a1", "Ingen."),
];

/// Writes them all.
pub async fn cases(store: &Store, seed: u64, whose: &Whose) -> anyhow::Result<()> {
    for (place, story) in STORIES.iter().enumerate() {
        let case = tell(store, whose, story).await?;
        name(store, seed, place, case, story).await?;
    }
    Ok(())
}

/// The moment so many days ago at nine; today: three hours ago.
fn moment(days: i32) -> Now {
    let now = stored::now();
    if days == 0 {
        let second = now.second - 3 * 3600;
        let today = When::at(second).day;
        return Now { second, today };
    }
    let second = now.second - i64::from(days) * 86_400;
    let today = When::at(second).day;
    Now { second, today }
}

/// One day after the other, as it was written then.
async fn tell(store: &Store, whose: &Whose, story: &Story) -> anyhow::Result<CaseNo> {
    let mut days: Vec<i32> = story.facts.iter().map(|told| told.0).collect();
    days.extend(story.sections.iter().map(|told| told.0));
    days.extend(story.goals.iter().map(|told| told.0));
    days.sort_unstable_by_key(|days| std::cmp::Reverse(*days));
    days.dedup();
    let mut case = None;
    for ago in days {
        let now = moment(ago);
        let mut entries = Vec::new();
        if case.is_none() {
            entries = opened(whose, story, now.today);
        }
        let facts = story.facts.iter().filter(|told| told.0 == ago);
        entries.extend(facts.map(|told| fact(told, now)));
        let sections = story.sections.iter().filter(|told| told.0 == ago);
        entries.extend(sections.map(|(_, section, about, text)| Entry::Section {
            about: (*about).to_owned(),
            section: (*section).to_owned(),
            text: (*text).to_owned(),
            reason: String::new(),
        }));
        let goals = story.goals.iter().enumerate();
        let goals = goals.filter(|(_, told)| told.0 == ago);
        entries.extend(goals.map(|(row, (_, text, now, wanted))| Entry::Goal {
            goal: format!("+g{row}"),
            plan: "p1".to_owned(),
            text: (*text).to_owned(),
            now: *now,
            wanted: *wanted,
        }));
        case = Some(write(store, whose.user, case, now, entries).await?);
    }
    case.ok_or_else(|| anyhow!("a case without a history"))
}

fn opened(whose: &Whose, story: &Story, on: Day) -> Vec<Entry> {
    let cells = |kind: &str, when: Day| FactCells {
        kind: kind.to_owned(),
        when: when.to_string(),
        ..FactCells::default()
    };
    let assigned = FactCells {
        team: whose.team.clone(),
        caseworker: whose.caseworker.clone(),
        ..cells("case_assigned", on)
    };
    [
        cells("case_opened", on),
        assigned,
        cells("child_born", born(story)),
    ]
    .map(|cells| Entry::Fact {
        cells,
        text: String::new(),
    })
    .to_vec()
}

/// A hundred days after the last birthday, so that no birthday falls on the days around the demonstration.
fn born(story: &Story) -> Day {
    stored::now()
        .today
        .plus_days(-100)
        .plus_months(-12 * story.years)
}

fn fact(told: &Told, now: Now) -> Entry {
    let (_, kind, about, reference, basis, value) = *told;
    // Where the law counts hours the hour is known.
    let hours = ["notification_received", "immediate_risk_assessed"].contains(&kind);
    let when = if hours {
        instant_text(now.second)
    } else {
        now.today.to_string()
    };
    Entry::Fact {
        cells: FactCells {
            kind: kind.to_owned(),
            when,
            about: about.to_owned(),
            reference: reference.to_owned(),
            basis: basis.to_owned(),
            value: value.to_owned(),
            ..FactCells::default()
        },
        text: String::new(),
    }
}

async fn write(
    store: &Store,
    user: UserNo,
    case: Option<CaseNo>,
    now: Now,
    entries: Vec<Entry>,
) -> anyhow::Result<CaseNo> {
    let command = Command {
        entries,
        ..Command::default()
    };
    let target = case.map_or(Target::New { reference: None }, Target::Case);
    let order = Order {
        target,
        command: &command,
    };
    let note = stored::note(Action::RegisterFact);
    let done = store
        .execute_many(user, now, move |_, _| note.clone(), &[order], None)
        .await?;
    let receipts = done.receipts().map(<[_]>::to_vec).unwrap_or_default();
    let receipt = receipts.first();
    receipt
        .map(|receipt| receipt.case)
        .ok_or_else(|| anyhow!("a case at hand could not be written: {done:?}"))
}

/// A name for the child and its custody holders.
async fn name(
    store: &Store,
    seed: u64,
    place: usize,
    case: CaseNo,
    story: &Story,
) -> anyhow::Result<()> {
    let now = stored::now();
    let own = format!("at-hand-{place}");
    let born = born(story);
    let child = names::child(seed, "", &own, Some(born.civil()));
    let data = person(&child, Some(born), false);
    let add = async |data: &PersonData| store.add_person(UserNo::IMPORT, now.second, data).await;
    let mut links = vec![link(add(&data).await?, "child", now)];
    for second in [false, true] {
        let parent = names::custody_holder(seed, "", &own, second);
        let number = add(&person(&parent, None, false)).await?;
        links.push(link(number, "custody_holder", now));
    }
    write(store, UserNo::IMPORT, Some(case), now, links)
        .await
        .map(drop)
}
