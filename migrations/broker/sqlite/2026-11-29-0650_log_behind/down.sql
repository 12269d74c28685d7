DROP TABLE log_behind;
