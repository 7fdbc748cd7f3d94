//! kidtrip from outside, with fake services on loopback: no test reaches any other network.

#[cfg(test)]
mod asking;
#[cfg(test)]
mod bad_input;
mod fake;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod jobs;

#[cfg(test)]
mod online;
