-- The ring log is kept as interactions, so that a call counts once. What was rung before comes along under its own id; the old
-- table stays, for processes of the version before.
INSERT INTO interactions (id, case_id, unit, role, subject, staff, staff_role, at, outcome, channel, written_by, written_at)
SELECT a.id, a.case_id, a.unit, 'victim',
    (SELECT s.id FROM subjects s WHERE s.case_id = a.case_id AND s.role = 'victim' ORDER BY s.added_at, s.id LIMIT 1),
    a.staff, m.role, a.at, CASE a.outcome WHEN 'reached' THEN 'reached' ELSE 'failed' END, 'phone', a.staff, a.at
FROM contact_attempts a JOIN staff_members m ON m.reference = a.staff
WHERE NOT EXISTS (SELECT 1 FROM interactions i WHERE i.id = a.id);
