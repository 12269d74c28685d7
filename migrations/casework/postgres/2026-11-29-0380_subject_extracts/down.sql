DROP TABLE extract_lines;
DROP TABLE subject_extracts;
