//! Every step and every question has its rule on the day that it concerns, or says that there is none.

use std::collections::BTreeSet;

use omhu_casework::steps::rules::{self, Occasion, Ruling};
use omhu_casework::steps::{FieldKind, Step, Steps, Values};
use omhu_law::calendar::Day;

#[path = "steps/case.rs"]
mod case;

use case::{book, case_of, full_case};

/// A day under serviceloven, and one under barnets lov.
const REGIMES: [(Day, &str); 2] = [
    (Day::from_civil(2015, 6, 3), "bl"),
    (Day::from_civil(2025, 6, 3), "sel"),
];

/// Steps that no law asks for: who has the case, and what is wrong in it.
const ADMINISTRATIVE: [&str; 4] = ["assign", "close-case", "handover", "take-back"];

/// A form in which every day is this one.
fn on(step: &Step, day: Day) -> Occasion {
    let days = step.fields.iter();
    let days = days.filter(|field| matches!(field.kind, FieldKind::Day | FieldKind::Instant));
    let values: Values = days.map(|field| (field.name, day.to_string())).collect();
    let today = Day::from_civil(2026, 11, 22);
    Occasion::of(step, &values, &full_case(), today)
}

/// That a ruling is of its day, and whether it is of the other law.
fn is_of_its_day(what: &str, ruling: &Ruling<'_>, occasion: &Occasion, other_act: &str) {
    match ruling {
        Ruling::InForce(cited) => {
            assert!(!cited.is_empty(), "{what}: nothing is cited");
            for each in cited {
                let version = each.version;
                assert!(!version.provision.is_empty(), "{what}: no provision");
                assert!(
                    version.act != other_act || occasion.birth,
                    "{what} on {}: {} {}",
                    occasion.on,
                    version.act,
                    version.provision
                );
            }
        }
        Ruling::AnotherDay(cited) => {
            let (from, until) = (cited.version.in_force, cited.version.until);
            assert!(
                occasion.on < from || until < occasion.on,
                "{what}: in force on {}",
                occasion.on
            );
        }
        Ruling::OtherBasis(cited) => panic!("{what}: no basis was chosen: {cited:?}"),
        Ruling::Administrative | Ruling::OfOthers => {}
    }
}

#[test]
fn every_step_and_every_question_has_the_rule_of_its_day() {
    let steps = Steps::new(book());
    let mut without = BTreeSet::new();
    let mut in_force = 0;
    for step in steps.iter() {
        for (day, other_act) in REGIMES {
            let occasion = on(step, day);
            let has_day = step
                .fields
                .iter()
                .any(|field| matches!(field.kind, FieldKind::Day | FieldKind::Instant));
            assert!(
                occasion.on == day || !has_day,
                "{}: {}",
                step.id,
                occasion.on
            );
            let ruling = rules::of_step(step, book(), &occasion);
            is_of_its_day(
                &step.id,
                &ruling,
                &occasion,
                if has_day { other_act } else { "" },
            );
            if matches!(ruling, Ruling::Administrative) {
                without.insert(step.id.to_string());
            }
            in_force += usize::from(matches!(ruling, Ruling::InForce(_)));
            for field in &step.fields {
                let what = format!("{}: {}", step.id, field.name);
                let of_field = rules::of_field(step, field, book(), &occasion);
                is_of_its_day(
                    &what,
                    &of_field,
                    &occasion,
                    if has_day { other_act } else { "" },
                );
                let silent = matches!(of_field, Ruling::Administrative);
                assert!(
                    !silent || matches!(ruling, Ruling::Administrative),
                    "{what}: no rule, though the step has one"
                );
                assert!(
                    !silent || field.rule.is_none(),
                    "{what}: its own rule is lost"
                );
            }
        }
    }
    let without: Vec<&str> = without.iter().map(String::as_str).collect();
    assert_eq!(without, ADMINISTRATIVE, "steps without a rule");
    assert!(in_force > 150, "{in_force} rules are in force");
}

#[test]
fn a_rule_that_came_later_is_told_as_such() {
    let steps = Steps::new(book());
    let step = steps.find("immediate-assessment").expect("a step");
    // The 24 hours came on 1 October 2013.
    let occasion = on(step, Day::from_civil(2012, 6, 3));
    let field = step.field("danger").expect("a field");
    let Ruling::AnotherDay(cited) = rules::of_field(step, field, book(), &occasion) else {
        panic!("there was no such rule");
    };
    assert_eq!(cited.version.in_force, Day::from_civil(2013, 10, 1));
}

#[test]
fn a_birthday_concerns_the_law_of_the_day_when_the_child_gets_there() {
    let steps = Steps::new(book());
    let step = steps.find("birth").expect("a step");
    let act = |born: Day| match rules::of_step(step, book(), &on(step, born)) {
        Ruling::InForce(cited) => cited[0].version.act.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(act(Day::from_civil(1994, 6, 3)), "sel");
    assert_eq!(act(Day::from_civil(2012, 6, 3)), "bl");
}

#[test]
fn what_is_registered_late_has_the_law_of_what_it_is_about() {
    let state = case_of(&[["decision_made", "2015-06-03", "d1", "", "sel-52", "support"]]);
    let steps = Steps::new(book());
    let step = steps.find("child-conversation").expect("a step");
    let values: Values = [("subject", "d1"), ("when", "")].into_iter().collect();
    let occasion = Occasion::of(step, &values, &state, Day::from_civil(2026, 11, 22));
    assert_eq!(occasion.on, Day::from_civil(2015, 6, 3));
    assert_eq!(occasion.basis, "sel-52");
}

#[test]
fn a_rule_of_another_legal_basis_is_not_cited() {
    let steps = Steps::new(book());
    let step = steps.find("decision").expect("a step");
    let ruled = |basis: &str| {
        let answers = [("when", "3.6.2025"), ("basis", basis)];
        let values: Values = answers.into_iter().collect();
        let today = Day::from_civil(2025, 6, 3);
        let occasion = Occasion::of(step, &values, &full_case(), today);
        let field = step.field("talked_on").expect("a field");
        match rules::of_field(step, field, book(), &occasion) {
            Ruling::InForce(cited) => ("in force", cited[0].obligation.id.clone()),
            Ruling::OtherBasis(cited) => ("for others", cited.obligation.id.clone()),
            other => panic!("{other:?}"),
        }
    };
    let talk = "child_conversation_before_decision".to_owned();
    assert_eq!(ruled("bl-32"), ("in force", talk.clone()));
    let other = "child_conversation_before_other_decision".to_owned();
    assert_eq!(ruled("bl-86"), ("in force", other));
    assert_eq!(ruled("bl-999"), ("for others", talk));
}

#[test]
fn an_assessment_is_finished_for_its_own_duty_first() {
    let steps = Steps::new(book());
    let step = steps.find("finish-assessment").expect("a step");
    let occasion = on(step, Day::from_civil(2025, 6, 3));
    let Ruling::InForce(cited) = rules::of_step(step, book(), &occasion) else {
        panic!("no rule is in force");
    };
    let main = (
        cited[0].obligation.id.as_str(),
        cited[0].version.provision.as_str(),
    );
    assert_eq!(main, ("assessment_completed", "§ 20, stk. 3"));
    let conclusion = step.field("conclusion").expect("a field");
    let Ruling::InForce(cited) = rules::of_field(step, conclusion, book(), &occasion) else {
        panic!("no rule is in force");
    };
    assert_eq!(cited[0].obligation.id, "assessment_completed");
}

#[test]
fn a_question_of_a_decision_has_its_own_rule_or_none() {
    let steps = Steps::new(book());
    let step = steps.find("decision").expect("a step");
    let occasion = on(step, Day::from_civil(2025, 6, 3));
    let rule = |name: &str| {
        let field = step.field(name).expect("a field");
        match rules::of_field(step, field, book(), &occasion) {
            Ruling::InForce(cited) => cited[0].version.provision.clone(),
            Ruling::OfOthers => String::new(),
            other => panic!("{name}: {other:?}"),
        }
    };
    for name in ["reasons", "basis"] {
        assert_eq!(rule(name), "§§ 22 og 24", "{name}");
    }
    for name in ["when", "purpose", "expected_end"] {
        assert_eq!(rule(name), "", "{name}");
    }
    for name in ["talked_on", "child_view", "omitted_why"] {
        assert_eq!(rule(name), "§ 5, stk. 3", "{name}");
    }
    assert_eq!(rule("waived_why"), "§ 19");
}
