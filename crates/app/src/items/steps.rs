//! The steps that an item takes after it was drafted, as one table: pages and programs name a step by its word, and what is said
//! at it is the same for both.

use jiff::civil::DateTime;
use law::{fields::item::OPINION, item::Kind, readings::Post};

use super::{
    Opinion, ReadingForm,
    life::{discard, read, repeal, restore, submit, suspend, withdraw},
    publish::{PublishForm, publish, schedule, unschedule},
};
use crate::{
    App, Error, FieldError, Result, Staff,
    rights::{By, May},
};

/// One step in the life of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 送审.
    Submit,
    /// 复审, by the section head.
    Check,
    /// 保密审查.
    Review,
    /// 终审, by the leader in charge.
    Sign,
    /// 发布.
    Publish,
    /// 定时发布.
    Schedule,
    /// 取消定时.
    Unschedule,
    /// 放弃修改.
    Discard,
    /// 暂停公开.
    Suspend,
    /// 恢复公开.
    Restore,
    /// 废止.
    Repeal,
    /// 撤回.
    Withdraw,
}

/// What is said at a step; each step reads its own.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Why personal data in it may be public all the same.
    pub lawful_reason: String,
    /// What a reader thinks; he has to choose.
    pub opinion: Option<Opinion>,
    /// The basis of the opinion, or what is to be mended.
    pub basis: String,
    /// Why one person does two steps, in a bureau too small for two.
    pub exception: String,
    /// What a reader saw in attachments that no program can read (S-1).
    pub looked: String,
    /// The digest of the text that was before the reader; `None`: the text of the version that he names.
    pub read: Option<String>,
    /// When it is to be published: day and minute in China, `2026-03-10T15:00` or with a blank between.
    pub at: String,
    /// What changed, where a text takes the place of a public one.
    pub note: String,
    /// Whether what the text says is another thing now; he has to choose.
    pub major: Option<bool>,
    /// Why a document is repealed, or taken off the portal, or something begun is taken back.
    pub reason: String,
    /// The document that replaces a repealed one.
    pub by: String,
}

impl Step {
    pub const ALL: [Self; 12] = [
        Self::Submit,
        Self::Check,
        Self::Review,
        Self::Sign,
        Self::Publish,
        Self::Schedule,
        Self::Unschedule,
        Self::Discard,
        Self::Suspend,
        Self::Restore,
        Self::Repeal,
        Self::Withdraw,
    ];

    /// The last word of its address, and the name of its form.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Check => "check",
            Self::Review => "review",
            Self::Sign => "sign",
            Self::Publish => "publish",
            Self::Schedule => "schedule",
            Self::Unschedule => "unschedule",
            Self::Discard => "discard",
            Self::Suspend => "suspend",
            Self::Restore => "restore",
            Self::Repeal => "repeal",
            Self::Withdraw => "withdraw",
        }
    }

    /// The act that it leaves in the ledger.
    #[must_use]
    pub fn act(self) -> Kind {
        match self {
            Self::Submit => Kind::SubmittedForReview,
            Self::Check => Kind::Checked,
            Self::Review => Kind::Reviewed,
            Self::Sign => Kind::SignedOff,
            Self::Publish => Kind::Published,
            Self::Schedule => Kind::Scheduled,
            Self::Unschedule => Kind::Unscheduled,
            Self::Discard => Kind::Discarded,
            Self::Suspend => Kind::Suspended,
            Self::Restore => Kind::Restored,
            Self::Repeal => Kind::Repealed,
            Self::Withdraw => Kind::Withdrawn,
        }
    }

    /// As which post one reads at it; `None` where nothing is read.
    #[must_use]
    pub fn post(self) -> Option<Post> {
        match self {
            Self::Check => Some(Post::SectionHead),
            Self::Review => Some(Post::Secrecy),
            Self::Sign => Some(Post::Leader),
            _ => None,
        }
    }

    /// Takes the step with an item seen at `version`; returns the new version. Each asks for a right of its own.
    pub async fn take(
        self,
        app: &App,
        staff: &Staff,
        (id, version): (&str, i64),
        said: &Said,
    ) -> Result<i64> {
        if let Some(post) = self.post() {
            let reader = May::of(staff, said.as_reading(post)?)?;
            return read(app, &reader, id, version).await;
        }
        match self {
            Self::Submit => submit(app, &By::of(staff)?, id, version, &said.lawful_reason).await,
            Self::Discard => discard(app, &By::of(staff)?, id, version, &said.reason).await,
            Self::Suspend => suspend(app, &By::of(staff)?, id, version, &said.reason).await,
            Self::Restore => restore(app, &By::of(staff)?, id, version, &said.reason).await,
            Self::Repeal => repeal(app, &By::of(staff)?, id, version, &said.reason, &said.by).await,
            Self::Withdraw => withdraw(app, &By::of(staff)?, id, version, &said.reason).await,
            Self::Unschedule => unschedule(app, &By::of(staff)?, id, version, &said.reason).await,
            Self::Schedule => {
                let by = By::of(staff)?;
                let plan = (said.minute()?, &said.as_publication());
                schedule(app, &by, id, version, plan).await
            }
            _ => publish(app, &By::of(staff)?, id, version, &said.as_publication()).await,
        }
    }
}

impl Said {
    fn as_publication(&self) -> PublishForm {
        PublishForm {
            exception: self.exception.clone(),
            note: self.note.clone(),
            major: self.major.unwrap_or(true),
        }
    }

    fn minute(&self) -> Result<DateTime> {
        let text = self.at.trim().replace(' ', "T");
        text.parse().map_err(|_| {
            Error::Invalid(vec![FieldError::new(
                "at",
                "form",
                "定时发布的时间应写成 年-月-日 时:分，如 2026-03-10 15:00",
                "Write the minute as year-month-day hour:minute, such as 2026-03-10 15:00",
            )])
        })
    }

    fn as_reading(&self, post: Post) -> Result<ReadingForm> {
        let opinion = self
            .opinion
            .ok_or_else(|| Error::at(&OPINION, "请选择审查意见", "Choose an opinion"))?;
        Ok(ReadingForm {
            post,
            opinion,
            basis: self.basis.clone(),
            exception: self.exception.clone(),
            looked: self.looked.clone(),
            read: self.read.clone(),
        })
    }
}
