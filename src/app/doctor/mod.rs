//! `doctor`: everything kidtrip rests on, looked at once: settings, folders, catalogues, the log, cache, embedded data, services, clock.
//! One file a subject, each returns its checks; a broken subject keeps no other from being looked at.

mod clock;
mod embedded;
mod files;
mod hooks;
mod log;
mod services;
mod settings;

use super::Answer;
use super::world::{self, World};
use crate::cli::{DoctorArgs, ReadFormat};
use crate::error::{Error, Kind};
use crate::report::{self, Check, Checkup};
use jiff::Timestamp;

/// Looks at everything.
pub(super) fn doctor(args: &DoctorArgs, world: &World) -> Result<Answer, Error> {
    let (config, settings, mut checks) = settings::read(world)?;
    let asked_for = world::now(&config);
    let frozen_by = config.get("now").filter(|_| asked_for.is_ok());
    let now = asked_for.unwrap_or_else(|error| {
        let hint = error.hint.unwrap_or_default();
        checks.push(Check::problem("clock.frozen", error.message, hint));
        Timestamp::now()
    });
    checks.extend(files::folders(&config, world));
    checks.extend(files::catalogues(&config, &settings, now));
    checks.extend(log::checks(&config, now, args.set_aside));
    checks.extend(hooks::checks(&config));
    checks.extend(files::cache(&config));
    checks.extend(embedded::checks(now));
    let services = services::ask(&config, &settings, now, args.offline);
    checks.extend(services.checks);
    checks.extend(clock::checks(frozen_by, now, services.clock));
    let checkup = Checkup {
        generated_at: now,
        checks,
    };
    let mut answer = Answer::results(match args.format {
        ReadFormat::Table => report::doctor_to_table(&checkup, world.page(&settings)),
        ReadFormat::Json => report::doctor_to_json(&checkup),
    });
    if !checkup.is_well() {
        let unwell: Vec<&str> = checkup.unwell().map(|check| check.id.as_str()).collect();
        let message = format!("not all is well: {}", unwell.join(", "));
        answer.failure = Some(Error::new(Kind::Internal, message));
    }
    Ok(answer)
}
