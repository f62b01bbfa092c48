//! 提醒: when the people responsible are told that a last day comes near or has passed.
//!
//! No text says how an organ keeps its own time; it must keep it (《政府信息公开条例》第三十三条, A-33.2), and the supervisor
//! checks and orders correction (第四十七条, A-47). So every number here is a named setting with a visible default.
//! Who is late is told every working day until it is done; of a yearly task once.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{calendar::Calendar, rule::Rule};

/// What a last day is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// 申请的答复.
    Request,
    /// 互联网、传真申请的双方确认.
    Confirmation,
    /// 行政复议的书面答复 (D-12).
    RemedyAnswer,
    /// 年度报告.
    AnnualReport,
    /// 不予公开信息的定期评估.
    Review,
    /// 自查会发现的问题 (W-12, W-13, W-14): its last good day.
    Watch,
    /// 督办的答复.
    Chase,
    /// 年度任务.
    Task,
}

impl Matter {
    pub const ALL: [Self; 8] = [
        Self::Request,
        Self::Confirmation,
        Self::RemedyAnswer,
        Self::AnnualReport,
        Self::Review,
        Self::Watch,
        Self::Chase,
        Self::Task,
    ];

    /// The word by which it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Confirmation => "confirmation",
            Self::RemedyAnswer => "remedy_answer",
            Self::AnnualReport => "annual_report",
            Self::Review => "review",
            Self::Watch => "watch",
            Self::Chase => "chase",
            Self::Task => "task",
        }
    }

    /// The rule that sets the last day.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Self::Request => Rule::A_33_2,
            Self::Confirmation => Rule::A_31_4,
            Self::RemedyAnswer => Rule::D_12,
            Self::AnnualReport => Rule::A_49_1,
            Self::Review => Rule::A_18,
            Self::Watch => Rule::W_13,
            Self::Chase | Self::Task => Rule::A_47,
        }
    }
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// 经办人.
    Clerk,
    /// 公开工作机构负责人.
    DisclosureHead,
    /// 分管领导.
    Leader,
    /// 县政务公开办: the supervisor of the organ above.
    Supervisor,
}

/// How near or how far past a last day is when somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// At most so many working days are left; 0 on the last day itself.
    Before(u32),
    /// Late: told anew on each working day, or once where the day is the first of them.
    Late(Date),
}

impl Step {
    /// The word by which it is stored; a step is told once for a last day.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Before(days) => format!("before/{days}"),
            Self::Late(on) => format!("late/{on}"),
        }
    }
}

/// When and whom to tell. Every field is a choice that no text makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Working days before the last day of a request at which people are told.
    pub before_days: Vec<u32>,
    /// The same for short periods: confirmation, the answer to a 复议 organ and that to a 督办.
    pub before_days_short: Vec<u32>,
    /// The same for fixed dates of the year and re-reviews.
    pub before_days_long: Vec<u32>,
    /// Working days before a fault of the self-inspection begins at which whoever answers for it is told.
    pub before_days_watch: Vec<u32>,
    /// Working days before the last day of a yearly task at which the organ is told.
    pub before_days_task: Vec<u32>,
    /// Who is told before and on the last day.
    pub tell: Vec<Told>,
    /// Who is told besides once it is late.
    pub tell_when_late: Vec<Told>,
    /// 复议 cases about disclosure may go 简易程序 (D-12): count 5 working days to answer, not 10, so that nobody is told too late.
    pub assume_simple_procedure: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            before_days: vec![5, 2, 0],
            before_days_short: vec![2, 0],
            before_days_long: vec![20, 5, 2, 0],
            before_days_watch: vec![3],
            before_days_task: vec![3],
            tell: vec![Told::Clerk, Told::DisclosureHead],
            tell_when_late: vec![Told::Leader, Told::Supervisor],
            assume_simple_procedure: true,
        }
    }
}

impl Settings {
    fn before(&self, matter: Matter) -> &[u32] {
        match matter {
            Matter::Request => &self.before_days,
            Matter::Confirmation | Matter::RemedyAnswer | Matter::Chase => &self.before_days_short,
            Matter::AnnualReport | Matter::Review => &self.before_days_long,
            Matter::Watch => &self.before_days_watch,
            Matter::Task => &self.before_days_task,
        }
    }
}

/// The step to tell on a day, if any. A day on which nothing ran is made good on the next: the step is
/// the nearest one that has come, not the one that falls on this very day. On a rest day nobody is told of lateness
/// anew. A last day on a rest day (trap 25) is warned for on the last working day before it.
#[must_use]
pub fn step(
    matter: Matter,
    due: Date,
    today: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> Option<Step> {
    if today > due {
        // Of a task that is late the organ is told once: the one above sees it among the others.
        let on = match matter {
            Matter::Task => calendar.working_day_after(due, 1),
            _ => today,
        };
        return calendar.is_working(today).then_some(Step::Late(on));
    }
    let end = calendar.last_working_day_by(due);
    let left = if today >= end {
        0
    } else {
        calendar.working_days_between(today, end)
    };
    settings
        .before(matter)
        .iter()
        .copied()
        .filter(|days| *days >= left)
        .min()
        .map(Step::Before)
}

/// Who is told at a step: those who work on it, and once it is late those who answer for it. A fault of the self-inspection
/// is for those who work on it; the organ above sees it on its own page, and chases. That a chase is not answered is an act of its own,
/// of which the leaders are told ([`crate::chase::escalates`]). Of a late task the organ's own people are told, its leader with them; the
/// organ above counts them on its page.
#[must_use]
pub fn told(matter: Matter, step: Step, settings: &Settings) -> Vec<Told> {
    let mut told = settings.tell.clone();
    if matches!(step, Step::Late(_)) && !matches!(matter, Matter::Watch | Matter::Chase) {
        told.extend(&settings.tell_when_late);
    }
    if matter == Matter::Task {
        told.retain(|who| *who != Told::Supervisor);
    }
    let mut seen = Vec::new();
    told.retain(|who| {
        let new = !seen.contains(who);
        seen.push(*who);
        new
    });
    told
}
