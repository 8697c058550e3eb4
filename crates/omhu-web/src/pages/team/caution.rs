//! What should be seen before cases are given, and the brothers and sisters of the children.
//!
//! Owns: asking for both, for many cases at once. Must not know: when something is worth a warning (the same as in a case's own
//! form: `omhu_casework::warnings::giving`), who may give a case. It warns and never blocks: whoever sends the form again has
//! seen it.

use std::collections::{BTreeMap, BTreeSet};

use omhu_casework::access::ListKind;
use omhu_casework::ids::CaseNo;
use omhu_casework::warnings::giving::{Child, Given, To, cautions};
use omhu_store::CaseLine;

use super::Desk;
use super::give::Place;
use crate::http::failure::AppError;
use crate::pages::around_writer;
use crate::pages::cases::line::{self, Names};
use crate::pages::steps::{Words, child, holder, sentences};
use crate::texts::Texts;
use crate::view::html::Html;

/// The open cases of brothers and sisters, by the case beside which they stand.
pub(super) type Siblings = BTreeMap<CaseNo, Vec<CaseLine>>;

/// The siblings of these cases, of which the viewer sees the names.
pub(super) async fn siblings(desk: &Desk, lines: &[CaseLine]) -> Result<Siblings, AppError> {
    let with_family = lines.iter().filter(|line| !line.family.is_empty());
    let with_family: Vec<&CaseLine> = with_family.collect();
    let mut found = Siblings::new();
    if with_family.is_empty() {
        return Ok(found);
    }
    let store = desk.store();
    let (note, _) = desk.list(ListKind::Names);
    let cases: BTreeSet<CaseNo> = with_family.iter().map(|line| line.case).collect();
    let listed: Vec<CaseNo> = cases.iter().copied().collect();
    let permit = store.look(note.clone(), &listed).await?;
    for line in with_family {
        let others = desk.siblings(&permit, line.case, &line.family, None);
        let mut others = others.await?;
        others.retain(|other| !other.closed);
        if !others.is_empty() {
            found.insert(line.case, others);
        }
    }
    // A sibling's name is shown from a case that may be another team's: it is a look at that case too.
    let named = found.values().flatten().map(|other| other.case);
    let named: BTreeSet<CaseNo> = named.filter(|case| !cases.contains(case)).collect();
    if !named.is_empty() {
        let named: Vec<CaseNo> = named.into_iter().collect();
        store.look(note, &named).await?;
    }
    Ok(found)
}

/// The siblings of a case, each with who has them.
pub(super) fn beside(t: Texts, names: &Names, siblings: &Siblings, case: CaseNo) -> Html {
    let mut parts = Vec::new();
    for other in siblings.get(&case).into_iter().flatten() {
        if !parts.is_empty() {
            parts.push(Html::text(", "));
        }
        let named = match other.given_names.as_str() {
            "" => &other.reference,
            names => names,
        };
        parts.push(Html::link(&line::href(other.case), named));
        let holder = holder(t, names, &child(other));
        parts.push(Html::text(&format!(" ({holder})")));
    }
    Html::all(parts)
}

/// What is to be seen before these cases go there; nothing where all is as usual.
pub(super) async fn warnings(
    t: Texts,
    desk: &Desk,
    names: &Names,
    lines: &[CaseLine],
    to: &Place,
) -> Result<Vec<String>, AppError> {
    let going: BTreeSet<CaseNo> = lines.iter().map(|line| line.case).collect();
    let siblings = siblings(desk, lines).await?;
    let stay = |line: &CaseLine| -> Vec<Child> {
        let others = siblings.get(&line.case).into_iter().flatten();
        let stay = others.filter(|other| !going.contains(&other.case));
        stay.map(child).collect()
    };
    let stay: Vec<Vec<Child>> = lines.iter().map(stay).collect();
    let given = lines.iter().zip(&stay).map(|(line, stay)| Given {
        child: child(line),
        siblings: stay.iter().collect(),
    });
    let to = To {
        team: &to.team,
        caseworker: &to.worker,
        on: desk.now.today,
    };
    let on_leave = around_writer(desk).await?.on_leave;
    let found = cautions(&given.collect::<Vec<_>>(), to, &on_leave);
    let words = Words {
        t,
        book: desk.store().book(),
    };
    Ok(sentences(words, names, &found).collect())
}
