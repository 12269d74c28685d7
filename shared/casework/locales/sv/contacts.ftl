# Kontakter
contacts-title = Kontakter
contact-days = { $n ->
    [0] Samma dag som händelsen
    [one] { $n } dag sedan händelsen
   *[other] { $n } dagar sedan händelsen
}
contact-here = Härifrån: { $how } { $day }, { $role }
contact-here-none = Härifrån: ingen kontakt än
contact-there = Den andra myndigheten: { $how } { $day }, { $role }
contact-was-reached = kontakt
contact-was-tried = försök
contact-next = Nästa kontakt { $day }
contact-overdue = { $n ->
    [one] Försenad { $n } dag
   *[other] Försenad { $n } dagar
}
contact-load-none = Samtal de senaste sju dagarna: inga
contact-load = Samtal de senaste sju dagarna: { $n }, { $people } ({ $roles })
contact-load-people = { $n ->
    [one] med en person härifrån
   *[other] med { $n } personer härifrån
}
contact-load-many = Många samtal med många personer tröttar ut, och förhöret kan komma sedan. Fråga vem personen vill tala med, och låt en av er hålla kontakten.
contact-do-not-call = Ring inte.
contact-do-not-call-do = Vänta tills personen hör av sig, eller håll kontakten så som ni har kommit överens. Vid fara för liv gäller era rutiner för skydd.
contact-said = Sagt av
contact-said-by-person = Personen själv
contact-said-by-close_person = Någon nära
contact-said-by-counsel = Biträde eller ombud
contact-said-by-staff = Egen bedömning
contact-said-by-another-unit = En annan enhet här
contact-no-answer = Inget svar
contact-we-talked = Vi pratade
contact-log = Det som har gjorts
contact-log-none = Inget än.
contact-correct = Rätta
contact-corrected = Rättad { $day } { $time } av { $by }
contact-colleague = en tidigare kollega
contact-save = Spara
contact-outcome = Hur gick det?
contact-outcome-reached = Nådd
contact-outcome-failed = Inget svar
contact-outcome-did_not_happen = Det här hände inte
contact-channel = På vilket sätt?
contact-channel-in_person = På plats
contact-channel-phone = Telefon
contact-channel-video = Video
contact-channel-text_message = Sms
contact-channel-letter = Brev
contact-topics = Om vad? Flera kan stämma.
contact-topic-support_for_violence = Ta emot stöd för våld
contact-topic-police_report = Göra en polisanmälan
contact-topic-investigation = Medverka i utredningen
contact-topic-substance_treatment = Behandling för missbruk
contact-topic-safety_planning = Säkerhetsplanering
contact-topic-risk_assessment = Riskbedömning
contact-topic-check_in = Avstämning
contact-topic-practical_help = Praktisk hjälp
contact-topic-information = Information
contact-wishes = Så vill personen bli kontaktad
contact-pace = Hur ofta?
contact-pace-none = Takt: ej angivet
contact-pace-each_day = Varje dag
contact-pace-twice_a_week = Två gånger i veckan
contact-pace-weekly = Varje vecka
contact-pace-every_other_week = Varannan vecka
contact-pace-monthly = Varje månad
contact-pace-she_calls = Personen ringer själv
contact-next-day = Nästa kontakt, den dag ni har kommit överens om
contact-next-do = Spara dagen
contact-next-none = Ingen dag gäller längre
contact-error-day = Välj en dag från i dag och framåt
contact-do-not-call-who = Ring inte. Vem säger det?
contact-may-call = Får ringas igen. Vem säger det?
contact-gate-title = Innan den misstänkte kontaktas
contact-gate-explained = Den som är utsatt kommer först. Ingen kontaktar den misstänkte förrän alla fyra svaren är ja, och ett senare nej stänger igen.
contact-gate-open = Alla svar är ja: kontakt får tas.
contact-gate-shut = Ingen kontakt än: alla svar måste vara ja.
contact-gate-refused = Ett svar är nej: ta ingen kontakt.
contact-gate-reached = Har den utsatta nåtts härifrån?
contact-gate-reached-yes = Ja,
contact-gate-reached-no = Nej. Ett försök räcker inte.
contact-gate-protection_offered = Har den utsatta erbjudits stöd och skydd?
contact-gate-not_too_dangerous = Bedöms det säkert nog att kontakta den misstänkte?
contact-gate-no_added_danger = Är det klart att kontakten inte ökar faran för den utsatta eller barnen?
contact-answer-yes = Ja
contact-answer-no = Nej
contact-answer-not_stated = Ej angivet
contact-told = Berättade om brott
contact-told-explained = Säger till utredaren att personen berättade om ett brott, när och för vilken roll. Aldrig vad.
contact-told-do = Personen berättade om brott
contact-role-more = Mer att läsa upp
contact-told-sent = Sagt
contact-told-taken = Mottaget
contact-told-waits = Ingen utredare har tagit emot det än.
contact-number-shut = Numret visas när frågorna innan den misstänkte kontaktas är besvarade, på sidan Kontakter.
contact-logged = Att du ser kontakterna skrivs i åtkomstloggen.
flash-contact-recorded = Noterat. Säg gärna på vilket sätt och om vad.
flash-contact-saved = Sparat.
problem-contact-gate-shut = Den misstänkte får inte kontaktas än
problem-contact-gate-shut-detail = Svara på frågorna på sidan Kontakter. Alla svar måste vara ja, och den utsatta måste ha nåtts.
problem-contact-replaced = Någon annan har rättat raden under tiden
problem-contact-replaced-detail = Gå tillbaka, läs in sidan på nytt och gör om det.
