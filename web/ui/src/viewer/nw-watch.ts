import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { STEP_SECONDS } from '../player/scrub';
import { loadSprites, type Sprite } from '../player/sprites';
import type { Reaction } from '../protocol/client-frames';
import type { CheckoutMessage } from '../protocol/buying';
import type { Offer } from '../shop/offer';
import type { Standing } from '../timeline/standing';
import { announce, prepareAnnouncer } from '../ui/announce';
import { number } from '../ui/format';
import { inLanguage, localized, msg, onLanguage, str } from '../ui/i18n';
import '../ui/nw-language';
import '../ui/nw-sheet';
import '../ui/nw-toast';
import type { NwToast } from '../ui/nw-toast';
import { addressTail } from '../ui/page';
import { sharedStyles } from '../ui/shared-styles';
import { DebugView } from './debug';
import type { ChatRow } from './chat-rows';
import { Levels } from './levels';
import './nw-above-chat';
import '../cart/nw-cart';
import './nw-buy';
import './nw-chat';
import type { NwChat } from './nw-chat';
import './nw-comment-menu';
import './nw-composer';
import type { NwComposer } from './nw-composer';
import './nw-drop';
import './nw-head';
import './nw-hearts';
import type { NwHearts } from './nw-hearts';
import './nw-more';
import './nw-picture';
import type { NwPicture } from './nw-picture';
import './nw-pinned';
import './nw-product';
import './nw-questions';
import './nw-rail';
import './nw-scrub';
import './nw-shelf';
import { pictureAct } from './picture-keys';
import { PinsSpoken } from './pins-spoken';
import { sharePage } from './share';
import { TalkDesk } from './talk-desk';
import { TalkPump } from './talk-pump';
import { WatchModel } from './watch-model';
import { watchSheets } from './watch-sheets';
import { watchStyles } from './watch-styles';

type Arrangement = 'phone' | 'side' | 'wide';

const WIDE = '(min-width: 1024px)';
const SIDE = '(min-width: 640px) and (min-aspect-ratio: 1/1)';
/** What is not urgent is drawn so often at most: the number of viewers, the open questions. */
const CALM_MILLIS = 250;

/** The watch page: puts the parts together and passes their events to the model. */
@customElement('nw-watch')
@localized()
export class NwWatch extends LitElement {
  static override styles = [sharedStyles, watchStyles];

  @state() private arrangement: Arrangement = 'phone';
  @state() private lying = false;
  @state() private problem = '';
  @state() private sprites: readonly Sprite[] = [];

  private readonly model = new WatchModel(addressTail());
  private readonly levels = new Levels(history, () => this.requestUpdate());
  private readonly debug = new DebugView(
    () => this.model.mediaTime(),
    () => this.model.latencyMillis(),
    () => this.model.live.state,
    () => this.picture?.state ?? 'loading',
    () => this.picture?.player ?? null,
  );
  private readonly media = [matchMedia(WIDE), matchMedia(SIDE)] as const;
  private past = false;
  private calm: ReturnType<typeof setTimeout> | undefined;
  /** What must be drawn at once when it changes. */
  private urgent: readonly unknown[] = [];
  private readonly pump = new TalkPump(
    () => this.refreshTalk(),
    () => this.model.live.session.outbox.all().some(({ state }) => state === 'sending'),
  );
  private readonly pins = new PinsSpoken(
    (product) => this.offerOf(product),
    (card) => this.debug.pinShown(card),
  );
  private readonly desk = new TalkDesk(this.model.talk, {
    say: (words) => this.toast?.say(words),
    rise: (count, kind) => this.hearts?.rise(count, kind),
    erase: (eid) => this.chat?.erase(eid),
  });
  private stops: (() => void)[] = [];

  @query('nw-picture') private readonly picture!: NwPicture | null;
  @query('nw-chat') private readonly chat!: NwChat | null;
  @query('nw-composer') private readonly composer!: NwComposer | null;
  @query('nw-hearts') private readonly hearts!: NwHearts | null;
  @query('nw-toast') private readonly toast!: NwToast | null;

  override connectedCallback(): void {
    super.connectedCallback();
    prepareAnnouncer();
    this.debug.install();
    const onPop = (event: PopStateEvent): void => this.levels.moved(event.state);
    window.addEventListener('popstate', onPop);
    window.addEventListener('keydown', this.onKey);
    this.media.forEach((query) => query.addEventListener('change', this.arrange));
    this.stops = [
      () => window.removeEventListener('popstate', onPop),
      () => window.removeEventListener('keydown', this.onKey),
      () => this.media.forEach((query) => query.removeEventListener('change', this.arrange)),
      this.model.onChange(() => this.modelChanged()),
      this.desk.attend(),
      this.model.onPinArrived((product, showAt) => this.debug.pinArrived(product, showAt)),
      onLanguage(() => this.retitle()),
    ];
    this.model.cues = () => Object.values(this.picture?.player?.dateRanges() ?? {}).flatMap((range) => range ?? []);
    this.arrange();
    void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stops.forEach((stop) => stop());
    clearTimeout(this.calm);
    this.pump.stop();
    this.model.stop();
  }

  private async begin(): Promise<void> {
    await this.model.load();
    this.retitle();
    if (await this.model.purchase.restore()) this.levels.push({ kind: 'buy' });
  }

  private retitle(): void {
    const { show } = this.model;
    if (show) document.title = `${inLanguage(show.title, show.titleEn)} | ${msg('賑わい', { id: 'ui.product' })}`;
  }

  private readonly arrange = (): void => {
    const [wide, side] = this.media;
    this.arrangement = wide.matches ? 'wide' : side.matches ? 'side' : 'phone';
  };

  private modelChanged(): void {
    const { model } = this;
    this.desk.reactionsCame();
    this.pump.soon();
    const { fold } = model.live.session;
    const urgent = [model.pinned, model.phase, model.purchase.state, model.notice(), model.offers(), model.talk.replyTo, model.talk.votesStamp(), fold.me, fold.chat()];
    if (urgent.some((one, index) => one !== this.urgent[index])) {
      this.urgent = urgent;
      this.requestUpdate();
    } else {
      this.calm ??= setTimeout(() => {
        this.calm = undefined;
        this.requestUpdate();
      }, CALM_MILLIS);
    }
  }

  /** The rows go straight to the list: nothing else of the page changes with them. */
  private refreshTalk(): void {
    const rows = this.model.talk.rows();
    if (this.chat) this.chat.rows = rows;
    this.desk.rowsCame(rows);
  }

  override render(): TemplateResult {
    const { phase } = this.model;
    if (phase === 'not_found' || phase === 'failed') return this.noShow(phase);
    const { model, arrangement, lying } = this;
    const phone = arrangement === 'phone';
    const over = phone && !lying;
    const { fold } = model.live.session;
    const top = this.levels.top()?.kind;
    const under = phone && !lying && top !== undefined && top !== 'more' && top !== 'comment' ? `under-sheet under-${top}` : '';
    return html`<main class="${arrangement} ${lying ? 'lying' : ''} ${over ? 'over' : ''} ${under}">
        <nw-picture
          .source=${model.show?.hls ?? ''}
          .stream=${model.stream()}
          .controls=${!phone}
          .shaded=${over}
          @nw-frame=${this.onFrame}
          @nw-shape=${this.onShape}
          .still=${this.pinnedOffers().at(-1)?.product.images[0]?.url ?? ''}
          @nw-jump=${(event: CustomEvent<{ mediaTime: number | null }>) => model.jumped(event.detail.mediaTime)}
          @nw-player=${this.onPlayer}
          @nw-shelf=${() => this.levels.push({ kind: 'shelf' })}
        ></nw-picture>
        <nw-head .show=${model.show} .stream=${model.stream()} .where=${this.picture?.where ?? 'live'} .viewers=${fold.viewers} .bare=${arrangement === 'wide'}></nw-head>
        ${arrangement === 'wide' ? this.shelfColumn() : nothing} ${phone ? nothing : this.talkHead()} ${this.noticeLine()}
        <nw-hearts aria-hidden="true"></nw-hearts>
        <div class="conversation">
          <nw-above-chat
            .over=${over}
            .pinned=${fold.pinnedComment()}
            .open=${fold.questions()?.open ?? 0}
            .asked=${model.live.session.questions.all().length > 0}
            @nw-questions=${() => this.openQuestions()}
          ></nw-above-chat>
          <nw-chat
            .me=${model.talk.me()}
            .over=${over}
            @nw-row=${(event: CustomEvent<{ row: ChatRow }>) => this.levels.push({ kind: 'comment', row: event.detail.row })}
            @nw-again=${(event: CustomEvent<{ key: string }>) => model.live.session.sayAgain(event.detail.key)}
            @nw-take-back=${(event: CustomEvent<{ key: string }>) => model.live.session.takeBack(event.detail.key)}
          ></nw-chat>
        </div>
        ${phone ? this.rail(false) : nothing}
        <div class="slot">
          ${this.scrub()} ${this.resumeButton()}
          <nw-pinned .offers=${this.pinnedOffers()} .busy=${this.busyProduct()} @nw-buy=${this.onBuy} @nw-open=${this.onOpen}></nw-pinned>
        </div>
        <nw-composer
          .over=${over}
          .named=${fold.me?.named ?? false}
          .most=${model.live.session.welcomed?.lim.len ?? 200}
          .problem=${this.problem}
          .reply=${model.talk.replyTo}
          .chat=${fold.chat()}
          .standing=${this.standing}
          .now=${this.serverNow}
          .stamp=${JSON.stringify(model.live.session.standing())}
          @nw-no-reply=${() => model.talk.reply(null)}
          @nw-say=${this.onSay}
          @nw-name=${this.onName}
        ></nw-composer>
      </main>
      ${watchSheets(this.sheetsPage())}<nw-toast></nw-toast>`;
  }

  private scrub(): TemplateResult | typeof nothing {
    const player = this.picture?.player;
    if (!player || player.where === 'live') return nothing;
    return html`<nw-scrub
      .player=${player}
      .sprites=${this.sprites}
      @nw-step=${(event: CustomEvent<{ seconds: number }>) => player.step(event.detail.seconds)}
      @nw-seek=${(event: CustomEvent<{ position: number }>) => player.seekTo(event.detail.position)}
      @nw-speed=${(event: CustomEvent<{ speed: number }>) => player.setSpeed(event.detail.speed)}
      @nw-go-live=${() => player.goLive()}
      @nw-pause=${() => this.picture?.togglePause()}
    ></nw-scrub>`;
  }

  private noShow(phase: 'not_found' | 'failed'): TemplateResult {
    const missing = phase === 'not_found';
    return html`<main class="page">
      <h1>
        ${missing
          ? msg('この配信は見つかりません', { id: 'watch.not-found' })
          : msg('ページを読み込めませんでした', { id: 'watch.failed' })}
      </h1>
      <p>
        ${missing
          ? msg('アドレスをお確かめいただくか、配信の一覧からお選びください。', { id: 'watch.not-found-more' })
          : (this.model.error?.words ?? '')}
      </p>
      ${missing
        ? nothing
        : html`<button class="button" type="button" @click=${() => void this.begin()}>${msg('もう一度読み込む', { id: 'watch.reload' })}</button>`}
      <a href="/">${msg('配信の一覧へ', { id: 'watch.all-shows' })}</a>
    </main>`;
  }

  private shelfColumn(): TemplateResult {
    const { show } = this.model;
    const offers = this.model.offers();
    return html`<aside class="shelf" aria-label=${msg('商品一覧', { id: 'watch.shelf' })}>
      ${show
        ? html`<div class="about">
            <h1>${inLanguage(show.title, show.titleEn)}</h1>
            <p>${show.presenter}</p>
          </div>`
        : nothing}
      <h2>${msg(str`商品 ${number(offers.length)}点`, { id: 'watch.goods-count' })}</h2>
      <div class="goods">
        <nw-shelf .offers=${offers} .pinned=${this.pinnedProducts()} @nw-open=${this.onOpen}></nw-shelf>
      </div>
      <footer>
        <nw-language></nw-language>
        ${show ? html`<a href=${show.shop.legalUrl} target="_blank" rel="noopener">${msg('特定商取引法に基づく表記', { id: 'watch.legal' })}</a>` : nothing}
      </footer>
    </aside>`;
  }

  private talkHead(): TemplateResult {
    const side = this.arrangement === 'side';
    return html`<header class="talk">
      <h2>${msg('コメント', { id: 'watch.comments' })}</h2>
      ${this.rail(!side)}
    </header>`;
  }

  private rail(flat: boolean): TemplateResult {
    return html`<nw-rail
      .flat=${flat}
      .row=${this.arrangement === 'side'}
      .paper=${this.arrangement === 'phone' && this.lying}
      .goods=${this.model.offers().length}
      .cart=${this.model.desk.count}
      @nw-cart=${() => this.levels.push({ kind: 'cart' })}
      @nw-shelf=${() => this.levels.push({ kind: 'shelf' })}
      @nw-more=${() => this.levels.push({ kind: 'more' })}
      @nw-react=${(event: CustomEvent<{ kind: Reaction }>) => this.desk.react(event.detail.kind)}
      @nw-share=${this.onShare}
    ></nw-rail>`;
  }

  private noticeLine(): TemplateResult | typeof nothing {
    const retry = html`<button type="button" @click=${() => this.model.live.tryNow()}>${msg('今すぐ再試行', { id: 'watch.retry-now' })}</button>`;
    switch (this.model.notice()) {
      case 'none':
        return nothing;
      case 'reconnecting':
        return html`<p class="notice-line" role="status">
          <span class="spinner"></span>${msg('再接続しています…', { id: 'watch.reconnecting' })}${retry}
        </p>`;
      case 'offline':
        return html`<p class="notice-line" role="status">
          ${msg('オフラインです。接続が戻ると自動で再開します。', { id: 'watch.offline' })}
        </p>`;
      case 'stopped':
        return html`<p class="notice-line" role="alert">
          ${msg('コメントの接続が終了しました。', { id: 'watch.stopped' })}
          <button type="button" @click=${() => location.reload()}>${msg('読み込み直す', { id: 'watch.reload-page' })}</button>
        </p>`;
    }
  }

  private resumeButton(): TemplateResult | typeof nothing {
    const { kind } = this.model.purchase.state;
    if (this.levels.top()?.kind === 'buy') return nothing;
    if (kind === 'checkout') {
      return html`<button class="button resume" type="button" @click=${() => this.levels.push({ kind: 'buy' })}>
        ${msg('お手続き中の品があります　続ける', { id: 'watch.resume' })}
      </button>`;
    }
    const offered = this.model.desk.offered();
    if (offered === null || kind !== 'none') return nothing;
    return html`<button class="button resume" type="button" @click=${() => void this.resumeCheckout(offered)}>
      ${msg('お待ちの品をご用意できました　購入へ', { id: 'watch.offered' })}
    </button>`;
  }

  private sheetsPage(): Parameters<typeof watchSheets>[0] {
    const { model, levels, desk, arrangement, picture } = this;
    return {
      model,
      levels,
      desk,
      arrangement,
      picture,
      pinned: this.pinnedProducts(),
      offerOf: (product) => this.offerOf(product),
      buy: (product, sku) => void this.buy(product, sku),
      add: (sku) => void this.add(sku),
      buyCart: () => void this.buyCart(),
      resume: (checkout) => void this.resumeCheckout(checkout),
      serverNow: this.serverNow,
      checkout: (message) => this.onCheckout(message),
      finishOrder: () => this.levels.clear(),
      write: (question) => this.composer?.write(question),
    };
  }

  private openQuestions(): void {
    this.levels.push({ kind: 'questions' });
    void this.desk.readQuestions();
  }

  private readonly standing = (): Standing => this.model.live.session.standing();
  private readonly serverNow = (): number => this.model.live.clock.now();

  protected override updated(_changed: PropertyValues<this>): void {
    const top = this.levels.top();
    if (top === null && this.model.purchase.state.kind === 'ordered' && this.orderSeen) {
      this.orderSeen = false;
      this.model.purchase.forget();
    }
    if (top?.kind === 'buy' && this.model.purchase.state.kind === 'ordered') this.orderSeen = true;
    this.pins.note(this.model.pinned);
  }

  private orderSeen = false;

  private pinnedProducts(): readonly string[] {
    return this.model.pinned.map((card) => card.product);
  }

  private pinnedOffers(): readonly Offer[] {
    return this.pinnedProducts().flatMap((product) => this.offerOf(product) ?? []);
  }

  private offerOf(product: string): Offer | undefined {
    return this.model.offers().find((offer) => offer.product.id === product);
  }

  private busyProduct(): string {
    const { state } = this.model.purchase;
    return state.kind === 'opening' || state.kind === 'queued' ? state.product : '';
  }

  private async buy(product: string, sku: string): Promise<void> {
    await this.model.purchase.buy(product, sku);
    const { kind } = this.model.purchase.state;
    if (kind === 'checkout' || kind === 'ordered') this.levels.push({ kind: 'buy' });
    else if (kind === 'refused' && this.levels.top()?.kind !== 'product') this.levels.push({ kind: 'product', product });
  }

  private async add(sku: string): Promise<void> {
    if (await this.model.desk.add(sku)) this.toast?.say(msg('かごに入れました。', { id: 'cart.added' }));
  }

  private async buyCart(): Promise<void> {
    await this.model.purchase.buyCart();
    const { state } = this.model.purchase;
    if (state.kind === 'checkout' || state.kind === 'ordered') this.levels.push({ kind: 'buy' });
    else if (state.kind === 'refused') {
      await this.model.desk.cartAgain(state.error);
      this.model.purchase.forget();
    }
  }

  private async resumeCheckout(checkout: string): Promise<void> {
    await this.model.purchase.resume(checkout);
    if (this.model.purchase.state.kind === 'checkout') this.levels.push({ kind: 'buy' });
  }

  private readonly onBuy = (event: CustomEvent<{ product: string }>): void => {
    const offer = this.offerOf(event.detail.product);
    const only = offer?.variants.length === 1 ? offer.variants[0] : undefined;
    // In a fair drop nobody buys by being quick: the sheet says how one enters.
    if (only && this.model.dropOf(event.detail.product)?.kind !== 'fair') void this.buy(event.detail.product, only.sku);
    else this.levels.push({ kind: 'product', product: event.detail.product });
  };

  private readonly onOpen = (event: CustomEvent<{ product: string }>): void => {
    this.levels.push({ kind: 'product', product: event.detail.product });
  };

  private readonly onCheckout = (message: CheckoutMessage): void => {
    const { type } = message;
    this.model.purchase.heard(message);
    if (type === 'ordered') void this.model.desk.cartAgain(null);
    if (type === 'ordered') announce(msg('ご注文ありがとうございます', { id: 'watch.thanks' }));
    if (type === 'close' || type === 'cancelled') this.levels.clear();
    if (type === 'cancelled') this.toast?.say(msg('取り置きを解除しました。', { id: 'watch.released' }));
  };

  private readonly onFrame = (event: CustomEvent<{ mediaTime: number }>): void => this.model.frameShown(event.detail.mediaTime);

  private readonly onShape = (event: CustomEvent<{ landscape: boolean | null }>): void => {
    this.lying = event.detail.landscape ?? false;
  };

  private readonly onPlayer = (): void => {
    const { picture, model } = this;
    if (!picture) return;
    model.pausedByViewer = picture.paused || picture.state === 'finished';
    const past = picture.where !== 'live';
    model.showsThePast(past);
    if (past && !this.past) void loadSprites(picture.source).then((sprites) => (this.sprites = sprites));
    this.past = past;
    this.requestUpdate();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const on = event.composedPath()[0];
    if (!(on instanceof HTMLElement) || this.levels.top() !== null) return;
    const act = pictureAct(event, on.tagName, on.isContentEditable);
    const { picture } = this;
    if (act === null || !picture) return;
    event.preventDefault();
    if (act === 'pause') picture.togglePause();
    else if (act === 'mute') picture.toggleSound();
    else picture.player?.step(act === 'back' ? -STEP_SECONDS : STEP_SECONDS);
  };

  private readonly onShare = async (): Promise<void> => {
    const outcome = await sharePage(document.title);
    if (outcome === 'copied') this.toast?.say(msg('リンクをコピーしました。', { id: 'watch.copied' }));
    if (outcome === 'failed') this.toast?.say(msg('共有できませんでした。アドレス欄からコピーしてください。', { id: 'watch.not-shared' }));
  };

  private readonly onSay = (event: CustomEvent<{ text: string; question: boolean }>): void => {
    const taken = this.model.talk.say(event.detail.text, event.detail.question);
    this.problem = taken ? '' : msg('送信待ちのコメントが多いため、少しお待ちください。', { id: 'watch.too-many-waiting' });
    if (!taken) this.composer?.giveBack(event.detail.text);
  };

  private readonly onName = (event: CustomEvent<{ name: string }>): void => this.model.live.session.rename(event.detail.name);
}
