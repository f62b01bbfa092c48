//! Who acts. What he may do is a value of [`crate::rights`], which an operation takes.

use law::handling::Post;

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
    /// 系统管理员.
    Admin,
    /// 安全审计员: reads the audit log, and changes nothing.
    Auditor,
}

impl Role {
    pub const ALL: [Self; 10] = [
        Self::Clerk,
        Self::Head,
        Self::Legal,
        Self::Reviewer,
        Self::Leader,
        Self::Publisher,
        Self::DisclosureHead,
        Self::Supervisor,
        Self::Admin,
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
            Self::Admin => "系统管理员",
            Self::Auditor => "安全审计员",
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
            Self::Auditor => "Auditor",
        }
    }

    /// Whether a program may hold it: none administers, and none reads the audit log.
    #[must_use]
    pub fn for_programs(self) -> bool {
        !matches!(self, Self::Admin | Self::Auditor)
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
