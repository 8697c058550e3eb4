//! Tokens of programs: one role, some scopes, an end; shown once.
//!
//! Owns: tokens as stored, from which networks they may come, that one which opens cases counts only when a second
//! administrator has confirmed it. Must not know: what a scope opens, whether the giver may give.

use std::collections::BTreeSet;
use std::net::IpAddr;

use omhu_casework::access::{AssignmentFault, Now, Relation, Role, Scope, Scopes, Viewer};
use omhu_casework::ids::UserNo;
use omhu_law::calendar::{Day, When};

use super::change::note;
use super::roles::LONGEST_PROPOSAL_DAYS;
use super::ticket::{Purpose, Ticket};
use super::viewer::{day, unknown_word};
use super::{AccountFault, Answer};
use crate::Store;
use crate::cell::{Row, cells};
use crate::error::StoreError;
use crate::sql::accounts as sql;

/// A token lives at most a year.
pub const LONGEST_TOKEN_DAYS: i64 = 366;

/// What a new token is to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewToken {
    /// The account as which the program works.
    pub user: UserNo,
    /// What it is for.
    pub name: String,
    /// Its one role, which the account must hold.
    pub role: Role,
    /// What it opens of the role.
    pub scopes: BTreeSet<Scope>,
    /// The one relation through which it reaches cases.
    pub relation: Relation,
    /// The networks it may come from (`10.1.0.0/16`, `2001:db8::1`); none: any.
    pub networks: Vec<String>,
    /// The first second at which it is dead.
    pub until: i64,
}

/// A token as its administrator sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenRow {
    /// Its number.
    pub number: i64,
    /// What it was made as.
    pub token: NewToken,
    /// The last day on which it was used.
    pub last_used_on: Option<Day>,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// By whom.
    pub created_by: UserNo,
    /// Who confirmed it, and when, in seconds since 1970.
    pub confirmed: Option<(UserNo, i64)>,
}

impl TokenRow {
    /// Whether it opens nothing until somebody else confirms it.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.confirmed.is_none() && self.token.opens_cases()
    }

    /// The last day on which it can be confirmed.
    #[must_use]
    pub fn confirm_by(&self) -> Day {
        confirm_by(self.created_at)
    }
}

/// The last day on which a token that was made in this second can be confirmed.
fn confirm_by(created_at: i64) -> Day {
    When::at(created_at).day.plus_days(LONGEST_PROPOSAL_DAYS)
}

/// A program that showed a living token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    /// The account as which it works.
    pub user: UserNo,
    /// The number of its token.
    pub token: i64,
    /// What the token is for.
    pub name: String,
    /// What the access policy knows of it: one role, and the scopes.
    pub viewer: Viewer,
}

impl NewToken {
    fn from_row(row: &Row) -> Result<NewToken, StoreError> {
        let (role, relation) = (row.text(3)?, row.text(5)?);
        let words: Vec<String> = serde_json::from_str(&row.text(4)?)?;
        let scope = |word: &String| Scope::parse(word).ok_or_else(|| unknown_word("scope", word));
        Ok(NewToken {
            user: UserNo(row.int(1)?),
            name: row.text(2)?,
            role: Role::parse(&role).ok_or_else(|| unknown_word("role", &role))?,
            scopes: words.iter().map(scope).collect::<Result<_, _>>()?,
            relation: Relation::parse(&relation)
                .ok_or_else(|| unknown_word("relation", &relation))?,
            networks: serde_json::from_str(&row.text(6)?)?,
            until: row.int(7)?,
        })
    }

    /// Whether it opens data of cases, and so must be confirmed.
    #[must_use]
    pub fn opens_cases(&self) -> bool {
        self.scopes.iter().any(|scope| scope.opens_cases())
    }

    fn may_come_from(&self, client: Option<IpAddr>) -> bool {
        let from = |network: &String| {
            client.is_some_and(|client| Network::parse(network).is_some_and(|n| n.has(client)))
        };
        self.networks.is_empty() || self.networks.iter().any(from)
    }
}

/// Addresses that begin alike.
struct Network {
    first: IpAddr,
    bits: u32,
}

impl Network {
    fn parse(text: &str) -> Option<Network> {
        let (first, bits) = match text.split_once('/') {
            Some((first, bits)) => (first, Some(bits.parse().ok()?)),
            None => (text, None),
        };
        let first: IpAddr = first.trim().parse().ok()?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(most);
        (bits <= most).then_some(Network { first, bits })
    }

    fn has(&self, address: IpAddr) -> bool {
        let number = |address: IpAddr| match address {
            IpAddr::V4(four) => u128::from(u32::from(four)) << 96,
            IpAddr::V6(six) => u128::from(six),
        };
        // An IPv4 address that comes in the clothes of IPv6 is an IPv4 address.
        let address = address.to_canonical();
        let differing = number(self.first) ^ number(address);
        self.first.is_ipv4() == address.is_ipv4() && differing.leading_zeros() >= self.bits
    }
}

impl Store {
    /// Makes a token. The text is shown now and never again; where it opens cases, it counts only when somebody else
    /// has confirmed it, see [`Store::confirm_token`].
    ///
    /// # Errors
    /// The database.
    pub async fn new_token(&self, new: &NewToken, by: UserNo, now: Now) -> Answer<(i64, Ticket)> {
        let longest = now.second + LONGEST_TOKEN_DAYS * 86_400;
        let fits = !new.scopes.is_empty()
            && !new.name.trim().is_empty()
            && (now.second..=longest).contains(&new.until)
            && !matches!(new.relation, Relation::BreakGlass | Relation::PartyConflict)
            && new
                .networks
                .iter()
                .all(|network| Network::parse(network).is_some());
        let viewer = self.viewer(new.user, now).await?;
        let holds = viewer.is_some_and(|viewer| {
            let mut roles = viewer.roles.iter();
            roles.any(|grant| grant.role == new.role && grant.in_force(now.today))
        });
        if !(fits && holds) {
            return Ok(Err(AccountFault::Token));
        }
        let ticket = Ticket::new(Purpose::Token)?;
        let words: Vec<_> = new.scopes.iter().map(|scope| scope.word()).collect();
        let mut tx = self.database.write().await?;
        let number = tx.numbers("token", 1).await?;
        tx.run(
            sql::API_TOKEN_ADD,
            cells![
                number,
                &ticket.hash(Purpose::Token),
                new.user.0,
                &new.name,
                new.role.word(),
                serde_json::to_string(&words)?,
                new.relation.word(),
                serde_json::to_string(&new.networks)?,
                now.second,
                by.0,
                new.until,
            ],
        )
        .await?;
        let detail = format!("{number} {} {}", new.role, words.join(" "));
        note(&mut tx, now.second, by, new.user, "token_made", detail).await?;
        self.database.commit(tx).await?;
        Ok(Ok((number, ticket)))
    }

    /// The program that shows this token, from this address. None: nobody, not any more, or not from there.
    ///
    /// # Errors
    /// The database.
    pub async fn program(
        &self,
        ticket: &Ticket,
        client: Option<IpAddr>,
        now: Now,
    ) -> Result<Option<Program>, StoreError> {
        let shown = self.shown(ticket, client, now).await?;
        let Some((row, token)) = shown.filter(|(row, token)| counts(row, token)) else {
            return Ok(None);
        };
        let number = row.int(0)?;
        let Some(mut viewer) = self.viewer(token.user, now).await? else {
            return Ok(None);
        };
        viewer.roles.retain(|grant| grant.role == token.role);
        viewer.break_glass.clear();
        viewer.scopes = Some(Scopes {
            opened: token.scopes,
            relation: token.relation,
            until: token.until,
        });
        if row.maybe_int(8)?.is_none_or(|used| day(used) < now.today) {
            let mut tx = self.database.write_always().await?;
            tx.run(sql::API_TOKEN_USED, cells![number, now.today.0])
                .await?;
            tx.run(sql::USER_USED, cells![token.user.0, now.today.0])
                .await?;
            self.database.commit(tx).await?;
        }
        Ok(Some(Program {
            user: token.user,
            token: number,
            name: token.name,
            viewer,
        }))
    }

    /// Whether this is a living token that waits for a second administrator.
    ///
    /// # Errors
    /// The database.
    pub async fn token_waits(
        &self,
        ticket: &Ticket,
        client: Option<IpAddr>,
        now: Now,
    ) -> Result<bool, StoreError> {
        let shown = self.shown(ticket, client, now).await?;
        Ok(shown.is_some_and(|(row, token)| !counts(&row, &token)))
    }

    /// A living token that may come from this address, confirmed or not.
    async fn shown(
        &self,
        ticket: &Ticket,
        client: Option<IpAddr>,
        now: Now,
    ) -> Result<Option<(Row, NewToken)>, StoreError> {
        let hash = ticket.hash(Purpose::Token);
        let row = self
            .database
            .row(sql::API_TOKEN, cells![&hash, now.second])
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let token = NewToken::from_row(&row)?;
        Ok(token.may_come_from(client).then_some((row, token)))
    }

    /// Confirms a token that opens cases, as the second person: neither who made it nor whose account it is of.
    ///
    /// # Errors
    /// The database.
    pub async fn confirm_token(&self, number: i64, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write().await?;
        let Some(row) = tx.row(sql::API_TOKEN_TO_CONFIRM, cells![number]).await? else {
            return Ok(Err(AccountFault::Unknown));
        };
        let (user, made_at, made_by) = (UserNo(row.int(0)?), row.int(1)?, UserNo(row.int(2)?));
        if by == user {
            return Ok(Err(AccountFault::ToSelf));
        }
        if by == made_by {
            return Ok(Err(AssignmentFault::OnePerson.into()));
        }
        if row.maybe_int(3)?.is_some() || confirm_by(made_at) < now.today {
            return Ok(Err(AccountFault::Over));
        }
        tx.run(sql::API_TOKEN_CONFIRM, cells![number, by.0, now.second])
            .await?;
        let detail = number.to_string();
        note(&mut tx, now.second, by, user, "token_confirmed", detail).await?;
        self.database.commit(tx).await.map(Ok)
    }

    /// Tokens that were not ended, newest first; of one account where one is named.
    ///
    /// # Errors
    /// The database.
    pub async fn tokens(&self, user: Option<UserNo>) -> Result<Vec<TokenRow>, StoreError> {
        let user = user.map(|user| user.0);
        let rows = self.database.rows(sql::API_TOKENS, cells![user]).await?;
        let token = |row: &Row| {
            Ok(TokenRow {
                number: row.int(0)?,
                token: NewToken::from_row(row)?,
                last_used_on: row.maybe_int(8)?.map(day),
                created_at: row.int(9)?,
                created_by: UserNo(row.int(10)?),
                confirmed: row.maybe_int(11)?.map(UserNo).zip(row.maybe_int(12)?),
            })
        };
        rows.iter().map(token).collect()
    }

    /// Ends a token.
    ///
    /// # Errors
    /// The database.
    pub async fn end_token(&self, number: i64, by: UserNo, now: Now) -> Answer<()> {
        let mut tx = self.database.write().await?;
        if tx
            .run(sql::API_TOKEN_END, cells![number, now.second])
            .await?
            == 0
        {
            return Ok(Err(AccountFault::Unknown));
        }
        let detail = number.to_string();
        note(
            &mut tx,
            now.second,
            by,
            UserNo::IMPORT,
            "token_ended",
            detail,
        )
        .await?;
        self.database.commit(tx).await.map(Ok)
    }
}

/// Whether a living token opens anything yet.
fn counts(row: &Row, token: &NewToken) -> bool {
    // That it cannot be read is no confirmation.
    !token.opens_cases() || matches!(row.maybe_int(9), Ok(Some(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_have_the_addresses_that_begin_alike() {
        let has = |network: &str, address: &str| {
            Network::parse(network).is_some_and(|n| n.has(address.parse().unwrap()))
        };
        assert!(has("10.1.0.0/16", "10.1.255.3"));
        assert!(!has("10.1.0.0/16", "10.2.0.0"));
        assert!(has("10.1.2.3", "10.1.2.3") && !has("10.1.2.3", "10.1.2.4"));
        assert!(has("10.1.2.3", "::ffff:10.1.2.3"));
        assert!(has("2001:db8::/32", "2001:db8:7::1") && !has("2001:db8::/32", "2001:db9::1"));
        assert!(has("0.0.0.0/0", "203.0.113.7") && !has("0.0.0.0/0", "::1"));
        for wrong in ["", "10.1.0.0/33", "10.1", "::/129", "a/8", "10.0.0.0/-1"] {
            assert!(Network::parse(wrong).is_none());
        }
    }
}
