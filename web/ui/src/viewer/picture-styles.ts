import { css } from 'lit';

/** How the picture and what lies on it look. */
export const pictureStyles = css`
  :host {
    display: block;
    position: relative;
    overflow: hidden;
    color-scheme: dark;
    color: var(--on-picture);
    background: radial-gradient(120% 90% at 50% 30%, #34302f, #131215 75%);
  }
  video {
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--picture-fit, cover);
    transition: opacity var(--calm) var(--ease);
  }
  video.dim {
    opacity: 0.35;
  }
  :host([shaded])::after {
    content: '';
    position: absolute;
    inset: 0;
    pointer-events: none;
    background:
      linear-gradient(to bottom, rgb(0 0 0 / 34%), transparent 120px),
      linear-gradient(to top, rgb(0 0 0 / 66%), rgb(0 0 0 / 40%) 110px, transparent 240px);
  }
  .held,
  .poster {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--picture-fit, cover);
  }
  .held[hidden] {
    display: none;
  }
  .sound {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-3);
    padding: var(--veil-inset, 96px 16px 50%);
    background: radial-gradient(120% 90% at 50% 30%, #34302f, #131215 75%);
    text-align: center;
    font-size: var(--size-14);
  }
  .sound img {
    inline-size: min(240px, 18dvh);
    aspect-ratio: 1;
    object-fit: cover;
    border-radius: var(--radius-card);
  }
  .line {
    position: absolute;
    z-index: 1;
    inset: var(--line-top, 72px) 12px auto;
    justify-self: center;
    margin-inline: auto;
    inline-size: fit-content;
    padding: 4px 14px;
    border-radius: var(--radius-round);
    background: var(--scrim);
    font-size: var(--size-12);
    text-align: center;
    text-wrap: balance;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-2);
  }
  .veil {
    z-index: 1;
    position: absolute;
    inset: var(--veil-inset, 96px 16px 50%);
    display: grid;
    place-content: center;
    justify-items: center;
    text-align: center;
    gap: var(--space-2);
    pointer-events: none;
  }
  .veil > * {
    pointer-events: auto;
  }
  .veil h2 {
    font-size: var(--size-20);
  }
  .veil p {
    font-size: var(--plate-more-size, var(--size-14));
    line-height: 1.6;
    color: var(--on-picture-2);
    max-inline-size: 22em;
    text-wrap: balance;
    word-break: auto-phrase;
  }
  .veil .plate {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    padding: var(--plate-padding, var(--space-4) var(--space-6));
    border-radius: var(--radius-card);
    background: var(--scrim-strong);
  }
  .play {
    display: grid;
    place-items: center;
    inline-size: 80px;
    block-size: 80px;
    border: 2px solid #fff;
    border-radius: 50%;
    background: var(--scrim-strong);
    color: #fff;
    cursor: pointer;
    font-size: 32px;
  }
  .spinner {
    inline-size: 32px;
    block-size: 32px;
  }
  .controls {
    position: absolute;
    inset-block-start: var(--controls-top, 12px);
    inset-inline-end: var(--controls-end, 12px);
    display: flex;
    gap: var(--space-2);
    z-index: 2;
  }
  .pill {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: var(--touch);
    min-inline-size: var(--touch);
    padding: 0 14px;
    border: 1px solid rgb(255 255 255 / 30%);
    border-radius: var(--radius-round);
    background: var(--scrim-strong);
    color: #fff;
    font-size: var(--size-14);
    font-weight: 600;
    cursor: pointer;
  }
  .pill.round {
    padding: 0;
    border-color: transparent;
    background: var(--scrim);
  }
`;
