//! The people that cases are about: names to search and sort by, what is encrypted, every change.
//!
//! Owns: the state of a person, its changes, the reveal of a protected address. Must not know: which part
//! a person has in a case (events say it), who may see what.
//!
//! Names and birthdays are in the clear, because lists are sorted and searched by them. The CPR number is
//! encrypted, with a keyed hash to find it by. The address has a key of its own. A protected one, and the telephone of whoever
//! has it, leave by [`Store::reveal_address`] only: whoever has the number can have the telephone found.

mod state;
mod telling;

use std::sync::Arc;

use omhu_casework::access::ProtectedGrade;
use omhu_casework::chain::{self, GENESIS};
use omhu_casework::ids::{CaseNo, FamilyNo, PersonNo, UserNo};
use omhu_law::calendar::Day;

use crate::access_log::AccessNote;
use crate::cell::{Row, cells};
use crate::database::Tx;
use crate::error::StoreError;
use crate::names;
use crate::sql::people as sql;
use crate::{Permit, Store};

/// More children of one name and one birthday than this are not looked at.
const MOST_NAMED: i64 = 10;

pub(crate) use state::is_whole;
use state::{
    Sealed, change_place, cpr_hash, differences, person_from, place, state_of, whole_person,
};
pub use telling::repeats;

/// What is known of a person. PII.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonData {
    /// Given names; empty for an unborn child.
    pub given_names: String,
    /// Surname.
    pub surname: String,
    /// Birthday.
    pub born_on: Option<Day>,
    /// CPR number; empty: none known.
    pub cpr: String,
    /// Telephone. Empty in what is read where it is protected.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Remarks: interpreter needed, school ...
    pub remarks: String,
    /// Address. Empty in what is read where it is protected.
    pub address: String,
    /// How name and address are protected.
    pub grade: ProtectedGrade,
}

impl Default for PersonData {
    fn default() -> PersonData {
        PersonData {
            given_names: String::new(),
            surname: String::new(),
            born_on: None,
            cpr: String::new(),
            phone: String::new(),
            email: String::new(),
            remarks: String::new(),
            address: String::new(),
            grade: ProtectedGrade::None,
        }
    }
}

/// A person as read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The number.
    pub number: PersonNo,
    /// What is known; without a protected address.
    pub particulars: PersonData,
    /// Whether there is an address that a click would reveal.
    pub hidden_address: bool,
    /// Whether there is a telephone number that the same click would reveal.
    pub hidden_phone: bool,
    /// Counts the changes.
    pub version: i64,
    /// When it was last changed.
    pub changed_at: i64,
}

/// What a click revealed of a person; empty: there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revealed {
    /// The address.
    pub address: String,
    /// The telephone number.
    pub phone: String,
}

/// A person with the part in a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InCase {
    /// Who.
    pub person: Person,
    /// `child`, `custody_holder`, `parent`, `sibling`, `network`.
    pub part: String,
    /// From when.
    pub since: String,
}

/// A change of a person's data: who changed what, without the values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonChange {
    /// Counts the changes, from 1.
    pub version: i64,
    /// When.
    pub second: i64,
    /// Who.
    pub user: UserNo,
    /// Which fields.
    pub fields: Vec<String>,
}

impl Store {
    /// Notes a new person; gives the number, by which an event gives them a part in a case.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where somebody has this CPR number; the database.
    pub async fn add_person(
        &self,
        user: UserNo,
        second: i64,
        particulars: &PersonData,
    ) -> Result<PersonNo, StoreError> {
        let numbers = self
            .add_people(user, second, std::slice::from_ref(particulars))
            .await?;
        numbers.first().copied().ok_or(StoreError::Closing)
    }

    /// Notes several new people, all or none; gives their numbers in the same order.
    ///
    /// # Errors
    /// As [`Store::add_person`].
    pub async fn add_people(
        &self,
        user: UserNo,
        second: i64,
        people: &[PersonData],
    ) -> Result<Vec<PersonNo>, StoreError> {
        let mut tx = self.database.write().await?;
        let mut numbers = Vec::with_capacity(people.len());
        for particulars in people {
            let number = self.put_new_person(&mut tx, user, second, particulars);
            numbers.push(number.await?);
        }
        self.database.commit(tx).await?;
        Ok(numbers)
    }

    /// Notes a new person in a transaction that goes on.
    pub(crate) async fn put_new_person(
        &self,
        tx: &mut Tx,
        user: UserNo,
        second: i64,
        particulars: &PersonData,
    ) -> Result<PersonNo, StoreError> {
        let number = PersonNo(tx.numbers("person", 1).await?);
        let before = PersonData::default();
        self.put_person(tx, number, 1, user, second, &before, particulars)
            .await?;
        Ok(number)
    }

    /// Changes what is known of a person who has a part in a case. `seen` is the version that the form
    /// showed; an empty address or telephone leaves one as it is that the form could not show.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where somebody changed it meanwhile, or has this CPR number. No permit.
    #[expect(
        clippy::too_many_arguments,
        reason = "one form's parts, named at the call site"
    )]
    pub async fn change_person(
        &self,
        permit: &Permit,
        case: CaseNo,
        user: UserNo,
        second: i64,
        number: PersonNo,
        seen: i64,
        particulars: &PersonData,
    ) -> Result<(), StoreError> {
        permit.covers(case)?;
        self.has_part(case, number).await?;
        let shown = self.people(permit, case).await?;
        let mut shown = shown.iter().map(|held| &held.person);
        let shown = shown.find(|person| person.number == number);
        let mut tx = self.database.write().await?;
        let row = tx.row(sql::PERSON, cells![number.0]).await?;
        let row = row.ok_or_else(|| StoreError::Unknown(format!("person {number}")))?;
        let old = whole_person(&self.ring, &row)?;
        if old.version != seen {
            return Err(StoreError::Conflict);
        }
        let before = old.particulars;
        let mut after = particulars.clone();
        if shown.is_some_and(|person| person.hidden_address) && after.address.is_empty() {
            after.address.clone_from(&before.address);
        }
        if shown.is_some_and(|person| person.hidden_phone) && after.phone.is_empty() {
            after.phone.clone_from(&before.phone);
        }
        self.put_person(&mut tx, number, seen + 1, user, second, &before, &after)
            .await?;
        self.database.commit(tx).await
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one row's parts, named at both call sites"
    )]
    async fn put_person(
        &self,
        tx: &mut Tx,
        number: PersonNo,
        version: i64,
        user: UserNo,
        second: i64,
        before: &PersonData,
        new: &PersonData,
    ) -> Result<(), StoreError> {
        let hidden = serde_json::to_vec(&Sealed {
            cpr: new.cpr.clone(),
            phone: new.phone.clone(),
            email: new.email.clone(),
            remarks: new.remarks.clone(),
        })?;
        let sealed = self.ring.person.seal(&place(number), &hidden)?;
        let address = match new.address.as_str() {
            "" => None,
            text => Some(self.ring.address.seal(&place(number), text.as_bytes())?),
        };
        let row = cells![
            number.0,
            &new.given_names,
            &new.surname,
            names::search_key(&new.given_names, &new.surname),
            names::sort_key(&new.given_names, &new.surname),
            new.born_on.map(|day| i64::from(day.0)),
            cpr_hash(&self.ring, &new.cpr),
            sealed,
            new.grade.word(),
            address,
            version,
            second
        ];
        tx.run(sql::PERSON_PUT, row).await?;
        if (before.grade, new.grade) != (ProtectedGrade::None, ProtectedGrade::None) {
            // In other cases people who live there are shown without their address, or with it again.
            tx.touches_everything();
        }
        let fields = serde_json::to_string(&differences(before, new))?;
        // The whole state, under the key of addresses: it holds one.
        let state = state_of(new)?;
        let state = self
            .ring
            .address
            .seal(&change_place(number, version), &state)?;
        let head = tx.row(sql::PERSON_CHANGE_HEAD, cells![number.0]).await?;
        let head = head.map_or(Ok(GENESIS), |row| row.link(1))?;
        let numbers = [number.0, version, second, user.0].map(i64::to_le_bytes);
        let mut parts: Vec<&[u8]> = numbers.iter().map(|number| number.as_slice()).collect();
        parts.push(fields.as_bytes());
        parts.push(&state);
        let link = chain::link(&head, &parts);
        let row = cells![
            number.0,
            version,
            second,
            user.0,
            &fields,
            state.clone(),
            &link
        ];
        tx.run(sql::PERSON_CHANGE_ADD, row).await?;
        Ok(())
    }

    async fn has_part(&self, case: CaseNo, number: PersonNo) -> Result<(), StoreError> {
        let parts = self
            .database
            .rows(sql::CASES_OF_PERSON, cells![number.0])
            .await?;
        for row in &parts {
            if row.int(0)? == case.0 {
                return Ok(());
            }
        }
        Err(StoreError::NoPermit(case))
    }

    /// The cases in which somebody of this case has a part today, this one among them.
    ///
    /// # Errors
    /// No permit; the person has no part in the case; the database.
    pub async fn cases_of_person(
        &self,
        permit: &Permit,
        case: CaseNo,
        number: PersonNo,
    ) -> Result<Vec<CaseNo>, StoreError> {
        permit.covers(case)?;
        self.has_part(case, number).await?;
        let parts = cells![number.0];
        let rows = self.database.rows(sql::CASES_OF_PERSON, parts).await?;
        let cases = rows.iter().map(|row| row.int(0).map(CaseNo));
        let cases: Result<std::collections::BTreeSet<CaseNo>, StoreError> = cases.collect();
        Ok(cases?.into_iter().collect())
    }

    /// The people of a case, by their part and name.
    ///
    /// # Errors
    /// No permit; the database.
    pub async fn people(&self, permit: &Permit, case: CaseNo) -> Result<Arc<[InCase]>, StoreError> {
        permit.covers(case)?;
        let kept = &self.database.kept;
        if let Some(people) = kept.case(case, |of| of.people.clone()) {
            return Ok(people);
        }
        let round = kept.round();
        let rows = self
            .database
            .rows(sql::PEOPLE_OF_CASE, cells![case.0])
            .await?;
        let read = |row: &Row| {
            Ok(InCase {
                person: person_from(&self.ring, row)?,
                part: row.text(9)?,
                since: row.text(10)?,
            })
        };
        let people: Result<Vec<InCase>, StoreError> = rows.iter().map(read).collect();
        let mut people = people?;
        self.hide_shared(case, &mut people).await?;
        let people: Arc<[InCase]> = people.into();
        let keep = Arc::clone(&people);
        kept.keep_case(round, case, |of| of.people = Some(keep));
        Ok(people)
    }

    /// A protected address, and the telephone with it: for one click, logged by the permit's own row. None: there is neither.
    ///
    /// # Errors
    /// No permit; the person has no part in the case; the database.
    pub async fn reveal_address(
        &self,
        permit: &Permit,
        case: CaseNo,
        number: PersonNo,
    ) -> Result<Option<Revealed>, StoreError> {
        permit.covers(case)?;
        self.has_part(case, number).await?;
        let row = self.database.row(sql::PERSON, cells![number.0]).await?;
        let person = row.map(|row| whole_person(&self.ring, &row)).transpose()?;
        let revealed = person.map(|person| Revealed {
            address: person.particulars.address,
            phone: person.particulars.phone,
        });
        Ok(revealed.filter(|held| !(held.address.is_empty() && held.phone.is_empty())))
    }

    /// Who changed what of a person.
    ///
    /// # Errors
    /// As [`Store::reveal_address`].
    pub async fn person_changes(
        &self,
        permit: &Permit,
        case: CaseNo,
        number: PersonNo,
    ) -> Result<Vec<PersonChange>, StoreError> {
        permit.covers(case)?;
        self.has_part(case, number).await?;
        let rows = self
            .database
            .rows(sql::PERSON_CHANGES, cells![number.0])
            .await?;
        let read = |row: &Row| {
            Ok(PersonChange {
                version: row.int(0)?,
                second: row.int(1)?,
                user: UserNo(row.int(2)?),
                fields: serde_json::from_str(&row.text(3)?)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Whether a child with this CPR number is known: the person and the cases in which it has a part. The
    /// look is logged with those cases. What of it may be told is the caller's to decide.
    ///
    /// # Errors
    /// Denied by the note; the database.
    pub async fn person_by_cpr(
        &self,
        note: AccessNote,
        cpr: &str,
    ) -> Result<Option<(PersonNo, Vec<(CaseNo, String)>)>, StoreError> {
        let mut found = None;
        if note.verdict.is_allowed()
            && let Some(hash) = cpr_hash(&self.ring, cpr)
            && let Some(row) = self.database.row(sql::PERSON_BY_CPR, cells![hash]).await?
        {
            let number = PersonNo(row.int(0)?);
            let parts = self
                .database
                .rows(sql::CASES_OF_PERSON, cells![number.0])
                .await?;
            let read = |row: &Row| Ok((CaseNo(row.int(0)?), row.text(1)?));
            let cases: Result<Vec<_>, StoreError> = parts.iter().map(read).collect();
            found = Some((number, cases?));
        }
        let cases: Vec<_> = found
            .iter()
            .flat_map(|(_, cases)| cases.iter().map(|(case, _)| *case))
            .collect();
        self.look(note, &cases).await?;
        Ok(found)
    }

    /// The cases of children who have this name and this birthday, whoever has them: told to nobody before the policy was
    /// asked for each. `with_cpr`: also those whose CPR number is known, which is another one than that of this child where
    /// that is known.
    ///
    /// # Errors
    /// Denied by the note; the log cannot be written; the database.
    pub async fn children_named(
        &self,
        note: AccessNote,
        names: (&str, &str),
        born_on: Day,
        with_cpr: bool,
    ) -> Result<Vec<CaseNo>, StoreError> {
        let mut cases = Vec::new();
        let pattern = names::pattern(&format!("{} {}", names.0, names.1));
        if note.verdict.is_allowed()
            && let Some(pattern) = pattern
        {
            let cells = cells![i64::from(born_on.0), pattern, with_cpr, MOST_NAMED];
            for row in self.database.rows(sql::CHILDREN_NAMED, cells).await? {
                cases.push(CaseNo(row.int(0)?));
            }
        }
        self.look(note, &cases).await?;
        Ok(cases)
    }

    /// A new family, and the id under which facts name it.
    ///
    /// # Errors
    /// The database.
    pub async fn new_family(&self, second: i64) -> Result<(FamilyNo, String), StoreError> {
        let mut tx = self.database.write().await?;
        let number = FamilyNo(tx.numbers("family", 1).await?);
        let reference = format!("omhu-f{number}");
        tx.run(sql::FAMILY_ADD, cells![number.0, &reference, second])
            .await?;
        self.database.commit(tx).await?;
        Ok((number, reference))
    }
}
