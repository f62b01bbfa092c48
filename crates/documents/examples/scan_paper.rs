//! Looking through a PDF of fifty pages for what must not be public: reading its text and judging it. Part of `bench/`.
//!
//! `cargo run --release -p documents --example scan_paper [ROUNDS]`, 10 unless given.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::{error::Error, hint::black_box, time::Instant};

use documents::{
    fonts::Fonts,
    paper::{self, Paper},
    scan, text,
};
use law::personal::Settings;

fn main() -> Result<(), Box<dyn Error>> {
    let rounds: usize = std::env::args()
        .nth(1)
        .map_or(Ok(10), |text| text.parse())?;
    let today = jiff::civil::date(2026, 11, 30);
    let line = "<p>第三条 各乡镇人民政府应当按照职责分工，做好集贸市场的日常检查工作，并于2026年3月5日前报送办公室，电话0795-2506846，手机13800000000。</p>";
    let paper = Paper {
        title: "集贸市场管理办法".into(),
        organ: "青禾县商务局".into(),
        facts: Vec::new(),
        notice: String::new(),
        summary: String::new(),
        body_html: line.repeat(345),
        attachments: (String::new(), Vec::new()),
        source: Vec::new(),
        on: today,
    };
    let bytes = paper::pdf(&paper, &Fonts::embedded())?;
    let mut taken: Vec<f64> = Vec::with_capacity(rounds);
    let (mut pages, mut hits) = (0, 0);
    for _ in 0..rounds {
        let began = Instant::now();
        let extract = text::of("a.pdf", &bytes);
        let found = black_box(scan::of(&extract, today, &Settings::default()));
        taken.push(began.elapsed().as_secs_f64() * 1e3);
        pages = extract
            .pieces
            .iter()
            .filter(|piece| piece.place(0).starts_with("page "))
            .count();
        hits = found.hits.len();
    }
    taken.sort_by(f64::total_cmp);
    println!(
        "a PDF of {pages} pages, {} KB, {hits} hits: best {:.1} ms, median {:.1} ms",
        bytes.len() / 1024,
        taken[0],
        taken[taken.len() / 2]
    );
    Ok(())
}
