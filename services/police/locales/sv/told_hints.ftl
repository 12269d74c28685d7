# Berättade om brott
hints-title = Berättade om brott
hints-text = En person har berättat om ett brott för en kollega. Här står bara ärendekod, tid och vem som hörde det. Vad som sades får du av personen själv, i ett förhör.
hints-empty = Inget väntar.
hints-heard = hördes av
hints-take = Tagit emot
hints-taken = Mottaget
hints-taken-by = mottaget
hints-waiting = { $n ->
    [one] Berättade om brott: 1 väntar
   *[other] Berättade om brott: { $n } väntar
}
flash-hint-told = Utredaren får veta att personen berättade, inte vad.
