//! Where a case history comes from.
//!
//! Owns: opening it, its name in messages, guessing its form. Must not know: what stands in it.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use crate::error::ReadError;
use crate::options::Format;

/// A file, or a stream such as standard input.
pub enum Source<'a> {
    /// The file at this path; `.jsonl` is JSON Lines, everything else CSV.
    Path(PathBuf),
    /// A stream; its form is guessed from its first byte.
    Stream {
        /// The name in messages.
        name: String,
        /// The bytes.
        bytes: Box<dyn Read + Send + 'a>,
    },
}

impl<'a> Source<'a> {
    /// A stream of this name.
    pub fn stream(name: impl Into<String>, bytes: impl Read + Send + 'a) -> Source<'a> {
        Source::Stream {
            name: name.into(),
            bytes: Box::new(bytes),
        }
    }

    pub(crate) fn open(self) -> Result<Input<'a>, ReadError> {
        match self {
            Source::Path(path) => {
                let lines = path
                    .extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case("jsonl"));
                let format = if lines {
                    Format::JsonLines
                } else {
                    Format::Csv
                };
                let name = path.display().to_string();
                match File::open(&path) {
                    Ok(file) => Ok(Input::new(name, Box::new(file), Some(format))),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {
                        Err(ReadError::NotFound { path })
                    }
                    Err(reason) => Err(ReadError::Unreadable { name, reason }),
                }
            }
            Source::Stream { name, bytes } => Ok(Input::new(name, bytes, None)),
        }
    }
}

/// Bytes with those ahead that were read too far.
pub(crate) struct Input<'a> {
    pub(crate) name: String,
    bytes: Box<dyn Read + Send + 'a>,
    format: Option<Format>,
    ahead: Vec<u8>,
    at_end: bool,
    taken: u64,
}

impl<'a> Input<'a> {
    fn new(name: String, bytes: Box<dyn Read + Send + 'a>, format: Option<Format>) -> Input<'a> {
        Input {
            name,
            bytes,
            format,
            ahead: Vec::new(),
            at_end: false,
            taken: 0,
        }
    }

    /// The form by the name, or by the first byte that is not blank.
    pub(crate) fn format(&mut self) -> Result<Format, ReadError> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        self.skip_byte_order_mark()?;
        let mut size = 64;
        loop {
            let ended = self.look_ahead(size)?;
            let first = self.ahead.iter().find(|byte| !byte.is_ascii_whitespace());
            match first {
                Some(b'{') => return Ok(Format::JsonLines),
                Some(_) => return Ok(Format::Csv),
                // A pipe of blanks only: whichever, but not without end.
                None if ended || size > 1 << 20 => return Ok(Format::Csv),
                None => size *= 2,
            }
        }
    }

    /// Takes a byte-order mark away, if the bytes begin with one.
    pub(crate) fn skip_byte_order_mark(&mut self) -> Result<(), ReadError> {
        self.look_ahead(3)?;
        if self.taken == self.ahead.len() as u64 && self.ahead.starts_with(b"\xef\xbb\xbf") {
            self.consume(3);
        }
        Ok(())
    }

    /// Reads until `size` bytes are ahead; true where the end came first.
    pub(crate) fn look_ahead(&mut self, size: usize) -> Result<bool, ReadError> {
        while self.ahead.len() < size && !self.at_end {
            let start = self.ahead.len();
            self.ahead.resize(size, 0);
            let mut ahead = std::mem::take(&mut self.ahead);
            let count = self.read(&mut ahead[start..]);
            ahead.truncate(start + *count.as_ref().unwrap_or(&0));
            self.ahead = ahead;
            count?;
        }
        Ok(self.at_end)
    }

    /// What is ahead.
    pub(crate) fn ahead(&self) -> &[u8] {
        &self.ahead
    }

    /// Lets go of bytes ahead.
    pub(crate) fn consume(&mut self, count: usize) {
        self.ahead.drain(..count);
    }

    /// Gives away all bytes ahead.
    pub(crate) fn take_ahead(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.ahead)
    }

    /// Reads bytes behind those ahead; 0 at the end.
    pub(crate) fn read(&mut self, into: &mut [u8]) -> Result<usize, ReadError> {
        loop {
            match self.bytes.read(into) {
                Ok(0) => {
                    self.at_end = true;
                    return Ok(0);
                }
                Ok(count) => {
                    self.taken += count as u64;
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(reason) => {
                    return Err(ReadError::Unreadable {
                        name: self.name.clone(),
                        reason,
                    });
                }
            }
        }
    }

    /// How many bytes were read in all.
    pub(crate) fn taken(&self) -> u64 {
        self.taken
    }

    /// Whether the end was reached.
    pub(crate) fn at_end(&self) -> bool {
        self.at_end
    }
}
