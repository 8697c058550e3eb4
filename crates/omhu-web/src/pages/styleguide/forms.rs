//! The form of the styleguide: every kind of field, and faults as they come back.

use omhu_law::calendar::Day;

use super::samples::Say;
use crate::form::{Submitted, day, time};
use crate::texts::Texts;
use crate::view::components::{
    Asked, Choice, Choices, DraftLine, FilterBar, Help, Kind, Select, TextArea, TextField,
};
use crate::view::html::Html;

/// A form somebody has half filled in.
pub fn filled(t: Texts) -> Submitted {
    let say = Say(t.lang());
    let who = if say.is_danish() { "skole" } else { "school" };
    let body = form_urlencoded::Serializer::new(String::new())
        .append_pair("child", "Ali")
        .append_pair("came", "18.11.2026")
        .append_pair("clock", "14.05")
        .append_pair("from", "school")
        .append_pair("about", "absence")
        .append_pair("sender", who)
        .append_pair(
            "note",
            say.both(
                "Læreren ringer: Ali er ikke kommet i en uge.",
                "The teacher calls: Ali has not come for a week.",
            ),
        )
        .finish();
    Submitted::parse(body.as_bytes())
}

/// What is missing or cannot be read, in the order of the page.
pub fn faults(say: Say, sent: &Submitted, today: Day) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    let mut fault = |name: &str, text: &str| faults.push((name.to_owned(), text.to_owned()));
    if sent.get("child").is_empty() {
        fault(
            "child",
            say.both(
                "Skriv barnets navn, eller at det ikke kendes",
                "Write the child's name, or that it is not known",
            ),
        );
    }
    match day::parse(sent.get("came"), today) {
        None => fault(
            "came",
            say.both("Skriv dagen som 18.11.2026", "Write the day as 18.11.2026"),
        ),
        Some(day) if day > today => fault(
            "came",
            say.both(
                "Dagen ligger i fremtiden. Ret den",
                "The day lies in the future. Correct it",
            ),
        ),
        Some(_) => {}
    }
    if time::parse(sent.get("clock")).is_none() {
        fault(
            "clock",
            say.both("Skriv klokkeslættet som 14.05", "Write the time as 14:05"),
        );
    }
    if sent.get("from").is_empty() {
        fault(
            "from",
            say.both("Vælg, hvem der underretter", "Choose who notifies"),
        );
    }
    faults
}

/// Every kind of field.
pub fn fields(t: Texts, say: Say, sent: &Submitted, faults: &[(String, String)]) -> Html {
    let fault = |name: &str| {
        faults
            .iter()
            .find(|fault| fault.0 == name)
            .map(|fault| fault.1.clone())
    };
    let asked =
        |name: &str, da: &str, en: &str| Asked::new(t, name, say.both(da, en)).error(fault(name));
    let choice = |name: &str, value: &str, da: &str, en: &str| {
        Choice::new(value, say.both(da, en)).chosen(sent.all(name).any(|sent| sent == value))
    };
    let help = Help {
        paragraphs: vec![
            say.both("Det tidspunkt, hvor kommunen fik underretningen, ikke hvor du læste den.", "The time at which the municipality received the notification, not when you read it.").to_owned(),
            say.both("Fx en mail fra lørdag aften: lørdag aften.", "Such as an e-mail of Saturday night: Saturday night.").to_owned(),
        ],
        rule: say.both("barnets lov § 133, stk. 1: vurderes inden 24 timer", "Act on the Child, s. 133(1): assessed within 24 hours").to_owned(),
        href: String::new(),
    };
    Html::all([
        TextField::new(
            asked("child", "Barnets navn", "The child's name").hint(say.both(
                "Skriv to bogstaver for at søge",
                "Write two letters to search",
            )),
        )
        .suggestions(vec![
            "Ali Demir".to_owned(),
            "Freja Holm".to_owned(),
            "Noah Holm".to_owned(),
        ])
        .value(sent.get("child"))
        .into(),
        TextField::day(asked("came", "Modtaget den", "Received on").help(help))
            .value(sent.get("came"))
            .into(),
        TextField::time(asked("clock", "Klokken", "At"))
            .value(sent.get("clock"))
            .into(),
        Choices::one(
            asked("from", "Hvem underretter?", "Who notifies?"),
            vec![
                choice(
                    "from",
                    "school",
                    "Skole eller dagtilbud",
                    "School or day care",
                ),
                choice(
                    "from",
                    "health",
                    "Sundhedsplejerske eller læge",
                    "Health visitor or doctor",
                )
                .hint(say.both("Også sygehus", "Also a hospital")),
                choice("from", "other", "En anden", "Somebody else"),
            ],
        )
        .into(),
        Choices::several(
            asked("about", "Hvad handler det om?", "What is it about?").optional(),
            vec![
                choice("about", "absence", "Fravær", "Absence"),
                choice("about", "violence", "Vold", "Violence"),
            ],
        )
        .into(),
        Select::new(
            asked("team", "Team", "Team").optional(),
            vec![
                choice("team", "north", "Nord", "North"),
                choice("team", "south", "Syd", "South"),
            ],
        )
        .into(),
        TextField::new(asked("age", "Barnets alder", "The child's age").optional())
            .kind(Kind::Number)
            .unit(say.both("år", "years"))
            .into(),
        TextArea::new(
            asked("note", "Hvad er der sket?", "What has happened?").hint(say.both(
                "Brug underretterens egne ord",
                "Use the notifier's own words",
            )),
            6,
        )
        .value(sent.get("note"))
        .into(),
        DraftLine::new(t, "/styleguide/draft").into(),
    ])
}

/// A bar above a list.
pub fn filter(t: Texts, say: Say) -> FilterBar {
    let asked = |name: &str, da: &str, en: &str| Asked::new(t, name, say.both(da, en));
    FilterBar {
        t,
        href: "/styleguide".to_owned(),
        fields: Html::all([
            Select::new(
                asked("filter-team", "Team", "Team"),
                vec![
                    Choice::new("", say.both("Alle", "All")),
                    Choice::new("north", say.both("Nord", "North")).chosen(true),
                ],
            )
            .into(),
            Select::new(
                asked("filter-step", "Trin", "Step"),
                vec![Choice::new("", say.both("Alle", "All")).chosen(true)],
            )
            .into(),
        ]),
        shown: say
            .both("Viser 3 af 41 sager", "Shows 3 of 41 cases")
            .to_owned(),
        narrowed: true,
        token: Html::default(),
    }
}
