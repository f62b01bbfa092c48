//! One line of a CSV file.

/// Cells between quotes and commas; one that a spreadsheet would take for a formula begins with an apostrophe.
#[must_use]
pub fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|cell| {
            let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                "'"
            } else {
                ""
            };
            format!("\"{guard}{}\"", cell.replace('"', "\"\""))
        })
        .collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_and_formulas_are_text() {
        let cells = ["a\"b".to_string(), "=1+1".to_string(), String::new()];
        assert_eq!(line(&cells), "\"a\"\"b\",\"'=1+1\",\"\"\r\n");
    }
}
