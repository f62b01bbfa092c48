//! long: a statute book is read from its first page to its last, and one state goes through it.
//!
//! The second model: law.md read again, from a list of acts as JSON, without a line of the engine.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::days::{Day, Days};

/// What law.md decides of a case on a day.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    pub status: &'static str,
    pub due: Option<String>,
    pub latest: Option<String>,
    pub excluded: usize,
    pub row: Option<&'static str>,
    pub remedy: Option<&'static str>,
    pub rules: BTreeSet<&'static str>,
}

/// Code; row of 表三; withheld under 14–16; no suit since 2025-06-01 (1.9, D-11).
const OUTCOMES: [(&str, &str, bool, bool); 24] = [
    ("OPEN-PUB", "三、（一）予以公开", false, false),
    ("OPEN-GIVE", "三、（一）予以公开", false, false),
    ("OPEN-LATER", "三、（一）予以公开", false, false),
    ("PART", "三、（二）部分公开", true, false),
    (
        "NO-SECRET",
        "三、（三）不予公开 1.属于国家秘密",
        true,
        false,
    ),
    (
        "NO-LAW",
        "三、（三）不予公开 2.其他法律行政法规禁止公开",
        true,
        false,
    ),
    (
        "NO-3S1S",
        "三、（三）不予公开 3.危及“三安全一稳定”",
        true,
        false,
    ),
    (
        "NO-THIRD",
        "三、（三）不予公开 4.保护第三方合法权益",
        true,
        false,
    ),
    (
        "NO-INTERNAL",
        "三、（三）不予公开 5.属于三类内部事务信息",
        true,
        false,
    ),
    (
        "NO-PROCESS",
        "三、（三）不予公开 6.属于四类过程性信息",
        true,
        false,
    ),
    (
        "NO-CASEFILE",
        "三、（三）不予公开 7.属于行政执法案卷",
        true,
        false,
    ),
    (
        "QUERY",
        "三、（三）不予公开 8.属于行政查询事项",
        false,
        true,
    ),
    (
        "NONE",
        "三、（四）无法提供 1.本机关不掌握相关政府信息",
        false,
        false,
    ),
    (
        "OTHER-ORGAN",
        "三、（四）无法提供 1.本机关不掌握相关政府信息",
        false,
        false,
    ),
    (
        "MAKE",
        "三、（四）无法提供 2.没有现成信息需要另行制作",
        false,
        true,
    ),
    (
        "UNCLEAR",
        "三、（四）无法提供 3.补正后申请内容仍不明确",
        false,
        false,
    ),
    (
        "PETITION",
        "三、（五）不予处理 1.信访举报投诉类申请",
        false,
        true,
    ),
    ("REPEAT", "三、（五）不予处理 2.重复申请", false, true),
    (
        "PRINTED",
        "三、（五）不予处理 3.要求提供公开出版物",
        false,
        true,
    ),
    (
        "ABUSE",
        "三、（五）不予处理 4.无正当理由大量反复申请",
        false,
        false,
    ),
    (
        "CONFIRM",
        "三、（五）不予处理 5.要求行政机关确认或重新出具已获取信息",
        false,
        false,
    ),
    (
        "LAPSE-CORR",
        "三、（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        false,
        false,
    ),
    (
        "LAPSE-FEE",
        "三、（六）其他处理 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        false,
        false,
    ),
    ("OTHER", "三、（六）其他处理 3.其他", false, false),
];

pub const CODES: [&str; 24] = {
    let mut codes = [""; 24];
    let mut at = 0;
    while at < 24 {
        codes[at] = OUTCOMES[at].0;
        at += 1;
    }
    codes
};

/// Parts of PART that are no refusal.
const OTHER_PARTS: [&str; 4] = ["NONE", "OTHER-ORGAN", "MAKE", "QUERY"];

#[derive(Clone, Copy, PartialEq)]
enum Awaited {
    Nothing,
    Correction(Option<Day>),
    Reasons,
    Payment(Option<Day>),
}

struct Letter {
    organ: bool,
    name: String,
    sent: Day,
    came: Option<Day>,
    back: Option<Day>,
    yes: Option<bool>,
    reasons_fail: bool,
}

struct Case<'a> {
    days: &'a Days,
    rules: BTreeSet<&'static str>,
    submitted: Option<(Day, String)>,
    receipt: Option<Day>,
    /// Day 0 of the running period.
    zero: Day,
    rounds: usize,
    awaited: Awaited,
    /// Asked on, until; then what was found of them.
    reasons: Option<(Option<Day>, Option<bool>)>,
    put_off: Option<Day>,
    letters: Vec<Letter>,
    extension: Option<usize>,
    fee: bool,
    end: Option<(Day, String, Value)>,
}

/// Reads a case as of a day.
pub fn read(acts: &[Value], as_of: &str, days: &Days) -> Verdict {
    let mut case = Case {
        days,
        rules: BTreeSet::new(),
        submitted: None,
        receipt: None,
        zero: 0,
        rounds: 0,
        awaited: Awaited::Nothing,
        reasons: None,
        put_off: None,
        letters: Vec::new(),
        extension: None,
        fee: false,
        end: None,
    };
    let today = days.of(as_of);
    let mut known: Vec<&Value> = acts
        .iter()
        .filter(|act| case.day(act, "on").is_some_and(|on| on <= today))
        .collect();
    known.sort_by_key(|act| act["on"].as_str().unwrap().to_owned());
    for act in known {
        case.take(act);
    }
    case.verdict(today)
}

fn text<'a>(act: &'a Value, field: &str) -> &'a str {
    act[field].as_str().unwrap_or("")
}

fn number(act: &Value, field: &str) -> usize {
    usize::try_from(act[field].as_u64().unwrap_or(0)).unwrap()
}

impl Case<'_> {
    fn day(&self, act: &Value, field: &str) -> Option<Day> {
        act[field].as_str().map(|name| self.days.of(name))
    }

    /// Submitted and received. Before that one rule says all that is wrong: there is nothing yet that could be handled.
    fn begun(&self) -> bool {
        self.submitted.is_some() && self.receipt.is_some()
    }

    /// 15 before 2019-05-15, 20 since (E-1, E-2).
    fn base(&self) -> usize {
        let old = self.receipt.unwrap() < self.days.of("2019-05-15");
        if old { 15 } else { 20 }
    }

    fn stopped(&self) -> bool {
        matches!(self.awaited, Awaited::Correction(_) | Awaited::Payment(_))
    }

    /// The last day to answer as things stand on a day.
    fn due(&self, on: Day) -> Option<Day> {
        self.receipt?;
        if self.stopped() {
            return None;
        }
        let counted = self.base() + self.excluded(on) + self.extension.unwrap_or(0);
        let last = self.days.t(self.zero, counted);
        Some(self.put_off.map_or(last, |later| later.max(last)))
    }

    /// Working days on which the answer of somebody else was awaited: each box is ticked once, however many letters lie on it.
    fn excluded(&self, on: Day) -> usize {
        let mut sent: Vec<&Letter> = self.letters.iter().collect();
        sent.sort_by_key(|letter| letter.sent);
        let mut ticked: BTreeSet<Day> = BTreeSet::new();
        let mut counting: Vec<&Letter> = Vec::new();
        for letter in sent {
            // As it stood when the letter went out: had the period ended?
            let so_far = self.ticks(&counting, letter.sent).len();
            let counted = self.base() + so_far + self.extension.unwrap_or(0);
            let end = self
                .days
                .t(self.zero, counted)
                .max(self.put_off.unwrap_or(0));
            if letter.sent <= end {
                counting.push(letter);
                ticked = self.ticks(&counting, on);
            }
        }
        ticked.len()
    }

    fn ticks(&self, letters: &[&Letter], on: Day) -> BTreeSet<Day> {
        let mut ticked = BTreeSet::new();
        for letter in letters {
            let cap = self.days.t(letter.came.unwrap_or(letter.sent), 15);
            let to = on.min(cap).min(letter.back.unwrap_or(on));
            let boxes = letter.sent.max(self.zero) + 1..=to;
            ticked.extend(boxes.filter(|day| self.days.works(*day)));
        }
        ticked
    }

    fn take(&mut self, act: &Value) {
        let on = self.day(act, "on").unwrap();
        let kind = text(act, "kind");
        if self.end.is_some() {
            self.rules.insert("A-36.1");
            return;
        }
        if self.submitted.is_none() && kind != "submitted" {
            self.rules.insert("A-29.1");
        }
        if kind == "submitted" {
            self.submit(act, on);
            return;
        }
        if self.submitted.is_some()
            && self.receipt.is_none()
            && !["confirmed", "withdrawn"].contains(&kind)
        {
            self.rules.insert("A-31.4");
        }
        let wrongly = self.out_of_turn(kind);
        let ends = ["correction_noticed", "fee_noticed", "answered", "withdrawn"];
        if ends.contains(&kind) && self.due(on).is_some_and(|due| on > due) {
            self.rules.insert("A-33.2");
        }
        match kind {
            "confirmed" => self.confirm(on),
            "correction_noticed" => self.ask_correction(act, on, wrongly),
            "corrected" => self.corrected(on),
            "reasons_asked" => self.ask_reasons(act, on, wrongly),
            "reasons_given" => self.reasons_given(act, on),
            "third_party_asked" | "organ_asked" => self.send(act, on),
            "third_party_reached" | "organ_reached" => self.arrived(act, on),
            "third_party_answered" | "organ_answered" => self.back(act, on),
            "extended" => self.extend(act, on, wrongly),
            "fee_noticed" => self.ask_fee(act, on, wrongly),
            "fee_paid" => self.paid(on),
            "answered" => self.answer(act, on),
            "withdrawn" => self.end = Some((on, "OTHER".into(), Value::Null)),
            "lapsed" => self.lapse(act, on),
            other => panic!("{other}"),
        }
    }

    /// While the applicant's correction or payment is awaited, the organ's own acts are out of turn.
    fn out_of_turn(&mut self, kind: &str) -> bool {
        let rule = match self.awaited {
            Awaited::Correction(_) => "A-30.2",
            Awaited::Payment(_) => "F-8",
            _ => return !self.begun(),
        };
        let acts = [
            "answered",
            "third_party_asked",
            "organ_asked",
            "reasons_asked",
            "correction_noticed",
            "extended",
            "fee_noticed",
        ];
        if !self.begun() {
            return true;
        }
        if acts.contains(&kind) {
            self.rules.insert(rule);
            return true;
        }
        false
    }

    fn submit(&mut self, act: &Value, on: Day) {
        if self.submitted.is_some() {
            self.rules.insert("A-45");
            return;
        }
        let channel = text(act, "channel").to_owned();
        if channel == "counter" || channel == "registered_mail" {
            self.receipt = Some(on);
            self.zero = on;
        }
        self.submitted = Some((on, channel));
    }

    fn confirm(&mut self, on: Day) {
        if self.receipt.is_some() {
            if self.submitted.is_some() {
                self.rules.insert("A-31.4");
            }
            return;
        }
        let Some((submitted, channel)) = &self.submitted else {
            self.receipt = Some(on);
            self.zero = on;
            return;
        };
        // A letter on the very day, everything else within one working day.
        let (rule, last) = match channel.as_str() {
            "ordinary_mail" => ("A-31.3", *submitted),
            _ => ("A-31.4", self.days.t(*submitted, 1)),
        };
        if on > last {
            self.rules.insert(rule);
        }
        self.receipt = Some(on);
        self.zero = on;
    }

    fn ask_correction(&mut self, act: &Value, on: Day, wrongly: bool) {
        if !wrongly && self.rounds > 0 {
            self.rules.insert("A-30.4");
        } else if !wrongly && on > self.days.t(self.receipt.unwrap(), 7) {
            self.rules.insert("A-30.5");
        }
        let given = number(act, "days");
        if given == 0 || given > 15 {
            self.rules.insert("A-30.4");
        }
        self.rounds += 1;
        let reached = self.day(act, "reached").filter(|_| given > 0);
        self.awaited = Awaited::Correction(reached.map(|day| self.days.t(day, given)));
    }

    fn corrected(&mut self, on: Day) {
        let Awaited::Correction(until) = self.awaited else {
            if self.begun() {
                self.rules.insert("A-30.2");
            }
            return;
        };
        if until.is_some_and(|until| on > until) {
            self.rules.insert("A-30.3");
        }
        self.anew(on);
    }

    /// The period begins again at zero (A-30.2, F-9, trap 6).
    fn anew(&mut self, on: Day) {
        if self.receipt.is_some() {
            self.zero = on;
            self.extension = None;
            self.put_off = None;
            self.awaited = Awaited::Nothing;
        }
    }

    fn ask_reasons(&mut self, act: &Value, on: Day, wrongly: bool) {
        if self.reasons.is_some() {
            if !wrongly {
                self.rules.insert("A-35.1");
            }
        } else {
            let given = number(act, "days");
            let until = (given > 0).then(|| self.days.t(on, given));
            self.reasons = Some((until, None));
        }
        if self.awaited == Awaited::Nothing {
            self.awaited = Awaited::Reasons;
        }
    }

    fn reasons_given(&mut self, act: &Value, on: Day) {
        if !self.begun() {
            return;
        }
        let Some((until, None)) = self.reasons else {
            self.rules.insert("A-35.1");
            return;
        };
        let good = act["reasonable"] == true;
        let due = self.due(on);
        self.reasons = Some((until, Some(good)));
        if self.awaited == Awaited::Reasons {
            self.awaited = Awaited::Nothing;
        }
        if let Some(later) = self.day(act, "answer_by").filter(|_| good) {
            if due.is_some_and(|due| on > due) {
                self.rules.insert("A-35.3");
            } else {
                self.put_off = Some(later);
            }
        }
    }

    fn send(&mut self, act: &Value, on: Day) {
        if self.due(on).is_some_and(|due| on > due) {
            self.rules.insert("A-33.4");
        }
        self.letters.push(Letter {
            organ: text(act, "kind").starts_with("organ"),
            name: text(act, "ref").to_owned(),
            sent: on,
            came: None,
            back: None,
            yes: None,
            reasons_fail: false,
        });
    }

    /// The letter that an arrival or an answer speaks of; an arrival only of one that has not arrived.
    fn letter(&mut self, act: &Value, arrival: bool) -> Option<&mut Letter> {
        let organ = text(act, "kind").starts_with("organ");
        let found = self.letters.iter().position(|letter| {
            letter.organ == organ
                && letter.name == text(act, "ref")
                && letter.back.is_none()
                && !(arrival && letter.came.is_some())
        });
        if found.is_none() && self.begun() {
            self.rules.insert(if organ { "A-34" } else { "A-32.1" });
        }
        found.map(|at| &mut self.letters[at])
    }

    fn arrived(&mut self, act: &Value, on: Day) {
        if let Some(letter) = self.letter(act, true) {
            letter.came = Some(on);
        }
    }

    fn back(&mut self, act: &Value, on: Day) {
        if let Some(letter) = self.letter(act, false) {
            letter.back = Some(on);
            letter.yes = Some(act["consents"] == true);
            letter.reasons_fail = act["reasons"] == false || act["reasonable"] == false;
        }
    }

    /// 20 at most (15 under the old text), once, consented to and told while the period runs.
    fn extend(&mut self, act: &Value, on: Day, wrongly: bool) {
        let (consented, noticed) = (self.day(act, "consented"), self.day(act, "noticed"));
        let effect = on.max(consented.unwrap_or(0)).max(noticed.unwrap_or(0));
        let late = self.due(effect).is_some_and(|due| effect > due);
        let most = self.receipt.map_or(20, |_| self.base());
        let days = number(act, "days");
        let second = self.extension.is_some();
        let bare = consented.is_none() || noticed.is_none();
        if !wrongly && (second || late) || days > most || bare {
            self.rules.insert("A-33.3");
        }
        if !second {
            let lawful = !wrongly && !late && !bare;
            self.extension = Some(if lawful { days.min(most) } else { 0 });
        }
    }

    fn ask_fee(&mut self, act: &Value, on: Day, wrongly: bool) {
        if !wrongly {
            if on < self.days.of("2021-01-01") {
                self.rules.insert("E-3");
            } else if self.fee {
                self.rules.insert("F-1");
            } else if self.due(on).is_some_and(|due| on > due) {
                self.rules.insert("F-7");
            }
        }
        let yuan = number(act, "fen") / 100;
        // What K items or N pages can come to, counted out.
        let item = yuan.is_multiple_of(100);
        let page = (31..=2_000_usize).scan(0, |sum, page| {
            *sum += match page {
                ..=100 => 10,
                101..=200 => 20,
                _ => 40,
            };
            Some(*sum)
        });
        if yuan > 0 && !item && !page.into_iter().any(|sum| sum == yuan) {
            self.rules.insert("F-3");
        }
        self.fee = true;
        let reached = self.day(act, "reached");
        self.awaited = Awaited::Payment(reached.map(|day| self.days.t(day, 20)));
    }

    fn paid(&mut self, on: Day) {
        let Awaited::Payment(until) = self.awaited else {
            if self.begun() {
                self.rules.insert("F-8");
            }
            return;
        };
        if until.is_some_and(|until| on > until) {
            self.rules.insert("F-8");
        }
        self.anew(on);
    }

    fn answer(&mut self, act: &Value, on: Day) {
        let code = text(act, "code");
        let grounds: Vec<&str> = act["grounds"]
            .as_array()
            .map(|list| list.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        if code.starts_with("LAPSE") {
            self.rules.insert("A-36.1");
        }
        let part = code == "PART";
        let fits = |ground: &&str| ground.starts_with("NO-") || OTHER_PARTS.contains(ground);
        if part && (grounds.is_empty() || !grounds.iter().all(fits)) {
            self.rules.insert("A-37");
        }
        if code == "UNCLEAR" && self.rounds == 0 {
            self.rules.insert("A-30.4");
        }
        let unreasonable = self.reasons.is_some_and(|(until, found)| match found {
            Some(good) => !good,
            None => until.is_some_and(|until| on > until),
        });
        if code == "ABUSE" && !unreasonable {
            self.rules.insert("A-35.2");
        }
        self.third_party(code, part && grounds.contains(&"NO-THIRD"), on);
        if text(act, "how") == "posted" && text(act, "courier") == "other" {
            self.rules.insert("A-33.6");
        }
        if code == "NO-PROCESS" && self.day(act, "decided_on").is_some_and(|day| day <= on) {
            self.rules.insert("A-16.2");
        }
        self.end = Some((on, code.to_owned(), act.clone()));
    }

    fn third_party(&mut self, code: &str, in_part: bool, on: Day) {
        let third: Vec<&Letter> = self.letters.iter().filter(|letter| !letter.organ).collect();
        let may_answer = third.iter().any(|letter| {
            let over = letter.came.is_some_and(|came| on > self.days.t(came, 15));
            letter.back.is_none() && !over
        });
        let refused = third
            .iter()
            .any(|letter| letter.yes == Some(false) && !letter.reasons_fail);
        let all_agree = third.iter().all(|letter| letter.yes == Some(true));
        let gives = code == "OPEN-GIVE" || code == "OPEN-LATER";
        let mut rules = Vec::new();
        if code == "NO-THIRD" || in_part {
            rules.push(match (third.is_empty(), all_agree, may_answer) {
                (true, ..) if code == "NO-THIRD" => "A-32.1",
                (true, ..) => "",
                (_, true, _) => "A-15",
                (_, _, true) => "A-32.2",
                _ => "",
            });
        }
        if gives && refused {
            rules.push("A-32.5");
        }
        if gives && may_answer {
            rules.push("A-32.2");
        }
        self.rules
            .extend(rules.into_iter().filter(|rule| !rule.is_empty()));
    }

    fn lapse(&mut self, act: &Value, on: Day) {
        let code = text(act, "code");
        if self.begun() {
            match (self.awaited, code) {
                (Awaited::Correction(until), _) if until.is_none_or(|until| on <= until) => {
                    self.rules.insert("A-30.3");
                }
                (Awaited::Payment(until), _) if until.is_none_or(|until| on <= until) => {
                    self.rules.insert("F-8");
                }
                (Awaited::Correction(_), "LAPSE-CORR") | (Awaited::Payment(_), "LAPSE-FEE") => {}
                _ => {
                    self.rules.insert("A-36.1");
                }
            }
        }
        self.end = Some((on, code.to_owned(), Value::Null));
    }

    fn verdict(mut self, today: Day) -> Verdict {
        let until = self.end.as_ref().map_or(today, |(on, ..)| *on);
        let due = self.due(until);
        if self.end.is_none() {
            self.standing(due, today);
        }
        let excluded = if due.is_some() {
            self.excluded(until)
        } else {
            0
        };
        let latest = due.map(|_| {
            let last = self.days.t(self.zero, 2 * self.base() + excluded);
            self.put_off.map_or(last, |later| later.max(last))
        });
        let status = match (&self.end, self.receipt, self.awaited) {
            (Some(_), ..) => "closed",
            (_, None, _) => "unconfirmed",
            (_, _, Awaited::Nothing) => "open",
            (_, _, Awaited::Correction(_)) => "awaiting_correction",
            (_, _, Awaited::Reasons) => "awaiting_reasons",
            (_, _, Awaited::Payment(_)) => "awaiting_payment",
        };
        let name = |day: Day| self.days.name(day).to_owned();
        let end = self.end.as_ref();
        Verdict {
            status,
            due: due.map(name),
            latest: latest.map(name),
            excluded,
            row: end
                .filter(|_| self.receipt.is_some())
                .map(|(_, code, _)| row(code)),
            remedy: end.and_then(|(on, code, act)| self.remedy(*on, code, act)),
            rules: self.rules.clone(),
        }
    }

    /// What is wrong on a day though nobody acted.
    fn standing(&mut self, due: Option<Day>, today: Day) {
        if due.is_some_and(|due| today > due) {
            self.rules.insert("A-33.2");
        }
        if let (Some((submitted, _)), None) = (&self.submitted, self.receipt)
            && today > self.days.t(*submitted, 1)
        {
            self.rules.insert("A-31.4");
        }
        let lost = self.letters.iter().any(|letter| {
            letter.came.is_none() && letter.back.is_none() && today > self.days.t(letter.sent, 15)
        });
        if lost {
            self.rules.insert("A-33.4");
        }
    }

    /// The table of 1.9 and section 9, by the day of the reply.
    fn remedy(&self, on: Day, code: &str, act: &Value) -> Option<&'static str> {
        if code == "OTHER" {
            return None;
        }
        let class = |code: &str| {
            let (.., refusal, no_suit) = OUTCOMES.iter().find(|row| row.0 == code).unwrap();
            if *refusal && on >= self.days.of("2024-01-01") {
                "R-REVIEW"
            } else if *no_suit && on >= self.days.of("2025-06-01") {
                "R-NOSUIT"
            } else {
                "R-FREE"
            }
        };
        let parts: Vec<&str> = act["grounds"]
            .as_array()
            .map(|list| list.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        if code == "PART" && !parts.is_empty() && !parts.iter().any(|part| part.starts_with("NO-"))
        {
            let free = parts.iter().any(|part| class(part) == "R-FREE");
            return Some(if free { "R-FREE" } else { "R-NOSUIT" });
        }
        if code == "REPEAT" && act["disclosed_before"] == false {
            return Some("R-FREE");
        }
        Some(class(code))
    }
}

fn row(code: &str) -> &'static str {
    OUTCOMES.iter().find(|row| row.0 == code).unwrap().1
}
