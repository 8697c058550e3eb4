//! The form of a person: its fields, what they say, and what is read beside it.
//!
//! Owns: these words. Must not know: what is done with what was typed.

use askama::Template as _;
use omhu_casework::access::ProtectedGrade;
use omhu_casework::ids::PersonNo;
use omhu_casework::steps::typed;
use omhu_law::calendar::{Day, When};
use omhu_store::{InCase, PersonChange, PersonData, repeats};

use super::super::frame::{self, FormPage, fault_list, fault_of};
use super::super::{CaseFile, new_key, parts};
use crate::context::Context;
use crate::desk::Desk;
use crate::form::Submitted;
use crate::http::failure::AppError;
use crate::pages::notification::born_by;
use crate::pages::steps;
use crate::texts::Texts;
use crate::view::components::{
    Alert, AlertKind, Asked, Choice, Choices, Column, Help, Kind, Table, TextArea, TextField,
};
use crate::view::html::Html;

/// The part of whom the case is about.
pub(super) const CHILD: &str = "child";
/// The parts that others have.
const OTHERS: [&str; 4] = ["custody_holder", "parent", "sibling", "network"];
/// More characters are no name, telephone or address.
const LONGEST: usize = 200;
/// More characters belong into the journal.
const LONGEST_REMARK: usize = 1_000;

/// What was typed.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub(super) data: PersonData,
    pub(super) part: String,
    /// The birthday as it was typed.
    pub(super) born: String,
    /// The CPR number as it was typed.
    pub(super) cpr: String,
    pub(super) faults: Vec<(String, String)>,
}

/// Whether a text holds a telephone number, however it is spaced and with whichever country.
fn calls(text: &str, phone: &str) -> bool {
    /// Digits of a Danish number.
    const DIGITS: usize = 8;
    let digits = |text: &str| {
        let signs = text.chars().filter(char::is_ascii_digit);
        signs.collect::<String>()
    };
    let phone = digits(phone);
    let number = phone
        .len()
        .checked_sub(DIGITS)
        .map_or("", |from| &phone[from..]);
    !number.is_empty() && digits(text).contains(number)
}

/// The fault of remarks that say what is protected: who saves them is not shown it, so only the store can compare.
pub(super) async fn told_in_remarks(
    t: Texts,
    desk: &Desk,
    file: &CaseFile,
    typed: &Typed,
) -> Result<Option<(String, String)>, AppError> {
    const FIELD: &str = "remarks";
    let remarks = typed.data.remarks.as_str();
    let is_said = typed.faults.iter().any(|(field, _)| field == FIELD);
    if is_said || !steps::tells(desk, &file.permit, file.case, remarks).await? {
        return Ok(None);
    }
    Ok(Some((FIELD.to_owned(), t.get("person-tells-protected"))))
}

impl Typed {
    /// The form as the person stands.
    pub(super) fn of(held: &InCase) -> Typed {
        let data = held.person.particulars.clone();
        Typed {
            part: held.part.clone(),
            born: data.born_on.map_or_else(String::new, |day| {
                let (year, month, day) = day.civil();
                format!("{day}.{month}.{year}")
            }),
            cpr: data.cpr.clone(),
            data,
            faults: Vec::new(),
        }
    }

    /// What a form says. The child's birthday is a fact of the course, so no form of a person asks for it.
    pub(super) fn read(t: Texts, sent: &Submitted, today: Day, was: Option<&InCase>) -> Typed {
        let mut faults: Vec<(String, String)> = Vec::new();
        let mut fault = |field: &str, key: &str| faults.push((field.to_owned(), t.get(key)));
        let is_child = was.is_some_and(|was| was.part == CHILD);
        let part = if is_child { CHILD } else { sent.get("part") };
        let about_child = part == CHILD;
        let is_part = about_child || OTHERS.contains(&part);
        if !is_part || (about_child && was.is_some() && !is_child) {
            fault("part", "person-part-missing");
        }
        let before = was.map(|was| &was.person.particulars);
        let text = |name: &str| sent.get(name).trim().to_owned();
        let cpr: String = sent
            .get("cpr")
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let by_cpr = born_by(&cpr);
        if !sent.get("cpr").trim().is_empty() && (cpr.len() != 10 || by_cpr.is_none()) {
            fault("cpr", "notification-cpr-fault");
        }
        let typed_born = match sent.get("born").trim() {
            "" => None,
            text => match typed::day(text, today) {
                Ok(day) if day > today => {
                    fault("born", "person-born-later");
                    None
                }
                Ok(day) => Some(day),
                Err(key) => {
                    fault("born", key);
                    None
                }
            },
        };
        let born_on = match about_child {
            true => before.and_then(|data| data.born_on),
            false => typed_born.or(by_cpr),
        };
        if let (Some(born), Some(by_cpr)) = (born_on, by_cpr)
            && born != by_cpr
        {
            fault("cpr", "person-cpr-other-day");
        }
        // No answer is no "no": it would show an address that is protected.
        let grade = ProtectedGrade::parse(sent.get("grade"));
        if grade.is_none() {
            fault("grade", "person-grade-missing");
        }
        let data = PersonData {
            given_names: text("given"),
            surname: text("surname"),
            born_on,
            cpr,
            phone: text("phone"),
            email: text("email"),
            remarks: text("remarks"),
            address: text("address"),
            grade: grade.unwrap_or(ProtectedGrade::None),
        };
        // An unborn child has no name yet.
        let nameless = is_child
            && before.is_some_and(|old| old.given_names.is_empty() && old.surname.is_empty());
        if data.given_names.is_empty() && data.surname.is_empty() && !nameless {
            fault("given", "person-name-missing");
        }
        if !data.email.is_empty() && (!data.email.contains('@') || data.email.contains(' ')) {
            fault("email", "person-email-wrong");
        }
        if data.grade != ProtectedGrade::None && repeats(&data.address, &data.remarks) {
            fault("remarks", "person-address-repeated");
        } else if data.grade != ProtectedGrade::None && calls(&data.remarks, &data.phone) {
            fault("remarks", "person-phone-repeated");
        }
        for (field, text, most) in [
            ("given", &data.given_names, LONGEST),
            ("surname", &data.surname, LONGEST),
            ("phone", &data.phone, LONGEST),
            ("email", &data.email, LONGEST),
            ("address", &data.address, LONGEST),
            ("remarks", &data.remarks, LONGEST_REMARK),
        ] {
            if text.chars().count() > most {
                faults.push((
                    field.to_owned(),
                    t.with("person-too-long", &[("most", most.into())]),
                ));
            }
        }
        Typed {
            data,
            part: part.to_owned(),
            born: sent.get("born").to_owned(),
            cpr: sent.get("cpr").to_owned(),
            faults,
        }
    }

    /// What was typed over what is known of the person already.
    pub(super) fn over(self, held: &InCase) -> Typed {
        let known = Typed::of(held);
        let or = |typed: String, known: &str| match typed.is_empty() {
            true => known.to_owned(),
            false => typed,
        };
        let (typed, stored) = (self.data, &known.data);
        let data = PersonData {
            given_names: or(typed.given_names, &stored.given_names),
            surname: or(typed.surname, &stored.surname),
            born_on: stored.born_on,
            cpr: stored.cpr.clone(),
            phone: or(typed.phone, &stored.phone),
            email: or(typed.email, &stored.email),
            remarks: or(typed.remarks, &stored.remarks),
            address: or(typed.address, &stored.address),
            grade: stored.grade,
        };
        Typed { data, ..known }
    }
}

/// What comes with the form.
#[derive(Default)]
pub(super) struct Back {
    pub(super) faults: Vec<(String, String)>,
    pub(super) notice: Html,
    /// Who corrected what.
    pub(super) changes: Option<Html>,
    /// Under which key the form was sent; empty: it is new.
    pub(super) key: String,
}

/// Whether the case knows whom it is about.
pub(super) fn has_child(file: &CaseFile) -> bool {
    file.people.iter().any(|held| held.part == CHILD)
}

fn warning(t: Texts, heading: &str, body: Html) -> Html {
    Html::from(Alert {
        t,
        kind: AlertKind::Warning,
        heading: t.get(heading),
        body,
    })
}

/// The person was in omhu already: both are to be looked at.
pub(super) fn known_already(t: Texts) -> Html {
    let why = t.get("person-known-why");
    warning(t, "person-known", frame::paragraph(&why))
}

/// Somebody else changed the person meanwhile: who, and what stands now.
pub(super) async fn stale(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    held: &InCase,
) -> Result<Html, AppError> {
    let t = context.t;
    let number = held.person.number;
    let store = desk.store();
    let changes = store.person_changes(&file.permit, file.case, number);
    let changes = changes.await?;
    let last = changes.iter().max_by_key(|change| change.version);
    let who = last.map_or("", |change| file.user(change.user));
    let said = t.with("person-stale-why", &[("who", who.into())]);
    let data = &held.person.particulars;
    let grade = match (parts::hidden(t, held), data.grade) {
        (Some(hidden), _) => hidden,
        (None, ProtectedGrade::None) => String::new(),
        (None, _) => t.get("case-address-protected"),
    };
    let mut stands = vec![
        parts::name_of(held),
        data.phone.clone(),
        data.email.clone(),
        data.address.clone(),
        grade,
        data.remarks.clone(),
    ];
    stands.retain(|text| !text.is_empty());
    let now = t.with("case-stale-now", &[("now", stands.join(" · ").into())]);
    let body = Html::all([frame::paragraph(&said), frame::paragraph(&now)]);
    Ok(warning(t, "case-stale", body))
}

/// A field of a person in words.
fn field_word(t: Texts, field: &str) -> String {
    match field {
        "given_names" => t.get("notification-given"),
        "surname" => t.get("notification-surname"),
        "born_on" => t.get("notification-born"),
        "cpr" => t.get("notification-cpr"),
        "phone" => t.get("person-phone"),
        "email" => t.get("person-email"),
        "remarks" => t.get("person-remarks"),
        "address" => t.get("person-address"),
        "grade" => t.get("person-grade"),
        other => other.to_owned(),
    }
}

/// Who noted and corrected the person, without what stood there; the newest first.
pub(super) async fn changes(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    person: PersonNo,
) -> Result<Option<Html>, AppError> {
    let t = context.t;
    let store = desk.store();
    let mut found = store
        .person_changes(&file.permit, file.case, person)
        .await?;
    found.sort_by_key(|change| std::cmp::Reverse(change.version));
    let row = |change: &PersonChange| {
        let at = When::at(change.second);
        let fields = change.fields.iter().map(|field| field_word(t, field));
        vec![
            Html::text(&format!("{} {}", t.short_day(at.day), t.clock(at))),
            Html::text(file.user(change.user)),
            Html::text(&fields.collect::<Vec<_>>().join(", ")),
        ]
    };
    Ok(Some(Html::from(Table {
        id: "person-changes".to_owned(),
        caption: t.get("person-changes"),
        columns: vec![
            Column::words(t.get("person-changed-at")),
            Column::words(t.get("person-changed-by")),
            Column::words(t.get("person-changed-what")),
        ],
        rows: found.iter().map(row).collect(),
        none: t.get("person-changes-none"),
    })))
}

/// The page; `held` is who is corrected, none: somebody new.
pub(super) fn page(
    context: &Context,
    desk: &Desk,
    file: &CaseFile,
    held: Option<&InCase>,
    typed: &Typed,
    back: Back,
) -> Result<String, AppError> {
    let t = context.t;
    let faults = back.faults;
    let asked = |name: &'static str, label: &str, help: &str| {
        let help = Help {
            paragraphs: vec![t.get(help)],
            ..Help::default()
        };
        let asked = Asked::new(t, name, t.get(label)).error(fault_of(&faults, name));
        asked.help(help)
    };
    let data = &typed.data;
    let is_child = held.is_some_and(|held| held.part == CHILD);
    let mut fields: Vec<Html> = Vec::new();
    if !is_child {
        let child = (held.is_none() && !has_child(file)).then_some(CHILD);
        let offered = child.into_iter().chain(OTHERS);
        let choice = |part: &str| {
            let label = match part {
                "custody_holder" => t.get("person-part-custody-holder"),
                "parent" => t.get("person-part-parent"),
                "network" => t.get("person-part-network"),
                other => parts::part(t, other),
            };
            Choice::new(part, label).chosen(part == typed.part)
        };
        let part = asked("part", "case-people-part", "person-part-help");
        fields.push(Choices::one(part, offered.map(choice).collect()).into());
    }
    fields.push(
        TextField::new(asked(
            "given",
            "notification-given",
            "notification-given-help",
        ))
        .value(&data.given_names)
        .into(),
    );
    fields.push(
        TextField::new(asked("surname", "notification-surname", "person-surname-help").optional())
            .value(&data.surname)
            .into(),
    );
    let cpr = asked("cpr", "notification-cpr", "person-cpr-help").optional();
    fields.push(
        TextField::new(cpr.hint(t.get("notification-cpr-hint")))
            .kind(Kind::Digits)
            .value(&typed.cpr)
            .into(),
    );
    if is_child {
        fields.push(frame::paragraph(&t.get("person-born-of-child")));
    } else {
        let born = asked("born", "notification-born", "person-born-help").optional();
        fields.push(TextField::day(born).value(&typed.born).into());
    }
    let mut phone = asked("phone", "person-phone", "person-phone-help").optional();
    if held.is_some_and(|held| held.person.hidden_phone) {
        phone = phone.hint(t.get("person-phone-hidden"));
    }
    fields.push(TextField::new(phone).value(&data.phone).into());
    fields.push(
        TextField::new(asked("email", "person-email", "person-email-help").optional())
            .value(&data.email)
            .into(),
    );
    let hidden = held.is_some_and(|held| held.person.hidden_address);
    let mut address = asked("address", "person-address", "person-address-help").optional();
    if hidden {
        address = address.hint(t.get("person-address-hidden"));
    }
    fields.push(TextField::new(address).value(&data.address).into());
    let grade = |grade: ProtectedGrade, label: &str| {
        Choice::new(grade.word(), t.get(label)).chosen(data.grade == grade)
    };
    fields.push(
        Choices::one(
            asked("grade", "person-grade", "person-grade-help"),
            vec![
                grade(ProtectedGrade::None, "person-grade-none"),
                grade(ProtectedGrade::Ordinary, "person-grade-ordinary"),
                grade(ProtectedGrade::Special, "person-grade-special"),
                grade(ProtectedGrade::SecretPlacement, "person-grade-secret"),
            ],
        )
        .into(),
    );
    let remarks = asked("remarks", "person-remarks", "person-remarks-help").optional();
    fields.push(TextArea::new(remarks, 3).value(&data.remarks).into());
    if held.is_some() && !is_child {
        let leaves = asked("leaves", "person-leaves", "person-leaves-help").optional();
        let choice = vec![Choice::new("yes", t.get("person-leaves-yes"))];
        fields.push(Choices::several(leaves, choice).into());
    }
    let title = match held {
        Some(held) => t.with("person-change", &[("name", parts::name_of(held).into())]),
        None => t.get("person-add"),
    };
    let mut frame_page = frame::page(context, file, &title);
    if !faults.is_empty() {
        frame_page = frame_page.with_faults();
    }
    let mut before = vec![Html::from(frame::head(t, file))];
    before.extend(frame::notices(context, desk, file));
    before.push(frame::heading(&title));
    before.push(back.notice);
    let key = match back.key {
        key if key.is_empty() => new_key(desk),
        key => key,
    };
    let mut hidden = vec![("key", key)];
    let place = match held {
        Some(held) => {
            hidden.push(("seen", held.person.version.to_string()));
            hidden.push(("was", held.part.clone()));
            format!("/people/{}", held.person.number)
        }
        None => "/people/new".to_owned(),
    };
    let to_case = Html::link(&file.path(""), &t.get("case-back"));
    let form = FormPage {
        heading: String::new(),
        before,
        action: file.path(&place),
        hidden,
        faults: fault_list(t, faults),
        fields,
        button: t.get("person-save"),
        below: Vec::new(),
        after: back
            .changes
            .into_iter()
            .chain([frame::block(to_case)])
            .collect(),
        page: frame_page,
    };
    Ok(form.render()?)
}
