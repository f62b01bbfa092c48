//! Files are shown to clamd before they are taken; here a stand-in that speaks its INSTREAM.

use app::{Error, Settings, items, items::ItemForm, upload::Upload};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::world::{by, world_with};

/// The sample that every scanner knows, put together so that none stops this file.
fn eicar() -> Vec<u8> {
    [
        r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EIC",
        "AR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    ]
    .concat()
    .into_bytes()
}

/// Listens, reads what is sent in pieces, and answers as clamd does.
async fn stand_in() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut command = [0; 10];
            stream.read_exact(&mut command).await.unwrap();
            assert_eq!(&command, b"zINSTREAM\0");
            let mut bytes = Vec::new();
            loop {
                let length = stream.read_u32().await.unwrap();
                if length == 0 {
                    break;
                }
                let mut chunk = vec![0; length as usize];
                stream.read_exact(&mut chunk).await.unwrap();
                bytes.extend(chunk);
            }
            let mark = b"EICAR-STANDARD";
            let bad = bytes.windows(mark.len()).any(|it| it == mark);
            let answer: &[u8] = if bad {
                b"stream: Eicar-Test-Signature FOUND\0"
            } else {
                b"stream: OK\0"
            };
            stream.write_all(answer).await.unwrap();
        }
    });
    address
}

fn form(bytes: Vec<u8>) -> ItemForm {
    ItemForm {
        attachments: vec![Upload {
            name: "附件.txt".into(),
            bytes,
        }],
        ..crate::items::form()
    }
}

#[tokio::test]
async fn what_clamd_names_is_refused_and_the_rest_passes() {
    let mut settings = Settings::default();
    settings.reading.scanner = stand_in().await;
    let w = world_with("2026-02-10", settings).await;
    // More than one piece.
    let long = "正文".repeat(40_000).into_bytes();
    items::draft(&w.app, &by(&w.clerk), &form(long), "k")
        .await
        .unwrap();
    let Err(Error::Invalid(wrong)) =
        items::draft(&w.app, &by(&w.clerk), &form(eicar()), "k2").await
    else {
        panic!("taken")
    };
    assert!(wrong[0].zh.contains("Eicar-Test-Signature"), "{wrong:?}");
    let document = Upload {
        name: "通知.txt".into(),
        bytes: eicar(),
    };
    let Err(Error::Invalid(wrong)) = items::arrive(&w.app, &by(&w.clerk), &document, false).await
    else {
        panic!("read")
    };
    assert_eq!(wrong[0].field, "document");
}

#[tokio::test]
async fn nothing_passes_that_nobody_looked_at() {
    let mut settings = Settings::default();
    // A port on which nobody listens.
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    settings.reading.scanner = free.local_addr().unwrap().to_string();
    drop(free);
    let w = world_with("2026-02-10", settings).await;
    let Err(Error::Invalid(wrong)) =
        items::draft(&w.app, &by(&w.clerk), &form("正文".into()), "k").await
    else {
        panic!("taken")
    };
    assert!(wrong[0].zh.contains("病毒扫描"), "{wrong:?}");
    assert!(w.app.files.list().await.unwrap().is_empty());
}
