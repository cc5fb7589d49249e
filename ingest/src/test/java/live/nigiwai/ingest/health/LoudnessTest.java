package live.nigiwai.ingest.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The signals of EBU Tech 3341, table 1, made here; tolerance as there. */
class LoudnessTest {
  private static final Offset<Double> TOLERANCE = within(0.1);

  private int rate = 48_000;

  /** A piece of a 1 kHz tone: its length, and the level of each channel below full scale. */
  private record Piece(double seconds, double... levels) {}

  private static Piece stereo(double seconds, double level) {
    return new Piece(seconds, level, level);
  }

  private Loudness hear(Piece... pieces) {
    Loudness loudness = new Loudness(rate, pieces[0].levels.length);
    long n = 0;
    for (Piece piece : pieces) {
      n = play(loudness, piece, n);
    }
    return loudness;
  }

  private long play(Loudness loudness, Piece piece, long from) {
    int samples = (int) Math.round(piece.seconds * rate);
    float[][] planes = new float[piece.levels.length][samples];
    for (int channel = 0; channel < planes.length; channel++) {
      double amplitude = Math.pow(10, piece.levels[channel] / 20);
      for (int i = 0; i < samples; i++) {
        planes[channel][i] =
            (float) (amplitude * Math.sin(2 * Math.PI * 1_000 * (from + i) / rate));
      }
    }
    loudness.add(planes, samples);
    return from + samples;
  }

  @ParameterizedTest
  @CsvSource({"48000,-23", "48000,-33", "44100,-23", "32000,-33"})
  void aSteadyToneHasItsLevelInEveryMeasure(int sampleRate, double level) {
    rate = sampleRate;
    Loudness heard = hear(stereo(20, level));
    assertThat(heard.momentary()).isEqualTo(level, TOLERANCE);
    assertThat(heard.shortTerm()).isEqualTo(level, TOLERANCE);
    assertThat(heard.integrated()).isEqualTo(level, TOLERANCE);
    assertThat(heard.recent()).isEqualTo(level, TOLERANCE);
  }

  @Test
  void theRelativeGateLeavesOutWhatIsQuieter() {
    Loudness heard = hear(stereo(10, -36), stereo(60, -23), stereo(10, -36));
    assertThat(heard.integrated()).isEqualTo(-23, TOLERANCE);
  }

  @Test
  void theAbsoluteGateLeavesOutWhatIsNearlySilent() {
    Loudness heard =
        hear(stereo(10, -72), stereo(10, -36), stereo(60, -23), stereo(10, -36), stereo(10, -72));
    assertThat(heard.integrated()).isEqualTo(-23, TOLERANCE);
  }

  @Test
  void whatPassesTheGatesIsAveragedByEnergy() {
    Loudness heard = hear(stereo(20, -26), stereo(20.1, -20), stereo(20, -26));
    assertThat(heard.integrated()).isEqualTo(-23, TOLERANCE);
  }

  @Test
  void surroundCountsMore() {
    Loudness heard = hear(new Piece(20, -28, -28, -24, -30, -30));
    assertThat(heard.integrated()).isEqualTo(-23, TOLERANCE);
  }

  @Test
  void shortTermIsSteadyWhereThreeSecondsRepeat() {
    Loudness loudness = new Loudness(rate, 2);
    long n = 0;
    for (int turn = 0; turn < 5; turn++) {
      n = play(loudness, stereo(1.34, -20), n);
      if (turn > 0) {
        assertThat(loudness.shortTerm()).isEqualTo(-23, TOLERANCE);
      }
      n = play(loudness, stereo(1.66, -30), n);
      assertThat(loudness.shortTerm()).isEqualTo(-23, TOLERANCE);
    }
  }

  @Test
  void momentaryIsSteadyWhereFourTenthsRepeat() {
    Loudness loudness = new Loudness(rate, 2);
    long n = 0;
    for (int turn = 0; turn < 25; turn++) {
      n = play(loudness, stereo(0.18, -20), n);
      n = play(loudness, stereo(0.22, -30), n);
      if (turn > 2) {
        assertThat(loudness.momentary()).isEqualTo(-23, TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4,0,0.5,-6", "4,45,0.5,-6", "6,60,0.5,-6", "8,67.5,0.5,-6", "4,45,1.41,3"})
  void theTruePeakIsFoundBetweenTheSamples(
      int samplesPerTurn, double degrees, double amplitude, double decibels) {
    float[] tone = new float[rate];
    for (int i = 0; i < rate; i++) {
      tone[i] =
          (float)
              (amplitude
                  * Math.sin(2 * Math.PI * i / samplesPerTurn + Math.toRadians(degrees))
                  * Math.min(1, Math.min(i, rate - i) / 2_000.0));
    }
    Loudness loudness = new Loudness(rate, 1);
    loudness.add(new float[][] {tone}, rate);
    assertThat(loudness.truePeak()).isBetween(decibels - 0.4, decibels + 0.2);
    assertThat(loudness.recentTruePeak()).isEqualTo(loudness.truePeak());
  }

  @Test
  void nothingIsSaidBeforeThereIsEnough() {
    Loudness heard = hear(stereo(0.39, -23));
    assertThat(heard.momentary()).isNaN();
    assertThat(heard.integrated()).isNaN();
    assertThat(heard.recent()).isNaN();
  }

  @Test
  void pausesInListeningDoNotCount() {
    Loudness loudness = new Loudness(rate, 2);
    for (int turn = 0; turn < 10; turn++) {
      play(loudness, stereo(3.3, -23), 0);
      loudness.interrupted();
    }
    assertThat(loudness.integrated()).isEqualTo(-23, TOLERANCE);
    assertThat(loudness.momentary()).isNaN();
  }

  @Test
  void tellsOneSidedSoundFromTheSameOnBothSides() {
    assertThat(hear(new Piece(4, -20, -90)).balance()).isGreaterThan(40);
    assertThat(hear(new Piece(4, -20, -90)).sameOnBothSides()).isFalse();
    assertThat(hear(stereo(4, -20)).balance()).isEqualTo(0, TOLERANCE);
    assertThat(hear(stereo(4, -20)).sameOnBothSides()).isTrue();
  }
}
