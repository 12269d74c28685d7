DROP TABLE care_entries;
