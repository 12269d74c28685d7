DROP TABLE shift_briefing_copies;
DROP TABLE shift_briefing_readings;
DROP TABLE shift_briefing_cards;
DROP TABLE shift_briefings;
