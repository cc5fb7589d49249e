import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeServer, Refused, type FakeServer } from './fake-server';
import { expectAccessible, type, until } from './look';
import type { Checkout } from '../../src/protocol/buying';
import { readCheckout } from '../../src/protocol/read-checkout';
import '../../src/ui/base.css';
import { setLanguage } from '../../src/ui/i18n';
import '../../src/checkout/checkout.css';
import '../../src/checkout/nw-checkout';

const both = (text: string) => ({ ja: text, en: `${text} (en)` });
const confirmation = {
  quantity: both('急須 (白磁) 1点'),
  price: both('商品 6,800円 + 送料 600円 = 7,400円'),
  payment: both('クレジットカード(Visa 下4桁 4242)、一括払い。'),
  delivery: both('11月25日までに発送します。'),
  cancellation: both('発送前であれば取り消せます。'),
  period: both('お取り置きは 14:11 まで。'),
};
const buyer = { familyName: '山本', givenName: '花', familyKana: 'ヤマモト', givenKana: 'ハナ', email: 'hana@example.jp', phone: '090-1234-5678', address: { postal: '150-0001', prefecture: '東京都', city: '渋谷区', line1: '神宮前1-2-3', line2: '' } };

const methods = [
  { method: 'card' as const, available: true, fee: 0 },
  { method: 'paypay' as const, available: true, fee: 0 },
  { method: 'konbini' as const, available: false, fee: 0, why: '30万円までご利用いただけます。', whyEn: 'Up to ¥300,000.' },
  { method: 'cash_on_delivery' as const, available: true, fee: 330 },
];

function checkout(more: Partial<Checkout> = {}): Checkout {
  const quantity = more.lines?.[0]?.quantity ?? 1;
  return readCheckout({
    id: 'c', show: 'demo', state: 'open', now: Date.now(), expiresAt: Date.now() + 240_000,
    lines: [{ sku: 's', product: 'p', name: '急須', nameEn: 'Teapot', variant: '白磁', variantEn: 'White', image: '', unitPrice: 6800, quantity, taxRate: 10, total: 6800 * quantity }],
    subtotal: 6800, shipping: 600, total: 7400, taxes: [], buyer: null, payment: null, kept: false, confirmation: null, order: null, ...more,
  });
}
const known = (more: Partial<Checkout> = {}): Checkout => checkout({ buyer, payment: { brand: 'Visa', last4: '4242' }, kept: true, confirmation, ...more });

describe('the checkout', () => {
  let server: FakeServer;
  let root: HTMLElement;
  const path = `/api/checkouts/${encodeURIComponent(decodeURIComponent(location.pathname.replace(/\/+$/, '').split('/').pop() ?? ''))}`;
  const $ = <T extends HTMLElement>(selector: string): T | null => root.querySelector<T>(selector);
  const open = (is: Checkout): void => {
    server = fakeServer({ [`GET ${path}`]: () => is });
    root = document.createElement('nw-checkout');
    document.body.append(root);
  };
  const orderButton = (): Promise<HTMLButtonElement> => until(() => $<HTMLButtonElement>('.button-order'));

  beforeEach(() => sessionStorage.clear());
  afterEach(async () => {
    root.remove();
    server.close();
    await setLanguage('ja');
  });

  it('shows a newcomer one accessible form, in both languages', async () => {
    open(checkout());
    await until(() => $('#checkout-cvc'));
    await expectAccessible();
    await setLanguage('en');
    await until(() => root.textContent?.includes('Delivery and payment'));
    await expectAccessible();
  });

  it('ties each error to its field, goes to the first, and keeps every word', async () => {
    open(checkout());
    type(await until(() => $<HTMLInputElement>('#checkout-email')), 'hana@');
    $<HTMLButtonElement>('button[type=submit]')?.click();
    const name = await until(() => $('#checkout-familyName[aria-invalid=true]'));
    await until(() => document.activeElement === name);
    const email = $<HTMLInputElement>('#checkout-email');
    expect(email?.value).toBe('hana@');
    expect($(`#${email?.getAttribute('aria-describedby')}`)?.textContent).toContain('hana@example.jp');
    await expectAccessible();
    expect(server.asked.filter((one) => one.startsWith('PUT'))).toEqual([]);
    root.remove();
    root = document.createElement('nw-checkout');
    document.body.append(root);
    expect((await until(() => $<HTMLInputElement>('#checkout-email'))).value).toBe('hana@');
  });

  it('narrows what is typed wide, and fills the prefecture in', async () => {
    open(checkout());
    type(await until(() => $<HTMLInputElement>('#checkout-postal')), '５３０ー０００１');
    await until(() => $<HTMLInputElement>('#checkout-postal')?.value === '530-0001');
    expect($<HTMLSelectElement>('#checkout-prefecture')?.value).toBe('大阪府');
  });

  it('leads from the form to the confirmation', async () => {
    open(checkout());
    await until(() => $('#checkout-cvc'));
    const fill = { familyName: '山本', givenName: '花', familyKana: 'やまもと', givenKana: 'はな', email: 'hana@example.jp', phone: '09012345678', postal: '1500001', city: '渋谷区', line1: '神宮前1-2-3', number: '4242424242424242', expiry: '1230', cvc: '123' };
    for (const [field, value] of Object.entries(fill)) type($<HTMLInputElement>(`#checkout-${field}`), value);
    let sent: unknown;
    server.on('POST /api/simulator/tokens', (body) => ((sent = body), { token: 'tok', brand: 'Visa', last4: '4242' }));
    server.on(`PUT ${path}/buyer`, (body) => (expect(body).toMatchObject({ cardToken: 'tok', keep: false }), known({ kept: false })));
    $<HTMLButtonElement>('button[type=submit]')?.click();
    await orderButton();
    expect(sent).toEqual({ number: '4242424242424242', expiry: '12/30', cvc: '123' });
    expect(sessionStorage.getItem('nigiwai.buyer')).not.toContain('4242');
  });

  it('shows whom it knows the six items of the law, in order, and one button', async () => {
    open(known());
    await orderButton();
    expect([...root.querySelectorAll('.block h2')].map((heading) => heading.textContent)).toEqual([
      '分量', '販売価格・対価', '支払の時期・方法', '引渡時期', '申込みの撤回・解除', '申込期間',
    ]);
    for (const words of Object.values(confirmation)) expect(root.textContent).toContain(words.ja);
    expect(root.querySelectorAll('.button-order')).toHaveLength(1);
    expect((await orderButton()).getBoundingClientRect().height).toBeGreaterThanOrEqual(48);
    expect($('h1')!.compareDocumentPosition(await orderButton()) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    await expectAccessible();
    await setLanguage('en');
    await until(() => root.textContent?.includes(confirmation.period.en));
    await expectAccessible();
  });

  it('makes one order of a double press', async () => {
    open(known());
    server.on(`POST ${path}/order`, async () => {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return { order: { token: 't', number: 'N-1', state: 'accepted' } };
    });
    const button = await orderButton();
    button.click();
    button.click();
    await until(() => root.textContent?.includes('N-1'));
    expect(server.asked.filter((one) => one.endsWith('/order'))).toHaveLength(1);
    expect($<HTMLAnchorElement>('a[href="/orders/t"]')?.target).toBe('_blank');
    await expectAccessible();
  });

  it('stays and asks for another card when the card is declined', async () => {
    open(known());
    server.on(`POST ${path}/order`, () => new Refused(402, 'card_declined'));
    (await orderButton()).click();
    await until(() => $('[role=alert]')?.textContent?.includes('断：card_declined'));
    await expectAccessible();
    $<HTMLButtonElement>('.notice .button')?.click();
    await until(() => document.activeElement === $('#checkout-number'));
    expect($<HTMLInputElement>('#checkout-familyName')?.value).toBe('山本');
  });

  it('locks the button when something changed, until the buyer has seen it', async () => {
    open(known({ termsHash: 'h1' }));
    const button = await orderButton();
    server.on(`POST ${path}/order`, () => new Refused(409, 'total_changed', { total: 7600 }));
    server.on(`GET ${path}`, () => known({ total: 7600, termsHash: 'h2' }));
    button.click();
    await until(() => $('.changed')?.textContent?.includes('7,600円(税込)'));
    await until(() => button.getAttribute('aria-disabled') === 'true');
    await expectAccessible();
    const posts = (): number => server.asked.filter((one) => one.endsWith('/order')).length;
    button.click();
    expect(posts()).toBe(1);
    expect(document.activeElement).toBe($('.changed .button'));
    let expected: unknown;
    server.on(`POST ${path}/order`, (body) => ((expected = body), { order: { token: 't', number: 'N-2', state: 'accepted' } }));
    $<HTMLButtonElement>('.changed .button')?.click();
    await until(() => !$('.changed'));
    button.click();
    await until(() => root.textContent?.includes('N-2'));
    expect(expected).toEqual({ expectedTotal: 7600, termsHash: 'h2' });
    expect(new Set(server.keys).size).toBe(2);
  });

  it('sees a change by itself when the buyer comes back to the page', async () => {
    open(known());
    await orderButton();
    server.on(`GET ${path}`, () => known({ total: 7000, coupon: { code: 'SUZU', applied: true } }));
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => $('.changed')?.textContent?.includes('クーポンの適用が変わりました'));
  });

  it('asks the age for alcohol before anything is sent', async () => {
    open(known({ needsAge: true }));
    let sent: unknown;
    server.on(`POST ${path}/order`, (body) => ((sent = body), { order: { token: 't', number: 'N-5', state: 'paid' } }));
    (await orderButton()).click();
    await until(() => $('#checkout-age-error'));
    expect(document.activeElement).toBe($('#checkout-age'));
    expect(sent).toBeUndefined();
    await expectAccessible();
    const law = getComputedStyle($('.age-law')!).fontSize;
    expect(parseFloat(law)).toBeGreaterThanOrEqual(parseFloat(getComputedStyle($('.amounts .price')!).fontSize));
    $<HTMLInputElement>('#checkout-age')?.click();
    (await orderButton()).click();
    await until(() => root.textContent?.includes('N-5'));
    expect(sent).toMatchObject({ ofAge: true });
  });

  it('offers the ways to pay with their fees, and says why one is not offered', async () => {
    open(checkout({ methods }));
    await until(() => $('[name=method]'));
    expect($('.method-off')?.textContent).toContain('30万円まで');
    $<HTMLInputElement>('[name=method][value=cash_on_delivery]')?.click();
    await until(() => !$('#checkout-number'));
    await expectAccessible();
    for (const [field, value] of Object.entries({ familyName: '山本', givenName: '花', familyKana: 'やまもと', givenKana: 'はな', email: 'a@b.jp', phone: '0312345678', postal: '1500001', city: '渋谷区', line1: '1-1' }))
      type($<HTMLInputElement>(`#checkout-${field}`), value);
    const bodies: unknown[] = [];
    server.on(`PUT ${path}/buyer`, (body) => (bodies.push(body), checkout({ methods, method: 'card', buyer })));
    server.on(`PUT ${path}/choices`, (body) => (bodies.push(body), known({ methods, method: 'cash_on_delivery', fee: 330 })));
    $<HTMLButtonElement>('button[type=submit]')?.click();
    await orderButton();
    expect(bodies).toEqual([expect.objectContaining({ familyKana: 'ヤマモト' }), { method: 'cash_on_delivery' }]);
    expect(bodies[0]).not.toHaveProperty('cardToken');
    expect(root.textContent).toContain('代引手数料');
  });

  it('fills the address in from the postal code', async () => {
    open(checkout());
    server.on('GET /api/postcodes/1500001', () => ({ places: [{ prefecture: '東京都', city: '渋谷区', town: '神宮前' }] }));
    type(await until(() => $<HTMLInputElement>('#checkout-postal')), '1500001');
    await until(() => $<HTMLInputElement>('#checkout-line1')?.value === '神宮前');
    expect($<HTMLInputElement>('#checkout-city')?.value).toBe('渋谷区');
  });

  it('leads to the bank and follows what becomes of it', async () => {
    const order = { token: 't', number: 'N-6', state: 'placed' as const };
    const next = { kind: 'challenge' as const, url: '/sim/3ds/1' };
    open(known());
    server.on(`POST ${path}/order`, () => ({ order, next }));
    server.on(`GET ${path}`, () => known({ state: 'ordered', order, next }));
    (await orderButton()).click();
    await until(() => $<HTMLAnchorElement>('a[href="/sim/3ds/1"]'));
    expect(root.textContent).toContain('ご注文はまだ完了していません');
    await expectAccessible();
    server.on(`GET ${path}`, () => known({ declined: true }));
    await until(() => $('[role=alert]')?.textContent?.includes('お支払いが完了しませんでした'));
    await orderButton();
  });

  it('shows the number for the till and until when it is taken', async () => {
    const slip = { number: '4321-0987', expiresAt: Date.UTC(2026, 10, 28, 14, 59), url: '/sim/slip/1', stores: [{ store: 'lawson', code: '1234567' }] };
    open(known({ state: 'ordered', order: { token: 't', number: 'N-7', state: 'awaiting_cash' }, next: { kind: 'slip', slip } }));
    await until(() => root.textContent?.includes('4321-0987'));
    expect(root.textContent).toContain('11月28日(土) 23:59 まで');
    expect(root.textContent).toContain('ローソン');
    await expectAccessible();
  });

  it('takes a coupon, and says why another is not taken', async () => {
    open(known());
    await orderButton();
    $<HTMLElement>('.coupon summary')?.click();
    server.on(`PUT ${path}/choices`, () => new Refused(422, 'coupon_unknown'));
    type($<HTMLInputElement>('#checkout-coupon'), 'ＳＵＺＵ１０');
    $<HTMLButtonElement>('.coupon button')?.click();
    await until(() => $('#checkout-coupon-error')?.textContent?.includes('断：coupon_unknown'));
    await expectAccessible();
    let sent: unknown;
    server.on(`PUT ${path}/choices`, (body) => ((sent = body), known({ coupon: { code: 'SUZU10', applied: true }, total: 6720, discounts: [{ label: 'クーポン', labelEn: 'Coupon', yen: 680 }] })));
    $<HTMLButtonElement>('.coupon button')?.click();
    await until(() => root.textContent?.includes('−680円'));
    expect(sent).toEqual({ coupon: 'SUZU10' });
    expect($('.changed')).toBeNull();
    await expectAccessible();
  });

  it('fits 320 px in form and confirmation', async () => {
    open(checkout({ methods, slots: [{ slot: 'morning', name: '午前中', nameEn: 'in the morning' }] }));
    root.style.setProperty('display', 'block');
    root.style.setProperty('inline-size', '320px');
    await until(() => $('#checkout-cvc'));
    $<HTMLElement>('.wishes summary')?.click();
    expect(root.scrollWidth).toBeLessThanOrEqual(320);
    await setLanguage('en');
    await until(() => root.textContent?.includes('Delivery and payment'));
    expect(root.scrollWidth).toBeLessThanOrEqual(320);
    await expectAccessible();
  });

  it('waits for a payment that answers late', async () => {
    open(known());
    const order = { token: 't', number: 'N-3', state: 'pending' as const };
    server.on(`POST ${path}/order`, () => ({ order }));
    server.on(`GET ${path}`, () => known({ state: 'ordered', order: { ...order, state: 'accepted' } }));
    (await orderButton()).click();
    await until(() => root.textContent?.includes('お支払いを確認しています'));
    await expectAccessible();
    await until(() => root.textContent?.includes('ご注文を受け付けました'));
  });

  it('shows an order already made after a reload', async () => {
    open(known({ state: 'ordered', order: { token: 't', number: 'N-4', state: 'accepted' } }));
    await until(() => root.textContent?.includes('N-4'));
    expect($('.button-order')).toBeNull();
  });

  it('offers to hold again when the time is over', async () => {
    open(known({ expiresAt: Date.now() - 1 }));
    await until(() => root.textContent?.includes('お取り置きの時間が過ぎました'));
    server.on('POST /api/shows/demo/checkouts', () => new Refused(409, 'sold_out', { left: 0 }));
    $<HTMLButtonElement>('.done-ways button')?.click();
    await until(() => $('[role=alert]')?.textContent?.includes('断：sold_out'));
    await expectAccessible();
  });

  it('says why the quantity cannot grow', async () => {
    open(checkout());
    await until(() => $('.stepper'));
    server.on(`PUT ${path}/quantity`, () => new Refused(409, 'per_buyer_limit', { limit: 1 }));
    root.querySelectorAll<HTMLButtonElement>('.stepper button')[1]?.click();
    await until(() => root.textContent?.includes('断：per_buyer_limit'));
    expect($('.stepper-count')?.textContent).toBe('1');
  });
});
