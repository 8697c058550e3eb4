//! Finds separators, line ends and quotation marks, eight bytes at a time.
//!
//! Owns: that search. Must not know: what a record is.
//!
//! Cells are short: a search that starts anew for each one spends more on starting than on searching. This
//! one keeps the marks of a word that it has seen and not yet given out.

const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;

/// The places of some bytes in a text, in order.
pub(crate) struct Marks<'b, const N: usize> {
    words: &'b [[u8; 8]],
    tail: &'b [u8],
    needles: [u64; N],
    /// The number of bytes before the word after the current one.
    base: usize,
    /// The high bit of each marked byte of the current word that was not given out.
    pending: u64,
}

impl<'b, const N: usize> Marks<'b, N> {
    pub(crate) fn new(bytes: &'b [u8], needles: [u8; N]) -> Marks<'b, N> {
        let (words, tail) = bytes.as_chunks::<8>();
        let needles = needles.map(|needle| u64::from(needle) * 0x0101_0101_0101_0101);
        Marks {
            words,
            tail,
            needles,
            base: 0,
            pending: 0,
        }
    }

    /// The marked bytes of a word, each as its high bit.
    #[inline]
    fn marked(&self, word: u64) -> u64 {
        // A byte of `different` has its high bit unless the byte of `word` is the needle; exactly so,
        // because the sum cannot carry into the next byte.
        let different = |needle: u64| {
            let rest = word ^ needle;
            ((rest & LOW) + LOW) | rest
        };
        let none = self
            .needles
            .into_iter()
            .fold(u64::MAX, |all, needle| all & different(needle));
        !none & !LOW
    }

    /// Passes over the marks before a place.
    pub(crate) fn skip_to(&mut self, at: usize) {
        if at < self.base {
            let gone = at.saturating_sub(self.base - 8);
            self.pending &= u64::MAX << (8 * gone);
            return;
        }
        self.pending = 0;
        let words = ((at - self.base) / 8).min(self.words.len());
        self.words = &self.words[words..];
        self.base += 8 * words;
        if self.next_word() && at < self.base {
            self.skip_to(at);
        }
    }

    #[inline]
    fn next_word(&mut self) -> bool {
        if let [first, rest @ ..] = self.words {
            self.words = rest;
            self.base += 8;
            self.pending = self.marked(u64::from_le_bytes(*first));
            return true;
        }
        if self.tail.is_empty() {
            return false;
        }
        let mut last = [0; 8];
        last[..self.tail.len()].copy_from_slice(self.tail);
        let beyond = u64::MAX << (8 * self.tail.len());
        self.tail = &[];
        self.base += 8;
        self.pending = self.marked(u64::from_le_bytes(last)) & !beyond;
        true
    }
}

impl<const N: usize> Iterator for Marks<'_, N> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.pending == 0 {
            if !self.next_word() {
                return None;
            }
        }
        let at = self.base - 8 + (self.pending.trailing_zeros() / 8) as usize;
        self.pending &= self.pending - 1;
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(bytes in proptest::collection::vec(
            prop_oneof![Just(b','), Just(b'\n'), Just(b'\r'), Just(0u8), Just(0x80), Just(b'-'), any::<u8>()], 0..80)) {
            let plain: Vec<usize> = (0..bytes.len()).filter(|at| matches!(bytes[*at], b',' | b'\n' | b'\r')).collect();
            let marks: Vec<usize> = Marks::new(&bytes, [b',', b'\n', b'\r']).collect();
            prop_assert_eq!(&marks, &plain);
            for at in 0..=bytes.len() {
                for first in [0, 1, 3] {
                    let mut marks = Marks::new(&bytes, [b',', b'\n', b'\r']);
                    let given: Vec<usize> = marks.by_ref().take(first).collect();
                    if given.last().is_none_or(|last| *last < at) {
                        marks.skip_to(at);
                        let rest: Vec<usize> = marks.collect();
                        let expected: Vec<usize> = plain.iter().copied().filter(|m| *m >= at).collect();
                        prop_assert_eq!(rest, expected);
                    }
                }
            }
        }
    }
}
