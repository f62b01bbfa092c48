//! The columns of a register, and of a sheet of acts.

use crate::import::table::Column;

/// Columns that only a sheet of acts has; the template is a register.
pub(crate) const ACT_SHEET_ONLY: [&str; 11] = [
    "kind",
    "on",
    "days",
    "reached",
    "reasonable",
    "answer_by",
    "ref",
    "consents",
    "consented",
    "noticed",
    "fen",
];

#[rustfmt::skip]
pub(crate) const COLUMNS: &[Column] = &[
    Column { key: "number", names: &["受理编号", "编号", "申请编号", "登记编号"] },
    Column { key: "organ", names: &["机构代码", "机关", "机关代码", "受理机关"] },
    Column { key: "submitted_on", names: &["申请日期", "提交日期", "收到日期", "申请时间"] },
    Column { key: "channel", names: &["申请渠道", "渠道", "申请方式"] },
    Column { key: "confirmed_on", names: &["确认日期", "双方确认日期"] },
    Column { key: "applicant", names: &["申请人类别", "申请人类型", "申请人性质"] },
    Column { key: "name", names: &["申请人姓名", "姓名", "申请人", "姓名或者名称", "申请人名称"] },
    Column { key: "id_number", names: &["证件号码", "身份证号", "身份证明号码", "统一社会信用代码"] },
    Column { key: "phone", names: &["联系电话", "电话", "联系方式", "contact", "telephone", "手机"] },
    Column { key: "email", names: &["电子邮箱", "邮箱"] },
    Column { key: "address", names: &["通信地址", "地址", "联系地址", "通讯地址"] },
    Column { key: "postcode", names: &["邮政编码", "邮编"] },
    Column { key: "wanted", names: &["所需信息", "申请内容", "所需政府信息", "description"] },
    Column { key: "document_number", names: &["文号"] },
    Column { key: "correction_noticed_on", names: &["告知补正日期", "补正告知日期", "correction_noticed"] },
    Column { key: "correction_noticed_days", names: &["补正期限", "补正期限工作日"] },
    Column { key: "correction_noticed_reached", names: &["补正告知送达日期"] },
    Column { key: "corrected_on", names: &["收到补正日期", "补正日期", "corrected"] },
    Column { key: "reasons_asked_on", names: &["要求说明理由日期", "reasons_asked"] },
    Column { key: "reasons_asked_days", names: &["说明理由期限"] },
    Column { key: "reasons_given_on", names: &["说明理由日期", "reasons_given"] },
    Column { key: "reasons_given_reasonable", names: &["理由是否合理"] },
    Column { key: "reasons_given_answer_by", names: &["确定的答复日期"] },
    Column { key: "third_party_asked_on", names: &["征求第三方意见日期", "third_party_asked"] },
    Column { key: "third_party_reached_on", names: &["第三方收到日期", "第三方收到征求意见书日期", "third_party_reached"] },
    Column { key: "third_party_answered_on", names: &["第三方答复日期", "third_party_answered"] },
    Column { key: "third_party_answered_consents", names: &["第三方是否同意"] },
    Column { key: "organ_asked_on", names: &["征求共同制作机关意见日期", "organ_asked"] },
    Column { key: "organ_reached_on", names: &["共同制作机关收到日期", "共同制作机关收到征求意见书日期", "organ_reached"] },
    Column { key: "organ_answered_on", names: &["共同制作机关答复日期", "organ_answered"] },
    Column { key: "organ_answered_consents", names: &["共同制作机关是否同意"] },
    Column { key: "extended_on", names: &["延期答复日期", "延期日期", "extended"] },
    Column { key: "extended_days", names: &["延期天数", "延期工作日"] },
    Column { key: "extended_consented", names: &["延期审批日期", "延期同意日期"] },
    Column { key: "extended_noticed", names: &["延期告知日期"] },
    Column { key: "fee_noticed_on", names: &["收费通知日期", "fee_noticed"] },
    Column { key: "fee_noticed_fen", names: &["收费金额分", "收费金额_分"] },
    Column { key: "fee_noticed_reached", names: &["收费通知送达日期"] },
    Column { key: "fee_paid_on", names: &["缴费日期", "fee_paid"] },
    Column { key: "answered_on", names: &["答复日期", "答复时间", "办结日期", "answered"] },
    Column { key: "code", names: &["办理结果", "结果代码", "答复代码", "答复结果"] },
    Column { key: "how", names: &["送达方式", "答复方式"] },
    Column { key: "grounds", names: &["不予公开理由", "部分公开理由"] },
    Column { key: "withdrawn_on", names: &["撤回日期", "withdrawn"] },
    Column { key: "lapsed_on", names: &["不再处理日期", "lapsed"] },
    Column { key: "kind", names: &["办理动作", "动作"] },
    Column { key: "on", names: &["办理日期", "动作日期", "日期"] },
    Column { key: "days", names: &["期限", "天数", "工作日"] },
    Column { key: "reached", names: &["送达日期"] },
    Column { key: "reasonable", names: &["是否合理"] },
    Column { key: "answer_by", names: &["答复期限"] },
    Column { key: "ref", names: &["征求对象", "对象"] },
    Column { key: "consents", names: &["是否同意"] },
    Column { key: "consented", names: &["审批日期"] },
    Column { key: "noticed", names: &["告知日期"] },
    Column { key: "fen", names: &["金额分", "金额_分"] },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_means_two_columns() {
        let mut seen = BTreeSet::new();
        for column in COLUMNS {
            for name in column.names.iter().chain([&column.key]) {
                assert!(seen.insert(*name), "{name}");
            }
        }
        for key in ACT_SHEET_ONLY {
            assert!(seen.contains(key), "{key}");
        }
    }

    #[test]
    fn every_act_has_its_column() {
        for kind in law::case::Kind::ALL {
            let key = format!("{}_on", kind.as_str());
            assert!(COLUMNS.iter().any(|column| column.key == key), "{key}");
        }
    }
}
