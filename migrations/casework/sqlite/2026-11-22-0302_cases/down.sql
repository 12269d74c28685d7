DROP TABLE subjects;
DROP TABLE cases;
