//! The day that a letter bears: it cannot be before what it tells of, nor lie ahead (F-D0; 《党政机关公文格式》 GB/T 9704-2012).

use jiff::civil::Date;

use crate::{
    fields::letter::ON,
    finding::{Finding, Severity},
};

/// Why a letter cannot bear this day. `tells_of`: the day of the act that it tells of; `given`: the day on which a decision was
/// given, after which it is not dated.
#[must_use]
pub fn misdated(on: Date, today: Date, tells_of: Date, given: Option<Date>) -> Option<Finding> {
    let (zh, en) = if on > today {
        (
            format!("成文日期不能晚于今天（{today}）"),
            format!("The letter cannot be dated after today ({today})"),
        )
    } else if on < tells_of {
        (
            format!("成文日期不能早于所告知的办理动作（{tells_of}）"),
            format!("The letter cannot be dated before the act it tells of ({tells_of})"),
        )
    } else {
        let given = given.filter(|given| on > *given)?;
        (
            format!("答复书的成文日期不能晚于答复的日期（{given}）"),
            format!("A decision cannot be dated after the day it was given ({given})"),
        )
    };
    Some(Finding::new(ON.rule, Severity::Error, ON.name, zh, en))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_letter_lies_between_its_act_and_today() {
        let day = |day| date(2026, 3, day);
        let (act, today) = (day(2), day(10));
        let table = [
            (2, None, None),
            (10, None, None),
            (11, None, Some("after today")),
            (1, None, Some("before the act")),
            (5, Some(5), None),
            (6, Some(5), Some("after the day it was given")),
        ];
        for (on, given, expected) in table {
            let found = misdated(day(on), today, act, given.map(day));
            match expected {
                None => assert_eq!(found, None, "{on}"),
                Some(words) => {
                    let found = found.unwrap();
                    assert!(found.en.contains(words), "{on}: {}", found.en);
                    assert_eq!((found.id.id(), found.place.as_str()), ("F-D0", "on"));
                }
            }
        }
    }
}
