//! Speaking to the mail server.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, MIME_VERSION_1_0},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls as Lettre, TlsParameters},
        extension::ClientId,
    },
};

use super::{Letter, Settings, Tls};

/// Why a mail did not go out. No text of the server is kept: it may repeat the address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// The server will never take it (5xx), or it is no mail.
    #[error("{0}")]
    Never(String),
    /// Later it may.
    #[error("{0}")]
    NotNow(String),
}

/// Sends one letter to one address.
pub async fn send(
    settings: &Settings,
    to: &str,
    message_id: &str,
    letter: &Letter,
) -> Result<(), Undelivered> {
    let never = |what: &str| Undelivered::Never(what.to_string());
    let to: Mailbox = to
        .parse()
        .map_err(|_| never("the stored address is no mail address"))?;
    let from: Mailbox = settings
        .from
        .parse()
        .map_err(|_| Undelivered::NotNow("mail.from is no mail address".into()))?;
    let message = Message::builder()
        .message_id(Some(message_id.to_string()))
        .from(from)
        .to(to)
        .subject(letter.subject.clone())
        .header(AutoSubmitted)
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone())
        .map_err(|_| never("the letter cannot be written as mail"))?;
    let transport = transport(settings)?;
    transport.send(message).await.map_err(undelivered)?;
    Ok(())
}

fn transport(settings: &Settings) -> Result<AsyncSmtpTransport<Tokio1Executor>, Undelivered> {
    let not_now = |what: &str| Undelivered::NotNow(what.to_string());
    let parameters = || {
        let mut builder = TlsParameters::builder(settings.host.clone());
        if !settings.ca.is_empty() {
            let ca = Certificate::from_pem(&settings.ca)
                .map_err(|_| not_now("mail.ca_file is no PEM certificate"))?;
            builder = builder.add_root_certificate(ca);
        }
        builder.build().map_err(|_| not_now("TLS cannot be set up"))
    };
    let tls = match settings.tls {
        Tls::StartTls => Lettre::Required(parameters()?),
        Tls::Implicit => Lettre::Wrapper(parameters()?),
        Tls::None => Lettre::None,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
        .port(settings.port)
        .tls(tls)
        .hello_name(ClientId::Domain(settings.greeting().to_string()))
        .timeout(Some(Duration::from_secs(settings.timeout_seconds)));
    if !settings.user.is_empty() {
        builder = builder.credentials(Credentials::new(
            settings.user.clone(),
            settings.password.0.clone(),
        ));
    }
    Ok(builder.build())
}

fn undelivered(error: lettre::transport::smtp::Error) -> Undelivered {
    let code = error.status().map(|code| code.to_string());
    let code = code.as_deref().unwrap_or("no answer");
    if error.is_permanent() {
        Undelivered::Never(format!("the mail server refused it for good ({code})"))
    } else if error.is_timeout() {
        Undelivered::NotNow("the mail server did not answer in time".into())
    } else if error.is_tls() {
        Undelivered::NotNow("no protected connection to the mail server".into())
    } else {
        Undelivered::NotNow(format!("the mail server could not take it now ({code})"))
    }
}

/// `Auto-Submitted: auto-generated`, so that nobody's absence notice answers (RFC 3834).
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_string())
    }
}
