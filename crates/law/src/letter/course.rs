//! 办理经过: what an answer says of the way to it, so that its reader sees why it took the time it took: 补正 (Article 30), 征求意见
//! (Articles 32, 34) and 延期 (Article 33), with their days (F-D0: the facts of the request).

use super::date::written;
use crate::{
    case::Event,
    handling::{Entry, What},
    outcome::Code,
};

/// The sentence for an answer of this outcome; empty where nothing of the kind happened (F-D0, A-30.1, A-32.1, A-33.3, A-34). What the
/// answer itself tells of 补正 is not told twice.
#[must_use]
pub fn course(entries: &[Entry], code: Code) -> String {
    let mended = matches!(code, Code::Unclear | Code::LapseCorr);
    let mut steps: Vec<String> = Vec::new();
    for entry in entries {
        let on = written(entry.on);
        let step = match &entry.what {
            What::Statutory(Event::CorrectionNoticed { .. }) if !mended => {
                format!("于{on}告知补正")
            }
            What::Statutory(Event::Corrected) if !mended => format!("于{on}收到补正后的申请"),
            What::Statutory(Event::ThirdPartyAsked { .. }) => {
                format!("于{on}书面征求第三方的意见")
            }
            What::Statutory(Event::OrganAsked { .. }) => {
                format!("于{on}书面征求共同制作机关的意见")
            }
            What::Statutory(Event::Extended { days, noticed, .. }) => {
                let on = noticed.map_or(on, written);
                format!("于{on}告知延长答复期限{days}个工作日")
            }
            _ => continue,
        };
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    if steps.is_empty() {
        return String::new();
    }
    format!("办理过程中，本机关{}", steps.join("，"))
}
