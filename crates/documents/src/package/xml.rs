//! 目录.xml: the catalogue for machines.

use quick_xml::{
    Writer,
    events::{BytesDecl, Event},
};

use super::{CaseFile, Placed};
use crate::Error;

pub(super) fn write(file: &CaseFile, papers: &[Placed<'_>]) -> Result<Vec<u8>, Error> {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
        .map_err(Error::failed)?;
    let reference = file
        .reference
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let year = file.year.to_string();
    out.create_element("卷")
        .with_attributes([
            ("格式", "mingbai-case-file-1"),
            ("全宗单位", &*attribute(&file.organ)),
            ("受理编号", &*attribute(&file.number)),
            ("题名", &*attribute(&file.title)),
            ("档号", &*reference),
            ("保管期限", file.keeping.zh()),
            ("形成年度", &*year),
        ])
        .write_inner_content(|out| {
            for paper in papers {
                let piece = paper.piece;
                let (order, size) = (paper.order.to_string(), piece.bytes.len().to_string());
                let date = piece.date.map(|date| date.to_string()).unwrap_or_default();
                let pages = piece
                    .pages
                    .map(|pages| pages.to_string())
                    .unwrap_or_default();
                out.create_element("件")
                    .with_attributes([
                        ("序号", &*order),
                        ("类别", piece.paper.zh()),
                        ("题名", &*attribute(&piece.title)),
                        ("文号", &*attribute(&piece.number)),
                        ("责任者", &*attribute(&piece.author)),
                        ("日期", &*date),
                        ("密级", &*attribute(&piece.secrecy)),
                        ("页数", &*pages),
                        ("备注", &*attribute(&piece.note)),
                        ("路径", &*paper.path),
                        ("字节", &*size),
                        ("sha256", &*paper.sha256),
                    ])
                    .write_empty()?;
            }
            Ok(())
        })
        .map_err(Error::failed)?;
    Ok(out.into_inner())
}

/// Without what XML cannot hold.
fn attribute(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
