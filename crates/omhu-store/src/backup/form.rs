//! The inside of a backup: a header, rows, an end.
//!
//! Owns: these bytes. Must not know: encryption, databases.
//!
//! The header is one line of JSON. A row is the place of its table, the number of its cells, and each cell
//! as a letter and its bytes. The end counts the rows of every table and has a hash over all before it.

use std::collections::BTreeMap;
use std::io::Read;

use omhu_casework::chain::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{fault, unread};
use crate::cell::Cell;
use crate::error::{Sentence, StoreError};
use crate::seal::Key;
use crate::tables::{Kind, Table};

/// No table has this place: the end.
const END: u16 = u16::MAX;
/// No cell is longer: a file of a case is far smaller.
const LONGEST_CELL: u32 = 1 << 30;

/// What a backup holds.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Summary {
    /// When it was made, in seconds since 1970.
    pub second: i64,
    /// The checkpoint line of its moment.
    pub checkpoint: String,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
}

impl Summary {
    pub(super) fn count(&mut self, table: &str, rows: u64) {
        *self.rows.entry(table.to_owned()).or_default() += rows;
    }
}

/// The first line.
#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    omhu_backup: u32,
    pub(super) step: usize,
    second: i64,
    checkpoint: String,
    master_key: String,
    /// Table, columns, types.
    tables: Vec<(String, Vec<(String, String)>)>,
}

impl Header {
    pub(super) fn new(
        step: usize,
        second: i64,
        checkpoint: String,
        master: &Key,
        tables: &[Table],
    ) -> Header {
        let columns = |table: &Table| {
            let columns = table.columns.iter();
            columns
                .map(|(name, kind)| (name.clone(), kind.word().to_owned()))
                .collect()
        };
        Header {
            omhu_backup: 1,
            step,
            second,
            checkpoint,
            master_key: hex(&master.0),
            tables: tables
                .iter()
                .map(|table| (table.name.clone(), columns(table)))
                .collect(),
        }
    }

    pub(super) fn bytes(&self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    pub(super) fn summary(&self) -> Summary {
        Summary {
            second: self.second,
            checkpoint: self.checkpoint.clone(),
            rows: BTreeMap::new(),
        }
    }

    pub(super) fn master_key(&self) -> Option<Key> {
        crate::keys::bytes_of(&self.master_key).map(Key)
    }

    /// The tables as they were when the backup was made.
    pub(super) fn tables(&self) -> Result<Vec<Table>, StoreError> {
        let table = |(name, columns): &(String, Vec<(String, String)>)| {
            let read = |(name, kind): &(String, String)| {
                let kind = Kind::of(kind).ok_or_else(|| fault("an unknown type of column"))?;
                // What becomes part of a statement is letters and underscores.
                let fine = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                if !fine(name) {
                    return Err(fault("a strange name of a column"));
                }
                Ok((name.clone(), kind))
            };
            Ok(Table {
                name: name.clone(),
                columns: columns
                    .iter()
                    .map(read)
                    .collect::<Result<_, StoreError>>()?,
                keys: Vec::new(),
            })
        };
        let known = super::kept_tables();
        let tables: Result<Vec<Table>, StoreError> = self.tables.iter().map(table).collect();
        let tables = tables?;
        for table in &tables {
            if !known.iter().any(|known| known.name == table.name) {
                return Err(fault(format!(
                    "it has a table that this omhu does not know: {}",
                    table.name
                )));
            }
        }
        Ok(tables)
    }
}

/// Writes a row down.
pub(super) fn write_row(
    bytes: &mut Vec<u8>,
    table: usize,
    cells: &[Cell],
) -> Result<(), StoreError> {
    let small = |n: usize| u16::try_from(n).map_err(|_| fault("too many tables or columns"));
    bytes.extend_from_slice(&small(table)?.to_le_bytes());
    bytes.extend_from_slice(&small(cells.len())?.to_le_bytes());
    let mut put = |letter: u8, content: &[u8]| {
        let length = u32::try_from(content.len()).map_err(|_| fault("a cell is too long"))?;
        bytes.push(letter);
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(content);
        Ok::<(), StoreError>(())
    };
    for cell in cells {
        match cell {
            Cell::Text(Some(text)) => put(b't', text.as_bytes()),
            Cell::Text(None) => put(b'T', &[]),
            Cell::Int(Some(number)) => put(b'i', &number.to_le_bytes()),
            Cell::Int(None) => put(b'I', &[]),
            Cell::Bool(Some(truth)) => put(b'b', &[u8::from(*truth)]),
            Cell::Bool(None) => put(b'B', &[]),
            Cell::Blob(Some(blob)) => put(b'x', blob),
            Cell::Blob(None) => put(b'X', &[]),
        }?;
    }
    Ok(())
}

/// The end: the counts. The hash of everything is age's own affair; counts find a programming fault.
pub(super) fn end(summary: &Summary) -> Result<Vec<u8>, StoreError> {
    let counts = serde_json::to_vec(summary)?;
    let mut bytes = END.to_le_bytes().to_vec();
    bytes.extend_from_slice(&(counts.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&Sha256::digest(&counts));
    bytes.extend_from_slice(&counts);
    Ok(bytes)
}

/// Reads a backup from its first byte to its last.
pub(super) struct Reader<R> {
    from: R,
    pub(super) header: Header,
    counted: Summary,
}

impl<R: Read> Reader<R> {
    pub(super) fn new(mut from: R) -> Result<Reader<R>, StoreError> {
        let mut line = Vec::new();
        loop {
            let [byte] = read_array(&mut from)?;
            if byte == b'\n' {
                break;
            }
            line.push(byte);
            if line.len() > 1 << 20 {
                return Err(fault("it has no header"));
            }
        }
        let header: Header = serde_json::from_slice(&line).map_err(fault)?;
        if header.omhu_backup != 1 || header.step > crate::schema::STEPS.len() {
            return Err(StoreError::Backup(Sentence::new("store-backup-later")));
        }
        let counted = header.summary();
        Ok(Reader {
            from,
            header,
            counted,
        })
    }

    /// The next row: the place of its table, its cells. None: the end, which was as it should be.
    pub(super) fn next(&mut self) -> Result<Option<(usize, Vec<Cell>)>, StoreError> {
        let table = u16::from_le_bytes(read_array(&mut self.from)?);
        if table == END {
            self.read_end()?;
            return Ok(None);
        }
        let (name, columns) = self
            .header
            .tables
            .get(usize::from(table))
            .ok_or_else(|| fault("a row of no table"))?;
        let count = u16::from_le_bytes(read_array(&mut self.from)?);
        if usize::from(count) != columns.len() {
            return Err(fault("a row of another table"));
        }
        *self.counted.rows.entry(name.clone()).or_default() += 1;
        let cells: Result<Vec<Cell>, StoreError> =
            (0..count).map(|_| read_cell(&mut self.from)).collect();
        Ok(Some((usize::from(table), cells?)))
    }

    fn read_end(&mut self) -> Result<(), StoreError> {
        let length = u32::from_le_bytes(read_array(&mut self.from)?);
        let hash: [u8; 32] = read_array(&mut self.from)?;
        let counts = read_bytes(&mut self.from, length)?;
        if Sha256::digest(&counts).as_slice() != hash {
            return Err(fault("its end was changed"));
        }
        let mut told: Summary = serde_json::from_slice(&counts).map_err(fault)?;
        told.rows.retain(|_, rows| *rows > 0);
        if told != self.counted {
            return Err(fault("it does not hold what its end says"));
        }
        // The last chunk of the encryption says that it is the last: reading on asks for it.
        let mut rest = [0; 1];
        match self.from.read(&mut rest).map_err(unread)? {
            0 => Ok(()),
            _ => Err(fault("something stands behind its end")),
        }
    }

    /// What was read.
    pub(super) fn end(self) -> Result<Summary, StoreError> {
        Ok(self.counted)
    }
}

fn read_array<const N: usize>(from: &mut impl Read) -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

fn read_bytes(from: &mut impl Read, length: u32) -> Result<Vec<u8>, StoreError> {
    if length > LONGEST_CELL {
        return Err(fault("a cell is too long"));
    }
    let mut bytes = Vec::new();
    let read = from
        .take(u64::from(length))
        .read_to_end(&mut bytes)
        .map_err(unread)?;
    if read != length as usize {
        return Err(fault("it ends too early"));
    }
    Ok(bytes)
}

fn read_cell(from: &mut impl Read) -> Result<Cell, StoreError> {
    let [letter] = read_array(from)?;
    let length = u32::from_le_bytes(read_array(from)?);
    let bytes = read_bytes(from, length)?;
    Ok(match letter {
        b't' => Cell::Text(Some(String::from_utf8(bytes).map_err(fault)?)),
        b'T' => Cell::Text(None),
        b'i' => {
            let bytes = <[u8; 8]>::try_from(bytes).map_err(|_| fault("a number"))?;
            Cell::Int(Some(i64::from_le_bytes(bytes)))
        }
        b'I' => Cell::Int(None),
        b'b' => Cell::Bool(Some(bytes == [1])),
        b'B' => Cell::Bool(None),
        b'x' => Cell::Blob(Some(bytes)),
        b'X' => Cell::Blob(None),
        _ => return Err(fault("a cell of no type")),
    })
}
