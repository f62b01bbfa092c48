//! 邮件: reminders to staff and notices to applicants, over SMTP.
//!
//! A mail is a job, left in the transaction that made it necessary: it exists if and only if what it tells of was
//! committed. Sending is *at least once*: `handing` is written before the server is spoken to and `handed` after it said
//! 250, in the transaction that ends the job. If this process dies between the two, nobody can know whether the server took
//! the mail; it is sent again under the same Message-ID, which is made from the job's id, so that a mail server or reader
//! that drops a second copy of a Message-ID shows one. Everything else, a crash before sending included, gives one copy.
//!
//! A mail holds the organ's name, the request's number and what to do; no name, no address, no wording of a request. The
//! address is opened from the sealed person, or read from the member of staff, at the moment of sending, and kept nowhere.

mod address;
mod outbox;
mod settings;
mod text;
mod transport;

pub use address::deliverable;
pub use outbox::{Mail, Recipient, deliver, message_id};
pub use settings::{Secret, Settings, Tls};
pub use text::{Letter, TEMPLATES, letter};
