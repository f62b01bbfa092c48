//! 流: what an act is about, as it is spelt in the ledger. The one place that knows the spelling.

use std::{fmt, str::FromStr};

use law::id::{
    ChaseId, ItemId, MessageId, RectificationId, RemedyId, RequestId, StandardId, TaskId,
};

use crate::{Error, reports::Scope};

/// One record whose acts are counted together: within an organ, each has its own versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// The organ's own particulars.
    Organ,
    /// 依申请公开.
    Request(RequestId),
    /// 主动公开.
    Item(ItemId),
    /// Figures of one year that are entered by hand.
    Figures(i16),
    /// 复议, 诉讼.
    Remedy(RemedyId),
    /// 更正申请.
    Rectification(RectificationId),
    /// 留言, 找错, 投诉.
    Message(MessageId),
    /// 年度报告 of one year.
    Report(Scope, i16),
    /// 标准目录 of a field of work.
    Standard(StandardId),
    /// 督办.
    Chase(ChaseId),
    /// 年度任务.
    Task(TaskId),
}

impl Stream {
    /// The word before the slash: the kind of record.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Organ => "organ",
            Self::Request(_) => "request",
            Self::Item(_) => "item",
            Self::Figures(_) => "figure",
            Self::Remedy(_) => "remedy",
            // The older name stands in every ledger.
            Self::Rectification(_) => "correction",
            Self::Message(_) => "message",
            Self::Report(Scope::Own, _) => "report",
            Self::Report(Scope::Consolidated, _) => "consolidated",
            Self::Standard(_) => "standard",
            Self::Chase(_) => "chase",
            Self::Task(_) => "task",
        }
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())?;
        match self {
            Self::Organ => Ok(()),
            Self::Request(id) => write!(formatter, "/{id}"),
            Self::Item(id) => write!(formatter, "/{id}"),
            Self::Remedy(id) => write!(formatter, "/{id}"),
            Self::Rectification(id) => write!(formatter, "/{id}"),
            Self::Message(id) => write!(formatter, "/{id}"),
            Self::Standard(id) => write!(formatter, "/{id}"),
            Self::Chase(id) => write!(formatter, "/{id}"),
            Self::Task(id) => write!(formatter, "/{id}"),
            Self::Figures(year) | Self::Report(_, year) => write!(formatter, "/{year}"),
        }
    }
}

/// From the ids that a page or a program names. What cannot be an id names no record.
impl Stream {
    /// # Errors
    /// [`Error::NotFound`].
    pub fn request(id: &str) -> Result<Self, Error> {
        Ok(Self::Request(id.parse().map_err(|_| Error::NotFound)?))
    }

    /// # Errors
    /// [`Error::NotFound`].
    pub fn item(id: &str) -> Result<Self, Error> {
        Ok(Self::Item(id.parse().map_err(|_| Error::NotFound)?))
    }

    /// # Errors
    /// [`Error::NotFound`].
    pub fn remedy(id: &str) -> Result<Self, Error> {
        Ok(Self::Remedy(id.parse().map_err(|_| Error::NotFound)?))
    }

    /// # Errors
    /// [`Error::NotFound`].
    pub fn message(id: &str) -> Result<Self, Error> {
        Ok(Self::Message(id.parse().map_err(|_| Error::NotFound)?))
    }

    /// # Errors
    /// [`Error::NotFound`].
    pub fn standard(id: &str) -> Result<Self, Error> {
        Ok(Self::Standard(id.parse().map_err(|_| Error::NotFound)?))
    }

    /// # Errors
    /// [`Error::NotFound`].
    pub fn chase(id: &str) -> Result<Self, Error> {
        Ok(Self::Chase(id.parse().map_err(|_| Error::NotFound)?))
    }

    /// # Errors
    /// [`Error::NotFound`].
    pub fn task(id: &str) -> Result<Self, Error> {
        Ok(Self::Task(id.parse().map_err(|_| Error::NotFound)?))
    }

    /// # Errors
    /// [`Error::NotFound`].
    pub fn rectification(id: &str) -> Result<Self, Error> {
        Ok(Self::Rectification(
            id.parse().map_err(|_| Error::NotFound)?,
        ))
    }
}

impl FromStr for Stream {
    type Err = Error;

    /// A stream as it stands in the ledger; what is spelt otherwise than [`Stream`] would spell it is none.
    fn from_str(text: &str) -> Result<Self, Error> {
        read(text)
            .filter(|stream| stream.to_string() == text)
            .ok_or_else(|| Error::Damaged(format!("unknown stream {text}")))
    }
}

fn read(text: &str) -> Option<Stream> {
    let Some((word, rest)) = text.split_once('/') else {
        return (text == "organ").then_some(Stream::Organ);
    };
    match word {
        "request" => Stream::request(rest).ok(),
        "item" => Stream::item(rest).ok(),
        "remedy" => Stream::remedy(rest).ok(),
        "correction" => Stream::rectification(rest).ok(),
        "message" => Stream::message(rest).ok(),
        "standard" => Stream::standard(rest).ok(),
        "chase" => Stream::chase(rest).ok(),
        "task" => Stream::task(rest).ok(),
        "figure" => rest.parse().ok().map(Stream::Figures),
        "report" => rest
            .parse()
            .ok()
            .map(|year| Stream::Report(Scope::Own, year)),
        "consolidated" => rest
            .parse()
            .ok()
            .map(|year| Stream::Report(Scope::Consolidated, year)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_read_as_it_is_written() {
        for text in [
            "organ",
            "request/01J8ZZZZZZZZZZZZZZZZZZZZZZ",
            "item/AI",
            "figure/2026",
            "remedy/AM",
            "correction/AC",
            "message/AC",
            "report/2025",
            "consolidated/2025",
            "standard/01ab",
            "chase/01AB",
            "task/01AB",
        ] {
            let stream: Stream = text.parse().unwrap();
            assert_eq!(stream.to_string(), text);
            assert!(text.starts_with(stream.word()));
        }
    }

    #[test]
    fn what_is_no_stream_is_named() {
        for text in [
            "",
            "organ/1",
            "request",
            "request/",
            "request/a/b",
            "figure/x",
            "figure/02026",
            "report/99999",
            "letter/1",
        ] {
            let refused = text.parse::<Stream>().unwrap_err().to_string();
            assert!(
                refused.contains(&format!("unknown stream {text}")),
                "{refused}"
            );
        }
    }
}
