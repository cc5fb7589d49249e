/**
 * The buying side of the stand-in servers: checkouts, cart, orders, members, postal codes, legal pages.
 * A checkout is made on first sight by its id, which names its scene: `guest`, `known`, `short` (20 s
 * hold), `past`, `done`, `late`, `dear` (its total changes once), `decl`, `bank` (3-D Secure, through
 * after 8 s), `wallet`, `slip`, `sake` (asks the age), `many` (two lines and a coupon).
 */
const both = (ja, en) => ({ ja, en });
const yen = (n) => `${n.toLocaleString('ja-JP')}円`;
const SCENES = /guest|known|short|past|done|late|dear|decl|bank|wallet|slip|sake|many/;
const HANA = {
  familyName: '山本', givenName: '花', familyKana: 'ヤマモト', givenKana: 'ハナ', email: 'hana@example.jp', phone: '09012345678',
  address: { postal: '150-0001', prefecture: '東京都', city: '渋谷区', line1: '神宮前1-2-3', line2: '青葉ハイツ203' },
};
const SLOTS = [['morning', '午前中', 'in the morning'], ['14-16', '14〜16時', '2 to 4 pm'], ['18-20', '18〜20時', '6 to 8 pm']].map(([slot, name, nameEn]) => ({ slot, name, nameEn }));
const METHODS = [['card', 0], ['paypay', 0], ['konbini', 0], ['cash_on_delivery', 330]];
const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const RETURNS = both('発送前であれば、注文番号を添えてご連絡いただくことで取り消せます。商品到着後8日以内で未使用の場合に限り返品を承ります（返送料はお客様のご負担）。食品の返品はお受けできません。', 'You may cancel before dispatch. Unused goods may be returned within 8 days of delivery at your cost; food cannot be returned.');

/**
 * @param world `{products, left(sku), hold(sku, delta), problem(status, code, ja, en, more), known()}`;
 *   `problem` makes what the caller throws
 */
export function shop(world) {
  const checkouts = new Map();
  const orders = new Map();
  const cart = new Map();
  let member = null;
  const productOf = (sku) => world.products.find((p) => p.variants.some((v) => v.sku === sku));
  const variantOf = (sku) => productOf(sku).variants.find((v) => v.sku === sku);
  const skus = () => world.products.filter((p) => p.state === 'on_sale').flatMap((p) => p.variants.map((v) => v.sku));

  function lineOf(sku, quantity, more = 0) {
    const p = productOf(sku);
    const v = variantOf(sku);
    const unitPrice = v.price + more;
    return { key: sku, show: 'demo', sku, product: p.id, name: p.name, nameEn: p.nameEn, variant: v.name, variantEn: v.nameEn, image: p.images[0].url, unitPrice, unitWas: more ? v.price : null, quantity, taxRate: p.taxRate, total: unitPrice * quantity };
  }

  function make(id, lines) {
    const c = { id, lines, state: 'open', expiresAt: Date.now() + 292_000, buyer: null, payment: null, method: 'card', choices: {}, coupon: null, kept: false, order: null, next: null, declined: false, extra: 0, orders: 0 };
    if (world.known() || (SCENES.test(id) && !/guest/.test(id))) Object.assign(c, { buyer: HANA, payment: { brand: 'Visa', last4: '4242' }, kept: true });
    if (/short/.test(id)) c.expiresAt = Date.now() + 20_000;
    if (/decl/.test(id)) c.payment.last4 = '0002';
    if (/past/.test(id)) Object.assign(c, { state: 'expired', expiresAt: Date.now() - 1_000 });
    if (/wallet/.test(id)) c.method = 'paypay';
    if (/slip/.test(id)) c.method = 'konbini';
    if (/many/.test(id)) c.coupon = 'SUZU10';
    checkouts.set(id, c);
    if (/done/.test(id)) place(c);
    return c;
  }

  function place(c) {
    c.state = 'ordered';
    const slip = { number: '4321-0987', url: '/legal', expiresAt: Date.now() + 2 * 86_400_000, stores: [{ store: 'familymart', code: '12345' }, { store: 'lawson', code: '1234567' }] };
    const waits = c.method === 'konbini' ? 'awaiting_cash' : c.method === 'paypay' || /bank|late/.test(c.id) ? 'pending' : 'accepted';
    c.order = { token: `t-${c.id}`, number: `N-20261122-01${40 + orders.size}`, state: waits };
    c.next = c.method === 'konbini' ? { kind: 'slip', url: '/legal', slip } : c.method === 'paypay' ? { kind: 'redirect', url: '/legal' } : /bank/.test(c.id) ? { kind: 'challenge', url: '/legal' } : null;
    c.placedAt = Date.now();
    orders.set(c.order.token, c);
    for (const { sku } of c.lines) cart.delete(sku);
    if (waits === 'pending') setTimeout(() => Object.assign(c, { next: null, order: { ...c.order, state: 'accepted' } }), 8_000);
  }

  function view(c) {
    const lines = c.lines.map(({ sku, quantity }) => lineOf(sku, quantity, c.extra));
    const subtotal = lines.reduce((sum, line) => sum + line.total, 0);
    const off = c.coupon ? Math.floor(subtotal / 10) : 0;
    const shipping = subtotal >= 11_000 ? 0 : 600;
    const fee = c.method === 'cash_on_delivery' ? 330 : 0;
    const total = subtotal - off + shipping + fee;
    const rates = [...new Set([10, ...lines.map((line) => line.taxRate)])];
    const reduced = lines.filter((line) => line.taxRate === 8).reduce((sum, line) => sum + line.total, 0);
    const taxes = rates.map((rate) => ({ rate, taxable: rate === 8 ? reduced : total - reduced, tax: Math.floor(((rate === 8 ? reduced : total - reduced) * rate) / (100 + rate)) }));
    const names = (en) => lines.map((line) => `${en ? line.nameEn : line.name}${line.variant ? `（${en ? line.variantEn : line.variant}）` : ''} ${line.quantity}${en ? '' : '点'}`).join(en ? ', ' : '、');
    const until = new Date(c.expiresAt).toLocaleString('ja-JP', { timeZone: 'Asia/Tokyo', month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit' });
    const ready = c.buyer && (c.method !== 'card' || c.payment);
    const payment = { card: both(`クレジットカード（${c.payment?.brand} 末尾 ${c.payment?.last4}）、一括払い。ご注文の受付時に決済します。`, 'Credit card, charged when the order is received.'), paypay: both('PayPay。ご注文の直後にお支払いください。', 'PayPay, right after ordering.'), konbini: both('コンビニ払い。ご注文から3日以内にお支払いください。', 'At a convenience store within 3 days.'), cash_on_delivery: both('代金引換。お届けのときに現金でお支払いください。', 'In cash on delivery.') }[c.method];
    return {
      id: c.id, show: 'demo', state: c.state, expiresAt: c.expiresAt, now: Date.now(), lines, subtotal,
      discounts: off ? [{ label: `クーポン ${c.coupon}`, labelEn: `Coupon ${c.coupon}`, yen: off }] : [], coupon: c.coupon ? { code: c.coupon, applied: true } : null,
      shipping, fee, total, taxes, buyer: c.buyer, payment: c.payment, method: c.method,
      methods: METHODS.map(([method, cost]) => ({ method, available: method !== 'konbini' || total <= 300_000, fee: cost })), slots: SLOTS, earliestDelivery: day(3), latestDelivery: day(17),
      choices: c.choices, kept: c.kept, keep: c.kept, termsHash: `h${total}`, changed: c.extra && !c.acknowledged ? ['price'] : [], needsAge: /sake/.test(c.id), order: c.order, next: c.next, declined: c.declined,
      confirmation: ready ? {
        quantity: both(names(false), names(true)),
        price: both(`商品 ${yen(subtotal)} + 送料 ${shipping ? yen(shipping) : '無料'} = お支払い総額 ${yen(total)}（税込）`, `Goods ¥${subtotal} + shipping ${shipping ? `¥${shipping}` : 'free'} = ¥${total} in total, tax included`),
        payment, delivery: both('2026年11月29日(日)までに発送します（発送から1〜3日でお届け）。', 'Ships by Sun, 29 Nov 2026; arrives 1 to 3 days after dispatch.'), cancellation: RETURNS,
        period: both(`お取り置きは ${until} まで。この時刻までにご注文を確定してください。`, `Reserved for you until ${until} (Japan time).`),
      } : null,
    };
  }

  const find = (id) => checkouts.get(id) ?? (SCENES.test(id) ? make(id, (/many/.test(id) ? skus().slice(0, 2) : skus().slice(0, 1)).map((sku) => ({ sku, quantity: 1 }))) : missing());
  const missing = () => { throw world.problem(404, 'not_found', '見つかりませんでした。', 'Not found.'); };
  const cartView = () => {
    const lines = [...cart.entries()].map(([sku, quantity]) => ({ ...lineOf(sku, quantity), perBuyer: 3, status: world.left(sku) < quantity ? 'sold_out' : 'ok', left: world.left(sku) < quantity ? world.left(sku) : undefined }));
    return { lines, subtotal: lines.reduce((sum, line) => sum + line.total, 0), count: lines.reduce((sum, line) => sum + line.quantity, 0) };
  };
  const hold = (sku, quantity) => {
    const left = world.left(sku);
    if (left < quantity) throw world.problem(409, 'sold_out', left ? `残り${left}点です。` : '売り切れました。', left ? `Only ${left} left.` : 'Sold out.', { left });
    world.hold(sku, quantity);
  };
  const ordered = async (c, b) => {
    await new Promise((done) => setTimeout(done, 500));
    if (c.order) return { order: c.order, next: c.next };
    if (/dear/.test(c.id) && c.extra === 0) c.extra = 200;
    const total = view(c).total;
    if (b.expectedTotal !== total) throw world.problem(409, 'total_changed', 'お支払い総額が変わりました。内容をもう一度ご確認ください。', 'The total changed.', { total });
    c.acknowledged = true;
    if (c.payment?.last4 === '0002' && c.method === 'card') throw world.problem(402, 'card_declined', 'お支払いができませんでした。別のカードか別のお支払い方法をお試しください。お取り置きは続いています。', 'The card was declined.');
    place(c);
    return { order: c.order, next: c.next };
  };
  const orderView = (token) => {
    const c = orders.get(token) ?? (token.startsWith('t-') && SCENES.test(token) ? (place(find(token.slice(2))), find(token.slice(2))) : missing());
    const v = view(c);
    const state = c.order.state === 'pending' ? 'placed' : c.order.state;
    return { ...v, number: c.order.number, state, placedAt: c.placedAt, payment: { method: c.method, ...(c.method === 'card' ? c.payment : {}) }, delivery: v.confirmation.delivery, tracking: null, refund: { state: 'none', yen: 0 }, history: [{ state: 'placed', at: c.placedAt }, { state, at: c.placedAt + 1_000 }], shop: { name: '賑わい商店', nameEn: 'Nigiwai Shop', legalUrl: '/legal' } };
  };

  /** The answer as `[status, body]`, undefined for a path that is not of the shop. */
  return async function answer(method, path, b) {
    const at = (pattern) => new RegExp(`^${pattern}$`).exec(path);
    let m;
    if (at('/api/shows/[^/]+/checkouts') && method === 'POST') {
      const open = [...checkouts.values()].find((c) => c.state === 'open' && c.expiresAt > Date.now() && c.lines.length === 1 && c.lines[0].sku === b.sku);
      if (open) return [200, view(open)];
      hold(b.sku, b.quantity);
      return [201, view(make(`co_${checkouts.size + 1}`, [{ sku: b.sku, quantity: b.quantity }]))];
    }
    if ((m = at('/api/checkouts/([^/]+)(/[a-z]+)?'))) {
      const c = find(m[1]);
      if (c.state === 'open' && c.expiresAt < Date.now()) c.state = 'expired';
      if (m[2] === '/quantity') {
        const line = c.lines.find(({ sku }) => sku === (b.sku ?? c.lines[0].sku));
        if (b.quantity > 3) throw world.problem(409, 'per_buyer_limit', 'お一人様3点までです。', 'Up to 3 per person.', { limit: 3 });
        hold(line.sku, b.quantity - line.quantity);
        line.quantity = b.quantity;
      }
      if (m[2] === '/buyer') {
        const { cardToken, keep, ...buyer } = b;
        Object.assign(c, { buyer, kept: keep, ...(cardToken ? { payment: { brand: 'Visa', last4: cardToken.slice(-4) } } : {}) });
      }
      if (m[2] === '/choices') {
        const { method: paid, coupon, ...choices } = b;
        if (coupon && !/^SUZU10$/i.test(coupon)) throw world.problem(409, 'coupon_refused', 'このクーポンはご利用いただけません。', 'This coupon cannot be used.');
        Object.assign(c, { ...(paid ? { method: paid } : {}), ...(coupon === undefined ? {} : { coupon: coupon || null }), choices: { ...c.choices, ...choices } });
      }
      if (m[2] === '/order') return [200, await ordered(c, b)];
      if (m[2] === '/cancel') {
        if (c.state === 'open') for (const { sku, quantity } of c.lines) world.hold(sku, -quantity);
        c.state = 'cancelled';
        return [204, null];
      }
      return [200, view(c)];
    }
    if (path === '/api/cart') return [200, cartView()];
    if (path === '/api/cart/lines') return cart.set(b.sku, (cart.get(b.sku) ?? 0) + b.quantity), [200, cartView()];
    if ((m = at('/api/cart/lines/([^/]+)'))) return b.quantity === 0 ? cart.delete(m[1]) : cart.set(m[1], b.quantity), [200, cartView()];
    if (path === '/api/cart/checkout') {
      const bad = cartView().lines.filter((line) => line.status !== 'ok');
      if (bad.length > 0) throw world.problem(409, 'cart_changed', 'かごの商品に変更がありました。内容をご確認ください。', 'Something in the cart changed.', { lines: bad.map(({ sku, status }) => ({ sku, reason: status })) });
      const lines = [...cart.entries()].map(([sku, quantity]) => ({ sku, quantity }));
      lines.forEach(({ sku, quantity }) => hold(sku, quantity));
      return [201, view(make(`co_${checkouts.size + 1}`, lines))];
    }
    if ((m = at('/api/orders/([^/]+)'))) return [200, orderView(m[1])];
    if (path === '/api/simulator/tokens') return [200, { token: `tok_${String(b.number).slice(-4)}`, brand: 'Visa', last4: String(b.number).slice(-4) }];
    if ((m = at('/api/postcodes/(\\d{7})'))) return [200, { postal: m[1], places: m[1] === '1500001' ? [{ prefecture: '東京都', city: '渋谷区', town: '神宮前' }] : [] }];
    if (path === '/api/me' && member) return [200, { member }];
    if (path === '/api/members/code') return [204, null];
    if (path === '/api/members/session') {
      if (method === 'DELETE') return (member = null), [204, null];
      if (b.code !== '123456' && !b.password) throw world.problem(401, 'bad_code', 'コードが違うか、期限が切れています。もう一度お試しください。', 'The code is wrong or too old.');
      member = { email: b.email, hasPassword: false };
      return [200, { id: 'v_me', member }];
    }
    if (path === '/api/my/orders') return [200, { orders: [...orders.values()].map((c) => ({ token: c.order.token, number: c.order.number, state: c.order.state, placedAt: c.placedAt, total: view(c).total, lines: view(c).lines })), next: null }];
    if (path === '/api/my/addresses') return [200, { addresses: member ? [{ id: 'a1', label: '自宅', buyer: HANA }] : [] }];
    if (at('/api/shows/[^/]+/waitlist')) return [200, { waiting: [] }];
    if (path === '/api/legal') {
      const page = (id, ja, en, ...items) => ({ id, title: both(ja, en), items: items.map(([term, termEn, text]) => ({ term: both(term, termEn), text: typeof text === 'string' ? both(text, text) : text })) });
      return [200, { demo: true, pages: [page('transactions', '特定商取引法に基づく表記', 'Legal notice (sales)', ['販売業者', 'Seller', '賑わい商店（デモ）'], ['申込みの撤回・返品', 'Cancellation and returns', RETURNS]), page('terms', '利用規約', 'Terms of use', ['契約の成立', 'When the sale is agreed', '発送のときに成立します。']), page('privacy', 'プライバシーポリシー', 'Privacy', ['集める情報', 'What is collected', 'ご注文に必要な情報']), page('external', '利用者情報の外部送信', 'Information sent to others', ['送信先', 'Recipients', 'ありません。'])] }];
    }
    return undefined;
  };
}
