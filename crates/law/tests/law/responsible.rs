//! 公开主体 (law.md 1.1, 1.10; trap 43).

use law::{
    outcome::Code,
    responsible::{
        Body, Discloser, Record, Source, discloser, is_government_information, outcomes,
        under_the_regulation,
    },
};

/// made or obtained by an organ, in administration, recorded.
#[test]
fn what_is_government_information() {
    for (of_an_organ, in_administration, recorded, expected) in [
        (true, true, true, true),
        (false, true, true, false),
        (true, false, true, false),
        (true, true, false, false),
    ] {
        let record = Record {
            of_an_organ,
            in_administration,
            recorded,
        };
        assert_eq!(is_government_information(record), expected, "{record:?}");
    }
}

/// How it came here, who discloses, rule, outcomes if it is not public yet and if it is.
#[test]
fn who_discloses() {
    let (here, other): (&[Code], &[Code]) = (&[], &[Code::OtherOrgan]);
    let pointing: &[Code] = &[Code::OtherOrgan, Code::OpenPub];
    for (source, who, rule, not_public, public) in [
        (Source::MadeHere, Discloser::Here, "A-10.1", here, here),
        // A company's filing held by the bureau: the bureau answers.
        (Source::FromPerson, Discloser::Here, "A-10.2", here, here),
        // A provincial notice on file here: its maker discloses; if it is public, pointing to it is allowed.
        (
            Source::FromOrgan,
            Discloser::Maker,
            "A-10.3",
            other,
            pointing,
        ),
        (Source::JointLeading, Discloser::Here, "A-10.4", here, here),
        (
            Source::JointOther,
            Discloser::Lead,
            "A-10.4",
            other,
            pointing,
        ),
        (Source::ArchivedInTerm, Discloser::Here, "Z-16", here, here),
        (
            Source::ArchivedAfterTerm,
            Discloser::Archive,
            "Z-16",
            other,
            pointing,
        ),
    ] {
        let found = discloser(source);
        assert_eq!((found.who, found.rule.id()), (who, rule), "{source:?}");
        assert!(!found.citation.is_empty() && !source.zh().is_empty() && !source.en().is_empty());
        assert_eq!(outcomes(source, false), not_public, "{source:?}");
        assert_eq!(outcomes(source, true), public, "{source:?}");
    }
    assert_eq!(Source::ALL.len(), 7);
}

/// trap 43.
#[test]
fn who_is_under_the_regulation() {
    for (body, expected) in [
        (Body::Organ, true),
        (Body::Empowered, true),
        (Body::PublicUtility, false),
        (Body::Party, false),
    ] {
        assert_eq!(under_the_regulation(body), expected, "{body:?}");
    }
}
