DROP TABLE checklist_copies;
DROP TABLE phase_moves;
DROP TABLE checklist_marks;
DROP TABLE checklist_runs;
