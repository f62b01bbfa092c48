//! What the settings leave as it came, and a calendar that ends.

use jiff::ToSpan;
use law::calendar::PROVISIONAL;

use super::{Complaint, Urgency};
use crate::App;

/// So many days ahead the calendar should know which days are worked: the longest period and the turn of the year.
const CALENDAR_DAYS: i32 = 45;

pub(super) fn look(app: &App) -> Vec<Complaint> {
    [
        domain(app),
        code(app),
        proxy(app),
        mail(app),
        checkpoint(app),
        calendar(app),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn domain(app: &App) -> Option<Complaint> {
    matches!(app.settings.site_domain.trim(), "" | "localhost").then(|| {
        Complaint::new(
            "domain",
            Urgency::Soon,
            (
                "没有设置网站域名：邮件、订阅和链接都指向 localhost",
                "The site has no domain: mail, feeds and links lead to localhost",
            ),
            ("设置 site_domain", "Set site_domain"),
        )
    })
}

fn code(app: &App) -> Option<Complaint> {
    let code = app.settings.site_id_code.trim();
    code.bytes().all(|digit| digit == b'0').then(|| {
        Complaint::new(
            "site_code",
            Urgency::Soon,
            ("没有设置网站标识码", "The site has no identification code"),
            ("设置 site_id_code", "Set site_id_code"),
        )
    })
}

fn proxy(app: &App) -> Option<Complaint> {
    app.settings.server.trusted_proxies.is_empty().then(|| {
        Complaint::new(
            "proxy",
            Urgency::Advice,
            (
                "没有写明反向代理：前面有代理的，所有访问者会被当作同一个人",
                "No reverse proxy is named: behind one, all visitors would be taken for one",
            ),
            (
                "前面有代理的，设置 server.trusted_proxies",
                "Behind a proxy set server.trusted_proxies",
            ),
        )
    })
}

fn mail(app: &App) -> Option<Complaint> {
    app.settings.mail.host.trim().is_empty().then(|| {
        Complaint::new(
            "mail",
            Urgency::Advice,
            (
                "没有设置邮件服务器：不发任何邮件",
                "No mail server is set: no mail is sent",
            ),
            ("设置 mail.host", "Set mail.host"),
        )
    })
}

fn checkpoint(app: &App) -> Option<Complaint> {
    let log = &app.settings.log;
    let set = |text: &str| !text.trim().is_empty();
    let elsewhere = set(&log.folder) || set(&log.mail) || !log.witnesses.is_empty();
    (log.every_hours <= 0 || !elsewhere).then(|| {
        Complaint::new(
            "checkpoint",
            Urgency::Soon,
            (
                "检查点没有存放到别处：有人重写全部历史时无从发现",
                "No checkpoint is kept elsewhere: nobody would find a history that was written anew",
            ),
            (
                "设置 log.folder、log.mail 或者 log.witnesses",
                "Set log.folder, log.mail or log.witnesses",
            ),
        )
    })
}

/// Whether the days that are counted now are known.
fn calendar(app: &App) -> Option<Complaint> {
    let ahead = app.clock.today().saturating_add(CALENDAR_DAYS.days());
    let year = ahead.year();
    app.calendar.provisional(ahead).then(|| {
        Complaint::new(
            "calendar",
            Urgency::Soon,
            (
                &format!("工作日历没有{year}年的放假安排，期限按周末推算"),
                &format!(
                    "The calendar knows no holidays of {year}: last days count weekends alone"
                ),
            ),
            (
                "导入国务院办公厅的通知：mingbai calendar import",
                "Import the State Council's notice: mingbai calendar import",
            ),
        )
        .under(PROVISIONAL)
    })
}
