//! `publish`: a small static site of the same models: the suggestions, and a page for every place in reach.
//! Only what has changed is written, so that a synced folder or a bucket has little to do.

use super::Answer;
use super::catalogue::{self as catalogues, categories};
use super::climate::{self, Climate};
use super::family;
use super::forecasts::{client, forecasts, freshness};
use super::locations::Locator;
use super::outing::{lay_flags, origin, outing};
use super::roads::Roads;
use super::signals::stop_flag;
use super::suggest::{Manner, plan};
use super::world::{self, World};
use crate::catalogue;
use crate::cli::{Planning, PublishArgs};
use crate::config::Settings;
use crate::domain::{Cell, Forecast, HourSpan};
use crate::error::{Error, Kind};
use crate::planner::{
    Candidate, Circumstances, Standing, coming_days, opening_today, shortlist_by, span_of_day,
    span_of_visit,
};
use crate::report::site::{Assets, PlacePage, SitePlace, index_page, place_page};
use crate::report::{Profile, words};
use crate::store::site::{self, SiteError, Written};
use crate::weather::service::Wanted;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// The coming days on the page of a place.
const DAYS: usize = 7;
/// How long nobody looks whether something was written down.
const PAUSE: Duration = Duration::from_millis(500);
/// How long a site that is watched stays as it is when nothing is written down: forecasts are fetched again by then.
const AT_LEAST: Duration = Duration::from_secs(3_600);
/// Letters of the name of a file.
const LONGEST_NAME: usize = 80;

/// Publishes the site, and again whenever something is written down if that is wanted.
pub(super) fn publish(args: &PublishArgs, world: &World) -> Result<Answer, Error> {
    let answer = once(args, world)?;
    if !args.watch || answer.failure.is_some() {
        return Ok(answer);
    }
    let stop = stop_flag()
        .map_err(|error| Error::new(Kind::Internal, format!("signals cannot be heard: {error}")))?;
    let config = world.config()?;
    let log = family::event_log(&config, world::now(&config)?)?;
    let mut stamp = log.stamp();
    let mut at = Instant::now();
    for warning in &answer.warnings {
        world::complain(warning);
    }
    let mut is_read = world::print_on(&answer.stdout)?;
    while is_read && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(PAUSE);
        let now = log.stamp();
        if now == stamp && at.elapsed() < AT_LEAST {
            continue;
        }
        (stamp, at) = (now, Instant::now());
        // A run of its own has a budget of time of its own.
        let again = World::of_this_process();
        match once(args, &again) {
            Ok(answer) => {
                for warning in &answer.warnings {
                    world::complain(warning);
                }
                is_read = world::print_on(&answer.stdout)?;
            }
            // It may do better the next time.
            Err(error) => world::complain(&error.to_string()),
        }
    }
    Ok(Answer::default())
}

/// Publishes the site once.
fn once(args: &PublishArgs, world: &World) -> Result<Answer, Error> {
    let mut flags = args.planning.clone();
    flags.on.get_or_insert_with(|| "weekend".to_owned());
    flags.format = None;
    let assets = Assets::default();
    let most = usize::try_from(args.pages).unwrap_or(usize::MAX);
    let pages = pages(&flags, most, &assets, world)?;
    let mut index = String::new();
    let mut answer = plan(&flags, Manner { plan_b: true }, world, |report, _| {
        let nothing = report.lists.iter().find_map(|list| list.nothing.as_deref());
        index = index_page(report, &pages.places, nothing, &assets);
        Ok(Answer::default())
    })?;
    let shared = [&assets.style, &assets.script];
    let shared = shared.map(|(name, content)| (name.as_str(), content.as_bytes()));
    let of_places = pages.pages.iter();
    let of_places = of_places.map(|(file, page)| (file.as_str(), page.as_bytes()));
    let files: Vec<(&str, &[u8])> = shared
        .into_iter()
        .chain(of_places)
        .chain([("index.html", index.as_bytes())])
        .collect();
    let written = site::write(&args.folder, &files).map_err(failed)?;
    // A site without a suggestion is one all the same, as long as it has a place.
    if !pages.pages.is_empty() {
        let nothing = answer.failure.take();
        answer.warnings.extend(
            nothing
                .filter(|_| !flags.quiet)
                .map(|error| error.to_string()),
        );
    }
    if !flags.quiet {
        answer.stdout = told(args, &written).into();
    }
    Ok(answer)
}

fn told(args: &PublishArgs, written: &Written) -> String {
    let all = written.new + written.changed + written.same;
    format!(
        "Published {} in {}: {} new, {} changed, {} as they were, {} removed.\n",
        words::counted(all, "file"),
        args.folder.display(),
        written.new,
        written.changed,
        written.same,
        written.removed
    )
}

fn failed(error: SiteError) -> Error {
    match error {
        SiteError::NotOurs(_) => {
            Error::usage(error.to_string()).hint("name an empty folder, or one to be made")
        }
        SiteError::NoFolder(_) | SiteError::Newer(_) => Error::usage(error.to_string()),
        SiteError::Disk { .. } | SiteError::Write(_) => {
            Error::new(Kind::Internal, error.to_string())
        }
    }
}

/// The pages of the places in reach.
#[derive(Default)]
struct Pages {
    /// The places, the nearest first, as the first page lists them.
    places: Vec<SitePlace>,
    /// The files and their contents.
    pages: Vec<(String, String)>,
}

/// Makes the pages of the `most` nearest places in reach.
fn pages(flags: &Planning, most: usize, assets: &Assets, world: &World) -> Result<Pages, Error> {
    let mut config = world.config()?;
    lay_flags(&mut config, flags)?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let categories = categories()?;
    let mut client = client(world, &config, &settings);
    let origin = origin(Locator {
        client: &mut client,
        config: &config,
        settings: &settings,
        offline: flags.offline,
    })?;
    let week = Planning {
        on: None,
        ..flags.clone()
    };
    let mut outing = outing(&week, origin, &settings, &categories, now)?;
    if let Some(&today) = outing.days.first() {
        outing.days = today.series(1.day()).take(DAYS).collect();
    }
    let freshness = freshness(flags.offline || flags.typical, flags.refresh);
    let roads = Roads::new(&config, &settings, outing.origin.position, freshness, now);
    let opened = catalogues::open(&config, &settings, categories)?;
    let near_by = opened.within(&roads.area(&outing))?;
    let journal = &opened.remembered.family.journal;
    let mut candidates: Vec<Candidate<'_>> =
        shortlist_by(&outing, &near_by.places, journal, |place| {
            roads.journey(place)
        })
        .candidates
        .into_iter()
        .filter(|candidate| candidate.standing != Standing::FallbackOnly)
        .collect();
    candidates.sort_by(|a, b| {
        let minutes = a.journey.minutes.total_cmp(&b.journey.minutes);
        minutes.then_with(|| a.place.id.cmp(&b.place.id))
    });
    candidates.truncate(most);
    let calendars = catalogue::calendars();
    let wish = climate::Wish {
        typical: flags.typical,
        offline: flags.offline,
    };
    let home = outing.origin.position;
    let climate = Climate::around(
        wish,
        &mut client,
        &config,
        &settings,
        home,
        &outing.days,
        now,
    );
    let given = Circumstances {
        outing: &outing,
        weights: settings.weights,
        journal,
        calendars: &calendars,
        normals: &|position, day| climate.normals(position, day),
    };
    let mut seen = BTreeSet::new();
    let cells: Vec<Cell> = candidates
        .iter()
        .map(|one| Cell::of(one.place.position))
        .filter(|cell| seen.insert(*cell))
        .collect();
    let mut asked = forecasts(&mut client, freshness, &config, &settings, now);
    // Kept day by day, as suggestions ask for them.
    let span = |day: Date| {
        let spans = candidates.iter().filter_map(|one| {
            let whole = span_of_day(day, &one.place.zone)?;
            Some(span_of_visit(&given, one, day)?.union(whole))
        });
        spans.reduce(HourSpan::union)
    };
    let days = outing.days.iter().filter(|_| !flags.typical);
    let wanted: Vec<Wanted<'_>> = days
        .filter_map(|&day| {
            let span = span(day)?;
            Some(Wanted {
                cells: &cells,
                day,
                span,
            })
        })
        .collect();
    let days = wanted.iter().map(|wanted| wanted.day);
    let of_days: BTreeMap<Date, BTreeMap<Cell, Forecast>> =
        days.zip(asked.fetch_days(&wanted)).collect();
    let sources_at_hand = asked.sources();
    let mut files = Files::default();
    let mut pages = Pages::default();
    for candidate in candidates {
        let cell = Cell::of(candidate.place.position);
        let days = coming_days(&given, &candidate, |day| of_days.get(&day)?.get(&cell));
        let mut profile = Profile {
            generated_at: now,
            as_of: None,
            outing: &outing,
            home: Some(&outing.origin),
            today: opening_today(&given, &candidate),
            days,
            notices: Vec::new(),
            why_typical: None,
            why_other: None,
            sources_at_hand: sources_at_hand.clone(),
            credits: Vec::new(),
            candidate,
        };
        profile.credits = profile.due(false);
        let place = profile.candidate.place;
        let file = files.named(&place.id);
        pages.pages.push((
            file.clone(),
            place_page(&PlacePage {
                profile: &profile,
                assets,
            }),
        ));
        pages.places.push(SitePlace {
            place: place.clone(),
            file,
            minutes: profile.candidate.journey.minutes,
            drive: words::drive(&profile.candidate.journey),
            best: profile.best().map(|best| {
                let day = words::short_date(best.visit.day);
                format!("best {day}, {:.0}", best.score)
            }),
        });
    }
    Ok(pages)
}

/// The names of the files of places: each once, and harmless whatever an id is made of.
#[derive(Default)]
struct Files(BTreeSet<String>);

impl Files {
    fn named(&mut self, id: &str) -> String {
        let plain = |letter: char| match letter.to_ascii_lowercase() {
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        };
        let stem: String = id.chars().take(LONGEST_NAME).map(plain).collect();
        let stem = match stem.trim_matches('-') {
            "" => "place",
            stem => stem,
        };
        let numbered = (1..).map(|number| match number {
            1 => format!("places/{stem}.html"),
            number => format!("places/{stem}-{number}.html"),
        });
        let mut free = numbered.filter(|name| !self.0.contains(name));
        let name = free.next().unwrap_or_default();
        self.0.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_place_and_no_two_alike() {
        let mut files = Files::default();
        assert_eq!(files.named("chester-zoo"), "places/chester-zoo.html");
        assert_eq!(files.named("Chester Zoo"), "places/chester-zoo-2.html");
        assert_eq!(files.named("../../etc/passwd"), "places/etc-passwd.html");
        assert_eq!(files.named("动物园"), "places/place.html");
    }
}
