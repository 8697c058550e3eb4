//! A person as stored: what is encrypted with which key, and the chain of changes.
//!
//! Owns: these forms. Must not know: who asks.

use omhu_casework::access::ProtectedGrade;
use omhu_casework::chain::{self, GENESIS};
use omhu_casework::ids::PersonNo;
use serde::{Deserialize, Serialize};

use super::{Person, PersonData};
use crate::cell::Row;
use crate::error::StoreError;
use crate::keys::Ring;
use crate::names;
use crate::projection::maybe_day;

/// What is encrypted with the key of people.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
pub(super) struct Sealed {
    pub(super) cpr: String,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) remarks: String,
}

pub(super) fn place(person: PersonNo) -> String {
    format!("person {person}")
}

pub(super) fn change_place(person: PersonNo, version: i64) -> String {
    format!("person {person} version {version}")
}

/// Digits only: `010118-1234` and `0101181234` are one number.
fn digits(cpr: &str) -> String {
    cpr.chars().filter(char::is_ascii_digit).collect()
}

pub(super) fn cpr_hash(ring: &Ring, cpr: &str) -> Option<Vec<u8>> {
    let digits = digits(cpr);
    (!digits.is_empty()).then(|| ring.cpr.hash(&[digits.as_bytes()]).to_vec())
}

/// A person as others may read it: without what is protected.
pub(super) fn person_from(ring: &Ring, row: &Row) -> Result<Person, StoreError> {
    let mut person = whole_person(ring, row)?;
    let data = &mut person.particulars;
    if data.grade != ProtectedGrade::None {
        person.hidden_address = !data.address.is_empty();
        person.hidden_phone = !data.phone.is_empty();
        data.address.clear();
        data.phone.clear();
    }
    Ok(person)
}

/// A person with what is protected: it leaves the store by a click of its own only.
pub(super) fn whole_person(ring: &Ring, row: &Row) -> Result<Person, StoreError> {
    let number = PersonNo(row.int(0)?);
    let sealed = ring
        .person
        .open("a person", &place(number), &row.blob(5)?)?;
    let sealed: Sealed = serde_json::from_slice(&sealed)?;
    let grade = row.text(4)?;
    let grade = ProtectedGrade::parse(&grade)
        .ok_or_else(|| StoreError::Unknown(format!("grade {grade}")))?;
    let address = match row.maybe_blob(6)? {
        Some(address) => opened_address(ring, number, &address)?,
        None => String::new(),
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
        hidden_address: false,
        hidden_phone: false,
        version: row.int(7)?,
        changed_at: row.int(8)?,
    })
}

fn opened_address(ring: &Ring, number: PersonNo, sealed: &[u8]) -> Result<String, StoreError> {
    let bytes = ring.address.open("an address", &place(number), sealed)?;
    String::from_utf8(bytes).map_err(|_| StoreError::Sealed("an address"))
}

/// The names of the fields in which two states differ.
pub(super) fn differences(old: &PersonData, new: &PersonData) -> Vec<&'static str> {
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
pub(super) fn state_of(data: &PersonData) -> Result<Vec<u8>, StoreError> {
    let born_on = data.born_on.map(|day| day.0);
    let hidden = (&data.cpr, &data.phone, &data.email, &data.remarks);
    let address = (&data.address, data.grade.word());
    let state = (&data.given_names, &data.surname, born_on, hidden, address);
    Ok(serde_json::to_vec(&state)?)
}

/// Whether a person's changes are a whole chain, and the person is as the last one left them.
pub(crate) fn is_whole(ring: &Ring, row: &Row, changes: &[Row]) -> Result<bool, StoreError> {
    let person = whole_person(ring, row)?;
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
    let data = person.particulars;
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
