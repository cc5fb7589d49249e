/**
 * What a buyer has to give, and when it is good enough. Pure: takes what is in the fields, names
 * what is wrong with each. The server decides again with the same rules; these spare a round trip.
 */
import { PREFECTURES } from './prefectures';
import * as typed from './typed';

export const BUYER_FIELDS = [
  'familyName',
  'givenName',
  'familyKana',
  'givenKana',
  'email',
  'phone',
  'postal',
  'prefecture',
  'city',
  'line1',
  'line2',
] as const;
export const CARD_FIELDS = ['number', 'expiry', 'cvc'] as const;

export type BuyerField = (typeof BUYER_FIELDS)[number];
export type CardField = (typeof CARD_FIELDS)[number];
export type Field = BuyerField | CardField;

export type BuyerDraft = Record<BuyerField, string>;
export type CardDraft = Record<CardField, string>;

/** Why a field is not good yet; the words for it are in `words.ts`. */
export type Fault = 'missing' | 'too_long' | 'shape' | 'past' | 'check_digit';

export type Faults<F extends Field> = Partial<Record<F, Fault>>;

export const EMPTY_BUYER: BuyerDraft = {
  familyName: '',
  givenName: '',
  familyKana: '',
  givenKana: '',
  email: '',
  phone: '',
  postal: '',
  prefecture: '',
  city: '',
  line1: '',
  line2: '',
};
export const EMPTY_CARD: CardDraft = { number: '', expiry: '', cvc: '' };

const LENGTH_MAX: Record<BuyerField, number> = {
  familyName: 30,
  givenName: 30,
  familyKana: 40,
  givenKana: 40,
  email: 254,
  phone: 20,
  postal: 8,
  prefecture: 4,
  city: 50,
  line1: 100,
  line2: 100,
};
const OPTIONAL: ReadonlySet<Field> = new Set<Field>(['line2']);
const EMAIL = /^[^\s@"<>(),;:\\]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/;

/** One field as it will be sent. */
export function tidy(field: Field, value: string): string {
  switch (field) {
    case 'email':
      return typed.email(value);
    case 'phone':
      return typed.phone(value);
    case 'postal':
      return typed.postal(value);
    case 'number':
      return typed.cardNumber(value);
    case 'expiry':
      return typed.expiry(value);
    case 'cvc':
      return typed.digits(value).slice(0, 4);
    case 'familyKana':
    case 'givenKana':
      return typed.kana(value);
    case 'familyName':
    case 'givenName':
    case 'prefecture':
    case 'city':
    case 'line1':
    case 'line2':
      return typed.words(value);
  }
}

export function tidyBuyer(draft: BuyerDraft): BuyerDraft {
  return Object.fromEntries(
    BUYER_FIELDS.map((field) => [field, tidy(field, draft[field])]),
  ) as BuyerDraft;
}

export function buyerFault(field: BuyerField, value: string): Fault | undefined {
  const text = tidy(field, value);
  if (text === '') {
    return OPTIONAL.has(field) ? undefined : 'missing';
  }
  if ([...text].length > LENGTH_MAX[field]) {
    return 'too_long';
  }
  switch (field) {
    case 'email':
      return EMAIL.test(text) ? undefined : 'shape';
    case 'phone':
      return /^0\d{9,10}$/.test(typed.digits(text)) ? undefined : 'shape';
    case 'postal':
      return /^\d{3}-\d{4}$/.test(text) ? undefined : 'shape';
    case 'prefecture':
      return PREFECTURES.some(([ja]) => ja === text) ? undefined : 'shape';
    case 'familyKana':
    case 'givenKana':
      return typed.isKana(text) ? undefined : 'shape';
    case 'familyName':
    case 'givenName':
    case 'city':
    case 'line1':
    case 'line2':
      return undefined;
  }
}

export function cardFault(field: CardField, value: string, now: Date): Fault | undefined {
  const text = tidy(field, value);
  if (text === '') {
    return 'missing';
  }
  switch (field) {
    case 'number': {
      const number = typed.digits(text);
      if (number.length < 14) {
        return 'shape';
      }
      return luhn(number) ? undefined : 'check_digit';
    }
    case 'expiry': {
      const parts = /^(0[1-9]|1[0-2])\/(\d{2})$/.exec(text);
      if (!parts) {
        return 'shape';
      }
      // A card is good until the last day of its month.
      const after = new Date(2000 + Number(parts[2]), Number(parts[1]), 1);
      return after > now ? undefined : 'past';
    }
    case 'cvc':
      return /^\d{3,4}$/.test(text) ? undefined : 'shape';
  }
}

export function buyerFaults(draft: BuyerDraft): Faults<BuyerField> {
  return gather(BUYER_FIELDS, (field) => buyerFault(field, draft[field]));
}

export function cardFaults(draft: CardDraft, now: Date): Faults<CardField> {
  return gather(CARD_FIELDS, (field) => cardFault(field, draft[field], now));
}

/** The first field in reading order that needs another look; the focus goes there. */
export function firstFault(faults: Faults<Field>): Field | undefined {
  return [...BUYER_FIELDS, ...CARD_FIELDS].find((field) => faults[field] !== undefined);
}

function gather<F extends Field>(
  fields: readonly F[],
  judge: (field: F) => Fault | undefined,
): Faults<F> {
  const found: Faults<F> = {};
  for (const field of fields) {
    const fault = judge(field);
    if (fault) {
      found[field] = fault;
    }
  }
  return found;
}

/** ISO/IEC 7812-1 annex B: finds any single wrong digit. */
function luhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number[number.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
