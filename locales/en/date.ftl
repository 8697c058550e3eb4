# Days, months and periods.
date-day = { $day } { $month } { $year }
date-clock = { $day } at { $hour }:{ $minute }
date-month = { $month } { $year }
date-quarter = quarter { $quarter } of { $year }
date-january = January
date-february = February
date-march = March
date-april = April
date-may = May
date-june = June
date-july = July
date-august = August
date-september = September
date-october = October
date-november = November
date-december = December
