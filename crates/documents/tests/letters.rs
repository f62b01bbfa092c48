//! long: the hand-written table of what each of 37 letters says, and the tests that read it.
//!
//! 依申请公开文书 drafted, checked, set, and read back by other means than ours (law.md 10).
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "written/extract.rs"]
#[expect(dead_code, reason = "shared with the tests of reports")]
mod extract;
#[path = "letters/filed.rs"]
mod filed;
#[path = "letters/measured.rs"]
mod measured;
#[path = "letters/redacted.rs"]
mod redacted;
#[path = "letters/said.rs"]
mod said;

use documents::{
    fonts::Fonts,
    letter::{self, Draft, Facts, Templates, sample},
};
use extract::{docx_part, docx_text, pdf_info, pdf_pages};
use law::{
    case::How,
    finding::Severity,
    letter::{Element, Kind, Shape, element::required, recourse},
    outcome::Code,
};

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

fn sampled(kind: Kind) -> (Draft, Facts) {
    let facts = sample::facts(kind);
    (letter::draft(kind, &facts), facts)
}

/// What the letter of a made-up case must say, written by hand from law.md 10.1: kind, words.
const SAYS: &[(&str, &[&str])] = &[
    (
        "receipt",
        &[
            "登记回执",
            "YSW-2026-0012",
            "李明",
            "2026年2月28日",
            "2026年3月2日",
            "以双方确认之日为收到申请之日",
            "互联网渠道",
            "2026年3月30日前",
            "0000-0000000",
            "第三十一条第（三）项",
        ],
    ),
    (
        "correction",
        &[
            "补正告知书",
            "一次性告知",
            "没有写明补贴的名称和年度",
            "请写明补贴项目的名称",
            "15个工作日",
            "视为放弃申请",
            "第三十条",
        ],
    ),
    (
        "extension",
        &[
            "延期答复告知书",
            "申请涉及的档案数量较多",
            "2026年4月28日",
            "负责人同意",
            "第三十三条第二款",
        ],
    ),
    (
        "reasons",
        &[
            "说明理由告知书",
            "45件",
            "10个工作日",
            "说明理由",
            "第三十五条",
        ],
    ),
    ("delay", &["延迟答复告知书", "2026年6月30日", "第三十五条"]),
    (
        "third-party",
        &[
            "第三方意见征询书",
            "云河县某商贸有限公司",
            "客户名单和采购价格",
            "15个工作日",
            "逾期未提出意见的，由本机关",
            "意见反馈表",
            "第三十二条",
        ],
    ),
    (
        "consultation",
        &[
            "征求意见告知书",
            "不计算在答复期限内",
            "2026年3月6日",
            "第三十三条第三款",
        ],
    ),
    (
        "third-party-told",
        &[
            "决定公开告知书",
            "补贴金额和补贴依据",
            "财政资金的补贴金额和依据关系公共利益",
            "第三十二条",
        ],
    ),
    (
        "co-producer",
        &[
            "征求政府信息公开意见的函",
            "云河县财政局",
            "15个工作日",
            "视为同意公开",
            "第三十四条",
        ],
    ),
    (
        "fee",
        &[
            "收费通知书",
            "国办函〔2020〕109号",
            "每件100元",
            "45件",
            "5500元",
            "代理银行",
            "20个工作日",
            "视为放弃申请",
            "第四十二条",
        ],
    ),
    (
        "proof",
        &[
            "送达回证",
            "云商公开〔2026〕3号",
            "邮寄送达（邮政企业）",
            "2026年3月25日",
            "王强、赵敏",
            "收件人",
        ],
    ),
    (
        "rectification",
        &["更正告知书", "予以更正", "云河县滨河路1号", "第四十一条"],
    ),
    (
        "forwarding",
        &["转送", "云河县市场监督管理局", "第四十一条"],
    ),
    (
        "decision-open-pub",
        &[
            "第三十六条第（一）项",
            "https://www.example.gov.cn/zwgk/202602/3.html",
        ],
    ),
    (
        "decision-open-give",
        &[
            "第三十六条第（二）项",
            "予以公开",
            "2025年度县级商贸流通专项资金分配表",
        ],
    ),
    (
        "decision-open-later",
        &["第三十六条第（二）项", "2026年4月15日"],
    ),
    (
        "decision-part",
        &[
            "第十五条、第十六条第二款、第三十二条、第三十六条第（二）项、第（三）项、第三十七条",
            "第1页至第2页",
            "第4页至第5页",
            "不同意公开",
            "应当先自收到",
        ],
    ),
    (
        "decision-no-secret",
        &["第十四条、第三十六条第（三）项", "国家秘密", "应当先自收到"],
    ),
    (
        "decision-no-law",
        &[
            "第十四条、第三十六条第（三）项",
            "《中华人民共和国统计法》第九条",
            "应当先自收到",
        ],
    ),
    (
        "decision-no-3s1s",
        &["第十四条、第三十六条第（三）项", "公共安全", "应当先自收到"],
    ),
    (
        "decision-no-third",
        &[
            "第十五条、第三十二条、第三十六条第（三）项",
            "第三方表示不同意公开",
            "应当先自收到",
        ],
    ),
    (
        "decision-no-internal",
        &[
            "第十六条第一款、第三十六条第（三）项",
            "人事管理",
            "应当先自收到",
        ],
    ),
    (
        "decision-no-process",
        &[
            "第十六条第二款、第三十六条第（三）项",
            "讨论记录",
            "应当先自收到",
        ],
    ),
    (
        "decision-no-casefile",
        &[
            "第十六条第二款、第三十六条第（三）项",
            "行政执法案卷",
            "应当先自收到",
        ],
    ),
    (
        "decision-query",
        &["第三十六条第（七）项", "企业登记档案查询窗口"],
    ),
    (
        "decision-none",
        &["第三十六条第（四）项", "档案室", "没有检索到", "不存在"],
    ),
    (
        "decision-other-organ",
        &["第三十六条第（五）项", "云河县教育体育局", "0000-0000003"],
    ),
    ("decision-make", &["第三十八条", "加工、分析"]),
    ("decision-unclear", &["第三十条", "仍不明确"]),
    (
        "decision-petition",
        &["第三十九条第一款", "信访、投诉、举报", "12345"],
    ),
    (
        "decision-repeat",
        &[
            "第三十六条第（六）项",
            "云商公开〔2026〕1号",
            "不予重复处理",
        ],
    ),
    ("decision-printed", &["第三十九条第二款", "公开出版物"]),
    ("decision-abuse", &["第三十五条", "45件", "不予处理"]),
    ("decision-confirm", &["第四部分第（四）项第5目", "重新出具"]),
    ("decision-lapse-corr", &["第三十条", "不再处理"]),
    ("decision-lapse-fee", &["第四十二条", "5500元", "不再处理"]),
    ("decision-other", &["撤回", "终止办理"]),
];

#[test]
fn every_letter_has_its_elements_in_pdf_and_docx() {
    let fonts = Fonts::embedded();
    assert_eq!(SAYS.len(), Kind::all().count());
    for (kind, (name, words)) in Kind::all().zip(SAYS) {
        assert_eq!(kind.to_string(), *name);
        let (draft, facts) = sampled(kind);
        assert_eq!(
            letter::check(&draft, &facts),
            [],
            "{kind}\n{}",
            draft.text()
        );
        // A sentence reads on over the number of the page.
        let pdf: String = (1..)
            .zip(pdf_pages(&letter::render_pdf(&draft, &fonts).unwrap()))
            .map(|(number, page)| page.replace(&format!("—{number}—"), ""))
            .collect();
        let docx = bare(&docx_text(&letter::render_docx(&draft, &fonts).unwrap()));
        let mut expected: Vec<String> = words.iter().map(|word| bare(word)).collect();
        expected.push(bare(&draft.title));
        expected.push(bare(&draft.signature));
        expected.push(bare(&draft.date));
        if kind.numbered() {
            expected.push("云商公开〔2026〕3号".into());
        }
        if required(kind).contains(&Element::Remedy) {
            expected.push("60日内向云河县人民政府申请行政复议".into());
        }
        for (form, text) in [("pdf", &pdf), ("docx", &docx)] {
            for word in &expected {
                // A line of a table may break inside a word; what is read back is compared without blanks.
                assert!(text.contains(word), "{kind} {form}: {word} not in\n{text}");
            }
            assert_eq!(
                text.contains("行政复议"),
                recourse_expected(kind),
                "{kind} {form}: trap 16"
            );
        }
    }
}

/// D-10, law.md 1.9: which letters name a remedy.
fn recourse_expected(kind: Kind) -> bool {
    match kind {
        Kind::Decision(code) => code != Code::Other,
        Kind::ThirdPartyTold | Kind::Rectification => true,
        _ => false,
    }
}

#[test]
fn what_is_not_known_shows_as_a_blank_and_keeps_the_letter_from_being_signed() {
    for kind in Kind::all() {
        let facts = Facts::default();
        let draft = letter::draft(kind, &facts);
        assert!(draft.text().contains("【待填："), "{kind}");
        let errors = letter::check(&draft, &facts)
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        assert!(errors > 0, "{kind}");
    }
}

/// Each required element that words or facts can show: cut from the draft, it is missed.
#[test]
fn a_clerk_who_deletes_too_much_is_told() {
    for (kind, cut, says) in [
        (
            "correction",
            "视为放弃申请，本机关不再处理该政府信息公开申请",
            "后果",
        ),
        ("extension", "2026年4月28日", "答复期限"),
        ("third-party", "15个工作日", "期限"),
        ("third-party", "反馈表", "意见反馈表"),
        ("consultation", "不计算在", "不计算"),
        (
            "co-producer",
            "逾期未提出意见的，视为同意公开。",
            "不答复的后果",
        ),
        ("fee", "5500元", "金额"),
        ("decision-none", "检索", "检索"),
        ("decision-other-organ", "云河县教育体育局", "负责公开的机关"),
        ("decision-no-third", "第三方", "第三方的意见"),
        (
            "decision-no-law",
            "《中华人民共和国统计法》第九条",
            "禁止公开的法律",
        ),
        ("decision-part", "第4页至第5页", "逐页"),
        ("decision-make", "第三十八条", "法律依据"),
        ("decision-no-process", "应当先", "救济"),
        ("decision-open-pub", "60日内", "救济"),
        ("receipt", "2026年3月30日", "答复期限"),
        ("proof", "送达方式", "送达方式"),
        ("forwarding", "云河县市场监督管理局", "受送达人"),
    ] {
        let kind: Kind = kind.parse().unwrap();
        let (mut draft, facts) = sampled(kind);
        for text in [
            &mut draft.body,
            &mut draft.addressee,
            &mut draft.attachments,
            &mut draft.annexes,
        ] {
            *text = text.replace(cut, "");
        }
        let found = letter::check(&draft, &facts);
        assert!(
            found
                .iter()
                .any(|finding| finding.severity == Severity::Error && finding.zh.contains(says)),
            "{kind} without {cut}: {found:?}"
        );
    }
}

#[test]
fn a_draft_comes_back_from_its_text() {
    for kind in Kind::all() {
        let (draft, _) = sampled(kind);
        assert_eq!(Draft::parse(kind, &draft.text()), Ok(draft), "{kind}");
    }
    let (mut draft, _) = sampled(Kind::Correction);
    draft.body = "【注意】第一段\n\\第二段\n【标题】不是标记\n|a|b|".into();
    assert_eq!(Draft::parse(Kind::Correction, &draft.text()), Ok(draft));
    for (text, line, says) in [
        ("【标题】甲\n【正问】乙", 2, "没有“【正问】”"),
        ("【标题】甲\n【标题】乙", 2, "出现了两次"),
        ("甲\n【标题】乙", 1, "之前不能有文字"),
        ("【版式】横排", 1, "版式只能是"),
    ] {
        let wrong = Draft::parse(Kind::Correction, text).unwrap_err();
        assert_eq!(
            (wrong.line, wrong.zh.contains(says)),
            (line, true),
            "{wrong:?}"
        );
    }
}

#[test]
fn the_remedy_follows_outcome_date_and_way() {
    for (kind, on, how, has, lacks) in [
        (
            "decision-no-third",
            "2023-12-29",
            How::Posted,
            "6个月内",
            "应当先",
        ),
        (
            "decision-no-third",
            "2026-03-25",
            How::Posted,
            "应当先",
            "6个月内",
        ),
        (
            "decision-petition",
            "2025-05-30",
            How::Posted,
            "6个月内",
            "应当先",
        ),
        (
            "decision-petition",
            "2026-03-25",
            How::Posted,
            "60日内",
            "行政诉讼",
        ),
        (
            "decision-none",
            "2026-03-25",
            How::Electronic,
            "https://fuyi.example.gov.cn",
            "应当先",
        ),
        (
            "decision-none",
            "2026-03-25",
            How::Handed,
            "6个月内",
            "https://fuyi",
        ),
    ] {
        let kind: Kind = kind.parse().unwrap();
        let mut facts = sample::facts(kind);
        facts.date = Some(on.parse().unwrap());
        facts.how = Some(how);
        let draft = letter::draft(kind, &facts);
        assert!(
            draft.body.contains(has) && !draft.body.contains(lacks),
            "{kind} {on}: {}",
            draft.body
        );
        assert_eq!(letter::check(&draft, &facts), [], "{kind} {on}");
        assert!(
            recourse::class(
                kind,
                &recourse::Circumstances {
                    on: on.parse().unwrap(),
                    disclosed_before: None,
                    chosen: None,
                    review_body: "",
                    court: "",
                    how: None,
                    site: None,
                }
            )
            .is_some()
        );
    }
    // The clerk dates the letter later: the date on the letter decides, not the one it was drafted with.
    let kind = Kind::Decision(Code::NoThird);
    let mut facts = sample::facts(kind);
    facts.date = Some("2023-12-29".parse().unwrap());
    let mut draft = letter::draft(kind, &facts);
    draft.date = "2024年1月2日".into();
    assert!(
        letter::check(&draft, &facts)
            .iter()
            .any(|finding| finding.id == "D-2")
    );
}

#[test]
fn an_organisation_is_addressed_as_one() {
    let mut facts = sample::facts(Kind::Decision(Code::OpenGive));
    facts.applicant.kind = Some(law::case::Applicant::Business);
    let draft = letter::draft(Kind::Decision(Code::OpenGive), &facts);
    assert!(
        draft.body.contains("贵单位") && !draft.body.contains('您'),
        "{}",
        draft.body
    );
}

/// What an applicant typed is text: no markup, no section, no row of a table.
#[test]
fn an_applicants_words_never_act() {
    let hostile = "#panic(\"x\") *粗* $x$\n【标题】夺取\n|一|二|\n{救济途径} <b>&amp;</b>";
    let mut facts = sample::facts(Kind::Correction);
    facts.request.wanted = hostile.into();
    facts.correction.items = vec!["【落款】别的机关".into(), "|表|格|".into()];
    let draft = letter::draft(Kind::Correction, &facts);
    assert_eq!(draft.title, "政府信息公开申请补正告知书");
    assert_eq!(draft.signature, "云河县商务局");
    assert_eq!(
        Draft::parse(Kind::Correction, &draft.text()),
        Ok(draft.clone())
    );
    let fonts = Fonts::embedded();
    let pdf = pdf_pages(&letter::render_pdf(&draft, &fonts).unwrap()).concat();
    assert!(pdf.contains("#panic(\"x\")*粗*$x$；【标题】夺取"), "{pdf}");
    assert!(pdf.contains("{救济途径}<b>&amp;</b>") && pdf.contains("【落款】别的机关"));
    let docx = docx_text(&letter::render_docx(&draft, &fonts).unwrap());
    assert!(docx.contains("{救济途径} <b>&amp;</b>"));
}

#[test]
fn templates_are_a_countys_own() {
    let own = "# 我县自己的说法\n【版式】信函\n【机关】{机关名称}\n【文号】{文号}\n【标题】补正通知\n【主送】{申请人}\n【正文】\n\
        本机关于{收到日期}收到您的申请：{申请内容}。\n根据{法律依据}，请在{补正期限}个工作日内补正：\n{补正事项}\n{补正指导}\n\
        逾期视为放弃。\n传真：{查询方式?}\n【落款】{机关名称}\n【日期】{落款日期}\n";
    let file = |name: &str, text: &str| (name.to_string(), text.as_bytes().to_vec());
    let templates = Templates::with(&[file("correction.txt", own)]).unwrap();
    let draft = templates.draft(Kind::Correction, &sample::facts(Kind::Correction));
    assert_eq!(
        (draft.title.as_str(), draft.shape),
        ("补正通知", Shape::Letter)
    );
    assert!(!draft.text().contains("我县自己"));
    // Only the one that was replaced.
    assert_eq!(
        templates.draft(Kind::Extension, &sample::facts(Kind::Extension)),
        letter::draft(Kind::Extension, &sample::facts(Kind::Extension))
    );
    for (name, text, line, says) in [
        (
            "correction.txt",
            own.replace("{申请内容}", "{申请内谷}"),
            8,
            "没有“{申请内谷}”这个占位符，是否应为“{申请内容}”",
        ),
        (
            "correction.txt",
            own.replace("{文号}", "{文号"),
            4,
            "没有对应的“}”",
        ),
        (
            "correction.txt",
            own.replace("【正文】", "【正问】"),
            7,
            "没有“【正问】”",
        ),
        (
            "correction.txt",
            own.replace("【版式】信函", "【版式】横排"),
            2,
            "版式只能是",
        ),
        (
            "correction.txt",
            own.replace("逾期视为放弃。", ""),
            0,
            "缺少要素：逾期的后果",
        ),
        (
            "correction.txt",
            own.replace("根据{法律依据}，", ""),
            0,
            "缺少要素：法律依据",
        ),
        (
            "correction.txt",
            own.replace("逾期视为放弃。", "逾期视为放弃。不服的可以申请行政复议。"),
            0,
            "不载明复议",
        ),
        ("buzheng.txt", own.to_string(), 0, "不是任何一种文书"),
    ] {
        let faults = Templates::with(&[file(name, &text)]).unwrap_err();
        assert!(
            faults.iter().any(|fault| fault.file == name
                && fault.line == line
                && fault.zh.contains(says)
                && fault.message(law::Lang::Zh).starts_with(name)),
            "{says}: {faults:?}"
        );
    }
    // Windows: GBK without saying so, or a byte order mark.
    let (gbk, _, _) = encoding_rs::GB18030.encode(own);
    let marked = [b"\xEF\xBB\xBF".to_vec(), own.as_bytes().to_vec()].concat();
    for bytes in [gbk.into_owned(), marked] {
        let templates = Templates::with(&[("correction.txt".into(), bytes)]).unwrap();
        assert_eq!(
            templates
                .draft(Kind::Correction, &sample::facts(Kind::Correction))
                .title,
            "补正通知"
        );
    }
    // From a folder, and from none.
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("correction.txt"), own).unwrap();
    std::fs::write(dir.path().join("notes.md"), "not a template").unwrap();
    let templates = Templates::load(dir.path()).unwrap();
    assert_eq!(templates.text(Kind::Correction), own);
    assert!(Templates::load(&dir.path().join("nowhere")).is_ok());
    let preview =
        letter::preview(Kind::Correction, "correction.txt", own, &Fonts::embedded()).unwrap();
    assert!(pdf_pages(&preview).concat().contains("补正通知"));
    assert!(
        letter::preview(
            Kind::Correction,
            "correction.txt",
            "【标题】甲",
            &Fonts::embedded()
        )
        .is_err()
    );
}

#[test]
fn every_built_in_template_is_sound_and_every_placeholder_explained() {
    let templates = Templates::built_in();
    for kind in Kind::all() {
        assert_eq!(
            letter::validate(kind, "x.txt", templates.text(kind)),
            [],
            "{kind}"
        );
    }
    let mut names: Vec<&str> = letter::places::PLACES
        .iter()
        .map(|place| place.name)
        .collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), letter::places::PLACES.len());
}

#[test]
fn the_pdf_can_be_archived_and_read_aloud() {
    let fonts = Fonts::embedded();
    let (mut draft, _) = sampled(Kind::Decision(Code::Part));
    let info = pdf_info(&letter::render_pdf(&draft, &fonts).unwrap());
    assert_eq!(info["Title"], "政府信息部分公开答复书");
    assert_eq!(info["Author"], "云河县商务局");
    assert_eq!(info["Tagged"], "yes");
    assert!(info["Page size"].contains("A4"));
    // Without a date there is no PDF/A, but a preview all the same.
    draft.date = "【待填：落款日期】".into();
    assert!(letter::render_pdf(&draft, &fonts).is_ok());
    draft.addressee = "\u{E5E5}某".into();
    let printed = pdf_pages(&letter::render_pdf(&draft, &fonts).unwrap()).concat();
    assert!(printed.contains("□〔U+E5E5字库缺字〕某"), "{printed}");
    // Nothing at all is still a page.
    assert!(letter::render_pdf(&Draft::empty(Kind::Receipt), &fonts).is_ok());
    assert!(letter::render_docx(&Draft::empty(Kind::Receipt), &fonts).is_ok());
}

#[test]
fn the_docx_has_the_geometry_of_the_paper() {
    let fonts = Fonts::embedded();
    for kind in [Kind::Decision(Code::Part), Kind::ThirdParty, Kind::Receipt] {
        let docx = letter::render_docx(&sampled(kind).0, &fonts).unwrap();
        let document = docx_part(&docx, "word/document.xml");
        for part in [
            // 210 × 297 mm; 37, 35, 28, 26 mm in twentieths of a point.
            r#"w:w="11906" w:h="16838""#,
            r#"w:top="2098""#,
            r#"w:bottom="1984""#,
            r#"w:left="1587""#,
            r#"w:right="1474""#,
            // 225 mm in 22 lines.
            r#"w:line="579""#,
        ] {
            assert!(document.contains(part), "{kind}: {part}");
        }
        let styles = docx_part(&docx, "word/styles.xml");
        assert!(
            styles.contains(r#"w:eastAsia="仿宋_GB2312""#)
                && styles.contains(r#"<w:sz w:val="32""#)
        );
    }
}
