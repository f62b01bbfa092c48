//! 体检: what of an installation is not as a real office needs it, each with what to do about it. What only the machine knows, its disk
//! and its folder, `mingbai doctor` adds.

mod people;
mod site;

use law::rule::Rule;

use crate::{App, Result, health};

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Something does not work.
    Broken,
    /// Something will go wrong, or is open to others.
    Soon,
    /// Something that an office usually has.
    Advice,
}

/// One thing that was found, in both languages.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Complaint {
    /// Names the check, for programs.
    pub id: &'static str,
    pub urgency: Urgency,
    /// The rule that asks for it, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    pub zh: String,
    pub en: String,
    /// What to do about it.
    pub mend_zh: String,
    pub mend_en: String,
}

impl Complaint {
    /// What is said of it and what to do about it, each in Chinese and in English.
    #[must_use]
    pub fn new(id: &'static str, urgency: Urgency, said: (&str, &str), mend: (&str, &str)) -> Self {
        Self {
            id,
            urgency,
            rule: None,
            zh: said.0.into(),
            en: said.1.into(),
            mend_zh: mend.0.into(),
            mend_en: mend.1.into(),
        }
    }

    /// The same, asked for by a rule.
    fn under(self, rule: Rule) -> Self {
        Self {
            rule: Some(rule.id()),
            ..self
        }
    }
}

/// Looks at everything that the program itself can see, the most urgent first.
///
/// # Errors
/// The database cannot be read. That it cannot be written is a complaint.
pub async fn look(app: &App) -> Result<Vec<Complaint>> {
    let mut found = site::look(app);
    found.extend(database(app).await);
    found.extend(jobs(app).await?);
    found.extend(people::look(app).await?);
    found.sort_by_key(|one| one.urgency);
    Ok(found)
}

async fn database(app: &App) -> Option<Complaint> {
    let error = health::pulse(app).await.err()?;
    Some(Complaint::new(
        "database",
        Urgency::Broken,
        (
            &format!("数据库不能写入：{error}"),
            &format!("The database takes no write: {error}"),
        ),
        (
            "查看磁盘空间、数据库服务和权限",
            "Look at the room on the disk, the database server and its rights",
        ),
    ))
}

async fn jobs(app: &App) -> Result<Option<Complaint>> {
    let given_up = store::jobs::given_up(&app.store).await?;
    Ok((given_up > 0).then(|| {
        Complaint::new(
            "jobs",
            Urgency::Soon,
            (
                &format!("有{given_up}项后台作业失败后放弃"),
                &format!("{given_up} jobs failed and were given up"),
            ),
            (
                "在“作业”页查看原因，重试或者放弃",
                "See why on the page of jobs, and try them again or discard them",
            ),
        )
    }))
}
