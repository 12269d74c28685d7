-- Back to the ring log: what was rung since, and not replaced or said not to have happened.
INSERT INTO contact_attempts (id, case_id, unit, staff, at, outcome)
SELECT i.id, i.case_id, i.unit, i.staff, i.at, CASE i.outcome WHEN 'reached' THEN 'reached' ELSE 'no_answer' END
FROM interactions i
WHERE i.role = 'victim' AND i.channel = 'phone' AND i.outcome <> 'did_not_happen'
    AND NOT EXISTS (SELECT 1 FROM interactions r WHERE r.replaces = i.id)
    AND NOT EXISTS (SELECT 1 FROM contact_attempts a WHERE a.id = i.id);
DELETE FROM contact_attempts WHERE id IN (SELECT replaces FROM interactions WHERE replaces IS NOT NULL);
