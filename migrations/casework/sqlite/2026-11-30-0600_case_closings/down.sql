DROP TABLE case_closings;
