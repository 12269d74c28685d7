DROP TABLE practical_help;
