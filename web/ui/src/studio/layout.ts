import { css } from 'lit';

/**
 * Three panes on black: the next cue and the voices side by side, the stream's health below; one
 * column below 900 px. The sizes of letters follow the screen, since it is read from two metres.
 */
export const layout = css`
  :host {
    --letters-1: clamp(1.625rem, min(1rem + 4.4vw, 10dvh), 4.75rem);
    --letters-2: clamp(1.25rem, min(0.9rem + 2.2vw, 6dvh), 2.75rem);
    --letters-3: clamp(1.0625rem, min(0.9rem + 1.4vw, 4.4dvh), 2.125rem);
    --surface: #000;
    --surface-raised: #161518;
    --surface-sunken: #0b0a0c;
    display: grid;
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    block-size: 100dvh;
    background: #000;
    color: var(--text);
    overflow: hidden;
  }
  .stage {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1.35fr) minmax(0, 1fr);
    grid-template-areas: 'cue voices' 'health health';
    gap: 1px;
    background: var(--line);
    min-block-size: 0;
  }
  .stage > * {
    background: #000;
    min-inline-size: 0;
    min-block-size: 0;
  }
  nw-next-cue {
    grid-area: cue;
  }
  .voices {
    grid-area: voices;
    display: flex;
    flex-direction: column;
  }
  .voices nw-voices {
    flex: 1;
    min-block-size: 0;
  }
  .refusal {
    padding: var(--space-2) var(--space-4);
    background: var(--bad-surface);
    color: var(--bad);
  }
  nw-stream-health {
    grid-area: health;
    max-block-size: 62dvh;
    overflow-y: auto;
  }
  nw-connect {
    grid-column: 1 / -1;
    overflow-y: auto;
  }
  .over {
    grid-area: 1 / 1 / -1 / -1;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-6);
    padding: var(--space-6);
    text-align: center;
  }
  .over > .icon {
    inline-size: 64px;
    block-size: 64px;
    color: var(--good);
  }
  .over h2 {
    font-size: var(--letters-2);
  }
  .over p {
    font-size: var(--letters-3);
    color: var(--text-2);
    word-break: auto-phrase;
  }
  .over .ways {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-3);
  }
  .lost {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: var(--space-2) var(--space-5);
    background: var(--bad-surface);
    color: var(--bad);
    font-size: var(--size-20);
    word-break: auto-phrase;
  }
  .whole {
    grid-row: 1 / -1;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-5);
    padding: var(--space-6);
    text-align: center;
  }
  .whole h1 {
    max-inline-size: 24em;
    font-size: var(--letters-3);
  }
  .whole p {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    font-size: var(--size-20);
  }
  @media (max-width: 899px) {
    .stage {
      grid-template: auto minmax(5.5rem, 1fr) auto / minmax(0, 1fr);
      grid-template-areas: 'cue' 'voices' 'health';
    }
    .stage[data-scene='connect'] {
      grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
      grid-template-areas: none;
    }
    .stage[data-scene='connect'] nw-stream-health {
      grid-area: auto;
    }
  }
  /* A phone lying down keeps its two columns. */
  @media (max-height: 479px) and (min-width: 600px) {
    .stage {
      grid-template: minmax(0, 1fr) auto / minmax(0, 1.2fr) minmax(0, 1fr);
      grid-template-areas: 'cue voices' 'health health';
    }
  }
  /* Too small for three panes at once: a page zoomed to 400 %. */
  @media (max-height: 479px) and (max-width: 599px), (max-height: 299px) {
    :host {
      block-size: auto;
      min-block-size: 100dvh;
      overflow: visible;
    }
    nw-stream-health {
      max-block-size: none;
    }
  }
`;
