//! `mingbai serve`: portal, office and the indexer in one process.

use std::{net::SocketAddr, process::ExitCode, time::Duration};

use anyhow::Context;
use app::{App, Clock};
use jiff::civil::Date;
use law::Lang;
use tokio::net::TcpListener;

use crate::{
    opening::{self, Place},
    say,
};

#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub place: Place,
    /// Address to listen on; port 0 picks a free one and prints it.
    #[arg(long, env = "MINGBAI_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// For trying things out: the day on which the clock starts. Only where nobody else can come in.
    #[arg(long, hide = true)]
    pub at: Option<Date>,
}

pub async fn run(args: ServeArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let listener = bind(&args.listen).await?;
    if args.at.is_some() && !listener.local_addr()?.ip().is_loopback() {
        anyhow::bail!(
            "{}",
            say(
                lang,
                "--at 只能用于本机地址：对外服务的时钟不能改动",
                "--at is for a loopback address only: a public service keeps the true time"
            )
        );
    }
    let mut app = opening::open(&args.place).await?;
    if let Some(day) = args.at {
        app.clock = Clock::morning_of(day);
    }
    serve(app, listener, lang).await
}

pub async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

/// Serves until told to stop, printing the address first.
pub async fn serve(app: App, listener: TcpListener, lang: Lang) -> anyhow::Result<ExitCode> {
    let address = listener.local_addr()?;
    announce(address, lang);
    let indexer = tokio::spawn(keep_index(app.clone()));
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(told_to_stop())
        .await?;
    indexer.abort();
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the address is this command's output")]
fn announce(address: SocketAddr, lang: Lang) {
    println!("{}: http://{address}/", say(lang, "公众门户", "Portal"));
    println!(
        "{}: http://{address}/office",
        say(lang, "办公后台", "Office")
    );
}

/// Feeds the search replica once a second from the ledger.
async fn keep_index(app: App) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    loop {
        tick.tick().await;
        if let Err(error) = app::index::catch_up(&app).await {
            tracing::error!(%error, "the search index could not be brought up to date");
        }
    }
}

async fn told_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
