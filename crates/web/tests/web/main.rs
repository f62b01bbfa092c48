//! The site in process: every test is shaped like the addresses it visits.

mod office;
