# Manus för samtal, på skärm och papper
talk-paper-do = Skriv ut från webbläsaren. Papperet har ord att läsa och rutor att kryssa i, inget annat.
talk-paper-event = Började på händelsen (streck, inget innehåll):
talk-planned = Planerat { $from } till { $until } min
talk-not-event = Inte om händelsen
talk-note = Bara för dig, läs inte upp:
talk-when = Om något händer
