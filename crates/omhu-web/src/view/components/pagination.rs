//! Page by page through a long list.

use askama::Template;

use crate::texts::Texts;

/// The way to other pages of a list; nothing where there is only one.
#[derive(Template)]
#[template(path = "view/components/pagination.html")]
pub struct Pagination {
    /// The texts.
    pub t: Texts,
    /// This page, from 1.
    pub current: u32,
    /// The last page.
    pub last: u32,
    /// The address up to the page's number: `/cases?team=nord&page=`.
    pub before: String,
}

impl Pagination {
    /// The first, the last, and those around this one; `0` is a gap.
    fn shown(&self) -> Vec<u32> {
        let near = self.current.saturating_sub(1).max(1)..=(self.current + 1).min(self.last);
        let mut shown = Vec::new();
        for number in [1].into_iter().chain(near).chain([self.last]) {
            match shown.last() {
                Some(last) if number <= *last => {}
                Some(last) if number > last + 1 => shown.extend([0, number]),
                _ => shown.push(number),
            }
        }
        shown
    }

    fn is_current(&self, number: &u32) -> bool {
        self.current == *number
    }

    fn is_gap(&self, number: &u32) -> bool {
        *number == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_stand_where_pages_are_left_out() {
        let shown = |current, last| {
            Pagination {
                t: Texts::of(crate::Lang::Da),
                current,
                last,
                before: String::new(),
            }
            .shown()
        };
        assert_eq!(shown(1, 1), [1]);
        assert_eq!(shown(1, 9), [1, 2, 0, 9]);
        assert_eq!(shown(5, 9), [1, 0, 4, 5, 6, 0, 9]);
        assert_eq!(shown(9, 9), [1, 0, 8, 9]);
        assert_eq!(shown(3, 5), [1, 2, 3, 4, 5]);
    }
}
