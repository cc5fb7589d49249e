/** One quiet voice per page for screen readers: at most one sentence per three seconds, the newest wins. */
const EVERY_MILLIS = 3_000;

let region: HTMLElement | null = null;
let waiting: string | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Makes the region early: readers only notice changes of a region they already know. */
export function prepareAnnouncer(): void {
  if (region?.isConnected) return;
  region = document.createElement('div');
  region.className = 'visually-hidden';
  region.setAttribute('role', 'status');
  document.body.append(region);
}

export function announce(words: string): void {
  prepareAnnouncer();
  if (timer !== undefined) {
    waiting = words;
    return;
  }
  if (region) region.textContent = words;
  timer = setTimeout(() => {
    timer = undefined;
    const next = waiting;
    waiting = null;
    if (next !== null) announce(next);
    else if (region) region.textContent = '';
  }, EVERY_MILLIS);
}
