package live.nigiwai.ingest.health;

import java.util.Arrays;

/**
 * Loudness by EBU R 128 (ITU-R BS.1770-4, EBU Tech 3341): momentary over 400 ms, short-term over 3
 * s, integrated over everything with its two gates, recent over the last minute with the same
 * gates, and the true peak.
 *
 * <p>Energy is summed per step of 100 ms. Memory is bounded: what integrates is a histogram whose
 * cells keep the exact energy.
 *
 * <p><i>Threading</i>: one thread.
 */
final class Loudness {
  private static final double OFFSET = -0.691;
  private static final double ABSOLUTE_GATE = -70;
  private static final double RELATIVE_GATE = -10;
  private static final int STEPS_PER_SECOND = 10;
  private static final int MOMENTARY_STEPS = 4;
  private static final int SHORT_TERM_STEPS = 30;
  private static final int RECENT_BLOCKS = 600;
  private static final int PEAK_STEPS = 100;
  private static final int CELLS_PER_UNIT = 10;
  private static final int CELLS = 80 * CELLS_PER_UNIT;

  private final int channels;
  private final int stepSamples;
  private final KWeighting[] weighting;
  private final TruePeak[] peaks;
  private final double[] gains;

  // The step in progress.
  private int inStep;
  private final double[] energy;
  private double difference;

  // The last steps; a ring that is filled from the start after an interruption.
  private final double[] steps = new double[SHORT_TERM_STEPS];
  private final double[][] stepChannels;
  private final double[] stepDifference = new double[SHORT_TERM_STEPS];
  private long stepCount;

  private final double[] recent = new double[RECENT_BLOCKS];
  private long recentCount;
  private final float[] stepPeaks = new float[PEAK_STEPS];
  private long peakCount;
  private float highest;
  private final long[] cellCounts = new long[CELLS];
  private final double[] cellEnergy = new double[CELLS];

  Loudness(int sampleRate, int channels) {
    this.channels = channels;
    this.stepSamples = sampleRate / STEPS_PER_SECOND;
    this.weighting = new KWeighting[channels];
    this.peaks = new TruePeak[channels];
    Arrays.setAll(weighting, i -> new KWeighting(sampleRate));
    Arrays.setAll(peaks, i -> new TruePeak());
    this.gains = gains(channels);
    this.energy = new double[channels];
    this.stepChannels = new double[SHORT_TERM_STEPS][channels];
  }

  /** Channels in the order of AAC decoders: left, right, centre, low frequencies, surround. */
  private static double[] gains(int channels) {
    double[] gains = new double[channels];
    boolean lowFrequencies = channels >= 6;
    for (int i = 0; i < channels; i++) {
      boolean surround = i >= (lowFrequencies ? 4 : 3);
      gains[i] = lowFrequencies && i == 3 ? 0 : surround ? 1.41 : 1;
    }
    return gains;
  }

  /** Takes {@code samples} of each channel; full scale is 1. */
  void add(float[][] planes, int samples) {
    for (int done = 0; done < samples; ) {
      int now = Math.min(samples - done, stepSamples - inStep);
      for (int channel = 0; channel < channels; channel++) {
        energy[channel] += weigh(planes[channel], done, now, channel);
      }
      if (channels == 2) {
        difference += difference(planes, done, now);
      }
      inStep += now;
      done += now;
      if (inStep == stepSamples) {
        endStep();
      }
    }
  }

  private double weigh(float[] plane, int from, int samples, int channel) {
    KWeighting filter = weighting[channel];
    peaks[channel].add(plane, from, samples);
    double sum = 0;
    for (int i = from; i < from + samples; i++) {
      double weighted = filter.next(plane[i]);
      sum += weighted * weighted;
    }
    return sum;
  }

  private static double difference(float[][] planes, int from, int samples) {
    double sum = 0;
    for (int i = from; i < from + samples; i++) {
      double apart = planes[0][i] - planes[1][i];
      sum += apart * apart;
    }
    return sum;
  }

  private void endStep() {
    int slot = (int) (stepCount % SHORT_TERM_STEPS);
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      double mean = energy[channel] / stepSamples;
      stepChannels[slot][channel] = mean;
      sum += gains[channel] * mean;
    }
    steps[slot] = sum;
    stepDifference[slot] = difference / stepSamples;
    stepCount++;
    float peak = 0;
    for (TruePeak one : peaks) {
      peak = Math.max(peak, one.take());
    }
    stepPeaks[(int) (peakCount++ % PEAK_STEPS)] = peak;
    highest = Math.max(highest, peak);
    Arrays.fill(energy, 0);
    difference = 0;
    inStep = 0;
    if (stepCount >= MOMENTARY_STEPS) {
      gather(mean(MOMENTARY_STEPS));
    }
  }

  private void gather(double block) {
    recent[(int) (recentCount++ % RECENT_BLOCKS)] = block;
    double loudness = loudness(block);
    if (loudness > ABSOLUTE_GATE) {
      int cell = (int) ((loudness - ABSOLUTE_GATE) * CELLS_PER_UNIT);
      cell = Math.min(CELLS - 1, cell);
      cellCounts[cell]++;
      cellEnergy[cell] += block;
    }
  }

  /** Sound is missing here: what comes next has nothing to do with what was before. */
  void interrupted() {
    for (KWeighting filter : weighting) {
      filter.reset();
    }
    Arrays.fill(energy, 0);
    difference = 0;
    inStep = 0;
    stepCount = 0;
  }

  /** The last 400 ms in LUFS; not a number before there are as many. */
  double momentary() {
    return stepCount < MOMENTARY_STEPS ? Double.NaN : loudness(mean(MOMENTARY_STEPS));
  }

  /** The last 3 s. */
  double shortTerm() {
    return stepCount < SHORT_TERM_STEPS ? Double.NaN : loudness(mean(SHORT_TERM_STEPS));
  }

  /** Everything so far that passes both gates. */
  double integrated() {
    double ungated = gatedMean(0);
    if (Double.isNaN(ungated)) {
      return Double.NaN;
    }
    double gate = loudness(ungated) + RELATIVE_GATE;
    return loudness(gatedMean((int) Math.ceil((gate - ABSOLUTE_GATE) * CELLS_PER_UNIT - 0.5)));
  }

  private double gatedMean(int fromCell) {
    double sum = 0;
    long count = 0;
    for (int cell = Math.max(0, fromCell); cell < CELLS; cell++) {
      sum += cellEnergy[cell];
      count += cellCounts[cell];
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The last minute of what was listened to, gated likewise. */
  double recent() {
    int known = (int) Math.min(recentCount, RECENT_BLOCKS);
    double ungated = meanAbove(known, ABSOLUTE_GATE);
    return Double.isNaN(ungated)
        ? Double.NaN
        : loudness(meanAbove(known, loudness(ungated) + RELATIVE_GATE));
  }

  private double meanAbove(int known, double gate) {
    double least = Math.pow(10, (gate - OFFSET) / 10);
    double sum = 0;
    int count = 0;
    for (int i = 0; i < known; i++) {
      if (recent[i] > least) {
        sum += recent[i];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The highest point since the start, in dB below or above full scale. */
  double truePeak() {
    return decibels(highest);
  }

  /** The highest point of the last 10 s of what was listened to. */
  double recentTruePeak() {
    float peak = 0;
    for (float one : stepPeaks) {
      peak = Math.max(peak, one);
    }
    return decibels(peak);
  }

  /** How much louder left is than right over the last steps, in dB; 0 unless there are two. */
  double balance() {
    if (channels != 2 || stepCount == 0) {
      return 0;
    }
    double left = 0;
    double right = 0;
    for (int i = 0; i < Math.min(stepCount, SHORT_TERM_STEPS); i++) {
      left += stepChannels[i][0];
      right += stepChannels[i][1];
    }
    double floor = 1e-9;
    return 10 * Math.log10((left + floor) / (right + floor));
  }

  /** Whether both channels carry the same. */
  boolean sameOnBothSides() {
    if (channels != 2 || stepCount == 0) {
      return false;
    }
    double apart = 0;
    double together = 0;
    for (int i = 0; i < Math.min(stepCount, SHORT_TERM_STEPS); i++) {
      apart += stepDifference[i];
      together += steps[i];
    }
    return together > 1e-7 && apart < together * 1e-4;
  }

  private double mean(int count) {
    double sum = 0;
    for (int back = 1; back <= count; back++) {
      sum += steps[(int) ((stepCount - back) % SHORT_TERM_STEPS)];
    }
    return sum / count;
  }

  private static double loudness(double energy) {
    return Math.max(-120, OFFSET + 10 * Math.log10(energy));
  }

  private static double decibels(float peak) {
    return Math.max(-120, 20 * Math.log10(peak));
  }
}
