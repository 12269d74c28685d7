DROP TABLE interaction_topics;
DROP TABLE interactions;
