DROP TABLE referral_talks;
DROP TABLE referral_outcomes;
DROP TABLE referrals;
