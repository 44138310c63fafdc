"""Documents and spreadsheets as jobs (任务): asked for here, worked off outside the API."""
