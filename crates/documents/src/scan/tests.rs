use super::*;

fn found(name: &str, bytes: &[u8]) -> Scan {
    let today = jiff::civil::date(2026, 3, 2);
    of(
        &crate::text::of(name, bytes),
        today,
        &personal::Settings::default(),
    )
}

#[test]
fn a_number_is_told_as_the_site_masks_it() {
    let text = crate::text::of("a.txt", "联系人：李四，电话13912345678".as_bytes());
    let settings = personal::Settings {
        phone_head: 0,
        phone_tail: 2,
        ..personal::Settings::default()
    };
    let scan = of(&text, jiff::civil::date(2026, 3, 2), &settings);
    assert_eq!(scan.hits[0].masked, "*********78");
}

fn kinds(scan: &Scan) -> Vec<(&str, Severity)> {
    scan.hits
        .iter()
        .map(|hit| (hit.kind.as_str(), hit.severity))
        .collect()
}

#[test]
fn what_stands_in_a_text_is_found_and_never_told_whole() {
    let text = "申请人身份证号911056189803070010已登记。\n值班电话13812345678\n联系人：李四，电话13912345678\n进出口总额13812345678元\n机密★10年\n会议强调了机密等级\n绝密★启用前";
    let scan = found("a.txt", text.as_bytes());
    assert_eq!(
        kinds(&scan),
        [
            ("permit", Severity::Block),
            ("phone", Severity::Warn),
            ("phone", Severity::Block),
            ("secrecy", Severity::Block),
            ("secrecy", Severity::Warn),
            ("secrecy", Severity::Warn),
        ]
    );
    let told = serde_json::to_string(&scan).unwrap();
    assert!(
        !told.contains("911056189803070010") && !told.contains("13912345678"),
        "{told}"
    );
    assert!(scan.blocks());
}

#[test]
fn the_name_of_the_file_is_part_of_it() {
    let scan = found("王小明11010519491231002X.txt", "正文".as_bytes());
    assert_eq!(kinds(&scan), [("id", Severity::Block)]);
    assert_eq!(scan.hits[0].place, "file name");
    assert_eq!(scan.hits[0].rule, "Q-20");
}

#[test]
fn a_clean_text_passes() {
    let scan = found(
        "通知.txt",
        "本局电话0795-2506846，属于国家秘密的不予公开".as_bytes(),
    );
    assert_eq!(scan, Scan::default());
    assert!(!scan.blocks());
}

#[test]
fn a_web_page_is_read_behind_its_face() {
    let page = "<html><body><p>正文</p><!-- 13912345678 --><img alt='E12345678护照E12345678'></body></html>";
    let scan = found("a.html", page.as_bytes());
    assert!(
        scan.hits
            .iter()
            .any(|hit| hit.place == "comment 1" && hit.kind == "phone"),
        "{scan:?}"
    );
    assert!(
        scan.hits.iter().any(|hit| hit.place == "attribute alt"),
        "{scan:?}"
    );
}

#[test]
fn what_cannot_be_read_is_named_and_blocks() {
    let scan = found("a.bin", b"\0\x01\x02\xFF\xFE");
    assert_eq!(scan.unread.len(), 1);
    assert!(scan.blocks());
}
