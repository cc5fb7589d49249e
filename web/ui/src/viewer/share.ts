export type ShareOutcome = 'shared' | 'copied' | 'cancelled' | 'failed';

/** The device's own share sheet where there is one, else the address goes to the clipboard. */
export async function sharePage(title: string): Promise<ShareOutcome> {
  const url = location.origin + location.pathname;
  if (typeof navigator.share === 'function') {
    try {
      await navigator.share({ title, url });
      return 'shared';
    } catch (refusal) {
      if ((refusal as DOMException).name === 'AbortError') return 'cancelled';
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    return 'copied';
  } catch {
    return 'failed';
  }
}
