import { unsafeCSS } from 'lit';
import parts from './parts.css?inline';

/** The shared parts for a shadow root: `static override styles = [sharedStyles, css`…`]`. */
export const sharedStyles = unsafeCSS(parts);
