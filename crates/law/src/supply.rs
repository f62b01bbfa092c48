//! 提供的形式和费用 (《政府信息公开条例》第四十条、第四十二条): in the form asked for, as it is kept, and without charge (law.md 1.9).

use serde::{Deserialize, Serialize};

/// A form in which information is supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    Paper,
    Electronic,
    /// 查阅、抄录.
    Inspection,
    /// A copy of tape, film or the like.
    Medium,
}

/// 《政府信息公开条例》第四十条: the form asked for, as far as the information is kept so; where it would harm the carrier or cost too much, an
/// electronic copy if there is one, else inspection.
#[must_use]
pub fn form(asked: Form, kept: &[Form], harms_the_carrier: bool, costs_too_much: bool) -> Form {
    let possible = kept.contains(&asked) || asked == Form::Inspection;
    if possible && !harms_the_carrier && !costs_too_much {
        return asked;
    }
    let has = |form| kept.contains(&form) && form != asked;
    if has(Form::Electronic) {
        Form::Electronic
    } else if !possible && !harms_the_carrier && !costs_too_much && has(Form::Paper) {
        Form::Paper
    } else {
        Form::Inspection
    }
}

/// What an applicant may wish for besides the information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    Form(Form),
    /// 每页盖章.
    StampOnEachPage,
    /// 骑缝章.
    StampAcrossPages,
    /// 证明与原件一致.
    Certification,
}

/// Whether a wish is one of form (A-40, trap 37): a stamp on every page is not, and refusing it is no refusal of information.
#[must_use]
pub fn is_a_form(wish: Wish) -> bool {
    matches!(wish, Wish::Form(_))
}

/// What might be charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    Search,
    Copying,
    Postage,
    /// 信息处理费, for plainly excessive number or frequency.
    Processing,
}

/// 《政府信息公开条例》第四十二条: nothing but the 信息处理费. The postage sentence of the 2016 letter predates it.
#[must_use]
pub fn may_be_charged(charge: Charge) -> bool {
    charge == Charge::Processing
}
