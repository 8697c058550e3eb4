//! The public holidays of `law/calendar/holidays.toml` against an outside calendar.
//!
//! `tests/fixtures/holidays.json` is written by `oracle/holidays_fixture.py` from the PyPI package
//! `holidays`; the fixture says which version.

use omhu_law::calendar::{Day, days_in_month};
use omhu_law::load;

#[test]
fn every_day_from_2000_to_2035_is_a_holiday_in_both_or_in_neither() {
    let fixture: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/fixtures/holidays.json"))
            .expect("the fixture is JSON");
    let days = fixture["days"].as_object().expect("the fixture has days");
    let book = load::embedded(false).expect("the law book is sound");
    let mut checked = 0;
    for year in 2000..=2035 {
        for month in 1..=12 {
            for day in 1..=days_in_month(year, month) {
                let day = Day::from_civil(year, month, day);
                let outside = days.get(&day.to_string());
                assert_eq!(
                    book.holidays.contains(day),
                    outside.is_some(),
                    "{day}: holidays {} says {outside:?}, omhu says {:?}",
                    fixture["made_by"]["version"],
                    book.holidays
                        .of_year(year)
                        .iter()
                        .find(|(d, _)| *d == day)
                        .map(|(_, r)| &r.title),
                );
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 13_149, "36 years, 9 of them leap years");
    assert_eq!(fixture["first_year"], 2000);
    assert_eq!(fixture["last_year"], 2035);
}
