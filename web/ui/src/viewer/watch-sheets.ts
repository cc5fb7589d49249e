import { html, nothing, type TemplateResult } from 'lit';
import type { CheckoutMessage } from '../protocol/buying';
import type { Offer } from '../shop/offer';
import { inLanguage, msg } from '../ui/i18n';
import type { Level, Levels } from './levels';
import { menuHeading, type MenuAct } from './nw-comment-menu';
import type { NwPicture } from './nw-picture';
import { CART } from './purchase';
import type { ShopDesk } from './shop-desk';
import type { TalkDesk } from './talk-desk';
import type { WatchModel } from './watch-model';

/** What the sheets need of the page under them. */
export interface SheetsPage {
  readonly model: WatchModel;
  readonly levels: Levels;
  readonly desk: TalkDesk;
  readonly arrangement: 'phone' | 'side' | 'wide';
  readonly picture: NwPicture | null;
  readonly pinned: readonly string[];
  offerOf(product: string): Offer | undefined;
  buy(product: string, sku: string): void;
  add(sku: string): void;
  buyCart(): void;
  /** Opens a checkout that is there already. */
  resume(checkout: string): void;
  readonly serverNow: () => number;
  checkout(message: CheckoutMessage): void;
  finishOrder(): void;
  /** The cursor goes into the comment field. */
  write(question: boolean): void;
}

/** Everything that rises over the watch page. */
export function watchSheets(page: SheetsPage): TemplateResult {
  return html`${goods(page)} ${talk(page)} ${more(page)} ${buying(page)}`;
}

function sheet(page: SheetsPage, kind: Level['kind'], heading: string, content: unknown): TemplateResult {
  const { levels, arrangement } = page;
  return html`<nw-sheet
    class=${arrangement}
    .open=${levels.top()?.kind === kind}
    .beside=${arrangement !== 'phone' && kind !== 'comment'}
    .corner=${arrangement !== 'phone' && kind === 'comment'}
    .height=${kind === 'buy' ? 'full' : kind === 'more' || kind === 'comment' ? 'auto' : 'most'}
    .nested=${levels.open.length > 1}
    .heading=${heading}
    @nw-back=${() => levels.back()}
    @nw-close=${() => levels.clear()}
    >${content}</nw-sheet
  >`;
}

function goods(page: SheetsPage): TemplateResult {
  const { model, levels } = page;
  const top = levels.top();
  const shown = top?.kind === 'product' ? page.offerOf(top.product) : undefined;
  return html`${sheet(
    page,
    'shelf',
    msg('商品一覧', { id: 'watch.shelf' }),
    top?.kind === 'shelf'
      ? html`<nw-shelf
          .offers=${model.offers()}
          .pinned=${page.pinned}
          @nw-open=${(event: CustomEvent<{ product: string }>) => levels.push({ kind: 'product', product: event.detail.product })}
        ></nw-shelf>`
      : nothing,
  )}
  ${sheet(page, 'product', shown ? inLanguage(shown.product.name, shown.product.nameEn) : '', shown ? product(page, shown) : nothing)}
  ${sheet(page, 'cart', msg('かご', { id: 'cart.title' }), top?.kind === 'cart' ? cart(page) : nothing)}`;
}

function product(page: SheetsPage, shown: Offer): TemplateResult {
  const { model, levels } = page;
  const { desk } = model;
  const { id, goesWith = [] } = shown.product;
  const { state } = model.purchase;
  const mine = (state.kind === 'queued' || state.kind === 'refused') && state.product === id ? state : null;
  const drop = model.dropOf(id);
  const resume = (event: CustomEvent<{ checkout: string }>): void => page.resume(event.detail.checkout);
  return html`<nw-product
    .offer=${shown}
    .busy=${state.kind === 'opening' || state.kind === 'queued' ? state.sku : ''}
    .problem=${mine?.kind === 'refused' ? mine.error.words : ''}
    .ahead=${mine?.kind === 'queued' ? (mine.ahead ?? 0) : null}
    .returns=${desk.returns}
    .goesWith=${goesWith.flatMap((other) => page.offerOf(other) ?? [])}
    .inCart=${quantities(desk)}
    .waiting=${Object.fromEntries(shown.variants.flatMap(({ sku }) => (desk.waitingFor(sku) ? [[sku, desk.waitingFor(sku)]] : [])))}
    .refusals=${Object.fromEntries(desk.refusals)}
    @nw-choose=${(event: CustomEvent<{ product: string; sku: string }>) => page.buy(event.detail.product, event.detail.sku)}
    @nw-add=${(event: CustomEvent<{ sku: string }>) => page.add(event.detail.sku)}
    @nw-wait=${(event: CustomEvent<{ sku: string; on: boolean }>) => void desk.wait(event.detail.sku, event.detail.on)}
    @nw-resume=${resume}
    @nw-open=${(event: CustomEvent<{ product: string }>) => levels.push({ kind: 'product', product: event.detail.product })}
    >${drop
      ? html`<nw-drop
          .drop=${drop}
          .show=${model.showId}
          .entered=${desk.entries.get(drop.did) ?? null}
          .ahead=${desk.entering.get(drop.did)}
          .refusal=${desk.refusals.get(drop.did) ?? ''}
          .now=${page.serverNow}
          @nw-enter=${(event: CustomEvent<{ drop: string }>) => void desk.enter(event.detail.drop)}
          @nw-resume=${resume}
        ></nw-drop>`
      : nothing}</nw-product
  >`;
}

function cart(page: SheetsPage): TemplateResult {
  const { model } = page;
  const { desk } = model;
  const { state } = model.purchase;
  return html`<nw-cart
    .cart=${desk.cart}
    .refusals=${desk.cartRefusals}
    .failure=${desk.cartFailure?.words ?? ''}
    .busy=${desk.cartBusy}
    .opening=${(state.kind === 'opening' || state.kind === 'queued') && state.sku === CART}
    @nw-put=${(event: CustomEvent<{ sku: string; show: string; quantity: number }>) =>
      void desk.put(event.detail.sku, event.detail.quantity, event.detail.show)}
    @nw-checkout=${() => page.buyCart()}
  ></nw-cart>`;
}

function quantities(desk: ShopDesk): Readonly<Record<string, number>> {
  return Object.fromEntries(desk.cart.lines.map((line) => [line.sku, line.quantity]));
}

function talk(page: SheetsPage): TemplateResult {
  const { model, levels, desk } = page;
  const { session } = model.live;
  const top = levels.top();
  return html`${sheet(
    page,
    'comment',
    top?.kind === 'comment' ? menuHeading(top.row) : '',
    top?.kind === 'comment'
      ? html`<nw-comment-menu
          .row=${top.row}
          .voted=${model.talk.voted(top.row.eid ?? '')}
          @nw-act=${(event: CustomEvent<MenuAct>) => {
            levels.back();
            void desk.act(top.row, event.detail);
          }}
        ></nw-comment-menu>`
      : nothing,
  )}
  ${sheet(
    page,
    'questions',
    msg('質問', { id: 'talk.question' }),
    top?.kind === 'questions'
      ? html`<nw-questions
          .questions=${session.fold.questions()}
          .mine=${session.questions.all()}
          .voted=${(eid: string) => model.talk.voted(eid)}
          .stamp=${model.talk.votesStamp()}
          .seekable=${page.picture?.player?.canRewind === true || page.picture?.where === 'replay'}
          @nw-vote=${(event: CustomEvent<{ eid: string; on: boolean }>) => void desk.vote(event.detail.eid, event.detail.on)}
          @nw-goto=${(event: CustomEvent<{ mediaTime: number }>) => {
            levels.clear();
            const player = page.picture?.player;
            const now = player?.mediaTime() ?? null;
            if (now !== null) player?.step((event.detail.mediaTime - now) / 1_000);
          }}
          @nw-write=${() => {
            levels.clear();
            page.write(true);
          }}
        ></nw-questions>`
      : nothing,
  )}`;
}

function more(page: SheetsPage): TemplateResult {
  const { model, levels } = page;
  const { session } = model.live;
  return sheet(
    page,
    'more',
    msg('この配信について', { id: 'watch.about' }),
    levels.top()?.kind === 'more'
      ? html`<nw-more
          .show=${model.show}
          .player=${page.picture?.player ?? null}
          .wide=${page.arrangement !== 'phone'}
          .name=${session.fold.me?.name ?? ''}
          .hiddenPeople=${model.talk.hidden.all()}
          @nw-unhide=${(event: CustomEvent<{ id: string }>) => model.talk.unhide(event.detail.id)}
          @nw-pause=${() => page.picture?.togglePause()}
          @nw-step=${(event: CustomEvent<{ seconds: number }>) => {
            page.picture?.player?.step(event.detail.seconds);
            levels.back();
          }}
          @nw-rename=${(event: CustomEvent<{ name: string }>) => {
            session.rename(event.detail.name);
            levels.back();
          }}
        ></nw-more>`
      : nothing,
  );
}

function buying(page: SheetsPage): TemplateResult {
  const { model } = page;
  const purchase = model.purchase.state;
  const open = purchase.kind === 'checkout' || purchase.kind === 'ordered';
  const found = open ? model.products.find((one) => one.id === purchase.product) : undefined;
  return sheet(
    page,
    'buy',
    purchase.kind === 'ordered' ? msg('ご注文完了', { id: 'watch.ordered' }) : msg('ご購入手続き', { id: 'watch.checkout' }),
    open
      ? html`<nw-buy
          .purchase=${purchase}
          .name=${found ? inLanguage(found.name, found.nameEn) : ''}
          @nw-checkout=${(event: CustomEvent<CheckoutMessage>) => page.checkout(event.detail)}
          @nw-done=${() => page.finishOrder()}
        ></nw-buy>`
      : nothing,
  );
}
