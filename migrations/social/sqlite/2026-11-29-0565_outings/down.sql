DROP TABLE outings;
