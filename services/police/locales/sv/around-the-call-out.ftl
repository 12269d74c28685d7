# Fler på larmet
join-title = Gå vidare med larmet
join-text = Någon annan började det här larmet. Vad du svarar sparas.
join-legend = Varför öppnar du det?
join-button = Öppna larmet
relation-same_patrol = Samma patrull
relation-took_over = Har tagit över
relation-custody_duty = Krimjour
relation-leads_investigation = Leder utredningen
problem-no-relation = Du är inte med på larmet
problem-no-relation-detail = Öppna det från listan och svara på varför. Svaret sparas.
# Kontaktkort
card-title = Kontaktkort
card-link = Kontaktkort
card-print = Skriv ut
card-print-hint = Utan skrivare: skriv av numret och koden. Kortet nämner inget om vad som hänt.
card-version = Kortets text har version { $version }.
card-older = Kortet som gavs har version { $version }.
card-tick = Kort lämnat
card-remember = Att komma ihåg
card-once = Koden med tolv tecken visas bara nu. Skriv ut kortet eller skriv av det innan du går vidare.
card-once-hint = Koden sparas inte och kan inte tas fram igen. Kommer kortet bort: lämna ett nytt på samma sätt, eller låt personen säga till.
# Sagt i telefon
told-link = Sagt i telefon: skriv in efteråt
told-title = Sagt i telefon
told-heading = Sagt i telefon
told-text = Skriv in vad du sa i ett akut läge. Här skrivs bara vilka slags uppgifter, inte vad som stod i dem. Inget skickas.
told-at = När sa du det? (klockslag)
told-to = Till vem?
told-categories = Vilka uppgifter?
told-necessity = Varför fick det sägas?
told-review-hint = Enhetschefen går igenom det inom ett dygn.
told-button = Spara
told-unreviewed = Väntar på genomgång
told-outcome-in_order = I sin ordning
told-outcome-follow_up = Följs upp
told-list-title = Sagt i telefon: genomgång
told-list-text = Vad som sagts i akuta lägen och skrivits in efteråt. Slag av uppgifter, inga personer. Någon annan än den som sa det går igenom det inom ett dygn.
told-list-empty = Inget väntar på genomgång.
told-list-link = { $n ->
    [one] Sagt i telefon: 1 väntar på genomgång
   *[other] Sagt i telefon: { $n } väntar på genomgång
 }
told-late = Över ett dygn gammalt
told-due = Gå igenom senast
told-own = Du sa det själv. Någon annan går igenom det.
told-reviewed = Genomgånget
necessity-life_or_health = Fara för liv eller hälsa (nöd, BrB 24:4)
necessity-report_of_concern = Oro för barn (SoL 19:1)
necessity-own_task = Behövdes för polisens eget arbete (OSL 10:2)
necessity-prevent_crime = För att hindra visst brott (OSL 10:15 a)
necessity-interest_outweighs = Intresset vägde klart tyngre (OSL 10:27)
necessity-said_yes = Personen sa ja (OSL 12:2)
error-told-at = Skriv klockslaget, till exempel 02:20.
error-told-categories = Välj minst ett slags uppgift.
error-told-necessity = Välj varför det fick sägas.
problem-nothing-to-review = Det finns inget att gå igenom
problem-nothing-to-review-detail = Det är redan gjort, eller så sa du det själv. Då går någon annan igenom det.
flash-told = Sparat. Inget har skickats.
# Telefonen på steg 2
besides-legend = Vad säger hon om telefonen?
besides-message = Meddelande går bra
besides-text = Sms går bra
besides-shared_phone = Delad telefon
code-word-label = Kodord (frivilligt)
read-by-interpreter = Läses genom tolk: { $language }.
# Skyldighet som inte skickas
duty-reason-legend = Varför skickas den inte? Beslutet sparas.
duty-leave-out = Skicka inte
duty-left-out = Beslut:
duty-reason-told_by_phone = redan sagt i telefon
duty-reason-reported_already = redan anmält på annat sätt
duty-reason-not_about_the_child = rör inte barnets skydd
duty-reason-wrong_value = uppgiften är fel
error-duty-reason = Uppgiften ska lämnas. Välj varför den inte skickas.
# Granskningens sidor
looks = Sätt att se på uppgifterna
look-ours = Vad som lämnas
look-receiver = Så ser mottagaren det
look-difference = Skillnad mot förra
look-receiver-hint = Mottagaren ser inget av det som stannar, och inte att det finns.
difference-new = Ny: inte lämnad förut
difference-changed = Ändrad sedan den lämnades
difference-same = Samma som lämnades
difference-gone = Lämnad, men finns inte längre här
difference-none = Inget är lämnat än att jämföra med.
difference-hint = Det som redan är lämnat ändras med en rättelse.
to-handovers = Rätta eller fråga
# Ring igen
ring-nobody = Ingen har kvitterat. Ring igen.
ring-waits-since = Väntar på kvittens sedan
ring-then = Ring igen
rang-now = Jag har ringt
ring-count = { $n ->
    [one] Ringt 1 gång, senast
   *[other] Ringt { $n } gånger, senast
 }
# Förundersökningsledaren, och efteråt
ask-lead = Be om beslut
lead-asked = Förundersökningsledaren är tillfrågad och har inte svarat.
flash-asked-lead = Frågan är ställd till förundersökningsledaren.
problem-nothing-to-ask = Det finns inget att fråga om
problem-nothing-to-ask-detail = Uppgiften väntar inte på förundersökningsledaren. Granska igen.
recall = Ta tillbaka det som inte hämtats
send-on = Skicka till den enhet som angavs
list-clearances = Frågor till förundersökningsledaren
duty-decisions = Skyldighet som inte lämnas: beslut
duty-taken-back = lämnas ändå
recall-asked = Återtagande är begärt. Förmedlingen har inte svarat än.
recall-done = Återtaget innan någon hämtade det.
recall-too_late = För sent att ta tillbaka: det är hämtat.
