DROP TABLE safety_plan_prints;
DROP TABLE safety_plan_papers;
