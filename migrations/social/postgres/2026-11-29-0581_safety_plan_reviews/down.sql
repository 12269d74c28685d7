DROP TABLE safety_plan_coordinators;
DROP TABLE safety_plan_reviews;
