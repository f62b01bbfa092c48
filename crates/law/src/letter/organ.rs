//! What a letter takes from the particulars of its organ: the 机关代字 of its number, and whom the remedy names (F-D0, D-6).

use super::{Kind, recourse};
use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// What an organ's particulars say, as far as letters ask.
#[derive(Debug, Clone, Copy)]
pub struct Particulars<'a> {
    /// 机关代字.
    pub doc_prefix: &'a str,
    /// 复议机关.
    pub review_body: &'a str,
    /// 管辖法院.
    pub court: &'a str,
}

/// What the organ has to enter before such a letter can go out.
#[must_use]
pub fn gaps(kind: Kind, organ: &Particulars) -> Vec<Finding> {
    let remedy = !recourse::forbidden(kind);
    [
        (
            kind.numbered(),
            organ.doc_prefix,
            (Rule::F_D0, "doc_prefix"),
            "机关资料中没有填写机关代字，无法编发文字号",
            "The organ's particulars have no code for document numbers",
        ),
        (
            remedy,
            organ.review_body,
            (Rule::D_6, "organ"),
            "机关资料中没有填写复议机关，无法告知救济途径",
            "The organ's particulars name no review body",
        ),
        (
            remedy,
            organ.court,
            (Rule::D_6, "organ"),
            "机关资料中没有填写管辖法院，无法告知救济途径",
            "The organ's particulars name no court",
        ),
    ]
    .into_iter()
    .filter(|(asked, said, ..)| *asked && said.trim().is_empty())
    .map(|(_, _, (rule, place), zh, en)| {
        Finding::new(rule, Severity::Error, place, zh.into(), en.into())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Code;

    #[test]
    fn a_decision_names_whom_one_turns_to() {
        let (blank, filled) = (
            Particulars {
                doc_prefix: "",
                review_body: " ",
                court: "",
            },
            Particulars {
                doc_prefix: "某商",
                review_body: "某县人民政府",
                court: "某县人民法院",
            },
        );
        let named = |kind| -> Vec<String> {
            let found = gaps(kind, &blank);
            found
                .iter()
                .map(|it| format!("{} {}", it.id, it.place))
                .collect()
        };
        let decision = Kind::Decision(Code::OpenGive);
        assert_eq!(
            named(decision),
            ["F-D0 doc_prefix", "D-6 organ", "D-6 organ"]
        );
        // A notice of correction names no remedy (D-10).
        assert_eq!(named(Kind::Correction), ["F-D0 doc_prefix"]);
        assert_eq!(gaps(decision, &filled), []);
    }
}
