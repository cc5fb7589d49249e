import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Account } from '../control/control';
import { announce, prepareAnnouncer } from '../ui/announce';
import { ApiError, get, post } from '../ui/api';
import { icon } from '../ui/icons';
import { localized, msg } from '../ui/i18n';
import { addressTail } from '../ui/page';
import { sharedStyles } from '../ui/shared-styles';
import { lightWords, summaryWords } from '../health/health';
import { keepAwake } from './awake';
import { layout } from './layout';
import './nw-asked';
import './nw-connect';
import './nw-next-cue';
import './nw-stream-health';
import './nw-studio-head';
import './nw-voices';
import { StudioModel } from './studio-model';

const DRAW_MILLIS = 250;

/**
 * The presenter's screen: three things at a time, read from two metres. It asks who is there, builds
 * the model and decides which of the three scenes is shown.
 */
@customElement('nw-studio')
@localized()
export class NwStudio extends LitElement {
  static override styles = [sharedStyles, layout];

  @state() private model: StudioModel | undefined;
  @state() private failure: ApiError | undefined;
  @state() private connecting = false;
  @state() private figures = false;
  private drawing: ReturnType<typeof setTimeout> | undefined;
  private said = '';
  private letSleep: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    prepareAnnouncer();
    this.letSleep = keepAwake();
    void this.enter();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.drawing);
    this.letSleep();
    this.model?.stop();
  }

  override render(): TemplateResult {
    const { model } = this;
    if (!model || model.phase !== 'ready' || !model.show) return this.whole();
    const scene = this.connecting && model.scene() === 'show' ? 'connect' : model.scene();
    return html`<nw-studio-head
        .show=${model.show}
        .stream=${model.stream()}
        .rehearsal=${model.report()?.rehearsal ?? false}
        .viewers=${model.viewers()}
        .uptime=${model.report()?.publisher?.uptimeMillis ?? null}
        .connecting=${this.connecting}
        .mayConnect=${model.scene() === 'show'}
        @connect=${() => (this.connecting = !this.connecting)}
        @leave=${() => this.leave()}
      ></nw-studio-head>
      <div role="status" class="lost-place">
        ${model.lost()
          ? html`<div class="lost">
              ${icon('wifiOff')}<span>${msg('サーバーに再接続しています。表示は少し前のものです。', { id: 'studio.lost' })}</span>
              <button class="button button-quiet" type="button" @click=${() => model.tryNow()}>${icon('refresh')}${msg('今すぐ接続', { id: 'studio.retry' })}</button>
            </div>`
          : nothing}
      </div>
      <main class="stage" data-scene=${scene}>
        <h1 class="visually-hidden">${msg('配信スタジオ', { id: 'studio.title' })}</h1>
        ${this.scene(model, scene)}
        ${scene === 'ended'
          ? nothing
          : html`<nw-stream-health
              .report=${model.report()}
              .stale=${model.health.stale()}
              .viewers=${model.viewers()}
              @figures=${(event: CustomEvent<boolean>) => (this.figures = event.detail)}
            ></nw-stream-health>`}
      </main>`;
  }

  private scene(model: StudioModel, scene: ReturnType<StudioModel['scene']>): TemplateResult {
    switch (scene) {
      case 'connect':
        return html`<nw-connect .mayKey=${model.mayKey()} .read=${() => model.streamKey()} .rehearsal=${model.rehearsal} .rehearse=${(on: boolean) => model.rehearse(on)}></nw-connect>`;
      case 'show':
        return html`<nw-next-cue .cues=${model.cues()} ?compact=${this.figures}></nw-next-cue><div class="voices">
            <nw-asked .questions=${model.questions()} .pending=${model.answering} @answered=${(event: CustomEvent<string>) => model.answered(event.detail)}></nw-asked>
            ${model.refusal ? html`<p class="refusal" role="alert">${model.refusal.words}</p>` : nothing}
            <nw-voices .comments=${model.comments()}></nw-voices>
          </div>`;
      case 'ended':
        return html`<section class="over">
          ${icon('check')}
          <h2>${msg('番組は終了しました。お疲れさまでした。', { id: 'studio.ended' })}</h2>
          <p>${msg('OBSの「配信終了」を押してください。', { id: 'studio.ended.obs' })}</p>
          <p class="ways">
            <a class="button button-quiet" href="/watch/${encodeURIComponent(model.showId)}">${icon('eye')}${msg('視聴画面を見る', { id: 'studio.watch' })}</a>
            <a class="button button-quiet" href="/">${icon('list')}${msg('番組一覧へ', { id: 'studio.shows' })}</a>
          </p>
        </section>`;
    }
  }

  private whole(): TemplateResult {
    const phase = this.model?.phase ?? (this.failure ? 'failed' : 'loading');
    if (phase === 'loading') {
      return html`<main class="whole"><p role="status"><span class="spinner"></span>${msg('読み込んでいます', { id: 'studio.loading' })}</p></main>`;
    }
    const words =
      phase === 'forbidden'
        ? msg('この画面は、配信者とディレクターの方のものです。別のアカウントでログインしてください。', { id: 'studio.forbidden' })
        : phase === 'missing'
          ? msg('この番組は見つかりません。', { id: 'studio.missing' })
          : (this.model?.failure ?? this.failure)?.words;
    return html`<main class="whole">
      <h1>${words}</h1>
      ${phase === 'failed'
        ? html`<button class="button button-quiet" type="button" @click=${() => this.enter()}>${icon('refresh')}${msg('もう一度読み込む', { id: 'studio.again' })}</button>`
        : phase === 'forbidden'
          ? html`<button class="button button-quiet" type="button" @click=${() => this.leave()}>${icon('logout')}${msg('ログインし直す', { id: 'studio.login-again' })}</button>`
          : html`<a class="button button-quiet" href="/">${icon('list')}${msg('番組一覧へ', { id: 'studio.shows' })}</a>`}
    </main>`;
  }

  private async enter(): Promise<void> {
    this.failure = undefined;
    this.model?.stop();
    this.model = undefined;
    try {
      const { account } = await get<{ account: Account }>('/api/me');
      if (!this.isConnected) return;
      const model = new StudioModel(addressTail(), account);
      this.model = model;
      model.onChange(() => this.drawSoon());
      await model.load();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      if (failure.status === 401) toLogin();
      else this.failure = failure;
    }
  }

  private drawSoon(): void {
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      if (this.model?.health.refusal?.status === 401) toLogin();
      this.say();
      this.requestUpdate();
    }, DRAW_MILLIS);
  }

  /** A change of the light or of the sentence is spoken once, its moving figures are not. */
  private say(): void {
    const report = this.model?.report();
    if (!report || this.model?.phase !== 'ready') return;
    const key = `${report.light} ${report.light === 'good' ? '' : (report.advice[0]?.code ?? '')}`;
    if (key === this.said) return;
    this.said = key;
    announce(`${lightWords(report.light)} ${summaryWords(report)}`);
  }

  private async leave(): Promise<void> {
    await post('/api/logout').catch(() => undefined);
    toLogin();
  }
}

function toLogin(): void {
  location.assign(`/login?next=${encodeURIComponent(location.pathname)}`);
}
