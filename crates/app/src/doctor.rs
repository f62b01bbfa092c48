//! 体检: what of an installation is not as a real office needs it, each with what to do about it. What only the machine knows, its disk
//! and its folder, `mingbai doctor` adds.

use std::collections::BTreeSet;

use jiff::ToSpan;
use law::powers::{self, Power};
use store::staff::StaffRow;

use crate::{App, Result, Role, accounts::staff_of, health};

/// So many days ahead the calendar should know which days are worked: the longest period and the turn of the year.
const CALENDAR_DAYS: i32 = 45;
/// Without these a request is not answered.
const NEEDED: [Role; 2] = [Role::Clerk, Role::Leader];

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Something does not work.
    Broken,
    /// Something will go wrong, or is open to others.
    Soon,
    /// Something that an office usually has.
    Advice,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Complaint {
    /// Names the check, for programs.
    pub id: &'static str,
    pub urgency: Urgency,
    pub zh: String,
    pub en: String,
    /// What to do about it.
    pub mend_zh: &'static str,
    pub mend_en: &'static str,
}

/// Looks at everything that the program itself can see, the most urgent first.
///
/// # Errors
/// The database cannot be read. That it cannot be written is a complaint.
pub async fn look(app: &App) -> Result<Vec<Complaint>> {
    let mut found = Vec::new();
    if let Err(error) = health::pulse(app).await {
        found.push(Complaint {
            id: "database",
            urgency: Urgency::Broken,
            zh: format!("数据库不能写入：{error}"),
            en: format!("The database takes no write: {error}"),
            mend_zh: "查看磁盘空间、数据库服务和权限",
            mend_en: "Look at the room on the disk, the database server and its rights",
        });
    }
    found.extend(site(app));
    found.extend(calendar(app));
    let staff = store::staff::everybody(&app.store, None).await?;
    found.extend(accounts(app, &staff));
    found.extend(posts(app, &staff).await?);
    let given_up = store::jobs::given_up(&app.store).await?;
    if given_up > 0 {
        found.push(Complaint {
            id: "jobs",
            urgency: Urgency::Soon,
            zh: format!("有{given_up}项后台作业失败后放弃"),
            en: format!("{given_up} jobs failed and were given up"),
            mend_zh: "在“作业”页查看原因，重试或者放弃",
            mend_en: "See why on the page of jobs, and try them again or discard them",
        });
    }
    found.sort_by_key(|one| one.urgency);
    Ok(found)
}

/// What the settings leave as it came.
fn site(app: &App) -> Vec<Complaint> {
    let settings = &app.settings;
    let mut found = Vec::new();
    let mut left =
        |missing: bool, urgency, id, said: (&str, &str), mend: (&'static str, &'static str)| {
            if missing {
                found.push(Complaint {
                    id,
                    urgency,
                    zh: said.0.into(),
                    en: said.1.into(),
                    mend_zh: mend.0,
                    mend_en: mend.1,
                });
            }
        };
    left(
        matches!(settings.site_domain.trim(), "" | "localhost"),
        Urgency::Soon,
        "domain",
        (
            "没有设置网站域名：邮件、订阅和链接都指向 localhost",
            "The site has no domain: mail, feeds and links lead to localhost",
        ),
        ("设置 site_domain", "Set site_domain"),
    );
    left(
        settings
            .site_id_code
            .trim()
            .bytes()
            .all(|digit| digit == b'0'),
        Urgency::Soon,
        "site_code",
        (
            "没有设置网站标识码（W-1、W-5）",
            "The site has no identification code (W-1, W-5)",
        ),
        ("设置 site_id_code", "Set site_id_code"),
    );
    left(
        settings.server.trusted_proxies.is_empty(),
        Urgency::Advice,
        "proxy",
        (
            "没有写明反向代理：前面有代理的，所有访问者会被当作同一个人",
            "No reverse proxy is named: behind one, all visitors would be taken for one",
        ),
        (
            "前面有代理的，设置 server.trusted_proxies",
            "Behind a proxy set server.trusted_proxies",
        ),
    );
    left(
        settings.mail.host.trim().is_empty(),
        Urgency::Advice,
        "mail",
        (
            "没有设置邮件服务器：不发任何邮件",
            "No mail server is set: no mail is sent",
        ),
        ("设置 mail.host", "Set mail.host"),
    );
    let log = &settings.log;
    let set = |text: &str| !text.trim().is_empty();
    let elsewhere = set(&log.folder) || set(&log.mail) || !log.witnesses.is_empty();
    left(
        log.every_hours <= 0 || !elsewhere,
        Urgency::Soon,
        "checkpoint",
        (
            "检查点没有存放到别处：有人重写全部历史时无从发现",
            "No checkpoint is kept elsewhere: nobody would find a history that was written anew",
        ),
        (
            "设置 log.folder、log.mail 或者 log.witnesses",
            "Set log.folder, log.mail or log.witnesses",
        ),
    );
    found
}

/// Whether the days that are counted now are known.
fn calendar(app: &App) -> Option<Complaint> {
    let ahead = app.clock.today().saturating_add(CALENDAR_DAYS.days());
    app.calendar.provisional(ahead).then(|| Complaint {
        id: "calendar",
        urgency: Urgency::Soon,
        zh: format!(
            "工作日历没有{}年的放假安排，期限按周末推算（C-8）",
            ahead.year()
        ),
        en: format!(
            "The calendar knows no holidays of {}: last days count weekends alone (C-8)",
            ahead.year()
        ),
        mend_zh: "导入国务院办公厅的通知：mingbai calendar import",
        mend_en: "Import the State Council's notice: mingbai calendar import",
    })
}

/// Accounts that are not as they should be.
fn accounts(app: &App, staff: &[StaffRow]) -> Vec<Complaint> {
    let inside = |row: &&StaffRow| !row.disabled;
    let powers_of = |row: &StaffRow| staff_of(row.clone()).powers();
    let named = |rows: Vec<&StaffRow>| -> String {
        let logins: Vec<&str> = rows.iter().map(|row| row.login.as_str()).collect();
        logins.join(", ")
    };
    let mut found = Vec::new();
    let changed: Vec<&StaffRow> = staff
        .iter()
        .filter(|row| !row.is_sealed(&app.keys))
        .collect();
    if !changed.is_empty() {
        let who = named(changed);
        found.push(Complaint {
            id: "seals",
            urgency: Urgency::Broken,
            zh: format!("账户在程序之外被改动，不能登录：{who}"),
            en: format!("Accounts were changed outside of the program, and open nothing: {who}"),
            mend_zh: "运行 mingbai verify 查看，核对后运行 mingbai staff seal",
            mend_en: "Run mingbai verify, look at what was changed, then mingbai staff seal",
        });
    }
    let both: Vec<&StaffRow> = staff
        .iter()
        .filter(inside)
        .filter(|row| powers::two_in_one_hand(&powers_of(row), &app.settings.powers))
        .collect();
    if !both.is_empty() {
        let who = named(both);
        found.push(Complaint {
            id: "powers",
            urgency: Urgency::Soon,
            zh: format!("三员没有分立，一人兼任两员（N-4）：{who}"),
            en: format!("The three powers are not apart: one person holds two (N-4): {who}"),
            mend_zh: "邀请一位同事担任安全管理员，再由对方收回",
            mend_en: "Invite a colleague as security administrator, who takes the role back",
        });
    }
    let alone: Vec<&StaffRow> = staff
        .iter()
        .filter(inside)
        .filter(|row| row.factor.is_empty() && !powers_of(row).is_empty())
        .collect();
    if !alone.is_empty() {
        let who = named(alone);
        found.push(Complaint {
            id: "second_factor",
            urgency: Urgency::Soon,
            zh: format!("管理员和审计员只用密码登录（N-4）：{who}"),
            en: format!("Administrators and auditors sign in with a password alone (N-4): {who}"),
            mend_zh: "在 second_factor_roles 里写明 admin、security、auditor",
            mend_en: "Name admin, security and auditor in second_factor_roles",
        });
    }
    found
}

/// Organs in which somebody is needed and nobody is there.
async fn posts(app: &App, staff: &[StaffRow]) -> Result<Vec<Complaint>> {
    let inside = staff.iter().filter(|row| !row.disabled);
    let held: BTreeSet<(&str, &str)> = inside
        .flat_map(|row| row.roles.split(',').map(|word| (row.organ.as_str(), word)))
        .collect();
    let organs = store::organs::list(&app.store).await?;
    let lacks = |code: &str| {
        NEEDED
            .iter()
            .any(|role| !held.contains(&(code, role.as_str())))
    };
    let codes = organs.iter().map(|organ| organ.code.as_str());
    let empty: Vec<&str> = codes.filter(|code| lacks(code)).collect();
    let reads_log = |row: &StaffRow| staff_of(row.clone()).powers().contains(&Power::Audit);
    let auditor = staff.iter().any(|row| !row.disabled && reads_log(row));
    let mut found = Vec::new();
    if !empty.is_empty() {
        let organs = empty.join(", ");
        found.push(Complaint {
            id: "posts",
            urgency: Urgency::Soon,
            zh: format!("这些机关没有经办人或者分管领导，收到的申请无人答复：{organs}"),
            en: format!("These organs have no clerk or no leader, and nobody answers their requests: {organs}"),
            mend_zh: "在“人员”页邀请",
            mend_en: "Invite them on the page of people",
        });
    }
    if !auditor {
        found.push(Complaint {
            id: "auditor",
            urgency: Urgency::Advice,
            zh: "没有安全审计员：审计日志没有人看（N-4）".into(),
            en: "There is no auditor: nobody reads the audit log (N-4)".into(),
            mend_zh: "请安全管理员给予一位不做其他工作的同事",
            mend_en: "Let the security administrator give the role to somebody who does no other work",
        });
    }
    Ok(found)
}
