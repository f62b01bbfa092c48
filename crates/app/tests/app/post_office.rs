//! A mail server in the test's own process: it keeps what it is handed, or refuses as it is told.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Debug, Clone, Default)]
pub struct PostOffice {
    pub port: u16,
    taken: Arc<Mutex<Vec<String>>>,
    /// What it says to RCPT; empty: it takes everything.
    answer: Arc<Mutex<String>>,
}

impl PostOffice {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let office = Self {
            port: listener.local_addr().unwrap().port(),
            ..Self::default()
        };
        let inside = office.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(inside.clone().serve(stream));
            }
        });
        office
    }

    /// Every mail that was taken: recipients and content.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    /// From now on every recipient is refused with this line; empty: none.
    pub fn refuse(&self, line: &str) {
        *self.answer.lock().unwrap() = line.into();
    }

    async fn serve(self, stream: TcpStream) {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut mail = String::new();
        let _ = write.write_all(b"220 test\r\n").await;
        while let Ok(Some(line)) = lines.next_line().await {
            let verb = line.to_ascii_uppercase();
            let refusal = self.answer.lock().unwrap().clone();
            let answer = match verb.split([' ', ':']).next().unwrap_or_default() {
                "RCPT" if !refusal.is_empty() => refusal,
                "RCPT" => {
                    mail = format!("{line}\n");
                    "250 ok".into()
                }
                "DATA" => {
                    let _ = write.write_all(b"354 go on\r\n").await;
                    while let Ok(Some(line)) = lines.next_line().await {
                        if line == "." {
                            break;
                        }
                        mail.push_str(&line);
                        mail.push('\n');
                    }
                    self.taken.lock().unwrap().push(mail.clone());
                    "250 taken".into()
                }
                "QUIT" => {
                    let _ = write.write_all(b"221 bye\r\n").await;
                    return;
                }
                _ => "250 ok".to_string(),
            };
            if write
                .write_all(format!("{answer}\r\n").as_bytes())
                .await
                .is_err()
            {
                return;
            }
        }
    }
}
