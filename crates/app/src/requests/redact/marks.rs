//! What a clerk marks as withheld, read: phrases, phrases of one page, whole pages.

use documents::redact::{What, Withholding};

use law::fields::redaction::{FILE, PAGES, PHRASES, REASON};

use crate::{Error, Result, error::Findings};

/// What a clerk marks in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// A phrase a line; `第3页：…` is of that page alone.
    pub phrases: String,
    /// Whole pages: `3, 5-6`.
    pub pages: String,
    /// Why; the applicant reads it where the page was.
    pub reason: String,
}

/// The most marks on one file.
const MOST: usize = 300;

/// The name of a file is given with it: none of the phrases may stand in it.
pub(super) fn named_openly(name: &str, withheld: &[Withholding]) -> Result<()> {
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let name = plain(name);
    let told = withheld.iter().any(|it| match &it.what {
        What::Phrase(phrase) => name.contains(&plain(phrase)),
        What::Page => false,
    });
    if told {
        return Err(Error::at(
            &FILE,
            "文件名中含有不予公开的词语，请改名后再传",
            "The file's name holds a phrase that is withheld: rename it first",
        ));
    }
    Ok(())
}

/// The marks as they are asked for; everything wrong with them at once.
pub(super) fn withheld(marks: &Marks) -> Result<Vec<Withholding>> {
    let mut wrong = Findings::default();
    wrong.asked(
        &REASON,
        &marks.reason,
        400,
        "不予公开的理由",
        "why it is withheld",
    );
    wrong.length(
        "phrases",
        &marks.phrases,
        20_000,
        "不予公开的词语",
        "The phrases",
    );
    let mut all = Vec::new();
    let reason = marks.reason.trim().to_string();
    for line in marks
        .phrases
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let (page, phrase) = of_page(line);
        all.push(Withholding {
            page,
            what: What::Phrase(phrase.into()),
            reason: reason.clone(),
        });
    }
    let parts = marks.pages.split([',', '，', '、', ' ', '\n', '\r']);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        match span(part) {
            Some((first, last)) if last - first < 1000 => {
                all.extend((first..=last).map(|page| Withholding {
                    page: Some(page),
                    what: What::Page,
                    reason: reason.clone(),
                }))
            }
            _ => wrong.at(
                &PAGES,
                format!("“{part}”不是页码，应写成如 3, 5-6"),
                format!("{part:?} is no page: write 3, 5-6"),
            ),
        }
    }
    if all.is_empty() {
        wrong.at(
            &PHRASES,
            "请写明不予公开的词语或者页码",
            "Give the phrases or the pages that are withheld",
        );
    }
    if all.len() > MOST {
        wrong.add(
            "phrases",
            "form",
            format!("一次最多标记{MOST}处"),
            format!("At most {MOST} marks at once"),
        );
    }
    wrong.finish()?;
    Ok(all)
}

/// 第3页：客户名单.
fn of_page(line: &str) -> (Option<u32>, &str) {
    line.strip_prefix('第')
        .and_then(|rest| rest.split_once('页'))
        .and_then(|(page, rest)| {
            let phrase = rest.strip_prefix(['：', ':'])?.trim();
            Some((Some(page.trim().parse().ok()?), phrase))
        })
        .unwrap_or((None, line))
}

/// 3 or 5-6.
fn span(part: &str) -> Option<(u32, u32)> {
    let (first, last) = part.split_once(['-', '—', '~']).unwrap_or((part, part));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (1 <= first && first <= last).then_some((first, last))
}

pub(super) fn count(withheld: &[Withholding], pages: bool) -> usize {
    withheld
        .iter()
        .filter(|it| (it.what == What::Page) == pages)
        .count()
}

pub(super) fn described(withholding: &Withholding) -> String {
    match (&withholding.what, withholding.page) {
        (What::Phrase(phrase), None) => phrase.clone(),
        (What::Phrase(phrase), Some(page)) => format!("第{page}页：{phrase}"),
        (What::Page, page) => format!("第{}页", page.unwrap_or_default()),
    }
}
