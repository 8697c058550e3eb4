//! The simulator seen from outside: only its public interface and the files it writes.

mod calibration;
mod history;
mod reading;
