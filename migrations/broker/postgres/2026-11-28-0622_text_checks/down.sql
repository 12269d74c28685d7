DROP TABLE text_checks;
