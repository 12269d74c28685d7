DROP TABLE past_decisions;
