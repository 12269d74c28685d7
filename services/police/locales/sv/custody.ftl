# Frihetsberövande, frigivning och erbjudande om samtal
custody-title = Frihetsberövande och frigivning
custody-link = Frihetsberövande
custody-none = Inget är antecknat
custody-since = sedan
custody-expected = Väntas släppas
custody-released = Släppt
custody-part-status = Ändra läget
custody-part-release = Frigivning
custody-part-talk = Erbjud samtal
custody-talk = Arrestsamtal
custody-talk-text = Du möter personen först. Bedöm om ett samtal är lämpligt, fråga om personen vill, och säg att det är frivilligt. Berätta aldrig vem någon annan har pratat med.
custody-purpose = Syftet, läses upp
custody-consent = Fråga personen om samtycke
custody-written = Antecknat
custody-tell = Till { $whom }
custody-tell-text = Läge, frigivning och ett ja till samtal läggs i ett utkast. Vart personen tar vägen finns aldrig med. Du ser allt innan något skickas.
custody-draft = Gör ett utkast
custody-owes = Den utsatta ska få veta.
custody-owes-do = När någon som varit gripen, anhållen eller häktad släpps ska målsäganden få veta det så snart som möjligt, om det behövs.
custody-owes-who = Väntar på förundersökningsledaren.
custody-notice-told = Har berättat
custody-notice-not_reached = Nådde inte
custody-notice-not_needed = Behövs inte
custody-notices = Besked till den utsatta
custody-notices-title = Frigivningar att berätta om
custody-notices-empty = Inget väntar.
custody-earlier = Tidigare anteckningar
custody-not-sent = Inget skickas när du sparar.
custody-error-later = Tiden har inte varit än. Skriv en tid som har varit.
custody-error-suitable = Svara ja eller nej: är ett samtal lämpligt?
custody-error-unsuitable = Ett samtal som inte är lämpligt erbjuds inte. Ta bort det andra, eller ändra bedömningen.
custody-notices-waiting = { $n ->
    [one] Frigivningar att berätta om: 1
   *[other] Frigivningar att berätta om: { $n }
}
custody-release-talk = Orden till släppsamtalet
custody-release-talk-purpose = Innan samtalet
custody-release-talk-decisions = (de beslut som gäller)
custody-release-talk-ban = Ingen har begärt kontaktförbud. Gäller ett redan? Så länge det inte är klart står här orden för den som inte får åka hem.
custody-release-talk-no-ban = Jag har kontrollerat: inget kontaktförbud gäller
custody-release-talk-after = Inget av det som sägs sparas. Att ni talades vid skriver du upp bland kontakterna.
custody-release-talk-contact = Till kontakterna
