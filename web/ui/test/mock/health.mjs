/** Reports of a stream's health as the server tells them, for looking at pages. */
const ADVICE = {
  keyFrames: { code: 'key_frames_too_far', level: 'warn', value: 8.3, ja: 'キーフレーム間隔が8.3秒です。OBSの「設定」→「出力」→「キーフレーム間隔」を2秒にしてください。', en: 'The key-frame interval is 8.3 s. In OBS, set Settings > Output > Keyframe Interval to 2 s.' },
  quiet: { code: 'too_quiet', level: 'warn', value: -31, ja: '音が小さすぎます（-31 LUFS）。OBSの「音声ミキサー」でつまみを上げてください。', en: 'The sound is too quiet (-31 LUFS). Raise the fader in OBS’s Audio Mixer.' },
  rate: { code: 'sample_rate', level: 'info', value: 44_100, ja: '音声が44.1 kHzです。OBSの「設定」→「音声」→「サンプルレート」を48 kHzにすると、そのまま届きます。', en: 'The sound has 44.1 kHz. With Settings > Audio > Sample Rate at 48 kHz in OBS it passes untouched.' },
  gone: { code: 'publisher_gone', level: 'bad', value: 0, ja: '配信が途切れました。OBSの「配信開始」を押し、回線を確認してください。', en: 'The stream broke off. Press Start Streaming in OBS and check the line.' },
  slow: { code: 'upload_too_slow', level: 'bad', value: 3200, ja: '回線が追いつかず3.2秒遅れています。OBSの「設定」→「出力」→「映像ビットレート」を下げてください。', en: 'The line is 3.2 s behind. In OBS, lower Settings > Output > Video Bitrate.' },
};
const KINDS = { good: [], remark: ['rate'], warn: ['keyFrames', 'quiet', 'rate'], bad: ['slow', 'quiet'], gone: ['gone'], off: [] };

export function health(kind, beat) {
  const advice = KINDS[kind].map((name) => ADVICE[name]);
  const connected = kind !== 'gone' && kind !== 'off';
  const [first] = advice;
  const light = kind === 'off' ? 'off' : !first || first.level === 'info' ? 'good' : first.level;
  const wave = Math.sin(beat / 2);
  const summary =
    kind === 'off'
      ? { ja: 'まだ配信が届いていません。OBSの「配信開始」を押してください。', en: 'No stream has arrived yet. Press Start Streaming in OBS.' }
      : light === 'good'
        ? { ja: '配信は良好です。', en: 'The stream is fine.' }
        : { ja: first.ja, en: first.en };
  const loudness = kind === 'warn' || kind === 'bad' ? -31 : -18.4;
  return {
    at: Date.now(), connected, rehearsal: false, light, summary, advice,
    publisher: connected ? { address: '192.0.2.7', encoder: 'obs-output module (libobs version 31.0.2)', backup: false, since: 0, uptimeMillis: 1_834_000 + beat * 1000, publishes: 1, takeovers: 0 } : null,
    video: connected ? { codec: 'avc1.64001f', width: 720, height: 1280, framesPerSecondStated: 30, framesPerSecond: 30, kilobits: 2486 + Math.round(wave * 60), kilobitsNow: 2500, keyFrameIntervalMillis: kind === 'warn' ? 8300 : 2000, keyFrameIntervalMillisMax: 2000, keyFramesRegular: true, bFrames: 2, unevenShare: 0, playsEverywhere: true } : null,
    sound: connected ? { codec: 'mp4a.40.2', sampleRate: kind === 'remark' || kind === 'warn' ? 44_100 : 48_000, channels: 2, kilobits: 160, offsetMillis: -12, driftMillis: 0, late: 0, silences: 0, heard: { at: Date.now(), momentary: loudness + wave * 3, shortTerm: loudness + wave, recent: loudness, integrated: loudness, truePeak: -3.2, recentTruePeak: -4.1, silentMillis: 0, balance: 0, sameOnBothSides: true } } : null,
    network: { jitterMillis: 4, behindMillis: kind === 'bad' ? 3200 : 0, gapMillis: 40, sinceLastMillis: 12 },
    encoder: { speed: null, lagMillis: 34, droppedNow: 0, dropped: {}, damaged: 0, suspended: [], frameRateLowered: false, sourceWithdrawn: null, waitingMillis: 1 },
    recording: 'running',
  };
}
