//! `mingbai serve`: portal, office, API, the indexer and the clock service in one process.

use std::{net::SocketAddr, path::Path, process::ExitCode, time::Duration};

use anyhow::Context;
use app::App;
use law::Lang;
use tokio::{net::TcpListener, sync::watch::Receiver};

use crate::{
    background,
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
}

pub async fn run(args: ServeArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let listener = bind(&args.listen).await?;
    let app = opening::open(&args.place).await?;
    serve(app, &args.place.data, listener, lang).await
}

pub async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("cannot listen on {address}"))
}

/// Serves until told to stop, printing the address first. When a new calendar was imported, everything is set up anew
/// with it on the same address.
pub async fn serve(
    app: App,
    data: &Path,
    listener: TcpListener,
    lang: Lang,
) -> anyhow::Result<ExitCode> {
    let address = listener.local_addr()?;
    announce(address, lang);
    let node = opening::node(data)?;
    app::jobs::release(&app, &node).await?;
    let listener = listener.into_std()?;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    tokio::spawn(async move {
        told_to_stop().await;
        let _ = stop.send(true);
    });
    let mut app = app;
    loop {
        let listener = TcpListener::from_std(listener.try_clone()?)?;
        until(&app, listener, &node, stopped.clone()).await?;
        if *stopped.borrow() {
            return Ok(ExitCode::SUCCESS);
        }
        app = opening::with_calendar(app).await?;
        app::calendar::renew(&app).await?;
    }
}

/// Serves until told to stop or until a new calendar is there.
async fn until(
    app: &App,
    listener: TcpListener,
    node: &str,
    mut stopped: Receiver<bool>,
) -> anyhow::Result<()> {
    let indexer = tokio::spawn(keep_index(app.clone()));
    let worker = tokio::spawn(background::work(app.clone(), node.to_string()));
    let service = web::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let calendar = background::new_calendar(app.clone());
    axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => {}
                () = calendar => {}
            }
        })
        .await?;
    indexer.abort();
    // A job that is cut off here is let go of by its lease, and run again.
    worker.abort();
    Ok(())
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
