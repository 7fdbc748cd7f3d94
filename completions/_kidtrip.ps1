
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'kidtrip' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'kidtrip'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'kidtrip' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('suggest', 'suggest', [CompletionResultType]::ParameterValue, 'Suggest places for a day out, best first')
            [CompletionResult]::new('s', 's', [CompletionResultType]::ParameterValue, 'Suggest places for a day out, best first')
            [CompletionResult]::new('brief', 'brief', [CompletionResultType]::ParameterValue, 'The weekend''s brief as a mail: the better day first, five places, a plan for a wet day, and what has changed')
            [CompletionResult]::new('places', 'places', [CompletionResultType]::ParameterValue, 'List or search the places')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one place: every fact and its source, the drive, the coming days and the best of them')
            [CompletionResult]::new('forecast', 'forecast', [CompletionResultType]::ParameterValue, 'Show the weather of a place or a location hour by hour, and its coming week')
            [CompletionResult]::new('visit', 'visit', [CompletionResultType]::ParameterValue, 'Write down a visit: the place then rests for a while')
            [CompletionResult]::new('hide', 'hide', [CompletionResultType]::ParameterValue, 'Hide a place: it is not suggested any more')
            [CompletionResult]::new('unhide', 'unhide', [CompletionResultType]::ParameterValue, 'Bring back a hidden place')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Take back what was written down: it stays on record, and does not count')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show where the family has been, and what it liked most')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'List everything that was written down, event by event')
            [CompletionResult]::new('propose', 'propose', [CompletionResultType]::ParameterValue, 'Propose a place that is in no catalogue: one''s own is suggested at once, an editor''s when it is approved')
            [CompletionResult]::new('amend', 'amend', [CompletionResultType]::ParameterValue, 'Amend what is known of a place')
            [CompletionResult]::new('approve', 'approve', [CompletionResultType]::ParameterValue, 'Approve a proposal')
            [CompletionResult]::new('reject', 'reject', [CompletionResultType]::ParameterValue, 'Reject a proposal')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Retire a place for good: it is never suggested again')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'List the proposals that wait for a decision')
            [CompletionResult]::new('editor', 'editor', [CompletionResultType]::ParameterValue, 'Say who may propose places to this log, and who may decide over them')
            [CompletionResult]::new('where', 'where', [CompletionResultType]::ParameterValue, 'Show what a location resolves to')
            [CompletionResult]::new('catalogue', 'catalogue', [CompletionResultType]::ParameterValue, 'Bring in the places of any map, list the catalogues, look into one, or take one away')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Find the config file, print every setting with its origin, or write a commented default')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'Show or clear the cache of forecasts and drives')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Look at everything kidtrip rests on, and say what to mend')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;suggest' {
            [CompletionResult]::new('--near', '--near', [CompletionResultType]::ParameterName, 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]')
            [CompletionResult]::new('--leave', '--leave', [CompletionResultType]::ParameterName, 'When you leave home [default: 10:00]')
            [CompletionResult]::new('--back-by', '--back-by', [CompletionResultType]::ParameterName, 'When you must be home again')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]')
            [CompletionResult]::new('--max-drive', '--max-drive', [CompletionResultType]::ParameterName, 'The longest drive, minutes')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds: zoo,museum')
            [CompletionResult]::new('--age', '--age', [CompletionResultType]::ParameterName, 'The children''s ages: 2,7')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'How many places [default: 10]')
            [CompletionResult]::new('--min-score', '--min-score', [CompletionResultType]::ParameterName, 'The least score worth suggesting, 0 to 100')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]')
            [CompletionResult]::new('--each-day', '--each-day', [CompletionResultType]::ParameterName, 'A list for each day, instead of one in which every place is on its best day')
            [CompletionResult]::new('--free', '--free', [CompletionResultType]::ParameterName, 'Only places that cost nothing')
            [CompletionResult]::new('--buggy', '--buggy', [CompletionResultType]::ParameterName, 'Only places a buggy gets round')
            [CompletionResult]::new('--dog', '--dog', [CompletionResultType]::ParameterName, 'Only places that admit dogs')
            [CompletionResult]::new('--indoor', '--indoor', [CompletionResultType]::ParameterName, 'Only places that are essentially indoors')
            [CompletionResult]::new('--outdoor', '--outdoor', [CompletionResultType]::ParameterName, 'Only places that are mostly outdoors')
            [CompletionResult]::new('--typical', '--typical', [CompletionResultType]::ParameterName, 'Plan on climate averages; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Show the arithmetic of each place, and what the weather ruled out')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no service; use cached forecasts of any age')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask for forecasts and drives again, however fresh the cached ones are')
            [CompletionResult]::new('--require-forecast', '--require-forecast', [CompletionResultType]::ParameterName, 'Fail with exit code 4 when no forecast can be had')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No warnings on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No warnings on standard error')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;s' {
            [CompletionResult]::new('--near', '--near', [CompletionResultType]::ParameterName, 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]')
            [CompletionResult]::new('--leave', '--leave', [CompletionResultType]::ParameterName, 'When you leave home [default: 10:00]')
            [CompletionResult]::new('--back-by', '--back-by', [CompletionResultType]::ParameterName, 'When you must be home again')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]')
            [CompletionResult]::new('--max-drive', '--max-drive', [CompletionResultType]::ParameterName, 'The longest drive, minutes')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds: zoo,museum')
            [CompletionResult]::new('--age', '--age', [CompletionResultType]::ParameterName, 'The children''s ages: 2,7')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'How many places [default: 10]')
            [CompletionResult]::new('--min-score', '--min-score', [CompletionResultType]::ParameterName, 'The least score worth suggesting, 0 to 100')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]')
            [CompletionResult]::new('--each-day', '--each-day', [CompletionResultType]::ParameterName, 'A list for each day, instead of one in which every place is on its best day')
            [CompletionResult]::new('--free', '--free', [CompletionResultType]::ParameterName, 'Only places that cost nothing')
            [CompletionResult]::new('--buggy', '--buggy', [CompletionResultType]::ParameterName, 'Only places a buggy gets round')
            [CompletionResult]::new('--dog', '--dog', [CompletionResultType]::ParameterName, 'Only places that admit dogs')
            [CompletionResult]::new('--indoor', '--indoor', [CompletionResultType]::ParameterName, 'Only places that are essentially indoors')
            [CompletionResult]::new('--outdoor', '--outdoor', [CompletionResultType]::ParameterName, 'Only places that are mostly outdoors')
            [CompletionResult]::new('--typical', '--typical', [CompletionResultType]::ParameterName, 'Plan on climate averages; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Show the arithmetic of each place, and what the weather ruled out')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no service; use cached forecasts of any age')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask for forecasts and drives again, however fresh the cached ones are')
            [CompletionResult]::new('--require-forecast', '--require-forecast', [CompletionResultType]::ParameterName, 'Fail with exit code 4 when no forecast can be had')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No warnings on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No warnings on standard error')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;brief' {
            [CompletionResult]::new('--near', '--near', [CompletionResultType]::ParameterName, 'Where you start: a postcode (abroad "DE:10115"), a place ("Newport, Shropshire"), "lat,lon", or a name of your own (places in the config)')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'When: today, tomorrow, sat, weekend, week, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: today before noon, else tomorrow]')
            [CompletionResult]::new('--leave', '--leave', [CompletionResultType]::ParameterName, 'When you leave home [default: 10:00]')
            [CompletionResult]::new('--back-by', '--back-by', [CompletionResultType]::ParameterName, 'When you must be home again')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'How far you go: kilometres as the crow flies, or minutes by car [default: 95min]')
            [CompletionResult]::new('--max-drive', '--max-drive', [CompletionResultType]::ParameterName, 'The longest drive, minutes')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds: zoo,museum')
            [CompletionResult]::new('--age', '--age', [CompletionResultType]::ParameterName, 'The children''s ages: 2,7')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'How many places [default: 10]')
            [CompletionResult]::new('--min-score', '--min-score', [CompletionResultType]::ParameterName, 'The least score worth suggesting, 0 to 100')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table, json, ndjson, csv, markdown, html (one page), email (one message), ics (a calendar), geojson or gpx (waypoints) [default: table]')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Who is to get it, with commas between [default: mail.to in the config]')
            [CompletionResult]::new('--each-day', '--each-day', [CompletionResultType]::ParameterName, 'A list for each day, instead of one in which every place is on its best day')
            [CompletionResult]::new('--free', '--free', [CompletionResultType]::ParameterName, 'Only places that cost nothing')
            [CompletionResult]::new('--buggy', '--buggy', [CompletionResultType]::ParameterName, 'Only places a buggy gets round')
            [CompletionResult]::new('--dog', '--dog', [CompletionResultType]::ParameterName, 'Only places that admit dogs')
            [CompletionResult]::new('--indoor', '--indoor', [CompletionResultType]::ParameterName, 'Only places that are essentially indoors')
            [CompletionResult]::new('--outdoor', '--outdoor', [CompletionResultType]::ParameterName, 'Only places that are mostly outdoors')
            [CompletionResult]::new('--typical', '--typical', [CompletionResultType]::ParameterName, 'Plan on climate averages; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)')
            [CompletionResult]::new('--explain', '--explain', [CompletionResultType]::ParameterName, 'Show the arithmetic of each place, and what the weather ruled out')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no service; use cached forecasts of any age')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask for forecasts and drives again, however fresh the cached ones are')
            [CompletionResult]::new('--require-forecast', '--require-forecast', [CompletionResultType]::ParameterName, 'Fail with exit code 4 when no forecast can be had')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No warnings on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No warnings on standard error')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on standard error')
            [CompletionResult]::new('--send', '--send', [CompletionResultType]::ParameterName, 'Send it by the mail server of the config, once however often this is run')
            [CompletionResult]::new('--again', '--again', [CompletionResultType]::ParameterName, 'Send it though it was sent already')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;places' {
            [CompletionResult]::new('--near', '--near', [CompletionResultType]::ParameterName, 'Only places around here, nearest first: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'How far around: kilometres as the crow flies, or minutes by car [default: 95min]')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only these kinds: zoo,museum')
            [CompletionResult]::new('--catalogue', '--catalogue', [CompletionResultType]::ParameterName, 'Only places of this catalogue: built-in, one that you imported, or your own table by its name')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'How many places [default: all]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table, json, ndjson or csv [default: table]')
            [CompletionResult]::new('--free', '--free', [CompletionResultType]::ParameterName, 'Only places that are known to cost nothing')
            [CompletionResult]::new('--indoor', '--indoor', [CompletionResultType]::ParameterName, 'Only places that are essentially indoors')
            [CompletionResult]::new('--outdoor', '--outdoor', [CompletionResultType]::ParameterName, 'Only places that are mostly outdoors')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;show' {
            [CompletionResult]::new('--near', '--near', [CompletionResultType]::ParameterName, 'Where you start: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config')
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Which days: today, sat, weekend, 2026-11-28, +3, a list such as sat,sun, or a name of your own (days in the config) [default: the next 7 days]')
            [CompletionResult]::new('--leave', '--leave', [CompletionResultType]::ParameterName, 'When you leave home [default: 10:00]')
            [CompletionResult]::new('--back-by', '--back-by', [CompletionResultType]::ParameterName, 'When you must be home again')
            [CompletionResult]::new('--as-of', '--as-of', [CompletionResultType]::ParameterName, 'As it was known at the end of a day that is over: yesterday, sat (the latest one) or 2026-05-01; without the weather')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no service; use cached forecasts of any age')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask for forecasts and the drive again, however fresh the cached ones are')
            [CompletionResult]::new('--typical', '--typical', [CompletionResultType]::ParameterName, 'Climate averages only; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)')
            [CompletionResult]::new('--history', '--history', [CompletionResultType]::ParameterName, 'What happened to it instead: every proposal, decision, amendment and visit, and what passed over what')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;forecast' {
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'Which days: today, sat, weekend, 2026-11-28, +3, or a list such as sat,sun [default: today before noon, else tomorrow]')
            [CompletionResult]::new('--near', '--near', [CompletionResultType]::ParameterName, 'Where you start, to mark when you would be there: a postcode, a place, "lat,lon", or a name of your own from the config')
            [CompletionResult]::new('--leave', '--leave', [CompletionResultType]::ParameterName, 'When you leave home [default: 10:00]')
            [CompletionResult]::new('--back-by', '--back-by', [CompletionResultType]::ParameterName, 'When you must be home again')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table, json or csv (an hour a line)')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no service; use cached forecasts of any age')
            [CompletionResult]::new('--refresh', '--refresh', [CompletionResultType]::ParameterName, 'Ask for the forecast and the drive again, however fresh the cached ones are')
            [CompletionResult]::new('--typical', '--typical', [CompletionResultType]::ParameterName, 'Climate averages only; ask no service (but Open-Meteo''s archive, once, where weather.archive allows it)')
            [CompletionResult]::new('--require-forecast', '--require-forecast', [CompletionResultType]::ParameterName, 'Fail with exit code 4 when no forecast of what is asked can be had')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'No warnings on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'No warnings on standard error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;visit' {
            [CompletionResult]::new('--on', '--on', [CompletionResultType]::ParameterName, 'When you were there: today, yesterday, sat (the latest one, today if it is one) or 2026-11-28 [default: today]')
            [CompletionResult]::new('--rating', '--rating', [CompletionResultType]::ParameterName, 'How you liked it: 1 (not at all) to 5 (again, soon)')
            [CompletionResult]::new('--note', '--note', [CompletionResultType]::ParameterName, 'What you want to remember of it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;hide' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;unhide' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;undo' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;history' {
            [CompletionResult]::new('--calendar', '--calendar', [CompletionResultType]::ParameterName, 'The calendar of a year with the days out marked [default: this year]')
            [CompletionResult]::new('--near', '--near', [CompletionResultType]::ParameterName, 'Where you start: a postcode (abroad "DE:10115"), a place, "lat,lon", or a name of your own from the config')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'How far: kilometres as the crow flies, or minutes by car [default: 95min]')
            [CompletionResult]::new('--top', '--top', [CompletionResultType]::ParameterName, 'How many places [default: 10]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('--never-been', '--never-been', [CompletionResultType]::ParameterName, 'The places near home where you have never been, nearest first')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;log' {
            [CompletionResult]::new('--place', '--place', [CompletionResultType]::ParameterName, 'Only what is about this place: its id, its name, or its catalogue and id')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only events of these types: VisitRecorded,DestinationHidden')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Only what this person wrote down')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what was written down since: today, yesterday, sat (the latest one) or 2026-11-28; or after an event, by its id')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table, json (with what was undone, and what was written apart), ndjson (an event a line, as it is kept) or csv')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what was written down, the oldest first')
            [CompletionResult]::new('follow', 'follow', [CompletionResultType]::ParameterValue, 'Print the last events, and then each as it is written down, until Ctrl-C')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print the events as they are kept, a line of JSON each: for another parent''s `log import`, or a backup')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take in the events of a file that `log export` has made; those that are known stay as they are')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Take in the events of another data folder, or of any folder with an events.jsonl')
            [CompletionResult]::new('rebuild', 'rebuild', [CompletionResultType]::ParameterValue, 'Make everything again that is made from the log')
            [CompletionResult]::new('hooks', 'hooks', [CompletionResultType]::ParameterValue, 'List the programs that are run for events, what waits for them, and what they failed at')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;log;list' {
            [CompletionResult]::new('--place', '--place', [CompletionResultType]::ParameterName, 'Only what is about this place: its id, its name, or its catalogue and id')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only events of these types: VisitRecorded,DestinationHidden')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Only what this person wrote down')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what was written down since: today, yesterday, sat (the latest one) or 2026-11-28; or after an event, by its id')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table, json (with what was undone, and what was written apart), ndjson (an event a line, as it is kept) or csv')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;log;follow' {
            [CompletionResult]::new('--place', '--place', [CompletionResultType]::ParameterName, 'Only what is about this place: its id, its name, or its catalogue and id')
            [CompletionResult]::new('--type', '--type', [CompletionResultType]::ParameterName, 'Only events of these types: VisitRecorded,DestinationHidden')
            [CompletionResult]::new('--by', '--by', [CompletionResultType]::ParameterName, 'Only what this person wrote down')
            [CompletionResult]::new('--last', '--last', [CompletionResultType]::ParameterName, 'How many of the events that are there to begin with')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or ndjson (an event a line, as it is kept)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;log;export' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what was written down since: today, yesterday, sat or 2026-11-28; or what came into this log after an event, by its id')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;log;import' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json: how to print what was new, left out, and decided both ways')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;log;merge' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json: how to print what was new, left out, and decided both ways')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;log;rebuild' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;log;hooks' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('--run', '--run', [CompletionResultType]::ParameterName, 'Run them first for what waits')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;log;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what was written down, the oldest first')
            [CompletionResult]::new('follow', 'follow', [CompletionResultType]::ParameterValue, 'Print the last events, and then each as it is written down, until Ctrl-C')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print the events as they are kept, a line of JSON each: for another parent''s `log import`, or a backup')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Take in the events of a file that `log export` has made; those that are known stay as they are')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Take in the events of another data folder, or of any folder with an events.jsonl')
            [CompletionResult]::new('rebuild', 'rebuild', [CompletionResultType]::ParameterValue, 'Make everything again that is made from the log')
            [CompletionResult]::new('hooks', 'hooks', [CompletionResultType]::ParameterValue, 'List the programs that are run for events, what waits for them, and what they failed at')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;log;help;list' {
            break
        }
        'kidtrip;log;help;follow' {
            break
        }
        'kidtrip;log;help;export' {
            break
        }
        'kidtrip;log;help;import' {
            break
        }
        'kidtrip;log;help;merge' {
            break
        }
        'kidtrip;log;help;rebuild' {
            break
        }
        'kidtrip;log;help;hooks' {
            break
        }
        'kidtrip;log;help;help' {
            break
        }
        'kidtrip;propose' {
            [CompletionResult]::new('--at', '--at', [CompletionResultType]::ParameterName, 'Where it is: a postcode, or "lat,lon"')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'The kind of place: playground')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'An id of its own [default: made from the name]')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;amend' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;approve' {
            [CompletionResult]::new('--because', '--because', [CompletionResultType]::ParameterName, 'Why')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;reject' {
            [CompletionResult]::new('--because', '--because', [CompletionResultType]::ParameterName, 'Why')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;retire' {
            [CompletionResult]::new('--because', '--because', [CompletionResultType]::ParameterName, 'Why')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;review' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;editor' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('approve', 'approve', [CompletionResultType]::ParameterValue, 'Let somebody propose and amend places; with --as admin, decide over them too')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Take that back: what they proposed before stays as it is')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List who may do what')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;editor;approve' {
            [CompletionResult]::new('--as', '--as', [CompletionResultType]::ParameterName, 'editor (proposes and amends) or admin (decides over proposals and editors too)')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;editor;revoke' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;editor;list' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;editor;help' {
            [CompletionResult]::new('approve', 'approve', [CompletionResultType]::ParameterValue, 'Let somebody propose and amend places; with --as admin, decide over them too')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Take that back: what they proposed before stays as it is')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List who may do what')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;editor;help;approve' {
            break
        }
        'kidtrip;editor;help;revoke' {
            break
        }
        'kidtrip;editor;help;list' {
            break
        }
        'kidtrip;editor;help;help' {
            break
        }
        'kidtrip;where' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'List every place of that name')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no service, even where locate.online allows it')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;catalogue' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX')
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Ask an Overpass server for the places around a location')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the catalogues')
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show what a catalogue holds: kinds, facts, area, source, date and licence')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove an imported catalogue')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;catalogue;import' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'What to call the catalogue; one of that name is replaced [default: after the file or the location]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json: how to print what was kept, merged and left out, and why; of several catalogues a line of JSON each')
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'The kind of places without one of their own: in CSV and GPX files that do not say')
            [CompletionResult]::new('--attribution', '--attribution', [CompletionResultType]::ParameterName, 'Whom to credit wherever these places are shown; without it whom the file names, and OpenStreetMap for its formats')
            [CompletionResult]::new('--licence', '--licence', [CompletionResultType]::ParameterName, 'The licence of the file; without it the one that its format tells')
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Kinds to take that are left out otherwise: viewpoint')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Nothing but errors on standard error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would come in, and leave everything as it is')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;catalogue;fetch' {
            [CompletionResult]::new('--near', '--near', [CompletionResultType]::ParameterName, 'Around where: a postcode, a place, "lat,lon", or a name of your own from the config')
            [CompletionResult]::new('--within', '--within', [CompletionResultType]::ParameterName, 'How far around, in kilometres [default: 40km]')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'What to call the catalogue; one of that name is replaced [default: after the file or the location]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json: how to print what was kept, merged and left out, and why; of several catalogues a line of JSON each')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Nothing but errors on standard error')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;catalogue;list' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;catalogue;info' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;catalogue;remove' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;catalogue;export' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'csv or geojson')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;catalogue;help' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX')
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Ask an Overpass server for the places around a location')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the catalogues')
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show what a catalogue holds: kinds, facts, area, source, date and licence')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove an imported catalogue')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;catalogue;help;import' {
            break
        }
        'kidtrip;catalogue;help;fetch' {
            break
        }
        'kidtrip;catalogue;help;list' {
            break
        }
        'kidtrip;catalogue;help;info' {
            break
        }
        'kidtrip;catalogue;help;remove' {
            break
        }
        'kidtrip;catalogue;help;export' {
            break
        }
        'kidtrip;catalogue;help;help' {
            break
        }
        'kidtrip;config' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print where the config file is looked for')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting and where it came from')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a commented default file; an existing one is left alone')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;config;path' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;config;show' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;config;init' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;config;help' {
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print where the config file is looked for')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting and where it came from')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a commented default file; an existing one is left alone')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;config;help;path' {
            break
        }
        'kidtrip;config;help;show' {
            break
        }
        'kidtrip;config;help;init' {
            break
        }
        'kidtrip;config;help;help' {
            break
        }
        'kidtrip;cache' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Print where forecasts and drives are cached and how much there is')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Remove every cached forecast and drive')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;cache;info' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;cache;clear' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;cache;help' {
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Print where forecasts and drives are cached and how much there is')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Remove every cached forecast and drive')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;cache;help;info' {
            break
        }
        'kidtrip;cache;help;clear' {
            break
        }
        'kidtrip;cache;help;help' {
            break
        }
        'kidtrip;doctor' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'table or json')
            [CompletionResult]::new('--set-aside', '--set-aside', [CompletionResultType]::ParameterName, 'Move damaged lines of what the family wrote down to a file of their own, so that more can be written down')
            [CompletionResult]::new('--offline', '--offline', [CompletionResultType]::ParameterName, 'Ask no service whether it answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'kidtrip;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'kidtrip;help' {
            [CompletionResult]::new('suggest', 'suggest', [CompletionResultType]::ParameterValue, 'Suggest places for a day out, best first')
            [CompletionResult]::new('brief', 'brief', [CompletionResultType]::ParameterValue, 'The weekend''s brief as a mail: the better day first, five places, a plan for a wet day, and what has changed')
            [CompletionResult]::new('places', 'places', [CompletionResultType]::ParameterValue, 'List or search the places')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one place: every fact and its source, the drive, the coming days and the best of them')
            [CompletionResult]::new('forecast', 'forecast', [CompletionResultType]::ParameterValue, 'Show the weather of a place or a location hour by hour, and its coming week')
            [CompletionResult]::new('visit', 'visit', [CompletionResultType]::ParameterValue, 'Write down a visit: the place then rests for a while')
            [CompletionResult]::new('hide', 'hide', [CompletionResultType]::ParameterValue, 'Hide a place: it is not suggested any more')
            [CompletionResult]::new('unhide', 'unhide', [CompletionResultType]::ParameterValue, 'Bring back a hidden place')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Take back what was written down: it stays on record, and does not count')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'Show where the family has been, and what it liked most')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'List everything that was written down, event by event')
            [CompletionResult]::new('propose', 'propose', [CompletionResultType]::ParameterValue, 'Propose a place that is in no catalogue: one''s own is suggested at once, an editor''s when it is approved')
            [CompletionResult]::new('amend', 'amend', [CompletionResultType]::ParameterValue, 'Amend what is known of a place')
            [CompletionResult]::new('approve', 'approve', [CompletionResultType]::ParameterValue, 'Approve a proposal')
            [CompletionResult]::new('reject', 'reject', [CompletionResultType]::ParameterValue, 'Reject a proposal')
            [CompletionResult]::new('retire', 'retire', [CompletionResultType]::ParameterValue, 'Retire a place for good: it is never suggested again')
            [CompletionResult]::new('review', 'review', [CompletionResultType]::ParameterValue, 'List the proposals that wait for a decision')
            [CompletionResult]::new('editor', 'editor', [CompletionResultType]::ParameterValue, 'Say who may propose places to this log, and who may decide over them')
            [CompletionResult]::new('where', 'where', [CompletionResultType]::ParameterValue, 'Show what a location resolves to')
            [CompletionResult]::new('catalogue', 'catalogue', [CompletionResultType]::ParameterValue, 'Bring in the places of any map, list the catalogues, look into one, or take one away')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Find the config file, print every setting with its origin, or write a commented default')
            [CompletionResult]::new('cache', 'cache', [CompletionResultType]::ParameterValue, 'Show or clear the cache of forecasts and drives')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Look at everything kidtrip rests on, and say what to mend')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print completions for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'kidtrip;help;suggest' {
            break
        }
        'kidtrip;help;brief' {
            break
        }
        'kidtrip;help;places' {
            break
        }
        'kidtrip;help;show' {
            break
        }
        'kidtrip;help;forecast' {
            break
        }
        'kidtrip;help;visit' {
            break
        }
        'kidtrip;help;hide' {
            break
        }
        'kidtrip;help;unhide' {
            break
        }
        'kidtrip;help;undo' {
            break
        }
        'kidtrip;help;history' {
            break
        }
        'kidtrip;help;log' {
            break
        }
        'kidtrip;help;propose' {
            break
        }
        'kidtrip;help;amend' {
            break
        }
        'kidtrip;help;approve' {
            break
        }
        'kidtrip;help;reject' {
            break
        }
        'kidtrip;help;retire' {
            break
        }
        'kidtrip;help;review' {
            break
        }
        'kidtrip;help;editor' {
            [CompletionResult]::new('approve', 'approve', [CompletionResultType]::ParameterValue, 'Let somebody propose and amend places; with --as admin, decide over them too')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Take that back: what they proposed before stays as it is')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List who may do what')
            break
        }
        'kidtrip;help;editor;approve' {
            break
        }
        'kidtrip;help;editor;revoke' {
            break
        }
        'kidtrip;help;editor;list' {
            break
        }
        'kidtrip;help;where' {
            break
        }
        'kidtrip;help;catalogue' {
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Bring in the places of a map: .osm.pbf, Overpass JSON, GeoJSON, CSV or GPX')
            [CompletionResult]::new('fetch', 'fetch', [CompletionResultType]::ParameterValue, 'Ask an Overpass server for the places around a location')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the catalogues')
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Show what a catalogue holds: kinds, facts, area, source, date and licence')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove an imported catalogue')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print a catalogue as a table of places (CSV in the columns of data/destinations.csv), or as GeoJSON')
            break
        }
        'kidtrip;help;catalogue;import' {
            break
        }
        'kidtrip;help;catalogue;fetch' {
            break
        }
        'kidtrip;help;catalogue;list' {
            break
        }
        'kidtrip;help;catalogue;info' {
            break
        }
        'kidtrip;help;catalogue;remove' {
            break
        }
        'kidtrip;help;catalogue;export' {
            break
        }
        'kidtrip;help;config' {
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print where the config file is looked for')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print every setting and where it came from')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Write a commented default file; an existing one is left alone')
            break
        }
        'kidtrip;help;config;path' {
            break
        }
        'kidtrip;help;config;show' {
            break
        }
        'kidtrip;help;config;init' {
            break
        }
        'kidtrip;help;cache' {
            [CompletionResult]::new('info', 'info', [CompletionResultType]::ParameterValue, 'Print where forecasts and drives are cached and how much there is')
            [CompletionResult]::new('clear', 'clear', [CompletionResultType]::ParameterValue, 'Remove every cached forecast and drive')
            break
        }
        'kidtrip;help;cache;info' {
            break
        }
        'kidtrip;help;cache;clear' {
            break
        }
        'kidtrip;help;doctor' {
            break
        }
        'kidtrip;help;completions' {
            break
        }
        'kidtrip;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
