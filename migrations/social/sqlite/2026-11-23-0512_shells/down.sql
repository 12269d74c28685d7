DROP TABLE shell_questions;
DROP TABLE shells;
