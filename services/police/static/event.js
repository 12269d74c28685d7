// A deep link from the police's own system ends in #event=NUMBER. What stands after # never leaves the device: it is put
// into the form and taken out of the address.
function take() {
  const number = new URLSearchParams(location.hash.slice(1)).get("event");
  const field = document.querySelector("input[name=event_number]");
  if (!number || !field) return;
  field.value = number;
  field.closest("details").open = true;
  history.replaceState(null, "", location.pathname + location.search);
}

take();
// The page may be open already when the link is followed.
addEventListener("hashchange", take);
