//! kidtrip from outside, with fake services on loopback: no test reaches any other network.

#[cfg(test)]
mod abroad;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod catalogue_import;
#[cfg(test)]
mod catalogues;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod drives;
#[cfg(test)]
mod event_log;
mod fake;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod locations;
#[cfg(test)]
mod online;
#[cfg(test)]
mod places;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod tidy;
