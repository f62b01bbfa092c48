//! Who may do what: 三员分立 of whoever administers an installation (N-4), and the acts that are the head's alone.

use serde::{Deserialize, Serialize};

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

/// Whether one person may hold several of the three powers, which no text leaves open: the house says so, on record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub together: bool,
}

/// The rule by which the audit log is the auditor's alone.
pub const AUDIT: Rule = Rule::N_4;

/// 审计 is apart from all other work: who reads the log does none of what it tells of (N-4). `roles` are all that one person would
/// hold, `auditor` whether reading the log is among them. `place` of the finding is `roles`.
#[must_use]
pub fn audit_apart(auditor: bool, roles: usize, settings: &Settings) -> Option<Finding> {
    (auditor && roles > 1 && !settings.together).then(|| {
        Finding::new(
            AUDIT,
            Severity::Error,
            "roles",
            "安全审计员不兼任其他岗位；确需一人兼任，先在设置中写明（powers.together）".into(),
            "The auditor holds no other role; where one person must, the settings say so first (powers.together)".into(),
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
    use super::{Kind, Settings, audit_apart, change, head_alone, remains};

    #[test]
    fn whoever_reads_the_log_does_nothing_else() {
        let (apart, together) = (Settings::default(), Settings { together: true });
        let found = audit_apart(true, 2, &apart).unwrap();
        assert_eq!((found.id.id(), found.place.as_str()), ("N-4", "roles"));
        assert!(audit_apart(true, 1, &apart).is_none());
        assert!(audit_apart(false, 3, &apart).is_none());
        assert!(audit_apart(true, 3, &together).is_none());
    }

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
