//! Invented content for the styleguide, in both languages side by side.

use crate::Lang;
use crate::texts::Texts;
use crate::view::components::{
    Action, Alert, AlertKind, CaseHeader, Column, Details, Empty, Entry, Fact, Facts, Mark, NotYet,
    ObligationList, ObligationRow, Reason, Table, Tag, Task, Tasks, Timeline,
};
use crate::view::html::Html;

/// Chooses between two sentences.
#[derive(Clone, Copy)]
pub struct Say(pub Lang);

impl Say {
    pub fn both<'s>(self, da: &'s str, en: &'s str) -> &'s str {
        match self.0 {
            Lang::Da => da,
            Lang::En => en,
        }
    }

    pub fn is_danish(self) -> bool {
        self.0 == Lang::Da
    }

    fn own(self, da: &str, en: &str) -> String {
        self.both(da, en).to_owned()
    }
}

const HERE: &str = "/styleguide";

pub fn marks(t: Texts) -> Vec<Mark> {
    vec![
        Mark::overdue(t, 3),
        Mark::today(t),
        Mark::open(t, 12),
        Mark::waiting(t, 30),
        Mark::started(t),
        Mark::not_started(t),
        Mark::done(t),
        Mark::not_relevant(t),
    ]
}

fn row(t: Texts, mark: Mark, who: &str, [what, when, why, rule, word]: [&str; 5]) -> ObligationRow {
    ObligationRow {
        t,
        mark,
        who: Html::link(HERE, who),
        what: what.to_owned(),
        when: when.to_owned(),
        why: why.to_owned(),
        rule: rule.to_owned(),
        remark: String::new(),
        explanation: Html::default(),
        action: Some(Action::new(word, HERE, format!("{what}, {who}"))),
        beside: Vec::new(),
        others: Vec::new(),
    }
}

pub fn overdue(t: Texts, say: Say) -> ObligationList {
    let freja = say.own("Freja, 7 år", "Freja, 7 years");
    let review = row(
        t,
        Mark::overdue(t, 3),
        &freja,
        [
            say.both(
                "Opfølgning på familiebehandling",
                "Review of family treatment",
            ),
            say.both("skulle være 15. nov.", "was due on 15 Nov"),
            say.both(
                "jeres rytme, 6 måneder, besluttet 15. maj",
                "your rhythm, 6 months, decided on 15 May",
            ),
            say.both("barnets lov § 95, stk. 3", "Act on the Child, s. 95(3)"),
            say.both("Registrér", "Register"),
        ],
    );
    let sum = say.both(
        "Rytmen blev besluttet 15. maj 2026. 15. maj + 6 måneder = 15. november 2026. I dag er det 18. november.",
        "The rhythm was decided on 15 May 2026. 15 May + 6 months = 15 November 2026. Today is 18 November.",
    );
    let receipt = row(
        t,
        Mark::overdue(t, 1),
        &say.own("Ali, 14 år", "Ali, 14 years"),
        [
            say.both("Kvittering til underretter", "Receipt to the notifier"),
            say.both("i går", "yesterday"),
            say.both(
                "6 hverdage efter underretningen den 9. nov.",
                "6 weekdays after the notification of 9 Nov",
            ),
            say.both("barnets lov § 137", "Act on the Child, s. 137"),
            say.both("Send kvittering", "Send receipt"),
        ],
    );
    ObligationList {
        heading: say.own("Overskredet", "Overdue"),
        id: "overdue".to_owned(),
        rows: vec![
            ObligationRow {
                explanation: sum.into(),
                ..review
            },
            receipt,
        ],
    }
}

pub fn today(t: Texts, say: Say) -> ObligationList {
    let mark = Mark::today(t).more(say.both("kl. 14.05, om 2 t 10 min", "at 14:05, in 2 h 10 min"));
    let assess = row(
        t,
        mark,
        say.both("Nyt barn", "New child"),
        [
            say.both("Vurdér underretning", "Assess the notification"),
            "",
            say.both(
                "24 timer efter modtagelsen",
                "24 hours after it was received",
            ),
            say.both("barnets lov § 133", "Act on the Child, s. 133"),
            say.both("Vurdér", "Assess"),
        ],
    );
    ObligationList {
        heading: say.own("I dag", "Today"),
        id: "today".to_owned(),
        rows: vec![assess],
    }
}

pub fn nothing(say: Say) -> Empty {
    Empty {
        heading: say.own("Intet er på vej denne uge", "Nothing is due this week"),
        text: say.own(
            "Det næste er et tilsynsbesøg den 31. januar.",
            "Next is a supervision visit on 31 January.",
        ),
        action: Some(Action::new(say.both("Vis senere", "Show later"), HERE, "")),
    }
}

pub fn case(t: Texts, say: Say) -> CaseHeader {
    CaseHeader {
        t,
        name: "Freja Holm".to_owned(),
        age: say.own("7 år", "7 years"),
        line: vec![
            say.own("sag 2024-118", "case 2024-118"),
            "Team Nord".to_owned(),
        ],
        worker: say.own(
            "Rådgiver: M. Lund (3. rådgiver på 24 mdr.)",
            "Caseworker: M. Lund (3rd in 24 months)",
        ),
        facts: vec![
            Fact::new(
                say.both("Søskende", "Siblings"),
                Html::all([
                    Html::link(HERE, "Noah, 4"),
                    Html::text(say.both(" (egen sag)", " (own case)")),
                ]),
            ),
            Fact::new(
                say.both("Forældremyndighed", "Custody"),
                say.both("begge", "both"),
            ),
            Fact::new(
                say.both("Part fra", "Party from"),
                say.both("10 år", "10 years"),
            ),
        ],
        protected: Some(HERE.to_owned()),
        actions: vec![Action::new(
            say.both("Overdrag", "Hand over"),
            HERE,
            "Freja Holm",
        )],
    }
}

pub fn timeline(t: Texts, say: Say) -> Timeline {
    let day = |month, day| {
        let day = omhu_law::calendar::Day::from_civil(2026, month, day);
        (t.short_day(day), day.to_string())
    };
    let entry = |(day, iso): (String, String), what: &str, more: &str, written: &str| Entry {
        id: String::new(),
        day,
        iso,
        what: Html::link(HERE, what),
        more: more.to_owned(),
        written: written.to_owned(),
        body: Html::default(),
    };
    Timeline {
        label: say.own("Forløb, nyeste først", "Timeline, newest first"),
        entries: vec![
            entry(
                day(11, 12),
                say.both("Notat: skolemøde", "Note: meeting at school"),
                "",
                say.both(
                    "skrevet 14. nov., 2 dage efter",
                    "written on 14 Nov, 2 days later",
                ),
            ),
            entry(
                day(5, 15),
                say.both("Opfølgning holdt", "Review held"),
                say.both(
                    "mål 1 ▲ bedre, mål 2 ▬ uændret · rytme: 6 måneder",
                    "goal 1 ▲ better, goal 2 ▬ unchanged · rhythm: 6 months",
                ),
                "",
            ),
            entry(
                day(2, 2),
                say.both(
                    "Indsats startet: familiebehandling",
                    "Measure started: family treatment",
                ),
                say.both(
                    "barnets lov § 32, stk. 1, nr. 5",
                    "Act on the Child, s. 32(1)(5)",
                ),
                "",
            ),
        ],
    }
}

pub fn facts(say: Say) -> Facts {
    let change = |what: &str| Action::new(say.both("Ret", "Change"), HERE, what);
    Facts {
        rows: vec![
            Fact::new(
                say.both("Modtaget", "Received"),
                say.both("18. november 2026 kl. 14.05", "18 November 2026 at 14:05"),
            )
            .action(change(say.both("modtaget", "received"))),
            Fact::new(
                say.both("Underretter", "Notifier"),
                say.both("Skole", "School"),
            )
            .action(change(say.both("underretter", "notifier"))),
            Fact::new(
                say.both("Handler om", "About"),
                say.both("Fravær", "Absence"),
            ),
        ],
    }
}

pub fn tasks(t: Texts, say: Say) -> Tasks {
    let task = |da, en, href: &str, hint: &str, mark| Task {
        title: say.own(da, en),
        href: href.to_owned(),
        hint: hint.to_owned(),
        mark,
    };
    Tasks {
        tasks: vec![
            task(
                "Samtale med barnet",
                "Conversation with the child",
                HERE,
                "",
                Mark::done(t),
            ),
            task(
                "Partshøring",
                "Hearing of the parties",
                HERE,
                say.both("Svar senest 30. november", "Answer by 30 November"),
                Mark::waiting(t, 12),
            ),
            task(
                "Børnefaglig undersøgelse",
                "Assessment",
                HERE,
                "",
                Mark::started(t),
            ),
            task(
                "Afgørelse",
                "Decision",
                "",
                say.both(
                    "Kan begynde, når undersøgelsen er færdig",
                    "Can begin when the assessment is finished",
                ),
                Mark::not_started(t),
            ),
            task(
                "Støtteperson",
                "Support person",
                HERE,
                say.both("Barnet bor hjemme", "The child lives at home"),
                Mark::not_relevant(t),
            ),
        ],
    }
}

pub fn alerts(t: Texts, say: Say) -> Vec<Alert> {
    let alert = |kind, heading: &str, body: &str| Alert {
        t,
        kind,
        heading: heading.to_owned(),
        body: body.into(),
    };
    vec![
        alert(
            AlertKind::Info,
            say.both(
                "Loven er ændret den 1. januar 2027",
                "The law changed on 1 January 2027",
            ),
            say.both(
                "Sagens frister følger loven på den dag, de begyndte.",
                "The case's deadlines follow the law of the day they began.",
            ),
        ),
        alert(
            AlertKind::Success,
            say.both("Opfølgningen er registreret", "The review is registered"),
            say.both(
                "Næste opfølgning: 18. maj 2027.",
                "Next review: 18 May 2027.",
            ),
        ),
        alert(
            AlertKind::Warning,
            say.both(
                "Dagen er før barnets fødsel",
                "The day is before the child's birth",
            ),
            say.both(
                "Ret dagen, eller skriv hvorfor den er rigtig.",
                "Correct the day, or write why it is right.",
            ),
        ),
        alert(
            AlertKind::Error,
            say.both("Vi kan ikke nå serveren", "We cannot reach the server"),
            say.both("Din tekst står her stadig.", "Your text is still here."),
        ),
    ]
}

pub fn details(say: Say) -> Details {
    Details {
        summary: say.own("Hvorfor 15. november?", "Why 15 November?"),
        body: say
            .both(
                "Rytmen er 6 måneder, besluttet 15. maj 2026.",
                "The rhythm is 6 months, decided on 15 May 2026.",
            )
            .into(),
        open: true,
    }
}

pub fn not_yet(say: Say) -> NotYet {
    let reason = |text: &str, word: &str| Reason {
        text: text.to_owned(),
        action: Some(Action::new(word, HERE, "")),
        leave: None,
    };
    NotYet {
        heading: say.own(
            "Afgørelsen kan ikke træffes endnu, fordi:",
            "The decision cannot be made yet, because:",
        ),
        reasons: vec![
            reason(
                say.both("barnet er ikke hørt.", "the child has not been heard."),
                say.both("Registrér samtale", "Register a conversation"),
            ),
            reason(
                say.both(
                    "partshøringen løber til 30. november.",
                    "the hearing of the parties runs until 30 November.",
                ),
                say.both("Se partshøringen", "See the hearing"),
            ),
        ],
    }
}

pub fn tags(say: Say) -> Vec<Tag> {
    vec![
        Tag {
            word: say.own("Skole", "School"),
        },
        Tag {
            word: say.own("Hastesag", "Urgent"),
        },
    ]
}

fn columns(say: Say) -> Vec<Column> {
    vec![
        Column::words(say.both("Barn", "Child")),
        Column::words(say.both("Trin", "Step")),
        Column::words(say.both("Rådgiver", "Caseworker")),
        Column::numbers(say.both("Dage over", "Days over")),
    ]
}

pub fn table(say: Say) -> Table {
    let row = |name: &str, step: &str, worker: &str, days: &str| -> Vec<Html> {
        vec![
            Html::link(HERE, name),
            step.into(),
            worker.into(),
            days.into(),
        ]
    };
    Table {
        id: "cases".to_owned(),
        caption: say.own(
            "Sager med noget overskredet",
            "Cases with something overdue",
        ),
        columns: columns(say),
        rows: vec![
            row(
                "Freja Holm",
                say.both("Opfølgning", "Review"),
                "M. Lund",
                "3",
            ),
            row(
                "Ali Demir",
                say.both("Kvittering", "Receipt"),
                "M. Lund",
                "1",
            ),
            row(
                "Zofia Wiśniewska",
                say.both("Børnefaglig undersøgelse", "Assessment"),
                "K. Østergaard",
                "112",
            ),
        ],
        none: String::new(),
    }
}

pub fn empty_table(say: Say) -> Table {
    Table {
        id: "no-cases".to_owned(),
        caption: say.own("Sager uden rådgiver", "Cases without a caseworker"),
        columns: columns(say),
        rows: Vec::new(),
        none: say.own(
            "Alle sager har en rådgiver.",
            "Every case has a caseworker.",
        ),
    }
}
