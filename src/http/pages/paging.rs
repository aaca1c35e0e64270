//! Long lists, page by page, so that no page is heavy.

/// Which page of how many this is, and where the others are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paging {
    /// From 1.
    pub(crate) page: usize,
    /// At least 1.
    pub(crate) pages: usize,
    /// Items of a page.
    most: usize,
    address: String,
}

impl Paging {
    /// The items of the page that was asked for, or of the nearest that there is; `most` a page.
    /// `address` is what the number of a page is written after.
    pub(crate) fn of<T>(
        all: &[T],
        asked: Option<usize>,
        most: usize,
        address: String,
    ) -> (&[T], Self) {
        let paging = Self::among(all.len(), asked, most, address);
        let from = paging.from();
        (&all[from..all.len().min(from + most)], paging)
    }

    /// The page that was asked for among so many items, or the nearest that there is.
    pub(crate) fn among(count: usize, asked: Option<usize>, most: usize, address: String) -> Self {
        let pages = count.div_ceil(most).max(1);
        Self { page: asked.unwrap_or(1).clamp(1, pages), pages, most, address }
    }

    /// Items before this page's.
    pub(crate) fn from(&self) -> usize {
        (self.page - 1) * self.most
    }

    /// The address of the page before.
    pub(crate) fn before(&self) -> Option<String> {
        (self.page > 1).then(|| format!("{}{}", self.address, self.page - 1))
    }

    /// The address of the page after.
    pub(crate) fn after(&self) -> Option<String> {
        (self.page < self.pages).then(|| format!("{}{}", self.address, self.page + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_not_there_is_the_nearest_that_is() {
        let all: Vec<u32> = (0..7).collect();
        let of = |asked| Paging::of(&all, asked, 3, "x?page=".to_owned());
        assert_eq!(of(None).0, [0, 1, 2]);
        assert_eq!(of(Some(0)).0, [0, 1, 2]);
        let (items, last) = of(Some(99));
        assert_eq!((items, last.page, last.pages), (&[6][..], 3, 3));
        assert_eq!((last.before().as_deref(), last.after()), (Some("x?page=2"), None));
        assert_eq!(of(Some(1)).1.after().as_deref(), Some("x?page=2"));
        assert_eq!((last.from(), Paging::among(6, Some(9), 3, String::new()).from()), (6, 3));
        let none = Paging::of::<u32>(&[], Some(4), 3, String::new());
        assert_eq!((none.0.len(), none.1.page, none.1.pages), (0, 1, 1));
    }
}
