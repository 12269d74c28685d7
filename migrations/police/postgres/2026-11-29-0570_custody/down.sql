DROP TABLE release_notices;
DROP TABLE custody_talk_offers;
DROP TABLE custody_steps;
