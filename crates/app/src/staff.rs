//! Who acts. What he may do is a value of [`crate::rights`], which an operation takes.

use law::{handling::Post, powers::Power};

/// 岗位: what a member of staff may do in the organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 经办人: registers, drafts, answers.
    Clerk,
    /// 科室负责人: second reading.
    Head,
    /// 法制审核员: reads a decision for its legality.
    Legal,
    /// 保密审查员: clears for secrecy.
    Reviewer,
    /// 分管领导: signs off.
    Leader,
    /// 发布员: puts cleared items on the channels.
    Publisher,
    /// 公开工作机构负责人: consents to extensions, answers for the report.
    DisclosureHead,
    /// 县政务公开办: watches the organs below.
    Supervisor,
    /// 系统管理员: accounts and the machine, no cases.
    Admin,
    /// 安全管理员: rights, sessions, keys, no cases.
    Security,
    /// 安全审计员: reads the audit log, and changes nothing.
    Auditor,
}

impl Role {
    pub const ALL: [Self; 11] = [
        Self::Clerk,
        Self::Head,
        Self::Legal,
        Self::Reviewer,
        Self::Leader,
        Self::Publisher,
        Self::DisclosureHead,
        Self::Supervisor,
        Self::Admin,
        Self::Security,
        Self::Auditor,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Head => "head",
            Self::Legal => "legal",
            Self::Reviewer => "reviewer",
            Self::Leader => "leader",
            Self::Publisher => "publisher",
            Self::DisclosureHead => "disclosure_head",
            Self::Supervisor => "supervisor",
            Self::Admin => "admin",
            Self::Security => "security",
            Self::Auditor => "auditor",
        }
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Clerk => "经办人",
            Self::Head => "科室负责人",
            Self::Legal => "法制审核员",
            Self::Reviewer => "保密审查员",
            Self::Leader => "分管领导",
            Self::Publisher => "发布员",
            Self::DisclosureHead => "公开工作机构负责人",
            Self::Supervisor => "政务公开主管",
            Self::Admin => Power::System.zh(),
            Self::Security => Power::Security.zh(),
            Self::Auditor => Power::Audit.zh(),
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Clerk => "Clerk",
            Self::Head => "Section head",
            Self::Legal => "Legal reviewer",
            Self::Reviewer => "Secrecy reviewer",
            Self::Leader => "Leader in charge",
            Self::Publisher => "Publisher",
            Self::DisclosureHead => "Head of the disclosure unit",
            Self::Supervisor => "Supervisor",
            Self::Admin => "Administrator",
            Self::Security => "Security administrator",
            Self::Auditor => "Auditor",
        }
    }

    /// Which of the three powers over the house it is, if any.
    #[must_use]
    pub fn power(self) -> Option<Power> {
        match self {
            Self::Admin => Some(Power::System),
            Self::Security => Some(Power::Security),
            Self::Auditor => Some(Power::Audit),
            _ => None,
        }
    }

    /// Whether a program may hold it: none of the three powers.
    #[must_use]
    pub fn for_programs(self) -> bool {
        self.power().is_none()
    }
}

impl std::str::FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(())
    }
}

/// The powers over the house among these roles.
#[must_use]
pub fn powers_of(roles: &[Role]) -> Vec<Power> {
    roles.iter().filter_map(|role| role.power()).collect()
}

/// A signed-in member of staff. Acts only inside `organ`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    pub id: String,
    pub organ: String,
    pub login: String,
    pub name: String,
    pub roles: Vec<Role>,
}

impl Staff {
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The powers over the house that he holds.
    #[must_use]
    pub fn powers(&self) -> Vec<Power> {
        powers_of(&self.roles)
    }

    /// The posts held in the handling of a request.
    #[must_use]
    pub fn posts(&self) -> Vec<Post> {
        [
            (Role::Clerk, Post::Clerk),
            (Role::DisclosureHead, Post::Clerk),
            (Role::Head, Post::SectionHead),
            (Role::Legal, Post::Legal),
            (Role::Leader, Post::Leader),
        ]
        .into_iter()
        .filter(|(role, _)| self.has(*role))
        .map(|(_, post)| post)
        .collect()
    }

    /// The posts held in the making of an item. A 发布员 may write, too.
    #[must_use]
    pub fn item_posts(&self) -> Vec<Post> {
        let mut posts: Vec<Post> = [
            (Role::Clerk, Post::Clerk),
            (Role::Head, Post::SectionHead),
            (Role::Reviewer, Post::Secrecy),
            (Role::Leader, Post::Leader),
            (Role::Publisher, Post::Publisher),
            (Role::Publisher, Post::Clerk),
        ]
        .into_iter()
        .filter(|(role, _)| self.has(*role))
        .map(|(_, post)| post)
        .collect();
        posts.dedup();
        posts
    }
}
