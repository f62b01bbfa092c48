//! 救济告知: the remedy paragraph of a letter, or that it must have none (law.md 9, D-1 to D-11, D-16; traps 14 to 16).

use jiff::civil::Date;

use super::Kind;
use crate::{
    case::How,
    remedy::{Choices, Remedy},
};

/// What the paragraph depends on.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances<'a> {
    /// The day of the letter, which decides and not that of the request (trap 14).
    pub on: Date,
    /// For REPEAT: whether the information had been disclosed (D-11).
    pub disclosed_before: Option<bool>,
    /// For OTHER, which is decided case by case (law.md 1.9): the class a person chose.
    pub chosen: Option<Remedy>,
    /// For a county bureau the county government, never the superior department (D-6, trap 15).
    pub review_body: &'a str,
    pub court: &'a str,
    pub how: Option<How>,
    /// The internet channel of the 复议 organ.
    pub site: Option<&'a str>,
}

/// The class of remedy that a letter names; `None` for one that names none.
///
/// No notice on the way to an answer carries a remedy: 补正 and 延期 (D-10), the fee decision alone (F-10), and what only
/// asks or informs. A decision to disclose against a third party's wish and one on a rectification affect rights; no text of
/// law.md 9 takes them out, so they carry the ordinary paragraph. That is a modelling choice; the check asks for it.
#[must_use]
pub fn class(kind: Kind, with: &Circumstances<'_>) -> Option<Remedy> {
    match kind {
        Kind::Decision(code) => Choices {
            disclosed_before: with.disclosed_before,
            remedy: with.chosen,
        }
        .class(code, with.on),
        Kind::ThirdPartyTold | Kind::Rectification => Some(Remedy::Free),
        _ => None,
    }
}

/// Whether a remedy paragraph in it would be a fault (D-10, trap 16).
#[must_use]
pub fn forbidden(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Decision(_) | Kind::ThirdPartyTold | Kind::Rectification
    )
}

/// The paragraph, in the words of [`Remedy::paragraph`]. A letter served electronically names the internet channel of
/// 复议 too (D-16); another does not.
#[must_use]
pub fn paragraph(kind: Kind, with: &Circumstances<'_>) -> Option<String> {
    let site = with.site.filter(|site| !site.is_empty());
    let site = site.filter(|_| with.how == Some(How::Electronic));
    let class = class(kind, with)?;
    let text = class.paragraph(with.review_body, with.court, site);
    Some(if kind.decides() {
        text
    } else {
        text.replace("本答复", "本告知")
    })
}
