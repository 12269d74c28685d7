# Fastavlan: egna checklistor i tre faser, och hur långt den andra myndigheten har kommit.
phases-title = Faserna
phases-link = Faser och checklistor
phases-now = (här är arbetet nu)
phases-move = Gå över till den här fasen
phases-moved = Fasen började
phases-known = Läget:
phases-version = Version { $version }
phases-since = Används i ärendet sedan { $day }
phases-not-installed = Listan ”{ $checklist }” i version { $version } finns inte längre i programmet. Det som är noterat finns kvar, men punkterna kan inte visas.
phases-answers = Svar
phases-done = Klart
phases-undo = Ångra
phases-more = Varför, och mer
phases-source = Källa:
phases-under-way = Pågår
phases-not-applicable = Ej aktuellt
phases-not-applicable-why = Ej aktuellt, därför att
phases-earlier = Tidigare noterat:
phases-hidden = { $n ->
    [one] En punkt gäller inte här, så vitt det är känt
   *[other] { $n } punkter gäller inte här, så vitt det är känt
}
phases-theirs = { $who } har också sagt
phases-police = Polisen
phases-social = Socialtjänsten
phases-tell = Berätta läget för { $unit }
phases-tell-explained = Bara läget lämnas, inget om vad ni gjorde eller vem det gäller. Välj det som den andra behöver veta.
phases-tell-do = Skicka det valda
phases-logged = Att du har sett fasen är antecknat.
phases-copy = Numrerad kopia
phases-copy-explained = En kopia på papper får ett nummer och har bara ärendets kod. Gör kopian, skriv sedan ut sidan.
phases-copy-line = Kopia { $n }, { $who } { $day } { $time }
phases-copy-destroy = Förstörs senast { $day } { $time }
flash-phase-moved = Arbetet är i den här fasen nu.
flash-phase-told = Läget är skickat.
flash-phase-copied = Kopian är numrerad. Skriv ut sidan.
not-applicable-nothing_to_do = Det finns inget sådant här
not-applicable-done_by_others = Någon annan har gjort det
not-applicable-person_declined = Personen vill inte
not-applicable-not_safe_now = Det är farligt nu
not-applicable-another_task = Det hör till något annat
