import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { offerOf } from '../shop/offer';
import { ApiError, get, post } from '../ui/api';
import { clockSeconds } from '../ui/format';
import { icon } from '../ui/icons';
import { localized, msg, str } from '../ui/i18n';
import { addressTail } from '../ui/page';
import { sharedStyles } from '../ui/shared-styles';
import type { SaleState } from '../protocol/http';
import type { Account, CountedVariant } from './control';
import type { Good } from './goods';
import { ControlModel } from './control-model';
import { focusedNow, shortcutOf } from './keys';
import { layout } from './layout';
import type { AnswerHow, ChatMode, QueueStatus, BlockedWord, Verdict } from './moderation';
import './nw-chat-mode';
import type { NwChatMode } from './nw-chat-mode';
import './nw-control-head';
import './nw-goods';
import './nw-movement';
import type { NwMovement } from './nw-movement';
import './nw-order-feed';
import './nw-person';
import type { CardComment, NwPerson } from './nw-person';
import './nw-programme';
import './nw-rundown';
import './nw-selling';
import type { NwSelling } from './nw-selling';
import './nw-stream-key';
import type { NwStreamKey } from './nw-stream-key';
import './nw-strip';
import './nw-talk';
import type { NwTalk } from './nw-talk';
import type { TalkTab } from './nw-talk-head';
import './nw-undo';

/** Frames come ten times a second; the console is drawn at most five times. */
const DRAW_MILLIS = 200;
const KEYS_REMEMBERED = 'nigiwai.control.keys';
type Side = 'rundown' | 'talk' | 'orders';

/**
 * The producer's console. It asks who is there, builds the model, wires what elements ask for to what
 * the model does, and lays the panes out: three columns from 1200 px, below that two, the second with
 * tabs.
 */
@customElement('nw-control')
@localized()
export class NwControl extends LitElement {
  static override styles = [sharedStyles, layout];

  @state() private model: ControlModel | undefined;
  @state() private failure: ApiError | undefined;
  @state() private side: Side = 'talk';
  @state() private keysOn = readKeysOn();
  @query('nw-movement') private readonly movement!: NwMovement;
  @query('nw-selling') private readonly selling!: NwSelling;
  @query('nw-stream-key') private readonly streamKey!: NwStreamKey;
  @state() private talkTab: TalkTab = 'comments';
  /** The comment whose card is open. */
  @state() private card = '';
  @query('nw-person') private readonly person!: NwPerson;
  @query('nw-chat-mode') private readonly chatMode!: NwChatMode;
  @query('nw-talk') private readonly talk!: NwTalk;
  private drawing: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.onKey);
    void this.enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.onKey);
    clearTimeout(this.drawing);
    this.model?.stop();
  }

  override render(): TemplateResult {
    const { model } = this;
    if (!model || model.phase !== 'ready' || !model.show) return this.whole();
    return html`<nw-control-head
        .show=${model.show}
        .account=${model.account}
        .stream=${model.stream()}
        .keysOn=${this.keysOn}
        .mayKey=${model.may('key')}
        @stream-key=${() => this.streamKey.open()}
        @keys=${() => this.toggleKeys()}
        @leave=${() => this.leave()}
      ></nw-control-head>
      <main class="panes" data-side=${this.side}>
        <h1 class="visually-hidden">${msg('配信コントロール', { id: 'control.title' })}</h1>
        <nw-rundown
          .cues=${model.cues()}
          .products=${model.view?.products ?? []}
          .pending=${model.isPending('pin:next')}
          .mayPin=${model.may('pin')}
          .keysOn=${this.keysOn}
          @pin=${(event: CustomEvent<string>) => model.togglePin(event.detail)}
          @next=${() => model.next()}
        ></nw-rundown>
        <div class="middle">
          ${this.lost(model)} ${this.programme(model)}
          <nw-goods
            .goods=${model.goods()}
            .pending=${(subject: string) => model.isPending(subject)}
            .mayPin=${model.may('pin')}
            .maySell=${model.may('sell')}
            .keysOn=${this.keysOn}
            .stamp=${this.stamp(model)}
            @pin=${(event: CustomEvent<string>) => model.togglePin(event.detail)}
            @sale=${(event: CustomEvent<{ product: string; state: SaleState }>) => model.setSale(event.detail.product, event.detail.state)}
            @movement=${(event: CustomEvent<{ name: string; variant: CountedVariant }>) => this.movement.open(event.detail.name, event.detail.variant)}
            @selling=${(event: CustomEvent<Good>) => this.selling.open(event.detail)}
          ></nw-goods>
        </div>
        ${this.tabs()}
        ${this.conversation(model)}
        <nw-order-feed
          .orders=${model.orders}
          .more=${model.olderOrders !== null}
          .busy=${model.isPending('orders')}
          .allowed=${model.may('orders')}
          @more=${() => model.moreOrders()}
        ></nw-order-feed>
      </main>
      ${this.strip(model)}
      <nw-undo
        .toast=${model.toast}
        .keysOn=${this.keysOn}
        @undo=${() => model.undo()}
        @dismiss=${() => model.dismiss()}
      ></nw-undo>
      <nw-movement .move=${model.moveStock.bind(model)}></nw-movement>
      <nw-selling .api=${model.selling} .now=${() => model.serverNow()}></nw-selling>
      ${this.cards(model)}
      <nw-stream-key .read=${() => model.streamKey()} .rotate=${() => model.rotateStreamKey()}></nw-stream-key>`;
  }

  private conversation(model: ControlModel): TemplateResult {
    const { moderation } = model;
    const { fold, outbox } = model.stage.session;
    return html`<nw-talk
      .comments=${fold.comments}
      .waiting=${outbox.all().filter(({ state }) => state !== 'stored')}
      .removing=${[...moderation.removing].join()}
      .mayRemove=${model.may('moderate')}
      .mayAnswer=${model.may('answer')}
      .keysOn=${this.keysOn}
      .chat=${fold.chat()}
      .pinned=${fold.pinnedComment()}
      .held=${moderation.held}
      .questions=${moderation.questions}
      .status=${moderation.status}
      .open=${fold.questions()?.open ?? 0}
      .reports=${moderation.reports}
      .reported=${[...moderation.reports.values()].reduce((sum, one) => sum + one, 0)}
      .tab=${this.talkTab}
      @tab=${(event: CustomEvent<TalkTab>) => (this.talkTab = event.detail)}
      @remove=${(event: CustomEvent<string>) => moderation.remove(event.detail)}
      @unpin=${(event: CustomEvent<string>) => moderation.pin(event.detail, false)}
      @card=${(event: CustomEvent<{ who: string; eid: string }>) => this.openCard(model, event.detail)}
      @raid=${(event: CustomEvent<boolean>) => moderation.raid(event.detail)}
      @settings=${() => this.openMode(model)}
      @decide=${(event: CustomEvent<{ eid: string; decision: 'show' | 'reject' }>) => moderation.decide(event.detail.eid, event.detail.decision)}
      @filter=${(event: CustomEvent<QueueStatus>) => moderation.list(event.detail)}
      @group=${(event: CustomEvent<{ eid: string; into: string | null }>) => moderation.group(event.detail.eid, event.detail.into)}
      @answer=${(event: CustomEvent<{ eid: string; how: AnswerHow; text?: string }>) =>
        moderation.answer(event.detail.eid, event.detail.how, { ...event.detail, mediaTime: event.detail.how === 'live' ? model.mediaTime() : null })}
      @again=${(event: CustomEvent<string>) => model.stage.session.sayAgain(event.detail)}
      @take-back=${(event: CustomEvent<string>) => model.stage.session.takeBack(event.detail)}
      @say=${(event: CustomEvent<{ text: string; taken: boolean }>) => (event.detail.taken = model.comment(event.detail.text))}
    ></nw-talk>`;
  }

  private cards(model: ControlModel): TemplateResult {
    const { moderation } = model;
    return html`<nw-person
        .person=${moderation.person}
        .comment=${this.cardComment(model)}
        .may=${model.may('moderate')}
        @closed=${() => moderation.closePerson()}
        @pin=${(event: CustomEvent<{ eid: string; on: boolean }>) => moderation.pin(event.detail.eid, event.detail.on)}
        @question=${(event: CustomEvent<string>) => moderation.makeQuestion(event.detail)}
        @sanction=${(event: CustomEvent<Verdict>) => {
          const { person } = moderation;
          if (person) void moderation.sanction(person.who, person.name, event.detail);
        }}
        @lift=${(event: CustomEvent<string>) => moderation.lift(event.detail)}
      ></nw-person>
      <nw-chat-mode
        .chat=${model.stage.session.fold.chat()}
        .words=${moderation.words}
        @mode=${(event: CustomEvent<ChatMode>) => moderation.setMode(event.detail, model.stage.session.fold.chat())}
        @words=${(event: CustomEvent<readonly BlockedWord[]>) => moderation.saveWords(event.detail)}
      ></nw-chat-mode>`;
  }

  private cardComment(model: ControlModel): CardComment | null {
    const { fold } = model.stage.session;
    const comment = fold.comment(this.card);
    if (!comment) return null;
    const { eid, text, badge, deleted, question } = comment;
    return { eid, text, badge, gone: deleted, question: question !== 'none', pinned: fold.pinnedComment()?.eid === eid };
  }

  private openCard(model: ControlModel, { who, eid }: { who: string; eid: string }): void {
    this.card = eid;
    model.moderation.closePerson();
    this.person.open();
    model.moderation.openPerson(who).catch((failure: unknown) => {
      if (!(failure instanceof ApiError)) throw failure;
      this.person.close();
      model.say(failure.words, true);
    });
  }

  private openMode(model: ControlModel): void {
    this.chatMode.open();
    model.moderation.readWords().catch((failure: unknown) => {
      if (!(failure instanceof ApiError)) throw failure;
    });
  }

  private programme(model: ControlModel): TemplateResult {
    const { fold } = model.stage.session;
    const offers = model.pins().flatMap((id) => {
      const product = model.product(id);
      return product ? [offerOf(product, fold)] : [];
    });
    return html`<nw-programme
      .show=${model.showId}
      .source=${model.show?.hls ?? ''}
      .stream=${model.stream()}
      .pins=${offers}
      .visible=${model.pinned.map((card) => card.product).join()}
      .mayPin=${model.may('pin')}
      .latency=${model.latencyMillis()}
      @frame=${(event: CustomEvent<number>) => model.frameShown(event.detail)}
      @pin=${(event: CustomEvent<string>) => model.togglePin(event.detail)}
    ></nw-programme>`;
  }

  private strip(model: ControlModel): TemplateResult {
    const { fold } = model.stage.session;
    return html`<nw-strip
      .viewers=${fold.viewers}
      .history=${model.viewers.all()}
      .orders=${model.view?.orders ?? { count: 0, total: 0 }}
      .comments=${model.comments.count(model.serverNow())}
      .hearts=${fold.hearts}
      .latency=${model.latencyMillis()}
      .stage=${model.stage.state}
      .backstage=${model.backstage.state}
      .stageLost=${model.lostSince(model.stage) === null ? 0 : secondsSince(model.stage.lostAt)}
      .backstageLost=${model.lostSince(model.backstage) === null ? 0 : secondsSince(model.backstage.lostAt)}
      @retry=${() => this.retry(model)}
    ></nw-strip>`;
  }

  private lost(model: ControlModel): TemplateResult {
    const since = model.lostSince(model.stage) ?? model.lostSince(model.backstage);
    return html`<div role="status">
      ${since === null
        ? nothing
        : html`<div class="lost">
            ${icon('wifiOff')}
            <span
              >${msg(str`サーバーとの接続が切れています。表示は ${clockSeconds(since)} 時点のものです。`, { id: 'control.lost' })}</span
            >
            <button class="button button-quiet" type="button" @click=${() => this.retry(model)}>
              ${icon('refresh')}${msg('今すぐ接続する', { id: 'control.retry-now' })}
            </button>
          </div>`}
    </div>`;
  }

  private retry(model: ControlModel): void {
    model.stage.tryNow();
    model.backstage.tryNow();
  }

  private tabs(): TemplateResult {
    const names: readonly (readonly [Side, string])[] = [
      ['rundown', msg('進行表', { id: 'control.rundown' })],
      ['talk', msg('コメント', { id: 'control.comments' })],
      ['orders', msg('注文', { id: 'control.orders' })],
    ];
    return html`<div class="tabs" role="group" aria-label=${msg('表示する欄', { id: 'control.panes' })}>
      ${names.map(
        ([side, name]) =>
          html`<button type="button" aria-pressed=${this.side === side} @click=${() => (this.side = side)}>${name}</button>`,
      )}
    </div>`;
  }

  private whole(): TemplateResult {
    const phase = this.model?.phase ?? (this.failure ? 'failed' : 'loading');
    if (phase === 'loading') {
      return html`<p class="whole" role="status"><span class="spinner"></span>${msg('読み込んでいます', { id: 'control.loading' })}</p>`;
    }
    const words =
      phase === 'forbidden'
        ? msg('この番組を操作する権限がありません。担当の方にご確認ください。', { id: 'control.forbidden' })
        : phase === 'missing'
          ? msg('この番組は見つかりません。', { id: 'control.missing' })
          : (this.model?.failure ?? this.failure)?.words;
    return html`<div class="whole" role="alert">
      <p>${words}</p>
      <button class="button button-quiet" type="button" @click=${() => location.reload()}>${msg('もう一度読み込む', { id: 'control.reload' })}</button>
      <a href="/">${msg('番組一覧へ', { id: 'control.to-shows' })}</a>
    </div>`;
  }

  /** Changes whenever something on its way starts or ends, so that buttons are drawn again. */
  private stamp(model: ControlModel): string {
    return model.goods().map(({ product }) => `${model.isPending(`pin:${product.id}`)}${model.isPending(`sale:${product.id}`)}`).join();
  }

  private async enter(): Promise<void> {
    try {
      const { account } = await get<{ account: Account }>('/api/me');
      this.model = new ControlModel(addressTail(), account);
      this.model.onChange(() => this.drawSoon());
      await this.model.load();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.status === 401) location.replace(`/login?next=${encodeURIComponent(location.pathname)}`);
      else this.failure = failure;
    }
  }

  private drawSoon(): void {
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      this.requestUpdate();
    }, DRAW_MILLIS);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { model } = this;
    if (!model || !this.keysOn || event.defaultPrevented) return;
    const shortcut = shortcutOf(event, focusedNow(document));
    if (!shortcut) return;
    event.preventDefault();
    switch (shortcut.act) {
      case 'toggle': {
        const good = model.goods()[shortcut.index];
        if (good && model.may('pin')) void model.togglePin(good.product.id);
        return;
      }
      case 'next':
        if (model.may('pin')) void model.next();
        return;
      case 'undo':
        void model.undo();
        return;
      case 'tab':
        this.side = 'talk';
        this.talkTab = shortcut.tab;
        return;
      case 'answered':
      case 'show-held':
      case 'reject-held':
        if (this.talkTab === (shortcut.act === 'answered' ? 'questions' : 'held')) this.talk.first(shortcut.act);
        return;
      case 'comment':
        this.side = 'talk';
        void this.updateComplete.then(() => this.talk.write());
    }
  };

  private toggleKeys(): void {
    this.keysOn = !this.keysOn;
    try {
      localStorage.setItem(KEYS_REMEMBERED, this.keysOn ? 'on' : 'off');
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  }

  private async leave(): Promise<void> {
    await post('/api/logout').catch(() => undefined);
    location.assign('/login');
  }
}

function readKeysOn(): boolean {
  try {
    return localStorage.getItem(KEYS_REMEMBERED) !== 'off';
  } catch {
    return true;
  }
}

function secondsSince(at: number | null): number {
  return at === null ? 0 : Math.round((Date.now() - at) / 1000);
}
