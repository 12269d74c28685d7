DROP TABLE safety_plan_versions;
DROP TABLE safety_plans;
