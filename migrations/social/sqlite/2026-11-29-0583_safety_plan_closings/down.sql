DROP TABLE safety_plan_follow_ups;
DROP TABLE safety_plan_closings;
