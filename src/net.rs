//! The only socket.
