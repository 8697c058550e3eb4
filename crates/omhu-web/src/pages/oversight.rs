//! Oversight: who looked at what, and whether there was a reason.
//!
//! Owns: `/oversight` and what lies under it: following up on broken glass, the sample of look-ups, the access log by
//! case and by user. Must not know: who may ask about whose look (the policy says it of each).

pub(super) mod audits;
mod broken;
mod drawn;
mod follow_up;
mod judge;
mod looks;
mod samples;

use std::collections::BTreeMap;

use axum::Router;
use omhu_casework::access::{Action, FOLLOW_UP_DAYS, Role, Verdict, decide};
use omhu_casework::ids::CaseNo;
use omhu_law::calendar::When;
use omhu_store::{Permit, StoreError};

use super::case::frame::{Way, links};
use super::looked::{case_link, case_word, person as name};
use crate::desk::Desk;
use crate::http::failure::AppError;
use crate::state::AppState;
use crate::texts::Texts;
use crate::view::components::{Alert, AlertKind};
use crate::view::html::Html;

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .merge(audits::routes())
        .merge(broken::routes())
        .merge(drawn::routes())
        .merge(follow_up::routes())
        .merge(judge::routes())
        .merge(looks::routes())
        .merge(samples::routes())
}

/// Leaders, and who samples the log; others have no such page.
fn admit(desk: &Desk) -> Result<(), AppError> {
    let asks = |role| matches!(role, Role::TeamLeader | Role::LogReviewer);
    if desk.roles().any(asks) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// The ways between the pages of the area that the viewer has.
fn ways(t: Texts, desk: &Desk, at: &str) -> Html {
    let way = |href: &str, word: String| Way {
        href: href.to_owned(),
        word,
        current: href == at,
    };
    let mut ways = vec![
        way("/oversight", t.get("oversight-glass")),
        way("/oversight/looks", t.get("oversight-looks")),
        way("/seconds", t.get("seconds-title")),
    ];
    if desk.may(Action::SampleLookups, None) {
        ways.push(way("/oversight/samples", t.get("oversight-samples")));
    }
    if desk.may(Action::GiveSample, None) {
        ways.push(way("/oversight/audits", t.get("oversight-audits")));
    }
    links(t.get("oversight-ways"), ways)
}

/// The permit for the whole log, for who samples it; the log says so first.
async fn whole_log(desk: &Desk, criterion: &str) -> Result<Permit, AppError> {
    admit(desk)?;
    let verdict = decide(desk.viewer(), Action::SampleLookups, None, desk.now);
    let note = desk.note(Action::SampleLookups, verdict);
    let permit = desk.store().look_at_all(note.with_criterion(criterion));
    Ok(permit.await?)
}

/// The permit for the cases among these of which the viewer may ask; none where there are none.
async fn may_ask(
    desk: &Desk,
    cases: impl Iterator<Item = CaseNo>,
) -> Result<Option<(Permit, Vec<CaseNo>)>, AppError> {
    permit_for(desk, Action::BreakGlassFollowUp, cases).await
}

/// The permit for those of these cases to which the viewer may do this; none where there are none.
pub(super) async fn permit_for(
    desk: &Desk,
    action: Action,
    cases: impl Iterator<Item = CaseNo>,
) -> Result<Option<(Permit, Vec<CaseNo>)>, AppError> {
    let mut asked = BTreeMap::<CaseNo, Verdict>::new();
    for case in cases {
        if asked.contains_key(&case) {
            continue;
        }
        if let Some(subject) = desk.store().subject(case).await? {
            let verdict = decide(desk.viewer(), action, Some(&subject), desk.now);
            if verdict.is_allowed() {
                asked.insert(case, verdict);
            }
        }
    }
    let Some(verdict) = asked.values().next().copied() else {
        return Ok(None);
    };
    let cases: Vec<CaseNo> = asked.into_keys().collect();
    let note = desk.note(action, verdict);
    match desk.store().look(note, &cases).await {
        Ok(permit) => Ok(Some((permit, cases))),
        Err(StoreError::Denied(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// On the front page of who asks about broken glass, and of who judges look-ups: how much waits, and for how long.
///
/// # Errors
/// The database.
pub(super) async fn notice(t: Texts, desk: &Desk) -> Result<Option<Html>, AppError> {
    if admit(desk).is_err() {
        return Ok(None);
    }
    let notices = [
        notice_of_glass(t, desk).await?,
        notice_of_samples(t, desk).await?,
    ];
    let notices: Vec<Html> = notices.into_iter().flatten().collect();
    Ok((!notices.is_empty()).then(|| Html::all(notices)))
}

/// Drawn look-ups without an outcome.
async fn notice_of_samples(t: Texts, desk: &Desk) -> Result<Option<Html>, AppError> {
    if !desk.may(Action::SampleLookups, None) {
        return Ok(None);
    }
    let open = desk.store().lookups_open(desk.user()).await?;
    let count = open.max(0).unsigned_abs();
    Ok((count > 0).then(|| {
        Html::from(Alert {
            t,
            kind: AlertKind::Info,
            heading: t.with("oversight-notice-samples", &[("count", count.into())]),
            body: Html::link("/oversight/samples", &t.get("oversight-samples")),
        })
    }))
}

/// Broken glass that waits for somebody to ask.
async fn notice_of_glass(t: Texts, desk: &Desk) -> Result<Option<Html>, AppError> {
    let store = desk.store();
    let (mut waiting, mut late) = (0u32, 0u32);
    for (_, user, case, since) in store.glass_waiting_in().await? {
        let subject = store.subject(case).await?;
        let asks = Action::BreakGlassFollowUp;
        if user != desk.user() && subject.is_some_and(|it| desk.may(asks, Some(&it))) {
            let due = When::at(since).day.plus_days(FOLLOW_UP_DAYS);
            waiting += 1;
            late += u32::from(due < desk.now.today);
        }
    }
    if waiting == 0 {
        return Ok(None);
    }
    let (kind, heading) = if late > 0 {
        let heading = t.with("oversight-notice-late", &[("count", late.into())]);
        (AlertKind::Warning, heading)
    } else {
        let heading = t.with("oversight-notice", &[("count", waiting.into())]);
        (AlertKind::Info, heading)
    };
    Ok(Some(Html::from(Alert {
        t,
        kind,
        heading,
        body: Html::link("/oversight", &t.get("oversight-follow-up")),
    })))
}

/// The number in an address; another text names nothing.
fn number(text: &str) -> Result<i64, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}
