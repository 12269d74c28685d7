# Regelboken
rulebook-title = Regelboken
rulebook-what = Regelboken avgör för varje uppgift om den får lämnas mellan polis och socialtjänst. En utgåva börjar gälla när två personer har skrivit under den, varav en jurist. Ingenting ändras i efterhand: en ändring är en ny utgåva.
rulebook-read = Regelboken för den som svarar för den
back-to-rulebook = Till regelboken
status-nav = Läget
list-and = och
days-from = från { $from }
days-until = till och med { $until }
days-from-until = från { $from } till och med { $until }
nothing-said = inget

# Riktningar och personer
direction-police_to_social = Polis → socialtjänst
direction-social_to_police = Socialtjänst → polis
direction-social_to_social = Socialtjänst → socialtjänst
about-victim = om den utsatta
about-person_using_violence = om den som utövar våld
about-child = om barnet
about-custodian = om vårdnadshavaren
person-victim = den utsatta
person-person_using_violence = den som utövar våld
person-child = barnet
person-custodian = vårdnadshavaren

# Utgåvor
edition-title = Utgåva { $id }
edition-places = Utgåvans sidor
edition-overview = Översikt
edition-rules = Regler med lagtext
edition-cases = Juristernas fall
edition-replay = Tidigare beslut
edition-file = Utgåvan som fil
edition-cases-file = Fallen som fil
edition-proposed = Föreslagen av { $who } { $day }.
edition-shipped = Följde med programmet. Införd { $day }.
edition-withdrawn = Tillbakatagen av { $who } { $day }.
edition-since = Gäller sedan
edition-log-index = nr { $index } i loggen
edition-from-day = Börjar gälla { $day }.
edition-passed-over = Kan inte börja gälla.
edition-passed-over-do = En utgåva med senare nummer gäller. Föreslå den på nytt med ett nummer som kommer efter.
edition-kept = Förslaget är mottaget. Läs vad det ändrar.
state-under_review = Under granskning
state-approved = Godkänd
state-active = Gäller
state-replaced = Ersatt
state-withdrawn = Tillbakatagen
editions-active = Gäller nu
editions-approved = Kommande
editions-under_review = Under granskning
editions-replaced = Ersatta
editions-withdrawn = Tillbakatagna
editions-none-active = Ingen utgåva gäller ännu.
editions-none-approved = Ingen utgåva väntar på sin dag.
editions-none-under_review = Inget förslag väntar på granskning.
editions-none-replaced = Ingen utgåva har ersatts.
editions-none-withdrawn = Inget förslag har tagits tillbaka.

# Lagtexten läses om
texts-title = När lagtexten ska läsas om
texts-what = Varje lagrum i den gällande utgåvan ska jämföras med lagen minst en gång om året. Har något ändrats behövs en ny utgåva.
texts-none = Den gällande utgåvan har ingen lagtext bredvid reglerna.
texts-late = { $n ->
    [one] 1 lagrum skulle redan ha lästs om.
   *[other] { $n } lagrum skulle redan ha lästs om.
  }
texts-soon = { $n ->
    [one] 1 lagrum ska läsas om inom 30 dagar.
   *[other] { $n } lagrum ska läsas om inom 30 dagar.
  }
texts-see = Se vilka
texts-provision = Lagrum
texts-last = Läst senast
texts-due = Ska läsas om senast
texts-standing = Läge
text-days-left = { $days ->
    [0] sista dagen
    [one] 1 dag kvar
   *[other] { $days } dagar kvar
  }
text-days-late = { $days ->
    [one] 1 dag för sent
   *[other] { $days } dagar för sent
  }
text-newest = { $who }: { $outcome }
text-kept = Läsningen är noterad.
standing-in_time = i tid
standing-soon = snart
standing-overdue = försenad
check-title = Notera att lagtexten är läst
check-what = Jämför texten i utgåvan ord för ord med lagen som den gäller i dag.
check-which = Vilket lagrum?
check-choose = Välj lagrum
check-all = Alla lagrum i listan
check-on = Vilken dag jämfördes texten?
check-outcome = Vad visade jämförelsen?
check-note = Anteckning
check-note-help = Skriv vad som har ändrats och i vilken författning. Inga personuppgifter.
check-do = Notera läsningen
outcome-unchanged = Oförändrad
outcome-changed = Ändrad: en ny utgåva behövs

# Snävare än lagen, och öppna frågor
narrowings-title = Snävare än lagen
narrowings-what = Här lämnas mindre genom navet än lagen tillåter. Det är ett val, och det står här för att kunna omprövas.
narrowings-none = Utgåvan säger inte att den är snävare än lagen någonstans.
switches-title = Öppna rättsfrågor
switches-what = Frågor som lagen inte ger ett säkert svar på. Avslaget är det säkra läget. En myndighet kan slå av mer hos sig, aldrig slå på.
switches-id = Fråga
switches-on = Läge
switches-means = Vad det betyder att den är på
switch-is-true = På
switch-is-false = Av

# Föreslå
propose-title = Föreslå en utgåva
propose-what = En utgåva är en fil. Dess exakta innehåll är det som två personer sedan skriver under.
propose-begin = Börja gärna från { $id }, som gäller nu:
propose-edition = Utgåvan
propose-file = Välj utgåvans fil (TOML)
propose-text = Eller klistra in utgåvan här
propose-text-help = En vald fil går före det som står i rutan. Ge utgåvan ett nytt nummer: dagen och en siffra, till exempel 2027-01-01.1.
propose-cases = Juristernas fall
propose-cases-help = Utan fall prövas utgåvan mot fallen för den som gäller. Alla fall måste gå igenom innan någon kan godkänna.
propose-cases-file = Välj fallens fil (CSV, UTF-8)
propose-cases-text = Eller klistra in fallen här
propose-do = Föreslå
fault-file-missing = Välj en fil eller klistra in utgåvan.
fault-too-large = Filen är större än { $limit } KiB. Korta den.
fault-id = Numret { $id } är inte en dag och en siffra. Skriv till exempel id = "2027-01-01.1".
fault-id-not-later = Numret { $id } kommer inte efter { $active }, som gäller. Ge utgåvan ett senare nummer.
fault-id-used = Numret { $id } har använts förut. Ett nummer används en enda gång: ge utgåvan nästa.
fault-bytes-used = Exakt den här filen finns redan som { $id }.
fault-edition-not-text = Filen är inte text i UTF-8. Spara den på nytt med den teckenkodningen.
fault-edition-line = Rad { $line }: filen har inte den form som väntas. Se vad som lästes och rätta raden.
fault-edition-shape = Filen har inte den form som väntas. Se vad som lästes.
fault-edition-format = Filen har format { $format }. Programmet läser format 1 till 3.
fault-edition-too-many-rules = Filen har fler regler än 500. Ta bort regler som inte längre kan behövas.
fault-edition-twice = ”{ $id }” står två gånger. Ge den ena ett annat id eller ta bort den.
fault-edition-dates = ”{ $rule }” slutar gälla innan den börjar, eller gäller två gånger samtidigt. Rätta from och until.
fault-edition-rule = Regeln { $rule } { $lack }.
fault-edition-source = Lagrummet { $source } { $lack }.
fault-edition-switch = Utgåvan saknar frågan { $switch }.
fault-edition-unknown-switch = Regeln { $rule } nämner frågan { $switch }, som inte finns i filen. Lägg till den eller rätta namnet.
fault-edition-unknown-source = ”{ $by }” nämner lagrummet { $source }, som inte finns i filen. Lägg till det eller rätta namnet.
fault-edition-fact = Regeln { $rule } behöver svaret { $fact }, som ingen av dem som beslutar får ge. Ändra answered_by eller decided_by.
fault-edition-consent-length = Samtyckestexten { $text } gäller ingen dag, eller längre än vad som är tillåtet. Ändra days.
fault-edition-words = Ord saknas för ”{ $code }”. Lägg till dem på båda språken.
lack-names-no-source = nämner inget lagrum: fyll i sources
lack-ends-before-it-begins = slutar gälla innan det börjar: rätta from och until
lack-was-not-read-and-has-a-text = är inte läst men har en text: ändra reading eller ta bort texten
lack-was-read-and-has-no-text = är läst men saknar text: fyll i text
lack-does-not-say-what-was-not-read = säger inte vad som inte är läst: fyll i note
lack-was-checked-after-the-cut-off-day-of-the-edition = är läst efter utgåvans text_cutoff: rätta den ena dagen
lack-closes-nothing-and-does-not-say-what-holds-it = stänger inget och säger inte vad som håller den: fyll i opens eller held_by
lack-opens-nothing = öppnar inget: fyll i opens
lack-has-no-direction = har ingen riktning: fyll i directions
lack-has-no-purpose = har inget ändamål: fyll i purposes
lack-opens-something-in-a-direction-that-is-not-its-own = öppnar något i en riktning som inte är regelns: rätta directions
lack-is-a-duty-under-another-purpose-than-child-protection = är en skyldighet för ett annat ändamål än skydd av barn: rätta purposes
lack-needs-no-fact = kräver inget svar av någon: fyll i needs
lack-does-not-say-who-decides = säger inte vem som beslutar: fyll i decided_by
lack-is-about-a-person = rör en person, vilket den här sortens regel inte får: ta bort roles
lack-is-about-nobody = säger inte vem den rör: fyll i roles

# Fallens fel
fault-cases-not-text = Fallens fil är inte text i UTF-8. Spara den från kalkylprogrammet som CSV med UTF-8.
case-at-row = Rad { $row }: { $fault }
case-at-column = Rad { $row }, kolumnen ”{ $column }”: { $fault }
case-fault-too-long = Tabellen är längre än { $most } byte. Korta den.
case-fault-too-many = Tabellen har fler än { $most } fall. Ta bort några.
case-fault-no-case = Tabellen har inget fall. Skriv en rad för varje.
case-fault-no-cells = Raden kan inte delas i celler. Spara tabellen som CSV med semikolon och UTF-8.
case-fault-column-missing = Kolumnen saknas. Skriv dess namn i första raden.
case-fault-column-unknown = ”{ $found }” är ingen kolumn. Ta bort den.
case-fault-column-twice = Kolumnen står två gånger. Ta bort den ena.
case-fault-cells-too-many = Raden har fler celler än kolumner. Sätt citattecken kring en cell som innehåller semikolon.
case-fault-empty = Cellen är tom. Fyll i den.
case-fault-cell-too-long = Cellen är längre än { $most } tecken. Gör flera fall av den.
case-fault-not-a-number = ”{ $found }” är inget nummer. Skriv ett heltal från 1.
case-fault-number-twice = Numret { $number } har ett annat fall. Välj ett som är ledigt.
case-fault-not-a-day = ”{ $found }” är ingen dag. Skriv år, månad och dag, till exempel 2026-11-23.
case-fault-unknown-but-near = ”{ $found }” är inte känt som { $list }. Menade du ”{ $nearest }”?
case-fault-unknown = ”{ $found }” är inte känt som { $list }. Se orden i en tabell som fungerar.
case-fault-count = { $found } svar för { $fields } uppgifter. Skriv ett för varje, med semikolon emellan, eller ett för alla.
case-fault-not-a-rule = ”{ $found }” är inget regelnamn. Skriv till exempel SOL-19-1-B, med + mellan reglerna för flera personer.
case-fault-consent-for-what = ”{ $found }” säger inte vad samtycket gäller. Skriv ett kolon och uppgifterna, med komma emellan.
case-list-direction = riktning
case-list-purpose = ändamål
case-list-given = förutsättning
case-list-when = uppgift att lämna
case-list-then = utfall
case-list-reason = skäl
case-list-way = väg framåt
case-list-fact = fråga
case-list-person = person
case-list-second-person = person
case-list-two = personer
case-list-category = uppgiftsslag
case-list-crime = brott
case-list-staff = roll
case-list-protection = skydd
case-list-flaw = brist i ett samtycke
case-list-opener = ord i tabellen
case-list-task = uppgift att göra
case-list-feedback = återkoppling
case-list-lack = brist i en regel
case-list-thing = sak som inte kan lämnas
case-list-column = kolumn

# Vad som ändras
changes-title = Vad som ändras mot { $id }
changes-first = Den första utgåvan
changes-first-what = Navet började med den här utgåvan. Det finns ingen tidigare att jämföra med.
ways-title = Vad som lämnas
ways-none = Inget lämnas på annat sätt än förut.
way-is-new = NYTT
way-is-gone = UPPHÖR
way-conditions = Allt detta måste vara besvarat med ja:
way-purposes = Ändamål:
way-giver = Samtycket ges av:
way-decided-by = Beslutas av:
way-tells = Underrättas genast:
way-tells-at-once = förundersökningsledaren, utan att något väntar
way-suggested = Förslag:
way-not-suggested = sidan föreslår det inte av sig själv
way-rules = Regler:
way-new-never = lämnas nu aldrig genom navet
way-gone-never = stoppas inte längre av att navet aldrig bär det
way-new-duty = lämnas nu som en skyldighet
way-gone-duty = lämnas inte längre som en skyldighet
way-new-consent = lämnas nu med samtycke
way-gone-consent = lämnas inte längre med samtycke
way-new-state_only = lämnas nu som läge i arbetet, utan att någons sekretess rörs
way-gone-state_only = lämnas inte längre som läge i arbetet
way-new-harm_test = lämnas nu efter menprövning
way-gone-harm_test = lämnas inte längre efter menprövning
way-new-permission_manual = lämnas nu när en namngiven person beslutar det
way-gone-permission_manual = lämnas inte längre efter en namngiven persons beslut
way-new-outside_hub = har nu en väg vid sidan av navet, som sidan visar
way-gone-outside_hub = har inte längre en väg vid sidan av navet som sidan visar
change-new = Nytt:
change-gone = Borttaget:
change-before = Före:
change-after = Efter:
said-cutoff = Hur ny lagtext som är läst
said-rules = Reglernas ord och dagar
said-sources = Lagtexten
said-narrowings = Snävare än lagen
said-switches = Öppna rättsfrågor
said-questions = Frågor till personalen
said-consent-texts = Hur länge ett samtycke gäller
said-crimes = Brott som kan befaras
said-words = Skäl och vägar framåt
consent-days = { $days } dagar
part-text = lagtext
part-text-sv = text på svenska
part-text-en = text på engelska
part-citation-sv = lagrum på svenska
part-citation-en = lagrum på engelska
part-label-sv = namn på svenska
part-label-en = namn på engelska
part-means-sv = betydelse på svenska
part-means-en = betydelse på engelska
part-note-sv = anmärkning på svenska
part-note-en = anmärkning på engelska
part-way-sv = uppmaning på svenska
part-way-en = uppmaning på engelska
part-claim-sv = påstående på svenska
part-claim-en = påstående på engelska
part-from = första dag
part-until = sista dag
part-confidence = hur säkert den är läst
part-switch = öppen fråga
part-lifts = bryter
part-not-lifts = bryter inte
part-amending-act = ändringsförfattning
part-held-by = hålls av
part-sources = lagrum
part-last-checked = läst senast
part-reading = hur mycket som är läst
part-answered-by = besvaras av
part-suggested-about = föreslås för uppgifter om
part-on = läge
part-days = längd
part-penalties = straffskalor
part-text-cutoff = senaste dag
confidence-verified = text och dagar är lästa
confidence-verified_text_date_not = texten är läst, första dagen är inte fastställd
confidence-verified_tail_missing = texten är läst utom ett slut som inte rör regeln
confidence-partly = kärnan är bekräftad, en del är inte läst
confidence-needs_text = texten saknas
reading-whole = hela texten
reading-cut_off = en del av texten saknas
reading-not_read = texten är inte läst

# Fall
cases-title = Juristernas fall i { $id }
cases-what = Varje fall säger vad som gäller, vad någon vill lämna och vad som ska hända. Fallen körs med samma kod som avgör på riktigt.
cases-each = Alla fall
cases-all = Läs alla fall
cases-of-rule = Fall som prövar { $rule }
cases-none = Inget fall.
cases-parts = Delar av tabellen
tried-count = { $n ->
    [one] 1 fall
   *[other] { $n } fall
  }
cases-see = Se vilka
cases-all-pass = { $n ->
    [one] Fallet går igenom.
   *[other] Alla { $n } fall går igenom.
  }
cases-some-fail = { $failed } av { $n } fall går inte igenom.
cases-fail-do = Ändra utgåvan eller fallen och föreslå dem på nytt med ett nytt nummer. Ta tillbaka det här förslaget.
case-passes = Går igenom
case-fails = Går inte igenom
case-came = Kom i stället
case-given = Givet
case-when = När
case-then = Så
case-by = genom
case-source = Källa
tried-title = Vad fallen prövar
tried-every-rule = Varje regel som är på prövas av minst ett fall.
tried-no-rule = Regler som inget fall prövar:
tried-every-category = Varje uppgiftsslag lämnas i minst ett fall och stannar i minst ett.
tried-no-category = Uppgiftsslag som inte både lämnas och stannar i något fall:
tried-rule = Regel
tried-kind = Slag
tried-cases = Fall
tried-none = inget

# Följder
effects-title = Följder
effects-replay = Se vilka tidigare beslut som skulle bli annorlunda
effects-consents = { $open ->
    [one] 1 samtycke är öppet nu.
   *[other] { $open } samtycken är öppna nu.
  }
effects-end-earlier = { $n ->
    [0] Inget av dem slutar tidigare.
    [one] 1 av dem slutar tidigare.
   *[other] { $n } av dem slutar tidigare.
  }
effects-open-nothing = { $n ->
    [0] Inget av dem slutar öppna något.
    [one] 1 av dem öppnar inget längre.
   *[other] { $n } av dem öppnar inget längre.
  }

# Godkännanden
approvals-title = Godkännanden
approvals-none = Ingen har skrivit under.
approval-act = Gäller från { $day }, i stället för { $replaces }.
approval-no-more = Räknas inte längre.
approval-first = Din underskrift är mottagen. En till behövs.
approval-second = Båda underskrifterna finns. Utgåvan börjar gälla på sin dag.
missing-word = Saknas:
missing-cases = { $failed ->
    [one] 1 fall går inte igenom. Ingen kan godkänna.
   *[other] { $failed } fall går inte igenom. Ingen kan godkänna.
  }
missing-two = två personers underskrifter, varav en jurists
missing-one = en underskrift till, av en annan person
missing-lawyer = en jurists underskrift
no-signer = Din inloggning hör inte till dem som skriver under utgåvor. Din nyckel behöver föras in i inställningarna hos navet och hos varje myndighet.
sign-title = Skriv under
sign-done = Du har skrivit under. En annan person behöver också göra det.
sign-who = Du skriver under som { $person }, { $role }, med din egen nyckel. Navet kan inte skriva under åt dig.
sign-what = Läs först vad utgåvan ändrar, reglerna och fallen. Underskriften gäller exakt den här filen, de här fallen och den här dagen.
sign-day = Första dag
sign-day-choose = Välj dag
sign-day-help = Svensk dag, i dag eller senare. Utgåvan börjar gälla klockan 00.00 den dagen, eller genast om det är i dag.
sign-day-fixed = Den första underskriften gäller { $day }. Den andra måste gälla samma dag.
sign-bytes = Det här skrivs under
sign-by-command = På din egen dator
sign-fetch = Hämta:
sign-run = Kör i samma mapp:
sign-paste = Klistra in svaret i rutan nedan.
sign-in-browser = Eller här i webbläsaren
sign-key-stays = Nyckeln läses på den här datorn och lämnar den aldrig: bara underskriften skickas. Kommandot ovan läser dessutom själv utgåvan och fallen.
sign-key = Välj din nyckelfil
sign-not-a-key = Det är ingen nyckelfil. Den ska ha en rad med 32 byte i base64.
sign-other-key = Det är en annan nyckel än den som är din här.
sign-signed = Underskrivet. Läs och lämna in nedan.
sign-envelope = Underskrivet godkännande
sign-do = Lämna in underskriften
fault-approval-none = Det är inget underskrivet godkännande. Klistra in hela svaret, från { "{" } till { "}" }.
fault-approval-state = Förslaget är { $state } och kan inte godkännas.
fault-approval-no-signer = Din inloggning hör inte till dem som skriver under utgåvor.
fault-approval-other-key = Underskrivet med en annan nyckel än din. Använd din egen nyckel.
fault-approval-signature = Underskriften stämmer inte med innehållet. Skriv under på nytt.
fault-approval-other-edition = Underskriften gäller utgåvan { $id }. Hämta det som ska skrivas under på den här sidan.
fault-approval-other-bytes = Underskriften gäller ett annat innehåll i filen. Hämta filen på nytt och skriv under.
fault-approval-other-cases = Underskriften gäller andra fall. Hämta fallen på nytt och skriv under.
fault-approval-other-replaced = Sedan du hämtade underlaget har { $active } börjat gälla. Läs vad som ändras mot den och skriv under på nytt.
fault-approval-id-not-later = { $active } gäller och har ett senare nummer. Föreslå utgåvan på nytt med ett nummer som kommer efter.
fault-approval-day-past = Dagen { $day } har passerat. Välj i dag eller senare och skriv under på nytt.
fault-approval-other-day = Den första underskriften gäller { $day }. Välj samma dag och skriv under på nytt.
fault-approval-cases = { $failed } fall går inte igenom. Ingen kan godkänna förrän alla gör det.
fault-approval-same-person = Du har skrivit under förut. Det behövs en annan person.
fault-approval-needs-lawyer = Den andra underskriften måste vara en jurists.
withdraw-title = Ta tillbaka
withdraw-ask = Ta tillbaka förslaget …
withdraw-what = Förslaget kan inte tas fram igen och dess nummer används inte mer. Det går att föreslå samma innehåll med ett nytt nummer.
withdraw-do = Ta tillbaka förslaget
withdraw-done = Förslaget är tillbakataget.
fault-withdraw-state = Utgåvan är { $state } och kan inte tas tillbaka.

# Regler
rules-title = Reglerna i { $id }
rules-cutoff = Lagtexten är läst till och med { $day }.
rules-order = En regel längre upp går före: det som aldrig går genom navet, skyldigheter, samtycke, läge, menprövning, tillstånd. Allt annat stannar.
rules-contents = Slag av regler
rules-others = Lagrum som ingen regel nämner
kind-never = Aldrig genom navet
kind-duty = Skyldighet
kind-consent = Samtycke
kind-state_only = Läge i arbetet
kind-harm_test = Menprövning
kind-permission_manual = Tillstånd av en namngiven person
kind-outside_hub = Vid sidan av navet
kinds-never = Det som aldrig går genom navet
kinds-duty = Skyldigheter att lämna
kinds-consent = Samtycke
kinds-state_only = Läge i arbetet
kinds-harm_test = Menprövning
kinds-permission_manual = Tillstånd av en namngiven person
kinds-outside_hub = Vägar vid sidan av navet
rule-days = Gäller
rule-directions = Riktning
rule-lifts = Bryter
rule-not-lifts = Bryter inte
rule-held-by = Hålls av
rule-confidence = Hur den är läst
rule-amending-act = Ändringsförfattning
rule-opens = Öppnar:
rule-closes = Stänger:
rule-also-needs = Kräver också:
rule-needs = Allt detta måste vara besvarat med ja:
rule-is-off = Av.
rule-off-switch = Väntar på den öppna frågan { $switch }.
rule-off-reading = Lagtexten är inte läst så långt som behövs.
rule-no-law = Ingen lagtext står bredvid den här regeln.
law-last-checked = Läst senast { $day }
reading-warning-cut_off = Texten är inte hel.
reading-warning-not_read = Texten är inte läst.

# Tidigare beslut
replay-title = Tidigare beslut med { $id }
replay-what = De senaste besluten prövas om, utan att något ändras. Inga ärenden och inga personer sparas med ett beslut: bara vad som frågades och vilka svar som fanns.
replay-day = Pröva som om alla kom den här dagen
replay-day-help = Lämna tomt för att pröva varje beslut på sin egen dag.
replay-do = Pröva
replay-against = Jämfört med { $id }
replay-own-days = Varje beslut är prövat på sin egen dag.
replay-on-day = Alla beslut är prövade som om de kom { $day }.
replay-judged = { $judged ->
    [0] Inget beslut finns att pröva.
    [one] 1 beslut är prövat.
   *[other] { $judged } beslut är prövade.
  }
replay-kept = Det är de senaste av { $kept } som är sparade.
replay-changed = { $n ->
    [0] Ingen uppgift blir annorlunda.
    [one] 1 uppgift blir annorlunda.
   *[other] { $n } uppgifter blir annorlunda.
  }
replay-now-go = { $n ->
    [0] Ingen som stannade lämnas.
    [one] 1 som stannade lämnas.
   *[other] { $n } som stannade lämnas.
  }
replay-now-stay = { $n ->
    [0] Ingen som lämnades stannar.
    [one] 1 som lämnades stannar.
   *[other] { $n } som lämnades stannar.
  }
replay-nothing = Det finns ingen utgåva att jämföra med.
replay-decision = Beslut
replay-field = Uppgift
replay-before = Före
replay-after = Efter
replay-turns-go = Lämnas nu
replay-turns-stay = Stannar nu
answer-goes = Lämnas
answer-stays = Stannar

# Ett beslut
decision-find = Förklara ett tidigare beslut
decision-find-help = Numret står i loggen och på myndighetens kvitto. Beslutet förklaras efter den lag som gällde den dagen.
decision-number = Nummer i loggen
decision-open = Förklara
decision-title = Beslut { $number }
decision-what = Så avgjordes det, efter utgåvan och lagen den dagen. Här finns inga uppgifter om ärenden eller personer.
decision-day = Dag
decision-parties = Mellan
decision-purpose = Ändamål
decision-edition = Utgåva
decision-log = Nummer i loggen
decision-now = Vad { $id } säger { $day }
decision-same = Detsamma.
decision-law = Lagtexten
decision-way = Väg framåt:
fault-number = Skriv numret med siffror.
fault-no-decision = Det finns inget beslut att förklara med nummer { $number }.

# Vad som ska rättas
fault-day = Skriv dagen som år, månad och dag, till exempel 2027-01-01.
fault-day-past = Dagen har passerat. Välj i dag eller senare.
fault-day-ahead = Dagen { $day } har inte kommit. Välj i dag eller tidigare.
fault-text-which = Välj vilket lagrum som är läst.
fault-text-outcome = Välj vad jämförelsen visade.
fault-text-unknown = Lagrummet finns inte i utgåvan, eller dess lydelse har upphört. Välj ett i listan.
fault-note-missing = Skriv i anteckningen vad som har ändrats.
fault-note-too-long = Anteckningen är längre än { $letters } tecken. Korta den.
