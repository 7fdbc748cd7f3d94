//! kidtrip from outside, with fake services on loopback: no test reaches any other network.

#[cfg(test)]
mod abroad;
#[cfg(test)]
mod allowance;
#[cfg(test)]
mod amended;
#[cfg(test)]
mod apikey;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod brief;
#[cfg(test)]
mod catalogue_fetch;
#[cfg(test)]
mod catalogue_import;
#[cfg(test)]
mod catalogues;
#[cfg(test)]
mod clock_changes;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod corpora;
#[cfg(test)]
mod damaged_log;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod drives;
#[cfg(test)]
mod editors;
#[cfg(test)]
mod event_log;
#[cfg(test)]
#[cfg(unix)]
mod extras;
#[cfg(test)]
mod failover;
mod fake;
#[cfg(test)]
mod family;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod forecast;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod history;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod jobs;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod limits;
#[cfg(test)]
mod locations;
#[cfg(test)]
mod online;
#[cfg(test)]
mod parsers;
mod past_years;
#[cfg(test)]
mod places;
#[cfg(test)]
mod proposals;
#[cfg(test)]
mod readme;
#[cfg(test)]
#[cfg(unix)]
mod recipes;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod sharing;
#[cfg(test)]
mod site;
#[cfg(test)]
mod story;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod views;
#[cfg(test)]
mod weekend;
