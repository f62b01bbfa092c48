//! `mingbai verify`: the chain, the projections, people, numbers and files, and a checkpoint kept elsewhere. It reads only.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use law::Lang;
use store::verify::Look;
use transparency::PublicKey;

use crate::{
    keys,
    opening::{self, Place},
    proof_command::{self, Brought},
    say,
};

#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    pub place: Place,
    /// Only this organ.
    #[arg(long)]
    pub organ: Option<String>,
    /// A checkpoint that was kept elsewhere, as `mingbai log checkpoint` printed it.
    #[arg(long, conflicts_with = "organ")]
    pub checkpoint: Option<PathBuf>,
    /// The public key that must have signed it, as `mingbai log key` printed it; this installation's if it is not given. With a proof
    /// file the key of the public log, which has to be given.
    #[arg(long)]
    pub log_key: Option<PublicKey>,
    /// A proof file of the public log, as an item's page gives it: judged offline, without an installation.
    #[arg(long, conflicts_with_all = ["checkpoint", "organ"])]
    pub proof: Option<PathBuf>,
    /// With a proof file: the key of a witness who must have cosigned; several may be given.
    #[arg(long, requires = "proof")]
    pub witness: Vec<PublicKey>,
    /// With a proof file: the record, where it was kept apart.
    #[arg(long, requires = "proof")]
    pub record: Option<PathBuf>,
    /// `json` for one JSON document on stdout.
    #[arg(long)]
    pub format: Option<String>,
}

/// What a proof file proves.
pub fn proof(args: VerifyArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let proof = args.proof.context("no proof file")?;
    proof_command::run(
        &Brought {
            proof,
            key: args.log_key,
            witnesses: args.witness,
            record: args.record,
            json: args.format.as_deref() == Some("json"),
        },
        lang,
    )
}

#[expect(clippy::print_stdout, reason = "the result is this command's output")]
pub async fn run(args: VerifyArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        args.log_key.is_none() || args.checkpoint.is_some(),
        "--log-key: --checkpoint, --proof"
    );
    opening::exists(&args.place, lang)?;
    let store = store::Store::look(&args.place.database_url())
        .await
        .map_err(|error| match error {
            store::Error::Schema { found, known } => anyhow::anyhow!(
                "{} ({found}, {known})",
                say(
                    lang,
                    "数据库的表不是这个版本的程序建立的，没有核验也没有改动。请用同一版本核验，或者备份后先运行新版本的 serve",
                    "another version of the program made these tables: nothing was verified or changed. Verify with that version, or back up and start the new one first"
                )
            ),
            other => other.into(),
        })?;
    let files = store::files::Files::local(&args.place.data.join("files"))?;
    let calendar = app::calendar::of(&store).await?;
    let settings = opening::settings(&args.place)?;
    let rules = settings.rules(&calendar);
    let keys = keys::there(&args.place.data)?;
    let note = args.checkpoint.as_deref().map(read).transpose()?;
    let signer = match (&args.log_key, &keys) {
        (Some(given), _) => Some(given.clone()),
        (None, Some(keys)) => {
            let name = app::checkpoint::name(&settings);
            Some(store::log::key(keys, &name)?.public().clone())
        }
        (None, None) => None,
    };
    let look = Look {
        organ: args.organ.as_deref(),
        keys: keys.as_ref(),
        checkpoint: note.as_deref(),
        signer: signer.as_ref(),
    };
    let problems = store::verify::verify(&store, &files, &rules, look).await?;
    for left in unchecked(look, lang) {
        eprintln!("{left}");
    }
    if args.format.as_deref() == Some("json") {
        println!("{}", serde_json::to_string_pretty(&problems)?);
    } else if problems.is_empty() {
        println!(
            "{}",
            say(
                lang,
                "核验通过：链、投影、申请人信息、编号、文件、公开日志、审计日志一致。",
                "Verified: chain, projections, people, numbers, files, the public log and the audit log agree."
            )
        );
    } else {
        for problem in &problems {
            println!("{problem}");
        }
    }
    Ok(if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("{}", path.display()))
}

/// What could not be looked at, in words.
pub fn unchecked(look: Look<'_>, lang: Lang) -> Vec<&'static str> {
    let mut left = vec![say(
        lang,
        "没有核对会话和程序令牌，也不能发现被删除的工作人员：没有办理动作记录它们。",
        "Sessions and the tokens of programs were not checked, and a member of staff who was deleted is not missed: no act records them.",
    )];
    if look.keys.is_none() {
        left.push(say(
            lang,
            "没有核对申请人信息的内容和工作人员的岗位：没有密钥。",
            "The content of applicants' data was not checked, nor the roles of staff: there is no key that opens the one and sealed the other.",
        ));
    }
    if look.checkpoint.is_none() {
        left.push(say(
            lang,
            "没有与另存的检查点比较：连同链首一起重写的历史只有这样才能发现（--checkpoint）。",
            "Nothing was compared with a checkpoint kept elsewhere: a history rewritten together with its heads is found by that alone (--checkpoint).",
        ));
    } else if look.signer.is_none() {
        left.push(say(
            lang,
            "没有核对检查点的签名：没有密钥（--log-key）。",
            "The signature of the checkpoint was not checked: there is no key (--log-key).",
        ));
    }
    left
}
