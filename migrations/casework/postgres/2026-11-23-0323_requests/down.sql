DROP TABLE inquiry_decisions;
DROP TABLE request_closures;
