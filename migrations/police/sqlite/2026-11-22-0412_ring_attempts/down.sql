DROP TABLE ring_attempts;
