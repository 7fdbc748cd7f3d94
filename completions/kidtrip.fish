complete --keep-order --exclusive --command kidtrip --arguments "(COMPLETE=fish kidtrip -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
