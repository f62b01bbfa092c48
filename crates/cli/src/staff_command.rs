//! `mingbai staff`: people and their rights. What it prints and takes is a contract that scripts rely on.

use std::{io::Read, process::ExitCode};

use app::{
    App, Role,
    accounts::{self, Voice},
};
use law::Lang;
use serde_json::json;

use crate::{
    init::failure,
    opening::{self, Place},
    operator, say,
};

#[derive(Debug, clap::Args)]
pub struct StaffArgs {
    #[command(flatten)]
    pub place: Place,
    /// `json` for one JSON document on stdout.
    #[arg(long, global = true, value_parser = ["text", "json"], default_value = "text")]
    pub format: String,
    #[command(subcommand)]
    pub command: StaffCommand,
}

#[derive(Debug, clap::Subcommand)]
pub enum StaffCommand {
    /// Add a colleague; prints a one-time link with which he sets his password.
    Add {
        /// Code of the organ.
        #[arg(long)]
        organ: String,
        #[arg(long)]
        login: String,
        #[arg(long)]
        name: String,
        /// Separated by commas: clerk, head, legal, reviewer, leader, publisher, disclosure_head, supervisor, admin, security,
        /// auditor. They wait for the security administrator where there is one who is not
        /// the administrator, too.
        #[arg(long, value_delimiter = ',', value_parser = role)]
        roles: Vec<Role>,
        /// Read a password from stdin instead of printing a link.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Seal everybody's row as it stands and list them, once you have looked at what `verify` says was changed outside of the program.
    /// Sessions and links made outside of it go; a token that was is ended in the office first.
    Seal,
    /// Everybody, disabled ones too.
    List {
        /// Only of this organ.
        #[arg(long)]
        organ: Option<String>,
    },
    /// What somebody may do from now on; it waits for the security administrator where that is another
    /// person than the administrator.
    Roles {
        #[arg(long)]
        login: String,
        #[arg(long, value_delimiter = ',', value_parser = role)]
        roles: Vec<Role>,
    },
    /// A new one-time link for somebody who forgot the password.
    Password {
        #[arg(long)]
        login: String,
        /// Read a password from stdin instead of printing a link.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Shut an account: out at once, from every session.
    Disable {
        #[arg(long)]
        login: String,
    },
    /// Open it again.
    Enable {
        #[arg(long)]
        login: String,
    },
    /// End the second factor of somebody who lost it, and his sessions: he sets a new one up when he comes in.
    EndFactor {
        #[arg(long)]
        login: String,
    },
    /// Somebody with all that hangs on his account.
    Show {
        #[arg(long)]
        login: String,
    },
    /// Hand what hangs on an account over to a colleague, before its holder leaves.
    HandOver {
        #[arg(long)]
        login: String,
        /// The login of whoever takes it over.
        #[arg(long)]
        to: String,
    },
    /// Where somebody is signed in.
    Sessions {
        #[arg(long)]
        login: String,
        /// End them all.
        #[arg(long)]
        end: bool,
    },
}

fn role(word: &str) -> Result<Role, String> {
    word.parse().map_err(|()| {
        let all: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        all.join(", ")
    })
}

pub async fn run(args: StaffArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let app = opening::open_existing(&args.place, lang).await?;
    let who = operator::who();
    let json = args.format == "json";
    let told = |error: app::Error| failure(&error, lang);
    match args.command {
        StaffCommand::Add {
            organ,
            login,
            name,
            roles,
            password_stdin,
        } => {
            let mut new = accounts::NewStaff {
                organ,
                login: login.clone(),
                name,
                roles,
                password: String::new(),
            };
            if password_stdin {
                new.password = password()?;
                let added = accounts::add(&app, &who, &new).await.map_err(told)?;
                done(json, lang, &login, added.waits);
            } else {
                let (added, link) = accounts::invite(&app, &who, &new, Voice::Machine)
                    .await
                    .map_err(told)?;
                show_link(&app, json, lang, (&login, added.waits), &link);
            }
        }
        StaffCommand::List { organ } => {
            let all = accounts::everybody(&app, organ.as_deref()).await;
            list(json, lang, &all.map_err(told)?)?;
        }
        StaffCommand::Roles { login, roles } => {
            let waits = accounts::set_roles(&app, &who, &login, &roles, Voice::Machine)
                .await
                .map_err(told)?;
            done(json, lang, &login, waits);
        }
        StaffCommand::Password {
            login,
            password_stdin: true,
        } => {
            accounts::set_password(&app, &who, &login, &password()?)
                .await
                .map_err(told)?;
            done(json, lang, &login, false);
        }
        StaffCommand::Password { login, .. } => {
            let link = accounts::link_for(&app, &who, &login).await.map_err(told)?;
            show_link(&app, json, lang, (&login, false), &link);
        }
        StaffCommand::Disable { login } => {
            accounts::set_disabled(&app, &who, &login, true)
                .await
                .map_err(told)?;
            done(json, lang, &login, false);
        }
        StaffCommand::Seal => {
            let all = accounts::everybody(&app, None).await.map_err(told)?;
            list(json, lang, &all)?;
            accounts::seal_all(&app, &who).await.map_err(told)?;
        }
        StaffCommand::EndFactor { login } => {
            accounts::reset_factor(&app, &who, &login)
                .await
                .map_err(told)?;
            done(json, lang, &login, false);
        }
        StaffCommand::Show { login } => {
            let held = accounts::held(&app, &login).await.map_err(told)?;
            held_by(json, lang, &held)?;
        }
        StaffCommand::HandOver { login, to } => {
            let gone = accounts::hand_over(&app, &who, &login, &to)
                .await
                .map_err(told)?;
            handed(json, lang, &login, gone);
        }
        StaffCommand::Sessions { login, end } => {
            if end {
                accounts::end_sessions(&app, &who, &login)
                    .await
                    .map_err(told)?;
            }
            let all = accounts::sessions_of(&app, &login).await.map_err(told)?;
            sessions(json, lang, &all)?;
        }
        StaffCommand::Enable { login } => {
            accounts::set_disabled(&app, &who, &login, false)
                .await
                .map_err(told)?;
            done(json, lang, &login, false);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Said where roles were asked for and not given.
const WAITS: (&str, &str) = (
    "岗位待安全管理员给予：在“人员”页办理",
    "The roles wait for the security administrator, who gives them on the page of people",
);

/// A password from stdin, without the line's end.
fn password() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_string())
}

#[expect(clippy::print_stdout, reason = "the link is this command's output")]
fn show_link(
    app: &App,
    json: bool,
    lang: Lang,
    (login, waits): (&str, bool),
    link: &accounts::Link,
) {
    let address = format!("https://{}{}", app.settings.site_domain, link.path);
    if json {
        let expires_at = link.expires_at.to_string();
        println!(
            "{}",
            json!({"login": login, "link": address, "expires_at": expires_at, "roles_wait": waits})
        );
    } else {
        println!("{}: {login}", say(lang, "登录名", "Login"));
        println!("{}: {address}", say(lang, "一次性链接", "One-time link"));
        println!("{}: {}", say(lang, "有效至", "Good until"), link.expires_at);
        if waits {
            println!("{}", say(lang, WAITS.0, WAITS.1));
        }
    }
}

#[expect(clippy::print_stdout, reason = "the answer is this command's output")]
fn done(json: bool, lang: Lang, login: &str, waits: bool) {
    if json {
        println!("{}", json!({"login": login, "roles_wait": waits}));
    } else {
        println!("{login}: {}", say(lang, "已办理", "done"));
        if waits {
            println!("{}", say(lang, WAITS.0, WAITS.1));
        }
    }
}

#[expect(clippy::print_stdout, reason = "the list is this command's output")]
fn list(json: bool, lang: Lang, all: &[store::staff::StaffRow]) -> anyhow::Result<()> {
    if json {
        let rows: Vec<_> = all
            .iter()
            .map(|row| {
                let words = |text: &str| -> Vec<&str> {
                    roles_in(text).into_iter().map(Role::as_str).collect()
                };
                json!({"organ": row.organ, "login": row.login, "name": row.name, "roles": words(&row.roles),
                    "asked": words(&row.asked), "disabled": row.disabled, "has_password": !row.password_hash.is_empty()})
            })
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    for row in all {
        let words = |text: &str| -> String {
            let roles = roles_in(text).into_iter();
            let words: Vec<&str> = roles.map(|role| lang.pick(role.zh(), role.en())).collect();
            words.join(say(lang, "、", ", "))
        };
        let mut roles = words(&row.roles);
        if !row.asked.is_empty() {
            let asked = words(&row.asked);
            roles = format!("{roles} [{}: {asked}]", say(lang, "待给予", "asked for"));
        }
        let state = match (row.disabled, row.password_hash.is_empty()) {
            (true, _) => say(lang, "已停用", "disabled"),
            (false, true) => say(lang, "未设密码", "no password yet"),
            (false, false) => "",
        };
        println!(
            "{}\t{}\t{}\t{roles}\t{state}",
            row.organ, row.login, row.name
        );
    }
    Ok(())
}

/// The roles in a row of staff.
fn roles_in(words: &str) -> Vec<Role> {
    let words = words.split(',');
    words.filter_map(|word| word.parse().ok()).collect()
}

#[expect(clippy::print_stdout, reason = "the answer is this command's output")]
fn handed(json: bool, lang: Lang, login: &str, gone: accounts::Gone) {
    if json {
        let told = json!({"login": login, "notices": gone.notices, "tokens": gone.tokens, "previews": gone.previews});
        println!("{told}");
    } else {
        let notices = say(lang, "转交的提醒", "Reminders handed over");
        println!("{notices}: {}", gone.notices);
        let tokens = say(lang, "停用的令牌", "Tokens ended");
        println!("{tokens}: {}", gone.tokens);
        let previews = say(lang, "停用的预览链接", "Preview links ended");
        println!("{previews}: {}", gone.previews);
    }
}

#[expect(clippy::print_stdout, reason = "the answer is this command's output")]
fn held_by(json: bool, lang: Lang, held: &accounts::Held) -> anyhow::Result<()> {
    let row = &held.row;
    if json {
        let roles: Vec<&str> = row
            .roles
            .split(',')
            .filter(|role| !role.is_empty())
            .collect();
        let told = json!({"organ": row.organ, "login": row.login, "name": row.name, "roles": roles,
            "disabled": row.disabled, "has_password": !row.password_hash.is_empty(),
            "second_factor": !row.factor.is_empty(), "sessions": held.sessions.len(), "notices": held.notices, "tokens": held.tokens});
        println!("{}", serde_json::to_string_pretty(&told)?);
        return Ok(());
    }
    list(false, lang, std::slice::from_ref(row))?;
    for (zh, en, count) in [
        ("登录状态", "Signed in", held.sessions.len().to_string()),
        ("未读提醒", "Reminders not read", held.notices.to_string()),
        (
            "生成的程序令牌",
            "Tokens of programs made",
            held.tokens.to_string(),
        ),
    ] {
        println!("{}: {count}", say(lang, zh, en));
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the list is this command's output")]
fn sessions(json: bool, lang: Lang, all: &[accounts::Session]) -> anyhow::Result<()> {
    if json {
        let rows: Vec<_> = all
            .iter()
            .map(|one| json!({"begun_at": one.begun_at, "seen_at": one.seen_at, "expires_at": one.expires_at, "place": one.place}))
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    if all.is_empty() {
        println!("{}", say(lang, "没有登录", "Signed in nowhere"));
    }
    for one in all {
        println!("{}\t{}\t{}", one.begun_at, one.seen_at, one.place);
    }
    Ok(())
}
