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

/// 三员: the powers over the house itself, each a person's whole post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// 系统管理员: makes, shuts and hands over accounts, runs the machine.
    System,
    /// 安全管理员: gives and takes rights, ends sessions and second factors, makes the keys of programs.
    Security,
    /// 安全审计员: reads the log of what everybody did, these two first.
    Audit,
}

impl Power {
    pub const ALL: [Self; 3] = [Self::System, Self::Security, Self::Audit];

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::System => "系统管理员",
            Self::Security => "安全管理员",
            Self::Audit => "安全审计员",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::System => "administrator",
            Self::Security => "security administrator",
            Self::Audit => "auditor",
        }
    }
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

/// Who keeps an account, makes a link to it, shuts it: the system administrator, but not that of somebody who gives rights. Else he
/// would come in as that one, and give himself what he likes (N-4). `place` of the finding is `login`.
#[must_use]
pub fn keeps(by: &[Power], whom: &[Power]) -> Option<Finding> {
    let gives_rights = whom.contains(&Power::Security);
    let needed = if gives_rights {
        Power::Security
    } else {
        Power::System
    };
    (!by.contains(&needed)).then(|| match gives_rights {
        true => no(
            "安全管理员的账户由另一位安全管理员保管，系统管理员不能停用，也不能生成链接",
            "The account of a security administrator is kept by another one: no system administrator shuts it or makes a link to it",
        ),
        false => no(
            "账户由系统管理员开立和停用；安全管理员给予和收回岗位",
            "Accounts are opened and shut by the system administrator; the security administrator gives and takes roles",
        ),
    })
}

/// Whether roles that somebody asks for at the machine wait for the security administrator: as soon as the powers are parted, and as
/// long as one of `givers`, by what each holds, gives rights and opens no accounts. Before that, or where none can come in any more,
/// whoever holds the machine gives them, on record (N-4).
#[must_use]
pub fn rights_wait(givers: &[Vec<Power>]) -> bool {
    let parted =
        |held: &Vec<Power>| held.contains(&Power::Security) && !held.contains(&Power::System);
    givers.iter().any(parted)
}

/// Whether one person may hold several of the three powers, which no text leaves open: the house says so, on record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub together: bool,
}

/// The rule by which each of the three powers is its holder's alone.
pub const APART: Rule = Rule::N_4;

/// Each of the three powers is apart from all other work: who opens accounts gives no rights, who gives rights reads no records, and
/// who reads the log does none of what it tells of (N-4). `roles` counts all that one person would hold, `powers` are those among
/// them. `place` of the finding is `roles`.
#[must_use]
pub fn apart(powers: &[Power], roles: usize, settings: &Settings) -> Option<Finding> {
    let power = powers.first()?;
    (roles > 1 && !settings.together).then(|| {
        let (zh, en) = (power.zh(), power.en());
        Finding::new(
            APART,
            Severity::Error,
            "roles",
            format!("{zh}不兼任其他岗位；确需一人兼任，先在设置中写明（powers.together）"),
            format!("The {en} holds no other role; where one person must, the settings say so first (powers.together)"),
        )
    })
}

/// Whether somebody holds what should be two people's: the first person of an installation, until he has let a second one in (N-4).
#[must_use]
pub fn two_in_one_hand(powers: &[Power], settings: &Settings) -> bool {
    powers.len() > 1 && !settings.together
}

/// Somebody always remains who can open accounts, and somebody who can give rights (N-4): `others` hold the power besides the one
/// who goes.
#[must_use]
pub fn remains(power: Power, others: usize) -> Option<Finding> {
    (others == 0).then(|| {
        let (zh, en) = (power.zh(), power.en());
        no(
            &format!("这是最后一位{zh}：先让另一人担任"),
            &format!("This is the last {en}: let another person become one first"),
        )
    })
}

fn no(zh: &str, en: &str) -> Finding {
    Finding::new(Rule::N_4, Severity::Error, "login", zh.into(), en.into())
}

#[cfg(test)]
mod tests {
    use super::{
        Kind, Power, Settings, apart, change, head_alone, keeps, remains, rights_wait,
        two_in_one_hand,
    };

    #[test]
    fn each_of_the_three_does_nothing_else() {
        let (alone, together) = (Settings::default(), Settings { together: true });
        for power in Power::ALL {
            let found = apart(&[power], 2, &alone).unwrap();
            assert_eq!((found.id.id(), found.place.as_str()), ("N-4", "roles"));
            assert!(found.zh.contains(power.zh()) && found.en.contains(power.en()));
            assert!(apart(&[power], 1, &alone).is_none());
            assert!(apart(&[power], 3, &together).is_none());
        }
        assert!(apart(&Power::ALL, 3, &alone).is_some());
        assert!(apart(&[], 3, &alone).is_none());
        assert!(two_in_one_hand(&[Power::System, Power::Security], &alone));
        assert!(!two_in_one_hand(
            &[Power::System, Power::Security],
            &together
        ));
        assert!(!two_in_one_hand(&[Power::System], &alone));
    }

    #[test]
    fn nobody_comes_in_as_whoever_gives_rights() {
        let (system, security) = ([Power::System], [Power::Security]);
        assert!(keeps(&system, &[]).is_none() && keeps(&system, &system).is_none());
        assert!(keeps(&security, &security).is_none());
        for (by, whom) in [
            (&system, &security[..]),
            (&security, &[]),
            (&security, &system),
        ] {
            let found = keeps(by, whom).unwrap();
            assert_eq!((found.id.id(), found.place.as_str()), ("N-4", "login"));
        }
        let both = vec![Power::System, Power::Security];
        assert!(!rights_wait(&[]) && !rights_wait(&[both.clone(), system.to_vec()]));
        assert!(rights_wait(&[both, security.to_vec()]));
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
        assert!(change("a", "b").is_none() && remains(Power::System, 1).is_none());
        let own = change("a", "a").unwrap();
        let last = remains(Power::Security, 0).unwrap();
        assert!(last.zh.contains("安全管理员") && last.en.contains("security administrator"));
        assert_eq!((own.id.id(), last.id.id()), ("N-4", "N-4"));
        assert_eq!(
            (own.place.as_str(), last.place.as_str()),
            ("login", "login")
        );
    }
}
