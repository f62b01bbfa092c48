//! Why a reader was stopped before it answered, in words that name the file and the limit.

use law::Lang;
use serde::{Deserialize, Serialize};

/// A file whose reader did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct Stopped {
    pub file: String,
    pub limit: Limit,
}

/// What the file broke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// In megabytes.
    Memory(u64),
    /// In seconds.
    Time(u64),
    /// What was to be given back, in megabytes.
    Answer(u64),
    /// Things inside things inside things, until the stack ended.
    Depth,
    /// The reader broke otherwise.
    Broke,
    /// No reader could be started; nothing is wrong with the file. The text is for the log.
    NotStarted(String),
}

impl Stopped {
    /// Whether the fault lies with the machine and not with the file.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        matches!(self.limit, Limit::NotStarted(_))
    }

    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let file = &self.file;
        match lang {
            Lang::Zh => match &self.limit {
                Limit::Memory(most) => {
                    format!("“{file}”展开后需要的内存超过{most} MB，已停止读取。")
                }
                Limit::Time(most) => format!("读取“{file}”超过{most}秒仍未完成，已停止。"),
                Limit::Answer(most) => format!("读取“{file}”得到的内容超过{most} MB，已停止。"),
                Limit::Depth => format!("“{file}”的结构嵌套过深，已停止读取。"),
                Limit::Broke => format!("“{file}”使读取程序中断，可能已损坏，没有读取。"),
                Limit::NotStarted(_) => "读取程序无法启动，请联系管理员。".into(),
            },
            Lang::En => match &self.limit {
                Limit::Memory(most) => {
                    format!("Reading {file} takes more than {most} MB of memory; it was stopped.")
                }
                Limit::Time(most) => {
                    format!("Reading {file} was not done within {most} seconds; it was stopped.")
                }
                Limit::Answer(most) => {
                    format!("Reading {file} gives more than {most} MB; it was stopped.")
                }
                Limit::Depth => format!("{file} nests too deep; reading it was stopped."),
                Limit::Broke => {
                    format!("{file} broke its reader and may be damaged; it was not read.")
                }
                Limit::NotStarted(_) => {
                    "No reader could be started; tell the administrator.".into()
                }
            },
        }
    }
}
