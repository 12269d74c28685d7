DROP TABLE contact_gate_answers;
