//! `mingbai init`: an empty installation with one organ and one person who can let others in; both or neither. An organ that is there already
//! is refused and stays as it is.

use std::process::ExitCode;

use app::{Role, accounts, organs::OrganForm};
use law::Lang;

use crate::{
    opening::{self, Place},
    operator, say,
};

#[derive(Debug, clap::Args)]
pub struct InitArgs {
    #[command(flatten)]
    pub place: Place,
    #[arg(long)]
    pub organ_name: String,
    #[arg(long)]
    pub organ_code: String,
    /// department, township, office or vertical.
    #[arg(long, default_value = "department")]
    pub organ_kind: String,
    #[arg(long, default_value = "admin")]
    pub login: String,
    /// He holds every role but the auditor's, for an office of one person: no second pair of hands, and the log says so.
    #[arg(long)]
    pub one_person: bool,
    /// The administrator's password; generated and printed once when not given.
    #[arg(long, env = "MINGBAI_ADMIN_PASSWORD")]
    pub password: Option<String>,
}

#[expect(clippy::print_stdout, reason = "the sign-in is this command's output")]
pub async fn run(args: InitArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let app = opening::open(&args.place).await?;
    let form = OrganForm {
        code: args.organ_code.clone(),
        name: args.organ_name.clone(),
        short_name: args.organ_name,
        kind: args.organ_kind,
        ..OrganForm::default()
    };
    let password = args.password.unwrap_or_else(generated);
    let staff = accounts::NewStaff {
        organ: form.code.clone(),
        login: args.login.clone(),
        name: say(lang, "管理员", "Administrator").into(),
        roles: first_roles(args.one_person),
        password: password.clone(),
    };
    accounts::found(&app, &form, &staff, &operator::who())
        .await
        .map_err(|error| failure(&error, lang))?;
    app::audit::settings_seen(&app, &operator::who()).await?;
    println!("{}: {}", say(lang, "登录名", "Login"), args.login);
    println!("{}: {password}", say(lang, "密码", "Password"));
    Ok(ExitCode::SUCCESS)
}

/// What the first person holds: he opens accounts and gives rights, until he lets in somebody else who does (N-4).
fn first_roles(one_person: bool) -> Vec<Role> {
    let all = Role::ALL.into_iter();
    all.filter(|role| match role {
        Role::Admin | Role::Security => true,
        Role::Auditor => false,
        _ => one_person,
    })
    .collect()
}

/// Sixteen characters that can be read aloud.
fn generated() -> String {
    const LETTERS: &[u8; 32] = b"23456789abcdefghjkmnpqrstuvwxyzA";
    rand::random::<[u8; 16]>()
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 32)]))
        .collect()
}

/// An operation's refusal as one message for people.
pub fn failure(error: &app::Error, lang: Lang) -> anyhow::Error {
    match error {
        app::Error::Invalid(fields) => anyhow::anyhow!(
            fields
                .iter()
                .map(|wrong| format!("{}: {}", wrong.field, say(lang, &wrong.zh, &wrong.en)))
                .collect::<Vec<_>>()
                .join("\n")
        ),
        app::Error::Refused(findings) => anyhow::anyhow!(
            findings
                .iter()
                .map(|finding| format!("{}: {}", finding.id, say(lang, &finding.zh, &finding.en)))
                .collect::<Vec<_>>()
                .join("\n")
        ),
        other => anyhow::anyhow!(other.to_string()),
    }
}
