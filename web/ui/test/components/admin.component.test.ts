import { afterEach, describe, expect, it } from 'vitest';
import type { LitElement } from 'lit';
import { fakeServer, Refused, type FakeServer } from './fake-server';
import { expectAccessible, until } from './look';
import '../../src/ui/base.css';
import '../../src/ui/plain-page.css';
import '../../src/admin/admin.css';
import '../../src/admin/nw-admin';
import { blankProduct, pairs, wholeNumber, type ProductForm } from '../../src/admin/goods';
import { setLanguage } from '../../src/ui/i18n';

const row = { id: 'kyusu', name: '横手の急須', nameEn: 'Teapot', kind: 'general', set: false, price: 6800, variants: 2, image: null, archived: false, shows: 1 };
const stored = (form: ProductForm) => ({ id: 'kyusu', product: form, shows: [{ show: 'demo', state: 'on_sale' }], comparisons: {} });
const teapot: ProductForm = {
  ...blankProduct(), version: 3, name: '横手の急須', nameEn: 'Teapot', options: [{ ja: '色', en: 'Colour' }], pictures: [{ key: 'a'.repeat(32), alt: '急須', altEn: '' }],
  variants: [{ sku: 'kyusu-white', name: '白', nameEn: 'White', price: 6800, compareAt: { kind: 'usual', price: 7800, source: null }, choices: [{ ja: '白', en: 'White' }], jan: null, weightGrams: 480 }],
};

describe('the page of the goods', () => {
  let server: FakeServer;
  let root: LitElement;
  const open = async (routes: Parameters<typeof fakeServer>[0] = {}): Promise<void> => {
    server = fakeServer({
      'GET /api/admin/products': () => ({ products: [row], next: null }),
      'GET /api/admin/products/kyusu': () => stored(teapot),
      'GET /api/shows': () => ({ shows: [{ id: 'demo', title: '秋の器', titleEn: 'Autumn' }, { id: 'yoru', title: '夜の市', titleEn: 'Night' }] }),
      ...routes,
    });
    await setLanguage('ja');
    root = document.body.appendChild(document.createElement('nw-admin') as LitElement);
    await until(() => root.textContent?.includes('横手の急須'));
  };
  const button = (words: string): HTMLButtonElement => {
    const found = [...root.querySelectorAll('button')].find((one) => one.textContent?.includes(words));
    if (!found) throw new Error(`no button ${words}`);
    return found;
  };
  const box = (label: string): HTMLInputElement => {
    const found = [...root.querySelectorAll('label')].find((one) => one.textContent?.trim() === label);
    return root.querySelector<HTMLInputElement>(`#${CSS.escape(found?.htmlFor ?? '')}`)!;
  };
  const type = (input: HTMLInputElement, text: string): void => {
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  afterEach(async () => {
    root.remove();
    server.close();
    await setLanguage('ja');
  });

  it('lists the goods and asks for what is typed', async () => {
    const asked: string[] = [];
    await open({ 'GET /api/admin/products': (_, url) => (asked.push(url.searchParams.get('q') ?? ''), { products: [row], next: null }) });
    await expectAccessible();
    type(box('商品を探す'), 'きゅうす');
    await until(() => asked.includes('きゅうす'));
  });

  it('saves a product with the version it read', async () => {
    let sent: ProductForm | undefined;
    await open({ 'PUT /api/admin/products/kyusu': (body) => ((sent = body as ProductForm), stored({ ...(body as ProductForm), version: 4 })) });
    button('横手の急須').click();
    await until(() => root.textContent?.includes('種類 1'));
    await expectAccessible();
    type(box('販売価格(税込・円)'), '７，２００');
    type(box('話すこと(1行に1つ)'), '注ぎ口\n持ち手');
    button('保存する').click();
    await until(() => root.textContent?.includes('保存しました'));
    expect(sent).toEqual({ ...teapot, talkingPoints: [{ ja: '注ぎ口', en: '' }, { ja: '持ち手', en: '' }], variants: [{ ...teapot.variants[0], price: 7200 }] });
    expect(root.textContent).toContain('「夜の市」に加える');
  });

  it('says what cannot be used beside its field, and goes there', async () => {
    await open({ 'PUT /api/admin/products/kyusu': () => new Refused(422, 'usual_price_not_proven', { ja: '当店通常価格として表示できません。', field: 'variants[0].compareAt' }) });
    button('横手の急須').click();
    await until(() => root.textContent?.includes('種類 1'));
    button('保存する').click();
    await until(() => document.activeElement === box('比較する価格(税込・円)'));
    expect(box('比較する価格(税込・円)').getAttribute('aria-invalid')).toBe('true');
    await expectAccessible();
  });

  it('asks a new product for its id before anything is sent', async () => {
    await open();
    button('新しい商品').click();
    await until(() => root.textContent?.includes('商品ID'));
    button('保存する').click();
    await until(() => root.textContent?.includes('商品IDを入力してください。'));
    expect(server.asked.filter((one) => one.startsWith('PUT'))).toEqual([]);
  });

  it('keeps what is declared about earlier sales, and what licences say', async () => {
    let declared: unknown;
    let licence: unknown;
    await open({
      'GET /api/admin/products/kyusu/prices': () => ({ prices: [{ price: 6800, from: 1_795_000_000_000, by: 'ken' }], declared: [] }),
      'POST /api/admin/products/kyusu/declared-prices': (body) => ((declared = body), { prices: [], declared: [{ price: 7800, from: 1_785_000_000_000, to: 1_790_000_000_000, statement: '本店', by: 'ken' }] }),
      'GET /api/admin/licences': () => ({}),
      'PUT /api/admin/licences/second_hand': (body) => ((licence = body), { second_hand: { ja: '古物商許可 第1号', en: '' } }),
    });
    button('横手の急須').click();
    await until(() => root.querySelector('summary') !== null);
    root.querySelector('summary')!.click();
    await until(() => root.textContent?.includes('6,800円'));
    await expectAccessible();
    type(box('当時の価格(税込・円)'), '7800');
    type(box('最初の日'), '2026-08-01');
    type(box('最後の日'), '2026-09-30');
    type(box('どこで販売したか'), '本店の店頭');
    root.querySelector<HTMLInputElement>('.goods-details input[type=checkbox]')!.click();
    button('申告する').click();
    await until(() => root.textContent?.includes('申告: ken'));
    expect(declared).toEqual({ sku: 'kyusu-white', price: 7800, from: '2026-08-01', to: '2026-09-30', statement: '本店の店頭', declared: true });
    button('商品一覧へ').click();
    await until(() => root.textContent?.includes('商品を探す'));
    button('許可・届出の表示').click();
    await until(() => root.querySelector('#licence-medicine') !== null);
    await expectAccessible();
    type(root.querySelectorAll<HTMLInputElement>('textarea')[2]!, '古物商許可 第1号');
    root.querySelectorAll<HTMLButtonElement>('section button')[1]!.click();
    await until(() => root.textContent?.includes('保存しました'));
    expect(licence).toEqual({ words: '古物商許可 第1号', wordsEn: '' });
  });

  it('tries a sheet before it takes it', async () => {
    const trials: string[] = [];
    let errors: unknown[] = [{ line: 3, column: 'price', ja: '整数で入力してください。', en: 'Enter a whole number.' }];
    await open({
      'POST /api/admin/products.csv': (_, url) => {
        trials.push(`${url.searchParams.get('encoding')} ${url.searchParams.get('trial')}`);
        return { applied: url.searchParams.get('trial') === 'false', rows: 2, created: 1, changed: 1, unchanged: 0, errorCount: errors.length, errors };
      },
    });
    button('CSV').click();
    await until(() => root.querySelector('#sheet-file') !== null);
    const files = new DataTransfer();
    files.items.add(new File(['product_id,sku,price'], 'goods.csv', { type: 'text/csv' }));
    const input = root.querySelector<HTMLInputElement>('#sheet-file')!;
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => button('試しに確かめる').getAttribute('aria-disabled') === 'false');
    button('試しに確かめる').click();
    await until(() => root.textContent?.includes('整数で入力してください。'));
    expect(root.textContent).not.toContain('この内容で取り込む');
    await expectAccessible();
    errors = [];
    button('試しに確かめる').click();
    await until(() => root.textContent?.includes('まだ変更していません。'));
    button('この内容で取り込む').click();
    await until(() => root.textContent?.includes('取り込みました。'));
    expect(trials).toEqual(['utf-8 true', 'utf-8 true', 'utf-8 false']);
  });
});

describe('what is typed', () => {
  it('may have any width and commas', () => {
    expect(wholeNumber('１２，８００円')).toBe(12_800);
    expect(wholeNumber('')).toBeNull();
    expect(wholeNumber('1.5')).toBeNull();
  });

  it('is paired line by line', () => {
    expect(pairs('一\n\n二', 'one\n\ntwo')).toEqual([{ ja: '一', en: 'one' }, { ja: '二', en: 'two' }]);
  });
});
