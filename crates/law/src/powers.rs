//! Who may do what: 三员分立 of whoever administers an installation (N-4), and the acts that are the head's alone.

use crate::{
    case::Kind,
    finding::{Finding, Severity},
    rule::Rule,
};

/// 《政府信息公开条例》第三十三条第二款、第四条: an extension needs the consent of the head of the disclosure unit, who records it
/// himself. `None`: whoever works cases may do it.
#[must_use]
pub fn head_alone(kind: Kind) -> Option<Finding> {
    (kind == Kind::Extended).then(|| {
        Finding::new(
            Rule::A_33_3,
            Severity::Error,
            kind.as_str(),
            "须经公开工作机构负责人同意，由其本人登记".into(),
            "The head of the disclosure unit must consent, and records it himself".into(),
        )
    })
}

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
    use super::{Kind, change, head_alone, remains};

    #[test]
    fn an_extension_is_the_heads() {
        for kind in Kind::ALL {
            let found = head_alone(kind);
            assert_eq!(found.is_some(), kind == Kind::Extended, "{kind:?}");
            assert!(found.is_none_or(|found| found.id == "A-33.3"));
        }
    }

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
