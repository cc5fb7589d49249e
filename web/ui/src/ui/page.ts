/** What every page does first: tokens, language, then its root element into the body. */
import './base.css';
import { startLanguage } from './i18n';

export async function startPage(rootTag: string): Promise<void> {
  await startLanguage();
  document.body.append(document.createElement(rootTag));
}

/** The piece of the address after `/watch/`, `/control/`, …; `demo` in `/watch/demo`. */
export function addressTail(): string {
  return decodeURIComponent(location.pathname.replace(/\/+$/, '').split('/').pop() ?? '');
}
