//! Appeals, access to the file, reasons on request, applications.

use super::super::field::{Preset, Seen, done_on, request, text, words, yes_no};
use super::super::step::{Group, Step};
use super::super::write::{Given, Of, fact};

pub(super) fn steps() -> Vec<Step> {
    vec![
        appeal(),
        appeal_answer(),
        access_request(),
        access_answer(),
        application(),
        application_answer(),
    ]
}

fn appeal() -> Step {
    Step::new("appeal", Group::Appeal)
        .asks([
            done_on().rule("appeal_reassessed"),
            words("who_asks", &["parent", "child", "other"]),
            yes_no("late").rule("late_appeal_forwarded"),
            text("note"),
        ])
        .writes(fact("appeal_received").about_new("+x").text("note"))
        .writes_if(
            &[Given::Is("late", "yes")],
            fact("late_appeal_received").about_new("+x").beside(),
        )
        .section(Of::New("+x"), "who_asks")
}

fn appeal_answer() -> Step {
    Step::new("appeal-answer", Group::Appeal)
        .asks([
            request(
                "request",
                &[
                    "appeal_received",
                    "late_appeal_received",
                    "appeal_upheld_by_appellant",
                ],
                &["appeal_reassessed", "appeal_forwarded"],
            ),
            done_on().rule("appeal_reassessed"),
            words("outcome", &["changed", "partly_changed", "forwarded"])
                .required()
                .rule("appeal_reassessed")
                .seen(Seen::Letter),
            text("reasons").seen(Seen::Letter),
        ])
        .writes_if(&[Given::Is("outcome", "changed")], reassessed())
        .writes_if(&[Given::Is("outcome", "partly_changed")], reassessed())
        .writes_if(
            &[Given::Is("outcome", "forwarded")],
            fact("appeal_forwarded").about("request").text("reasons"),
        )
        .section(Of::Field("request"), "outcome")
}

fn reassessed() -> super::super::write::FactWrite {
    fact("appeal_reassessed").about("request").text("reasons")
}

fn access_request() -> Step {
    Step::new("access-request", Group::Appeal)
        .asks([
            done_on().rule("access_answered"),
            words("who_asks", &["parent", "child", "other"]),
            text("note"),
        ])
        .writes(fact("access_requested").about_new("+x").text("note"))
        .section(Of::New("+x"), "who_asks")
}

fn access_answer() -> Step {
    Step::new("access-answer", Group::Appeal)
        .asks([
            request("request", &["access_requested"], &["access_answered"]),
            done_on().rule("access_answered"),
            words("answer", &["given", "partly_given", "refused"]).seen(Seen::Letter),
            text("reasons").seen(Seen::Letter),
        ])
        .writes(fact("access_answered").about("request").text("reasons"))
        .section(Of::Field("request"), "answer")
}

fn application() -> Step {
    Step::new("application", Group::Appeal)
        .asks([
            done_on().rule("application_decided"),
            words("who_asks", &["parent", "child", "other"]).preset(Preset::Word("parent")),
            text("note"),
        ])
        .writes(fact("application_received").about_new("+x").text("note"))
        .section(Of::New("+x"), "who_asks")
}

fn application_answer() -> Step {
    Step::new("application-answer", Group::Appeal)
        .asks([
            request(
                "request",
                &["application_received"],
                &["application_decided"],
            ),
            done_on().rule("application_decided"),
            words("answer", &["given", "partly_given", "refused"]).seen(Seen::Letter),
            text("reasons").seen(Seen::Letter),
        ])
        .writes(fact("application_decided").about("request").text("reasons"))
        .section(Of::Field("request"), "answer")
}
