//! Readers in other processes: one file at a time each, started again when one dies or takes too long.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    time::Duration,
};

use anyhow::Context;
use law::Lang;

use super::{How, reader::Reply};
use crate::say;

#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub seconds: u64,
    pub megabytes: u64,
}

/// The longest reply that is taken from a reader, in bytes: what it says is as little to be trusted as what it reads.
const LONGEST_REPLY: u64 = 64 << 20;

/// Results that wait for an earlier file; more are not begun, so that memory does not grow with the folder.
const WAITING: usize = 64;

/// Reads all files and hands the replies on in the order of the files.
pub fn read_all(
    files: &[PathBuf],
    jobs: usize,
    limits: Limits,
    how: &How,
    lang: Lang,
    mut done: impl FnMut(&PathBuf, Reply) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    let printed = (Mutex::new(0usize), Condvar::new());
    let (sender, receiver) = mpsc::channel::<(usize, anyhow::Result<Reply>)>();
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, next, printed) = (sender.clone(), &next, &printed);
            scope.spawn(move || {
                let mut reader = None;
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(at) else { break };
                    wait_for_turn(printed, at);
                    let reply = ask(&mut reader, file, limits, how, lang);
                    if sender.send((at, reply)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut turn = 0;
        let mut result = Ok(());
        for (at, reply) in receiver {
            early.insert(at, reply);
            while let Some(reply) = early.remove(&turn) {
                if result.is_ok() {
                    result = reply.and_then(|reply| done(&files[turn], reply));
                    if result.is_err() {
                        next.store(files.len(), Ordering::Relaxed);
                    }
                }
                turn += 1;
                *printed.0.lock().unwrap_or_else(PoisonError::into_inner) = turn;
                printed.1.notify_all();
            }
        }
        result
    })
}

fn wait_for_turn((printed, changed): &(Mutex<usize>, Condvar), at: usize) {
    let mut done = printed.lock().unwrap_or_else(PoisonError::into_inner);
    while at >= *done + WAITING {
        done = changed.wait(done).unwrap_or_else(PoisonError::into_inner);
    }
}

struct Reader {
    child: Child,
    stdin: ChildStdin,
    replies: Receiver<String>,
}

/// One file to the reader; a reader that is gone is replaced for the next one.
fn ask(
    reader: &mut Option<Reader>,
    file: &Path,
    limits: Limits,
    how: &How,
    lang: Lang,
) -> anyhow::Result<Reply> {
    let name = file.display();
    let running = match reader {
        Some(running) => running,
        None => reader.insert(start(limits, how, lang)?),
    };
    let job = serde_json::to_string(&file.to_string_lossy())?;
    let sent = writeln!(running.stdin, "{job}").and_then(|()| running.stdin.flush());
    let answer = match sent {
        Ok(()) => running
            .replies
            .recv_timeout(Duration::from_secs(limits.seconds)),
        Err(_) => Err(RecvTimeoutError::Disconnected),
    };
    let message = match answer {
        Ok(line) => return serde_json::from_str(&line).context("a reply of a reader"),
        Err(RecvTimeoutError::Timeout) => say(
            lang,
            &format!("{name}：读取超过{}秒，已放弃", limits.seconds),
            &format!(
                "{name}: not read within {} seconds, given up",
                limits.seconds
            ),
        )
        .to_string(),
        Err(RecvTimeoutError::Disconnected) => say(
            lang,
            &format!(
                "{name}：读取时超出{}MB内存或读取程序崩溃，已放弃",
                limits.megabytes
            ),
            &format!(
                "{name}: reading took more than {} MB or broke the reader, given up",
                limits.megabytes
            ),
        )
        .to_string(),
    };
    if let Some(mut gone) = reader.take() {
        // It may be gone already; that it is gone is all that matters.
        let _ = gone.child.kill();
        let _ = gone.child.wait();
    }
    Ok(Reply::Failed { message })
}

/// Starts this binary as a reader. `ulimit` of the shell bounds its memory where the system knows it; the file's size,
/// the formats' own limits and the time limit bound it elsewhere.
fn start(limits: Limits, how: &How, lang: Lang) -> anyhow::Result<Reader> {
    let binary = std::env::current_exe().context("the path of this program")?;
    let shell = PathBuf::from("/bin/sh");
    let mut command = if shell.exists() {
        let mut command = Command::new(shell);
        command
            .arg("-c")
            .arg("ulimit -c 0 2>/dev/null; ulimit -v \"$1\" 2>/dev/null; shift; exec \"$@\"")
            .arg("sh")
            .arg((limits.megabytes * 1024).to_string())
            .arg(binary);
        command
    } else {
        Command::new(binary)
    };
    command
        .args(["report", "reader", "--lang"])
        .arg(lang.pick("zh", "en"))
        .args(["--format", how.format.word()]);
    if let Some(previous) = &how.previous {
        command.arg("--previous").arg(previous);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("a reader")?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        anyhow::bail!("a reader without pipes");
    };
    let (sender, replies) = mpsc::channel();
    std::thread::spawn(move || {
        let mut stdout = BufReader::new(stdout);
        loop {
            let mut line = Vec::new();
            let taken = stdout
                .by_ref()
                .take(LONGEST_REPLY)
                .read_until(b'\n', &mut line);
            // A reply without an end is none: the reader is given up.
            let whole = taken.is_ok() && line.ends_with(b"\n");
            let Some(line) = String::from_utf8(line).ok().filter(|_| whole) else {
                break;
            };
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    Ok(Reader {
        child,
        stdin,
        replies,
    })
}

impl Drop for Reader {
    fn drop(&mut self) {
        // At the end of its input a reader ends by itself; killing it spares the wait.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
