DROP TABLE custody_talk_events;
DROP TABLE custody_talks;
