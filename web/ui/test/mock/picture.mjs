/** A live HLS stream from one short film: ffmpeg makes it once, then a sliding window is served over it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SEGMENT_SECONDS = 2;
const SEGMENTS = 15;
const WINDOW = 6;

/** The demo's counter where it is; else moving colours. */
function scenery(size, seconds) {
  const counter = new URL('../../../src/main/resources/demo/programme/counter-kyusu.jpg', import.meta.url);
  if (!existsSync(counter)) return ['-f', 'lavfi', '-i', `gradients=s=${size}:r=25:speed=0.012:d=${seconds}`];
  return ['-loop', '1', '-framerate', '25', '-t', String(seconds), '-i', fileURLToPath(counter)];
}

export function film(size) {
  const folder = join(tmpdir(), `nigiwai-mock-film2-${size}`);
  if (!existsSync(join(folder, `${SEGMENTS - 1}.ts`))) {
    mkdirSync(folder, { recursive: true });
    const [w, h] = size.split('x');
    const seconds = SEGMENT_SECONDS * SEGMENTS;
    execFileSync('ffmpeg', [
      '-v', 'error', '-y',
      ...scenery(size, seconds),
      '-f', 'lavfi', '-i', `sine=f=220:d=${seconds}`,
      '-vf', `scale=${w}:${h}:force_original_aspect_ratio=increase,crop=${w}:${h},drawbox=x=iw*0.1+iw*0.6*abs(sin(t/3)):y=ih*0.97:w=iw*0.1:h=4:color=0xF4F1EC:t=fill,setsar=1`,
      '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', '-g', '50', '-keyint_min', '50', '-sc_threshold', '0', '-b:v', '900k',
      '-c:a', 'aac', '-b:a', '64k', '-t', String(seconds),
      '-f', 'segment', '-segment_time', String(SEGMENT_SECONDS), '-segment_format', 'mpegts', join(folder, '%d.ts'),
    ]);
  }
  const startedAt = Date.now() - 600_000;
  let frozenAt = null;
  let endedAt = null;
  const RUNGS = [['source', size, 1_400_000], ['480p', '480x854', 900_000], ['240p', '240x426', 300_000]];
  return {
    /** The publisher is away: the playlist does not grow. */
    freeze: (away) => (frozenAt = away ? (frozenAt ?? Date.now()) : null),
    /** The show is over: the playlists are complete and end. */
    end: (over) => (endedAt = over ? (endedAt ?? Date.now()) : null),
    master: (kept) =>
      ['#EXTM3U', ...RUNGS.flatMap(([name, resolution, bandwidth]) => [
        `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${resolution},CODECS="avc1.64001f,mp4a.40.2"`, `${name}.m3u8${kept ? '?dvr' : ''}`]), ''].join('\n'),
    sound: () => '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=70000,CODECS="mp4a.40.2"\nsound.m3u8\n',
    playlist(clock, kept) {
      const now = endedAt ?? frozenAt ?? clock;
      const last = Math.floor((now - startedAt) / 1000 / SEGMENT_SECONDS) - 1;
      const first = kept || endedAt !== null ? 0 : Math.max(0, last - WINDOW + 1);
      const lines = ['#EXTM3U', '#EXT-X-VERSION:6', `#EXT-X-TARGETDURATION:${SEGMENT_SECONDS}`, `#EXT-X-MEDIA-SEQUENCE:${first}`,
        `#EXT-X-DISCONTINUITY-SEQUENCE:${Math.ceil(first / SEGMENTS)}`];
      for (let n = first; n <= last; n++) {
        if (n > first && n % SEGMENTS === 0) lines.push('#EXT-X-DISCONTINUITY');
        lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(startedAt + n * SEGMENT_SECONDS * 1000).toISOString()}`);
        lines.push(`#EXTINF:${SEGMENT_SECONDS.toFixed(3)},`, `${n}.ts`);
      }
      if (endedAt !== null) lines.push('#EXT-X-ENDLIST');
      return `${lines.join('\n')}\n`;
    },
    segment: (n) => readFileSync(join(folder, `${n % SEGMENTS}.ts`)),
    soundSegment(n) {
      const file = join(folder, `${n % SEGMENTS}.aac`);
      if (!existsSync(file)) execFileSync('ffmpeg', ['-v', 'error', '-y', '-i', join(folder, `${n % SEGMENTS}.ts`), '-vn', '-c:a', 'copy', '-f', 'mpegts', file]);
      return readFileSync(file);
    },
  };
}
