# Received
received-title = Received
received-text = What has come to the unit and waits for somebody to take it. Nothing about persons is shown here.
received-empty = Nothing waits.
received-since = since
received-late = Nobody has taken it in time. Somebody must now.
received-take = I take it
received-decline = Not for us
received-reason = Why?
received-link = { $n ->
    [one] Received: 1 waits
   *[other] Received: { $n } wait
 }
received-alarm = Something was received that nobody has taken in time.
