DROP TABLE outreach_follow_ups;
