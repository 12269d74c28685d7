# Inkommet
received-title = Inkommet
received-text = Det som kommit till enheten och väntar på att någon tar det. Inga uppgifter om personer visas här.
received-empty = Inget väntar.
received-since = sedan
received-late = Ingen har tagit det i tid. Någon måste göra det nu.
received-take = Jag tar det
received-decline = Inte för oss
received-reason = Varför?
received-link = { $n ->
    [one] Inkommet: 1 väntar
   *[other] Inkommet: { $n } väntar
 }
received-alarm = Det finns något inkommet som ingen har tagit i tid.
