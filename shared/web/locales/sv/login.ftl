login-title = Vem är du i övningen?
login-explained = Alla här är påhittade. Välj en person för att logga in.
login-invented = påhittad person
login-nobody-there = Ingen personal är inlagd. Lägg till demo_staff i tjänstens inställningar.
problem-login-nobody = Välj en person i listan
problem-login-nobody-detail = Personen finns inte längre. Gå tillbaka och välj en annan.
