import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ApiError, get, newKey, post } from '../ui/api';
import { dateTime, number, yen } from '../ui/format';
import { inLanguage, localized, msg, str } from '../ui/i18n';
import { icon } from '../ui/icons';
import { stepsOf, yenOf, type DeskLine, type DeskOrder, type Paper, type Step } from './desk';
import { stateWords, stepWords } from './words';

/** One order and what can be done with it. Fires `desk-changed` and `desk-close`. */
@customElement('nw-desk-order')
@localized()
export class NwDeskOrder extends LitElement {
  @property() orderId = '';
  @state() private order: DeskOrder | undefined;
  @state() private papers: readonly Paper[] = [];
  @state() private step: Step | undefined;
  @state() private failure: string | undefined;
  @state() private busy = false;
  /** One per intention, kept over retries. */
  private key = '';

  protected override createRenderRoot(): this {
    return this;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('orderId')) {
      this.order = undefined;
      this.step = undefined;
      this.failure = undefined;
      void this.load();
    }
  }

  override render(): TemplateResult {
    return html`<section class="card desk-order" aria-label=${msg('選んだ注文', { id: 'desk.order' })}>
      <button class="icon-button desk-close" type="button" aria-label=${msg('閉じる', { id: 'desk.close' })} @click=${() => this.dispatchEvent(new CustomEvent('desk-close'))}>
        ${icon('close')}
      </button>
      ${this.failure ? html`<p class="notice notice-bad" role="alert">${this.failure}</p>` : nothing}
      ${this.order ? this.whole(this.order) : nothing}
    </section>`;
  }

  private whole(of: DeskOrder): TemplateResult {
    const { buyer, order } = of;
    const kana = `${buyer.familyKana} ${buyer.givenKana}`.trim();
    return html`<h2>${order.number}</h2>
      <p><span class="badge" data-state=${order.state}>${stateWords(order.state)}</span> <span class="count">${dateTime(order.placedAt)}</span></p>
      ${this.steps(of)}
      <h3>${msg('お届け先', { id: 'desk.to' })}</h3>
      <address>
        <strong>${buyer.familyName} ${buyer.givenName}</strong>${kana === '' ? nothing : ` (${kana})`}<br />
        〒${buyer.address.postal} ${buyer.address.prefecture}${buyer.address.city}${buyer.address.line1} ${buyer.address.line2}<br />
        <a href="tel:${buyer.phone}">${buyer.phone}</a>　<a href="mailto:${buyer.email}">${buyer.email}</a>
      </address>
      ${this.wishes(of)}
      <h3>${msg('商品', { id: 'desk.goods' })}</h3>
      <ul class="desk-lines">
        ${order.lines.map((line) => this.line(line))}
      </ul>
      ${this.sums(of)} ${this.parcel(of)} ${this.documents()}
      <h3>${msg('履歴', { id: 'desk.history' })}</h3>
      <ol class="desk-history">
        ${of.history.map((entry) => html`<li><span class="count">${dateTime(entry.at)}</span> ${stateWords(entry.to)} <span class="quiet-words">${entry.actor} ${entry.note}</span></li>`)}
      </ol>`;
  }

  private line(line: DeskLine): TemplateResult {
    const variant = inLanguage(line.variant, line.variantEn);
    const name = `${inLanguage(line.name, line.nameEn)}${variant ? ` ${variant}` : ''}`;
    return html`<li>
      <span>${name} × ${number(line.quantity)}${line.returned > 0 ? ` ${msg(str`（返品 ${number(line.returned)}点）`, { id: 'desk.returned' })}` : nothing}</span>
      <span class="count">${yen(line.total)}</span>
    </li>`;
  }

  private wishes(of: DeskOrder): unknown {
    const { choices } = of;
    const wishes = [
      choices.deliveryDate,
      choices.deliverySlot,
      choices.gift ? msg('ギフト包装', { id: 'desk.gift' }) : undefined,
      choices.together ? msg('同梱希望', { id: 'desk.together' }) : undefined,
      choices.note,
    ].filter((wish) => wish !== undefined && wish !== '');
    return wishes.length === 0 ? nothing : html`<p class="notice">${wishes.join(' / ')}</p>`;
  }

  private sums(of: DeskOrder): TemplateResult {
    const row = (label: string, amount: number) => html`<div><dt>${label}</dt><dd class="count">${yen(amount)}</dd></div>`;
    return html`<dl class="desk-sums">
      ${row(msg('小計', { id: 'desk.subtotal' }), of.subtotal)} ${of.discounts.map((it) => row(inLanguage(it.label, it.labelEn), -it.yen))}
      ${row(msg('送料', { id: 'desk.shipping' }), of.shipping)} ${of.fee === 0 ? nothing : row(msg('手数料', { id: 'desk.fee' }), of.fee)}
      ${row(msg('合計', { id: 'desk.total' }), of.order.total)} ${of.refunded === 0 ? nothing : row(msg('返金済み', { id: 'desk.refunded-sum' }), of.refunded)}
    </dl>`;
  }

  private parcel(of: DeskOrder): unknown {
    return of.order.carrier === null ? nothing : html`<p class="count">${of.order.carrier} ${of.order.tracking ?? ''}</p>`;
  }

  private documents(): unknown {
    if (this.papers.length === 0) return nothing;
    return html`<h3>${msg('書類', { id: 'desk.papers' })}</h3>
      <ul class="desk-papers">
        ${this.papers.map((paper) => html`<li><a href=${paper.url} target="_blank" rel="noopener">${paper.title} (PDF)</a></li>`)}
      </ul>`;
  }

  private steps(of: DeskOrder): TemplateResult {
    return html`<div class="desk-buttons">
        ${stepsOf(of).map(
          (step, i) =>
            html`<button class=${i === 0 && step !== 'cancel' ? 'button' : 'button button-quiet'} type="button" aria-expanded=${this.step === step} @click=${() => this.begin(step)}>
              ${stepWords(step)}
            </button>`,
        )}
      </div>
      ${this.step ? this.form(this.step, of) : nothing}`;
  }

  private begin(step: Step): void {
    this.step = this.step === step ? undefined : step;
    this.failure = undefined;
    this.key = newKey();
  }

  private form(step: Step, of: DeskOrder): TemplateResult {
    return html`<form class="desk-step" @submit=${(event: Event) => this.send(event, step, of)}>
      ${step === 'ship' ? this.shipFields() : nothing}
      ${step === 'refund'
        ? html`<div class="field">
            <label for="desk-yen">${msg(str`返金額（${yen(of.refundable)}まで）`, { id: 'desk.yen' })}</label>
            <input class="input" id="desk-yen" name="yen" inputmode="numeric" required />
          </div>`
        : nothing}
      ${step === 'return' ? this.returnFields(of) : nothing}
      ${step === 'cancel' || step === 'refund' || step === 'return'
        ? html`<div class="field">
            <label for="desk-reason">${msg('理由', { id: 'desk.reason' })}</label>
            <input class="input" id="desk-reason" name="reason" maxlength="500" required />
          </div>`
        : nothing}
      <button class="button" type="submit" ?disabled=${this.busy}>${msg('実行する', { id: 'desk.do' })}</button>
    </form>`;
  }

  private shipFields(): TemplateResult {
    return html`<div class="field">
        <label for="desk-ship-carrier">${msg('配送会社', { id: 'desk.carrier' })}</label>
        <select class="input" id="desk-ship-carrier" name="carrier">
          <option value="yamato">${msg('ヤマト運輸', { id: 'desk.carrier.yamato' })}</option>
          <option value="sagawa">${msg('佐川急便', { id: 'desk.carrier.sagawa' })}</option>
          <option value="japanpost">${msg('日本郵便', { id: 'desk.carrier.japanpost' })}</option>
          <option value="other">${msg('その他', { id: 'desk.carrier.other' })}</option>
        </select>
      </div>
      <div class="field">
        <label for="desk-tracking">${msg('お問い合わせ番号', { id: 'desk.tracking' })}</label>
        <input class="input" id="desk-tracking" name="tracking" maxlength="40" pattern="[0-9A-Za-z\\-]*" />
      </div>`;
  }

  private returnFields(of: DeskOrder): TemplateResult {
    return html`${of.order.lines
        .filter((line) => line.returned < line.quantity)
        .map(
          (line, i) =>
            html`<div class="field">
              <label for="desk-back-${i}">${msg(str`${inLanguage(line.name, line.nameEn)} の返品数`, { id: 'desk.back' })}</label>
              <input class="input" id="desk-back-${i}" name="back:${line.key}" type="number" min="0" max=${line.quantity - line.returned} value="0" />
            </div>`,
        )}
      <label class="desk-check"><input type="checkbox" name="restock" checked />${msg('在庫に戻す', { id: 'desk.restock' })}</label>
      <label class="desk-check"><input type="checkbox" name="refund" checked />${msg('代金を返金する', { id: 'desk.refund' })}</label>`;
  }

  private async send(event: Event, step: Step, of: DeskOrder): Promise<void> {
    event.preventDefault();
    const body = bodyOf(step, new FormData(event.target as HTMLFormElement), of);
    if (body === undefined) {
      this.failure = msg('入力した数をご確認ください。', { id: 'desk.bad-number' });
      return;
    }
    this.busy = true;
    this.failure = undefined;
    try {
      this.order = await post<DeskOrder>(`/api/desk/orders/${encodeURIComponent(of.order.id)}/${step}`, { body, key: this.key });
      this.step = undefined;
      this.dispatchEvent(new CustomEvent('desk-changed', { bubbles: true }));
      await this.loadPapers(of.order.id);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      this.failure = failure.words;
      // What was refused was not done: the next press is another intention.
      if (!failure.retryable) this.key = newKey();
    } finally {
      this.busy = false;
    }
  }

  private async load(): Promise<void> {
    const id = this.orderId;
    try {
      const order = await get<DeskOrder>(`/api/desk/orders/${encodeURIComponent(id)}`);
      if (id !== this.orderId) return;
      this.order = order;
      await this.loadPapers(id);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (id === this.orderId) this.failure = failure.words;
    }
  }

  private async loadPapers(id: string): Promise<void> {
    const { documents } = await get<{ documents: readonly Paper[] }>(`/api/desk/orders/${encodeURIComponent(id)}/documents`);
    if (id === this.orderId) this.papers = documents;
  }
}

/** What the server is sent for a step; undefined where a number cannot be meant. */
export function bodyOf(step: Step, typed: FormData, of: DeskOrder): object | undefined {
  const text = (name: string): string => {
    const value = typed.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  switch (step) {
    case 'ship':
      return { carrier: text('carrier'), tracking: text('tracking') };
    case 'cancel':
      return { reason: text('reason') };
    case 'refund': {
      const amount = yenOf(text('yen'), of.refundable);
      return amount === undefined ? undefined : { yen: amount, reason: text('reason') };
    }
    case 'return': {
      const lines = of.order.lines
        .map((line) => ({ key: line.key, quantity: Number(text(`back:${line.key}`) || '0') }))
        .filter((line) => Number.isInteger(line.quantity) && line.quantity > 0);
      return lines.length === 0
        ? undefined
        : { lines, reason: text('reason'), restock: typed.get('restock') !== null, refund: typed.get('refund') !== null };
    }
    case 'accept':
    case 'deliver':
    case 'restock':
      return {};
  }
}
