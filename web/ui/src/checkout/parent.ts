/** Speaks to the page that holds this document in its sheet: same origin only, nothing when alone. */
import type { CheckoutMessage } from '../protocol/buying';

export function isHeld(): boolean {
  return window.parent !== window;
}

export function tellParent(message: Omit<CheckoutMessage, 'nigiwai'>): void {
  if (isHeld()) window.parent.postMessage({ nigiwai: 'checkout', ...message }, location.origin);
}

/** Tells the parent each new height of the document; returns the way to stop. */
export function tellHeight(of: Element): () => void {
  let last = 0;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(of.getBoundingClientRect().height);
    if (height !== last) {
      last = height;
      tellParent({ type: 'resize', height });
    }
  });
  observer.observe(of);
  return () => observer.disconnect();
}
