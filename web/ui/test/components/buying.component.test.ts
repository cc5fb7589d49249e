import { afterEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { NwCart } from '../../src/cart/nw-cart';
import '../../src/cart/nw-cart';
import type { Cart } from '../../src/protocol/buying';
import type { DropOf } from '../../src/protocol/frames';
import type { Entered } from '../../src/protocol/selling';
import { offerOf } from '../../src/shop/offer';
import type { NwDrop } from '../../src/viewer/nw-drop';
import '../../src/viewer/nw-drop';
import type { NwProduct } from '../../src/viewer/nw-product';
import '../../src/viewer/nw-product';
import '../../src/member/nw-my';
import '../../src/member/member.css';
import '../../src/ui/plain-page.css';
import { fakeServer, Refused, type FakeServer } from './fake-server';
import { offer, product } from './goods';
import { expectAccessible as accessiblePage, type as typeInto, until } from './look';
import { all, expectAccessible, inside, put } from './stage';

const quiet = { saleOf: () => null, stockOf: () => null };
const text = (element: Element): string => ((element.shadowRoot ?? element).textContent ?? '').replace(/\s+/g, ' ');
const heard = <T>(element: HTMLElement, name: string): T[] => {
  const details: T[] = [];
  element.addEventListener(name, (event) => details.push((event as CustomEvent<T>).detail));
  return details;
};

describe('a product sheet', () => {
  it('names what a price is compared with, and where the maker says it', async () => {
    const maker = { kind: 'maker' as const, price: 9_800, sourceUrl: 'https://maker.example.jp/kyusu' };
    const sheet = await put<NwProduct>('nw-product', {
      offer: offer({ variants: [{ sku: 'a', name: '', nameEn: '', price: 6_800, left: 3, of: 9, compareAt: maker }] }),
    });
    expect(text(inside(sheet, 'nw-price'))).toContain('メーカー希望小売価格 9,800円');
    expect(inside<HTMLAnchorElement>(sheet, '.maker a').href).toBe(maker.sourceUrl);
    await expectAccessible(sheet);
  });

  it('shows a timed price with its end as a time of day, and without it afterwards', async () => {
    const until = Date.UTC(2026, 10, 26, 12, 30);
    const timed = { ...quiet, timedOf: () => ({ prices: [{ sku: 'white', yen: 5_800 }], from: 0, until }) };
    const sheet = await put<NwProduct>('nw-product', { offer: offerOf(product(), timed, until) });
    expect(text(inside(sheet, 'nw-price'))).toContain('セール前の価格 6,800円');
    expect(text(inside(sheet, 'nw-price'))).toContain('タイムセール 21:30 まで');
    await expectAccessible(sheet);
    sheet.offer = offerOf(product(), timed, until + 1);
    await sheet.updateComplete;
    expect(text(inside(sheet, 'nw-price'))).not.toContain('タイムセール');
  });

  it('says the law’s words about alcohol as large as the price', async () => {
    const words = '20歳未満の者の飲酒は法律で禁止されています。20歳未満の方には酒類を販売しません。';
    const sheet = await put<NwProduct>('nw-product', {
      offer: offer({ licence: 'alcohol', licenceText: words, licenceTextEn: 'No alcohol under 20.', variants: [{ sku: 'a', name: '', nameEn: '', price: 1_980, left: 3, of: 9 }] }),
    });
    const law = inside(sheet, '.licence');
    expect(law.textContent).toBe(words);
    expect(parseFloat(getComputedStyle(law).fontSize)).toBeGreaterThanOrEqual(parseFloat(getComputedStyle(inside(sheet, '.price')).fontSize));
    await expectAccessible(sheet);
  });

  it('has the terms of return beside the button, the parts of a set and what goes with it', async () => {
    const sheet = await put<NwProduct>('nw-product', {
      offer: offer({ parts: [{ name: '急須', nameEn: 'Teapot', quantity: 1 }, { name: '湯のみ', nameEn: 'Cup', quantity: 2 }] }),
      returns: { ja: '到着後8日以内、未使用に限り返品できます。', en: 'Within 8 days, unused.' },
      goesWith: [offer({ id: 'cup', name: '湯のみ', nameEn: 'Cup' })],
    });
    expect(inside(sheet, '.terms').textContent).toContain('8日以内');
    expect(all(sheet, '.parts li').map((one) => text(one).trim())).toEqual(['急須× 1', '湯のみ× 2']);
    const opened = heard<{ product: string }>(sheet, 'nw-open');
    await userEvent.click(inside(sheet, '.with button'));
    expect(opened).toEqual([{ product: 'cup' }]);
    await expectAccessible(sheet);
  });

  it('puts into the cart, or onto the waiting list when it is sold out', async () => {
    const sheet = await put<NwProduct>('nw-product', { offer: offer(), inCart: { white: 2 } });
    const added = heard<{ sku: string }>(sheet, 'nw-add');
    const waited = heard<{ sku: string; on: boolean }>(sheet, 'nw-wait');
    expect(text(sheet)).toContain('かごに2点入っています');
    const buttons = all<HTMLButtonElement>(sheet, '.variant button');
    for (const button of buttons.filter((one) => /かごへ|キャンセル待ち/.test(one.textContent ?? ''))) await userEvent.click(button);
    expect(added).toEqual([expect.objectContaining({ sku: 'white' })]);
    expect(waited).toEqual([{ sku: 'ink', on: true }]);
    await expectAccessible(sheet);
    sheet.waiting = { ink: { sku: 'ink', state: 'offered', ahead: 0, checkout: 'co9', expiresAt: 1 } };
    const resumed = heard<{ checkout: string }>(sheet, 'nw-resume');
    await sheet.updateComplete;
    await userEvent.click(all<HTMLButtonElement>(sheet, '.variant button').find((one) => one.textContent?.includes('ご用意できました'))!);
    expect(resumed).toEqual([{ checkout: 'co9' }]);
  });

  it('says where one stands at a crowded door', async () => {
    const sheet = await put<NwProduct>('nw-product', { offer: offer(), busy: 'white', ahead: 120 });
    expect(inside(sheet, '[role=status]').textContent).toContain('前に120人');
    await accessiblePage(sheet);
  });

  it('fits a phone of 320 px', async () => {
    const sheet = await put<NwProduct>('nw-product', { offer: offer(), inCart: {}, returns: { ja: '返品', en: 'Returns' } });
    sheet.style.setProperty('inline-size', '320px');
    await sheet.updateComplete;
    expect(sheet.scrollWidth).toBeLessThanOrEqual(320);
  });
});

describe('a drop', () => {
  const drop: DropOf = { sv: 1, did: 'd1', p: 'kyusu', sku: 'white', kind: 'fair', phase: 'open', units: 30, from: 1_000, until: 91_000, hash: 'ab'.repeat(32) };
  const entered: Entered = { drop: 'd1', entry: 'e1', quantity: 1, state: 'entered', place: null, ahead: null, checkout: null, expiresAt: null, ordered: false };
  const show = (more: Partial<NwDrop>): Promise<NwDrop> => put<NwDrop>('nw-drop', { drop, show: 'demo', now: () => 31_000, ...more });

  it('takes an entry, and says that being early is no advantage', async () => {
    const element = await show({});
    const entries = heard<{ drop: string }>(element, 'nw-enter');
    expect(text(element)).toContain('早い遅いは当選に関係しません');
    expect(text(inside(element, '[role=timer]'))).toContain('01:00');
    await userEvent.click(inside(element, '.button'));
    expect(entries).toEqual([{ drop: 'd1' }]);
    await expectAccessible(element);
  });

  it('tells each outcome in words', async () => {
    const outcomes: [Partial<Entered>, DropOf['phase'], string][] = [
      [{}, 'open', '応募を受け付けました'],
      [{}, 'drawn', '抽選しています'],
      [{ state: 'won', checkout: 'co1', expiresAt: 1 }, 'drawn', 'ご当選です'],
      [{ state: 'won' }, 'drawn', '期限が過ぎた'],
      [{ state: 'won', ordered: true }, 'ended', 'ご注文いただきました'],
      [{ state: 'waiting', ahead: 4 }, 'drawn', '前に4人'],
      [{ state: 'passed' }, 'drawn', '上限に達している'],
      [{ state: 'lost' }, 'ended', '落選'],
    ];
    for (const [more, phase, words] of outcomes) {
      const element = await show({ drop: { ...drop, phase }, entered: { ...entered, ...more } });
      expect(text(element)).toContain(words);
      await accessiblePage(element);
    }
  });

  it('shows the fingerprint before, and the proof after', async () => {
    const before = await show({ drop: { ...drop, phase: 'planned' }, now: () => 0 });
    expect(inside(before, 'code').textContent).toBe(drop.hash);
    expect(all(before, 'a[href$=proof]')).toHaveLength(0);
    const after = await show({ drop: { ...drop, phase: 'ended' }, entered });
    expect(inside<HTMLAnchorElement>(after, 'a[href$=proof]').getAttribute('href')).toBe('/api/shows/demo/drops/d1/proof');
    expect(inside<HTMLAnchorElement>(after, 'a[href$=receipt]')).toBeTruthy();
  });
});

describe('the cart', () => {
  const line = { sku: 'white', show: 'demo', product: 'kyusu', name: '急須', nameEn: 'Teapot', variant: '白', variantEn: 'White', image: null, unitPrice: 6_800, quantity: 2, total: 13_600 };
  const cart: Cart = { lines: [line, { ...line, sku: 'ink', variant: '墨', quantity: 1, total: 6_800, unitWas: 7_200 }], subtotal: 20_400 };

  it('lists what is in it, says that nothing is held yet, and goes to the checkout', async () => {
    const element = await put<NwCart>('nw-cart', { cart });
    expect(text(element)).toContain('小計（3点）');
    expect(text(element)).toContain('まだお取り置きされていません');
    let gone = 0;
    element.addEventListener('nw-checkout', () => gone++);
    await userEvent.click(inside(element, '.button-large'));
    expect(gone).toBe(1);
    await expectAccessible(element);
  });

  it('changes and removes a line', async () => {
    const element = await put<NwCart>('nw-cart', { cart });
    const changes = heard<{ sku: string; quantity: number }>(element, 'nw-put');
    await userEvent.click(all<HTMLButtonElement>(element, '.stepper button')[1]!);
    await userEvent.click(all<HTMLButtonElement>(element, '.row > .icon-button')[1]!);
    expect(changes.map(({ sku, quantity }) => [sku, quantity])).toEqual([['white', 3], ['ink', 0]]);
  });

  it('says of each line why it cannot be bought, and waits for that to be mended', async () => {
    const element = await put<NwCart>('nw-cart', { cart, refusals: { white: 'sold_out', ink: 'price_changed' }, failure: 'かごの商品に変更がありました。' });
    expect(all(element, '.problem').map((one) => text(one).trim())).toEqual(['完売しました。', '価格が 6,800円 に変わりました。よろしければ、もう一度お進みください。']);
    expect(inside(element, '.button-large').getAttribute('aria-disabled')).toBe('true');
    await expectAccessible(element);
  });

  it('fits 320 px, also when it is empty', async () => {
    for (const one of [cart, { lines: [], subtotal: 0 }]) {
      const element = await put<NwCart>('nw-cart', { cart: one });
      element.style.setProperty('inline-size', '320px');
      await element.updateComplete;
      expect(element.scrollWidth).toBeLessThanOrEqual(320);
      await expectAccessible(element);
    }
  });
});

describe('a member', () => {
  let server: FakeServer;
  let root: HTMLElement;
  afterEach(() => {
    root.remove();
    server.close();
  });

  it('logs in with a code and finds what they ordered as a guest', async () => {
    document.body.replaceChildren();
    let member = false;
    const order = { token: 't1', number: 'N-1', state: 'shipped', placedAt: Date.UTC(2026, 10, 25), total: 7_400, lines: [{ name: '急須', nameEn: 'Teapot', quantity: 1 }] };
    server = fakeServer({
      'GET /api/me': () => (member ? { member: { email: 'hana@example.jp', hasPassword: false } } : new Refused(401, 'unauthorized')),
      'GET /api/my/orders': () => ({ orders: member ? [order, { ...order, token: 't2', number: 'N-2', state: 'paid' }] : [order] }),
      'GET /api/my/addresses': () => ({ addresses: [] }),
      'POST /api/members/code': (body) => (expect(body).toEqual({ email: 'hana@example.jp' }), undefined),
      'POST /api/members/session': () => new Refused(401, 'bad_code'),
    });
    root = document.body.appendChild(document.createElement('nw-my'));
    const email = await until(() => root.querySelector<HTMLInputElement>('#member-email'));
    expect(root.textContent).toContain('発送済み');
    await accessiblePage(root);
    typeInto(email, ' ｈana@example.jp ');
    root.querySelector<HTMLButtonElement>('.member-login .button-large')?.click();
    const code = await until(() => root.querySelector<HTMLInputElement>('#member-code'));
    expect(code.autocomplete).toBe('one-time-code');
    await until(() => document.activeElement === code);
    typeInto(code, '12345');
    root.querySelector<HTMLButtonElement>('.member-login .button-large')?.click();
    await until(() => root.querySelector('[role=alert]')?.textContent?.includes('6桁'));
    typeInto(code, '１２３ ４５６');
    root.querySelector<HTMLButtonElement>('.member-login .button-large')?.click();
    await until(() => root.querySelector('[role=alert]')?.textContent?.includes('断：bad_code'));
    await accessiblePage(root);
    server.on('POST /api/members/session', (body) => (expect(body).toEqual({ email: 'hana@example.jp', code: '123456' }), (member = true), { member: { email: 'hana@example.jp', hasPassword: false } }));
    root.querySelector<HTMLButtonElement>('.member-login .button-large')?.click();
    await until(() => root.textContent?.includes('N-2'));
    await until(() => root.textContent?.includes('引き継ぎました'));
    await accessiblePage(root);
  });
});
