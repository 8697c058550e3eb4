//! A row of the worklist in words: how it stands, what, when, why, what to do.
//!
//! Owns: these words. Must not know: which rows there are, in which order.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use omhu_casework::duties::Duty;
use omhu_casework::ids::CaseNo;
use omhu_casework::worklist::turn::{self, REQUESTS};
use omhu_casework::worklist::{Awaited, Length, Row, Turn, Why};
use omhu_law::book::{LawBook, Obligation};
use omhu_law::calendar::Day;
use omhu_report::Lang;
use omhu_store::CaseLine;

use crate::pages::case::{moment, value_word, waits};
use crate::pages::cases::line::{self, Names};
use crate::pages::duty;
use crate::pages::steps::fits_in_place;
use crate::pages::team::give::value;
use crate::texts::Texts;
use crate::view::components::{Action, Mark, ObligationRow};
use crate::view::html::Html;

/// A box to tick, so that the case is given to somebody else with others: it belongs to the form under the list.
#[derive(Template)]
#[template(path = "pages/my_day/tick.html")]
struct Tick<'t> {
    id: String,
    case: CaseNo,
    word: String,
    child: &'t str,
    /// Who has it while it is shown.
    was: String,
}

/// What rows are put into words with.
pub(super) struct Speaker<'a> {
    pub(super) t: Texts,
    pub(super) book: &'a LawBook,
    pub(super) today: Day,
    pub(super) lines: &'a BTreeMap<CaseNo, &'a CaseLine>,
    /// Cases in which others register: the row leads to the case instead of a form.
    pub(super) read_only: &'a BTreeSet<CaseNo>,
    /// Cases that the viewer may give to somebody else from this list.
    pub(super) gives: &'a BTreeSet<CaseNo>,
    /// Who has the cases.
    pub(super) names: &'a Names,
    /// The reader's own id, where the list is that of one's own work: only cases that others have are said to be theirs.
    pub(super) own: Option<&'a str>,
}

/// What is to be done, as the law book names it.
pub(crate) fn title(t: Texts, book: &LawBook, duty: &Duty) -> String {
    let place = duty.place_in(book);
    place.map_or_else(
        || duty.obligation.clone(),
        |place| named(t, &book.obligations[place]),
    )
}

/// The title of an obligation.
fn named(t: Texts, obligation: &Obligation) -> String {
    match t.lang() {
        Lang::Da => obligation.title.da.clone(),
        Lang::En => obligation.title.en.clone(),
    }
}

/// How the due day came about, in a sentence.
pub(crate) fn why_text(t: Texts, why: &Why) -> String {
    let from = || t.short_day(why.trigger_on).into();
    let counted = |key: &str, count: u32| t.with(key, &[("count", count.into()), ("from", from())]);
    let plain = |key: &str| t.with(key, &[("from", from())]);
    match why.length {
        Length::SameDay => plain("day-why-same-day"),
        Length::Hours(count) => match why.trigger_at {
            Some(at) => {
                let from = [("count", count.into()), ("from", moment(t, at).into())];
                t.with("day-why-hours", &from)
            }
            // Nobody wrote down at what time it began.
            None => counted("day-why-hours-of-day", count),
        },
        Length::Days(count) => counted("day-why-days", count),
        Length::Weekdays(count) => counted("day-why-weekdays", count),
        Length::Weeks(count) => counted("day-why-weeks", count),
        Length::Months(count) => counted("day-why-months", count),
        Length::Years(count) => counted("day-why-years", count),
        Length::YearOfPlacement(year) => counted("day-why-year-of-placement", year),
        Length::Birthday(years, 0) => t.with("day-why-birthday", &[("years", years.into())]),
        Length::Birthday(years, months) => {
            let key = if months < 0 {
                "day-why-before-birthday"
            } else {
                "day-why-after-birthday"
            };
            let parts = [
                ("years", years.into()),
                ("months", months.unsigned_abs().into()),
            ];
            t.with(key, &parts)
        }
        Length::Decided => plain("day-why-decided"),
        Length::None => plain("day-why-no-day"),
    }
}

impl Speaker<'_> {
    /// The row.
    pub(super) fn row(&self, row: &Row<'_>) -> ObligationRow {
        let t = self.t;
        let what = duty::task(t, self.book, row.item.duty);
        let case = row.item.case;
        let child = self.child(case, row.item.reference);
        let named = format!("{what}, {child}");
        let (mut beside, others) = if self.read_only.contains(&case) {
            Default::default()
        } else {
            let about = match turn::may_wait(row.item.duty) {
                true => row.item.duty.about.as_str(),
                false => "",
            };
            self.others(case, &child, about)
        };
        let of_letter = |asked: &str| self.book.vocabulary.find(asked).is_none();
        if let Turn::Others { asked, .. } = row.item.turn
            && of_letter(asked)
            && !self.read_only.contains(&case)
        {
            // Where several are awaited, the form asks whose answer it is.
            let mut requests = REQUESTS.iter();
            let request = requests.find(|(sort, _)| sort == asked);
            let (asked, answer) = request.map_or(("", ""), |(asked, answer)| (asked, answer));
            if row.remind.is_some() {
                beside.insert(0, self.ask_again(case, &child, asked, "day-ask-again"));
            }
            beside.insert(0, self.answer_came(case, &child, answer));
        }
        let action = match &row.step {
            Some(step) if !self.read_only.contains(&case) => {
                let href = duty::form(case, step, self.book, row.item.duty, false);
                Action::new(t.get("day-register"), href, named).in_place(fits_in_place(step))
            }
            _ => Action::new(t.get("day-open"), line::href(case), named),
        };
        ObligationRow {
            t,
            mark: duty::mark(t, &row.standing(), self.today),
            who: Html::all([
                self.tick(row.item.duty, case, &child),
                self.who(case, &child, row.item.caseworker),
            ]),
            what,
            when: self.when(row),
            why: self.why(row),
            rule: self.rule(row),
            remark: self.remark(row),
            explanation: Html::default(),
            action: Some(action),
            beside,
            others,
        }
    }

    /// The child of a case as lists name it; where nothing is known, the municipality's own id of the case.
    fn child(&self, case: CaseNo, reference: &str) -> String {
        let line = self.lines.get(&case);
        line.map_or_else(
            || reference.to_owned(),
            |line| line::who(self.t, line, self.today),
        )
    }

    /// The child, with the way to the case; and who has it, where that is not the reader.
    fn who(&self, case: CaseNo, child: &str, caseworker: &str) -> Html {
        let t = self.t;
        let worker = || self.names.worker(t, caseworker);
        let whose = match self.own {
            None => format!(" · {}", worker()),
            Some(own) if own == caseworker => String::new(),
            // As a stand-in, or beside somebody: it must not be taken for one's own.
            Some(_) => {
                let name = [("name", worker().into())];
                format!(" · {}", t.with("day-of-colleague", &name))
            }
        };
        Html::all([Html::link(&line::href(case), child), whose.into()])
    }

    /// The box by which a case is chosen; nothing where it is not the viewer's to give.
    fn tick(&self, duty: &Duty, case: CaseNo, child: &str) -> Html {
        let line = self.lines.get(&case).filter(|_| self.gives.contains(&case));
        line.map_or_else(Html::default, |line| {
            Html::of(&Tick {
                id: format!(
                    "give-{case}-{}-{}-{}",
                    duty.obligation, duty.about, duty.seq
                ),
                case,
                word: self.t.get("day-choose"),
                child,
                was: value(&line.team, &line.caseworker),
            })
        })
    }

    /// The form for the answer; `answer` names the sort, where it is known which.
    fn answer_came(&self, case: CaseNo, child: &str, answer: &str) -> Action {
        let path = format!("{}/steps/answer-received", line::href(case));
        let href = line::address(&path, &[("answer_of", answer)]);
        let action = Action::new(self.t.get("day-answer-came"), href, child);
        action.in_place(fits_in_place("answer-received"))
    }

    /// The form that asks; `asked` names the sort, where it is known which.
    fn ask_again(&self, case: CaseNo, child: &str, asked: &str, key: &str) -> Action {
        let path = format!("{}/steps/ask-others", line::href(case));
        let href = line::address(&path, &[("asked_of", asked)]);
        let action = Action::new(self.t.get(key), href, child);
        action.in_place(fits_in_place("ask-others"))
    }

    /// What others were asked for where no duty waits for it.
    pub(super) fn awaited(&self, awaited: &Awaited<'_>) -> ObligationRow {
        let (t, request, case) = (self.t, awaited.request, awaited.case);
        let child = self.child(case, awaited.reference);
        let (action, beside) = if self.read_only.contains(&case) {
            let open = Action::new(t.get("day-open"), line::href(case), child.as_str());
            (open, Vec::new())
        } else {
            let came = self.answer_came(case, &child, request.answer);
            let again = self.ask_again(case, &child, request.asked, "case-ask-again");
            (came, vec![again])
        };
        let days = |since: Day| (self.today.0 - since.0).unsigned_abs();
        let reminds = request.remind.filter(|day| *day <= self.today);
        ObligationRow {
            t,
            mark: match reminds {
                Some(day) => Mark::reminder(t, days(day)),
                None => Mark::waiting(t, days(request.since)),
            },
            who: self.who(case, &child, awaited.caseworker),
            what: value_word(t, request.asked),
            when: waits(t, request, self.today),
            why: String::new(),
            rule: String::new(),
            remark: String::new(),
            explanation: Html::default(),
            action: Some(action),
            beside,
            others: Vec::new(),
        }
    }

    /// The frequent tasks that no duty leads to: two that are done every day, and the rest.
    /// `about`: the thing for whose sake somebody may be asked.
    fn others(&self, case: CaseNo, child: &str, about: &str) -> (Vec<Action>, Vec<Action>) {
        let t = self.t;
        let other = |word: String, end: &str| {
            let step = end.strip_prefix("/steps/");
            let step = step.and_then(|step| step.split('?').next());
            let opens = step.is_some_and(fits_in_place);
            let href = format!("{}{end}", line::href(case));
            Action::new(word, href, child).in_place(opens)
        };
        let beside = vec![
            other(t.get("day-write-note"), "/notes/new"),
            other(t.get("day-talk"), "/steps/child-conversation"),
        ];
        let ask = line::address("/steps/ask-others", &[("asked_for", about)]);
        let others = vec![
            other(t.get("day-ask-others"), &ask),
            other(t.get("day-open-assessment"), "/steps/open-assessment"),
            other(t.get("day-all-steps"), "/steps"),
        ];
        (beside, others)
    }

    /// The day, and whom it waits for.
    fn when(&self, row: &Row<'_>) -> String {
        let parts = [duty::day(self.t, &row.standing()), self.asked(row)];
        let said = parts.into_iter().filter(|part| !part.is_empty());
        said.collect::<Vec<_>>().join(" · ")
    }

    /// What was asked of others, and when: `bedt om udtalelse 1. nov. 2026`.
    fn asked(&self, row: &Row<'_>) -> String {
        let (t, vocabulary) = (self.t, &self.book.vocabulary);
        let Turn::Others {
            asked,
            since,
            remind,
        } = row.item.turn
        else {
            return String::new();
        };
        let what = match vocabulary.find(asked) {
            Some(kind) => {
                let title = &vocabulary.kind(kind).title;
                match t.lang() {
                    Lang::Da => title.da.clone(),
                    Lang::En => title.en.clone(),
                }
            }
            None => value_word(t, asked),
        };
        let parts = [("what", what.into()), ("since", t.short_day(*since).into())];
        let said = t.with("day-asked", &parts);
        let Some(remind) = remind.filter(|_| row.remind.is_none()) else {
            return said;
        };
        let by = t.with("day-answer-by", &[("day", t.short_day(remind).into())]);
        format!("{said} · {by}")
    }

    /// That others were to have answered, and what may be written in place of a talk with a very small child.
    fn remark(&self, row: &Row<'_>) -> String {
        let line = self.lines.get(&row.item.case);
        let born = line.and_then(|line| line.born_on);
        let left_out = duty::left_out(self.t, self.book, row.item.duty, born, self.today);
        let parts = [self.reminder(row), left_out];
        let said = parts.into_iter().filter(|part| !part.is_empty());
        said.collect::<Vec<_>>().join(" ")
    }

    /// That others were to have answered; empty: nobody is waited for, or not so long.
    fn reminder(&self, row: &Row<'_>) -> String {
        let t = self.t;
        row.remind.map_or_else(String::new, |day| {
            t.with("day-answer-was-due", &[("day", t.short_day(day).into())])
        })
    }

    fn why(&self, row: &Row<'_>) -> String {
        why_text(self.t, &row.why)
    }

    /// Act, provision and the rule's id.
    fn rule(&self, row: &Row<'_>) -> String {
        match duty::cite(self.t, self.book, &row.why.act, &row.why.provision) {
            none if none.is_empty() => row.why.rule.clone(),
            said => format!("{said} ({})", row.why.rule),
        }
    }
}
