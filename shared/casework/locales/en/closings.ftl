# Close here, and take up again
closing-title = Close or take up again
closing-here = Here
closing-open = Goes on
closing-other = The other agency
closing-believed = The other agency was told that you had closed the case,
closing-believed-do = Ring, or send another word of state, so that they know that you go on.
closing-other-silent = Has said nothing
closing-closed = Closed here { $day } by { $role }: { $reason }.
closing-taken-up = Taken up again { $day } by { $role }: { $reason }.
closing-came-after = Something came in after you closed it. Read it, and take the case up again if you are to go on working.
closing-told = The other agency was told
closing-tell = Say that we have closed it: { $unit }
closing-tell-explained = Only the words “closed here” cross. Never why.
closing-nobody-knows = Nobody at the other agency knows of the case. There is nobody to tell.
closing-explained = This is about you alone. The other agency may go on. Plans, follow-ups and consultations stay on their lists.
closing-questions = { $n ->
        [one] One question waits for an answer. Answer it first.
       *[other] { $n } questions wait for an answer. Answer them first.
    }
closing-drafts = { $n ->
        [one] One draft has not been sent. It stays.
       *[other] { $n } drafts have not been sent. They stay.
    }
closing-why = Why do you close it?
closing-in_place = Support and protection are in place
closing-handed_on = Another unit goes on with it
closing-not_wanted = The person wants no more contact
closing-not_reached = The person could not be reached
closing-moved = The person has moved out of the area
closing-no_need = Nothing more is needed
closing-mistake = Opened by mistake
closing-do = Close here
closing-earlier = Earlier
closing-error-question = A question of the other agency waits for an answer. Answer it first.
closing-other-closed = Say that they have closed it
problem-closing-meanwhile = Somebody else was first
problem-closing-meanwhile-detail = Open the page again to see what holds.
problem-closing-nobody = Nobody to tell
problem-closing-nobody-detail = Nobody at the other agency knows of the case. It is closed here all the same.
take-up-title = Take up again
take-up-explained = Ask for consent anew: an old yes may have run out. The plan and all that is written is still there.
take-up-why = Why do you take it up?
take-up-came_back = The person got in touch again
take-up-new_event = Something has happened
take-up-moved_back = The person lives in the area again
take-up-follow_up = Follow-up after the close
take-up-mistake = Closed by mistake
take-up-do = Take up again
problem-closing-question = A question waits for an answer
problem-closing-question-detail = Answer the other agency's question first.
