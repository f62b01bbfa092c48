//! C.12: what letters said that their case does not say, when hard cases were played.

use documents::letter::{self, sample};
use law::{letter::Kind, outcome::Code};

fn text(code: Code, change: impl FnOnce(&mut letter::facts::Facts)) -> String {
    let kind = Kind::Decision(code);
    let mut facts = sample::facts(kind);
    change(&mut facts);
    letter::draft(kind, &facts).text()
}

#[test]
fn a_letter_says_no_more_than_its_case() {
    // One kind of process information, where all four were recited.
    let process = text(Code::NoProcess, |_| {});
    assert!(
        process.contains("形成的讨论记录，系过程性信息"),
        "{process}"
    );
    for other in ["过程稿", "磋商信函", "请示报告"] {
        assert!(!process.contains(other), "{other}: {process}");
    }
    // Where all is refused there is no part that is.
    for code in [
        Code::NoSecret,
        Code::NoLaw,
        Code::No3s1s,
        Code::NoThird,
        Code::NoInternal,
        Code::NoProcess,
        Code::NoCasefile,
    ] {
        let refused = text(code, |_| {});
        assert!(!refused.contains("不予公开的部分"), "{refused}");
        // After 复议 another court may have to decide (D-15); none is named before.
        assert!(refused.contains("向有管辖权的人民法院"), "{refused}");
        assert!(!refused.contains("云河县人民法院"), "{refused}");
    }
    assert!(text(Code::Part, |_| {}).contains("不予公开的部分为"));
    // What happened on the way stands there, where something did.
    let told = "办理过程中，本机关于2026年3月4日告知补正";
    let with = text(Code::OpenGive, |facts| facts.request.course = told.into());
    assert!(with.contains(&format!("\n{told}。\n")), "{with}");
    assert!(!text(Code::OpenGive, |_| {}).contains("办理过程中"));
    // A day until which something may be done is one of the days.
    for kind in [Kind::Receipt, Kind::Extension, Kind::Delay] {
        let text = letter::draft(kind, &sample::facts(kind)).text();
        assert!(text.contains("（含当日）"), "{text}");
    }
    // Pages are of this request alone: no month is counted.
    let mut facts = sample::facts(Kind::Fee);
    assert!(letter::draft(Kind::Fee, &facts).text().contains("计费期间"));
    facts.fee.span = String::new();
    assert!(!letter::draft(Kind::Fee, &facts).text().contains("计费期间"));
}
