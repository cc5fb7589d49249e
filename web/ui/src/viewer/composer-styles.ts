import { css } from 'lit';

/** Where a comment is written, over the picture and in a column. */
export const composerStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  form {
    display: flex;
    align-items: flex-end;
    gap: var(--space-2);
  }
  .box {
    position: relative;
    flex: 1;
    min-inline-size: 0;
  }
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: var(--touch);
    max-block-size: 96px;
    padding: 10px 16px;
    border: 1px solid var(--line-strong);
    border-radius: 22px;
    background: var(--surface-raised);
    font-size: 16px;
    line-height: 22px;
    resize: none;
    field-sizing: content;
  }
  textarea::placeholder {
    color: var(--text-2);
    opacity: 1;
    white-space: nowrap;
  }
  :host([over]) textarea {
    background: var(--scrim-strong);
    border-color: rgb(255 255 255 / 45%);
    color: #fff;
  }
  :host([over]) textarea::placeholder {
    color: #e4dfd8;
  }
  .send {
    background: var(--link);
    color: var(--surface);
  }
  .send[disabled] {
    opacity: 0.5;
    cursor: not-allowed;
  }
  .send:hover:not([disabled]) {
    background: var(--link);
    opacity: 0.9;
  }
  :host([over]) .send {
    background: #fff;
    color: #1b1a1d;
  }
  .rest {
    position: absolute;
    inset-inline-end: 14px;
    inset-block-end: 100%;
    margin-block-end: 2px;
    padding: 0 6px;
    border-radius: 4px;
    background: var(--surface-raised);
    color: var(--text-2);
    font-size: var(--size-12);
    font-variant-numeric: tabular-nums;
  }
  .rest.none {
    color: var(--bad);
  }
  .name {
    display: grid;
    gap: var(--space-2);
    margin-block-end: var(--space-2);
    padding: var(--space-3);
    border: 1px solid var(--line);
    border-radius: var(--radius-card);
    background: var(--surface-raised);
    color: var(--text);
    box-shadow: var(--shadow);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .choices .button {
    flex: 1;
    padding-inline: var(--space-2);
    font-size: var(--size-14);
  }
  .named {
    background: var(--link);
    color: var(--surface);
  }
  .named:hover {
    background: var(--link);
    opacity: 0.9;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px var(--space-2);
    margin-block-end: 4px;
    font-size: var(--size-12);
    color: var(--text-2);
  }
  .mode {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 28px;
    font-variant-numeric: tabular-nums;
  }
  :host([over]) .mode {
    padding: 2px 10px;
    border-radius: var(--radius-round);
    background: var(--scrim-strong);
    color: #fff;
  }
  .ask {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: var(--touch);
    padding: 0 12px;
    border: 5px solid transparent;
    border-inline-width: 0;
    background-clip: padding-box;
    border-radius: var(--radius-round);
    background-color: var(--surface-sunken);
    color: var(--text);
    font-size: var(--size-14);
    cursor: pointer;
  }
  .ask[aria-pressed='true'] {
    background-color: var(--warn-surface);
    color: var(--warn);
    font-weight: 700;
  }
  .reply {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    margin-block-end: 4px;
    padding-inline-start: 12px;
    border-radius: var(--radius);
    background: var(--surface-raised);
    color: var(--text);
    font-size: var(--size-14);
  }
  .reply p {
    display: flex;
    gap: 6px;
    min-inline-size: 0;
  }
  .reply span {
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  :host(:not([over])) .reply {
    background: var(--surface-sunken);
  }
  .problem {
    margin-block-end: 6px;
    padding: 4px 12px;
    border-radius: var(--radius);
    background: var(--warn-surface);
    color: var(--warn);
    font-size: var(--size-14);
  }
`;
