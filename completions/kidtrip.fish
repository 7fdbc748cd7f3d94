# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_kidtrip_global_optspecs
    string join \n h/help V/version
end

function __fish_kidtrip_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_kidtrip_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_kidtrip_using_subcommand
    set -l cmd (__fish_kidtrip_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c kidtrip -n "__fish_kidtrip_needs_command" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -s V -l version -d 'Print version'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "suggest" -d 'Suggest places for a day out, best first'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "s" -d 'Suggest places for a day out, best first'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "brief" -d 'The weekend\'s brief as a mail: the better day first, five places, a plan for a wet day, and what has changed'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "places" -d 'List or search the places'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "show" -d 'Show one place: every fact and its source, the drive, the coming days and the best of them'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "forecast" -d 'Show the weather of a place or a location hour by hour, and its coming week'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "visit" -d 'Write down a visit: the place then rests for a while'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "hide" -d 'Hide a place: it is not suggested any more'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "unhide" -d 'Bring back a hidden place'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "undo" -d 'Take back what was written down: it stays on record, and does not count'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "history" -d 'Show where the family has been, and what it liked most'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "log" -d 'List everything that was written down, event by event'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "propose" -d 'Propose a place that is in no catalogue: one\'s own is suggested at once, an editor\'s when it is approved'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "amend" -d 'Amend what is known of a place'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "approve" -d 'Approve a proposal'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "reject" -d 'Reject a proposal'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "retire" -d 'Retire a place for good: it is never suggested again'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "review" -d 'List the proposals that wait for a decision'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "editor" -d 'Say who may propose places to this log, and who may decide over them'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "where" -d 'Show what a location resolves to'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "catalogue" -d 'Bring in the places of any map, list the catalogues, look into one, or take one away'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "config" -d 'Find the config file, print every setting with its origin, or write a commented default'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "cache" -d 'Show or clear the cache of forecasts and drives'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "doctor" -d 'Look at everything kidtrip rests on, and say what to mend'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c kidtrip -n "__fish_kidtrip_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l near -d 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l on -d 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l leave -d 'When you leave home [default: 10:00]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l back-by -d 'When you must be home again' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l within -d 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l max-drive -d 'The longest drive, minutes' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l kind -d 'Only these kinds: zoo,museum' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l age -d 'The children\'s ages: 2,7' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l top -d 'How many places [default: 10]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l min-score -d 'The least score worth suggesting, 0 to 100' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l format -d 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
markdown\t''
html\t''
email\t''
ics\t''
geojson\t''
gpx\t''"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l each-day -d 'A list for each day, instead of one in which every place is on its best day'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l free -d 'Only places that cost nothing'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l buggy -d 'Only places a buggy gets round'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l dog -d 'Only places that admit dogs'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l indoor -d 'Only places that are essentially indoors'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l outdoor -d 'Only places that are mostly outdoors'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l typical -d 'Plan on climate averages; ask no service (but Open-Meteo\'s archive, once, where weather.archive allows it)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l explain -d 'Show the arithmetic of each place, and what the weather ruled out'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l offline -d 'Ask no service; use cached forecasts of any age'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l refresh -d 'Ask for forecasts and drives again, however fresh the cached ones are'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -l require-forecast -d 'Fail with exit code 4 when no forecast can be had'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -s q -l quiet -d 'No warnings on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -s v -l verbose -d 'Say more on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand suggest" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l near -d 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l on -d 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l leave -d 'When you leave home [default: 10:00]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l back-by -d 'When you must be home again' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l within -d 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l max-drive -d 'The longest drive, minutes' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l kind -d 'Only these kinds: zoo,museum' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l age -d 'The children\'s ages: 2,7' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l top -d 'How many places [default: 10]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l min-score -d 'The least score worth suggesting, 0 to 100' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l format -d 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
markdown\t''
html\t''
email\t''
ics\t''
geojson\t''
gpx\t''"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l each-day -d 'A list for each day, instead of one in which every place is on its best day'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l free -d 'Only places that cost nothing'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l buggy -d 'Only places a buggy gets round'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l dog -d 'Only places that admit dogs'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l indoor -d 'Only places that are essentially indoors'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l outdoor -d 'Only places that are mostly outdoors'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l typical -d 'Plan on climate averages; ask no service (but Open-Meteo\'s archive, once, where weather.archive allows it)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l explain -d 'Show the arithmetic of each place, and what the weather ruled out'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l offline -d 'Ask no service; use cached forecasts of any age'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l refresh -d 'Ask for forecasts and drives again, however fresh the cached ones are'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -l require-forecast -d 'Fail with exit code 4 when no forecast can be had'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -s q -l quiet -d 'No warnings on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -s v -l verbose -d 'Say more on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand s" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l near -d 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l on -d 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l leave -d 'When you leave home [default: 10:00]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l back-by -d 'When you must be home again' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l within -d 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l max-drive -d 'The longest drive, minutes' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l kind -d 'Only these kinds: zoo,museum' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l age -d 'The children\'s ages: 2,7' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l top -d 'How many places [default: 10]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l min-score -d 'The least score worth suggesting, 0 to 100' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l format -d 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''
markdown\t''
html\t''
email\t''
ics\t''
geojson\t''
gpx\t''"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l to -d 'Who is to get it, with commas between [default: mail.to in the config]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l each-day -d 'A list for each day, instead of one in which every place is on its best day'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l free -d 'Only places that cost nothing'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l buggy -d 'Only places a buggy gets round'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l dog -d 'Only places that admit dogs'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l indoor -d 'Only places that are essentially indoors'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l outdoor -d 'Only places that are mostly outdoors'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l typical -d 'Plan on climate averages; ask no service (but Open-Meteo\'s archive, once, where weather.archive allows it)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l explain -d 'Show the arithmetic of each place, and what the weather ruled out'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l offline -d 'Ask no service; use cached forecasts of any age'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l refresh -d 'Ask for forecasts and drives again, however fresh the cached ones are'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l require-forecast -d 'Fail with exit code 4 when no forecast can be had'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -s q -l quiet -d 'No warnings on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -s v -l verbose -d 'Say more on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l send -d 'Send it by the mail server of the config, once however often this is run'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -l again -d 'Send it though it was sent already'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand brief" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l near -d 'Only places around here, nearest first: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l within -d 'How far around: kilometres as the crow flies, or minutes by car [default: 95min]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l kind -d 'Only these kinds: zoo,museum' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l catalogue -d 'Only places of this catalogue: built-in, one that you imported, or your own table by its name' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l top -d 'How many places [default: all]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l format -d 'table, json, ndjson or csv [default: table]' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l free -d 'Only places that are known to cost nothing'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l indoor -d 'Only places that are essentially indoors'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -l outdoor -d 'Only places that are mostly outdoors'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand places" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l near -d 'Where you start: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l on -d 'Which days: today, sat, weekend, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: the next 7 days]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l leave -d 'When you leave home [default: 10:00]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l back-by -d 'When you must be home again' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l as-of -d 'As it was known at the end of a day that is over: yesterday, sat (the latest one) or 2026-05-01; without the weather' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l offline -d 'Ask no service; use cached forecasts of any age'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l refresh -d 'Ask for forecasts and the drive again, however fresh the cached ones are'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l typical -d 'Climate averages only; ask no service (but Open-Meteo\'s archive, once, where weather.archive allows it)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -l history -d 'What happened to it instead: every proposal, decision, amendment and visit, and what passed over what'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l on -d 'Which days: today, sat, weekend, 2026-11-28, +3, or a list such as sat,sun [default: today before noon, else tomorrow]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l near -d 'Where you start, to mark when you would be there: a postcode, a place, "lat,lon", or a name of your own from the config' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l leave -d 'When you leave home [default: 10:00]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l back-by -d 'When you must be home again' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l format -d 'table, json or csv (an hour a line)' -r -f -a "table\t'For the eye: the hours as a chart'
json\t'One JSON document'
csv\t'An hour a line'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l offline -d 'Ask no service; use cached forecasts of any age'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l refresh -d 'Ask for the forecast and the drive again, however fresh the cached ones are'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l typical -d 'Climate averages only; ask no service (but Open-Meteo\'s archive, once, where weather.archive allows it)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -l require-forecast -d 'Fail with exit code 4 when no forecast of what is asked can be had'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -s q -l quiet -d 'No warnings on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand forecast" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand visit" -l on -d 'When you were there: today, yesterday, sat (the latest one, today if it is one) or 2026-11-28 [default: today]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand visit" -l rating -d 'How you liked it: 1 (not at all) to 5 (again, soon)' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand visit" -l note -d 'What you want to remember of it' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand visit" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand hide" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand unhide" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand undo" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand history" -l calendar -d 'The calendar of a year with the days out marked [default: this year]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand history" -l near -d 'Where you start: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand history" -l within -d 'How far: kilometres as the crow flies, or minutes by car [default: 95min]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand history" -l top -d 'How many places [default: 10]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand history" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand history" -l never-been -d 'The places near home where you have never been, nearest first'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -l place -d 'Only what is about this place: its id, its name, or its catalogue and id' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -l type -d 'Only events of these types: VisitRecorded,DestinationHidden' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -l by -d 'Only what this person wrote down' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -l since -d 'Only what was written down since: today, yesterday, sat (the latest one) or 2026-11-28; or after an event, by its id' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -l format -d 'table, json (with what was undone, and what was written apart), ndjson (an event a line, as it is kept) or csv' -r -f -a "table\t'For the eye'
json\t'One JSON document'
ndjson\t'An event a line, as it is kept'
csv\t'For a spreadsheet'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -f -a "list" -d 'List what was written down, the oldest first'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -f -a "follow" -d 'Print the last events, and then each as it is written down, until Ctrl-C'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -f -a "export" -d 'Print the events as they are kept, a line of JSON each: for another parent\'s `log import`, or a backup'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -f -a "import" -d 'Take in the events of a file that `log export` has made; those that are known stay as they are'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -f -a "merge" -d 'Take in the events of another data folder, or of any folder with an events.jsonl'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -f -a "rebuild" -d 'Make everything again that is made from the log'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -f -a "hooks" -d 'List the programs that are run for events, what waits for them, and what they failed at'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and not __fish_seen_subcommand_from list follow export import merge rebuild hooks help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from list" -l place -d 'Only what is about this place: its id, its name, or its catalogue and id' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from list" -l type -d 'Only events of these types: VisitRecorded,DestinationHidden' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from list" -l by -d 'Only what this person wrote down' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from list" -l since -d 'Only what was written down since: today, yesterday, sat (the latest one) or 2026-11-28; or after an event, by its id' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from list" -l format -d 'table, json (with what was undone, and what was written apart), ndjson (an event a line, as it is kept) or csv' -r -f -a "table\t'For the eye'
json\t'One JSON document'
ndjson\t'An event a line, as it is kept'
csv\t'For a spreadsheet'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from follow" -l place -d 'Only what is about this place: its id, its name, or its catalogue and id' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from follow" -l type -d 'Only events of these types: VisitRecorded,DestinationHidden' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from follow" -l by -d 'Only what this person wrote down' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from follow" -l last -d 'How many of the events that are there to begin with' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from follow" -l format -d 'table or ndjson (an event a line, as it is kept)' -r -f -a "table\t'For the eye'
ndjson\t'An event a line, as it is kept'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from follow" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from export" -l since -d 'Only what was written down since: today, yesterday, sat or 2026-11-28; or what came into this log after an event, by its id' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from import" -l format -d 'table or json: how to print what was new, left out, and decided both ways' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from merge" -l format -d 'table or json: how to print what was new, left out, and decided both ways' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from rebuild" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from hooks" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from hooks" -l run -d 'Run them first for what waits'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from hooks" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from help" -f -a "list" -d 'List what was written down, the oldest first'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from help" -f -a "follow" -d 'Print the last events, and then each as it is written down, until Ctrl-C'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print the events as they are kept, a line of JSON each: for another parent\'s `log import`, or a backup'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from help" -f -a "import" -d 'Take in the events of a file that `log export` has made; those that are known stay as they are'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from help" -f -a "merge" -d 'Take in the events of another data folder, or of any folder with an events.jsonl'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from help" -f -a "rebuild" -d 'Make everything again that is made from the log'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from help" -f -a "hooks" -d 'List the programs that are run for events, what waits for them, and what they failed at'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand log; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand propose" -l at -d 'Where it is: a postcode, or "lat,lon"' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand propose" -l kind -d 'The kind of place: playground' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand propose" -l id -d 'An id of its own [default: made from the name]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand propose" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand amend" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand approve" -l because -d 'Why' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand approve" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand reject" -l because -d 'Why' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand reject" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand retire" -l because -d 'Why' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand retire" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand review" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand review" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and not __fish_seen_subcommand_from approve revoke list help" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and not __fish_seen_subcommand_from approve revoke list help" -f -a "approve" -d 'Let somebody propose and amend places; with --as admin, decide over them too'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and not __fish_seen_subcommand_from approve revoke list help" -f -a "revoke" -d 'Take that back: what they proposed before stays as it is'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and not __fish_seen_subcommand_from approve revoke list help" -f -a "list" -d 'List who may do what'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and not __fish_seen_subcommand_from approve revoke list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from approve" -l as -d 'editor (proposes and amends) or admin (decides over proposals and editors too)' -r -f -a "editor\t'Proposes and amends'
admin\t'Decides over proposals and editors too'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from approve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from list" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from help" -f -a "approve" -d 'Let somebody propose and amend places; with --as admin, decide over them too'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Take that back: what they proposed before stays as it is'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from help" -f -a "list" -d 'List who may do what'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand editor; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand where" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand where" -l all -d 'List every place of that name'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand where" -l offline -d 'Ask no service, even where locate.online allows it'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand where" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and not __fish_seen_subcommand_from import fetch list info remove export help" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and not __fish_seen_subcommand_from import fetch list info remove export help" -f -a "import" -d 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and not __fish_seen_subcommand_from import fetch list info remove export help" -f -a "fetch" -d 'Ask an Overpass server for the places around a location'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and not __fish_seen_subcommand_from import fetch list info remove export help" -f -a "list" -d 'List the catalogues'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and not __fish_seen_subcommand_from import fetch list info remove export help" -f -a "info" -d 'Show what a catalogue holds: kinds, facts, area, source, date and licence'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and not __fish_seen_subcommand_from import fetch list info remove export help" -f -a "remove" -d 'Remove an imported catalogue'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and not __fish_seen_subcommand_from import fetch list info remove export help" -f -a "export" -d 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and not __fish_seen_subcommand_from import fetch list info remove export help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -l name -d 'What to call the catalogue; one of that name is replaced [default: after the file or the location]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -l format -d 'table or json: how to print what was kept, merged and left out, and why; of several catalogues a line of JSON each' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -l kind -d 'The kind of places without one of their own: in CSV and GPX files that do not say' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -l attribution -d 'Whom to credit wherever these places are shown; without it whom the file names, and OpenStreetMap for its formats' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -l licence -d 'The licence of the file; without it the one that its format tells' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -l include -d 'Kinds to take that are left out otherwise: viewpoint' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Nothing but errors on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -l dry-run -d 'Say what would come in, and leave everything as it is'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from fetch" -l near -d 'Around where: a postcode, a place, "lat,lon", or a name of your own from the config' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from fetch" -l within -d 'How far around, in kilometres [default: 40km]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from fetch" -l name -d 'What to call the catalogue; one of that name is replaced [default: after the file or the location]' -r
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from fetch" -l format -d 'table or json: how to print what was kept, merged and left out, and why; of several catalogues a line of JSON each' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from fetch" -s q -l quiet -d 'Nothing but errors on standard error'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from fetch" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from list" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from info" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from export" -l format -d 'csv or geojson' -r -f -a "csv\t'In the columns of data/destinations.csv'
geojson\t'A feature collection of points'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from help" -f -a "import" -d 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from help" -f -a "fetch" -d 'Ask an Overpass server for the places around a location'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the catalogues'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from help" -f -a "info" -d 'Show what a catalogue holds: kinds, facts, area, source, date and licence'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove an imported catalogue'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand catalogue; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and not __fish_seen_subcommand_from path show init help" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and not __fish_seen_subcommand_from path show init help" -f -a "path" -d 'Print where the config file is looked for'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and not __fish_seen_subcommand_from path show init help" -f -a "show" -d 'Print every setting and where it came from'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and not __fish_seen_subcommand_from path show init help" -f -a "init" -d 'Write a commented default file; an existing one is left alone'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and not __fish_seen_subcommand_from path show init help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and __fish_seen_subcommand_from show" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Print where the config file is looked for'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print every setting and where it came from'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "init" -d 'Write a commented default file; an existing one is left alone'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and not __fish_seen_subcommand_from info clear help" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and not __fish_seen_subcommand_from info clear help" -f -a "info" -d 'Print where forecasts and drives are cached and how much there is'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and not __fish_seen_subcommand_from info clear help" -f -a "clear" -d 'Remove every cached forecast and drive'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and not __fish_seen_subcommand_from info clear help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and __fish_seen_subcommand_from info" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and __fish_seen_subcommand_from clear" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "info" -d 'Print where forecasts and drives are cached and how much there is'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "clear" -d 'Remove every cached forecast and drive'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand cache; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand doctor" -l format -d 'table or json' -r -f -a "table\t'For the eye'
json\t'One JSON document'"
complete -c kidtrip -n "__fish_kidtrip_using_subcommand doctor" -l set-aside -d 'Move damaged lines of what the family wrote down to a file of their own, so that more can be written down'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand doctor" -l offline -d 'Ask no service whether it answers'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand completions" -s h -l help -d 'Print help'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "suggest" -d 'Suggest places for a day out, best first'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "brief" -d 'The weekend\'s brief as a mail: the better day first, five places, a plan for a wet day, and what has changed'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "places" -d 'List or search the places'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "show" -d 'Show one place: every fact and its source, the drive, the coming days and the best of them'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "forecast" -d 'Show the weather of a place or a location hour by hour, and its coming week'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "visit" -d 'Write down a visit: the place then rests for a while'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "hide" -d 'Hide a place: it is not suggested any more'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "unhide" -d 'Bring back a hidden place'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "undo" -d 'Take back what was written down: it stays on record, and does not count'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "history" -d 'Show where the family has been, and what it liked most'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "log" -d 'List everything that was written down, event by event'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "propose" -d 'Propose a place that is in no catalogue: one\'s own is suggested at once, an editor\'s when it is approved'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "amend" -d 'Amend what is known of a place'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "approve" -d 'Approve a proposal'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "reject" -d 'Reject a proposal'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "retire" -d 'Retire a place for good: it is never suggested again'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "review" -d 'List the proposals that wait for a decision'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "editor" -d 'Say who may propose places to this log, and who may decide over them'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "where" -d 'Show what a location resolves to'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "catalogue" -d 'Bring in the places of any map, list the catalogues, look into one, or take one away'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "config" -d 'Find the config file, print every setting with its origin, or write a commented default'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "cache" -d 'Show or clear the cache of forecasts and drives'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "doctor" -d 'Look at everything kidtrip rests on, and say what to mend'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "completions" -d 'Print completions for a shell'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and not __fish_seen_subcommand_from suggest brief places show forecast visit hide unhide undo history log propose amend approve reject retire review editor where catalogue config cache doctor completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from editor" -f -a "approve" -d 'Let somebody propose and amend places; with --as admin, decide over them too'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from editor" -f -a "revoke" -d 'Take that back: what they proposed before stays as it is'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from editor" -f -a "list" -d 'List who may do what'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from catalogue" -f -a "import" -d 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from catalogue" -f -a "fetch" -d 'Ask an Overpass server for the places around a location'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from catalogue" -f -a "list" -d 'List the catalogues'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from catalogue" -f -a "info" -d 'Show what a catalogue holds: kinds, facts, area, source, date and licence'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from catalogue" -f -a "remove" -d 'Remove an imported catalogue'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from catalogue" -f -a "export" -d 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Print where the config file is looked for'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Print every setting and where it came from'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "init" -d 'Write a commented default file; an existing one is left alone'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "info" -d 'Print where forecasts and drives are cached and how much there is'
complete -c kidtrip -n "__fish_kidtrip_using_subcommand help; and __fish_seen_subcommand_from cache" -f -a "clear" -d 'Remove every cached forecast and drive'
