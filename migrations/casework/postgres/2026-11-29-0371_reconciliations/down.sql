DROP TABLE log_differences;
DROP TABLE reconciliations;
