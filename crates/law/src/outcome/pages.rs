//! 区分处理 (《政府信息公开条例》第三十七条): from pages to an outcome.

use super::Code;

/// What pages amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfPages {
    /// One outcome follows: everything, a part with its grounds, or nothing on one ground.
    One { code: Code, grounds: Vec<Code> },
    /// Nothing can be opened, on several grounds: a person chooses the leaf and says why.
    Choose(Vec<Code>),
}

/// 《政府信息公开条例》第三十七条: if any page can be opened it is opened and the outcome is PART, whatever the grounds for the rest
/// (A-37, R-45, trap 19). A page is open (`None`) or withheld on a ground. `None` without pages, or with a ground that
/// withholds nothing.
#[must_use]
pub fn of_pages(pages: &[Option<Code>]) -> Option<OfPages> {
    let mut grounds: Vec<Code> = pages.iter().copied().flatten().collect();
    if pages.is_empty() || grounds.iter().any(|ground| !ground.withheld()) {
        return None;
    }
    grounds.sort_unstable();
    grounds.dedup();
    let any_open = pages.iter().any(Option::is_none);
    Some(match (any_open, grounds.as_slice()) {
        (_, []) => OfPages::One {
            code: Code::OpenGive,
            grounds,
        },
        (true, _) => OfPages::One {
            code: Code::Part,
            grounds,
        },
        (false, [only]) => OfPages::One {
            code: *only,
            grounds: Vec::new(),
        },
        (false, _) => OfPages::Choose(grounds),
    })
}
