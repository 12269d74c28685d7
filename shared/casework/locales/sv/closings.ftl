# Avsluta hos oss, och ta upp igen
closing-title = Avsluta eller ta upp igen
closing-here = Hos oss
closing-open = Pågår
closing-other = Den andra myndigheten
closing-believed = Den andra myndigheten har fått veta att ni hade avslutat,
closing-believed-do = Ring, eller sänd ett nytt läge, så att de vet att ni är igång igen.
closing-other-silent = Har inte sagt något
closing-closed = Avslutat hos oss { $day } av { $role }: { $reason }.
closing-taken-up = Upptaget igen { $day } av { $role }: { $reason }.
closing-came-after = Något har kommit in efter att ni avslutade. Läs det, och ta upp ärendet igen om ni ska arbeta vidare.
closing-told = Den andra myndigheten fick veta det
closing-tell = Säg att vi har avslutat: { $unit }
closing-tell-explained = Bara orden ”avslutat hos oss” går över. Aldrig varför.
closing-nobody-knows = Ingen hos den andra myndigheten känner till ärendet. Det finns ingen att säga något till.
closing-explained = Gäller bara er. Den andra myndigheten kan fortsätta. Planer, uppföljningar och samråd ligger kvar på sina listor.
closing-questions = { $n ->
        [one] En fråga väntar på svar. Besvara den först.
       *[other] { $n } frågor väntar på svar. Besvara dem först.
    }
closing-drafts = { $n ->
        [one] Ett utkast är inte skickat. Det ligger kvar.
       *[other] { $n } utkast är inte skickade. De ligger kvar.
    }
closing-why = Varför avslutar ni?
closing-in_place = Stöd och skydd finns på plats
closing-handed_on = En annan enhet tar vid
closing-not_wanted = Personen vill inte ha mer kontakt
closing-not_reached = Personen gick inte att nå
closing-moved = Personen har flyttat från området
closing-no_need = Inget mer behövs
closing-mistake = Öppnat av misstag
closing-do = Avsluta hos oss
closing-earlier = Tidigare
closing-error-question = En fråga från den andra myndigheten väntar på svar. Besvara den först.
closing-other-closed = Säger att de har avslutat
problem-closing-meanwhile = Någon annan hann före
problem-closing-meanwhile-detail = Öppna sidan igen, så ser du vad som gäller.
problem-closing-nobody = Ingen att säga det till
problem-closing-nobody-detail = Ingen hos den andra myndigheten känner till ärendet. Det är avslutat hos er ändå.
take-up-title = Ta upp igen
take-up-explained = Fråga på nytt om samtycke: ett gammalt ja kan ha gått ut. Planen och allt som är skrivet finns kvar.
take-up-why = Varför tar ni upp det?
take-up-came_back = Personen hörde av sig igen
take-up-new_event = Något har hänt
take-up-moved_back = Personen bor i området igen
take-up-follow_up = Uppföljning efter avslutet
take-up-mistake = Avslutat av misstag
take-up-do = Ta upp igen
problem-closing-question = En fråga väntar på svar
problem-closing-question-detail = Besvara den andra myndighetens fråga först.
