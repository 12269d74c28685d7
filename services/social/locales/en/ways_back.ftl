# Ways back into a case
ways-back-title = Ways back in
ways-back-guard = Say nothing about a case to whoever rings.
ways-back-guard-why = It may be him. Hang up and ring the number that stands in the case.
ways-back-found = That number leads to
ways-back-none = No case of yours. Ask for the code, or begin anew: she need not remember anything.
ways-back-came = The number came { $day }
ways-back-closed = Closed { $day }.
ways-back-take-up = Take up again
ways-back-by-code = She has the code
ways-back-by-number = She has lost the card
ways-back-by-number-explained = Write the number she said that she can be reached by. Only your unit's cases are searched. The search is noted, never the number.
ways-back-phone = Telephone number
ways-back-search = Search
ways-back-elsewhere = She does not live in the area
ways-back-elsewhere-explained = Help her tonight all the same. Give her the number of the right district. If the case belongs to another unit: hand it over from its row in the duty inbox, and everything is previewed anew.
ways-back-later = She gets in touch much later
ways-back-later-explained = Open the case and take it up again. Her plan is still there. Ask for consent anew: the old one has run out.
