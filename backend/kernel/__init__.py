"""Time, ids, money, periods, codes, errors and events: pure, known to everything."""
