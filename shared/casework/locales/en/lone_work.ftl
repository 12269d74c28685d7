# Out alone
out-check-out = Do you go alone? Say how long you are away.
out-for-30 = 30 minutes
out-for-60 = 1 hour
out-for-120 = 2 hours
out-for-240 = 4 hours
out-check-in = I am back
out-back = Was back
out-late = Should have been back.
out-is-out = Out on a visit: { $role }, back
out-not-back = { $role } is not back from a visit: { $late }. Ring.
