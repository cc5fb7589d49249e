/**
 * Words in two languages. Source Japanese, target English, through `@lit/localize` in runtime mode.
 *
 * Write `msg('カートに入れる', { id: 'shop.add' })` and the English text under the same id in
 * `en/<surface>.ts`; a sentence with values is ``msg(str`残り${n}点`, { id })`` and its English twin
 * names the value by its index: ``str`${0} left` ``. Elements that show words carry `@localized()`.
 * A unit test fails when an id is missing on either side.
 */
import { configureLocalization, LOCALE_STATUS_EVENT } from '@lit/localize';

export { localized, msg, str } from '@lit/localize';

export type Language = 'ja' | 'en';
const REMEMBERED = 'nigiwai.language';

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'ja',
  targetLocales: ['en'],
  loadLocale: () => import('./en'),
});

export function language(): Language {
  return getLocale() === 'en' ? 'en' : 'ja';
}

/** The shop's own text in the language of the page; Japanese where there is no English. */
export function inLanguage(ja: string, en: string | null | undefined): string {
  return language() === 'en' && en ? en : ja;
}

/** `?lang=`, then what was chosen before, then the browser's languages. */
export function preferredLanguage(
  query: string,
  remembered: string | null,
  browser: readonly string[],
): Language {
  const asked = new URLSearchParams(query).get('lang');
  for (const wish of [asked, remembered]) if (wish === 'ja' || wish === 'en') return wish;
  const first = browser.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === 'ja' || tag === 'en');
  return first === 'en' ? 'en' : browser.length === 0 || first === 'ja' ? 'ja' : 'en';
}

export async function setLanguage(wish: Language): Promise<void> {
  await setLocale(wish);
  document.documentElement.lang = wish;
  try {
    localStorage.setItem(REMEMBERED, wish);
  } catch {
    // Storage may be refused; the choice then lasts for this page only.
  }
}

/** Called once by each page before its first element is made. */
export async function startLanguage(): Promise<Language> {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem(REMEMBERED);
  } catch {
    // as above
  }
  const wish = preferredLanguage(location.search, remembered, navigator.languages);
  await setLocale(wish);
  document.documentElement.lang = wish;
  return wish;
}

/** Calls back after each change of language; returns the way to stop. */
export function onLanguage(changed: (now: Language) => void): () => void {
  const listener = (event: Event): void => {
    if ((event as CustomEvent<{ status: string }>).detail.status === 'ready') changed(language());
  };
  window.addEventListener(LOCALE_STATUS_EVENT, listener);
  return () => window.removeEventListener(LOCALE_STATUS_EVENT, listener);
}
