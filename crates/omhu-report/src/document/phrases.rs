//! Phrases that more than one section needs: a percentage with its n, an interval, a rule with its link.

use omhu_figures::{By, Counts, PeriodLabel, Tenths};

use super::{Cell, Span};
use crate::analysis::Obligation;
use crate::status::layer;
use crate::{RuleInfo, Texts};

/// Makes phrases in one language.
#[derive(Clone, Copy)]
pub(crate) struct Phrases<'a> {
    pub(crate) texts: &'a Texts,
    /// How the time is cut.
    pub(crate) by: By,
}

impl Phrases<'_> {
    pub(crate) fn get(&self, key: &str) -> String {
        self.texts.get(key)
    }

    pub(crate) fn count(&self, count: u64) -> String {
        self.texts.lang().count(count)
    }

    /// The word for a period, as variable of a message: `month`, or something else.
    pub(crate) fn unit(&self) -> &'static str {
        match self.by {
            By::Month => "month",
            By::Quarter => "quarter",
            By::Year => "year",
        }
    }

    pub(crate) fn period(&self, period: PeriodLabel) -> String {
        self.texts.period(period)
    }

    /// `86,7 %`, or a word when nothing is counted.
    pub(crate) fn percent(&self, counts: &Counts) -> String {
        match counts.percent_tenths() {
            Some(percent) => self
                .texts
                .with("figures-percent", &[("percent", percent.into())]),
            None => self.get("figures-none"),
        }
    }

    /// `81,2–90,8 %`.
    pub(crate) fn interval(&self, counts: &Counts) -> String {
        match counts.interval() {
            Some((low, high)) => self.texts.with(
                "figures-interval",
                &[("low", low.into()), ("high", high.into())],
            ),
            None => self.get("figures-none"),
        }
    }

    /// The sentence of one set of counts: percentage, interval, n, what is missing and what is open.
    pub(crate) fn sentence(&self, counts: &Counts) -> String {
        let (Some(percent), Some((low, high))) = (counts.percent_tenths(), counts.interval())
        else {
            return self
                .texts
                .with("figures-nothing-counted", &[("open", counts.open.into())]);
        };
        let variables = [
            ("percent", percent.into()),
            ("low", low.into()),
            ("high", high.into()),
            ("met", counts.met.into()),
            ("counted", counts.counted().into()),
            ("overdue", counts.overdue.into()),
        ];
        self.texts.with("figures-sentence", &variables)
    }

    /// Title of an obligation; a local target says that it is one.
    pub(crate) fn title(&self, obligation: &Obligation) -> String {
        let info = &obligation.info;
        let layer = layer(self.texts, &info.layer);
        // A title may already say that it is a local target.
        if info.layer == "statute" || info.title.contains(&layer) {
            return info.title.clone();
        }
        self.texts.with(
            "figures-title-layer",
            &[("title", (&info.title).into()), ("layer", layer.into())],
        )
    }

    /// Target reached? A shape and a word, decided by the whole interval.
    pub(crate) fn target(&self, obligation: &Obligation) -> Cell {
        let (shape, key) = match verdict(obligation) {
            None => return vec![Span::text(self.get("figures-none"))],
            Some(Verdict::Below) => ("▼", "figures-target-below"),
            Some(Verdict::Unsure) => ("◆", "figures-target-unsure"),
            Some(Verdict::Reached) => ("▲", "figures-target-reached"),
        };
        vec![Span::shape(shape), Span::text(self.get(key))]
    }

    /// Act and paragraph as one text. What follows a paragraph sign stays on its line.
    fn source(&self, rule: &RuleInfo) -> String {
        let provision = rule
            .provision
            .replace("§ ", "§\u{a0}")
            .replace("stk. ", "stk.\u{a0}");
        let words = [
            ("act", (&rule.act_title).into()),
            ("provision", provision.into()),
        ];
        self.texts.with("figures-rule-source", &words)
    }

    /// Act and paragraph of a rule, linked to Retsinformation, with its id and first day.
    pub(crate) fn rule(&self, rule: &RuleInfo) -> Cell {
        let day = [
            ("rule", (&rule.rule).into()),
            ("day", self.texts.day(&rule.in_force).into()),
        ];
        vec![
            Span::link(self.source(rule), rule.eli.as_deref()),
            Span::text(self.texts.with("figures-rule-since", &day)),
        ]
    }

    /// The newest rule, short: for a table. A local target is named by itself, an act by its short name.
    pub(crate) fn newest_rule(&self, obligation: &Obligation) -> Cell {
        match obligation.rules.last() {
            Some(rule) if obligation.info.layer == "local" => {
                vec![Span::link(rule.provision.as_str(), rule.eli.as_deref())]
            }
            Some(rule) => {
                let short = RuleInfo {
                    act_title: short_name(&rule.act_title).to_owned(),
                    ..rule.clone()
                };
                vec![Span::link(self.source(&short), rule.eli.as_deref())]
            }
            None => vec![Span::text(self.get("figures-none"))],
        }
    }
}

/// `serviceloven` of `Lov om social service (serviceloven)`; a title without a short name is its own.
fn short_name(act: &str) -> &str {
    act.strip_suffix(')')
        .and_then(|start| start.rsplit_once('('))
        .map_or(act, |(_, short)| short)
}

/// Is the target reached, as far as the interval lets us say?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Below,
    Unsure,
    Reached,
}

pub(crate) fn verdict(obligation: &Obligation) -> Option<Verdict> {
    let target = Tenths(obligation.info.target_percent? * 10);
    let (low, high) = obligation.total.interval()?;
    Some(if high < target {
        Verdict::Below
    } else if low >= target {
        Verdict::Reached
    } else {
        Verdict::Unsure
    })
}
