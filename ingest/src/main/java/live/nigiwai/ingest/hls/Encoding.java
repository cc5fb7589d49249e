package live.nigiwai.ingest.hls;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import live.nigiwai.ingest.transcode.InProcessTranscoder;
import live.nigiwai.ingest.transcode.Pace;
import live.nigiwai.ingest.transcode.Rung;
import live.nigiwai.ingest.transcode.Transcoder;
import org.jspecify.annotations.Nullable;

/**
 * The transcoder of a run, if it has one, and what comes out of it.
 *
 * <p><i>Threading</i>: the show's thread only.
 */
final class Encoding {
  private final String name;
  private final MediaConfig config;
  private final IngestMeters meters;
  private final LongSupplier nanoTime;
  private final Runnable wake;
  private final Ladder ladder;
  private final RungPacer pacer;
  private final LongSupplier soundHorizon;
  private final Consumer<String> failed;
  private @Nullable Transcoder transcoder;
  private List<Rung> rungs = List.of();
  private TranscoderOutputs outputs;

  /**
   * @param ladder takes what is made
   * @param failed told why a transcoder cannot go on
   */
  Encoding(
      String name,
      MediaConfig config,
      IngestMeters meters,
      LongSupplier nanoTime,
      Runnable wake,
      Ladder ladder,
      RungPacer pacer,
      LongSupplier soundHorizon,
      Consumer<String> failed) {
    this.name = name;
    this.config = config;
    this.meters = meters;
    this.nanoTime = nanoTime;
    this.wake = wake;
    this.ladder = ladder;
    this.pacer = pacer;
    this.soundHorizon = soundHorizon;
    this.failed = failed;
    this.outputs = new TranscoderOutputs(wake);
  }

  /** A run begins, to be made into these rungs. */
  void begin(AvcConfig format, double framesPerSecond, List<Rung> encoded) {
    rungs = encoded;
    outputs = new TranscoderOutputs(wake);
    if (!encoded.isEmpty()) {
      transcoder =
          new InProcessTranscoder(
              name,
              format,
              framesPerSecond,
              encoded,
              config.transcode(),
              meters,
              nanoTime,
              outputs);
    }
  }

  /** A segment is about to start: rungs may come and go. */
  void segment(long start) {
    if (transcoder != null) {
      pacer.segment(transcoder, rungs, start);
    }
  }

  void feed(Sample sample, boolean boundary) throws InterruptedException {
    if (transcoder != null) {
      transcoder.picture(sample, boundary);
    }
  }

  /** Hands on what was made since. */
  void drain() {
    for (TranscoderOutputs.Item item = outputs.poll(); item != null; item = outputs.poll()) {
      switch (item) {
        case TranscoderOutputs.Opened(String rung, AvcConfig made) -> {
          double rate = Math.max(5, made.format().framesPerSecond());
          ladder.begin(rung, made, Math.round(Sample.TICKS_PER_SECOND / rate));
        }
        case TranscoderOutputs.Encoded(String rung, Sample sample) ->
            ladder.picture(rung, sample, soundHorizon.getAsLong());
        case TranscoderOutputs.Paced(Pace pace) -> pacer.changed(pace);
        case TranscoderOutputs.Failed(String why) -> failed.accept(why);
      }
    }
  }

  /** The run is over: delivers what is still inside. */
  void finish() {
    if (transcoder != null) {
      transcoder.finish();
      transcoder = null;
    }
    drain();
  }
}
