DROP TABLE channel_gaps;
DROP TABLE channel_numbers;
