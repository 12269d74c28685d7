status-title = Läget hos samordningen
status-what = Samordningen tar emot förseglade överlämningar, prövar dem mot regelboken och för loggen. Den kan inte läsa vad de innehåller. Här finns inga uppgifter om personer eller ärenden.
status-works = Tjänsten är i gång.
status-behind = Loggen är låst: den har återställts från en gammal kopia eller ändrats, och leder inte till det som myndigheterna har bekräftat. Ingenting går ut förrän den är lagad. Ring i stället.
status-fenced = Loggen är låst: en annan server har tagit över. Ingenting går ut härifrån. Ring i stället.
status-log = Loggen
status-log-origin = Loggens namn
status-log-size = Antal rader
status-log-root = Rot
status-checkpoint = Senaste kontrollpunkt
status-minutes-ago = { $minutes ->
    [one] för 1 minut sedan
   *[other] för { $minutes } minuter sedan
  }
status-checkpoint-link = Den signerade kontrollpunkten
status-edition = Regelbokens utgåva
status-agencies = Anslutna myndigheter
status-no-agencies = Ingen myndighet är ansluten ännu.
status-cosigned = Medsignerade senast
status-cosigned-newest = den nyaste kontrollpunkten
status-never-cosigned = Har inte medsignerat ännu.
status-registrations = Anmälningar av myndigheter: { $waiting } väntar, { $parked } behöver ses över.
agency-kind-police = polis
agency-kind-social = socialtjänst
agency-kind-broker = samordning
