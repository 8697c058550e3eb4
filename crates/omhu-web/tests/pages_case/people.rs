//! People of a case: noted, corrected, protected, taken out; each change by somebody, none lost to another.

use axum::http::StatusCode;

use crate::bench::{self, Answer, Bench};

/// The addresses of the pages of people that the case links.
fn links(page: &Answer) -> Vec<String> {
    let links = page.body.split("href=\"").skip(1);
    let links = links.map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"));
    let to_people = links.filter(|link| link.contains("/people/") && !link.ends_with("/new"));
    to_people.collect()
}

async fn add(bench: &Bench, who: &str, fields: &[(&str, &str)]) -> Answer {
    let form = bench.path("/people/new");
    let page = bench.get(who, &form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let key = page.hidden("key").to_owned();
    let fields = [fields, &[("key", key.as_str())]].concat();
    bench.post(who, &form, &form, &fields).await
}

const MOTHER: [(&str, &str); 6] = [
    ("part", "custody_holder"),
    ("given", "Ida"),
    ("surname", "Holm"),
    ("born", "4.5.1990"),
    ("phone", "+45 12 34 56 78"),
    ("grade", "none"),
];

/// The form as it stands, with other answers to these questions.
async fn change(bench: &Bench, who: &str, place: &str, fields: &[(&str, &str)]) -> Answer {
    let page = bench.get(who, place).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let hidden = ["key", "seen", "was"].map(|name| (name, page.hidden(name).to_owned()));
    let hidden = hidden.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<(&str, &str)> = fields.iter().copied().chain(hidden).collect();
    let path = place.split('?').next().unwrap();
    bench.post(who, place, path, &fields).await
}

#[tokio::test]
async fn a_mother_is_noted_corrected_and_taken_out() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("Tilføj en person");
    let noted = add(&bench, &mona, &MOTHER).await;
    assert_eq!(noted.place, bench.path("?done=added"), "{}", noted.body);
    let page = bench.get(&mona, &noted.place).await;
    page.shows("Personen står nu i sagen")
        .shows("Ida Holm")
        .shows("Forældremyndighed")
        .shows("+45 12 34 56 78");
    let place = links(&page)
        .into_iter()
        .find(|link| link.contains("custody"));
    let place = place.unwrap();
    let english = format!("{mona}; __Host-lang=en");
    bench
        .get(&english, &place)
        .await
        .shows("Correct: Ida Holm")
        .hides("⟦");
    bench.get(&mona, &place).await.shows("4.5.1990").hides("⟦");
    let mut fields = MOTHER.to_vec();
    fields[4] = ("phone", "87 65 43 21");
    fields.push(("remarks", "Taler polsk, tolk nødvendig"));
    fields[0] = ("part", "parent");
    let changed = change(&bench, &mona, &place, &fields).await;
    assert_eq!(
        changed.place,
        bench.path("?done=changed"),
        "{}",
        changed.body
    );
    let page = bench.get(&mona, &changed.place).await;
    page.shows("87 65 43 21")
        .shows("tolk nødvendig")
        .hides("+45 12");
    let place = links(&page)
        .into_iter()
        .find(|link| link.contains("parent"));
    let place = place.unwrap();
    // Who changed what stands there, and not what it was.
    let page = bench.get(&mona, &place).await;
    page.shows("mona Opfundet")
        .shows("Telefon, Bemærkninger")
        .hides("+45 12");
    let gone = change(&bench, &mona, &place, &[("leaves", "yes")]).await;
    assert_eq!(gone.place, bench.path("?done=left"), "{}", gone.body);
    let page = bench.get(&mona, &bench.path("")).await;
    assert_eq!(links(&page).len(), 1, "only the child is left");
    assert_eq!(bench.get(&mona, &place).await.status, StatusCode::NOT_FOUND);
    // A mistake is undone where it is told, by whoever made it; nobody else comes into a case by that way.
    page.hides("/back\"");
    let page = bench.get(&mona, &gone.place).await;
    page.shows("Fortryd");
    let back = format!("{}/back", place.split('?').next().unwrap());
    page.shows(&format!("action=\"{back}\""));
    let stranger = bench.path("/people/999/back");
    let unknown = bench
        .post(&mona, &gone.place, &stranger, &[("part", "parent")])
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{}", unknown.body);
    // Nor what was another part before.
    let other = [("part", "custody_holder")];
    let other = bench.post(&mona, &gone.place, &back, &other).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "{}", other.body);
    for _ in 0..2 {
        let part = [("part", "parent")];
        let again = bench.post(&mona, &gone.place, &back, &part).await;
        assert_eq!(again.place, bench.path("?done=back"), "{}", again.body);
    }
    let page = bench.get(&mona, &bench.path("?done=back")).await;
    page.shows("Personen har sin plads i sagen igen")
        .shows("tolk nødvendig")
        .hides("/back\"");
    assert_eq!(links(&page).len(), 2);
}

#[tokio::test]
async fn what_is_missing_is_said_at_the_field_and_what_was_typed_stays() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let wrong = [
        ("given", ""),
        ("surname", " "),
        ("cpr", "3112"),
        ("born", "i overmorgens"),
        ("email", "ida(snabel-a)example.dk"),
        ("remarks", "Ringer selv"),
    ];
    let page = add(&bench, &mona, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["part", "given", "cpr", "born", "email"] {
        page.shows(&format!("id=\"f-{field}-error\""));
    }
    page.shows("i overmorgens").shows("Ringer selv").hides("⟦");
    // A number that says another day than the field.
    let mut fields = MOTHER.to_vec();
    fields.push(("cpr", "050590-1234"));
    let page = add(&bench, &mona, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Nummeret passer ikke med fødselsdagen");
    let page = bench.get(&mona, &bench.path("")).await;
    assert_eq!(links(&page).len(), 1, "nobody was noted");
}

#[tokio::test]
async fn a_person_who_is_known_by_the_number_is_not_noted_twice() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let mut fields = MOTHER.to_vec();
    fields.push(("cpr", "040590-1234"));
    add(&bench, &mona, &fields).await;
    // The same as another part: the same person, with what was typed set over it for a second look.
    let mut again = fields.clone();
    again[0] = ("part", "network");
    again[4] = ("phone", "11 22 33 44");
    let page = add(&bench, &mona, &again).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("Personen var kendt i omhu i forvejen")
        .shows("11 22 33 44");
    let page = bench.get(&mona, &bench.path("")).await;
    let numbers: Vec<String> = links(&page)
        .iter()
        .filter(|link| !link.contains("child"))
        .map(|link| link.split('?').next().unwrap().to_owned())
        .collect();
    assert_eq!(numbers.len(), 2);
    assert_eq!(numbers[0], numbers[1], "one person, two parts");
    let page = add(&bench, &mona, &again).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Personen står allerede i sagen som det");
}

#[tokio::test]
async fn the_second_of_two_is_told_and_keeps_what_was_typed() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let page = add(&bench, &mona, &MOTHER).await;
    let page = bench.get(&mona, &page.place).await;
    let place = links(&page)
        .into_iter()
        .find(|link| link.contains("custody"));
    let place = place.unwrap();
    let before = bench.get(&mona, &place).await;
    let old = ["key", "seen", "was"].map(|name| (name, before.hidden(name).to_owned()));
    let mut first = MOTHER.to_vec();
    first[4] = ("phone", "11 11 11 11");
    change(&bench, &mona, &place, &first).await;
    let mut second = MOTHER.to_vec();
    second[4] = ("phone", "22 22 22 22");
    second.extend(old.iter().map(|(name, value)| (*name, value.as_str())));
    let path = place.split('?').next().unwrap();
    let page = bench.post(&mona, &place, path, &second).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    page.shows("mona Opfundet har rettet personen imens")
        .shows("11 11 11 11")
        .shows("value=\"22 22 22 22\"");
    // Sent again from there, it holds.
    let seen = page.hidden("seen").to_owned();
    let mut again = second.clone();
    again.retain(|(name, _)| *name != "seen");
    again.push(("seen", &seen));
    let page = bench.post(&mona, &place, path, &again).await;
    assert_eq!(page.place, bench.path("?done=changed"), "{}", page.body);
    // And the same sending once more is no conflict.
    let page = bench.post(&mona, &place, path, &again).await;
    assert_eq!(page.place, bench.path("?done=changed"), "{}", page.body);
}

#[tokio::test]
async fn the_telephone_of_somebody_threatened_is_shown_with_the_address_only() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let mut fields = MOTHER.to_vec();
    fields[5] = ("grade", "special");
    fields.push(("address", "Vinkelvej 3, 8000 Aarhus C"));
    // It must not stand in the remarks, which everybody reads.
    fields.push(("remarks", "Ring 12345678 efter kl. 16"));
    let page = add(&bench, &mona, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Telefonnummeret er beskyttet, men står også her");
    fields.pop();
    add(&bench, &mona, &fields).await;
    let front = bench.get(&mona, &bench.path("")).await;
    let mut links = links(&front).into_iter();
    let place = links.find(|link| link.contains("custody")).unwrap();
    front.shows("Adresse og telefonnummer er beskyttet");
    let reveal = bench.path("/address");
    let handover = bench.path("/handover");
    let found = bench.post(&mona, "/account", "/search", &[("q", "Ida")]);
    let found = found.await.place;
    for path in [&bench.path(""), &handover, &place, &reveal, &found] {
        let page = bench.get(&mona, path).await;
        page.hides("12 34 56 78").hides("12345678").hides("⟦");
    }
    let number = place.split("/people/").nth(1).unwrap();
    let number = number.split('?').next().unwrap();
    let shown = bench
        .post(&mona, &reveal, &reveal, &[("person", number)])
        .await;
    shown.shows("+45 12 34 56 78").shows("Vinkelvej 3");
    // On a screen only, for a minute, and in the log.
    let (_, told) = shown.body.split_once("<div class=\"on-screen\">").unwrap();
    assert!(told.split("</div>").next().unwrap().contains("12 34 56 78"));
    assert_eq!(shown.refresh, format!("60; url={reveal}"));
    let log = bench.get(&mona, &bench.path("/looks")).await;
    log.shows("Fik vist en beskyttet oplysning")
        .hides("12 34 56 78");
    // A telephone alone is shown so too.
    let data = omhu_store::PersonData {
        given_names: "Ole".into(),
        surname: "Holm".into(),
        phone: "87 65 43 21".into(),
        grade: omhu_casework::access::ProtectedGrade::Ordinary,
        ..omhu_store::PersonData::default()
    };
    let ole = bench.store.add_person(bench::ADMIN, bench::NOW, &data);
    let link = omhu_casework::event::Link {
        person: ole.await.unwrap(),
        part: "parent".into(),
        when: "2026-11-08".into(),
    };
    let number = link.person.0.to_string();
    bench
        .write(vec![omhu_casework::command::Entry::Link(link)])
        .await;
    let front = bench.get(&mona, &bench.path("")).await;
    front
        .shows(">Telefonnummeret er beskyttet<")
        .hides("87 65 43 21");
    bench
        .post(&mona, &reveal, &reveal, &[("person", &number)])
        .await
        .shows("87 65 43 21");
}

#[tokio::test]
async fn an_address_is_protected_stays_hidden_and_strangers_change_nobody() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let mut fields = MOTHER.to_vec();
    fields.push(("address", "Vinkelvej 3, 8000 Aarhus C"));
    add(&bench, &mona, &fields).await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("Vinkelvej 3");
    let place = links(&page)
        .into_iter()
        .find(|link| link.contains("custody"));
    let place = place.unwrap();
    fields[5] = ("grade", "ordinary");
    // It must not stand in the remarks, which everybody reads.
    fields.push(("remarks", "Bor på vinkelvej 3"));
    let page = change(&bench, &mona, &place, &fields).await;
    page.shows("men står også her");
    fields.pop();
    change(&bench, &mona, &place, &fields).await;
    let page = bench.get(&mona, &bench.path("")).await;
    page.hides("Vinkelvej").hides("12 34 56 78");
    let page = bench.get(&mona, &place).await;
    page.hides("Vinkelvej")
        .hides("12 34 56 78")
        .shows("Adressen er beskyttet og vises ikke her")
        .shows("Nummeret er beskyttet og vises ikke her");
    // Left empty it stays as it is.
    fields.retain(|(name, _)| *name != "address");
    fields[4] = ("phone", "33 33 33 33");
    change(&bench, &mona, &place, &fields).await;
    let number = place.split("/people/").nth(1).unwrap();
    let number = number.split('?').next().unwrap();
    let reveal = bench.path("/address");
    let shown = bench
        .post(&mona, &reveal, &reveal, &[("person", number)])
        .await;
    shown.shows("Vinkelvej 3").shows("33 33 33 33");
    assert_eq!(shown.refresh, format!("60; url={reveal}"));
    let karl = bench.sign_in("karl").await;
    for path in ["/people/new", &format!("/people/{number}")] {
        let page = bench.get(&karl, &bench.path(path)).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.body);
    }
    // The child's name can be corrected; its birthday is a fact of the course.
    let child = bench.path(&format!("/people/{}", bench.child));
    let page = bench.get(&mona, &child).await;
    page.shows("fødselsdag står i forløbet")
        .hides("Hemmeligvej");
    let name = [
        ("given", "Freya"),
        ("surname", "Holm"),
        ("grade", "ordinary"),
    ];
    let page = change(&bench, &mona, &child, &name).await;
    assert_eq!(page.place, bench.path("?done=changed"), "{}", page.body);
    let page = bench.get(&mona, &bench.path("")).await;
    page.shows("Freya Holm").shows("7 år");
}

#[tokio::test]
async fn an_address_that_is_hidden_does_not_pass_into_remarks() {
    let bench = Bench::new().await;
    let mona = bench.sign_in("mona").await;
    let mut fields = MOTHER.to_vec();
    fields[5] = ("grade", "ordinary");
    fields.push(("address", "c/o Hansen, Rosenvej 4, 8000 Aarhus C"));
    // The road stands behind whose door it is at.
    fields.push(("remarks", "Bor hos en ven på Rosenvej 4"));
    let page = add(&bench, &mona, &fields).await;
    page.shows("men står også her");
    fields.pop();
    let page = add(&bench, &mona, &fields).await;
    assert_eq!(page.place, bench.path("?done=added"), "{}", page.body);
    let page = bench.get(&mona, &bench.path("")).await;
    page.hides("Rosenvej");
    let place = links(&page)
        .into_iter()
        .find(|link| link.contains("custody"));
    let place = place.unwrap();
    // Now the box is empty: the address stays, and is compared where it is kept.
    fields.pop();
    for remarks in ["Bor på rosenv. 4", "Ring +45 12345678"] {
        fields.push(("remarks", remarks));
        let page = change(&bench, &mona, &place, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{remarks}");
        page.shows("Tag de").hides("c/o Hansen");
        fields.pop();
    }
    // Nor into those of somebody else.
    let father = [
        ("part", "parent"),
        ("given", "Nils"),
        ("surname", "Holm"),
        ("grade", "none"),
        ("remarks", "Ved, at hun bor på Rosenvej"),
    ];
    let page = add(&bench, &mona, &father).await;
    page.shows("er beskyttet i sagen");
    let page = bench.get(&mona, &bench.path("")).await;
    page.hides("Rosenv").hides("rosenv").hides("Nils");
    fields.push(("remarks", "Ringer selv, tolk på polsk"));
    let page = change(&bench, &mona, &place, &fields).await;
    assert_eq!(page.place, bench.path("?done=changed"), "{}", page.body);
}
