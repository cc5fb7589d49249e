package live.nigiwai.ingest.health;

import static live.nigiwai.ingest.health.Obs.codes;
import static live.nigiwai.ingest.health.Obs.publisher;
import static live.nigiwai.ingest.health.Obs.sound;
import static live.nigiwai.ingest.health.Obs.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import live.nigiwai.ingest.health.Advice.Code;
import live.nigiwai.ingest.health.HealthReport.Light;
import live.nigiwai.ingest.media.AacConfig;
import org.junit.jupiter.api.Test;

/** What staff are told, habit by habit. */
class StreamHealthTest {
  @Test
  void anOrdinaryStreamIsGoodAndItsFiguresAreRight() {
    try (Obs obs = new Obs()) {
      HealthReport report = obs.begin().send(30);
      assertThat(report.light()).isEqualTo(Light.GOOD);
      assertThat(report.advice()).isEmpty();
      assertThat(report.summary().ja()).isEqualTo("配信は良好です。");
      assertThat(video(report).kilobits()).isCloseTo(2_500, within(60));
      assertThat(video(report).framesPerSecond()).isCloseTo(30, within(0.1));
      assertThat(video(report).framesPerSecondStated()).isEqualTo(30);
      assertThat(video(report).keyFrameIntervalMillis()).isEqualTo(2_000);
      assertThat(video(report).keyFramesRegular()).isTrue();
      assertThat(video(report).width()).isEqualTo(1280);
      assertThat(sound(report).kilobits()).isCloseTo(127, within(4));
      assertThat(Math.abs(sound(report).offsetMillis())).isLessThan(40);
      assertThat(Math.abs(sound(report).driftMillis())).isLessThan(5);
      assertThat(report.network().jitterMillis()).isZero();
      assertThat(publisher(report).uptimeMillis()).isCloseTo(30_000, within(1_000L));
    }
  }

  @Test
  void beforeAnythingArrivesTheLightIsOff() {
    try (Obs obs = new Obs()) {
      HealthReport report = obs.pause(2);
      assertThat(report.light()).isEqualTo(Light.OFF);
      assertThat(report.summary().en()).contains("Start Streaming");
    }
  }

  @Test
  void keyFramesTooFarApartNameTheSettingAndTheFigure() {
    try (Obs obs = new Obs()) {
      obs.keyFrameSeconds = 8.3;
      HealthReport report = obs.begin().send(20);
      assertThat(report.light()).isEqualTo(Light.WARN);
      assertThat(report.summary().ja())
          .isEqualTo("キーフレーム間隔が8.3秒です。OBSの「設定」→「出力」→「キーフレーム間隔」を2秒にしてください。");
      assertThat(report.summary().en())
          .contains("8.3 s")
          .contains("Settings > Output > Keyframe Interval");
    }
  }

  @Test
  void aKeyFrameThatDoesNotComeIsSaidBeforeItComes() {
    try (Obs obs = new Obs()) {
      obs.keyFrameSeconds = 100;
      assertThat(codes(obs.begin().send(8))).containsExactly(Code.KEY_FRAMES_TOO_FAR);
    }
  }

  @Test
  void rareKeyFramesAreARemarkThatLeavesTheLightGreen() {
    try (Obs obs = new Obs()) {
      obs.keyFrameSeconds = 3;
      HealthReport report = obs.begin().send(20);
      assertThat(codes(report)).containsExactly(Code.KEY_FRAMES_RARE);
      assertThat(report.light()).isEqualTo(Light.GOOD);
      assertThat(report.summary().en()).isEqualTo("The stream is fine.");
    }
  }

  @Test
  void aBitrateThatDoesNotFitThePictureNamesTheOneThatWould() {
    try (Obs obs = new Obs()) {
      obs.kilobits = 400;
      HealthReport low = obs.begin().send(20);
      assertThat(codes(low)).containsExactly(Code.BITRATE_TOO_LOW);
      assertThat(low.summary().ja()).contains("「映像ビットレート」を2000 kbps");
    }
    try (Obs obs = new Obs()) {
      obs.kilobits = 11_000;
      assertThat(codes(obs.begin().send(20))).containsExactly(Code.BITRATE_TOO_HIGH);
    }
  }

  @Test
  void framesThatTheEncoderDoesNotMakeAreMissed() {
    try (Obs obs = new Obs()) {
      obs.framesPerSecond = 19;
      HealthReport report = obs.begin().send(20);
      assertThat(report.light()).isEqualTo(Light.BAD);
      assertThat(report.advice().getFirst().code()).isEqualTo(Code.FRAMES_MISSING);
      assertThat(report.summary().ja()).contains("毎秒19コマ");
    }
  }

  @Test
  void whatTheMetadataStatesCountsMoreThanTheParameterSet() {
    try (Obs obs = new Obs()) {
      obs.framesPerSecond = 24;
      obs.begin().health.metadata(Map.of("framerate", 24.0, "encoder", "x"));
      HealthReport report = obs.send(20);
      assertThat(video(report).framesPerSecondStated()).isEqualTo(24);
      assertThat(report.light()).isEqualTo(Light.GOOD);
    }
  }

  @Test
  void soundThatIsMissingOrLateOrInAnotherFormatIsSaid() {
    try (Obs obs = new Obs()) {
      obs.sound = false;
      HealthReport report = obs.begin().send(10);
      assertThat(codes(report)).containsExactly(Code.SOUND_MISSING);
      assertThat(report.light()).isEqualTo(Light.BAD);
    }
    try (Obs obs = new Obs()) {
      obs.soundLaterMillis = 180;
      HealthReport report = obs.begin().send(10);
      assertThat(codes(report)).containsExactly(Code.SOUND_OFFSET);
      assertThat(report.summary().ja()).contains("遅れています").contains("同期オフセット");
    }
    try (Obs obs = new Obs()) {
      obs.aac = AacConfig.parse(new byte[] {0x12, 0x08}, 0);
      HealthReport report = obs.begin().send(10);
      assertThat(codes(report)).containsExactly(Code.SAMPLE_RATE, Code.MONO);
      assertThat(report.light()).isEqualTo(Light.GOOD);
    }
  }

  @Test
  void anUploadThatFallsBehindIsToldByHowMuch() {
    try (Obs obs = new Obs()) {
      obs.begin().send(15);
      for (int i = 0; i < 60; i++) {
        obs.delayMillis += 30;
        obs.send(0.1);
      }
      HealthReport report = obs.send(3);
      assertThat(report.advice().getFirst().code()).isEqualTo(Code.UPLOAD_TOO_SLOW);
      assertThat(report.network().behindMillis()).isCloseTo(1_800, within(40));
      assertThat(report.summary().ja()).contains("1.8秒");
    }
  }

  @Test
  void aPauseOfTheLineIsSaidAtOnceAndForgottenLater() {
    try (Obs obs = new Obs()) {
      obs.begin().send(15);
      HealthReport paused = obs.pause(3.5);
      assertThat(codes(paused)).contains(Code.NOTHING_ARRIVES);
      assertThat(paused.light()).isEqualTo(Light.BAD);
      obs.media += 3_500;
      obs.begin();
      assertThat(obs.send(40).light()).isEqualTo(Light.GOOD);
    }
  }

  @Test
  void aPublisherThatIsGoneIsSaidAtOnce() {
    try (Obs obs = new Obs()) {
      obs.begin().send(10);
      obs.end();
      assertThat(obs.health.report().light()).isEqualTo(Light.BAD);
      assertThat(codes(obs.health.report())).containsExactly(Code.PUBLISHER_GONE);
      assertThat(obs.health.report().connected()).isFalse();
    }
  }

  @Test
  void reconnectingAgainAndAgainIsSaid() {
    try (Obs obs = new Obs()) {
      for (int i = 0; i < 5; i++) {
        obs.begin().send(6);
        obs.end();
      }
      HealthReport report = obs.begin().send(10);
      assertThat(codes(report)).containsExactly(Code.RECONNECTING_OFTEN);
      assertThat(publisher(report).publishes()).isEqualTo(6);
    }
  }

  @Test
  void takingOverIsCounted() {
    try (Obs obs = new Obs()) {
      obs.begin().send(3);
      assertThat(publisher(obs.begin().send(3)).takeovers()).isEqualTo(1);
    }
  }

  @Test
  void whatTheServerSwitchesOffIsSaidAndThatNothingHasToBeChanged() {
    try (Obs obs = new Obs()) {
      obs.begin().send(10);
      for (int i = 0; i < 8; i++) {
        for (int frame = 0; frame < 5; frame++) {
          obs.health.dropped("240p");
        }
        obs.health.lag(Duration.ofMillis(700));
        obs.send(1);
      }
      HealthReport late = obs.health.report();
      assertThat(codes(late)).containsExactly(Code.SERVER_CANNOT_KEEP_UP);
      assertThat(late.encoder().lagMillis()).isEqualTo(700);
      assertThat(late.encoder().dropped()).containsEntry("240p", 40L);
      obs.health.rungSuspended("480p");
      assertThat(obs.send(10).summary().en()).contains("Nothing to change in OBS");
      obs.health.rungsResumed();
      assertThat(obs.send(20).light()).isEqualTo(Light.GOOD);
    }
  }

  @Test
  void nothingFlickersAroundAThreshold() {
    try (Obs obs = new Obs()) {
      obs.begin().send(10);
      int changes = 0;
      Light before = obs.health.report().light();
      for (int i = 0; i < 60; i++) {
        obs.kilobits = i % 2 == 0 ? 780 : 850;
        Light light = obs.send(1).light();
        changes += light == before ? 0 : 1;
        before = light;
      }
      assertThat(changes).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void everyAdviceHasItsSentenceInBothLanguages() {
    for (Code code : Code.values()) {
      Advice advice = AdviceWords.of(code, Advice.Level.WARN, 1234.5, 2000);
      assertThat(advice.ja()).as(code.name()).endsWith("。").doesNotContain("！");
      assertThat(advice.en()).as(code.name()).endsWith(".").doesNotContain("!");
    }
  }
}
