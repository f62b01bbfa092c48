//! Looking through a text for what must not be public: how long one megabyte takes. Part of `bench/`.
//!
//! `cargo run --release -p law --example scan [ROUNDS]`, 20 unless given.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::{error::Error, hint::black_box, time::Instant};

use jiff::civil::date;
use law::{
    item::{Passage, gates, masking},
    personal::Settings,
};

const MEGABYTE: usize = 1024 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let rounds: usize = std::env::args()
        .nth(1)
        .map_or(Ok(20), |text| text.parse())?;
    let settings = Settings::default();
    let today = date(2026, 11, 30);
    println!("looking through 1 MB of text, {rounds} rounds");
    println!(
        "{:>20} {:>8} {:>10} {:>10}",
        "text", "finds", "best ms", "median ms"
    );
    for (name, line) in [
        (
            "a policy",
            "第三条 各乡镇人民政府应当按照职责分工，做好集贸市场的日常检查工作，并于2026年3月5日前报送办公室，电话0795-2506846。\n",
        ),
        (
            "a list of numbers",
            "12\t东乡\t张三\t360426189101010072\t13800000000\t6222020000000000000\t1500元\n",
        ),
        (
            "digits alone",
            "1234567890123456789 0123456789 20260305 1380000000 62220200000000\n",
        ),
    ] {
        let passage = Passage::new("body", line.repeat(MEGABYTE / line.len()));
        let passages = std::slice::from_ref(&passage);
        let mut taken: Vec<f64> = Vec::with_capacity(rounds);
        let mut found = 0;
        for _ in 0..rounds {
            let began = Instant::now();
            found = black_box(masking::finds(passages, today, &settings)).len();
            black_box(gates::secrecy(passages));
            taken.push(began.elapsed().as_secs_f64() * 1e3);
        }
        taken.sort_by(f64::total_cmp);
        println!(
            "{name:>20} {found:>8} {:>10.1} {:>10.1}",
            taken[0],
            taken[taken.len() / 2]
        );
    }
    Ok(())
}
