import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** The one icon set: 24 px grid, 1.75 stroke, drawn here; decorative, the label is the text beside it. */
const DRAWINGS = {
  heart: svg`<path d="M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.3 4.3 4.3 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z"/>`,
  heartFilled: svg`<path fill="currentColor" d="M12 20s-7.5-4.6-7.5-10A4.3 4.3 0 0 1 12 7.3 4.3 4.3 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z"/>`,
  bag: svg`<path d="M5.5 8h13l1 12.5h-15zM8.75 10.5V7a3.25 3.25 0 0 1 6.5 0v3.5"/>`,
  cart: svg`<path d="M3 4.500h2.500l2 11h10l2-8H6.200M9 19.500v.25m7-.25v.25"/><circle cx="9" cy="19.500" r="1.250"/><circle cx="16" cy="19.500" r="1.250"/>`,
  share: svg`<path d="M12 14.5V3.5m0 0L8.25 7.25M12 3.5l3.75 3.75M6 11.5H5v9h14v-9h-1"/>`,
  more: svg`<circle cx="5.5" cy="12" r="1.25" fill="currentColor"/><circle cx="12" cy="12" r="1.25" fill="currentColor"/><circle cx="18.5" cy="12" r="1.25" fill="currentColor"/>`,
  close: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  back: svg`<path d="m14.5 5-7 7 7 7"/>`,
  forward: svg`<path d="m9.5 5 7 7-7 7"/>`,
  down: svg`<path d="m5 9.5 7 7 7-7"/>`,
  up: svg`<path d="m5 14.5 7-7 7 7"/>`,
  send: svg`<path d="M4 12 20 4.5 16 20l-4.5-6.5zM11.5 13.5 20 4.5"/>`,
  soundOff: svg`<path d="M4 9.5v5h3.5l5 4v-13l-5 4zM16.5 9.5l5 5m0-5-5 5"/>`,
  soundOn: svg`<path d="M4 9.5v5h3.5l5 4v-13l-5 4zM16 9a4.25 4.25 0 0 1 0 6m2.5-8.5a7.75 7.75 0 0 1 0 11"/>`,
  play: svg`<path fill="currentColor" d="M8 5.25v13.5L19 12z"/>`,
  rewind: svg`<path d="M6.2 8.2A7.5 7.5 0 1 1 4.5 13M6 3.75V8.5h4.75"/>`,
  skip: svg`<path d="M17.8 8.2A7.5 7.5 0 1 0 19.5 13M18 3.75V8.5h-4.75"/>`,
  quality: svg`<path d="M4 7.5h9m5 0h2M4 16.5h2m5 0h9"/><circle cx="15.5" cy="7.5" r="2.25"/><circle cx="8.5" cy="16.5" r="2.25"/>`,
  pause: svg`<path d="M8.5 5.5v13m7-13v13"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="2.75"/>`,
  comment: svg`<path d="M4 5.5h16v11h-9l-4.5 4v-4H4z"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  alert: svg`<path d="M12 4 2.75 20h18.5zM12 10v4.5m0 2.5v.25"/>`,
  info: svg`<circle cx="12" cy="12" r="8.75"/><path d="M12 11v5.5m0-9v.25"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>`,
  wifiOff: svg`<path d="M3 3l18 18M8.5 15.5a5 5 0 0 1 6.5-.3M5 12a10 10 0 0 1 4-2.3M2 8.5a14.5 14.5 0 0 1 4.5-2.8M11.5 5a14.5 14.5 0 0 1 10.5 3.5M15.5 10A10 10 0 0 1 19 12M12 19.25v.25"/>`,
  pin: svg`<path d="M9 3.5h6l-.75 6.5 3.25 3.5h-11L9.75 10zM12 13.5V21"/>`,
  unpin: svg`<path d="M4 4l16 16M9 3.5h6l-.75 6.5 3.25 3.5M6.5 13.5 9.5 10M6.5 13.5h7M12 13.5V21"/>`,
  trash: svg`<path d="M4.5 6.5h15M9.5 6.5v-3h5v3M6.5 6.5l1 14h9l1-14M10.25 10.5v6.5m3.5-6.5v6.5"/>`,
  edit: svg`<path d="m4.5 19.5 1-4.5L16 4.5l3.5 3.5L9 18.5z"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  minus: svg`<path d="M5 12h14"/>`,
  language: svg`<circle cx="12" cy="12" r="8.75"/><path d="M3.5 12h17M12 3.25c5 5.5 5 12 0 17.5-5-5.5-5-12 0-17.5Z"/>`,
  shop: svg`<path d="M4 10.5 5.5 4h13l1.5 6.5a2.65 2.65 0 0 1-5.3 0 2.7 2.7 0 0 1-5.4 0 2.65 2.65 0 0 1-5.3 0ZM5.5 13.5v7h13v-7"/>`,
  user: svg`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>`,
  lock: svg`<path d="M5.5 10.5h13v10h-13zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5"/>`,
  truck: svg`<path d="M2.5 6h11v11h-11zM13.5 10h4l4 4v3h-8z"/><circle cx="7" cy="18" r="1.75"/><circle cx="17.5" cy="18" r="1.75"/>`,
  card: svg`<path d="M3 5.5h18v13H3zM3 9.5h18M6.5 15h4"/>`,
  wallet: svg`<path d="M4 7.500h15v12H4zM4 7.500l11-3.500v3.500M15 13.500h4"/>`,
  gift: svg`<path d="M4 9h16v4H4zM5.500 13h13v7.500h-13zM12 9v11.500M12 9C8 9 7 4 9.500 4S12 9 12 9Zm0 0c4 0 5-5 2.500-5S12 9 12 9Z"/>`,
  refresh: svg`<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9m0-5v5h-5"/>`,
  expand: svg`<path d="M4.5 9.5v-5h5m5 0h5v5m0 5v5h-5m-5 0h-5v-5"/>`,
  logout: svg`<path d="M13.5 4.5h-8v15h8M10.5 12h10m0 0-3.5-3.5m3.5 3.5L17 15.5"/>`,
  key: svg`<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.5M16 7.5l3 3"/>`,
  signal: svg`<path d="M5 19v-3m4.7 3v-6.5m4.6 6.5V9M19 19V5"/>`,
  list: svg`<path d="M8.5 6.5h11m-11 5.5h11m-11 5.5h11M4.5 6.5h.25m-.25 5.5h.25m-.25 5.5h.25"/>`,
  reply: svg`<path d="M9.5 6 4 11.5 9.5 17M4 11.5h9.5a6.5 6.5 0 0 1 6.5 6.5"/>`,
  question: svg`<circle cx="12" cy="12" r="8.75"/><path d="M9.25 9.6a2.8 2.8 0 1 1 4.4 2.3c-1 .7-1.65 1.2-1.65 2.35m0 2.6v.25"/>`,
  flag: svg`<path d="M5.5 21V4m0 .5c4-2 8 2 13 0v9c-5 2-9-2-13 0"/>`,
  hide: svg`<path d="M4 4l16 16M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7M6 7.6A17 17 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-1M9.9 9.9a2.75 2.75 0 0 0 4 4"/>`,
  vote: svg`<path d="M8 11v9H4.5v-9zM8 11l4-7.5c1.6 0 2.5 1 2.2 2.6L13.6 9.5h4.2c1.3 0 2.2 1.2 1.9 2.4l-1.5 6.3c-.2 1.1-1.1 1.8-2.2 1.8H8"/>`,
  shield: svg`<path d="M12 3.5 19.5 6v6c0 4.5-3.2 7.4-7.5 8.75C7.7 19.4 4.500 16.500 4.500 12V6z"/>`,
  settings: svg`<circle cx="12" cy="12" r="2.750"/><path d="M12 3.500v3m0 11v3m8.500-8.500h-3m-11 0h-3m14.500-6-2.100 2.100m-7.800 7.800L6 18m12 0-2.100-2.100M8.100 8.100 6 6"/>`,
  mute: svg`<path d="M4 5.500h16v11h-9l-4.500 4v-4H4zM4 3l17 18"/>`,
  clap: svg`<path d="m7.500 13.500 4.700-4.700m-6.700 2.700 4.500-4.500m-1 8.500 4.300-4.300m-2.300 6.300 3.700-3.700M5.500 11.500c-1.500 1.500-1.800 5 .7 7.300 2.500 2.400 6.300 2.400 8.500.2l3.800-3.800c1.500-1.500 1.300-3.600.6-6.200-.3-1-2-.9-2 .300v2M13 3.500l.5 2m4-1-1.300 1.800"/>`,
  laugh: svg`<circle cx="12" cy="12" r="8.750"/><path d="M7.500 13h9a4.500 4.500 0 0 1-9 0Zm.5-3.500 1.250-1L10.500 9.500m3 0 1.250-1L16 9.500"/>`,
  wow: svg`<circle cx="12" cy="12" r="8.750"/><circle cx="12" cy="15.500" r="2"/><path d="M9 9.250v.5m6-.5v.5"/>`,
  sparkle: svg`<path d="M12 3.500c.8 5.200 3.300 7.700 8.500 8.500-5.200.8-7.700 3.300-8.500 8.500-.8-5.200-3.300-7.700-8.500-8.500 5.200-.8 7.700-3.300 8.500-8.500Z"/>`,
  copy: svg`<path d="M8.5 8.5h11v12h-11zM15.5 8.5v-5h-11v12h4"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof DRAWINGS;

export function icon(name: IconName): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${DRAWINGS[name]}
  </svg>`;
}
