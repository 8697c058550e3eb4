//! People, searches, drafts: found within the scope only, hidden where protected, kept as long as promised.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use omhu_casework::access::{CaseScope, CaseSet, ProtectedGrade};
use omhu_casework::command::Entry;
use omhu_casework::event::Link;
use omhu_casework::ids::{CaseNo, PersonNo};
use omhu_law::calendar::Day;
use omhu_store::{CaseFilter, DraftFile, DraftName, PersonData, Store, StoreError};
use support::{
    ANNA, Bench, NOON, allowed, command, everything, journal, new_case, note, now, permit,
};

fn freja() -> PersonData {
    PersonData {
        given_names: "Freja Åse".into(),
        surname: "Østergård".into(),
        born_on: Some(Day::from_civil(2018, 1, 1)),
        cpr: "010118-1234".into(),
        address: "Canarievej 7".into(),
        ..PersonData::default()
    }
}

async fn linked(store: &Store, case: CaseNo, part: &str, data: &PersonData) -> PersonNo {
    let person = store.add_person(ANNA, NOON, data).await.unwrap();
    part_of(store, case, part, person).await;
    person
}

async fn part_of(store: &Store, case: CaseNo, part: &str, person: PersonNo) {
    let link = Link {
        person,
        part: part.into(),
        when: "2026-11-02".into(),
    };
    let done = store
        .execute(
            ANNA,
            case,
            now(),
            allowed,
            &command(vec![Entry::Link(link)]),
            None,
        )
        .await
        .unwrap();
    assert!(done.receipts().is_some());
}

fn only(case: CaseNo) -> CaseScope {
    CaseScope {
        sets: vec![CaseSet {
            cases: [case].into(),
            ..CaseSet::default()
        }],
        ..CaseScope::default()
    }
}

on_both!(
    a_child_is_found_by_name_and_cpr_within_the_scope,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (case, other) = (new_case(&store).await, new_case(&store).await);
        let person = linked(&store, case, "child", &freja()).await;
        let known = [
            "freja",
            "OESTER",
            "Ostergaard",
            "åse østergaard",
            "Aase Østergård",
            "freja aase osterg",
        ];
        // An `å` is no `a`: `Åse` and `Ase` are two names.
        for (query, count) in known
            .map(|query| (query, 1))
            .into_iter()
            .chain([("Ase", 0)])
        {
            let found = store
                .search_names(note(), &everything(), query, 10)
                .await
                .unwrap();
            assert_eq!(found.len(), count, "{query}");
        }
        let named = |given: &'static str, surname: &'static str| {
            let day = Day::from_civil(2018, 1, 1);
            store.children_named(note(), (given, surname), day, true)
        };
        for (given, surname) in [("Freja Åse", "Østergård"), ("Freja Aase", "Ostergaard")] {
            assert_eq!(named(given, surname).await.unwrap(), [case], "{surname}");
        }
        let found = store
            .search_names(note(), &only(other), "freja", 10)
            .await
            .unwrap();
        assert!(found.is_empty());
        for nothing in ["", "%", "_", "a%' or 1=1 --"] {
            let found = store
                .search_names(note(), &everything(), nothing, 10)
                .await
                .unwrap();
            assert!(found.is_empty(), "{nothing}");
        }
        let reference = format!("2026-{case}");
        let found = store
            .search_names(note(), &everything(), &reference, 10)
            .await
            .unwrap();
        assert_eq!(found[0].given_names, "Freja Åse");
        let known = store.person_by_cpr(note(), "0101181234").await.unwrap();
        assert_eq!(known, Some((person, vec![(case, "child".to_owned())])));
        let again = store.add_person(ANNA, NOON, &freja()).await;
        assert!(matches!(again, Err(StoreError::Conflict)));
        let list = store
            .cases(note(), &everything(), &CaseFilter::default(), 0, 10)
            .await
            .unwrap();
        assert_eq!(list.rows[1].surname, "Østergård");
        store.close().await;
    }
);

on_both!(
    a_protected_address_leaves_by_the_reveal_only,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let person = linked(&store, case, "child", &freja()).await;
        let permit = permit(&store, case).await;
        let seen = store.people(&permit, case).await.unwrap();
        assert_eq!(seen[0].person.particulars, freja());
        assert_eq!(
            store.subject(case).await.unwrap().unwrap().protected,
            ProtectedGrade::None
        );
        let hidden = PersonData {
            grade: ProtectedGrade::Special,
            ..freja()
        };
        store
            .change_person(&permit, case, ANNA, NOON, person, 1, &hidden)
            .await
            .unwrap();
        let stale = store
            .change_person(&permit, case, ANNA, NOON, person, 1, &hidden)
            .await;
        assert!(matches!(stale, Err(StoreError::Conflict)));
        let seen = store.people(&permit, case).await.unwrap();
        assert!(seen[0].person.hidden_address && seen[0].person.particulars.address.is_empty());
        assert_eq!(
            store.subject(case).await.unwrap().unwrap().protected,
            ProtectedGrade::Special
        );
        let shown = store.reveal_address(&permit, case, person).await.unwrap();
        assert_eq!(shown.unwrap().address, "Canarievej 7");
        // A form that never saw the address changes something else.
        let phone = PersonData {
            phone: "12345678".into(),
            ..seen[0].person.particulars.clone()
        };
        store
            .change_person(&permit, case, ANNA, NOON, person, 2, &phone)
            .await
            .unwrap();
        let shown = store.reveal_address(&permit, case, person).await.unwrap();
        assert_eq!(shown.unwrap().address, "Canarievej 7");
        // The telephone is hidden with the address, and a form that never saw it leaves it.
        let seen = store.people(&permit, case).await.unwrap();
        let hidden = &seen[0].person;
        assert!(hidden.hidden_phone && hidden.particulars.phone.is_empty());
        let remarks = PersonData {
            remarks: "Ringer selv".into(),
            ..hidden.particulars.clone()
        };
        store
            .change_person(&permit, case, ANNA, NOON, person, 3, &remarks)
            .await
            .unwrap();
        let shown = store.reveal_address(&permit, case, person).await.unwrap();
        assert_eq!(shown.unwrap().phone, "12345678");
        let changes = store.person_changes(&permit, case, person).await.unwrap();
        let fields: Vec<_> = changes
            .iter()
            .map(|change| change.fields.join(" "))
            .collect();
        assert_eq!(
            fields,
            [
                "given_names surname born_on cpr address",
                "grade",
                "phone",
                "remarks"
            ]
        );
        let other = new_case(&store).await;
        let foreign = support::permit(&store, other).await;
        let no = store.reveal_address(&foreign, other, person).await;
        assert!(matches!(no, Err(StoreError::NoPermit(_))));
        store.close().await;
    }
);

on_both!(
    a_text_is_found_in_any_form_of_its_words,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (case, other) = (new_case(&store).await, new_case(&store).await);
        for (case, text) in [
            (case, "Samtalerne med børnene gik godt"),
            (other, "En samtale med læreren"),
        ] {
            let _ = store
                .execute(
                    ANNA,
                    case,
                    now(),
                    allowed,
                    &journal("2026-11-03", text),
                    None,
                )
                .await
                .unwrap();
        }
        let found = store
            .search_texts(note(), &everything(), "samtale", 10)
            .await
            .unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].case.case, other);
        let found = store
            .search_texts(note(), &everything(), "barn børn samtaler", 10)
            .await
            .unwrap();
        assert!(found.len() <= 1);
        let found = store
            .search_texts(note(), &only(case), "SAMTALEN børn", 10)
            .await
            .unwrap();
        assert_eq!(found.len(), 1);
        assert!(found[0].excerpt.contains("Samtalerne"));
        let permit = permit(&store, case).await;
        store.erase_texts(&permit, case, NOON).await.unwrap();
        let found = store
            .search_texts(note(), &everything(), "samtale", 10)
            .await
            .unwrap();
        assert_eq!(found.len(), 1);
        let log = store.who_looked(&permit, case, 50).await.unwrap();
        assert!(log.iter().any(|row| row.hidden.criterion.is_empty()));
        store.close().await;
    }
);

on_both!(
    a_text_is_found_however_its_danish_letters_are_typed,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        for text in [
            "Et hjemmebesøg hos familien",
            "Et hjemmebesog, skrevet uden",
            "Særlig støtte i Ålborg",
            "Saerlig stoette i Aalborg",
            "Mødet gik godt, selv om faren var imod",
            "Hun var mod forslaget",
        ] {
            let written = journal("2026-11-03", text);
            let done = store.execute(ANNA, case, now(), allowed, &written, None);
            assert!(done.await.unwrap().receipts().is_some());
        }
        for (query, count) in [
            ("hjemmebesøg", 2),
            ("hjemmebesog", 2),
            ("hjemmebesoegene", 2),
            ("særlig", 2),
            ("saerligt", 2),
            ("ålborg", 2),
            ("AALBORG", 2),
            ("stotte aalborg", 2),
            ("møde", 1),
            ("mode", 2),
        ] {
            let found = store.search_texts(note(), &everything(), query, 10).await;
            assert_eq!(found.unwrap().len(), count, "{query}");
        }
        let found = store
            .search_texts(note(), &everything(), "hjemmebesoeg", 10)
            .await
            .unwrap();
        assert!(found[1].excerpt.contains("hjemmebesøg"), "{found:?}");
        store.close().await;
    }
);

on_both!(
    a_draft_keeps_its_states_for_a_week_and_itself_for_a_month,
    async |bench: &Bench| {
        let store = bench.open().await;
        let name = DraftName {
            user: ANNA,
            case: Some(CaseNo(3)),
            form: "note".into(),
        };
        for (version, text) in ["H", "Ha", "Hansen"].iter().enumerate() {
            let saved = store
                .save_draft(&name, text, NOON + version as i64)
                .await
                .unwrap();
            assert_eq!(saved, version as i64 + 1);
        }
        assert_eq!(store.draft(&name).await.unwrap().unwrap().fields, "Hansen");
        assert_eq!(store.draft_versions(&name, 9).await.unwrap().len(), 3);
        let other = DraftName {
            user: omhu_casework::ids::UserNo(8),
            ..name.clone()
        };
        assert_eq!(store.draft(&other).await.unwrap(), None);
        assert_eq!(store.drafts_of(ANNA).await.unwrap()[0].0, name);
        store.sweep(NOON + 8 * 86_400).await.unwrap();
        let left = store.draft_versions(&name, 9).await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].fields, "Hansen");
        store.sweep(NOON + 31 * 86_400).await.unwrap();
        assert_eq!(store.draft(&name).await.unwrap(), None);
        store.save_draft(&name, "x", NOON).await.unwrap();
        store.drop_draft(&name).await.unwrap();
        assert_eq!(store.drafts_of(ANNA).await.unwrap(), []);
        store.close().await;
    }
);

on_both!(
    each_window_with_one_form_has_a_draft_of_its_own,
    async |bench: &Bench| {
        let store = bench.open().await;
        let name = DraftName {
            user: ANNA,
            case: Some(CaseNo(3)),
            form: "note".into(),
        };
        // A longer name of another form begins with the same letters.
        let other = DraftName {
            form: "note:7".into(),
            ..name.clone()
        };
        store.save_draft(&name, "alene", NOON).await.unwrap();
        let (one, two) = (name.in_window("a-1"), name.in_window("b-2"));
        store.save_draft(&one, "den ene", NOON + 1).await.unwrap();
        store.save_draft(&two, "den anden", NOON + 2).await.unwrap();
        store
            .save_draft(&one, "den ene, mere", NOON + 3)
            .await
            .unwrap();
        store
            .save_draft(&other, "en rettelse", NOON + 4)
            .await
            .unwrap();
        let found = store.draft_windows(&name).await.unwrap();
        let texts = found
            .iter()
            .map(|(window, draft)| (window.as_str(), draft.fields.as_str(), draft.version));
        let expected = [
            ("a-1", "den ene, mere", 2),
            ("b-2", "den anden", 1),
            ("", "alene", 1),
        ];
        assert_eq!(texts.collect::<Vec<_>>(), expected);
        store.drop_draft(&one).await.unwrap();
        let left = store.draft_windows(&name).await.unwrap();
        assert_eq!(left.len(), 2);
        assert!(left.iter().all(|(window, _)| window != "a-1"));
        assert_eq!(store.draft_windows(&other).await.unwrap().len(), 1);
        store.close().await;
    }
);

on_both!(
    a_child_is_found_by_name_and_birthday_and_the_question_is_logged,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        linked(&store, case, "child", &freja()).await;
        let sibling = new_case(&store).await;
        linked(
            &store,
            sibling,
            "sibling",
            &PersonData {
                cpr: String::new(),
                ..freja()
            },
        )
        .await;
        let born = Day::from_civil(2018, 1, 1);
        let asked = async |given, on, with_cpr| {
            let names = (given, "Østergaard");
            store
                .children_named(note(), names, on, with_cpr)
                .await
                .unwrap()
        };
        // As people write it, and not by another birthday; a sibling's part in a case is not that child's case.
        assert_eq!(asked("freja", born, true).await, [case]);
        assert_eq!(asked("Freja Aase", born, true).await, [case]);
        assert_eq!(asked("Freja", born.plus_days(1), true).await, []);
        assert_eq!(asked("Frida", born, true).await, []);
        // Whoever has another number at hand has another child.
        assert_eq!(asked("Freja", born, false).await, []);
        let look = store.look(note(), &[case]).await.unwrap();
        let looks = store.who_looked(&look, case, 10).await.unwrap();
        assert!(
            looks.len() >= 3,
            "each question stands in the log of the case"
        );
        store.close().await;
    }
);

on_both!(
    a_text_that_says_a_protected_address_is_found_and_the_address_stays,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (case, other) = (new_case(&store).await, new_case(&store).await);
        let mother = PersonData {
            cpr: String::new(),
            address: "Skjulte Ågade 12, 1. th, 5000 Odense C".into(),
            phone: "+45 87 65 43 21".into(),
            grade: ProtectedGrade::Special,
            ..freja()
        };
        // The child's own address is no secret.
        linked(&store, case, "child", &freja()).await;
        linked(&store, case, "parent", &mother).await;
        let own = permit(&store, case).await;
        let texts = [
            "Hun bor nu i skjulte aagade",
            "Talt på Canarievej 7 i Odense C",
            "Ring på 87654321",
            "",
        ];
        let told = store.telling(&own, case, &texts).await.unwrap();
        assert_eq!(told, [true, false, true, false]);
        let elsewhere = permit(&store, other).await;
        let refused = store.telling(&elsewhere, case, &texts).await;
        assert!(matches!(refused, Err(StoreError::NoPermit(_))));
        let told = store.telling(&elsewhere, other, &texts).await.unwrap();
        assert_eq!(told, [false; 4]);
        store.close().await;
    }
);

on_both!(
    a_file_of_a_form_goes_with_its_draft,
    async |bench: &Bench| {
        let store = bench.open().await;
        let case = new_case(&store).await;
        let name = |form: &str| DraftName {
            user: ANNA,
            case: Some(case),
            form: form.into(),
        };
        let draft = name("step:document");
        let file = |said: &str| DraftFile {
            name: "brev til Ali.txt".into(),
            media: "text/plain".into(),
            sha256: "00".into(),
            content: said.as_bytes().to_vec(),
        };
        store.save_draft(&draft, "when=i dag", NOON).await.unwrap();
        for said in ["Det første", "Det andet"] {
            let kept = store
                .keep_draft_file(&draft, "file", &file(said), NOON)
                .await;
            assert!(kept.unwrap());
        }
        let found = store.draft_file(&draft, "file").await.unwrap().unwrap();
        assert_eq!(found, file("Det andet"));
        assert_eq!(store.draft_file(&draft, "other").await.unwrap(), None);
        // It is no draft of its own, and no other draft takes it along.
        assert_eq!(store.drafts_of(ANNA).await.unwrap().len(), 1);
        for other in ["step:doc", "file step:document"] {
            store.drop_draft(&name(other)).await.unwrap();
        }
        assert!(store.draft_file(&draft, "file").await.unwrap().is_some());
        store.drop_draft(&draft).await.unwrap();
        assert_eq!(store.draft_file(&draft, "file").await.unwrap(), None);
        // Forgotten after 30 days, erased with the case; and there is an end to how many are kept.
        for n in 0..21 {
            let field = format!("f{n}");
            let kept = store
                .keep_draft_file(&draft, &field, &file("x"), NOON)
                .await;
            assert_eq!(kept.unwrap(), n < 20);
        }
        store.sweep(NOON + 29 * 86_400).await.unwrap();
        assert!(store.draft_file(&draft, "f0").await.unwrap().is_some());
        store.sweep(NOON + 31 * 86_400).await.unwrap();
        assert_eq!(store.draft_file(&draft, "f0").await.unwrap(), None);
        let kept = store
            .keep_draft_file(&draft, "file", &file("x"), NOON)
            .await;
        assert!(kept.unwrap());
        let permit = permit(&store, case).await;
        store.erase_texts(&permit, case, NOON).await.unwrap();
        assert_eq!(store.draft_file(&draft, "file").await.unwrap(), None);
        store.close().await;
    }
);

on_both!(
    who_lives_with_somebody_protected_is_shown_without_the_address,
    async |bench: &Bench| {
        let store = bench.open().await;
        let (case, of_sister) = (new_case(&store).await, new_case(&store).await);
        let child = linked(&store, case, "child", &freja()).await;
        let named = |name: &str, address: &str| PersonData {
            given_names: name.into(),
            address: address.into(),
            ..PersonData::default()
        };
        let mother = named("Mor", "Canarievej 7, 1. tv.");
        let mother = linked(&store, case, "custody_holder", &mother).await;
        linked(&store, case, "parent", &named("Far", "Andetsteds 3")).await;
        let sister = named("Søster", "canarievej 7");
        linked(&store, of_sister, "child", &sister).await;
        part_of(&store, of_sister, "custody_holder", mother).await;
        let shown = async |case: CaseNo| {
            let permit = permit(&store, case).await;
            let people = store.people(&permit, case).await.unwrap();
            let shown = people.iter().filter(|held| !held.person.hidden_address);
            let mut names: Vec<String> = shown
                .map(|held| held.person.particulars.given_names.clone())
                .collect();
            names.sort();
            let all = format!("{people:?}").to_lowercase();
            assert_eq!(all.contains("canarie"), names.len() == people.len());
            names
        };
        assert_eq!(shown(case).await, ["Far", "Freja Åse", "Mor"]);
        assert_eq!(shown(of_sister).await, ["Mor", "Søster"]);

        let hidden = PersonData {
            grade: ProtectedGrade::Ordinary,
            phone: "+45 12 34 56 78".into(),
            ..freja()
        };
        let of_case = permit(&store, case).await;
        store
            .change_person(&of_case, case, ANNA, NOON, child, 1, &hidden)
            .await
            .unwrap();
        assert_eq!(shown(case).await, ["Far"]);
        assert_eq!(shown(of_sister).await, [""; 0]);
        // A form that could not show the mother's address does not take it away.
        let phone = PersonData {
            phone: "12345678".into(),
            ..named("Mor", "")
        };
        store
            .change_person(&of_case, case, ANNA, NOON, mother, 1, &phone)
            .await
            .unwrap();
        let kept = store.reveal_address(&of_case, case, mother).await.unwrap();
        assert_eq!(kept.unwrap().address, "Canarievej 7, 1. tv.");
        // The number that they have in common is nowhere to be read.
        let people = store.people(&of_case, case).await.unwrap();
        let hidden = people.iter().filter(|held| held.person.hidden_phone);
        assert_eq!(hidden.count(), 2);
        assert!(!format!("{people:?}").contains("5678"), "{people:?}");
        store
            .change_person(&of_case, case, ANNA, NOON, child, 2, &freja())
            .await
            .unwrap();
        assert_eq!(shown(of_sister).await, ["Mor", "Søster"]);
        store.close().await;
    }
);
