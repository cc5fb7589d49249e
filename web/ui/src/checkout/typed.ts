/**
 * What people type, made uniform: any width, any dash, any spacing is accepted and silently
 * narrowed, because a form that scolds about 全角 and 半角 loses the buyer.
 */

const DASHES = /[-\u2010-\u2015\u2212\uFE63\uFF0D\u30FC\uFF70]/g;

/** Full-width letters, digits and signs become their narrow twins (NFKC). */
export function narrow(text: string): string {
  return text.normalize('NFKC');
}

/** Only the digits, in their order. */
export function digits(text: string): string {
  return narrow(text).replace(/\D/g, '');
}

/** Spaces at both ends go; inside, runs of spaces become one. The characters stay as written. */
export function words(text: string): string {
  return text.trim().replace(/[\s\u3000]+/g, ' ');
}

const HIRAGANA = /[\u3041-\u3096\u309D\u309E]/g;
const HIRAGANA_TO_KATAKANA = 0x60;
const READING = /^[\u30A1-\u30FA\u30FC\u30FD\u30FE\u30FB ]+$/;

/** A reading in full-width katakana, whatever kana it was typed in; other characters stay. */
export function kana(text: string): string {
  return words(narrow(text))
    .replace(HIRAGANA, (one) => String.fromCharCode(one.charCodeAt(0) + HIRAGANA_TO_KATAKANA))
    .replace(/(?<=[\u30A1-\u30FA\u30FC])[-\u2010-\u2015\u2212]/g, '\u30FC');
}

export function isKana(text: string): boolean {
  return READING.test(text);
}

export function email(text: string): string {
  return narrow(text).replace(/\s/g, '');
}

/** `1500001`, `１５０－０００１` and `〒150-0001` become `150-0001`; anything else stays. */
export function postal(text: string): string {
  const found = digits(text);
  return found.length === 7 ? `${found.slice(0, 3)}-${found.slice(3)}` : narrow(text).trim();
}

/** Digits with single hyphens where the buyer put any; `+81 90…` becomes `090…`. */
export function phone(text: string): string {
  const plain = narrow(text).trim().replace(DASHES, '-').replace(/[\s().]+/g, '-');
  return plain
    .replace(/^\+81-?0?/, '0')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Groups of four, as printed on the card (4-6-5 for American Express). */
export function cardNumber(text: string): string {
  const found = digits(text).slice(0, 19);
  const groups = /^3[47]/.test(found)
    ? [found.slice(0, 4), found.slice(4, 10), found.slice(10)]
    : (found.match(/.{1,4}/g) ?? []);
  return groups.filter((group) => group !== '').join(' ');
}

/** `1230`, `12/30`, `12 / 2030` and `１２／３０` become `12/30`; a half-typed one stays as it is. */
export function expiry(text: string): string {
  const plain = narrow(text).replace(/\s/g, '');
  const parts = /^(\d{1,2})[/.-](?:20)?(\d{2})$/.exec(plain) ?? /^(\d{2})(?:20)?(\d{2})$/.exec(plain);
  return parts ? `${parts[1]!.padStart(2, '0')}/${parts[2]}` : plain;
}
