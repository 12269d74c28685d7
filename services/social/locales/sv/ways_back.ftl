# Vägar tillbaka in i ett ärende
ways-back-title = Vägar tillbaka
ways-back-guard = Säg ingenting om ett ärende till den som ringer.
ways-back-guard-why = Det kan vara han. Lägg på och ring upp det nummer som står i ärendet.
ways-back-found = Det numret leder till
ways-back-none = Inget ärende hos er. Fråga efter koden, eller börja om: hon behöver inte minnas något.
ways-back-came = Numret kom { $day }
ways-back-closed = Avslutat { $day }.
ways-back-take-up = Ta upp igen
ways-back-by-code = Hon har koden
ways-back-by-number = Hon har tappat kortet
ways-back-by-number-explained = Skriv numret hon har uppgett att hon kan nås på. Bara er enhets ärenden söks. Sökningen noteras, aldrig numret.
ways-back-phone = Telefonnummer
ways-back-search = Sök
ways-back-elsewhere = Hon bor inte i området
ways-back-elsewhere-explained = Hjälp henne ändå i natt. Ge henne numret till rätt stadsdel. Hör ärendet hemma hos en annan enhet: lämna över det från raden i jourinkorgen, så granskas allt på nytt.
ways-back-later = Hon hör av sig långt senare
ways-back-later-explained = Öppna ärendet och ta upp det igen. Hennes plan finns kvar. Fråga om samtycke på nytt: det gamla har gått ut.
