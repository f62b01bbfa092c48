//! Writes made-up reports as pages in many layouts, with what a reader has to find in them beside: `NNN.html` or
//! `NNN.docx`, and `NNN.json`. The test that sends them through LibreOffice is `tests/reports/office.test.mjs`.
//!
//!     print_reports FOLDER COUNT [FIRST]
//!
//! FIRST is the number of the first report, 0 unless said: other numbers are other reports.

#[expect(dead_code, reason = "the year before is for the test beside")]
#[path = "../tests/planted/clean.rs"]
mod clean;
#[path = "print_reports/old.rs"]
mod old;
#[path = "print_reports/page.rs"]
mod page;

use std::{error::Error, fs, path::PathBuf};

use documents::{fonts::Fonts, report};
use encoding_rs::GB18030;

use clean::Dice;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(count)) = (arguments.next(), arguments.next()) else {
        return Err("print_reports FOLDER COUNT [FIRST]".into());
    };
    let first: u64 = arguments.next().map_or(Ok(0), |first| first.parse())?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let fonts = Fonts::embedded();
    for seed in first..first + count.parse::<u64>()? {
        let mut dice = Dice::new(seed + 31_000);
        let mut made = clean::report(seed);
        if seed % 5 == 4 {
            old::in_the_form_of_2019(&mut made, &mut dice);
        }
        let name = format!("{seed:03}");
        fs::write(folder.join(format!("{name}.json")), report::json(&made)?)?;
        // Our own document goes through other hands too.
        if seed % 5 == 0 {
            let path = folder.join(format!("{name}.docx"));
            fs::write(path, report::docx(&made, &fonts)?)?;
            continue;
        }
        let charset = if dice.roll(3) == 0 { "gb2312" } else { "utf-8" };
        let text = page::written(&made, charset, &mut dice);
        let bytes = match charset {
            "utf-8" => text.into_bytes(),
            _ => GB18030.encode(&text).0.into_owned(),
        };
        fs::write(folder.join(format!("{name}.html")), bytes)?;
    }
    Ok(())
}
