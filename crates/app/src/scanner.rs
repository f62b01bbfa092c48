//! 病毒扫描: where a county runs clamd, every file that somebody hands in is shown to it first, over TCP or a local socket (INSTREAM).
//! Where it is set and does not answer, no file is taken: what nobody looked at does not pass.

use std::{io, time::Duration};

use documents::upload::UploadError;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Bytes handed over at a time.
const CHUNK: usize = 64 * 1024;
/// An answer is a line.
const LONGEST_ANSWER: u64 = 4_096;
/// A file of the largest size is looked through in less.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where clamd listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanner {
    address: String,
}

impl Scanner {
    /// `127.0.0.1:3310` or `unix:/run/clamav/clamd.ctl`; `None` for an empty address: the county runs none.
    #[must_use]
    pub fn at(address: &str) -> Option<Self> {
        let address = address.trim();
        (!address.is_empty()).then(|| Self {
            address: address.into(),
        })
    }

    /// Shows a file to clamd.
    ///
    /// # Errors
    /// What it found; or that it did not answer, which refuses the file too.
    pub async fn look(&self, bytes: &[u8]) -> Result<(), UploadError> {
        let answer = match timeout(PATIENCE, self.asked(bytes)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                tracing::error!(%error, address = %self.address, "clamd does not answer");
                return Err(UploadError::Unscanned);
            }
            Err(_) => {
                tracing::error!(address = %self.address, "clamd takes too long");
                return Err(UploadError::Unscanned);
            }
        };
        verdict(&answer)
    }

    async fn asked(&self, bytes: &[u8]) -> io::Result<String> {
        match self.address.strip_prefix("unix:") {
            Some(path) => spoken(local(path).await?, bytes).await,
            None => spoken(TcpStream::connect(&self.address).await?, bytes).await,
        }
    }
}

#[cfg(unix)]
async fn local(path: &str) -> io::Result<tokio::net::UnixStream> {
    tokio::net::UnixStream::connect(path).await
}

#[cfg(not(unix))]
async fn local(_: &str) -> io::Result<TcpStream> {
    Err(io::Error::other("no local sockets on this system"))
}

/// The file in pieces, each behind its length, and the answer.
async fn spoken(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    bytes: &[u8],
) -> io::Result<String> {
    stream.write_all(b"zINSTREAM\0").await?;
    for chunk in bytes.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).map_err(io::Error::other)?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(chunk).await?;
    }
    stream.write_all(&0u32.to_be_bytes()).await?;
    stream.flush().await?;
    let mut answer = Vec::new();
    stream.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer)
        .trim_matches(['\0', '\n', ' '])
        .to_string())
}

/// `stream: OK`, `stream: NAME FOUND`; anything else is no answer.
fn verdict(answer: &str) -> Result<(), UploadError> {
    let said = answer.strip_prefix("stream: ").unwrap_or(answer);
    if said == "OK" {
        return Ok(());
    }
    match said.strip_suffix(" FOUND") {
        Some(name) => Err(UploadError::Infected(name.into())),
        None => {
            tracing::error!(answer, "clamd gives no verdict");
            Err(UploadError::Unscanned)
        }
    }
}

#[cfg(test)]
mod tests {
    use documents::upload::UploadError;

    use super::{Scanner, verdict};

    #[test]
    fn only_a_verdict_lets_a_file_pass() {
        assert_eq!(verdict("stream: OK"), Ok(()));
        assert_eq!(
            verdict("stream: Eicar-Test-Signature FOUND"),
            Err(UploadError::Infected("Eicar-Test-Signature".into()))
        );
        for answer in [
            "",
            "INSTREAM size limit exceeded. ERROR",
            "OK?",
            "stream: OK FOUND?",
        ] {
            assert_eq!(verdict(answer), Err(UploadError::Unscanned), "{answer}");
        }
        assert_eq!(Scanner::at("  "), None);
    }
}
