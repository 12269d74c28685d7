DROP TABLE consultation_decisions;
DROP TABLE consultations;
