//! What lies inside a zoo, a farm or a theme park is part of it: its enclosures, its playground, its train.

use super::super::areas::{Areas, size_km2};
use super::super::report::{ImportReport, LeftOut};
use super::super::{ImportError, Pulse};
use super::Candidate;

/// Kinds whose ticket covers all that is inside.
const CONTAINERS: [&str; 3] = ["zoo", "farm", "theme-park"];

/// Returns the candidates without those that are part of another.
///
/// # Errors
/// When `pulse` stops.
pub(super) fn without_parts(
    mut candidates: Vec<Candidate>,
    pulse: Pulse<'_>,
    report: &mut ImportReport,
) -> Result<Vec<Candidate>, ImportError> {
    let containers = candidates
        .iter()
        .enumerate()
        .filter(|(_, candidate)| CONTAINERS.contains(&candidate.kind.as_str()))
        .map(|(index, candidate)| (index, candidate.feature.outline.as_slice()));
    let areas = Areas::new(containers);
    let is_part = |(index, candidate): (usize, &Candidate)| {
        let size = size_km2(&candidate.feature.outline);
        let around = areas.around(candidate.feature.position);
        // Of two that lie in each other the larger stays.
        around
            .iter()
            .any(|(owner, larger)| *owner != index && *larger > size)
    };
    let numbered = candidates.iter().enumerate();
    let parts = numbered.map(|candidate| pulse.beat().map(|()| is_part(candidate)));
    let mut parts = parts.collect::<Result<Vec<_>, _>>()?.into_iter();
    candidates.retain(|candidate| {
        let is_part = parts.next().unwrap_or(false);
        if is_part {
            report.leave(
                LeftOut::Inside,
                Some(&candidate.name),
                &candidate.feature.source,
            );
        }
        !is_part
    });
    Ok(candidates)
}
