//! kidtrip from outside, with fake services on loopback: no test reaches any other network.

mod fake;

#[cfg(test)]
mod online;
