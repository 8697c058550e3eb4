//! The people that cases are about: names to search and sort by, what is encrypted, every change.
//!
//! Owns: the state of a person, its changes, the reveal of a protected address. Must not know: which part
//! a person has in a case (events say it), who may see what.
//!
//! Names and birthdays are in the clear, because lists are sorted and searched by them. The CPR number is
//! encrypted, with a keyed hash to find it by. The address has a key of its own, and a protected one
//! leaves by [`Store::reveal_address`] only.

use omhu_casework::access::ProtectedGrade;
use omhu_casework::chain::{self, GENESIS};
use omhu_casework::ids::{CaseNo, FamilyNo, PersonNo, UserNo};
use omhu_law::calendar::Day;
use serde::{Deserialize, Serialize};

use crate::access_log::AccessNote;
use crate::cell::{Row, cells};
use crate::error::StoreError;
use crate::keys::Ring;
use crate::names;
use crate::projection::maybe_day;
use crate::sql::people as sql;
use crate::{Permit, Store};

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
    /// Telephone.
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
    /// Counts the changes.
    pub version: i64,
    /// When it was last changed.
    pub changed_at: i64,
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

/// What is encrypted with the key of people.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Sealed {
    cpr: String,
    phone: String,
    email: String,
    remarks: String,
}

fn place(person: PersonNo) -> String {
    format!("person {person}")
}

fn change_place(person: PersonNo, version: i64) -> String {
    format!("person {person} version {version}")
}

/// Digits only: `010118-1234` and `0101181234` are one number.
fn digits(cpr: &str) -> String {
    cpr.chars().filter(char::is_ascii_digit).collect()
}

fn cpr_hash(ring: &Ring, cpr: &str) -> Option<Vec<u8>> {
    let digits = digits(cpr);
    (!digits.is_empty()).then(|| ring.cpr.hash(&[digits.as_bytes()]).to_vec())
}

fn person_from(ring: &Ring, row: &Row) -> Result<Person, StoreError> {
    let number = PersonNo(row.int(0)?);
    let sealed = ring
        .person
        .open("a person", &place(number), &row.blob(5)?)?;
    let sealed: Sealed = serde_json::from_slice(&sealed)?;
    let grade = row.text(4)?;
    let grade = ProtectedGrade::parse(&grade)
        .ok_or_else(|| StoreError::Unknown(format!("grade {grade}")))?;
    let address = row.maybe_blob(6)?;
    let hidden_address = address.is_some() && grade != ProtectedGrade::None;
    let address = match address {
        Some(address) if !hidden_address => opened_address(ring, number, &address)?,
        _ => String::new(),
    };
    Ok(Person {
        number,
        particulars: PersonData {
            given_names: row.text(1)?,
            surname: row.text(2)?,
            born_on: maybe_day(row, 3)?,
            cpr: sealed.cpr,
            phone: sealed.phone,
            email: sealed.email,
            remarks: sealed.remarks,
            address,
            grade,
        },
        hidden_address,
        version: row.int(7)?,
        changed_at: row.int(8)?,
    })
}

fn opened_address(ring: &Ring, number: PersonNo, sealed: &[u8]) -> Result<String, StoreError> {
    let bytes = ring.address.open("an address", &place(number), sealed)?;
    String::from_utf8(bytes).map_err(|_| StoreError::Sealed("an address"))
}

/// The names of the fields in which two states differ.
fn differences(old: &PersonData, new: &PersonData) -> Vec<&'static str> {
    let pairs = [
        ("given_names", old.given_names != new.given_names),
        ("surname", old.surname != new.surname),
        ("born_on", old.born_on != new.born_on),
        ("cpr", old.cpr != new.cpr),
        ("phone", old.phone != new.phone),
        ("email", old.email != new.email),
        ("remarks", old.remarks != new.remarks),
        ("address", old.address != new.address),
        ("grade", old.grade != new.grade),
    ];
    let differing = pairs.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(name, _)| name).collect()
}

/// A state as it is encrypted in the log of changes.
fn state_of(data: &PersonData) -> Result<Vec<u8>, StoreError> {
    let born_on = data.born_on.map(|day| day.0);
    let hidden = (&data.cpr, &data.phone, &data.email, &data.remarks);
    let address = (&data.address, data.grade.word());
    let state = (&data.given_names, &data.surname, born_on, hidden, address);
    Ok(serde_json::to_vec(&state)?)
}

/// Whether a person's changes are a whole chain, and the person is as the last one left them.
pub(crate) fn is_whole(ring: &Ring, row: &Row, changes: &[Row]) -> Result<bool, StoreError> {
    let person = person_from(ring, row)?;
    let number = person.number;
    let mut link = GENESIS;
    let mut state = Vec::new();
    for (place, change) in changes.iter().enumerate() {
        let version = change.int(0)?;
        let numbers = [number.0, version, change.int(1)?, change.int(2)?].map(i64::to_le_bytes);
        let mut parts: Vec<&[u8]> = numbers.iter().map(|number| number.as_slice()).collect();
        let (fields, sealed) = (change.text(3)?, change.blob(4)?);
        parts.push(fields.as_bytes());
        parts.push(&sealed);
        link = chain::link(&link, &parts);
        if link != change.link(5)? || version != place as i64 + 1 {
            return Ok(false);
        }
        let place = change_place(number, version);
        state = ring.address.open("a change", &place, &sealed)?;
    }
    let mut data = person.particulars;
    if let Some(address) = row.maybe_blob(6)? {
        data.address = opened_address(ring, number, &address)?;
    }
    let keys = [
        names::search_key(&data.given_names, &data.surname),
        names::sort_key(&data.given_names, &data.surname),
    ];
    Ok(changes.len() as i64 == person.version
        && state_of(&data)? == state
        && row.text(9)? == keys[0]
        && row.text(10)? == keys[1]
        && row.maybe_blob(11)? == cpr_hash(ring, &data.cpr))
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
        let mut tx = self.database.write().await?;
        let number = PersonNo(tx.numbers("person", 1).await?);
        let before = PersonData::default();
        self.put_person(&mut tx, number, 1, user, second, &before, particulars)
            .await?;
        self.database.commit(tx).await?;
        Ok(number)
    }

    /// Changes what is known of a person who has a part in a case. `seen` is the version that the form
    /// showed; an empty address leaves a protected one as it is.
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
        let mut tx = self.database.write().await?;
        let row = tx.row(sql::PERSON, cells![number.0]).await?;
        let row = row.ok_or_else(|| StoreError::Unknown(format!("person {number}")))?;
        let old = person_from(&self.ring, &row)?;
        if old.version != seen {
            return Err(StoreError::Conflict);
        }
        let mut before = old.particulars;
        let mut after = particulars.clone();
        if old.hidden_address {
            let sealed = row.maybe_blob(6)?.unwrap_or_default();
            before.address = opened_address(&self.ring, number, &sealed)?;
            if after.address.is_empty() {
                after.address.clone_from(&before.address);
            }
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
        tx: &mut crate::database::Tx,
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

    /// The people of a case, by their part and name.
    ///
    /// # Errors
    /// No permit; the database.
    pub async fn people(&self, permit: &Permit, case: CaseNo) -> Result<Vec<InCase>, StoreError> {
        permit.covers(case)?;
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
        rows.iter().map(read).collect()
    }

    /// A protected address: for one click, logged by the permit's own row.
    ///
    /// # Errors
    /// No permit; the person has no part in the case; the database.
    pub async fn reveal_address(
        &self,
        permit: &Permit,
        case: CaseNo,
        number: PersonNo,
    ) -> Result<Option<String>, StoreError> {
        permit.covers(case)?;
        self.has_part(case, number).await?;
        let row = self.database.row(sql::PERSON, cells![number.0]).await?;
        match row.map(|row| row.maybe_blob(6)).transpose()?.flatten() {
            Some(sealed) => opened_address(&self.ring, number, &sealed).map(Some),
            None => Ok(None),
        }
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
