import axe from 'axe-core';
import { expect } from 'vitest';
import type { LitElement } from 'lit';
import '../../src/ui/base.css';
import { setLanguage, type Language } from '../../src/ui/i18n';

/** Puts an element into an otherwise empty page. */
export async function put<T extends LitElement>(tag: string, more: Partial<T> = {}): Promise<T> {
  await setLanguage('ja');
  const main = document.createElement('main');
  const element = Object.assign(document.createElement(tag) as T, more);
  main.append(element);
  document.body.replaceChildren(main);
  document.title = 'test';
  await settled(element);
  return element;
}

/** The element and those in it have rendered. */
export async function settled(element: LitElement): Promise<void> {
  await element.updateComplete;
  for (const child of element.renderRoot.querySelectorAll<LitElement>('*')) if (child.shadowRoot) await settled(child);
}

/** One element inside, through all shadow roots. */
export function inside<T extends Element = HTMLElement>(element: LitElement, selector: string): T {
  const found = all<T>(element, selector)[0];
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

export function all<T extends Element = HTMLElement>(element: LitElement, selector: string): T[] {
  const here = [...element.renderRoot.querySelectorAll<T>(selector)];
  const deeper = [...element.renderRoot.querySelectorAll<LitElement>('*')].filter((child) => child.shadowRoot).flatMap((child) => all<T>(child, selector));
  return [...here, ...deeper];
}

function roots(element: LitElement): ShadowRoot[] {
  const own = element.shadowRoot ? [element.shadowRoot] : [];
  return [...own, ...all<LitElement>(element, '*').flatMap((child) => child.shadowRoot ?? [])];
}

/** No violation of WCAG 2.2 AA, in both languages. */
export async function expectAccessible(element: LitElement): Promise<void> {
  for (const language of ['en', 'ja'] satisfies Language[]) {
    await setLanguage(language);
    await settled(element);
    // Colours are judged at rest, not half-way through a fade.
    await Promise.allSettled(roots(element).flatMap((root) => root.getAnimations().map((one) => one.finished)));
    const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${language} ${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
  }
}
