import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeServer, Refused, type FakeServer } from './fake-server';
import { expectAccessible, type, until } from './look';
import type { Checkout } from '../../src/protocol/http';
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
const buyer = { name: '山本 花', email: 'hana@example.jp', phone: '090-1234-5678', address: { postal: '150-0001', prefecture: '東京都', city: '渋谷区', line1: '神宮前1-2-3', line2: '' } };

function checkout(more: Partial<Checkout> = {}): Checkout {
  const quantity = more.lines?.[0]?.quantity ?? 1;
  return {
    id: 'c', show: 'demo', state: 'open', now: Date.now(), expiresAt: Date.now() + 240_000,
    lines: [{ sku: 's', product: 'p', name: '急須', nameEn: 'Teapot', variant: '白磁', variantEn: 'White', image: '', unitPrice: 6800, quantity, taxRate: 10, total: 6800 * quantity }],
    subtotal: 6800, shipping: 600, total: 7400, taxes: [], buyer: null, payment: null, kept: false, confirmation: null, order: null, ...more,
  };
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
    const name = await until(() => $('#checkout-name[aria-invalid=true]'));
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
    const fill = { name: '山本 花', email: 'hana@example.jp', phone: '09012345678', postal: '1500001', city: '渋谷区', line1: '神宮前1-2-3', number: '4242424242424242', expiry: '1230', cvc: '123' };
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
    expect($<HTMLInputElement>('#checkout-name')?.value).toBe('山本 花');
  });

  it('says what changed and asks again when the total changed', async () => {
    open(known());
    const button = await orderButton();
    server.on(`POST ${path}/order`, () => new Refused(409, 'total_changed', { total: 7600 }));
    server.on(`GET ${path}`, () => known({ total: 7600 }));
    button.click();
    await until(() => $('.notice')?.textContent?.includes('7,400円(税込) から 7,600円(税込)'));
    let expected: unknown;
    server.on(`POST ${path}/order`, (body) => ((expected = body), { order: { token: 't', number: 'N-2', state: 'accepted' } }));
    (await orderButton()).click();
    await until(() => root.textContent?.includes('N-2'));
    expect(expected).toEqual({ expectedTotal: 7600 });
    expect(new Set(server.keys).size).toBe(2);
  });

  it('waits for a payment that answers late', async () => {
    open(known());
    const order = { token: 't', number: 'N-3', state: 'pending' as const };
    server.on(`POST ${path}/order`, () => ({ order }));
    server.on(`GET ${path}`, () => known({ state: 'ordered', order: { ...order, state: 'accepted' } }));
    (await orderButton()).click();
    await until(() => root.textContent?.includes('お支払いを確認しています'));
    await expectAccessible();
    await until(() => root.textContent?.includes('ご注文を承りました'));
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
