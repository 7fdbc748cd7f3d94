//! kidtrip from outside, with fake services on loopback: no test reaches any other network.

mod fake;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod jobs;

#[cfg(test)]
mod online;
