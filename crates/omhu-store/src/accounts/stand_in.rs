//! What reaches single persons and cases for a time: stand-ins, samples, conflicts, approvals.
//!
//! Owns: these as stored. Must not know: what they open.

use omhu_casework::access::{
    Action, Cover, HANDOVER_DAYS, Now, OtherStandIn, SampledCase, StandIn, StandInProposal,
};
use omhu_casework::ids::{CaseNo, UserNo};
use omhu_law::calendar::Day;

use super::change::note;
use super::placing::teams_of;
use super::viewer::day;
use super::{AccountFault, Answer, yes};
use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::sql::accounts as sql;
use crate::{Permit, Store};

/// A stand-in with its number: also who is away, and until when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct StandInRow {
    /// Its number.
    pub number: i64,
    /// Who stands in.
    pub user: UserNo,
    /// For whom or what, and when.
    pub stand_in: StandIn,
    /// Who let them.
    pub granted_by: UserNo,
}

/// Cases that somebody reads for an audit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GivenSample {
    /// The audit's name.
    pub audit: String,
    /// Who reads them.
    pub user: UserNo,
    /// The first day.
    pub first_on: Day,
    /// The last day.
    pub last_on: Day,
    /// Which cases.
    pub cases: Vec<CaseNo>,
}

impl StandInRow {
    fn from_row(row: &Row) -> Result<StandInRow, StoreError> {
        let covers = match row.maybe_int(2)? {
            Some(absent) => Cover::Person(UserNo(absent)),
            None => Cover::Case(CaseNo(row.maybe_int(3)?.unwrap_or(0))),
        };
        Ok(StandInRow {
            number: row.int(0)?,
            user: UserNo(row.int(1)?),
            stand_in: StandIn {
                covers,
                first_on: day(row.int(4)?),
                last_on: day(row.int(5)?),
            },
            granted_by: UserNo(row.int(6)?),
        })
    }

    /// Who is away on this day, where it is about a person.
    #[must_use]
    pub fn away(&self, today: Day) -> Option<UserNo> {
        match self.stand_in.covers {
            Cover::Person(absent) => self.stand_in.in_force(today).then_some(absent),
            Cover::Case(_) => None,
        }
    }
}

/// Who stands in for somebody on a day or later.
async fn others(tx: &mut Tx, absent: UserNo, from: Day) -> Result<Vec<OtherStandIn>, StoreError> {
    let rows = tx
        .rows(sql::STAND_INS_FOR, cells![absent.0, from.0])
        .await?;
    let other = |row: &Row| {
        Ok(OtherStandIn {
            by: UserNo(row.int(0)?),
            first_on: day(row.int(1)?),
            last_on: day(row.int(2)?),
        })
    };
    rows.iter().map(other).collect()
}

/// Somebody who has a conflict with a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Conflict {
    /// Who.
    pub user: UserNo,
    /// Who said so.
    pub by: UserNo,
    /// Whether they know of it.
    pub told: bool,
}

impl Store {
    /// Lets somebody stand in for somebody of the giver's own teams, on days on which nobody does yet. Of two who do so at
    /// once the second is refused: there is one writer.
    ///
    /// # Errors
    /// The database.
    pub async fn grant_stand_in(
        &self,
        absent: UserNo,
        to: UserNo,
        first_on: Day,
        last_on: Day,
        by: UserNo,
        now: Now,
    ) -> Answer<i64> {
        let mut tx = self.database.write().await?;
        for user in [absent, to] {
            super::yes!(super::known(&mut tx, user).await?);
        }
        let proposal = StandInProposal {
            granted_by: by,
            granting_teams: teams_of(&mut tx, by).await?,
            absent,
            absent_teams: teams_of(&mut tx, absent).await?,
            to,
            first_on,
            last_on,
            others: others(&mut tx, absent, first_on).await?,
        };
        yes!(proposal.check());
        let number = tx.numbers("stand_in", 1).await?;
        let cells = cells![
            number,
            to.0,
            Some(absent.0),
            None::<i64>,
            first_on.0,
            last_on.0,
            by.0
        ];
        tx.run(sql::STAND_IN_ADD, cells).await?;
        let detail = format!("{number} for {absent} {} {}", first_on.0, last_on.0);
        note(&mut tx, now.second, by, to, "stand_in_granted", detail).await?;
        self.commit_accounts(tx).await?;
        Ok(Ok(number))
    }

    /// Lets the former caseworker read a case on that moved today, for 14 days. Never oneself.
    ///
    /// # Errors
    /// The database.
    pub async fn grant_handover(
        &self,
        case: CaseNo,
        to: UserNo,
        by: UserNo,
        now: Now,
    ) -> Answer<i64> {
        if to == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        super::yes!(super::known(&mut tx, to).await?);
        let number = tx.numbers("stand_in", 1).await?;
        let last_on = now.today.plus_days(HANDOVER_DAYS);
        let cells = cells![
            number,
            to.0,
            None::<i64>,
            Some(case.0),
            now.today.0,
            last_on.0,
            by.0
        ];
        tx.run(sql::STAND_IN_ADD, cells).await?;
        let detail = format!("{number} case {case}");
        note(&mut tx, now.second, by, to, "handover_granted", detail).await?;
        self.commit_accounts(tx).await?;
        Ok(Ok(number))
    }

    /// Ends a stand-in: yesterday was its last day.
    ///
    /// # Errors
    /// The database.
    pub async fn end_stand_in(&self, number: i64, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write().await?;
        let last_on = now.today.plus_days(-1);
        if tx.run(sql::STAND_IN_END, cells![number, last_on.0]).await? == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        let detail = number.to_string();
        note(
            &mut tx,
            now.second,
            by,
            UserNo::IMPORT,
            "stand_in_ended",
            detail,
        )
        .await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Stand-ins in force or to come: whose work is done by whom, and so who is away
    /// ([`StandInRow::away`]).
    ///
    /// # Errors
    /// The database.
    pub async fn stand_ins(&self, today: Day) -> Result<Vec<StandInRow>, StoreError> {
        let rows = self.database.rows(sql::STAND_INS, cells![today.0]).await?;
        rows.iter().map(StandInRow::from_row).collect()
    }

    /// Lets somebody read these cases for an audit, from day to day, both included.
    ///
    /// # Errors
    /// The database.
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of a sample, named at the call site"
    )]
    pub async fn give_sample(
        &self,
        audit: &str,
        cases: &[CaseNo],
        to: UserNo,
        first_on: Day,
        last_on: Day,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        if to == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        super::yes!(super::known(&mut tx, to).await?);
        for case in cases {
            tx.run(
                sql::SAMPLE_PUT,
                cells![audit, case.0, to.0, first_on.0, last_on.0],
            )
            .await?;
        }
        let detail = format!("{audit} {} cases", cases.len());
        note(&mut tx, now.second, by, to, "sample_given", detail).await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Ends an audit for all who read for it; `last_on` is the last day on which they do.
    ///
    /// # Errors
    /// The database.
    pub async fn end_sample(
        &self,
        audit: &str,
        last_on: Day,
        by: UserNo,
        now: Now,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.write().await?;
        tx.run(sql::SAMPLES_END, cells![audit, last_on.0]).await?;
        note(
            &mut tx,
            now.second,
            by,
            UserNo::IMPORT,
            "sample_ended",
            audit,
        )
        .await?;
        self.commit_accounts(tx).await
    }

    /// Takes a sample back from one reader: yesterday was its last day.
    ///
    /// # Errors
    /// The database.
    pub async fn take_sample_back(
        &self,
        audit: &str,
        user: UserNo,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.database.write().await?;
        let last_on = now.today.plus_days(-1);
        let cells = cells![audit, user.0, last_on.0];
        if tx.run(sql::SAMPLE_END, cells).await? == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        note(&mut tx, now.second, by, user, "sample_ended", audit).await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// The samples that are read or will be: those that are not over on this day.
    ///
    /// # Errors
    /// The database.
    pub async fn samples(&self, today: Day) -> Result<Vec<GivenSample>, StoreError> {
        let rows = self.database.list(sql::SAMPLES, cells![today.0]).await?;
        let mut samples: Vec<GivenSample> = Vec::new();
        for row in &rows {
            let (audit, user) = (row.text(0)?, UserNo(row.int(1)?));
            let sample = SampledCase {
                case: CaseNo(row.int(2)?),
                first_on: day(row.int(3)?),
                last_on: day(row.int(4)?),
            };
            let same = samples.iter_mut().find(|given| {
                given.audit == audit && given.user == user && given.last_on == sample.last_on
            });
            match same {
                Some(given) => given.cases.push(sample.case),
                None => samples.push(GivenSample {
                    audit,
                    user,
                    first_on: sample.first_on,
                    last_on: sample.last_on,
                    cases: vec![sample.case],
                }),
            }
        }
        Ok(samples)
    }

    /// Notes a conflict with these cases: somebody's own family, or another reason. Anybody may note their own. `told`: they
    /// know of it, and are told why they do not see the case. One that is noted already stays as it is.
    ///
    /// # Errors
    /// The database.
    pub async fn add_conflict(
        &self,
        user: UserNo,
        cases: &[CaseNo],
        told: bool,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        let mut tx = self.database.write().await?;
        super::yes!(super::known(&mut tx, user).await?);
        for case in cases {
            let row = cells![user.0, case.0, by.0, told.then_some(1)];
            tx.run(sql::CONFLICT_ADD, row).await?;
            let detail = format!("case {case}");
            note(&mut tx, now.second, by, user, "conflict_added", detail).await?;
        }
        self.commit_accounts(tx).await.map(Ok)
    }

    /// Who has a conflict with a case.
    ///
    /// # Errors
    /// No permit for the case; the database.
    pub async fn conflicts_in(
        &self,
        permit: &Permit,
        case: CaseNo,
    ) -> Result<Vec<Conflict>, StoreError> {
        permit.covers(case)?;
        let rows = self
            .database
            .rows(sql::CONFLICTS_IN, cells![case.0])
            .await?;
        let read = |row: &Row| {
            Ok(Conflict {
                user: UserNo(row.int(0)?),
                by: UserNo(row.int(1)?),
                told: row.maybe_int(2)?.is_some(),
            })
        };
        rows.iter().map(read).collect()
    }

    /// Takes a conflict away. Never one's own.
    ///
    /// # Errors
    /// The database.
    pub async fn end_conflict(
        &self,
        user: UserNo,
        case: CaseNo,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        if tx.run(sql::CONFLICT_DROP, cells![user.0, case.0]).await? == 0 {
            return Ok(Err(AccountFault::Unknown));
        }
        note(
            &mut tx,
            now.second,
            by,
            user,
            "conflict_ended",
            format!("case {case}"),
        )
        .await?;
        self.commit_accounts(tx).await.map(Ok)
    }

    /// The cases of a user's conflicts.
    ///
    /// # Errors
    /// The database.
    pub async fn conflicts(&self, user: UserNo) -> Result<Vec<CaseNo>, StoreError> {
        let rows = self.database.rows(sql::CONFLICTS, cells![user.0]).await?;
        rows.iter().map(|row| row.int(0).map(CaseNo)).collect()
    }

    /// Approves an action of somebody else, until a second. Never one's own.
    ///
    /// # Errors
    /// The database.
    pub async fn approve(
        &self,
        user: UserNo,
        action: Action,
        until: i64,
        by: UserNo,
        now: Now,
    ) -> Answer<()> {
        if user == by {
            return Ok(Err(AccountFault::ToSelf));
        }
        let mut tx = self.database.write().await?;
        super::yes!(super::known(&mut tx, user).await?);
        let number = tx.numbers("approval", 1).await?;
        tx.run(
            sql::APPROVAL_ADD,
            cells![number, user.0, action.word(), by.0, until],
        )
        .await?;
        note(&mut tx, now.second, by, user, "approved", action.word()).await?;
        self.commit_accounts(tx).await.map(Ok)
    }
}
