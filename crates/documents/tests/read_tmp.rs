#[test]
fn show() {
    for f in ["001.txt","002.pdf","009.md","012.src.json","012.json","013.html","102.txt","103.txt","109.txt","112.txt","113.txt","119.txt","121.txt","123.txt","125.txt","T01.docx"] {
        let b = std::fs::read(format!("/work/shared/reports/{f}")).unwrap();
        match documents::read::report(&b, f) {
            Ok(r) => { println!("== {f} organ={:?} year={:?} format={} sections={:?}", r.report.organ, r.report.year, r.report.format, r.report.sections.iter().map(|(k,v)|(k,v.chars().count())).collect::<Vec<_>>());
              for x in r.findings(None) { println!("   {:?} {} @ {} : {} [{:?} {:?}]", x.severity, x.id, x.place, x.zh, x.left, x.right); } }
            Err(e) => println!("== {f} ERR {e}"),
        }
    }
}
