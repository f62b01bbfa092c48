//! The loop that takes connections: each with its limits, none of them able to hold up the others, a new calendar, or
//! the end.

use std::{
    convert::Infallible,
    future::Future,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use app::server::ServerSettings;
use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use http_body::{Frame, SizeHint};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use super::{
    doorkeeper::{Doorkeeper, Pass, Serving},
    network::counted,
    pace::{Pace, Paced},
    stall::Stall,
    visitor::Trust,
};
use crate::Site;

/// The largest head of a request, in bytes; a longer one is answered with 431.
const HEAD: usize = 64 * 1024;
/// How long an idle connection is given when the server stops, to hear that it should close.
const FAREWELL: Duration = Duration::from_millis(500);
/// Refusals that are being spoken at once; more connections than this are closed without a word.
const REFUSALS: usize = 64;

/// What a connection is told when everybody inside is being served.
const FULL: &str =
    "访问人数过多，请稍后再试。\nToo many visitors at once: please try again in a moment.\n";
/// What is answered to a body that did not come.
const LATE: &str = "请求内容传输过慢，已中止，请重新提交。\nThe request came too slowly and was given up: please send it again.\n";

/// The rules of the house.
#[derive(Debug, Clone)]
struct Rules {
    head: Duration,
    stall: Duration,
    pace: Pace,
}

/// Serves the site, which may be exchanged for a new one at any time, until `stop` ends; then answers what is on its way,
/// for as long as the settings allow.
///
/// # Errors
/// A setting is wrong.
pub async fn serve(
    listener: TcpListener,
    settings: &ServerSettings,
    site: watch::Receiver<Site>,
    stop: impl Future<Output = ()>,
) -> Result<(), String> {
    let trust = Trust::of(settings)?;
    let keeper = Doorkeeper::new(settings.connections, settings.connections_per_address);
    let rules = Rules {
        head: Duration::from_secs(settings.head_seconds.max(1)),
        stall: Duration::from_secs(settings.stall_seconds.max(1)),
        pace: Pace {
            pause: Duration::from_secs(settings.stall_seconds.max(1)),
            slowest: settings.slowest_body,
        },
    };
    let refusals = Arc::new(tokio::sync::Semaphore::new(REFUSALS));
    let (closing, closed) = watch::channel(false);
    tokio::pin!(stop);
    loop {
        let (socket, peer) = tokio::select! {
            () = &mut stop => break,
            taken = listener.accept() => match taken {
                Ok(taken) => taken,
                Err(error) => {
                    pause_after(&error).await;
                    continue;
                }
            },
        };
        let from = if trust.believes(peer.ip()) {
            String::new()
        } else {
            counted(peer.ip())
        };
        match keeper.admit(&from) {
            Some(pass) => {
                let (rules, site, closed) = (rules.clone(), site.clone(), closed.clone());
                tokio::spawn(attend(socket, peer, pass, rules, site, closed));
            }
            None => {
                if let Ok(permit) = refusals.clone().try_acquire_owned() {
                    tokio::spawn(async move {
                        let _ = tokio::time::timeout(Duration::from_secs(2), refuse(socket)).await;
                        drop(permit);
                    });
                }
            }
        }
    }
    drop(listener);
    let _ = closing.send(true);
    if !left_within(&keeper, FAREWELL).await {
        keeper.clear_waiting();
        let last = Duration::from_secs(settings.stop_seconds);
        if !left_within(&keeper, last).await {
            tracing::warn!("answers on their way were cut off: server.stop_seconds is over");
            keeper.clear();
            left_within(&keeper, FAREWELL).await;
        }
    }
    Ok(())
}

async fn left_within(keeper: &Doorkeeper, time: Duration) -> bool {
    tokio::time::timeout(time, keeper.empty()).await.is_ok()
}

/// A connection that went away before it was taken is nothing; too many open files need a moment to pass.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset
    ) {
        tracing::error!(%error, "a connection could not be taken");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Says that there is no room. What the visitor has sent is read first, or he would hear a reset and not the words.
async fn refuse(mut socket: TcpStream) -> io::Result<()> {
    let mut heard = [0; 4096];
    let _ = tokio::time::timeout(Duration::from_millis(300), socket.read(&mut heard)).await;
    let length = FULL.len();
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\n\
         retry-after: 5\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{FULL}"
    );
    socket.write_all(answer.as_bytes()).await?;
    socket.shutdown().await
}

/// Serves one connection until it ends, is sent away, or the server stops.
async fn attend(
    socket: TcpStream,
    peer: SocketAddr,
    pass: Arc<Pass>,
    rules: Rules,
    site: watch::Receiver<Site>,
    mut closed: watch::Receiver<bool>,
) {
    let _ = socket.set_nodelay(true);
    let pace = rules.pace;
    let service = {
        let pass = pass.clone();
        service_fn(move |request| {
            let site = site.borrow().clone();
            answer(request, peer, site, pace, pass.serving())
        })
    };
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(rules.head)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(Stall::new(socket, rules.stall)), service);
    tokio::pin!(connection);
    let mut ending = false;
    loop {
        tokio::select! {
            done = connection.as_mut() => {
                if let Err(error) = done {
                    tracing::debug!(%error, "a connection ended early");
                }
                return;
            }
            () = pass.told_to_leave() => return,
            _ = closed.wait_for(|closed| *closed), if !ending => {
                ending = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

async fn answer(
    request: hyper::Request<Incoming>,
    peer: SocketAddr,
    site: Site,
    pace: Pace,
    serving: Serving,
) -> Result<Response, Infallible> {
    let kept = site.kept();
    if let Some(page) = kept.page(request.method(), request.uri(), request.headers()) {
        return Ok(fetched(page, serving));
    }
    let given_up = Arc::new(AtomicBool::new(false));
    let mut request: Request =
        request.map(|body| Body::new(Paced::new(body, pace, given_up.clone())));
    request.extensions_mut().insert(ConnectInfo(peer));
    let mut response = site.answer(request).await;
    if given_up.load(Ordering::Acquire) {
        response = (
            StatusCode::REQUEST_TIMEOUT,
            [(header::CONNECTION, "close")],
            LATE,
        )
            .into_response();
    }
    Ok(fetched(response, serving))
}

fn fetched(response: Response, serving: Serving) -> Response {
    response.map(|body| {
        Body::new(Fetched {
            body,
            _serving: serving,
        })
    })
}

/// An answer's body: until it has been fetched, the request is on its way.
struct Fetched {
    body: Body,
    _serving: Serving,
}

impl http_body::Body for Fetched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
