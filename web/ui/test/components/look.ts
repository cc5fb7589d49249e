import axe from 'axe-core';
import { expect } from 'vitest';

/** No violation of WCAG 2.2 AA that a machine can find. */
export async function expectAccessible(root: Element = document.body): Promise<void> {
  const { violations } = await axe.run(root, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // A part of a page stands alone here; the documents have their landmarks and titles.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
}

/** Waits until the page says so; fails after eight seconds. */
export async function until<T>(find: () => T | null | undefined | false): Promise<T> {
  const deadline = performance.now() + 8_000;
  for (;;) {
    const found = find();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`never came true: ${find.toString()}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

export function type(input: HTMLInputElement | null, value: string): void {
  if (!input) throw new Error('no such input');
  input.value = value;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}
