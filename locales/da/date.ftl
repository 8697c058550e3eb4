# Days, months and periods.
date-day = { $day }. { $month } { $year }
date-clock = { $day } kl. { $hour }.{ $minute }
date-month = { $month } { $year }
date-quarter = { $quarter }. kvartal { $year }
date-january = januar
date-february = februar
date-march = marts
date-april = april
date-may = maj
date-june = juni
date-july = juli
date-august = august
date-september = september
date-october = oktober
date-november = november
date-december = december
