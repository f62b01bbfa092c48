//! What notices say.

/// Key, Chinese, English. Filled in: `{name}` (number of a request, title of an item, year of a report), `{due}`, `{days}`,
/// `{organ_name}`, `{said}` (what the organ above wrote, or why it was not done).
pub(super) const SENTENCES: [(&str, &str, &str); 51] = [
    (
        "request.before",
        "申请 {name} 的答复期限为 {due}，还剩 {days} 个工作日",
        "Request {name} must be answered by {due}: {days} working days left",
    ),
    (
        "request.today",
        "申请 {name} 今天必须答复（期限 {due}）",
        "Request {name} must be answered today ({due})",
    ),
    (
        "request.late",
        "申请 {name} 已逾期 {days} 个工作日未答复（期限 {due}）",
        "Request {name} is {days} working days late (last day {due})",
    ),
    (
        "request.above",
        "{organ_name}的申请 {name} 已逾期 {days} 个工作日未答复（期限 {due}）",
        "Request {name} of {organ_name} is {days} working days late (last day {due})",
    ),
    (
        "confirmation.before",
        "申请 {name} 请在 {due} 前与申请人确认收到",
        "Confirm receipt of request {name} with the applicant by {due}",
    ),
    (
        "confirmation.today",
        "申请 {name} 请在今天与申请人确认收到",
        "Confirm receipt of request {name} with the applicant today",
    ),
    (
        "confirmation.late",
        "申请 {name} 已超过 {days} 个工作日未与申请人确认收到（应在 {due} 前）",
        "Receipt of request {name} has not been confirmed: {days} working days past {due}",
    ),
    (
        "confirmation.above",
        "{organ_name}的申请 {name} 已超过 {days} 个工作日未与申请人确认收到",
        "{organ_name} has not confirmed receipt of request {name}: {days} working days past {due}",
    ),
    (
        "remedy_answer.before",
        "行政复议案件（{name}）请在 {due} 前提交书面答复和证据，还剩 {days} 个工作日",
        "Review case ({name}): written answer and evidence by {due}, {days} working days left",
    ),
    (
        "remedy_answer.today",
        "行政复议案件（{name}）今天必须提交书面答复和证据",
        "Review case ({name}): written answer and evidence are due today",
    ),
    (
        "remedy_answer.late",
        "行政复议案件（{name}）提交书面答复和证据的期限（{due}）已过 {days} 个工作日；未提交的，视为没有证据",
        "Review case ({name}): the answer was due on {due}, {days} working days ago; without it the act counts as having no evidence",
    ),
    (
        "remedy_answer.above",
        "{organ_name}的行政复议案件（{name}）提交书面答复的期限（{due}）已过",
        "{organ_name}: the answer in a review case ({name}) was due on {due}",
    ),
    (
        "annual_report.before",
        "{name} 年度报告请在 {due} 前提交并公布，还剩 {days} 个工作日",
        "Submit and publish the report on {name} by {due}: {days} working days left",
    ),
    (
        "annual_report.today",
        "{name} 年度报告今天是最后一个工作日（期限 {due}）",
        "Today is the last working day to publish the report on {name} (by {due})",
    ),
    (
        "annual_report.late",
        "{name} 年度报告已逾期 {days} 个工作日未公布（期限 {due}）",
        "The report on {name} is {days} working days late (by {due})",
    ),
    (
        "annual_report.above",
        "{organ_name}的 {name} 年度报告已逾期 {days} 个工作日未公布",
        "{organ_name} has not published its report on {name}: {days} working days late",
    ),
    (
        "annual_report.chased",
        "{organ_name}催报 {name} 年度报告，期限 {due}。{said}",
        "{organ_name} asks for the report on {name}, due by {due}. {said}",
    ),
    (
        "watch.before",
        "自查：{name}，最迟 {due}，还剩 {days} 个工作日",
        "Self-inspection: {name} by {due}, {days} working days left",
    ),
    (
        "watch.today",
        "自查：{name}，今天是最后一天",
        "Self-inspection: {name}; today is the last day",
    ),
    (
        "watch.late",
        "自查：今天检查会发现，请处理：{name}",
        "An inspection would find this today: {name}",
    ),
    (
        "watch.above",
        "自查：今天检查{organ_name}会发现：{name}",
        "An inspection of {organ_name} would find this today: {name}",
    ),
    (
        "chase.before",
        "督办（{name}）请在 {due} 前答复，还剩 {days} 个工作日",
        "Answer what was chased ({name}) by {due}: {days} working days left",
    ),
    (
        "chase.today",
        "督办（{name}）今天必须答复（期限 {due}）",
        "What was chased ({name}) must be answered today ({due})",
    ),
    (
        "chase.late",
        "督办（{name}）已逾期 {days} 个工作日未答复（期限 {due}）",
        "What was chased ({name}) is {days} working days late (last day {due})",
    ),
    (
        "chase.above",
        "{organ_name}的督办（{name}）已逾期 {days} 个工作日未答复（期限 {due}）",
        "{organ_name} is {days} working days late with what was chased ({name}; last day {due})",
    ),
    (
        "chase.ordered",
        "督办（{number}）：{name}。请在 {due} 前答复。{said}",
        "Chased ({number}): {name}. Answer by {due}. {said}",
    ),
    (
        "chase.answered",
        "{organ_name}答复督办（{number}）：{said}",
        "{organ_name} has answered what was chased ({number}): {said}",
    ),
    (
        "chase.time_asked",
        "{organ_name}申请把督办（{number}）延期到 {due}：{said}",
        "{organ_name} asks for more time for what was chased ({number}), until {due}: {said}",
    ),
    (
        "chase.time_refused",
        "督办（{number}）的延期申请未获同意，仍请在 {due} 前答复：{said}",
        "No more time for what was chased ({number}); answer by {due}: {said}",
    ),
    (
        "chase.extended",
        "督办（{number}）延期到 {due}：{said}",
        "More time for what was chased ({number}), until {due}: {said}",
    ),
    (
        "chase.returned",
        "督办（{number}）的答复被退回，请在 {due} 前重新答复：{said}",
        "The answer to what was chased ({number}) came back; answer again by {due}: {said}",
    ),
    (
        "chase.accepted",
        "督办（{number}）已办结。{said}",
        "What was chased ({number}) is done. {said}",
    ),
    (
        "chase.withdrawn",
        "督办（{number}）已撤销：{said}",
        "What was chased ({number}) was taken back: {said}",
    ),
    (
        "chase.escalated",
        "{organ_name}没有在 {due} 前答复督办（{number}）：{name}",
        "{organ_name} did not answer by {due} what was chased ({number}): {name}",
    ),
    (
        "task.before",
        "年度任务“{name}”请在 {due} 前完成，还剩 {days} 个工作日",
        "Yearly task “{name}”: to be done by {due}, {days} working days left",
    ),
    (
        "task.today",
        "年度任务“{name}”今天到期（{due}）",
        "Yearly task “{name}” is due today ({due})",
    ),
    (
        "task.late",
        "年度任务“{name}”没有在 {due} 前完成",
        "Yearly task “{name}” was not done by {due}",
    ),
    (
        "task.above",
        "{organ_name}没有在 {due} 前完成年度任务“{name}”",
        "{organ_name} did not do by {due} the yearly task “{name}”",
    ),
    (
        "task.given",
        "下达年度任务“{name}”，请在 {due} 前完成",
        "A yearly task was given: “{name}”, to be done by {due}",
    ),
    (
        "task.handed_in",
        "{organ_name}报送年度任务“{name}”：{said}",
        "{organ_name} has handed in what it did for the yearly task “{name}”: {said}",
    ),
    (
        "task.taken",
        "年度任务“{name}”已办结。{said}",
        "Yearly task “{name}” is taken as done. {said}",
    ),
    (
        "task.returned",
        "年度任务“{name}”的材料被退回，请在 {due} 前重新报送：{said}",
        "What was handed in for the yearly task “{name}” came back; hand in again by {due}: {said}",
    ),
    (
        "task.extended",
        "年度任务“{name}”延期到 {due}：{said}",
        "More time for the yearly task “{name}”, until {due}: {said}",
    ),
    (
        "task.called_off",
        "年度任务“{name}”已取消：{said}",
        "Yearly task “{name}” was called off: {said}",
    ),
    (
        "stock.suspended",
        "“{name}”已暂停公开：{said}。请核实：应当隐去的，修改后重新送审发布；可以公开的，由保密审查员写明理由恢复公开",
        "“{name}” was taken from the public: {said}. Mask it and publish it anew, or have the secrecy reviewer restore it for a reason",
    ),
    (
        "stock.many",
        "再审视发现{days}条公开信息有同一种问题（{said}），数量较多，可能是识别有误，没有自动暂停，请逐条核实",
        "{days} public items show the same kind of find ({said}): so many that the pattern may be wrong, so none was taken away; look at them",
    ),
    (
        "schedule.failed",
        "“{name}”定于 {due} 发布而没有发布：{said}",
        "“{name}” was to be published at {due} and was not: {said}",
    ),
    (
        "review.before",
        "不予公开的信息“{name}”应在 {due} 前再次评估能否公开",
        "Look again at what is withheld, “{name}”, by {due}",
    ),
    (
        "review.today",
        "不予公开的信息“{name}”今天应再次评估能否公开",
        "Look again today at what is withheld: “{name}”",
    ),
    (
        "review.late",
        "不予公开的信息“{name}”已超过 {days} 个工作日未再次评估（应在 {due} 前）",
        "What is withheld, “{name}”, should have been looked at again by {due}: {days} working days ago",
    ),
    (
        "review.above",
        "{organ_name}有不予公开的信息超过期限（{due}）未再次评估",
        "{organ_name} has not looked again at what it withholds (by {due})",
    ),
];
