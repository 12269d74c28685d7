DROP TABLE told_hints;
