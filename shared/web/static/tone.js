// Two short tones. <button data-tone> plays them wherever it stands: a form it belongs to is sent afterwards as always.
let sound;
const LENGTH = 0.18;

/** Whether the browser lets sound out: it wants a press of a button first. */
export const allowed = () => sound?.state === "running";

/** Plays them; the answer comes when the browser has said yes or no. */
export async function tones() {
  sound ??= new AudioContext();
  // A context that waits for a press never answers: do not wait for it.
  await Promise.race([sound.resume(), new Promise((done) => setTimeout(done, 300))]);
  if (!allowed()) return false;
  for (const [at, pitch] of [[0, 880], [0.25, 660]]) {
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    tone.frequency.value = pitch;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + LENGTH);
  }
  return true;
}

document.addEventListener("click", (event) => event.target.closest("[data-tone]") && tones());
