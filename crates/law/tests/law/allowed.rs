//! What may be done on a day, and why not the rest.

use law::case::Kind;

use crate::facts::assess;

/// Facts, day, the kinds allowed.
#[test]
fn only_what_the_law_allows_now() {
    let received = "2026-03-02 submitted channel=counter";
    let early = "correction_noticed reasons_asked third_party_asked organ_asked extended fee_noticed answered withdrawn";
    let later =
        "reasons_asked third_party_asked organ_asked extended fee_noticed answered withdrawn";
    for (facts, as_of, expected) in [
        ("", "2026-03-02", "submitted"),
        (
            "2026-03-02 submitted channel=online",
            "2026-03-02",
            "confirmed withdrawn",
        ),
        (received, "2026-03-02", early),
        // T(7) is 03-11: the correction notice is no longer in time on 03-12.
        (received, "2026-03-11", early),
        (received, "2026-03-12", later),
        (received, "2026-03-30", later),
        // After the last day nothing stops or moves the clock; the answer is still owed.
        (
            received,
            "2026-03-31",
            "reasons_asked third_party_asked organ_asked answered withdrawn",
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-03 correction_noticed days=5 reached=2026-03-03",
            "2026-03-10",
            "corrected withdrawn",
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-03 correction_noticed days=5 reached=2026-03-03",
            "2026-03-11",
            "corrected withdrawn lapsed",
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-03 fee_noticed reached=2026-03-03",
            "2026-03-04",
            "fee_paid withdrawn",
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-12 third_party_asked ref=a",
            "2026-03-12",
            "reasons_asked third_party_asked third_party_reached third_party_answered organ_asked extended fee_noticed answered withdrawn",
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-12 reasons_asked days=5",
            "2026-03-12",
            "reasons_given third_party_asked organ_asked extended fee_noticed answered withdrawn",
        ),
        (
            "2026-03-02 submitted channel=counter\n2026-03-03 withdrawn",
            "2026-03-03",
            "",
        ),
    ] {
        let case = assess(facts, as_of);
        let allowed: Vec<&str> = case.allowed.iter().map(|kind| kind.as_str()).collect();
        assert_eq!(allowed.join(" "), expected, "{facts} as of {as_of}");
        // Every other kind has its reason, with a citation.
        assert_eq!(case.allowed.len() + case.refusals.len(), Kind::ALL.len());
        for (kind, why) in &case.refusals {
            assert!(!case.allowed.contains(kind));
            assert!(!why.zh.is_empty() && !why.en.is_empty() && !why.because.as_str().is_empty());
        }
    }
}
