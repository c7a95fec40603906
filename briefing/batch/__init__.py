"""A matrix of data sets, periods and audiences in; many briefings out, on many cores."""
