# Utsättning
briefing-title = Utsättning
briefing-new = Ny utsättning
briefing-none = Ingen utsättning visas nu.
briefing-nobody = Ingen uppgift är klarerad. Någon annan än den som skrev klarerar.
briefing-persons = Vilka? Högst fem
briefing-error-persons = Välj minst en. Den som inte längre finns kan inte väljas.
briefing-error-many = Välj högst fem.
briefing-starts = Passet börjar
briefing-ends = Passet slutar
briefing-new-hint = När passet slutar är utsättningen borta.
briefing-make = Gör utsättningen
briefing-shift = Passet { $from }–{ $until }
briefing-cards = { $n ->
    [one] 1 kort
   *[other] { $n } kort
 }
briefing-gone = Borta
briefing-show = Visa
briefing-print = Numrerad kopia
briefing-print-now = Skriv ut
briefing-end = Ta ner
briefing-over = Tidigare
briefing-copy = Kopia { $n }
briefing-destroyed = Förstörd
briefing-destroy-at = Förstörs
briefing-readings = { $n ->
    [one] Visad 1 gång
   *[other] Visad { $n } gånger
 }
briefing-shown-screen = Visad
briefing-shown-paper = På papper
briefing-shown-to = Visas för
briefing-card-of = Kort { $n } av { $count }
briefing-previous = Föregående
briefing-next = Nästa
briefing-finish = Klar
briefing-empty = Inget kort finns kvar.
briefing-ask = Fråga
briefing-observations = Iakttagelser skrivs i underrättelsesystemet, inte här.
briefing-passed = Passerad
shift-no_time = Skriv klockslag, till exempel 07:00.
shift-too_early = Passet får börja högst tre timmar från nu.
shift-over = Passet är redan slut.
shift-too_long = Ett pass är högst tolv timmar.
shift-taken = Enheten har redan en utsättning för den tiden. Ta ner den först.
flash-briefing-ended = Nedtagen.
flash-briefing-destroyed = Antecknat: förstörd.
