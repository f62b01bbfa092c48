//! 复议和诉讼的期间: until when a remedy lies, and how fast the organ must answer (law.md 9).
//!
//! Days and months of a person's remedy roll off rest days (民法典 203); 3, 5, 7 and 10 日 of 复议法 are working days (trap 34).

use jiff::civil::Date;

use crate::{because::LastDay, calendar::Calendar, rule::Citation, rule::Rule, term::Term};

/// A period of 复议 or 诉讼.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// 申请行政复议: 60 days from knowing the act (D-5).
    Review,
    /// Not told of the right: a year from knowing the content (D-5).
    ReviewUntold,
    /// 不服复议决定的起诉: 15 days from receiving it, or from the end of its period (D-7).
    SuitAfterReview,
    /// 直接起诉: 6 months from knowing the act (D-8).
    Suit,
    /// Not told of the period: a year from knowing the content (D-8).
    SuitUntold,
    /// 逾期不答复的起诉: 6 months from the end of the answer period (D-9).
    SuitUnanswered,
    /// 简易程序: written answer and evidence, 5 working days from the copy (D-12).
    AnswerSimple,
    /// 普通程序: 10 working days from the copy (D-12).
    AnswerOrdinary,
    /// 复议决定, 简易程序: 30 days from acceptance (D-12).
    DecisionSimple,
    /// 复议决定, 普通程序: 60 days (D-12).
    DecisionOrdinary,
    /// 复议决定, 普通程序, extended by 30 days (D-12).
    DecisionExtended,
    /// 法院判决公开: 20 working days from service (D-14).
    CourtOrder,
}

impl Period {
    pub const ALL: [Self; 12] = [
        Self::Review,
        Self::ReviewUntold,
        Self::SuitAfterReview,
        Self::Suit,
        Self::SuitUntold,
        Self::SuitUnanswered,
        Self::AnswerSimple,
        Self::AnswerOrdinary,
        Self::DecisionSimple,
        Self::DecisionOrdinary,
        Self::DecisionExtended,
        Self::CourtOrder,
    ];

    /// The last day, counted from the day after `from`, with its reason.
    #[must_use]
    pub fn last_day(self, from: Date, calendar: &Calendar) -> LastDay {
        let (rule, citation, term) = self.line();
        term.last_day(rule, Citation::text(citation), from, calendar)
    }

    /// Which of them are working days, which days and months that roll (trap 34).
    fn line(self) -> (Rule, &'static str, Term) {
        match self {
            Self::Review => (Rule::D_5, "行政复议法第二十条第一款", Term::DaysRolled(60)),
            Self::ReviewUntold => (
                Rule::D_5,
                "行政复议法第二十条第三款",
                Term::MonthsRolled(12),
            ),
            Self::SuitAfterReview => (Rule::D_7, "行政诉讼法第四十五条", Term::DaysRolled(15)),
            Self::Suit => (Rule::D_8, "行政诉讼法第四十六条", Term::MonthsRolled(6)),
            Self::SuitUntold => (Rule::D_8, "行诉解释第六十四条", Term::MonthsRolled(12)),
            Self::SuitUnanswered => (Rule::D_9, "行诉解释第六十六条", Term::MonthsRolled(6)),
            Self::AnswerSimple => (
                Rule::D_12,
                "行政复议法第五十四条、第八十八条",
                Term::WorkingDays(5),
            ),
            Self::AnswerOrdinary => (
                Rule::D_12,
                "行政复议法第四十八条、第八十八条",
                Term::WorkingDays(10),
            ),
            Self::DecisionSimple => (
                Rule::D_12,
                "行政复议法第六十二条第二款",
                Term::DaysRolled(30),
            ),
            Self::DecisionOrdinary => (
                Rule::D_12,
                "行政复议法第六十二条第一款",
                Term::DaysRolled(60),
            ),
            Self::DecisionExtended => (
                Rule::D_12,
                "行政复议法第六十二条第一款",
                Term::DaysRolled(90),
            ),
            Self::CourtOrder => (Rule::D_14, "法释〔2025〕8号第十一条", Term::WorkingDays(20)),
        }
    }
}
