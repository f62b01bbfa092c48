//! Pure counting: how long 表三 takes per request, and how that grows. Part of `bench/`.
//!
//! `cargo run --release -p law --example count [REQUESTS]`, 1,000,000 unless given.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::{error::Error, hint::black_box, time::Instant};

use jiff::civil::{Date, date};
use law::{
    calendar::Calendar,
    case::{self, Act, Applicant, Settings},
    outcome::Code,
    report::tally::{Fact, Tally, tally},
};

const YEAR: i16 = 2025;
const APPLICANTS: [Applicant; 6] = [
    Applicant::Natural,
    Applicant::Business,
    Applicant::Research,
    Applicant::Charity,
    Applicant::LegalService,
    Applicant::Other,
];

fn main() -> Result<(), Box<dyn Error>> {
    let most: usize = std::env::args()
        .nth(1)
        .map_or(Ok(1_000_000), |text| text.parse())?;
    let facts = facts(most);
    println!("counting 表三, one organ");
    println!("{:>12} {:>12} {:>14}", "requests", "ms", "ns a request");
    let mut size = 1_000;
    while size <= most {
        measure(&format!("{size}"), size, || {
            tally(facts[..size].iter().copied(), YEAR)
        });
        size *= 10;
    }
    println!("counting 表三, 1,000 organs and their sum");
    measure(&format!("{most}"), most, || {
        let mut sum = Tally::default();
        for organ in facts.chunks(most.div_ceil(1_000)) {
            sum.merge(&tally(organ.iter().copied(), YEAR));
        }
        sum
    });
    clock(most / 100)
}

/// The best of five runs: the least disturbed.
fn measure(label: &str, size: usize, mut work: impl FnMut() -> Tally) {
    let best = (0..5)
        .map(|_| {
            let began = Instant::now();
            black_box(work());
            began.elapsed()
        })
        .min()
        .unwrap_or_default();
    let each = best.as_nanos() as f64 / size as f64;
    println!(
        "{label:>12} {:>12.3} {each:>14.1}",
        best.as_secs_f64() * 1e3
    );
}

/// A whole case assessed anew, which is what every page of a case and every projection does.
fn clock(size: usize) -> Result<(), Box<dyn Error>> {
    let acts: Vec<Act> = serde_json::from_str(
        r#"[{"kind":"submitted","on":"2025-01-21","channel":"online","applicant":"natural"},
            {"kind":"confirmed","on":"2025-01-22"},
            {"kind":"correction_noticed","on":"2025-01-23","days":15,"reached":"2025-01-24"},
            {"kind":"corrected","on":"2025-02-10"},
            {"kind":"extended","on":"2025-03-03","days":20,"consented":"2025-03-03","noticed":"2025-03-03"}]"#,
    )?;
    let (calendar, settings) = (Calendar::cn(), Settings::default());
    let began = Instant::now();
    for _ in 0..size {
        black_box(case::assess(
            black_box(&acts),
            date(2025, 3, 10),
            &calendar,
            &settings,
        ));
    }
    let each = began.elapsed().as_secs_f64() * 1e6 / size.max(1) as f64;
    println!(
        "assessing a case of {} acts: {each:.1} µs, {:.1} µs an act",
        acts.len(),
        each / acts.len() as f64
    );
    Ok(())
}

/// Requests of two years, four in five closed, every applicant and every outcome among them.
fn facts(size: usize) -> Vec<Fact> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut below = move |bound: usize| {
        // xorshift64: the same requests on every machine.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound as u64).unwrap_or_default()
    };
    let first: Date = date(YEAR - 1, 1, 1);
    (0..size)
        .map(|_| {
            let received = first.saturating_add(jiff::Span::new().days(below(730) as i64));
            let took = jiff::Span::new().days(1 + below(40) as i64);
            Fact {
                received_on: Some(received),
                applicant: APPLICANTS[below(6)],
                closed: (below(5) > 0).then(|| {
                    (
                        received.saturating_add(took),
                        Code::ALL[below(Code::ALL.len())],
                    )
                }),
            }
        })
        .collect()
}
