
use builtin;
use str;

set edit:completion:arg-completer[kidtrip] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'kidtrip'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'kidtrip'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand suggest 'Suggest places for a day out, best first'
            cand s 'Suggest places for a day out, best first'
            cand brief 'The weekend''s brief as a mail: the better day first, five places, a plan for a wet day, and what has changed'
            cand places 'List or search the places'
            cand show 'Show one place: every fact and its source, the drive, the coming days and the best of them'
            cand forecast 'Show the weather of a place or a location hour by hour, and its coming week'
            cand visit 'Write down a visit: the place then rests for a while'
            cand hide 'Hide a place: it is not suggested any more'
            cand unhide 'Bring back a hidden place'
            cand undo 'Take back what was written down: it stays on record, and does not count'
            cand history 'Show where the family has been, and what it liked most'
            cand log 'List everything that was written down, event by event'
            cand propose 'Propose a place that is in no catalogue: one''s own is suggested at once, an editor''s when it is approved'
            cand amend 'Amend what is known of a place'
            cand approve 'Approve a proposal'
            cand reject 'Reject a proposal'
            cand retire 'Retire a place for good: it is never suggested again'
            cand review 'List the proposals that wait for a decision'
            cand editor 'Say who may propose places to this log, and who may decide over them'
            cand where 'Show what a location resolves to'
            cand catalogue 'Bring in the places of any map, list the catalogues, look into one, or take one away'
            cand config 'Find the config file, print every setting with its origin, or write a commented default'
            cand cache 'Show or clear the cache of forecasts and drives'
            cand doctor 'Look at everything kidtrip rests on, and say what to mend'
            cand completions 'Print completions for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;suggest'= {
            cand --near 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)'
            cand --on 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]'
            cand --leave 'When you leave home [default: 10:00]'
            cand --back-by 'When you must be home again'
            cand --within 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]'
            cand --max-drive 'The longest drive, minutes'
            cand --kind 'Only these kinds: zoo,museum'
            cand --age 'The children''s ages: 2,7'
            cand --top 'How many places [default: 10]'
            cand --min-score 'The least score worth suggesting, 0 to 100'
            cand --format 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]'
            cand --each-day 'A list for each day, instead of one in which every place is on its best day'
            cand --free 'Only places that cost nothing'
            cand --buggy 'Only places a buggy gets round'
            cand --dog 'Only places that admit dogs'
            cand --indoor 'Only places that are essentially indoors'
            cand --outdoor 'Only places that are mostly outdoors'
            cand --typical 'Plan on climate averages; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)'
            cand --explain 'Show the arithmetic of each place, and what the weather ruled out'
            cand --offline 'Ask no service; use cached forecasts of any age'
            cand --refresh 'Ask for forecasts and drives again, however fresh the cached ones are'
            cand --require-forecast 'Fail with exit code 4 when no forecast can be had'
            cand -q 'No warnings on standard error'
            cand --quiet 'No warnings on standard error'
            cand -v 'Say more on standard error'
            cand --verbose 'Say more on standard error'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;s'= {
            cand --near 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)'
            cand --on 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]'
            cand --leave 'When you leave home [default: 10:00]'
            cand --back-by 'When you must be home again'
            cand --within 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]'
            cand --max-drive 'The longest drive, minutes'
            cand --kind 'Only these kinds: zoo,museum'
            cand --age 'The children''s ages: 2,7'
            cand --top 'How many places [default: 10]'
            cand --min-score 'The least score worth suggesting, 0 to 100'
            cand --format 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]'
            cand --each-day 'A list for each day, instead of one in which every place is on its best day'
            cand --free 'Only places that cost nothing'
            cand --buggy 'Only places a buggy gets round'
            cand --dog 'Only places that admit dogs'
            cand --indoor 'Only places that are essentially indoors'
            cand --outdoor 'Only places that are mostly outdoors'
            cand --typical 'Plan on climate averages; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)'
            cand --explain 'Show the arithmetic of each place, and what the weather ruled out'
            cand --offline 'Ask no service; use cached forecasts of any age'
            cand --refresh 'Ask for forecasts and drives again, however fresh the cached ones are'
            cand --require-forecast 'Fail with exit code 4 when no forecast can be had'
            cand -q 'No warnings on standard error'
            cand --quiet 'No warnings on standard error'
            cand -v 'Say more on standard error'
            cand --verbose 'Say more on standard error'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;brief'= {
            cand --near 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)'
            cand --on 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]'
            cand --leave 'When you leave home [default: 10:00]'
            cand --back-by 'When you must be home again'
            cand --within 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]'
            cand --max-drive 'The longest drive, minutes'
            cand --kind 'Only these kinds: zoo,museum'
            cand --age 'The children''s ages: 2,7'
            cand --top 'How many places [default: 10]'
            cand --min-score 'The least score worth suggesting, 0 to 100'
            cand --format 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]'
            cand --to 'Who is to get it, with commas between [default: mail.to in the config]'
            cand --each-day 'A list for each day, instead of one in which every place is on its best day'
            cand --free 'Only places that cost nothing'
            cand --buggy 'Only places a buggy gets round'
            cand --dog 'Only places that admit dogs'
            cand --indoor 'Only places that are essentially indoors'
            cand --outdoor 'Only places that are mostly outdoors'
            cand --typical 'Plan on climate averages; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)'
            cand --explain 'Show the arithmetic of each place, and what the weather ruled out'
            cand --offline 'Ask no service; use cached forecasts of any age'
            cand --refresh 'Ask for forecasts and drives again, however fresh the cached ones are'
            cand --require-forecast 'Fail with exit code 4 when no forecast can be had'
            cand -q 'No warnings on standard error'
            cand --quiet 'No warnings on standard error'
            cand -v 'Say more on standard error'
            cand --verbose 'Say more on standard error'
            cand --send 'Send it by the mail server of the config, once however often this is run'
            cand --again 'Send it though it was sent already'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;places'= {
            cand --near 'Only places around here, nearest first: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config'
            cand --within 'How far around: kilometres as the crow flies, or minutes by car [default: 95min]'
            cand --kind 'Only these kinds: zoo,museum'
            cand --catalogue 'Only places of this catalogue: built-in, one that you imported, or your own table by its name'
            cand --top 'How many places [default: all]'
            cand --format 'table, json, ndjson or csv [default: table]'
            cand --free 'Only places that are known to cost nothing'
            cand --indoor 'Only places that are essentially indoors'
            cand --outdoor 'Only places that are mostly outdoors'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;show'= {
            cand --near 'Where you start: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config'
            cand --on 'Which days: today, sat, weekend, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: the next 7 days]'
            cand --leave 'When you leave home [default: 10:00]'
            cand --back-by 'When you must be home again'
            cand --as-of 'As it was known at the end of a day that is over: yesterday, sat (the latest one) or 2026-05-01; without the weather'
            cand --format 'table or json'
            cand --offline 'Ask no service; use cached forecasts of any age'
            cand --refresh 'Ask for forecasts and the drive again, however fresh the cached ones are'
            cand --typical 'Climate averages only; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)'
            cand --history 'What happened to it instead: every proposal, decision, amendment and visit, and what passed over what'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;forecast'= {
            cand --on 'Which days: today, sat, weekend, 2026-11-28, +3, or a list such as sat,sun [default: today before noon, else tomorrow]'
            cand --near 'Where you start, to mark when you would be there: a postcode, a place, "lat,lon", or a name of your own from the config'
            cand --leave 'When you leave home [default: 10:00]'
            cand --back-by 'When you must be home again'
            cand --format 'table, json or csv (an hour a line)'
            cand --offline 'Ask no service; use cached forecasts of any age'
            cand --refresh 'Ask for the forecast and the drive again, however fresh the cached ones are'
            cand --typical 'Climate averages only; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)'
            cand --require-forecast 'Fail with exit code 4 when no forecast of what is asked can be had'
            cand -q 'No warnings on standard error'
            cand --quiet 'No warnings on standard error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;visit'= {
            cand --on 'When you were there: today, yesterday, sat (the latest one, today if it is one) or 2026-11-28 [default: today]'
            cand --rating 'How you liked it: 1 (not at all) to 5 (again, soon)'
            cand --note 'What you want to remember of it'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;hide'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;unhide'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;undo'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;history'= {
            cand --calendar 'The calendar of a year with the days out marked [default: this year]'
            cand --near 'Where you start: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config'
            cand --within 'How far: kilometres as the crow flies, or minutes by car [default: 95min]'
            cand --top 'How many places [default: 10]'
            cand --format 'table or json'
            cand --never-been 'The places near home where you have never been, nearest first'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;log'= {
            cand --place 'Only what is about this place: its id, its name, or its catalogue and id'
            cand --type 'Only events of these types: VisitRecorded,DestinationHidden'
            cand --by 'Only what this person wrote down'
            cand --since 'Only what was written down since: today, yesterday, sat (the latest one) or 2026-11-28; or after an event, by its id'
            cand --format 'table, json (with what was undone, and what was written apart), ndjson (an event a line, as it is kept) or csv'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List what was written down, the oldest first'
            cand follow 'Print the last events, and then each as it is written down, until Ctrl-C'
            cand export 'Print the events as they are kept, a line of JSON each: for another parent''s `log import`, or a backup'
            cand import 'Take in the events of a file that `log export` has made; those that are known stay as they are'
            cand merge 'Take in the events of another data folder, or of any folder with an events.jsonl'
            cand rebuild 'Make everything again that is made from the log'
            cand hooks 'List the programs that are run for events, what waits for them, and what they failed at'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;log;list'= {
            cand --place 'Only what is about this place: its id, its name, or its catalogue and id'
            cand --type 'Only events of these types: VisitRecorded,DestinationHidden'
            cand --by 'Only what this person wrote down'
            cand --since 'Only what was written down since: today, yesterday, sat (the latest one) or 2026-11-28; or after an event, by its id'
            cand --format 'table, json (with what was undone, and what was written apart), ndjson (an event a line, as it is kept) or csv'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;log;follow'= {
            cand --place 'Only what is about this place: its id, its name, or its catalogue and id'
            cand --type 'Only events of these types: VisitRecorded,DestinationHidden'
            cand --by 'Only what this person wrote down'
            cand --last 'How many of the events that are there to begin with'
            cand --format 'table or ndjson (an event a line, as it is kept)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;log;export'= {
            cand --since 'Only what was written down since: today, yesterday, sat or 2026-11-28; or what came into this log after an event, by its id'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;log;import'= {
            cand --format 'table or json: how to print what was new, left out, and decided both ways'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;log;merge'= {
            cand --format 'table or json: how to print what was new, left out, and decided both ways'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;log;rebuild'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;log;hooks'= {
            cand --format 'table or json'
            cand --run 'Run them first for what waits'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;log;help'= {
            cand list 'List what was written down, the oldest first'
            cand follow 'Print the last events, and then each as it is written down, until Ctrl-C'
            cand export 'Print the events as they are kept, a line of JSON each: for another parent''s `log import`, or a backup'
            cand import 'Take in the events of a file that `log export` has made; those that are known stay as they are'
            cand merge 'Take in the events of another data folder, or of any folder with an events.jsonl'
            cand rebuild 'Make everything again that is made from the log'
            cand hooks 'List the programs that are run for events, what waits for them, and what they failed at'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;log;help;list'= {
        }
        &'kidtrip;log;help;follow'= {
        }
        &'kidtrip;log;help;export'= {
        }
        &'kidtrip;log;help;import'= {
        }
        &'kidtrip;log;help;merge'= {
        }
        &'kidtrip;log;help;rebuild'= {
        }
        &'kidtrip;log;help;hooks'= {
        }
        &'kidtrip;log;help;help'= {
        }
        &'kidtrip;propose'= {
            cand --at 'Where it is: a postcode, or "lat,lon"'
            cand --kind 'The kind of place: playground'
            cand --id 'An id of its own [default: made from the name]'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;amend'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;approve'= {
            cand --because 'Why'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;reject'= {
            cand --because 'Why'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;retire'= {
            cand --because 'Why'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;review'= {
            cand --format 'table or json'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;editor'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand approve 'Let somebody propose and amend places; with --as admin, decide over them too'
            cand revoke 'Take that back: what they proposed before stays as it is'
            cand list 'List who may do what'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;editor;approve'= {
            cand --as 'editor (proposes and amends) or admin (decides over proposals and editors too)'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;editor;revoke'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;editor;list'= {
            cand --format 'table or json'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;editor;help'= {
            cand approve 'Let somebody propose and amend places; with --as admin, decide over them too'
            cand revoke 'Take that back: what they proposed before stays as it is'
            cand list 'List who may do what'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;editor;help;approve'= {
        }
        &'kidtrip;editor;help;revoke'= {
        }
        &'kidtrip;editor;help;list'= {
        }
        &'kidtrip;editor;help;help'= {
        }
        &'kidtrip;where'= {
            cand --format 'table or json'
            cand --all 'List every place of that name'
            cand --offline 'Ask no service, even where locate.online allows it'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;catalogue'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand import 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX'
            cand fetch 'Ask an Overpass server for the places around a location'
            cand list 'List the catalogues'
            cand info 'Show what a catalogue holds: kinds, facts, area, source, date and licence'
            cand remove 'Remove an imported catalogue'
            cand export 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;catalogue;import'= {
            cand --name 'What to call the catalogue; one of that name is replaced [default: after the file or the location]'
            cand --format 'table or json: how to print what was kept, merged and left out, and why; of several catalogues a line of JSON each'
            cand --kind 'The kind of places without one of their own: in CSV and GPX files that do not say'
            cand --attribution 'Whom to credit wherever these places are shown; without it whom the file names, and OpenStreetMap for its formats'
            cand --licence 'The licence of the file; without it the one that its format tells'
            cand --include 'Kinds to take that are left out otherwise: viewpoint'
            cand -q 'Nothing but errors on standard error'
            cand --quiet 'Nothing but errors on standard error'
            cand --dry-run 'Say what would come in, and leave everything as it is'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;catalogue;fetch'= {
            cand --near 'Around where: a postcode, a place, "lat,lon", or a name of your own from the config'
            cand --within 'How far around, in kilometres [default: 40km]'
            cand --name 'What to call the catalogue; one of that name is replaced [default: after the file or the location]'
            cand --format 'table or json: how to print what was kept, merged and left out, and why; of several catalogues a line of JSON each'
            cand -q 'Nothing but errors on standard error'
            cand --quiet 'Nothing but errors on standard error'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;catalogue;list'= {
            cand --format 'table or json'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;catalogue;info'= {
            cand --format 'table or json'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;catalogue;remove'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;catalogue;export'= {
            cand --format 'csv or geojson'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;catalogue;help'= {
            cand import 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX'
            cand fetch 'Ask an Overpass server for the places around a location'
            cand list 'List the catalogues'
            cand info 'Show what a catalogue holds: kinds, facts, area, source, date and licence'
            cand remove 'Remove an imported catalogue'
            cand export 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;catalogue;help;import'= {
        }
        &'kidtrip;catalogue;help;fetch'= {
        }
        &'kidtrip;catalogue;help;list'= {
        }
        &'kidtrip;catalogue;help;info'= {
        }
        &'kidtrip;catalogue;help;remove'= {
        }
        &'kidtrip;catalogue;help;export'= {
        }
        &'kidtrip;catalogue;help;help'= {
        }
        &'kidtrip;config'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand path 'Print where the config file is looked for'
            cand show 'Print every setting and where it came from'
            cand init 'Write a commented default file; an existing one is left alone'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;config;path'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;config;show'= {
            cand --format 'table or json'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;config;init'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;config;help'= {
            cand path 'Print where the config file is looked for'
            cand show 'Print every setting and where it came from'
            cand init 'Write a commented default file; an existing one is left alone'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;config;help;path'= {
        }
        &'kidtrip;config;help;show'= {
        }
        &'kidtrip;config;help;init'= {
        }
        &'kidtrip;config;help;help'= {
        }
        &'kidtrip;cache'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand info 'Print where forecasts and drives are cached and how much there is'
            cand clear 'Remove every cached forecast and drive'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;cache;info'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;cache;clear'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;cache;help'= {
            cand info 'Print where forecasts and drives are cached and how much there is'
            cand clear 'Remove every cached forecast and drive'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;cache;help;info'= {
        }
        &'kidtrip;cache;help;clear'= {
        }
        &'kidtrip;cache;help;help'= {
        }
        &'kidtrip;doctor'= {
            cand --format 'table or json'
            cand --set-aside 'Move damaged lines of what the family wrote down to a file of their own, so that more can be written down'
            cand --offline 'Ask no service whether it answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'kidtrip;completions'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'kidtrip;help'= {
            cand suggest 'Suggest places for a day out, best first'
            cand brief 'The weekend''s brief as a mail: the better day first, five places, a plan for a wet day, and what has changed'
            cand places 'List or search the places'
            cand show 'Show one place: every fact and its source, the drive, the coming days and the best of them'
            cand forecast 'Show the weather of a place or a location hour by hour, and its coming week'
            cand visit 'Write down a visit: the place then rests for a while'
            cand hide 'Hide a place: it is not suggested any more'
            cand unhide 'Bring back a hidden place'
            cand undo 'Take back what was written down: it stays on record, and does not count'
            cand history 'Show where the family has been, and what it liked most'
            cand log 'List everything that was written down, event by event'
            cand propose 'Propose a place that is in no catalogue: one''s own is suggested at once, an editor''s when it is approved'
            cand amend 'Amend what is known of a place'
            cand approve 'Approve a proposal'
            cand reject 'Reject a proposal'
            cand retire 'Retire a place for good: it is never suggested again'
            cand review 'List the proposals that wait for a decision'
            cand editor 'Say who may propose places to this log, and who may decide over them'
            cand where 'Show what a location resolves to'
            cand catalogue 'Bring in the places of any map, list the catalogues, look into one, or take one away'
            cand config 'Find the config file, print every setting with its origin, or write a commented default'
            cand cache 'Show or clear the cache of forecasts and drives'
            cand doctor 'Look at everything kidtrip rests on, and say what to mend'
            cand completions 'Print completions for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'kidtrip;help;suggest'= {
        }
        &'kidtrip;help;brief'= {
        }
        &'kidtrip;help;places'= {
        }
        &'kidtrip;help;show'= {
        }
        &'kidtrip;help;forecast'= {
        }
        &'kidtrip;help;visit'= {
        }
        &'kidtrip;help;hide'= {
        }
        &'kidtrip;help;unhide'= {
        }
        &'kidtrip;help;undo'= {
        }
        &'kidtrip;help;history'= {
        }
        &'kidtrip;help;log'= {
        }
        &'kidtrip;help;propose'= {
        }
        &'kidtrip;help;amend'= {
        }
        &'kidtrip;help;approve'= {
        }
        &'kidtrip;help;reject'= {
        }
        &'kidtrip;help;retire'= {
        }
        &'kidtrip;help;review'= {
        }
        &'kidtrip;help;editor'= {
            cand approve 'Let somebody propose and amend places; with --as admin, decide over them too'
            cand revoke 'Take that back: what they proposed before stays as it is'
            cand list 'List who may do what'
        }
        &'kidtrip;help;editor;approve'= {
        }
        &'kidtrip;help;editor;revoke'= {
        }
        &'kidtrip;help;editor;list'= {
        }
        &'kidtrip;help;where'= {
        }
        &'kidtrip;help;catalogue'= {
            cand import 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX'
            cand fetch 'Ask an Overpass server for the places around a location'
            cand list 'List the catalogues'
            cand info 'Show what a catalogue holds: kinds, facts, area, source, date and licence'
            cand remove 'Remove an imported catalogue'
            cand export 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON'
        }
        &'kidtrip;help;catalogue;import'= {
        }
        &'kidtrip;help;catalogue;fetch'= {
        }
        &'kidtrip;help;catalogue;list'= {
        }
        &'kidtrip;help;catalogue;info'= {
        }
        &'kidtrip;help;catalogue;remove'= {
        }
        &'kidtrip;help;catalogue;export'= {
        }
        &'kidtrip;help;config'= {
            cand path 'Print where the config file is looked for'
            cand show 'Print every setting and where it came from'
            cand init 'Write a commented default file; an existing one is left alone'
        }
        &'kidtrip;help;config;path'= {
        }
        &'kidtrip;help;config;show'= {
        }
        &'kidtrip;help;config;init'= {
        }
        &'kidtrip;help;cache'= {
            cand info 'Print where forecasts and drives are cached and how much there is'
            cand clear 'Remove every cached forecast and drive'
        }
        &'kidtrip;help;cache;info'= {
        }
        &'kidtrip;help;cache;clear'= {
        }
        &'kidtrip;help;doctor'= {
        }
        &'kidtrip;help;completions'= {
        }
        &'kidtrip;help;help'= {
        }
    ]
    $completions[$command]
}
