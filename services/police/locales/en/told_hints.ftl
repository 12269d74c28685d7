# Told of a crime
hints-title = Told of a crime
hints-text = A person has told a colleague of a crime. Here are the case code, the time and who heard it, nothing else. What was said you get from the person, in a formal interview.
hints-empty = Nothing is waiting.
hints-heard = heard by
hints-take = Taken
hints-taken = Taken
hints-taken-by = taken
hints-waiting = { $n ->
    [one] Told of a crime: 1 waits
   *[other] Told of a crime: { $n } wait
}
flash-hint-told = The investigator is told that the person told, not what.
