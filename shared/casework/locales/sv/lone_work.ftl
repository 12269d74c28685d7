# Ute ensam
out-check-out = Går du ensam? Säg hur länge du är borta.
out-for-30 = 30 minuter
out-for-60 = 1 timme
out-for-120 = 2 timmar
out-for-240 = 4 timmar
out-check-in = Jag är tillbaka
out-back = Var tillbaka
out-late = Skulle ha varit tillbaka.
out-is-out = Ute på besök: { $role }, tillbaka
out-not-back = { $role } är inte tillbaka från ett besök: { $late }. Ring.
