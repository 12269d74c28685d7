DROP TABLE access_entries;
