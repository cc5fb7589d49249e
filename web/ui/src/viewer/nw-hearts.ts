import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { render } from 'lit';
import type { Reaction } from '../protocol/client-frames';
import { icon } from '../ui/icons';
import { REACTION_ICONS } from './reactions';

/** So many hearts rise at once; more are only counted. */
const HEARTS_MAX = 12;
const RISE_MILLIS = 2_400;

/** Hearts and the other reactions that rise and fade beside the picture; nothing under reduced motion. */
@customElement('nw-hearts')
export class NwHearts extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: absolute;
      pointer-events: none;
      inline-size: 72px;
      block-size: 240px;
      overflow: hidden;
    }
    span {
      position: absolute;
      inset-block-end: 0;
      color: #ff7a66;
      font-size: 22px;
      filter: drop-shadow(0 1px 2px rgb(0 0 0 / 35%));
    }
    .clap,
    .laugh,
    .wow {
      color: #ffd98a;
    }
    .sparkle {
      color: #fff;
    }
    svg {
      display: block;
      inline-size: 1em;
      block-size: 1em;
    }
  `;

  override render(): TemplateResult {
    return html``;
  }

  /** Lets some rise. */
  rise(count: number, kind: Reaction = 'heart'): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches || document.hidden) return;
    const room = HEARTS_MAX - this.renderRoot.querySelectorAll('span').length;
    for (let i = 0; i < Math.min(count, room); i++) this.one(i, kind);
  }

  private one(order: number, kind: Reaction): void {
    const heart = document.createElement('span');
    heart.className = kind;
    render(icon(REACTION_ICONS[kind]), heart);
    const left = 12 + Math.random() * 28;
    const sway = (Math.random() - 0.5) * 36;
    heart.style.setProperty('left', `${left}px`);
    heart.style.setProperty('font-size', `${18 + Math.random() * 10}px`);
    this.renderRoot.append(heart);
    const rising = heart.animate(
      [
        { transform: 'translate(0, 0) scale(0.4)', opacity: 0 },
        { transform: `translate(${sway / 3}px, -40px) scale(1)`, opacity: 1, offset: 0.2 },
        { transform: `translate(${sway}px, -210px) scale(0.9)`, opacity: 0 },
      ],
      { duration: RISE_MILLIS, delay: order * 120, easing: 'ease-out', fill: 'both' },
    );
    rising.onfinish = () => heart.remove();
  }
}
