//! The machine of readings by itself: order, distinct hands, return, exception, and the text that was read (S-7, A-17, A-45).

use jiff::civil::Date;
use law::readings::{
    Course, Digest, Hand, No, Opinion, Post, Reading, Rules, person_behind, program,
};

const ORDER: &[Post] = &[Post::SectionHead, Post::Secrecy, Post::Leader];
const STRICT: Rules = Rules {
    order: ORDER,
    small_bureau: false,
};
const SMALL: Rules = Rules {
    order: ORDER,
    small_bureau: true,
};

fn day(text: &str) -> Option<Date> {
    Some(text.parse().unwrap())
}

fn text(words: &str) -> Option<Digest> {
    Some(Digest::of("test", &[words]))
}

fn agrees(post: Post, by: &str, read: Option<Digest>) -> Reading {
    Reading {
        post,
        by: by.into(),
        on: day("2026-03-03"),
        opinion: Opinion::Agree,
        read,
        note: String::new(),
        exception: String::new(),
    }
}

/// 甲 wrote it on 03-02.
fn written() -> Course {
    let mut course = Course::default();
    course.written("甲", day("2026-03-02"), text("一"));
    course
}

#[test]
fn posts_read_in_their_order() {
    let mut course = Course::default();
    assert_eq!(course.awaits(ORDER), None, "nothing to read");
    assert_eq!(
        course.turn(Post::SectionHead, "乙", None, STRICT),
        Some(No::NothingToRead)
    );
    assert!(!course.is_read(ORDER) && !course.is_read(&[]));
    course = written();
    for (post, by) in [
        (Post::SectionHead, "乙"),
        (Post::Secrecy, "丙"),
        (Post::Leader, "丁"),
    ] {
        assert_eq!(course.awaits(ORDER), Some(post));
        assert!(!course.is_read(ORDER));
        for other in ORDER.iter().filter(|other| **other != post) {
            assert_eq!(
                course.turn(*other, "戊", None, STRICT),
                Some(No::Turn(Some(post)))
            );
        }
        assert_eq!(
            course.turn(post, by, day("2026-03-01"), STRICT),
            Some(No::Earlier(course.last_on().unwrap()))
        );
        assert_eq!(course.turn(post, by, day("2026-03-03"), STRICT), None);
        course.read(agrees(post, by, text("一")));
        assert_eq!(course.last_on(), day("2026-03-03"));
    }
    assert_eq!(course.awaits(ORDER), None);
    assert!(course.is_read(ORDER));
    assert_eq!(
        course.turn(Post::Leader, "戊", None, STRICT),
        Some(No::Turn(None))
    );
}

#[test]
fn whoever_changed_a_text_is_an_author_of_it_and_reads_it_no_more() {
    let mut course = written();
    course.read(agrees(Post::SectionHead, "乙", text("一")));
    course.written("丙", day("2026-03-04"), text("二"));
    assert_eq!(course.authors(), ["甲", "丙"]);
    assert!(course.given().is_empty(), "a changed text is an unread one");
    course.written("甲", day("2026-03-04"), text("二"));
    assert_eq!(course.authors(), ["甲", "丙"], "nobody is an author twice");
    for author in ["甲", "丙"] {
        assert_eq!(
            course.turn(Post::SectionHead, author, None, STRICT),
            Some(No::SameHand(Hand::Wrote))
        );
        assert_eq!(course.turn(Post::SectionHead, author, None, SMALL), None);
    }
    course.read(agrees(Post::SectionHead, "乙", text("二")));
    assert_eq!(
        course.turn(Post::Secrecy, "乙", None, STRICT),
        Some(No::SameHand(Hand::Read(Post::SectionHead)))
    );
    assert_eq!(course.hands("丁"), []);
    course.begin_anew();
    assert_eq!(course, Course::default());
}

#[test]
fn a_reading_of_another_text_is_none() {
    let mut course = written();
    let wrong = agrees(Post::SectionHead, "乙", text("二"));
    assert_eq!(course.particulars(&wrong, STRICT), [No::AnotherText]);
    let blind = agrees(Post::SectionHead, "乙", None);
    assert_eq!(course.particulars(&blind, STRICT), [No::AnotherText]);
    assert_eq!(
        course.particulars(&agrees(Post::SectionHead, "乙", text("一")), STRICT),
        []
    );
    // Recorded all the same (as an old ledger may have it), it still is none.
    for reading in [wrong, blind] {
        course.read(reading);
        assert_eq!(course.awaits(ORDER), Some(Post::SectionHead));
        assert!(!course.is_read(&[Post::SectionHead]));
    }
    course.read(agrees(Post::SectionHead, "乙", text("一")));
    assert!(course.is_read(&[Post::SectionHead]));
    assert_eq!(course.given().len(), 1, "one reading a post");
    // Where texts have no digest, the order of the acts binds a reading to its text.
    let mut plain = Course::default();
    plain.written("甲", None, None);
    let reading = agrees(Post::Leader, "乙", None);
    assert_eq!(plain.particulars(&reading, STRICT), []);
    plain.read(reading);
    assert!(plain.is_read(&[Post::Leader]));
}

#[test]
fn what_is_sent_back_carries_a_reason_and_stops_the_round() {
    let mut course = written();
    course.read(agrees(Post::SectionHead, "乙", text("一")));
    let mut back = Reading {
        opinion: Opinion::Return,
        ..agrees(Post::Secrecy, "丙", text("一"))
    };
    back.note = "  ".into();
    assert_eq!(
        course.particulars(&back, STRICT),
        [No::ReturnedWithoutReason]
    );
    back.note = "附件含身份证号".into();
    assert_eq!(course.particulars(&back, STRICT), []);
    course.read(back);
    assert_eq!(course.returned().unwrap().post, Post::Secrecy);
    assert_eq!(course.awaits(ORDER), None);
    assert!(
        !course.is_read(&[Post::SectionHead]),
        "sent back is not read"
    );
    course.unread();
    assert_eq!((course.returned(), course.given().len()), (None, 0));
    assert_eq!(course.authors(), ["甲"]);
    assert_eq!(course.awaits(ORDER), Some(Post::SectionHead));
}

#[test]
fn a_small_bureau_says_why_each_time() {
    let mut course = written();
    let mut own = agrees(Post::SectionHead, "甲", text("一"));
    assert_eq!(
        course.particulars(&own, SMALL),
        [No::Unexplained(Hand::Wrote)]
    );
    own.exception = "全局仅一人".into();
    assert_eq!(course.particulars(&own, SMALL), []);
    course.read(own);
    let again = agrees(Post::Secrecy, "甲", text("一"));
    assert_eq!(
        course.particulars(&again, SMALL),
        [No::Unexplained(Hand::Wrote)]
    );
    let other = agrees(Post::Secrecy, "乙", text("一"));
    assert_eq!(
        course.particulars(&other, SMALL),
        [],
        "another person needs no reason"
    );
    assert_eq!(
        course.hands("甲"),
        [Hand::Wrote, Hand::Read(Post::SectionHead)]
    );
}

#[test]
fn a_digest_tells_fields_apart_and_is_written_one_way() {
    let one = Digest::of("n", &["ab", "c"]);
    assert_ne!(one, Digest::of("n", &["a", "bc"]));
    assert_ne!(one, Digest::of("na", &["b", "c"]));
    assert_eq!(one.as_str().len(), 64);
    assert_eq!(one.short(), &one.as_str()[..8]);
    assert_eq!(Digest::from(one.as_str().to_uppercase().as_str()), one);
    // SHA-256 over the lengths and the fields, worked out apart.
    assert_eq!(
        Digest::of("", &[]).as_str(),
        "af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc"
    );
    for post in Post::ALL {
        assert_eq!(Post::of(post.as_str()), Some(post));
        assert!(!post.zh().is_empty() && !post.en().is_empty());
    }
}

/// A program is the hand of whoever made its token: two tokens of one person, or a token and an account, are one hand (S-7).
#[test]
fn a_program_is_the_hand_of_its_maker() {
    for (actor, person) in [
        ("甲", "甲"),
        ("token/1/甲", "甲"),
        ("token/2/甲", "甲"),
        // Acts of before know the token alone, which stands for itself.
        ("token/1", "token/1"),
        ("token/1/", "token/1/"),
        ("import", "import"),
    ] {
        assert_eq!(person_behind(actor), person);
    }
    assert_eq!(program("1", "甲"), "token/1/甲");
    let mut course = Course::default();
    course.written("token/1/甲", day("2026-03-02"), text("一"));
    for (by, no) in [
        ("token/2/甲", Some(No::SameHand(Hand::Wrote))),
        ("甲", Some(No::SameHand(Hand::Wrote))),
        ("token/3/乙", None),
        ("token/1", None),
    ] {
        assert_eq!(course.turn(Post::SectionHead, by, None, STRICT), no, "{by}");
    }
    course.written("甲", day("2026-03-02"), text("二"));
    assert_eq!(course.authors().len(), 1, "one person, named once");
    course.read(agrees(Post::SectionHead, "token/3/乙", text("二")));
    assert_eq!(course.hands("token/4/乙"), [Hand::Read(Post::SectionHead)]);
    course.read(agrees(Post::Secrecy, "乙", text("二")));
    course.read(agrees(Post::Leader, "丙", text("二")));
    assert!(course.is_read(ORDER) && !course.is_covered(ORDER));
}
