DROP TABLE call_outs;
