# Scripts of talks, on screen and paper
talk-paper-do = Print from the browser. The paper has words to read and boxes to tick, nothing else.
talk-paper-event = Started on the event (strokes, no content):
talk-planned = Planned { $from } to { $until } min
talk-not-event = Not about the event
talk-note = For you alone, do not read aloud:
talk-when = If something happens
