DROP TABLE number_searches;
DROP TABLE number_marks;
