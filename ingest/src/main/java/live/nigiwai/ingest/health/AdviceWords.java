package live.nigiwai.ingest.health;

import static live.nigiwai.ingest.health.Advice.Code;
import static live.nigiwai.ingest.health.Advice.Level;

import java.util.Locale;
import live.nigiwai.ingest.health.HealthReport.Words;

/**
 * The sentences: what is wrong, and what to do in the words of OBS's own menus. Pure.
 *
 * <p>One sentence each, short enough to be read from two metres.
 */
final class AdviceWords {
  private AdviceWords() {}

  static final Words WELL = new Words("配信は良好です。", "The stream is fine.");
  static final Words STARTING =
      new Words("配信を受け取り、確認しています。", "The stream has arrived; checking it.");
  static final Words WAITING =
      new Words(
          "まだ配信が届いていません。OBSの「配信開始」を押してください。",
          "No stream has arrived yet. Press Start Streaming in OBS.");

  /** With {@code limit} the value that the setting should have. */
  static Advice of(Code code, Level level, double value, double limit) {
    Words words = words(code, value, limit);
    return new Advice(code, level, words.ja(), words.en(), Math.round(value * 100) / 100.0);
  }

  private static Words words(Code code, double value, double limit) {
    return switch (code) {
      case PUBLISHER_GONE ->
          new Words(
              "配信が途切れました。OBSの「配信開始」を押し、回線を確認してください。",
              "The stream broke off. Press Start Streaming in OBS and check the line.");
      case NOTHING_ARRIVES ->
          say(
              "%.0f秒間、何も届いていません。回線とOBSの状態を確認してください。",
              "Nothing has arrived for %.0f s. Check the line and OBS.", value / 1000);
      case UPLOAD_TOO_SLOW ->
          say(
              "回線が追いつかず%.1f秒遅れています。OBSの「設定」→「出力」→「映像ビットレート」を下げてください。",
              "The line is %.1f s behind. In OBS, lower Settings > Output > Video Bitrate.",
              value / 1000);
      case ARRIVAL_GAPS ->
          say(
              "回線が%.1f秒途切れました。有線接続にするか、OBSの「設定」→「出力」→「映像ビットレート」を下げてください。",
              "The line paused for %.1f s. Use a cable, or lower Settings > Output > Video Bitrate"
                  + " in OBS.",
              value / 1000);
      case RECONNECTING_OFTEN ->
          say(
              "つなぎ直しが%.0f回続いています。有線接続にするか、OBSの「設定」→「出力」→「映像ビットレート」を下げてください。",
              "The encoder reconnected %.0f times. Use a cable, or lower Settings > Output > Video"
                  + " Bitrate in OBS.",
              value);
      case JITTER ->
          say(
              "映像の届き方が%.0fミリ秒ゆれています。Wi-Fiなら有線接続に替えてください。",
              "Pictures arrive unevenly, by %.0f ms. Replace Wi-Fi by a cable.", value);
      case BACKUP_IN_USE ->
          new Words(
              "予備のキーで配信中です。主のOBSの「配信開始」を押すと戻ります。",
              "The backup key is on air. Press Start Streaming in the main OBS to return.");
      default -> pictureWords(code, value, limit);
    };
  }

  private static Words pictureWords(Code code, double value, double limit) {
    return switch (code) {
      case PICTURES_MISSING ->
          new Words(
              "映像が届いていません。OBSの「設定」→「出力」→「映像エンコーダ」をx264にして、配信を始め直してください。",
              "No pictures arrive. In OBS, set Settings > Output > Video Encoder to x264 and start"
                  + " streaming again.");
      case FRAMES_MISSING ->
          say(
              "毎秒%.0fコマしか届いていません。OBSの「設定」→「映像」→「出力(スケーリング)解像度」か「FPS」を下げてください。",
              "Only %.0f frames per second arrive. In OBS, lower Settings > Video > Output (Scaled)"
                  + " Resolution or FPS.",
              value);
      case KEY_FRAMES_TOO_FAR ->
          say(
              "キーフレーム間隔が%.1f秒です。OBSの「設定」→「出力」→「キーフレーム間隔」を2秒にしてください。",
              "The key-frame interval is %.1f s. In OBS, set Settings > Output > Keyframe Interval"
                  + " to 2 s.",
              value / 1000);
      case KEY_FRAMES_RARE ->
          say(
              "キーフレーム間隔が%.1f秒です。OBSの「設定」→「出力」→「キーフレーム間隔」を2秒にすると、視聴開始が速くなります。",
              "The key-frame interval is %.1f s. With Settings > Output > Keyframe Interval at 2 s"
                  + " in OBS, viewers start sooner.",
              value / 1000);
      case KEY_FRAMES_TOO_CLOSE ->
          say(
              "キーフレーム間隔が%.1f秒と短く、画質が下がります。OBSの「設定」→「出力」→「キーフレーム間隔」を2秒にしてください。",
              "The key-frame interval of %.1f s costs quality. In OBS, set Settings > Output >"
                  + " Keyframe Interval to 2 s.",
              value / 1000);
      case COLOUR_FORMAT ->
          new Words(
              "この色形式は多くの端末で映りません。OBSの「設定」→「詳細設定」→「カラーフォーマット」をNV12にしてください。",
              "Many phones cannot show this colour format. In OBS, set Settings > Advanced > Color"
                  + " Format to NV12.");
      case BITRATE_TOO_LOW ->
          say(
              "映像ビットレートが%.0f kbpsと低めです。OBSの「設定」→「出力」→「映像ビットレート」を%.0f kbpsにしてください。",
              "The video bitrate is low, %.0f kbps. In OBS, set Settings > Output > Video Bitrate"
                  + " to %.0f kbps.",
              value,
              limit);
      case BITRATE_TOO_HIGH ->
          say(
              "映像ビットレートが%.0f kbpsと高く、途切れやすくなります。OBSの「設定」→「出力」→「映像ビットレート」を%.0f kbpsにしてください。",
              "The video bitrate of %.0f kbps risks breaks. In OBS, set Settings > Output > Video"
                  + " Bitrate to %.0f kbps.",
              value,
              limit);
      case UNEVEN_FRAMES ->
          say(
              "コマの間隔が不ぞろいです（%.0f％）。スマートフォンなら、フレームレート固定の設定にしてください。",
              "Frames are unevenly spaced (%.0f %%). On a phone, choose a fixed frame rate.",
              value * 100);
      case MANY_B_FRAMES ->
          say(
              "Bフレームが%.0f枚あり、遅れが増えます。OBSの「設定」→「出力」→「Bフレーム」を2以下にしてください。",
              "%.0f B-frames in a row add delay. In OBS, set Settings > Output > Max B-frames to 2"
                  + " or less.",
              value);
      case DAMAGED ->
          say(
              "読めないデータが%.0f件届きました。OBSの配信を一度止めて、始め直してください。",
              "%.0f unreadable messages arrived. Stop and start streaming in OBS.", value);
      default -> soundWords(code, value);
    };
  }

  private static Words soundWords(Code code, double value) {
    return switch (code) {
      case SOUND_MISSING ->
          new Words(
              "音声が届いていません。OBSの「設定」→「音声」→「マイク音声」を選んでください。",
              "No sound arrives. In OBS, choose a device at Settings > Audio > Mic/Auxiliary"
                  + " Audio.");
      case SILENCE ->
          say(
              "%.0f秒間、音が聞こえません。マイクと、OBSの「音声ミキサー」のミュートを確認してください。",
              "Nothing can be heard for %.0f s. Check the microphone and the mute button in OBS's"
                  + " Audio Mixer.",
              value / 1000);
      case CLIPPING ->
          say(
              "音が割れています（最大%.1f dB）。OBSの「音声ミキサー」でつまみを下げてください。",
              "The sound clips (peak %.1f dB). Lower the fader in OBS's Audio Mixer.", value);
      case TOO_LOUD ->
          say(
              "音が大きすぎます（%.0f LUFS）。OBSの「音声ミキサー」でつまみを下げてください。",
              "The sound is too loud (%.0f LUFS). Lower the fader in OBS's Audio Mixer.", value);
      case TOO_QUIET ->
          say(
              "音が小さすぎます（%.0f LUFS）。OBSの「音声ミキサー」でつまみを上げてください。",
              "The sound is too quiet (%.0f LUFS). Raise the fader in OBS's Audio Mixer.", value);
      case ONE_SIDED ->
          new Words(
              value > 0
                  ? "音が左からしか出ていません。OBSの「オーディオの詳細プロパティ」で「モノラル」に印を付けてください。"
                  : "音が右からしか出ていません。OBSの「オーディオの詳細プロパティ」で「モノラル」に印を付けてください。",
              "Sound comes from the "
                  + (value > 0 ? "left" : "right")
                  + " only. In OBS, tick Mono in Advanced Audio Properties.");
      case SOUND_OFFSET ->
          new Words(
              format(
                  "音声が映像より%.0fミリ秒%s。OBSの「オーディオの詳細プロパティ」→「同期オフセット」を確認してください。",
                  Math.abs(value), value > 0 ? "遅れています" : "進んでいます"),
              format(
                  "The sound is %.0f ms %s the picture. In OBS, check Advanced Audio Properties >"
                      + " Sync Offset.",
                  Math.abs(value), value > 0 ? "behind" : "ahead of"));
      case SOUND_LATE ->
          say(
              "音声が遅れて届き、%.0f回無音になりました。OBSの「設定」→「音声」→「サンプルレート」を48 kHzにしてください。",
              "Sound arrived too late %.0f times and was left out. In OBS, set Settings > Audio >"
                  + " Sample Rate to 48 kHz.",
              value);
      case SOUND_DRIFTS ->
          say(
              "音声の時計が%.0fミリ秒ずれています。マイクとOBSの「設定」→「音声」→「サンプルレート」を48 kHzにそろえてください。",
              "The sound's clock drifted by %.0f ms. Set the microphone and Settings > Audio >"
                  + " Sample Rate in OBS to 48 kHz.",
              value);
      case SAMPLE_RATE ->
          say(
              "音声が%.1f kHzです。OBSの「設定」→「音声」→「サンプルレート」を48 kHzにすると、そのまま届きます。",
              "The sound has %.1f kHz. With Settings > Audio > Sample Rate at 48 kHz in OBS it"
                  + " passes untouched.",
              value / 1000);
      case MONO ->
          new Words(
              "音声がモノラルです。OBSの「設定」→「音声」→「チャンネル」をステレオにすると、そのまま届きます。",
              "The sound is mono. With Settings > Audio > Channels at Stereo in OBS it passes"
                  + " untouched.");
      default -> serverWords(code, value);
    };
  }

  private static Words serverWords(Code code, double value) {
    return switch (code) {
      case SERVER_CANNOT_KEEP_UP ->
          say(
              "サーバーの処理が追いつかず、低画質版を%.0fコマ間引きました。OBSの設定は変えなくて大丈夫です。",
              "The server cannot keep up and left out %.0f frames of the smaller sizes. Nothing to"
                  + " change in OBS.",
              value);
      case RUNG_SUSPENDED ->
          new Words(
              "サーバーの負荷を下げるため、一部の画質を止めています。OBSの設定は変えなくて大丈夫です。",
              "The server is overloaded and has switched off a picture size. Nothing to change in"
                  + " OBS.");
      case FRAME_RATE_LOWERED ->
          new Words(
              "サーバーの負荷を下げるため、低画質版のコマ数を減らしています。OBSの設定は変えなくて大丈夫です。",
              "The server is overloaded and lowered the frame rate of the smaller sizes. Nothing to"
                  + " change in OBS.");
      case RECORDING_STOPPED ->
          new Words(
              "録画が止まりました。配信は続いています。担当者にサーバーの空き容量を確認してもらってください。",
              "Recording has stopped; the show goes on. Ask for the server's free disk space to be"
                  + " checked.");
      default -> throw new IllegalStateException("no words for " + code);
    };
  }

  private static Words say(String ja, String en, Object... values) {
    return new Words(format(ja, values), format(en, values));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
