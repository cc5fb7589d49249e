import { css } from 'lit';

/** The conversation over the picture and in a column. */
export const chatStyles = css`
  :host {
    display: block;
    position: relative;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .log {
    block-size: 100%;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: none;
    display: flex;
    flex-direction: column;
    contain: strict;
  }
  ol {
    display: flex;
    flex-direction: column;
    gap: 6px;
    margin-block-start: auto;
  }
  :host([over]) .log {
    mask-image: linear-gradient(to bottom, transparent, #000 28px);
    padding-block-start: 28px;
  }
  :host(:not([over])) .log {
    padding: var(--space-4);
    scrollbar-width: thin;
  }
  :host(:not([over])) ol {
    gap: var(--space-3);
  }
  li {
    position: relative;
    max-inline-size: 100%;
    inline-size: fit-content;
    font-size: var(--size-14);
    line-height: 1.5;
    border-radius: 10px;
    contain: layout style;
    -webkit-touch-callout: none;
  }
  :host([over]) li {
    padding: 4px 10px;
    background: var(--scrim);
    color: var(--on-picture);
  }
  li.to-me {
    box-shadow: inset 3px 0 0 var(--link);
  }
  :host(:not([over])) li.to-me {
    padding: 4px 10px;
    background: var(--link-surface);
  }
  .name {
    font-size: var(--size-12);
    color: var(--text-2);
    margin-inline-end: 6px;
  }
  :host([over]) .name {
    color: var(--on-picture-2);
  }
  .mine .name {
    color: var(--link);
    font-weight: 600;
  }
  .mark {
    display: inline-block;
    margin-inline-end: 6px;
    padding: 0 6px;
    border-radius: 4px;
    font-size: 0.6875rem;
    font-weight: 700;
    line-height: 1.5;
    background: var(--surface-sunken);
    color: var(--text-2);
    vertical-align: 1px;
    white-space: nowrap;
  }
  .mark.presenter,
  .mark.staff {
    background: var(--link-surface);
    color: var(--link);
  }
  .mark.buyer,
  .mark.answered {
    background: var(--good-surface);
    color: var(--good);
  }
  .mark.asks {
    background: var(--warn-surface);
    color: var(--warn);
  }
  mark {
    background: none;
    color: var(--link);
    font-weight: 700;
  }
  .quote,
  .earlier,
  .answer {
    display: flex;
    align-items: center;
    gap: 4px;
    font-size: var(--size-12);
    color: var(--text-2);
  }
  :host([over]) .quote,
  :host([over]) .earlier {
    color: var(--on-picture-2);
  }
  .quote > span {
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .quote b {
    font-weight: 600;
  }
  .answer {
    align-items: flex-start;
    color: var(--good);
  }
  .text {
    display: -webkit-box;
    -webkit-line-clamp: 6;
    -webkit-box-orient: vertical;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  :host([over]) .text {
    display: inline;
  }
  .sending .text {
    opacity: 0.72;
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--space-1);
    font-size: var(--size-12);
    color: inherit;
  }
  .failed .state {
    color: var(--bad);
  }
  .state button {
    min-block-size: 32px;
    padding: 0 6px;
    border: 0;
    background: none;
    color: inherit;
    text-decoration: underline;
    cursor: pointer;
  }
  .more {
    position: absolute;
    z-index: 1;
    inset-inline-end: 4px;
    display: grid;
    place-items: center;
    inline-size: var(--touch);
    block-size: var(--touch);
    padding: 0;
    border: 0;
    background: none;
    color: var(--text);
    cursor: pointer;
  }
  .more .icon {
    padding: 4px;
    inline-size: 30px;
    block-size: 30px;
    border: 1px solid var(--line-strong);
    border-radius: 50%;
    background: var(--surface-raised);
  }
  @media (hover: none) {
    .more {
      display: none;
    }
    li {
      cursor: pointer;
    }
  }
  .pill {
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: 50%;
    translate: -50% 0;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: var(--touch);
    padding: 0 16px;
    border: 4px solid transparent;
    background-clip: padding-box;
    border-radius: var(--radius-round);
    background-color: var(--link);
    color: var(--surface);
    font-size: var(--size-12);
    font-weight: 700;
    white-space: nowrap;
    cursor: pointer;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    padding: var(--space-4);
    font-size: var(--size-14);
    color: var(--text-2);
    text-align: center;
  }
`;
