//! The life of an annual report: drafted, reviewed, signed off, submitted, returned or accepted, published, corrected.
//!
//! R-10 to R-12 (submit to the 主管部门 and publish), R-15 (published together), R-60 (the leader in charge answers for
//! it), S-7 (three persons: who drafts, who reviews, who signs off), A-49, A-50. The stages are computed from the acts
//! of the year's stream; a step that is not allowed is refused with every reason at once.

mod hold;
mod refusal;

use serde::{Deserialize, Serialize};

pub use hold::{asks, lacks_a_hand, stops};
pub use refusal::{Facts, refusals};

use crate::readings::{Course, Opinion, Post, Reading};

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 未开始
    #[default]
    Open,
    /// 编写中
    Drafted,
    /// 科室负责人已审核
    Reviewed,
    /// 分管领导已签发
    Signed,
    /// 已报送主管部门
    Submitted,
    /// 主管部门退回修改
    Returned,
    /// 主管部门已接收
    Accepted,
    /// 已公布
    Published,
}

impl Stage {
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Drafted,
        Self::Reviewed,
        Self::Signed,
        Self::Submitted,
        Self::Returned,
        Self::Accepted,
        Self::Published,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Drafted => "drafted",
            Self::Reviewed => "reviewed",
            Self::Signed => "signed",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::Published => "published",
        }
    }

    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Open => "未开始",
            Self::Drafted => "编写中",
            Self::Reviewed => "已审核",
            Self::Signed => "已签发",
            Self::Submitted => "已报送",
            Self::Returned => "已退回",
            Self::Accepted => "已接收",
            Self::Published => "已公布",
        }
    }

    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Open => "not begun",
            Self::Drafted => "being written",
            Self::Reviewed => "reviewed",
            Self::Signed => "signed off",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
            Self::Published => "published",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// Whether the supervisor has the report in hand: it counts as reported.
    #[must_use]
    pub const fn is_reported(self) -> bool {
        matches!(self, Self::Submitted | Self::Accepted | Self::Published)
    }
}

/// What may be done with a report; each is one kind of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Sections saved. After a review it makes the review void.
    Draft,
    /// A question of the checks answered with a reason.
    Answer,
    /// 科室负责人 agrees.
    Review,
    /// 分管领导 signs off.
    Sign,
    /// A reviewer sends it back to the drafter.
    SendBack,
    /// Handed to the 主管部门.
    Submit,
    /// The 主管部门 files a return that came as a file.
    Receive,
    /// The 主管部门 returns it with comments.
    Return,
    /// The 主管部门 accepts it.
    Accept,
    Publish,
    /// Opened again for a further edition, with the reason.
    Reopen,
    /// 催报: the 主管部门 reminds the unit.
    Chase,
    /// An earlier year's published report, taken over from a file.
    Adopt,
}

impl Step {
    pub const ALL: [Self; 13] = [
        Self::Draft,
        Self::Answer,
        Self::Review,
        Self::Sign,
        Self::SendBack,
        Self::Submit,
        Self::Receive,
        Self::Return,
        Self::Accept,
        Self::Publish,
        Self::Reopen,
        Self::Chase,
        Self::Adopt,
    ];

    /// The kind of the act.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Draft => "report_drafted",
            Self::Answer => "report_answered",
            Self::Review => "report_reviewed",
            Self::Sign => "report_signed",
            Self::SendBack => "report_sent_back",
            Self::Submit => "report_submitted",
            Self::Receive => "report_received",
            Self::Return => "report_returned",
            Self::Accept => "report_accepted",
            Self::Publish => "report_published",
            Self::Reopen => "report_reopened",
            Self::Chase => "report_chased",
            Self::Adopt => "report_adopted",
        }
    }

    #[must_use]
    pub fn from_kind(kind: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.kind() == kind)
    }

    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Draft => "编写",
            Self::Answer => "说明",
            Self::Review => "审核",
            Self::Sign => "签发",
            Self::SendBack => "退回起草",
            Self::Submit => "报送",
            Self::Receive => "收件登记",
            Self::Return => "退回修改",
            Self::Accept => "接收",
            Self::Publish => "公布",
            Self::Reopen => "启动更正",
            Self::Chase => "催报",
            Self::Adopt => "补录",
        }
    }

    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Draft => "write",
            Self::Answer => "answer",
            Self::Review => "review",
            Self::Sign => "sign off",
            Self::SendBack => "send back",
            Self::Submit => "submit",
            Self::Receive => "receive",
            Self::Return => "return",
            Self::Accept => "accept",
            Self::Publish => "publish",
            Self::Reopen => "reopen",
            Self::Chase => "chase",
            Self::Adopt => "take over",
        }
    }
}

/// What the acts so far amount to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    pub stage: Stage,
    /// Who wrote the draft as it stands (everybody who saved or answered in this round) and its readings.
    pub course: Course,
    /// How many times it was published; from the second on an edition corrects the one before.
    pub editions: u32,
    pub chases: u32,
}

impl Past {
    /// The state after these steps. Total: what was done, allowed or not, is a fact.
    #[must_use]
    pub fn of<'a>(steps: impl IntoIterator<Item = (Step, &'a str)>) -> Self {
        let mut past = Self::default();
        for (step, by) in steps {
            past.then(step, by);
        }
        past
    }

    /// Adds one step.
    pub fn then(&mut self, step: Step, by: &str) {
        match step {
            Step::Draft | Step::Answer => {
                // Whoever had a hand in the text of this round is its drafter (S-7).
                self.course.written(by, None, None);
                self.stage = Stage::Drafted;
            }
            Step::Review => {
                self.course.read(agreed(Post::SectionHead, by));
                self.stage = Stage::Reviewed;
            }
            Step::Sign => {
                self.course.read(agreed(Post::Leader, by));
                self.stage = Stage::Signed;
            }
            Step::SendBack => {
                self.course.unread();
                self.stage = Stage::Drafted;
            }
            Step::Submit | Step::Receive => self.stage = Stage::Submitted,
            Step::Return => {
                self.course.begin_anew();
                self.stage = Stage::Returned;
            }
            Step::Accept => self.stage = Stage::Accepted,
            Step::Publish | Step::Adopt => {
                self.editions += 1;
                self.stage = Stage::Published;
            }
            Step::Reopen => {
                self.course.begin_anew();
                self.stage = Stage::Drafted;
            }
            Step::Chase => self.chases += 1,
        }
    }
}

/// 审核 or 签发 of a report. Its acts carry the report itself where it is signed; what changed since is R-61's matter.
fn agreed(post: Post, by: &str) -> Reading {
    Reading {
        post,
        by: by.into(),
        on: None,
        opinion: Opinion::Agree,
        read: None,
        note: String::new(),
        exception: String::new(),
    }
}

/// The steps that are allowed now, in the order of the work.
#[must_use]
pub fn allowed(past: &Past, by: &str, facts: &Facts) -> Vec<Step> {
    Step::ALL
        .into_iter()
        .filter(|step| refusals(past, *step, by, facts).is_empty())
        .collect()
}
