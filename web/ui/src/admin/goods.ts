/** The catalogue as the staff's API has it. Money is whole yen including tax. */
import { get, post, put, request } from '../ui/api';

export interface Both {
  readonly ja: string;
  readonly en: string;
}

export type GoodsKind = 'general' | 'alcohol' | 'second_hand' | 'medicine';
export type TaxKind = 'standard' | 'reduced';

export interface CompareAt {
  readonly kind: 'usual' | 'maker';
  readonly price: number | null;
  readonly source: string | null;
}

export interface VariantForm {
  readonly sku: string;
  readonly name: string;
  readonly nameEn: string;
  readonly price: number | null;
  readonly compareAt: CompareAt | null;
  readonly choices: readonly Both[];
  readonly jan: string | null;
  readonly weightGrams: number | null;
}

export interface PartForm {
  readonly name: string;
  readonly nameEn: string;
  readonly sku: string | null;
  readonly quantity: number | null;
  readonly value: number | null;
  readonly tax: TaxKind;
}

export interface Composition {
  readonly kind: 'separate' | 'single_asset';
  readonly parts: readonly PartForm[];
}

export interface PictureForm {
  readonly key: string;
  readonly alt: string;
  readonly altEn: string;
}

export interface ProductForm {
  readonly version: number;
  readonly name: string;
  readonly nameEn: string;
  readonly description: string;
  readonly descriptionEn: string;
  readonly tax: TaxKind;
  readonly kind: GoodsKind;
  readonly perBuyer: number | null;
  readonly shipsWithinDays: number | null;
  readonly shipsFrom: string | null;
  readonly notes: string;
  readonly notesEn: string;
  readonly talkingPoints: readonly Both[];
  readonly options: readonly Both[];
  readonly goesWith: readonly string[];
  readonly composition: Composition | null;
  readonly pictures: readonly PictureForm[];
  readonly variants: readonly VariantForm[];
  readonly archived: boolean;
}

export interface StoredProduct {
  readonly id: string;
  readonly product: ProductForm;
  readonly shows: readonly { readonly show: string; readonly state: string }[];
  /** Why the usual price of a SKU does not show. */
  readonly comparisons: Readonly<Record<string, Both>>;
}

export interface GoodsRow {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: GoodsKind;
  readonly set: boolean;
  readonly price: number;
  readonly variants: number;
  readonly image: string | null;
  readonly archived: boolean;
  readonly shows: number;
}

export interface GoodsPage {
  readonly products: readonly GoodsRow[];
  readonly next: string | null;
}

export interface SheetError {
  readonly line: number;
  readonly column: string;
  readonly ja: string;
  readonly en: string;
}

export interface SheetOutcome {
  readonly applied: boolean;
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly errorCount: number;
  readonly errors: readonly SheetError[];
}

export interface Prices {
  readonly prices: readonly { readonly price: number; readonly from: number; readonly by: string }[];
  /** `to` is the first moment after it. */
  readonly declared: readonly { readonly price: number; readonly from: number; readonly to: number; readonly statement: string; readonly by: string }[];
}

export interface Declaration {
  readonly sku: string;
  readonly price: number;
  readonly from: string;
  readonly to: string;
  readonly statement: string;
  readonly declared: boolean;
}

export type LicensedKind = Exclude<GoodsKind, 'general'>;

export type Encoding = 'utf-8' | 'shift_jis';

const PRODUCTS = '/api/admin/products';
/** Pictures are written anew in four widths; a long sheet takes as many statements. */
const UPLOAD_MILLIS = 60_000;

const at = (product: string): string => `${PRODUCTS}/${encodeURIComponent(product)}`;

export function listGoods(question: string, archived: boolean, after = ''): Promise<GoodsPage> {
  const query = new URLSearchParams({ archived: String(archived) });
  if (question !== '') query.set('q', question);
  if (after !== '') query.set('after', after);
  return get(`${PRODUCTS}?${query}`);
}

export const readGoods = (product: string): Promise<StoredProduct> => get(at(product));

export const saveGoods = (product: string, form: ProductForm): Promise<StoredProduct> => put(at(product), { body: form });

export const putInShow = (product: string, show: string, position: number): Promise<StoredProduct> =>
  put(`${at(product)}/shows/${encodeURIComponent(show)}`, { body: { position } });

export const readPrices = (product: string, sku: string): Promise<Prices> => get(`${at(product)}/prices?sku=${encodeURIComponent(sku)}`);

export const declarePrice = (product: string, declaration: Declaration): Promise<Prices> => post(`${at(product)}/declared-prices`, { body: declaration });

export const readLicences = (): Promise<Record<string, Both>> => get('/api/admin/licences');

export const stateLicence = (kind: LicensedKind, words: Both): Promise<Record<string, Both>> =>
  put(`/api/admin/licences/${kind}`, { body: { words: words.ja, wordsEn: words.en } });

export const sendPicture = (file: Blob): Promise<{ key: string; url: string }> =>
  request('POST', '/api/admin/images', { raw: file, timeoutMillis: UPLOAD_MILLIS });

export const fetchPicture = (url: string): Promise<{ key: string; url: string }> =>
  post('/api/admin/images/from-url', { body: { url }, timeoutMillis: UPLOAD_MILLIS });

export const sheetAddress = (encoding: Encoding): string => `${PRODUCTS}.csv?encoding=${encoding}`;

export const sendSheet = (file: Blob, encoding: Encoding, trial: boolean): Promise<SheetOutcome> =>
  request('POST', `${sheetAddress(encoding)}&trial=${trial}`, { raw: file, timeoutMillis: UPLOAD_MILLIS });

export const blankVariant = (options: number): VariantForm => ({
  sku: '', name: '', nameEn: '', price: null, compareAt: null, jan: null, weightGrams: null,
  choices: Array.from({ length: options }, () => ({ ja: '', en: '' })),
});

export const blankPart = (): PartForm => ({ name: '', nameEn: '', sku: null, quantity: 1, value: null, tax: 'standard' });

export const blankProduct = (): ProductForm => ({
  version: 0, name: '', nameEn: '', description: '', descriptionEn: '', tax: 'standard', kind: 'general', perBuyer: 5,
  shipsWithinDays: 5, shipsFrom: null, notes: '', notesEn: '', talkingPoints: [], options: [], goesWith: [],
  composition: null, pictures: [], variants: [blankVariant(0)], archived: false,
});

/** Lines of two boxes, one per language, side by side. */
export function pairs(ja: string, en: string): Both[] {
  const japanese = ja.split('\n').map((line) => line.trim());
  const english = en.split('\n').map((line) => line.trim());
  return japanese.map((line, i) => ({ ja: line, en: english[i] ?? '' })).filter((pair) => pair.ja !== '');
}

/** Digits of any width, with or without commas; null for nothing. */
export function wholeNumber(text: string): number | null {
  const digits = text.normalize('NFKC').replace(/[,\u5186¥\s]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}

/** The form with another number of options: each variant keeps the choices it has. */
export function withOptions(form: ProductForm, options: readonly Both[]): ProductForm {
  const variants = form.variants.map((variant) => ({
    ...variant,
    choices: options.map((_, i) => variant.choices[i] ?? { ja: '', en: '' }),
  }));
  return { ...form, options, variants };
}
