//! 三员分立: who administers an installation, and what he may not do to himself (N-4).

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// Nobody changes what he himself may do, nor shuts his own account (N-4). `place` of the finding is `login`.
#[must_use]
pub fn change(by: &str, whom: &str) -> Option<Finding> {
    (by == whom).then(|| {
        no(
            "不能变更自己的岗位，也不能停用自己；请由另一位管理员办理",
            "Nobody changes his own roles or shuts his own account: another administrator does it",
        )
    })
}

/// Somebody always remains who can let others in (N-4): `others` administrators besides the one who goes.
#[must_use]
pub fn remains(others: usize) -> Option<Finding> {
    (others == 0).then(|| {
        no(
            "这是最后一位系统管理员：先让另一人担任",
            "This is the last administrator: let another person become one first",
        )
    })
}

fn no(zh: &str, en: &str) -> Finding {
    Finding::new(Rule::N_4, Severity::Error, "login", zh.into(), en.into())
}

#[cfg(test)]
mod tests {
    use super::{change, remains};

    #[test]
    fn another_changes_me_and_one_remains() {
        assert!(change("a", "b").is_none() && remains(1).is_none());
        let own = change("a", "a").unwrap();
        let last = remains(0).unwrap();
        assert_eq!((own.id.id(), last.id.id()), ("N-4", "N-4"));
        assert_eq!(
            (own.place.as_str(), last.place.as_str()),
            ("login", "login")
        );
    }
}
