//! The report as one HTML file: readable without a style sheet, by a screen reader, and on a phone.

use std::fmt::Write;

use law::report::Report;
use quick_xml::escape::escape;

use super::{
    Layout, Section,
    grid::{Cell, Grid, Kind},
    prose::Paragraph,
};
use crate::Error;

const STYLE: &str = include_str!("../../templates/annual-report.css");

/// A whole page in UTF-8 that loads nothing else. Tables have captions, and their head cells say what they head.
pub fn html(report: &Report) -> Result<Vec<u8>, Error> {
    let layout = Layout::of(report)?;
    let mut page = String::new();
    body(&mut page, &layout).map_err(Error::failed)?;
    Ok(page.into_bytes())
}

fn body(out: &mut String, layout: &Layout) -> std::fmt::Result {
    let title = escape(layout.title_line());
    let organ = escape(&layout.organ);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <meta name=\"author\" content=\"{organ}\">\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>"
    )?;
    for (place, line) in layout.title.iter().enumerate() {
        write!(
            out,
            "{}<span>{}</span>",
            if place > 0 { "<wbr>" } else { "" },
            escape(line)
        )?;
    }
    out.push_str("</h1>\n");
    paragraphs(out, &layout.opening)?;
    for (place, section) in layout.sections.iter().enumerate() {
        writeln!(
            out,
            "<section aria-labelledby=\"s{0}\">\n<h2 id=\"s{0}\">{1}</h2>",
            place + 1,
            escape(&section.heading)
        )?;
        if let Some(grid) = &section.table {
            table(out, section, grid)?;
        }
        paragraphs(out, &section.paragraphs)?;
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    Ok(())
}

fn paragraphs(out: &mut String, paragraphs: &[Paragraph]) -> std::fmt::Result {
    for it in paragraphs {
        if it.text.is_empty() {
            writeln!(out, "<h3>{}</h3>", escape(&it.lead))?;
        } else if it.lead.is_empty() {
            writeln!(out, "<p>{}</p>", escape(&it.text))?;
        } else {
            writeln!(
                out,
                "<p><b>{}</b>{}</p>",
                escape(&it.lead),
                escape(&it.text)
            )?;
        }
    }
    Ok(())
}

fn table(out: &mut String, section: &Section, grid: &Grid) -> std::fmt::Result {
    // On a narrow screen the table scrolls by itself; a keyboard must be able to reach it.
    writeln!(
        out,
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{0}\">\n<table>\n<caption>{0}</caption>\n<colgroup>",
        escape(&section.heading)
    )?;
    for width in &grid.widths {
        write!(
            out,
            "<col style=\"width:{:.1}%\">",
            f64::from(*width) / 15.6
        )?;
    }
    out.push_str("</colgroup>\n");
    if grid.header > 0 {
        out.push_str("<thead>\n");
    }
    for row in 0..grid.rows() {
        if row == grid.header {
            out.push_str(if row > 0 {
                "</thead>\n<tbody>\n"
            } else {
                "<tbody>\n"
            });
        }
        out.push_str("<tr>");
        for cell in grid
            .touching(row)
            .into_iter()
            .filter(|cell| cell.row == row)
        {
            table_cell(out, cell)?;
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    Ok(())
}

fn table_cell(out: &mut String, cell: &Cell) -> std::fmt::Result {
    let (tag, scope, class) = match cell.kind {
        Kind::Band => ("th", "colgroup", "band"),
        Kind::Head if cell.columns > 1 => ("th", "colgroup", "head"),
        Kind::Head => ("th", "col", "head"),
        Kind::Corner => ("td", "", "corner"),
        Kind::Group => ("th", "rowgroup", "group"),
        Kind::Label => ("th", "row", "label"),
        Kind::Value => ("td", "", "value"),
    };
    write!(out, "<{tag} class=\"{class}\"")?;
    if !scope.is_empty() {
        write!(out, " scope=\"{scope}\"")?;
    }
    if cell.rows > 1 {
        write!(out, " rowspan=\"{}\"", cell.rows)?;
    }
    if cell.columns > 1 {
        write!(out, " colspan=\"{}\"", cell.columns)?;
    }
    write!(out, ">{}</{tag}>", escape(&cell.text))
}
