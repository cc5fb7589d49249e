import { afterEach, describe, expect, it } from 'vitest';
import { fakeServer, Refused, type FakeServer } from './fake-server';
import { expectAccessible, until } from './look';
import '../../src/ui/base.css';
import '../../src/ui/plain-page.css';
import { setLanguage } from '../../src/ui/i18n';
import '../../src/legal/legal.css';
import '../../src/legal/nw-legal';
import '../../src/orders/nw-orders';
import '../../src/orders/orders.css';
import '../../src/shows/nw-shows';
import '../../src/shows/shows.css';

const token = encodeURIComponent(decodeURIComponent(location.pathname.replace(/\/+$/, '').split('/').pop() ?? ''));
const order = {
  number: 'N-1', show: 'demo', state: 'placed', placedAt: 1_795_000_000_000,
  lines: [
    { sku: 'a', product: 'p', name: '急須', nameEn: 'Teapot', variant: '白磁', variantEn: 'White', image: null, unitPrice: 6800, quantity: 1, taxRate: 10, total: 6800 },
    { sku: 'b', product: 'q', name: '柚子マーマレード', nameEn: 'Yuzu marmalade', variant: '', variantEn: '', image: null, unitPrice: 1080, quantity: 2, taxRate: 8, total: 2160 },
  ],
  subtotal: 8960, shipping: 600, total: 9560, taxes: [{ rate: 10, taxable: 7400, tax: 672 }, { rate: 8, taxable: 2160, tax: 160 }],
  payment: { brand: 'Visa', last4: '4242' }, delivery: { ja: '11月25日までに発送します。', en: 'Ships by 25 Nov.' },
  shop: { name: '賑わい商店', nameEn: 'Nigiwai Shop', legalUrl: '/legal' },
};

describe('the reading pages', () => {
  let server: FakeServer;
  let root: HTMLElement;
  const open = (tag: string, routes: Parameters<typeof fakeServer>[0] = {}): void => {
    server = fakeServer(routes);
    root = document.body.appendChild(document.createElement(tag));
  };
  afterEach(async () => {
    root.remove();
    server.close();
    await setLanguage('ja');
  });

  it('show an order with the tax of each rate, and look again until it is paid', async () => {
    let state = 'placed';
    open('nw-orders', { [`GET /api/orders/${token}`]: () => ({ ...order, state }) });
    await until(() => root.textContent?.includes('お支払い確認中'));
    const words = root.textContent?.replace(/\s+/g, '');
    for (const sum of ['10%対象（うち消費税）7,400円（672円）', '8%対象（うち消費税）2,160円（160円）', '軽減税率（8%）']) expect(words).toContain(sum);
    await expectAccessible();
    state = 'accepted';
    await until(() => root.textContent?.includes('ご注文確定'));
    await setLanguage('en');
    await until(() => root.textContent?.includes('Order confirmed'));
    await expectAccessible();
  });

  it('show the slip of an order that waits for cash, the parcel of one that was sent, and what was refunded', async () => {
    const slip = { number: '4321-0987', expiresAt: Date.UTC(2026, 10, 28, 14, 59), url: '/sim/slip/1', stores: [{ store: 'familymart', code: '12345' }] };
    let more: object = { state: 'awaiting_cash', payment: { method: 'konbini' }, next: { kind: 'slip', url: '/sim/slip/1', slip } };
    open('nw-orders', { [`GET /api/orders/${token}`]: () => ({ ...order, ...more }) });
    await until(() => root.textContent?.includes('4321-0987'));
    expect(root.textContent).toContain('コンビニ払い');
    await expectAccessible();
    more = {
      state: 'shipped', payment: { method: 'konbini' }, fee: 0, discounts: [{ label: 'クーポン', labelEn: 'Coupon', yen: 500 }], tracking: { carrier: 'yamato', tracking: '1234-5678-9012' },
      refund: { state: 'partial', yen: 1_080 }, documents: [{ label: '領収書', labelEn: 'Receipt', url: '/api/orders/t/documents/receipt.pdf' }],
      history: [{ state: 'awaiting_cash', at: 1_795_000_000_000 }, { state: 'paid', at: 1_795_000_100_000 }, { state: 'shipped', at: 1_795_000_200_000 }],
    };
    await until(() => root.querySelector<HTMLAnchorElement>('a[href*="id=123456789012"]'));
    for (const words of ['ご返金 1,080円', '−500円', '領収書', 'これまでの経過']) expect(root.textContent).toContain(words);
    await expectAccessible();
  });

  it('say that an order is not there', async () => {
    open('nw-orders', { [`GET /api/orders/${token}`]: () => new Refused(404, 'not_found') });
    await until(() => root.textContent?.includes('ご注文が見つかりませんでした'));
    await expectAccessible();
  });

  it('list the shows, what is on air first, and lead to them', async () => {
    open('nw-shows', {
      'GET /api/shows': () => ({ shows: [{ id: 'b', title: '夏の市', status: 'ended' }, { id: 'a', title: '秋の市', titleEn: 'Autumn market', status: 'live', viewers: 12_345 }] }),
      'GET /api/shows/a/products': () => ({ products: [] }),
      'GET /api/shows/b/products': () => ({ products: [] }),
    });
    const card = await until(() => root.querySelector<HTMLAnchorElement>('.show-card'));
    expect(card.getAttribute('href')).toBe('/watch/a');
    expect(card.textContent).toContain('1.2万人が視聴中');
    await expectAccessible();
  });

  it('say what to expect when there is no show', async () => {
    open('nw-shows', { 'GET /api/shows': () => ({ shows: [] }) });
    await until(() => root.textContent?.includes('予定されている番組はありません'));
  });

  it('state what the law asks for, marked as a demo', async () => {
    const both = (ja: string, en: string): { ja: string; en: string } => ({ ja, en });
    const page = (id: string, ja: string, en: string): object => ({ id, title: both(ja, en), items: [{ term: both('運営統括責任者', 'Person in charge'), text: both('賑井 太郎', 'Taro Nigii') }, { term: both('申込みの撤回・返品', 'Cancellation and returns'), text: both('8日以内', 'Within 8 days') }] });
    open('nw-legal', { 'GET /api/legal': () => ({ demo: true, pages: [page('transactions', '特定商取引法に基づく表記', 'Legal notice'), page('terms', '利用規約', 'Terms of use')] }) });
    await until(() => root.textContent?.includes('運営統括責任者'));
    expect(root.textContent).toContain('デモ店舗の記載例');
    await expectAccessible();
    await setLanguage('en');
    await until(() => root.textContent?.includes('Cancellation and returns'));
    await expectAccessible();
  });
});
