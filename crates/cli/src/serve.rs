//! `mingbai serve`: portal, office, API, the indexer and the clock service in one process.

use std::{net::SocketAddr, path::Path, process::ExitCode, time::Duration};

use anyhow::Context;
use app::{
    App, Clock,
    audit::{Event, Kind},
};
use jiff::civil::Date;
use law::Lang;
use tokio::{net::TcpListener, sync::watch};

use crate::{
    background,
    opening::{self, Place},
    operator, privacy, say,
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
    opening::exists(&args.place, lang)?;
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
    let mut app = opening::open_existing(&args.place, lang).await?;
    if let Some(day) = args.at {
        app.clock = Clock::morning_of(day);
    }
    began(&app, "serve").await?;
    serve(app, &args.place.data, listener, lang).await
}

/// The audit log says who started the program, and with which settings it goes on.
pub async fn began(app: &App, command: &str) -> anyhow::Result<()> {
    let who = operator::who();
    app::audit::settings_seen(app, &who).await?;
    let detail = serde_json::json!({ "command": command, "version": env!("CARGO_PKG_VERSION") });
    let event = Event::new(Kind::CommandRun).saying(detail);
    app::audit::note(app, &who, event).await?;
    Ok(())
}

pub async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

/// Serves until told to stop, printing the address first. When a new calendar was imported, pages asked for from then on
/// count with it; whatever is on its way is finished with the old one, and nobody is kept waiting.
pub async fn serve(
    app: App,
    data: &Path,
    listener: TcpListener,
    lang: Lang,
) -> anyhow::Result<ExitCode> {
    let _alone = privacy::serve_alone(data, lang)?;
    let address = listener.local_addr()?;
    announce(address, lang);
    tell_of_synonyms(&app, lang);
    let node = opening::node(data)?;
    app::jobs::release(&app, &node).await?;
    let settings = app.settings.server.clone();
    let (site, shown) = watch::channel(web::Site::new(app.clone()));
    let (stop, mut stopped) = watch::channel(false);
    let inside = tokio::spawn(work(app, site, node, stopped.clone()));
    tokio::spawn(async move {
        told_to_stop().await;
        let _ = stop.send(true);
    });
    web::front::serve(listener, &settings, shown, async move {
        let _ = stopped.wait_for(|stopped| *stopped).await;
    })
    .await
    .map_err(|wrong| anyhow::anyhow!(wrong))?;
    inside.await??;
    Ok(ExitCode::SUCCESS)
}

/// The indexer and the worker, begun anew with each new calendar, until told to stop.
async fn work(
    mut app: App,
    site: watch::Sender<web::Site>,
    node: String,
    mut stopped: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    loop {
        let indexer = tokio::spawn(keep_index(app.clone()));
        let worker = tokio::spawn(app::background::work(app.clone(), node.clone()));
        let ended = tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => true,
            () = background::new_calendar(app.clone()) => false,
        };
        indexer.abort();
        // A job that is cut off here is let go of by its lease, and run again.
        worker.abort();
        if ended {
            if let Err(error) = app::unfound::flush(&app).await {
                tracing::warn!(%error, "searches without result were not counted");
            }
            return Ok(());
        }
        match counting_anew(app.clone()).await {
            Ok(new) => {
                app = new;
                let _ = site.send(web::Site::new(app.clone()));
            }
            Err(error) => {
                tracing::error!(error = %format!("{error:#}"), "the new calendar could not be taken");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

async fn counting_anew(app: App) -> anyhow::Result<App> {
    let app = opening::with_calendar(app).await?;
    app::calendar::renew(&app).await?;
    Ok(app)
}

#[expect(
    clippy::print_stdout,
    reason = "what searches understand is this command's output"
)]
fn tell_of_synonyms(app: &App, lang: Lang) {
    let own = app.settings.search.synonyms.trim();
    if !own.is_empty() {
        println!(
            "{}: {own} ({})",
            say(lang, "同义词", "Synonyms"),
            app.search.synonyms().len()
        );
    }
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
