//! Acts of a case from the columns of a register, or from a row of a sheet of acts.

use jiff::civil::Date;
use law::{
    case::{Act, Event, Kind, Particulars},
    fields::{ON, of_act},
    happened::not_after_today,
};

use crate::{
    App,
    import::{
        cell::Cells,
        choices::{APPLICANTS, HOWS},
    },
};

/// A day that has been.
pub(super) fn day(app: &App, cells: &mut Cells<'_>, key: &str) -> Option<Date> {
    let date = cells.date(key)?;
    match not_after_today(key, date, app.clock.today()) {
        None => Some(date),
        Some(found) => {
            cells.bad(key, found.id.id(), found.zh, found.en);
            None
        }
    }
}

/// Every act after the request itself that the row has a date for.
pub(super) fn of_register(app: &App, cells: &mut Cells<'_>) -> Vec<Act> {
    let mut acts = Vec::new();
    for kind in Kind::ALL {
        if matches!(kind, Kind::Submitted | Kind::Answered | Kind::Lapsed) {
            continue;
        }
        let word = kind.as_str();
        let on = format!("{word}_on");
        let key = |field: &str| format!("{word}_{field}");
        if cells.line.get(&on).is_empty() {
            let stray = FIELDS
                .iter()
                .map(|field| key(field))
                .find(|key| !cells.line.get(key).is_empty());
            if stray.is_some() {
                cells.bad(
                    &on,
                    "form",
                    format!("填写了相关内容，但没有“{}”的日期", kind.zh()),
                    format!("its particulars are given but not its day: {}", kind.en()),
                );
            }
            continue;
        }
        let on = day(app, cells, &on);
        if let (Some(on), Some(event)) = (on, event(kind, cells, &key)) {
            acts.push(Act { on, event });
        }
    }
    acts.extend(ending(app, cells));
    acts
}

/// One row of a sheet of acts.
pub(super) fn of_row(app: &App, cells: &mut Cells<'_>) -> Option<Act> {
    let kind = cells.kind("kind");
    let kind = cells.needed("kind", "form", kind);
    let on = day(app, cells, "on");
    let on = cells.needed("on", "form", on);
    let event = event(kind?, cells, &|field: &str| field.to_owned())?;
    if matches!(event, Event::Submitted { .. }) {
        cells.bad(
            "kind",
            "form",
            "申请提交写在申请表中，不写在动作表中",
            "the request itself belongs in the register, not among the acts",
        );
        return None;
    }
    Some(Act { on: on?, event })
}

/// The answer, or the end without one: both share the column of the outcome.
fn ending(app: &App, cells: &mut Cells<'_>) -> Option<Act> {
    let answered = day(app, cells, "answered_on");
    let lapsed = day(app, cells, "lapsed_on");
    let code = cells.code("code");
    let blank = |cells: &Cells<'_>, key: &str| cells.line.get(key).is_empty();
    if blank(cells, "answered_on") && blank(cells, "lapsed_on") {
        if !blank(cells, "code") {
            cells.bad(
                "answered_on",
                asks(Kind::Answered, "code"),
                "有办理结果，但没有答复日期",
                "there is an outcome but no day of the answer",
            );
        }
        return None;
    }
    if blank(cells, "code") {
        cells.bad(
            "code",
            asks(Kind::Answered, "code"),
            "有答复日期，但没有办理结果",
            "there is a day of the answer but no outcome",
        );
    }
    if !blank(cells, "answered_on") && !blank(cells, "lapsed_on") {
        cells.bad(
            "lapsed_on",
            asks(Kind::Answered, "code"),
            "一件申请不能既答复又不再处理",
            "a request is either answered or not pursued",
        );
    }
    let (how, grounds) = (cells.choice("how", HOWS), cells.codes("grounds"));
    let code = code?;
    if lapsed.is_some() && !code.lapse() {
        cells.bad(
            "code",
            asks(Kind::Answered, "code"),
            "不再处理的办理结果只能是 LAPSE-CORR 或者 LAPSE-FEE",
            "a request that is not pursued ends with LAPSE-CORR or LAPSE-FEE",
        );
        return None;
    }
    let event = if code.lapse() {
        Event::Lapsed { code }
    } else {
        Event::Answered {
            code,
            how,
            grounds,
            particulars: Particulars::default(),
        }
    };
    Some(Act {
        on: answered.or(lapsed)?,
        event,
    })
}

/// Particulars that an act's columns may hold, besides its day.
const FIELDS: [&str; 9] = [
    "days",
    "reached",
    "reasonable",
    "answer_by",
    "ref",
    "consents",
    "consented",
    "noticed",
    "fen",
];

/// The event of a kind, its fields read from the columns that `key` names.
fn event(kind: Kind, cells: &mut Cells<'_>, key: &dyn Fn(&str) -> String) -> Option<Event> {
    let reference = |cells: &mut Cells<'_>| cells.text(&key("ref")).unwrap_or_default();
    let days = |cells: &mut Cells<'_>| {
        let days = cells.number(&key("days"));
        missing(cells, &key("days"), asks(kind, "days"), days)
    };
    let yes = |cells: &mut Cells<'_>, field: &str| {
        let yes = cells.yes(&key(field));
        missing(cells, &key(field), asks(kind, field), yes)
    };
    Some(match kind {
        Kind::Submitted => Event::Submitted {
            channel: cells.channel("channel")?,
            applicant: cells.choice("applicant", APPLICANTS),
        },
        Kind::Confirmed => Event::Confirmed,
        Kind::CorrectionNoticed => Event::CorrectionNoticed {
            days: days(cells)?,
            reached: cells.date(&key("reached")),
        },
        Kind::Corrected => Event::Corrected,
        Kind::ReasonsAsked => Event::ReasonsAsked { days: days(cells)? },
        Kind::ReasonsGiven => Event::ReasonsGiven {
            reasonable: yes(cells, "reasonable")?,
            answer_by: cells.date(&key("answer_by")),
        },
        Kind::ThirdPartyAsked => Event::ThirdPartyAsked {
            reference: reference(cells),
        },
        Kind::ThirdPartyReached => Event::ThirdPartyReached {
            reference: reference(cells),
        },
        Kind::ThirdPartyAnswered => Event::ThirdPartyAnswered {
            reference: reference(cells),
            consents: yes(cells, "consents")?,
            reasons: None,
            reasonable: None,
        },
        Kind::OrganAsked => Event::OrganAsked {
            reference: reference(cells),
        },
        Kind::OrganReached => Event::OrganReached {
            reference: reference(cells),
        },
        Kind::OrganAnswered => Event::OrganAnswered {
            reference: reference(cells),
            consents: yes(cells, "consents")?,
        },
        Kind::Extended => Event::Extended {
            days: days(cells)?,
            consented: cells.date(&key("consented")),
            noticed: cells.date(&key("noticed")),
        },
        Kind::FeeNoticed => {
            let fen = cells.number(&key("fen"));
            let fen = missing(cells, &key("fen"), asks(kind, "fen"), fen)?;
            Event::FeeNoticed {
                fen: i64::from(fen),
                reached: cells.date(&key("reached")),
            }
        }
        Kind::FeePaid => Event::FeePaid,
        Kind::Answered => {
            let code = cells.code("code");
            let code = missing(cells, "code", asks(kind, "code"), code)?;
            Event::Answered {
                code,
                how: cells.choice("how", HOWS),
                grounds: cells.codes("grounds"),
                particulars: Particulars::default(),
            }
        }
        Kind::Withdrawn => Event::Withdrawn,
        Kind::Lapsed => {
            let code = cells.code("code");
            Event::Lapsed {
                code: missing(cells, "code", asks(kind, "code"), code)?,
            }
        }
        // An act of handling, and no kind that a sheet can name: `Kind::ALL` leaves it out.
        Kind::ReDecided => return None,
    })
}

/// The rule that asks for a field of an act.
pub(super) fn asks(kind: Kind, field: &str) -> &'static str {
    let found = of_act(kind).iter().find(|asked| asked.name == field);
    found.map_or(ON, |asked| *asked).rule.id()
}

/// What an act cannot do without, even where the sheet has no column for it.
fn missing<T>(cells: &mut Cells<'_>, key: &str, rule: &str, value: Option<T>) -> Option<T> {
    if value.is_none() {
        cells.bad(key, rule, "必须填写，不能为空", "this must not be blank");
    }
    value
}
