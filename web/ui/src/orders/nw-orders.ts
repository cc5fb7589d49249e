import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { ApiError, get } from '../ui/api';
import { dateTime, number, yen } from '../ui/format';
import { houseFoot, houseHead } from '../ui/house';
import { icon } from '../ui/icons';
import { addressTail } from '../ui/page';
import { priceTag } from '../ui/price-tag';
import '../checkout/nw-slip';
import { methodName } from '../checkout/method-words';
import { lookAgainMillis, trackingUrl, type Order } from './order';
import { stateWords } from './state-words';

/** One order, for whoever has its link; fit for printing as a simple receipt. */
@localized()
@customElement('nw-orders')
export class NwOrders extends LitElement {
  @state() private order: Order | undefined;
  @state() private failure: ApiError | undefined;
  private looked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  override render(): unknown {
    return html`${houseHead()}
      <main class="column column-narrow">${this.content()}</main>
      ${houseFoot()}`;
  }

  private content(): unknown {
    if (this.order) return this.receipt(this.order);
    if (!this.failure) {
      return html`<p class="loading"><span class="spinner" aria-hidden="true"></span>${msg('読み込んでいます', { id: 'orders.loading' })}</p>`;
    }
    const missing = this.failure.status === 404;
    return html`<div class="nothing-here">
      <h1>${missing ? msg('ご注文が見つかりませんでした', { id: 'orders.missing' }) : msg('読み込めませんでした', { id: 'orders.failed' })}</h1>
      <p class="quiet-words">
        ${missing ? msg('リンクが正しいかご確認ください。', { id: 'orders.missing-words' }) : this.failure.words}
      </p>
      ${missing
        ? nothing
        : html`<button class="button button-quiet" type="button" @click=${() => this.load()}>
            ${icon('refresh')}${msg('もう一度読み込む', { id: 'orders.reload' })}
          </button>`}
    </div>`;
  }

  private receipt(order: Order): TemplateResult {
    return html`<article class="receipt-page">
      <header>
        <p class="order-state order-state-${order.state}" role="status">${this.stateMark(order.state)}</p>
        <h1>${msg(str`ご注文 ${order.number}`, { id: 'orders.title' })}</h1>
        <p class="quiet-words">${msg(str`${dateTime(order.placedAt)} 受付`, { id: 'orders.placed-at' })}</p>
        ${this.standing(order)}
      </header>
      <section>
        <h2>${msg('ご注文の品', { id: 'orders.lines' })}</h2>
        <ul class="order-lines">
          ${order.lines.map((line) => this.line(line))}
        </ul>
        ${this.totals(order)}
      </section>
      <section>
        <h2>${msg('お届け', { id: 'orders.delivery' })}</h2>
        <p>${inLanguage(order.delivery.ja, order.delivery.en)}</p>
        ${order.tracking ? this.parcel(order.tracking) : nothing}
      </section>
      <section>
        <h2>${msg('お支払い', { id: 'orders.payment' })}</h2>
        <p>${this.payment(order)}</p>
        ${this.refund(order)}
      </section>
      ${this.documents(order)} ${this.history(order)}
      <section>
        <h2>${msg('販売店', { id: 'orders.shop' })}</h2>
        <p>${inLanguage(order.shop.name, order.shop.nameEn)}</p>
        <p><a href=${order.shop.legalUrl}>${msg('特定商取引法に基づく表記', { id: 'orders.legal' })}</a></p>
      </section>
      <p class="no-print">
        <button class="button button-quiet" type="button" @click=${() => print()}>${msg('この画面を印刷する', { id: 'orders.print' })}</button>
      </p>
    </article>`;
  }

  private line(line: Order['lines'][number]): TemplateResult {
    const variant = inLanguage(line.variant, line.variantEn);
    return html`<li>
      ${line.image ? html`<img src=${line.image} alt="" width="64" height="64" />` : nothing}
      <div>
        <p class="order-line-name">${inLanguage(line.name, line.nameEn)}${line.taxRate === 8 ? html` <small class="reduced">※</small>` : nothing}</p>
        ${variant ? html`<p class="quiet-words">${variant}</p>` : nothing}
        <p class="quiet-words count">${yen(line.unitPrice)} × ${number(line.quantity)}</p>
        ${line.returned ? html`<p class="quiet-words">${msg(str`うち${number(line.returned)}点をご返品`, { id: 'orders.returned' })}</p>` : nothing}
      </div>
      <p class="count order-line-total">${yen(line.total)}</p>
    </li>`;
  }

  private totals(order: Order): TemplateResult {
    const reduced = order.lines.some((line) => line.taxRate === 8);
    return html`<dl class="order-totals">
        <div>
          <dt>${msg('商品小計', { id: 'orders.subtotal' })}</dt>
          <dd class="count">${yen(order.subtotal)}</dd>
        </div>
        ${(order.discounts ?? []).map(
          (one) => html`<div>
            <dt>${inLanguage(one.label, one.labelEn)}</dt>
            <dd class="count">−${yen(one.yen)}</dd>
          </div>`,
        )}
        <div>
          <dt>${msg('送料', { id: 'orders.shipping' })}</dt>
          <dd class="count">${order.shipping === 0 ? msg('無料', { id: 'orders.free' }) : yen(order.shipping)}</dd>
        </div>
        ${order.fee
          ? html`<div>
              <dt>${msg('代引手数料', { id: 'orders.fee' })}</dt>
              <dd class="count">${yen(order.fee)}</dd>
            </div>`
          : nothing}
        <div class="order-grand">
          <dt>${msg('お支払い総額', { id: 'orders.total' })}</dt>
          <dd>${priceTag(order.total)}</dd>
        </div>
        ${order.taxes.map(
          (tax) => html`<div class="quiet-words">
            <dt>${msg(str`${tax.rate}%対象（うち消費税）`, { id: 'orders.tax' })}</dt>
            <dd class="count">${msg(str`${yen(tax.taxable)}（${yen(tax.tax)}）`, { id: 'orders.tax-sum' })}</dd>
          </div>`,
        )}
      </dl>
      ${reduced ? html`<p class="reduced-note">${msg('※ 軽減税率（8%）の対象です。', { id: 'orders.reduced' })}</p>` : nothing}`;
  }

  /** What the buyer has to know or do now. */
  private standing(order: Order): TemplateResult | typeof nothing {
    const { next } = order;
    switch (order.state) {
      case 'pending':
      case 'prepared':
      case 'placed':
        return next && (next.kind === 'redirect' || next.kind === 'challenge')
          ? html`<p class="notice notice-warn">
                ${icon('alert')}<span>${msg('お支払いがまだ終わっていません。', { id: 'orders.unpaid' })}</span>
              </p>
              <p class="no-print"><a class="button" href=${next.url}>${msg('お支払いの画面を開く', { id: 'orders.pay' })}</a></p>`
          : html`<p class="notice">${icon('info')}<span>${msg('お支払いを確認しています。確認でき次第、この画面が変わります。', { id: 'orders.waiting' })}</span></p>`;
      case 'awaiting_cash':
        return next?.kind === 'slip'
          ? html`<p class="notice notice-warn">${icon('alert')}<span>${msg('期限までにコンビニのレジでお支払いください。', { id: 'orders.pay-at-till' })}</span></p>
              <nw-slip .slip=${next.slip} .total=${order.total}></nw-slip>`
          : nothing;
      case 'paid':
        return html`<p class="notice">${icon('info')}<span>${msg('ご注文を受け付けました。発送のときに、売買契約の成立とあわせてメールでお知らせします。', { id: 'orders.paid-words' })}</span></p>`;
      case 'paid_short':
        return html`<p class="notice notice-warn">${icon('alert')}<span>${msg('品切れのためご用意できませんでした。お支払いいただいた金額はすべてお返しします。', { id: 'orders.short-words' })}</span></p>`;
      case 'expired':
      case 'cancelled':
        return order.refund && order.refund.state !== 'none'
          ? html`<p class="notice">${icon('info')}<span>${msg('このご注文は取り消されました。', { id: 'orders.cancelled-paid' })}</span></p>`
          : html`<p class="notice">${icon('info')}<span>${msg('このご注文は取り消されました。請求はありません。', { id: 'orders.cancelled-words' })}</span></p>`;
      case 'accepted':
      case 'shipped':
      case 'delivered':
        return nothing;
    }
  }

  private payment({ payment }: Order): string {
    const method = payment.method ?? 'card';
    return method === 'card' && payment.brand
      ? msg(str`クレジットカード（${payment.brand} 末尾 ${payment.last4 ?? ''}）一括払い`, { id: 'orders.card' })
      : methodName(method);
  }

  private refund({ refund }: Order): TemplateResult | typeof nothing {
    if (!refund || refund.yen === 0) return nothing;
    return html`<p>${msg(str`ご返金 ${yen(refund.yen)}`, { id: 'orders.refund' })}</p>`;
  }

  private parcel(parcel: NonNullable<Order['tracking']>): TemplateResult {
    const url = trackingUrl(parcel);
    return html`<p>
      ${icon('truck')} ${carrierName(parcel.carrier)} <span class="count">${parcel.tracking}</span>
      ${url ? html`<a class="no-print" href=${url} target="_blank" rel="noopener noreferrer">${msg('配送状況を見る', { id: 'orders.track' })}</a>` : nothing}
    </p>`;
  }

  private documents({ documents = [] }: Order): TemplateResult | typeof nothing {
    if (documents.length === 0) return nothing;
    return html`<section class="no-print">
      <h2>${msg('書類', { id: 'orders.documents' })}</h2>
      <ul class="order-documents">
        ${documents.map((one) => html`<li><a href=${one.url} target="_blank" rel="noopener">${inLanguage(one.label, one.labelEn)} (PDF)</a></li>`)}
      </ul>
    </section>`;
  }

  private history({ history = [] }: Order): TemplateResult | typeof nothing {
    if (history.length < 2) return nothing;
    return html`<section>
      <h2>${msg('これまでの経過', { id: 'orders.history' })}</h2>
      <ol class="order-history">
        ${history.map((step) => html`<li><time class="quiet-words">${dateTime(step.at)}</time> ${stateWords(step.state)}</li>`)}
      </ol>
    </section>`;
  }

  private stateMark(of: Order['state']): TemplateResult {
    switch (of) {
      case 'paid':
      case 'accepted':
      case 'delivered':
        return html`${icon('check')}${stateWords(of)}`;
      case 'shipped':
        return html`${icon('truck')}${stateWords(of)}`;
      case 'cancelled':
      case 'expired':
      case 'paid_short':
        return html`${icon('close')}${stateWords(of)}`;
      case 'pending':
      case 'prepared':
      case 'placed':
      case 'awaiting_cash':
        return html`${icon('clock')}${stateWords(of)}`;
    }
  }

  private async load(): Promise<void> {
    try {
      this.failure = undefined;
      this.order = await get<Order>(`/api/orders/${encodeURIComponent(addressTail())}`);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure;
    }
    const wait = this.order && lookAgainMillis(this.order.state, this.looked++);
    if (wait !== undefined) this.timer = setTimeout(() => void this.load(), wait);
  }
}

function carrierName(carrier: string): string {
  switch (carrier) {
    case 'yamato':
      return msg('ヤマト運輸', { id: 'orders.carrier.yamato' });
    case 'sagawa':
      return msg('佐川急便', { id: 'orders.carrier.sagawa' });
    case 'japanpost':
      return msg('日本郵便', { id: 'orders.carrier.japanpost' });
    default:
      return carrier;
  }
}
