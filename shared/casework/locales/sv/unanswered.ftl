# Obesvarat
unanswered-title = Obesvarat
unanswered-text = Det som enheten har skickat eller frågat och som ingen har tagit eller svarat på i tid. Det äldsta först.
unanswered-none = Inget väntar för länge.
unanswered-question = Fråga
unanswered-nobody-owns = Ingen har tagit det
unanswered-no-answer = Inget svar har kommit
unanswered-never-came = Det kom aldrig fram
unanswered-minutes = { $n ->
    [one] 1 minut för sent
   *[other] { $n } minuter för sent
 }
unanswered-hours = { $n ->
    [one] 1 timme för sent
   *[other] { $n } timmar för sent
 }
unanswered-days = { $n ->
    [one] 1 dag för sent
   *[other] { $n } dagar för sent
 }
sharing-area = Ärendets område: { $area }. Enheten för området är föreslagen.
