DROP TABLE duty_decisions;
