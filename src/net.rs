//! The only socket.

mod service_text;

pub use service_text::service_text;
