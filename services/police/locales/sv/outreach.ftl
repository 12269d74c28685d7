# Uppsökande arbete
outreach-title = Uppsökande
outreach-case = Uppsökande arbete
outreach-new = Nytt uppsökande ärende
outreach-open = Öppna
outreach-none = Inget ärende är öppet.
outreach-closed = Avslutade senaste 30 dagarna
outreach-route = Hur kom det in?
outreach-route-police_tip = Tips från polisen
outreach-route-investigators = Från utredare
outreach-route-rvt = Från relationsvåldsteamet
outreach-route-found_by_igor = Hittat i det egna arbetet
outreach-event-on = Dag för händelsen
outreach-event-hint = Lämna tomt om dagen inte är känd.
outreach-event = { $n ->
    [0] Händelsen i dag
    [one] 1 dag sedan händelsen
   *[other] { $n } dagar sedan händelsen
 }
outreach-event-unknown = Okänd dag för händelsen
outreach-error-day = Skriv en dag som har varit, eller lämna tomt.
outreach-error-day-form = Skriv en dag, till exempel 2026-11-22, eller lämna tomt.
outreach-error-visit-day = Skriv en dag, till exempel 2026-11-22.
outreach-error-visit-past = Dagen har redan varit. Skriv dagen då besöket ska göras.
outreach-area = Område
outreach-area-unknown = Område inte angivet
outreach-children = Finns det barn?
outreach-children-yes = Barn finns
outreach-children-no = Inga barn
outreach-children-unknown = Vet ej om barn finns
outreach-children-not_stated = Om barn finns är inte angivet
outreach-contacts = Kontakter
outreach-sides = Läget
outreach-here = Här
outreach-there = Hos socialtjänsten
outreach-there-none = inget är överlämnat härifrån
outreach-is-open = pågår
outreach-is-closed = avslutat här
outreach-follow-ups = Uppföljning
outreach-step-first_day = Första dygnet
outreach-step-first_week = Första veckan
outreach-due = senast
outreach-late-hours = { $n ->
    [0] försenad, mindre än en timme
    [one] försenad 1 timme
   *[other] försenad { $n } timmar
 }
outreach-late-days = försenad { $n } dagar
outreach-followed-up = Uppföljd
outreach-nothing-due = All uppföljning är gjord.
outreach-made-done = Uppföljd
outreach-made-not = Inte uppföljd
outreach-made-not_applicable = Ej aktuellt
outreach-why-not = Varför?
outreach-not-in_contact_already = Har redan kontakt
outreach-not-asked_to_wait = Vill vänta
outreach-not-not_safe_now = Inte säkert nu
outreach-not-others_follow_up = Någon annan följer upp
outreach-note = Spara
outreach-history = Öppnat och avslutat
outreach-opened = Öppnat
outreach-ended = Avslutat här
outreach-close = Avsluta hos uppsökande: varför?
outreach-close-button = Avsluta här
outreach-close-helped_elsewhere = Får hjälp av andra
outreach-close-declined = Tackade nej
outreach-close-moved = Har flyttat
outreach-close-no_contact = Ingen kontakt efter flera försök
outreach-close-finished = Klart
outreach-close-wrong_person = Fel person
outreach-reopen = Kom tillbaka: öppna igen
outreach-link = Uppsökande arbete
flash-outreach-closed = Avslutat här. Det kan öppnas igen.
# Besök
visit-title = Besök
visit-none = Inget besök är planerat.
visit-plan = Planera besök
visit-day = Dag
visit-place = Var?
visit-place-at_home = Hemma
visit-place-agreed_place = På överenskommen plats
visit-place-at_the_station = På stationen
visit-who = Vilka kommer?
visit-alone = Polisen ensam
visit-with = Polisen och en socialsekreterare från { $board }
visit-identity = Om en socialsekreterare följer med: vad får hon eller han veta före besöket?
visit-identity-left_out = Avidentifierat
visit-identity-by_consent = Vem det gäller, med samtycke
visit-only-unnamed = Besök tillsammans går inte att planera så.
visit-unnamed-switch_off = Utan samtycke i förväg följer ingen från socialtjänsten med: den som kommer till dörren vet vem som bor där. Om lagen tillåter det ändå är en öppen fråga (L-05), och regelbokens svar är nej. Be om samtycke först, eller låt socialtjänsten ringa.
visit-unnamed-no_consent = Det finns inget samtycke till nämnden som omfattar identitet. Att fråga i dörren är för sent.
visit-may-name = Samtycket omfattar identitet. Uppgifterna lämnas över för sig.
visit-hand-over = Inget lämnas ut härifrån. Det görs som en vanlig överlämning, med granskning:
visit-outcome-done = Besöket gjordes
visit-outcome-at_home = Var hemma, inget besök
visit-outcome-not_home = Inte hemma
visit-outcome-refused_at_the_door = Avvisades i dörren
visit-outcome-called_off = Inställt
# Praktisk hjälp
help-title = Praktisk hjälp
help-none = Ingen hjälp är lovad.
help-promise = Lova hjälp
help-kind = Vad?
help-drive = Skjuts
help-fetch_belongings = Hämta saker
help-pet = Husdjur till trygg plats
help-day = Lovat till
help-promised = lovat till
help-outcome-done = Gjort
help-outcome-not_needed = Behövs inte längre
