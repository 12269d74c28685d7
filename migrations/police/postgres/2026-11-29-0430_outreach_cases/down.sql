DROP TABLE outreach_spells;
DROP TABLE outreach_cases;
